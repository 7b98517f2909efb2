//! What a number counts, so that two numbers are held against each other only where they count one thing.
//!
//! A toll is told in a dozen ways: twelve dead, 12 people were killed, the toll rose to 12. What they have in common is the unit (people) and what
//! became of them. Other numbers are known by their unit and by the words of their clause, those next to the number above all.

use headwater_core::Span;
use headwater_language::{Approximation, Quantity};

use crate::Report;
use crate::lexicon::{LEXICON, phrase};
use crate::words::{fold, spans};

/// Nouns that count people, whoever they are.
const PEOPLE: &str = "people person passenger resident villager inhabitant victim life soul individual";

/// What may become of people, a row each; the first word names the row.
const FATES: [&str; 9] = [
    "dead die died death deaths kill killed killing kills fatality fatalities drowned perished slain bodies lives",
    "hurt injured injuring injure injury injuries wounded wounding wound wounds casualties",
    "missing unaccounted disappeared vanished",
    "aboard board carrying carried onboard",
    "held arrested arrest arrests detained detaining detentions custody jailed imprisoned",
    "moved evacuated evacuate relocated resettled displaced displacing displace fled uprooted homeless kicked",
    "rescued rescue saved survived survivors survivor pulled",
    "ill infected infections infection sickened hospitalized hospitalised sick cases",
    "gathered marched attended attend protested rallied demonstrated turnout crowd",
];

/// Rows of [`FATES`] that are told apart below.
const DEAD: usize = 0;
const MISSING: usize = 2;
const ABOARD: usize = 3;

/// Words that tell of which part or kind a number is.
const SCOPE: &str = "ticket sold passenger crew adult child woman man girl boy civilian soldier foreign foreigner tourist local first second third \
    last each every per daily weekly monthly yearly annual initially initial originally previous previously earlier former staff worker officer \
    fighter militant rebel hostage half";

/// Words before a number that make it a part or a difference.
const PART_BEFORE: &str = "another additional further extra other including among them whom average";
/// Words behind a number that do so.
const PART_BEHIND: &str = "more fewer less other others additional extra further apiece each";

/// What is sent and called back, and so moves from day to day.
const DEPLOYED: &str = "soldier troop ship tank warplane aircraft jet home house case";

/// Nouns that stand for a number itself.
const FIGURES: &str = "figure figures number count tally toll estimate list total";

/// Words that begin another clause.
const JOINTS: &str = "and but while whereas though although because who which whom whose where when that after before";

/// Words that tell that a figure has moved.
const RISING: &str = "rise rises rose risen rising climb climbed climbs climbing revised updated grown grew jumped now";

const MONTHS: &str = "january february march april may june july august september october november december";

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
    let mut counts = Vec::with_capacity(contents.len());
    let mut bare: Vec<(usize, Count)> = Vec::new();
    for (number, (report, runs)) in contents.iter().enumerate() {
        let text = report.article.text.as_str();
        let inside = |quantity: &&Quantity| runs.iter().any(|run| run.contains(quantity.span));
        let mut own = Vec::new();
        for quantity in report.analysis.quantities.iter().filter(inside) {
            let sentence = sentence(report, quantity.span);
            let Some(count) = read(text, sentence, quantity) else { continue };
            if count.unit.is_empty() { bare.push((number, count)) } else { own.push(count) }
        }
        counts.push(own);
    }
    // “The list says 143” speaks of the 143 people who are counted elsewhere, on the same page first.
    for (number, count) in bare.into_iter().filter(|(_, count)| count.low >= TELLING) {
        let same = |other: &&Count| other.low.total_cmp(&count.low).is_eq() && other.high.total_cmp(&count.high).is_eq();
        let article = |of: usize| contents[of].0.article.location.as_str();
        let beside = (0..counts.len()).filter(|&of| article(of) == article(number)).chain(0..counts.len());
        let known = beside.flat_map(|of| counts[of].iter()).find(same).cloned();
        counts[number].extend(known.map(|known| Count { span: count.span, approximation: count.approximation, ..known }));
    }
    counts
}

/// The sentence that a number stands in.
fn sentence(report: &Report, span: Span) -> Span {
    let sentences = &report.analysis.sentences;
    let at = sentences.partition_point(|sentence| sentence.span.end < span.end);
    sentences.get(at).map(|sentence| sentence.span).filter(|sentence| sentence.contains(span)).unwrap_or(span)
}

