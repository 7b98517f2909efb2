//! A server on this machine plays the outside.

// A test says what is wrong by failing, and looks at the files that it makes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

mod cache;
mod kept;
mod limits;
mod private;
mod server;
mod walk;

use std::time::Duration;

use headwater_fetch::{FetchError, Fetched, Settings, fetch};
use server::Server;

/// Settings for a test: short times, and only the test's own servers allowed.
fn settings(servers: &[&Server]) -> Settings {
    Settings {
        timeout: Duration::from_millis(1500),
        most_bytes: 1 << 20,
        pause: Duration::ZERO,
        allowed: servers.iter().map(|server| server.address).collect(),
        ..Settings::default()
    }
}

fn one(url: &str, settings: &Settings) -> Fetched {
    fetch(&[url.to_owned()], settings, &|| {}).pop().unwrap()
}

fn body(url: &str, settings: &Settings) -> String {
    match one(url, settings).outcome {
        Ok(response) => String::from_utf8(response.body).unwrap(),
        Err(error) => panic!("{url}: {error}"),
    }
}

fn error(url: &str, settings: &Settings) -> FetchError {
    one(url, settings).outcome.unwrap_err()
}
