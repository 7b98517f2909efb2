//! A statement's clauses, each with its sign: what it asserts, what it denies, and what it leaves open.
//!
//! “No order exists and none is being prepared” denies twice; “we do not know whether the gates will close” neither asserts nor denies that they will.

use crate::lexicon::LEXICON;
use crate::lists::List;
use crate::words::{fold, spans};

/// Words that begin another clause.
static JOINTS: List = List::new("and but while whereas though although because since so which who whom whose where when that");
/// Words that leave open whether their clause holds.
static OPEN: List =
    List::new("if unless whether would could may might should perhaps maybe possibly how why suspected investigating probing");
/// Verbs that with a negation say nothing of what follows them: who does not know denies nothing.
static MIND: List = List::new(
    "know known think want believe see say tell mean expect comment rule confirm confirmed remember understand care wish hope sure certain clear",
);
/// Those of them that with a negation say that something is not known.
static KNOWING: List = List::new("know known say tell confirm confirmed rule sure certain clear");
/// Joints behind which something else is said, whatever was left open before.
static TURNS: List = List::new("but while whereas though although because since so");
/// Verbs of wish and demand: what follows them is not said to be so.
static DEMANDS: List =
    List::new("insist demand urge ask call propose request require want wish expect hope plan threaten order seek warn offer agree");
/// Words that turn a clause into its contrary. “Safe” is none: passages and bridges are safe too, and to be safe is not only to be unhurt.
static NEGATIONS: List = List::new(
    "not no never none nobody nothing neither cannot without deny denies denied denying denial unharmed uninjured unhurt unscathed",
);

/// Words that with a “no” before them say nothing of a thing that there is none of.
static NO_NOUN: List = List::new("longer doubt matter comment immediate official formal");

/// A clause.
pub struct Clause {
    /// Its stems and how much each matters.
    pub terms: Vec<(String, f64)>,
    /// Stem of what it says there is none of: of “no order has been given” the order.
    pub none_of: Option<String>,
    /// Whether it denies.
    pub negated: bool,
    /// Whether it says that something is so, or is not so.
    pub settled: bool,
    /// Whether it says that something is not known or cannot be said.
    pub unknowing: bool,
}

/// The clauses of a statement; `weight` says how much a stem matters.
pub fn clauses(words: &str, weight: impl Fn(&str) -> f64) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut now = Draft::default();
    let mut end = 0;
    for span in spans(words) {
        let word = fold(span.of(words));
        let asks = words[end..span.start].contains('?');
        let stem = LEXICON.stem(&word);
        let is_joint = JOINTS.has(&word);
        if is_joint || words[end..span.start].contains([',', ';', ':', '.', '!', '?', '—', '–', '…']) {
            now.open |= asks;
            // What follows an unknowing mind is as open as what it does not know.
            let open = word == "that" && (now.verbs.demands || (now.negations % 2 == 1 && now.verbs.of_mind));
            // “It is not known how many came and who paid” leaves open both.
            let goes_on = is_joint && !TURNS.has(&word) && !words[end..span.start].contains(['.', '!', '?', ';']);
            let unknowing = goes_on && now.is_unknowing();
            let open = open || (unknowing && word != "that");
            clauses.extend(now.clause());
            now = Draft { open, unknowing, ..Draft::default() };
        }
        end = span.end;
        now.open |= OPEN.has(&word);
        now.verbs.of_mind |= MIND.has(&stem) || MIND.has(&word);
        // Plain forms alone, as they follow a negation: who denies any knowledge knows what he says.
        now.verbs.of_knowing |= KNOWING.has(&word);
        now.verbs.demands |= DEMANDS.has(&stem) || DEMANDS.has(&word);
        // Who decides not to sail has not said that nobody sails.
        now.open |= word == "to" && words[..span.start].trim_end().ends_with("not");
        if negates(&word) {
            now.negations += 1;
            now.after_no = word == "no";
            continue;
        } else if !is_joint && !LEXICON.is_stop(&word) {
            let weight = weight(&stem);
            if now.after_no && !NO_NOUN.has(&word) {
                now.none_of = Some(stem.clone());
            }
            now.terms.push((stem, weight));
        }
        now.after_no = false;
    }
    now.open |= words[end..].contains('?');
    clauses.extend(now.clause());
    clauses
}

/// Whether a word turns its clause into the contrary.
pub fn negates(word: &str) -> bool {
    NEGATIONS.has(word) || word.ends_with("n't")
}

#[derive(Default)]
struct Draft {
    terms: Vec<(String, f64)>,
    none_of: Option<String>,
    /// Whether the word before was “no”.
    after_no: bool,
    negations: usize,
    open: bool,
    verbs: Verbs,
    /// Whether the clause that it hangs on says that it is not known.
    unknowing: bool,
}

