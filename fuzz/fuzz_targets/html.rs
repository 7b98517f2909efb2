//! A web page: whatever the bytes, reading ends, and the blocks tile the text.

#![no_main]

use headwater_article::{Format, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (article, _) = read("page.html", bytes, Some(Format::Html));
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.span.start == end && block.span.end > end && article.text.is_char_boundary(block.span.end));
        end = block.span.end;
    }
    assert_eq!(end, article.text.len());
});
