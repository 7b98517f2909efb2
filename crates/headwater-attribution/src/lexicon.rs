//! The words that attribute: verbs and nouns with what may follow them, read from `data/`.

use std::sync::LazyLock;

use headwater_core::Act;
use rustc_hash::{FxHashMap, FxHashSet};

/// What may follow a word that attributes; the words of `data/verbs.txt` and `data/nouns.txt`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frame {
    /// A clause, with or without `that`.
    Clause,
    /// A clause with `that`.
    That,
    /// An infinitive.
    To,
    /// A noun phrase.
    Object,
    /// Somebody, then a clause or quotation.
    Whom,
    /// Somebody, then an infinitive.
    WhomTo,
    /// A question.
    Wh,
    /// A gerund.
    Ing,
    /// Something, then a predicate.
    As,
    /// Somebody, then `of` and a deed.
    Accuse,
    /// Something, then `at` or a number: `puts the toll at 40`.
    At,
    /// A likelihood: `sees a chance that …`.
    Chance,
    /// Nothing: it stands behind or inside what is said.
    Parenthetical,
    /// It attributes only in clear cases.
    Weak,
}

/// The frames by their names in the data.
const FRAMES: [(&str, Frame); 14] = [
    ("clause", Frame::Clause),
    ("that", Frame::That),
    ("to", Frame::To),
    ("object", Frame::Object),
    ("whom", Frame::Whom),
    ("whomto", Frame::WhomTo),
    ("wh", Frame::Wh),
    ("ing", Frame::Ing),
    ("as", Frame::As),
    ("accuse", Frame::Accuse),
    ("at", Frame::At),
    ("chance", Frame::Chance),
    ("paren", Frame::Parenthetical),
    ("weak", Frame::Weak),
];

/// A set of frames.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Frames(u16);

impl Frames {
    /// Whether the frame is in it.
    pub fn has(self, frame: Frame) -> bool {
        self.0 & (1 << frame as u16) != 0
    }

    /// Puts the frame of this name in it; false where there is none.
    fn add(&mut self, name: &str) -> bool {
        let found = FRAMES.iter().find(|(known, _)| *known == name);
        found.inspect(|(_, frame)| self.0 |= 1 << *frame as u16).is_some()
    }
}

/// A verb that attributes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verb {
    /// Its plain form.
    pub lemma: String,
    /// Its particle (`point out`).
    pub particle: Option<String>,
    /// What kind of act it reports.
    pub act: Act,
    /// What may follow.
    pub frames: Frames,
    /// Prepositions whose noun phrase is what is said.
    pub prepositions: Vec<String>,
    /// Prepositions that take somebody and an infinitive.
    pub prepositions_to: Vec<String>,
}

/// A noun that attributes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noun {
    /// What kind of act it names.
    pub act: Act,
    /// What may follow: a clause with `that`, an infinitive.
    pub frames: Frames,
    /// Prepositions whose noun phrase is what is said.
    pub prepositions: Vec<String>,
}

/// All words that attribute.
#[derive(Debug, Default)]
pub struct Lexicon {
    verbs: Vec<Verb>,
    /// Form → verbs, the ones with a particle first.
    forms: FxHashMap<String, Vec<usize>>,
    nouns: FxHashMap<String, Noun>,
    adjectives: FxHashMap<String, Frames>,
    /// Nouns for documents (`report`, `statement`, `poll`).
    documents: FxHashSet<String>,
    /// Nouns for persons and bodies, and whether a definite one may point back to somebody named.
    people: FxHashMap<String, bool>,
    /// Forms of verbs that bring somebody to do something.
    moving: FxHashSet<String>,
    /// Forms of verbs of deeds.
    deeds: FxHashSet<String>,
}

/// The lexicon of this crate.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(include_str!("../data/verbs.txt"), include_str!("../data/nouns.txt"), include_str!("../data/documents.txt"))
});

impl Lexicon {
    fn parse(verbs: &str, nouns: &str, documents: &str) -> Self {
        let mut lexicon = Self::default();
        for fields in rows(verbs) {
            let [head, act, frames, irregular] = fields[..] else { continue };
            lexicon.add_verb(head, act, frames, irregular);
        }
        for fields in rows(nouns) {
            let [head, act, frames] = fields[..] else { continue };
            let mut noun = Noun { act: act_named(act), frames: Frames::default(), prepositions: Vec::new() };
            for word in frames.split(' ').filter(|word| !word.is_empty()) {
                if !noun.frames.add(word) {
                    noun.prepositions.push(word.to_owned());
                }
            }
            lexicon.nouns.insert(plural(head), noun.clone());
            lexicon.nouns.insert(head.to_owned(), noun);
        }
        for head in documents.lines().filter(|line| !line.starts_with('#')) {
            lexicon.documents.insert(plural(head));
            lexicon.documents.insert(head.to_owned());
        }
        for line in include_str!("../data/people.txt").lines().filter(|line| !line.starts_with('#')) {
            let (head, back) = line.split_once('\t').map_or((line, false), |(head, flag)| (head, flag == "back"));
            lexicon.people.insert(plural(head), false);
            lexicon.people.insert(head.to_owned(), back);
        }
        for fields in rows(include_str!("../data/moving-verbs.txt")) {
            let [lemma, irregular] = fields[..] else { continue };
            lexicon.moving.extend(verb_forms(lemma, irregular));
        }
        for fields in rows(include_str!("../data/deeds.txt")) {
            let [lemma, irregular] = fields[..] else { continue };
            lexicon.deeds.extend(verb_forms(lemma, irregular));
        }
        for fields in rows(include_str!("../data/adjectives.txt")) {
            let [head, words] = fields[..] else { continue };
            let mut frames = Frames::default();
            for word in words.split(' ') {
                frames.add(word);
            }
            lexicon.adjectives.insert(head.to_owned(), frames);
        }
        lexicon
    }

