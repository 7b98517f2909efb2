//! The words of a source and whom they name.

use headwater_core::{ActorId, ActorKind, Span};
use headwater_language::{EntityMention, MentionForm, encoder::NameKind};

use super::{
    Page,
    cast::Cast,
    media, nobody,
    relay::{self, CARRIES},
};
use crate::{
    lexicon::LEXICON,
    relations::{ISSUES, Relation, group, subject},
    tagger::Tag,
    text::Item,
};

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
fn read_within(page: &Page, cast: &mut Cast, span: Span, depth: usize) -> Reference {
    let words = strip(page.text.within(span));
    let Some(first) = words.first() else { return Reference::Nobody };
    if first.any(&PRONOUNS) && (words.len() == 1 || words[1].tag == Tag::Mark || first.tag == Tag::Pronoun) {
        return Reference::Pronoun(first.lower.clone());
    }
    if first.any(&SPEAKERS) && words.len() == 1 {
        return Reference::Speaker;
    }
    // `Sen. Ann Lund (P-Tarn) said`: whose party it is.
    if nobody::is_party(first) {
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
    if item.tag == Tag::Name || item.capital && head > 0 {
        return Reference::Actor(unlisted(page, cast, &main[..=head]));
    }
    undescribed(page, cast, main, item)
}

/// Nouns for those who work for somebody and speak for him.
const STAFF: [&str; 8] = ["administration", "campaign", "company", "family", "firm", "group", "office", "team"];

/// `Lund, whose | campaign`: those of hers who speak; a smile does not.
fn owned(page: &Page, cast: &mut Cast, main: &[Item], owner: Option<&Item>) -> Reference {
    let main = if main[0].is("whose") { &main[1..] } else { main };
    let Some(at) = head(main) else { return Reference::Nobody };
    let noun = &main[at];
    let is_group = noun.tag == Tag::Nouns || noun.any(&STAFF);
    if !(LEXICON.is_person(&noun.lower) || noun.any(&STAFF)) {
        return Reference::Nobody;
    }
    let words = text_of(page, &main[..=at]);
    let kind = if is_group { ActorKind::Group } else { ActorKind::Unnamed };
    match owner.and_then(|owner| named(page, cast, owner)) {
        Some(owner) => Reference::Actor(cast.describe(&format!("{}’s {words}", cast.name(owner)), kind)),
        None if LEXICON.is_person(&noun.lower) => Reference::Actor(cast.describe(&words, kind)),
        None => Reference::Nobody,
    }
}

/// The word or mark that begins at the byte or behind it.
fn next_word<'a>(page: &'a Page, at: usize) -> Option<&'a Item> {
    page.text.words.get(page.text.words.partition_point(|word| word.span.start < at))
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

