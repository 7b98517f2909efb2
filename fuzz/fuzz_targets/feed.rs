//! An RSS, Atom or JSON feed, or a sitemap: whatever the bytes, reading ends.

#![no_main]

use headwater_inputs::{Found, open};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for found in open("feed.xml", bytes) {
        if let Found::Problem(problem) = found {
            assert!(problem.location.starts_with("feed.xml"));
        }
    }
});
