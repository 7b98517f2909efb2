//! Bytes of a page in, an [`Article`] out.
//!
//! ```text
//! bytes ─► decode ─► html  ─► labels + facts ─► tile, settle ─► Article
//!          charset   saved
//!                    plain
//! ```
//!
//! Each reader labels stretches of the readable text and collects what the page tells about itself; the rest is shared. Nothing is thrown away:
//! what is no part of the report stands in the text as a dropped block with its reason.

mod classifiers;
mod cues;
mod dateline;
mod dates;
mod decode;
mod duplicates;
mod facts;
mod forest;
mod given;
mod html;
mod language;
mod months;
mod names;
mod notes;
mod plain;
mod saved;
mod sniff;
mod tile;
pub mod training;
mod wording;
mod words;

pub use duplicates::duplicates;
use headwater_core::{Article, Problem};
use sha2::{Digest, Sha256};

use crate::classifiers::Classifiers;
use crate::facts::Facts;
pub use crate::given::Given;
pub use crate::saved::{Outline, Together};
use crate::sniff::Judged;
use crate::tile::Label;

/// Bytes of words of one report that are read: a long novel's.
const WORDS: usize = 1 << 20;

fn words_left_out() -> String {
    format!("more than {} MB of words: the rest is left out", WORDS >> 20)
}

/// How the bytes of a report are to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A web page.
    Html,
    /// A page saved as text, chrome and all: what select-all gives.
    Text,
    /// Running text that is all report: every paragraph is kept, positions are the given text's own.
    Plain,
}

/// Reads one report. Without a `format` it is judged by the location's ending and the bytes themselves.
///
/// A damaged page is no error: what can be read is in the article, what cannot is among the problems.
///
/// ```
/// let (article, problems) = headwater_article::read("wall.txt", b"The wall falls\n\nBy Ada Holm\n\nThe wall fell.", None);
/// assert_eq!(article.title.as_deref(), Some("The wall falls"));
/// assert!(problems.is_empty());
/// ```
pub fn read(location: &str, bytes: &[u8], format: Option<Format>) -> (Article, Vec<Problem>) {
    read_given(location, bytes, &Given { format, ..Given::default() })
}

/// Reads one report of which something is known from outside: what an archive's record, a feed's entry or a response's header says of it.
pub fn read_given(location: &str, bytes: &[u8], given: &Given) -> (Article, Vec<Problem>) {
    read_with(location, bytes, given, (&Together::default(), 0), Classifiers::shipped())
}

/// The outline of a page saved as text, by which others of its outlet are read better. None of anything else.
pub fn outline(location: &str, bytes: &[u8], given: &Given) -> Option<Outline> {
    let text = decode::decode(bytes, given.charset.as_deref()).text;
    let format = given.format.map_or_else(|| sniff::judge(location, bytes, &text), Judged::Page);
    (format == Judged::Page(Format::Text)).then(|| Outline::of(&text[..dateline::floor(&text, WORDS)]))
}

/// Reads a page saved as text as one of several: what others of its outlet have too is hardly its report. `at` is its place among their outlines.
///
/// ```
/// use headwater_article::{Format, Given, Together, outline, read_among};
///
/// let given = Given { format: Some(Format::Text), ..Given::default() };
/// let pages = [&b"The wall falls\n\nThe wall fell."[..], b"The ferry sails\n\nThe ferry sailed."];
/// let together = Together::new(pages.iter().filter_map(|page| outline("page", page, &given)).collect());
/// let (article, _) = read_among("page", pages[1], &given, (&together, 1));
/// assert_eq!(article.title.as_deref(), Some("The ferry sails"));
/// ```
pub fn read_among(location: &str, bytes: &[u8], given: &Given, (together, at): (&Together, usize)) -> (Article, Vec<Problem>) {
    read_with(location, bytes, given, (together, at), Classifiers::shipped())
}

fn read_with(
    location: &str,
    bytes: &[u8],
    given: &Given,
    (together, at): (&Together, usize),
    classifiers: &Classifiers,
) -> (Article, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut lost = |message: String| problems.push(Problem::lost(location, message));
    let mut article = Article { location: location.to_owned(), sha256: sha256(bytes), ..Article::default() };
    let mut decoded = decode::decode(bytes, given.charset.as_deref());
    let format = match given.format.map_or_else(|| sniff::judge(location, bytes, &decoded.text), Judged::Page) {
        Judged::Page(format) => format,
        Judged::Other(what) => {
            lost(format!("{what}: not a page of text"));
            return (article, problems);
        }
    };
    if decoded.text.trim().is_empty() {
        lost("nothing in it".to_owned());
        return (article, problems);
    }
    if let Some(loss) = decoded.loss {
        lost(loss);
    }
    // Of a web page its words are counted, not its markup.
    let cut = dateline::floor(&decoded.text, WORDS);
    if format != Format::Html && cut < decoded.text.len() {
        decoded.text.truncate(cut);
        lost(words_left_out());
    }
    let Page { text, labels, facts, problems: losses, advice } = match format {
        Format::Html => {
            html::read(given.url.as_deref().unwrap_or(location), &decoded.text, &[&classifiers.html, &classifiers.html_context])
        }
        Format::Text => saved::read(&decoded.text, &together.of(at), classifiers),
        Format::Plain => {
            let labels = plain::read(&decoded.text);
            Page { text: decoded.text, labels, ..Page::default() }
        }
    };
    losses.into_iter().for_each(&mut lost);
    article.blocks = tile::tile(&text, &labels);
    article.text = text;
    facts.settle(&mut article);
    given.settle(format, &mut article);
    if article.language.is_none() {
        let report: Vec<&str> = article.main_blocks().map(|(_, span)| span.of(&article.text)).take(40).collect();
        article.language = language::language(&report.join(" "));
    }
    if format != Format::Plain && article.main_blocks().next().is_none() {
        lost("no report found on the page".to_owned());
    }
    problems.extend(decoded.advice.into_iter().map(|message| Problem::advice(location, message)));
    problems.extend(given.doubts(&article).into_iter().map(|message| Problem::advice(location, message)));
    problems.extend(advice.into_iter().map(|message| Problem::advice(location, message)));
    (article, problems)
}

/// The text of bytes: by byte order mark, by valid UTF-8, by the `declared` encoding or the one that stands in them, by a detector.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    decode::decode(bytes, declared).text
}

/// What a reader gives of a page.
#[derive(Default)]
struct Page {
    /// Its readable text.
    text: String,
    /// What the stretches of the text are.
    labels: Vec<Label>,
    facts: Facts,
    /// What could not be read.
    problems: Vec<String>,
    /// What a reader should know.
    advice: Vec<String>,
}

/// SHA-256 of bytes in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::{Format, WORDS, read};

    #[test]
    fn text_is_bounded_as_pages_are() {
        for text in ["The wall fell. ".repeat(200_000), "The wall fell.\n\n".repeat(200_000), "ü".repeat(2 << 20)] {
            for format in [Format::Text, Format::Plain] {
                let (article, problems) = read("wall.txt", text.as_bytes(), Some(format));
                assert!(article.text.len() <= WORDS && article.text.len() > WORDS - 4);
                assert!(problems.iter().any(|problem| problem.lost && problem.message.contains("more than 1 MB of words")), "{problems:?}");
            }
        }
    }
}
