//! Who `he`, `they` or `the country` is: the most plausible of those named or heard before.

use headwater_core::{ActorId, ActorKind, Span};
use headwater_language::{Gender, MentionForm, coreference};
use rustc_hash::FxHashMap;

use super::{
    Page,
    cast::{self, Cast},
    firm::{foremost_firm, is_firm, is_public},
    media, office, relay,
};
use crate::{lexicon::LEXICON, tagger::Tag};

/// Somebody heard: the source of a relation.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Where its words begin.
    pub at: usize,
    /// Who.
    pub actor: ActorId,
    /// Whether it speaks inside another's content.
    pub nested: bool,
}

/// The voice in whose content something stands.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    /// Who.
    pub actor: ActorId,
    /// Where, unless a quotation only goes on.
    pub cue: Option<usize>,
}

/// Everybody in the order in which the page names them.
#[derive(Debug)]
pub struct Timeline {
    /// Places where somebody is named, in order: byte, actor, whether as the first of a sentence.
    named: Vec<(usize, ActorId, bool)>,
    /// In order.
    heard: Vec<Heard>,
    /// Pronouns and descriptions that the encoder links to somebody known: where the head begins, and whom it means. In order.
    linked: Vec<(usize, ActorId)>,
    /// The firm that the page is about.
    firm: Option<ActorId>,
    /// Those whom the analysis takes for others of the same noun, with those others: `zoo officials`, the `clinic officials`.
    parted: FxHashMap<ActorId, ActorId>,
}

/// What the encoder's link weighs: it decides where the rules hardly can, and gives way to a sentence of distance.
const LINK: i64 = 10;
/// What a known sex weighs that agrees: of those whose sex a page does not tell, more are men.
const KNOWN_SHE: i64 = 20;
const KNOWN_HE: i64 = 6;
/// How much less a pronoun means somebody only described than somebody named, where neither has spoken.
const UNNAMED: i64 = 14;
/// Nouns for bodies that were named before.
const BODIES: [&str; 5] = ["company", "firm", "organization", "group", "party"];
/// How far back a pronoun looks, in sentences.
const REACH: usize = 6;

impl Timeline {
    /// The named mentions of the page.
    pub fn new(page: &Page, cast: &mut Cast) -> Self {
        let mut described: FxHashMap<usize, String> = FxHashMap::default();
        let mut parted: FxHashMap<ActorId, ActorId> = FxHashMap::default();
        let mut named = Vec::with_capacity(page.analysis.mentions.len());
        let mut sentence = 0;
        let mut opened = None;
        for mention in &page.analysis.mentions {
            while page.analysis.sentences.get(sentence).is_some_and(|found| found.span.end <= mention.span.start) {
                sentence += 1;
            }
            let first = opened != Some(sentence);
            let before = page.text.words.partition_point(|word| word.span.start < mention.span.start);
            let led = before.checked_sub(1).is_some_and(|at| matches!(page.text.words[at].tag, Tag::Preposition | Tag::To));
            // A possessor is spoken of less than its thing is.
            let genitive = page
                .text
                .words
                .iter()
                .skip(before)
                .find(|word| word.span.start >= mention.span.end)
                .is_some_and(|word| word.tag == Tag::Genitive);
            if first && !led && !genitive {
                opened = Some(sentence);
            }
            // `the Beltau valley`: a name that only modifies.
            let modifies = page
                .text
                .words
                .iter()
                .skip(before)
                .find(|word| word.span.start >= mention.span.end)
                .is_some_and(|word| matches!(word.tag, Tag::Noun | Tag::Nouns) && mention.form == MentionForm::Name);
            if modifies {
                continue;
            }
            let mut bearer = cast.bearer(mention.entity);
            // `zoo officials` after `clinic officials`: the same noun, others.
            if mention.form == MentionForm::Description && cast.kind(bearer) == ActorKind::Group {
                let phrase = with_nouns(page, mention.span, before);
                let known = described.entry(mention.entity).or_insert_with(|| phrase.to_lowercase());
                if phrase.contains(' ') && known.contains(' ') && *known != phrase.to_lowercase() {
                    let other = cast.describe(phrase, ActorKind::Group);
                    parted.insert(other, bearer);
                    bearer = other;
                }
            }
            named.push((mention.span.start, bearer, first && !led && !genitive));
        }
        let linked = coreference::meant(page.analysis).into_iter().map(|(head, entity)| (head.start, cast.bearer(entity))).collect();
        let firm = foremost_firm(page, cast, &named);
        Self { named, heard: Vec::new(), linked, firm, parted }
    }

