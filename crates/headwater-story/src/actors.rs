//! The actors of all reports as the actors of the story: who is the same as whom.
//!
//! Two names are one actor only where something says so: the same full name (whatever its order, hyphens, accents, titles and short forms), a
//! surname that only one person of the story bears, an acronym that only one body explains, a trade that a report tells of a body, a capital that
//! speaks for its country. Persons of one surname stay apart. Those known only by a description stay apart too, unless the same passage describes them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use headwater_core::{Actor, ActorId, ActorKind, Mention};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::Report;
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;
use crate::reuse::Match;
use crate::spelling::american;
use crate::union::Union;

/// The story's actors.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Actors {
    /// In order of first appearance.
    pub list: Vec<Actor>,
    /// For each report, for each of its own actors, the story's actor.
    pub of: Vec<Vec<ActorId>>,
}

/// Merges the reports' actors.
pub fn merge(reports: &[Report], copied: &[Match]) -> Actors {
    let of_reports = reports.par_iter().enumerate();
    let all: Vec<Known> =
        of_reports.flat_map_iter(|(number, report)| report.actors.iter().map(move |actor| Known::new(number, actor))).collect();
    let mut same = Union::new(all.len());
    join_by_key(&all, &mut same);
    join_short_forms_of_persons(&all, &mut same);
    join_middle_names(&all, &mut same);
    join_honorifics(&all, &mut same);
    join_surnames(&all, &mut same);
    join_kinds(&all, &mut same);
    join_owned_bodies(&all, &mut same);
    join_bodies_by_head(&all, &mut same);
    join_bodies_by_trade(reports, &all, &mut same);
    join_outlets(reports, &all, &mut same);
    join_described_in_one_passage(reports, copied, &all, &mut same);
    collect(reports, &mut same)
}

/// An actor with what its names give away.
struct Known<'a> {
    /// Number of its report.
    report: usize,
    actor: &'a Actor,
    /// Folded words of its name without article, titles and suffixes.
    words: Vec<String>,
    /// Keys that make two actors one.
    keys: Vec<String>,
}

impl<'a> Known<'a> {
    fn new(report: usize, actor: &'a Actor) -> Self {
        let words = name_words(&actor.name);
        let keys = match actor.kind {
            // A given name under a crown is a whole name.
            ActorKind::Person if words.len() == 1 && is_royal(actor) => vec![format!("royal {}", words[0])],
            ActorKind::Person => person_keys(&words),
            ActorKind::Organization | ActorKind::Place => body_keys(actor),
            ActorKind::Group | ActorKind::Unnamed => Vec::new(),
        };
        Self { report, actor, words, keys }
    }

    fn is_person(&self) -> bool {
        self.actor.kind == ActorKind::Person
    }
}

/// Words before or behind a person's name that are no part of it. Titles of royalty and clergy stay: they stand before given names.
static TITLES: List = List::new(
    "mr mrs ms miss dr prof professor sir lord lady dame sen senator rep representative gov governor president vice prime minister \
    premier chancellor mp mps md msp general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm \
    commander secretary ambassador judge justice mayor sheriff chief officer director chairman chairwoman chair attorney rev reverend father bishop \
    archbishop jr sr ii iii iv phd",
);

/// Folded words of a name without article, titles and suffixes.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let words: Vec<String> = phrase(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let is_title = |word: &String| word == "the" || TITLES.has(word);
    let kept: Vec<String> = words.iter().filter(|word| !is_title(word)).cloned().collect();
    if kept.is_empty() { words } else { kept }
}

/// A full name in any order, its parts joined or not.
fn person_keys(words: &[String]) -> Vec<String> {
    // Middle initials are left out where a first and a last name remain.
    let whole: Vec<&String> = words.iter().filter(|word| word.chars().count() > 1).collect();
    if whole.len() < 2 {
        return Vec::new();
    }
    let mut sorted: Vec<&str> = whole.iter().map(|word| plain_given_name(word)).collect();
    let closed: String = sorted.concat();
    sorted.sort_unstable();
    vec![format!("person {}", sorted.join(" ")), format!("person {closed}")]
}

/// Whether the role goes with given names (`King`).
fn is_royal(actor: &Actor) -> bool {
    const CROWNS: [&str; 10] = ["king", "queen", "pope", "emperor", "empress", "sultan", "emir", "tsar", "prince", "princess"];
    actor.role.as_deref().is_some_and(|role| phrase(role).rsplit(' ').next().is_some_and(|last| CROWNS.contains(&last)))
}

