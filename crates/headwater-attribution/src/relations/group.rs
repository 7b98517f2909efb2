//! Verb groups: a verb with its auxiliaries, negation and particle.

use std::ops::Range;

use crate::{tagger::Tag, text::Item};

/// A verb with what belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// From the first auxiliary to the particle.
    pub range: Range<usize>,
    /// The verb itself.
    pub verb: usize,
    /// Its mood.
    pub mood: Mood,
    /// `was told`
    pub passive: bool,
    /// `did not say`, `has never said`
    pub negated: bool,
    /// The tag of its first finite word; of a group without one the verb's own.
    pub tense: Tag,
}

/// How a verb group stands in its clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mood {
    /// It has a subject of its own.
    Finite,
    /// `to say`
    Infinitive,
    /// `saying`
    Participle,
    /// `quoted by`
    PastParticiple,
}

const BE: [&str; 10] = ["be", "is", "are", "was", "were", "been", "being", "am", "'re", "'m"];
const HAVE: [&str; 6] = ["have", "has", "had", "having", "'ve", "'d"];
const DO: [&str; 6] = ["do", "does", "did", "don't", "didn't", "doesn't"];

/// Whether the word can help another verb.
pub fn is_auxiliary(item: &Item) -> bool {
    item.tag == Tag::Modal
        || item.any(&BE)
        || item.any(&HAVE)
        || item.any(&DO)
        || item.any(&["got", "'s", "'ll"]) && item.tag != Tag::Genitive
}

/// Whether the word denies.
pub fn is_negation(item: &Item) -> bool {
    item.any(&["not", "n't", "never", "neither", "nor", "cannot", "hardly"]) || item.lower.ends_with("n't")
}

/// The group of the verb at `verb`, with `particle` words behind it.
pub fn group(items: &[Item], verb: usize, particle: usize) -> Group {
    let (mut start, mut passive, mut negated, mut to, mut helped) = (verb, false, false, false, false);
    let mut participle = false;
    for at in (0..verb).rev() {
        let item = &items[at];
        if item.tag == Tag::To {
            to = true;
            start = at;
            break;
        }
        if is_auxiliary(item) {
            // The helper nearest to the verb says whether it is passive.
            if !helped {
                passive = item.any(&BE) || item.is("'s") && items[verb].tag == Tag::PastParticiple;
            }
            participle = item.any(&["having", "being"]);
            helped = true;
            negated |= is_negation(item);
            start = at;
        } else if item.tag == Tag::Adverb && !item.time && !item.any(&["ago", "however", "meanwhile", "only"]) {
            negated |= is_negation(item);
        } else if !helped && let Some(have) = parted(items, verb, at) {
            // `has in recent weeks called for`
            helped = true;
            start = have;
            break;
        } else {
            break;
        }
    }
    let tag = items[verb].tag;
    passive &= tag != Tag::Ing && !items[verb].lower.ends_with("ing");
    // `is saying`, `has said`, `to say`; a bare `saying` or `quoted by` leans on another clause.
    let mood = if to {
        Mood::Infinitive
    } else if helped && !participle {
        Mood::Finite
    } else if tag == Tag::Ing || items[verb].lower.ends_with("ing") || participle {
        Mood::Participle
    } else if tag == Tag::PastParticiple && !is_main_verb(items, verb) {
        Mood::PastParticiple
    } else {
        Mood::Finite
    };
    // Negation may stand between: `not to say`.
    if let Some(before) = start.checked_sub(1).and_then(|at| items.get(at)) {
        negated |= to && is_negation(before);
    }
    let tense = items[start..=verb].iter().map(|item| item.tag).find(|tag| tag.is_finite()).unwrap_or(tag);
    let tense = if tense == Tag::PastParticiple && mood == Mood::Finite { Tag::Past } else { tense };
    Group { range: start..verb + 1 + particle, verb, mood, passive, negated, tense }
}

/// The `has` of a perfect that a few words of time or place part from its participle at `verb`; `at` is the word before the verb.
fn parted(items: &[Item], verb: usize, at: usize) -> Option<usize> {
    if items[verb].tag != Tag::PastParticiple && items[verb].tag != Tag::Past {
        return None;
    }
    let have = (0..=at).rev().take(6).find(|index| items[*index].any(&HAVE))?;
    let between = &items[have + 1..=at];
    let opens = between.first().is_some_and(|item| {
        matches!(item.tag, Tag::Preposition | Tag::Subordinator) || item.time || item.any(&["at", "in", "for", "since", "on"])
    });
    (opens && between.iter().all(|item| item.tag != Tag::Mark && !item.tag.is_verb() && item.tag != Tag::Pronoun)).then_some(have)
}

/// A participle form that must be a past tense, as its clause has no other finite verb: the tagger often takes one for the other.
fn is_main_verb(items: &[Item], verb: usize) -> bool {
    let after_noun = verb > 0 && items[verb - 1].tag.is_noun();
    let ends = items.get(verb + 1).is_none_or(|next| next.tag == Tag::Mark);
    if items.get(verb + 1).is_some_and(|next| next.is("by")) || ends && !after_noun {
        return false;
    }
    let opens =
        |item: &&Item| item.is_quotation() || item.any(&[";", ":", "that", "who", "which", "and", "but"]) || after_noun && item.is(",");
    let before = items[..verb].iter().rev().take(40).take_while(|item| !opens(item));
    let after = items[verb + 1..].iter().take(12).take_while(|item| !opens(item) && item.tag != Tag::Mark && item.tag != Tag::Wh);
    verb > 0 && !before.chain(after).any(|item| item.tag.is_finite())
}
