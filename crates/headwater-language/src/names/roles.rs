//! Offices and descriptions that stand beside a name: before it as a title, before it with a comma (`the minister, Ann Vale,`), behind it with a comma
//! (`Ann Vale, director of the Harbour Institute,`).

use std::ops::Range;

use headwater_core::ActorKind;

use super::{
    Page,
    find::Named,
    vocabulary::{Facts, full_title, person_noun},
};
use crate::{Gender, TokenKind, lexicon::lower};

/// What stands beside one name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Role {
    /// The words, article left out.
    pub tokens: Option<Range<usize>>,
    /// Its nouns for persons, in their plain form (`minister`).
    pub nouns: Vec<String>,
    /// The pronoun that they tell.
    pub gender: Option<Gender>,
}

/// The role beside each name of `named`.
pub(crate) fn roles(page: &Page, named: &[Named]) -> Vec<Role> {
    (0..named.len())
        .map(|i| {
            if named[i].kind != ActorKind::Person {
                return Role::default();
            }
            let sentence = &page.sentences[page.sentence_of(named[i].tokens.start)].tokens;
            let title = named[i].title.as_ref().map(|title| widened(page, title.clone(), sentence));
            let before = before(page, &named[i].tokens, sentence);
            let behind = behind(page, &named[i].tokens, sentence, named.get(i + 1));
            let mut role = Role::default();
            for tokens in [title, before, behind].into_iter().flatten() {
                add_nouns(page, &tokens, &mut role);
                // The first that says more than one word is told; else the first.
                let crowned = |role: &Range<usize>| page.facts[role.start].any(Facts::GIVEN_TITLE);
                if role.tokens.as_ref().is_none_or(|old| old.len() == 1 && tokens.len() > 1 && !crowned(old)) {
                    role.tokens = Some(tokens);
                }
            }
            role
        })
        .collect()
}

/// The title with the country, adjective or body before it: `South Korean` President, the `State Department` spokeswoman.
fn widened(page: &Page, title: Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let mut start = title.start;
    while start > sentence.start && page.is_adjacent(start - 1) && title.start - start < 5 {
        let facts = page.facts[start - 1];
        let word = page.word(start - 1);
        let belongs = facts.any(Facts::WORD)
            && !facts.any(Facts::FUNCTION.with(Facts::CLITIC).with(Facts::VERB))
            && (facts.any(Facts::MODIFIER.with(Facts::BODY))
                || facts.any(Facts::CAPITAL) && start - 1 > sentence.start
                || word.ends_with("ial"));
        let quantity = matches!(word, "several" | "some" | "most" | "other" | "another" | "both" | "few" | "many");
        let modifier = facts.any(Facts::MODIFIER) && !facts.any(Facts::VERB) && !quantity;
        if !(belongs || modifier) {
            break;
        }
        start -= 1;
    }
    start..title.end
}

/// The description that ends with a comma before the name.
fn before(page: &Page, name: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let comma = name.start.checked_sub(1).filter(|i| *i > sentence.start && page.word(*i) == ",")?;
    let end = comma;
    let noun = (sentence.start..end)
        .rev()
        .take(7)
        .take_while(|i| page.tokens[*i].kind == TokenKind::Word || page.tokens[*i].kind == TokenKind::Number)
        .find(|i| page.facts[*i].any(Facts::PERSON))?;
    // Between the noun and the comma only its complement may stand: director *of the Vale Institute*.
    let complement = noun + 1 == end || matches!(page.word(noun + 1), "of" | "for" | "to" | "at");
    if !complement || person_noun(page.word(noun)).is_some_and(|noun| noun.plural) {
        return None;
    }
    let start = phrase_start(page, noun, sentence.start)?;
    Some(start..end)
}

/// Where the noun phrase around a noun begins: behind its article, or with its owner (`Northland’s`). None where no article, owner or start of a sentence bounds it.
fn phrase_start(page: &Page, noun: usize, limit: usize) -> Option<usize> {
    let mut start = noun;
    while start > limit && noun - start < 7 {
        let at = start - 1;
        let facts = page.facts[at];
        let word = page.word(at);
        if facts.any(Facts::CLITIC) && matches!(word, "'s" | "’s") || matches!(word, "'" | "’") {
            // The owner: capitals before the clitic.
            let mut owner = at;
            while owner > limit && page.facts[owner - 1].any(Facts::CAPITAL) && at - owner < 4 {
                owner -= 1;
            }
            return Some(owner);
        }
        if matches!(&*lower(word), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "one" | "another" | "our" | "my") {
            return Some(start);
        }
        if page.tokens[at].kind != TokenKind::Word
            || facts.any(Facts::FUNCTION) && !facts.any(Facts::MODIFIER)
            || facts.any(Facts::VERB) && !facts.any(Facts::CAPITAL)
        {
            return facts.any(Facts::FUNCTION).then_some(start).or((page.word(at) == ",").then_some(start));
        }
        start = at;
    }
    (start == limit).then_some(start)
}

