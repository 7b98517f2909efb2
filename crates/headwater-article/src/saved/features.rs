//! A line's place in a saved page, as numbers for the classifier that finds the report.

use std::collections::HashMap;

use super::lines::Line;
use crate::wording::{self, Vocabulary, Wording};

/// Neighbours that are looked at, before and behind.
const NEAR: [i32; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];
/// Numbers that are taken from each neighbour.
const NEAR_NAMES: [&str; 5] = ["words", "closed", "prose", "furniture", "capitalised"];

const PLACE_NAMES: [&str; 27] = [
    "lines",
    "index",
    "index_share",
    "words_before_share",
    "gap_before",
    "gap_behind",
    "gaps_share",
    "repeated",
    "in_best",
    "from_best_start",
    "from_best_end",
    "best_share",
    "before_first_prose",
    "behind_last_prose",
    "vocabulary",
    "first_words",
    "prose_before",
    "prose_behind",
    "run_of_short",
    "run_of_short_before",
    "run_of_short_behind",
    "block_lines",
    "block_mean_words",
    "to_prose_before",
    "to_prose_behind",
    "prose_lines",
    "longest_share",
];

/// Names of the numbers, in order.
pub(crate) fn names() -> Vec<String> {
    let near = NEAR.iter().flat_map(|at| NEAR_NAMES.iter().map(move |name| format!("near{at}_{name}")));
    wording::NAMES.iter().chain(&PLACE_NAMES).map(|name| (*name).to_owned()).chain(near).collect()
}

/// The numbers of every line.
pub(crate) fn features(text: &str, lines: &[Line], wordings: &[&Wording]) -> Vec<Vec<f32>> {
    let of = |at: usize| lines[at].span.of(text);
    let own: Vec<_> = wordings.iter().map(|wording| &wording.numbers).collect();
    let number = |name: &str| wording::NAMES.iter().position(|known| *known == name).unwrap_or(0);
    let near_numbers = [number("words"), number("closed"), number("prose"), number("furniture_none"), number("capitalised")];
    let [words_at, _, prose_at, none_at, _] = near_numbers;
    let words: Vec<f32> = own.iter().map(|own| own[words_at]).collect();
    let plain: Vec<bool> = own.iter().map(|own| own[prose_at] > 0.0 && own[none_at] > 0.0).collect();
    let total: f32 = words.iter().sum::<f32>().max(1.0);
    let longest = words.iter().copied().fold(1.0, f32::max);
    let best = best_run(&words, &plain, &own.iter().map(|own| own[none_at] > 0.0).collect::<Vec<_>>());
    let mut vocabulary = Vocabulary::default();
    let mut first_words = Vocabulary::default();
    for at in best.clone().filter(|at| plain[*at]) {
        vocabulary.add(of(at));
    }
    for at in best.clone().filter(|at| plain[*at]).take(3) {
        first_words.add(of(at));
    }
    let first_prose = plain.iter().position(|plain| *plain).unwrap_or(lines.len());
    let last_prose = plain.iter().rposition(|plain| *plain).unwrap_or(0);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for at in 0..lines.len() {
        *seen.entry(of(at)).or_default() += 1;
    }
    let gaps = lines.iter().filter(|line| line.after_gap).count() as f32 / lines.len().max(1) as f32;
    let blocks = blocks(lines, &words);
    let short: Vec<usize> = runs(&words.iter().map(|words| *words < 8.0).collect::<Vec<_>>());
    let best_words: f32 = best.clone().map(|at| words[at]).sum();
    let prose_lines = plain.iter().filter(|plain| **plain).count() as f32;
    let (before, behind) = distances(&plain);
    let mut passed = 0.0;
    (0..lines.len())
        .map(|at| {
            let place: [f32; PLACE_NAMES.len()] = [
                (lines.len() as f32).min(1000.0),
                (at as f32).min(500.0),
                at as f32 / lines.len() as f32,
                passed / total,
                f32::from(lines[at].after_gap),
                f32::from(lines.get(at + 1).is_none_or(|next| next.after_gap)),
                gaps,
                (seen.get(of(at)).copied().unwrap_or(1) as f32).min(5.0),
                f32::from(best.contains(&at)),
                (at as f32 - best.start as f32).clamp(-60.0, 60.0),
                (best.end as f32 - at as f32).clamp(-60.0, 60.0),
                best_words / total,
                f32::from(at < first_prose),
                f32::from(at > last_prose),
                vocabulary.share(of(at), plain[at] && best.contains(&at)),
                first_words.share(of(at), false),
                plain[at.saturating_sub(8)..at].iter().filter(|plain| **plain).count() as f32,
                plain[at..(at + 9).min(plain.len())].iter().skip(1).filter(|plain| **plain).count() as f32,
                (short[at] as f32).min(60.0),
                if at > 0 { (short[at - 1] as f32).min(60.0) } else { 0.0 },
                short.get(at + 1).map_or(0.0, |run| (*run as f32).min(60.0)),
                (blocks[at].0).min(60.0),
                blocks[at].1,
                before[at],
                behind[at],
                prose_lines.min(100.0),
                words[at] / longest,
            ];
            passed += words[at];
            let near = NEAR.iter().flat_map(|step| {
                let near = i32::try_from(at).ok().and_then(|at| usize::try_from(at + step).ok()).filter(|near| *near < lines.len());
                near.map_or([-1.0; NEAR_NAMES.len()], |near| near_numbers.map(|number| own[near][number]))
            });
            own[at].iter().copied().chain(place).chain(near).collect()
        })
        .collect()
}

