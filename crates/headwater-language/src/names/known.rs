//! Names found by what the rest of the report knows.
//!
//! Headlines in title case and lines in capitals give every word a capital, so that only names known from the lists, from the running text, or by a
//! given name before them count there. And a family name that is a common word (`Stone said`) is one where the report names its bearer in full.

use headwater_core::{ActorKind, BlockKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Page,
    find::{self, Evidence, Named, push_listed},
    gazetteer::{self, Listed},
    vocabulary::{Facts, is_common},
};
use crate::{Sentence, TokenKind, lexicon::fold};

/// Whether the sentence writes its words with capitals as such.
pub(crate) fn shouts(page: &Page, sentence: &Sentence) -> bool {
    let (mut small, mut capital, mut common) = (0, 0, 0);
    for at in sentence.tokens.clone() {
        let facts = page.facts[at];
        if !facts.any(Facts::WORD) || facts.any(Facts::FUNCTION.with(Facts::CLITIC)) {
            continue;
        }
        if facts.any(Facts::CAPITAL) {
            capital += 1;
            common += usize::from(
                facts.any(Facts::COMMON) && at > sentence.tokens.start && !facts.any(Facts::BODY.with(Facts::TITLE).with(Facts::GIVEN)),
            );
        } else {
            small += 1;
        }
    }
    let heading = matches!(sentence.kind, BlockKind::Headline | BlockKind::Subhead);
    if heading { common >= 2 && small * 4 <= capital } else { common >= 4 && small * 6 <= capital }
}

/// The names in shouting sentences, added to `named`.
pub(crate) fn headlines(page: &Page, named: &mut Vec<Named>) {
    let known = Known::of(page, named);
    for (number, sentence) in page.sentences.iter().enumerate() {
        if !page.shouts(number) {
            continue;
        }
        let range = sentence.tokens.clone();
        let all_capitals = range.clone().all(|at| {
            !page.facts[at].any(Facts::WORD) || page.facts[at].any(Facts::ALL_CAPITALS.with(Facts::CLITIC)) || page.word(at).len() < 2
        });
        let mut at = range.start;
        while at < range.end {
            let facts = page.facts[at];
            if page.tokens[at].kind != TokenKind::Word || !facts.any(Facts::CAPITAL) {
                at += 1;
                continue;
            }
            let words = || (at..range.end).map(|i| page.word(i));
            let listed = gazetteer::longest(words(), all_capitals);
            let everyday = facts.any(Facts::FUNCTION.with(Facts::COMMON)) && (all_capitals || !facts.any(Facts::ALL_CAPITALS));
            let listed = listed.filter(|(length, listed)| !matches!(listed, Listed::Adjective(_)) && (*length > 1 || !everyday));
            let known = known.longest(page, at, range.end);
            if let Some((length, listed)) = listed.filter(|(length, _)| known.as_ref().is_none_or(|(longer, _)| longer <= length)) {
                push_listed(at..at + length, listed, named);
                at += length;
            } else if let Some((length, model)) = known {
                named.push(Named { tokens: at..at + length, title: None, royal: false, ..model });
                at += length;
            } else if let Some(end) = person_end(page, at, range.end) {
                named.push(Named::new(at..end, ActorKind::Person, 1));
                at = end;
            } else {
                at += 1;
            }
        }
    }
}

