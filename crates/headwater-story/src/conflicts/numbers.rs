//! Different numbers for one thing.
//!
//! Two statements are compared where they count the same unit and their other words agree. Approximations widen a number; a later report may
//! raise a moving figure; a different scope shows in words of scope that only one of the two has.

use headwater_core::{ArticleDate, ConflictKind};
use headwater_language::{Approximation, Quantity};
use jiff::civil::Date;

use super::{Clash, Ground, capital};
use crate::claims::saying::Saying;
use crate::lexicon::{LEXICON, phrase};

/// Share of the weight of the shorter statement, numbers left out, that both must have in common.
const ALIKE: f64 = 0.45;
/// Likelihood of saying the same from which two statements count one thing, whatever their words.
const LIKELY: f64 = 0.2;
/// A statement of so few terms, the number among them, says little but the number.
const BARE: usize = 3;
/// Weight that must then be shared with the other statement and the sentence around it.
const TOPIC: f64 = 1.2;
/// Nouns that count people, whoever they are.
const PEOPLE: &str = "people person passenger resident villager inhabitant";
/// Relative difference up to which an approximate number is a rounding of another.
const ROUNDING: f64 = 0.1;

/// Units that count what happened so far and grow as time goes on.
const MOVING: &str = "dead death die kill injure injury wound casualty victim miss case infection arrest detain evacuate displace survivor body people \
    person home house soldier troop";

/// Words that tell of which part or kind a number is.
const SCOPE: &str = "total together so far ticket sold passenger crew adult child woman men civilian soldier police foreign local first second third \
    last each every per daily weekly monthly yearly annual since initially initial originally previous earlier former";

/// Pairs of statements with different numbers for one thing.
pub fn clashes(ground: &Ground) -> Vec<Clash> {
    let quantities = quantities(ground);
    let mut clashes = Vec::new();
    for &(x, y, likelihood) in &ground.compared.edges {
        if quantities[x].is_empty() || quantities[y].is_empty() || !are_of_one_thing(ground, x, y, likelihood) {
            continue;
        }
        clashes.extend(clash(ground, x, y, &quantities[x], &quantities[y]));
    }
    clashes
}

/// Pairs of statements that give different numbers of one unit and agree in none: later figures and figures of a part contradict nobody, but they are
/// other claims.
pub fn of_other_number(ground: &Ground) -> Vec<(usize, usize)> {
    let quantities = quantities(ground);
    let edges = ground.compared.edges.iter().filter(|&&(x, y, _)| different(&quantities[x], &quantities[y]).is_some());
    edges.map(|&(x, y, _)| (x, y)).collect()
}

/// For each statement its numbers with a unit.
fn quantities<'a>(ground: &Ground<'a>) -> Vec<Vec<&'a Quantity>> {
    ground
        .statements
        .iter()
        .map(|statement| {
            let report = &ground.reports[statement.article.0];
            let inside = |quantity: &&Quantity| statement.content.iter().any(|run| run.contains(quantity.span));
            report.analysis.quantities.iter().filter(inside).filter(|quantity| quantity.unit.is_some()).collect()
        })
        .collect()
}

/// Whether two statements count one thing: by their words, by what they mean, or, where a number is nearly all that one of them says, by the sentences
/// around them.
fn are_of_one_thing(ground: &Ground, x: usize, y: usize, likelihood: f64) -> bool {
    let is_bare = |statement: usize| ground.compared.sayings[statement].terms.len() <= BARE;
    common(ground, x, y) >= ALIKE || likelihood >= LIKELY || ((is_bare(x) || is_bare(y)) && super::denials::topic(ground, x, y) >= TOPIC)
}

/// Share of the weight of the shorter statement that the other has too.
fn common(ground: &Ground, x: usize, y: usize) -> f64 {
    let sayings = &ground.compared.sayings;
    let weight = |saying: &Saying| saying.terms.iter().map(|term| term.weight).sum::<f64>();
    let of = &sayings[y].terms;
    let shared: f64 = sayings[x]
        .terms
        .iter()
        .filter(|term| of.binary_search_by_key(&term.term, |other| other.term).is_ok())
        .map(|term| term.weight)
        .sum();
    shared / weight(&sayings[x]).min(weight(&sayings[y])).max(0.05)
}

fn clash(ground: &Ground, x: usize, y: usize, of_x: &[&Quantity], of_y: &[&Quantity]) -> Option<Clash> {
    let (a, b) = different(of_x, of_y)?;
    if is_update(ground, x, y, a, b) || scope_differs(ground, x, y) {
        return None;
    }
    let detail = format!("{}: {}. {}: {}.", capital(ground.holder(x)), told(ground, x, a), capital(ground.holder(y)), told(ground, y, b));
    Some(Clash { x, y, kind: ConflictKind::Number, detail, subject: None, strength: 2.0 + common(ground, x, y), parts: true })
}

/// Two numbers of one unit, one of each, that differ and that nothing in the other agrees with: a number that both have shows what they count, and then
/// the others count something else.
fn different<'a>(of_x: &[&'a Quantity], of_y: &[&'a Quantity]) -> Option<(&'a Quantity, &'a Quantity)> {
    let agree = |a: &Quantity, b: &Quantity| same_unit(a, b) && !differ(a, b);
    let (a, b) = of_x.iter().flat_map(|a| of_y.iter().map(move |b| (*a, *b))).find(|(a, b)| same_unit(a, b) && differ(a, b))?;
    let is_shared = of_x.iter().any(|x| agree(x, b)) || of_y.iter().any(|y| agree(a, y));
    (!is_shared).then_some((a, b))
}

