//! Names that the world's reports use without explaining: countries with their capitals, adjectives, peoples and seats of government; cities and
//! regions; bodies, agencies and outlets.

use std::sync::LazyLock;

use headwater_core::Span;
use rustc_hash::FxHashMap;

use crate::{
    lexicon::{fold, lines, plural},
    tokens::tokens,
};

/// What a listed name is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Listed {
    /// A country by name.
    Country(u16),
    /// `Saudi`, `Turkish`.
    Adjective(u16),
    /// `Turk`, `Saudis`; true for the plural.
    People(u16, bool),
    /// The city from which a country is governed, and which may stand for it.
    Capital(u16),
    /// A building or quarter that stands for a government (`Kremlin`); the number tells one from another.
    Seat(u16),
    /// Any other place; variants share a number.
    Place(u16),
    /// A body.
    Body(u16),
    /// A news agency.
    Agency(u16),
    /// Any other medium.
    Outlet(u16, Medium),
}

/// Kinds of media, by the nouns that later call them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Medium {
    Newspaper,
    Magazine,
    Broadcaster,
    Site,
}

/// A country or territory by all its names.
#[derive(Debug)]
pub struct Country {
    /// The common name, then others.
    pub names: Vec<&'static str>,
    /// The cities from which it is governed; none for a territory without one.
    pub capitals: Vec<&'static str>,
    /// Words for its things: `Turkish`.
    pub adjectives: Vec<&'static str>,
    /// Words for one of its people (`Turk`) and for several, where that is another word.
    pub people: Vec<(&'static str, Option<String>)>,
    /// Buildings and quarters that stand for its government.
    pub seats: Vec<&'static str>,
}

/// The countries and territories of the world as English-language news names them, in order of their names.
pub fn countries() -> impl Iterator<Item = Country> {
    lines(include_str!("../../data/countries.tsv")).map(|line| {
        let mut fields = line.split('\t');
        let mut field = || split(fields.next().unwrap_or_default()).collect::<Vec<_>>();
        let (names, capitals, adjectives, people, seats) = (field(), field(), field(), field(), field());
        let people = if people.is_empty() { &adjectives } else { &people };
        let people = people.iter().map(|name| (*name, people_of(name))).collect();
        Country { names, capitals, adjectives, people, seats }
    })
}

/// The word for several of a people. Chinese, British, French and the like are their own plural.
fn people_of(name: &str) -> Option<String> {
    let own = ["ese", "sh", "ch", "ss"].iter().any(|end| name.ends_with(end));
    (!own).then(|| name.strip_suffix("man").map_or_else(|| plural(name), |stem| format!("{stem}men")))
}

struct Gazetteer {
    /// By name with accents folded away but case kept.
    names: FxHashMap<String, Listed>,
    /// First word → number of words of the longest name that begins with it.
    longest: FxHashMap<String, usize>,
    /// The common name of each country.
    countries: Vec<&'static str>,
    /// Countries that are called kingdoms.
    kingdoms: Vec<u16>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);

impl Gazetteer {
    fn load() -> Self {
        let mut this = Self { names: FxHashMap::default(), longest: FxHashMap::default(), countries: Vec::new(), kingdoms: Vec::new() };
        for country in countries() {
            this.country(&country);
        }
        let places = lines(include_str!("../../data/places.txt")).chain(lines(include_str!("../../data/cities.txt")));
        for (number, line) in places.enumerate() {
            split(line).for_each(|name| this.add(name, Listed::Place(number as u16)));
        }
        for (number, line) in lines(include_str!("../../data/organizations.txt")).enumerate() {
            let number = number as u16;
            let (kind, names) = line.split_once(' ').unwrap_or_default();
            let listed = match kind {
                "agency" => Listed::Agency(number),
                "newspaper" => Listed::Outlet(number, Medium::Newspaper),
                "magazine" => Listed::Outlet(number, Medium::Magazine),
                "broadcaster" => Listed::Outlet(number, Medium::Broadcaster),
                "site" => Listed::Outlet(number, Medium::Site),
                _ => Listed::Body(number),
            };
            split(names).for_each(|name| this.add(name.strip_prefix("The ").unwrap_or(name), listed));
        }
        this
    }

