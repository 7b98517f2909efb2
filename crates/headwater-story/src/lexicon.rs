//! What words have to do with each other, as far as small tables can tell: plain forms, stems, words for the same thing, names of countries, and how
//! rare a word is in English at large.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::words::{push_folded, spans};

/// The tables, built once from `data/`.
pub struct Lexicon {
    lemmas: FxHashMap<String, String>,
    /// For each stem the groups of synonyms that it stands in.
    groups: FxHashMap<String, Vec<u32>>,
    countries: FxHashMap<String, Country>,
    background: FxHashMap<String, u32>,
    documents: u32,
    stop: FxHashSet<&'static str>,
}

/// A country, or a union of countries that speaks like one, behind a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Country {
    /// The name that stands for it here.
    pub name: &'static str,
    /// Whether the word is a name of it or of its capital, not a word for its people and things.
    pub is_name: bool,
}

/// The lexicon that ships.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// Words that carry no matter of their own.
const STOP: &str = "a an the this that these those it its itself he him his himself she her hers herself they them their theirs themselves we us our ours \
    ourselves i me my mine myself you your yours yourself yourselves who whom whose which what where when why how there here be am is are was were been \
    being have has had having do does did done doing will would shall should can could may might must ought and or but nor so yet if then than as \
    at by for from in into of off on onto out over to up with without about above after again against before below between down during further through \
    under until while because since though although also too very just only even still already not no n't don't doesn't didn't won't wouldn't can't \
    cannot couldn't isn't aren't wasn't weren't hasn't haven't hadn't shouldn't mustn't i'm i've i'd i'll you're you've you'd you'll he's he'd he'll \
    she's she'd she'll it's it'd it'll we're we've we'd we'll they're they've they'd they'll that's there's what's let's who's s t d ll re ve m \
    mr mrs ms dr sir such other others some any each both either neither own same one ones thing things get got going go us more most much many \
    say said says saying tell told";

/// Capitals that are plain words, names of persons or better known as other places; words are looked up here without their capital letter.
const AMBIGUOUS: [&str; 7] = ["Georgetown", "Kingston", "Male", "San Jose", "Santiago", "Victoria", "Wellington"];

impl Lexicon {
    fn load() -> Self {
        let lines = |data: &'static str| data.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let mut lemmas = FxHashMap::default();
        for line in lines(include_str!("../data/lemmas.txt")) {
            let mut forms = line.split_whitespace();
            let Some(plain) = forms.next() else { continue };
            for form in forms {
                lemmas.entry(form.to_owned()).or_insert_with(|| plain.to_owned());
            }
        }
        let mut background = FxHashMap::default();
        for (word, count) in lines(include_str!("../data/background.tsv")).filter_map(|line| line.split_once('\t')) {
            background.insert(word.to_owned(), count.parse().unwrap_or(0));
        }
        let documents = background.remove("*").unwrap_or(1);
        let mut countries = FxHashMap::default();
        for country in headwater_language::countries() {
            let Some(&name) = country.names.first() else { continue };
            let mut add = |other: &str, is_name| _ = countries.entry(phrase(other)).or_insert(Country { name, is_name });
            let capitals = country.capitals.iter().filter(|capital| !AMBIGUOUS.contains(capital));
            country.names.iter().chain(capitals).for_each(|other| add(other, true));
            country.adjectives.iter().for_each(|other| add(other, false));
            country.people.iter().flat_map(|(one, many)| std::iter::once(*one).chain(many.as_deref())).for_each(|other| add(other, false));
        }
        for line in lines(include_str!("../data/unions.tsv")) {
            let mut fields = line.split('\t');
            let Some(name) = fields.next() else { continue };
            countries.insert(phrase(name), Country { name, is_name: true });
            for (number, field) in fields.enumerate() {
                // Other names, words for its people and things.
                for other in field.split(',').filter(|other| !other.is_empty()) {
                    countries.entry(phrase(other)).or_insert(Country { name, is_name: number == 0 });
                }
            }
        }
        let stop = STOP.split_whitespace().collect();
        let mut lexicon = Self { lemmas, groups: FxHashMap::default(), countries, background, documents, stop };
        for (number, line) in lines(include_str!("../data/synonyms.txt")).enumerate() {
            for word in line.split_whitespace() {
                let stem = lexicon.stem(word);
                let groups = lexicon.groups.entry(stem).or_default();
                if groups.last() != Some(&(number as u32)) {
                    groups.push(number as u32);
                }
            }
        }
        lexicon
    }

    /// Whether a folded word carries no matter of its own.
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// The country that folded words, joined by spaces, mean as a name, adjective or capital.
    pub fn country(&self, words: &str) -> Option<Country> {
        self.countries.get(words).copied()
    }

