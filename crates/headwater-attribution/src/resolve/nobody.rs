//! Words that stand where a source stands and are no voice: the tag of a party, a mere number, an adjective without its noun, the noun of an idiom.
//!
//! The word lists are general knowledge, written for Headwater.

use super::Page;
use crate::{lexicon::LEXICON, tagger::Tag, text::Item};

/// The tag of an American party, Republican, Democratic or independent, and where its member is from: `D-Tarn`, `R-N.T.`, `I.` of `(I., N.T.)`.
/// Other parties have tags too, but of more letters and with no bearer's home: a capital and a hyphen alone would take `X-ray` for one.
pub fn is_american_party(item: &Item) -> bool {
    let text = item.lower.as_bytes();
    item.capital && matches!(text, [b'r' | b'd' | b'i', b'.'] | [b'r' | b'd' | b'i', b'-', b'a'..=b'z', ..])
}

/// The word that ends the name right before the bracket or comma of a party's tag.
pub fn member<'a>(page: &'a Page, tag: usize) -> Option<&'a Item> {
    let words = &page.text.words;
    let at = words.partition_point(|word| word.span.start < tag).checked_sub(1)?;
    words[at].any(&["(", ","]).then(|| words.get(at.checked_sub(1)?)).flatten()
}

/// `Lund, whose | campaign`, `a bakery whose | owners`: where the words tell of something of somebody’s, the words before `whose`, without the comma.
pub fn before_whose<'a>(page: &'a Page, first: &Item) -> Option<&'a [Item]> {
    let words = &page.text.words;
    let at = words.partition_point(|word| word.span.start < first.span.start);
    let whose = if first.is("whose") { at } else { at.checked_sub(1)? };
    words.get(whose).filter(|word| word.is("whose"))?;
    let before = &words[..whose];
    Some(before.split_last().filter(|(last, _)| last.is(",")).map_or(before, |(_, rest)| rest))
}

/// Nouns that are nobody behind their preposition: `on behalf of a crew`, `in retaliation for a vote`.
const IDIOMS: [&str; 12] =
    ["addition", "aftermath", "behalf", "favor", "favour", "lieu", "light", "midst", "retaliation", "spite", "terms", "wake"];

/// Adjectives that are no name where a sentence begins with them.
const ADJECTIVES: [&str; 8] = ["earlier", "former", "latest", "new", "other", "previous", "recent", "such"];

/// Whether the noun phrase can be nobody who speaks.
pub fn is_nobody(main: &[Item]) -> bool {
    let Some(first) = main.first() else { return true };
    let is_amount = |item: &Item| item.lower.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | '-'));
    let small = ["the", "only", "just", "nearly", "about", "some", "roughly", "almost", "more", "fewer", "than", "over", "percent", "%"];
    let number = main.iter().any(is_amount) && main.iter().all(|item| is_amount(item) || item.any(&small));
    let bare = main.iter().all(|item| {
        !item.capital && item.mention.is_none() && (matches!(item.tag, Tag::Preposition | Tag::Adverb | Tag::Wh) || item.any(&["a", "an"]))
    });
    // `Recent reports of damage`: the noun is the cue.
    let adjective = main.len() == 1
        && first.mention.is_none()
        && first.tag == Tag::Adjective
        && !LEXICON.is_document(&first.lower)
        && (!first.capital || first.any(&ADJECTIVES));
    number || bare || adjective || first.any(&IDIOMS)
}
