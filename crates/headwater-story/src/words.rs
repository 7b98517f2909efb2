//! Words as they are compared between reports: folded so that spelling habits (case, accents, curly quotes, hyphens) make no difference.

use headwater_core::Span;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Equal for words that are equal when folded.
    pub key: u64,
}

impl Word {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// The words of a text in order: runs of letters and digits with inner apostrophes (`don’t`) and the points of initials (`U.S.`).
/// A hyphen parts words, so that `Min-ho` and `Min ho` compare equal.
///
/// Texts of 4 GiB and more are read up to there.
pub fn words(text: &str) -> Vec<Word> {
    spans(text).map(|span| Word { start: span.start as u32, end: span.end as u32, key: key(span.of(text)) }).collect()
}

/// Where the words of a text stand.
pub fn spans(text: &str) -> impl Iterator<Item = Span> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        // Where the letters since the last point began.
        let mut run = start;
        while let Some(&(at, c)) = rest.peek() {
            let behind = &text[at + c.len_utf8()..];
            let goes_on = c.is_alphanumeric()
                || is_combining_mark(c)
                || (is_apostrophe(c) && behind.starts_with(char::is_alphabetic))
                || (c == '.' && is_initial(&text[run..at]) && behind.starts_with(char::is_uppercase));
            if !goes_on {
                break;
            }
            end = at + c.len_utf8();
            if c == '.' {
                run = end;
            }
            rest.next();
        }
        (u32::try_from(end).is_ok()).then_some(Span::new(start, end))
    })
}

/// The form under which words are compared: small letters, no accents, straight apostrophes, no points between initials.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    push_folded(word, &mut folded);
    folded
}

/// Writes a word [folded](fold) behind others.
pub fn push_folded(word: &str, to: &mut String) {
    if word.is_ascii() {
        to.extend(word.bytes().filter(|&byte| byte != b'.').map(|byte| char::from(byte.to_ascii_lowercase())));
        return;
    }
    let folded = word.nfkd().filter(|&c| !is_combining_mark(c) && c != '.').flat_map(char::to_lowercase);
    to.extend(folded.map(|c| if is_apostrophe(c) { '\'' } else { plain_letter(c) }));
}

fn is_initial(letters: &str) -> bool {
    letters.chars().next().is_some_and(|c| c.is_uppercase() && c.len_utf8() == letters.len())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// Letters that do not come apart into a base letter and a mark, as English spells them.
fn plain_letter(c: char) -> char {
    match c {
        'ı' => 'i',
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        other => other,
    }
}

/// The key of a word: FNV-1a over its folded bytes: stable between runs and machines.
pub fn key(word: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let basis = 0xcbf2_9ce4_8422_2325;
    if word.is_ascii() {
        return word.bytes().filter(|&byte| byte != b'.').map(|byte| byte.to_ascii_lowercase()).fold(basis, step);
    }
    fold(word).bytes().fold(basis, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = spans(text).map(|span| fold(span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn folds_spelling_habits() {
        check("Don’t — “Stop”, Min-ho!", &["don't", "stop", "min", "ho"]);
        check("the drills’ end", &["the", "drills", "end"]);
        check("Işık Łódź naïve", &["isik", "lodz", "naive"]);
        check("the U.S. and U.S.-made; the U.S", &["the", "us", "and", "us", "made", "the", "us"]);
        check("It ended. So we left. A. B", &["it", "ended", "so", "we", "left", "a", "b"]);
        check("1,200 and 3.5", &["1", "200", "and", "3", "5"]);
        check("", &[]);
    }

    #[test]
    fn keys_agree_with_folding() {
        let keys = |text: &str| words(text).iter().map(|word| word.key).collect::<Vec<_>>();
        assert_eq!(keys("It’s NAÏVE"), keys("it's naive"));
        assert_ne!(keys("its"), keys("it's"));
    }
}
