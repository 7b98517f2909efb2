//! The words of a source and whom they name.

use headwater_core::{ActorId, ActorKind, Span};
use headwater_language::{EntityMention, MentionForm, encoder::NameKind};

use super::{
    Page,
    cast::Cast,
    document::{document, writer},
    media, nobody,
    phrase::{head, main_part, next_word, strip, text_of},
    relay,
    several::coordinated,
    whose::{is_of_another, is_relative, owned},
};
use crate::{lexicon::LEXICON, tagger::Tag, text::Item};

/// Whom the words of a source name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reference {
    /// Somebody known.
    Actor(ActorId),
    /// A pronoun, in small letters.
    Pronoun(String),
    /// `I`, `we`: whoever speaks the words around it.
    Speaker,
    /// A noun that can only point back to a place or a body (`the country`), in small letters.
    Generic(String),
    /// A noun for one person that points back to somebody named (`the lawmaker`): its phrase without the article.
    Role(String),
    /// Some of those who were named or heard before (`some`, `others`): the word.
    Part(String),
    /// Nobody.
    Nobody,
}

const PRONOUNS: [&str; 10] = ["he", "she", "they", "it", "his", "her", "their", "its", "him", "them"];
const SPEAKERS: [&str; 4] = ["i", "we", "me", "us"];
const PARTS: [&str; 12] = ["some", "others", "many", "both", "several", "most", "few", "two", "three", "another", "all", "one"];
/// Nouns that stand for something named before.
const GENERIC: [&str; 10] = ["country", "nation", "kingdom", "regime", "state", "company", "firm", "group", "organization", "party"];

/// Those of them that stand for bodies.
const BODIES: [&str; 4] = ["company", "firm", "group", "organization"];

/// Words that say of what kind a body is and no more.
const KINDS: [&str; 12] = [
    "advocacy",
    "armed",
    "environmental",
    "extremist",
    "insurgent",
    "islamist",
    "jihadist",
    "militant",
    "rebel",
    "state-owned",
    "tech",
    "terrorist",
];

/// How often a document's issuer may be a document with an issuer of its own: no writer goes further, and a page of noise might go on without end.
const DOCUMENTS: usize = 2;

/// Reads the source at `span`.
pub fn read(page: &Page, cast: &mut Cast, span: Span) -> Reference {
    read_within(page, cast, span, DOCUMENTS)
}

/// `depth` bounds how often the words of another source are read to find out who issued a document.
pub fn read_within(page: &Page, cast: &mut Cast, span: Span, depth: usize) -> Reference {
    let words = strip(page.text.within(span));
    let Some(first) = words.first() else { return Reference::Nobody };
    if first.any(&PRONOUNS) && (words.len() == 1 || words[1].tag == Tag::Mark || first.tag == Tag::Pronoun) {
        return Reference::Pronoun(first.lower.clone());
    }
    if first.any(&SPEAKERS) && words.len() == 1 {
        return Reference::Speaker;
    }
    // `Sen. Ann Lund (P-Tarn) said`: whose party it is.
    if nobody::is_american_party(first) {
        return nobody::member(page, first.span.start).and_then(|name| named(page, cast, name)).map_or(Reference::Nobody, Reference::Actor);
    }
    let end = main_part(words);
    let main = &words[..end];
    if main.len() == 1 && first.any(&PARTS) && next_word(page, first.span.end).is_some_and(|next| next.is("who")) {
        // `others who fear`: nobody who was named before.
        return Reference::Actor(cast.describe(&first.lower, ActorKind::Group));
    }
    if main.len() == 1 && first.any(&PARTS) {
        return Reference::Part(first.lower.clone());
    }
    if nobody::is_nobody(main) {
        return Reference::Nobody;
    }
    if let Some(before) = nobody::before_whose(page, first) {
        return owned(page, cast, main, before.last());
    }
    if let Some(group) = coordinated(page, cast, main) {
        return Reference::Actor(group);
    }
    if let Some(person) = titled(page, cast, main) {
        return Reference::Actor(person);
    }
    let Some(head) = head(main) else {
        // A name that reads like another word: `Swift`.
        return cast.named(&text_of(page, main)).map_or(Reference::Nobody, Reference::Actor);
    };
    let item = &main[head];
    if let Some(person) = described_before(page, cast, main).filter(|_| item.tag != Tag::Name) {
        return Reference::Actor(person);
    }
    if let Some(medium) = paper(page, cast, main, item) {
        return Reference::Actor(medium);
    }
    // `the statement attributed to Ann Lund`, `a report by the agency`, `reports from A and B`
    if LEXICON.is_document(&item.lower) && item.tag != Tag::Name {
        // `his letter`, `Lund’s letter`: its writer speaks.
        if first.any(&["his", "her"]) {
            return Reference::Pronoun(first.lower.clone());
        }
        if let Some(writer) = writer(page, cast, &main[..head]) {
            return Reference::Actor(writer);
        }
        return Reference::Actor(document(page, cast, words, head, depth));
    }
    // A name, or `the minister, Ann Lund`.
    if let Some(actor) = named(page, cast, item).or_else(|| apposed_name(page, cast, &words[end..])) {
        return Reference::Actor(actor);
    }
    // `| the bloc | ’s proposal`: a mention that goes on behind the source has another head.
    let end = words[words.len() - 1].span.end;
    let genitive = next_word(page, end).is_some_and(|next| next.tag == Tag::Genitive);
    let own = mention_of(page, item).filter(|mention| mention.span.end <= end || !genitive);
    if let Some(actor) = own.map(|mention| cast.bearer(mention.entity)) {
        return described(page, cast, main, item, actor);
    }
    // `the President`
    let is_office = first.is("the") && main.len() == 2 && LEXICON.points_back(&item.lower);
    if (item.tag == Tag::Name || item.capital && head > 0) && !is_office {
        return Reference::Actor(unlisted(page, cast, &main[..=head]));
    }
    undescribed(page, cast, main, item)
}

