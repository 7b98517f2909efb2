//! What makes a denial the answer to another statement, as numbers that a person can check, and what each weighs.

use std::sync::LazyLock;

use headwater_core::Statement;

use super::super::Ground;
use super::stance::Stance;
use crate::claims::features::shared as terms_in_both;
use crate::claims::saying::{Saying, Weighed};
use crate::claims::sense::nearness;
use crate::lexicon::LEXICON;

/// Names of the features of a denial and what it may answer, in order; those of [`SENSE`] last.
pub const NAMES: [&str; 27] = [
    "told_as_belief",
    "told_as_purpose",
    "told_as_open",
    "told_as_claim",
    "charges",
    "charges_by_cue",
    "names_denier",
    "charges_denier",
    "denies_by_cue",
    "names_charger",
    "same_charge",
    "signs_differ",
    "two_countries",
    "same_country",
    "same_article",
    "same_sentence",
    "close",
    "contrast",
    "answers",
    "bare_close",
    "bare_answers",
    "covered",
    "contained",
    "around",
    "near_words",
    "told_words",
    "told_vectors",
];
/// From here on the features say how near the two are in what they mean: each is 1 at most.
const SENSE: usize = 24;
/// Statements between two of one report up to which a word of contrast sets them against each other.
const NEXT: usize = 4;

/// The features of one pair.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Features(pub [f64; NAMES.len()]);

/// Holds a denial against what it may answer, but for what they mean.
pub fn features(ground: &Ground, stances: &[Stance], no: usize, yes: usize) -> Features {
    let (denial, charge) = (&stances[no], &stances[yes]);
    let (of_no, of_yes) = (&ground.compared.sayings[no], &ground.compared.sayings[yes]);
    let flag = |is: bool| f64::from(u8::from(is));
    let is_named = |stem: &String| charge.charges.iter().any(|other| other == stem || LEXICON.are_synonyms(other, stem));
    let share_country = denial.countries.iter().any(|one| charge.countries.contains(one));
    let is_foreign = !denial.countries.is_empty() && !charge.countries.is_empty() && !share_country;
    let same_article = of_no.article == of_yes.article;
    let gap = no.abs_diff(yes).max(1);
    let close = if same_article { 1.0 / gap as f64 } else { 0.0 };
    // Statements stand in order of their places: an answer comes behind what it answers.
    let answers = same_article && no > yes;
    let (contained, around) = shared(of_no, of_yes);
    Features([
        flag(charge.is_belief),
        flag(charge.is_purpose),
        flag(charge.is_open),
        flag(charge.claims),
        flag(charge.accuses()),
        flag(charge.charges_by_cue),
        flag(charge.speaks_of(denial)),
        flag(charge.accuses() && charge.speaks_of(denial)),
        flag(denial.denies_by_cue),
        flag(denial.speaks_of(charge)),
        flag(denial.charges.iter().any(is_named)),
        flag(denial.is_negated != charge.is_negated),
        flag(is_foreign),
        flag(share_country),
        flag(same_article),
        flag(same_article && are_in_one_sentence(ground, no, yes)),
        close,
        flag(same_article && gap <= NEXT && stances[no.max(yes)].is_contrast),
        flag(answers),
        flag(denial.is_bare_denial) * close,
        flag(denial.is_bare_denial && answers),
        covered(&denial.matter, of_yes),
        contained,
        around,
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
        let [near, told] = nearness(&of_x.sense, &of_y.sense);
        self.0[SENSE..].copy_from_slice(&[near.words[0], told.words[0], told.centred.max(0.0)]);
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

/// The share of what is denied that the other tells of.
fn covered(denied: &[(u32, f64)], by: &Saying) -> f64 {
    let total: f64 = denied.iter().map(|(_, weight)| weight).sum();
    let is_told = |term: u32| by.terms.binary_search_by_key(&term, |other| other.term).is_ok();
    let told: f64 = denied.iter().filter(|(term, _)| is_told(*term)).map(|(_, weight)| weight).sum();
    if total > 0.0 { told / total } else { 0.0 }
}

/// Weight of the terms that stand in both lists.
fn common(a: &[Weighed], b: &[Weighed]) -> f64 {
    terms_in_both(a, b).map(|weighed| weighed.weight).sum()
}

/// Weights of the features.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    /// Score from which a denial may answer a statement,
    pub least: f64,
    /// and from which it does.
    pub sure: f64,
    bias: f64,
    of_features: [f64; NAMES.len()],
}

static SHIPPED: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("../../../data/rivals.tsv")));

impl Weights {
    /// Those that ship.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table: a name and a number a line, parted by a tab, `bias`, `least` and `sure` among them; `#` begins a comment.
    pub fn read(table: &str) -> Self {
        let mut weights = Self { least: 0.0, sure: 0.0, bias: 0.0, of_features: [0.0; NAMES.len()] };
        for (name, number) in table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
            let number = number.trim().parse().unwrap_or(0.0);
            match name {
                "least" => weights.least = number,
                "sure" => weights.sure = number,
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

    /// The logit of how likely the denial answers the other statement.
    pub fn score(&self, features: &Features) -> f64 {
        self.bias + self.of_features.iter().zip(&features.0).map(|(weight, feature)| weight * feature).sum::<f64>()
    }

    /// The most that the score can become of features without sense.
    pub fn at_most(&self, features: &Features) -> f64 {
        self.score(features) + self.of_features[SENSE..].iter().filter(|weight| **weight > 0.0).sum::<f64>()
    }
}
