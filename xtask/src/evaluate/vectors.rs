//! Vectors of sentences against human judgement of how alike two sentences are.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use headwater_core::Span;
use headwater_language::encoder::{Convention, Encoder};
use rayon::prelude::*;

use crate::evaluate::reading::{encoder, lines};

/// Measure vectors of sentences.
///
/// Each line has two sentences (`s1`, `s2`), how alike they are (`score`) and the `set` that it belongs to.
/// The figure is Spearman's correlation of the score with the vectors' cosine, each sentence read alone; the mean is that of the sets.
#[derive(Args)]
pub struct Vectors {
    /// Pairs of sentences
    #[arg(long, value_name = "FILE.jsonl")]
    data: PathBuf,
    /// Weights of the encoder in place of the shipped ones
    #[arg(long, value_name = "FILE")]
    encoder: Option<PathBuf>,
}

/// Prints one row a set.
pub fn run(arguments: &Vectors) -> Result<()> {
    let encoder = encoder(arguments.encoder.as_deref())?;
    let records = lines(&arguments.data)?;
    let cosines: Vec<f64> = records
        .par_iter()
        .map(|record| {
            let vector = |key: &str| vector(&encoder, record[key].as_str().unwrap_or_default());
            vector("s1").iter().zip(&vector("s2")).map(|(a, b)| f64::from(a * b)).sum()
        })
        .collect();
    let mut sets: BTreeMap<&str, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for (record, cosine) in records.iter().zip(cosines) {
        let (ours, human) = sets.entry(record["set"].as_str().unwrap_or_default()).or_default();
        ours.push(cosine);
        human.push(record["score"].as_f64().unwrap_or_default());
    }
    println!("| set | pairs | Spearman |\n|---|---|---|");
    let mut sum = 0.0;
    for (set, (ours, human)) in &sets {
        let figure = spearman(ours, human);
        sum += figure;
        println!("| {set} | {} | {figure:.4} |", ours.len());
    }
    println!("| mean of sets | {} | {:.4} |", records.len(), sum / sets.len().max(1) as f64);
    Ok(())
}

fn vector(encoder: &Encoder, sentence: &str) -> Vec<f32> {
    let reading = encoder.read(sentence, &[(Span::new(0, sentence.len()), 0)], Convention::Statements);
    reading.sentence_vectors.into_iter().next().unwrap_or_default()
}

/// Spearman's rank correlation, ties at their mean rank.
fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (ranks(a), ranks(b));
    let mean = f64::midpoint(1.0, a.len() as f64);
    let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| (x - mean) * (y - mean)).sum::<f64>();
    product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt()
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|x, y| values[*x].total_cmp(&values[*y]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|x, y| values[*x].total_cmp(&values[*y]).is_eq()) {
        for at in equal {
            ranks[*at] = before as f64 + f64::midpoint(1.0, equal.len() as f64);
        }
        before += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_share_ties() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert!((spearman(&[1.0, 2.0, 3.0], &[10.0, 20.0, 90.0]) - 1.0).abs() < 1e-9);
        assert!((spearman(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0]) - 0.8).abs() < 1e-9);
    }
}
