//! What single words and listed names are, looked up once for each token.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{
    Gender, Token, TokenKind,
    lexicon::{is_capital, lines, lower, plural, words},
};

/// What the word lists know of a word in small letters.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Facts(u32);

impl Facts {
    pub const COMMON: Self = Self(1);
    pub const FUNCTION: Self = Self(1 << 1);
    pub const GIVEN_MALE: Self = Self(1 << 2);
    pub const GIVEN_FEMALE: Self = Self(1 << 3);
    pub const GIVEN_EITHER: Self = Self(1 << 4);
    pub const GIVEN: Self = Self(0b111 << 2);
    pub const SURNAME: Self = Self(1 << 5);
    /// Family names that stand first.
    pub const EASTERN: Self = Self(1 << 6);
    /// Mr., Mrs., Dr.: no office.
    pub const HONORIFIC: Self = Self(1 << 7);
    /// King, Pope: the name after it may be a given name alone.
    pub const GIVEN_TITLE: Self = Self(1 << 8);
    /// President, Sen.
    pub const OFFICE: Self = Self(1 << 9);
    pub const TITLE: Self = Self(0b111 << 7);
    pub const TITLE_MALE: Self = Self(1 << 10);
    pub const TITLE_FEMALE: Self = Self(1 << 11);
    pub const PERSON: Self = Self(1 << 12);
    pub const BODY: Self = Self(1 << 13);
    pub const PLACE_LAST: Self = Self(1 << 14);
    pub const PLACE_FIRST: Self = Self(1 << 15);
    pub const DOCUMENT: Self = Self(1 << 16);
    pub const MODIFIER: Self = Self(1 << 17);
    /// Written with a capital, but no name.
    pub const CAPITALISED: Self = Self(1 << 18);
    pub const DATE: Self = Self(1 << 19);
    /// Follows a subject.
    pub const VERB: Self = Self(1 << 20);
    /// Small words inside names: de, von, bin.
    pub const PARTICLE: Self = Self(1 << 21);
    /// The word itself, here, begins with a capital.
    pub const CAPITAL: Self = Self(1 << 22);
    /// The word itself, here, has at least two letters, all capitals.
    pub const ALL_CAPITALS: Self = Self(1 << 23);
    /// Last word of names that are no person, body or place.
    pub const EVENT: Self = Self(1 << 26);
    /// North, South and the like.
    pub const DIRECTION: Self = Self(1 << 27);
    /// A word token.
    pub const WORD: Self = Self(1 << 24);
    /// A clitic (`’s`).
    pub const CLITIC: Self = Self(1 << 25);

    /// Whether any of `other` holds.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A noun for persons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct PersonNoun {
    /// The singular.
    pub lemma: &'static str,
    pub plural: bool,
    pub gender: Option<Gender>,
}

/// A noun for bodies, documents or countries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ThingNoun {
    pub lemma: &'static str,
    pub plural: bool,
    /// First word of its line in the word list.
    pub class: &'static str,
    /// A head of names that alone means something else (`post`).
    pub only_in_names: bool,
}

