//! `headwater forecasts`: pages in, what they foretell out.

use std::path::Path;

use anyhow::bail;
use headwater_report::csv::{Table, csv};
use headwater_report::document::{Layout, forecasts_json};
use headwater_report::terminal;

use super::{Outcome, ending};
use crate::cli::{ForecastFormat, Forecasts};
use crate::output;

pub(super) fn run(args: &Forecasts) -> anyhow::Result<Outcome> {
    let file = args.inputs.output.as_deref();
    let format = format(args, file)?;
    let (story, outcome) = super::story(&args.inputs, &args.following)?;
    if story.articles.is_empty() {
        return Ok(outcome);
    }
    let options = terminal::Options { width: output::width(file), colour: output::colour(args.color, file) };
    let answer = match format {
        ForecastFormat::Terminal => terminal::forecasts(&story, options),
        ForecastFormat::Json => forecasts_json(&story, Layout::Pretty),
        ForecastFormat::Csv => csv(&story, Table::Forecasts),
    };
    output::write(file, &answer)?;
    Ok(outcome)
}

fn format(args: &Forecasts, file: Option<&Path>) -> anyhow::Result<ForecastFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(file) = file else {
        return Ok(if output::on_terminal(None) { ForecastFormat::Terminal } else { ForecastFormat::Json });
    };
    Ok(match ending(Some(file)).as_deref() {
        Some("json") => ForecastFormat::Json,
        Some("csv") => ForecastFormat::Csv,
        Some("txt") => ForecastFormat::Terminal,
        _ => bail!("{}: the ending tells no format; give one with --format", file.display()),
    })
}
