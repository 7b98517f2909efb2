//! Lists of words, asked many times: written as one text, kept as sets.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::lexicon::LEXICON;

/// A list of words.
pub struct List {
    text: &'static str,
    words: OnceLock<FxHashSet<&'static str>>,
    stems: OnceLock<FxHashSet<String>>,
}

impl List {
    /// The words of a text, parted by white space.
    pub const fn new(text: &'static str) -> Self {
        Self { text, words: OnceLock::new(), stems: OnceLock::new() }
    }

    /// Whether a folded word is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.words.get_or_init(|| self.text.split_whitespace().collect()).contains(word)
    }

    /// Whether a stem is that of one of them.
    pub fn has_stem(&self, stem: &str) -> bool {
        self.stems.get_or_init(|| self.text.split_whitespace().map(|word| LEXICON.stem(word)).collect()).contains(stem)
    }

    /// Whether one of them stands in a phrase, folded words parted by single spaces.
    pub fn is_in(&self, phrase: &str) -> bool {
        phrase.split(' ').any(|word| self.has(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_words_and_their_stems() {
        static LIST: List = List::new("closing of \n gates");
        assert!(LIST.has("gates") && LIST.has("of") && !LIST.has("gate") && !LIST.has(""));
        assert!(LIST.has_stem(&LEXICON.stem("gate")) && LIST.has_stem(&LEXICON.stem("closed")) && !LIST.has_stem("gates"));
        assert!(LIST.is_in("all the gates") && !LIST.is_in("the gate"));
    }
}
