//! Persons in a byline.

use crate::words::{BYLINE_LEADS, DESKS, NAME_PARTICLES, PLACES_LIKE_NAMES, ROLES, agency, is_not_in_names, lower};

/// The byline without its leading word, or none where no such word leads it.
pub(crate) fn after_lead(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let first = line.chars().next()?.to_lowercase().next()?;
    BYLINE_LEADS
        .iter()
        .filter(|lead| lead.starts_with(first))
        .filter_map(|lead| strip_prefix_ignoring_case(line, lead))
        .filter_map(|rest| {
            let bare = rest.trim_start_matches([':', ' ', '\u{A0}', '\t']);
            (bare.len() < rest.len()).then_some(bare)
        })
        .min_by_key(|rest| rest.len())
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    let same = if head.is_ascii() { head.eq_ignore_ascii_case(prefix) } else { head.to_lowercase() == prefix };
    same.then(|| &text[prefix.len()..])
}

/// Who stands in a byline.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Credits {
    /// Persons, in order, each once.
    pub persons: Vec<String>,
    /// Agencies, desks and the outlet, as the byline words them.
    pub bodies: Vec<String>,
}

/// Tells persons and bodies in a byline apart: `By A and B, Reuters` gives A and B, and Reuters. Roles and addresses are left out.
pub(crate) fn credits(byline: &str, outlet: Option<&str>) -> Credits {
    let bare = without_contacts(byline);
    let bare = after_lead(&bare).unwrap_or(&bare);
    let whole = bare.trim().trim_matches([',', ';']).trim();
    if is_body(whole, outlet) {
        return Credits { persons: Vec::new(), bodies: vec![whole.to_owned()] };
    }
    let mut found = Credits::default();
    for part in split(bare) {
        let known = |names: &[String], name: &str| names.iter().any(|known| known.to_lowercase() == name.to_lowercase());
        if let Some(name) = person(part, outlet).filter(|_| !is_branch(part.trim())) {
            if !known(&found.persons, &name) {
                found.persons.push(name);
            }
            continue;
        }
        let part = after_lead(part).unwrap_or(part).trim();
        if is_body(part, outlet) && !known(&found.bodies, part) {
            found.bodies.push(part.to_owned());
        }
    }
    found
}

/// The persons whom a byline names, in order: `By A, B and C, D News` gives A, B and C.
///
/// `outlet` is no author of its own page. Bodies, desks and roles are left out.
pub(crate) fn persons(byline: &str, outlet: Option<&str>) -> Vec<String> {
    credits(byline, outlet).persons
}

/// Whether a part of a byline names an agency, a desk or the outlet (also by its initials) and no person or role.
fn is_body(part: &str, outlet: Option<&str>) -> bool {
    let words = part.split_whitespace().count();
    if !(1..=6).contains(&words) || part.contains(['@', ',', '|']) {
        return false;
    }
    let own = outlet.is_some_and(|outlet| {
        outlet.eq_ignore_ascii_case(part)
            || part.chars().count() >= 2 && outlet.split_whitespace().filter_map(|word| word.chars().next()).eq(part.chars())
    });
    let lower = part.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let desk = lower.contains("redak") || words.clone().any(|word| DESKS.contains(&word));
    let begun = part.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    own || is_branch(part) || agency(part).is_some() || begun && desk && !words.any(|word| ROLES.contains(&word))
}

/// Whether a part of a byline is an agency's service: `AFP Canada`. Two letters may be a person's initials.
fn is_branch(part: &str) -> bool {
    let head = part.split(' ').next().unwrap_or(part);
    part.len() > head.len() && head.len() >= 3 && head.chars().all(char::is_uppercase) && agency(head).is_some()
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
    const JOINS: [&str; 20] =
        ["and", "AND", "And", "&", "und", "UND", "et", "y", "e", "en", "og", "och", "with", "mit", "i", "a", "-", "–", "—", "for"];
    byline.split([',', ';', '|', '•', '·', '/', '\n', '、', '，']).flat_map(|part| {
        let mut cuts = Vec::new();
        let mut start = 0;
        while let Some(blank) = part[start..].find(' ').map(|found| start + found) {
            let word = part[blank + 1..].split(' ').next().unwrap_or("");
            let end = blank + 1 + word.len();
            start = blank + 1;
            if end < part.len() && JOINS.contains(&word) {
                cuts.push(blank..end + 1);
                start = end + 1;
            }
        }
        let starts: Vec<usize> = std::iter::once(0).chain(cuts.iter().map(|cut| cut.end)).collect();
        let ends = cuts.into_iter().map(|cut| cut.start).chain([part.len()]);
        starts.into_iter().zip(ends).map(|(start, end)| &part[start..end])
    })
}

/// One person's name, tidied, or none where it is a body, a desk, a role or no name at all.
pub(crate) fn person(part: &str, outlet: Option<&str>) -> Option<String> {
    let part = part.trim().trim_matches(|c: char| c.is_whitespace() || "\"“”*:.–—-".contains(c));
    let part = ["and ", "und ", "et "].iter().find_map(|join| part.strip_prefix(join)).unwrap_or(part);
    let part = after_lead(part).unwrap_or(part).trim();
    let words: Vec<&str> = part.split_whitespace().take(7).collect();
    let east_asian = part.chars().all(|c| c.is_alphanumeric() && u32::from(c) >= 0x3040) && (2..=5).contains(&part.chars().count());
    let named = (2..=6).contains(&words.len())
        && words.iter().all(|word| belongs_to_name(word))
        && words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2;
    let known = || {
        agency(part).is_some()
            || PLACES_LIKE_NAMES.contains(&part.to_lowercase().as_str())
            || outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(part))
    };
    if !(east_asian || named) || known() {
        return None;
    }
    let shouted = !part.chars().any(char::is_lowercase);
    Some(if east_asian { part.to_owned() } else { words.iter().map(|word| tidy(word, shouted)).collect::<Vec<_>>().join(" ") })
}

fn belongs_to_name(word: &str) -> bool {
    let bare = word.trim_matches(['.', ',', '’', '\'', '"', '“', '”']);
    let lower = lower(bare);
    let shaped = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‑' | '\'' | '’' | '.' | '\u{300}'..='\u{36F}'))
        && bare.chars().next().is_some_and(char::is_alphabetic);
    // `MDR` is a broadcaster's acronym; names in capitals have a vowel.
    let acronym = bare.chars().count() >= 3
        && bare.is_ascii()
        && bare.chars().all(|c| c.is_ascii_uppercase())
        && !bare.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    shaped && !acronym && !is_not_in_names(&lower) && (bare.chars().any(char::is_uppercase) || NAME_PARTICLES.contains(&&*lower))
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
    use super::{credits, persons};

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

    #[test]
    fn tells_bodies_from_persons_and_roles() {
        let check = |byline: &str, persons: &[&str], bodies: &[&str]| {
            let found = credits(byline, Some("Harbour Daily"));
            assert!(found.persons == persons && found.bodies == bodies, "{byline}: {found:?}");
        };
        check("Ada Holm und Bo Lind, dpa", &["Ada Holm", "Bo Lind"], &["dpa"]);
        check("By The Associated Press", &[], &["The Associated Press"]);
        check("By Ada Holm and AFP Canada", &["Ada Holm"], &["AFP Canada"]);
        check("By HD", &[], &["HD"]);
        check("HD-Redaktion", &[], &["HD-Redaktion"]);
        check("By Ada Holm, news editor", &["Ada Holm"], &[]);
        check("By Ada Holm, Senior Political Correspondent", &["Ada Holm"], &[]);
    }
}
