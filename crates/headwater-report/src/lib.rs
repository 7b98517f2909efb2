//! A story in, its views out: the JSON document, and everything that a person reads.
//!
//! A view takes a whole [`Story`](headwater_core::Story) and gives a `String`. It decides nothing about the story: what is a claim, an origin or a
//! conflict has been decided before. It reads no environment and no clock; width and colour come in as arguments.
//!
//! - [`document`]: the contract with other programs, `headwater.story/1`, its JSON Schema, and the way back from JSON to a story.
//! - [`terminal`]: a summary read in ten seconds, one claim in detail, one text with its statements marked.
//! - [`html`]: the whole story as one page: matrix, chains, wordings, readers.
//! - [`markdown`]: the whole story as a note.
//! - [`csv`], [`jsonld`]: tables, and linked data with selectors and provenance.
//! - [`svg`]: how a claim travelled, as a picture.
//!
//! What several of them need: [`reading`] says in words and in order what a story holds, [`matrix`] lays claims against reports, [`graph`] follows
//! a claim from voice to voice, [`wording`] holds two wordings against each other, [`changed`] tells what of a quotation is not as another report has it.

pub mod changed;
pub mod csv;
pub mod document;
pub mod graph;
pub mod html;
pub mod jsonld;
mod link;
pub mod markdown;
pub mod matrix;
pub mod reading;
pub mod svg;
pub mod terminal;
mod visible;
pub mod wording;
