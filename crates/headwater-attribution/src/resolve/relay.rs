//! Voices that pass on what others said.
//!
//! `…, Harbour Daily reported` after what somebody said, `told the agency`, `in a statement carried by`, `citing two officials`.

use headwater_core::{ActorId, ActorKind, BlockKind, Span};
use headwater_language::MentionForm;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Node, Page, cast::Cast, media, occasion, reference};
use crate::{lexicon::LEXICON, relations::Relation, tagger::Tag, text::Item};

/// Takes relations that only pass on another one out of the statements and into its chain.
pub fn collapse(page: &Page, relations: &[Relation], nodes: &mut [Node], cast: &Cast) {
    // Who has taken the place of a relation that was dropped.
    let mut heirs: Vec<Option<usize>> = vec![None; relations.len()];
    let mut by_content: FxHashMap<&[Span], Vec<usize>> = FxHashMap::default();
    for (index, relation) in relations.iter().enumerate() {
        by_content.entry(&relation.content).or_default().push(index);
    }
    for inner in 0..relations.len() {
        // What was dropped takes nobody's place: so heirs never go in a circle.
        if nodes[inner].dropped {
            continue;
        }
        // `The Post reported that C, citing two officials`, `the Post quoted her as saying that C`: one content, two voices.
        let cited = cites(page, &relations[inner]);
        let same = by_content.get(relations[inner].content.as_slice()).map_or(&[][..], Vec::as_slice);
        let outer = same.iter().copied().find(|outer| *outer != inner && !nodes[*outer].dropped);
        let quotes = |index: usize| hands_on(page, &relations[index], &QUOTES) && !cites(page, &relations[index]);
        let outer = outer.filter(|outer| cited || quotes(*outer) && !hands_on(page, &relations[inner], &QUOTES));
        if let Some(outer) = outer {
            if let Some(actor) = nodes[outer].actor {
                nodes[inner].relays.push(actor);
                nodes[outer].dropped = true;
                nodes[inner].parent = nodes[outer].parent;
                nodes[inner].took = Some(outer).filter(|_| cited);
                heirs[outer] = Some(inner);
            }
            continue;
        }
        let Some(outer) = nodes[inner].parent.map(|parent| heir(&heirs, parent)).filter(|outer| *outer != inner) else { continue };
        let Some(actor) = nodes[outer].actor else { continue };
        if nodes[inner].actor.is_none()
            || nodes[outer].dropped
            || !passes_on(page, cast, relations, nodes, outer)
            || !fills(page, &relations[outer], &relations[inner])
        {
            continue;
        }
        nodes[inner].relays.insert(0, actor);
        nodes[inner].parent = nodes[outer].parent;
        nodes[outer].dropped = true;
        heirs[outer] = Some(inner);
    }
    name_only(page, relations, nodes, &mut heirs);
    // What stood inside a dropped relation stands inside the one that took its place.
    for (index, node) in nodes.iter_mut().enumerate() {
        node.parent = node.parent.map(|parent| heir(&heirs, parent)).filter(|parent| *parent != index);
        node.continues = node.continues.map(|before| heir(&heirs, before));
    }
}

