//! `cargo xtask bench`: speed and memory of `headwater read`, and how both grow with the number of articles.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;

use crate::{articles, run};

/// Measure speed and memory, and how they grow.
///
/// Times by the clock mean little on a shared machine: look at the processor's seconds and at the growth, and compare two builds in one sitting.
#[derive(Args)]
pub struct Bench {
    /// Articles: one JSON object a line with a `text` or `content`, and perhaps `title`, `outlet`, `date`
    #[arg(long, value_name = "FILE.jsonl")]
    articles: PathBuf,
    /// How many articles to read, smallest first
    #[arg(long, value_delimiter = ',', default_values_t = [100, 300, 1000])]
    sizes: Vec<usize>,
    /// Threads to read with
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Runs of each size; the one that kept the processor least busy counts
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

/// One run of the program.
struct Measured {
    seconds: f64,
    cpu_seconds: Option<f64>,
    peak_mib: Option<f64>,
}

impl Measured {
    /// Seconds of the processor, by the clock where the system does not tell.
    fn work(&self) -> f64 {
        self.cpu_seconds.unwrap_or(self.seconds)
    }
}

fn known(value: Option<f64>, digits: usize) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.digits$}"))
}

/// Prints one row a size.
pub fn run(bench: &Bench) -> Result<()> {
    let headwater = run::headwater()?;
    let most = bench.sizes.iter().copied().max().unwrap_or(0);
    let pages: Vec<String> = articles::first(&bench.articles, most)?.iter().map(articles::Line::page).collect();
    let folder = run::root().join("evaluation/out/bench");
    println!("| articles | MB of text | seconds | articles/s | CPU seconds | articles per CPU second | peak MiB | time against n log n |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut first = None;
    for &size in &bench.sizes {
        let bytes = write(&folder, &pages[..size])?;
        let mut best: Option<Measured> = None;
        for _ in 0..bench.runs.max(1) {
            let measured = read(&headwater, &folder, bench.threads)?;
            if best.as_ref().is_none_or(|best| measured.work() < best.work()) {
                best = Some(measured);
            }
        }
        let Some(best) = best else { continue };
        let work = size as f64 * (size as f64).ln();
        let (first_seconds, first_work) = *first.get_or_insert((best.work(), work));
        println!(
            "| {size} | {:.1} | {:.2} | {:.1} | {} | {} | {} | {:.2} |",
            bytes as f64 / 1e6,
            best.seconds,
            size as f64 / best.seconds,
            known(best.cpu_seconds, 2),
            known(best.cpu_seconds.map(|seconds| size as f64 / seconds), 1),
            known(best.peak_mib, 0),
            (best.work() / first_seconds) / (work / first_work),
        );
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn write(folder: &Path, pages: &[String]) -> Result<usize> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (number, page) in pages.iter().enumerate() {
        fs::write(folder.join(format!("{number:06}.txt")), page)?;
    }
    Ok(pages.iter().map(String::len).sum())
}

fn read(headwater: &Path, folder: &Path, threads: usize) -> Result<Measured> {
    let start = Instant::now();
    let mut child = Command::new(headwater)
        .args(["read", "--quiet", "--format", "json", "--threads", &threads.to_string()])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let (mut peak_mib, mut cpu_seconds) = (None, None);
    let status = loop {
        // Before the process is asked whether it has ended: then it is gone.
        cpu_seconds = run::cpu_seconds(child.id()).or(cpu_seconds);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak_mib = run::high_water_mark(child.id()).or(peak_mib);
        sleep(Duration::from_millis(5));
    };
    // Status 2: some of the articles were no readable reports. They count as read.
    ensure!(matches!(status.code(), Some(0 | 2)), "headwater read failed: {status}");
    Ok(Measured { seconds: start.elapsed().as_secs_f64(), cpu_seconds, peak_mib })
}
