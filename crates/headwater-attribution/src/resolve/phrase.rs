//! The noun phrase in the words of a source: where it ends, and which of its words is its head.

use super::{Page, relay::CARRIES};
use crate::{lexicon::LEXICON, tagger::Tag, text::Item};

/// Without marks and adverbs at the ends.
pub fn strip(words: &[Item]) -> &[Item] {
    let stays = |item: &Item| item.tag != Tag::Adverb || item.mention.is_some() || item.any(&["more", "about"]);
    let start = words.iter().position(|item| item.tag != Tag::Mark && stays(item)).unwrap_or(0);
    &words[start..]
}

/// Where the first noun phrase ends with its prepositional phrases: before an apposition, a relative clause, a participle, and on no word that must lead on.
pub fn main_part(words: &[Item]) -> usize {
    let end = phrase_part(words);
    let leads_on = |item: &Item| matches!(item.tag, Tag::Coordinator | Tag::Preposition | Tag::To) && !item.capital;
    words[..end].iter().rposition(|item| !leads_on(item)).map_or(end, |last| last + 1)
}

fn phrase_part(words: &[Item]) -> usize {
    let mut at = 1;
    while at < words.len() {
        let item = &words[at];
        let list = item.is(",") && words[..at].iter().any(|item| item.mention.is_some()) && list_of_names(words, at);
        // `an official | quoted by the Herald`
        let carried = (item.any(&CARRIES) || item.any(&["seen", "obtained"])) && words.get(at + 1).is_some_and(|next| next.is("by"));
        if carried || (item.is(",") && !list) || item.tag == Tag::Wh || item.any(&["—", "–", "--", "(", "speaking"]) || item.tag.is_finite()
        {
            return at;
        }
        at += 1;
    }
    at
}

/// Whether from the comma on only names, commas and an `and` follow.
fn list_of_names(words: &[Item], comma: usize) -> bool {
    words[comma..].iter().any(|item| item.is("and"))
        && words[comma..].iter().all(|item| item.tag == Tag::Name || item.any(&[",", "and", "the"]) || item.capital)
}

/// The head noun: the last noun before a preposition.
pub fn head(words: &[Item]) -> Option<usize> {
    let mut head = None;
    // `a Water for Sundal spokesman`: the preposition stands inside a name that only modifies.
    let speaker = words.last().is_some_and(|last| LEXICON.is_person(&last.lower) && !last.capital);
    let inside = |at: usize| speaker && words[at - 1].capital && words.get(at + 1).is_some_and(|next| next.capital);
    // `the choir’s touring manager`
    let modifies = |at: usize| matches!(words[at - 1].tag, Tag::Genitive | Tag::Possessive | Tag::Determiner | Tag::Adjective);
    for (at, item) in words.iter().enumerate() {
        if head.is_some()
            && !inside(at)
            && !(modifies(at) && matches!(item.tag, Tag::PastParticiple | Tag::Ing))
            && (matches!(item.tag, Tag::Preposition | Tag::To | Tag::PastParticiple | Tag::Ing) && !item.capital
                || item.any(&["close", "familiar", "briefed"]))
        {
            break;
        }
        if item.tag.is_noun()
            || item.tag == Tag::Other
            || item.tag == Tag::Adjective && at + 1 == words.len()
            || item.mention.is_some() && item.capital
            || item.tag == Tag::Determiner && words.len() <= 3 && at == 0
        {
            head = Some(at);
        }
    }
    head
}

pub fn text_of(page: &Page, words: &[Item]) -> String {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    first.span.to(last.span).of(&page.article.text).to_owned()
}

/// The word or mark that begins at the byte or behind it.
pub fn next_word<'a>(page: &'a Page, at: usize) -> Option<&'a Item> {
    page.text.words.get(page.text.words.partition_point(|word| word.span.start < at))
}
