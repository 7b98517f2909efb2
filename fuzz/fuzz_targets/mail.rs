//! Mail and MHTML: whatever the bytes, reading ends.

#![no_main]

use headwater_inputs::{Found, open};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for found in open("mail.eml", bytes).chain(open("page.mhtml", bytes)) {
        if let Found::Problem(problem) = found {
            assert!(problem.location.starts_with("mail") || problem.location.starts_with("page"));
        }
    }
});
