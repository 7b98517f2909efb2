//! Pages read by us and by others, in one form.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use flate2::read::MultiGzDecoder;
use headwater_article::training::{Classifiers, is_spoken, read_with};
use headwater_article::{Given, Together, outline};
use headwater_core::{Article, ArticleDate, BlockKind, Moment};
use serde_json::Value;

use super::measures::tidy;
use crate::run;

/// A page of a set.
pub struct Page {
    pub set: &'static str,
    pub id: String,
    /// HTML with gzip, or text.
    pub path: PathBuf,
}

impl Page {
    /// The page as it was saved as text.
    pub fn saved(&self, folder: &Path) -> Self {
        Self { set: self.set, id: self.id.clone(), path: folder.join(self.set).join(format!("{}.txt", self.id)) }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = std::fs::read(&self.path).with_context(|| self.path.display().to_string())?;
        if self.path.extension().is_some_and(|ending| ending == "gz") {
            let mut page = Vec::new();
            MultiGzDecoder::new(&bytes[..]).read_to_end(&mut page)?;
            return Ok(page);
        }
        Ok(bytes)
    }
}

/// What a reader says of a page; empty where it says nothing.
#[derive(Default)]
pub struct Reading {
    pub paragraphs: Vec<String>,
    /// Those of them that are the standfirst, where a reader tells it from the report.
    pub standfirst: usize,
    pub title: String,
    pub authors: Vec<String>,
    /// Bodies in the byline.
    pub bodies: Vec<String>,
    pub published: String,
    pub modified: String,
    pub seconds: f64,
}

/// Reads as users do, each page with the classifiers that did not learn from its outlet where `folds` has them.
/// A page that is not there is read as empty.
/// `together` tells whether they are read as one input.
pub fn own(pages: &[&Page], folds: Option<&Path>, together: bool) -> Result<Vec<Reading>> {
    let held_out = folds.map(Folds::read).transpose()?;
    let mut outlines = Vec::new();
    for page in pages.iter().filter(|page| together && page.path.exists()) {
        outlines.extend(outline("page.txt", &page.bytes()?, &Given::default()));
    }
    let others = Together::new(outlines);
    let mut readings = Vec::with_capacity(pages.len());
    let mut at = 0;
    for page in pages {
        if !page.path.exists() {
            readings.push(Reading::default());
            continue;
        }
        let bytes = page.bytes()?;
        let classifiers = held_out.as_ref().map_or(Ok(Classifiers::shipped()), |folds| folds.of(page))?;
        let name = page.path.file_name().map(|name| name.to_string_lossy().trim_end_matches(".gz").to_owned()).unwrap_or_default();
        if readings.is_empty() {
            // What is made once, tables and patterns, is no page's: the peers' imports are not counted either.
            read_with(&name, &bytes, None, classifiers);
        }
        let among = together.then_some((&others, at));
        at += 1;
        let start = cpu_seconds();
        let (article, _) = read_with(&name, &bytes, among, classifiers);
        readings.push(Reading { seconds: cpu_seconds() - start, ..reading(&article) });
    }
    Ok(readings)
}

/// Processor time of this thread so far; wall-clock time where the system does not tell. The peers, too, are timed so.
fn cpu_seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Classifiers by fold, and the fold of each page.
struct Folds {
    classifiers: Vec<Classifiers>,
    pages: BTreeMap<(String, String), usize>,
}

impl Folds {
    fn read(folder: &Path) -> Result<Self> {
        let text = |path: PathBuf| std::fs::read_to_string(&path).with_context(|| path.display().to_string());
        let mut classifiers = Vec::new();
        while folder.join(classifiers.len().to_string()).is_dir() {
            let own = folder.join(classifiers.len().to_string());
            let tables: Vec<String> =
                Classifiers::TABLES.iter().map(|name| text(own.join(format!("{name}.txt")))).collect::<Result<_>>()?;
            let read = Classifiers::read(std::array::from_fn(|at| tables[at].as_str()));
            classifiers.push(read.with_context(|| format!("{}: a damaged table", own.display()))?);
        }
        ensure!(!classifiers.is_empty(), "{}: no folds", folder.display());
        let mut pages = BTreeMap::new();
        for line in text(folder.join("pages.tsv"))?.lines() {
            let [set, id, fold] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            pages.insert((set.to_owned(), id.to_owned()), fold.parse()?);
        }
        Ok(Self { classifiers, pages })
    }

