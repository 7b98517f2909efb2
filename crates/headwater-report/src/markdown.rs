//! The story as Markdown, for notes.
//!
//! One note that reads well anywhere and links well in Obsidian: claims and reports refer to each other by headings (`[c1](#c1)`), actors and
//! outlets are wiki links (`[[Security Directorate]]`), so that a vault gathers over all notes what one voice has said.
//! Words from reports are escaped: no page can plant a link, an image, markup or a comment in somebody's notes.

use std::{collections::BTreeMap, fmt::Write};

use headwater_core::{ArticleId, Claim, Story};

use crate::{
    changed::{self, Changed},
    document::{self, article_id, claim_id},
    reading::{self, capital, count},
    wording::{self, Mark, Piece},
};

/// The whole story as one note.
pub fn markdown(story: &Story) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = write_note(&mut out, story);
    out
}

fn write_note(out: &mut String, story: &Story) -> std::fmt::Result {
    front_matter(out, story)?;
    head(out, story)?;
    claims(out, story)?;
    conflicts(out, story)?;
    changes_elsewhere(out, story)?;
    forecasts(out, story)?;
    timeline(out, story)?;
    actors(out, story)?;
    reports(out, story)?;
    warnings(out, story)
}

fn front_matter(out: &mut String, story: &Story) -> std::fmt::Result {
    let overview = reading::overview(story);
    writeln!(out, "---")?;
    writeln!(out, "title: {}", yaml(reading::title(story).unwrap_or("Story")))?;
    if let Some((from, to)) = overview.days {
        writeln!(out, "from: {from}\nto: {to}")?;
    }
    writeln!(out, "reports: {}\nclaims: {}\nconflicts: {}", overview.reports, overview.claims, overview.conflicts)?;
    writeln!(out, "tags: [headwater]\n---\n")
}

fn head(out: &mut String, story: &Story) -> std::fmt::Result {
    let overview = reading::overview(story);
    writeln!(out, "# {}\n", text(reading::title(story).unwrap_or("Story")))?;
    let days = overview.days.map(|(from, to)| format!(", {}", reading::range_words(from, to))).unwrap_or_default();
    let outlets = if overview.outlets > 0 { format!(" from {}", count(overview.outlets, "outlet")) } else { String::new() };
    writeln!(out, "- {}{outlets}{days}", count(overview.reports, "report"))?;
    let stand = if overview.claims == 1 { "stands" } else { "stand" };
    write!(out, "- {} {stand} in several reports", count(overview.claims, "claim"))?;
    writeln!(out, ", {} of them from a single origin", overview.single_origin)?;
    write!(out, "- {}, {}", reading::conflicts(&overview), count(overview.open_forecasts, "open forecast"))?;
    writeln!(out, "{}", if overview.lost > 0 { format!(", {} not read", count(overview.lost, "input")) } else { String::new() })?;
    if story.parts.len() > 1 {
        writeln!(out, "\n## Stories\n")?;
        for part in &story.parts {
            let reports: Vec<String> = part.articles.iter().map(|id| article_link(*id)).collect();
            writeln!(out, "- {}: {}", text(&part.title), reports.join(", "))?;
        }
    }
    Ok(())
}

fn claims(out: &mut String, story: &Story) -> std::fmt::Result {
    if story.claims.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Claims")?;
    for (n, claim) in story.claims.iter().enumerate() {
        let id = headwater_core::ClaimId(n);
        writeln!(out, "\n### {}\n\n> {}\n", claim_id(id), text(&reading::claim_words(story, claim)))?;
        let origins: Vec<String> = claim.origins.iter().map(|voice| wiki(&voice.name)).collect();
        let origins = if origins.is_empty() { "none named".to_owned() } else { origins.join(", ") };
        writeln!(out, "- {}; independent voices: {}", count(claim.spread.len(), "report"), reading::independence(&claim.independent))?;
        writeln!(out, "- Origins: {origins}")?;
        if let Some((word, first)) = reading::first_word(story, claim).zip(story.statements.get(claim.first.0)) {
            writeln!(out, "- {}: {}", capital(word), article_link(first.article))?;
        }
        for merge in &claim.independent.reasons {
            writeln!(out, "- {}: {}", capital(document::MergeKind::from(merge.kind).word()), text(&merge.detail))?;
        }
        wordings(out, story, claim)?;
        changes(out, &changed::of(story, claim))?;
    }
    Ok(())
}

