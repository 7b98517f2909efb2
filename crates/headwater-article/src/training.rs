//! What those need who train and measure the classifiers: the numbers by which lines are judged, and reading with others than the shipped ones.

use headwater_core::{Article, Problem};

pub use crate::classifiers::Classifiers;
use crate::{Format, Given, decode, html, saved, words};

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

/// Reads as [`crate::read`] does, with other classifiers: a page is measured with those that never saw its outlet.
pub fn read_with(location: &str, bytes: &[u8], format: Option<Format>, classifiers: &Classifiers) -> (Article, Vec<Problem>) {
    crate::read_with(location, bytes, &Given { format, ..Given::default() }, classifiers)
}

/// Whether an entry among authors is no person's name but an agency's or a desk's.
pub fn is_body(name: &str) -> bool {
    words::agency(name).is_some() || words::is_desk(name)
}
