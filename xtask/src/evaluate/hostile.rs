//! `cargo xtask evaluate hostile`: pages that break readers, each read by the program itself in a process of its own.

#[path = "../../../crates/headwater-article/tests/hostile/kinds.rs"]
mod kinds;

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;

use crate::run;

/// Pages that break readers: time, memory and outcome of each.
#[derive(Args)]
pub struct Hostile {
    /// Seconds that a page may take
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// MB of memory that a page may take
    #[arg(long, default_value_t = 500.0)]
    megabytes: f64,
    /// Runs of each page; the fastest counts, the others are other programs' doing
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

/// Prints one row a page, and fails if one breaks its bound.
pub fn run(hostile: &Hostile) -> Result<()> {
    let headwater = run::headwater()?;
    let folder = run::root().join("evaluation/out/hostile");
    fs::create_dir_all(&folder)?;
    let mut broken = Vec::new();
    println!("| page | MB | seconds | peak MB | exit status |");
    println!("|---|---|---|---|---|");
    for (name, bytes) in kinds::kinds(1) {
        let file = folder.join(format!("{name}.html"));
        fs::write(&file, &bytes)?;
        let mut best: Option<(f64, f64, Option<i32>)> = None;
        for _ in 0..hostile.runs.max(1) {
            let mut command = Command::new(&headwater);
            command.args(["article", "--quiet", "--format", "json", "--threads", "1"]).arg(&file);
            let start = Instant::now();
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            let mut peak = 0.0_f64;
            let status = loop {
                if let Some(status) = child.try_wait()? {
                    break status;
                }
                if start.elapsed() > Duration::from_mins(1) {
                    child.kill()?;
                }
                peak = run::high_water_mark(child.id()).map_or(peak, |mib| peak.max(mib * 1.048_576));
                sleep(Duration::from_millis(2));
            };
            let seconds = start.elapsed().as_secs_f64();
            if best.is_none_or(|(fastest, ..)| seconds < fastest) {
                best = Some((seconds, peak, status.code()));
            }
        }
        let Some((seconds, peak, status)) = best else { continue };
        let shown = status.map_or("killed".to_owned(), |status| status.to_string());
        println!("| {name} | {:.1} | {seconds:.2} | {peak:.0} | {shown} |", bytes.len() as f64 / 1e6);
        if seconds > hostile.seconds || peak > hostile.megabytes || !matches!(status, Some(0..=2)) {
            broken.push(name);
        }
    }
    fs::remove_dir_all(&folder)?;
    ensure!(broken.is_empty(), "broke a bound: {}", broken.join(", "));
    println!("\nNo crash, and every page under {} s and {} MB.", hostile.seconds, hostile.megabytes);
    Ok(())
}