struct Vocabulary {
    facts: FxHashMap<String, Facts>,
    persons: FxHashMap<String, PersonNoun>,
    bodies: FxHashMap<String, ThingNoun>,
    documents: FxHashMap<String, ThingNoun>,
    /// Class of persons → its members.
    classes: FxHashMap<&'static str, Vec<&'static str>>,
    nicknames: FxHashMap<&'static str, usize>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::load);

impl Vocabulary {
    fn load() -> Self {
        let mut this = Self {
            facts: FxHashMap::default(),
            persons: FxHashMap::default(),
            bodies: FxHashMap::default(),
            documents: FxHashMap::default(),
            classes: FxHashMap::default(),
            nicknames: FxHashMap::default(),
        };
        this.mark_all(include_str!("../../data/common-words.txt"), Facts::COMMON);
        this.mark_all(include_str!("../../data/function-words.txt"), Facts::FUNCTION);
        this.mark_all(include_str!("../../data/surnames.txt"), Facts::SURNAME);
        this.mark_all(include_str!("../../data/eastern-surnames.txt"), Facts::EASTERN);
        this.mark_all(include_str!("../../data/modifiers.txt"), Facts::MODIFIER);
        this.mark_all(include_str!("../../data/capitals.txt"), Facts::CAPITALISED);
        this.mark_all(include_str!("../../data/reporting.txt"), Facts::VERB);
        this.mark_all(include_str!("../../data/speech-verbs.txt"), Facts::VERB);
        this.mark_all(include_str!("../../data/events.txt"), Facts::EVENT);
        for direction in ["north", "south", "east", "west"] {
            this.mark(direction, Facts::DIRECTION);
        }
        for particle in "de del della di da do dos du van von der den ter ten bin ibn bint al el la le y e zu af av ben abu".split(' ') {
            this.mark(particle, Facts::PARTICLE);
        }
        for day in lines(include_str!("../../data/capitals.txt")).take(2).flat_map(str::split_whitespace) {
            this.mark(&day.to_lowercase(), Facts::DATE);
        }
        for line in lines(include_str!("../../data/given-names.txt")) {
            let (sex, names) = line.split_once(' ').unwrap_or_default();
            let fact = match sex {
                "m" => Facts::GIVEN_MALE,
                "f" => Facts::GIVEN_FEMALE,
                _ => Facts::GIVEN_EITHER,
            };
            names.split_whitespace().for_each(|name| this.mark(&name.to_lowercase(), fact));
        }
        for line in lines(include_str!("../../data/titles.txt")) {
            let (class, titles) = line.split_once(' ').unwrap_or_default();
            let (class, sex) = class.split_once(':').unwrap_or((class, ""));
            let class = match class {
                "honorific" => Facts::HONORIFIC,
                "given" => Facts::GIVEN_TITLE,
                _ => Facts::OFFICE,
            };
            let sex = match sex {
                "m" => Facts::TITLE_MALE,
                "f" => Facts::TITLE_FEMALE,
                _ => Facts::default(),
            };
            titles.split_whitespace().for_each(|title| this.mark(title, class.with(sex)));
        }
        for line in lines(include_str!("../../data/place-words.txt")) {
            let (side, names) = line.split_once(' ').unwrap_or_default();
            let fact = if side == "last" { Facts::PLACE_LAST } else { Facts::PLACE_FIRST };
            names.split_whitespace().for_each(|name| this.mark(name, fact));
        }
        for line in lines(include_str!("../../data/persons.txt")) {
            let (class, nouns) = line.split_once(' ').unwrap_or_default();
            nouns.split_whitespace().for_each(|noun| this.person(class, noun));
        }
        for line in lines(include_str!("../../data/bodies.txt")) {
            let (class, nouns) = line.split_once(' ').unwrap_or_default();
            for noun in nouns.split_whitespace() {
                let (noun, only_in_names) = noun.strip_suffix('~').map_or((noun, false), |noun| (noun, true));
                let (noun, many) = noun.split_once('/').map_or_else(|| (noun, plural(noun)), |(noun, many)| (noun, many.to_owned()));
                this.mark(noun, Facts::BODY);
                this.bodies.entry(noun.to_owned()).or_insert(ThingNoun { lemma: noun, plural: false, class, only_in_names });
                if class != "police" && class != "newspaper" {
                    this.mark(&many, Facts::BODY);
                    this.bodies.entry(many).or_insert(ThingNoun { lemma: noun, plural: true, class, only_in_names });
                }
            }
        }
        for noun in lines(include_str!("../../data/documents.txt")).flat_map(str::split_whitespace) {
            let (noun, many) = noun.split_once('/').map_or_else(|| (noun, plural(noun)), |(noun, many)| (noun, many.to_owned()));
            this.mark(noun, Facts::DOCUMENT);
            this.mark(&many, Facts::DOCUMENT);
            this.documents.entry(noun.to_owned()).or_insert(ThingNoun {
                lemma: noun,
                plural: false,
                class: "document",
                only_in_names: false,
            });
            this.documents.entry(many).or_insert(ThingNoun { lemma: noun, plural: true, class: "document", only_in_names: false });
        }
        for (family, line) in lines(include_str!("../../data/nicknames.txt")).enumerate() {
            for name in line.split_whitespace() {
                this.nicknames.entry(name).or_insert(family);
            }
        }
        this
    }

    fn mark_all(&mut self, data: &'static str, fact: Facts) {
        let mut all: Vec<&str> = words(data).into_iter().collect();
        all.sort_unstable();
        for word in all {
            self.mark(&lower(word), fact);
        }
    }

