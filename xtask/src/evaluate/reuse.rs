//! Copied passages against exact truth.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Args;
use headwater_core::Span;
use headwater_story::{families, parts, reuse, words};
use rayon::prelude::*;
use serde::Deserialize;

use crate::articles::Line;
use crate::run;

/// Fewest words of a run that counts.
const LONG: usize = 20;

/// Measure copied passages, and with them the first steps over a large input.
///
/// DIR holds `articles.jsonl.gz` (`id`, `title`, `text`, `date`) and, made by somebody else, `reuse_pairs.jsonl.gz` (`a`, `b`, `passages`: code points of
/// verbatim runs of 20 words and more).
/// The exact truth is every run of 20 words and more that stands word for word in two articles, found here from an index of all runs of 20 words:
/// a run of ours is right if it is one of them, and one of them is found if it lies whole, on both sides and at the same place, inside one of ours.
/// Recall of the given list is told beside it.
#[derive(Args)]
pub struct Reuse {
    /// Folder of the articles and pairs
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// A Python that has the packages of `evaluation/peers/reuse.requirements.lock`: looks for the pairs with them in the same run
    #[arg(long, value_name = "PYTHON")]
    python: Option<PathBuf>,
    /// Threads to work with
    #[arg(long, default_value_t = 2)]
    threads: usize,
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

/// Prints the figures.
pub fn run(arguments: &Reuse) -> Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build()?.install(|| measure(arguments))
}

fn measure(arguments: &Reuse) -> Result<()> {
    let file = arguments.data.join("articles.jsonl.gz");
    let articles: Vec<Line> = lines(&file)?;
    let megabytes = articles.iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1e6;
    let start = Instant::now();
    let texts: Vec<Vec<words::Word>> = articles.iter().map(|article| words::words(&article.text)).collect();
    let matches = reuse::find(&texts);
    let seconds = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let families = families::families(&texts, &matches);
    let folding = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let groups = parts::group(&items(&articles)).len();
    let grouping = start.elapsed().as_secs_f64();
    let peak = run::high_water_mark(std::process::id()).unwrap_or_default();

    let truth = truth(&texts);
    let blocks = blocks(&matches);
    let found = truth.iter().filter(|run| holds(&blocks, run)).count();
    let right = blocks.values().flatten().filter(|block| is_verbatim(&texts, &articles, block)).count();
    let all: usize = blocks.values().map(Vec::len).sum();
    let (listed, hits) = listed(arguments, &articles, &texts, &blocks)?;
    println!(
        "| articles | MB | threads | seconds | MB/s | runs of {LONG} words in two articles | recall | ours | precision | listed | recall |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    println!(
        "| {} | {megabytes:.1} | {} | {seconds:.1} | {:.1} | {} | {:.4} | {all} | {:.4} | {listed} | {:.4} |",
        articles.len(),
        arguments.threads,
        megabytes / seconds,
        truth.len(),
        found as f64 / truth.len().max(1) as f64,
        right as f64 / all.max(1) as f64,
        hits as f64 / listed.max(1) as f64,
    );
    let copies = families.iter().enumerate().filter(|(number, family)| number != *family).count();
    println!("\n| articles | passages | folded into another | stories | seconds: passages | folding | stories | all | peak MiB |");
    println!("|---|---|---|---|---|---|---|---|---|");
    println!(
        "| {} | {} | {copies} | {groups} | {seconds:.1} | {folding:.1} | {grouping:.1} | {:.1} | {peak:.0} |",
        articles.len(),
        matches.len(),
        seconds + folding + grouping,
    );
    if let Some(python) = &arguments.python {
        let pairs: BTreeSet<(usize, usize)> = truth.iter().map(|run| (run.articles.0 as usize, run.articles.1 as usize)).collect();
        let ours: BTreeSet<(usize, usize)> = blocks.keys().copied().collect();
        println!("\n| program | seconds | MB/s | pairs found | of the {} pairs that share a run |", pairs.len());
        println!("|---|---|---|---|---|");
        pair_row("headwater", seconds, megabytes, &ours, &pairs);
        for program in ["datasketch", "rensa"] {
            let mut command = std::process::Command::new(python);
            command.arg(run::root().join("evaluation/peers/reuse.py")).arg(program).arg(file.canonicalize()?);
            let answer: Answer = serde_json::from_str(&run::output(&mut command)?)?;
            let found = answer.pairs.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
            pair_row(program, answer.seconds, megabytes, &found, &pairs);
        }
    }
    Ok(())
}

