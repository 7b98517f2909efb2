//! `headwater read`: pages in, their story out.

use std::path::Path;

use anyhow::bail;
use headwater_core::Story;
use headwater_report::document::{Layout, json};

use super::Outcome;
use crate::cli::{Read, StoryFormat};
use crate::progress::Bar;
use crate::{input, output, pipeline};

pub(super) fn run(args: &Read) -> anyhow::Result<Outcome> {
    let file = args.inputs.output.as_deref();
    let format = format(args, file)?;
    let (inputs, problems) = input::find(&args.inputs.paths);
    let story = {
        let progress = Bar::new(args.inputs.quiet);
        pipeline::pool(args.inputs.threads)?.install(|| pipeline::story(&inputs, problems, &progress))
    };
    output::report_problems(&story.warnings, args.inputs.quiet);
    let outcome = Outcome::of(story.articles.len(), &story.warnings);
    if story.articles.is_empty() {
        return Ok(outcome);
    }
    output::write(file, &view(args, &story, format, file)?)?;
    Ok(outcome)
}

fn view(_args: &Read, story: &Story, format: StoryFormat, _file: Option<&Path>) -> anyhow::Result<String> {
    Ok(match format {
        StoryFormat::Json => json(story, Layout::Pretty),
        StoryFormat::Terminal | StoryFormat::Html | StoryFormat::Markdown => bail!("this view is not built yet; ask for --format json"),
    })
}

fn format(args: &Read, file: Option<&Path>) -> anyhow::Result<StoryFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(file) = file else {
        return Ok(if output::on_terminal(None) { StoryFormat::Terminal } else { StoryFormat::Json });
    };
    Ok(match file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).as_deref() {
        Some("json") => StoryFormat::Json,
        Some("html" | "htm") => StoryFormat::Html,
        Some("md" | "markdown") => StoryFormat::Markdown,
        Some("txt") => StoryFormat::Terminal,
        _ => bail!("{}: the ending tells no format; give one with --format", file.display()),
    })
}
