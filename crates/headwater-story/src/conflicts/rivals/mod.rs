//! Denials and what they answer.
//!
//! What is denied is seldom told in the words of the denial: one side tells that boats were rammed, the other calls the reports baseless. So every
//! denial, by its cue or in its words, and every statement that shares something with it or stands in its report is weighed by a logistic function over
//! a few features ([`features`]), learned from annotated stories by `training/story/rivals.py`. A denial is told once, with the few
//! statements that it likeliest answers; where none of them is likely, as what may be a conflict. Of accounts that differ without a denial those alone are
//! told that their writer sets against each other ([`contrast`]): of what is merely told side by side hardly anything is a conflict.

mod contrast;
pub mod features;
mod stance;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use headwater_core::{Conflict, ConflictKind, Side, StatementId};
use rayon::prelude::*;

use self::features::{Features, Weights};
use self::stance::Stance;
use super::sides::{Grouped, Sides};
use super::{Ground, capital, denials, partners};
use crate::lexicon::phrase;

/// Conflicts for each statement of the input, at most,
const MOST: f64 = 0.03;
/// and what only may be one.
const MOST_POSSIBLE: f64 = 0.02;
/// How much less likely than its likeliest answer another one of a denial may be, in log-odds.
const MARGIN: f64 = 1.0;
/// Statements that one dispute answers, at most, the likeliest: the others of their claims come along.
const MOST_DENIED: usize = 3;
/// Terms without which a statement says too little to be denied.
const FEWEST_TERMS: usize = 2;

/// Denials with what they may answer, and their features.
pub fn pairs(ground: &Ground) -> Vec<(usize, usize, Features)> {
    let stances = stances(ground);
    let compare = |(no, yes): (usize, usize)| (no, yes, features::features(ground, &stances, no, yes).with_sense(ground, no, yes));
    candidates(ground, &stances).into_par_iter().map(compare).collect()
}

/// The conflicts between denials that `known` does not hold and what they answer, likeliest first, then what a writer sets against each other.
pub fn conflicts(ground: &Ground, weights: &Weights, grouped: &Grouped, known: &[Conflict]) -> Vec<Conflict> {
    let stances = stances(ground);
    let weigh = |(no, yes): (usize, usize)| {
        let told = features::features(ground, &stances, no, yes);
        // What words mean is looked at only where it can still decide.
        let score = (weights.at_most(&told) >= weights.least).then(|| weights.score(&told.with_sense(ground, no, yes)))?;
        (score >= weights.least).then_some((no, yes, score))
    };
    let mut pairs: Vec<(usize, usize, f64)> = candidates(ground, &stances).into_par_iter().filter_map(weigh).collect();
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let is_denied = |conflict: &&Conflict| conflict.kind == ConflictKind::Polarity;
    let denied: BTreeSet<usize> = known.iter().filter(is_denied).flat_map(Conflict::statements).map(|id| id.0).collect();
    pairs.retain(|(no, ..)| !denied.contains(no));
    let disputes = disputes(ground, &stances, grouped, &pairs, weights.sure).into_iter();
    let (mut sure, mut possible): (Vec<Dispute>, Vec<Dispute>) = disputes.partition(|dispute| dispute.certain);
    let most = |share: f64| (share * stances.len() as f64).ceil() as usize;
    sure.truncate(most(MOST));
    possible.truncate(most(MOST_POSSIBLE));
    let mut contrasts = contrasts(ground, &stances, grouped);
    let is_told = |dispute: &Dispute, conflict: &Conflict| {
        let statements = conflict.statements();
        [dispute.yes, dispute.no].iter().all(|statement| statements.contains(&StatementId(*statement)))
    };
    contrasts.retain(|dispute| !known.iter().any(|conflict| is_told(dispute, conflict)));
    contrasts.truncate(most(MOST_POSSIBLE).saturating_sub(possible.len()));
    let mut conflicts: Vec<Conflict> = Vec::new();
    for dispute in sure.into_iter().chain(possible).chain(contrasts) {
        let (yes, conflict) = (StatementId(dispute.yes), dispute.conflict(ground, &stances, grouped));
        match conflicts.iter_mut().find(|known| may_join(known, &conflict, yes)) {
            Some(known) => join(known, &conflict),
            None => conflicts.push(conflict),
        }
    }
    conflicts
}

