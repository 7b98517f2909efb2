//! What one says and another denies.
//!
//! Three tests, all between assertions: wishes, plans, conditions and opinions contradict nobody.
//! A charge (somebody did something bad) against its denial by another side; two clauses of the same matter with opposite sign; and [`opposites`].

use std::sync::LazyLock;

use headwater_core::{Act, ConflictKind, Polarity};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::clauses::{self, Clause};
use super::force::Force;
use super::sides::{Held, Value};
use super::{Clash, Ground, capital, opposites, partners};
use crate::claims::features;
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;

/// Share of the lighter clause's weight, and of the heavier one's, from which two clauses have the same matter.
const SAME_MATTER: (f64, f64) = (0.7, 0.3);
/// Share of the heavier one's weight from which they can hardly both hold.
const SURE_MATTER: f64 = 0.7;
/// Words of a statement that its conflict shows.
const SHOWN: usize = 25;
/// What a word weighs that no comparison has weighed.
const FAINT: f64 = 0.05;
/// Likelihood from which two statements are alike enough that their signs matter.
const ALIKE: f64 = 0.15;
/// Share of the lighter statement's weight that an alike one has; of the heavier one's half of it.
const CONTAINED: f64 = 0.5;
/// Weight that must be shared with the other statement and the sentence around it for both to be about one thing.
pub const TOPIC: f64 = 0.8;
/// As [`TOPIC`], where the denial names the charge.
const TOPIC_NAMED: f64 = 0.5;

/// Plain forms of what somebody may be charged with.
const CHARGES: &str = "kill murder slay assassinate execute bomb shoot torture dismember poison kidnap abduct hack interfere interference meddle guilty \
    violate breach provocation provoke steal corrupt bribe fraud rape assault sabotage launder overload massacre shell invade spy beat behead \
    plagiarize embezzle collude obstruct discriminate harass mislead falsify";

/// Content words of a clause among which its subject stands.
const OPENING: usize = 2;
/// Weight from which a word tells of a matter.
const TELLING: f64 = 0.3;

/// Words for a charge as such.
static ALLEGATIONS: List = List::new("allegation allegations accusation accusations claim claims charge charges report reports it");

/// Words for a part in something bad: with a negation they deny.
static PART: List = List::new("involved involvement responsible responsibility behind knowledge blame role part");
/// Words from a negation up to such a word at most: “not in any way involved”, but not “no other explanation than its part”.
const PART_WITHIN: usize = 4;

/// Words that turn a cue into its contrary,
static NOT: List = List::new("not never no neither nobody declined declines refused refuses");
/// but for those of a mind: who does not believe a thing denies it.
const BELIEVING: [&str; 5] = ["believ", "think", "accept", "agree", "buy"];

/// Words that deny in the content itself.
static DENYING: List = List::new("baseless unfounded groundless untrue fabricated fabrication invention nonsense");

/// Words that tell of somebody's denial: the statement reports it, it charges nobody.
static REPORTING_DENIAL: List = List::new("denial denials denied denies deny denying");

/// Stems of further cues that ask for something: who warns all sides not to provoke charges nobody.
const DEMANDING: [&str; 2] = ["warn", "insist"];

/// Verbs of those who are for a thing, and of those who are against it: not to condone is to condemn.
static APPROVING: List = List::new("condone support approve accept endorse tolerate welcome favor favour back");
static REFUSING: List = List::new("condemn denounce reject oppose decry deplore refuse criticize criticise");

/// Words that make a statement a condition, a plan or an opinion.
static NOT_ASSERTED: List = List::new(
    "if unless should whether would could may might will wont i'd we'd i'll we'll suspected alleged possible potential concern concerns",
);

/// Pairs of statements of which one denies the other.
pub fn clashes(ground: &Ground) -> Vec<Clash> {
    let matters = matters(ground);
    let mut clashes = contradictions(ground, &matters);
    clashes.extend(denied_charges(ground, &matters));
    clashes
}

fn matters(ground: &Ground) -> Vec<Matter> {
    (0..ground.statements.len()).into_par_iter().map(|statement| Matter::new(ground, statement)).collect()
}