    /// Whom the encoder links the words to.
    fn linked(&self, span: Span) -> Option<ActorId> {
        let first = self.linked.partition_point(|(at, _)| *at < span.start);
        let actor = self.linked.get(first).filter(|(at, _)| *at < span.end).map(|(_, actor)| *actor)?;
        // Of those parted the one named last.
        let named = self.named.partition_point(|(at, ..)| *at < span.start);
        let is_meant = |known: &ActorId| *known == actor || self.parted.get(known) == Some(&actor);
        let last = self.named[..named].iter().rev().take(60).map(|(_, known, _)| *known).find(is_meant);
        Some(last.unwrap_or(actor))
    }

    /// Remembers a speaker.
    pub fn heard(&mut self, heard: Heard) {
        let at = self.heard.partition_point(|known| known.at <= heard.at);
        self.heard.insert(at, heard);
    }

    /// Who the pronoun at `span` is. `holder` is the voice in whose content it stands, `content` what the pronoun's bearer says.
    pub fn find(&self, page: &Page, cast: &Cast, pronoun: &str, span: Span, holder: Option<Holder>, content: &[Span]) -> Option<ActorId> {
        let quoted = is_quoted(page, span, holder);
        // `Asked if he would stay, Vale said no`: who is asked is asked about himself.
        let answers = holder.filter(|holder| !quoted && holder.cue.is_some_and(|cue| cue > span.end) && is_asked(page, span));
        if let Some(holder) = answers.filter(|holder| agrees(cast, holder.actor, pronoun)) {
            return Some(holder.actor);
        }
        let holder = holder.map(|holder| holder.actor);
        // Nobody is named in his own words (Principle C of binding): `“Vale has left,” he said`, `He said Vale had left`; only of a body may be
        // written `The ministry will act, it said`.
        let own = |at: &usize| matches!(pronoun, "he" | "she") || *at > span.end && page.text.quotation_at(*at).is_none();
        let mut told = if matches!(pronoun, "he" | "she" | "it" | "they") { self.named_in(content, own) } else { Vec::new() };
        // `Vale spoke again, echoing what he said of the poll that Vale had won`: who speaks in the sentence may be named again far off.
        let near = self.named_in(content, |at| own(at) && !is_behind_relative(page, content, *at));
        told.retain(|actor| near.contains(actor) || !self.speaks_before(page, span, *actor));
        // `“Nine boards are set,” they said`: who is only described in a quotation does not speak it.
        if matches!(pronoun, "it" | "they") {
            told.extend(
                self.named_in(content, |at| page.text.quotation_at(*at).is_some()).into_iter().filter(|actor| !cast.is_named(*actor)),
            );
        }
        // In a quotation `he` is not the speaker; in reported speech it mostly is.
        let fits = |actor: ActorId| {
            agrees(cast, actor, pronoun) && !(quoted && holder.is_some_and(|holder| is_of(cast, holder, actor))) && !told.contains(&actor)
        };
        // `An aide to Ann Lund said she …`: a person told by whom it serves speaks of that one.
        let served = |actor: ActorId| {
            holder.is_some_and(|holder| holder != actor && cast.kind(actor) == ActorKind::Person && cast.is_described_by(holder, actor))
        };
        let sexed = match pronoun {
            "she" | "her" => KNOWN_SHE,
            "he" | "his" | "him" => KNOWN_HE,
            _ => 0,
        };
        self.best(page, cast, span, &fits, |actor| {
            let known = if cast.gender(actor).is_some() { sexed } else { 0 };
            let held = if quoted {
                0
            } else if served(actor) {
                52
            } else if holder == Some(actor) {
                14
            } else {
                0
            };
            known + held
        })
    }

    /// Whether the actor is heard in the sentence of `span`, before it, and not inside another's words.
    fn speaks_before(&self, page: &Page, span: Span, actor: ActorId) -> bool {
        let opening = page.analysis.sentences.get(page.sentence_number(span.start)).map_or(0, |sentence| sentence.span.start);
        let until = self.heard.partition_point(|heard| heard.at < span.start);
        let here = self.heard[..until].iter().rev().take_while(|heard| heard.at >= opening);
        here.into_iter().any(|heard| heard.actor == actor && !heard.nested)
    }

    /// Whom these words name, where the place counts.
    fn named_in(&self, content: &[Span], counts: impl Fn(&usize) -> bool) -> Vec<ActorId> {
        let mut actors = Vec::new();
        for span in content {
            let first = self.named.partition_point(|(at, ..)| *at < span.start);
            actors.extend(
                self.named[first..(first + 200).min(self.named.len())]
                    .iter()
                    .take_while(|(at, ..)| *at < span.end)
                    .filter(|(at, ..)| counts(at))
                    .map(|(_, actor, _)| *actor),
            );
        }
        actors
    }

