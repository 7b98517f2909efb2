//! What a first classifier says of the lines around a line, as numbers for a second one: a short line among others of its look that are the report's is
//! one too, a line behind the heading of other stories is not (stacked generalisation, Wolpert 1992).

use std::collections::HashMap;

use super::features;
use super::lines::Line;
use super::title;
use crate::wording::{Vocabulary, Wording};

/// Lines before and behind whose scores are numbers of their own.
const NEAR: isize = 6;
/// Lines before and behind over which means are taken.
const WINDOWS: [isize; 3] = [5, 12, 30];
/// Lines before and behind in which others of the same look are looked for.
const LOOK: usize = 25;
/// Words of a line that count at most.
const WORDS: f32 = 60.0;
/// Bound of a score.
const CERTAIN: f32 = 8.0;
/// Chance above which a line's words count as the report's.
const LIKELY: f32 = 0.3;

/// The numbers of every line. `scores` are what the first classifier said.
pub(super) fn context(text: &str, lines: &[Line], wordings: &[&Wording], title: Option<usize>, scores: &[f32]) -> Vec<Vec<f32>> {
    let scores: Vec<f32> = scores.iter().copied().map(bounded).collect();
    let chances: Vec<f32> = scores.iter().map(|score| 1.0 / (1.0 + (-score).exp())).collect();
    let words: Vec<f32> = wordings.iter().map(|wording| (wording.shape.words as f32).min(WORDS) + 1.0).collect();
    let all = features::running(words.iter().copied());
    let likely = features::running(words.iter().zip(&chances).map(|(words, chance)| words * chance));
    let sums = features::running(chances.iter().copied());
    let cuts = features::running(wordings.iter().map(|wording| f32::from(features::cuts(wording))));
    let heads = features::running(wordings.iter().map(|wording| f32::from(title::heads(wording))));
    let total = likely[lines.len()] + 1e-6;
    let best = best_run(&scores, &words);
    let kept: Vec<bool> = scores.iter().map(|score| *score > 0.0).collect();
    let first = kept.iter().position(|kept| *kept).unwrap_or(lines.len());
    let last = kept.iter().rposition(|kept| *kept);
    let (before, behind) = neighbours(&kept);
    let vocabulary = vocabulary(text, lines, &chances);
    let same = same(text, lines, &chances);
    let looks = looks(wordings, &chances);
    let way = |from: f32, to: f32, least: f32, most: f32| (to - from).clamp(least, most);
    (0..lines.len())
        .map(|at| {
            let mut row = Vec::with_capacity(64);
            row.extend(
                (-NEAR..=NEAR).map(|step| at.checked_add_signed(step).and_then(|near| scores.get(near)).copied().unwrap_or(-CERTAIN - 1.0)),
            );
            for window in WINDOWS {
                for (from, to) in [(-window, 0), (1, window + 1)] {
                    row.push(features::mean(&sums, at, (from, to)));
                    let (words, likely) = (features::mean(&all, at, (from, to)), features::mean(&likely, at, (from, to)));
                    row.push(if words > 0.0 { likely / words } else { -1.0 });
                }
            }
            row.extend([likely[at] / total, total.ln_1p(), sums[lines.len()].ln_1p()]);
            row.push(f32::from(best.contains(&at)));
            row.push(way(best.start as f32, at as f32, -80.0, 80.0));
            row.push(way(at as f32, best.end as f32, -80.0, 80.0));
            row.push(way(first as f32, at as f32, -80.0, 200.0));
            row.push(way(at as f32, last.map_or(-1.0, |last| last as f32), -80.0, 200.0));
            // The nearest lines that are the report's, and what stands between.
            let passed = |sums: &[f32], most: f32| {
                [
                    before[at].map_or(most + 10.0, |near| (sums[at] - sums[near]).min(most)),
                    behind[at].map_or(most + 10.0, |near| (sums[near] - sums[at]).min(most)),
                ]
            };
            row.push(before[at].map_or(150.0, |near| ((at - near) as f32).min(100.0)));
            row.push(behind[at].map_or(150.0, |near| ((near - at) as f32).min(100.0)));
            row.extend(passed(&cuts, 20.0));
            row.extend(passed(&heads, 20.0));
            row.push(before[at].map_or(-1.0, |near| words[near]));
            row.push(behind[at].map_or(-1.0, |near| words[near]));
            row.push(title.map_or(-31.0, |title| way(title as f32, first as f32, -30.0, 60.0)));
            row.push((likely[at] - likely[title.unwrap_or(0)]) / total);
            row.push(vocabulary.share(lines[at].span.of(text), chances[at] > LIKELY));
            row.push(same[at]);
            row.push(looks[at]);
            row
        })
        .collect()
}

