//! The words of a source and whom they name.

use headwater_core::{ActorId, ActorKind, Span};
use headwater_language::{EntityMention, MentionForm};

use super::{Page, cast::Cast, media};
use crate::{lexicon::LEXICON, tagger::Tag, text::Item};

/// Whom the words of a source name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reference {
    /// Somebody known.
    Actor(ActorId),
    /// A pronoun, in small letters.
    Pronoun(String),
    /// A noun that can only point back (`the country`): the noun, in small letters.
    Generic(String),
    /// Nobody.
    Nobody,
}

const PRONOUNS: [&str; 10] = ["he", "she", "they", "it", "his", "her", "their", "its", "him", "them"];
/// Nouns that stand for something named before.
const GENERIC: [&str; 9] = ["country", "nation", "kingdom", "regime", "state", "company", "group", "organization", "party"];

/// Reads the source at `span`.
pub fn read(page: &Page, cast: &mut Cast, span: Span) -> Reference {
    let words = page.text.within(span);
    let words = strip(words);
    let Some(first) = words.first() else { return Reference::Nobody };
    if first.any(&PRONOUNS) && (words.len() == 1 || words[1].tag == Tag::Mark || first.tag == Tag::Pronoun) {
        return Reference::Pronoun(first.lower.clone());
    }
    let end = main_part(words);
    let main = &words[..end];
    if let Some(group) = coordinated(page, cast, main) {
        return Reference::Actor(group);
    }
    let Some(head) = head(main) else { return Reference::Nobody };
    let item = &main[head];
    // `the statement attributed to Ann Lund`, `a report by the agency`, `reports from A and B`
    if LEXICON.is_document(&item.lower) && item.tag != Tag::Name {
        return Reference::Actor(document(page, cast, words, head));
    }
    if let Some(actor) = named(page, item) {
        return Reference::Actor(actor);
    }
    // `the minister, Ann Lund`
    if let Some(person) = apposed_name(page, &words[end..]) {
        return Reference::Actor(person);
    }
    if let Some(actor) = described(page, item) {
        return Reference::Actor(actor);
    }
    if item.tag == Tag::Name || item.capital && head > 0 {
        let start = main[..head]
            .iter()
            .rposition(|item| !(item.tag == Tag::Name || item.any(&["of", "and", "&"]) && item.tag != Tag::Coordinator))
            .map_or(0, |at| at + 1);
        let name = text_of(page, &main[start..=head]);
        return Reference::Actor(cast.named(&name).unwrap_or_else(|| cast.describe(&name, ActorKind::Unnamed)));
    }
    let definite = main[0].any(&["the", "this", "that"]);
    let short = main.len() <= 2;
    if (definite || main[0].is("a")) && short && item.any(&GENERIC) {
        return Reference::Generic(item.lower.clone());
    }
    if definite && main.len() <= 4 {
        let phrase = text_of(page, &main[1..]);
        if let Some(actor) = cast.described(&phrase).or_else(|| role(cast, &main[1..])) {
            return Reference::Actor(actor);
        }
        // `the official`: the last unnamed one of that noun.
        if short && let Some(actor) = cast.last_described(&item.lower) {
            return Reference::Actor(actor);
        }
    }
    let kind = if item.tag == Tag::Nouns { ActorKind::Group } else { ActorKind::Unnamed };
    Reference::Actor(cast.describe(&text_of(page, main), kind))
}

/// Without marks and adverbs at the ends.
fn strip(words: &[Item]) -> &[Item] {
    let start =
        words.iter().position(|item| item.tag != Tag::Mark && (item.tag != Tag::Adverb || item.any(&["more", "about"]))).unwrap_or(0);
    &words[start..]
}

