//! The story in ten seconds.

use headwater_core::{ArticleId, Claim, ForecastStatus, Story};

use super::{Options, Screen, Text, Tone, claim::both, conflict_label, label, shape};
use crate::{
    changed,
    reading::{self, count},
};

/// So many claims, conflicts and forecasts are shown; the rest is counted.
const MOST_SHOWN: usize = 8;

/// So many changes of words are shown.
const MOST_CHANGES: usize = 4;

/// A summary tells what there is; the detail views tell it whole. So many lines are given to one thing.
const MOST_LINES: usize = 3;

/// So many reports fit a strip of shapes.
const WIDEST_STRIP: usize = 40;

/// The whole story: how much was read, what several reports say and where it comes from, what conflicts, what is foretold, what was not read.
pub fn summary(story: &Story, options: Options) -> String {
    let mut screen = Screen::new(options);
    head(&mut screen, story);
    claims(&mut screen, story);
    conflicts(&mut screen, story);
    changes(&mut screen, story);
    forecasts(&mut screen, story);
    reports(&mut screen, story);
    warnings(&mut screen, story);
    screen.out
}

fn head(screen: &mut Screen, story: &Story) {
    let overview = reading::overview(story);
    if story.parts.len() > 1 {
        screen.text(0, &Text::new(Tone::Strong, &reading::parts(story)));
        for (n, part) in story.parts.iter().enumerate() {
            let label = Text::new(Tone::Quiet, &format!("{:>3}. ", n + 1));
            let reports = format!("{}: ", count(part.articles.len(), "report"));
            screen.lines(&label, &Text::new(Tone::Quiet, &reports).and(Tone::Plain, &part.title), MOST_LINES);
        }
    } else if let Some(title) = reading::title(story) {
        screen.lines(&Text::default(), &Text::new(Tone::Strong, title), MOST_LINES);
    }
    let mut facts = vec![count(overview.reports, "report")];
    if overview.outlets > 0 {
        facts.push(count(overview.outlets, "outlet"));
    }
    facts.extend(overview.days.map(|(from, to)| reading::range_words(from, to)));
    if overview.undated > 0 {
        facts.push(format!("{} without a date", overview.undated));
    }
    screen.text(0, &Text::new(Tone::Plain, &facts.join(" · ")));
    let mut found = Text::default();
    let stand = if overview.claims == 1 { "stands" } else { "stand" };
    found.push(Tone::Strong, &count(overview.claims, "claim"));
    found.push(Tone::Plain, &format!(" {stand} in several reports"));
    if overview.single_origin > 0 {
        let from = if overview.single_origin == 1 { "comes" } else { "come" };
        found.push(Tone::Plain, "; ");
        found.push(Tone::Strong, &overview.single_origin.to_string());
        found.push(Tone::Plain, &format!(" of them {from} from a single origin"));
    }
    found.push(Tone::Plain, ".");
    screen.text(0, &found);
    let mut rest = vec![reading::conflicts(&overview), count(overview.open_forecasts, "open forecast")];
    if overview.lost > 0 {
        rest.push(format!("{} not read", count(overview.lost, "input")));
    }
    screen.text(0, &Text::new(Tone::Plain, &rest.join(" · ")));
}

fn claims(screen: &mut Screen, story: &Story) {
    if story.claims.is_empty() {
        return;
    }
    screen.heading("Claims, widest spread first");
    let columns = reading::in_order_of_time(story);
    let strip = columns.len() <= WIDEST_STRIP && columns.len() + 40 <= screen.width();
    let gutter = story.claims.len().min(MOST_SHOWN).to_string().len() + 2;
    for (n, claim) in story.claims.iter().take(MOST_SHOWN).enumerate() {
        let number = Text::new(Tone::Quiet, &format!("{:>1$}", n + 1, gutter - 1)).padded(gutter);
        let mut first = Text::default();
        if strip {
            let shapes: String = columns.iter().map(|id| shape(reading::how(claim, *id))).collect();
            first.push(Tone::Strong, &shapes);
            first = first.padded(columns.len() + 2);
        }
        first.extend([spread(claim)]);
        if let Some(stories) = reading::stories(story, claim) {
            first.push(Tone::Quiet, &format!(", {stories}"));
        }
        screen.block(&number, &first);
        let indent = Text::default().padded(gutter);
        screen.lines(&indent, &Text::new(Tone::Plain, &reading::claim_words(story, claim)), MOST_LINES);
        if let Some(statement) = reading::teller(story, claim) {
            screen.lines(&indent, &chain(&reading::chain(story, statement)), MOST_LINES);
        }
    }
    let more = story.claims.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        screen.text(gutter, &Text::new(Tone::Quiet, &format!("and {}", count(more, "more claim"))));
    }
    if strip {
        legend(screen, story, &columns, gutter);
    }
}

/// `3 reports, 1–2 origins`
fn spread(claim: &Claim) -> Text {
    let mut text = Text::new(Tone::Plain, &format!("{} from ", count(claim.spread.len(), "report")));
    match claim.independent.at_most {
        0 => text.push(Tone::Quiet, "origins not measured"),
        1 => text.push(Tone::Alarm, "one origin"),
        _ => text.push(Tone::Strong, &format!("{} origins", reading::independence(&claim.independent))),
    }
    text
}

