//! Title, standfirst, byline and dates among the parts above a report, and bylines elsewhere.

use headwater_core::BlockKind;

use super::metadata::fold;
use super::signs::Signs;
use super::walk::{Part, Tag, Walked};
use crate::facts::Facts;
use crate::months::month_of;
use crate::names::{after_lead, person, persons};
use crate::saved::{Verdict, is_stamp, shape};

/// Words that a line of byline or date has at most.
const LINE: usize = 30;

/// Labels what stands above the report and takes from it what the page's metadata did not tell.
pub(crate) fn read(walked: &Walked, told: &str, verdicts: &mut [Verdict], facts: &mut Facts) {
    let title = find_title(walked, told, verdicts, facts);
    let from = title.map_or(0, |title| title.saturating_sub(6));
    let first = |verdicts: &[Verdict], from: usize| {
        (from..verdicts.len()).find(|at| verdicts[*at].0 == BlockKind::Paragraph && shape(walked.words(&walked.parts[*at])).words >= 10)
    };
    let Some(body) = first(verdicts, title.map_or(0, |title| title + 1)) else { return };
    let unsigned = facts.authors.is_empty();
    for at in from..body.saturating_add(3).min(verdicts.len()) {
        let part = &walked.parts[at];
        let words = walked.words(part);
        let shape = shape(words);
        if part.invisible
            || Some(at) == title
            || shape.words > LINE
            || (at >= body && verdicts[at].0 == BlockKind::Paragraph && shape.is_prose())
        {
            continue;
        }
        let free =
            verdicts[at].0 != BlockKind::Caption && !part.signs.any(Signs::NAV.with(Signs::CARD).with(Signs::RELATED).with(Signs::COMMENT));
        if is_stamp(words) && free {
            if unsigned {
                add_signed_stamp(words, facts);
            }
            verdicts[at] = (BlockKind::Dateline, None);
        } else if is_byline(words, part, facts.outlet.as_deref()) && free {
            if unsigned {
                add_authors(words, facts);
            }
            verdicts[at] = (BlockKind::Byline, None);
        } else if title.is_some_and(|title| title < at) && at < body && is_standfirst(part, &shape) {
            verdicts[at] = if part.tag == Tag::Item { (BlockKind::List, None) } else { (BlockKind::Subhead, None) };
        }
    }
    if facts.authors.is_empty() {
        byline_elsewhere(walked, verdicts, facts);
    }
    if facts.authors.is_empty() {
        signature(walked, body, verdicts, facts);
    }
}

/// Finds the title among the parts, or takes it from them.
fn find_title(walked: &Walked, told: &str, verdicts: &mut [Verdict], facts: &mut Facts) -> Option<usize> {
    let known = [facts.title.as_deref().map(fold).unwrap_or_default(), told.to_owned()];
    let same = walked.parts.iter().enumerate().filter(|(_, part)| !part.invisible && known.contains(&fold(walked.words(part))));
    // Of several places the heading; breadcrumbs and sticky bars repeat the title.
    let told = same.min_by_key(|(_, part)| !matches!(part.tag, Tag::Heading(_))).map(|(at, _)| at);
    let heading =
        || walked.parts.iter().position(|part| !part.invisible && part.tag == Tag::Heading(1) && shape(walked.words(part)).words >= 3);
    let at = told.or_else(heading)?;
    for (other, verdict) in verdicts.iter_mut().enumerate() {
        if verdict.0 == BlockKind::Headline && other != at {
            *verdict = if other > at { (BlockKind::Subhead, None) } else { (BlockKind::Dropped, Some("navigation")) };
        }
    }
    verdicts[at] = (BlockKind::Headline, None);
    if facts.title.is_none() {
        facts.title = Some(walked.words(&walked.parts[at]).replace('\n', " "));
    }
    Some(at)
}

