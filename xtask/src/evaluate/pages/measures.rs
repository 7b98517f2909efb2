//! Measures of kept text.

use std::collections::BTreeMap;
use std::ops::Add;

use unicode_normalization::UnicodeNormalization as _;

/// Things found, lost and added.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Counts {
    pub hits: usize,
    pub lost: usize,
    pub extra: usize,
}

impl Counts {
    pub fn precision(&self) -> f64 {
        self.hits as f64 / (self.hits + self.extra).max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.hits as f64 / (self.hits + self.lost).max(1) as f64
    }

    pub fn f1(&self) -> f64 {
        2.0 * self.hits as f64 / (2 * self.hits + self.lost + self.extra).max(1) as f64
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { hits: self.hits + other.hits, lost: self.lost + other.lost, extra: self.extra + other.extra }
    }
}

/// Compatibility form, white space run together, characters without width left out.
pub fn tidy(text: &str) -> String {
    let shown: String = text.nfkc().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}')).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits alone, in lower case.
pub fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Hits, extra and lost shingles of four words, as shares of all: the measure of the article extraction benchmark, which weighs every page the same.
pub fn shingle_score(wanted: &str, found: &str) -> [f64; 3] {
    let (wanted, found) = (shingles(wanted), shingles(found));
    let mut score = [0.0; 3];
    for (shingle, times) in &wanted {
        let other = found.get(shingle).copied().unwrap_or(0);
        score[0] += (*times).min(other) as f64;
        score[2] += times.saturating_sub(other) as f64;
    }
    score[1] = found.iter().map(|(shingle, times)| times.saturating_sub(wanted.get(shingle).copied().unwrap_or(0)) as f64).sum();
    let sum: f64 = score.iter().sum();
    if sum > 0.0 { score.map(|part| part / sum) } else { score }
}

fn shingles(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut counts = BTreeMap::new();
    for from in 0..=words.len().saturating_sub(4) {
        let shingle = words[from..words.len().min(from + 4)].to_vec();
        if !shingle.is_empty() {
            *counts.entry(shingle).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::shingle_score;

    #[test]
    fn scores_shingles() {
        for (wanted, found, expected) in [
            ("a b c d e", "a b c d e", [1.0, 0.0, 0.0]),
            ("a b c d e", "a b c d", [0.5, 0.0, 0.5]),
            ("a b c d", "a b c d e f", [1.0 / 3.0, 2.0 / 3.0, 0.0]),
            ("", "", [0.0; 3]),
        ] {
            let score = shingle_score(wanted, found);
            assert!(score.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{wanted} / {found}: {score:?}");
        }
    }
}
