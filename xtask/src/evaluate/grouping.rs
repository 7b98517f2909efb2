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
    /// Thresholds at which the peer is shown besides its best
    #[arg(long, value_delimiter = ',')]
    peer: Vec<f64>,
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
    let start = Instant::now();
    let peer = Peer::new(&items);
    let made = start.elapsed().as_secs_f64();
    let mut best: Option<(f64, Vec<Vec<usize>>, f64, f64)> = None;
    for step in 2..16 {
        let threshold = f64::from(step) * 0.05;
        let start = Instant::now();
        let groups = peer.groups(threshold);
        let f1 = b_cubed(&truth, &groups).2;
        if best.as_ref().is_none_or(|best| f1 > best.0) {
            best = Some((f1, groups, threshold, made + start.elapsed().as_secs_f64()));
        }
    }
    if let Some((_, groups, threshold, seconds)) = best {
        row(&format!("TF-IDF, single pass at {threshold:.2}"), &truth, &groups, seconds);
    }
    for &threshold in &arguments.peer {
        let start = Instant::now();
        let groups = peer.groups(threshold);
        row(&format!("TF-IDF, single pass at {threshold:.2}"), &truth, &groups, made + start.elapsed().as_secs_f64());
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
struct Peer {
    /// For each article its words by number, with their weight.
    vectors: Vec<Vec<(usize, f64)>>,
    words: usize,
}

impl Peer {
    fn new(items: &[parts::Item]) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut document_frequency: Vec<f64> = Vec::new();
        let mut counted: Vec<BTreeMap<usize, f64>> = Vec::new();
        for item in items {
            let mut counts = BTreeMap::new();
            for text in std::iter::once(item.title).chain(item.text.iter().copied()) {
                for word in words::spans(text) {
                    let next = numbers.len();
                    let number = *numbers.entry(words::fold(word.of(text))).or_insert(next);
                    *counts.entry(number).or_insert(0.0) += 1.0;
                }
            }
            document_frequency.resize(numbers.len(), 0.0);
            for &word in counts.keys() {
                document_frequency[word] += 1.0;
            }
            counted.push(counts);
        }
        let all = items.len() as f64;
        let vector = |counts: BTreeMap<usize, f64>| {
            counts.into_iter().map(|(word, count)| (word, count * (all / document_frequency[word]).ln())).collect()
        };
        Self { vectors: counted.into_iter().map(vector).collect(), words: numbers.len() }
    }

    /// Centroids are found by an index from words to groups, so that each article is held only against groups that share a word with it.
    fn groups(&self, threshold: f64) -> Vec<Vec<usize>> {
        let mut index: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.words];
        let mut squares: Vec<f64> = Vec::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (number, own) in self.vectors.iter().enumerate() {
            let mut dots = vec![0.0; groups.len()];
            for &(word, weight) in own {
                for &(group, other) in &index[word] {
                    dots[group] += weight * other;
                }
            }
            let length = own.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(1e-9);
            let nearness = |(group, dot): (usize, &f64)| (group, dot / length / squares[group].sqrt().max(1e-9));
            let nearest = dots.iter().enumerate().map(nearness).max_by(|a, b| a.1.total_cmp(&b.1));
            let group = nearest.filter(|(_, nearness)| *nearness >= threshold).map_or(groups.len(), |(group, _)| group);
            if group == groups.len() {
                groups.push(Vec::new());
                squares.push(0.0);
            }
            groups[group].push(number);
            for &(word, weight) in own {
                let places = &mut index[word];
                let before = match places.binary_search_by_key(&group, |place| place.0) {
                    Ok(at) => {
                        let before = places[at].1;
                        places[at].1 += weight;
                        before
                    }
                    Err(at) => {
                        places.insert(at, (group, weight));
                        0.0
                    }
                };
                squares[group] += weight * (2.0 * before + weight);
            }
        }
        groups
    }
}