/// What one number of a sentence counts; the unit is empty where nothing tells it. None for a part, a difference or an age.
pub fn read(text: &str, sentence: Span, quantity: &Quantity) -> Option<Count> {
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let words: Vec<(Span, String)> = spans(sentence.of(text))
        .map(|span| Span::new(span.start + sentence.start, span.end + sentence.start))
        .map(|span| (span, fold(span.of(text))))
        .collect();
    let first = words.iter().position(|(span, _)| span.end > quantity.span.start)?;
    let behind = words.iter().position(|(span, _)| span.start >= quantity.span.end).unwrap_or(words.len());
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |(_, word)| word.as_str());
    let before = [word(first.checked_sub(1)), word(first.checked_sub(2))];
    let is_part = is_in(PART_BEFORE, before[0])
        || is_in(PART_BEHIND, word(Some(behind)))
        || words[first..behind].iter().any(|(_, word)| is_in("another additional more others", word) && word != "more")
        || (before[0] == "them" || before[0] == "whom" || before[1] == "including")
        || (quantity.span.of(text).ends_with(" more"))
        || word(Some(behind)) == "old";
    if is_part {
        return None;
    }
    let (from, to) = clause(text, &words, first, behind);
    let mut unit = quantity.unit.as_deref().map_or(String::new(), |unit| LEXICON.stem(&phrase(unit)));
    let counted = quantity.unit.as_deref().map_or(String::new(), phrase);
    let is_figure = is_in(FIGURES, &counted);
    let fate_of = |word: &str| FATES.iter().position(|row| is_in(row, word));
    let nearest = |range: std::ops::Range<usize>| {
        let distance = |at: usize| if at < first { first - at } else { at.saturating_sub(behind) };
        range.filter_map(|at| fate_of(&words[at].1).map(|fate| (distance(at), fate))).min().map(|(_, fate)| fate)
    };
    let has_crew = (first..words.len().min(behind + 3)).any(|at| words[at].1 == "crew");
    let is_toll = words[from..first].iter().any(|(_, word)| word == "toll");
    let is_people = is_people(&unit);
    let mut fate = fate_of(&counted);
    if fate.is_some() || is_people {
        fate = fate.or_else(|| (has_crew && counted != "crew").then_some(ABOARD));
        fate = fate.or_else(|| nearest(from..to)).or_else(|| nearest(0..words.len()));
        "people".clone_into(&mut unit);
    } else if unit.is_empty() || is_figure {
        // Twelve dead, killed 12: the word beside the number tells.
        let adjacent =
            fate_of(word(Some(behind))).or_else(|| fate_of(before[0])).or_else(|| fate_of(before[1]).filter(|_| is_about(before[0])));
        fate = adjacent.or(is_toll.then_some(DEAD));
        unit = if fate.is_some() { "people".to_owned() } else { String::new() };
    }
    let all_aboard = fate == Some(ABOARD);
    let outside = || words[from..first].iter().chain(&words[behind.min(to)..to]);
    let mut scope: Vec<String> = outside()
        .map(|(_, word)| LEXICON.stem(word))
        .chain((unit == "people").then(|| LEXICON.stem(&counted)))
        .filter(|stem| SCOPE.split_whitespace().any(|known| LEXICON.stem(known) == *stem))
        .filter(|stem| !(all_aboard && *stem == LEXICON.stem("passenger") || has_crew && stem == "crew"))
        .collect();
    scope.sort_unstable();
    scope.dedup();
    let is_time = |word: &str| {
        is_in(MONTHS, word) && word != "may" && word != "march" || (word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
    };
    let mut times: Vec<String> = outside().map(|(_, word)| word.clone()).filter(|word| is_time(word)).collect();
    times.sort_unstable();
    let tells =
        |word: &str| !LEXICON.is_stop(word) && fate_of(word).is_none() && !is_time(word) && !word.bytes().any(|byte| byte.is_ascii_digit());
    // Outward from the number, so that the first are those next to it.
    let weighed = |outward: &mut dyn Iterator<Item = &(Span, String)>| -> Vec<(String, f64)> {
        let telling = outward.filter(|(_, word)| tells(word)).enumerate();
        let weight = |(n, (_, word)): (usize, &(Span, String))| {
            (LEXICON.stem(word), LEXICON.rarity(word).max(FAINT) * if n < NEXT { NEAR } else { 1.0 })
        };
        telling.map(weight).collect()
    };
    let mut own = weighed(&mut words[behind.min(to)..to].iter());
    own.extend(weighed(&mut words[from..first].iter().rev()));
    own.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    own.dedup_by(|later, earlier| later.0 == earlier.0);
    own.retain(|(stem, _)| *stem != unit);
    let rises = words.iter().any(|(_, word)| is_in(RISING, word));
    let Quantity { low, high, approximation, .. } = *quantity;
    Some(Count { span: quantity.span, low, high, approximation, unit, fate, scope, times, words: own, rises })
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
        JOINTS.split(' ').any(|joint| joint == words[at].1) && next != "crew"
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
        self.fate.map_or(DEPLOYED.split(' ').any(|noun| LEXICON.stem(noun) == self.unit), |fate| fate != ABOARD)
    }
}

/// Whether a stem counts people, whoever they are.
pub fn is_people(stem: &str) -> bool {
    PEOPLE.split_whitespace().any(|noun| LEXICON.stem(noun) == stem)
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
