//! Reads a story document that was written before and shows it again as a page:
//! `cargo run -p headwater-report --example page -- story.json > story.html`

// An example is a program: it may read files and print.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("which story document?")?;
    let story = headwater_report::document::story(&std::fs::read_to_string(path)?)?;
    print!("{}", headwater_report::html::html(&story));
    Ok(())
}
