//! What a number counts, so that two numbers are held against each other only where they count one thing.
//!
//! A toll is told in a dozen ways: twelve dead, 12 people were killed, the toll rose to 12. What they have in common is the unit (people) and what
//! became of them. Other numbers are known by their unit and by the words of their clause, those next to the number above all.

use headwater_core::Span;
use headwater_language::{Approximation, Quantity};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::Report;
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;
use crate::words::{fold, spans};

/// Nouns that count people, whoever they are.
static PEOPLE: List = List::new("people person passenger resident villager inhabitant victim life soul individual");

/// What may become of people, a row each; the first word names the row.
static FATES: [List; 10] = [
    List::new("dead die died death deaths kill killed killing kills fatality fatalities drowned perished slain bodies lives"),
    List::new("hurt injured injuring injure injury injuries wounded wounding wound wounds casualties"),
    List::new("missing unaccounted disappeared vanished"),
    List::new("aboard board carrying carried onboard"),
    List::new("held arrested arrest arrests detained detaining detentions custody jailed imprisoned captivity captive kidnapped abducted"),
    List::new("moved evacuated evacuate relocated resettled displaced displacing displace fled uprooted homeless expelled"),
    List::new("rescued rescue saved survived survivors survivor pulled"),
    List::new("ill infected infections infection sickened hospitalized hospitalised sick cases"),
    List::new("freed released release liberated handed"),
    List::new("gathered marched attended attend protested rallied demonstrated turnout crowd"),
];

/// Rows of [`FATES`] that are told apart below.
const DEAD: usize = 0;
const MISSING: usize = 2;
const ABOARD: usize = 3;

/// Words that tell of which part or kind a number is.
static SCOPE: List = List::new(
    "ticket sold passenger crew adult child woman man girl boy civilian soldier foreign foreigner tourist local first second third \
    last each every per daily weekly monthly yearly annual initially initial originally previous previously earlier former staff worker officer \
    fighter militant rebel hostage half serious seriously severe severely critical critically slight slightly minor life-threatening",
);

/// Nouns for people of one kind: they meet the same fates, but are counted apart.
static KINDS: List = List::new(
    "adult child woman man girl boy baby infant toddler civilian soldier troop tourist foreigner worker officer policeman fighter militant rebel hostage \
    prisoner captive student pupil schoolgirl schoolboy teacher migrant refugee patient journalist passenger employee deckhand sailor miner demonstrator \
    protester",
);

/// Words that leave open whether anybody was counted.
static SUPPOSED: List = List::new("would could might if");

/// What a number is taken for each of: “7 crowns a litre”.
static RATES: List =
    List::new("share hour day week month year night person head piece barrel ton tonne seat ticket litre liter gallon pound kilo mile");

/// Words behind “of” that make a number a part of what was counted before.
static WHOLES: List = List::new("those them these whom which the us");

/// Words that with a span of time put what is told before the news.
static BEFORE: List = List::new("last earlier previous ago");
static SPANS: List = List::new("week month year weeks months years decade decades this");

/// Words before a number that make it a part or a difference.
static PART_BEFORE: List = List::new("another additional further extra other including among them whom average");
/// Words behind a number that do so.
static PART_BEHIND: List = List::new("more fewer less other others additional extra further apiece each");

/// Words of a number that do so.
static PART_WITHIN: List = List::new("another additional other others");

/// What is sent and called back, and so moves from day to day.
static DEPLOYED: List = List::new("soldier troop ship tank warplane aircraft jet home house case");

/// Nouns that stand for a number itself.
static FIGURES: List = List::new("figure figures number count tally toll estimate list total");

/// Words that begin another clause.
static JOINTS: List = List::new("and but while whereas though although because who which whom whose where when that after before");

/// Words that tell that a figure has moved.
static RISING: List = List::new("rise rises rose risen rising climb climbed climbs climbing revised updated grown grew jumped now");

static MONTHS: List = List::new(
    "january february march april may june july august september october november december \
    jan feb apr jun jul aug sept oct nov dec",
);

