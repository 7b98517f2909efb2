//! How a statement is told: as a denial, a charge, a claim, an answer, or as a mere wish.

use std::collections::BTreeMap;

use headwater_core::{Act, ActorId, ArticleId, Polarity, Span};

use super::super::force::Force;
use super::super::{Ground, clauses, denials};
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;

/// Words of cues that deny.
static DENYING_CUES: List = List::new("deny reject dismiss refute dispute contradict rebut rebuff disavow repudiate debunk denial");
/// Words of cues that leave open whether it is so.
static DOUBTING_CUES: List = List::new("doubt question");
/// Words that make a cue its contrary.
static NOT: List = List::new("not never no neither nobody declined declines refused refuses");
/// Words of cues that charge.
static CHARGING_CUES: List = List::new("accuse accused blame allege charge");
/// Words of cues that claim against doubt.
static CLAIMING_CUES: List = List::new("claim insist maintain argue contend assert");
/// Those of them by which somebody defends what is his own.
static DEFENDING_CUES: List = List::new("insist maintain");
/// Words for the untrue.
static UNTRUE: List = List::new(
    "baseless unfounded groundless untrue inaccurate fabricated fabrication nonsense hoax lie lies myth misleading nonexistent false falsely fake \
    incorrect erroneous",
);
/// What they say to be so, directly before it or with a few words between: “is a complete fabrication”, “as baseless”.
static SAYING_SO: List =
    List::new("is are was were be been being as it's that's they're called calling sheer completely absolutely totally");
/// Words before one for the untrue, at most, among which such a word is looked for.
const PREDICATE: usize = 3;
/// What is called untrue by a word before it: a report may be false, and so may a hope, which denies nothing.
static UNTRUE_SAYINGS: List = List::new(
    "claim claims allegation allegations accusation accusations charge charges report reports rumor rumors rumour rumours assertion assertions \
    suggestion suggestions story stories narrative",
);
/// Words that tell of a denial.
static DENIALS: List = List::new("deny denies denied denying denial denials");
/// Words behind which somebody else is told of: “which he denies”.
static ASIDES: List = List::new("which who whom but although though while");
/// Words with which a statement takes up what was said before it, to deny it.
const TAKEN_UP: [&str; 6] = ["that is not", "that's not", "that isn't", "that was not", "that wasn't", "this is not"];
/// Words behind them that begin another matter: “that is not to say”.
static NEW_MATTER: List = List::new("to even just only yet about over necessarily");
/// Words behind them that name the matter, which then is not left to what was said before.
static ARTICLES: List = List::new("a an the");
/// Words behind a negation, or in themselves, that call something untrue.
const NOT_SO: [&str; 11] = [
    "not true",
    "no truth",
    "not accord with",
    "not in accordance with",
    "not the case",
    "not exist",
    "no basis",
    "not correct",
    "not accurate",
    "never happened",
    "not happen",
];
/// Words that turn a word for the untrue into its contrary.
static NEVER: List = List::new("not cannot never no without hardly nobody");
/// Words before “denied” that tell of what somebody is not given.
static PASSIVE: List = List::new("is are was were be been being");
/// Words that say that nobody came to harm, as “nobody was injured” does.
static UNHARMED: List = List::new("uninjured unharmed unhurt unscathed undamaged untouched");
/// Words that name no matter of their own: a denial of such answers what was said before it.
static BARE: List = List::new(
    "claim allegation accusation charge report account story medium media fact accord true truth situation mention assertion suggestion rumor rumour speculation thing \
    exist case baseless unfounded groundless untrue false fabricated fabrication invention nonsense incorrect inaccurate wrong lie nonexistent \
    absolutely completely totally entirely simply categorically deny denial news press such all any information",
);
/// Words that set a sentence against the one before it.
static CONTRASTS: List =
    List::new("but however despite yet although though while whereas contrary instead nonetheless nevertheless meanwhile");
