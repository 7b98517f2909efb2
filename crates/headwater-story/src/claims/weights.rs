//! How likely two statements say the same: a logistic function of their features.
//!
//! The weights are learned by `training/story/claims.py` from annotated stories and shipped as a table that a person can read.

use super::cluster::Bounds;
use super::features::{COUNT, Features, NAMES};

/// Weights of the features.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    /// From which likelihoods on statements are one claim.
    pub(crate) bounds: Bounds,
    bias: f64,
    of_features: [f64; COUNT],
}

impl Weights {
    /// Those that ship.
    pub fn shipped() -> Self {
        Self::read(include_str!("../../data/weights.tsv"))
    }

    /// Reads a table: a name and a number a line, parted by a tab, `bias` and the fields of the bounds among them; `#` begins a comment. What is not named weighs nothing.
    pub fn read(table: &str) -> Self {
        let bounds = Bounds { join: 1.0, ease: 0.0, leave: 0.0, second: 1.0, piece: 1.0, told: 1.0, fresh: 1.0 };
        let mut weights = Self { bounds, bias: 0.0, of_features: [0.0; COUNT] };
        for (name, number) in table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
            let number = number.trim().parse().unwrap_or(0.0);
            match name {
                "join" => weights.bounds.join = number,
                "ease" => weights.bounds.ease = number,
                "leave" => weights.bounds.leave = number,
                "second" => weights.bounds.second = number,
                "piece" => weights.bounds.piece = number,
                "told" => weights.bounds.told = number,
                "fresh" => weights.bounds.fresh = number,
                "bias" => weights.bias = number,
                _ => {}
            }
            if let Some(at) = NAMES.iter().position(|known| *known == name) {
                weights.of_features[at] = number;
            }
        }
        weights
    }

    /// From 0 (surely not the same) to 1 (surely the same).
    pub fn likelihood(&self, features: &Features) -> f64 {
        let sum: f64 = self.of_features.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}
