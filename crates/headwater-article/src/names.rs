//! Persons in a byline.

use crate::words::{BYLINE_LEADS, NAME_PARTICLES, NOT_IN_NAMES, PLACES_LIKE_NAMES, agency};

/// The byline without its leading word, or none where no such word leads it.
pub(crate) fn after_lead(line: &str) -> Option<&str> {
    let line = line.trim_start();
    BYLINE_LEADS
        .iter()
        .filter_map(|lead| strip_prefix_ignoring_case(line, lead))
        .filter_map(|rest| {
            let bare = rest.trim_start_matches([':', ' ', '\u{A0}', '\t']);
            (bare.len() < rest.len()).then_some(bare)
        })
        .min_by_key(|rest| rest.len())
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    (head.to_lowercase() == prefix).then(|| &text[prefix.len()..])
}

/// The persons whom a byline names, in order: `By A, B and C, D News` gives A, B and C.
///
/// `outlet` is no author of its own page. Bodies, desks and roles are left out.
pub(crate) fn persons(byline: &str, outlet: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let bare = without_contacts(byline);
    let bare = after_lead(&bare).unwrap_or(&bare);
    for part in split(bare) {
        if let Some(name) = person(part, outlet)
            && !found.iter().any(|known| known.to_lowercase() == name.to_lowercase())
        {
            found.push(name);
        }
    }
    found
}

/// The byline without e-mail addresses, handles, web addresses and what stands in brackets.
fn without_contacts(byline: &str) -> String {
    let mut kept = String::with_capacity(byline.len());
    let mut depth = 0_usize;
    for word in byline.split_inclusive(char::is_whitespace) {
        let opens = word.matches(['(', '[', '<']).count();
        let closes = word.matches([')', ']', '>']).count();
        let inside = depth > 0 || opens > 0;
        depth = (depth + opens).saturating_sub(closes);
        if inside || word.contains('@') || word.contains("://") {
            // What a bracket or an address cuts off is a part of its own.
            kept.push_str(if word.trim_end().ends_with([',', ';']) || word.contains('@') { ", " } else { " " });
        } else {
            kept.push_str(word);
        }
    }
    kept
}

/// Cuts a byline at commas, bars, bullets and the `and` of several languages.
fn split(byline: &str) -> impl Iterator<Item = &str> {
    const JOINS: [&str; 20] = [
        " and ", " AND ", " And ", " & ", " und ", " UND ", " et ", " y ", " e ", " en ", " og ", " och ", " with ", " mit ", " i ", " a ",
        " - ", " – ", " — ", " for ",
    ];
    let mut parts: Vec<&str> = byline.split([',', ';', '|', '•', '·', '/', '\n', '、', '，']).collect();
    for join in JOINS {
        parts = parts.into_iter().flat_map(|part| part.split(join)).collect();
    }
    parts.into_iter()
}

/// One person's name, tidied, or none where it is a body, a desk, a role or no name at all.
pub(crate) fn person(part: &str, outlet: Option<&str>) -> Option<String> {
    let part = part.trim().trim_matches(|c: char| c.is_whitespace() || "\"“”*:.–—-".contains(c));
    let part = ["and ", "und ", "et "].iter().find_map(|join| part.strip_prefix(join)).unwrap_or(part);
    let part = after_lead(part).unwrap_or(part).trim();
    if agency(part).is_some()
        || PLACES_LIKE_NAMES.contains(&part.to_lowercase().as_str())
        || outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(part))
    {
        return None;
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    let east_asian = part.chars().all(|c| c.is_alphanumeric() && u32::from(c) >= 0x3040) && (2..=5).contains(&part.chars().count());
    if east_asian {
        return Some(part.to_owned());
    }
    if !(2..=6).contains(&words.len()) || !words.iter().all(|word| belongs_to_name(word)) {
        return None;
    }
    let strong = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    let shouted = !part.chars().any(char::is_lowercase);
    (strong >= 2).then(|| words.iter().map(|word| tidy(word, shouted)).collect::<Vec<_>>().join(" "))
}

fn belongs_to_name(word: &str) -> bool {
    let bare = word.trim_matches(['.', ',', '’', '\'', '"', '“', '”']);
    let lower = bare.to_lowercase();
    let shaped = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‑' | '\'' | '’' | '.' | '\u{300}'..='\u{36F}'))
        && bare.chars().next().is_some_and(char::is_alphabetic);
    // `MDR` is a broadcaster's acronym; names in capitals have a vowel.
    let acronym = bare.chars().count() >= 3
        && bare.is_ascii()
        && bare.chars().all(|c| c.is_ascii_uppercase())
        && !bare.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    shaped
        && !acronym
        && !NOT_IN_NAMES.contains(&lower.as_str())
        && (bare.chars().any(char::is_uppercase) || NAME_PARTICLES.contains(&lower.as_str()))
}

/// A word in capitals as a name writes it (`O'BRIEN-LEE` gives `O'Brien-Lee`); initials and others stay. Where the whole name is `shouted`, two
/// letters with a vowel are a word too.
fn tidy(word: &str, shouted: bool) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let short = letters < 2 || (letters == 2 && !(shouted && word.contains(['A', 'E', 'I', 'O', 'U', 'Y'])));
    if short || word.contains('.') || word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut begin = true;
    word.chars()
        .flat_map(|c| {
            let upper = begin;
            begin = !c.is_alphabetic();
            if upper { c.to_uppercase().collect::<Vec<_>>() } else { c.to_lowercase().collect() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::persons;

    fn check(byline: &str, expected: &[&str]) {
        assert_eq!(persons(byline, Some("Harbour Daily")), expected, "{byline}");
    }

    #[test]
    fn splits_bylines() {
        check("By Ada Holm, Piet van der Berg", &["Ada Holm", "Piet van der Berg"]);
        check("By Ada Holm and Jun-ho Bak, Harbour Daily", &["Ada Holm", "Jun-ho Bak"]);
        check("By ADA HOLM and BO O'NEILL", &["Ada Holm", "Bo O'Neill"]);
        check("Ada Holm (ada.holm@harbour.example) & Bo Lind | Reuters", &["Ada Holm", "Bo Lind"]);
        check("By Ada Holm, Senior Political Correspondent", &["Ada Holm"]);
        check("By Harbour Daily", &[]);
        check("By Staff and Agencies", &[]);
        check("Von Ada Holm und Bo Lind, Berlin", &["Ada Holm", "Bo Lind"]);
        check("By J. R. Holm, @jrholm", &["J. R. Holm"]);
        check("by The Associated Press", &[]);
    }
}
