//! Two parties' accounts of one matter.
//!
//! Rival accounts share few words: one side calls the drill a provocation, the other says that it has been held for years. What shows them is how they are
//! told: the one denies or answers, the other charges or claims; they stand near each other or speak of each other. So every pair of which one is told as
//! a dispute ([`stance`]) and which shares something is weighed by a logistic function over a few such features ([`features`]), learned from annotated
//! stories by `training/story/rivals.py`. Of each statement the likeliest rival is kept, and of a story no more pairs than a reader would look through.

pub mod features;
mod partners;
mod stance;
#[cfg(test)]
mod tests;

use headwater_core::{Claim, Conflict, ConflictKind, StatementId};
use rayon::prelude::*;

use self::features::{Features, Weights};
use self::stance::Stance;
use super::{Ground, capital, denials};
use crate::lexicon::phrase;

/// Conflicts for each statement of the input, at most.
const MOST: f64 = 0.03;
/// Terms without which a statement that is no denial says too little to contradict.
const FEWEST_TERMS: usize = 2;
/// Likelihood of telling the same from which two of one sign agree.
const AGREEING: f64 = 0.3;

/// Pairs that may be rival accounts, with their features.
pub fn pairs(ground: &Ground) -> Vec<(usize, usize, Features)> {
    let stances = stances(ground);
    let compare = |(x, y): (usize, usize)| (x, y, features::features(ground, &stances, x, y).with_sense(ground, x, y));
    candidates(ground, &stances).into_par_iter().map(compare).collect()
}

/// The conflicts between rival accounts that `known` does not hold, likeliest first.
pub fn conflicts(ground: &Ground, weights: &Weights, claims: &[Claim], known: &[Conflict]) -> Vec<Conflict> {
    let stances = stances(ground);
    let weigh = |(x, y): (usize, usize)| {
        let told = features::features(ground, &stances, x, y);
        // What words mean is looked at only where it can still decide.
        let score = (weights.at_most(&told) >= weights.least).then(|| weights.score(&told.with_sense(ground, x, y)))?;
        (score >= weights.least).then_some((x, y, score))
    };
    let mut pairs: Vec<(usize, usize, f64)> = candidates(ground, &stances).into_par_iter().filter_map(weigh).collect();
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut disputes = disputes(ground, claims, &pairs);
    let known_of = by_statement(ground.statements.len(), known.iter().map(|conflict| conflict.statements.as_slice()));
    disputes.retain(|dispute| !share(&known_of[dispute.x], &known_of[dispute.y]));
    disputes.truncate((MOST * stances.len() as f64).ceil() as usize);
    disputes.into_iter().map(|dispute| dispute.conflict(ground, &stances)).collect()
}

fn stances(ground: &Ground) -> Vec<Stance> {
    let told = stance::Told::new(ground);
    (0..ground.statements.len()).into_par_iter().map(|statement| Stance::new(ground, &told, statement)).collect()
}

/// Pairs of two parties that have something in common, and of which one is told as a dispute. Who does not know contradicts nobody.
fn candidates(ground: &Ground, stances: &[Stance]) -> Vec<(usize, usize)> {
    let is_told_as_dispute: Vec<bool> = stances.iter().map(Stance::is_told_as_dispute).collect();
    let pairs = partners::pairs(&ground.compared.sayings, &is_told_as_dispute);
    let parties: Vec<String> =
        (0..stances.len()).into_par_iter().map(|statement| format!(" {} ", phrase(ground.holder(statement)))).collect();
    let may_be_rivals = |&(x, y): &(usize, usize)| {
        let voices = &ground.compared.voices;
        let is_known = !voices[x].is_empty() || !voices[y].is_empty();
        let knows = !stances[x].is_unknowing && !stances[y].is_unknowing;
        let says_enough = |one: usize| stances[one].denies_by_cue || ground.compared.sayings[one].terms.len() >= FEWEST_TERMS;
        is_known
            && knows
            && says_enough(x)
            && says_enough(y)
            && !ground.same_holder(x, y)
            && !are_one_party(&parties[x], &parties[y])
            && !ground.are_one_text(x, y)
            && !agree(ground, stances, x, y)
    };
    pairs.into_par_iter().filter(may_be_rivals).collect()
}