/// Family names of persons named in full that are common or title words, where they stand alone in running text; added to `named`.
pub(crate) fn family_names(page: &Page, evidence: &Evidence, named: &mut Vec<Named>) {
    let mut families: FxHashSet<&str> = FxHashSet::default();
    for name in named.iter().filter(|name| name.kind == ActorKind::Person && name.sure > 1 && name.tokens.len() > 1) {
        families.insert(page.word(name.tokens.end - 1));
    }
    let mut taken = vec![false; page.tokens.len()];
    for name in named.iter() {
        taken[name.tokens.clone()].iter_mut().for_each(|taken| *taken = true);
    }
    for (_, sentence) in page.sentences.iter().enumerate().filter(|(number, _)| !page.shouts(*number)) {
        let range = sentence.tokens.clone();
        for at in range.clone() {
            let facts = page.facts[at];
            if taken[at] || !facts.any(Facts::CAPITAL) || !families.contains(page.word(at)) {
                continue;
            }
            let neighbour = |i: usize| page.facts.get(i).is_some_and(|facts| facts.any(Facts::CAPITAL) && !facts.any(Facts::FUNCTION));
            let joined = at > range.start && page.is_adjacent(at - 1) && neighbour(at - 1) && !taken[at - 1]
                || page.is_adjacent(at) && neighbour(at + 1);
            let article = at > range.start && matches!(page.word(at - 1), "the" | "The" | "a" | "A" | "an");
            let next = page.facts.get(at + 1).copied().unwrap_or_default();
            let acts = next.any(Facts::VERB.with(Facts::CLITIC)) || page.word(at + 1).ends_with("ed") || page.word(at + 1) == ",";
            let first = at == range.start || page.tokens[at - 1].kind == TokenKind::QuoteOpen;
            if !joined && !article && (!first || acts || evidence.is_name(page.word(at))) {
                named.push(Named::new(at..at + 1, ActorKind::Person, 1));
            }
        }
    }
}

/// A given name and one or two words after it that are no common words.
fn person_end(page: &Page, at: usize, limit: usize) -> Option<usize> {
    let proper = |i: usize| {
        i < limit
            && page.is_adjacent(i - 1)
            && page.facts[i].any(Facts::CAPITAL)
            && !is_common(page.word(i))
            && !page.facts[i].any(Facts::FUNCTION.with(Facts::TITLE).with(Facts::CLITIC))
    };
    if !page.facts[at].any(Facts::GIVEN) || page.facts[at].any(Facts::COMMON) || !proper(at + 1) {
        return None;
    }
    Some(if proper(at + 2) { at + 3 } else { at + 2 })
}

/// Names of the running text by their folded words.
struct Known {
    names: FxHashMap<String, Named>,
    longest: FxHashMap<String, usize>,
}

impl Known {
    fn of(page: &Page, named: &[Named]) -> Self {
        let mut this = Self { names: FxHashMap::default(), longest: FxHashMap::default() };
        for name in named.iter().filter(|name| name.listed.is_none()) {
            this.add(page, name.tokens.clone(), name);
            if name.kind == ActorKind::Person && name.sure > 1 {
                // Persons go by their family name in headlines.
                let last = name.tokens.end - 1;
                let family =
                    if page.facts[name.tokens.start].any(Facts::EASTERN) && name.tokens.len() > 1 { name.tokens.start } else { last };
                if !page.facts[family].any(Facts::COMMON) || name.tokens.len() == 1 {
                    this.add(page, family..family + 1, name);
                }
            }
        }
        this
    }

    fn add(&mut self, page: &Page, tokens: std::ops::Range<usize>, name: &Named) {
        let words: Vec<String> = tokens.clone().map(|i| fold(page.word(i))).collect();
        if words.len() == 1 && page.facts[tokens.start].any(Facts::FUNCTION) {
            return;
        }
        let longest = self.longest.entry(words[0].clone()).or_default();
        *longest = words.len().max(*longest);
        self.names.entry(words.join(" ")).or_insert_with(|| name.clone());
    }

    fn longest(&self, page: &Page, at: usize, limit: usize) -> Option<(usize, find::Named)> {
        let first = fold(page.word(at));
        let most = *self.longest.get(&first)?;
        let mut name = first;
        let mut found = self.names.get(&name).map(|named| (1, named.clone()));
        for length in 2..=most.min(limit - at) {
            name.push(' ');
            name.push_str(&fold(page.word(at + length - 1)));
            if let Some(named) = self.names.get(&name) {
                found = Some((length, named.clone()));
            }
        }
        found
    }
}