/// The bearer of a name that the analysis has not found: as far as the encoder reads a name, else as far as words begin with capitals.
fn unlisted(page: &Page, cast: &mut Cast, words: &[Item]) -> ActorId {
    let last = words[words.len() - 1].span;
    let names = &page.analysis.reading.names;
    let read = names.get(names.partition_point(|name| name.span.end <= last.start)).filter(|name| name.span.contains(last));
    let begins = |item: &Item| read.is_some_and(|name| name.span.start <= item.span.start);
    let joins = |item: &Item| item.tag == Tag::Name || item.capital && item.tag != Tag::Determiner || item.any(&["of", "&"]);
    let start = words.iter().rposition(|item| !if read.is_some() { begins(item) } else { joins(item) }).map_or(0, |at| at + 1);
    let start = start.min(words.len() - 1);
    known(&text_of(page, &words[start..]), |name| cast.named(name)).unwrap_or_else(|| {
        let kind = match read.map(|name| name.kind) {
            Some(NameKind::Person) => ActorKind::Person,
            Some(NameKind::Organization) => ActorKind::Organization,
            Some(NameKind::Place) => ActorKind::Place,
            None => ActorKind::Unnamed,
        };
        cast.call(&text_of(page, &words[start..]), kind)
    })
}

/// Whom the name means among those known: by the whole of it or, behind a title, by the rest. `Jane Vale` is not the John Vale who is called `Vale`.
fn known(name: &str, named: impl Fn(&str) -> Option<ActorId>) -> Option<ActorId> {
    const TITLES: [&str; 10] = ["mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lord", "lady", "judge"];
    let is_title = |word: &str| {
        let word = word.trim_end_matches('.').to_lowercase();
        TITLES.contains(&word.as_str()) || LEXICON.is_person(&word)
    };
    let titled = || name.match_indices(' ').filter(|(at, _)| is_title(name[..*at].rsplit(' ').next().unwrap_or_default()));
    named(name).or_else(|| titled().find_map(|(at, _)| named(&name[at + 1..])))
}

/// `Secretary of State Ann Lund`: a person's name at the end that no preposition joins to what stands before it.
fn titled(page: &Page, cast: &Cast, main: &[Item]) -> Option<ActorId> {
    let actor = named(page, cast, main.last()?).filter(|actor| cast.kind(*actor) == ActorKind::Person)?;
    let start = main.iter().rposition(|item| item.mention != main[main.len() - 1].mention).map_or(0, |at| at + 1);
    let before = start.checked_sub(1).map(|at| &main[at]);
    let joined = before.is_some_and(|before| matches!(before.tag, Tag::Preposition | Tag::To | Tag::Coordinator) || before.is(","));
    // `the press secretary for Arland’s President Ann Lund`
    let serves = main.windows(2).any(|pair| pair[1].is("for") && !pair[0].capital && LEXICON.is_person(&pair[0].lower));
    (!joined && !serves && main.iter().all(|item| !item.is("and"))).then_some(actor)
}

