//! What a browser's select-all tears apart is put together again.
//!
//! An initial that floats beside its paragraph gets a line of its own, and so does what is said to screen readers alone, such as `, opens new tab`
//! behind a link: it stands in the middle of a sentence, which goes on in the next line. Lines are judged by the mended text; what is found is said of the
//! page, whose lines keep their numbers and whose every character is in some block.

use std::cell::LazyCell;

use headwater_core::Span;
use rustc_hash::FxHashSet;

use crate::tile::Label;
use crate::words::is_stop_word;

/// What links say to screen readers.
const SPOKEN: [&str; 6] =
    ["opens new tab", "opens in new tab", "opens in a new tab", "opens new window", "opens in new window", "opens in a new window"];

/// Bytes of the shortest line that goes on behind an initial.
const BEHIND_INITIAL: usize = 30;

/// A text with its torn paragraphs whole, and where its words stand in the page.
#[derive(Default)]
pub(super) struct Mended {
    /// The words as they are judged.
    pub text: String,
    /// The page: every character of it, each line with the number that it has. Only torn words are whole: the break goes behind them.
    pub page: String,
    /// Where stretches of `text` begin, and where those begin in `page`; each goes on as in the page up to the next.
    pieces: Vec<(usize, usize)>,
    /// What links say to screen readers, in `page`: no part of `text`.
    spoken: Vec<Span>,
}

/// How a line goes on with the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// It does not.
    None,
    /// Behind what a link says to screen readers.
    Link,
    /// In the middle of a word, behind its initial.
    Word,
}

/// Puts a page's torn paragraphs together.
pub(super) fn mended(page: &str) -> Mended {
    let lines: Vec<&str> = page.split_inclusive('\n').collect();
    // A word that begins with an initial is most often written elsewhere too.
    let known = LazyCell::new(|| page.split(|c: char| !c.is_alphabetic()).filter(|word| word.starts_with(['A', 'a'])).collect());
    let mut mended = Mended::default();
    let mut joint = Joint::None;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        let before = std::mem::replace(&mut joint, Joint::None);
        if before == Joint::Word {
            mended.glue(line);
        } else if before == Joint::Link || begins_with_comma(line) {
            mended.join(line);
        } else if is_spoken(line) {
            mended.speak(line);
            if next.is_some_and(|next| goes_on(next)) {
                joint = Joint::Link;
            }
        } else if let Some(word) = initial(line, next) {
            mended.push(line.trim_end());
            mended.page.push_str(&line[line.trim_end().len()..]);
            if is_whole_word(line.trim_end(), &word, &known) {
                mended.space();
            } else {
                joint = Joint::Word;
            }
        } else {
            mended.push(line);
        }
    }
    mended
}

impl Mended {
    /// Bytes of the longest break that goes behind a torn word.
    const LONGEST_BREAK: usize = 200;

    /// Adds words to text and page.
    fn push(&mut self, words: &str) {
        self.pieces.push((self.text.len(), self.page.len()));
        self.text.push_str(words);
        self.page.push_str(words);
    }

    /// Adds a space to the text in place of the break with which the page's last line ends.
    fn space(&mut self) {
        self.pieces.push((self.text.len(), self.page.len() - 1));
        self.text.push(' ');
    }

    /// Adds what is no part of the text.
    fn speak(&mut self, line: &str) {
        let from = self.page.len();
        self.page.push_str(line);
        self.spoken.push(Span::new(from, self.page.len()).trim(&self.page));
    }

    /// Adds a line to the one before it, unless an empty line stands between them.
    fn join(&mut self, line: &str) {
        let end = self.text.trim_end().len();
        if end == 0 || self.text[end..].matches('\n').count() > 1 {
            return self.push(line);
        }
        self.text.truncate(end);
        self.pieces.truncate(self.pieces.partition_point(|(at, _)| *at < end));
        let words = line.trim_start();
        if words.starts_with([',', ';', ':', '.', ')']) {
            return self.glue(line);
        }
        self.space();
        self.page.push_str(&line[..line.len() - words.len()]);
        self.push(words);
    }

    /// Adds a line whose first word belongs to the text's last.
    fn glue(&mut self, line: &str) {
        let (space, words) = line.split_at(line.len() - line.trim_start().len());
        let (word, rest) = words.split_at(words.find(char::is_whitespace).unwrap_or(words.len()));
        let end = self.end_in_page(self.text.len());
        if self.page.len() - end > Self::LONGEST_BREAK {
            self.page.push_str(space);
            return self.push(words);
        }
        let torn = self.page.split_off(end);
        self.push(word);
        for aside in self.spoken.iter_mut().rev().take_while(|aside| aside.start >= end) {
            *aside = Span::new(aside.start + word.len(), aside.end + word.len());
        }
        self.page.push_str(&torn);
        self.page.push_str(space);
        self.push(rest);
    }