/// A body's names of several words, its acronyms, and the country that it is.
fn body_keys(actor: &Actor) -> Vec<String> {
    let mut keys = Vec::new();
    for name in std::iter::once(&actor.name).chain(&actor.aliases) {
        let plain = body_name(name);
        if let Some(country) = country_of(&plain) {
            keys.push(format!("country {country}"));
            continue;
        }
        let is_acronym = name.len() >= 3 && name.chars().all(|c| c.is_uppercase() || c == '.' || c == '&');
        let is_name = name.chars().next().is_some_and(char::is_uppercase) || name.starts_with("the ");
        if is_acronym || name == &actor.name || (plain.contains(' ') && is_name) {
            keys.push(format!("body {plain}"));
        }
    }
    keys
}

/// The name of a body as it is compared: without its article and a company's legal form, in American spelling.
fn body_name(name: &str) -> String {
    let plain = phrase(name);
    let mut words: Vec<&str> = plain.strip_prefix("the ").unwrap_or(&plain).split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|last| is_legal_form(last)) {
        words.pop();
    }
    words.into_iter().map(american).collect::<Vec<_>>().join(" ")
}

/// Whether the last word of a company's name only says of what legal form it is.
fn is_legal_form(word: &str) -> bool {
    static LEGAL_FORMS: List = List::new("ltd inc corp plc llc gmbh ag sa nv");
    LEGAL_FORMS.has(word.trim_end_matches('.'))
}

/// The country that a body speaks as: the country itself, its capital, or its government.
fn country_of(plain: &str) -> Option<&'static str> {
    if let Some(country) = LEXICON.country(plain).filter(|country| country.is_name) {
        return Some(country.name);
    }
    let (land, body) = plain.rsplit_once(' ')?;
    let land = land.strip_suffix("'s").unwrap_or(land);
    matches!(body, "government" | "regime" | "leadership").then(|| LEXICON.country(land)).flatten().map(|country| country.name)
}

fn join_by_key(all: &[Known], same: &mut Union) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, known) in all.iter().enumerate() {
        for key in &known.keys {
            same.join(*first.entry(key).or_insert(number), number);
        }
    }
}

/// Given names and their usual short forms.
const SHORT_NAMES: &str = "mike:michael rob:robert bob:robert bobby:robert bill:william will:william jim:james jimmy:james joe:joseph tom:thomas \
    dan:daniel danny:daniel ben:benjamin chris:christopher steve:steven stephen:steven dave:david ken:kenneth tony:anthony liz:elizabeth \
    beth:elizabeth kate:katherine kathy:katherine katie:katherine sue:susan nick:nicholas alex:alexander matt:matthew pat:patrick sam:samuel \
    ted:edward ed:edward jeff:jeffrey greg:gregory ron:ronald don:donald andy:andrew tim:timothy larry:lawrence jerry:gerald chuck:charles \
    charlie:charles jack:john johnny:john dick:richard rick:richard peggy:margaret maggie:margaret meg:margaret becky:rebecca cathy:catherine \
    deb:deborah debbie:deborah barb:barbara cindy:cynthia doug:douglas fred:frederick gus:augustus jon:jonathan josh:joshua ray:raymond \
    stan:stanley vince:vincent walt:walter zach:zachary mohammad:mohammed muhammad:mohammed mohamed:mohammed";

fn plain_given_name(word: &str) -> &str {
    static PLAIN: LazyLock<FxHashMap<&str, &str>> =
        LazyLock::new(|| SHORT_NAMES.split_whitespace().filter_map(|pair| pair.split_once(':')).collect());
    PLAIN.get(word).copied().unwrap_or(word)
}

/// A person's other full names: an alias of several words that is another's name.
fn join_short_forms_of_persons(all: &[Known], same: &mut Union) {
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (number, known) in all.iter().enumerate().filter(|(_, known)| known.is_person()) {
        for key in &known.keys {
            by_key.entry(key.clone()).or_insert(number);
        }
    }
    for (number, known) in all.iter().enumerate().filter(|(_, known)| known.is_person()) {
        for alias in &known.actor.aliases {
            let words = name_words(alias);
            // An alias vouches for its bearer only with the bearer's own surname in it: annotations and articles also list offices.
            let kindred = words.iter().any(|word| known.words.contains(word));
            for key in person_keys(&words).iter().filter(|_| kindred) {
                if let Some(&other) = by_key.get(key) {
                    same.join(number, other);
                }
            }
        }
    }
}

