//! `headwater statements`: texts in, who said what out.

use headwater_article::Format;
use headwater_core::{Article, ArticleId, Problem};
use headwater_report::document::statements_line;
use headwater_report::terminal;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::Outcome;
use crate::cli::{StatementFormat, Statements};
use crate::input::{self, Input};
use crate::pipeline::Progress as _;
use crate::progress::Bar;
use crate::{output, pipeline};

pub(super) fn run(args: &Statements) -> anyhow::Result<Outcome> {
    let file = args.inputs.output.as_deref();
    let (inputs, mut problems) = input::find(&args.inputs.paths);
    let texts: Vec<Text> = inputs.iter().flat_map(|input| texts(input, &mut problems)).collect();
    let format = args.format.unwrap_or(if output::on_terminal(file) { StatementFormat::Terminal } else { StatementFormat::Jsonl });
    let options = terminal::Options { width: output::width(file), colour: output::colour(args.color, file) };
    let progress = Bar::new(args.inputs.quiet);
    progress.begin("attributing", texts.len());
    let count = texts.len();
    let answers: Vec<String> = pipeline::pool(args.inputs.threads)?.install(|| {
        texts
            .into_par_iter()
            .map(|Text { id, article }| {
                let report = pipeline::report(ArticleId(0), article);
                progress.advance();
                match format {
                    StatementFormat::Jsonl => statements_line(&id, &report.article.text, &report.statements),
                    StatementFormat::Terminal => terminal::statements(&report.article, &report.statements, options),
                }
            })
            .collect()
    });
    drop(progress);
    output::report_problems(&problems, args.inputs.quiet);
    output::write(file, &answers.concat())?;
    Ok(Outcome::of(count, &problems))
}

/// A text with the name that its answer goes by.
struct Text {
    id: Value,
    article: Article,
}

/// One line of a JSONL corpus.
#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
}

fn texts(input: &Input, problems: &mut Vec<Problem>) -> Vec<Text> {
    let location = input.location();
    let bytes = match input.bytes() {
        Ok(bytes) => bytes,
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    if is_jsonl(input, &bytes) {
        return lines(&location, &bytes, problems);
    }
    let format = if matches!(input.ending().as_deref(), Some("html" | "htm")) { Format::Html } else { Format::Plain };
    let (article, its_problems) = headwater_article::read(&location, &bytes, Some(format));
    problems.extend(its_problems);
    vec![Text { id: Value::String(location), article }]
}

/// By its ending; standard input by its first byte, since no report begins with a brace.
fn is_jsonl(input: &Input, bytes: &[u8]) -> bool {
    match input.ending() {
        Some(ending) => ending == "jsonl" || ending == "ndjson",
        None => bytes.trim_ascii_start().starts_with(b"{"),
    }
}

fn lines(location: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Vec<Text> {
    let mut texts = Vec::new();
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Line>(line) {
            Ok(Line { id, text }) => {
                let (article, _) = headwater_article::read(location, text.as_bytes(), Some(Format::Plain));
                texts.push(Text { id, article });
            }
            Err(error) => {
                let message = format!("line {}: {error}; a line is {{\"id\": …, \"text\": \"…\"}}", number + 1);
                problems.push(Problem::lost(location, message));
            }
        }
    }
    texts
}
