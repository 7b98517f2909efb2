//! Word lists from `data/`: one entry or several a line, `#` begins a comment line.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

/// The lines of a data file, comments and blank lines left out.
pub(crate) fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The words of a data file, in any number on a line.
pub(crate) fn words(data: &'static str) -> FxHashSet<&'static str> {
    lines(data).flat_map(str::split_whitespace).collect()
}

/// The word in lower case; no copy where it is so already.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}

/// Whether the word begins with a capital.
pub(crate) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The plural of an English noun by rule.
pub(crate) fn plural(noun: &str) -> String {
    let consonant_y =
        noun.ends_with('y') && !noun.ends_with(['a', 'e', 'o', 'u']) && !["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end));
    if consonant_y {
        format!("{}ies", &noun[..noun.len() - 1])
    } else if ["s", "x", "ch", "sh", "z"].iter().any(|end| noun.ends_with(end)) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

/// The name without accents, in small letters, with plain apostrophes: transliterations that differ in these are one name.
pub(crate) fn fold(name: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(name.len());
    for c in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ı' => folded.push('i'),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            '’' | '‘' | 'ʼ' | 'ʻ' => folded.push('\''),
            '\u{2010}' | '\u{2011}' => folded.push('-'),
            // İ in small letters is i with a mark above.
            c if is_combining_mark(c) || c == '\u{AD}' => {}
            c => folded.push(c),
        }
    }
    folded
}
