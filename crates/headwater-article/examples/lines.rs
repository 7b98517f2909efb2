//! Prints every line of pages with the numbers by which it is judged, as JSON lines: what `training/pages` learns from.
//!
//! `lines html|text FILE…`
//!
//! `lines html|text SCORES.jsonl FILE…` prints the numbers by which lines are judged again. Each line of SCORES is one page's: a list of lists of
//! what a first classifier said of each of its lines.
//!
//! `lines siblings GROUPS.jsonl` prints the numbers by which the lines of a text are judged again that has others of its outlet beside it. Each line of
//! GROUPS lists files, the text and those that it is read with, then how like titles its lines are, and what a first classifier said of them.

#![allow(clippy::disallowed_methods, reason = "a program, not the library")]

use std::io::{self, Write as _};

use headwater_article::{Format, training};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let format = match arguments.next().as_deref() {
        Some("siblings") => return siblings(&arguments.next().unwrap_or_default()),
        Some("html") => Format::Html,
        Some("text") => Format::Text,
        _ => return Err(io::Error::other("usage: lines html|text [SCORES.jsonl] FILE…, lines siblings GROUPS.jsonl")),
    };
    let mut arguments = arguments.peekable();
    if let Some(scores) = arguments.next_if(|argument| std::path::Path::new(argument).extension().is_some_and(|ending| ending == "jsonl")) {
        return contexts(&scores, format, arguments);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for path in arguments {
        let bytes = std::fs::read(&path)?;
        let rows: Vec<serde_json::Value> =
            training::rows(&path, &bytes, format).into_iter().map(|row| serde_json::json!([row.words, row.numbers])).collect();
        let (article, _) = headwater_article::read(&path, &bytes, Some(format));
        let report: Vec<&str> = article
            .main_blocks()
            .filter(|(kind, _)| *kind != headwater_core::BlockKind::Headline)
            .map(|(_, span)| span.of(&article.text))
            .collect();
        writeln!(out, "{}", serde_json::json!({ "title": article.title, "report": report, "rows": rows }))?;
    }
    out.flush()
}

fn contexts(scores: &str, format: Format, paths: impl Iterator<Item = String>) -> io::Result<()> {
    let scores = std::fs::read_to_string(scores)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (path, scores) in paths.zip(scores.lines()) {
        let scores: Vec<Vec<f32>> = serde_json::from_str(scores)?;
        writeln!(out, "{}", serde_json::json!(training::contexts(&path, &std::fs::read(&path)?, format, &scores)))?;
    }
    out.flush()
}

fn siblings(groups: &str) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for group in std::fs::read_to_string(groups)?.lines() {
        let (files, titles, scores): (Vec<String>, Vec<f32>, Vec<f32>) = serde_json::from_str(group)?;
        let texts: Vec<Vec<u8>> = files.iter().map(std::fs::read).collect::<Result<_, _>>()?;
        writeln!(out, "{}", serde_json::json!(training::sibling_numbers(&texts, &titles, &scores)))?;
    }
    out.flush()
}