    /// How rare a folded word is: 0 for one in every document, 1 for one in none.
    pub fn rarity(&self, word: &str) -> f64 {
        let count = self.background.get(word).or_else(|| self.background.get(word.strip_suffix("'s")?)).copied().unwrap_or(0);
        1.0 - f64::from(count + 1).ln() / f64::from(self.documents + 1).ln()
    }

    /// The stem of a folded word: its plain form without the endings of inflexion and derivation.
    pub fn stem(&self, word: &str) -> String {
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word);
        if let Some(plain) = self.lemmas.get(word) {
            return strip(plain);
        }
        strip(word)
    }

    /// Whether two stems stand in one group of synonyms.
    pub fn are_synonyms(&self, a: &str, b: &str) -> bool {
        let b = self.groups(b);
        self.groups(a).iter().any(|group| b.binary_search(group).is_ok())
    }

    /// The groups of synonyms that a stem stands in, in order.
    pub fn groups(&self, stem: &str) -> &[u32] {
        self.groups.get(stem).map_or(&[], Vec::as_slice)
    }
}

/// Words folded and joined by single spaces, points of abbreviations closed up (`U.S.` becomes `us`).
pub fn phrase(text: &str) -> String {
    let closed = if text.contains('.') { Cow::Owned(text.replace('.', "")) } else { Cow::Borrowed(text) };
    let mut phrase = String::with_capacity(closed.len());
    for (n, span) in spans(&closed).enumerate() {
        if n > 0 {
            phrase.push(' ');
        }
        push_folded(span.of(&closed), &mut phrase);
    }
    phrase
}

/// Endings that a stem goes without, longest first, each with the fewest letters that must remain.
const ENDINGS: [(&str, usize); 56] = [
    ("izations", 4),
    ("isations", 4),
    ("ization", 4),
    ("isation", 4),
    ("fulness", 4),
    ("ingness", 4),
    ("ations", 4),
    ("ements", 4),
    ("ition", 4),
    ("itions", 4),
    ("ation", 4),
    ("ators", 4),
    ("ative", 4),
    ("ement", 4),
    ("izing", 4),
    ("ising", 4),
    ("ities", 4),
    ("ments", 4),
    ("ional", 4),
    ("ively", 4),
    ("ances", 4),
    ("ences", 4),
    ("ation", 4),
    ("ator", 4),
    ("ized", 4),
    ("ised", 4),
    ("izes", 4),
    ("ises", 4),
    ("ment", 4),
    ("ness", 4),
    ("ings", 4),
    ("ions", 4),
    ("ance", 4),
    ("ence", 4),
    ("able", 4),
    ("ible", 4),
    ("edly", 4),
    ("ize", 4),
    ("ise", 4),
    ("ity", 4),
    ("ive", 4),
    ("ion", 4),
    ("ing", 3),
    ("ers", 4),
    ("ors", 4),
    ("ies", 3),
    ("ied", 3),
    ("ful", 4),
    ("al", 5),
    ("ly", 4),
    ("ed", 3),
    ("er", 4),
    ("or", 4),
    ("es", 3),
    ("s", 3),
    ("y", 4),
];

/// [`ENDINGS`] by their last letter.
static BY_LETTER: LazyLock<[Vec<(&str, usize)>; 26]> = LazyLock::new(|| {
    let of_letter = |letter: u8| ENDINGS.into_iter().filter(|(ending, _)| ending.ends_with(char::from(b'a' + letter))).collect();
    std::array::from_fn(|letter| of_letter(letter as u8))
});

fn strip(word: &str) -> String {
    if !word.is_ascii() || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = word;
    // Twice: `agreements` loses its plural with the ending, `happenings` needs a second look.
    for _ in 0..2 {
        let letter = stem.bytes().last().map_or(usize::MAX, |last| usize::from(last.wrapping_sub(b'a')));
        let endings = BY_LETTER.get(letter).filter(|_| !stem.ends_with("ss")).map_or(&[][..], Vec::as_slice);
        let ending = endings.iter().find(|(ending, rest)| stem.ends_with(ending) && stem.len() >= ending.len() + rest);
        let Some((ending, _)) = ending else { break };
        stem = &stem[..stem.len() - ending.len()];
    }
    let bytes = stem.as_bytes();
    let doubled =
        bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && !matches!(bytes[bytes.len() - 1], b'l' | b's' | b'e');
    let stem = if doubled { &stem[..stem.len() - 1] } else { stem };
    stem.strip_suffix('e').filter(|rest| rest.len() >= 3).unwrap_or(stem).to_owned()
}