/// `Vale said, according to Lund, that …`, `“…,” Vale said, the Herald reported`: what only names who says passes on what that one says.
fn name_only(page: &Page, relations: &[Relation], nodes: &mut [Node], heirs: &mut [Option<usize>]) {
    let mut sources: Vec<(usize, usize)> = Vec::new();
    for (index, relation) in relations.iter().enumerate() {
        sources.extend(relation.source.first().map(|source| (source.start, index)));
    }
    sources.sort_unstable();
    for outer in 0..relations.len() {
        let (content, Some(actor)) = (&relations[outer].content, nodes[outer].actor) else { continue };
        let [content] = content[..] else { continue };
        if nodes[outer].dropped {
            continue;
        }
        let first = sources.partition_point(|(start, _)| *start < content.start);
        let within = sources[first..].iter().take(4).take_while(|(start, _)| *start < content.end).map(|(_, inner)| *inner);
        let names_only = |inner: &usize| {
            let relation = &relations[*inner];
            let own = |span: Span| relation.source.iter().chain(&relation.cue).any(|own| own.contains(span));
            *inner != outer
                && !nodes[*inner].dropped
                && nodes[*inner].actor.is_some_and(|speaker| speaker != actor)
                && !relation.content.iter().any(|said| said.overlaps(content))
                && page.text.within(content).iter().all(|word| word.tag == Tag::Mark || own(word.span))
        };
        if let Some(inner) = within.into_iter().find(names_only) {
            nodes[inner].relays.insert(0, actor);
            nodes[outer].dropped = true;
            heirs[outer] = Some(inner);
        }
    }
}

/// Follows a relation to the last that took its place.
fn heir(heirs: &[Option<usize>], mut index: usize) -> usize {
    while let Some(next) = heirs[index] {
        index = next;
    }
    index
}

/// Where the cues of all relations begin, to tell one's words from another's.
pub struct Cues(Vec<(Span, usize)>);

impl Cues {
    /// The cues of all relations.
    pub fn new(relations: &[Relation]) -> Self {
        let mut cues: Vec<(Span, usize)> =
            relations.iter().enumerate().filter_map(|(index, relation)| Some((*relation.cue.first()?, index))).collect();
        cues.sort();
        Self(cues)
    }

    /// Whether another relation than those with this content has its cue at the byte.
    fn other_at(&self, at: usize, relations: &[Relation], content: &[Span]) -> bool {
        let end = self.0.partition_point(|(cue, _)| cue.start <= at);
        self.0[..end].iter().rev().take(6).any(|(cue, index)| cue.covers(at) && relations[*index].content != content)
    }
}

/// Cues by which somebody gives the words of another.
const QUOTES: [&str; 11] = ["quoted", "quotes", "quote", "cited", "cites", "cite", "heard", "hears", "hear", "hearing", "overheard"];

/// Whether the cue begins or ends with one of these words.
fn hands_on(page: &Page, relation: &Relation, words: &[&str]) -> bool {
    relation.cue.first().is_some_and(|cue| {
        let cue = cue.of(&page.article.text).to_lowercase();
        words.iter().any(|word| cue.starts_with(word) || cue.ends_with(word))
    })
}

/// Whether the cue names whom another voice relies on: `citing`, `which cited`.
fn cites(page: &Page, relation: &Relation) -> bool {
    relation.cue.first().is_some_and(|cue| {
        let cue = cue.of(&page.article.text).to_lowercase();
        ["citing", "quoting", "which ", "that "].iter().any(|word| cue.starts_with(word))
    })
}

/// Whether the speaker is a medium, or a document of the media: it does not hold what it passes on.
fn passes_on(page: &Page, cast: &Cast, relations: &[Relation], nodes: &[Node], index: usize) -> bool {
    let Some(actor) = nodes[index].actor else { return false };
    let source = relations[index].source.first().map_or("", |span| span.of(&page.article.text)).to_lowercase();
    let document = source
        .split(' ')
        .any(|word| matches!(word, "report" | "reports" | "account" | "media" | "readout" | "transcript" | "newspaper" | "agency"));
    media::is_medium(cast.name(actor)) || document
}

/// Whether the inner relation is all that the outer one's content holds, but for a few words.
fn fills(page: &Page, outer: &Relation, inner: &Relation) -> bool {
    let covered = |span: Span| inner.source.iter().chain(&inner.cue).chain(&inner.content).any(|own| own.contains(span));
    let mut rest = 0;
    for content in &outer.content {
        for word in page.text.within(*content) {
            if covered(word.span) || word.tag == Tag::Mark || word.time || word.is("that") {
                continue;
            }
            rest += 1;
        }
    }
    let size: usize = inner.content.iter().map(|content| page.text.within(*content).len()).sum();
    rest <= 8 && rest * 2 <= size
}

