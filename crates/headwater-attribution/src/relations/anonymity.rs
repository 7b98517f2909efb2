//! The terms on which somebody speaks are nobody's voice: `condition of anonymity`, `background`.

use std::ops::Range;

use super::phrase::phrase_before;
use crate::{lexicon::LEXICON, tagger::Tag, text::Item};

/// `One official involved in it but speaking on condition of anonymity | said`: where the phrase before a verb only names terms, the person before them,
/// not before `floor`.
pub fn beyond_terms(items: &[Item], floor: usize, phrase: &Range<usize>) -> Option<Range<usize>> {
    let words = &items[floor.min(phrase.start)..phrase.end];
    let on = words.iter().rev().take(3).any(|item| item.is("on"));
    let names_terms = words.last().is_some_and(|last| last.is("anonymity") || last.is("background") && on);
    // `speaking to reporters on background`: they are not who speaks.
    let asks = |at: &usize| items[*at].any(&["speaking", "talking", "spoke", "requesting", "granted"]);
    let speaking = (floor..phrase.start).rev().take(8).find(asks).filter(|_| names_terms)?;
    let is_somebody = |at: &usize| LEXICON.is_person(&items[*at].lower) || items[*at].tag == Tag::Name;
    let person = (floor..speaking).rev().find(is_somebody)?;
    phrase_before(items, floor, person + 1)
}