/// Where the first noun phrase ends with its prepositional phrases: before an apposition, a relative clause, a participle.
fn main_part(words: &[Item]) -> usize {
    let mut at = 1;
    while at < words.len() {
        let item = &words[at];
        let list = item.is(",") && words[..at].iter().any(|item| item.mention.is_some()) && list_of_names(words, at);
        if (item.is(",") && !list) || item.tag == Tag::Wh || item.any(&["—", "–", "--", "(", "speaking"]) || item.tag.is_finite() {
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
fn head(words: &[Item]) -> Option<usize> {
    let mut head = None;
    for (at, item) in words.iter().enumerate() {
        if head.is_some()
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

fn mention_of<'a>(page: &'a Page, item: &Item) -> Option<&'a EntityMention> {
    page.analysis.mentions.get(item.mention?)
}

/// The entity whose name ends the phrase.
fn named(page: &Page, item: &Item) -> Option<ActorId> {
    mention_of(page, item).filter(|mention| mention.form == MentionForm::Name).map(|mention| ActorId(mention.entity))
}

/// The entity that the phrase describes.
fn described(page: &Page, item: &Item) -> Option<ActorId> {
    mention_of(page, item).map(|mention| ActorId(mention.entity))
}

/// The person whose name is the apposition that `rest` begins with.
fn apposed_name(page: &Page, rest: &[Item]) -> Option<ActorId> {
    let mut words =
        rest.iter().skip_while(|item| item.any(&[",", "—", "–", "--", "("])).take_while(|item| item.tag != Tag::Mark).peekable();
    let first = words.peek()?;
    if !(first.capital || first.mention.is_some()) {
        return None;
    }
    let last = words.take_while(|item| item.mention.is_some() || item.capital).last()?;
    let mention = mention_of(page, last).filter(|mention| mention.form == MentionForm::Name)?;
    (page.analysis.entities.get(mention.entity)?.kind == ActorKind::Person).then_some(ActorId(mention.entity))
}

/// `Ann Lund and Per Berg`: several at once.
fn coordinated(page: &Page, cast: &mut Cast, words: &[Item]) -> Option<ActorId> {
    let and = words.iter().position(|item| item.is("and"))?;
    let left = words[..and].iter().rev().find(|item| item.tag != Tag::Mark)?;
    let right = words.last()?;
    let (left, right) = (named(page, left)?, named(page, right)?);
    // `the ministry of trade and industry` is one name.
    let preposition = words[..and].iter().any(|item| item.tag == Tag::Preposition);
    if left == right || preposition {
        return None;
    }
    Some(cast.describe(&text_of(page, words), ActorKind::Group))
}

/// Who stands behind a document: the person or medium that issued it, or the document itself.
fn document(page: &Page, cast: &mut Cast, words: &[Item], head: usize) -> ActorId {
    let noun = words[head].lower.clone();
    // `by`, `from`, `in`, `to` and a name behind it.
    let behind = &words[head + 1..];
    if let Some(at) = behind.iter().position(|item| item.any(&["by", "from", "in", "to"])) {
        let end = behind.len();
        if let Some(group) = coordinated(page, cast, &behind[at + 1..end]) {
            return group;
        }
        let issuer = behind[at + 1..end].iter().rev().find_map(|item| named(page, item)).filter(|actor| {
            !behind[at].is("in")
                || media::is_medium(cast.name(*actor))
                || behind[at + 1..].iter().any(|item| item.any(&["newspaper", "daily", "magazine", "agency", "broadcaster"]))
        });
        if let Some(issuer) = issuer {
            cast.alias(&noun, issuer);
            return issuer;
        }
    }
    // A name in front of it.
    let front = words[..head].iter().rev().find_map(|item| named(page, item));
    if let Some(front) = front
        && media::is_medium(cast.name(front))
    {
        cast.alias(&noun, front);
        return front;
    }
    let bare = words[..head]
        .iter()
        .all(|item| item.any(&["the", "this", "that", "its", "his", "her", "their", "news"]) || item.tag == Tag::Adjective);
    if bare
        && words[0].any(&["the", "this", "that", "its", "his", "her", "their"])
        && behind.is_empty()
        && let Some(known) = cast.described(&noun).or_else(|| cast.last_described(&noun))
    {
        return known;
    }
    let kind = if words[head].tag == Tag::Nouns { ActorKind::Group } else { ActorKind::Unnamed };
    let actor = cast.describe(&text_of(page, words), kind);
    cast.alias(&noun, actor);
    actor
}

/// The person whose role these words are: `the president`, `the secretary of state`.
fn role(cast: &Cast, words: &[Item]) -> Option<ActorId> {
    let phrase: Vec<&str> = words.iter().map(|item| item.lower.as_str()).collect();
    cast.all()
        .filter(|(_, actor)| {
            let Some(role) = &actor.role else { return false };
            let role = role.to_lowercase();
            let role: Vec<&str> = role.split([' ', '-', ',']).collect();
            phrase.iter().all(|word| role.contains(word))
        })
        .max_by_key(|(id, actor)| (actor.mentions.len(), std::cmp::Reverse(*id)))
        .map(|(id, _)| id)
}

fn text_of(page: &Page, words: &[Item]) -> String {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    first.span.to(last.span).of(&page.article.text).to_owned()
}
