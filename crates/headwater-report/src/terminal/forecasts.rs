//! What is foretold, all of it: what `headwater forecasts` shows a person.

use headwater_core::{ForecastStatus, Statement, Story};

use super::{Options, Screen, Text, Tone, label, summary};
use crate::{document, reading};

/// Every forecast: what became of it, its words, how likely and by when it is said to come, on what condition, who says so through whom, and where.
///
/// Forecasts that foretell the same stand under one entry, each with its place.
pub fn forecasts(story: &Story, options: Options) -> String {
    let mut screen = Screen::new(options);
    if story.forecasts.is_empty() {
        screen.text(0, &Text::new(Tone::Plain, "These reports foretell nothing."));
    }
    for (n, group) in reading::foretold(story).iter().enumerate() {
        if n > 0 {
            screen.blank();
        }
        let forecast = &story.forecasts[group[0]];
        let tone = if forecast.status == ForecastStatus::Open { Tone::Strong } else { Tone::Quiet };
        let status = document::ForecastStatus::from(forecast.status).word();
        screen.block(&label(tone, status, 12), &summary::forecast_text(story, group));
        if let (Some(condition), Some(statement)) = (forecast.condition, story.statements.get(forecast.statement.0))
            && let Some(article) = story.articles.get(statement.article.0)
        {
            let words = reading::words(&article.text, condition);
            screen.block(&label(Tone::Quiet, "condition", 12), &Text::new(Tone::Plain, words));
        }
        for statement in group.iter().filter_map(|n| story.statements.get(story.forecasts[*n].statement.0)) {
            screen.block(&label(Tone::Quiet, "told by", 12), &told_by(story, statement));
        }
        if let Some(outcome) = forecast.settled_by.and_then(|id| story.statements.get(id.0)) {
            let words = Text::new(Tone::Plain, &reading::statement_words(story, outcome));
            screen.block(&label(Tone::Strong, "outcome", 12), &words);
            screen.block(&label(Tone::Quiet, "", 12), &told_by(story, outcome));
        }
    }
    screen.out
}

/// `Meridian Post ← Security Directorate  reports/post.html:12`
fn told_by(story: &Story, statement: &Statement) -> Text {
    let mut text = summary::chain(&reading::chain(story, statement));
    if let Some(article) = story.articles.get(statement.article.0) {
        text.push(Tone::Quiet, &format!("  {}", reading::place(article, statement.extent())));
    }
    text
}
