//! Whose page it is, told by the lines at its top and its foot.

use std::sync::LazyLock;

use regex::Regex;

use super::furniture::furniture;
use super::lines::{Line, Measured, shape};
use crate::facts::Facts;
use crate::names::{after_lead, persons};
use crate::words::agency;

/// Lines at the top in which the outlet's name may stand.
const TOP: usize = 12;

/// Finds the outlet's name: a short line at the top that the copyright line, an address or the text says again; or the owner in the copyright line.
pub(super) fn read(text: &str, lines: &[Line], facts: &mut Facts) {
    let of = |at: usize| lines[at].span.of(text);
    let owners: Vec<String> = lines.iter().rev().take(60).filter_map(|line| owner(line.span.of(text))).collect();
    let foot = lines.len().saturating_sub(40);
    let foot: String = (foot..lines.len()).map(of).collect::<Vec<_>>().join("\n").to_lowercase();
    let domains = domains(text);
    let mut best: Option<(u8, usize)> = None;
    for at in 0..lines.len().min(TOP) {
        let line = of(at);
        let shape = shape(line);
        let named = (1..=5).contains(&shape.words)
            && shape.capitalised >= shape.words.div_ceil(2)
            && !line.contains(['|', '>', '/', ':', '@'])
            && furniture(&Measured::of(line)).is_none()
            || line.to_uppercase() == *line && shape.words <= 4 && shape.words >= 2;
        let byline = after_lead(line).is_some_and(|rest| !persons(rest, None).is_empty());
        if !named || byline || line.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let name = fold(line);
        let owned = owners.iter().any(|owner| fold(owner).contains(&name) || name.contains(&fold(owner)));
        let addressed = domains.iter().any(|domain| fold(domain).starts_with(&name));
        let said = lines.len() > TOP && foot.contains(&line.to_lowercase());
        let score = 3 * u8::from(owned) + 3 * u8::from(addressed) + 2 * u8::from(said);
        if score >= 2 && name.len() >= 4 && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    // An agency owns texts on others' pages.
    let owner = || owners.into_iter().find(|owner| agency(owner).is_none());
    let name = best.map(|(_, at)| as_written(text, of(at))).or_else(owner);
    if let Some(name) = name {
        // An e-mail address tells of the outlet, but not of the page's own site.
        facts.domain = domains.into_iter().find(|domain| fold(domain).starts_with(&fold(&name)) && !text.contains(&format!("@{domain}")));
        facts.outlet = Some(name);
    }
}

/// The name in a copyright line, without year and legal form.
fn owner(line: &str) -> Option<String> {
    static OWNER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^\W{0,3}(?:copyright\b|\(c\)|©)[\s©]*(?:\(c\))?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?)?,?\s*(?:by )?(\p{L}[^.,;|©]{2,50})",
        )
        .ok()
    });
    const FORMS: [&str; 14] = [
        " all rights reserved",
        " ltd",
        " limited",
        " llc",
        " inc",
        " gmbh",
        " ag",
        " s.a",
        " plc",
        " corporation",
        " company",
        " co",
        " or its",
        " and its",
    ];
    if line.to_lowercase().contains("distributed by") {
        return None;
    }
    let found = OWNER.as_ref()?.captures(line)?.get(1)?.as_str();
    let lower = found.to_lowercase();
    // Lower case may be longer than the original in some scripts: cut only where both agree.
    let cut = FORMS
        .iter()
        .filter_map(|form| lower.find(form))
        .filter(|at| found.is_char_boundary(*at) && lower.len() == found.len())
        .min()
        .unwrap_or(found.len());
    let name = found[..cut].trim().trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    (name.chars().any(char::is_uppercase) && name.split_whitespace().count() <= 6 && name.len() >= 3).then(|| name.to_owned())
}

/// Domains of e-mail and web addresses on the page, in order, without `www.`.
fn domains(text: &str) -> Vec<String> {
    static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)(?:@|https?://|www\.)([a-z0-9-]+(?:\.[a-z0-9-]+)+)").ok());
    let Some(pattern) = ADDRESS.as_ref() else { return Vec::new() };
    let found = pattern.captures_iter(text).filter_map(|found| found.get(1)).take(200);
    found.map(|found| found.as_str().to_lowercase().trim_start_matches("www.").to_owned()).collect()
}

/// A name in capitals as the page writes it elsewhere.
fn as_written(text: &str, name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let wanted: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let found = words.windows(wanted.len()).find(|words| {
        words.iter().zip(&wanted).all(|(word, wanted)| word.to_lowercase() == *wanted)
            && words.iter().all(|word| word.chars().any(char::is_lowercase))
    });
    found.map_or_else(|| name.to_owned(), |words| words.join(" "))
}

/// Letters and digits in lower case, without a leading `the`.
fn fold(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).chars().filter(|c| c.is_alphanumeric()).collect()
}