/// Words that leave open whether what is said is so.
static OPEN: List = List::new("if unless whether would could may might should will won't");
/// Words at the begin of a sentence, before the statement, among which a contrast is looked for.
const LEAD: usize = 6;

/// How a statement is told.
#[allow(clippy::struct_excessive_bools, reason = "each is a feature of its own")]
pub struct Stance {
    /// Whether its cue denies.
    pub denies_by_cue: bool,
    /// Whether its cue says that it was not said: who has not claimed an attack denies nothing.
    pub is_unsaid: bool,
    /// Whether it calls something untrue, or tells of a denial.
    pub calls_untrue: bool,
    /// Whether an odd number of negations stands in it, its cue's own counted: to deny that there is none is to say that there is.
    pub is_negated: bool,
    /// Whether it denies and names nothing that it denies: “the claims are baseless”.
    pub is_bare_denial: bool,
    /// What it does beside asserting.
    pub force: Force,
    /// Whether its cue charges.
    pub charges_by_cue: bool,
    /// Whether its cue claims.
    pub claims: bool,
    /// Whether its cue defends.
    pub defends: bool,
    /// Stems in it of what somebody may be charged with.
    pub charges: Vec<String>,
    /// Whether its sentence is set against the one before.
    pub is_contrast: bool,
    /// Whether it leaves open what is so.
    pub is_open: bool,
    /// Whether it tells a belief or a wish.
    pub is_belief: bool,
    /// Whether it is told as something to do.
    pub is_purpose: bool,
    /// Whether it says no more than that something is not known.
    pub is_unknowing: bool,
    /// Whether it calls itself an opinion.
    pub is_opinion: bool,
    /// Terms of what it is about, names left out, and their weight.
    pub matter: Vec<(u32, f64)>,
    /// Whose words they are.
    pub origin: Option<ActorId>,
    /// Countries by which the origin is known.
    pub countries: Vec<&'static str>,
    /// Who is named in it.
    pub names: Vec<ActorId>,
    /// Countries that are named in it.
    pub names_countries: Vec<&'static str>,
}

/// Where actors are named, for each article in order of places.
pub struct Told(BTreeMap<ArticleId, Vec<(Span, ActorId)>>);

impl Told {
    pub fn new(ground: &Ground) -> Self {
        let mut told: BTreeMap<ArticleId, Vec<(Span, ActorId)>> = BTreeMap::new();
        for (number, actor) in ground.actors.iter().enumerate() {
            for mention in &actor.mentions {
                told.entry(mention.article).or_default().push((mention.span, ActorId(number)));
            }
        }
        for places in told.values_mut() {
            places.sort_unstable();
        }
        Self(told)
    }

    fn within(&self, article: ArticleId, run: Span) -> impl Iterator<Item = ActorId> {
        let places = self.0.get(&article).map_or(&[][..], Vec::as_slice);
        let start = places.partition_point(|(span, _)| span.start < run.start);
        places[start..]
            .iter()
            .take_while(move |(span, _)| span.start < run.end)
            .filter(move |(span, _)| span.end <= run.end)
            .map(|(_, actor)| *actor)
    }
}