/// Least bare number that is known again by its value alone.
const TELLING: f64 = 20.0;
/// How much more a word counts that stands next to the number.
const NEAR: f64 = 1.5;
/// Least that a word counts.
const FAINT: f64 = 0.1;
/// Content words on each side of a number that stand next to it.
const NEXT: usize = 2;

/// A number and what it counts.
#[derive(Clone, PartialEq, Debug)]
pub struct Count {
    /// Where it stands.
    pub span: Span,
    /// Lowest value meant.
    pub low: f64,
    /// Highest value meant.
    pub high: f64,
    /// How exact it is.
    pub approximation: Approximation,
    /// Stem of what is counted, `people` for all kinds of people.
    pub unit: String,
    /// What became of the people.
    pub fate: Option<usize>,
    /// Words of part and kind.
    pub scope: Vec<String>,
    /// Years and months.
    pub times: Vec<String>,
    /// Stems of the other words of its clause and their weight.
    pub words: Vec<(String, f64)>,
    /// Whether its sentence tells that the figure has moved.
    pub rises: bool,
}

/// How far two counts are of one thing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Likeness {
    /// Whether the same became of the people that both count.
    pub same_fate: bool,
    /// Share of the lighter clause's weight that the other clause has too.
    pub share: f64,
    /// The shared weight.
    pub weight: f64,
}

/// For each statement its numbers with what they count; `contents` are the statements' reports and runs of words.
pub fn counts(contents: &[(&Report, &[Span])]) -> Vec<Vec<Count>> {
    let read_all = |(report, runs): &(&Report, &[Span])| -> (Vec<Count>, Vec<Count>) {
        let text = report.article.text.as_str();
        let inside = |quantity: &&Quantity| runs.iter().any(|run| run.contains(quantity.span));
        let read = |quantity: &Quantity| read(text, sentence(report, quantity.span), quantity);
        report.analysis.quantities.iter().filter(inside).filter_map(read).partition(|count| !count.unit.is_empty())
    };
    let (mut counts, bare): (Vec<Vec<Count>>, Vec<Vec<Count>>) = contents.par_iter().map(read_all).unzip();
    let mut first = First::default();
    let page = |of: usize| contents[of].0.article.location.as_str();
    for (of, counts) in counts.iter().enumerate() {
        for count in counts {
            first.add(page(of), of, count);
        }
    }
    // “The list says 143” speaks of the 143 people who are counted elsewhere, on the same page first.
    for (number, bare) in bare.into_iter().enumerate() {
        for count in bare.into_iter().filter(|count| count.low >= TELLING) {
            let Some(of) = first.with(page(number), &count) else { continue };
            let known = counts[of].iter().find(|other| value(other) == value(&count)).cloned();
            if let Some(known) = known {
                first.add(page(number), number, &known);
                counts[number].push(Count { span: count.span, approximation: count.approximation, ..known });
            }
        }
    }
    counts
}

/// The first statements with a count of some value: on each page, and of all.
#[derive(Default)]
struct First<'a> {
    of_page: FxHashMap<(&'a str, [u64; 2]), usize>,
    of_all: FxHashMap<[u64; 2], usize>,
}

impl<'a> First<'a> {
    fn add(&mut self, page: &'a str, statement: usize, count: &Count) {
        for first in [self.of_page.entry((page, value(count))).or_insert(statement), self.of_all.entry(value(count)).or_insert(statement)] {
            *first = statement.min(*first);
        }
    }

    fn with(&self, page: &'a str, count: &Count) -> Option<usize> {
        self.of_page.get(&(page, value(count))).or_else(|| self.of_all.get(&value(count))).copied()
    }
}

/// The value of a count, as what it is found by.
fn value(count: &Count) -> [u64; 2] {
    [count.low.to_bits(), count.high.to_bits()]
}

/// The sentence that a number stands in.
fn sentence(report: &Report, span: Span) -> Span {
    let sentences = &report.analysis.sentences;
    let at = sentences.partition_point(|sentence| sentence.span.end < span.end);
    sentences.get(at).map(|sentence| sentence.span).filter(|sentence| sentence.contains(span)).unwrap_or(span)
}

