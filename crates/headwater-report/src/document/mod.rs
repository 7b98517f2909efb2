//! The story document: what `--format json` prints, and what every other program reads.
//!
//! Three steps, each in a module of its own: the shape ([`Document`] and its parts), a story into a document, a document back into a story.
//! Positions are bytes inside the program and code points in a document; `positions` is the only place that turns one into the other.

mod positions;
mod read;
mod types;
mod write;

use headwater_core::{Article as ArticleNoun, Span, Statement as StatementNoun, StatementId, Story};
use serde::Serialize;

pub use positions::Positions;
pub use read::{DocumentError, story};
pub use types::*;
pub use write::{actor_id, article_id, articles, claim_id, iso, statement_id};

/// How JSON is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// Indented, for people.
    #[default]
    Pretty,
    /// On one line, for programs.
    Compact,
}

/// The story document as JSON, with a line end behind it.
pub fn json(story: &Story, layout: Layout) -> String {
    print(&Document::from(story), layout)
}

/// The articles alone as a JSON array, with a line end behind it.
pub fn articles_json(list: &[ArticleNoun], layout: Layout) -> String {
    print(&articles(list), layout)
}

/// The forecasts alone as a JSON array, with a line end behind it. Their ids are those of the whole document.
pub fn forecasts_json(story: &Story, layout: Layout) -> String {
    print(&Document::from(story).forecasts, layout)
}

/// The JSON Schema (draft 2020-12) of the story document, with a line end behind it.
pub fn schema() -> String {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    print(&settings.into_generator().into_root_schema_for::<Document>(), Layout::Pretty)
}

/// One line of `headwater statements`: the attribution relations of one text, in its own code points.
///
/// `id` is given back as it came. The statements must be those of `text` alone: `nested_in` is a position in this list.
pub fn statements_line(id: &serde_json::Value, text: &str, statements: &[StatementNoun]) -> String {
    let positions = Positions::new(text);
    let ranges = |spans: &[Span]| spans.iter().map(|span| positions.range(*span)).collect();
    let attribution = |statement: &StatementNoun| Attribution {
        source: ranges(&statement.source),
        cue: ranges(&statement.cue),
        content: ranges(&statement.content),
        nested_in: statement.within.map(|StatementId(n)| n),
        chain: statement.chain.iter().map(|voice| voice.name.clone()).collect(),
    };
    print(&AttributionLine { id, attributions: statements.iter().map(attribution).collect() }, Layout::Compact)
}

#[derive(Serialize)]
struct AttributionLine<'a> {
    id: &'a serde_json::Value,
    attributions: Vec<Attribution>,
}

#[derive(Serialize)]
struct Attribution {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
    nested_in: Option<usize>,
    chain: Vec<String>,
}

pub(crate) fn print(value: &impl Serialize, layout: Layout) -> String {
    let json = match layout {
        Layout::Pretty => serde_json::to_string_pretty(value),
        Layout::Compact => serde_json::to_string(value),
    };
    // Strings and numbers written into memory cannot fail; only foreign writers and maps with odd keys do.
    let mut json = json.unwrap_or_default();
    json.push('\n');
    json
}