    /// Who a noun such as `the country` points back to.
    pub fn generic(&self, page: &Page, cast: &mut Cast, head: &str, span: Span) -> ActorId {
        let meant = if BODIES.contains(&head) {
            self.body(page, cast, head, span)
        } else {
            self.best(page, cast, span, &|actor| cast.kind(actor) == ActorKind::Place, |_| 0)
        };
        meant.unwrap_or_else(|| cast.describe(span.of(&page.article.text), ActorKind::Unnamed))
    }

    /// The body that `the company` points back to: where the page is about one firm, that firm.
    fn body(&self, page: &Page, cast: &Cast, head: &str, span: Span) -> Option<ActorId> {
        let is_firm_meant = ["company", "firm"].contains(&head);
        if let Some(firm) = self.firm.filter(|_| is_firm_meant && page.text.quotation_at(span.start).is_none()) {
            return Some(firm);
        }
        let fits = |actor: ActorId| {
            let name = cast.name(actor);
            let is_named = cast.is_named(actor) && !name.ends_with(head) && !(is_firm_meant && is_public(name));
            let is_body = || matches!(cast.kind(actor), ActorKind::Organization | ActorKind::Group);
            let is_other = || media::is_medium(name) || relay::is_own(page, name);
            is_named && (is_firm(name, cast.actor(actor).role.as_deref()) || is_body() && !is_other())
        };
        self.best(page, cast, span, &fits, |_| 0)
    }

    /// Who a noun such as `the lawmaker` points back to: whoever has that role, else the person heard last.
    pub fn role(&self, page: &Page, cast: &mut Cast, phrase: &str, span: Span, holder: Option<Holder>) -> ActorId {
        let head = phrase.rsplit(' ').next().unwrap_or(phrase).to_lowercase();
        let sentence = page.sentence_number(span.start);
        let near = |at: usize| sentence.saturating_sub(page.sentence_number(at)) <= REACH;
        let of_role = cast.in_role(phrase).or_else(|| cast.in_role(&head));
        let named = self.named.partition_point(|(at, ..)| *at < span.start);
        let last = |actor: ActorId| self.named[..named].iter().rev().take(200).find(|(_, known, _)| *known == actor).map(|(at, ..)| *at);
        if let Some(actor) = of_role.filter(|actor| last(*actor).is_some_and(near)) {
            return actor;
        }
        let speaker = holder.filter(|_| is_quoted(page, span, holder)).map(|holder| holder.actor);
        let known = |actor: ActorId| cast.actor(actor).role.as_deref().unwrap_or_default();
        let fits = |actor: ActorId| {
            let may_hold = office::may_hold(known(actor), phrase).unwrap_or(true);
            may_hold && cast.kind(actor) == ActorKind::Person && cast.is_named(actor) && speaker != Some(actor)
        };
        // Who is told to be something else, if no other office, comes last.
        let fits_well = |actor: ActorId| fits(actor) && (known(actor).is_empty() || office::may_hold(known(actor), phrase).is_some());
        let until = self.heard.partition_point(|heard| heard.at < span.start);
        let heard = |fits: &dyn Fn(ActorId) -> bool| {
            let heard = self.heard[..until].iter().rev().take(60).find(|heard| !heard.nested && fits(heard.actor));
            heard.filter(|heard| near(heard.at)).map(|heard| heard.actor)
        };
        self.linked(span)
            .filter(|actor| fits(*actor) && last(*actor).is_some_and(near))
            .or_else(|| heard(&fits_well))
            .or(of_role)
            .or_else(|| cast.foremost(&fits_well).filter(|actor| last(*actor).is_some_and(near)))
            .or_else(|| heard(&fits))
            .unwrap_or_else(|| cast.describe(phrase, ActorKind::Unnamed))
    }

    /// Of whom `some` or `others` are a part: the last group.
    pub fn group(&self, page: &Page, cast: &mut Cast, word: &str, span: Span) -> ActorId {
        // `One woman said …, another that …`: one more such, and none of those of whom the first one spoke.
        let until = self.heard.partition_point(|heard| heard.at < span.start);
        if word == "another"
            && let Some(noun) =
                self.heard[..until].last().and_then(|heard| cast.name(heard.actor).to_lowercase().strip_prefix("one ").map(str::to_owned))
        {
            return cast.describe(&format!("another {noun}"), ActorKind::Unnamed);
        }
        let fits = |actor: ActorId| cast.kind(actor) == ActorKind::Group && !LEXICON.is_document(cast::head_of(cast.name(actor)));
        self.best(page, cast, span, &fits, |_| 0).unwrap_or_else(|| cast.describe(word, ActorKind::Group))
    }