impl Stance {
    pub fn new(ground: &Ground, told: &Told, number: usize) -> Self {
        let statement = &ground.statements[number];
        let saying = &ground.compared.sayings[number];
        let text = ground.reports[statement.article.0].article.text.as_str();
        let words = phrase(&ground.words(number));
        let cue_words: Vec<String> = statement.cue.iter().map(|span| phrase(span.of(text))).collect();
        let cue: Vec<String> = cue_words.iter().flat_map(|words| words.split(' ')).map(|word| LEXICON.stem(word)).collect();
        let cue_is = |list: &List| cue.iter().any(|stem| list.has_stem(stem));
        let is_negative = statement.polarity == Polarity::Negated;
        let is_not = |word: &str| NOT.has(word) || word.ends_with("n't");
        let is_unsaid = (is_negative || cue_is(&DENYING_CUES)) && cue_words.iter().flat_map(|words| words.split(' ')).any(is_not);
        let force = Force::new(ground, number);
        // Who does not deny denies nothing, and who doubts only doubts.
        let is_denying = cue_is(&DENYING_CUES) || (is_negative && !cue_is(&DOUBTING_CUES));
        let denies_by_cue = !force.refuses && !is_unsaid && is_denying;
        let calls_untrue = calls_untrue(&words);
        let matter = matter(ground, number);
        let stems = || saying.terms.iter().map(|term| ground.compared.terms.stems[term.term as usize].as_str());
        let origin = statement.origin().map(|voice| voice.actor);
        let actor = origin.map(|id| &ground.actors[id.0]);
        let known_as = actor.map(|actor| format!("{} {}", actor.name, actor.role.as_deref().unwrap_or_default())).unwrap_or_default();
        let mut names: Vec<ActorId> = statement.content.iter().flat_map(|run| told.within(statement.article, *run)).collect();
        names.sort_unstable();
        names.dedup();
        let clauses = clauses::clauses(&ground.words(number), |_| 1.0);
        let start = statement.content.first().map_or(0, |run| run.start);
        Self {
            denies_by_cue,
            is_unsaid,
            calls_untrue,
            is_negated: ((saying.negated != is_negative) != denies_by_cue) != UNHARMED.is_in(&words),
            is_bare_denial: (denies_by_cue || calls_untrue)
                && (matter.is_empty() || (takes_up(&words) && behind_taken_up(&words).is_some_and(|next| !ARTICLES.has(next)))),
            force,
            charges_by_cue: cue_is(&CHARGING_CUES),
            claims: !is_unsaid && cue_is(&CLAIMING_CUES),
            defends: cue_is(&DEFENDING_CUES),
            charges: stems().filter(|stem| denials::is_charge(stem)).map(str::to_owned).collect(),
            is_contrast: lead(text, start).iter().any(|word| CONTRASTS.has(word))
                || words.split(' ').next().is_some_and(|word| CONTRASTS.has(word)),
            is_open: OPEN.is_in(&words),
            is_belief: statement.act == Act::Belief,
            is_purpose: words.starts_with("to "),
            is_unknowing: clauses.iter().any(|clause| clause.unknowing) && !clauses.iter().any(|clause| clause.settled),
            is_opinion: ["i think", "we think", "i believe"].iter().any(|begin| words.starts_with(begin)),
            matter,
            origin,
            countries: countries(&phrase(&known_as)),
            names,
            names_countries: stems().filter_map(|stem| LEXICON.country(&phrase(stem))).map(|country| country.name).collect(),
        }
    }

    /// Whether it denies, by its cue or in its words.
    pub fn denies(&self) -> bool {
        self.denies_by_cue || self.calls_untrue
    }

    /// Whether it charges somebody with something.
    pub fn accuses(&self) -> bool {
        self.charges_by_cue || !self.charges.is_empty()
    }

    /// Whether it says that something is so, or is not so. Who does not know, or has not said it, says neither; who condemns a thing says that it is.
    pub fn asserts(&self) -> bool {
        !(self.is_unknowing || self.is_unsaid || self.is_opinion || self.force.asks || self.force.wishes || self.force.refuses)
    }

    /// Whether it names the origin of another statement, or its country.
    pub fn speaks_of(&self, other: &Self) -> bool {
        other.origin.is_some_and(|origin| self.names.binary_search(&origin).is_ok())
            || other.countries.iter().any(|country| self.names_countries.contains(country))
    }
}