/// The run of lines whose running words outweigh the furniture between them most.
fn best_run(words: &[f32], plain: &[bool], unmarked: &[bool]) -> std::ops::Range<usize> {
    let (mut best, mut best_sum, mut start, mut sum) = (0..0, 0.0, 0, 0.0);
    for at in 0..words.len() {
        sum += match (plain[at], unmarked[at]) {
            (true, _) => words[at],
            (false, true) => -3.0,
            (false, false) => -6.0,
        };
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best_sum {
            (best_sum, best) = (sum, start..at + 1);
        }
    }
    best
}

/// For each line the lines and the mean of words of its block: the lines between two empty lines.
fn blocks(lines: &[Line], words: &[f32]) -> Vec<(f32, f32)> {
    let mut found = Vec::with_capacity(lines.len());
    let mut start = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || lines[at].after_gap {
            let count = (at - start) as f32;
            let mean = words[start..at].iter().sum::<f32>() / count;
            found.resize(at, (count, mean));
            start = at;
        }
    }
    found
}

/// For each line the length of the run of true around it; 0 where it is false.
fn runs(flags: &[bool]) -> Vec<usize> {
    let mut found = vec![0; flags.len()];
    let mut start = 0;
    for at in 0..=flags.len() {
        if at == flags.len() || !flags[at] {
            found[start..at].fill(at - start);
            start = at + 1;
        }
    }
    found
}

/// Lines to the nearest running text before and behind, at most 30.
fn distances(plain: &[bool]) -> (Vec<f32>, Vec<f32>) {
    let pass = |order: &mut dyn Iterator<Item = usize>| {
        let mut found = vec![30.0; plain.len()];
        let mut since = 30.0;
        for at in order {
            found[at] = since;
            since = if plain[at] { 1.0 } else { f32::min(since + 1.0, 30.0) };
        }
        found
    };
    (pass(&mut (0..plain.len())), pass(&mut (0..plain.len()).rev()))
}

/// What the title's classifier adds to a line's numbers: its own score, and the way from the best title.
pub(super) fn title_place(at: usize, title: Option<usize>, score: f32) -> [f32; 3] {
    let way = title.map_or(0.0, |title| at as f32 - title as f32);
    [score.clamp(-8.0, 8.0), way.clamp(-60.0, 100.0), f32::from(title.is_some_and(|title| title < at))]
}