    fn add_verb(&mut self, head: &str, act: &str, words: &str, irregular: &str) {
        let (lemma, particle) = head.split_once(' ').map_or((head, None), |(lemma, particle)| (lemma, Some(particle.to_owned())));
        let mut frames = Frames::default();
        let (mut prepositions, mut prepositions_to) = (Vec::new(), Vec::new());
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            match word.strip_suffix("+to") {
                Some(preposition) => prepositions_to.push(preposition.to_owned()),
                // Every verb may take a quotation; the word marks those that take nothing else.
                None if frames.add(word) || word == "quote" => {}
                None => prepositions.push(word.trim_end_matches('+').to_owned()),
            }
        }
        let verb = Verb { lemma: lemma.to_owned(), particle, act: act_named(act), frames, prepositions, prepositions_to };
        let index = self.verbs.len();
        for form in verb_forms(lemma, irregular) {
            let list = self.forms.entry(form).or_default();
            // Verbs with a particle come first: they say more.
            let at = if verb.particle.is_some() { 0 } else { list.len() };
            list.insert(at, index);
        }
        self.verbs.push(verb);
    }

    /// The verbs that may have this form, in small letters; those with a particle first.
    pub fn verbs(&self, form: &str) -> impl Iterator<Item = &Verb> {
        self.forms.get(form).into_iter().flatten().map(|index| &self.verbs[*index])
    }

    /// Whether some verb that attributes has this form.
    pub fn is_verb(&self, form: &str) -> bool {
        self.forms.contains_key(form)
    }

    /// The noun that attributes with this form.
    pub fn noun(&self, form: &str) -> Option<&Noun> {
        self.nouns.get(form)
    }

    /// What may follow an adjective of belief with this form.
    pub fn adjective(&self, form: &str) -> Option<Frames> {
        self.adjectives.get(form).copied()
    }

    /// Whether the noun names a person, several, or a body that speaks.
    pub fn is_person(&self, form: &str) -> bool {
        self.people.contains_key(form)
    }

    /// Whether the noun names one person and so may point back to somebody named (`the lawmaker`).
    pub fn points_back(&self, form: &str) -> bool {
        self.people.get(form).copied().unwrap_or(false)
    }

    /// Whether the verb brings its object to do something: `urge`, `allow`.
    pub fn moves(&self, form: &str) -> bool {
        self.moving.contains(form)
    }

    /// Whether the verb tells of a deed: `scrap`, `appoint`.
    pub fn is_deed(&self, form: &str) -> bool {
        self.deeds.contains(form)
    }

    /// Whether the noun names a document.
    pub fn is_document(&self, form: &str) -> bool {
        self.documents.contains(form)
    }
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn act_named(name: &str) -> Act {
    match name {
        "belief" => Act::Belief,
        "document" => Act::Document,
        _ => Act::Speech,
    }
}

/// A noun's plural.
fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// A verb's forms: its own, the regular ones, and those that the list gives.
fn verb_forms(lemma: &str, irregular: &str) -> Vec<String> {
    let mut forms = vec![lemma.to_owned(), plural(lemma)];
    let given: Vec<&str> = irregular.split(' ').filter(|form| !form.is_empty()).collect();
    forms.extend(given.iter().map(|form| (*form).to_owned()));
    let silent = lemma.ends_with('e') && !lemma.ends_with("ee");
    let stem = lemma.strip_suffix('e').filter(|_| silent).unwrap_or(lemma);
    if !given.iter().any(|form| form.ends_with("ing")) {
        forms.push(format!("{stem}ing"));
    }
    if !given.iter().any(|form| !form.ends_with("ing")) {
        forms.push(match lemma.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ied"),
            _ if lemma.ends_with('e') => format!("{lemma}d"),
            _ => format!("{lemma}ed"),
        });
    }
    forms.sort();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_their_forms() {
        for (form, lemma) in [
            ("denies", "deny"),
            ("denied", "deny"),
            ("saying", "say"),
            ("wrote", "write"),
            ("writing", "write"),
            ("agreed", "agree"),
            ("slammed", "slam"),
            ("stresses", "stress"),
            ("planning", "plan"),
            ("admitted", "admit"),
            ("referring", "refer"),
            ("labelled", "label"),
        ] {
            assert!(LEXICON.verbs(form).any(|verb| verb.lemma == lemma), "{form}");
        }
        assert!(!LEXICON.is_verb("sayed") && !LEXICON.is_verb("planed"));
        assert_eq!(LEXICON.verbs("pointed").next().and_then(|verb| verb.particle.as_deref()), Some("out"));
    }
}