fn wordings(out: &mut String, story: &Story, claim: &Claim) -> std::fmt::Result {
    let base = wording::of(story, claim.first);
    let against = text(&reading::base_word(story, claim));
    writeln!(out, "\nEvery wording, held against {against}: ~~left out~~, **put in**, _word of likelihood_.\n")?;
    for (id, manner) in claim.statements.iter().zip(wording::manners(story, claim, &claim.statements)) {
        let Some(statement) = story.statements.get(id.0) else { continue };
        let Some(article) = story.articles.get(statement.article.0) else { continue };
        let own = wording::of(story, *id);
        let pieces = if *id == claim.first { wording::alone(&own) } else { wording::compare(&base, &own).pieces };
        let manner = text(&manner.words);
        let chain: Vec<String> = reading::chain(story, statement).into_iter().map(wiki).collect();
        writeln!(out, "- {} ({manner}, {}): {}", chain.join(" ← "), article_link(statement.article), marked(&pieces))?;
        writeln!(out, "  `{}`", code(&reading::place(article, statement.extent())))?;
    }
    Ok(())
}

/// What of the quotations changed, with both wordings.
fn changes(out: &mut String, changes: &[Changed]) -> std::fmt::Result {
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nHow the words changed:\n")?;
    for change in changes {
        let side = |side: &changed::Wording, mark: &str| {
            let words = if side.words.is_empty() { String::new() } else { format!("{mark}{}{mark}", text(&side.words)) };
            format!("{} “{}{words}{}”", wiki(&side.outlet), spaced(&side.before), spaced(&side.behind))
        };
        writeln!(out, "- {}: {} {} {}", capital(change.word()), side(&change.from, "~~"), change.arrow(), side(&change.to, "**"))?;
        writeln!(out, "  `{}` `{}`", code(&change.from.place), code(&change.to.place))?;
    }
    Ok(())
}

/// The changes of quotations that stand in no claim.
fn changes_elsewhere(out: &mut String, story: &Story) -> std::fmt::Result {
    let told: Vec<Changed> = story.claims.iter().flat_map(|claim| changed::of(story, claim)).collect();
    let rest: Vec<Changed> = changed::all(story).into_iter().filter(|change| !told.contains(change)).collect();
    if !rest.is_empty() {
        writeln!(out, "\n## Other quotations")?;
    }
    changes(out, &rest)
}

/// Words escaped, with the space before and behind them.
fn spaced(words: &str) -> String {
    let space = |is: bool| if is { " " } else { "" };
    format!("{}{}{}", space(words.starts_with(' ')), text(words), space(words.ends_with(' ') && words.len() > 1))
}

/// Struck where words of the first report are missing, bold where words are new, emphasis on words of likelihood.
fn marked(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for group in pieces.chunk_by(|one, next| one.mark == next.mark && (one.mark != Mark::Same || one.hedge == next.hedge)) {
        let whole: String = group.iter().map(|piece| piece.text.as_str()).collect();
        let around = match (group[0].mark, group[0].hedge) {
            (Mark::Same, false) => "",
            (Mark::Same, true) => "_",
            (Mark::Added, _) => "**",
            (Mark::Missing, _) => "~~",
        };
        if whole.starts_with(char::is_whitespace) {
            out.push(' ');
        }
        out.extend([around, text(&whole).trim(), around]);
        if whole.ends_with(char::is_whitespace) {
            out.push(' ');
        }
    }
    out
}

fn conflicts(out: &mut String, story: &Story) -> std::fmt::Result {
    if story.conflicts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Conflicts\n")?;
    for conflict in &story.conflicts {
        let kind = capital(document::ConflictKind::from(conflict.kind).word());
        let kind = if conflict.certain { kind } else { format!("{kind} (possible)") };
        writeln!(out, "- {kind}: {}", text(&conflict.detail))?;
        for side in &conflict.sides {
            let holders: Vec<String> = reading::holders(story, side).into_iter().map(wiki).collect();
            writeln!(out, "  - {}", holders.join(", "))?;
            for statement in side.statements.iter().filter_map(|id| story.statements.get(id.0)) {
                let chain: Vec<String> = reading::chain(story, statement).into_iter().map(wiki).collect();
                let words = text(&reading::statement_words(story, statement));
                writeln!(out, "    - {} ({}): {words}", chain.join(" ← "), article_link(statement.article))?;
            }
        }
    }
    Ok(())
}

fn forecasts(out: &mut String, story: &Story) -> std::fmt::Result {
    if story.forecasts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Forecasts\n")?;
    for group in reading::foretold(story) {
        let forecast = &story.forecasts[group[0]];
        let Some(statement) = story.statements.get(forecast.statement.0) else { continue };
        let words = text(&reading::statement_words(story, statement));
        let who = statement.origin().map_or_else(|| "no source named".to_owned(), |voice| wiki(&voice.name));
        let settled = forecast.status != headwater_core::ForecastStatus::Open;
        write!(out, "- [{}] {words} ({who}, {}", if settled { 'x' } else { ' ' }, article_link(statement.article))?;
        if let Some(likelihood) = &forecast.likelihood {
            write!(out, "; {}, {}–{} %", text(&likelihood.term), likelihood.low, likelihood.high)?;
        }
        if let Some(due) = forecast.due {
            write!(out, "; due {}", reading::range_words(due.from, due.to))?;
        }
        if group.len() > 1 {
            write!(out, "; told {} times", group.len())?;
        }
        writeln!(out, "; {})", document::ForecastStatus::from(forecast.status).word())?;
    }
    Ok(())
}