/// `Ann Smith` and `Ann Jones Smith`: first and last name agree and one has all the words of the other.
fn join_middle_names(all: &[Known], same: &mut Union) {
    let mut by_ends: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (number, known) in all.iter().enumerate().filter(|(_, known)| known.is_person() && known.words.len() >= 2) {
        let ends = (plain_given_name(&known.words[0]), known.words[known.words.len() - 1].as_str());
        by_ends.entry(ends).or_default().push(number);
    }
    for bearers in by_ends.values() {
        for pair in bearers.windows(2) {
            let (x, y) = (&all[pair[0]].words, &all[pair[1]].words);
            let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
            if short.len() == 2 && long.len() == 3 {
                same.join(pair[0], pair[1]);
            }
        }
    }
}

/// `Sheikh Omar Deel` and `Omar Deel`: a whole name with a word before it that is no title known here. Not two whom one report tells apart.
fn join_honorifics(all: &[Known], same: &mut Union) {
    let mut by_name: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (number, known) in all.iter().enumerate().filter(|(_, known)| known.is_person() && known.words.len() == 2) {
        by_name.entry(&known.words).or_default().push(number);
    }
    let mut by_rest: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (number, known) in all.iter().enumerate().filter(|(_, known)| known.is_person() && known.words.len() == 3) {
        by_rest.entry(&known.words[1..]).or_default().push(number);
    }
    for (name, longer) in by_rest {
        let Some(bearers) = by_name.get(name) else { continue };
        let are_one_word = longer.iter().all(|&number| all[number].words[0] == all[longer[0]].words[0]);
        let stand_apart = longer.iter().all(|&number| bearers.iter().all(|&bearer| all[bearer].report != all[number].report));
        if are_one_word && stand_apart {
            for number in longer {
                same.join(bearers[0], number);
            }
        }
    }
}

/// A person known by a surname alone is the one person of the story who bears it; of several, the one whose role agrees,
/// or of whom nearly all is told. Not one whom the same report
/// knows beside him: it would have told that they are one.
fn join_surnames(all: &[Known], same: &mut Union) {
    let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, known) in all.iter().enumerate().filter(|(_, known)| known.is_person() && known.words.len() >= 2) {
        let last = known.words[known.words.len() - 1].as_str();
        bearers.entry(last).or_default().push(number);
        let first = known.words[0].as_str();
        // Where the family name comes first, the person's own short form says so.
        if known.actor.aliases.iter().any(|alias| name_words(alias) == [first]) {
            bearers.entry(first).or_default().push(number);
        }
    }
    // How often each person is mentioned, by the name of their set.
    let mut spoken_of = vec![0; all.len()];
    for (number, known) in all.iter().enumerate() {
        spoken_of[same.root(number)] += known.actor.mentions.len();
    }
    let alone = |known: &Known| known.is_person() && known.words.len() == 1 && !is_royal(known.actor);
    for (number, known) in all.iter().enumerate().filter(|(_, known)| alone(known)) {
        let Some(bearers) = bearers.get(known.words[0].as_str()) else { continue };
        let beside = |bearer: &&usize| all[**bearer].report == known.report;
        let other: Vec<usize> = bearers.iter().filter(beside).map(|&bearer| same.root(bearer)).collect();
        let mut persons: Vec<usize> = bearers.iter().map(|&bearer| same.root(bearer)).collect();
        persons.sort_unstable();
        persons.dedup();
        persons.retain(|person| !other.contains(person));
        if persons.len() > 1 {
            let agrees = |&person: &usize| {
                let roles =
                    bearers.iter().filter(|&&bearer| same.find(bearer) == person).filter_map(|&bearer| all[bearer].actor.role.as_deref());
                known.actor.role.as_deref().is_some_and(|role| roles.into_iter().any(|other| office(other) == office(role)))
            };
            let all_told: usize = persons.iter().map(|&person| spoken_of[person]).sum();
            let foremost = persons.iter().copied().find(|&person| spoken_of[person] * 4 > all_told * 3);
            persons.retain(agrees);
            if persons.is_empty() && known.actor.role.is_none() || foremost.is_some_and(|foremost| persons.contains(&foremost)) {
                persons.clear();
                persons.extend(foremost);
            }
        }
        if let [person] = persons[..] {
            let (own, person) = (same.root(number), same.root(person));
            if own != person {
                same.join(own, person);
                spoken_of[same.root(own)] = spoken_of[own] + spoken_of[person];
            }
        }
    }
    // Whom no report names in full is one person still: `President Vale` here, `Vale` there.
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, known) in all.iter().enumerate().filter(|(_, known)| alone(known)) {
        let family = known.words[0].as_str();
        if !bearers.contains_key(family) && has_capital(&known.actor.name) {
            same.join(*first.entry(family).or_insert(number), number);
        }
    }
}

