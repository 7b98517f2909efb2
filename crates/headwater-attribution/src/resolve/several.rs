//! Several who speak at once: `Ann Lund and Per Berg`, `fishermen and the Harbour Board`.

use headwater_core::{ActorId, ActorKind};

use super::{
    Page,
    cast::Cast,
    phrase::{head, text_of},
    reference::named,
};
use crate::{lexicon::LEXICON, tagger::Tag, text::Item};

/// `Ann Lund and Per Berg`, `Lund of the Left and Berg of the Right`: several at once.
pub fn coordinated(page: &Page, cast: &mut Cast, words: &[Item]) -> Option<ActorId> {
    for and in (1..words.len()).filter(|at| words[*at].is("and")) {
        let (left, right) = (&words[..and], &words[and + 1..]);
        let (Some(left_head), Some(right_head)) = (head(left), head(right)) else { continue };
        let (Some(first), Some(second)) = (named(page, cast, &left[left_head]), named(page, cast, &right[right_head])) else { continue };
        if first == second {
            continue;
        }
        // `the ministry of trade and industry` is one name.
        let parted = left.iter().any(|item| item.tag == Tag::Preposition) || right.iter().any(|item| item.tag == Tag::Preposition);
        let name = if parted { format!("{} and {}", cast.name(first), cast.name(second)) } else { text_of(page, words) };
        return Some(cast.describe(&name, ActorKind::Group));
    }
    are_two(page, cast, words).then(|| cast.describe(&text_of(page, words), ActorKind::Group))
}

/// `North and South Arland`, `fishermen and the Harbour Board`, `the paper and the writer`: whether these are two though no more than one has a name of its
/// own. `Chairman and founder Ann Lund` is one, and so is who bears a name with an `and` in it.
fn are_two(page: &Page, cast: &Cast, words: &[Item]) -> bool {
    let Some(and) = words.iter().rposition(|item| item.is("and")) else { return false };
    let (Some(left), [first, .., last] | [first @ last]) = (words[..and].last(), &words[and + 1..]) else { return false };
    let (is_definite, is_led) = (words[0].is("the") && first.is("the"), words[..and].iter().any(|item| item.tag == Tag::Preposition));
    if is_definite && !is_led && left.tag.is_noun() {
        return true;
    }
    let bearer = named(page, cast, last);
    if bearer.is_none() && !(first.capital && last.capital) {
        return false;
    }
    let is_one_name = left.mention.is_some() && left.mention == first.mention;
    let is_person = LEXICON.is_person(&left.lower) || bearer.is_some_and(|bearer| cast.kind(bearer) == ActorKind::Person);
    let is_part = and == 1 && left.capital && left.tag != Tag::Nouns && !is_person;
    !is_one_name && (bearer.is_none() || named(page, cast, left).is_none()) && (left.tag == Tag::Nouns || is_part)
}