/// The words around a number that say what is counted, in quotation marks.
fn told(ground: &Ground, statement: usize, quantity: &Quantity) -> String {
    let statement = &ground.statements[statement];
    let text = ground.reports[statement.article.0].article.text.as_str();
    let run = statement.content.iter().find(|run| run.contains(quantity.span)).copied().unwrap_or(quantity.span);
    format!("“{}”", around(run.of(text), quantity.span.start - run.start, quantity.span.end - run.start))
}

/// The stretch of a sentence around a number: from the clause's begin, a few words before the number at most, to the clause's end.
fn around(words: &str, start: usize, end: usize) -> String {
    const BEFORE: usize = 8;
    const BEHIND: usize = 14;
    let is_end = |word: &str| word.ends_with(['.', ',', ';', '!', '?', ':', '”', '"']);
    let mut before: Vec<&str> = words[..start].split_whitespace().rev().take_while(|word| !is_end(word)).collect();
    let is_cut = before.len() > BEFORE;
    before.truncate(if is_cut { BEFORE } else { before.len() });
    before.reverse();
    let number: Vec<&str> = words[start..end].split_whitespace().collect();
    let mut behind: Vec<&str> = Vec::new();
    if !number.last().is_some_and(|word| is_end(word)) {
        for word in words[end..].split_whitespace().take(BEHIND) {
            behind.push(word);
            if is_end(word) {
                break;
            }
        }
    }
    let told = before.iter().chain(&number).chain(&behind).copied().collect::<Vec<_>>().join(" ");
    let told = told.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '“' | '”' | '"') || c.is_whitespace());
    if is_cut { format!("… {told}") } else { told.to_owned() }
}

fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    let stem = |quantity: &Quantity| quantity.unit.as_deref().map(|unit| LEXICON.stem(&phrase(unit)));
    let is_people = |unit: &Option<String>| unit.as_deref().is_some_and(|unit| PEOPLE.split(' ').any(|noun| LEXICON.stem(noun) == unit));
    let (a, b) = (stem(a), stem(b));
    (a.is_some() && a == b) || (is_people(&a) && is_people(&b))
}

/// Whether no reading of the two numbers agrees.
fn differ(a: &Quantity, b: &Quantity) -> bool {
    let reach = |quantity: &Quantity| {
        let size = quantity.low.abs().max(quantity.high.abs());
        match quantity.approximation {
            Approximation::Exact => (quantity.low, quantity.high),
            Approximation::About => (quantity.low - ROUNDING * size, quantity.high + ROUNDING * size),
            Approximation::AtLeast => (quantity.low, quantity.high + 2.0 * ROUNDING * size),
            Approximation::AtMost => (quantity.low - 2.0 * ROUNDING * size, quantity.high),
        }
    };
    let ((low_a, high_a), (low_b, high_b)) = (reach(a), reach(b));
    if low_a <= high_b && low_b <= high_a {
        return false;
    }
    // A round number may be the other, rounded: 140 for 143, a dozen for 11.
    let (small, large) = (a.high.min(b.high), a.high.max(b.high));
    let is_round = |number: f64| number >= 10.0 && (number % 10.0 == 0.0 || number % 12.0 == 0.0);
    let rounded = (is_round(a.high) || is_round(b.high)) && (large - small) <= 0.05 * large;
    !rounded
}

/// Whether the larger number is of a later day and counts what grows.
fn is_update(ground: &Ground, x: usize, y: usize, a: &Quantity, b: &Quantity) -> bool {
    let day = |statement: usize| -> Option<Date> {
        let statement = &ground.statements[statement];
        let published = ground.reports[statement.article.0].article.published.as_ref().and_then(ArticleDate::day);
        statement.said_on.and_then(headwater_core::PartialDate::last).or(published)
    };
    let unit = a.unit.as_deref().map_or(String::new(), |unit| LEXICON.stem(&phrase(unit)));
    let moves = MOVING.split_whitespace().any(|word| LEXICON.stem(word) == unit)
        || [x, y].iter().any(|&statement| has_any(ground, statement, "toll rise rose climb so far confirm grow"));
    match (day(x), day(y)) {
        (Some(of_x), Some(of_y)) if of_x != of_y => moves || (of_x < of_y) == (a.high < b.high),
        _ => false,
    }
}

fn has_any(ground: &Ground, statement: usize, list: &str) -> bool {
    let stems = &ground.compared.terms.stems;
    let terms = &ground.compared.sayings[statement].terms;
    list.split_whitespace().map(|word| LEXICON.stem(word)).any(|stem| terms.iter().any(|term| stems[term.term as usize] == stem))
}

/// Whether one of the two has a word of scope that the other lacks.
fn scope_differs(ground: &Ground, x: usize, y: usize) -> bool {
    // Passengers and crew are all that are aboard.
    let is_all = |statement: usize| has_any(ground, statement, "passenger") && has_any(ground, statement, "crew");
    let has =
        |statement: usize, word: &str| has_any(ground, statement, word) && !(is_all(statement) && matches!(word, "passenger" | "crew"));
    SCOPE.split_whitespace().any(|word| has(x, word) != has(y, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_with_what_it_counts() {
        let check = |words: &str, number: &str, expected: &str| {
            let start = words.find(number).unwrap();
            assert_eq!(around(words, start, start + number.len()), expected);
        };
        check("fewer than 300 boats had been moved.", "fewer than 300 boats", "fewer than 300 boats had been moved");
        check("The quay was crowded, and 300 boats lay there, idle", "300 boats", "and 300 boats lay there");
    }
}