/// Verbs by which a medium carries what others said: `a statement carried by`.
pub const CARRIES: [&str; 14] = [
    "carried",
    "published",
    "released",
    "quoted",
    "cited",
    "reported",
    "run",
    "aired",
    "broadcast",
    "relayed",
    "distributed",
    "issued",
    "posted",
    "printed",
];

/// How many words before a cue may name a relay: a sentence without end may hold many cues.
const LEAD: usize = 60;

/// The bodies of which the page says more than once that they reported that something is so: media, whatever their names. Firms, ministries and police
/// report as well, but not for others.
pub fn reporters(page: &Page, relations: &[Relation], nodes: &[Node], cast: &Cast) -> FxHashSet<ActorId> {
    let reported = |relation: &Relation| {
        let cue = relation.cue.first().map_or("", |cue| cue.of(&page.article.text));
        cue.split(' ').any(|word| matches!(word, "reported" | "reports"))
    };
    let is_clause =
        |relation: &Relation| relation.content.iter().any(|said| page.text.within(*said).iter().any(|word| word.tag.is_finite()));
    let told = relations.iter().zip(nodes).filter(|(relation, _)| reported(relation) && is_clause(relation));
    let bodies = told
        .filter_map(|(_, node)| node.actor)
        .filter(|actor| cast.kind(*actor) == ActorKind::Organization && cast.is_named(*actor) && !media::is_other_body(cast.name(*actor)));
    let mut once = FxHashSet::default();
    bodies.filter(|actor| !once.insert(*actor)).collect()
}

/// Relays that the words around a cue name: `told the agency`, `in an interview with`, `through its official news agency`.
pub fn phrases(
    page: &Page,
    relations: &[Relation],
    cues: &Cues,
    reporters: &FxHashSet<ActorId>,
    cast: &mut Cast,
    index: usize,
) -> Vec<ActorId> {
    let relation = &relations[index];
    let Some(cue) = relation.cue.first().copied() else { return Vec::new() };
    let Some(sentence) = page.sentence_at(cue.start) else { return Vec::new() };
    let words = &page.text.words;
    let first = words.partition_point(|word| word.span.start < cue.start);
    let opening = words.partition_point(|word| word.span.start < sentence.span.start).max(first.saturating_sub(LEAD));
    let outside = |word: &&Item| !relation.content.iter().any(|content| content.contains(word.span));
    let mut relays = Vec::new();
    // Before the cue: `In an interview with the agency, she said`, `An official quoted by the Herald said`.
    let lead: Vec<&Item> = words[opening..first].iter().filter(outside).collect();
    let own = lead.iter().rposition(|word| cues.other_at(word.span.start, relations, &relation.content)).map_or(0, |at| at + 1);
    let lead = &lead[own..];
    for (at, word) in lead.iter().enumerate().take(40) {
        let (before, behind) = (&lead[..at], &lead[at + 1..]);
        let of_words = || {
            let noun = before.iter().rev().skip(1).find(|word| !word.is(","));
            before.last().is_some_and(|word| word.any(&CARRIES)) && noun.is_some_and(|noun| is_said_or_says(noun))
        };
        if word.any(&["told", "telling"]) || is_addressed(word, before) {
            relays.extend(told(page, reporters, cast, behind));
        } else if word.is("by") && of_words() {
            relays.extend(outlet_at(page, cast, behind, false));
        } else if word.any(&["on", "in"]) {
            relays.extend(state_medium(page, cast, behind));
        }
    }
    // From the cue to the end of its sentence or to what is said.
    let reach: Vec<&Item> =
        words[first..].iter().take(40).take_while(|word| word.span.start < sentence.span.end && outside(word)).collect();
    for (at, word) in reach.iter().enumerate() {
        if word.span.start > cue.end && cues.other_at(word.span.start, relations, &relation.content) {
            break;
        }
        let (before, behind) = (&reach[..at], &reach[at + 1..]);
        if word.any(&["told", "tell", "tells", "telling"]) || is_addressed(word, before) {
            relays.extend(told(page, reporters, cast, behind));
        } else if word.any(&["via", "through"]) || word.is("in") && before.iter().any(|word| word.any(&["quoted", "cited"])) {
            relays.extend(outlet_at(page, cast, behind, false));
        } else if word.is("by") && before.iter().rev().take(8).any(|word| word.any(&CARRIES)) {
            relays.extend(outlet_at(page, cast, behind, true));
        } else if word.any(&["on", "in"]) {
            relays.extend(state_medium(page, cast, behind));
        }
    }
    relays
}

