//! Pairs of statements that may be rival accounts, with their features: what the weights of conflicts are learned from.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use headwater_story::conflicts::rivals::features;
use serde_json::json;

use crate::evaluate::stories::{Source, reports, story_folders};
use crate::gold;

/// Write pairs of statements that may be rival accounts, with their features.
///
/// One JSON object a line on standard output: the names of the features first, then `story`, `x` and `y` (numbers of the statements), `rivals` (whether the
/// annotation has them as a conflict, null where it cannot say) and `features`, for every pair that the conflict step looks at.
#[derive(Args)]
pub struct Rivals {
    /// Folder of story folders, each with `reports/` and `gold.json`
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Where the statements come from
    #[arg(long, value_enum, default_value_t)]
    statements: Source,
}

/// Prints the pairs.
pub fn run(arguments: &Rivals) -> Result<()> {
    println!("{}", json!({ "names": features::NAMES.as_slice() }));
    for folder in story_folders(&arguments.gold)? {
        let annotation = gold::read(&folder)?;
        let reports = reports(&folder, arguments.statements, None)?;
        let are_rivals = annotation.are_rivals(&reports);
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for (x, y, features) in headwater_story::rivals(&reports) {
            println!("{}", json!({ "story": name, "x": x, "y": y, "rivals": are_rivals(x, y), "features": features.0.as_slice() }));
        }
    }
    Ok(())
}