    fn country(&mut self, country: &Country) {
        let number = self.countries.len() as u16;
        self.countries.push(country.names.first().copied().unwrap_or_default());
        if country.names.iter().any(|name| name.starts_with("Kingdom of")) {
            self.kingdoms.push(number);
        }
        country.names.iter().for_each(|name| self.add(name.strip_prefix("the ").unwrap_or(name), Listed::Country(number)));
        country.capitals.iter().for_each(|name| self.add(name, Listed::Capital(number)));
        country.adjectives.iter().for_each(|name| self.add(name, Listed::Adjective(number)));
        for (one, many) in &country.people {
            self.add(one, Listed::People(number, false));
            if let Some(many) = many {
                self.add(many, Listed::People(number, true));
            }
        }
        for (i, name) in country.seats.iter().enumerate() {
            self.add(name, Listed::Seat(number * 16 + (i as u16).min(15)));
        }
    }

    /// Adds a name; what was added first stays.
    fn add(&mut self, name: &str, listed: Listed) {
        let key = key(name);
        let words = key.split(' ').count();
        let first = key.split(' ').next().unwrap_or_default().to_owned();
        let longest = self.longest.entry(first).or_default();
        *longest = words.max(*longest);
        self.names.entry(key).or_insert(listed);
    }
}

fn split(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(';').map(str::trim).filter(|name| !name.is_empty())
}

/// The name as it is looked up: its tokens joined by one space; accents folded away, case kept.
fn key(name: &str) -> String {
    let mut found = Vec::new();
    tokens(name, Span::new(0, name.len()), &[], &mut found);
    let words: Vec<String> = found.iter().map(|token| fold_keeping_case(token.span.of(name))).collect();
    words.join(" ")
}

fn fold_keeping_case(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        let small = fold(&c.to_string());
        if c.is_uppercase() { folded.extend(small.chars().flat_map(char::to_uppercase)) } else { folded.push_str(&small) }
    }
    folded
}

/// The longest listed name that `words` begin with, and the number of its words. `shout` where the text is all in capitals.
pub(crate) fn longest<'a>(words: impl Iterator<Item = &'a str> + Clone, shout: bool) -> Option<(usize, Listed)> {
    let gazetteer = &*GAZETTEER;
    let form = |word: &str| if shout && word.chars().count() > 3 { capitalised(word) } else { fold_keeping_case(word) };
    let first = words.clone().next()?;
    let limit = *gazetteer.longest.get(form(first).as_str())?;
    let mut name = String::new();
    let mut found = None;
    for (i, word) in words.take(limit).enumerate() {
        if i > 0 {
            name.push(' ');
        }
        name.push_str(&form(word));
        if let Some(listed) = gazetteer.names.get(name.as_str()) {
            found = Some((i + 1, *listed));
        }
    }
    found
}

fn capitalised(word: &str) -> String {
    let folded = fold(word);
    let mut chars = folded.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What one whole name is, if it is listed.
pub(crate) fn listed(name: &str) -> Option<Listed> {
    GAZETTEER.names.get(key(name).as_str()).copied()
}

/// The common name of a country.
pub(crate) fn country(number: u16) -> &'static str {
    GAZETTEER.countries.get(usize::from(number)).copied().unwrap_or_default()
}

/// Whether the country is called the kingdom.
pub(crate) fn is_kingdom(number: u16) -> bool {
    GAZETTEER.kingdoms.contains(&number)
}

/// Whether English-language reports name the country's offices without naming the country (`the president`, `the prime minister`).
pub(crate) fn is_home(number: u16) -> bool {
    matches!(country(number), "United States" | "United Kingdom")
}
