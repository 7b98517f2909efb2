//! What a first classifier says of the lines around a line, as numbers for a second one: as for web pages, with neighbours in place of elements.

use std::sync::LazyLock;

use super::features;
use super::lines::Line;

/// Lines before and behind whose scores are numbers of their own.
const NEAR: usize = 4;
/// Lines before and behind that are summed up.
const WINDOW: usize = 8;
/// Words of a line that count at most.
const WORDS: f32 = 200.0;
/// Bound of a score.
const CERTAIN: f32 = 8.0;

/// Numbers of the first classifier that the second one sees too, beside the title's place.
const OWN: [&str; 18] = [
    "words",
    "closed",
    "prose",
    "furniture_none",
    "capitalised",
    "capitals",
    "promo_words",
    "caption_like",
    "credit",
    "caption",
    "newsletter",
    "handle",
    "repeated",
    "in_best",
    "vocabulary",
    "gap_before",
    "gap_behind",
    "block_lines",
];

/// The numbers of every line: `rows` are those of the first classifier with the title's place behind them, `scores` what it said.
pub(super) fn context(lines: &[Line], rows: &[Vec<f32>], scores: &[f32]) -> Vec<Vec<f32>> {
    static COLUMNS: LazyLock<Vec<usize>> = LazyLock::new(|| {
        let names = features::names();
        OWN.iter().filter_map(|own| names.iter().position(|name| name == own)).collect()
    });
    let scores: Vec<f32> = scores.iter().map(|score| score.clamp(-CERTAIN, CERTAIN)).collect();
    let chances: Vec<f32> = scores.iter().map(|score| 1.0 / (1.0 + (-score).exp())).collect();
    let words: Vec<f32> = rows.iter().map(|row| row[COLUMNS[0]].min(WORDS)).collect();
    let likely = running(words.iter().zip(&chances).map(|(words, chance)| words * chance));
    let all = running(words.iter().copied());
    let best = best_run(&words, &chances);
    let blocks = blocks(lines);
    let first = chances.iter().position(|chance| *chance > 0.5).unwrap_or(lines.len()) as f32;
    let last = chances.iter().rposition(|chance| *chance > 0.5).map_or(-1.0, |last| last as f32);
    let total = likely[lines.len()] + 1e-6;
    let between = |sums: &[f32], from: usize, to: usize| sums[to] - sums[from];
    let share = |from: usize, to: usize| between(&likely, from, to) / (between(&all, from, to) + 1e-6);
    (0..lines.len())
        .map(|at| {
            let mut row = Vec::with_capacity(30 + OWN.len());
            row.push(scores[at]);
            for step in (1..=NEAR).rev() {
                row.push(at.checked_sub(step).map_or(-CERTAIN - 1.0, |near| scores[near]));
            }
            for step in 1..=NEAR {
                row.push(scores.get(at + step).copied().unwrap_or(-CERTAIN - 1.0));
            }
            let (from, to) = (at.saturating_sub(WINDOW), (at + WINDOW + 1).min(lines.len()));
            row.extend([share(from, at), share(at + 1, to), likely[at] / total, total]);
            let place = at as f32;
            row.extend([f32::from(place < first), f32::from(place > last), (place - first).min(200.0), (last - place).min(200.0)]);
            row.extend([
                f32::from(best.contains(&at)),
                (place - best.start as f32).clamp(-100.0, 200.0),
                (best.end as f32 - place).clamp(-100.0, 200.0),
                between(&likely, best.start, best.end) / total,
            ]);
            let block = &blocks[at];
            let others = between(&all, block.start, block.end) - words[at];
            row.push(if others > 0.0 { (between(&likely, block.start, block.end) - words[at] * chances[at]) / others } else { -1.0 });
            row.extend(COLUMNS.iter().map(|column| rows[at][*column]));
            row.extend(rows[at].iter().rev().take(3).rev());
            row
        })
        .collect()
}

/// The run of lines whose likely words outweigh the unlikely ones most.
fn best_run(words: &[f32], chances: &[f32]) -> std::ops::Range<usize> {
    let (mut best, mut best_sum, mut start, mut sum) = (0..0, 0.0, 0, 0.0);
    for at in 0..words.len() {
        sum += (words[at] + 2.0) * (chances[at] - 0.5);
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best_sum {
            (best_sum, best) = (sum, start..at + 1);
        }
    }
    best
}

/// For each line the lines of its block: those between two empty lines.
fn blocks(lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::with_capacity(lines.len());
    let mut start = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || lines[at].after_gap {
            found.resize(at, start..at);
            start = at;
        }
    }
    found
}

/// Sums of all values before each.
fn running(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sum = 0.0;
    let mut sums = vec![0.0];
    sums.extend(values.map(|value| {
        sum += value;
        sum
    }));
    sums
}