/// Whether the preposition leads to whom words are addressed: `in an interview with`, `speaking to`, `in comments to`.
fn is_addressed(word: &Item, before: &[&Item]) -> bool {
    let near = |words: &[&str]| before.iter().rev().take(3).any(|word| word.any(words));
    word.is("with") && before.iter().any(|word| word.any(&["interview", "interviews", "conversation"]))
        || word.any(&["to", "with"]) && near(&["speaking"])
        || word.is("to") && near(&["comments", "remarks", "statement", "interview"])
}

/// Whether the noun is what somebody says (`a statement`) or somebody who says it.
fn is_said_or_says(noun: &Item) -> bool {
    noun.any(&["remarks", "comments", "interview", "speech"])
        || LEXICON.is_document(&noun.lower)
        || LEXICON.is_person(&noun.lower)
        || noun.tag == Tag::Name
}

/// Whose word the speaker relies on: `the agency reported, on Lund’s word, that …`.
pub fn vouched(page: &Page, relations: &[Relation], cast: &Cast, index: usize) -> Option<ActorId> {
    let relation = &relations[index];
    let (cue, content) = (relation.cue.first()?, relation.content.first()?);
    let between = page.text.within(Span::new(cue.end, content.start.max(cue.end)));
    let between: Vec<&Item> = between.iter().take(10).collect();
    let on = between.iter().position(|word| word.any(&["on", "upon"]))?;
    let (actor, _) = name_at(page, cast, &between[on + 1..])?;
    let genitive =
        between[on + 1..].windows(2).any(|words| words[0].tag == Tag::Genitive && words[1].any(&["word", "authority", "testimony"]));
    genitive.then_some(actor)
}

/// The medium that was told something, where that makes it a relay.
fn told(page: &Page, reporters: &FxHashSet<ActorId>, cast: &mut Cast, all: &[&Item]) -> Option<ActorId> {
    let words = all;
    // Of `the Tarn Enquirer` the analysis may have found the place alone.
    let listed = name_at(page, cast, words).filter(|(actor, _)| is_title(all) || cast.kind(*actor) != ActorKind::Place);
    let Some((actor, words)) = listed else {
        let paper = || match words {
            [the, noun, ..] if the.is("the") && noun.any(&["newspaper", "paper", "magazine"]) => {
                reference::last_medium(page, cast, the.span.start, &noun.lower).filter(|actor| relays_what_it_is_told(page, cast, *actor))
            }
            _ => None,
        };
        return paper().or_else(|| state_medium(page, cast, words)).or_else(|| unlisted_medium(page, cast, words));
    };
    // A name is a medium's by its own words, whoever else it was joined to.
    let joined = media::is_medium(words) && !media::is_medium(cast.name(actor));
    let actor = if joined { cast.describe(words, ActorKind::Organization) } else { actor };
    let may_report =
        reporters.contains(&actor) || is_title(all) && cast.kind(actor) != ActorKind::Person && !media::is_other_body(cast.name(actor));
    let reports = may_report && !is_own(page, cast.name(actor)) && !media::is_host(cast.name(actor));
    (reports || relays_what_it_is_told(page, cast, actor)).then_some(actor)
}

