//! What a browser's select-all tears apart is put together again.
//!
//! An initial that floats beside its paragraph gets a line of its own, and so does what is said to screen readers alone, such as `, opens new tab`
//! behind a link: it stands in the middle of a sentence, which goes on in the next line.

use std::borrow::Cow;
use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use crate::words::is_stop_word;

/// What links say to screen readers.
const SPOKEN: [&str; 6] =
    ["opens new tab", "opens in new tab", "opens in a new tab", "opens new window", "opens in new window", "opens in a new window"];

/// Bytes of the shortest line that goes on behind an initial.
const BEHIND_INITIAL: usize = 30;

/// The text with torn paragraphs whole.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let torn = |at: usize| is_spoken(lines[at]) || begins_with_comma(lines[at]) || initial(lines[at], lines.get(at + 1)).is_some();
    // A word that begins with an initial is most often written elsewhere too.
    let known = LazyCell::new(|| text.split(|c: char| !c.is_alphabetic()).filter(|word| word.starts_with(['A', 'a'])).collect());
    let Some(first) = (0..lines.len()).find(|at| torn(*at)) else { return Cow::Borrowed(text) };
    let mut whole = lines[..first].concat();
    let mut at = first;
    while at < lines.len() {
        let line = lines[at];
        if is_spoken(line) {
            if let Some(next) = lines.get(at + 1).filter(|next| goes_on(next)) {
                add(&mut whole, next);
                at += 1;
            }
        } else if begins_with_comma(line) {
            add(&mut whole, line);
        } else if let Some(word) = initial(line, lines.get(at + 1)) {
            whole.push_str(line.trim_end());
            whole.push_str(if is_whole_word(line.trim_end(), &word, &known) { " " } else { "" });
        } else {
            whole.push_str(line);
        }
        at += 1;
    }
    Cow::Owned(whole)
}

/// Adds a line to the one before it, unless an empty line stands between them.
fn add(whole: &mut String, line: &str) {
    let end = whole.trim_end().len();
    if end > 0 && whole[end..].matches('\n').count() <= 1 {
        whole.truncate(end);
        if !line.trim_start().starts_with([',', ';', ':', '.', ')']) {
            whole.push(' ');
        }
        whole.push_str(line.trim_start());
    } else {
        whole.push_str(line);
    }
}

/// Whether a line says no more than where a link leads.
fn is_spoken(line: &str) -> bool {
    /// Bytes of the longest such line, its marks with it.
    const LONGEST: usize = 40;
    let bare = line.trim_matches(|c: char| c.is_whitespace() || ",.()[]".contains(c));
    line.len() <= LONGEST && SPOKEN.iter().any(|spoken| bare.eq_ignore_ascii_case(spoken))
}

/// Whether a line goes on with a sentence: white space is left of the words between which the link stood, or it begins as no sentence does.
fn goes_on(line: &str) -> bool {
    let words = line.trim_start();
    !words.is_empty() && (words.len() < line.len() || words.starts_with(|c: char| c.is_lowercase() || ",;:.)".contains(c)))
}

/// `, said the mayor, and the wall fell.`
fn begins_with_comma(line: &str) -> bool {
    line.strip_prefix(", ").is_some_and(|rest| rest.split_whitespace().nth(3).is_some()) && !is_spoken(line)
}

/// The word behind an initial, the first of the next line. None where a line is no initial.
fn initial(line: &str, next: Option<&&str>) -> Option<String> {
    let next = next?.trim_end();
    let mut letters = line.trim().trim_start_matches(['“', '"', '‘', '„', '«', '\'']).chars();
    let letter = letters.next().filter(|letter| letter.is_uppercase())?;
    if letters.next().is_some() || next.len() < BEHIND_INITIAL {
        return None;
    }
    let word: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    let mut behind = word.chars();
    let name = behind.next()?.is_uppercase() && !behind.next().is_some_and(char::is_uppercase);
    (!name || matches!(letter, 'A' | 'I')).then_some(word)
}

/// Words with which paragraphs begin, without their first letter, an `a`.
const OPENERS: [&str; 14] =
    ["bout", "bove", "ccording", "cross", "gainst", "lmost", "lthough", "lways", "mericans", "merican", "mid", "mong", "nother", "round"];

/// Whether an initial is a word of its own before a word.
fn is_whole_word(initial: &str, word: &str, known: &FxHashSet<&str>) -> bool {
    let is_name = word.chars().next().is_some_and(char::is_uppercase) && !word.chars().nth(1).is_some_and(char::is_uppercase);
    let joined = |letter: &str| format!("{letter}{word}");
    match initial.chars().next_back() {
        Some('A') => {
            is_name
                || !OPENERS.contains(&word)
                    && !is_stop_word(&joined("a"))
                    && !known.contains(&*joined("A"))
                    && !known.contains(&*joined("a"))
        }
        Some('I') => is_name || is_stop_word(word) && !is_stop_word(&joined("i")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::mended;

    fn check(text: &str, expected: &str) {
        assert_eq!(mended(text), expected);
    }

    #[test]
    fn joins_initials_with_their_paragraphs() {
        let rest = "ast winter the lower wall of the harbour fell.\n\nThe board met.";
        check(&format!("Share\nL\n{rest}"), &format!("Share\nL{rest}"));
        check("“L\nast winter the wall fell,” the mayor said.", "“Last winter the wall fell,” the mayor said.");
        check("A\nfter the wall fell the board met in the town hall.", "After the wall fell the board met in the town hall.");
        check("A\nfew days before the wall fell the board met.", "A few days before the wall fell the board met.");
        check("A\nHolm engineer is to build the lower wall again.", "A Holm engineer is to build the lower wall again.");
        check("X\nWhatsApp and other places where this may be shared\n", "X\nWhatsApp and other places where this may be shared\n");
        check("S\nM\nL\n", "S\nM\nL\n");
    }

    #[test]
    fn cuts_out_what_is_spoken() {
        check(
            "Shares of Holm Quays (HLM)\n, opens new tab\n fell by a third. The board\n, opens new tab\n, which met, was silent.\nThe wall stands.\n",
            "Shares of Holm Quays (HLM) fell by a third. The board, which met, was silent.\nThe wall stands.\n",
        );
        check("Careers\n, opens new tab\nAbout us\n(Opens in new window)\n\nContact", "Careers\nAbout us\n\nContact");
    }

    #[test]
    fn no_line_begins_with_a_comma() {
        check("The wall of Holm\n, which fell last winter, stands.", "The wall of Holm, which fell last winter, stands.");
        check("Home\n\n, which fell last winter, stands.", "Home\n\n, which fell last winter, stands.");
        check("Home\n, All topics", "Home\n, All topics");
    }

    proptest! {
        #[test]
        fn loses_no_words(text in "([AbL“,]| opens new tab|\n|, one two three four five six seven|ort of the wall of the whole harbour){0,12}") {
            let bare = |text: &str| text.replace("opens new tab", "").chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(bare(&mended(&text)), bare(&text));
        }
    }
}