fn is_byline(words: &str, part: &Part, outlet: Option<&str>) -> bool {
    if let Some(rest) = after_lead(words) {
        return !persons(rest, outlet).is_empty() || outlet.is_some_and(|outlet| rest.trim().eq_ignore_ascii_case(outlet));
    }
    part.signs.any(Signs::BYLINE) && !persons(words, outlet).is_empty()
}

fn add_authors(words: &str, facts: &mut Facts) {
    for name in persons(words, facts.outlet.clone().as_deref()) {
        facts.add_author(name);
    }
}

/// Takes the author whom a dated line names: `Ada Holm | 6 March 2018`, `6.3.18 | 14:07 | Von Ada Holm`.
fn add_signed_stamp(words: &str, facts: &mut Facts) {
    let outlet = facts.outlet.clone();
    for piece in words.split(['|', '·', '•', '/', '\n']) {
        let named = after_lead(piece.trim())
            .map_or_else(|| person(piece, outlet.as_deref()).into_iter().collect(), |rest| persons(rest, outlet.as_deref()));
        named.into_iter().filter(|name| name.split(' ').all(|word| month_of(word).is_none())).for_each(|name| facts.add_author(name));
    }
}

/// Takes the author from a stressed name that stands alone before the report's first words or behind its last.
fn signature(walked: &Walked, body: usize, verdicts: &mut [Verdict], facts: &mut Facts) {
    let Some(last) = verdicts.iter().rposition(|(kind, _)| *kind == BlockKind::Paragraph) else { return };
    for at in (body.saturating_sub(2)..=body).chain(last..=(last + 1).min(verdicts.len() - 1)) {
        let part = &walked.parts[at];
        let words = walked.words(part);
        let alone = part.stressed * 10 >= part.span.len() * 9
            && part.linked == 0
            && !part.invisible
            && !matches!(part.tag, Tag::Heading(_) | Tag::Caption);
        let named = |words: &str| {
            let whole = |word: &str| word.to_uppercase() == word || word.ends_with(char::is_lowercase);
            shape(words).words <= 4 && !words.contains(',') && words.split_whitespace().all(whole)
        };
        if let Some(name) = Some(words).filter(|words| alone && named(words)).and_then(|words| person(words, facts.outlet.as_deref())) {
            facts.add_author(name);
            verdicts[at] = (BlockKind::Byline, None);
            return;
        }
    }
}

/// A standfirst, or a point of a summary.
fn is_standfirst(part: &Part, shape: &crate::saved::Shape) -> bool {
    let chrome = Signs::NAV
        .with(Signs::SHARE)
        .with(Signs::COMMENT)
        .with(Signs::ADVERT)
        .with(Signs::COOKIE)
        .with(Signs::NEWSLETTER)
        .with(Signs::FORM)
        .with(Signs::CAPTION)
        .with(Signs::FIGURE)
        .with(Signs::RELATED)
        .with(Signs::TAGS);
    let unlinked = part.linked * 3 < part.span.len();
    shape.words >= 5
        && unlinked
        && !part.signs.any(chrome)
        && (part.signs.any(Signs::LEAD) || matches!(part.tag, Tag::Heading(2..=6) | Tag::Paragraph | Tag::Item))
}

/// Takes the authors from a byline that does not stand above the report.
fn byline_elsewhere(walked: &Walked, verdicts: &mut [Verdict], facts: &mut Facts) {
    let others = Signs::RELATED
        .with(Signs::COMMENT)
        .with(Signs::CARD)
        .with(Signs::NAV)
        .with(Signs::ASIDE)
        .with(Signs::FOOTER)
        .with(Signs::BLOCKQUOTE)
        .with(Signs::PULLQUOTE);
    for (part, verdict) in walked.parts.iter().zip(verdicts) {
        let words = walked.words(part);
        if !part.invisible
            && !part.signs.any(others)
            && shape(words).words <= 12
            && part.signs.any(Signs::BYLINE.with(Signs::AUTHOR_BOX))
            && is_byline(words, part, facts.outlet.as_deref())
        {
            add_authors(words, facts);
            *verdict = (BlockKind::Byline, None);
            return;
        }
    }
}