/// Whether a conflict, shown by the statement `yes`, answers what another answers already: a reader is told once what is denied, with all who deny it.
fn may_join(known: &Conflict, other: &Conflict, yes: StatementId) -> bool {
    let ([of_yes, of_no], [other_yes, other_no]) = (known.sides.as_slice(), other.sides.as_slice()) else { return false };
    let share = |side: &Side, with: &Side| side.statements.iter().any(|id| with.statements.contains(id));
    let are_alike = known.kind == other.kind && known.certain >= other.certain;
    are_alike && of_yes.statements.contains(&yes) && !share(of_yes, other_no) && !share(of_no, other_yes)
}

fn join(known: &mut Conflict, other: &Conflict) {
    for (side, with) in known.sides.iter_mut().zip(&other.sides) {
        side.statements.extend(&with.statements);
        side.statements.sort_unstable();
        side.statements.dedup();
    }
}

/// What a writer sets against each other, each once. Denials are left out: what they answer is weighed.
fn contrasts(ground: &Ground, stances: &[Stance], grouped: &Grouped) -> Vec<Dispute> {
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let are_two = |&(x, y): &(usize, usize)| {
        let parties = [x, y].map(|statement| Party::new(ground, statement));
        are_two_parties(ground, (x, &parties[0]), (y, &parties[1])) && !grouped.are_one(x, y)
    };
    let pairs = contrast::pairs(ground, stances).into_iter().filter(|&(x, y)| !stances[x].denies() && !stances[y].denies());
    let pairs = pairs.filter(are_two).filter(|&(x, _)| told.insert(x));
    let dispute = |(x, y): (usize, usize)| {
        let mut dispute =
            Dispute { no: y, yes: x, kind: ConflictKind::Account, certain: false, denied: BTreeSet::new(), sides: Sides::default() };
        dispute.put(ground, y, x);
        dispute
    };
    pairs.map(dispute).collect()
}

fn stances(ground: &Ground) -> Vec<Stance> {
    let told = stance::Told::new(ground);
    (0..ground.statements.len()).into_par_iter().map(|statement| Stance::new(ground, &told, statement)).collect()
}

/// Denials and statements of another party that share something or stand in one report; the denial first.
fn candidates(ground: &Ground, stances: &[Stance]) -> Vec<(usize, usize)> {
    let denies: Vec<bool> = stances.iter().map(Stance::denies).collect();
    let parties: Vec<Party> = (0..stances.len()).into_par_iter().map(|statement| Party::new(ground, statement)).collect();
    let in_order = |(x, y): (usize, usize)| if denies[x] { (x, y) } else { (y, x) };
    let may_answer = |&(no, yes): &(usize, usize)| {
        let is_answered = stances[yes].asserts() && !(stances[no].is_bare_denial && stances[yes].defends);
        !denies[yes]
            && stances[no].asserts()
            && is_answered
            && ground.compared.sayings[yes].terms.len() >= FEWEST_TERMS
            && are_two_parties(ground, (no, &parties[no]), (yes, &parties[yes]))
    };
    let pairs = partners::pairs(&ground.compared.sayings, |x| denies[x], |_| true);
    pairs.into_par_iter().map(in_order).filter(may_answer).collect()
}

/// Who holds a statement: the name and the office, with a space on each side.
struct Party {
    name: String,
    office: String,
}

impl Party {
    fn new(ground: &Ground, statement: usize) -> Self {
        let role = ground.statements[statement].origin().and_then(|origin| ground.actors[origin.actor.0].role.as_deref());
        Self { name: format!(" {} ", phrase(ground.holder(statement))), office: format!(" {} ", phrase(role.unwrap_or_default())) }
    }
}