/// Whether the words begin with a title: only the names of papers and the like keep the capital of their article (`told The Unbowed`).
fn is_title(words: &[&Item]) -> bool {
    matches!(words, [the, name, ..] if the.is("the") && the.capital && name.capital)
}

/// The medium whose name the words begin with, where the analysis has not found it: `Radio Tarn`.
fn unlisted_medium(page: &Page, cast: &mut Cast, words: &[&Item]) -> Option<ActorId> {
    let capitals: Vec<&&Item> =
        words.iter().take(6).skip_while(|word| word.is("the")).take_while(|word| word.capital && !word.time).collect();
    let name = capitals.first()?.span.to(capitals.last()?.span).of(&page.article.text);
    // A word alone is short for a medium that the page has named (`the Enquirer`); another (`the Standard`) may be the page's own.
    if let ([_], Some(known)) = (&capitals[..], cast.named(name)) {
        return relays_what_it_is_told(page, cast, known).then_some(known);
    }
    let names_medium =
        media::is_station(name) || capitals.len() > 1 && media::is_medium(name) || is_title(words) && !media::is_other_body(name);
    let medium = names_medium && !media::is_host(name) && !is_own(page, name);
    medium.then(|| cast.named(name).unwrap_or_else(|| cast.call(name, ActorKind::Organization)))
}

/// The name that the words begin with, and its bearer.
fn name_at<'a>(page: &Page<'a>, cast: &Cast, words: &[&Item]) -> Option<(ActorId, &'a str)> {
    let mut last = None;
    for word in words.iter().take(6) {
        match word.mention.and_then(|mention| page.analysis.mentions.get(mention)) {
            Some(mention) if mention.form == MentionForm::Name => last = Some(mention),
            _ if word.is("the") && last.is_none() => {}
            _ => break,
        }
    }
    last.map(|mention| (cast.bearer(mention.entity), mention.span.of(&page.article.text)))
}

/// The medium that the words begin with, by name or by description (`its official news agency`).
fn outlet_at(page: &Page, cast: &mut Cast, words: &[&Item], carries: bool) -> Option<ActorId> {
    let phrase = phrase(words);
    let last = phrase.last()?;
    if let Some(mention) = last.mention.and_then(|mention| page.analysis.mentions.get(mention))
        && mention.form == MentionForm::Name
    {
        // A person's whole name is no medium's; a single name that nobody knows may be one.
        let may_carry = |actor: ActorId| match cast.kind(actor) {
            ActorKind::Person => !cast.name(actor).contains(' '),
            kind => kind != ActorKind::Group,
        };
        return Some(cast.bearer(mention.entity)).filter(|actor| carries && may_carry(*actor) || media::is_medium(cast.name(*actor)));
    }
    phrase.iter().any(|word| word.any(&MEDIA)).then(|| described_medium(page, cast, &phrase))
}

/// Nouns for media.
const MEDIA: [&str; 8] = ["agency", "media", "television", "tv", "newspaper", "broadcaster", "radio", "newscast"];

/// A medium that speaks for a state, where the words begin with its description: `state television`, `the state-run news agency`.
fn state_medium(page: &Page, cast: &mut Cast, words: &[&Item]) -> Option<ActorId> {
    let phrase = phrase(words);
    let last = phrase.iter().rposition(|word| word.any(&MEDIA))?;
    let of_state = phrase[..last].iter().any(|word| word.is("state") || word.lower.starts_with("state-"));
    of_state.then(|| described_medium(page, cast, &phrase[..=last]))
}

/// The words of the noun phrase that begins here, without what prepositions join to it.
fn phrase<'a>(words: &[&'a Item]) -> Vec<&'a Item> {
    let modifies = |tag: Tag| matches!(tag, Tag::Determiner | Tag::Adjective | Tag::Possessive | Tag::Genitive | Tag::PastParticiple);
    let goes_on = |word: &&&Item| word.tag.is_noun() || modifies(word.tag) || word.mention.is_some();
    words.iter().take(9).take_while(goes_on).copied().collect()
}