/// The terms of a statement but for names and countries, which stand in whatever is said of a story.
fn matter(ground: &Ground, number: usize) -> Vec<(u32, f64)> {
    let content = ground.words(number);
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let names: Vec<String> = crate::words::spans(&content)
        .skip(1)
        .map(|span| span.of(&content))
        .filter(is_name)
        .map(|word| LEXICON.stem(&crate::words::fold(word)))
        .collect();
    let stem = |term: u32| &ground.compared.terms.stems[term as usize];
    let is_matter = |term: u32| !names.contains(stem(term)) && !BARE.has_stem(stem(term)) && LEXICON.country(&phrase(stem(term))).is_none();
    let terms = ground.compared.sayings[number].terms.iter();
    terms.filter(|weighed| is_matter(weighed.term)).map(|weighed| (weighed.term, weighed.weight)).collect()
}

/// Whether something is called untrue: by a word for it that no negation turns into its contrary, or by a phrase.
fn calls_untrue(words: &str) -> bool {
    let words_of: Vec<&str> = words.split(' ').collect();
    let before = |at: usize, most: usize| &words_of[at.saturating_sub(most)..at];
    let is_negated = |at: usize| before(at, 2).iter().any(|word| NEVER.has(word) || word.ends_with("n't"));
    let is_untrue = |at: usize| {
        let behind = words_of[at + 1..].iter().find(|word| !UNTRUE.has(word) && !matches!(**word, "and" | "or"));
        let is_said = before(at, PREDICATE).iter().any(|word| SAYING_SO.has(word));
        // What is a false hope or wears a false beard is called no lie.
        let is_all = behind.is_none_or(|word| LEXICON.is_stop(word) || *word == "news");
        UNTRUE.has(words_of[at]) && (behind.is_none_or(|word| UNTRUE_SAYINGS.has(word)) || (is_said && is_all))
    };
    // What is denied to somebody is withheld.
    let is_passive = |at: usize| words_of[at] == "denied" && at.checked_sub(1).is_some_and(|before| PASSIVE.has(words_of[before]));
    let is_aside = |at: usize| at + 1 == words_of.len() || words_of[..at].iter().any(|word| ASIDES.has(word));
    let tells_denial = |at: usize| DENIALS.has(words_of[at]) && !is_passive(at) && !is_aside(at);
    let by_word = (0..words_of.len()).any(|at| (is_untrue(at) || tells_denial(at)) && !is_negated(at));
    let padded = format!(" {words} ");
    by_word || takes_up(words) || NOT_SO.iter().any(|phrase| padded.contains(&format!(" {phrase} ")))
}

/// Whether it takes up what was said before it, to deny it: “that is not our policy”.
fn takes_up(words: &str) -> bool {
    behind_taken_up(words).is_some_and(|next| !NEW_MATTER.has(next))
}

/// The word behind those with which a statement takes up what was said before it.
fn behind_taken_up(words: &str) -> Option<&str> {
    TAKEN_UP.iter().find_map(|begin| words.strip_prefix(begin)?.strip_prefix(' '))?.split(' ').next()
}

/// The first words of the sentence before a statement's words begin; none where it begins further back than a sentence is long.
fn lead(text: &str, start: usize) -> Vec<String> {
    const LONGEST: usize = 1_000;
    let is_mark = |(_, c): &(usize, char)| matches!(c, '\n' | '.' | '?' | '!');
    let begin = match text[..start].char_indices().rev().take(LONGEST).find(is_mark) {
        Some((at, _)) => at + 1,
        None if start <= LONGEST => 0,
        None => return Vec::new(),
    };
    phrase(&text[begin..start]).split(' ').take(LEAD).map(str::to_owned).collect()
}

/// The countries that a name or a role speaks of.
fn countries(plain: &str) -> Vec<&'static str> {
    let words: Vec<&str> = plain.split(' ').collect();
    let mut countries: Vec<&'static str> = (1..=3)
        .flat_map(|length| words.windows(length))
        .filter_map(|words| LEXICON.country(words.join(" ").trim_end_matches("'s")))
        .map(|country| country.name)
        .collect();
    countries.sort_unstable();
    countries.dedup();
    countries
}
