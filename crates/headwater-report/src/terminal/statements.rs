//! One text with its statements marked: what `headwater statements` shows a person.

use headwater_core::{Article, Span, Statement};

use super::{Options, Screen, Text, Tone, label};
use crate::{document, reading};

/// The article's own words with `[n …]` around what is said, and below each paragraph who says statement `n`, through whom.
pub fn statements(article: &Article, statements: &[Statement], options: Options) -> String {
    let mut screen = Screen::new(options);
    if let Some(title) = &article.title {
        screen.text(0, &Text::new(Tone::Strong, title));
    }
    let marks = marks(article, statements);
    let mut next = 0;
    let mut of_block = statements.iter().enumerate().peekable();
    for (_, span) in article.main_blocks() {
        screen.blank();
        let from = next;
        next += marks[from..].iter().take_while(|mark| mark.at <= span.end).count();
        screen.text(0, &paragraph(article, span, &marks[from..next]));
        while let Some((n, statement)) = of_block.next_if(|(_, statement)| statement.extent().start < span.end) {
            screen.block(&label(Tone::Strong, &(n + 1).to_string(), 6), &voices(article, statement));
        }
    }
    screen.out
}

/// Where a run of content begins or ends.
struct Mark {
    at: usize,
    /// The statement whose run begins; none where one ends.
    opens: Option<usize>,
}

/// All marks in text order. At one place what ends comes before what begins, and the wider run opens first.
fn marks(article: &Article, statements: &[Statement]) -> Vec<Mark> {
    let runs = statements.iter().enumerate().flat_map(|(n, statement)| statement.content.iter().map(move |run| (n, *run)));
    let mut marks = Vec::new();
    for (n, run) in runs.filter(|(_, run)| !reading::words(&article.text, *run).is_empty()) {
        marks.push(((run.start, 1, usize::MAX - run.end, n), Mark { at: run.start, opens: Some(n) }));
        marks.push(((run.end, 0, 0, n), Mark { at: run.end, opens: None }));
    }
    marks.sort_by_key(|(order, _)| *order);
    marks.into_iter().map(|(_, mark)| mark).collect()
}

fn paragraph(article: &Article, span: Span, marks: &[Mark]) -> Text {
    let mut text = Text::default();
    let mut at = span.start;
    let mut open = 0_usize;
    for mark in marks {
        // A mark before the block belongs to a statement that began earlier: its words go on here.
        let to = mark.at.clamp(at, span.end);
        text.push(if open > 0 { Tone::Added } else { Tone::Plain }, reading::words(&article.text, Span::new(at, to)));
        at = to;
        if let Some(n) = mark.opens {
            open += 1;
            text.push(Tone::Strong, &format!("[{} ", n + 1));
        } else {
            open = open.saturating_sub(1);
            text.push(Tone::Strong, "]");
        }
    }
    text.push(if open > 0 { Tone::Added } else { Tone::Plain }, reading::words(&article.text, Span::new(at, span.end)));
    text
}

/// `Tomas Weil · “said” · direct speech`
fn voices(article: &Article, statement: &Statement) -> Text {
    let names: Vec<&str> = statement.chain.iter().map(|voice| voice.name.as_str()).collect();
    let mut text = if names.is_empty() { Text::new(Tone::Quiet, "no source named") } else { Text::new(Tone::Plain, &names.join(" ← ")) };
    let cue: Vec<&str> = statement.cue.iter().map(|span| reading::words(&article.text, *span)).collect();
    if !cue.is_empty() {
        text.push(Tone::Quiet, &format!(" “{}”", cue.join(" … ")));
    }
    let form = document::Form::from(statement.form).word();
    let act = document::Act::from(statement.act).word();
    text.push(Tone::Quiet, &format!(", {form} {act}"));
    if statement.polarity == headwater_core::Polarity::Negated {
        text.push(Tone::Alarm, ", denied");
    }
    if let Some(certainty) = &statement.certainty {
        text.push(Tone::Hedge, &format!(", {} ({}–{} %)", certainty.term, certainty.low, certainty.high));
    }
    if let Some(date) = statement.said_on {
        text.push(Tone::Quiet, &format!(", {date}"));
    }
    text
}
