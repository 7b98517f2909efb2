//! The day on which each thing was said.
//!
//! The nearest words win: a date in the clause of the cue (`said on Tuesday`). Else the day is that of the statement that this one stands inside or goes on
//! from. Else that of the same voice, as last told in this report; members of a group that was heard (`two lawmakers said on Tuesday … Okafor, one of the
//! lawmakers, said`) take the group's day, and a group that of its members. No day is handed on to what was said before (`has denied`, `the threat to`),
//! what is held rather than said (`believes`), what has an occasion of its own (`in an interview`), and what a state says: it speaks on many days.

use headwater_core::{Act, ActorId, ActorKind, PartialDate, Span};
use headwater_language::Time;
use rustc_hash::FxHashMap;

use super::{
    Node, Page,
    cast::{Cast, head_of},
    position,
};
use crate::{relations::Relation, text::Item};

/// The day of each relation, where the page tells it.
pub fn days(page: &Page, relations: &[Relation], nodes: &[Node], cast: &Cast) -> Vec<Option<PartialDate>> {
    let mut days: Vec<Option<PartialDate>> = relations.iter().map(|relation| own(page, relation)).collect();
    let mut order: Vec<usize> = (0..relations.len())
        .filter(|index| !nodes[*index].dropped && nodes[*index].parent.is_none() && nodes[*index].continues.is_none())
        .collect();
    order.sort_by_key(|index| position(&relations[*index]));
    let mut heard = Heard::default();
    for index in &order {
        let Some(actor) = nodes[*index].actor else { continue };
        if days[*index].is_none() && goes_on(page, &relations[*index]) && cast.kind(actor) != ActorKind::Place {
            days[*index] = heard.day(cast, actor);
        }
        if let Some(day) = days[*index] {
            heard.hear(cast, actor, day);
        }
    }
    (0..relations.len()).map(|index| around(page, relations, &days, nodes, index)).collect()
}

/// The day of the relation, or of the nearest one that it goes on from or stands inside.
fn around(page: &Page, relations: &[Relation], days: &[Option<PartialDate>], nodes: &[Node], index: usize) -> Option<PartialDate> {
    let mut at = index;
    for _ in 0..12 {
        if days[at].is_some() {
            return days[at];
        }
        if is_earlier(page, &relations[at]) {
            return None;
        }
        at = nodes[at].continues.or(nodes[at].parent)?;
    }
    None
}

/// Whether the relation may belong to the occasion on which its speaker was heard last: said, not held, and on no occasion of its own.
fn goes_on(page: &Page, relation: &Relation) -> bool {
    const OCCASIONS: [&str; 16] = [
        "interview",
        "interviews",
        "address",
        "speech",
        "letter",
        "memo",
        "book",
        "column",
        "tweet",
        "tweets",
        "tweeted",
        "twitter",
        "posted",
        "wrote",
        "written",
        "later",
    ];
    let cue = relation.cue.first().copied();
    let sentence = cue.and_then(|cue| page.sentence_at(cue.start)).map(|sentence| sentence.span);
    let outside = |word: &&Item| !relation.content.iter().any(|content| content.contains(word.span));
    let apart = sentence.is_some_and(|sentence| page.text.within(sentence).iter().filter(outside).any(|word| word.any(&OCCASIONS)));
    relation.act != Act::Belief && !apart && !is_earlier(page, relation)
}

/// `has denied`, `had warned`, `the threat to`: earlier than the occasion, nobody knows when.
fn is_earlier(page: &Page, relation: &Relation) -> bool {
    let Some(cue) = relation.cue.first() else { return false };
    let words = page.text.within(*cue);
    words.iter().take(2).any(|word| word.any(&["has", "have", "had", "'ve"])) || words.iter().all(|word| word.tag.is_noun())
}

/// Who was heard on which day.
#[derive(Default)]
struct Heard {
    /// The last day told.
    last: FxHashMap<ActorId, PartialDate>,
    /// Days of groups, by what one member is called.
    members: FxHashMap<String, PartialDate>,
}

impl Heard {
    fn hear(&mut self, cast: &Cast, actor: ActorId, day: PartialDate) {
        self.last.insert(actor, day);
        if cast.kind(actor) == ActorKind::Group {
            self.members.insert(member(cast.name(actor)), day);
            for one in cast.named_in(actor) {
                self.last.insert(one, day);
            }
        }
    }

