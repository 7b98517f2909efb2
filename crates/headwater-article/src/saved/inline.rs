//! Furniture inside a paragraph's line, and captions without a credit.

use std::sync::LazyLock;

use headwater_core::Span;
use rustc_hash::FxHashSet;

use super::lines::Measured;
use crate::cues::Cue;

/// Verbs in the present tense with which captions tell what a picture shows.
const DEPICTING: &[&str] = &[
    "appears",
    "applaud",
    "applauds",
    "arrive",
    "arrives",
    "attend",
    "attends",
    "await",
    "awaits",
    "carries",
    "carry",
    "celebrate",
    "celebrates",
    "chat",
    "cheer",
    "cheers",
    "clap",
    "cry",
    "deliver",
    "delivers",
    "demonstrate",
    "display",
    "embrace",
    "embraces",
    "enter",
    "enters",
    "exit",
    "exits",
    "gather",
    "gathers",
    "gesture",
    "gestures",
    "greet",
    "greets",
    "hold",
    "holds",
    "hug",
    "hugs",
    "inspect",
    "inspects",
    "leave",
    "leaves",
    "line",
    "listen",
    "listens",
    "look",
    "looks",
    "march",
    "marches",
    "mourn",
    "mourns",
    "observe",
    "observes",
    "pass",
    "passes",
    "patrol",
    "patrols",
    "peer",
    "peers",
    "pose",
    "poses",
    "pray",
    "prays",
    "prepare",
    "prepares",
    "protest",
    "protests",
    "queue",
    "react",
    "reacts",
    "rest",
    "rests",
    "ride",
    "rides",
    "run",
    "runs",
    "salute",
    "salutes",
    "search",
    "shake",
    "shakes",
    "show",
    "shows",
    "shout",
    "sign",
    "signs",
    "sit",
    "sits",
    "smile",
    "smiles",
    "speak",
    "speaks",
    "stand",
    "stands",
    "stare",
    "stroll",
    "survey",
    "surveys",
    "take",
    "takes",
    "talk",
    "talks",
    "tour",
    "tours",
    "visit",
    "visits",
    "wait",
    "waits",
    "walk",
    "walks",
    "watch",
    "watches",
    "wave",
    "waves",
    "wear",
    "wears",
    "work",
    "works",
];

const MONTHS_AND_DAYS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "aug",
    "sept",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Whether a short line tells what a picture shows: one sentence in the present tense with the day on which it was taken, or words that point at the picture.
pub(crate) fn reads_like_caption(line: &Measured) -> bool {
    /// A past tense before the verb that depicts makes it narrative.
    const NARRATING: [&str; 14] =
        ["said", "says", "told", "was", "were", "had", "has", "have", "will", "would", "could", "might", "that", "who"];
    static DEPICT: LazyLock<FxHashSet<&str>> = LazyLock::new(|| DEPICTING.iter().copied().collect());
    let count = line.line.split_whitespace().count();
    let sentences = line.shape.sentences;
    if !(4..=45).contains(&count) || sentences > 2 || line.line.contains(['“', '"', '”']) {
        return false;
    }
    if line.cues.has(Cue::Pointing) && !line.cues.has(Cue::Said) {
        return true;
    }
    let words = || line.lower.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let dated = || words().skip(count.saturating_sub(6)).any(|word| MONTHS_AND_DAYS.contains(&word));
    sentences <= 1
        && count <= 35
        && dated()
        && words().position(|word| DEPICT.contains(word)).is_some_and(|at| (1..=12).contains(&at))
        && !words().any(|word| NARRATING.contains(&word))
}

/// Such a list and the name before it have so many characters at most.
const LONGEST_LINKS: usize = 1000;

/// Lists of links that were glued into a sentence and end in `MORE`: `President Holm Ada Maria HolmBoard meets again Wall falls MORE on Monday`.
///
/// The list begins with a fuller form of the name before it, whose surname runs into the first link without a space.
pub(crate) fn glued(paragraph: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut from = 0;
    while let Some(more) = paragraph[from..].find(" MORE").map(|at| from + at) {
        let end = more + " MORE".len();
        if paragraph[end..].chars().next().is_none_or(|c| !c.is_alphanumeric())
            && let Some(start) = start_of_links(paragraph, from, more)
        {
            found.push(Span::new(start, end));
        }
        from = end;
    }
    found
}

