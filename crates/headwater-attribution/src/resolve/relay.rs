//! Voices that pass on what others said.
//!
//! `…, Harbour Daily reported` after what somebody said, `told the agency`, `in a statement carried by`, `citing two officials`.

use headwater_core::{ActorId, ActorKind, BlockKind, Span};
use headwater_language::MentionForm;

use super::{Node, Page, cast::Cast, media, reference};
use crate::{relations::Relation, tagger::Tag, text::Item};

/// Takes relations that only pass on another one out of the statements and into its chain.
pub fn collapse(page: &Page, relations: &[Relation], nodes: &mut [Node], cast: &Cast) {
    for inner in 0..relations.len() {
        // `The Post reported that C, citing two officials`, `the Post quoted her as saying that C`: one content, two voices.
        let cited = hands_on(page, &relations[inner], &["citing", "quoting"]);
        let outer = same_content(relations, nodes, inner)
            .filter(|outer| cited || hands_on(page, &relations[*outer], &QUOTES) && !hands_on(page, &relations[inner], &QUOTES));
        if let Some(outer) = outer {
            if let Some(actor) = nodes[outer].actor {
                nodes[inner].relays.push(actor);
                nodes[outer].dropped = true;
                nodes[inner].parent = nodes[outer].parent;
                adopt(nodes, outer, inner);
            }
            continue;
        }
        let Some(outer) = nodes[inner].parent else { continue };
        let Some(actor) = nodes[outer].actor else { continue };
        if nodes[outer].dropped || !passes_on(page, cast, relations, nodes, outer) || !fills(page, &relations[outer], &relations[inner]) {
            continue;
        }
        let grand = nodes[outer].parent;
        nodes[inner].relays.insert(0, actor);
        nodes[inner].parent = grand;
        nodes[outer].dropped = true;
        adopt(nodes, outer, inner);
    }
}

/// Cues by which somebody gives the words of another.
const QUOTES: [&str; 6] = ["quoted", "quotes", "quote", "cited", "cites", "cite"];

/// Whether the cue begins or ends with one of these words.
fn hands_on(page: &Page, relation: &Relation, words: &[&str]) -> bool {
    relation.cue.first().is_some_and(|cue| {
        let cue = cue.of(&page.article.text).to_lowercase();
        words.iter().any(|word| cue.starts_with(word) || cue.ends_with(word))
    })
}

/// What stood inside the dropped relation stands inside the one that took its place.
fn adopt(nodes: &mut [Node], dropped: usize, heir: usize) {
    for (index, node) in nodes.iter_mut().enumerate() {
        if index != heir && node.parent == Some(dropped) {
            node.parent = Some(heir);
        }
        if node.continues == Some(dropped) {
            node.continues = Some(heir);
        }
    }
}

