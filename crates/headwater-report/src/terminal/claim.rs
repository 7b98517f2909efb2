//! One claim in detail: every wording, what it changes, who says it through whom, and why voices count as one.

use headwater_core::{Claim, StatementId, Story};

use super::{Options, Screen, Text, Tone, conflict_label, label, shape, summary::chain, travelled};
use crate::{
    changed::{self, Changed},
    document, graph,
    reading::{self, count},
    wording::{self, Manner, Mark, Piece, Wording},
};

/// A column of wording narrower than this is no longer read as sentences.
const NARROWEST_COLUMN: usize = 36;

/// Claim `number` (1 is the first of the summary) in detail; none where the story has no such claim.
pub fn claim(story: &Story, number: usize, options: Options) -> Option<String> {
    let claim = story.claims.get(number.checked_sub(1)?)?;
    let mut screen = Screen::new(options);
    screen.block(&Text::new(Tone::Heading, &format!("Claim {number} ")), &Text::new(Tone::Strong, &reading::claim_words(story, claim)));
    voices(&mut screen, story, claim);
    screen.heading("How it travelled");
    let graph = graph::graph(story, claim);
    travelled::tree(&mut screen, &graph, |node| graph.nodes[node].reports.first().and_then(|id| reading::how(claim, *id)));
    wordings(&mut screen, story, claim);
    changes(&mut screen, story, claim);
    conflicts(&mut screen, story, claim);
    reasons(&mut screen, story, claim);
    Some(screen.out)
}

fn voices(screen: &mut Screen, story: &Story, claim: &Claim) {
    let mut text = Text::new(Tone::Plain, &format!("{}, independent voices: ", count(claim.spread.len(), "report")));
    text.push(Tone::Strong, &reading::independence(&claim.independent));
    if !claim.origins.is_empty() {
        let names: Vec<&str> = claim.origins.iter().map(|voice| voice.name.as_str()).collect();
        text.push(Tone::Plain, &format!(" ({})", names.join("; ")));
    }
    screen.text(0, &text);
    if let Some((word, first)) = reading::first_word(story, claim).zip(story.statements.get(claim.first.0)) {
        let mut text = Text::new(Tone::Plain, &format!("{}: ", reading::capital(word)));
        if let Some(article) = story.articles.get(first.article.0) {
            text.push(Tone::Strong, reading::outlet(article));
            text.push(Tone::Plain, &format!(", {} ", reading::published(article)));
            text.push(Tone::Quiet, &reading::place(article, first.extent()));
        }
        screen.text(0, &text);
    }
}

fn reasons(screen: &mut Screen, story: &Story, claim: &Claim) {
    if claim.independent.reasons.is_empty() {
        return;
    }
    screen.heading("Why they are not more voices");
    for merge in &claim.independent.reasons {
        let kind = document::MergeKind::from(merge.kind).word();
        screen.block(&label(Tone::Strong, kind, 20), &Text::new(Tone::Plain, &merge.detail));
        for evidence in &merge.evidence {
            let Some(article) = story.articles.get(evidence.article.0) else { continue };
            let words = reading::words(&article.text, evidence.span);
            let text = Text::new(Tone::Quiet, &reading::place(article, evidence.span)).and(Tone::Plain, &format!(" “{words}”"));
            screen.text(4, &text);
        }
    }
}

fn wordings(screen: &mut Screen, story: &Story, claim: &Claim) {
    screen.heading("Every wording");
    let base = wording::of(story, claim.first);
    let manners = wording::manners(story, claim, &claim.statements);
    let told: Vec<(StatementId, &Manner)> = claim.statements.iter().copied().zip(&manners).collect();
    let room = screen.options.width;
    let columns = ((room + 3) / (NARROWEST_COLUMN + 3)).clamp(1, claim.statements.len().max(1));
    let width = if columns == 1 { screen.width() } else { (room + 3) / columns - 3 };
    for row in told.chunks(columns) {
        let cells: Vec<Vec<Text>> = row.iter().map(|(id, manner)| cell(story, claim, *id, manner, &base, width)).collect();
        for n in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = Text::default();
            for (column, cell) in cells.iter().enumerate() {
                if column > 0 {
                    line.push(Tone::Quiet, " │ ");
                }
                line.extend([cell.get(n).cloned().unwrap_or_default().padded(width)]);
            }
            screen.line(&line);
        }
        screen.blank();
    }
    let legend = format!("{{+…+}} not in {}, [-…-] left out, ~…~ word of likelihood", reading::base_word(story, claim));
    screen.text(0, &Text::new(Tone::Quiet, &legend));
}