    fn of(&self, page: &Page) -> Result<&Classifiers> {
        let fold = self.pages.get(&(page.set.to_owned(), page.id.clone())).copied();
        fold.and_then(|fold| self.classifiers.get(fold)).with_context(|| format!("{}/{}: in no fold", page.set, page.id))
    }
}

fn reading(article: &Article) -> Reading {
    let mut paragraphs = Vec::new();
    let kinds = article.main_blocks().map(|(kind, _)| kind).filter(|kind| *kind != BlockKind::Headline);
    let standfirst = kinds.take_while(|kind| *kind == BlockKind::Subhead).count();
    // A dateline at a paragraph's head is a block of its own; the sets have it in the paragraph.
    let mut place = String::new();
    // What a link says to screen readers parts a sentence of saved text, not its paragraph.
    let (mut parted, mut open) = (false, false);
    for block in &article.blocks {
        let words = block.span.of(&article.text);
        if block.kind == BlockKind::Dropped && is_spoken(words) {
            parted = open;
            continue;
        }
        open = block.kind == BlockKind::Paragraph;
        let goes_on = std::mem::take(&mut parted) && block.kind == BlockKind::Paragraph;
        if let Some(last) = paragraphs.last_mut().filter(|last: &&mut String| goes_on && !last.ends_with(['.', '!', '?', '”', '"'])) {
            *last = tidy(&if words.starts_with([',', '.', ';', ':', ')']) { format!("{last}{words}") } else { format!("{last} {words}") });
            continue;
        }
        if block.kind == BlockKind::Dateline && !words.ends_with('\n') {
            words.clone_into(&mut place);
            continue;
        }
        if block.kind.is_main() && block.kind != BlockKind::Headline {
            paragraphs.push(tidy(&format!("{place}{words}")));
        }
        place.clear();
    }
    Reading {
        paragraphs,
        standfirst,
        title: article.title.clone().unwrap_or_default(),
        authors: article.authors.iter().map(|name| tidy(name)).collect(),
        bodies: article.credited.iter().map(|name| tidy(name)).collect(),
        published: day(article.published.as_ref()),
        modified: day(article.modified.as_ref()),
        seconds: 0.0,
    }
}

fn day(date: Option<&ArticleDate>) -> String {
    match date.and_then(|date| date.value) {
        Some(Moment::Minute(time, _)) => time.date().to_string(),
        Some(Moment::Day(day)) => day.to_string(),
        _ => String::new(),
    }
}

/// Reads with another program.
pub fn peer(python: &Path, name: &str, pages: &[&Page]) -> Result<Vec<Reading>> {
    let script = run::root().join("evaluation/peers/pages.py");
    let told = run::output(Command::new(python).arg("-W").arg("ignore").arg(script).arg(name).args(pages.iter().map(|page| &page.path)))?;
    let readings: Vec<Reading> = told
        .lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line)?;
            let text = |key: &str| tidy(value[key].as_str().unwrap_or_default());
            let lines =
                |key: &str| value[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(tidy).filter(|line| !line.is_empty());
            Ok(Reading {
                // List items are written with a dash.
                paragraphs: lines("paragraphs").map(|line| line.strip_prefix("- ").unwrap_or(&line).to_owned()).collect(),
                standfirst: 0,
                title: text("title"),
                authors: lines("authors").collect(),
                bodies: Vec::new(),
                published: text("date"),
                modified: String::new(),
                seconds: value["seconds"].as_f64().unwrap_or_default(),
            })
        })
        .collect::<Result<_>>()?;
    ensure!(readings.len() == pages.len(), "{name}: {} of {} pages read", readings.len(), pages.len());
    Ok(readings)
}