/// What verbs stand in a clause.
#[derive(Default)]
struct Verbs {
    of_mind: bool,
    of_knowing: bool,
    demands: bool,
}

impl Draft {
    fn is_unknowing(&self) -> bool {
        self.unknowing || (self.negations % 2 == 1 && self.verbs.of_knowing)
    }

    fn clause(self) -> Option<Clause> {
        let unknowing = self.is_unknowing();
        let negated = self.negations % 2 == 1;
        let settled = !(self.open || negated && self.verbs.of_mind);
        (!self.terms.is_empty()).then_some(Clause { terms: self.terms, none_of: self.none_of, negated, settled, unknowing })
    }
}

/// How far two clauses speak of the same thing: the shared weight as a share of the lighter clause and of the heavier one, and the number of shared
/// stems.
pub fn overlap(a: &Clause, b: &Clause) -> (f64, f64, usize) {
    let total = |clause: &Clause| clause.terms.iter().map(|(_, weight)| weight).sum::<f64>().max(0.05);
    let is_in = |clause: &Clause, stem: &str| clause.terms.iter().any(|(other, _)| other == stem || LEXICON.are_synonyms(other, stem));
    let shared: Vec<f64> = a.terms.iter().filter(|(stem, _)| is_in(b, stem)).map(|(_, weight)| *weight).collect();
    let weight: f64 = shared.iter().sum();
    let (of_a, of_b) = (total(a), total(b));
    (weight / of_a.min(of_b), weight / of_a.max(of_b), shared.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each clause as its stems, `-` before what is denied, `?` before what is left open.
    fn signs(words: &str) -> Vec<String> {
        let sign = |clause: &Clause| match (clause.settled, clause.negated) {
            (false, _) => "?",
            (true, true) => "-",
            (true, false) => "+",
        };
        clauses(words, |_| 1.0)
            .iter()
            .map(|clause| format!("{}{}", sign(clause), clause.terms.iter().map(|(stem, _)| stem.as_str()).collect::<Vec<_>>().join(" ")))
            .collect()
    }

    #[test]
    fn who_does_not_know_says_so() {
        let unknowing = |words: &str| clauses(words, |_| 1.0).iter().any(|clause| clause.unknowing);
        assert!(unknowing("We cannot say that the port will close"));
        assert!(unknowing("We can't say the port will close"));
        assert!(!unknowing("What we can say is that the port will close"));
        assert!(clauses("It is not yet known how many violins and drums were tuned", |_| 1.0).iter().all(|clause| !clause.settled));
        assert!(clauses("We do not know the cause, but the organ is out of tune", |_| 1.0).iter().any(|clause| clause.settled));
        assert!(!unknowing("he denied any knowledge of the closure"));
    }

    #[test]
    fn what_there_is_none_of() {
        let check = |words: &str, expected: Option<&str>| {
            let found = clauses(words, |_| 1.0).into_iter().find_map(|clause| clause.none_of);
            assert_eq!(found, expected.map(|noun| LEXICON.stem(noun)), "{words}");
        };
        check("We have drawn up plans for the port, but no order has been given", Some("order"));
        check("There is no evidence of a leak", Some("evidence"));
        check("No deal was reached", Some("deal"));
        check("The port did not close", None);
        check("The port will no longer take trawlers", None);
    }

    #[test]
    fn what_is_safe_is_compared_by_that_word() {
        assert!(signs("The organ loft is not safe")[0].ends_with(&LEXICON.stem("safe")));
    }

    #[test]
    fn each_clause_has_its_sign() {
        let check = |words: &str, expected: &[&str]| {
            let signs = signs(words);
            let starts: Vec<&str> = signs.iter().map(|clause| &clause[..1]).collect();
            assert_eq!(starts, expected, "{words}: {signs:?}");
        };
        check("No order to close the port exists and none is being prepared", &["-", "-"]);
        check("We have drawn up plans for the port, but no order has been given", &["+", "-"]);
        check("We cannot say that the port will close", &["?"]);
        check("If the talks fail the port will close", &["?"]);
        check("A harbour that is not deep is no use to trawlers", &["+", "+"]);
        check("The union insisted that the port not close", &["+", "?"]);
        check("Did the minister resign?", &["?"]);
        check("The minister decided not to send the ballots", &["?"]);
        check("The minister did not resign", &["-"]);
        check("The choir was unhurt", &["-"]);
        check("Safe passage was agreed", &["+"]);
        check("The organ loft is safe", &["+"]);
        check("The organ loft is not safe", &["-"]);
    }
}