/// Whom the description of a medium means.
fn described_medium(page: &Page, cast: &mut Cast, phrase: &[&Item]) -> ActorId {
    let start = phrase.iter().position(|word| !matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Genitive)).unwrap_or(0);
    let span = phrase[start].span.to(phrase[phrase.len() - 1].span);
    match reference::read(page, cast, span) {
        reference::Reference::Actor(actor) => actor,
        _ => cast.describe(span.of(&page.article.text), ActorKind::Organization),
    }
}

/// A medium relays what it is told; the page's own outlet and networks that only lend their stage do not.
fn relays_what_it_is_told(page: &Page, cast: &Cast, actor: ActorId) -> bool {
    let name = cast.name(actor);
    !is_own(page, name) && media::is_medium(name) && !media::is_host(name)
}

/// A pronoun, a name in the same paragraph, or a quotation without cue goes on in the occasion of the speaker's last relation, relays and all, unless
/// another occasion is named. Somebody unnamed (`the official`) does so anywhere: he is known through that medium alone.
pub fn carry(page: &Page, relations: &[Relation], nodes: &mut [Node], cast: &Cast) {
    let mut last: Option<usize> = None;
    let mut of_unnamed: FxHashMap<ActorId, usize> = FxHashMap::default();
    let mut order: Vec<usize> = (0..relations.len()).filter(|index| nodes[*index].parent.is_none() && !nodes[*index].dropped).collect();
    order.sort_by_key(|index| relations[*index].content[0].start);
    for index in order {
        if nodes[index].continues.is_some() {
            continue;
        }
        let source = relations[index].source.first().map_or(&[][..], |source| page.text.within(*source));
        let pronoun = source.len() == 1 && source[0].tag == Tag::Pronoun;
        let sentence = |index: usize| page.sentence_at(relations[index].content[0].start);
        let paragraph = |index: usize| sentence(index).map(|sentence| sentence.block);
        let is_elsewhere = |before: usize| sentence(before) != sentence(index) && occasion::is_new(page, &relations[index]);
        let goes_on = |before: &usize| {
            nodes[*before].actor == nodes[index].actor && (pronoun || paragraph(*before) == paragraph(index)) && !is_elsewhere(*before)
        };
        let points_back = source.len() == 2 && source[0].is("the") && LEXICON.is_person(&source[1].lower);
        let known_through = || nodes[index].actor.filter(|_| points_back).and_then(|actor| of_unnamed.get(&actor).copied());
        if nodes[index].relays.is_empty()
            && let Some(before) = last.filter(goes_on).or_else(known_through)
        {
            let relays = nodes[before].relays.clone();
            nodes[index].relays = relays;
        }
        if let Some(actor) = nodes[index].actor {
            last = Some(index);
            if !cast.is_named(actor) && cast.kind(actor) == ActorKind::Unnamed && !nodes[index].relays.is_empty() {
                of_unnamed.entry(actor).or_insert(index);
            }
        }
    }
}

/// Whether the name is the page's own outlet: as the page's data say, as its masthead stands among what is no report, or as its copyright line has it.
pub fn is_own(page: &Page, name: &str) -> bool {
    if page.article.agency.as_deref().is_some_and(|agency| media::is_same(agency, name)) {
        return true;
    }
    if let Some(outlet) = &page.article.outlet {
        return media::is_same(&outlet.name, name);
    }
    page.article.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Dropped | BlockKind::Credit)).any(|block| {
        let text = block.span.trim(&page.article.text).of(&page.article.text);
        text.len() < 200
            && (media::is_same(text, name) && text.len() < 60 || (text.contains('©') || text.contains("Copyright")) && text.contains(name))
    })
}
