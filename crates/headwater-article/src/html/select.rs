//! Which parts of a page are the report, and what the others are.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use headwater_core::BlockKind;
use html5ever::local_name;

use super::context::context;
use super::dom::{Dom, NodeId};
use super::features::{Told, features};
use super::metadata::fold;
use super::signs::Signs;
use super::walk::{Part, Tag, Walked, ancestors};
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
    leave_out_links(walked, wordings, &mut kept);
    keep_posts(walked, &mut kept);
    let rows = rows_of_report(dom, walked, wordings, told, &kept);
    let verdict = |at: usize| {
        let (part, wording) = (&walked.parts[at], &wordings[at]);
        if rows.contains(&at) {
            return (BlockKind::List, None);
        }
        let caption = is_caption(walked, wordings, told, at);
        if kept[at] { of_report(part, wording, caption) } else { of_page(walked.words(part), part, wording, caption) }
    };
    (0..kept.len()).map(verdict).collect()
}

/// Words of the longest caption that no mark-up tells.
const CAPTION: usize = 80;
/// Words of the longest sentence in bold type below a picture that is no paragraph.
const SET_OFF: usize = 12;

/// Whether a part tells what a picture shows: by its mark-up, because the picture itself or linked data says the same, or because it stands between a
/// picture and its maker's name.
fn is_caption(walked: &Walked, wordings: &[Wording], told: &Told, at: usize) -> bool {
    let (part, wording) = (&walked.parts[at], &wordings[at]);
    let words = walked.words(part);
    if part.tag == Tag::Caption || part.signs.any(Signs::CAPTION) && (part.behind_picture || part.signs.any(Signs::FIGURE)) {
        return true;
    }
    let set_off = wording.shape.closed && wording.shape.words <= SET_OFF && part.stressed * 10 >= part.span.len() * 9;
    let below = part.behind_picture && (set_off || wordings.get(at + 1).is_some_and(|next| next.maker));
    let same = told.pictures.contains(words) && fold(words) != told.title;
    wording.shape.words <= CAPTION && (below || same) && !told.body.contains(&fold(words))
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

/// Words of the longest heading of a list of other stories.
const HEADING: usize = 6;

/// Leaves out lists of nothing but links below a heading such as `Read more`, and teasers that open with their link above the report's first paragraph.
fn leave_out_links(walked: &Walked, wordings: &[Wording], kept: &mut [bool]) {
    let mut below = false;
    let prose = |at: &usize| kept[*at] && walked.parts[*at].tag != Tag::Item && wordings[*at].shape.is_prose();
    let first = (0..kept.len()).find(prose).unwrap_or(0);
    for (at, (part, wording)) in walked.parts.iter().zip(wordings).enumerate() {
        let heading = wording.furniture == Some((BlockKind::Dropped, Some("related"))) && wording.shape.words <= HEADING;
        let link = part.tag == Tag::Item && part.linked * 10 >= part.span.len() * 9;
        below = heading || below && link;
        let teaser = at < first && part.tag == Tag::Item && part.opens_linked;
        kept[at] &= !(below && link || teaser);
    }
}

/// Parts between a quoted post and the report's own.
const POST: usize = 6;

/// Parts between a report's paragraph and a post that ends the report.
const CLOSE: usize = 2;

/// Keeps posts of others that are quoted between the report's paragraphs.
fn keep_posts(walked: &Walked, kept: &mut [bool]) {
    let posts: Vec<bool> = walked.parts.iter().map(|part| part.signs.any(Signs::POST) && !part.invisible).collect();
    let own = kept.to_vec();
    for at in (0..posts.len()).filter(|at| posts[*at]) {
        let before = (at.saturating_sub(POST)..at).rev().find(|near| !posts[*near]);
        let behind = (at + 1..posts.len().min(at + 1 + POST)).find(|near| !posts[*near]);
        let close = before.is_some_and(|near| at - near <= CLOSE);
        kept[at] |= before.is_some_and(|near| own[near]) && (close || behind.is_some_and(|near| own[near]));
    }
}

/// Parts between a table and the report's own, or the page's title.
const TABLE: usize = 6;
/// Rows of the shortest table of figures.
const ROWS: usize = 3;

/// Rows of the report's tables of figures: of those that stand between its paragraphs, and of one below the title that outweighs all else.
/// Their words look like no report's, so the classifiers are not asked.
fn rows_of_report(dom: &Dom, walked: &Walked, wordings: &[Wording], told: &Told, kept: &[bool]) -> HashSet<usize> {
    let others = CHROME_OF_TABLES.iter().fold(Signs::default(), |all, sign| all.with(*sign));
    let table = |part: &Part| ancestors(dom, part.node).find(|node| dom.name(*node).is_some_and(|name| *name == local_name!("table")));
    let mut tables: Vec<(NodeId, Vec<usize>)> = Vec::new();
    for (at, part) in walked.parts.iter().enumerate().filter(|(_, part)| part.signs.any(Signs::TABLE) && !part.invisible) {
        match (table(part), tables.last_mut()) {
            (Some(node), Some((last, rows))) if node == *last => rows.push(at),
            (Some(node), _) => tables.push((node, vec![at])),
            _ => {}
        }
    }
    let words = |parts: &mut dyn Iterator<Item = usize>| parts.map(|at| wordings[at].shape.words).sum::<usize>();
    let whole = words(&mut (0..kept.len()).filter(|at| kept[*at]));
    let near = |from: usize, to: usize, is: &dyn Fn(usize) -> bool| (from..to.min(kept.len())).any(is);
    let mut found = HashSet::new();
    for (_, rows) in tables.into_iter().filter(|(_, rows)| rows.len() >= ROWS) {
        let (first, last) = (rows[0], rows[rows.len() - 1]);
        let figures =
            rows.iter().filter(|at| walked.words(&walked.parts[**at]).contains(|c: char| c.is_ascii_digit())).count() * 2 > rows.len();
        let linked = rows.iter().map(|at| walked.parts[*at].linked).sum::<usize>();
        let bytes = rows.iter().map(|at| walked.parts[*at].span.len()).sum::<usize>();
        let plain = !rows.iter().any(|at| walked.parts[*at].signs.any(others));
        let before = first.saturating_sub(TABLE);
        let enclosed = near(before, first, &|at| kept[at]) && near(last + 1, last + 1 + TABLE, &|at| kept[at]);
        let headed = || near(before, first, &|at| fold(walked.words(&walked.parts[at])) == told.title);
        let outweighs = words(&mut rows.iter().copied()) > whole;
        if figures && plain && linked * 2 < bytes && (enclosed || outweighs && headed()) {
            found.extend(rows);
        }
    }
    found
}

/// Signs of tables that are no part of a report.
const CHROME_OF_TABLES: [Signs; 9] =
    [Signs::NAV, Signs::FOOTER, Signs::RELATED, Signs::SHARE, Signs::ADVERT, Signs::NEWSLETTER, Signs::COMMENT, Signs::COOKIE, Signs::FORM];

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
fn of_report(part: &Part, wording: &Wording, caption: bool) -> Verdict {
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
        _ if caption => BlockKind::Caption,
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
fn of_page(words: &str, part: &Part, wording: &Wording, caption: bool) -> Verdict {
    if part.invisible {
        return (BlockKind::Dropped, Some("hidden"));
    }
    let others = Signs::NAV.with(Signs::RELATED).with(Signs::COMMENT).with(Signs::CARD).with(Signs::FOOTER);
    if is_correction(words) && !part.signs.any(others) {
        return (BlockKind::Paragraph, None);
    }
    let elsewhere = Signs::NAV.with(Signs::RELATED).with(Signs::COMMENT).with(Signs::CARD).with(Signs::FOOTER).with(Signs::COOKIE);
    if caption && !part.signs.any(elsewhere) {
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
