//! The page: what it weighs and how quick it is in a browser.

use anyhow::Result;
use clap::Args;

use crate::{picture, run};

/// Measure the page's weight and speed in headless Chromium.
///
/// Three stories: the example that ships, and two made of common words by a fixed row of numbers, of 30 and 300 reports.
/// First view is the browser's first contentful paint, whole page its `DOMContentLoaded`, both from the start of loading a file;
/// the rest is the time from an action until its effect has been laid out.
#[derive(Args)]
pub struct Page {}

/// Prints one row a story.
pub fn run(_: &Page) -> Result<()> {
    run::finish(picture::browser("large_stories").env("HEADWATER_MEASURE", "1"))
}
