//! How near two statements are likely to be in what they mean, guessed from all else that they have in common.
//!
//! A linear guess: what words mean is costly to read, and most pairs are so unlike in all else that no meaning could join them. The table is made by
//! `training/story/guess.py` and does not depend on the weights of the features.

use std::sync::LazyLock;

use super::features::{COUNT, Features, NAMES};

/// For each guessed feature its position, and what each feature adds to it; the last number is added always.
static TABLE: LazyLock<Vec<(usize, [f64; COUNT + 1])>> = LazyLock::new(|| read(include_str!("../../data/guess.tsv")));

/// The features, those of meaning guessed.
pub fn with_meaning(features: &Features) -> Features {
    let mut guessed = *features;
    for (at, factors) in TABLE.iter() {
        guessed[*at] = factors[COUNT] + factors.iter().zip(features).map(|(factor, feature)| factor * feature).sum::<f64>();
    }
    guessed
}

/// Reads a table: a guessed feature, another one or `bias`, and a factor a line, parted by tabs; `#` begins a comment.
fn read(table: &str) -> Vec<(usize, [f64; COUNT + 1])> {
    let position = |name: &str| NAMES.iter().position(|known| *known == name);
    let mut rows: Vec<(usize, [f64; COUNT + 1])> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(guessed), Some(name), Some(factor)) = (cells.next().and_then(position), cells.next(), cells.next()) else { continue };
        let Some(from) = position(name).or((name == "bias").then_some(COUNT)) else { continue };
        if rows.last().is_none_or(|row| row.0 != guessed) {
            rows.push((guessed, [0.0; COUNT + 1]));
        }
        if let Some(row) = rows.last_mut() {
            row.1[from] = factor.trim().parse().unwrap_or(0.0);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_guesses_what_words_mean_and_nothing_else() {
        let mut alike = [0.0; COUNT];
        let at = |name: &str| NAMES.iter().position(|known| *known == name).unwrap();
        let unlike = with_meaning(&alike);
        (alike[at("dice")], alike[at("sentences")]) = (0.8, 0.6);
        let guessed = with_meaning(&alike);
        assert!(guessed[at("near_words")] > unlike[at("near_words")]);
        assert_eq!(TABLE.len(), 12);
        for at in (0..COUNT).filter(|at| TABLE.iter().all(|row| row.0 != *at)) {
            assert_eq!(guessed[at].to_bits(), alike[at].to_bits());
        }
    }
}