fn changes(screen: &mut Screen, story: &Story, claim: &Claim) {
    let changes = changed::of(story, claim);
    if changes.is_empty() {
        return;
    }
    screen.heading("How the words changed");
    for change in &changes {
        let tone = if change.is_grave() { Tone::Alarm } else { Tone::Strong };
        screen.block(&label(tone, change.word(), 15), &both(change));
        screen.text(15, &Text::new(Tone::Quiet, &format!("{} {} {}", change.from.place, change.arrow(), change.to.place)));
    }
}

/// `Harbour Daily “the boat [was likely to have] sunk” → Meridian Post “the boat sunk”`
pub(super) fn both(change: &Changed) -> Text {
    let mut text = Text::default();
    for (n, (side, tone)) in [(&change.from, Tone::Missing), (&change.to, Tone::Added)].into_iter().enumerate() {
        if n > 0 {
            text.push(Tone::Quiet, &format!(" {} ", change.arrow()));
        }
        text.push(Tone::Strong, &side.outlet);
        text.push(Tone::Plain, " “");
        text.push(Tone::Plain, &side.before);
        if !side.words.is_empty() {
            text.push(tone, &format!("[{}]", side.words));
        }
        text.push(Tone::Plain, &side.behind);
        text.push(Tone::Plain, "”");
    }
    text
}

/// One wording: who prints it, through whom, the words, the place.
fn cell(story: &Story, claim: &Claim, id: StatementId, manner: &Manner, base: &Wording, width: usize) -> Vec<Text> {
    let Some(statement) = story.statements.get(id.0) else { return Vec::new() };
    let Some(article) = story.articles.get(statement.article.0) else { return Vec::new() };
    let mut lines = Text::new(Tone::Strong, shape(Some(manner.how)))
        .and(Tone::Plain, " ")
        .and(Tone::Strong, reading::outlet(article))
        .and(Tone::Quiet, &format!(", {}", manner.words))
        .wrap(width);
    let own = wording::of(story, id);
    let pieces = if id == claim.first { wording::alone(&own) } else { wording::compare(base, &own).pieces };
    lines.extend(marked(&pieces).wrap(width));
    lines.extend(chain(&reading::chain(story, statement)).wrap(width));
    lines.extend(Text::new(Tone::Quiet, &reading::place(article, statement.extent())).wrap(width));
    lines
}

/// A wording with marks that are seen without colour too.
fn marked(pieces: &[Piece]) -> Text {
    let mut text = Text::default();
    for group in pieces.chunk_by(|one, next| one.mark == next.mark) {
        let (tone, open, close) = match group[0].mark {
            Mark::Same => (Tone::Plain, "", ""),
            Mark::Added => (Tone::Added, "{+", "+}"),
            Mark::Missing => (Tone::Missing, "[-", "-]"),
        };
        if group[0].text.starts_with(char::is_whitespace) {
            text.push(Tone::Plain, " ");
        }
        text.push(tone, open);
        for (n, piece) in group.iter().enumerate() {
            let words = piece.text.trim();
            let space = &piece.text[piece.text.trim_end().len()..];
            let hedge = if group[0].mark == Mark::Same { Tone::Hedge } else { tone };
            let (tone, words) = if piece.hedge { (hedge, format!("~{words}~")) } else { (tone, words.to_owned()) };
            text.push(tone, &words);
            if n + 1 == group.len() {
                text.push(tone, close);
                text.push(Tone::Plain, space);
            } else {
                text.push(tone, space);
            }
        }
    }
    text
}

fn conflicts(screen: &mut Screen, story: &Story, claim: &Claim) {
    let touching = story.conflicts.iter().filter(|conflict| conflict.statements().iter().any(|id| claim.statements.contains(id)));
    for (n, conflict) in touching.enumerate() {
        if n == 0 {
            screen.heading("Conflicts");
        }
        screen.block(&conflict_label(conflict), &Text::new(Tone::Plain, &conflict.detail));
        for side in &conflict.sides {
            let holders = reading::holders(story, side).join(", ");
            let mut text = Text::new(Tone::Strong, &holders);
            text.push(Tone::Plain, &format!(": {}", side.holds));
            screen.block(&Text::default().padded(12), &text);
        }
    }
}