/// The last word of a role: the office in it (`U.S. President`).
fn office(role: &str) -> String {
    phrase(role).rsplit(' ').next().unwrap_or_default().to_owned()
}

/// One name that the reports take for different kinds of bearers (`Tarvia` for a person here, for a place there): the same whole name, and of a single
/// word only where nobody bears it as a surname.
fn join_kinds(all: &[Known], same: &mut Union) {
    let surnames: BTreeSet<&str> = all
        .iter()
        .filter(|known| known.is_person() && known.words.len() > 1)
        .flat_map(|known| [known.words.first(), known.words.last()])
        .flatten()
        .map(String::as_str)
        .collect();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (number, known) in all.iter().enumerate() {
        let whole = matches!(known.actor.kind, ActorKind::Person | ActorKind::Organization | ActorKind::Place);
        let single = known.words.len() == 1;
        let taken = single && (surnames.contains(known.words[0].as_str()) || known.actor.role.is_some());
        let is_name = known.actor.name.chars().next().is_some_and(char::is_uppercase);
        if whole && is_name && !taken && !known.words.is_empty() {
            same.join(*first.entry(known.words.join(" ")).or_insert(number), number);
        }
    }
}

/// A body named without the country that it belongs to (`Defense Ministry`) is the one of that name whose owner the story tells (`Arland's defence
/// ministry`), if it tells of one owner only.
fn join_owned_bodies(all: &[Known], same: &mut Union) {
    let places: BTreeSet<&str> = all
        .iter()
        .filter(|known| known.actor.kind == ActorKind::Place && known.words.len() == 1)
        .map(|known| known.words[0].as_str())
        .collect();
    // Under each name the owners that any actor's name, alias or role gives it, and the bodies that bear it with their owners.
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut bodies: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (number, known) in all.iter().enumerate() {
        for (text, is_name) in std::iter::once((&known.actor.name, true)).chain(known.actor.role.iter().map(|role| (role, false))) {
            let plain = body_name(text);
            let words: Vec<&str> = plain.split(' ').collect();
            for (at, word) in words.iter().enumerate().filter(|(at, _)| words.len() - at > 2) {
                let Some(owner) = owner(word, &places) else { continue };
                let name = words[at + 1..].join(" ");
                owners.entry(name.clone()).or_default().insert(owner.clone());
                if is_name && at == 0 && !known.is_person() {
                    bodies.entry(name).or_default().push((number, owner));
                }
            }
        }
    }
    let mut organizations: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, known) in all.iter().enumerate().filter(|(_, known)| known.actor.kind == ActorKind::Organization) {
        organizations.entry(body_name(&known.actor.name)).or_default().push(number);
    }
    for (name, bearers) in &bodies {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, owner) in bearers {
            same.join(*first.entry(owner).or_insert(*number), *number);
        }
        if owners.get(name).is_none_or(|owners| owners.len() != 1) {
            continue;
        }
        for &number in organizations.get(name).into_iter().flatten() {
            same.join(bearers[0].0, number);
        }
    }
}

/// The country or place that a word makes the owner of what follows: a possessive, a country's adjective, or the adjective of a place of the story.
fn owner(word: &str, places: &BTreeSet<&str>) -> Option<String> {
    const ENDINGS: [&str; 7] = ["n", "i", "an", "ian", "ish", "ese", "er"];
    const SHORTEST: usize = 4;
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix('\''));
    let plain = stem.unwrap_or(word);
    if let Some(country) = LEXICON.country(plain) {
        return Some(country.name.to_owned());
    }
    let shorter = ENDINGS.into_iter().filter_map(|ending| plain.strip_suffix(ending)).filter(|rest| rest.len() >= SHORTEST);
    let longer = ENDINGS.into_iter().filter(|_| plain.len() >= SHORTEST).map(|ending| format!("{plain}{ending}"));
    let forms = std::iter::once(plain).chain(shorter).map(str::to_owned).chain(longer);
    forms.filter(|form| places.contains(form.as_str())).min().or_else(|| stem.map(str::to_owned))
}

/// Heads of the names of bodies that reports use alone: `the bureau`. Those of one row may stand for each other (`the agency` for a bureau).
const BODY_HEADS: [&str; 16] = [
    "agency bureau service",
    "ministry",
    "department",
    "commission",
    "committee",
    "council",
    "union",
    "coastguard",
    "institute",
    "embassy",
    "foundation",
    "federation",
    "association",
    "authority",
    "corporation",
    "tribunal",
];

