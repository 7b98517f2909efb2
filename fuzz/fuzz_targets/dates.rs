//! Dates in every notation: as metadata, in an address, in a dateline, on the page.

#![no_main]

use headwater_article::{Format, Given, read_given};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let given = Given {
        format: Some(Format::Text),
        published: Some(text.to_owned()),
        modified: Some(text.chars().rev().collect()),
        captured: Some(text.to_owned()),
        url: Some(format!("https://gazette.example/{text}")),
        ..Given::default()
    };
    let (article, _) = read_given("page.txt", format!("The wall falls\n\nPosted: {text}\n\nThe wall fell.").as_bytes(), &given);
    for date in [article.published, article.modified].into_iter().flatten() {
        let _ = date.day();
    }
});