/// What of a first score counts when the line is judged again: half of it, within bounds, for the first knew less.
pub(super) fn start(score: f32) -> f32 {
    (score / 2.0).clamp(-2.0, 2.0)
}

fn bounded(score: f32) -> f32 {
    score.clamp(-CERTAIN, CERTAIN)
}

/// The run of lines whose scores outweigh those between them most.
fn best_run(scores: &[f32], words: &[f32]) -> std::ops::Range<usize> {
    let (mut best, mut most, mut start, mut sum) = (0..0, 0.0, 0, 0.0);
    for (at, (score, words)) in scores.iter().zip(words).enumerate() {
        sum += (score + 1.0).clamp(-3.0, 3.0) * words.sqrt();
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > most {
            (most, best) = (sum, start..at + 1);
        }
    }
    best
}

/// For each line the nearest of the report's before it and behind it.
fn neighbours(kept: &[bool]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let pass = |order: &mut dyn Iterator<Item = usize>| {
        let mut found = vec![None; kept.len()];
        let mut near = None;
        for at in order {
            found[at] = near;
            near = if kept[at] { Some(at) } else { near };
        }
        found
    };
    (pass(&mut (0..kept.len())), pass(&mut (0..kept.len()).rev()))
}

/// The words of the lines that are likely the report's.
fn vocabulary(text: &str, lines: &[Line], chances: &[f32]) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for (line, _) in lines.iter().zip(chances).filter(|(_, chance)| **chance > LIKELY) {
        vocabulary.add(line.span.of(text));
    }
    vocabulary
}

/// For each line the mean chance of its other copies on the page; -1 where it has none.
fn same(text: &str, lines: &[Line], chances: &[f32]) -> Vec<f32> {
    let mut copies: HashMap<&str, (f32, f32)> = HashMap::new();
    for (line, chance) in lines.iter().zip(chances) {
        let (count, sum) = copies.entry(line.span.of(text)).or_default();
        *count += 1.0;
        *sum += chance;
    }
    let of = |line: &Line| copies.get(line.span.of(text)).copied().unwrap_or_default();
    lines
        .iter()
        .zip(chances)
        .map(|(line, chance)| (of(line), chance))
        .map(|((count, sum), chance)| if count > 1.0 { (sum - chance) / (count - 1.0) } else { -1.0 })
        .collect()
}

/// For each line the mean chance of the lines near it that look the same: about as long, ended like it, as rich in capitals; -1 where none does.
fn looks(wordings: &[&Wording], chances: &[f32]) -> Vec<f32> {
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); 24];
    for (at, wording) in wordings.iter().enumerate() {
        let shape = &wording.shape;
        let length = [2, 5, 9, 12, 25].iter().position(|most| shape.words <= *most).unwrap_or(5);
        groups[4 * length + 2 * usize::from(shape.closed) + usize::from(shape.capitalised * 5 > shape.words * 3)].push(at);
    }
    let mut found = vec![-1.0; wordings.len()];
    for group in groups {
        let sums = features::running(group.iter().map(|at| chances[*at]));
        for at in &group {
            let from = group.partition_point(|other| other + LOOK < *at);
            let to = group.partition_point(|other| *other <= at + LOOK);
            if to - from > 1 {
                found[*at] = (sums[to] - sums[from] - chances[*at]) / (to - from - 1) as f32;
            }
        }
    }
    found
}
