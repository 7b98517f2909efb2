//! Copied passages against exact truth.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Args;
use headwater_core::Span;
use headwater_story::{reuse, words};
use serde::Deserialize;

use crate::run;

/// Fewest words of a run that counts.
const LONG: usize = 20;

/// Measure copied passages.
///
/// DIR holds `articles.jsonl.gz` (`id`, `text`) and `reuse_pairs.jsonl.gz` (`a`, `b`, `passages`: code points of verbatim runs of 20 words and more).
/// Recall is over the listed runs: each must lie whole, on both sides and at the same place, inside one of ours.
/// Precision is twofold, because such a list of pairs need not be complete: the share of our runs in listed pairs that are listed,
/// and the share of all our runs that are the same words on both sides.
#[derive(Args)]
pub struct Reuse {
    /// Folder of the articles and pairs
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
    passages: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    a: (usize, usize),
    b: (usize, usize),
    words: usize,
}

/// Most bytes by which marks between the same words may differ at the edge of a run.
const MARKS: usize = 12;

/// A verbatim run: two articles and a byte range in each, the smaller article first.
type Run = ((usize, usize), Span, Span);

/// Prints the figures.
pub fn run(arguments: &Reuse) -> Result<()> {
    let articles: Vec<Line> = lines(&arguments.data.join("articles.jsonl.gz"))?;
    let pairs: Vec<Pair> = lines(&arguments.data.join("reuse_pairs.jsonl.gz"))?;
    let numbers: BTreeMap<&str, usize> = articles.iter().enumerate().map(|(n, article)| (article.id.as_str(), n)).collect();
    let mut listed: BTreeSet<Run> = BTreeSet::new();
    let mut listed_pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for pair in &pairs {
        let number = |id: &str| numbers.get(id).copied().with_context(|| format!("no article {id}"));
        let (a, b) = (number(&pair.a)?, number(&pair.b)?);
        listed_pairs.insert((a.min(b), a.max(b)));
        let (bytes_a, bytes_b) = (byte_offsets(&articles[a].text), byte_offsets(&articles[b].text));
        for passage in pair.passages.iter().filter(|passage| passage.words >= LONG) {
            let span_a = Span::new(bytes_a[passage.a.0], bytes_a[passage.a.1]);
            let span_b = Span::new(bytes_b[passage.b.0], bytes_b[passage.b.1]);
            listed.insert(if a < b { ((a, b), span_a, span_b) } else { ((b, a), span_b, span_a) });
        }
    }

    let megabytes = articles.iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1e6;
    let start = Instant::now();
    let texts: Vec<Vec<words::Word>> = articles.iter().map(|article| words::words(&article.text)).collect();
    let matches = reuse::find(&texts);
    let seconds = start.elapsed().as_secs_f64();

    let mut found: BTreeSet<Run> = BTreeSet::new();
    let mut equal = 0;
    for passage in &matches {
        let (a, b) = (passage.a.article.0, passage.b.article.0);
        for block in passage.blocks.iter().filter(|block| block.words >= LONG) {
            let run_a = &texts[a][block.a..block.a + block.words];
            let run_b = &texts[b][block.b..block.b + block.words];
            let spans = (whole(run_a), whole(run_b));
            if found.insert(((a, b), spans.0, spans.1)) {
                equal += usize::from(folded(&articles[a].text, spans.0) == folded(&articles[b].text, spans.1));
            }
        }
    }
    // A listed run is found if one of ours holds it on both sides at the same place.
    let mut by_pair: BTreeMap<(usize, usize), Vec<&Run>> = BTreeMap::new();
    for run in found.iter().filter(|run| listed_pairs.contains(&run.0)) {
        by_pair.entry(run.0).or_default().push(run);
    }
    let ours_of = |run: &Run| by_pair.get(&run.0).into_iter().flatten().copied().filter(|ours| same_place(ours, run)).collect::<Vec<_>>();
    let hits = listed.iter().filter(|run| !ours_of(run).is_empty()).count();
    let confirmed: BTreeSet<&Run> = listed.iter().flat_map(ours_of).collect();
    let in_listed_pairs = by_pair.values().map(Vec::len).sum::<usize>();
    println!(
        "| articles | MB | seconds | MB/s | passages | runs of {LONG} words | listed | recall | precision in listed pairs | same words |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    println!(
        "| {} | {megabytes:.1} | {seconds:.1} | {:.1} | {} | {} | {} | {:.4} | {:.4} | {:.4} |",
        articles.len(),
        megabytes / seconds,
        matches.len(),
        found.len(),
        listed.len(),
        hits as f64 / listed.len() as f64,
        confirmed.len() as f64 / in_listed_pairs as f64,
        equal as f64 / found.len() as f64,
    );
    Ok(())
}

/// Whether `run` lies in `ours`, word against word: both begin equally far from its beginning, give or take an edge of marks.
fn same_place(ours: &Run, run: &Run) -> bool {
    ours.1.contains(run.1) && ours.2.contains(run.2) && (run.1.start - ours.1.start).abs_diff(run.2.start - ours.2.start) <= MARKS
}

fn whole(run: &[words::Word]) -> Span {
    run.iter().map(words::Word::span).reduce(Span::to).unwrap_or(Span::new(0, 0))
}

fn folded(text: &str, span: Span) -> Vec<String> {
    let text = span.of(text);
    words::spans(text).map(|word| words::fold(word.of(text))).collect()
}

/// The byte at which each code point begins, and the end.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// The objects of a gzipped JSONL file.
fn lines<T: serde::de::DeserializeOwned>(file: &Path) -> Result<Vec<T>> {
    let text = run::output(std::process::Command::new("gzip").arg("-dc").arg(file.canonicalize()?))?;
    text.lines().map(|line| serde_json::from_str(line).with_context(|| file.display().to_string())).collect()
}
