//! Files of articles, one JSON object a line: what large inputs are measured with.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

/// One article of a collection.
#[derive(Deserialize)]
pub struct Line {
    /// Its name in the collection.
    #[serde(default)]
    pub id: String,
    /// The body.
    #[serde(alias = "content")]
    pub text: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub date: Option<String>,
}

impl Line {
    /// The article as a page saved with select-all: headline, outlet and date above the body.
    pub fn page(&self) -> String {
        let head = [&self.title, &self.outlet, &self.date].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n\n");
        format!("{head}\n\n{}\n", self.text)
    }
}

/// The first `most` articles of a file; fewer are an error.
pub fn first(file: &Path, most: usize) -> Result<Vec<Line>> {
    let reader = BufReader::new(fs::File::open(file).with_context(|| format!("{}: could not be opened", file.display()))?);
    let mut articles = Vec::with_capacity(most);
    for (number, line) in reader.lines().enumerate().take(most) {
        articles.push(serde_json::from_str(&line?).with_context(|| format!("{}:{}", file.display(), number + 1))?);
    }
    ensure!(articles.len() == most, "{}: holds {} articles, {most} are needed", file.display(), articles.len());
    Ok(articles)
}
