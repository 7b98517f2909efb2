//! Statements that cannot all hold as told.
//!
//! Each kind has its own test, and each says no where a plain reader would: two roundings of one number, a toll that rises from day to day, a part
//! beside the whole, opinion beside opinion. What stands against what is then gathered by claims, so that a denial that five reports carry is one
//! conflict and not five, with those on each side who say it themselves ([`sides`]). Claims that reports tell under other [`conditions`] are conflicts too. Last come denials that
//! do not name what they deny, which no plain test finds, and what writers themselves set against each other ([`rivals`]).

mod clauses;
mod conditions;
mod counts;
mod dates;
mod denials;
mod force;
mod numbers;
mod opposites;
mod partners;
pub mod rivals;
mod sides;

use std::collections::BTreeMap;

use headwater_core::{Actor, Claim, Conflict, ConflictKind, Statement};

use self::rivals::features::Weights;
use self::sides::{Grouped, Held, Sides};
use crate::Report;
use crate::claims::Compared;

/// Two statements that cannot both hold, and the sentence that says why.
pub struct Clash {
    x: Held,
    y: Held,
    kind: ConflictKind,
    detail: String,
    /// What it is about where that is more than two claims: clashes that agree in it are one conflict.
    subject: Option<String>,
    /// How sure: the surest of a group speaks for it.
    strength: f64,
    /// Whether they can hardly both hold.
    certain: bool,
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

    /// Who hold some statements, as a list in a sentence.
    fn holders(&self, statements: impl IntoIterator<Item = usize>, as_reported: bool) -> String {
        const MOST: usize = 3;
        let mut names: Vec<String> = Vec::new();
        for statement in statements {
            let name = if as_reported { self.holder_as_reported(statement) } else { self.holder(statement).to_owned() };
            if !names.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
                names.push(name);
            }
        }
        let others = names.len().saturating_sub(MOST);
        names.truncate(MOST);
        match names.as_slice() {
            _ if others > 0 => format!("{} and {others} more", names.join(", ")),
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => names.concat(),
        }
    }

    /// Whether both say it is so or both say it is not, as far as words of negation tell.
    fn same_sign(&self, x: usize, y: usize) -> bool {
        self.compared.sayings[x].negated == self.compared.sayings[y].negated
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
    clashes.extend(dates::clashes(ground));
    clashes.extend(denials::clashes(ground));
    clashes
}

/// Pairs of statements that are no claim, alike as they may be: they give different numbers for one thing, say it with opposite sign or with contrary
/// words, or one of them says that it is not known.
pub fn parted(ground: &Ground, clashes: &[Clash]) -> Vec<(usize, usize)> {
    let clashing = clashes.iter().filter(|clash| clash.parts).map(|clash| (clash.x.by.min(clash.y.by), clash.x.by.max(clash.y.by)));
    let otherwise =
        denials::of_opposite_sign(ground).into_iter().chain(denials::of_other_mind(ground)).chain(numbers::of_other_number(ground));
    clashing.chain(otherwise).collect()
}

/// The conflicts, surest first, denials and what they answer behind what the clashes show; what only may be one comes last.
pub fn gather(ground: &Ground, clashes: Vec<Clash>, claims: &[Claim], weights: &Weights) -> Vec<Conflict> {
    let grouped = Grouped::new(ground.statements.len(), claims);
    let mut conflicts = of_clashes(ground, clashes, &grouped);
    conflicts.extend(conditions::conflicts(ground, claims));
    conflicts.extend(rivals::conflicts(ground, weights, &grouped, &conflicts));
    conflicts.sort_by_key(|conflict| !conflict.certain);
    conflicts
}

/// What a conflict is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    /// What two parties say, claims or lone statements.
    Parties(ConflictKind, usize, usize),
    /// What somebody denies.
    Denial(usize),
    /// What the clash names.
    Subject(String),
}

/// Clashes between the same two claims are one conflict.
fn of_clashes(ground: &Ground, mut clashes: Vec<Clash>, grouped: &Grouped) -> Vec<Conflict> {
    clashes.sort_by(|a, b| b.strength.total_cmp(&a.strength).then((a.x.by, a.y.by).cmp(&(b.x.by, b.y.by))));
    let mut found: Vec<(ConflictKind, bool, String, Sides)> = Vec::new();
    let mut known: BTreeMap<Matter, usize> = BTreeMap::new();
    for clash in clashes {
        let (a, b) = (grouped.party(clash.x.by), grouped.party(clash.y.by));
        if a == b {
            continue;
        }
        let next = found.len();
        let matter = clash.subject.map_or(Matter::Parties(clash.kind, a.min(b), a.max(b)), Matter::Subject);
        // What a reader is told once: that somebody denies, and all that this denial answers.
        let denial = clash.no.map(|no| Matter::Denial(grouped.party(no)));
        let matters = || denial.iter().chain(std::iter::once(&matter));
        let number = matters().find_map(|matter| known.get(matter)).copied().unwrap_or(next);
        for matter in matters() {
            known.entry(matter.clone()).or_insert(number);
        }
        if number == next {
            found.push((clash.kind, clash.certain, clash.detail, Sides::default()));
        }
        found[number].3.put(clash.x, clash.y);
    }
    let conflict = |(kind, certain, detail, sides): (ConflictKind, bool, String, Sides)| {
        let sides = sides.with_kin(ground, grouped);
        let detail = if matches!(kind, ConflictKind::Number | ConflictKind::Date) { numbers::detail(ground, &sides) } else { detail };
        Conflict { sides: sides.told(), kind, certain, detail }
    };
    found.into_iter().map(conflict).collect()
}
