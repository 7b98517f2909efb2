//! How each report has a claim: word for word, cut, reworded, or with a voice of its own.

use headwater_core::SpreadKind;

use super::saying::Saying;

/// Share of equal words from which two wordings are one.
const VERBATIM: f64 = 0.9;

/// For each article of the members, in order, how it has the claim.
pub fn spread(sayings: &[Saying], voices: &[Vec<usize>], members: &[usize]) -> Vec<(usize, SpreadKind)> {
    let mut articles: Vec<usize> = members.iter().map(|&member| sayings[member].article).collect();
    articles.dedup();
    articles.into_iter().map(|article| (article, how(sayings, voices, members, article))).collect()
}

fn how(sayings: &[Saying], voices: &[Vec<usize>], members: &[usize], article: usize) -> SpreadKind {
    let (own, others): (Vec<usize>, Vec<usize>) = members.iter().partition(|&&member| sayings[member].article == article);
    let mut kind = None;
    for &member in &own {
        for &other in &others {
            let (share, share_of_other) = equal_words(&sayings[member].words, &sayings[other].words);
            if share >= VERBATIM && share_of_other >= VERBATIM {
                return SpreadKind::Verbatim;
            }
            if share >= VERBATIM {
                kind = Some(SpreadKind::Cut);
            }
        }
    }
    let elsewhere = |voice: &usize| others.iter().any(|&other| voices[other].contains(voice));
    let is_own = own.iter().all(|&member| voices[member].last().is_some_and(|voice| !elsewhere(voice)));
    kind.unwrap_or(if is_own { SpreadKind::Own } else { SpreadKind::Reworded })
}

/// Length of the longest common subsequence as a share of either side.
fn equal_words(x: &[u64], y: &[u64]) -> (f64, f64) {
    let mut above = vec![0_usize; y.len() + 1];
    for word in x {
        let mut diagonal = 0;
        for (j, other) in y.iter().enumerate() {
            let up = above[j + 1];
            above[j + 1] = if word == other { diagonal + 1 } else { up.max(above[j]) };
            diagonal = up;
        }
    }
    let equal = above[y.len()] as f64;
    (equal / x.len().max(1) as f64, equal / y.len().max(1) as f64)
}
