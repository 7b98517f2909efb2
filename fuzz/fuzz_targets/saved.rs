//! Pages saved as text, alone and as one input: whatever the bytes, reading ends, and the blocks tile the text.

#![no_main]

use headwater_article::{Format, Given, Together, outline, read, read_among};
use headwater_core::Article;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check(&read("page.txt", bytes, Some(Format::Text)).0);
    // Pages of one outlet, as far as the halves share lines.
    let given = Given { format: Some(Format::Text), ..Given::default() };
    let halves = [bytes, &bytes[..bytes.len() / 2], &bytes[bytes.len() / 2..]];
    let together = Together::new(halves.iter().filter_map(|half| outline("page.txt", half, &given)).collect());
    for (at, half) in halves.iter().enumerate() {
        check(&read_among("page.txt", half, &given, (&together, at)).0);
    }
});

fn check(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.span.start == end && block.span.end > end && article.text.is_char_boundary(block.span.end));
        end = block.span.end;
    }
    assert_eq!(end, article.text.len());
}