    /// The labels of the page from those of the text, in order. What is said to screen readers parts the stretch in which it stands.
    pub fn labels(&self, labels: &[Label]) -> Vec<Label> {
        let mut found = Vec::with_capacity(labels.len() + self.spoken.len());
        let mut spoken = self.spoken.iter().peekable();
        for label in labels {
            let (mut start, end) = (self.start_in_page(label.span.start), self.end_in_page(label.span.end));
            while let Some(aside) = spoken.next_if(|aside| aside.start < end) {
                if start < aside.start {
                    found.push(Label { span: Span::new(start, aside.start).trim(&self.page), ..*label });
                }
                found.push(Label::dropped(*aside, "navigation"));
                start = start.max(aside.end);
            }
            found.push(Label { span: Span::new(start, end).trim(&self.page), ..*label });
        }
        found.extend(spoken.map(|aside| Label::dropped(*aside, "navigation")));
        found
    }

    /// Where in the page the character stands that begins at a place of the text.
    fn start_in_page(&self, at: usize) -> usize {
        self.in_page(at, self.pieces.partition_point(|(start, _)| *start <= at))
    }

    /// Where in the page the character ends that ends at a place of the text.
    fn end_in_page(&self, at: usize) -> usize {
        self.in_page(at, self.pieces.partition_point(|(start, _)| *start < at))
    }

    fn in_page(&self, at: usize, pieces: usize) -> usize {
        pieces.checked_sub(1).map_or(0, |piece| at - self.pieces[piece].0 + self.pieces[piece].1)
    }
}

/// Whether a line says no more than where a link leads.
pub(crate) fn is_spoken(line: &str) -> bool {
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
    use headwater_core::BlockKind;
    use proptest::prelude::*;

    use super::{Mended, mended};
    use crate::saved::lines::lines;
    use crate::tile::Label;

    fn check(text: &str, expected: &str) {
        assert_eq!(mended(text).text, expected);
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

    /// The page's lines as labels, with the numbers of the lines on which they begin, and whether they are kept.
    fn labelled(mended: &Mended) -> Vec<(usize, bool, &str)> {
        let labels: Vec<Label> = lines(&mended.text).iter().map(|line| Label::new(line.span, BlockKind::Paragraph)).collect();
        let labels = mended.labels(&labels).into_iter().filter(|label| !label.span.is_empty());
        let number = |at: usize| mended.page[..at].matches('\n').count() + 1;
        labels.map(|label| (number(label.span.start), label.kind.is_main(), label.span.of(&mended.page))).collect()
    }

    #[test]
    fn lines_keep_their_numbers() {
        let page = "Share\nL\nast winter the lower wall of Holm\r\n, opens new tab\r\n fell. The board\n, opens new tab\n, which met, was silent.\n\
                    Careers\n, opens new tab\nAbout us\n";
        let expected = [
            (1, true, "Share"),
            (2, true, "Last\n winter the lower wall of Holm"),
            (4, false, ", opens new tab"),
            (5, true, "fell. The board,"),
            (6, false, ", opens new tab"),
            (7, true, "which met, was silent."),
            (8, true, "Careers"),
            (9, false, ", opens new tab"),
            (10, true, "About us"),
        ];
        assert_eq!(labelled(&mended(page)), expected);
    }

    proptest! {
        #[test]
        fn every_character_is_in_one_label(page in "([AbL“ü,]| opens new tab|\r?\n|[ \u{A0}]|, one two three four five six|ort of the wall of the whole harbour){0,12}") {
            let mended = mended(&page);
            let labels = labelled(&mended);
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(labels.iter().map(|label| bare(label.2)).collect::<String>(), bare(&mended.page));
            prop_assert_eq!(labels.iter().filter(|label| label.1).map(|label| bare(label.2)).collect::<String>(), bare(&mended.text));
            let sorted = |text: &str| { let mut all: Vec<char> = text.chars().collect(); all.sort_unstable(); all };
            prop_assert_eq!(sorted(&mended.page), sorted(&page));
            // Words keep the numbers of their lines; the first may go up to its beginning, the last may get its end.
            for (line, kept) in page.split('\n').zip(mended.page.split('\n')) {
                let words: Vec<&str> = line.split_whitespace().collect();
                let kept: Vec<&str> = kept.split_whitespace().collect();
                prop_assert!(words.iter().skip(1).take(words.len().saturating_sub(2)).all(|word| kept.contains(word)), "{:?}", mended.page);
            }
            prop_assert_eq!(page.split('\n').count(), mended.page.split('\n').count());
        }
    }
}
