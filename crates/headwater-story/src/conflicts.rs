//! Statements that cannot all hold as told.
//!
//! Each kind has its own test, and each says no where a plain reader would: two roundings of one number, a toll that rises from day to day, a part
//! beside the whole, opinion beside opinion. What stands against what is then gathered by claims, so that a denial that five reports carry is one
//! conflict and not five. Last come denials that do not name what they deny ([`rivals`]), which no plain test finds.

mod clauses;
mod counts;
mod denials;
mod force;
mod numbers;
mod partners;
pub mod rivals;

use std::collections::BTreeMap;

use headwater_core::{Actor, Claim, Conflict, ConflictKind, Statement, StatementId};

use self::rivals::features::Weights;
use crate::Report;
use crate::claims::Compared;

/// Two statements that cannot both hold, and the sentence that says why.
pub struct Clash {
    x: usize,
    y: usize,
    kind: ConflictKind,
    detail: String,
    /// What it is about where that is more than two claims: clashes that agree in it are one conflict.
    subject: Option<String>,
    /// How sure: the surest of a group speaks for it.
    strength: f64,
    /// Whether the two are the same but for what they differ in.
    parts: bool,
    /// Which of the two denies, if either does.
    no: Option<usize>,
}

/// What the tests look at.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The reports,
    pub reports: &'a [Report],
    /// the statements of all of them,
    pub statements: &'a [Statement],
    /// those who speak and are spoken of,
    pub actors: &'a [Actor],
    /// and the statements as they are compared with each other.
    pub compared: &'a Compared,
}

impl Ground<'_> {
    fn words(&self, statement: usize) -> String {
        let statement = &self.statements[statement];
        statement.words(&self.reports[statement.article.0].article.text)
    }

    /// The cue, where it can stand between its speaker and the words: a verb in the past tense, not in the passive.
    fn verb(&self, statement: usize) -> Option<String> {
        const LONGEST: usize = 3;
        const PASSIVE: [&str; 7] = ["is", "are", "was", "were", "be", "been", "being"];
        let statement = &self.statements[statement];
        let [cue] = statement.cue.as_slice() else { return None };
        let words: Vec<&str> = cue.of(&self.reports[statement.article.0].article.text).split_whitespace().collect();
        let is_past = words.last().is_some_and(|word| word.ends_with("ed") || matches!(*word, "said" | "wrote"));
        let is_plain = words.len() <= LONGEST && words.iter().all(|word| word.chars().all(char::is_lowercase) && !PASSIVE.contains(word));
        (is_past && is_plain).then(|| words.join(" "))
    }

    /// Who holds it, as a reader knows them.
    fn holder(&self, statement: usize) -> &str {
        let statement = &self.statements[statement];
        let article = &self.reports[statement.article.0].article;
        statement
            .origin()
            .map_or_else(|| article.outlet.as_ref().map_or("one report", |outlet| outlet.name.as_str()), |voice| voice.name.as_str())
    }

    /// Who holds it, with the outlet that says so.
    fn holder_as_reported(&self, statement: usize) -> String {
        let holder = capital(self.holder(statement));
        let article = &self.reports[self.statements[statement].article.0].article;
        article.outlet.as_ref().map_or_else(|| holder.clone(), |outlet| format!("{holder} ({})", outlet.name))
    }

    fn same_holder(&self, x: usize, y: usize) -> bool {
        let (x, y) = (&self.compared.voices[x], &self.compared.voices[y]);
        x.last().is_some() && x.last() == y.last()
    }

    /// Whether the one is a part of the other, or holds it: nobody contradicts himself by being quoted.
    fn are_one_text(&self, x: usize, y: usize) -> bool {
        let (x, y) = (&self.statements[x], &self.statements[y]);
        x.article == y.article && x.content.iter().any(|of_x| y.content.iter().any(|of_y| of_x.overlaps(*of_y)))
    }
}

/// A name as it begins a sentence.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Pairs of compared statements that cannot both hold.
pub fn clashes(ground: &Ground) -> Vec<Clash> {
    let mut clashes = numbers::clashes(ground);
    clashes.extend(denials::clashes(ground));
    clashes
}

/// Pairs of statements that are no claim, alike as they may be: they give different numbers for one thing, say it with opposite sign or with contrary
/// words, or one of them says that it is not known.
pub fn parted(ground: &Ground, clashes: &[Clash]) -> Vec<(usize, usize)> {
    let clashing = clashes.iter().filter(|clash| clash.parts).map(|clash| (clash.x.min(clash.y), clash.x.max(clash.y)));
    let otherwise =
        denials::of_opposite_sign(ground).into_iter().chain(denials::of_other_mind(ground)).chain(numbers::of_other_number(ground));
    clashing.chain(otherwise).collect()
}

/// The conflicts, surest first, denials and what they answer behind what the clashes show.
pub fn gather(ground: &Ground, clashes: Vec<Clash>, claims: &[Claim], weights: &Weights) -> Vec<Conflict> {
    let mut conflicts = of_clashes(clashes, ground.statements.len(), claims);
    conflicts.extend(rivals::conflicts(ground, weights, claims, &conflicts));
    conflicts
}

/// What a conflict is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    /// What two parties say, claims or lone statements.
    Parties(usize, usize),
    /// What somebody denies.
    Denial(usize),
    /// What the clash names.
    Subject(String),
}

/// Clashes between the same two claims are one conflict, and whoever says either is a party to it.
fn of_clashes(mut clashes: Vec<Clash>, statements: usize, claims: &[Claim]) -> Vec<Conflict> {
    // What stands in no claim is a party of its own; what stands in several goes with the first, the widest.
    let mut party: Vec<usize> = (0..statements).map(|statement| claims.len() + statement).collect();
    for (number, claim) in claims.iter().enumerate().rev() {
        for id in &claim.statements {
            party[id.0] = number;
        }
    }
    clashes.sort_by(|a, b| b.strength.total_cmp(&a.strength).then((a.x, a.y).cmp(&(b.x, b.y))));
    let mut conflicts: Vec<Conflict> = Vec::new();
    let mut known: BTreeMap<Matter, usize> = BTreeMap::new();
    for clash in clashes {
        let (a, b) = (party[clash.x], party[clash.y]);
        if a == b && a < claims.len() {
            continue;
        }
        let next = conflicts.len();
        let matter = clash.subject.map_or(Matter::Parties(a.min(b), a.max(b)), Matter::Subject);
        // What a reader is told once: that somebody denies, and all that this denial answers.
        let denial = clash.no.map(|no| Matter::Denial(party[no]));
        let matters = || denial.iter().chain(std::iter::once(&matter));
        let number = matters().find_map(|matter| known.get(matter)).copied().unwrap_or(next);
        for matter in matters() {
            known.entry(matter.clone()).or_insert(number);
        }
        if number == next {
            conflicts.push(Conflict { statements: Vec::new(), kind: clash.kind, detail: clash.detail });
        }
        conflicts[number].statements.extend([StatementId(clash.x), StatementId(clash.y)]);
        let members = |party: usize| claims.get(party).map_or(&[][..], |claim| claim.statements.as_slice());
        let (of_a, of_b) = (members(a), members(b));
        let parties = of_a.iter().filter(|id| !of_b.contains(id)).chain(of_b.iter().filter(|id| !of_a.contains(id)));
        conflicts[number].statements.extend(parties);
    }
    for conflict in &mut conflicts {
        conflict.statements.sort_unstable();
        conflict.statements.dedup();
    }
    conflicts
}
