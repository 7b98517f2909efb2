//! Annotated pairs of statements with their features: what the weights of claims are learned from.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use headwater_story::claims::features;
use serde_json::json;

use crate::evaluate::stories::{Source, reports, story_folders};
use crate::gold;

/// Write annotated pairs of statements with their features.
///
/// One JSON object a line on standard output: the names of the features first, then `story`, `same` (whether the two stand in one annotated claim),
/// `members` (how many statements the smallest claim that holds both has, 0 where none does), `claimed` (whether each of the two stands in a claim),
/// `across` (whether they stand in different reports) and `features`, for every two statements that the annotation has too and can say of whether they tell the same.
#[derive(Args)]
pub struct Pairs {
    /// Folder of story folders, each with `reports/` and `gold.json`
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Where the statements come from
    #[arg(long, value_enum, default_value_t)]
    statements: Source,
}

/// Prints the pairs.
pub fn run(arguments: &Pairs) -> Result<()> {
    println!("{}", json!({ "names": features::NAMES.as_slice() }));
    for folder in story_folders(&arguments.gold)? {
        let annotation = gold::read(&folder)?;
        let reports = reports(&folder, arguments.statements, None)?;
        let (claims, unsure) = (annotation.claims_of(&reports), annotation.unsure_claims_of(&reports));
        let mut members = vec![0; annotation.claims.len()];
        for &claim in claims.iter().flatten().flatten() {
            members[claim] += 1;
        }
        let articles: Vec<usize> = reports.iter().enumerate().flat_map(|(n, report)| vec![n; report.statements.len()]).collect();
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for pair in headwater_story::pairs(&reports) {
            let (x, y) = (pair.x, pair.y);
            let (Some(of_x), Some(of_y)) = (&claims[x], &claims[y]) else { continue };
            let is_unsure = unsure[x].iter().flatten().any(|group| unsure[y].iter().flatten().any(|other| other == group));
            let smallest = of_x.iter().filter(|claim| of_y.contains(claim)).map(|&claim| members[claim]).min();
            if is_unsure && smallest.is_none() {
                continue;
            }
            println!(
                "{}",
                json!({
                    "story": name,
                    "same": smallest.is_some(),
                    "members": smallest.unwrap_or(0),
                    "claimed": !of_x.is_empty() && !of_y.is_empty(),
                    "across": articles[x] != articles[y],
                    "features": pair.features.as_slice(),
                })
            );
        }
    }
    Ok(())
}
