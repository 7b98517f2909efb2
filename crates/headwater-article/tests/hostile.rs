//! Thirty kinds of pages that break readers: each is read to its end, in bounded time, and its blocks tile its text.
//!
//! The kinds are those on which readers of main text crash, overflow their stack or take quadratic time. `cargo xtask evaluate hostile` measures time and
//! memory of the program on the same pages in full size; here they have a tenth of it, and the bound is loose: tests are built for speed of building.

// A test says what is wrong by failing.
#![allow(clippy::unwrap_used)]

#[path = "hostile/kinds.rs"]
mod kinds;

use std::time::{Duration, Instant};

use headwater_article::read;

#[test]
fn every_kind_is_read_in_bounded_time() {
    // The stack of a thread of a test is small: nothing may recurse as deep as a page is.
    for (name, bytes) in kinds::kinds(10) {
        let start = Instant::now();
        let (article, _) = read(&format!("{name}.html"), &bytes, None);
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.span.start == end && block.span.end > end && article.text.is_char_boundary(block.span.end), "{name}");
            end = block.span.end;
        }
        assert_eq!(end, article.text.len(), "{name}");
        // Far above what any takes: other programs work on this machine too.
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    }
}