    fn mark(&mut self, word: &str, fact: Facts) {
        let facts = self.facts.entry(word.to_owned()).or_default();
        *facts = facts.with(fact);
    }

    fn person(&mut self, class: &'static str, noun: &'static str) {
        let (forms, sex) = noun.split_once(':').map_or((noun, None), |(forms, sex)| (forms, Some(sex)));
        let gender = sex.map(|sex| if sex == "m" { Gender::Male } else { Gender::Female });
        let (lemma, many) = forms.split_once('/').map_or_else(|| (forms, plural(forms)), |(lemma, many)| (lemma, many.to_owned()));
        self.mark(lemma, Facts::PERSON);
        self.mark(&many, Facts::PERSON);
        self.persons.entry(lemma.to_owned()).or_insert(PersonNoun { lemma, plural: false, gender });
        self.persons.entry(many).or_insert(PersonNoun { lemma, plural: true, gender: None });
        self.classes.entry(class).or_default().push(lemma);
    }
}

/// What is known of each token.
pub(crate) fn facts(text: &str, tokens: &[Token]) -> Vec<Facts> {
    let vocabulary = &*VOCABULARY;
    let mut curly = String::new();
    tokens
        .iter()
        .map(|token| {
            if token.kind != TokenKind::Word {
                return Facts::default();
            }
            let word = token.span.of(text);
            let mut found = Facts::WORD;
            let mut small = lower(word);
            if small.contains('’') {
                curly.clear();
                curly.extend(small.chars().map(|c| if c == '’' { '\'' } else { c }));
                small = std::borrow::Cow::Borrowed(&curly);
            }
            found = found.with(vocabulary.facts.get(&*small).copied().unwrap_or_default());
            if small.len() > 7 && agent_noun(&small).is_some() {
                found = found.with(Facts::PERSON);
            }
            if is_capital(word) || is_capital_behind_particle(word) {
                if !is_compound(word, |part| vocabulary.facts.get(part).copied().unwrap_or_default()) {
                    found = found.with(Facts::CAPITAL);
                }
                let letters = word.chars().filter(|c| c.is_alphabetic()).count();
                if letters > 1 && !word.chars().any(char::is_lowercase) {
                    found = found.with(Facts::ALL_CAPITALS);
                }
            } else if word.starts_with(['\'', '’']) {
                found = found.with(Facts::CLITIC);
            }
            found
        })
        .collect()
}

/// Whether the word is a common word and no name.
pub(crate) fn is_plain_word(word: &str) -> bool {
    VOCABULARY.facts.get(&*lower(word)).is_some_and(|known| known.any(Facts::COMMON) && !known.any(Facts::GIVEN.with(Facts::SURNAME)))
}

/// Whether the word, in small letters, is a word of grammar.
pub(crate) fn is_function(word: &str) -> bool {
    has(word, Facts::FUNCTION)
}

/// Whether the word, in small letters, is a listed verb form that follows a subject.
pub(crate) fn is_verb(word: &str) -> bool {
    has(word, Facts::VERB)
}

/// Whether the word, in small letters, is a noun for one person.
pub(crate) fn is_person_noun(word: &str) -> bool {
    VOCABULARY.persons.get(word).is_some_and(|noun| !noun.plural)
}

fn has(word: &str, facts: Facts) -> bool {
    VOCABULARY.facts.get(word).is_some_and(|known| known.any(facts))
}

/// al-Vale, d’Orr: a small particle joined to a name.
fn is_capital_behind_particle(word: &str) -> bool {
    word.split_once(['-', '\'', '’']).is_some_and(|(particle, name)| {
        is_capital(name)
            && matches!(particle, "al" | "el" | "ar" | "as" | "ash" | "at" | "an" | "ad" | "az" | "ul" | "d" | "l" | "de" | "bin" | "ibn")
    })
}

/// North-facing, Orrin-based, Vale-winning; North-South: a capital joined to a common word, or one direction to another, is no name.
fn is_compound(word: &str, facts: impl Fn(&str) -> Facts) -> bool {
    let Some((head, tail)) = word.split_once(['-', '\u{2010}', '\u{2011}']) else { return false };
    if is_capital(tail) {
        let direction = |part: &str| facts(&lower(part)).any(Facts::DIRECTION);
        return direction(head) || direction(tail);
    }
    let common = |word: &str| facts(word).any(Facts::COMMON) || word.strip_suffix('s').is_some_and(|stem| facts(stem).any(Facts::COMMON));
    let known = common(tail) || tail.ends_with("ed") || tail.ends_with("ing");
    tail.len() > 4 && known || matches!(tail, "led" | "run" | "born" | "like" | "wide" | "era" | "made")
}

/// Whether the word, in small letters, is a common word or an inflected form of one.
pub(crate) fn is_common(word: &str) -> bool {
    let known = |word: &str| VOCABULARY.facts.get(word).is_some_and(|facts| facts.any(Facts::COMMON));
    let word = lower(word);
    known(&word)
        || ["s", "es", "ed", "d", "ing", "ly"]
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.len() > 2 && known(stem)))
}