fn timeline(out: &mut String, story: &Story) -> std::fmt::Result {
    if story.timeline.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Timeline\n")?;
    for event in &story.timeline {
        let mut reports: Vec<ArticleId> = event.mentions.iter().map(|mention| mention.article).collect();
        reports.dedup();
        let reports: Vec<String> = reports.into_iter().map(article_link).collect();
        writeln!(out, "- **{}** {} ({})", event.date, text(&event.text), reports.join(", "))?;
    }
    Ok(())
}

/// Who says what: every voice that is the origin of something, with the reports that carry it.
fn actors(out: &mut String, story: &Story) -> std::fmt::Result {
    let mut said: BTreeMap<usize, BTreeMap<ArticleId, usize>> = BTreeMap::new();
    for statement in &story.statements {
        if let Some(origin) = statement.origin() {
            *said.entry(origin.actor.0).or_default().entry(statement.article).or_default() += 1;
        }
    }
    if said.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Who says what\n")?;
    for (actor, reports) in said {
        let Some(actor) = story.actors.get(actor) else { continue };
        let role = actor.role.as_deref().map(|role| format!(", {}", text(role))).unwrap_or_default();
        let total: usize = reports.values().sum();
        let reports: Vec<String> = reports.into_keys().map(article_link).collect();
        writeln!(out, "- {}{role}: {} in {}", wiki(&actor.name), count(total, "statement"), reports.join(", "))?;
    }
    Ok(())
}

fn reports(out: &mut String, story: &Story) -> std::fmt::Result {
    if story.articles.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Reports")?;
    for id in reading::in_order_of_time(story) {
        let article = &story.articles[id.0];
        let title = article.title.as_deref().map(text).unwrap_or_default();
        writeln!(out, "\n### {}\n\n**{}**, {}  \n{title}\n", article_id(id), wiki(reading::outlet(article)), reading::published(article))?;
        for (label, value) in
            [("By", Some(article.authors.join(", "))), ("Agency", article.agency.clone()), ("Distributor", article.distributor.clone())]
        {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                writeln!(out, "- {label}: {}", text(&value))?;
            }
        }
        if let Some(url) = article.url.as_deref().and_then(crate::link::web) {
            writeln!(out, "- <{url}>")?;
        }
        writeln!(out, "- `{}`", code(&article.location))?;
        let claims = story.claims.iter().enumerate().filter(|(_, claim)| reading::how(claim, id).is_some());
        let claims: Vec<String> = claims.map(|(n, _)| format!("[c{0}](#c{0})", n + 1)).collect();
        if !claims.is_empty() {
            writeln!(out, "- Claims: {}", claims.join(", "))?;
        }
    }
    Ok(())
}

fn warnings(out: &mut String, story: &Story) -> std::fmt::Result {
    if story.warnings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Not read, not measured\n")?;
    for problem in &story.warnings {
        writeln!(out, "- `{}`: {}", code(&problem.location), text(&problem.message))?;
    }
    Ok(())
}

fn article_link(id: ArticleId) -> String {
    format!("[{0}](#{0})", article_id(id))
}

/// `[[Security Directorate]]`: a note of that name gathers everything that links to it.
fn wiki(name: &str) -> String {
    let kept: String = visible(name).chars().filter(|c| !"[]|#^\\<>`*_~%$".contains(*c)).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    if kept.is_empty() { "unnamed".to_owned() } else { format!("[[{kept}]]") }
}

/// Words from a report as plain text: every sign that Markdown, Obsidian or HTML would obey is escaped.
fn text(words: &str) -> String {
    let words = visible(words);
    let words = words.trim();
    let mut out = String::with_capacity(words.len());
    // `12.` or `-` where a line begins would begin a list.
    let number = words.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in words.char_indices() {
        let next = words[at + c.len_utf8()..].chars().next();
        let escape = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' | '^' | '>' => true,
            '!' => next == Some('['),
            '=' | '%' => next == Some(c),
            ':' => next == Some('/'),
            '-' | '+' => at == 0,
            '.' | ')' => number > 0 && at == number,
            _ => false,
        };
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ if escape => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// What stands between backticks.
fn code(words: &str) -> String {
    visible(words).replace('`', "'")
}

/// A YAML string.
fn yaml(words: &str) -> String {
    format!("\"{}\"", visible(words).trim().replace('\\', "\\\\").replace('"', "\\\""))
}

fn visible(words: &str) -> String {
    crate::visible::line(words)
}