/// What the tests ask of a statement.
struct Matter {
    /// Whether it asserts that something is so.
    is_assertion: bool,
    /// Whether it tells what somebody wants, plans or holds.
    is_wish: bool,
    /// Whether it denies.
    denial: Denial,
    /// Whether it denies by nothing but that somebody had no part in a thing.
    clears: bool,
    /// Stems of charges in it.
    charges: Vec<String>,
    /// Stems by which the side of its origin is named.
    side: Vec<String>,
    /// Stems by which those are named whom a charge would have to name for this denial to answer it: the side, and whom the denial speaks of.
    accused: Vec<String>,
}

/// How a statement has to do with a denial.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Denial {
    /// Not at all.
    None,
    /// It denies what it names.
    OfNamed,
    /// It answers a charge that it need not name: it denies a part in something, or calls allegations untrue.
    OfAny,
    /// It tells that somebody denies.
    Told,
}

static CHARGE_STEMS: LazyLock<FxHashSet<String>> = LazyLock::new(|| CHARGES.split_whitespace().map(|word| LEXICON.stem(word)).collect());

impl Matter {
    fn denies(&self) -> bool {
        matches!(self.denial, Denial::OfNamed | Denial::OfAny)
    }

    fn new(ground: &Ground, number: usize) -> Self {
        let statement = &ground.statements[number];
        let words = phrase(&ground.words(number));
        let has = |list: &List| list.is_in(&words);
        let stems = &ground.compared.terms.stems;
        let own = ground.compared.sayings[number].terms.iter().map(|term| &stems[term.term as usize]);
        let reports_denial = has(&REPORTING_DENIAL);
        let negated = ground.compared.sayings[number].negated;
        let force = Force::new(ground, number);
        let text = ground.reports[statement.article.0].article.text.as_str();
        let cue: String = statement.cue.iter().map(|span| phrase(span.of(text))).collect::<Vec<_>>().join(" ");
        let is_negative = statement.polarity == Polarity::Negated;
        let is_unsaid = is_negative && is_unsaid(&cue);
        let denies = is_negative || has(&DENYING) || (negated && denies_part(&words));
        let is_denial = denies && !is_unsaid && !reports_denial && !force.asserts_nothing();
        let is_opinion = words.starts_with("i think") || words.starts_with("we think");
        let is_conviction = ["believ", "certain", "convinc", "conclud", "know", "see"].iter().any(|stem| cue.contains(stem));
        let demands = DEMANDING.iter().any(|stem| cue.split(' ').any(|word| word.starts_with(stem)));
        let is_wish = is_unsaid
            || force.asks
            || force.wishes
            || force.refuses
            || force.judges
            || demands
            || words.starts_with("to ")
            || is_opinion
            || (statement.act == Act::Belief && !is_conviction && !is_denial);
        let answers = has(&DENYING) || has(&PART) || has(&ALLEGATIONS);
        let denial = match (reports_denial, is_denial, answers) {
            (true, ..) => Denial::Told,
            (_, true, true) => Denial::OfAny,
            (_, true, _) => Denial::OfNamed,
            _ => Denial::None,
        };
        Self {
            denial,
            is_assertion: !is_wish && !has(&NOT_ASSERTED) && !reports_denial,
            is_wish,
            clears: !is_negative && !has(&DENYING),
            charges: own.filter(|stem| is_charge(stem)).cloned().collect(),
            accused: accused(ground, number, is_denial && has(&PART)),
            side: side(ground, number),
        }
    }
}

/// Whether a cue that is negated says that a thing was not said: who did not announce it denies nothing.
fn is_unsaid(cue: &str) -> bool {
    let is_not = |word: &str| NOT.has(word) || word.ends_with("n't");
    cue.split(' ').any(is_not) && !cue.split(' ').any(|word| BELIEVING.iter().any(|stem| word.starts_with(stem)))
}

/// Whether a negation stands shortly before a word for a part in something.
fn denies_part(words: &str) -> bool {
    let words: Vec<&str> = words.split(' ').collect();
    let is_denied = |at: usize| words[at.saturating_sub(PART_WITHIN)..at].iter().any(|word| clauses::negates(word));
    (0..words.len()).any(|at| PART.has(words[at]) && is_denied(at))
}

/// A charge against its denial. The denial either names the charge, or answers one against its own side without naming it.
fn denied_charges(ground: &Ground, matters: &[Matter]) -> Vec<Clash> {
    let denies = |statement: usize| matters[statement].denies();
    let is_told = |statement: usize| matters[statement].is_assertion && !ground.compared.sayings[statement].negated;
    let charges = |statement: usize| is_told(statement) && !denies(statement) && !matters[statement].charges.is_empty();
    let pairs = partners::pairs(&ground.compared.sayings, denies, charges).into_par_iter();
    let in_order = |(x, y)| if denies(x) { (x, y) } else { (y, x) };
    pairs.map(in_order).filter_map(|(no, yes)| denied_charge(ground, matters, no, yes)).collect()
}