    fn day(&self, cast: &Cast, actor: ActorId) -> Option<PartialDate> {
        let of = |actor: ActorId| self.last.get(&actor).copied();
        match cast.kind(actor) {
            ActorKind::Group => {
                of(actor).or_else(|| self.members.get(&member(cast.name(actor))).copied()).or_else(|| cast.named_in(actor).find_map(of))
            }
            _ => of(actor).or_else(|| self.of_group(cast, actor)),
        }
    }

    /// The day on which the group spoke that the actor's role, or his description, makes him a member of.
    fn of_group(&self, cast: &Cast, actor: ActorId) -> Option<PartialDate> {
        let actor = cast.actor(actor);
        let description = if actor.kind == ActorKind::Unnamed { Some(actor.name.as_str()) } else { None };
        let role = actor.role.as_deref().or(description)?.to_lowercase();
        role.split([' ', '-', ',']).find_map(|word| self.members.get(plain(word)).copied())
    }
}

/// What one of the group is called: of `two lawmakers` the lawmaker.
fn member(group: &str) -> String {
    let group = group.to_lowercase();
    let head = head_of(&group);
    plain(head.strip_suffix('s').unwrap_or(head)).to_owned()
}

/// Members of a parliament go by many words.
fn plain(word: &str) -> &str {
    const LAWMAKERS: [&str; 16] = [
        "rep",
        "rep.",
        "representative",
        "sen",
        "sen.",
        "senator",
        "congressman",
        "congresswoman",
        "mp",
        "mep",
        "msp",
        "legislator",
        "deputy",
        "parliamentarian",
        "member",
        "lawmaker",
    ];
    if LAWMAKERS.contains(&word) { "lawmaker" } else { word }
}

/// How far from the cue a day may stand, in bytes; at the head of the sentence it may stand further.
const NEAR: usize = 80;
/// Words before an expression of time that make it the bound of something else than the saying.
const BOUNDS: [&str; 14] =
    ["since", "until", "till", "by", "from", "for", "before", "after", "between", "during", "than", "through", "within", "over"];

/// The day that the clause of the cue gives.
fn own(page: &Page, relation: &Relation) -> Option<PartialDate> {
    let cue = relation.cue.first()?;
    let sentence = page.sentence_at(cue.start)?;
    let first = page.analysis.times.partition_point(|time| time.span.start < sentence.span.start);
    let last = page.analysis.times.partition_point(|time| time.span.start < sentence.span.end);
    let distance =
        |time: &Time| if time.span.start >= cue.end { time.span.start - cue.end } else { cue.start.saturating_sub(time.span.end) };
    let times = page.analysis.times[first..last.max(first)]
        .iter()
        .filter(|time| time.value.is_some() && !relation.content.iter().any(|content| content.contains(time.span)))
        .filter(|time| distance(time) < NEAR || leads(page, sentence.span.start, time))
        .filter(|time| tells(page, sentence.span, *cue, time.span));
    times.min_by_key(|time| (precision(time), distance(time))).and_then(|time| time.value).or_else(|| just_now(page, *cue))
}

/// `has just announced`: on the page's own day.
fn just_now(page: &Page, cue: Span) -> Option<PartialDate> {
    let words = page.text.within(cue);
    let just = words.iter().any(|word| word.is("just")) && words.iter().any(|word| word.any(&["has", "have", "'ve"]));
    let day = page.article.published.as_ref().and_then(headwater_core::ArticleDate::day);
    day.filter(|_| just).map(PartialDate::Day)
}

/// A day tells more than a month, a month more than a year.
fn precision(time: &Time) -> u8 {
    match time.value {
        Some(PartialDate::Day(_)) => 0,
        Some(PartialDate::Month(..)) => 1,
        _ => 2,
    }
}

/// `On Tuesday, …`: the time stands at the head of the sentence.
fn leads(page: &Page, sentence: usize, time: &Time) -> bool {
    page.text.within(Span::new(sentence, time.span.start)).len() <= 2
}

/// Whether the time may be that of the cue: neither a bound (`since 2014`) nor part of another clause (`who was elected in 2014, said`).
fn tells(page: &Page, sentence: Span, cue: Span, time: Span) -> bool {
    let before = page.text.within(Span::new(sentence.start, time.start));
    let bound = before.iter().rev().take(2).find(|word| !word.is("the")).is_some_and(|word| word.any(&BOUNDS));
    if bound {
        return false;
    }
    if time.start >= cue.end {
        return true;
    }
    let opener = before.iter().rev().take(25).find(|word| word.any(&["who", "which", "whose", "where", "when"]));
    let closes = |_: &Item| page.text.within(time.to(cue)).iter().any(|word| word.is(","));
    !opener.is_some_and(closes)
}