/// `Meridian Post ← Harbour Daily ← Security Directorate`
pub(super) fn chain(names: &[&str]) -> Text {
    let mut text = Text::default();
    for (n, name) in names.iter().enumerate() {
        if n > 0 {
            text.push(Tone::Quiet, " ← ");
        }
        text.push(if n + 1 == names.len() && n > 0 { Tone::Strong } else { Tone::Plain }, name);
    }
    if names.len() == 1 {
        text.push(Tone::Quiet, " ← (no source named)");
    }
    text
}

fn legend(screen: &mut Screen, story: &Story, columns: &[ArticleId], gutter: usize) {
    screen.text(gutter, &Text::new(Tone::Quiet, "● verbatim, ◐ cut, ○ reworded, ◆ own origin, · absent"));
    let names: Vec<&str> = columns.iter().map(|id| reading::outlet(&story.articles[id.0])).collect();
    let undated = if columns.iter().all(|id| reading::is_placed(&story.articles[id.0])) { "" } else { ", those of no known day last" };
    let names = Text::new(Tone::Quiet, &format!("in order of time{undated}: {}", names.join(", ")));
    screen.lines(&Text::default().padded(gutter), &names, MOST_LINES);
}

fn conflicts(screen: &mut Screen, story: &Story) {
    if story.conflicts.is_empty() {
        return;
    }
    screen.heading("Conflicts");
    for conflict in story.conflicts.iter().take(MOST_SHOWN) {
        screen.lines(&conflict_label(conflict), &Text::new(Tone::Plain, &conflict.detail), MOST_LINES);
    }
    more(screen, story.conflicts.len(), MOST_SHOWN);
}

/// The changes that bear on what is said or by whom; what was only cut is for the detail views.
fn changes(screen: &mut Screen, story: &Story) {
    let changes = changed::all(story);
    let grave: Vec<_> = changes.iter().filter(|change| change.is_grave()).collect();
    if grave.is_empty() {
        return;
    }
    screen.heading("How the words changed");
    for change in grave.iter().take(MOST_CHANGES) {
        screen.lines(&label(Tone::Alarm, change.word(), 15), &both(change), MOST_LINES);
    }
    more(screen, changes.len(), grave.len().min(MOST_CHANGES));
}

fn forecasts(screen: &mut Screen, story: &Story) {
    if story.forecasts.is_empty() {
        return;
    }
    screen.heading("Forecasts");
    let groups = reading::foretold(story);
    for group in groups.iter().take(MOST_SHOWN) {
        let forecast = &story.forecasts[group[0]];
        let status = crate::document::ForecastStatus::from(forecast.status).word();
        let tone = if forecast.status == ForecastStatus::Open { Tone::Strong } else { Tone::Quiet };
        screen.lines(&label(tone, status, 12), &forecast_text(story, group), MOST_LINES);
    }
    more(screen, groups.len(), MOST_SHOWN);
}

/// The words of a forecast, then in brackets how likely, by when, by whom, and how often it is told.
pub(super) fn forecast_text(story: &Story, group: &[usize]) -> Text {
    let forecast = &story.forecasts[group[0]];
    let mut text = Text::default();
    let Some(statement) = story.statements.get(forecast.statement.0) else { return text };
    text.push(Tone::Plain, &reading::statement_words(story, statement));
    let mut facts = Vec::new();
    if let Some(likelihood) = &forecast.likelihood {
        facts.push(format!("{}, {}–{} %", likelihood.term, likelihood.low, likelihood.high));
    }
    if let Some(due) = forecast.due {
        facts.push(format!("due {}", reading::range_words(due.from, due.to)));
    }
    if let Some(origin) = statement.origin() {
        facts.push(origin.name.clone());
    }
    if group.len() > 1 {
        facts.push(format!("told {} times", group.len()));
    }
    if !facts.is_empty() {
        text.push(Tone::Quiet, &format!(" ({})", facts.join("; ")));
    }
    text
}

fn reports(screen: &mut Screen, story: &Story) {
    if story.articles.is_empty() {
        return;
    }
    screen.heading("Reports");
    for id in reading::in_order_of_time(story).into_iter().take(2 * MOST_SHOWN) {
        let article = &story.articles[id.0];
        let mut text = Text::new(Tone::Strong, reading::outlet(article));
        text.push(Tone::Quiet, &format!(", {}", reading::published(article)));
        if let Some(title) = &article.title {
            text.push(Tone::Plain, &format!(": {title}"));
        }
        screen.lines(&Text::default().padded(2), &text, MOST_LINES);
    }
    more(screen, story.articles.len(), 2 * MOST_SHOWN);
}

fn warnings(screen: &mut Screen, story: &Story) {
    for (lost, heading) in [(true, "Not read"), (false, "Notes")] {
        let problems: Vec<_> = story.warnings.iter().filter(|problem| problem.lost == lost).collect();
        if problems.is_empty() {
            continue;
        }
        screen.heading(heading);
        for problem in problems.iter().take(MOST_SHOWN) {
            let tone = if lost { Tone::Alarm } else { Tone::Plain };
            let text = Text::new(tone, &problem.location).and(Tone::Plain, &format!(": {}", problem.message));
            screen.lines(&Text::default().padded(2), &text, MOST_LINES);
        }
        more(screen, problems.len(), MOST_SHOWN);
    }
}

fn more(screen: &mut Screen, all: usize, shown: usize) {
    if all > shown {
        screen.text(2, &Text::new(Tone::Quiet, &format!("and {} more", all - shown)));
    }
}
