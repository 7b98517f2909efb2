//! Pages of every kind, each beside what a careful reader finds on it.
//!
//! To add one, put `NAME.html` or `NAME.txt` into `tests/pages/`, run with `HEADWATER_ACCEPT=1`, and mend `NAME.expected.json` by hand where the reader is wrong:
//! the test then fails until the code is right.

// A test says what is wrong by failing, and reads the pages that it holds the code against.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use headwater_article::read;
use headwater_core::{Article, Moment, Problem};
use serde_json::{Value, json};

#[test]
fn pages_are_read_as_expected() {
    let mut wrong = Vec::new();
    for page in pages() {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let (article, problems) = read(&name, &fs::read(&page).unwrap(), None);
        let found = serde_json::to_string_pretty(&told(&article, &problems)).unwrap() + "\n";
        let file = page.with_extension("expected.json");
        if std::env::var_os("HEADWATER_ACCEPT").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{name}:\n{}", difference(&expected, &found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The pages, in order of name.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.extension().is_some_and(|ending| ending != "json"));
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

/// What a reader wants to know of a page, and each part of its text with what it is.
fn told(article: &Article, problems: &[Problem]) -> Value {
    let date = |moment: Option<Moment>| {
        moment.map(|moment| match moment {
            Moment::Minute(time, Some(offset)) => format!("{time}{offset}"),
            Moment::Minute(time, None) => time.to_string(),
            Moment::Day(day) => day.to_string(),
            Moment::Month(year, month) => format!("{year}-{month:02}"),
            Moment::Year(year) => year.to_string(),
        })
    };
    let blocks = article.blocks.iter().filter_map(|block| {
        let text = block.span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = format!("{:?}", block.kind).to_lowercase();
        let label = block.why.as_ref().map_or(kind.clone(), |why| format!("{kind}: {why}"));
        (!text.is_empty()).then(|| json!([label, text]))
    });
    json!({
        "title": article.title,
        "authors": article.authors,
        "credited": article.credited,
        "outlet": article.outlet.as_ref().map(|outlet| &outlet.name),
        "agency": article.agency,
        "distributor": article.distributor,
        "published": date(article.published.as_ref().and_then(|date| date.value)),
        "modified": date(article.modified.as_ref().and_then(|date| date.value)),
        "blocks": blocks.collect::<Vec<Value>>(),
        "problems": problems.iter().map(|problem| &problem.message).collect::<Vec<_>>(),
    })
}

/// The lines that only one of two texts has.
fn difference(expected: &str, found: &str) -> String {
    let only = |lines: &str, other: &str, sign: char| -> Vec<String> {
        lines.lines().filter(|line| !other.lines().any(|known| known == *line)).map(|line| format!("{sign} {line}")).collect()
    };
    [only(expected, found, '-'), only(found, expected, '+')].concat().join("\n")
}
