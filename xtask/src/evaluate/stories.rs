//! Whole stories against a careful reader's annotation.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use clap::{Args, ValueEnum};
use serde_json::Value;

use headwater_core::{ArticleId, Story};
use headwater_language::encoder::Encoder;
use headwater_report::document::{self, Layout};
use headwater_story::{Report, claims::weights::Weights, conflicts::rivals::features};

use crate::{gold, run};

/// Figures in the row of a story, as `evaluation/score_story.py` names them, among its figures or its counts.
const COLUMNS: [&str; 19] = [
    "statements_f1",
    "precision",
    "recall",
    "chain",
    "long_chains",
    "claim_links_f1",
    "links_wrong",
    "joins",
    "claims_whole",
    "origins_counted",
    "conflicts",
    "conflicts_false",
    "conflicts_said",
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
    /// Folder of tables of weights of claims, `STORY.tsv` for each story, in place of the shipped ones
    #[arg(long, value_name = "DIR")]
    weights: Option<PathBuf>,
    /// Folder of tables of weights of rival accounts, `STORY.tsv` for each story, in place of the shipped ones
    #[arg(long, value_name = "DIR")]
    rivals: Option<PathBuf>,
    /// With our own statements: folder of the encoder's weights, `STORY.bin` for each story, in place of the shipped ones
    #[arg(long, value_name = "DIR", conflicts_with = "statements")]
    encoders: Option<PathBuf>,
    /// Name every error
    #[arg(long)]
    verbose: bool,
}

/// Whose statements the story step is given.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Source {
    /// Our own, as a user gets them
    #[default]
    Pipeline,
    /// The annotation's: the story step is measured apart
    Gold,
}

/// Prints one row a story.
pub fn run(arguments: &Stories) -> Result<()> {
    let gold = arguments.gold.canonicalize().with_context(|| format!("{}: no such folder", arguments.gold.display()))?;
    let stories = story_folders(&gold)?;
    ensure!(!stories.is_empty(), "{}: no story folder with a gold.json in it", gold.display());
    println!("| story | {} |", COLUMNS.join(" | ").replace('_', " "));
    println!("|---|{}", "---|".repeat(COLUMNS.len()));
    for story in stories {
        let name = story.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let document = told(&story, &name, arguments)?;
        if arguments.verbose {
            print!("{}", run::output(scorer(&story, &document).arg("--verbose"))?);
        }
        let scores: Value = serde_json::from_str(&run::output(scorer(&story, &document).arg("--json"))?)?;
        let row: Vec<String> = COLUMNS.iter().map(|column| figure(scores.get(*column).unwrap_or(&scores["counts"][*column]))).collect();
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

/// The folder's reports with their statements: the annotation's, or our own as `headwater read` finds them, with its encoder or another.
pub fn reports(story: &Path, statements: Source, encoder: Option<&Encoder>) -> Result<Vec<Report>> {
    if statements == Source::Gold {
        return gold::reports(story, &gold::read(story)?);
    }
    let mut files = fs::read_dir(story.join("reports"))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    let mut reports = Vec::new();
    for (id, file) in files.iter().enumerate() {
        let (article, _) = headwater_article::read(&file.to_string_lossy(), &fs::read(file)?, None);
        let analysis = match encoder {
            Some(encoder) => headwater_language::analyse_with(&article, Some(encoder)),
            None => headwater_language::analyse(&article),
        };
        let attributed = headwater_attribution::attribute(ArticleId(id), &article, &analysis);
        reports.push(Report::new(article, analysis, attributed.actors, attributed.statements));
    }
    Ok(reports)
}

/// The encoder's weights that never saw a story.
pub fn encoder_without(story: &str, folder: &Path) -> Result<Encoder> {
    Ok(Encoder::new(&fs::read(folder.join(format!("{story}.bin")))?, headwater_model_en::VOCABULARY)?)
}

/// The story document of the folder's reports.
fn told(story: &Path, name: &str, arguments: &Stories) -> Result<PathBuf> {
    let encoder = arguments.encoders.as_deref().map(|folder| encoder_without(name, folder)).transpose()?;
    let weights = match &arguments.weights {
        Some(folder) => Weights::read(&fs::read_to_string(folder.join(format!("{name}.tsv")))?),
        None => Weights::shipped(),
    };
    let rivals = match &arguments.rivals {
        Some(folder) => features::Weights::read(&fs::read_to_string(folder.join(format!("{name}.tsv")))?),
        None => features::Weights::shipped().clone(),
    };
    let told = headwater_story::tell_with(reports(story, arguments.statements, encoder.as_ref())?, Vec::new(), &weights, &rivals);
    write(name, if arguments.statements == Source::Gold { "gold" } else { "read" }, &told)
}

fn write(name: &str, way: &str, story: &Story) -> Result<PathBuf> {
    let folder = run::root().join("evaluation/out");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.{way}.json"));
    fs::write(&file, document::json(story, Layout::Pretty))?;
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