fn denied_charge(ground: &Ground, matters: &[Matter], no: usize, yes: usize) -> Option<Clash> {
    let compared = ground.compared;
    let stems = &compared.terms.stems;
    let (denial, charge) = (&matters[no], &matters[yes]);
    let same_side = denial.side.iter().any(|stem| charge.side.contains(stem));
    let (of_no, of_yes) = (&compared.voices[no], &compared.voices[yes]);
    // Who passes a denial on charges nobody by that.
    let are_same_words =
        ground.statements[no].content == ground.statements[yes].content && ground.statements[no].article == ground.statements[yes].article;
    if same_side || are_same_words || of_no.is_empty() || of_yes.last().is_none_or(|origin| of_no.contains(origin)) {
        return None;
    }
    let mean_one = |one: &String| charge.charges.iter().any(|other| one == other || LEXICON.are_synonyms(one, other));
    let about = compared.sayings[yes].terms.iter().chain(&compared.sayings[yes].around).map(|term| &stems[term.term as usize]);
    let names_accused = about.into_iter().any(|stem| denial.accused.contains(stem));
    // Of somebody else it may well be so.
    let is_named = denial.charges.iter().any(mean_one) && (names_accused || !denial.clears);
    let is_answered = || denial.charges.is_empty() && denial.denial == Denial::OfAny && names_accused;
    let least = if is_named {
        TOPIC_NAMED
    } else if is_answered() {
        TOPIC
    } else {
        return None;
    };
    let topic = topic(ground, no, yes);
    (topic >= least).then(|| {
        // All that answer one charge for one side are one conflict.
        let name = charge.charges.iter().map(|charge| kin(charge)).min().unwrap_or_default();
        let subject = Some(format!("{name} {}", denial.side.first().map_or("", String::as_str)));
        // What a reader sees whole shows it best.
        let is_whole = |statement: usize| ground.words(statement).split_whitespace().count() <= SHOWN;
        let strength = topic.min(4.0) / 4.0 + f64::from(u8::from(is_named)) + f64::from(u8::from(is_whole(yes) && is_whole(no)));
        let (x, y) = sides(ground, yes, no);
        Clash {
            x,
            y,
            kind: ConflictKind::Polarity,
            detail: told(ground, yes, no),
            subject,
            strength,
            certain: true,
            parts: false,
            no: Some(no),
        }
    })
}

/// The first of the charges that mean the same.
fn kin(charge: &str) -> String {
    let first = CHARGES.split_whitespace().map(|word| LEXICON.stem(word)).find(|stem| stem == charge || LEXICON.are_synonyms(stem, charge));
    first.unwrap_or_else(|| charge.to_owned())
}

/// Whether a stem names what somebody may be charged with.
pub fn is_charge(stem: &str) -> bool {
    CHARGE_STEMS.contains(stem)
}

/// The two sides of a statement and its denial.
pub fn sides(ground: &Ground, yes: usize, no: usize) -> (Held, Held) {
    let held = |value: Value, by: usize| Held { value, words: short(&ground.words(by)), by };
    (held(Value::Yes, yes), held(Value::No, no))
}

/// One sentence about a statement and its denial.
fn told(ground: &Ground, yes: usize, no: usize) -> String {
    if ground.statements[no].polarity == Polarity::Negated { denial(ground, yes, no) } else { contradiction(ground, yes, no) }
}

/// Told in the past tense, which fits one holder and several.
fn denial(ground: &Ground, yes: usize, no: usize) -> String {
    let (yes_words, no_words) = (short(&ground.words(yes)), short(&ground.words(no)));
    let statement = &ground.statements[no];
    let text = ground.reports[statement.article.0].article.text.as_str();
    // Who denies that something is so is quoted with it, who denies a charge with its name.
    let that = statement.content.first().is_some_and(|run| text[..run.start].trim_end().ends_with(" that"));
    let that = if that { "that " } else { "" };
    let verb = ground.verb(yes).unwrap_or_else(|| "said".to_owned());
    format!("{} {verb} “{yes_words}”, and {} denied {that}“{no_words}”.", capital(ground.holder(yes)), ground.holder(no))
}