/// The description between the comma behind the name and the next.
fn behind(page: &Page, name: &Range<usize>, sentence: &Range<usize>, next: Option<&Named>) -> Option<Range<usize>> {
    let comma = name.end;
    if comma >= sentence.end || page.word(comma) != "," {
        return None;
    }
    let mut start = comma + 1;
    // Ann Vale, 45, a teacher; Ann Vale, R-S.C., …
    if page.tokens.get(start).is_some_and(|token| token.kind == TokenKind::Number) && page.word(start + 1) == "," {
        start += 2;
    }
    if start >= sentence.end || next.is_some_and(|next| next.tokens.start == start && next.kind == ActorKind::Person) {
        return None;
    }
    let first = lower(page.word(start));
    if matches!(
        &*first,
        "who"
            | "whose"
            | "which"
            | "and"
            | "but"
            | "said"
            | "told"
            | "when"
            | "where"
            | "while"
            | "if"
            | "as"
            | "with"
            | "in"
            | "on"
            | "at"
            | "for"
            | "to"
            | "from"
            | "by"
            | "he"
            | "she"
            | "they"
            | "it"
            | "we"
            | "i"
    ) {
        return None;
    }
    if matches!(&*first, "the" | "a" | "an") {
        start += 1;
    }
    let mut noun = None;
    let mut end = start;
    while end < sentence.end && end - start < 16 {
        let facts = page.facts[end];
        let word = page.word(end);
        if page.tokens[end].kind == TokenKind::Mark && !matches!(word, "-" | "&" | "'" | "’")
            || matches!(page.tokens[end].kind, TokenKind::QuoteOpen | TokenKind::QuoteClose)
            || matches!(word, "who" | "that" | "which" | "said" | "told")
        {
            break;
        }
        if noun.is_none() {
            if facts.any(Facts::PERSON) && person_noun(word).is_some_and(|noun| !noun.plural) || facts.any(Facts::OFFICE) {
                noun = Some(end);
            } else if facts.any(Facts::FUNCTION)
                && !facts.any(Facts::MODIFIER)
                && !facts.any(Facts::CLITIC)
                && !matches!(word, "of" | "the" | "and")
                || facts.any(Facts::VERB) && !facts.any(Facts::CAPITAL)
            {
                return None;
            }
        } else if facts.any(Facts::VERB) && !facts.any(Facts::CAPITAL) && !facts.any(Facts::PERSON) {
            break;
        }
        end += 1;
    }
    noun.filter(|noun| *noun < end).map(|_| start..end)
}

fn add_nouns(page: &Page, tokens: &Range<usize>, role: &mut Role) {
    let mut nouns = Vec::new();
    for at in tokens.clone() {
        let word = lower(page.word(at));
        if matches!(&*word, "of" | "for" | "to" | "at" | "in" | "from") && !nouns.is_empty() {
            break;
        }
        if page.facts[at].any(Facts::PERSON.with(Facts::OFFICE).with(Facts::GIVEN_TITLE)) {
            let noun = full_title(&word).to_owned();
            let gender = person_noun(&noun).and_then(|noun| noun.gender);
            let head = at + 1 == tokens.end || !page.facts[at + 1].any(Facts::PERSON);
            // A fiancée's father is a man; the last noun counts.
            if gender.is_some() && head {
                role.gender = role.gender.or(gender);
            }
            nouns.push(noun);
        }
    }
    // In “prime minister’s spokeswoman” only what stands behind the last clitic is the bearer's own.
    if let Some(clitic) = tokens.clone().rev().find(|at| page.facts[*at].any(Facts::CLITIC)) {
        let kept = tokens.clone().filter(|at| *at > clitic && page.facts[*at].any(Facts::PERSON.with(Facts::OFFICE))).count();
        let surplus = nouns.len().saturating_sub(kept);
        nouns.drain(..surplus);
    }
    for noun in nouns {
        if !role.nouns.contains(&noun) {
            role.nouns.push(noun);
        }
    }
}
