//! Corpora: one JSON object a line, a page each.
//!
//! Whoever makes a corpus names its fields differently; the names that are common are all understood ([`FIELDS`]).

use std::io::BufRead;

use headwater_article::{Format, Given};
use serde_json::{Map, Value};

use crate::bounded::line;
use crate::members::{Members, Whole};
use crate::{Found, Page, lost, unreadable};

/// Bytes of one line.
const LINE: usize = 64 << 20;

/// What a field may be called, the usual name first.
struct Names {
    html: &'static [&'static str],
    text: &'static [&'static str],
    url: &'static [&'static str],
    title: &'static [&'static str],
    authors: &'static [&'static str],
    outlet: &'static [&'static str],
    language: &'static [&'static str],
    published: &'static [&'static str],
    modified: &'static [&'static str],
    captured: &'static [&'static str],
}

/// Names of fields in the corpora of news that are about.
const FIELDS: Names = Names {
    html: &["html", "raw_html", "content_html"],
    text: &["text", "content", "body", "maintext", "article", "content_text"],
    url: &["url", "link", "source_url", "canonical_url"],
    title: &["title", "headline"],
    authors: &["authors", "author", "byline", "creator"],
    outlet: &["outlet", "publisher", "source", "site_name", "sitename", "publication"],
    language: &["language", "lang"],
    published: &["published", "date_published", "published_at", "publish_date", "pub_date", "pubDate", "publication_date", "date"],
    modified: &["modified", "date_modified", "updated", "updated_at"],
    captured: &["captured", "date_download", "fetched", "crawled", "retrieved"],
};

/// Whether an object is a line of a corpus.
pub(crate) fn is_page(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| content(fields, FIELDS.html).or_else(|| content(fields, FIELDS.text)).is_some())
}

/// The pages of a corpus.
pub(crate) struct Pages<R: BufRead> {
    location: String,
    source: std::io::BufReader<Whole<R>>,
    line: usize,
    done: bool,
}

impl<R: BufRead> Pages<R> {
    pub fn new(location: &str, source: Members<R>) -> Self {
        Self { location: location.to_owned(), source: std::io::BufReader::new(source.whole()), line: 0, done: false }
    }
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let mut bytes = Vec::new();
        while !self.done {
            let fits = match line(&mut self.source, LINE, &mut bytes) {
                Ok(fits) => fits,
                Err(error) => {
                    self.done = true;
                    return Some(unreadable(&format!("{}#line {}", self.location, self.line + 1), &error));
                }
            };
            if bytes.is_empty() {
                return None;
            }
            self.line += 1;
            let location = format!("{}#line {}", self.location, self.line);
            if !fits {
                return Some(lost(&location, format!("longer than {} MiB: passed over", LINE >> 20)));
            }
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii();
            if !bytes.is_empty() {
                return Some(page(location, bytes));
            }
        }
        None
    }
}

/// One line of a corpus.
fn page(location: String, line: &[u8]) -> Found {
    let fields = match serde_json::from_slice::<Value>(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return lost(&location, "a line is one JSON object, {\"url\": …, \"html\" or \"text\": …}"),
        Err(error) => return lost(&location, format!("no valid JSON: {error}")),
    };
    let (format, content) = match (content(&fields, FIELDS.html), content(&fields, FIELDS.text)) {
        (Some(html), _) => (Format::Html, html),
        (None, Some(text)) => (Format::Text, text),
        (None, None) => return lost(&location, "the object has neither \"html\" nor \"text\""),
    };
    let given = Given {
        format: Some(format),
        charset: Some("utf-8".to_owned()),
        url: text(&fields, FIELDS.url),
        title: text(&fields, FIELDS.title),
        authors: FIELDS.authors.iter().find_map(|name| fields.get(*name)).map(names).unwrap_or_default(),
        outlet: FIELDS.outlet.iter().find_map(|name| fields.get(*name)).and_then(|value| names(value).into_iter().next()),
        language: text(&fields, FIELDS.language),
        published: text(&fields, FIELDS.published),
        modified: text(&fields, FIELDS.modified),
        captured: text(&fields, FIELDS.captured),
        ..Given::default()
    };
    Found::Page(Page { location, id: fields.get("id").cloned(), bytes: content.into_bytes(), given })
}

/// The first of these fields that holds text, be it empty.
fn content(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| fields.get(*name)?.as_str()).map(str::to_owned)
}

/// The first of these fields that holds words.
fn text(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| fields.get(*name)?.as_str()).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// Names given as text, as an object with a `name`, or as a list of either.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) if !name.trim().is_empty() => vec![name.trim().to_owned()],
        Value::Object(fields) => fields.get("name").or_else(|| fields.get("title")).map(names).unwrap_or_default(),
        Value::Array(values) => values.iter().filter(|value| !value.is_array()).flat_map(names).collect(),
        _ => Vec::new(),
    }
}