/// As [`denial`], where the words themselves deny.
fn contradiction(ground: &Ground, yes: usize, no: usize) -> String {
    let (yes_words, no_words) = (short(&ground.words(yes)), short(&ground.words(no)));
    let verb = |statement: usize| ground.verb(statement).unwrap_or_else(|| "said".to_owned());
    format!("{} {} “{yes_words}”, but {} {} “{no_words}”.", capital(ground.holder(yes)), verb(yes), ground.holder(no), verb(no))
}

/// Same matter, opposite sign; or words that are opposites.
fn contradictions(ground: &Ground, matters: &[Matter]) -> Vec<Clash> {
    let mut clashes = opposites::clashes(ground, |statement| matters[statement].denies(), |x, y| may_clash(ground, matters, x, y));
    let read: Vec<Vec<Clause>> = (0..matters.len()).into_par_iter().map(|statement| settled(ground, statement)).collect();
    let clash = |&(x, y, _): &(usize, usize, f64)| {
        if !may_clash(ground, matters, x, y) || ground.are_one_text(x, y) {
            return None;
        }
        let (no, agreement) = opposite_signs(ground, &read, x, y)?;
        let yes = if no == x { y } else { x };
        let detail = told(ground, yes, no);
        let (x, y) = sides(ground, yes, no);
        Some(Clash {
            x,
            y,
            kind: ConflictKind::Polarity,
            detail,
            subject: None,
            strength: agreement,
            certain: agreement >= SURE_MATTER,
            parts: true,
            no: Some(no),
        })
    };
    clashes.par_extend(ground.compared.edges.par_iter().filter_map(clash));
    clashes
}

/// What a statement says to be so, or not to be so.
fn settled(ground: &Ground, statement: usize) -> Vec<Clause> {
    let stems = &ground.compared.terms.stems;
    let own = ground.compared.sayings[statement].terms.iter();
    let weighed: FxHashMap<&str, f64> = own.map(|term| (stems[term.term as usize].as_str(), term.weight)).collect();
    let mut clauses = clauses::clauses(&ground.words(statement), |stem| weighed.get(stem).copied().unwrap_or(FAINT));
    if ground.statements[statement].polarity == Polarity::Negated
        && let Some(first) = clauses.first_mut()
    {
        first.negated = !first.negated;
    }
    clauses.retain(|clause| clause.settled);
    clauses
}

/// Pairs of alike statements of two sides of which one holds and the other denies: too little to call them a conflict, enough not to call them one claim.
pub fn of_opposite_sign(ground: &Ground) -> Vec<(usize, usize)> {
    let compared = ground.compared;
    let matters = matters(ground);
    let opposed = |&(x, y, likelihood): &(usize, usize, f64)| {
        let (of_x, of_y) = (&compared.sayings[x], &compared.sayings[y]);
        let may = likelihood >= ALIKE && of_x.negated != of_y.negated && may_clash(ground, &matters, x, y);
        may && matters[x].is_assertion && matters[y].is_assertion && {
            let (share_x, share_y) = features::shares(of_x, of_y);
            share_x.max(share_y) >= CONTAINED && share_x.min(share_y) >= CONTAINED / 2.0
        }
    };
    compared.edges.par_iter().filter(|edge| opposed(edge)).map(|&(x, y, _)| (x, y)).collect()
}

/// Pairs of which only one says that something is not known, or that use opposite words: alike as they are, they say two things.
pub fn of_other_mind(ground: &Ground) -> Vec<(usize, usize)> {
    let compared = ground.compared;
    let read: Vec<(bool, bool, Turns, bool)> = (0..ground.statements.len())
        .into_par_iter()
        .map(|statement| {
            let clauses = clauses::clauses(&ground.words(statement), |_| FAINT);
            let unknowing = clauses.iter().any(|clause| clause.unknowing) && !clauses.iter().any(|clause| clause.settled);
            (unknowing, clauses.len() <= 2, turns(ground, statement), opposites::has_one(ground, statement))
        })
        .collect();
    let differ = |&&(x, y, _): &&(usize, usize, f64)| {
        let ((unknowing_x, short_x, turns_x, has_x), (unknowing_y, short_y, turns_y, has_y)) = (read[x], read[y]);
        let opposed = || turns_differ(turns_x, turns_y) || (has_x && has_y && opposites::of(ground, x, y).is_some());
        unknowing_x != unknowing_y || (short_x && short_y && opposed())
    };
    compared.edges.par_iter().filter(differ).map(|&(x, y, _)| (x, y)).collect()
}

