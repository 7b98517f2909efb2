//! Title, standfirst, byline and dates among the parts above a report, and bylines elsewhere.

use headwater_core::{Basis, BlockKind};

use super::metadata::fold;
use super::signs::Signs;
use super::walk::{Part, Tag, Walked};
use crate::facts::Facts;
use crate::months::month_of;
use crate::names::{Credits, after_lead, credits, person, persons};
use crate::saved::{Verdict, is_stamp, shape};

/// Parts behind the title among which a standfirst or a summary stands.
const STANDFIRST: usize = 8;
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
    let mut signed: Option<usize> = None;
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
            add_signed_stamp(words, facts);
            verdicts[at] = (BlockKind::Dateline, None);
        } else if is_signed_stamp(words, facts.outlet.as_deref()) && free {
            add_signed_stamp(words, facts);
            verdicts[at] = (BlockKind::Byline, None);
        } else if is_byline(words, part, facts.outlet.as_deref()) && free {
            // Names far below the byline are those of persons who are quoted.
            let apart = signed.is_some_and(|signed| at - signed > 3) && after_lead(words).is_none();
            if apart {
                continue;
            }
            add_authors(words, facts);
            if !facts.authors.is_empty() {
                signed = Some(at);
            }
            verdicts[at] = (BlockKind::Byline, None);
        } else if free && signed.is_some_and(|signed| at - signed <= 2) && names_body(words, facts.outlet.as_deref()) {
            add_authors(words.split_once(": ").map_or(words, |(_, rest)| rest), facts);
            verdicts[at] = (BlockKind::Byline, None);
        } else if title.is_some_and(|title| title < at && at <= title + STANDFIRST) && at < body && is_standfirst(part, &shape) {
            verdicts[at] = if part.tag == Tag::Item { (BlockKind::List, None) } else { (BlockKind::Subhead, None) };
        }
    }
    if facts.authors.is_empty() {
        byline_elsewhere(walked, verdicts, facts);
    }
    if facts.authors.is_empty() {
        signature(walked, body, verdicts, facts);
    }
    if facts.authors.is_empty()
        && let Some(account) = facts.account.take()
    {
        facts.add_author(account, Basis::Linked);
    }
}

/// Finds the title among the parts, or takes it from them.
fn find_title(walked: &Walked, told: &str, verdicts: &mut [Verdict], facts: &mut Facts) -> Option<usize> {
    let own = facts.title.as_deref().map(fold).unwrap_or_default();
    let heads = |part: &Part| matches!(part.tag, Tag::Heading(_));
    let known = walked.parts.iter().enumerate().filter(|(_, part)| !part.invisible).filter_map(|(at, part)| {
        let words = fold(walked.words(part));
        (words == own || words == told).then_some((at, part, words == own))
    });
    // Of several places the heading; breadcrumbs and sticky bars repeat the title. A heading of one or two words is the site's or the section's.
    let short = told.chars().count() < own.chars().count() / 3;
    let told = known.min_by_key(|(_, part, own)| (short && !own, !heads(part))).map(|(at, ..)| at);
    // The title behind its kicker: `In the harbour - The wall falls`.
    let behind_kicker = || {
        let title = facts.title.as_deref().map(fold).filter(|title| title.chars().count() >= 20)?;
        walked.parts.iter().position(|part| {
            let words = walked.words(part);
            !part.invisible && words.len() < 500 && fold(words).ends_with(&title)
        })
    };
    let heading =
        || walked.parts.iter().position(|part| !part.invisible && part.tag == Tag::Heading(1) && shape(walked.words(part)).words >= 3);
    let at = told.or_else(heading).or_else(behind_kicker)?;
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
        return credits(rest, outlet) != Credits::default();
    }
    let Credits { persons, bodies } = credits(words, outlet);
    // The outlet's name beside its own report says nothing of who wrote it.
    let signed = bodies.iter().any(|body| outlet.is_none_or(|outlet| !outlet.eq_ignore_ascii_case(body)));
    part.signs.any(Signs::BYLINE) && (signed || !persons.is_empty())
}

fn add_authors(words: &str, facts: &mut Facts) {
    let Credits { persons, bodies } = credits(words, facts.outlet.as_deref());
    for name in persons {
        facts.add_author(name, Basis::Page);
    }
    for name in &bodies {
        facts.add_body(name, Basis::Page);
    }
}

/// Whether a line below the byline names a body that had its part: `Translation: AFP Canada`.
fn names_body(words: &str, outlet: Option<&str>) -> bool {
    let Some((what, who)) = words.split_once(": ") else { return false };
    let Credits { persons, bodies } = credits(who, outlet);
    shape(what).words <= 4 && persons.is_empty() && bodies.len() == 1 && shape(who).words <= 4
}

