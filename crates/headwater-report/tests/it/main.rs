//! Every output of the crate, held against an invented story built by hand.

// The helpers of tests may stop a test: the exemption in clippy.toml reaches test functions only.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::disallowed_methods)]

mod document;
#[path = "../browser/example.rs"]
mod example;
mod exports;
mod graph;
mod hostile;
mod html;
mod markdown;
mod reading;
mod story;
mod terminal;
