//! The story as tables for spreadsheets and data frames: claims, statements, chains, forecasts.
//!
//! RFC 4180, UTF-8, a header line, lines ended by CR LF, positions in code points as in the JSON document. Ids are the document's.
//! A cell that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` or a control character at its start) gets an apostrophe before it, and so
//! does one that begins with an apostrophe before such a sign: who takes one leading apostrophe away has the words again.

use headwater_core::{ArticleId, ClaimId, SpreadKind, StatementId, Story};

use crate::{
    document::{self, Document, article_id, claim_id, statement_id},
    reading,
};

/// Which table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    /// A line for each claim: in how many reports, from how many origins, who had it first, in which wordings.
    Claims,
    /// A line for each statement: where it stands, what it says, who says it through whom.
    Statements,
    /// A line for each link of each chain.
    Chains,
    /// A line for each forecast: what is foretold by whom, how likely, by when, on what condition, and what became of it.
    Forecasts,
}

/// One table of the story.
pub fn csv(story: &Story, table: Table) -> String {
    match table {
        Table::Claims => claims(story),
        Table::Statements => statements(story),
        Table::Chains => chains(story),
        Table::Forecasts => forecasts(story),
    }
}

fn claims(story: &Story) -> String {
    let mut out = Lines::new(&[
        "claim",
        "text",
        "reports",
        "independent_at_least",
        "independent_at_most",
        "origins",
        "first_statement",
        "first_article",
        "first_outlet",
        "first_published",
        "verbatim",
        "cut",
        "reworded",
        "own",
        "conflicts",
        "statements",
    ]);
    for (n, claim) in story.claims.iter().enumerate() {
        let first = story.statements.get(claim.first.0).map(|statement| statement.article);
        let wordings = |how: SpreadKind| claim.spread.iter().filter(|spread| spread.how == how).count().to_string();
        let conflicts = story.conflicts.iter().filter(|conflict| conflict.statements().iter().any(|id| claim.statements.contains(id)));
        let origins: Vec<&str> = claim.origins.iter().map(|voice| voice.name.as_str()).collect();
        out.line(&[
            &claim_id(ClaimId(n)),
            &claim.text,
            &claim.spread.len().to_string(),
            &claim.independent.at_least.to_string(),
            &claim.independent.at_most.to_string(),
            &origins.join("; "),
            &statement_id(claim.first),
            &first.map(article_id).unwrap_or_default(),
            &outlet(story, first),
            &published(story, first),
            &wordings(SpreadKind::Verbatim),
            &wordings(SpreadKind::Cut),
            &wordings(SpreadKind::Reworded),
            &wordings(SpreadKind::Own),
            &conflicts.count().to_string(),
            &claim.statements.iter().map(|id| statement_id(*id)).collect::<Vec<_>>().join(" "),
        ]);
    }
    out.0
}

fn statements(story: &Story) -> String {
    let mut out = Lines::new(&[
        "statement",
        "article",
        "outlet",
        "published",
        "location",
        "start",
        "end",
        "content",
        "source",
        "cue",
        "chain",
        "origin",
        "form",
        "act",
        "polarity",
        "certainty",
        "certainty_low",
        "certainty_high",
        "said_on",
        "within",
        "claims",
    ]);
    let mut claims = vec![Vec::new(); story.statements.len()];
    for (n, claim) in story.claims.iter().enumerate() {
        for id in &claim.statements {
            if let Some(of) = claims.get_mut(id.0) {
                of.push(claim_id(ClaimId(n)));
            }
        }
    }
    // The document has turned bytes into code points already.
    let document = Document::from(story);
    for ((statement, twin), claims) in story.statements.iter().zip(&document.statements).zip(claims) {
        let article = story.articles.get(statement.article.0);
        let text = article.map_or("", |article| &article.text);
        let words = |spans: &[headwater_core::Span]| spans.iter().map(|span| reading::words(text, *span)).collect::<Vec<_>>().join(" … ");
        let names: Vec<&str> = statement.chain.iter().map(|voice| voice.name.as_str()).collect();
        let likelihood = |of: fn(&headwater_core::Certainty) -> String| statement.certainty.as_ref().map(of).unwrap_or_default();
        out.line(&[
            &twin.id,
            &twin.article,
            &outlet(story, Some(statement.article)),
            &published(story, Some(statement.article)),
            article.map_or("", |article| &article.location),
            &twin.content.first().map(|run| run.start.to_string()).unwrap_or_default(),
            &twin.content.last().map(|run| run.end.to_string()).unwrap_or_default(),
            &words(&statement.content),
            &words(&statement.source),
            &words(&statement.cue),
            &names.join(" < "),
            names.last().copied().unwrap_or_default(),
            twin.form.word(),
            twin.act.word(),
            twin.polarity.word(),
            &likelihood(|it| it.term.clone()),
            &likelihood(|it| it.low.to_string()),
            &likelihood(|it| it.high.to_string()),
            twin.said_on.as_deref().unwrap_or_default(),
            twin.within.as_deref().unwrap_or_default(),
            &claims.join(" "),
        ]);
    }
    out.0
}

