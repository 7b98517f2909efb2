//! The example stories: whether their expectations are words of their pages, and whether the tool finds what a careful reader finds.
//!
//! Each page in `examples/STORY/` has a `.expected.json` beside it: what a careful reader finds there. `examples/README.md` says how to add one.

// A test says what is wrong by failing, and reads the pages that it holds the code against.
#![allow(clippy::panic, clippy::unwrap_used, clippy::disallowed_methods)]

mod expected;
mod matching;
mod pages;
mod story;
