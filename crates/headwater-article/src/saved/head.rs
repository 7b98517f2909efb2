//! The lines before a report's first running paragraph: title, standfirst, byline, dates, outlet.

use std::sync::LazyLock;

use headwater_core::{BlockKind, DateBasis};
use regex::Regex;

use super::furniture::Verdict;
use super::lines::{Line, shape};
use crate::dateline::dateline;
use crate::dates::{Order, find, find_all};
use crate::facts::Facts;
use crate::names::{after_lead, persons};
use crate::words::agency;

/// Lines that are looked through for a first paragraph. A page whose menus are longer has lost its report in them.
const REACH: usize = 600;

/// Judges the lines before the first running paragraph, and gives that paragraph's number.
pub(crate) fn read(text: &str, lines: &[Line], verdicts: &mut [Option<Verdict>], facts: &mut Facts) -> usize {
    let of = |at: usize| lines[at].span.of(text);
    let body = first_paragraph(text, lines, verdicts);
    let outlet = (0..body).find_map(|at| outlet_and_date(of(at)));
    if let Some((name, date)) = &outlet {
        facts.outlet = Some(name.clone());
        facts.add_published(*date, DateBasis::Page);
    }
    let mut bylines: Vec<usize> = Vec::new();
    for (at, verdict) in
        verdicts.iter_mut().enumerate().take(body).filter(|(_, verdict)| verdict.is_none_or(|(kind, _)| kind == BlockKind::Credit))
    {
        let found = if outlet_and_date(of(at)).is_some() || is_stamp(of(at)) {
            facts.read_stamp(of(at));
            Some((BlockKind::Dateline, None))
        } else if facts.outlet.as_deref() == Some(of(at)) || agency(of(at)).is_some() {
            facts.agency = facts.agency.take().or_else(|| agency(of(at)).map(str::to_owned));
            Some((BlockKind::Byline, None))
        } else if is_byline(text, lines, at, facts.outlet.as_deref()) {
            bylines.push(at);
            Some((BlockKind::Byline, None))
        } else {
            None
        };
        *verdict = found.or(*verdict);
    }
    let title = title(text, lines, &verdicts[..body]);
    for at in bylines {
        for name in persons(of(at), facts.outlet.as_deref()) {
            facts.add_author(name);
        }
        facts.read_stamp(of(at));
    }
    if let Some(at) = title {
        facts.title = Some(without_outlet(text, lines, at).to_owned());
        verdicts[at] = Some((BlockKind::Headline, None));
    }
    for (at, verdict) in verdicts.iter_mut().enumerate().take(body).filter(|(_, verdict)| verdict.is_none()) {
        let standfirst = title.is_some_and(|title| title < at && at - title <= 4) && shape(of(at)).words >= 5;
        *verdict = Some(if standfirst { (BlockKind::Subhead, None) } else { (BlockKind::Dropped, Some("navigation")) });
    }
    body
}

/// The first line that reads like running text and has more of it behind it or is the last of its kind.
fn first_paragraph(text: &str, lines: &[Line], verdicts: &[Option<Verdict>]) -> usize {
    let prose: Vec<usize> =
        (0..lines.len().min(REACH)).filter(|at| verdicts[*at].is_none() && shape(lines[*at].span.of(text)).is_prose()).collect();
    let datelined = (0..lines.len().min(REACH)).find(|at| verdicts[*at].is_none() && dateline(lines[*at].span.of(text)).is_some());
    // A standfirst reads like running text too: it stands before the byline.
    let first = prose.iter().copied().find(|at| {
        let behind = (at + 1..lines.len().min(at + 6)).take_while(|next| !shape(lines[*next].span.of(text)).is_prose()).any(|next| {
            let words = lines[next].span.of(text);
            after_lead(words).is_some_and(|rest| !persons(rest, None).is_empty()) || is_stamp(words) || outlet_and_date(words).is_some()
        });
        !(behind && *at > 0)
    });
    first.or(prose.first().copied()).into_iter().chain(datelined).min().unwrap_or_else(|| usize::from(!lines.is_empty()).min(lines.len()))
}

/// `Harbour Daily | March 6, 2018`
fn outlet_and_date(line: &str) -> Option<(String, headwater_core::Moment)> {
    let (name, rest) = line.split_once(['|', '·', '•'])?;
    let found = find(rest, Order::MonthFirst)?;
    let name = name.trim();
    let only = rest.trim().len() <= found.span.len() + 12;
    (only && shape(name).words <= 6 && !name.is_empty() && after_lead(name).is_none()).then(|| (name.to_owned(), found.moment))
}

/// A line that is a date, perhaps with words such as `Published`, `Updated`, `Posted :`.
pub(crate) fn is_stamp(line: &str) -> bool {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*((first |last |originally )?(published|updated|posted|modified|edited|created|date|publicado|actualizado|publié|mis à jour|veröffentlicht|aktualisiert|stand)\b)").ok()
    });
    if line.len() > 250 {
        return false;
    }
    let dated: usize = find_all(line, Order::MonthFirst).map(|found| found.span.len()).sum();
    let led = WORDS.as_ref().is_some_and(|pattern| pattern.is_match(line));
    let words = shape(line).words;
    (dated > 0 && (dated * 2 >= line.trim().len() || (led && words <= 24)))
        || (led && words <= 9 && line.chars().any(|c| c.is_ascii_digit()))
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
    // Names alone, without a leading word: the line behind tells (outlet, agency, date, address), or an address in the line.
    let named: Vec<String> = persons(line, outlet);
    let all_named = !named.is_empty()
        && line.split([',', '&']).flat_map(|part| part.split(" and ")).filter(|part| !part.trim().is_empty()).count() <= named.len() + 1;
    let behind = lines.get(at + 1).map_or("", |next| next.span.of(text));
    let signed = outlet.is_some_and(|outlet| behind == outlet || behind.starts_with(&format!("{outlet} ")))
        || agency(behind).is_some()
        || is_stamp(behind)
        || behind.contains('@')
        || behind.to_lowercase().contains("correspondent")
        || behind.to_lowercase().contains("reporter")
        || behind.to_lowercase().contains("staff writer");
    all_named && (signed || line.contains('@')) && at > 0
}

/// The line that is the title, by its look, its neighbours and whether the page says it twice.
fn title(text: &str, lines: &[Line], verdicts: &[Option<Verdict>]) -> Option<usize> {
    let signed =
        |at: usize| verdicts.get(at).copied().flatten().is_some_and(|(kind, _)| matches!(kind, BlockKind::Byline | BlockKind::Dateline));
    let mut best: Option<(i32, usize)> = None;
    for at in 0..verdicts.len() {
        // A title wholly in capitals or with a colon may pass for the headline of another story.
        let free = verdicts[at].is_none() || at == 0 && verdicts[at].is_some_and(|(_, why)| why == Some("related"));
        let line = lines[at].span.of(text);
        let shape = shape(line);
        if !free || !(2..=40).contains(&shape.words) {
            continue;
        }
        let before_signature = (1..=4).find(|next| signed(at + next)).map_or(0, |next| 6 - i32::try_from(next).unwrap_or(6));
        let repeated = (0..verdicts.len()).any(|other| other != at && lines[other].span.of(text).contains(line));
        let length = match line.chars().count() {
            30..=130 => 3,
            20..=200 => 1,
            _ => -2,
        };
        let score = before_signature + length + 3 * i32::from(repeated) + 2 * i32::from(at == 0)
            - 2 * i32::from(line.ends_with('.'))
            - 3 * i32::from(line.contains(" > ") || line.contains(" / "));
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
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
