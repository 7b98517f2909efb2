//! Which parts of a page are the report, and what the others are.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use headwater_core::BlockKind;

use super::context::context;
use super::dom::Dom;
use super::features::{Told, features};
use super::metadata::fold;
use super::signs::Signs;
use super::walk::{Part, Tag, Walked};
use crate::forest::Forest;
use crate::notes::is_correction;
use crate::saved::Verdict;
use crate::wording::Wording;

/// Signs of what is no part of a report, each with its reason; the first that holds is given.
const REASONS: &[(Signs, &str)] = &[
    (Signs::COOKIE, "cookie"),
    (Signs::COMMENT, "comment"),
    (Signs::ADVERT, "advert"),
    (Signs::NEWSLETTER, "newsletter"),
    (Signs::SHARE, "share"),
    (Signs::NAV, "navigation"),
    (Signs::RELATED, "related"),
    (Signs::CARD, "related"),
    (Signs::TAGS, "navigation"),
    (Signs::AUTHOR_BOX, "author"),
    (Signs::LEGAL, "boilerplate"),
    (Signs::FOOTER, "boilerplate"),
    (Signs::DIALOG, "dialog"),
    (Signs::PAYWALL, "paywall"),
    (Signs::EMBED, "player"),
    (Signs::FORM, "form"),
    (Signs::ASIDE, "aside"),
];

/// What each part of the page is. The report's parts are found by two trained classifiers, of which the second sees what
/// the first says of the parts around; their kinds and the reasons of the rest by tags and signs.
pub(crate) fn select(dom: &Dom, walked: &Walked, wordings: &[Wording], told: &Told, report: &[&Forest; 2]) -> Vec<Verdict> {
    let rows = features(dom, walked, wordings, told);
    let scores = report[0].scores(&rows);
    let rows = context(dom, walked, &rows, &scores);
    let mut kept: Vec<bool> = report[1].scores(&rows).iter().map(|score| *score > 0.0).collect();
    leave_out(walked, told, &mut kept);
    keep_posts(walked, &mut kept);
    walked
        .parts
        .iter()
        .zip(wordings)
        .zip(kept)
        .map(|((part, wording), kept)| if kept { of_report(part, wording) } else { of_page(walked.words(part), part, wording) })
        .collect()
}

/// Words from which a part may be a copy of the whole report.
const COPY: usize = 100;

/// Leaves out what no classifier need be asked about: readers' comments, the title, and copies of the whole report in one piece, as microdata have it.
fn leave_out(walked: &Walked, told: &Told, kept: &mut [bool]) {
    let mut seen: HashSet<u64> = HashSet::new();
    for (part, kept) in walked.parts.iter().zip(kept.iter_mut()).filter(|(_, kept)| **kept) {
        let words = walked.words(part);
        let stated = || told.body.contains(&fold(words));
        let shingles = shingles(words);
        let again = shingles.iter().filter(|shingle| seen.contains(shingle)).count();
        let copy = shingles.len() >= COPY && again * 10 > shingles.len() * 8;
        let entitled = !told.title.is_empty() && fold(words) == told.title;
        *kept = !copy && !entitled && (!part.signs.any(Signs::COMMENT) || stated());
        if *kept {
            seen.extend(shingles);
        }
    }
}

/// Parts between a quoted post and the report's own.
const POST: usize = 6;

/// Keeps posts of others that are quoted between the report's paragraphs.
fn keep_posts(walked: &Walked, kept: &mut [bool]) {
    let posts: Vec<bool> = walked.parts.iter().map(|part| part.signs.any(Signs::POST) && !part.invisible).collect();
    let own = kept.to_vec();
    for at in (0..posts.len()).filter(|at| posts[*at]) {
        let before = (at.saturating_sub(POST)..at).rev().find(|near| !posts[*near]);
        let behind = (at + 1..posts.len().min(at + 1 + POST)).find(|near| !posts[*near]);
        kept[at] |= before.is_some_and(|near| own[near]) && behind.is_some_and(|near| own[near]);
    }
}

/// Runs of four words as numbers.
fn shingles(words: &str) -> Vec<u64> {
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words
        .windows(4)
        .map(|run| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        })
        .collect()
}

/// What a part of the report is.
fn of_report(part: &Part, wording: &Wording) -> Verdict {
    let (shape, verdict) = (&wording.shape, wording.furniture);
    if let Some((BlockKind::Dropped, Some(why @ ("advert" | "share" | "newsletter" | "cookie" | "comment" | "player")))) = verdict
        && shape.words <= 30
    {
        return (BlockKind::Dropped, Some(why));
    }
    if verdict == Some((BlockKind::Dropped, Some("navigation"))) && shape.words <= 6 {
        return (BlockKind::Dropped, Some("navigation"));
    }
    if verdict == Some((BlockKind::Dropped, Some("related")))
        && (part.linked * 10 >= part.span.len() * 7 || shape.words <= 14 && !shape.closed)
    {
        return (BlockKind::Dropped, Some("related"));
    }
    let kind = match part.tag {
        Tag::Caption => BlockKind::Caption,
        _ if part.signs.any(Signs::CAPTION) && part.signs.any(Signs::FIGURE) => BlockKind::Caption,
        _ if verdict == Some((BlockKind::Credit, None)) && shape.words <= 40 => BlockKind::Credit,
        _ if verdict == Some((BlockKind::Caption, None)) && shape.words <= 40 => BlockKind::Caption,
        Tag::Heading(_) => BlockKind::Subhead,
        _ if wording.stamp => BlockKind::Dateline,
        _ if part.signs.any(Signs::BLOCKQUOTE.with(Signs::PULLQUOTE).with(Signs::POST)) => BlockKind::Quote,
        Tag::Item => BlockKind::List,
        _ if part.stressed * 10 >= part.span.len() * 9 && shape.words <= 14 && !shape.closed => BlockKind::Subhead,
        _ => BlockKind::Paragraph,
    };
    (kind, None)
}

/// What a part is that does not belong to the report.
fn of_page(words: &str, part: &Part, wording: &Wording) -> Verdict {
    if part.invisible {
        return (BlockKind::Dropped, Some("hidden"));
    }
    let others = Signs::NAV.with(Signs::RELATED).with(Signs::COMMENT).with(Signs::CARD).with(Signs::FOOTER);
    if is_correction(words) && !part.signs.any(others) {
        return (BlockKind::Paragraph, None);
    }
    let elsewhere = Signs::NAV.with(Signs::RELATED).with(Signs::COMMENT).with(Signs::CARD).with(Signs::FOOTER).with(Signs::COOKIE);
    let captioned = part.tag == Tag::Caption || part.signs.any(Signs::CAPTION) && part.signs.any(Signs::FIGURE);
    if captioned && !part.signs.any(elsewhere) {
        return (BlockKind::Caption, None);
    }
    if let Some(verdict) = wording.furniture.filter(|(kind, _)| *kind == BlockKind::Dropped || !part.signs.any(elsewhere)) {
        return verdict;
    }
    if part.signs.any(Signs::CREDIT) && !part.signs.any(elsewhere) && wording.shape.words < 20 {
        return (BlockKind::Credit, None);
    }
    let linked = part.linked * 2 > part.span.len();
    let why = REASONS
        .iter()
        .find(|(sign, _)| part.signs.any(*sign))
        .map_or(if linked && wording.shape.words > 3 { "related" } else { "navigation" }, |(_, why)| why);
    (BlockKind::Dropped, Some(why))
}