    /// Whose spokesperson a mere `a spokesman` is: of the body that spoke right before; `a spokesman for the company`: of the one that is meant.
    pub fn spokesperson(&self, page: &Page, cast: &mut Cast, span: Span, actor: ActorId) -> ActorId {
        const NEAR: usize = 2;
        let words = span.of(&page.article.text);
        if let Some((speaker, noun)) =
            words.split_once(" for the ").filter(|(speaker, noun)| is_spokesman(&speaker.to_lowercase()) && BODIES.contains(noun))
        {
            let meant = self.body(page, cast, noun, span);
            return meant.map_or(actor, |body| cast.describe(&format!("{speaker} for {}", cast.name(body)), ActorKind::Unnamed));
        }
        let words = words.to_lowercase();
        let Some(noun) = words.strip_prefix("a ").filter(|noun| ["spokesman", "spokeswoman", "spokesperson"].contains(noun)) else {
            return actor;
        };
        let until = self.heard.partition_point(|heard| heard.at < span.start);
        let Some(before) = self.heard[..until].last() else { return actor };
        let near = page.sentence_number(span.start).saturating_sub(page.sentence_number(before.at)) <= NEAR;
        let name = cast::without_article(cast.name(before.actor)).to_owned();
        let is_body = cast.kind(before.actor) == ActorKind::Organization && cast.is_named(before.actor) && !media::is_medium(&name);
        if !near || !is_body || cast.is_named(actor) {
            return actor;
        }
        let described = format!("{name} {noun}");
        if cast::without_article(cast.name(actor)).to_lowercase() == noun {
            cast.lengthen(actor, &described);
            return actor;
        }
        cast.describe(&described, ActorKind::Unnamed)
    }

    fn best(
        &self,
        page: &Page,
        cast: &Cast,
        span: Span,
        fits: &dyn Fn(ActorId) -> bool,
        extra: impl Fn(ActorId) -> i64,
    ) -> Option<ActorId> {
        let sentence = page.sentence_number(span.start);
        let oldest = page.analysis.sentences.get(sentence.saturating_sub(REACH)).map_or(0, |sentence| sentence.span.start);
        let mut best: Option<(i64, usize, ActorId)> = None;
        let here = page.text.quotation_at(span.start);
        let opening = page.analysis.sentences.get(sentence).map(|sentence| sentence.span.start);
        let plural = span.of(&page.article.text).eq_ignore_ascii_case("they");
        let linked = self.linked(span);
        // `They` is a spokesperson only where nobody else is.
        let one = |actor: ActorId| if plural && is_spokesperson(cast, actor) { UNNAMED + LINK } else { 0 };
        let mut consider = |at: usize, actor: ActorId, bonus: i64| {
            let is_asked_about = || here.is_none() && opening.is_some_and(|opening| is_asked_about(page, opening, at));
            if at >= span.start || at < oldest || !fits(actor) || is_asked_about() {
                return;
            }
            let distance = i64::try_from(sentence.saturating_sub(page.sentence_number(at))).unwrap_or(i64::MAX >> 8);
            // Who is spoken of inside a quotation is out of the writer's sight.
            let hidden = if page.text.quotation_at(at).is_some_and(|quotation| here != Some(quotation)) { 30 } else { 0 };
            let link = if linked == Some(actor) { LINK } else { 0 };
            let score = 100 - 16 * distance + bonus + extra(actor) + link - hidden;
            if best.is_none_or(|(known, place, _)| (score, at) > (known, place)) {
                best = Some((score, at, actor));
            }
        };
        let named = self.named.partition_point(|(at, ..)| *at < span.start);
        for (at, actor, first) in self.named[..named].iter().rev().take(60) {
            let unnamed = if !cast.is_named(*actor) && (cast.kind(*actor) == ActorKind::Unnamed || is_owned(cast.name(*actor))) {
                UNNAMED
            } else {
                0
            };
            consider(*at, *actor, if *first { 12 } else { 0 } - unnamed - one(*actor));
        }
        let heard = self.heard.partition_point(|heard| heard.at < span.start);
        for heard in self.heard[..heard].iter().rev().take(30) {
            consider(heard.at, heard.actor, if heard.nested { 6 } else { 20 } - one(heard.actor));
        }
        best.map(|(_, _, actor)| actor)
    }
}