/// A head of a body's name that stands alone is the one body of its report with that head, or failing that the one body of the story.
fn join_bodies_by_head(all: &[Known], same: &mut Union) {
    let head_row = |word: &str| BODY_HEADS.iter().position(|row| row.split(' ').any(|head| head == word));
    // Named bodies and heads alone, each with the row of its head and the head.
    let mut named: Vec<Headed> = Vec::new();
    let mut alone: Vec<Headed> = Vec::new();
    for (number, known) in all.iter().enumerate() {
        let Some(head) = known.words.last() else { continue };
        let Some(row) = head_row(head) else { continue };
        let name = &known.actor.name;
        let headed = Headed { number, report: known.report, row, head };
        match known.words.len() {
            1 if name.starts_with("the ") || name.starts_with("The ") => alone.push(headed),
            1 => {}
            _ if known.actor.kind == ActorKind::Organization && has_capital(name) => named.push(headed),
            _ => {}
        }
    }
    for one in &alone {
        // The same head before its kin, the same report before the others.
        let near = |other: &Headed, tier: usize| match tier {
            0 => other.head == one.head && other.report == one.report,
            1 => other.row == one.row && other.report == one.report,
            _ => other.head == one.head,
        };
        let bodies = |tier: usize| -> BTreeSet<usize> {
            named.iter().filter(|other| near(other, tier)).map(|other| same.find(other.number)).collect()
        };
        let found = (0..3).map(bodies).find(|bodies| !bodies.is_empty()).unwrap_or_default();
        if let (Some(&body), 1) = (found.first(), found.len()) {
            same.join(body, one.number);
        }
    }
}

/// What bodies are called by their trade. Those of one row mean the same.
const TRADES: [&str; 8] = [
    "spy agency:spy service:intelligence agency:intelligence service:intelligence bureau:spy bureau",
    "central bank",
    "news agency",
    "space agency",
    "weather service:weather agency:weather office:weather bureau:meteorological office:meteorological agency",
    "statistics office:statistics agency:statistics bureau",
    "election commission:electoral commission:elections commission",
    "nuclear watchdog:nuclear agency:atomic agency:atomic energy agency",
];

/// The trade that a description of a body ends in, and the words before it.
fn trade(plain: &str) -> Option<(usize, &str)> {
    let rest = |name: &str| plain.strip_suffix(name).filter(|rest| rest.is_empty() || rest.ends_with(' ')).map(str::trim_end);
    TRADES.iter().enumerate().find_map(|(row, names)| names.split(':').find_map(rest).map(|rest| (row, rest)))
}

/// A body called by its trade and perhaps its owner (`Arland's spy agency`, `the intelligence service`) is the one body of the story that a report
/// says is of that trade (`the State Bureau, the country's intelligence service,`), unless the story knows such bodies of several owners.
fn join_bodies_by_trade(reports: &[Report], all: &[Known], same: &mut Union) {
    let mut named: [BTreeSet<usize>; TRADES.len()] = Default::default();
    let mut called: [Vec<(usize, &str)>; TRADES.len()] = Default::default();
    let plain: Vec<String> = all.iter().map(|known| body_name(&known.actor.name)).collect();
    for (number, known) in all.iter().enumerate() {
        let by_trade = trade(&plain[number]);
        let capitals = known.actor.name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        // A name proper has its trade in capitals too.
        let is_name =
            capitals > 1 && known.actor.name.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
        match by_trade {
            Some((row, owner)) if !is_name && !known.is_person() => called[row].push((number, owner)),
            Some((row, _)) if known.actor.kind == ActorKind::Organization => {
                named[row].insert(number);
            }
            None if is_name && !known.is_person() => {
                let text = &reports[known.report].article.text;
                for row in named_beside(known.actor, text) {
                    named[row].insert(number);
                }
            }
            _ => {}
        }
    }
    for (named, called) in named.iter().zip(&called) {
        let bodies: BTreeSet<usize> = named.iter().map(|&number| same.find(number)).collect();
        let owners: BTreeSet<&str> = called
            .iter()
            .map(|(_, owner)| owner.strip_suffix("'s").or_else(|| owner.strip_suffix('\'')).unwrap_or(owner))
            .filter(|owner| !matches!(*owner, "" | "its" | "their" | "state" | "the country" | "main"))
            .collect();
        if let (Some(&body), 1, 0 | 1) = (bodies.first(), bodies.len(), owners.len()) {
            for &(number, _) in called {
                same.join(body, number);
            }
        }
    }
}