/// What may happen to one thing, and the contrary of it.
const TURNS: [(&str, &str); 2] = [
    ("resume restart reopen relaunch", "end halt cease suspend cancel"),
    ("rise increase climb grow", "fall decrease drop shrink decline"),
];

/// Stems of [`TURNS`].
static TURN_STEMS: LazyLock<[[Vec<String>; 2]; TURNS.len()]> = LazyLock::new(|| {
    let stems = |list: &str| list.split(' ').map(|word| LEXICON.stem(word)).collect();
    TURNS.map(|(one, other)| [stems(one), stems(other)])
});

/// For each of [`TURNS`] whether a statement tells the one turn, and whether it tells the other.
type Turns = [[bool; 2]; TURNS.len()];

fn turns(ground: &Ground, statement: usize) -> Turns {
    let stems = &ground.compared.terms.stems;
    let has = |list: &Vec<String>| ground.compared.sayings[statement].terms.iter().any(|term| list.contains(&stems[term.term as usize]));
    TURN_STEMS.each_ref().map(|turn| turn.each_ref().map(has))
}

/// Whether the one tells a turn of things and the other its contrary.
fn turns_differ(x: Turns, y: Turns) -> bool {
    x.iter().zip(y).any(|(x, y)| matches!((x, y), ([true, false], [false, true]) | ([false, true], [true, false])))
}

/// Whether the two are of two sides, and neither is a wish.
fn may_clash(ground: &Ground, matters: &[Matter], x: usize, y: usize) -> bool {
    let voices = &ground.compared.voices;
    let by_two = !ground.same_holder(x, y) && !voices[x].is_empty() && !voices[y].is_empty();
    let same_side = matters[x].side.iter().any(|stem| matters[y].side.contains(stem));
    let tells_of_one = matters[x].denial == Denial::Told || matters[y].denial == Denial::Told;
    by_two && !same_side && !tells_of_one && !matters[x].is_wish && !matters[y].is_wish
}

