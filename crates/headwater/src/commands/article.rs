//! `headwater article`: pages in, articles out.

use std::path::Path;

use headwater_report::document::{Layout, articles_json};
use headwater_report::terminal;

use super::Outcome;
use crate::cli::{ArticleArgs, ArticleFormat};
use crate::network::Door;
use crate::progress::Bar;
use crate::{input, output, pipeline};

pub(super) fn run(args: &ArticleArgs) -> anyhow::Result<Outcome> {
    let file = args.inputs.output.as_deref();
    let (inputs, mut problems) = input::find(&args.inputs.paths);
    let mut door = Door::following(&args.following);
    let (articles, unread) = {
        let progress = Bar::new(args.inputs.quiet);
        pipeline::pool(args.inputs.threads)?.install(|| pipeline::articles(&inputs, &mut door, &progress))
    };
    problems.extend(unread);
    output::report_problems(&problems, args.inputs.quiet);
    let outcome = Outcome::of(articles.len(), &problems);
    if articles.is_empty() {
        return Ok(outcome);
    }
    let answer = match format(args, file) {
        ArticleFormat::Json => articles_json(&articles, Layout::Pretty),
        ArticleFormat::Terminal => {
            let options = terminal::Options { width: output::width(file), colour: output::colour(args.color, file) };
            articles.iter().map(|article| terminal::article(article, options)).collect()
        }
    };
    output::write(file, &answer)?;
    Ok(outcome)
}

fn format(args: &ArticleArgs, file: Option<&Path>) -> ArticleFormat {
    let to_be_read = output::on_terminal(file) || file.is_some_and(|file| file.extension().is_some_and(|ending| ending == "txt"));
    args.format.unwrap_or(if to_be_read { ArticleFormat::Terminal } else { ArticleFormat::Json })
}