/// The trades that stand in apposition to a body's mentions.
fn named_beside(actor: &Actor, text: &str) -> Vec<usize> {
    /// Longest apposition, in bytes.
    const REACH: usize = 60;
    let behind = |mention: &Mention| {
        // A mention may span its apposition.
        let said = text.get(mention.span.start..)?;
        let (name, rest) = said.split_once(", ").filter(|(name, _)| name.len() <= mention.span.len() && has_capital(name))?;
        let end = rest.find([',', '.', ';', '\n']).filter(|&end| end <= REACH && !name.contains('\n'))?;
        trade(&body_name(&rest[..end])).map(|(row, _)| row)
    };
    actor.mentions.iter().filter_map(behind).collect()
}

/// An actor whose name ends in the head of a body's name.
struct Headed<'a> {
    number: usize,
    report: usize,
    row: usize,
    head: &'a str,
}

/// Whether a word of a name behind its article is written with a capital.
fn has_capital(name: &str) -> bool {
    let words = name.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("the"));
    words.into_iter().any(|word| word.starts_with(char::is_uppercase))
}

/// The outlet of a report of the input, under the short forms by which others cite it: `Arland News Agency` as `Arland` or `the Arland agency`.
/// In its own report the last word of its name is enough: `told The Times`.
fn join_outlets(reports: &[Report], all: &[Known], same: &mut Union) {
    const GENERIC: [&str; 5] = ["news", "agency", "newspaper", "paper", "online"];
    let short = |plain: &str| -> String {
        let words: Vec<&str> = plain.split(' ').filter(|word| *word != "the").collect();
        let kept = words.iter().rposition(|word| !GENERIC.contains(word)).map_or(0, |last| last + 1);
        words[..kept].join(" ")
    };
    let outlets: BTreeSet<String> =
        reports.iter().filter_map(|report| report.article.outlet.as_ref()).map(|outlet| phrase(&outlet.name)).collect();
    let mut by_short: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for outlet in &outlets {
        by_short.entry(short(outlet)).or_default().push(outlet);
    }
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, known) in all.iter().enumerate() {
        let plain = phrase(&known.actor.name);
        let is_named = has_capital(&known.actor.name) && known.actor.kind != ActorKind::Group && known.actor.role.is_none();
        // A place lends its name to papers: it is one only where the whole name is given.
        let form = if known.actor.kind == ActorKind::Place { plain.clone() } else { short(&plain) };
        let own = reports[known.report].article.outlet.as_ref().map(|outlet| phrase(&outlet.name));
        let is_own = own.as_ref().is_some_and(|own| own.contains(' ') && own.rsplit(' ').next() == Some(known.words.join(" ").as_str()));
        let outlet = match by_short.get(&form).map(Vec::as_slice) {
            Some([outlet]) if !form.is_empty() => Some(outlet.as_str()),
            _ => own.as_deref().filter(|_| is_own).and_then(|own| outlets.get(own)).map(String::as_str),
        };
        if let Some(outlet) = outlet.filter(|_| is_named) {
            same.join(*first.entry(outlet).or_insert(number), number);
        }
    }
}

/// The same description in the same copied passage is the same source.
fn join_described_in_one_passage(reports: &[Report], copied: &[Match], all: &[Known], same: &mut Union) {
    let mut offset = 0;
    let mut described: Vec<Vec<(Mention, usize)>> = Vec::new();
    for report in reports {
        let own = report.actors.iter().enumerate();
        let nameless = own.filter(|(_, actor)| matches!(actor.kind, ActorKind::Group | ActorKind::Unnamed));
        let mut places: Vec<(Mention, usize)> =
            nameless.flat_map(|(number, actor)| actor.mentions.iter().map(move |mention| (*mention, offset + number))).collect();
        places.sort_unstable();
        described.push(places);
        offset += report.actors.len();
    }
    for passage in copied {
        let inside = |places: &[(Mention, usize)], span: headwater_core::Span| -> Vec<usize> {
            places.iter().filter(|(mention, _)| span.contains(mention.span)).map(|(_, number)| *number).collect()
        };
        let there = inside(&described[passage.b.article.0], passage.b.span);
        if there.is_empty() {
            continue;
        }
        for number in inside(&described[passage.a.article.0], passage.a.span) {
            for &other in &there {
                if all[number].words == all[other].words {
                    same.join(number, other);
                }
            }
        }
    }
}

