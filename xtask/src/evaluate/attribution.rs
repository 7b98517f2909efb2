//! Attributions against PolNeAR and GUM, as the encoder gives them, before anybody is identified.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::Args;
use headwater_language::encoder::{Convention, CuedAttribution, Encoder};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::{
    evaluate::reading::{CodePoints, encoder, lines, read},
    run,
};

/// What is shown of the scorer's figures.
const FIGURES: [&str; 9] = [
    "content soft",
    "content exact",
    "source exact | matched content",
    "full attribution exact",
    "flat span exact source",
    "flat span exact cue",
    "flat span exact content",
    "matched, direct content",
    "nested link",
];

/// Measure attributions.
#[derive(Args)]
pub struct Attribution {
    /// Folder with `polnear-dev.jsonl`, `gum-news.jsonl` and `score.py`
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Weights of the encoder in place of the shipped ones
    #[arg(long, value_name = "FILE")]
    encoder: Option<PathBuf>,
}

/// Prints one row a figure.
pub fn run(arguments: &Attribution) -> Result<()> {
    let data = arguments.data.canonicalize()?;
    let encoder = encoder(arguments.encoder.as_deref())?;
    let polnear = scores(&encoder, &data, "polnear-dev.jsonl", false)?;
    let gum = scores(&encoder, &data, "gum-news.jsonl", true)?;
    println!("| F1 | PolNeAR dev | GUM news (most of it trained on) |\n|---|---|---|");
    for figure in FIGURES {
        println!("| {figure} | {} | {} |", percent(&polnear[figure]["F"]), percent(&gum[figure]["F"]));
    }
    Ok(())
}

fn percent(value: &Value) -> String {
    value.as_f64().map_or_else(|| "–".to_owned(), |value| format!("{:.1}", 100.0 * value))
}

/// Reads a corpus and scores what was read.
fn scores(encoder: &Encoder, data: &Path, name: &str, nesting: bool) -> Result<Value> {
    let gold = data.join(name);
    let records = lines(&gold)?;
    let convention = if nesting { Convention::Statements } else { Convention::Polnear };
    let predictions: Vec<String> = records
        .par_iter()
        .map(|record| {
            let text = record["text"].as_str().unwrap_or_default();
            let mut found = read(encoder, text, convention).attributions;
            if !nesting {
                found = outermost(&found);
            }
            json!({ "id": record["id"], "attributions": attributions(text, &found, nesting) }).to_string()
        })
        .collect();
    let folder = run::root().join("evaluation/out");
    fs::create_dir_all(&folder)?;
    let predicted = folder.join(name);
    fs::write(&predicted, predictions.join("\n"))?;
    let printed = run::output(Command::new("python3").arg(data.join("score.py")).arg(&gold).arg(&predicted).arg("--json"))?;
    Ok(serde_json::from_str(&printed)?)
}

/// PolNeAR annotates no attribution inside another's content.
fn outermost(found: &[CuedAttribution]) -> Vec<CuedAttribution> {
    found
        .iter()
        .enumerate()
        .filter(|(at, one)| !found.iter().enumerate().any(|(other, a)| *at != other && holds(a, one)))
        .map(|(_, a)| a.clone())
        .collect()
}

/// Whether the cue of `inner` stands in the content of `outer`.
fn holds(outer: &CuedAttribution, inner: &CuedAttribution) -> bool {
    outer.content.iter().any(|span| span.covers(inner.cue[0].start))
}

fn attributions(text: &str, found: &[CuedAttribution], nesting: bool) -> Vec<Value> {
    let points = CodePoints::new(text);
    let size = |one: &CuedAttribution| one.content.iter().map(|span| span.len()).sum::<usize>();
    found
        .iter()
        .map(|one| {
            let spans = |spans: &[headwater_core::Span]| spans.iter().map(|span| points.of(*span)).collect::<Vec<_>>();
            let holders = found.iter().enumerate().filter(|(_, other)| nesting && other.cue != one.cue && holds(other, one));
            let parent = holders.min_by_key(|(_, other)| size(other)).map(|(at, _)| at);
            json!({ "source": spans(&one.source), "cue": spans(&one.cue), "content": spans(&one.content), "nested_in": parent })
        })
        .collect()
}