/// Which of two statements denies in one of its clauses what the other asserts in one of its own, and how much the two clauses agree.
fn opposite_signs(ground: &Ground, read: &[Vec<Clause>], x: usize, y: usize) -> Option<(usize, f64)> {
    let (of_x, of_y) = (&read[x], &read[y]);
    let pairs = of_x.iter().flat_map(|a| of_y.iter().map(move |b| (a, b))).filter(|(a, b)| a.negated != b.negated);
    let agreeing = pairs.filter_map(|(a, b)| {
        let (of_lighter, of_heavier, shared) = clauses::overlap(a, b);
        let agree = shared >= 3 && of_lighter >= SAME_MATTER.0 && of_heavier >= SAME_MATTER.1;
        let agree = agree && !(is_against(a) && is_against(b)) || there_is_none(ground, (x, y), a, b);
        agree.then_some((if a.negated { x } else { y }, of_heavier))
    });
    agreeing.max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Whether it speaks against something, with a negation (“does not condone”) or without one (“condemns”).
fn is_against(clause: &Clause) -> bool {
    let list: &List = if clause.negated { &APPROVING } else { &REFUSING };
    clause.terms.iter().any(|(stem, _)| list.has_stem(stem))
}

/// Whether the one clause says that there is none of what the other tells of, in two statements that have more in common than that noun.
fn there_is_none(ground: &Ground, (x, y): (usize, usize), a: &Clause, b: &Clause) -> bool {
    let (none, some) = if a.negated { (a, b) } else { (b, a) };
    let Some(noun) = &none.none_of else { return false };
    let terms = |statement: usize| &ground.compared.sayings[statement].terms;
    let stems = &ground.compared.terms.stems;
    let beside = |term: u32| stems[term as usize] != *noun && terms(y).binary_search_by_key(&term, |other| other.term).is_ok();
    let is_told = some.terms.iter().take(OPENING).any(|(stem, _)| stem == noun);
    is_told && terms(x).iter().any(|term| term.weight >= TELLING && beside(term.term)) && topic(ground, x, y) >= TOPIC
}

/// Stems by which the side of a statement's origin is named: its country, the words of its name, role and mention.
fn side(ground: &Ground, number: usize) -> Vec<String> {
    let statement = &ground.statements[number];
    let Some(origin) = statement.origin() else { return Vec::new() };
    let actor = &ground.actors[origin.actor.0];
    let text = ground.reports[statement.article.0].article.text.as_str();
    let mut side: Vec<String> = Vec::new();
    let mentioned = statement.source.iter().map(|span| span.of(text)).filter(|_| statement.chain.len() == 1 || statement.within.is_some());
    for name in std::iter::once(actor.name.as_str()).chain(actor.role.as_deref()).chain(mentioned) {
        let plain = phrase(name);
        let words: Vec<&str> = plain.split(' ').collect();
        for length in 1..=3 {
            side.extend(words.windows(length).filter_map(|words| LEXICON.country(&words.join(" "))).map(|country| country.name.to_owned()));
        }
    }
    let plain = phrase(&actor.name);
    let own = plain.split(' ').filter(|word| word.len() > 3 && !LEXICON.is_stop(word) && !is_office(word));
    side.extend(own.map(|word| LEXICON.stem(word)));
    side.sort_unstable();
    side.dedup();
    side
}

/// Stems of those whom a denial clears: its origin by name and role, and the countries that it says had no part.
fn accused(ground: &Ground, number: usize, clears: bool) -> Vec<String> {
    let mut accused = side(ground, number);
    let role =
        ground.statements[number].origin().and_then(|origin| ground.actors[origin.actor.0].role.as_deref()).map(phrase).unwrap_or_default();
    accused
        .extend(role.split(' ').filter(|word| word.len() > 3 && !LEXICON.is_stop(word) && !is_office(word)).map(|word| LEXICON.stem(word)));
    if clears {
        let stems = &ground.compared.terms.stems;
        let own = ground.compared.sayings[number].terms.iter().map(|term| &stems[term.term as usize]);
        accused.extend(own.filter(|stem| LEXICON.country(&phrase(stem)).is_some()).cloned());
    }
    accused
}

/// Words that many origins have in common.
fn is_office(word: &str) -> bool {
    matches!(
        word,
        "official"
            | "officials"
            | "ministry"
            | "minister"
            | "government"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "department"
            | "agency"
            | "news"
            | "media"
            | "sources"
            | "source"
            | "authorities"
            | "police"
            | "leadership"
            | "reports"
            | "state"
            | "north"
            | "south"
            | "united"
            | "president"
    )
}

/// Weight of what two statements or the sentences around them have in common.
pub fn topic(ground: &Ground, x: usize, y: usize) -> f64 {
    let sayings = &ground.compared.sayings;
    let has = |statement: usize, term: u32| {
        let saying = &sayings[statement];
        saying.terms.binary_search_by_key(&term, |other| other.term).is_ok()
            || saying.around.binary_search_by_key(&term, |other| other.term).is_ok()
    };
    sayings[x].terms.iter().chain(&sayings[x].around).filter(|term| has(y, term.term)).map(|term| term.weight).sum()
}

/// The first words of a statement.
pub fn short(words: &str) -> String {
    let words = words.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '“' | '”' | '"') || c.is_whitespace());
    let mut kept: Vec<&str> = words.split_whitespace().collect();
    if kept.len() > SHOWN {
        kept.truncate(SHOWN);
        return format!("{} …", kept.join(" "));
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_said_is_not_denied() {
        let check = |cue: &str, expected: bool| assert_eq!(is_unsaid(cue), expected, "{cue}");
        check("did not announce", true);
        check("declined to say", true);
        check("won't support", true);
        check("denied", false);
        check("does not believe", false);
    }

    #[test]
    fn a_part_is_denied_by_a_negation_shortly_before_it() {
        let check = |words: &str, expected: bool| assert_eq!(denies_part(words), expected, "{words}");
        check("the ringers were not in any way involved", true);
        check("we had no knowledge of the crack", true);
        check("there is no better explanation of the crack than the part that the ringers had", false);
        check("their role was not in question", false);
    }

    #[test]
    fn not_to_condone_is_to_condemn() {
        let check = |words: &str, expected: bool| assert_eq!(clauses::clauses(words, |_| 1.0).iter().any(is_against), expected, "{words}");
        check("We do not condone the jeers", true);
        check("The choir condemned the jeers", true);
        check("The choir condoned the jeers", false);
        check("We did not condemn the jeers", false);
    }
}
