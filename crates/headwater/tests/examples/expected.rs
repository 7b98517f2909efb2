//! The expectations as the files hold them, and texts made comparable.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What a careful reader finds in one page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The page's file, in the same folder.
    pub file: String,
    pub outlet: String,
    pub domain: Option<String>,
    pub title: String,
    pub authors: Vec<String>,
    /// `YYYY-MM-DD`, or none where neither the text nor the metadata dates the page.
    pub published: Option<String>,
    /// First and last day that the page's weekday words allow; only for a page without a date.
    pub not_before: Option<String>,
    pub not_after: Option<String>,
    pub agency: Option<String>,
    pub distributor: Option<String>,
    pub not_main: Vec<String>,
    pub statements: Vec<Statement>,
}

/// One statement of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub content: String,
    pub cue: Option<String>,
    pub source: Option<String>,
    /// Nearest to the page first; equally right names with `|` between them.
    pub chain: Vec<String>,
    pub form: String,
    pub act: String,
    pub said_on: Option<String>,
    /// Whether it may be missed.
    pub optional: bool,
    pub audience: Option<String>,
    pub polarity: Option<String>,
    pub certainty: Option<String>,
}

/// What a careful reader finds between the pages. References are `[page, first words of the content]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    pub claims: Vec<Claim>,
    pub conflicts: Vec<Pair>,
    pub not_conflicts: Vec<Pair>,
    pub forecasts: Vec<Forecast>,
    pub timeline: Vec<Event>,
    /// Two pages and words that they share.
    pub reuse: Vec<(String, String, String)>,
    pub copies: Vec<Copied>,
    pub circular: Vec<Circle>,
}

pub type Reference = (String, String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub name: String,
    pub origins: Vec<String>,
    pub independent: Independent,
    pub members: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Independent {
    pub at_least: usize,
    pub at_most: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub a: Reference,
    pub b: Reference,
    pub kind: Option<String>,
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    pub statement: Reference,
    pub by: Option<String>,
    pub condition: Option<String>,
    pub likelihood: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub date: String,
    pub what: String,
    pub members: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copied {
    pub copy: String,
    pub of: String,
    pub basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circle {
    pub pages: Vec<String>,
    pub statements: Vec<Reference>,
}

/// A story's folder with its pages, in order of name.
pub struct Folder {
    pub path: PathBuf,
    pub pages: Vec<(String, Page)>,
    pub story: Story,
}

impl Folder {
    /// The page of that name.
    pub fn page(&self, name: &str) -> &Page {
        &self.pages.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no page {name} in {}", self.path.display())).1
    }

    /// The statements of a reference: those of its page whose content begins with its words.
    pub fn statements(&self, (page, words): &Reference) -> Vec<&Statement> {
        self.page(page).statements.iter().filter(|statement| statement.content.starts_with(words)).collect()
    }
}

/// Every story under `examples/`.
pub fn folders() -> Vec<Folder> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(&examples).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.into_iter().map(folder).collect()
}

fn folder(path: PathBuf) -> Folder {
    let mut names: Vec<String> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let pages = names
        .iter()
        .filter_map(|name| name.strip_suffix(".expected.json"))
        .filter(|name| *name != "story")
        .map(|name| (name.to_owned(), parse(&path.join(format!("{name}.expected.json")))))
        .collect();
    let story = parse(&path.join("story.expected.json"));
    Folder { path, pages, story }
}

fn parse<T: for<'a> Deserialize<'a>>(path: &Path) -> T {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text with its white space folded: how a page breaks its lines is no part of what it says.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with straight quotation marks and apostrophes.
pub fn straight(text: &str) -> String {
    text.replace(['‘', '’'], "'").replace(['“', '”'], "\"")
}
