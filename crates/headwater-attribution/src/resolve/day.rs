//! The day on which each thing was said.
//!
//! The nearest words win: a date in the clause of the cue (`said on Tuesday`). Else the day is that of the statement that this one stands inside or goes on
//! from. Else that of one of its voices, as last told in this report; members of a group that was heard (`two lawmakers said on Tuesday … Okafor, one of the
//! lawmakers, said`) take the group's day, a group that of its members, and who speaks for a body that of the body (`a ministry spokesman`). Days are also
//! told of occasions (see [`super::occasion`]), and the opening of a report tells first what a voice said on the day told below. No day is handed on to what
//! was said before (`has denied`, `the threat to`), what is held rather than said (`believes`), what has an occasion of its own (`in an interview`), and
//! what a state says: it speaks on many days.

use headwater_core::{Act, ActorId, ActorKind, PartialDate, Span};
use headwater_language::Time;
use rustc_hash::FxHashMap;

use super::{
    Node, Page,
    cast::{Cast, head_of},
    occasion::{self, Occasion},
    position,
};
use crate::{relations::Relation, text::Item};

/// After so many blocks a report has told all that its opening sums up.
const NEXT: usize = 9;

/// The day of each relation, where the page tells it.
pub fn days(page: &Page, relations: &[Relation], nodes: &[Node], cast: &Cast) -> Vec<Option<PartialDate>> {
    let told = |index: usize| own(page, &relations[index]).or_else(|| nodes[index].took.and_then(|took| own(page, &relations[took])));
    let mut days: Vec<Option<PartialDate>> = (0..relations.len()).map(told).collect();
    let mut order: Vec<usize> = (0..relations.len())
        .filter(|index| !nodes[*index].dropped && nodes[*index].parent.is_none() && nodes[*index].continues.is_none())
        .filter(|index| nodes[*index].actor.is_some())
        .collect();
    order.sort_by_key(|index| position(&relations[*index]));
    let mut occasions = occasion::occasions(page, relations, cast).into_iter().peekable();
    let mut heard = Heard::default();
    let mut opening = None;
    for index in &order {
        let sentence = page.sentence_number(position(&relations[*index]));
        while let Some(occasion) = occasions.next_if(|occasion| occasion.sentence <= sentence) {
            heard.take_place(cast, &occasion);
        }
        if days[*index].is_none() && goes_on(page, &relations[*index]) {
            days[*index] = heard.for_body(page, cast, &relations[*index], voices(nodes, *index));
            days[*index] = days[*index].or_else(|| heard.at_hand(voices(nodes, *index), sentence));
        }
        if let Some(day) = days[*index] {
            for actor in voices(nodes, *index) {
                heard.hear(cast, actor, day);
            }
        }
        if !before_block(page, &relations[*index], NEXT) {
            opening.get_or_insert_with(|| heard.first.clone());
        }
    }
    let opening = opening.unwrap_or_else(|| heard.first.clone());
    for index in order {
        let relation = &relations[index];
        if days[index].is_none()
            && opens(page, relation)
            && relation.act != Act::Belief
            && !is_apart(page, relation)
            && !is_long_past(page, relation)
        {
            let first = |actor: ActorId| heard.only(actor).filter(|_| opening.contains_key(&actor) && cast.kind(actor) != ActorKind::Place);
            days[index] = voices(nodes, index).find_map(first).filter(|day| is_news(page, *day));
        }
    }
    (0..relations.len()).map(|index| around(page, relations, &days, nodes, index)).collect()
}

/// Who speaks in the relation, then those who pass it on, the nearest to the speaker first.
fn voices(nodes: &[Node], index: usize) -> impl Iterator<Item = ActorId> {
    nodes[index].actor.into_iter().chain(nodes[index].relays.iter().rev().copied())
}

/// Whether the relation stands in the opening of the report: its headline, its summary, its first paragraph.
fn opens(page: &Page, relation: &Relation) -> bool {
    before_block(page, relation, 3)
}

fn before_block(page: &Page, relation: &Relation, number: usize) -> bool {
    page.article.main_blocks().nth(number).is_none_or(|(_, block)| position(relation) < block.start)
}

/// Whether the day lies in the week before the report.
pub fn is_news(page: &Page, day: PartialDate) -> bool {
    let published = page.article.published.as_ref().and_then(headwater_core::ArticleDate::day);
    let PartialDate::Day(day) = day else { return false };
    published.is_none_or(|published| (0..7).contains(&(published - day).get_days()))
}

/// The day of the relation, or of the nearest one that it goes on from or stands inside.
fn around(page: &Page, relations: &[Relation], days: &[Option<PartialDate>], nodes: &[Node], index: usize) -> Option<PartialDate> {
    let mut at = index;
    for _ in 0..12 {
        if days[at].is_some() {
            return days[at];
        }
        if is_earlier(page, &relations[at]) && !(nodes[at].parent.is_some() && is_view(page, &relations[at])) {
            return None;
        }
        at = nodes[at].continues.or(nodes[at].parent)?;
    }
    None
}