/// Whether a line is a name and dates between bars: `Ada Holm | 6 March 2018 - updated 7 March 2018`.
fn is_signed_stamp(words: &str, outlet: Option<&str>) -> bool {
    let mut pieces = words.split(['|', '·', '•']).map(str::trim).filter(|piece| !piece.is_empty());
    let name = |piece: &str| after_lead(piece).map_or_else(|| person(piece, outlet).is_some(), |rest| !persons(rest, outlet).is_empty());
    let (mut names, mut dates) = (0, 0);
    let whole = pieces.all(|piece| {
        let clock = piece
            .split(' ')
            .next()
            .is_some_and(|word| word.contains([':', '.']) && word.chars().all(|c| c.is_ascii_digit() || ":.".contains(c)));
        let (named, dated) = (name(piece), is_stamp(piece) || clock && piece.len() < 12);
        names += usize::from(named);
        dates += usize::from(dated);
        named || dated
    });
    whole && names == 1 && dates > 0
}

/// Takes the author whom a dated line names: `Ada Holm | 6 March 2018`, `6.3.18 | 14:07 | Von Ada Holm`.
fn add_signed_stamp(words: &str, facts: &mut Facts) {
    let outlet = facts.outlet.clone();
    for piece in words.split(['|', '·', '•', '/', '\n']) {
        let named = after_lead(piece.trim())
            .map_or_else(|| person(piece, outlet.as_deref()).into_iter().collect(), |rest| persons(rest, outlet.as_deref()));
        named
            .into_iter()
            .filter(|name| name.split(' ').all(|word| month_of(word).is_none()))
            .for_each(|name| facts.add_author(name, Basis::Page));
    }
}

/// Takes the author from a stressed name that stands alone before the report's first words or behind its last.
fn signature(walked: &Walked, body: usize, verdicts: &mut [Verdict], facts: &mut Facts) {
    let Some(last) = verdicts.iter().rposition(|(kind, _)| *kind == BlockKind::Paragraph) else { return };
    if let Some(source) = shared_with(walked.words(&walked.parts[last]), facts.outlet.as_deref()) {
        facts.add_body(source, Basis::Page);
        verdicts[last] = (BlockKind::Credit, None);
        return;
    }
    // Behind a body's name appeals to readers and what the site says of itself may still be taken for the report's.
    let behind = body + 1..=(last + 1).min(verdicts.len() - 1);
    for at in (body.saturating_sub(2)..=body).chain(behind) {
        let near = at <= body || at + 1 >= last;
        if !near && !verdicts[at].0.is_main() {
            continue;
        }
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
        if let Some(name) =
            Some(words).filter(|words| near && alone && named(words)).and_then(|words| person(words, facts.outlet.as_deref()))
        {
            facts.add_author(name, Basis::Page);
            verdicts[at] = (BlockKind::Byline, None);
            return;
        }
        // `The newsroom` is no person: looking on may still find one.
        let bodies = if alone && shape(words).words <= 4 { credits(words, facts.outlet.as_deref()).bodies } else { Vec::new() };
        if !bodies.is_empty() {
            for name in &bodies {
                facts.add_body(name, Basis::Page);
            }
            verdicts[at] = (BlockKind::Byline, None);
        }
    }
}

/// The body that a report's last line names beside its outlet, in either order: `Harbour Daily / Shore Herald`, `Shore Herald | Harbour Daily`.
fn shared_with<'a>(line: &'a str, outlet: Option<&str>) -> Option<&'a str> {
    let (first, second) = line.split_once(['/', '|', '·', '•'])?;
    let (first, second) = (first.trim(), second.trim());
    let ours = |name: &str| outlet.is_some_and(|outlet| is_named(outlet, name));
    let named = |name: &&str| {
        name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
            && !name.contains(['/', '|', '·', '•', '.', ','])
            && (1..=4).contains(&shape(name).words)
    };
    let other = if ours(first) { second } else { Some(first).filter(|_| ours(second))? };
    Some(other).filter(named)
}

/// Whether a name is the outlet's, or all of its first words with at least four letters: `Harbour Daily`, `Harbour`.
fn is_named(outlet: &str, name: &str) -> bool {
    /// Letters of the shortest first words.
    const LETTERS: usize = 4;
    let (outlet, name) = (outlet.trim().to_lowercase(), name.to_lowercase());
    let begins = outlet.strip_prefix(&name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    !name.is_empty() && (outlet == name || begins && name.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS)
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
    shape.words >= 5 && unlinked && !part.opens_linked && !part.signs.any(chrome) && part.signs.any(Signs::LEAD)
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

#[cfg(test)]
mod tests {
    use super::shared_with;

    #[test]
    fn shares_a_report_with_a_body_beside_the_whole_outlet() {
        for (line, expected) in [
            ("Harbour Daily / Shore Herald", Some("Shore Herald")),
            ("harbour / Shore Herald", Some("Shore Herald")),
            ("Shore Herald | Harbour Daily", Some("Shore Herald")),
            ("Shore Herald · Lind Mail · Harbour Daily", None),
            ("the wall / Harbour Daily", None),
            ("H / Shore Herald", None),
            ("Harb / Shore Herald", None),
            ("/ Shore Herald", None),
        ] {
            assert_eq!(shared_with(line, Some("Harbour Daily")), expected, "{line}");
        }
        assert_eq!(shared_with("taz / Shore Herald", Some("taz")), Some("Shore Herald"));
        assert_eq!(shared_with("The / Shore Herald", Some("The Harbour")), None);
    }
}