/// `Asked whether he …`: whether the words open what somebody is asked.
fn is_asked(page: &Page, span: Span) -> bool {
    let at = page.text.words.partition_point(|word| word.span.start < span.start);
    let before = &page.text.words[at.saturating_sub(12)..at];
    before.last().is_some_and(|word| word.any(&["if", "whether"]))
        && before.iter().any(|word| word.any(&["asked", "pressed", "questioned"]))
}

/// `Asked about the driver, he said`: whether the byte stands in what somebody was asked, who is somebody else.
fn is_asked_about(page: &Page, sentence: usize, at: usize) -> bool {
    let words = &page.text.words;
    let words = &words[words.partition_point(|word| word.span.start < sentence)..];
    let asked = words.first().is_some_and(|word| word.any(&["asked", "pressed", "questioned"]));
    at >= sentence && asked && words.iter().take(30).take_while(|word| word.span.start <= at).all(|word| !word.is(","))
}

/// Whether a relative word stands before the byte in what is said.
fn is_behind_relative(page: &Page, content: &[Span], at: usize) -> bool {
    let words = &page.text.words;
    let Some(run) = content.iter().find(|run| run.covers(at)) else { return false };
    let start = words.partition_point(|word| word.span.start < run.start);
    let before = words[start..].iter().take_while(|word| word.span.start < at);
    before.skip(1).any(|word| word.tag == Tag::Wh || word.is("that"))
}

/// The description with the nouns that stand right before it: `zoo | officials`.
fn with_nouns<'a>(page: &Page<'a>, span: Span, before: usize) -> &'a str {
    let nouns = page.text.words[..before].iter().rev().take(3).take_while(|word| matches!(word.tag, Tag::Noun | Tag::Name));
    let start = nouns.last().map_or(span.start, |word| word.span.start);
    Span::new(start, span.end).of(&page.article.text)
}

/// Whether somebody would say `I` or `we` of the actor: it is he, or the country or body whose office he holds.
fn is_of(cast: &Cast, speaker: ActorId, actor: ActorId) -> bool {
    let role = cast.actor(speaker).role.as_deref().unwrap_or_default();
    let is_body = matches!(cast.kind(actor), ActorKind::Organization | ActorKind::Place);
    let name = cast.name(actor);
    // `Marlow’s envoy`, `envoy of Marlow`.
    let owned = role.strip_prefix(name).is_some_and(|rest| rest.starts_with("’s ") || rest.starts_with("'s "));
    speaker == actor || is_body && (owned || role.ends_with(&format!(" {name}")))
}

/// Whether the words stand in a quotation that is the holder's own, not in one that tells of the holder (`“Vale said he …,” she said`).
fn is_quoted(page: &Page, span: Span, holder: Option<Holder>) -> bool {
    let quotation = page.text.quotation_at(span.start);
    quotation.is_some() && holder.and_then(|holder| holder.cue).is_none_or(|cue| page.text.quotation_at(cue) != quotation)
}

/// `his cousin`, `their pupils`: described by somebody else, who is spoken of.
fn is_owned(description: &str) -> bool {
    let first = description.split(' ').next().unwrap_or_default();
    ["his", "her", "its", "their", "our", "my", "your"].contains(&first.to_lowercase().as_str())
}

/// `a spokesman`, `a force spokeswoman`
fn is_spokesman(words: &str) -> bool {
    words.rsplit(' ').next().is_some_and(|last| ["spokesman", "spokeswoman", "spokesperson"].contains(&last))
}

/// Whether it is somebody without a name who speaks for others.
fn is_spokesperson(cast: &Cast, actor: ActorId) -> bool {
    cast.kind(actor) == ActorKind::Unnamed && cast::head_of(cast.name(actor)).to_lowercase().starts_with("spokes")
}

/// Whether the pronoun can stand for the actor. One without a name has the sex of its noun, and `he` is a person.
fn agrees(cast: &Cast, actor: ActorId, pronoun: &str) -> bool {
    let kind = cast.kind(actor);
    let person = |other: Gender| match kind {
        ActorKind::Person => cast.gender(actor) != Some(other),
        ActorKind::Unnamed => cast.gender(actor) != Some(other) && cast.is_somebody(actor),
        _ => false,
    };
    match pronoun {
        "he" | "his" | "him" => person(Gender::Female),
        "she" | "her" => person(Gender::Male),
        "it" | "its" => match kind {
            ActorKind::Unnamed => cast.gender(actor).is_none() && !LEXICON.is_person(cast::head_of(cast.name(actor))),
            _ => matches!(kind, ActorKind::Organization | ActorKind::Place),
        },
        // `A spokesperson said … They added`
        _ => matches!(kind, ActorKind::Group | ActorKind::Organization | ActorKind::Place) || is_spokesperson(cast, actor),
    }
}