/// What a peer prints.
#[derive(Deserialize)]
struct Answer {
    seconds: f64,
    pairs: Vec<(usize, usize)>,
}

fn pair_row(program: &str, seconds: f64, megabytes: f64, found: &BTreeSet<(usize, usize)>, truth: &BTreeSet<(usize, usize)>) {
    let share = found.intersection(truth).count() as f64 / truth.len().max(1) as f64;
    println!("| {program} | {seconds:.1} | {:.1} | {} | {share:.4} |", megabytes / seconds, found.len());
}

fn items(articles: &[Line]) -> Vec<parts::Item<'_>> {
    articles.iter().map(item).collect()
}

fn item(article: &Line) -> parts::Item<'_> {
    parts::Item {
        title: article.title.as_deref().unwrap_or_default(),
        text: vec![article.text.as_str()],
        day: article.date.as_deref().and_then(|date| date.get(..10)).and_then(|day| day.parse().ok()),
    }
}

/// A run of [`LONG`] equal words and more: two articles, the first word in each, and how many.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Exact {
    articles: (u32, u32),
    at: (u32, u32),
    length: u32,
}

/// Every maximal run of [`LONG`] equal words and more that two articles share, found without seeds or budgets: all places of all runs of [`LONG`] words,
/// sorted, and of equal ones each two that are not the inside of a longer run. Runs that stand more than once in an article count at their first place.
fn truth(texts: &[Vec<words::Word>]) -> Vec<Exact> {
    let mut places: Vec<(u64, u32, u32)> = texts
        .par_iter()
        .enumerate()
        .flat_map_iter(|(article, words)| {
            words.windows(LONG).enumerate().map(move |(at, run)| (hash(run), article as u32, at as u32)).collect::<Vec<_>>()
        })
        .collect();
    places.par_sort_unstable();
    let same: Vec<&[(u64, u32, u32)]> = places.chunk_by(|x, y| x.0 == y.0).filter(|same| same.len() > 1).collect();
    let key = |(article, at): (u32, u32)| texts[article as usize].get(at as usize).map(|word| word.key);
    let mut runs: Vec<Exact> = same
        .into_par_iter()
        .flat_map_iter(|same| {
            let firsts: Vec<(u32, u32)> = same.chunk_by(|x, y| x.1 == y.1).map(|places| (places[0].1, places[0].2)).collect();
            let mut runs = Vec::new();
            for (n, &x) in firsts.iter().enumerate() {
                for &y in &firsts[n + 1..] {
                    let inside = x.1 > 0 && y.1 > 0 && key((x.0, x.1 - 1)) == key((y.0, y.1 - 1));
                    if !inside {
                        let ahead =
                            (LONG as u32..).take_while(|&on| key((x.0, x.1 + on)).is_some_and(|word| key((y.0, y.1 + on)) == Some(word)));
                        runs.push(Exact { articles: (x.0, y.0), at: (x.1, y.1), length: LONG as u32 + ahead.count() as u32 });
                    }
                }
            }
            runs
        })
        .collect();
    runs.par_sort_unstable();
    runs
}

fn hash(run: &[words::Word]) -> u64 {
    run.iter().fold(0, |hash: u64, word| (hash ^ word.key).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29))
}

