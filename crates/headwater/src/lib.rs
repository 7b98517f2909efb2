//! The command line, and the path from pages to story that it walks.
//!
//! [`input`] finds the reports, [`network`] fetches those of the web, [`pipeline`] reads them and tells their story; `headwater-report` draws it.
//! This crate and the tasks beside it are the only ones that touch files, the terminal and the environment.

// The outermost crate is where files and settings come in.
#![allow(clippy::disallowed_methods)]

pub mod cli;
mod commands;
pub mod input;
pub mod network;
mod output;
pub mod pipeline;
mod progress;

pub use commands::run;