fn same_content(relations: &[Relation], nodes: &[Node], inner: usize) -> Option<usize> {
    (0..relations.len()).find(|other| *other != inner && !nodes[*other].dropped && relations[*other].content == relations[inner].content)
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

/// Relays that the words around a cue name: `told the agency`, `in an interview with`, `through its official news agency`.
pub fn phrases(page: &Page, relations: &[Relation], cast: &mut Cast, index: usize) -> Vec<ActorId> {
    let relation = &relations[index];
    let Some(cue) = relation.cue.first().copied() else { return Vec::new() };
    let Some(sentence) = page.analysis.sentences.iter().find(|sentence| sentence.span.contains(cue) || sentence.span.covers(cue.start))
    else {
        return Vec::new();
    };
    let text = page.text;
    let first = text.words.partition_point(|word| word.span.start < cue.start);
    let mut relays = Vec::new();
    let words = &text.words[first..];
    let outside = |word: &Item| !relation.content.iter().any(|content| content.contains(word.span));
    // Words from the cue to the end of its sentence or to the content.
    // `In an interview with the agency, she said`
    let opening = text.words.partition_point(|word| word.span.start < sentence.span.start);
    let lead: Vec<&Item> = text.words[opening..first].iter().filter(|word| outside(word)).take(14).collect();
    for (at, word) in lead.iter().enumerate() {
        if word.is("with") && lead[..at].iter().any(|word| word.is("interview")) {
            relays.extend(name_at(page, cast, &lead[at + 1..]).filter(|actor| relays_what_it_is_told(page, cast, *actor)));
        }
    }
    let reach: Vec<&Item> = words.iter().take(40).take_while(|word| word.span.start < sentence.span.end && outside(word)).collect();
    for (at, word) in reach.iter().enumerate() {
        // Another cue's words are not this one's.
        if word.span.start > cue.end
            && relations
                .iter()
                .any(|other| other.cue.first().is_some_and(|other| other.covers(word.span.start)) && other.content != relation.content)
        {
            break;
        }
        if word.any(&["told", "tell", "tells", "telling"]) {
            relays.extend(name_at(page, cast, &reach[at + 1..]).filter(|actor| relays_what_it_is_told(page, cast, *actor)));
        } else if word.is("with") && reach[..at].iter().any(|word| word.any(&["interview", "interviews", "conversation"])) {
            relays.extend(name_at(page, cast, &reach[at + 1..]).filter(|actor| relays_what_it_is_told(page, cast, *actor)));
        } else if word.any(&["via", "through"]) {
            relays.extend(outlet_at(page, cast, &reach[at + 1..], false));
        } else if word.is("by") && at > 0 {
            let carried = reach[..at].iter().rev().take(8).any(|word| {
                word.any(&[
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
                    "quoted",
                ])
            });
            if carried {
                relays.extend(outlet_at(page, cast, &reach[at + 1..], true));
            }
        }
    }
    // Behind a source: `according to a spokesman quoted by the agency`.
    relays
}

/// The name that the words begin with.
fn name_at(page: &Page, cast: &Cast, words: &[&Item]) -> Option<ActorId> {
    let mut last = None;
    for word in words.iter().take(6) {
        match word.mention.and_then(|mention| page.analysis.mentions.get(mention)) {
            Some(mention) if mention.form == MentionForm::Name => last = Some(cast.bearer(mention.entity)),
            _ if word.is("the") && last.is_none() => {}
            _ => break,
        }
    }
    last
}

/// The medium that the words begin with, by name or by description (`its official news agency`).
fn outlet_at(page: &Page, cast: &mut Cast, words: &[&Item], carries: bool) -> Option<ActorId> {
    let phrase: Vec<&&Item> = words
        .iter()
        .take(9)
        .take_while(|word| {
            word.tag.is_noun()
                || matches!(word.tag, Tag::Determiner | Tag::Adjective | Tag::Possessive | Tag::Genitive | Tag::PastParticiple)
                || word.mention.is_some()
        })
        .collect();
    let last = phrase.last()?;
    if let Some(mention) = last.mention.and_then(|mention| page.analysis.mentions.get(mention))
        && mention.form == MentionForm::Name
    {
        return Some(cast.bearer(mention.entity))
            .filter(|actor| carries && cast.kind(*actor) != ActorKind::Group || media::is_medium(cast.name(*actor)));
    }
    let medium = phrase.iter().any(|word| word.any(&["agency", "media", "television", "newspaper", "broadcaster", "radio"]));
    if !medium {
        return None;
    }
    let start = phrase.iter().position(|word| !matches!(word.tag, Tag::Determiner | Tag::Possessive | Tag::Genitive)).unwrap_or(0);
    let description = phrase[start].span.to(last.span).of(&page.article.text).to_owned();
    match reference::read(page, cast, phrase[start].span.to(last.span)) {
        reference::Reference::Actor(actor) => Some(actor),
        _ => Some(cast.describe(&description, ActorKind::Organization)),
    }
}

/// A medium relays what it is told; the page's own outlet and networks that only lend their stage do not.
fn relays_what_it_is_told(page: &Page, cast: &Cast, actor: ActorId) -> bool {
    let name = cast.name(actor);
    !is_own(page, name) && media::is_medium(name) && !media::is_host(name)
}

/// A pronoun or a quotation without cue goes on in the occasion of the speaker's last relation, relays and all.
pub fn carry(page: &Page, relations: &[Relation], nodes: &mut [Node]) {
    let mut last: Option<usize> = None;
    let mut order: Vec<usize> = (0..relations.len()).filter(|index| nodes[*index].parent.is_none() && !nodes[*index].dropped).collect();
    order.sort_by_key(|index| relations[*index].content[0].start);
    for index in order {
        if nodes[index].continues.is_some() {
            continue;
        }
        let pronoun = relations[index].source.first().is_some_and(|source| {
            let words = page.text.within(*source);
            words.len() == 1 && words[0].tag == Tag::Pronoun
        });
        if pronoun
            && nodes[index].relays.is_empty()
            && let Some(before) = last
            && nodes[before].actor == nodes[index].actor
        {
            let relays = nodes[before].relays.clone();
            nodes[index].relays = relays;
        }
        if nodes[index].actor.is_some() {
            last = Some(index);
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