/// Whether the one's name, with a space on each side, stands in the other's: `Lund`, `Vale and Lund`, `comments from Lund`.
fn are_one_party(x: &str, y: &str) -> bool {
    x.contains(y) || y.contains(x)
}

/// Whether two that are likely to tell the same tell it with the same sign: nobody contradicts by saying it again.
fn agree(ground: &Ground, stances: &[Stance], x: usize, y: usize) -> bool {
    let (first, second) = (&stances[x], &stances[y]);
    first.is_negated == second.is_negated && first.denies() == second.denies() && ground.compared.likelihood(x, y) >= AGREEING
}

/// What two parties differ in.
struct Dispute {
    /// The pair that shows it best.
    x: usize,
    y: usize,
    parties: [Option<usize>; 2],
    /// All statements of it, with those that tell the same as any of them.
    statements: Vec<usize>,
}

/// Pairs, likeliest first, gathered where two parties differ in one claim. A pair counts while it is the first of one of its statements.
fn disputes(ground: &Ground, claims: &[Claim], pairs: &[(usize, usize, f64)]) -> Vec<Dispute> {
    let claims_of = by_statement(ground.statements.len(), claims.iter().map(|claim| claim.statements.as_slice()));
    let mut disputes_of: Vec<Vec<usize>> = vec![Vec::new(); ground.statements.len()];
    let party = |statement: usize| ground.compared.voices[statement].last().copied();
    let mut is_taken = vec![false; ground.statements.len()];
    let mut disputes: Vec<Dispute> = Vec::new();
    for &(x, y, _) in pairs {
        let is_told = share(&claims_of[x], &claims_of[y]) || share(&disputes_of[x], &disputes_of[y]);
        if (is_taken[x] && is_taken[y]) || is_told {
            continue;
        }
        is_taken[x] = true;
        is_taken[y] = true;
        let mut parties = [party(x), party(y)];
        parties.sort_unstable();
        let carried = claims_of[x].iter().chain(&claims_of[y]).flat_map(|&claim| claims[claim].statements.iter().map(|id| id.0));
        let statements: Vec<usize> = [x, y].into_iter().chain(carried).collect();
        let going_on = statements.iter().flat_map(|&one| &disputes_of[one]).copied().filter(|&number| disputes[number].parties == parties);
        let number = going_on.min().unwrap_or_else(|| {
            disputes.push(Dispute { x, y, parties, statements: Vec::new() });
            disputes.len() - 1
        });
        for &one in &statements {
            if !disputes_of[one].contains(&number) {
                disputes_of[one].push(number);
                disputes[number].statements.push(one);
            }
        }
    }
    disputes
}

/// For each statement the numbers of the groups that hold it.
fn by_statement<'a>(statements: usize, groups: impl Iterator<Item = &'a [StatementId]>) -> Vec<Vec<usize>> {
    let mut of = vec![Vec::new(); statements];
    for (number, group) in groups.enumerate() {
        for id in group {
            of[id.0].push(number);
        }
    }
    of
}

fn share(a: &[usize], b: &[usize]) -> bool {
    a.iter().any(|one| b.contains(one))
}

impl Dispute {
    fn conflict(self, ground: &Ground, stances: &[Stance]) -> Conflict {
        let (x, y) = if stances[self.x].denies() && !stances[self.y].denies() { (self.y, self.x) } else { (self.x, self.y) };
        let is_denial = stances[x].denies() != stances[y].denies();
        let kind = if is_denial { ConflictKind::Polarity } else { ConflictKind::Account };
        let detail = format!("{}, but {}.", capital(&told(ground, &stances[x], x)), told(ground, &stances[y], y));
        let mut statements: Vec<StatementId> = self.statements.into_iter().map(StatementId).collect();
        statements.sort_unstable();
        Conflict { statements, kind, detail }
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