/// The noun for persons that the word is, in small letters.
pub(crate) fn person_noun(word: &str) -> Option<PersonNoun> {
    let small = lower(word);
    VOCABULARY.persons.get(&*small).copied().or_else(|| agent_noun(&small))
}

/// A compound that ends with a noun for persons: `policymaker`, `homeowners`.
fn agent_noun(word: &str) -> Option<PersonNoun> {
    const AGENTS: &[&str] = &[
        "writer", "maker", "holder", "worker", "leader", "owner", "keeper", "fighter", "watcher", "seeker", "goer", "officer", "holder",
        "grower", "breaker", "backer", "player", "driver", "teacher",
    ];
    let (stem, plural) = word.strip_suffix('s').map_or((word, false), |stem| (stem, true));
    let lemma = AGENTS.iter().find(|agent| stem.len() > agent.len() + 2 && stem.ends_with(**agent))?;
    Some(PersonNoun { lemma, plural, gender: None })
}

/// Whether the word, in small letters, is an office of a state (`minister`, `king`).
pub(crate) fn is_state_office(word: &str) -> bool {
    VOCABULARY.classes.get("leader").is_some_and(|offices| offices.contains(&word)) && word != "leader"
}

/// The noun for bodies that the word is, in small letters.
pub(crate) fn body_noun(word: &str) -> Option<ThingNoun> {
    VOCABULARY.bodies.get(&*lower(word)).copied()
}

/// The noun for documents that the word is, in small letters.
pub(crate) fn document_noun(word: &str) -> Option<ThingNoun> {
    VOCABULARY.documents.get(&*lower(word)).copied()
}

/// Whether somebody whose role is `role` may be called `noun`: the same word, or a member of the kind that `noun` names.
pub(crate) fn is_called(role: &str, noun: &str) -> bool {
    const SPOKEN: &str = "spokesperson";
    if role == noun {
        return true;
    }
    let in_class = |class: &str| VOCABULARY.classes.get(class).is_some_and(|members| members.contains(&role));
    let class = if noun.starts_with("spokes") { SPOKEN } else { noun };
    in_class(class)
        || (noun == "legislator" || noun == "parliamentarian") && in_class("lawmaker")
        || noun == "envoy" && in_class("diplomat")
}

/// The plain noun that an abbreviated title stands for.
pub(crate) fn full_title(title: &str) -> &str {
    match title.trim_end_matches('.') {
        "sen" | "sens" => "senator",
        "rep" | "reps" => "representative",
        "gov" | "govs" => "governor",
        "gen" | "gens" => "general",
        "col" | "cols" => "colonel",
        "maj" => "major",
        "capt" => "captain",
        "lt" => "lieutenant",
        "adm" => "admiral",
        "cmdr" | "cdr" => "commander",
        "sgt" => "sergeant",
        "cpl" => "corporal",
        "pvt" => "private",
        "insp" => "inspector",
        "supt" => "superintendent",
        "amb" => "ambassador",
        "prof" => "professor",
        "dr" | "drs" => "doctor",
        "rev" => "reverend",
        "fr" => "priest",
        "cllr" => "councillor",
        "del" => "delegate",
        "det" => "detective",
        "brig" => "brigadier",
        "atty" => "attorney",
        other => other,
    }
}

/// Number of the family of short forms that a given name belongs to.
pub(crate) fn nickname_family(name: &str) -> Option<usize> {
    VOCABULARY.nicknames.get(name).copied()
}