fn chains(story: &Story) -> String {
    let mut out = Lines::new(&["statement", "article", "outlet", "position", "actor", "name", "kind", "part"]);
    for (n, statement) in story.statements.iter().enumerate() {
        for (at, voice) in statement.chain.iter().enumerate() {
            let kind = story.actors.get(voice.actor.0).map_or("", |actor| document::ActorKind::from(actor.kind).word());
            out.line(&[
                &statement_id(StatementId(n)),
                &article_id(statement.article),
                &outlet(story, Some(statement.article)),
                &(at + 1).to_string(),
                &document::actor_id(voice.actor),
                &voice.name,
                kind,
                if at + 1 == statement.chain.len() { "origin" } else { "relay" },
            ]);
        }
    }
    out.0
}

fn forecasts(story: &Story) -> String {
    let mut out = Lines::new(&[
        "statement",
        "article",
        "outlet",
        "published",
        "place",
        "content",
        "chain",
        "likelihood",
        "likelihood_low",
        "likelihood_high",
        "due_from",
        "due_to",
        "condition",
        "status",
        "settled_by",
        "outcome",
    ]);
    for forecast in &story.forecasts {
        let Some(statement) = story.statements.get(forecast.statement.0) else { continue };
        let Some(article) = story.articles.get(statement.article.0) else { continue };
        let names: Vec<&str> = statement.chain.iter().map(|voice| voice.name.as_str()).collect();
        let likelihood = |of: fn(&headwater_core::Certainty) -> String| forecast.likelihood.as_ref().map(of).unwrap_or_default();
        let outcome = forecast.settled_by.and_then(|id| story.statements.get(id.0));
        out.line(&[
            &statement_id(forecast.statement),
            &article_id(statement.article),
            &outlet(story, Some(statement.article)),
            &published(story, Some(statement.article)),
            &reading::place(article, statement.extent()),
            &reading::statement_words(story, statement),
            &names.join(" < "),
            &likelihood(|it| it.term.clone()),
            &likelihood(|it| it.low.to_string()),
            &likelihood(|it| it.high.to_string()),
            &forecast.due.map(|due| due.from.to_string()).unwrap_or_default(),
            &forecast.due.map(|due| due.to.to_string()).unwrap_or_default(),
            forecast.condition.map(|span| reading::words(&article.text, span)).unwrap_or_default(),
            document::ForecastStatus::from(forecast.status).word(),
            &forecast.settled_by.map(statement_id).unwrap_or_default(),
            &outcome.map(|outcome| reading::statement_words(story, outcome)).unwrap_or_default(),
        ]);
    }
    out.0
}

fn outlet(story: &Story, id: Option<ArticleId>) -> String {
    id.and_then(|id| story.articles.get(id.0)).map(|article| reading::outlet(article).to_owned()).unwrap_or_default()
}

fn published(story: &Story, id: Option<ArticleId>) -> String {
    let date = id.and_then(|id| story.articles.get(id.0)?.published.as_ref()?.value);
    date.map(document::iso).unwrap_or_default()
}

/// Lines of a table in the making.
struct Lines(String);

impl Lines {
    fn new(header: &[&str]) -> Self {
        let mut lines = Self(String::new());
        lines.line(header);
        lines
    }

    fn line(&mut self, cells: &[&str]) {
        for (n, cell) in cells.iter().enumerate() {
            if n > 0 {
                self.0.push(',');
            }
            self.cell(cell);
        }
        self.0.push_str("\r\n");
    }

    fn cell(&mut self, text: &str) {
        let formula = text.trim_start_matches('\'').starts_with(|c: char| "=+-@".contains(c) || c.is_control());
        let text = if formula { format!("'{text}") } else { text.to_owned() };
        if text.contains(['"', ',', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
            self.0.extend(["\"", &text.replace('"', "\"\""), "\""]);
        } else {
            self.0.push_str(&text);
        }
    }
}