/// The document in which it was said, where the words around the cue name one: `said in a letter`, `In a statement, the ministry said`, but not
/// `Lund, named in a report, said`.
pub fn written<'a>(page: &'a Page, relation: &Relation) -> Option<&'a str> {
    let cue = relation.cue.first()?;
    let sentence = page.sentence_at(cue.start)?;
    let words = page.text.within(sentence.span);
    let inside = |item: &Item| relation.content.iter().chain(&relation.source).any(|span| span.contains(item.span));
    // Only what is near the cue: a sentence without end may hold many cues.
    let words = &words[words.partition_point(|item| item.span.end + 80 <= cue.start)..];
    let near = |item: &Item| item.span.start < cue.end + 60;
    // What another verb joins to a document was not said in it.
    let of_other = |item: &Item| matches!(item.tag, Tag::PastParticiple | Tag::Ing) && !cue.contains(item.span);
    let at = words.windows(2).enumerate().take_while(|(_, pair)| near(&pair[0])).position(|(at, pair)| {
        pair[0].any(&["in", "via", "through"])
            && pair[1].any(&["a", "an", "the", "its", "his", "her", "their"])
            && !inside(&pair[0])
            && !at.checked_sub(1).is_some_and(|before| of_other(&words[before]))
    })?;
    let noun = words[at + 2..].iter().take(3).take_while(|item| !inside(item) && item.tag != Tag::Mark);
    noun.filter(|item| LEXICON.is_document(&item.lower)).last().map(|item| item.lower.as_str())
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
    let opening = cast.actor(actor).mentions.first().is_none_or(|first| first.span.start >= main[0].span.start);
    if definite && opening && main.len() <= 4 && LEXICON.points_back(&head.lower) && !is_relative(main, head) {
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

/// `the president of the Tarn Council`, `the victim’s mother`: whether the office is told by a body or person that the known role does not name.
fn is_of_another(page: &Page, cast: &Cast, main: &[Item], head: &Item, actor: ActorId) -> bool {
    let role = cast.actor(actor).role.as_deref().unwrap_or_default().to_lowercase();
    let of = main.iter().position(|item| item.span == head.span).and_then(|at| main.get(at + 1..)).unwrap_or_default();
    let names = || of.iter().filter(|item| item.capital);
    // `the president of Arland`: what he is president of need not be told.
    let place = names().next_back().and_then(|item| named(page, cast, item)).is_some_and(|body| cast.kind(body) == ActorKind::Place);
    let told = names().next().is_some() && names().all(|item| !role.contains(&item.lower));
    is_relative(main, head) || main[0].is("the") && !place && told && of.first().is_some_and(|item| item.is("of"))
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

/// Nouns for somebody’s relatives.
const RELATIVES: [&str; 12] =
    ["wife", "husband", "mother", "father", "son", "daughter", "brother", "sister", "widow", "grandmother", "grandfather", "cousin"];

/// `the victim’s mother`: nobody named before.
fn is_relative(main: &[Item], head: &Item) -> bool {
    main.iter().any(|item| item.tag == Tag::Genitive) && RELATIVES.contains(&head.lower.as_str())
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
        if LEXICON.points_back(&head.lower) && !is_relative(main, head) {
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

/// Without marks and adverbs at the ends.
fn strip(words: &[Item]) -> &[Item] {
    let stays = |item: &Item| item.tag != Tag::Adverb || item.mention.is_some() || item.any(&["more", "about"]);
    let start = words.iter().position(|item| item.tag != Tag::Mark && stays(item)).unwrap_or(0);
    &words[start..]
}

/// Where the first noun phrase ends with its prepositional phrases: before an apposition, a relative clause, a participle, and on no word that must lead on.
fn main_part(words: &[Item]) -> usize {
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
fn head(words: &[Item]) -> Option<usize> {
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

fn mention_of<'a>(page: &'a Page, item: &Item) -> Option<&'a EntityMention> {
    page.analysis.mentions.get(item.mention?)
}

/// The bearer of the name that ends the phrase.
fn named(page: &Page, cast: &Cast, item: &Item) -> Option<ActorId> {
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

/// `Ann Lund and Per Berg`, `Lund of the Left and Berg of the Right`: several at once.
fn coordinated(page: &Page, cast: &mut Cast, words: &[Item]) -> Option<ActorId> {
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

/// The person whose document it is: `Ann Lund’s | letter`, `the mayor’s angry | letter`.
fn writer(page: &Page, cast: &Cast, before: &[Item]) -> Option<ActorId> {
    let genitive = before.iter().rposition(|item| item.tag == Tag::Genitive)?;
    let actor = cast.bearer(mention_of(page, before[..genitive].last()?)?.entity);
    (cast.kind(actor) == ActorKind::Person && cast.is_named(actor)).then_some(actor)
}

/// Who stands behind a document: the person or medium that issued it, or the document itself.
fn document(page: &Page, cast: &mut Cast, words: &[Item], head: usize, depth: usize) -> ActorId {
    let noun = words[head].lower.clone();
    // `by`, `from`, `in`, `to` and a name behind it.
    let behind = &words[head + 1..];
    // `a memo obtained by the Herald`, `a statement published by the Herald`: who has it did not write it.
    let had = behind.first().is_some_and(|next| next.any(&["seen", "obtained", "reviewed", "viewed"]));
    let carried = behind.first().is_some_and(|next| next.any(&CARRIES));
    let behind = if had { &[] } else { behind };
    // `a report announcing a visit to Tarn`: what it does is not who issued it.
    let ends = |item: &Item| item.is(",") || item.tag == Tag::Ing && !item.any(&["including", "following"]);
    let behind = &behind[..behind.iter().position(ends).unwrap_or(behind.len())];
    // `media reports from Tarn`: a place where something was seen or heard has not told it.
    let places = |from: &[Item]| from.iter().filter_map(|item| named(page, cast, item)).all(|actor| cast.kind(actor) == ActorKind::Place);
    let is_seen =
        matches!(noun.as_str(), "report" | "reports" | "news" | "footage" | "video" | "videos" | "images" | "pictures" | "photos");
    let at = behind.iter().position(|item| item.any(&["by", "from", "in", "to"]));
    if let Some(at) = at.filter(|at| !(is_seen && behind[*at].is("from") && places(&behind[at + 1..]))) {
        let end = behind.len();
        if let Some(group) = coordinated(page, cast, &behind[at + 1..end]) {
            return group;
        }
        let issuer = behind[at + 1..end].iter().rev().find_map(|item| named(page, cast, item)).filter(|actor| {
            let medium = || {
                media::is_medium(cast.name(*actor))
                    || behind[at + 1..].iter().any(|item| item.any(&["newspaper", "daily", "magazine", "agency", "broadcaster"]))
            };
            if behind[at].is("in") { medium() } else { !(carried && media::is_medium(cast.name(*actor))) }
        });
        let described = || match (behind[at].is("by"), &behind[at + 1..]) {
            (true, [first, .., last]) if first.is("the") && last.tag.is_noun() => {
                match read_within(page, cast, first.span.to(last.span), depth.checked_sub(1)?) {
                    Reference::Actor(actor) => Some(actor).filter(|actor| !(carried && media::is_medium(cast.name(*actor)))),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(issuer) = issuer.or_else(described) {
            cast.alias(&noun, issuer);
            return issuer;
        }
    }
    // A name in front of it.
    let front = words[..head].iter().rev().find_map(|item| named(page, cast, item));
    let issues = |actor: ActorId| {
        let adjacent = head.checked_sub(1).and_then(|before| named(page, cast, &words[before])) == Some(actor);
        media::is_medium(cast.name(actor)) || adjacent && cast.kind(actor) == ActorKind::Organization
    };
    if let Some(front) = front.filter(|front| issues(*front)) {
        cast.alias(&noun, front);
        return front;
    }
    let bare = words[..head]
        .iter()
        .all(|item| item.any(&["the", "this", "that", "its", "his", "her", "their", "news", "draft"]) || item.tag == Tag::Adjective);
    if bare
        && words[0].any(&["the", "this", "that", "its", "his", "her", "their"])
        && behind.is_empty()
        && let Some(known) =
            cast.described(&noun).or_else(|| cast.last_described(&noun)).or_else(|| issued(page, cast, &noun, words[0].span.start, depth))
    {
        return known;
    }
    let kind = if words[head].tag == Tag::Nouns { ActorKind::Group } else { ActorKind::Unnamed };
    let actor = cast.describe(&text_of(page, &words[..main_part(words)]), kind);
    cast.alias(&noun, actor);
    actor
}

/// Who put out the document that `the statement` points back to: `The ministry issued a statement.` Its words do not reach back before that sentence.
fn issued(page: &Page, cast: &mut Cast, noun: &str, before: usize, depth: usize) -> Option<ActorId> {
    const REACH: usize = 60;
    let depth = depth.checked_sub(1)?;
    let words = &page.text.words;
    let end = words.partition_point(|word| word.span.start < before);
    let words = &words[end.saturating_sub(REACH)..end];
    let at = (2..words.len()).rev().find(|at| words[*at].is(noun))?;
    let verb = (0..at).rev().take(3).find(|at| words[*at].any(&ISSUES) && words[*at].tag.is_finite())?;
    let article = words[verb + 1..at].iter().any(|word| word.any(&["a", "an", "its", "his", "her", "their"]));
    let opening = page.sentence_at(words[verb].span.start)?.span.start;
    let opening = words.partition_point(|word| word.span.start < opening);
    let (words, verb) = (&words[opening..], verb - opening);
    let subject = subject(words, &group(words, verb, 0)).filter(|_| article)?;
    let span = words[subject.range.start].span.to(words[subject.range.end - 1].span);
    match read_within(page, cast, span, depth) {
        Reference::Actor(actor) => {
            cast.alias(noun, actor);
            Some(actor)
        }
        _ => None,
    }
}

fn text_of(page: &Page, words: &[Item]) -> String {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    first.span.to(last.span).of(&page.article.text).to_owned()
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
