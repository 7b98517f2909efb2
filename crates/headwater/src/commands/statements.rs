//! `headwater statements`: texts in, who said what out.

use headwater_article::{Format, Given};
use headwater_core::{Article, ArticleId, Problem};
use headwater_inputs::Found;
use headwater_report::document::statements_line;
use headwater_report::terminal;
use rayon::prelude::*;
use serde_json::Value;

use super::Outcome;
use crate::cli::{StatementFormat, Statements};
use crate::input::{self, Input};
use crate::network::{self, Door};
use crate::pipeline::Progress as _;
use crate::progress::Bar;
use crate::{output, pipeline};

pub(super) fn run(args: &Statements) -> anyhow::Result<Outcome> {
    let file = args.inputs.output.as_deref();
    let (inputs, mut problems) = input::find(&args.inputs.paths);
    let progress = Bar::new(args.inputs.quiet);
    let mut door = Door::new(&args.reading.online, args.reading.keep.as_deref());
    let (fetched, unfetched) = pipeline::fetched(&inputs, &mut door, &progress);
    problems.extend(unfetched);
    let mut fetched = fetched.into_iter();
    let mut texts: Vec<Text> = Vec::new();
    for input in &inputs {
        let found: Box<dyn Iterator<Item = Found>> = match input {
            Input::Url(_) => Box::new(fetched.next().into_iter().flat_map(|fetched| network::open(fetched, Given::default()))),
            _ => input.open(),
        };
        read(input, found, &mut texts, &mut problems);
    }
    let format = args.format.unwrap_or(if output::on_terminal(file) { StatementFormat::Terminal } else { StatementFormat::Jsonl });
    let options = terminal::Options { width: output::width(file), colour: output::colour(args.color, file) };
    progress.begin("attributing", texts.len());
    let count = texts.len();
    let answered: Vec<(String, Option<Problem>)> = pipeline::pool(args.inputs.threads)?.install(|| {
        texts
            .into_par_iter()
            .map(|Text { id, article }| {
                let (report, problem) = pipeline::report(ArticleId(0), article);
                progress.advance();
                let answer = match format {
                    StatementFormat::Jsonl => statements_line(&id, &report.article.text, &report.statements),
                    StatementFormat::Terminal => terminal::statements(&report.article, &report.statements, options),
                };
                (answer, problem)
            })
            .collect()
    });
    drop(progress);
    let (answers, unattributed): (Vec<String>, Vec<_>) = answered.into_iter().unzip();
    problems.extend(unattributed.into_iter().flatten());
    output::report_problems(&problems, args.inputs.quiet);
    output::write(file, &answers.concat())?;
    Ok(Outcome::of(count, &problems))
}

/// A text with the name that its answer goes by.
struct Text {
    id: Value,
    article: Article,
}

/// The texts of an input, each as it is: nothing is dropped of what is not marked up.
fn read(input: &Input, found: impl Iterator<Item = Found>, texts: &mut Vec<Text>, problems: &mut Vec<Problem>) {
    let html = matches!(input.ending().as_deref(), Some("html" | "htm" | "xhtml"));
    for found in found {
        match found {
            Found::Page(mut page) => {
                let html = page.given.format.map_or(html, |format| format == Format::Html);
                page.given.format = Some(if html { Format::Html } else { Format::Plain });
                let (article, its_problems) = headwater_article::read_given(&page.location, &page.bytes, &page.given);
                // A corpus may hold empty texts; their answers are empty too.
                if page.id.is_none() {
                    problems.extend(its_problems);
                }
                texts.push(Text { id: page.id.unwrap_or(Value::String(page.location)), article });
            }
            Found::Problem(problem) => problems.push(problem),
            Found::Link(link) => problems.push(Problem::lost(&link.location, format!("names {}, which is not in it", link.url))),
        }
    }
}
