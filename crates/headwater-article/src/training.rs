//! What those need who train and measure the classifiers: the numbers by which lines are judged, and reading with others than the shipped ones.

use headwater_core::{Article, Problem};

pub use crate::classifiers::Classifiers;
use crate::{Format, Given, Together, decode, html, saved, words};

/// One line of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Its words.
    pub words: String,
    /// One value for each name of [`names`].
    pub numbers: Vec<f32>,
}

/// Names of the numbers for pages of a format.
pub fn names(format: Format) -> Vec<String> {
    match format {
        Format::Html => html::names(),
        Format::Text | Format::Plain => saved::names(),
    }
}

/// Every line of a page with its numbers.
pub fn rows(location: &str, bytes: &[u8], format: Format) -> Vec<Row> {
    let text = decode::decode(bytes, None).text;
    let rows = match format {
        Format::Html => html::numbers(location, &text),
        Format::Text | Format::Plain => saved::numbers(&text),
    };
    rows.into_iter().map(|(words, numbers)| Row { words, numbers }).collect()
}

/// The numbers by which every line is judged again, one table for each list of what a first classifier said of the lines: of web pages how likely they
/// are the report's, of saved text how like titles they are.
pub fn contexts(location: &str, bytes: &[u8], format: Format, scores: &[Vec<f32>]) -> Vec<Vec<Vec<f32>>> {
    let text = decode::decode(bytes, None).text;
    match format {
        Format::Html => html::contexts(location, &text, scores),
        Format::Text | Format::Plain => saved::title_places(&text, scores),
    }
}

/// The numbers by which the lines of the first of `texts` are judged again where it has siblings among them; else none. `titles` and `scores` are what
/// first classifiers say of its lines: how like titles they are, and how likely the report's.
pub fn sibling_numbers(texts: &[Vec<u8>], titles: &[f32], scores: &[f32]) -> Vec<Vec<f32>> {
    let texts: Vec<String> = texts.iter().map(|bytes| decode::decode(bytes, None).text).collect();
    let together = Together::new(texts.iter().map(|text| saved::Outline::of(text)).collect());
    let siblings = together.of(0);
    match texts.first() {
        Some(text) if !siblings.is_empty() => saved::sibling_numbers(text, &siblings, titles, scores),
        _ => Vec::new(),
    }
}

/// Reads as [`crate::read_among`] does, with other classifiers: a page is measured with those that never saw its outlet.
pub fn read_with(location: &str, bytes: &[u8], among: Option<(&Together, usize)>, classifiers: &Classifiers) -> (Article, Vec<Problem>) {
    crate::read_with(location, bytes, &Given::default(), among.unwrap_or((&Together::default(), 0)), classifiers)
}

/// Whether an entry among authors is no person's name but an agency's or a desk's.
pub fn is_body(name: &str) -> bool {
    words::agency(name).is_some() || words::is_desk(name)
}

/// Whether words stand in saved text because a link says them to screen readers: they are in a block of their own, in the middle of a paragraph.
pub fn is_spoken(words: &str) -> bool {
    saved::is_spoken(words.trim())
}
