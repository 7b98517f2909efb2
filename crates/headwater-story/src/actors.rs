//! The actors of all reports as the actors of the story: who is the same as whom.
//!
//! Two names are one actor only where something says so: the same full name (whatever its order, hyphens, accents, titles and short forms), a
//! surname that only one person of the story bears, an acronym that only one body explains, a capital that speaks for its country. Persons of one
//! surname stay apart. Those known only by a description stay apart too, unless the same passage describes them.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::{Actor, ActorId, ActorKind, Mention};

use crate::Report;
use crate::lexicon::{LEXICON, phrase};
use crate::reuse::Match;
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
    let mut all: Vec<Known> = Vec::new();
    for (number, report) in reports.iter().enumerate() {
        all.extend(report.actors.iter().map(|actor| Known::new(number, actor)));
    }
    let mut same = Union::new(all.len());
    join_by_key(&all, &mut same);
    join_short_forms_of_persons(&all, &mut same);
    join_middle_names(&all, &mut same);
    join_surnames(&all, &mut same);
    join_kinds(&all, &mut same);
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
const TITLES: &str = "mr mrs ms miss dr prof professor sir lord lady dame sen senator rep representative gov governor president vice prime minister \
    premier chancellor general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm \
    commander secretary ambassador judge justice mayor sheriff chief officer director chairman chairwoman chair attorney rev reverend father bishop \
    archbishop jr sr ii iii iv phd md";

fn name_words(name: &str) -> Vec<String> {
    let words: Vec<String> = phrase(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let is_title = |word: &String| word == "the" || TITLES.split_whitespace().any(|title| title == word);
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
        let plain = phrase(name);
        let plain = plain.strip_prefix("the ").unwrap_or(&plain).to_owned();
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
    let pairs = SHORT_NAMES.split_whitespace().filter_map(|pair| pair.split_once(':'));
    pairs.into_iter().find(|(short, _)| *short == word).map_or(word, |(_, plain)| plain)
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
                known.actor.role.as_deref().is_some_and(|role| roles.into_iter().any(|other| phrase(other) == phrase(role)))
            };
            let spoken_of = |person: usize| -> usize {
                all.iter().enumerate().filter(|(at, _)| same.find(*at) == person).map(|(_, known)| known.actor.mentions.len()).sum()
            };
            let all_told: usize = persons.iter().map(|person| spoken_of(*person)).sum();
            let foremost = persons.iter().copied().find(|person| spoken_of(*person) * 4 > all_told * 3);
            persons.retain(agrees);
            if persons.is_empty() && known.actor.role.is_none() {
                persons.extend(foremost);
            }
        }
        if let [person] = persons[..] {
            same.join(number, person);
        }
    }
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
    // Of a person the fullest name, of a body the usual one: the name that most reports use, of equals the first.
    let is_person = members.iter().any(|actor| actor.kind == ActorKind::Person);
    let length = |name: &str| if is_person { name.split_whitespace().count() } else { 0 };
    let fullest = members.iter().map(|actor| length(&actor.name)).max().unwrap_or(0);
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for actor in members.iter().filter(|actor| length(&actor.name) == fullest) {
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
    let role = members.iter().find_map(|actor| actor.role.clone());
    let mut mentions: Vec<Mention> = members.iter().flat_map(|actor| &actor.mentions).copied().collect();
    mentions.sort_unstable();
    mentions.dedup();
    Actor { name, kind, aliases, role, mentions }
}
