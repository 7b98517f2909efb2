//! Chains of mentions: every head word joins the chain of the earlier word that it most surely means.
//!
//! Scores of two words do not see the whole chain, and the ends of a mention are scored apart from each other. What they cannot know is kept here:
//! nobody is both `he` and `she`, no person is an `it`, a pronoun is a mention by itself, and no mention leaves its sentence.

use std::ops::Range;

use super::{
    LinkedMention,
    network::{Link, LinkRows},
    wordpiece::Word,
};

/// Mentions that are looked back at for an antecedent: an article of more is a book, and what is linked lies near.
const MENTIONS_BACK: usize = 400;

/// How surely a word must head a mention, as a logit. Below zero, because a mention that nothing links to falls away anyway.
/// Chosen on the development and test parts of OntoGUM's other kinds of text.
const LEAST_HEAD: f32 = -0.5;

/// The chains of an article; `sentences` are ranges of words that tile it.
pub fn chains(link: &Link, words: &[Word], rows: &LinkRows, sentences: &[Range<usize>]) -> Vec<Vec<LinkedMention>> {
    let heads: Vec<usize> = (0..rows.head.len()).filter(|word| rows.head[*word] > LEAST_HEAD).collect();
    let mut group: Vec<usize> = (0..heads.len()).collect();
    let mut traits: Vec<u8> = heads.iter().map(|head| of_pronoun(&words[*head].norm)).collect();
    for later in 1..heads.len() {
        let mut likely: Vec<(f32, usize)> = (later.saturating_sub(MENTIONS_BACK)..later)
            .map(|earlier| (link.score(rows, words, heads[later], heads[earlier]), earlier))
            .filter(|(score, _)| *score > 0.0)
            .collect();
        // Of equals the nearer.
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        if let Some((_, earlier)) = likely.iter().find(|(_, earlier)| agree(traits[later], traits[group[*earlier]])) {
            group[later] = group[*earlier];
            traits[group[later]] |= traits[later];
        }
    }
    let mut chains: Vec<Vec<LinkedMention>> = vec![Vec::new(); heads.len()];
    for (head, group) in heads.iter().zip(group) {
        chains[group].push(mention(words, rows, sentences, *head));
    }
    chains.retain(|chain| chain.len() > 1);
    chains
}

/// The mention that a word heads.
fn mention(words: &[Word], rows: &LinkRows, sentences: &[Range<usize>], head: usize) -> LinkedMention {
    let own = words[head].span;
    if is_pronoun(&words[head].norm) {
        return LinkedMention { span: own, head: own };
    }
    let sentence = &sentences[sentences.partition_point(|sentence| sentence.end <= head).min(sentences.len() - 1)];
    let (first, last) = rows.ends(head, sentence.clone());
    LinkedMention { span: words[first].span.to(words[last].span), head: own }
}

const MALE: u8 = 1;
const FEMALE: u8 = 2;
const THING: u8 = 4;
const SPEAKER: u8 = 8;

/// What a pronoun says of whom it means; nothing for other words.
fn of_pronoun(word: &str) -> u8 {
    match word {
        "he" | "him" | "his" | "himself" => MALE,
        "she" | "her" | "hers" | "herself" => FEMALE,
        "it" | "its" | "itself" => THING,
        "i" | "me" | "my" | "mine" | "myself" => SPEAKER,
        _ => 0,
    }
}

/// Whether one chain may hold both.
fn agree(a: u8, b: u8) -> bool {
    let both = a | b;
    !(both & MALE != 0 && both & FEMALE != 0 || both & THING != 0 && both & (MALE | FEMALE | SPEAKER) != 0)
}

fn is_pronoun(word: &str) -> bool {
    of_pronoun(word) != 0
        || matches!(
            word,
            "they" | "them" | "their" | "theirs" | "themselves" | "we" | "us" | "our" | "ours" | "ourselves" | "you" | "your" | "yours"
        )
        || matches!(word, "yourself" | "this" | "that" | "who" | "whom" | "whose" | "which")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_one_person_or_thing() {
        let check = |a: &str, b: &str, expected: bool| assert_eq!(agree(of_pronoun(a), of_pronoun(b)), expected, "{a} {b}");
        check("he", "his", true);
        check("he", "her", false);
        check("she", "its", false);
        check("i", "it", false);
        check("i", "she", true);
        check("mayor", "it", true);
        check("they", "he", true);
    }
}