/// Where the list that ends at `end` begins, not before `from`.
fn start_of_links(paragraph: &str, from: usize, end: usize) -> Option<usize> {
    let from = paragraph[from..end].char_indices().rev().take(LONGEST_LINKS).last().map_or(from, |(at, _)| from + at);
    let mut previous = ' ';
    // Words may be written together elsewhere too (`#BuildTheLock`).
    paragraph[from..end].char_indices().find_map(|(at, c)| {
        let joined = previous.is_lowercase() && (c.is_uppercase() || c.is_ascii_digit());
        previous = c;
        joined.then(|| links_at(paragraph, from + at, from, end)).flatten()
    })
}

/// Where the list that ends at `end` begins, not before `from`, if its first link begins at `glue`.
fn links_at(paragraph: &str, glue: usize, from: usize, end: usize) -> Option<usize> {
    let surname_at = paragraph[from..glue]
        .rfind(|c: char| !(c.is_alphanumeric() || "-'’".contains(c)))
        .map_or(from, |at| from + at + paragraph[from + at..].chars().next().map_or(1, char::len_utf8));
    let surname = &paragraph[surname_at..glue];
    // The fuller form may run into the short one as well: `Rep. Bo LindBo LindBoard meets again MORE`.
    if let Some(again) = paragraph[glue..end].find(surname)
        && paragraph[glue..glue + again].split_whitespace().count() <= 5
        && paragraph[glue + again + surname.len()..end].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    {
        return Some(glue);
    }
    let before = &paragraph[from..surname_at];
    // The short form of the name that the sentence itself uses stands directly in front of the fuller one.
    let short = before.rfind(surname).map(|at| from + at + surname.len())?;
    let full = paragraph[short..surname_at].split_whitespace().count();
    (full <= 6).then(|| short + paragraph[short..].len() - paragraph[short..].trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::glued;
    use crate::saved::Measured;

    #[test]
    fn cuts_link_lists_out_of_sentences() {
        let paragraph = "President Holm Ada Maria HolmBoard meets again Wall of 2020 falls MORE on Monday praised Bo Lind Bo Erik Lind2020 plans Board: who pays? MORE again.";
        let parts: Vec<&str> = glued(paragraph).iter().map(|span| span.of(paragraph)).collect();
        assert_eq!(parts, ["Ada Maria HolmBoard meets again Wall of 2020 falls MORE", "Bo Erik Lind2020 plans Board: who pays? MORE"]);
        let paragraph = "Her words for the #LockRights moved Rep. Bo Lind Bo Erik LindBoard meets again Wall falls MORE (P-North)";
        assert_eq!(
            glued(paragraph).iter().map(|span| span.of(paragraph)).collect::<Vec<_>>(),
            ["Bo Erik LindBoard meets again Wall falls MORE"]
        );
        let paragraph = "Threats against Rep. Bo LindBo LindBoard meets again MORE (P-North) were read out.";
        assert_eq!(glued(paragraph).iter().map(|span| span.of(paragraph)).collect::<Vec<_>>(), ["Bo LindBoard meets again MORE"]);
        assert!(glued("He wants MORE of it, and NATO wants MORE.").is_empty());
    }

    #[test]
    fn knows_captions_by_their_tense() {
        let reads_like_caption = |line: &str| super::reads_like_caption(&Measured::of(line));
        assert!(reads_like_caption("A guard looks through the gate of the harbour office on Friday."));
        assert!(reads_like_caption("Footage shows the mayor entering the office on May 2."));
        assert!(reads_like_caption("The mayor (left) with the engineers"));
        assert!(!reads_like_caption("The mayor left the office on Friday."));
        assert!(!reads_like_caption("The board will meet on Friday, and the talks show no sign of ending."));
    }
}
