//! The lines around a report's head: title, standfirst, byline, dates.

use std::sync::LazyLock;

use headwater_core::{Basis, BlockKind, DateBasis, Moment};
use regex::Regex;

use super::furniture::{Verdict, furniture};
use super::lines::{Line, Measured, shape};
use super::outlet;
use crate::dates::{Order, find, find_all};
use crate::facts::Facts;
use crate::names::{Credits, after_lead, credits, persons};
use crate::words::agency;

/// Lines above the title in which byline and date may stand.
const ABOVE: usize = 5;
/// Lines below the title in which the report's first paragraph is looked for.
const BELOW: usize = 60;
/// Lines below the title in which an outlet may sign below the byline.
const SIGNED: usize = 6;

/// Score of the report's classifier below which a line is no standfirst.
const FURNITURE: f32 = -3.5;

/// Labels what stands around the report's head, and takes the facts from it.
pub(super) fn read(text: &str, lines: &[Line], title: Option<usize>, scores: &[f32], verdicts: &mut [Verdict], facts: &mut Facts) {
    let of = |at: usize| lines[at].span.of(text);
    let Some(title) = title else { return };
    facts.title = Some(without_outlet(text, lines, title).to_owned());
    verdicts[title] = (BlockKind::Headline, None);
    let body =
        (title + 1..lines.len().min(title + BELOW)).find(|at| verdicts[*at].0 == BlockKind::Paragraph && !is_standfirst(text, lines, *at));
    let body = body.unwrap_or_else(|| lines.len().min(title + 8));
    let from = title.saturating_sub(ABOVE);
    if let Some((at, (name, moment))) = (from..body).find_map(|at| Some((at, outlet_and_date(of(at))?))) {
        facts.outlet = Some(name);
        facts.add_published(moment, DateBasis::Page);
        verdicts[at] = (BlockKind::Dateline, None);
    } else {
        outlet::read(text, lines, facts);
        // Below the byline an agency may sign too: only where the page tells no other outlet is it taken for that.
        let signed = || (title + 1..lines.len().min(title + 1 + SIGNED)).find(|at| is_outlet_below_byline(text, lines, *at));
        facts.outlet = facts.outlet.take().or_else(|| signed().map(|at| of(at).to_owned()));
    }
    let mut led = false;
    // A date above the title is often the day of the visit: those below it are read first.
    for at in (title + 1..body).chain(from..title) {
        let line = of(at);
        if verdicts[at].0 == BlockKind::Dateline && outlet_and_date(line).is_some() {
            continue;
        }
        if is_stamp(line) {
            facts.read_stamp(line);
            verdicts[at] = (BlockKind::Dateline, None);
        } else if facts.outlet.as_deref() == Some(line) || agency(line).is_some() {
            facts.agency = facts.agency.take().or_else(|| agency(line).map(str::to_owned));
            verdicts[at] = (BlockKind::Byline, None);
        } else if after_lead(line).is_some() && is_byline(text, lines, at, facts.outlet.as_deref()) {
            add_authors(line, facts);
            led = true;
            verdicts[at] = (BlockKind::Byline, None);
        }
    }
    for at in (title + 1..body).chain(from..title).filter(|_| !led) {
        if is_free(verdicts[at]) && is_byline(text, lines, at, facts.outlet.as_deref()) {
            add_authors(of(at), facts);
            verdicts[at] = (BlockKind::Byline, None);
        }
    }
    for at in title + 1..body {
        let line = of(at);
        if is_free(verdicts[at]) && verdicts[at].0 == BlockKind::Dropped {
            let role = is_role(line)
                || (led && shape(line).words <= 4 && verdicts[at - 1].0 == BlockKind::Byline)
                || line.contains('@') && shape(line).words <= 3;
            if role {
                verdicts[at] = (BlockKind::Byline, None);
            } else if shape(line).words >= 6 && at - title <= 6 && scores[at] > FURNITURE {
                verdicts[at] = (BlockKind::Subhead, None);
            }
        }
    }
    label_authors_elsewhere(text, lines, body, verdicts, facts);
}

/// Whether nothing in a line's own words speaks against a title.
pub(super) fn may_be_title(line: &str) -> bool {
    let words = shape(line).words;
    let byline = after_lead(line).is_some_and(|rest| !persons(rest, None).is_empty());
    let path = line.matches(['»', '›', '>']).count() >= 2;
    (1..=60).contains(&words) && !path && !byline && !is_stamp(line) && outlet_and_date(line).is_none()
}

/// Whether a line's words told nothing of it yet.
fn is_free(verdict: Verdict) -> bool {
    verdict.0.is_main() && verdict.0 != BlockKind::Headline || verdict == (BlockKind::Dropped, Some("navigation"))
}

fn add_authors(line: &str, facts: &mut Facts) {
    let Credits { persons, bodies } = credits(line, facts.outlet.as_deref());
    for name in persons {
        facts.add_author(name, Basis::Page);
    }
    for name in &bodies {
        facts.add_body(name, Basis::Page);
    }
    facts.read_stamp(line);
}

/// Running text above the byline: a byline or a date follows it before the report goes on.
fn is_standfirst(text: &str, lines: &[Line], at: usize) -> bool {
    let of = |at: usize| lines[at].span.of(text);
    (at + 1..lines.len().min(at + 5)).take_while(|next| !shape(of(*next)).is_prose()).any(|next| {
        let line = of(next);
        after_lead(line).is_some_and(|rest| !persons(rest, None).is_empty())
            || outlet_and_date(line).is_some()
            || (is_stamp(line) && find(line, Order::MonthFirst).is_some())
    })
}

