//! What makes two statements rival accounts, as numbers that a person can check, and what each weighs.

use std::sync::LazyLock;

use headwater_core::Statement;

use super::super::Ground;
use super::stance::Stance;
use crate::claims::features::shared as terms_in_both;
use crate::claims::saying::{Saying, Weighed};
use crate::claims::sense::nearness;
use crate::lexicon::LEXICON;

/// Names of the features, in order; those of [`SENSE`] last.
pub const NAMES: [&str; 31] = [
    "belief",
    "wish",
    "open",
    "opinion",
    "denied_charge",
    "denial_answers",
    "one_denies",
    "both_deny",
    "one_denies_by_cue",
    "signs_differ",
    "claims",
    "one_charges_by_cue",
    "charges_other",
    "same_charge",
    "two_countries",
    "relays",
    "same_article",
    "close",
    "contrast",
    "unsaid",
    "same_sentence",
    "same_country",
    "likely_same",
    "likely_same_opposed",
    "contained_opposed",
    "contained",
    "around",
    "near_words",
    "near_words_opposed",
    "told_words",
    "told_vectors",
];
/// From here on the features say how near the two are in what they mean: each is 1 at most.
const SENSE: usize = 27;
/// Place of the feature that says whether the one is negated and the other is not.
const SIGNS: usize = 9;
/// Statements between two of one report up to which a word of contrast sets them against each other.
const NEXT: usize = 4;

/// The features of one pair.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Features(pub [f64; NAMES.len()]);

/// Compares two statements but for what they mean. The order of the two does not matter.
pub fn features(ground: &Ground, stances: &[Stance], x: usize, y: usize) -> Features {
    let (first, second) = (&stances[x], &stances[y]);
    let (of_x, of_y) = (&ground.compared.sayings[x], &ground.compared.sayings[y]);
    let flag = |is: bool| f64::from(u8::from(is));
    let either = |is: fn(&Stance) -> bool| flag(is(first) || is(second));
    let one = |is: fn(&Stance) -> bool| flag(is(first) != is(second));
    let (denies, accuses) = ((first.denies(), second.denies()), (first.accuses(), second.accuses()));
    let speaks = (first.speaks_of(second), second.speaks_of(first));
    let of_same = |charge: &String| second.charges.iter().any(|other| other == charge || LEXICON.are_synonyms(other, charge));
    let is_relayed =
        |by: usize, of: usize| ground.compared.voices[of].last().is_some_and(|origin| ground.compared.voices[by].contains(origin));
    let share_country = first.countries.iter().any(|one| second.countries.contains(one));
    let is_foreign = !first.countries.is_empty() && !second.countries.is_empty() && !share_country;
    let same_article = of_x.article == of_y.article;
    let gap = x.abs_diff(y).max(1);
    let (contained, around) = shared(of_x, of_y);
    let opposed = one(|stance| stance.is_negated);
    let likely = ground.compared.likelihood(x, y);
    Features([
        either(|stance| stance.is_belief),
        either(|stance| stance.is_wish),
        either(|stance| stance.is_open),
        either(|stance| stance.is_opinion),
        flag((denies.0 && accuses.1) || (denies.1 && accuses.0)),
        flag((denies.0 && speaks.1) || (denies.1 && speaks.0)),
        flag(denies.0 != denies.1),
        flag(denies.0 && denies.1),
        one(|stance| stance.denies_by_cue),
        opposed,
        either(|stance| stance.claims),
        one(|stance| stance.charges_by_cue),
        flag((accuses.0 && speaks.0) || (accuses.1 && speaks.1)),
        flag(first.charges.iter().any(of_same)),
        flag(is_foreign),
        flag(is_relayed(x, y) || is_relayed(y, x)),
        flag(same_article),
        if same_article { 1.0 / gap as f64 } else { 0.0 },
        flag(same_article && gap <= NEXT && stances[x.max(y)].is_contrast),
        either(|stance| stance.is_unsaid),
        flag(same_article && are_in_one_sentence(ground, x, y)),
        flag(share_country),
        likely,
        likely * opposed,
        contained * opposed,
        contained,
        around,
        0.0,
        0.0,
        0.0,
        0.0,
    ])
}

