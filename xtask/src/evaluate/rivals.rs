//! Denials and what they may answer, with their features: what the weights of conflicts are learned from.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use headwater_story::conflicts::rivals::features;
use serde_json::json;

use crate::evaluate::stories::{Source, reports, story_folders};
use crate::gold;

/// Write denials and what they may answer, with their features.
///
/// One JSON object a line on standard output: the names of the features and of the stories first, then `story`, `x` and `y` (the denial's number and the
/// other statement's), `rivals` (whether the
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
    let folders = story_folders(&arguments.gold)?;
    let stories: Vec<String> = folders.iter().filter_map(|folder| Some(folder.file_name()?.to_string_lossy().into_owned())).collect();
    println!("{}", json!({ "names": features::NAMES.as_slice(), "stories": stories }));
    for folder in folders {
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
