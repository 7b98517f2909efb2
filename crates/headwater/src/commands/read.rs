//! `headwater read`: pages in, their story out.

use std::path::Path;

use anyhow::{Context as _, bail};
use headwater_core::Story;
use headwater_report::csv::{Table, csv};
use headwater_report::document::{Layout, json};
use headwater_report::html::html;
use headwater_report::jsonld::jsonld;
use headwater_report::markdown::markdown;
use headwater_report::{svg, terminal};

use super::{Outcome, ending};
use crate::cli::{Read, StoryFormat};
use crate::output;

pub(super) fn run(args: &Read) -> anyhow::Result<Outcome> {
    let file = args.inputs.output.as_deref();
    let format = format(args, file)?;
    let (story, outcome) = super::story(&args.inputs, &args.following)?;
    if !story.articles.is_empty() {
        output::write(file, &view(args, &story, format, file)?)?;
    }
    Ok(outcome)
}

fn view(args: &Read, story: &Story, format: StoryFormat, file: Option<&Path>) -> anyhow::Result<String> {
    let options = terminal::Options { width: output::width(file), colour: output::colour(args.color, file) };
    if let Some(number) = args.claim {
        let claims = story.claims.len();
        let view = match (number.checked_sub(1).and_then(|n| story.claims.get(n)), ending(file).as_deref()) {
            (Some(claim), Some("svg")) => Some(svg::chain(story, claim)),
            _ => terminal::claim(story, number, options),
        };
        return view.with_context(|| match claims {
            0 => "no claim stands in several of these reports".to_owned(),
            _ => format!("there is no claim {number}; the claims are 1 to {claims}"),
        });
    }
    Ok(match format {
        StoryFormat::Terminal => terminal::summary(story, options),
        StoryFormat::Json => json(story, Layout::Pretty),
        StoryFormat::Html => html(story),
        StoryFormat::Markdown => markdown(story),
        StoryFormat::Csv => csv(story, Table::Claims),
        StoryFormat::CsvStatements => csv(story, Table::Statements),
        StoryFormat::CsvChains => csv(story, Table::Chains),
        StoryFormat::CsvForecasts => csv(story, Table::Forecasts),
        StoryFormat::Jsonld => jsonld(story, Layout::Pretty),
    })
}

fn format(args: &Read, file: Option<&Path>) -> anyhow::Result<StoryFormat> {
    if args.claim.is_some() {
        return match args.format {
            None | Some(StoryFormat::Terminal) => Ok(StoryFormat::Terminal),
            Some(_) => bail!("one claim is shown on the terminal or drawn (--output FILE.svg); every other format holds all claims"),
        };
    }
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(file) = file else {
        return Ok(if output::on_terminal(None) { StoryFormat::Terminal } else { StoryFormat::Json });
    };
    Ok(match ending(Some(file)).as_deref() {
        Some("json") => StoryFormat::Json,
        Some("html" | "htm") => StoryFormat::Html,
        Some("md" | "markdown") => StoryFormat::Markdown,
        Some("csv") => StoryFormat::Csv,
        Some("jsonld") => StoryFormat::Jsonld,
        Some("txt") => StoryFormat::Terminal,
        Some("svg") => bail!("{}: a drawing shows one claim; say which with --claim N", file.display()),
        _ => bail!("{}: the ending tells no format; give one with --format", file.display()),
    })
}
