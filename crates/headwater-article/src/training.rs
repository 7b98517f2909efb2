//! The numbers by which lines are judged, for those who train the classifiers.

use crate::{Format, decode, html, saved};

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