fn collect(reports: &[Report], same: &mut Union) -> Actors {
    let mut actors = Actors::default();
    let mut numbers: BTreeMap<usize, ActorId> = BTreeMap::new();
    let mut members: Vec<Vec<&Actor>> = Vec::new();
    let mut offset = 0;
    for report in reports {
        let mut own = Vec::with_capacity(report.actors.len());
        for (number, actor) in report.actors.iter().enumerate() {
            let next = ActorId(members.len());
            let id = *numbers.entry(same.root(offset + number)).or_insert(next);
            if id == next {
                members.push(Vec::new());
            }
            members[id.0].push(actor);
            own.push(id);
        }
        offset += report.actors.len();
        actors.of.push(own);
    }
    actors.list = members.iter().map(|members| whole(members)).collect();
    actors
}

/// One actor out of all that are the same.
fn whole(members: &[&Actor]) -> Actor {
    // Of a person the whole name that is used most, of equals the fullest, of a company the one with its legal form, of another body the usual one: the
    // name that most reports use, of equals the first.
    let is_person = members.iter().any(|actor| actor.kind == ActorKind::Person);
    let length = |name: &str| {
        let words = name_words(name).len();
        // Without its title before with it.
        if is_person {
            let told = members.iter().filter(|actor| words > 1 && actor.name == name);
            let told = told.fold((0, 0), |(reports, mentions), actor| (reports + 1, mentions + actor.mentions.len()));
            (told, words, words == phrase(name).split(' ').count())
        } else {
            ((0, 0), 0, phrase(name).rsplit(' ').next().is_some_and(is_legal_form))
        }
    };
    let fullest = members.iter().map(|actor| length(&actor.name)).max().unwrap_or(((0, 0), 0, false));
    let mut counts: Vec<(&str, usize)> = Vec::new();
    // A body's name comes before what it is called for short.
    let is_name = |actor: &&&Actor| is_person || has_capital(&actor.name);
    let named = members.iter().any(|actor| is_name(&actor));
    let of_rank = |actor: &&&Actor| length(&actor.name) == fullest && (!named || is_name(actor));
    for actor in members.iter().filter(of_rank) {
        match counts.iter_mut().find(|(name, _)| *name == actor.name) {
            Some((_, count)) => *count += 1,
            None => counts.push((&actor.name, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let name = counts.iter().find(|(_, count)| *count == most).map_or(String::new(), |(name, _)| (*name).to_owned());
    let mut aliases: Vec<String> = Vec::new();
    for other in members.iter().flat_map(|actor| std::iter::once(&actor.name).chain(&actor.aliases)) {
        if *other != name && !aliases.contains(other) {
            aliases.push(other.clone());
        }
    }
    // The kind that most of its mentions are taken for, of equals the first.
    let mut kinds: Vec<(ActorKind, usize)> = Vec::new();
    for actor in members {
        match kinds.iter_mut().find(|(kind, _)| *kind == actor.kind) {
            Some((_, count)) => *count += actor.mentions.len(),
            None => kinds.push((actor.kind, actor.mentions.len())),
        }
    }
    let kind = kinds.iter().rev().max_by_key(|(_, count)| *count).map_or(ActorKind::Unnamed, |(kind, _)| *kind);
    // An office without its body (`director`) tells less than another report that names it (`aquarium director`).
    let mut roles = members.iter().filter_map(|actor| actor.role.as_ref());
    let role = roles.next().map(|first| {
        let is_bare = !first.contains(' ') && !members.iter().any(|actor| is_royal(actor));
        let says_more = |other: &&String| other.contains(' ') && phrase(other).split(' ').any(|word| word == phrase(first));
        roles.find(says_more).filter(|_| is_bare).unwrap_or(first).clone()
    });
    let mut mentions: Vec<Mention> = members.iter().flat_map(|actor| &actor.mentions).copied().collect();
    mentions.sort_unstable();
    mentions.dedup();
    Actor { name, kind, aliases, role, mentions }
}

#[cfg(test)]
mod tests {
    use headwater_core::{Article, Outlet};

    use super::*;

    /// Reports of one outlet each with their actors, and the actors of the story as name and aliases.
    fn merged(reports: &[(&str, &[(&str, ActorKind)])]) -> Vec<String> {
        let report = |number: usize, outlet: &str, actors: &[(&str, ActorKind)]| {
            let outlet = Some(Outlet { name: outlet.to_owned(), domain: None });
            let actor = |(at, (name, kind)): (usize, &(&str, ActorKind))| Actor {
                name: (*name).to_owned(),
                kind: *kind,
                aliases: Vec::new(),
                role: None,
                mentions: vec![Mention { article: headwater_core::ArticleId(number), span: headwater_core::Span::new(at, at + 1) }],
            };
            Report {
                article: Article { outlet, ..Default::default() },
                analysis: headwater_language::Analysis::default(),
                actors: actors.iter().enumerate().map(actor).collect(),
                statements: Vec::new(),
            }
        };
        let reports: Vec<Report> = reports.iter().enumerate().map(|(number, (outlet, actors))| report(number, outlet, actors)).collect();
        let names = |actor: &Actor| std::iter::once(&actor.name).chain(&actor.aliases).cloned().collect::<Vec<_>>().join(" = ");
        merge(&reports, &[]).list.iter().map(names).collect()
    }

    #[test]
    fn bodies_are_one_across_reports() {
        use ActorKind::{Organization, Person, Place, Unnamed};
        let check = |reports: &[(&str, &[(&str, ActorKind)])], expected: &[&str]| assert_eq!(merged(reports), expected);
        // The commonest form of a person's name, hyphens and titles aside.
        check(
            &[
                ("A", &[("Min Ho Sato", Person)]),
                ("B", &[("Min-ho Sato", Person)]),
                ("C", &[("MP Min-ho Sato", Person), ("Min-ho Sato", Person)]),
            ],
            &["Min-ho Sato = Min Ho Sato = MP Min-ho Sato"],
        );
        // Spelling and owner.
        check(
            &[("A", &[("Arland", Place), ("Defense Ministry", Organization)]), ("B", &[("Arland’s defence ministry", Unnamed)])],
            &["Arland", "Defense Ministry = Arland’s defence ministry"],
        );
        // A company with its legal form, a person with an honorific; not two whom one report tells apart.
        check(
            &[("A", &[("Nordlink", Organization)]), ("B", &[("Nordlink Ltd.", Organization), ("Nordlink Bank", Organization)])],
            &["Nordlink Ltd. = Nordlink", "Nordlink Bank"],
        );
        // Of a person's whole names the one that most reports use; a family name alone is one person where no report tells more.
        check(
            &[("A", &[("Omar Deel", Person)]), ("B", &[("Omar Deel", Person)]), ("C", &[("Omar Q. Deel", Person)])],
            &["Omar Deel = Omar Q. Deel"],
        );
        check(&[("A", &[("Deel", Person)]), ("B", &[("Deel", Person)])], &["Deel"]);
        check(&[("A", &[("Omar Deel", Person)]), ("B", &[("Sheikh Omar Deel", Person)])], &["Sheikh Omar Deel = Omar Deel"]);
        check(&[("A", &[("Omar Deel", Person), ("Jon Omar Deel", Person)])], &["Omar Deel", "Jon Omar Deel"]);
        // Two owners leave the ministry without one.
        check(
            &[
                ("A", &[("Foreign Ministry", Organization)]),
                ("B", &[("Arland's foreign ministry", Organization), ("Bosk's foreign ministry", Organization)]),
            ],
            &["Foreign Ministry", "Arland's foreign ministry", "Bosk's foreign ministry"],
        );
        // A head alone.
        check(
            &[("A", &[("Harbour Bureau", Organization), ("the agency", Organization)]), ("B", &[("the bureau", Unnamed)])],
            &["Harbour Bureau = the agency = the bureau"],
        );
        check(
            &[("A", &[("Harbour Council", Organization), ("River Council", Organization)]), ("B", &[("the council", Organization)])],
            &["Harbour Council", "River Council", "the council"],
        );
        // Outlets by their short forms.
        check(
            &[("Skarholm News Agency", &[("Skarholm News Agency", Organization)]), ("B", &[("the Skarholm agency", Organization)])],
            &["Skarholm News Agency = the Skarholm agency"],
        );
    }

    #[test]
    fn a_trade_in_apposition_names_the_body() {
        let text = "The State Bureau, Arland's intelligence service, said so.";
        let report = |text: &str, name: &str| Report {
            article: Article { text: text.to_owned(), ..Default::default() },
            analysis: headwater_language::Analysis::default(),
            actors: vec![Actor {
                name: name.to_owned(),
                kind: ActorKind::Organization,
                aliases: Vec::new(),
                role: None,
                mentions: vec![Mention { article: headwater_core::ArticleId(0), span: headwater_core::Span::new(4, 16) }],
            }],
            statements: Vec::new(),
        };
        let count = |others: &[&str]| {
            let mut reports = vec![report(text, "State Bureau")];
            reports.extend(others.iter().map(|name| report("", name)));
            merge(&reports, &[]).list.len()
        };
        assert_eq!(count(&["Arland's spy agency", "the intelligence agency"]), 1);
        assert_eq!(count(&["Arland's spy agency", "Bosk's spy agency"]), 3);
        assert_eq!(count(&["the space agency"]), 2);
    }
}