/// What one number of a sentence counts; the unit is empty where nothing tells it. None for a part, a difference or an age.
pub fn read(text: &str, sentence: Span, quantity: &Quantity) -> Option<Count> {
    let place = Place::new(text, sentence, quantity)?;
    if place.is_part() {
        return None;
    }
    let counted = place.counted();
    // Nobody was counted who might have died.
    if counted.fate.is_some() && place.beside().any(|word| SUPPOSED.has(word)) {
        return None;
    }
    let scope = place.scope(&counted);
    let times = place.times();
    let rises = place.words.iter().any(|(_, word)| RISING.has(word));
    let Quantity { low, high, approximation, .. } = *quantity;
    let words = place.telling(&counted.unit);
    Some(Count { span: quantity.span, low, high, approximation, unit: counted.unit, fate: counted.fate, scope, times, words, rises })
}

/// A number among the words of its sentence.
struct Place<'a> {
    text: &'a str,
    quantity: &'a Quantity,
    /// The sentence's words, folded.
    words: Vec<(Span, String)>,
    /// The number's first word.
    first: usize,
    /// The first word behind the number.
    behind: usize,
    /// The clause's first word.
    from: usize,
    /// The first word behind the clause.
    to: usize,
}

/// What a number counts.
struct Counted {
    /// Stem of the unit, `people` for all kinds of people.
    unit: String,
    /// The noun itself.
    noun: String,
    fate: Option<usize>,
    has_crew: bool,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, sentence: Span, quantity: &'a Quantity) -> Option<Self> {
        let words: Vec<(Span, String)> = spans(sentence.of(text))
            .map(|span| Span::new(span.start + sentence.start, span.end + sentence.start))
            .map(|span| (span, fold(span.of(text))))
            .collect();
        let first = words.iter().position(|(span, _)| span.end > quantity.span.start)?;
        let behind = words.iter().position(|(span, _)| span.start >= quantity.span.end).unwrap_or(words.len());
        let (from, to) = clause(text, &words, first, behind);
        Some(Self { text, quantity, words, first, behind, from, to })
    }

    /// The word so many places before the number, 1 for the next.
    fn before(&self, places: usize) -> &str {
        self.first.checked_sub(places).map_or("", |at| self.words[at].1.as_str())
    }

    /// The word behind the number.
    fn after(&self) -> &str {
        self.words.get(self.behind).map_or("", |(_, word)| word.as_str())
    }

    /// Whether the number is a part of another, a difference or an age.
    fn is_part(&self) -> bool {
        let within = &self.words[self.first..self.behind];
        PART_BEFORE.has(self.before(1))
            || self.before(2) == "including"
            || PART_BEHIND.has(self.after())
            || self.is_age()
            || (self.after() == "of" && self.words.get(self.behind + 1).is_some_and(|(_, word)| WHOLES.has(word)))
            || within.iter().any(|(_, word)| PART_WITHIN.has(word))
            || self.quantity.span.of(self.text).ends_with(" more")
    }

    /// Whether it says how old somebody is.
    fn is_age(&self) -> bool {
        let behind = self.text[self.quantity.span.end..].trim_start_matches(['-', '‑', '–', ' ', '\u{a0}']);
        self.quantity.span.of(self.text).ends_with("old")
            || behind.starts_with("old")
            || behind.starts_with("year-old")
            || self.before(1) == "aged"
            || self.before(1) == "age"
    }

    /// What the number is taken for each of.
    fn rate(&self) -> Option<String> {
        // “7 crowns a litre”, “7 crowns a full litre”.
        let behind = self.words.iter().skip(self.behind + 1).take(2).map(|(_, word)| LEXICON.stem(word));
        let of = matches!(self.after(), "a" | "an" | "per").then(|| behind.into_iter().find(|stem| RATES.has_stem(stem)))??;
        Some(format!("per {of}"))
    }

    /// Whether the sentence speaks of what was some weeks or years before.
    fn is_before(&self) -> bool {
        let is_word = |at: usize, list: &List| self.words.get(at).is_some_and(|(_, word)| list.has(word));
        (0..self.words.len()).any(|at| is_word(at, &BEFORE) && (is_word(at + 1, &SPANS) || (at > 0 && is_word(at - 1, &SPANS))))
    }

    fn counted(&self) -> Counted {
        let noun = self.quantity.unit.as_deref().map_or(String::new(), phrase);
        let unit = LEXICON.stem(&noun);
        let has_crew = (self.first..self.words.len().min(self.behind + 3)).any(|at| self.words[at].1 == "crew");
        let people = |fate: Option<usize>| Counted { unit: "people".to_owned(), noun: noun.clone(), fate, has_crew };
        if fate_of(&noun).is_some() || is_people(&unit) {
            let crew = (has_crew && noun != "crew").then_some(ABOARD);
            let nearest = || self.nearest_fate(self.from..self.to).or_else(|| self.nearest_fate(0..self.words.len()));
            return people(fate_of(&noun).or(crew).or_else(nearest));
        }
        if unit.is_empty() || FIGURES.has(&noun) {
            // Twelve dead, killed 12: the word beside the number tells.
            let two_before = || fate_of(self.before(2)).filter(|_| is_about(self.before(1)));
            let is_toll = self.words[self.from..self.first].iter().any(|(_, word)| word == "toll");
            let fate = fate_of(self.after()).or_else(|| fate_of(self.before(1))).or_else(two_before).or(is_toll.then_some(DEAD));
            return if fate.is_some() { people(fate) } else { Counted { unit: String::new(), noun, fate, has_crew } };
        }
        let fate = KINDS
            .has_stem(&unit)
            .then(|| self.nearest_fate(self.from..self.to).or_else(|| self.nearest_fate(0..self.words.len())))
            .flatten();
        Counted { unit, noun, fate, has_crew }
    }

    /// What the word of fate next to the number tells.
    fn nearest_fate(&self, range: std::ops::Range<usize>) -> Option<usize> {
        let distance = |at: usize| if at < self.first { self.first - at } else { at.saturating_sub(self.behind) };
        range.filter_map(|at| fate_of(&self.words[at].1).map(|fate| (distance(at), fate))).min().map(|(_, fate)| fate)
    }

    /// The clause's words beside the number.
    fn beside(&self) -> impl Iterator<Item = &str> {
        let words = self.words[self.from..self.first].iter().chain(&self.words[self.behind.min(self.to)..self.to]);
        words.map(|(_, word)| word.as_str())
    }

    /// Stems that tell of which part or kind the number is.
    fn scope(&self, counted: &Counted) -> Vec<String> {
        let is_all = |stem: &str| counted.fate == Some(ABOARD) && stem == LEXICON.stem("passenger") || counted.has_crew && stem == "crew";
        let mut scope: Vec<String> = self
            .beside()
            .map(|word| LEXICON.stem(word))
            .chain((counted.unit == "people").then(|| LEXICON.stem(&counted.noun)))
            .filter(|stem| SCOPE.has_stem(stem))
            .filter(|stem| !is_all(stem))
            .chain(self.rate())
            .collect();
        scope.sort_unstable();
        scope.dedup();
        scope
    }

    fn times(&self) -> Vec<String> {
        let mut times: Vec<String> = self.beside().filter(|word| is_time(word)).map(str::to_owned).collect();
        times.extend(self.is_before().then(|| "before".to_owned()));
        times.sort_unstable();
        times
    }

    /// Stems of the clause's other words and their weight.
    fn telling(&self, unit: &str) -> Vec<(String, f64)> {
        let mut telling = weighed(self.words[self.behind.min(self.to)..self.to].iter());
        telling.extend(weighed(self.words[self.from..self.first].iter().rev()));
        telling.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        telling.dedup_by(|later, earlier| later.0 == earlier.0);
        telling.retain(|(stem, _)| stem != unit);
        telling
    }
}

