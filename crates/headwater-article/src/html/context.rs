//! What a first classifier says of the parts around a part, as numbers for a second one: a paragraph between two of the report's is one too,
//! a line among adverts is not (stacked generalisation, Wolpert 1992).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::dom::{Dom, NodeId};
use super::features;
use super::signs::Signs;
use super::walk::{Part, Walked, ancestors};

/// Parts before and behind whose scores are numbers of their own.
const NEAR: usize = 4;
/// Elements around a part, the innermost first, whose parts are summed up.
const LEVELS: usize = 5;
/// Parts before and behind that are summed up.
const WINDOW: usize = 8;
/// Words of a part that count at most.
const WORDS: f32 = 200.0;
/// Bound of a score.
const CERTAIN: f32 = 8.0;

/// Numbers of the first classifier that the second one sees too.
const OWN: [&str; 37] = [
    "words",
    "linked",
    "prose",
    "closed",
    "furniture_none",
    "tag_paragraph",
    "tag_heading",
    "tag_item",
    "tag_caption",
    "opens_linked",
    "in_scored",
    "in_best",
    "in_body",
    "table_parts",
    "boxes",
    "invisible",
    "is_title",
    "behind_title",
    "repeated",
    "promo_words",
    "caption",
    "credit",
    "caption_like",
    "newsletter",
    "capitals",
    "vocabulary",
    "in_body_text",
    "body_text_known",
    "group_size",
    "sign4",
    "sign5",
    "sign12",
    "sign20",
    "sign35",
    "sign38",
    "behind_picture",
    "of_picture",
];

/// Signs that are counted.
const CHROME: [Signs; 19] = [
    Signs::NAV,
    Signs::FOOTER,
    Signs::CAPTION,
    Signs::CREDIT,
    Signs::BYLINE,
    Signs::DATE,
    Signs::RELATED,
    Signs::SHARE,
    Signs::ADVERT,
    Signs::NEWSLETTER,
    Signs::COMMENT,
    Signs::COOKIE,
    Signs::TAGS,
    Signs::AUTHOR_BOX,
    Signs::PAYWALL,
    Signs::EMBED,
    Signs::DIALOG,
    Signs::FORM,
    Signs::CARD,
];

/// Sums over the parts of an element or of one look.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    parts: f32,
    words: f32,
    /// Chances of the parts.
    chances: f32,
    /// Words, each part's weighed by its chance.
    likely: f32,
    /// Words, each part's weighed by how much its chance is above one half.
    net: f32,
}

/// The numbers of every part: `rows` are those of the first classifier, `scores` what it said.
pub(super) fn context(dom: &Dom, walked: &Walked, rows: &[Vec<f32>], scores: &[f32]) -> Vec<Vec<f32>> {
    static COLUMNS: LazyLock<Vec<usize>> = LazyLock::new(|| {
        let names = features::names();
        OWN.iter().filter_map(|own| names.iter().position(|name| name == own)).collect()
    });
    let parts = &walked.parts;
    let words_at = COLUMNS[0];
    let scores: Vec<f32> = scores.iter().map(|score| score.clamp(-CERTAIN, CERTAIN)).collect();
    let chances: Vec<f32> = scores.iter().map(|score| 1.0 / (1.0 + (-score).exp())).collect();
    let words: Vec<f32> = rows.iter().map(|row| row[words_at].min(WORDS)).collect();
    let groups = features::groups(dom, parts);
    let (by_node, by_group) = sums(dom, parts, &groups, &words, &chances);
    let likely = running(words.iter().zip(&chances).map(|(words, chance)| words * chance));
    let all = running(words.iter().copied());
    let total = likely[parts.len()] + 1e-6;
    let best = by_node.iter().max_by(|a, b| a.1.net.total_cmp(&b.1.net).then(a.0.cmp(b.0))).map(|(node, sum)| (*node, sum.net));
    let first = chances.iter().position(|chance| *chance > 0.5);
    let last = chances.iter().rposition(|chance| *chance > 0.5);
    let between = |sums: &[f32], from: usize, to: usize| sums[to] - sums[from];
    (0..parts.len())
        .map(|at| {
            let mut row = Vec::with_capacity(34 + OWN.len());
            row.push(scores[at]);
            for step in (1..=NEAR).rev() {
                row.push(at.checked_sub(step).map_or(-CERTAIN - 1.0, |near| scores[near]));
            }
            for step in 1..=NEAR {
                row.push(scores.get(at + step).copied().unwrap_or(-CERTAIN - 1.0));
            }
            let mut around = ancestors(dom, parts[at].node);
            for _ in 0..LEVELS {
                let sum = around.next().and_then(|node| by_node.get(&node)).copied().unwrap_or_default();
                let others = sum.words - words[at];
                row.push(if others > 0.0 { (sum.likely - words[at] * chances[at]) / others } else { -1.0 });
                row.push(sum.likely / total);
            }
            let group = by_group.get(&groups[at]).copied().unwrap_or_default();
            row.push(if group.parts > 1.0 { (group.chances - chances[at]) / (group.parts - 1.0) } else { -1.0 });
            row.push(group.likely / total);
            let levels = best.and_then(|(best, _)| ancestors(dom, parts[at].node).position(|node| node == best));
            row.push(f32::from(levels.is_some()));
            row.push(levels.map_or(20.0, |levels| levels as f32));
            row.push(best.map_or(0.0, |(_, net)| net / total));
            let (from, to) = (at.saturating_sub(WINDOW), (at + WINDOW + 1).min(parts.len()));
            row.push(between(&likely, from, at) / (between(&all, from, at) + 1e-6));
            row.push(between(&likely, at + 1, to) / (between(&all, at + 1, to) + 1e-6));
            row.push(likely[at] / total);
            row.push(total);
            let (first, last) = (first.unwrap_or(parts.len()) as f32, last.map_or(-1.0, |last| last as f32));
            row.push(f32::from((at as f32) < first));
            row.push(f32::from((at as f32) > last));
            row.push((at as f32 - first).min(200.0));
            row.push((last - at as f32).min(200.0));
            row.push(CHROME.iter().filter(|sign| parts[at].signs.any(**sign)).count() as f32);
            row.extend(COLUMNS.iter().map(|column| rows[at][*column]));
            row
        })
        .collect()
}

/// Sums for every element that holds parts, and for every look.
fn sums(dom: &Dom, parts: &[Part], groups: &[u64], words: &[f32], chances: &[f32]) -> (FxHashMap<NodeId, Sum>, FxHashMap<u64, Sum>) {
    let (mut by_node, mut by_group): (FxHashMap<NodeId, Sum>, FxHashMap<u64, Sum>) = (FxHashMap::default(), FxHashMap::default());
    for (at, part) in parts.iter().enumerate() {
        let add = |sum: &mut Sum| {
            sum.parts += 1.0;
            sum.words += words[at];
            sum.chances += chances[at];
            sum.likely += words[at] * chances[at];
            sum.net += words[at] * (chances[at] - 0.5);
        };
        add(by_group.entry(groups[at]).or_default());
        for node in ancestors(dom, part.node) {
            add(by_node.entry(node).or_default());
        }
    }
    (by_node, by_group)
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