/// A description that the analysis has joined to a bearer.
fn described(page: &Page, cast: &mut Cast, main: &[Item], head: &Item, actor: ActorId) -> Reference {
    let definite = main[0].any(&["the", "this", "that"]);
    if cast.is_named(actor) {
        if definite && head.any(&["company", "firm"]) && is_generic(main, head) {
            return Reference::Generic(head.lower.clone());
        }
        if cast.kind(actor) == ActorKind::Person && is_of_another(page, cast, main, head, actor) {
            return undescribed(page, cast, main, head);
        }
        let is_no_name = definite && is_generic(main, head) && cast.name(actor).ends_with(&head.lower);
        if GENERIC.contains(&head.lower.as_str()) && (is_no_name || media::is_medium(cast.name(actor))) {
            return Reference::Generic(head.lower.clone());
        }
        // `the official` is no way to speak of somebody whose name and office are known.
        let fits = cast.kind(actor) != ActorKind::Person || LEXICON.points_back(&head.lower);
        if fits && definite && cast.kind(actor) == ActorKind::Person && main.len() <= 4 {
            return Reference::Role(text_of(page, &main[1..]));
        }
        return if fits { Reference::Actor(actor) } else { undescribed(page, cast, main, head) };
    }
    // `the former official` after `a former harbour official`: the analysis may hold them apart.
    if let Some(known) = cast.longer(&text_of(page, &main[1..]), main[0].span.start).filter(|_| definite && main.len() <= 4) {
        return Reference::Actor(known);
    }
    // `the president` twice: who stands there without having been introduced (`a judge`) is looked for each time.
    let opening = cast.actor(actor).mentions.first().is_none_or(|first| first.span.start >= main[0].span.start)
        || cast.name(actor).to_lowercase().starts_with("the ");
    let is_office = LEXICON.points_back(&head.lower);
    if definite && opening && main.len() <= 4 && is_office && !is_relative(main, head) {
        return Reference::Role(text_of(page, &main[1..]));
    }
    if definite && opening && is_generic(main, head) {
        return Reference::Generic(head.lower.clone());
    }
    // `ferry clerks` after `museum clerks`: the same noun, others.
    let told = text_of(page, main);
    if !definite && cast.is_other(actor, &told) {
        return Reference::Actor(cast.describe(&told, cast.kind(actor)));
    }
    cast.lengthen(actor, &told);
    Reference::Actor(actor)
}

/// `Ann Lund, | an economist who advised the commission`: the person whose name the description stands right behind.
fn described_before(page: &Page, cast: &Cast, main: &[Item]) -> Option<ActorId> {
    let words = &page.text.words;
    let behind = words.partition_point(|word| word.span.start < main.last().map_or(0, |last| last.span.end));
    let mut at = words.partition_point(|word| word.span.start < main[0].span.start);
    let relative = words.get(behind).is_some_and(|next| next.any(&["who", "whose", "whom"]));
    if words[at.checked_sub(1)?].any(&["a", "an", "the"]) {
        at -= 1;
    }
    let name = words[..at].split_last().filter(|(comma, _)| comma.is(",")).and_then(|(_, before)| before.last())?;
    named(page, cast, name).filter(|actor| relative && cast.kind(*actor) == ActorKind::Person)
}

/// `the company`, `the Tarn-based firm`, `the militant group`: a noun that points back, with words that only say of what kind.
fn is_generic(main: &[Item], head: &Item) -> bool {
    let [article, kind @ .., last] = main else { return false };
    let says_kind = |item: &Item| item.lower.ends_with("-based") || item.any(&KINDS);
    article.any(&["the", "this", "that", "a"])
        && last.span == head.span
        && GENERIC.contains(&head.lower.as_str())
        && (kind.is_empty() || kind.len() <= 2 && BODIES.contains(&head.lower.as_str()) && kind.iter().all(says_kind))
}