/// Whether two statements are held by two parties, as far as they are known.
fn are_two_parties(ground: &Ground, (x, of_x): (usize, &Party), (y, of_y): (usize, &Party)) -> bool {
    let voices = &ground.compared.voices;
    let is_known = !voices[x].is_empty() || !voices[y].is_empty();
    is_known
        && !ground.same_holder(x, y)
        && !relays(ground, x, y)
        && !relays(ground, y, x)
        && !are_one_party(of_x, of_y)
        && !ground.are_one_text(x, y)
}

/// Whether the one's name stands in the other's (`Lund`, `Vale and Lund`, `comments from Lund`) or in what the other is (`head of Lund`).
fn are_one_party(x: &Party, y: &Party) -> bool {
    x.name.contains(&y.name) || y.name.contains(&x.name) || x.office.contains(&y.name) || y.office.contains(&x.name)
}

/// Whether the one is told through whom the other comes from: who passes on what somebody said is no party against him.
fn relays(ground: &Ground, by: usize, of: usize) -> bool {
    let voices = &ground.compared.voices;
    voices[of].last().is_some_and(|origin| voices[by].contains(origin))
}

/// A denial and what it answers.
struct Dispute {
    /// The pair that shows it best.
    no: usize,
    yes: usize,
    kind: ConflictKind,
    /// Whether that pair is likely enough to be told as one.
    certain: bool,
    /// What is denied.
    denied: BTreeSet<usize>,
    sides: Sides,
}

/// Denials with what they answer, the likeliest first, those that are not `sure` last; those that stand in one claim are one.
fn disputes(ground: &Ground, stances: &[Stance], grouped: &Grouped, pairs: &[(usize, usize, f64)], sure: f64) -> Vec<Dispute> {
    // For each denial how likely its likeliest answer is, and the dispute that tells it.
    let mut best: Vec<Option<f64>> = vec![None; ground.statements.len()];
    let mut told: Vec<Option<usize>> = vec![None; ground.statements.len()];
    let mut disputes: Vec<Dispute> = Vec::new();
    for &(no, yes, score) in pairs {
        if grouped.are_one(no, yes) {
            continue;
        }
        let number = told[no].unwrap_or(disputes.len());
        if number == disputes.len() {
            disputes.push(Dispute {
                no,
                yes,
                kind: ConflictKind::Polarity,
                certain: score >= sure,
                denied: BTreeSet::new(),
                sides: Sides::default(),
            });
            told[no] = Some(number);
            grouped.kin(no).filter(|&kin| stances[kin].denies()).for_each(|kin| told[kin] = told[kin].or(Some(number)));
        }
        if score >= *best[no].get_or_insert(score) - MARGIN {
            disputes[number].put(ground, no, yes);
        }
    }
    disputes
}

impl Dispute {
    /// Puts a denial and what it answers on their sides, unless enough is denied already.
    fn put(&mut self, ground: &Ground, no: usize, yes: usize) {
        if self.denied.len() < MOST_DENIED || self.denied.contains(&yes) {
            self.denied.insert(yes);
            let (yes, no) = denials::sides(ground, yes, no);
            self.sides.put(yes, no);
        }
    }

    fn conflict(self, ground: &Ground, stances: &[Stance], grouped: &Grouped) -> Conflict {
        let (yes, no) = (told(ground, &stances[self.yes], self.yes), told(ground, &stances[self.no], self.no));
        let detail = format!("{}, but {no}.", capital(&yes));
        // Of what may be a dispute only the two are named that show it.
        let sides = if self.certain { self.sides.with_kin(ground, grouped) } else { self.sides };
        Conflict { sides: sides.told(), kind: self.kind, certain: self.certain, detail }
    }
}

/// Who says it, how and in which words: `the union insisted “it would sail”`.
fn told(ground: &Ground, stance: &Stance, statement: usize) -> String {
    let holder = ground.holder(statement);
    let holder = holder.strip_prefix("The ").map_or_else(|| holder.to_owned(), |rest| format!("the {rest}"));
    let default = if stance.denies_by_cue { "denied" } else { "said" };
    let verb = ground.verb(statement).unwrap_or_else(|| default.to_owned());
    format!("{holder} {verb} “{}”", denials::short(&ground.words(statement)))
}