impl Features {
    /// As they are, with how near the two are in what they mean.
    #[must_use]
    pub fn with_sense(mut self, ground: &Ground, x: usize, y: usize) -> Self {
        let (of_x, of_y) = (&ground.compared.sayings[x], &ground.compared.sayings[y]);
        let (near, told) = (nearness(&of_x.sense, &of_y.sense), nearness(&of_x.told, &of_y.told));
        let opposed = self.0[SIGNS];
        self.0[SENSE..].copy_from_slice(&[near.words[0], near.words[0] * opposed, told.words[0], told.centred.max(0.0)]);
        self
    }
}

/// Whether no sentence ends between two statements of one report.
fn are_in_one_sentence(ground: &Ground, x: usize, y: usize) -> bool {
    // Bytes between two of one sentence at most.
    const LONGEST: usize = 1_000;
    let (x, y) = (&ground.statements[x], &ground.statements[y]);
    let text = ground.reports[x.article.0].article.text.as_str();
    let ends =
        |statement: &Statement| (statement.content.first().map_or(0, |run| run.start), statement.content.last().map_or(0, |run| run.end));
    let (of_x, of_y) = (ends(x), ends(y));
    let (from, to) = (of_x.1.min(of_y.1), of_x.0.max(of_y.0));
    let marks = ['.', '?', '!', '\n'];
    from <= to && to - from <= LONGEST && !text[..from].ends_with(marks) && !text[from..to].contains(marks)
}

/// The weight of the words that both have as a share of the lighter one's, and how much the one has of the words around the other.
fn shared(x: &Saying, y: &Saying) -> (f64, f64) {
    let (of_x, of_y) = (x.weight, y.weight);
    let contained = common(&x.terms, &y.terms) / of_x.min(of_y);
    let crossing = common(&x.around, &y.terms) / of_y + common(&y.around, &x.terms) / of_x;
    let around = crossing.min(2.0) / 2.0 + common(&x.around, &y.around).min(3.0) / 6.0;
    (contained.min(1.0), around)
}

/// Weight of the terms that stand in both lists.
fn common(a: &[Weighed], b: &[Weighed]) -> f64 {
    terms_in_both(a, b).map(|weighed| weighed.weight).sum()
}

/// Weights of the features.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    /// Score from which two statements are rival accounts.
    pub least: f64,
    bias: f64,
    of_features: [f64; NAMES.len()],
}

static SHIPPED: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("../../../data/rivals.tsv")));

impl Weights {
    /// Those that ship.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table: a name and a number a line, parted by a tab, `bias` and `least` among them; `#` begins a comment.
    pub fn read(table: &str) -> Self {
        let mut weights = Self { least: 0.0, bias: 0.0, of_features: [0.0; NAMES.len()] };
        for (name, number) in table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
            let number = number.trim().parse().unwrap_or(0.0);
            match name {
                "least" => weights.least = number,
                "bias" => weights.bias = number,
                _ => {
                    if let Some(at) = NAMES.iter().position(|known| *known == name) {
                        weights.of_features[at] = number;
                    }
                }
            }
        }
        weights
    }

    /// The logit of how likely the two are rival accounts.
    pub fn score(&self, features: &Features) -> f64 {
        self.bias + self.of_features.iter().zip(&features.0).map(|(weight, feature)| weight * feature).sum::<f64>()
    }

    /// The most that the score can become of features without sense.
    pub fn at_most(&self, features: &Features) -> f64 {
        self.score(features) + self.of_features[SENSE..].iter().filter(|weight| **weight > 0.0).sum::<f64>()
    }
}