/// A description that stands for nobody yet.
fn undescribed(page: &Page, cast: &mut Cast, main: &[Item], head: &Item) -> Reference {
    let definite = main[0].any(&["the", "this", "that"]);
    let short = main.len() <= 2;
    if (definite || short && main[0].is("a")) && is_generic(main, head) {
        return Reference::Generic(head.lower.clone());
    }
    if definite && main.len() <= 4 {
        let phrase = text_of(page, &main[1..]);
        // `the official`: the last unnamed one of that noun.
        let known = || cast.last_described(&head.lower).filter(|_| short).or_else(|| cast.longer(&phrase, main[0].span.start));
        if let Some(actor) = cast.described(&phrase).or_else(known) {
            return Reference::Actor(actor);
        }
        // `the board`: the one body of the page that has the noun in its name.
        if let Some(body) = cast.body_of(&head.lower).filter(|_| short) {
            return Reference::Actor(body);
        }
        let is_office = LEXICON.points_back(&head.lower);
        if is_office && !is_relative(main, head) {
            return Reference::Role(phrase);
        }
    }
    let is_group = head.tag == Tag::Nouns || head.any(&["majority", "minority", "number", "percent", "handful"]);
    Reference::Actor(cast.describe(&text_of(page, main), if is_group { ActorKind::Group } else { ActorKind::Unnamed }))
}

/// Nouns for a medium that was named before.
const PAPERS: [&str; 8] = ["paper", "newspaper", "daily", "magazine", "broadcaster", "network", "outlet", "channel"];

/// `the paper`: the medium named last.
fn paper(page: &Page, cast: &Cast, main: &[Item], head: &Item) -> Option<ActorId> {
    let points_back = main.len() == 2 && main[0].is("the") && PAPERS.contains(&head.lower.as_str());
    points_back.then(|| last_medium(page, cast, head.span.start, &head.lower)).flatten()
}

/// The medium that was named last before the byte, other than the page's own, and such as the noun may call: no agency is a newspaper.
pub fn last_medium(page: &Page, cast: &Cast, before: usize, noun: &str) -> Option<ActorId> {
    const PRINTED: [&str; 4] = ["paper", "newspaper", "daily", "magazine"];
    let is_printed = |name: &str| !media::is_agency(name) || ["Times", "Daily", "Sinmun"].iter().any(|word| name.ends_with(word));
    let fits = |name: &str| media::is_medium(name) && (!PRINTED.contains(&noun) || is_printed(name));
    let mentions = &page.analysis.mentions;
    let end = mentions.partition_point(|mention| mention.span.start < before);
    let bearers =
        mentions[..end].iter().rev().filter(|mention| mention.form == MentionForm::Name).map(|mention| cast.bearer(mention.entity));
    bearers.take(60).find(|actor| fits(cast.name(*actor)) && !relay::is_own(page, cast.name(*actor)))
}

pub fn mention_of<'a>(page: &'a Page, item: &Item) -> Option<&'a EntityMention> {
    page.analysis.mentions.get(item.mention?)
}

/// The bearer of the name that ends the phrase.
pub fn named(page: &Page, cast: &Cast, item: &Item) -> Option<ActorId> {
    mention_of(page, item).filter(|mention| mention.form == MentionForm::Name).map(|mention| cast.bearer(mention.entity))
}

/// The person whose name is the apposition that `rest` begins with.
fn apposed_name(page: &Page, cast: &Cast, rest: &[Item]) -> Option<ActorId> {
    let words = rest.iter().skip_while(|item| item.any(&[",", "—", "–", "--", "("])).take_while(|item| item.tag != Tag::Mark);
    // `another official, | deputy police chief Ann Lund`: an office may stand before the name.
    let is_office = |item: &&Item| item.mention.is_none() && !item.capital && (item.tag.is_noun() || item.tag == Tag::Adjective);
    let last = words.skip_while(is_office).take_while(|item| item.mention.is_some() || item.capital).last()?;
    let mention = mention_of(page, last).filter(|mention| mention.form == MentionForm::Name)?;
    let actor = cast.bearer(mention.entity);
    (cast.kind(actor) == ActorKind::Person).then_some(actor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_whole_or_behind_a_title() {
        let named = |name: &str| ["Vale", "John Vale", "Tarn"].iter().position(|known| *known == name).map(|at| ActorId(at.min(1)));
        for (name, bearer) in [
            ("John Vale", Some(ActorId(1))),
            ("Vale", Some(ActorId(0))),
            ("President Vale", Some(ActorId(0))),
            ("Foreign Minister John Vale", Some(ActorId(1))),
            ("Dr. Vale", Some(ActorId(0))),
            ("Jane Vale", None),
            ("President Jane Vale", None),
            ("University of Tarn", None),
            ("", None),
        ] {
            assert_eq!(known(name, named), bearer, "{name}");
        }
    }
}