/// `Harbour Daily | March 6, 2018`
fn outlet_and_date(line: &str) -> Option<(String, Moment)> {
    let (name, rest) = line.split_once(['|', '·', '•'])?;
    let name = name.trim();
    let found = find(rest, Order::MonthFirst).filter(|found| rest.trim().len() <= found.span.len() + 12)?;
    let named = !name.is_empty() && shape(name).words <= 6 && !name.chars().any(|c| c.is_ascii_digit()) && after_lead(name).is_none();
    named.then(|| (name.to_owned(), found.moment))
}

/// A name on a line of its own right below the byline, and nothing else in that paragraph: `Harbour Daily`. A word in capitals alone may be a place.
fn is_outlet_below_byline(text: &str, lines: &[Line], at: usize) -> bool {
    let line = lines[at].span.of(text);
    let byline = lines[at - 1].span.of(text);
    let shape = shape(line);
    let is_signature = !lines[at].after_gap && lines.get(at + 1).is_some_and(|next| next.after_gap);
    let is_name =
        (1..=5).contains(&shape.words) && shape.capitalised >= shape.words.div_ceil(2) && !line.ends_with(['.', ',', ':', '!', '?']);
    let is_place = line.chars().count() > 5 && !line.contains(' ') && !line.chars().any(char::is_lowercase);
    let is_other = line.contains(['@', '/', '|'])
        || line.contains(" - ")
        || is_role(line)
        || is_stamp(line)
        || furniture(&Measured::of(line)).is_some();
    is_signature && is_name && !is_place && !is_other && after_lead(byline).is_some_and(|rest| !persons(rest, None).is_empty())
}

/// A line that is a date, perhaps with words such as `Published`, `Updated`, `Posted :`.
pub(crate) fn is_stamp(line: &str) -> bool {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*((first |last |originally )?(published|updated|posted|modified|edited|created|date|publicado|actualizado|publié|mis à jour|veröffentlicht|aktualisiert|stand)\b)").ok()
    });
    if line.len() > 250 || !line.contains(char::is_numeric) {
        return false;
    }
    let dated: usize = find_all(line, Order::MonthFirst).map(|found| found.span.len()).sum();
    if dated > 0 && dated * 2 >= line.trim().len() {
        return true;
    }
    let digit = line.bytes().any(|byte| byte.is_ascii_digit());
    let led = (dated > 0 || digit) && WORDS.as_ref().is_some_and(|pattern| pattern.is_match(line));
    led && shape(line).words <= if dated > 0 { 24 } else { 9 }
}

/// A line that names the report's authors.
fn is_byline(text: &str, lines: &[Line], at: usize, outlet: Option<&str>) -> bool {
    let line = lines[at].span.of(text);
    if line.len() > 300 || shape(line).is_prose() {
        return false;
    }
    if let Some(rest) = after_lead(line) {
        return !persons(rest, outlet).is_empty()
            || agency(rest.trim()).is_some()
            || outlet.is_some_and(|outlet| rest.trim() == outlet)
            || shape(rest).words <= 4 && rest.to_lowercase().contains("staff");
    }
    // Names alone, without a leading word: the line behind tells (outlet, agency, date, address, role), or an address in the line.
    let named = persons(line, outlet);
    let parts = line.split([',', '&', '|']).flat_map(|part| part.split(" and ")).filter(|part| !part.trim().is_empty()).count();
    let behind = lines.get(at + 1).map_or("", |next| next.span.of(text));
    let signed = outlet.is_some_and(|outlet| behind == outlet || behind.starts_with(&format!("{outlet} ")))
        || agency(behind).is_some()
        || is_stamp(behind)
        || behind.contains('@')
        || is_role(behind);
    !named.is_empty()
        && parts <= named.len() + 1
        && (signed || line.contains('@') || line.split([',', '|']).skip(1).any(|part| is_role(part) || agency(part).is_some()))
        && at > 0
}

/// `Shipping correspondent`, `Staff Writer`
fn is_role(line: &str) -> bool {
    const ROLES: [&str; 12] = [
        "correspondent",
        "reporter",
        "staff writer",
        "editor",
        "columnist",
        "journalist",
        "news writer",
        "bureau chief",
        "contributor",
        "redakteur",
        "redakteurin",
        "korrespondent",
    ];
    let lower = line.to_lowercase();
    shape(line).words <= 6 && ROLES.iter().any(|role| lower.contains(role))
}

/// Labels the authors' signatures and portraits that stand behind the report.
fn label_authors_elsewhere(text: &str, lines: &[Line], body: usize, verdicts: &mut [Verdict], facts: &Facts) {
    const OF_AUTHORS: [&str; 9] =
        [" covers ", " is a ", " is the ", " writes ", " reports ", " reported from ", " joined ", " is an ", " has covered "];
    for at in body..lines.len() {
        let line = lines[at].span.of(text);
        let Some(author) = facts.authors.iter().find(|author| line.starts_with(author.as_str())) else { continue };
        let rest = &line[author.len()..];
        if rest.trim().is_empty() {
            verdicts[at] = (BlockKind::Byline, None);
        } else if OF_AUTHORS.iter().any(|sign| rest.starts_with(sign)) {
            verdicts[at] = (BlockKind::Dropped, Some("author"));
        }
    }
}

/// A title without the outlet's name that a browser's title bar puts behind it, where the page also has it without.
fn without_outlet<'a>(text: &'a str, lines: &[Line], at: usize) -> &'a str {
    let line = lines[at].span.of(text);
    for mark in [" | ", " - ", " – ", " — "] {
        if let Some((title, _)) = line.rsplit_once(mark)
            && lines.iter().enumerate().any(|(other, line)| other != at && line.span.of(text) == title)
        {
            return title;
        }
    }
    line
}