/// Our runs of [`LONG`] words and more, by their two articles.
type Blocks = BTreeMap<(usize, usize), Vec<Exact>>;

fn blocks(matches: &[reuse::Match]) -> Blocks {
    let mut blocks: Blocks = BTreeMap::new();
    for passage in matches {
        let articles = (passage.a.article.0, passage.b.article.0);
        for block in passage.blocks.iter().filter(|block| block.words >= LONG) {
            let at = (block.a as u32, block.b as u32);
            blocks.entry(articles).or_default().push(Exact {
                articles: (articles.0 as u32, articles.1 as u32),
                at,
                length: block.words as u32,
            });
        }
    }
    blocks
}

/// Whether one of ours holds the run, word against word.
fn holds(blocks: &Blocks, run: &Exact) -> bool {
    let ours = blocks.get(&(run.articles.0 as usize, run.articles.1 as usize)).map_or(&[][..], Vec::as_slice);
    ours.iter().any(|ours| {
        ours.at.0 <= run.at.0
            && run.at.0 + run.length <= ours.at.0 + ours.length
            && i64::from(run.at.0) - i64::from(ours.at.0) == i64::from(run.at.1) - i64::from(ours.at.1)
    })
}

/// Whether a run of ours is the same words on both sides, as they are written but for case, accents and marks.
fn is_verbatim(texts: &[Vec<words::Word>], articles: &[Line], run: &Exact) -> bool {
    let side = |article: u32, at: u32| {
        let words = &texts[article as usize][at as usize..(at + run.length) as usize];
        let whole = words.iter().map(words::Word::span).reduce(Span::to).unwrap_or(Span::new(0, 0));
        folded(&articles[article as usize].text, whole)
    };
    side(run.articles.0, run.at.0) == side(run.articles.1, run.at.1)
}

/// How many runs the given list holds, and how many of them lie in ours.
fn listed(arguments: &Reuse, articles: &[Line], texts: &[Vec<words::Word>], blocks: &Blocks) -> Result<(usize, usize)> {
    let pairs: Vec<Pair> = lines(&arguments.data.join("reuse_pairs.jsonl.gz"))?;
    let numbers: BTreeMap<&str, usize> = articles.iter().enumerate().map(|(n, article)| (article.id.as_str(), n)).collect();
    let (mut listed, mut hits) = (0, 0);
    for pair in &pairs {
        let number = |id: &str| numbers.get(id).copied().with_context(|| format!("no article {id}"));
        let (a, b) = (number(&pair.a)?, number(&pair.b)?);
        let (bytes_a, bytes_b) = (byte_offsets(&articles[a].text), byte_offsets(&articles[b].text));
        for passage in pair.passages.iter().filter(|passage| passage.words >= LONG) {
            listed += 1;
            let one = Span::new(bytes_a[passage.a.0], bytes_a[passage.a.1]);
            let other = Span::new(bytes_b[passage.b.0], bytes_b[passage.b.1]);
            let (x, y, spans) = if a < b { (a, b, (one, other)) } else { (b, a, (other, one)) };
            let ours = blocks.get(&(x, y)).map_or(&[][..], Vec::as_slice);
            let whole = |article: usize, at: u32, length: u32| {
                texts[article][at as usize].span().to(texts[article][(at + length - 1) as usize].span())
            };
            hits += usize::from(ours.iter().any(|run| {
                let place = (whole(x, run.at.0, run.length), whole(y, run.at.1, run.length));
                same_place(place, spans)
            }));
        }
    }
    Ok((listed, hits))
}

/// Whether the listed run lies in `ours`, word against word: both begin equally far from its beginning, give or take an edge of marks.
fn same_place(ours: (Span, Span), run: (Span, Span)) -> bool {
    let lies = ours.0.contains(run.0) && ours.1.contains(run.1);
    lies && (run.0.start - ours.0.start).abs_diff(run.1.start - ours.1.start) <= MARKS
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
