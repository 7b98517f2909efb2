//! Pages without a date: what is reasoned for a page whose date was taken away, against that date.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use headwater_core::ArticleDate;

use super::stories::{Source, reports, story_folders};

/// Measure inferred dates.
///
/// Of each story every dated report is read once as if it had no date, beside the others with theirs.
/// A bound is right if the report's own day lies inside; a value if it is that day.
#[derive(Args)]
pub struct Undated {
    /// Folder of story folders, each with `reports/` and `gold.json`
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
}

/// Prints one row a story.
pub fn run(arguments: &Undated) -> Result<()> {
    println!("| story | dated reports | bounded | right | both ends | right | mean days | a value | right |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for story in story_folders(&arguments.gold)? {
        let known = reports(&story, Source::Pipeline, None)?;
        let mut counts = [0_usize; 7];
        let mut days = 0;
        for number in 0..known.len() {
            let Some(day) = known[number].article.published.as_ref().and_then(ArticleDate::day) else { continue };
            counts[0] += 1;
            let mut reports = known.clone();
            let report = &mut reports[number];
            report.article.published = None;
            report.article.modified = None;
            report.analysis = headwater_language::analyse(&report.article);
            let id = headwater_core::ArticleId(number);
            let attributed = headwater_attribution::attribute(id, &report.article, &report.analysis);
            (report.actors, report.statements) = (attributed.actors, attributed.statements);
            let told = headwater_story::tell(reports, Vec::new());
            let Some(date) = &told.articles[number].published else { continue };
            let is_right = date.not_before.is_none_or(|from| from <= day) && date.not_after.is_none_or(|to| day <= to);
            counts[1] += 1;
            counts[2] += usize::from(is_right);
            if let (Some(from), Some(to)) = (date.not_before, date.not_after) {
                counts[3] += 1;
                counts[4] += usize::from(is_right);
                days += (to - from).get_days() + 1;
            }
            if let Some(value) = date.day() {
                counts[5] += 1;
                counts[6] += usize::from(value == day);
            }
        }
        let [all, bounded, right, closed, closed_right, values, values_right] = counts;
        let mean = if closed > 0 { format!("{:.1}", f64::from(days) / closed as f64) } else { "–".to_owned() };
        let name = story.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        println!("| {name} | {all} | {bounded} | {right} | {closed} | {closed_right} | {mean} | {values} | {values_right} |");
    }
    Ok(())
}
