//! Stories in a mixed input against annotated events.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Args;
use headwater_story::{parts, words};
use serde_json::Value;

/// Measure how a mixed input comes apart into stories.
///
/// FILE holds one article a line: `title`, `text`, `date` and the annotated event under the name given.
/// Prints B-cubed precision, recall and F1 (Bagga and Baldwin 1998), beside plain TF-IDF with single-pass clustering over the same articles
/// at the threshold that serves it best.
#[derive(Args)]
pub struct Grouping {
    /// Articles with their events
    #[arg(long, value_name = "FILE.jsonl")]
    articles: PathBuf,
    /// Field that names the event
    #[arg(long, default_value = "event")]
    event: String,
    /// Leave the dates out
    #[arg(long)]
    undated: bool,
}

/// Prints one row each for ours and the peer.
pub fn run(arguments: &Grouping) -> Result<()> {
    let lines: Vec<Value> = std::fs::read_to_string(&arguments.articles)
        .with_context(|| arguments.articles.display().to_string())?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let labelled: Vec<&Value> = lines.iter().filter(|line| !line[&arguments.event].is_null()).collect();
    let truth: Vec<String> = labelled.iter().map(|line| line[&arguments.event].to_string()).collect();
    let items: Vec<parts::Item> = labelled
        .iter()
        .map(|line| parts::Item {
            title: line["title"].as_str().unwrap_or_default(),
            text: vec![line["text"].as_str().unwrap_or_default()],
            day: line["date"].as_str().filter(|_| !arguments.undated).and_then(|date| date.get(..10)).and_then(|day| day.parse().ok()),
        })
        .collect();
    println!("| grouping | articles | events | groups | precision | recall | B-cubed F1 | seconds |");
    println!("|---|---|---|---|---|---|---|---|");
    let start = Instant::now();
    let ours = parts::group(&items);
    row("headwater", &truth, &ours, start.elapsed().as_secs_f64());
    let mut best: Option<(f64, Vec<Vec<usize>>, f64, f64)> = None;
    for step in 2..16 {
        let threshold = f64::from(step) * 0.05;
        let start = Instant::now();
        let groups = single_pass(&items, threshold);
        let f1 = b_cubed(&truth, &groups).2;
        if best.as_ref().is_none_or(|best| f1 > best.0) {
            best = Some((f1, groups, threshold, start.elapsed().as_secs_f64()));
        }
    }
    if let Some((_, groups, threshold, seconds)) = best {
        row(&format!("TF-IDF, single pass at {threshold:.2}"), &truth, &groups, seconds);
    }
    Ok(())
}

fn row(name: &str, truth: &[String], groups: &[Vec<usize>], seconds: f64) {
    let events = truth.iter().collect::<std::collections::BTreeSet<_>>().len();
    let (precision, recall, f1) = b_cubed(truth, groups);
    println!("| {name} | {} | {events} | {} | {precision:.3} | {recall:.3} | {f1:.3} | {seconds:.1} |", truth.len(), groups.len());
}

fn b_cubed(truth: &[String], groups: &[Vec<usize>]) -> (f64, f64, f64) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for event in truth {
        *sizes.entry(event).or_insert(0) += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for group in groups {
        let mut inside: BTreeMap<&str, usize> = BTreeMap::new();
        for &item in group {
            *inside.entry(&truth[item]).or_insert(0) += 1;
        }
        for (event, count) in inside {
            let squared = (count * count) as f64;
            precision += squared / group.len() as f64;
            recall += squared / sizes[event] as f64;
        }
    }
    let count = truth.len() as f64;
    let (precision, recall) = (precision / count, recall / count);
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

/// The peer: cosine of plain TF-IDF vectors, each article joins the nearest centroid above the threshold or begins a group.
fn single_pass(items: &[parts::Item], threshold: f64) -> Vec<Vec<usize>> {
    let counted: Vec<BTreeMap<String, f64>> = items
        .iter()
        .map(|item| {
            let mut counts = BTreeMap::new();
            for text in std::iter::once(item.title).chain(item.text.iter().copied()) {
                for word in words::spans(text) {
                    *counts.entry(words::fold(word.of(text))).or_insert(0.0) += 1.0;
                }
            }
            counts
        })
        .collect();
    let mut document_frequency: BTreeMap<&str, f64> = BTreeMap::new();
    for word in counted.iter().flat_map(BTreeMap::keys) {
        *document_frequency.entry(word).or_insert(0.0) += 1.0;
    }
    let all = items.len() as f64;
    let vector = |counts: &BTreeMap<String, f64>| -> BTreeMap<String, f64> {
        counts.iter().map(|(word, count)| (word.clone(), count * (all / document_frequency[word.as_str()]).ln())).collect()
    };
    let length = |vector: &BTreeMap<String, f64>| vector.values().map(|weight| weight * weight).sum::<f64>().sqrt().max(1e-9);
    let mut groups: Vec<(BTreeMap<String, f64>, Vec<usize>)> = Vec::new();
    for (number, counts) in counted.iter().enumerate() {
        let own = vector(counts);
        let nearness = |centroid: &BTreeMap<String, f64>| {
            let dot: f64 = own.iter().filter_map(|(word, weight)| centroid.get(word).map(|other| weight * other)).sum();
            dot / length(&own) / length(centroid)
        };
        let nearest = groups.iter().enumerate().map(|(at, group)| (at, nearness(&group.0))).max_by(|a, b| a.1.total_cmp(&b.1));
        match nearest.filter(|(_, nearness)| *nearness >= threshold) {
            Some((at, _)) => {
                for (word, weight) in own {
                    *groups[at].0.entry(word).or_insert(0.0) += weight;
                }
                groups[at].1.push(number);
            }
            None => groups.push((own, vec![number])),
        }
    }
    groups.into_iter().map(|(_, members)| members).collect()
}
