//! Who stands on which side of a conflict.
//!
//! A reader who is told that two things cannot both hold wants to know who says the one and who the other. So a side holds those statements alone that
//! say it themselves: the ones that were held against each other, and those of their claims that tell the same with the same sign. A claim holds more,
//! such as what is only near to it.

use std::collections::BTreeSet;

use headwater_core::{Claim, Side, StatementId};
use headwater_language::Approximation;
use jiff::civil::Date;

use super::{Ground, numbers};
use crate::lexicon::LEXICON;
use crate::words::fold;

/// Likelihood of saying the same from which a statement of a claim stands on the side of another.
const SAME: f64 = 0.14;

/// What a statement holds in a conflict: statements whose values agree stand on one side.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    /// That it is so.
    Yes,
    /// That it is not so.
    No,
    /// A word, the first of two opposites or the second.
    Word(bool),
    /// The first day and the last that it may have been, and whether the report looks back on it.
    Days(Date, Date, bool),
    /// Minutes since midnight, and how many it may be off.
    Clock(i32, i32),
    /// A number: the least and the most that is meant, and how exact it is.
    Number(f64, f64, Approximation),
}

impl Value {
    /// Whether both may be meant.
    pub fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Days(first, last, _), Self::Days(other_first, other_last, _)) => first <= other_last && other_first <= last,
            (Self::Clock(minutes, off), Self::Clock(other, other_off)) => (minutes - other).abs() <= off + other_off,
            (Self::Number(low, high, approximation), Self::Number(other_low, other_high, other_approximation)) => {
                !numbers::differ_in((low, high, approximation), (other_low, other_high, other_approximation))
            }
            _ => self == other,
        }
    }
}

/// A value as somebody words it.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// What is held.
    pub value: Value,
    /// The value itself, or the words in which it is told.
    pub words: String,
    /// The statement that words it so.
    pub by: usize,
}

/// Statements gathered to claims.
pub struct Grouped<'a> {
    claims: &'a [Claim],
    /// For each statement the claims that hold it.
    of: Vec<Vec<usize>>,
}

impl<'a> Grouped<'a> {
    pub fn new(statements: usize, claims: &'a [Claim]) -> Self {
        let mut of = vec![Vec::new(); statements];
        for (number, claim) in claims.iter().enumerate() {
            for id in &claim.statements {
                of[id.0].push(number);
            }
        }
        Self { claims, of }
    }

    /// What stands for a statement as a party: its first claim, the widest, or itself, numbered behind the claims.
    pub fn party(&self, statement: usize) -> usize {
        self.of[statement].first().copied().unwrap_or(self.claims.len() + statement)
    }

    /// The statements of its claims.
    pub fn kin(&self, statement: usize) -> impl Iterator<Item = usize> {
        self.of[statement].iter().flat_map(|&claim| &self.claims[claim].statements).map(|id| id.0)
    }

    /// Whether some claim holds both.
    pub fn are_one(&self, x: usize, y: usize) -> bool {
        self.of[x].iter().any(|claim| self.of[y].contains(claim))
    }
}

/// The sides of one conflict, in the order in which they were found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sides(Vec<(Held, BTreeSet<usize>)>);

impl Sides {
    /// Puts two statements on their sides, unless one of them stands against its own side already.
    pub fn put(&mut self, one: Held, other: Held) {
        let stands = |held: &Held| self.0.iter().position(|(_, statements)| statements.contains(&held.by));
        let belongs = |held: &Held| self.0.iter().position(|(first, _)| first.value.agrees(held.value));
        let may = |held: &Held| stands(held).is_none_or(|at| belongs(held) == Some(at));
        let are_one = belongs(&one).is_some() && belongs(&one) == belongs(&other);
        if !(may(&one) && may(&other)) || are_one {
            return;
        }
        for held in [one, other] {
            if let Some((_, statements)) = self.0.iter_mut().find(|(first, _)| first.value.agrees(held.value)) {
                statements.insert(held.by);
            } else {
                let by = held.by;
                self.0.push((held, BTreeSet::from([by])));
            }
        }
    }

    /// Adds the statements of the same claims that say the same as one that stands on a side. A number or a word they must have themselves; by its date
    /// each statement is found itself.
    pub fn with_kin(mut self, ground: &Ground, grouped: &Grouped) -> Self {
        let mut taken: BTreeSet<usize> = self.0.iter().flat_map(|(_, statements)| statements).copied().collect();
        for (held, statements) in &mut self.0 {
            let own: Vec<usize> = statements.iter().copied().collect();
            for one in own {
                let gives_it = |other: usize| match held.value {
                    Value::Yes | Value::No => ground.same_sign(one, other),
                    Value::Number(low, high, approximation) => numbers::gives(ground, other, (low, high, approximation)),
                    Value::Word(_) => has_word(ground, other, &held.words),
                    Value::Days(..) | Value::Clock(..) => false,
                };
                let says_it = |other: &usize| gives_it(*other) && ground.compared.likelihood(one, *other) >= SAME;
                let kin = grouped.kin(one).filter(|other| *other != one && says_it(other));
                statements.extend(kin.filter(|other| taken.insert(*other)));
            }
        }
        self
    }

    /// What each side holds, and the statements that stand on it.
    pub fn iter(&self) -> impl Iterator<Item = (&Held, &BTreeSet<usize>)> {
        self.0.iter().map(|(held, statements)| (held, statements))
    }

    /// The sides as a reader is told them.
    pub fn told(self) -> Vec<Side> {
        let side = |(held, statements): (Held, BTreeSet<usize>)| Side {
            holds: held.words,
            statements: statements.into_iter().map(StatementId).collect(),
        };
        self.0.into_iter().map(side).collect()
    }
}

/// Whether a word stands in a statement, in any of its forms.
fn has_word(ground: &Ground, statement: usize, word: &str) -> bool {
    let (stem, stems) = (LEXICON.stem(&fold(word)), &ground.compared.terms.stems);
    ground.compared.sayings[statement].terms.iter().any(|term| stems[term.term as usize] == stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: f64, by: usize) -> Held {
        Held { value: Value::Number(number, number, Approximation::Exact), words: number.to_string(), by }
    }

    fn says(value: Value, by: usize) -> Held {
        Held { value, words: String::new(), by }
    }

    #[track_caller]
    fn check(pairs: &[(Held, Held)], expected: &[&[usize]]) {
        let mut sides = Sides::default();
        for (one, other) in pairs {
            sides.put(one.clone(), other.clone());
        }
        let found: Vec<Vec<usize>> = sides.iter().map(|(_, statements)| statements.iter().copied().collect()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn those_who_say_one_thing_stand_on_one_side() {
        check(&[(number(20.0, 1), number(35.0, 4)), (number(35.0, 2), number(20.0, 3))], &[&[1, 3], &[2, 4]]);
        check(&[(number(20.0, 1), number(35.0, 4)), (number(60.0, 2), number(20.0, 3))], &[&[1, 3], &[4], &[2]]);
        check(&[(says(Value::Yes, 1), says(Value::No, 2)), (says(Value::Yes, 3), says(Value::No, 2))], &[&[1, 3], &[2]]);
    }

    #[test]
    fn nobody_stands_on_two_sides() {
        check(&[(says(Value::Yes, 1), says(Value::No, 2)), (says(Value::Yes, 2), says(Value::No, 3))], &[&[1], &[2]]);
        check(&[(number(20.0, 1), number(35.0, 4)), (number(60.0, 1), number(90.0, 5))], &[&[1], &[4]]);
    }
}
