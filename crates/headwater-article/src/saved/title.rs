//! The line that is a saved page's title, and every line's place to it, as numbers for the classifier that finds the report.

use headwater_core::BlockKind;

use super::features::cuts;
use super::head::may_be_title;
use super::lines::Line;
use crate::wording::{Vocabulary, Wording};

/// Numbers that the title adds to those of a line: the score as a title, the way from the title, whether the line stands behind it; between the two
/// the lines that are no part of a report, those of them that head or end other parts of pages, dates, running text, bylines and other likely titles;
/// and the share of the line's longer words that the title has.
pub(super) const NUMBERS: usize = 10;

/// Score as a title above which another line is a likely one too.
const LIKELY: f32 = -1.7;

/// The line that is most like a title; of equals the first.
pub(super) fn best(text: &str, lines: &[Line], scores: &[f32]) -> Option<usize> {
    let able = (0..lines.len()).rev().filter(|at| may_be_title(lines[*at].span.of(text)));
    able.max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
}

/// Whether a line heads or ends other parts of a page.
pub(super) fn heads(wording: &Wording) -> bool {
    matches!(wording.furniture, Some((BlockKind::Dropped, Some("related" | "comment" | "newsletter" | "boilerplate"))))
}

/// The numbers of every line. `scores` are those of the title's classifier.
pub(super) fn place(text: &str, lines: &[Line], wordings: &[&Wording], title: Option<usize>, scores: &[f32]) -> Vec<[f32; NUMBERS]> {
    let byline = crate::wording::NAMES.iter().position(|name| *name == "byline_lead").unwrap_or(0);
    let mut vocabulary = Vocabulary::default();
    if let Some(title) = title {
        vocabulary.add(lines[title].span.of(text));
    }
    let mut passed = [0.0; 6];
    let before: Vec<[f32; 6]> = (0..lines.len())
        .map(|at| {
            let wording = wordings[at];
            let kinds = [cuts(wording), heads(wording), wording.stamp, wording.shape.is_prose(), wording.numbers[byline] > 0.0];
            let before = passed;
            for (sum, one) in passed.iter_mut().zip(kinds.into_iter().chain([scores[at] > LIKELY])) {
                *sum += f32::from(one);
            }
            before
        })
        .collect();
    (0..lines.len())
        .map(|at| {
            const MOST: [f32; 6] = [20.0, 10.0, 10.0, 60.0, 6.0, 10.0];
            let way = title.map_or(0.0, |title| at as f32 - title as f32);
            let between: [f32; 6] = std::array::from_fn(|kind| {
                let passed = title.map_or(0.0, |title| before[at][kind] - before[title][kind]);
                // Above the title nothing is behind it.
                if way > 0.0 { passed.min(MOST[kind]) } else { -1.0 - (-passed).min(MOST[kind]) }
            });
            let [cuts, heads, stamps, prose, bylines, titles] = between;
            let share = vocabulary.share(lines[at].span.of(text), false);
            let behind = f32::from(way > 0.0);
            [scores[at].clamp(-8.0, 8.0), way.clamp(-60.0, 100.0), behind, cuts, heads, stamps, prose, bylines, titles, share]
        })
        .collect()
}
