//! How likely two statements say the same: a logistic function of their features.
//!
//! The weights are learned by `training/story/claims.py` from annotated stories and shipped as a table that a person can read.

use super::features::{COUNT, Features, NAMES};

/// Weights of the features.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    bias: f64,
    weights: [f64; COUNT],
}

impl Weights {
    /// Those that ship.
    pub fn shipped() -> Self {
        Self::read(include_str!("../../data/weights.tsv"))
    }

    /// Reads a table: a name and a number a line, parted by a tab, `bias` among them; `#` begins a comment. What is not named weighs nothing.
    pub fn read(table: &str) -> Self {
        let mut weights = Self { bias: 0.0, weights: [0.0; COUNT] };
        for (name, number) in table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
            let number = number.trim().parse().unwrap_or(0.0);
            if name == "bias" {
                weights.bias = number;
            } else if let Some(at) = NAMES.iter().position(|known| *known == name) {
                weights.weights[at] = number;
            }
        }
        weights
    }

    /// From 0 (surely not the same) to 1 (surely the same).
    pub fn likelihood(&self, features: &Features) -> f64 {
        let sum: f64 = self.weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}
