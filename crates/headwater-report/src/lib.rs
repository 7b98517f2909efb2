//! A story in, its views out: the JSON document, and everything that a person reads.
//!
//! A view takes a whole [`Story`](headwater_core::Story) and gives a `String`. It decides nothing about the story: what is a claim, an origin or a
//! conflict has been decided before. It reads no environment and no clock; width and colour come in as arguments.
//!
//! - [`document`]: the contract with other programs, `headwater.story/1`, its JSON Schema, and the way back from JSON to a story.
//! - [`terminal`]: a summary read in ten seconds, one claim in detail, one text with its statements marked.
//! - [`markdown`]: the whole story as a note.

pub mod document;
pub mod graph;
pub mod html;
mod link;
pub mod markdown;
pub mod matrix;
pub mod reading;
pub mod svg;
pub mod terminal;
mod visible;
pub mod wording;