/// Words outward from a number, so that the first are those next to it.
fn weighed<'a>(outward: impl Iterator<Item = &'a (Span, String)>) -> Vec<(String, f64)> {
    let tells =
        |word: &str| !LEXICON.is_stop(word) && fate_of(word).is_none() && !is_time(word) && !word.bytes().any(|byte| byte.is_ascii_digit());
    let telling = outward.filter(|(_, word)| tells(word)).enumerate();
    telling.map(|(n, (_, word))| (LEXICON.stem(word), LEXICON.rarity(word).max(FAINT) * if n < NEXT { NEAR } else { 1.0 })).collect()
}

/// The row of what became of people that a word tells.
fn fate_of(word: &str) -> Option<usize> {
    FATES.iter().position(|row| row.has(word))
}

/// Whether a word is a month or a year.
fn is_time(word: &str) -> bool {
    MONTHS.has(word) && word != "may" && word != "march" || (word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
}

fn is_about(word: &str) -> bool {
    matches!(word, "about" | "some" | "least" | "than" | "nearly" | "almost" | "around" | "roughly" | "over" | "to" | "at")
}

/// The words of the clause around a number: up to a mark or a joint on each side.
fn clause(text: &str, words: &[(Span, String)], first: usize, behind: usize) -> (usize, usize) {
    let parts = |at: usize| {
        let gap = &text[words[at - 1].0.end..words[at].0.start];
        gap.contains([',', ';', ':', '(', ')', '—', '–', '?', '!', '“', '”', '"'])
    };
    let is_joint = |at: usize| {
        let next = words.get(at + 1).map_or("", |(_, word)| word.as_str());
        JOINTS.has(&words[at].1) && next != "crew"
    };
    let mut from = first;
    while from > 0 && !parts(from) && !is_joint(from - 1) {
        from -= 1;
    }
    let mut to = behind.max(first);
    while to < words.len() && !(to > 0 && parts(to)) && !is_joint(to) {
        to += 1;
    }
    (from, to)
}

/// How far two counts are of one thing, or none where unit, fate, part or time tell that they are not.
pub fn likeness(a: &Count, b: &Count) -> Option<Likeness> {
    let other_fate = a.fate.is_some() && b.fate.is_some() && a.fate != b.fate;
    if a.unit.is_empty() || a.unit != b.unit || other_fate || a.scope != b.scope || a.times != b.times {
        return None;
    }
    let total = |count: &Count| count.words.iter().map(|(_, weight)| weight).sum::<f64>();
    let shared = |of: &Count, other: &Count| -> f64 {
        let has = |stem: &str| other.words.iter().any(|(known, _)| known == stem || LEXICON.are_synonyms(known, stem));
        of.words.iter().filter(|(stem, _)| has(stem)).map(|(_, weight)| weight).sum()
    };
    let (of_a, of_b) = (total(a), total(b));
    let weight = shared(a, b).min(shared(b, a));
    let share = if of_a < of_b { shared(a, b) / of_a.max(0.05) } else { shared(b, a) / of_b.max(0.05) };
    Some(Likeness { same_fate: a.fate.is_some() && a.fate == b.fate, share, weight })
}

impl Count {
    /// Whether its clause says nothing but the number and what became of the people.
    pub fn is_plain(&self) -> bool {
        self.words.iter().map(|(_, weight)| weight).sum::<f64>() < 0.5
    }

    /// Whether it counts the missing, who grow fewer.
    pub fn is_missing(&self) -> bool {
        self.fate == Some(MISSING)
    }

    /// Whether what it counts grows, or shrinks, as the days go by.
    pub fn moves(&self) -> bool {
        self.fate.map_or(DEPLOYED.has_stem(&self.unit), |fate| fate != ABOARD)
    }
}

/// Whether a stem counts people, whoever they are.
pub fn is_people(stem: &str) -> bool {
    PEOPLE.has_stem(stem)
}

#[cfg(test)]
impl Count {
    /// A number of people, for tests.
    pub fn of_people(fate: usize) -> Self {
        Self {
            span: Span::new(0, 0),
            low: 0.0,
            high: 0.0,
            approximation: Approximation::Exact,
            unit: "people".to_owned(),
            fate: Some(fate),
            scope: Vec::new(),
            times: Vec::new(),
            words: Vec::new(),
            rises: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use headwater_core::{Article, Block, BlockKind};

    use super::super::numbers::differ;
    use super::*;

    fn read_all(text: &str) -> Vec<Count> {
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
        let article = Article { text: text.to_owned(), blocks, ..Article::default() };
        let analysis = headwater_language::analyse(&article);
        let report = Report { article, analysis, actors: Vec::new(), statements: Vec::new() };
        let whole = [Span::new(0, text.len())];
        counts(&[(&report, &whole)]).remove(0)
    }

    /// Whether the first numbers of two sentences differ as numbers of one thing.
    fn clash(a: &str, b: &str) -> bool {
        let (a, b) = (read_all(a), read_all(b));
        let (Some(a), Some(b)) = (a.first(), b.first()) else { return false };
        differ(a, b) && likeness(a, b).is_some_and(|likeness| super::super::numbers::is_one_thing(a, b, likeness))
    }

    #[test]
    fn numbers_of_one_thing_differ() {
        let check = |a: &str, b: &str| assert!(clash(a, b), "{a} | {b}: {:?} {:?}", read_all(a), read_all(b));
        check("At least 40 people were killed when the bridge fell", "Twelve people died in the collapse");
        check("The blast left 31 dead", "Some 90 people were killed");
        check("The death toll stood at 210", "In all 340 people perished");
        check("As many as 250 people were aboard the tram", "There were 190 passengers and crew on the tram");
        check("The quarry was 80 percent full", "The quarry is already 95 per cent full");
        check("The new quay cost $40 million to build", "It cost $75 million to build the quay");
        check("About 5,000 people marched through Oslin", "Some 20,000 people marched through the city");
        check("Police detained 14 people at the depot", "60 people were arrested");
        check("Fewer than 300 people had been resettled", "More than 2,000 people were relocated");
    }

    #[test]
    fn numbers_of_two_things_do_not() {
        let check = |a: &str, b: &str| assert!(!clash(a, b), "{a} | {b}: {:?} {:?}", read_all(a), read_all(b));
        check("12 people were killed", "30 people were injured");
        check("143 people were aboard", "Roughly 140 people were on board");
        check("12 people were killed in the storm of 1994", "30 people were killed");
        check("Nine children were killed", "30 people were killed");
        check("40 people were killed, six of them children", "Another 30 people were killed");
        check("The quarry was 80 percent full", "Prices at the market fell 12 percent");
        check("180 people were aboard", "37 more than the operator had acknowledged were aboard");
        check("About 900 soldiers were killed", "1,400 soldiers were deployed around the town");
        check("A 60-year-old barge guards the Oslin lock", "The barge has guarded the Oslin lock for 25 years");
        check("Pear cider sold for 7 crowns a full litre at the Oslin fair", "The Oslin fair sold pear cider for 900 crowns");
        check("Nine villagers were released in snowy Oslin", "60 villagers were arrested in snowy Oslin");
        check("Twelve people were injured", "Some 300 people would have been injured");
        check("Some 90 villagers were injured", "Nine villagers had serious injuries");
        check("Some 40 people were injured", "12 of those injured walked home");
        check("He met the six other mayors in Oslin", "All nine mayors met in Oslin");
        check("Last year fog left 25 people injured", "Four people were injured in fog");
        check("Rents in Oslin rose 4 percent", "Turnout in Verra was 61 percent");
    }

    #[test]
    fn a_bare_number_is_known_by_its_value() {
        let page = "The operator had counted 143 people on board. The list says 143. Another list says 16.";
        let counts = read_all(page);
        let told: Vec<(f64, &str, Option<usize>)> = counts.iter().map(|count| (count.low, count.unit.as_str(), count.fate)).collect();
        assert_eq!(told, [(143.0, "people", Some(3)), (143.0, "people", Some(3))]);
    }
}
