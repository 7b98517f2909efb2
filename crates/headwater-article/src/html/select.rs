//! Which parts of a page are the report.

use headwater_core::BlockKind;

use super::dom::{Dom, NodeId};
use super::signs::Signs;
use super::walk::{Part, Tag, Walked, ancestors};
use crate::saved::{Verdict, furniture, shape};

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
    (Signs::FORM, "form"),
    (Signs::ASIDE, "aside"),
    (Signs::PAYWALL, "paywall"),
    (Signs::EMBED, "player"),
];

/// What is each part of the page.
pub(crate) fn select(dom: &Dom, walked: &Walked) -> Vec<Verdict> {
    let verdicts: Vec<Option<Verdict>> = walked.parts.iter().map(|part| by_itself(walked.words(part), part)).collect();
    let body = body(dom, walked, &verdicts);
    let inside: Vec<bool> =
        walked.parts.iter().map(|part| body.is_some_and(|body| ancestors(dom, part.node).any(|node| node == body))).collect();
    let first = (0..inside.len()).find(|at| inside[*at] && verdicts[*at].is_none() && shape(walked.words(&walked.parts[*at])).is_prose());
    let last =
        (0..inside.len()).rev().find(|at| inside[*at] && verdicts[*at].is_none() && shape(walked.words(&walked.parts[*at])).is_prose());
    walked
        .parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let between = first.is_some_and(|first| first <= at) && last.is_some_and(|last| at <= last);
            match verdicts[at] {
                Some(verdict) => verdict,
                None if inside[at] => of_report(walked.words(part), part, between),
                None => (BlockKind::Dropped, Some(reason(part.signs))),
            }
        })
        .collect()
}

fn reason(signs: Signs) -> &'static str {
    REASONS.iter().find(|(sign, _)| signs.any(*sign)).map_or("navigation", |(_, why)| why)
}

/// What a part is wherever it stands.
fn by_itself(words: &str, part: &Part) -> Option<Verdict> {
    let dropped = |why| Some((BlockKind::Dropped, Some(why)));
    let shape = shape(words);
    if part.invisible {
        return dropped("hidden");
    }
    if part.tag == Tag::Caption || part.signs.any(Signs::CAPTION) {
        return Some((BlockKind::Caption, None));
    }
    let strong = Signs::COOKIE
        .with(Signs::COMMENT)
        .with(Signs::NAV)
        .with(Signs::SHARE)
        .with(Signs::DIALOG)
        .with(Signs::FORM)
        .with(Signs::AUTHOR_BOX)
        .with(Signs::FOOTER)
        .with(Signs::NEWSLETTER)
        .with(Signs::RELATED)
        .with(Signs::ADVERT);
    if part.signs.any(strong) {
        return dropped(reason(part.signs));
    }
    if let Some(verdict) = furniture(words)
        && (verdict.0 != BlockKind::Credit || shape.words < 40)
        && !(matches!(part.tag, Tag::Heading(_)) && verdict == (BlockKind::Dropped, Some("related")) && part.linked == 0)
    {
        return Some(verdict);
    }
    if part.signs.any(Signs::CREDIT) && shape.words < 20 {
        return Some((BlockKind::Credit, None));
    }
    if part.signs.any(Signs::FIGURE) && !shape.is_prose() {
        return Some((BlockKind::Caption, None));
    }
    if part.linked * 10 > part.span.len() * 7 && shape.words > 2 {
        return dropped("related");
    }
    None
}

/// What a part inside the report's own element is.
fn of_report(words: &str, part: &Part, between: bool) -> Verdict {
    let shape = shape(words);
    match part.tag {
        Tag::Heading(1) => (BlockKind::Headline, None),
        Tag::Heading(_) if between => (BlockKind::Subhead, None),
        _ if part.signs.any(Signs::BYLINE) && shape.words < 20 => (BlockKind::Byline, None),
        _ if part.signs.any(Signs::DATE) && shape.words < 20 => (BlockKind::Dateline, None),
        _ if part.signs.any(Signs::TAGS.with(Signs::CARD).with(Signs::ASIDE).with(Signs::PAYWALL)) => {
            (BlockKind::Dropped, Some(reason(part.signs)))
        }
        _ if part.signs.any(Signs::BLOCKQUOTE.with(Signs::PULLQUOTE)) => (BlockKind::Quote, None),
        Tag::Item => (BlockKind::List, None),
        Tag::Paragraph => (BlockKind::Paragraph, None),
        _ if between || shape.is_prose() => (BlockKind::Paragraph, None),
        _ => (BlockKind::Dropped, Some(reason(part.signs))),
    }
}

/// The element that holds the report: the one whose running words outweigh its furniture most.
fn body(dom: &Dom, walked: &Walked, verdicts: &[Option<Verdict>]) -> Option<NodeId> {
    let mut worth: Vec<i64> = vec![0; dom.len()];
    let mut order: Vec<NodeId> = Vec::new();
    for (part, verdict) in walked.parts.iter().zip(verdicts) {
        let shape = shape(walked.words(part));
        let words = i64::try_from(shape.words).unwrap_or(i64::MAX);
        let prose = shape.is_prose() && part.linked * 2 < part.span.len();
        let value = match verdict {
            None if prose => words,
            None if part.tag == Tag::Paragraph => words / 2,
            Some((BlockKind::Dropped, _)) => -2 - words / 3,
            None | Some(_) => 0,
        };
        worth[part.node.index()] += value;
    }
    order.extend(dom.descendants(NodeId::ROOT));
    for node in order.iter().rev() {
        if let Some(parent) = dom.parent(*node) {
            worth[parent.index()] += worth[node.index()];
        }
    }
    // Of equals the innermost, which comes last.
    order.into_iter().filter(|node| worth[node.index()] > 0).max_by_key(|node| worth[node.index()])
}
