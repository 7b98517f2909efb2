//! Datelines: place, day and agency in front of a report's first sentence.

use std::sync::LazyLock;

use regex::Regex;

use crate::words::agency;

/// A dateline at the head of a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Dateline {
    /// Bytes up to the first word of the sentence.
    pub length: usize,
    /// The agency that it names in brackets: its full name where it is known, otherwise as the dateline has it.
    pub agency: Option<String>,
}

/// Characters of the longest name of a place or an agency.
const LONGEST: usize = 40;

/// Finds `WASHINGTON (AP) — `, `LONDON, March 5 (Reuters) - `, `Seoul, South Korea (CNN) `, `BERLIN — `, `(Reuters) - ` at the start of a paragraph.
pub(crate) fn dateline(paragraph: &str) -> Option<Dateline> {
    static BRACKETED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:\p{Lu}[\p{L}\p{M}.'’/ -]+(?:, ?[\p{L}\p{N}.'’ -]+){0,3} ?)?[(\[]([\p{Lu}\p{Ll}][\p{L} .&/-]+)[)\]]\s*(?:[-–—―:]+|\.)?\s*",
        )
        .ok()
    });
    static DASHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^([\p{Lu}][\p{Lu}.'’/-]+(?:[ -][\p{Lu}][\p{Lu}.'’/-]+){0,4})(?:, (?:[\p{Lu}][\p{L}.'’]*\.?(?: [\p{Lu}][\p{L}.'’]*\.?){0,2}|[\p{Lu}][\p{L}]{2,8}\.? \d{1,2})){0,2}(?:, [\p{Lu}]\p{L}{2,8}\.? \d{1,2})? ?(?:--|[–—―]| - |- )\s*").ok()
    });
    let head = &paragraph[..floor(paragraph, 200)];
    // Most paragraphs cannot begin so: seen before the patterns are tried.
    let mut starts = head.chars();
    let (first, second) = (starts.next()?, starts.next()?);
    let marks = |c: char| c.is_uppercase() || ".'’/-".contains(c);
    let bracketed = head.contains(['(', '[']) && (first.is_uppercase() || matches!(first, '(' | '['));
    let dashed = first.is_uppercase() && marks(second) && head.contains(['-', '–', '—', '―']);
    if bracketed && let Some(found) = BRACKETED.as_ref().and_then(|pattern| pattern.captures(head)) {
        let whole = found.get(0)?.as_str();
        let inside = found.get(1)?.as_str();
        let named = agency(inside).or_else(|| inside.split(['/', ' ']).find_map(agency));
        let short = inside.chars().count() <= 12 && inside.chars().filter(|c| c.is_uppercase()).count() >= 2;
        let place = whole.split(['(', '[']).next().unwrap_or("").trim();
        // `The board (HB) — ` names a body, not a place: its words begin small.
        let placed = place
            .split([' ', '-', '/'])
            .filter(|word| word.len() > 3)
            .all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()))
            && place.split(',').all(|name| name.chars().count() <= LONGEST)
            && inside.chars().count() <= LONGEST;
        let dashed = whole.trim_end().ends_with(['-', '–', '—', '―', ':']);
        let more = paragraph[whole.len()..].chars().next().is_some_and(|c| c.is_uppercase() || "\"“‘'«„".contains(c));
        let not_article = !place.starts_with("The ") && !place.starts_with("A ");
        // An agency that is not known is one where the place is dated, stands in capitals, or is named with its country.
        let marked = !place.is_empty() && (place.contains([',', '/']) || !place.chars().any(char::is_lowercase));
        let unknown = (dashed && (marked || short)) || (short && !place.is_empty() && inside.chars().all(char::is_uppercase));
        if more && placed && not_article && (named.is_some() && (dashed || !place.is_empty()) || unknown) {
            return Some(Dateline { length: whole.len(), agency: Some(named.unwrap_or(inside).to_owned()) });
        }
    }
    if !dashed {
        return None;
    }
    let found = DASHED.as_ref()?.captures(head)?.get(0)?.as_str();
    let more = paragraph[found.len()..].chars().next().is_some_and(|c| c.is_uppercase() || "\"“‘'«„".contains(c));
    (more && found.chars().filter(|c| c.is_uppercase()).count() >= 3).then_some(Dateline { length: found.len(), agency: None })
}

/// The greatest character boundary not above `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::dateline;

    fn check(paragraph: &str, head: &str, agency: Option<&str>) {
        let found = dateline(paragraph).map(|found| (&paragraph[..found.length], found.agency));
        assert_eq!(found, Some((head, agency.map(str::to_owned))), "{paragraph}");
    }

    #[test]
    fn finds_datelines() {
        check("WASHINGTON (AP) — The board met.", "WASHINGTON (AP) — ", Some("Associated Press"));
        check("LONDON, March 5 (Reuters) - The board met.", "LONDON, March 5 (Reuters) - ", Some("Reuters"));
        check("Port Ellis, North Shore (CNN) The board met.", "Port Ellis, North Shore (CNN) ", Some("CNN"));
        check("PORT ELLIS, Jan. 14 (Shorewire) -- The board met.", "PORT ELLIS, Jan. 14 (Shorewire) -- ", Some("Shorewire"));
        check("(Reuters) - The board met.", "(Reuters) - ", Some("Reuters"));
        check("BERLIN — The board met.", "BERLIN — ", None);
        check("NEW YORK, N.Y. — “We met,” he said.", "NEW YORK, N.Y. — ", None);
        check("Berlin (dpa) - Der Rat tagte.", "Berlin (dpa) - ", Some("Deutsche Presse-Agentur"));
    }

    #[test]
    fn leaves_other_beginnings() {
        for text in [
            "The Harbour Board (HB) met.",
            "The mayor — a former judge — said no.",
            "NATO said it would wait.",
            "A-level results (AP) are out",
            "Ada Holm (Greens) said no.",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }
}