/// Whether the relation may belong to the occasion on which its speaker was heard last: said, not held, and on no occasion of its own.
fn goes_on(page: &Page, relation: &Relation) -> bool {
    relation.act != Act::Belief && !is_apart(page, relation) && !is_earlier(page, relation)
}

/// Whether its sentence tells of an occasion of its own.
fn is_apart(page: &Page, relation: &Relation) -> bool {
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
    sentence.is_some_and(|sentence| page.text.within(sentence).iter().filter(outside).any(|word| word.any(&OCCASIONS)))
}

/// `has denied`, `had warned`, `the threat to`: earlier than the occasion, nobody knows when.
fn is_earlier(page: &Page, relation: &Relation) -> bool {
    let Some(cue) = relation.cue.first() else { return false };
    let words = page.text.within(*cue);
    words.iter().take(2).any(|word| word.any(&["has", "have", "had", "'ve"])) || words.iter().all(|word| word.tag.is_noun())
}

/// `had warned`, `the threat to`: what no opening tells as news.
fn is_long_past(page: &Page, relation: &Relation) -> bool {
    is_earlier(page, relation)
        && relation.cue.first().is_none_or(|cue| !page.text.within(*cue).iter().take(2).any(|word| word.any(&["has", "have", "'ve"])))
}

/// `It is the bureau’s view that`: held while the statement around it is made.
fn is_view(page: &Page, relation: &Relation) -> bool {
    const VIEWS: [&str; 10] =
        ["view", "judgment", "judgement", "opinion", "assessment", "belief", "estimate", "conclusion", "possibility", "likelihood"];
    relation.cue.first().is_some_and(|cue| page.text.within(*cue).iter().any(|word| word.any(&VIEWS)))
}

/// Who was heard on which day.
#[derive(Default)]
struct Heard {
    /// The first day told.
    first: FxHashMap<ActorId, PartialDate>,
    /// The last day told.
    last: FxHashMap<ActorId, PartialDate>,
    /// Days of groups, by what one member is called.
    members: FxHashMap<String, (PartialDate, ActorId)>,
    /// Days of bodies, by the last word of their names.
    bodies: FxHashMap<String, PartialDate>,
    /// The last occasion, which whoever opens it goes on from in the next sentence.
    scene: Option<(usize, Vec<ActorId>, PartialDate)>,
    /// The last day of all.
    day: Option<PartialDate>,
}

impl Heard {
    fn hear(&mut self, cast: &Cast, actor: ActorId, day: PartialDate) {
        self.day = Some(day);
        self.first.entry(actor).or_insert(day);
        self.last.insert(actor, day);
        let name = cast.name(actor);
        match cast.kind(actor) {
            ActorKind::Group | ActorKind::Unnamed => {
                self.members.insert(member(name), (day, actor));
                for one in cast.named_in(actor) {
                    self.first.entry(one).or_insert(day);
                    self.last.insert(one, day);
                }
                // `hydrologists at the Lund Institute`
                if let Some((_, body)) = [" at ", " of ", " from "].iter().find_map(|of| name.split_once(of)) {
                    self.bodies.insert(last_word(body), day);
                }
            }
            ActorKind::Organization => {
                self.bodies.insert(last_word(name), day);
            }
            _ => {}
        }
    }

    /// Hears those who took part in an occasion.
    fn take_place(&mut self, cast: &Cast, occasion: &Occasion) {
        let Some(day) = occasion.day.or(self.day) else { return };
        if occasion.speaks {
            for actor in &occasion.actors {
                if cast.kind(*actor) != ActorKind::Place {
                    self.hear(cast, *actor, day);
                }
            }
        }
        self.scene = Some((occasion.sentence, occasion.actors.clone(), day));
    }

    fn day(&self, cast: &Cast, actor: ActorId) -> Option<PartialDate> {
        let of = |actor: ActorId| self.last.get(&actor).copied().or_else(|| self.of_group(cast, actor));
        match cast.kind(actor) {
            ActorKind::Place => None,
            ActorKind::Group => {
                let own = self.last.get(&actor).or_else(|| self.members.get(&member(cast.name(actor))).map(|(day, _)| day)).copied();
                own.or_else(|| cast.named_in(actor).find_map(of))
            }
            _ => of(actor),
        }
    }

    /// The day on which the actor was heard, where it is the same all over the report.
    fn only(&self, actor: ActorId) -> Option<PartialDate> {
        self.first.get(&actor).copied().filter(|first| self.last.get(&actor) == Some(first))
    }

