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
