//! Whole stories against a careful reader's annotation.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use clap::{Args, ValueEnum};
use serde_json::Value;

use headwater_report::document::{self, Layout};
use headwater_story::claims::weights::Weights;

use crate::{gold, run};

/// Figures in the row of a story, as `evaluation/score_story.py` names them.
const COLUMNS: [&str; 17] = [
    "statements_f1",
    "precision",
    "recall",
    "chain",
    "long_chains",
    "claim_links_f1",
    "links_wrong",
    "claims_whole",
    "origins_counted",
    "conflicts",
    "conflicts_false",
    "forecasts",
    "events",
    "title",
    "authors",
    "date",
    "junk_kept",
];

/// Measure whole stories.
#[derive(Args)]
pub struct Stories {
    /// Folder of story folders, each with `reports/` and `gold.json`
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Where the statements come from
    #[arg(long, value_enum, default_value_t)]
    statements: Source,
    /// With annotated statements: folder of tables of weights, `STORY.tsv` for each story, in place of the shipped ones
    #[arg(long, value_name = "DIR", requires = "statements")]
    weights: Option<PathBuf>,
    /// Name every error
    #[arg(long)]
    verbose: bool,
}

/// Whose statements the story step is given.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Source {
    /// Our own, as a user gets them
    #[default]
    Pipeline,
    /// The annotation's: the story step is measured apart
    Gold,
}

/// Prints one row a story.
pub fn run(arguments: &Stories) -> Result<()> {
    let gold = arguments.gold.canonicalize().with_context(|| format!("{}: no such folder", arguments.gold.display()))?;
    let headwater = if arguments.statements == Source::Pipeline { run::headwater()? } else { PathBuf::new() };
    let stories = story_folders(&gold)?;
    ensure!(!stories.is_empty(), "{}: no story folder with a gold.json in it", gold.display());
    println!("| story | {} |", COLUMNS.join(" | ").replace('_', " "));
    println!("|---|{}", "---|".repeat(COLUMNS.len()));
    for story in stories {
        let name = story.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let document = match arguments.statements {
            Source::Pipeline => read(&headwater, &story, &name)?,
            Source::Gold => told(&story, &name, arguments.weights.as_deref())?,
        };
        if arguments.verbose {
            print!("{}", run::output(scorer(&story, &document).arg("--verbose"))?);
        }
        let scores: Value = serde_json::from_str(&run::output(scorer(&story, &document).arg("--json"))?)?;
        let row: Vec<String> = COLUMNS.iter().map(|column| figure(&scores[*column])).collect();
        println!("| {name} | {} |", row.join(" | "));
    }
    Ok(())
}

/// The folders of annotated stories in a folder, in order.
pub fn story_folders(gold: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(gold)? {
        let path = entry?.path();
        if path.join("gold.json").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// The story document of the folder's reports, as a user gets it.
fn read(headwater: &Path, story: &Path, name: &str) -> Result<PathBuf> {
    let folder = run::root().join("evaluation/out");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.json"));
    run::finish(Command::new(headwater).arg("read").arg(story.join("reports")).arg("--quiet").arg("--output").arg(&file))?;
    Ok(file)
}

/// The story document that the story step makes of the annotated statements.
fn told(story: &Path, name: &str, weights: Option<&Path>) -> Result<PathBuf> {
    let reports = gold::reports(story, &gold::read(story)?)?;
    let weights = match weights {
        Some(folder) => Weights::read(&fs::read_to_string(folder.join(format!("{name}.tsv")))?),
        None => Weights::shipped(),
    };
    let told = headwater_story::tell_with(reports, Vec::new(), &weights);
    let folder = run::root().join("evaluation/out");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.gold.json"));
    fs::write(&file, document::json(&told, Layout::Pretty))?;
    Ok(file)
}

fn scorer(story: &Path, document: &Path) -> Command {
    let mut command = Command::new("python3");
    command.arg("evaluation/score_story.py").arg(story).arg(document);
    command
}

fn figure(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        other => other.to_string(),
    }
}