    /// The day of one of the voices, or of the body that the speaker speaks for.
    fn for_body(&self, page: &Page, cast: &Cast, relation: &Relation, voices: impl Iterator<Item = ActorId>) -> Option<PartialDate> {
        let mut speaker = None;
        for actor in voices {
            speaker = speaker.or(Some(actor));
            if let Some(day) = self.day(cast, actor) {
                return Some(day);
            }
        }
        let speaker = speaker?;
        if cast.kind(speaker) == ActorKind::Organization {
            return self.bodies.get(&last_word(cast.name(speaker))).copied();
        }
        if cast.kind(speaker) != ActorKind::Person {
            return None;
        }
        let sentence = page.sentence_at(position(relation))?.span;
        let outside = |word: &&Item| !relation.content.iter().any(|content| content.contains(word.span));
        let words = page.text.within(sentence).iter().filter(outside);
        words.filter(|word| !word.capital).find_map(|word| self.bodies.get(&word.lower).copied())
    }

    /// The day of the scene that the sentence before has set for one of the voices.
    fn at_hand(&self, mut voices: impl Iterator<Item = ActorId>, sentence: usize) -> Option<PartialDate> {
        let (set, actors, day) = self.scene.as_ref()?;
        (*set + 1 == sentence && voices.any(|voice| actors.contains(&voice))).then_some(*day)
    }

    /// The day on which the group spoke that the actor's role, or his description, makes him a member of.
    fn of_group(&self, cast: &Cast, actor: ActorId) -> Option<PartialDate> {
        let actor = cast.actor(actor);
        let description = if actor.kind == ActorKind::Unnamed { Some(actor.name.as_str()) } else { None };
        let role = actor.role.as_deref().or(description)?.to_lowercase();
        // `an official at the ministry` is none of the officials of another body.
        let body = [" at ", " of "].iter().find_map(|of| role.split_once(of)).map(|(_, body)| last_word(body));
        let fits =
            |group: ActorId| body.as_ref().is_none_or(|body| description.is_none() || cast.name(group).to_lowercase().contains(body));
        role.split([' ', '-', ',']).find_map(|word| self.members.get(plain(word)).filter(|(_, group)| fits(*group)).map(|(day, _)| *day))
    }
}

/// Of `the Ministry of Rivers` the ministry, of `Lund Institute` the institute.
fn last_word(name: &str) -> String {
    let name = name.to_lowercase();
    head_of(&name).to_owned()
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
        .filter(|time| value(page, time).is_some() && !relation.content.iter().any(|content| content.contains(time.span)))
        .filter(|time| distance(time) < NEAR || leads(page, sentence.span.start, time))
        .filter(|time| tells(page, sentence.span, *cue, time.span));
    times.min_by_key(|time| (precision(page, time), distance(time))).and_then(|time| value(page, time)).or_else(|| just_now(page, *cue))
}

/// A date to the day, month or year; of `last week`, where that lies in one month, the month.
fn value(page: &Page, time: &Time) -> Option<PartialDate> {
    let published = page.article.published.as_ref().and_then(headwater_core::ArticleDate::day);
    let week = time.range.zip(published).filter(|(range, published)| {
        let (length, ago) = ((range.to - range.from).get_days(), (*published - range.to).get_days());
        range.from.first_of_month() == range.to.first_of_month() && length == 6 && (1..=7).contains(&ago)
    });
    time.value.or_else(|| week.map(|(range, _)| PartialDate::Month(range.from.year(), range.from.month())))
}

/// `has just announced`, `has been speaking to our reporter`: on the page's own day.
fn just_now(page: &Page, cue: Span) -> Option<PartialDate> {
    let words = page.text.within(cue);
    let just = words.iter().any(|word| word.is("just")) && words.iter().any(|word| word.any(&["has", "have", "'ve"]));
    let sentence = page.sentence_at(cue.start).map(|sentence| page.text.within(sentence.span)).unwrap_or_default();
    let speaking = sentence.windows(3).any(|words| {
        words[0].any(&["has", "have"]) && words[1].is("been") && words[2].any(&["speaking", "talking"]) && words[2].within.is_none()
    });
    let day = page.article.published.as_ref().and_then(headwater_core::ArticleDate::day);
    day.filter(|_| just || speaking).map(PartialDate::Day)
}

/// A day tells more than a month, a month more than a year.
fn precision(page: &Page, time: &Time) -> u8 {
    match value(page, time) {
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
pub fn tells(page: &Page, sentence: Span, cue: Span, time: Span) -> bool {
    let before = page.text.within(Span::new(sentence.start, time.start));
    let bound = before.iter().rev().take(2).find(|word| !word.is("the")).is_some_and(|word| word.any(&BOUNDS));
    if bound {
        return false;
    }
    if time.start >= cue.end {
        return true;
    }
    let opener = before.iter().rev().take(25).find(|word| word.any(&["who", "which", "whose", "where", "when", "whether"]));
    let closes = |_: &Item| page.text.within(time.to(cue)).iter().any(|word| word.is(","));
    !opener.is_some_and(closes)
}
