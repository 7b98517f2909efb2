//! Responses kept between runs, so that a server is asked only whether its page has changed (RFC 9110, section 13; RFC 9111).
//!
//! A response is never used without asking: a news page changes when it pleases. What the server forbids to store is not stored.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Response;

/// The head of a stored response; its body is a file beside it.
#[derive(Serialize, Deserialize)]
struct Entry {
    url: String,
    captured: String,
    status: u16,
    headers: Vec<(String, String)>,
    /// SHA-256 of the body: a file that was cut or changed is no answer.
    body: String,
}

/// The stored response of an address.
pub(crate) fn stored(folder: &Path, url: &str) -> Option<Response> {
    let (head, body) = files(folder, url);
    let entry: Entry = serde_json::from_slice(&std::fs::read(head).ok()?).ok()?;
    let body = std::fs::read(body).ok()?;
    let whole = entry.url == url && entry.body == hex(&body);
    whole.then_some(())?;
    Some(Response { url: entry.url, captured: entry.captured.parse().ok()?, status: entry.status, headers: entry.headers, body, cut: None })
}

/// Stores a response, where it may be stored and can be asked for conditionally. That it could not be stored costs one request another time.
pub(crate) fn store(folder: &Path, response: &Response) {
    let forbidden = response.header("cache-control").is_some_and(|control| control.to_ascii_lowercase().contains("no-store"));
    let conditional = response.header("etag").is_some() || response.header("last-modified").is_some();
    if forbidden || !conditional || response.cut.is_some() || response.status != 200 {
        return;
    }
    let entry = Entry {
        url: response.url.clone(),
        captured: response.captured.to_string(),
        status: response.status,
        headers: response.headers.clone(),
        body: hex(&response.body),
    };
    let (head, body) = files(folder, &response.url);
    let Ok(entry) = serde_json::to_vec(&entry) else { return };
    // The body first: a head tells of a whole body or of none.
    let _ = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(body, &response.body)).and_then(|()| std::fs::write(head, entry));
}

fn files(folder: &Path, url: &str) -> (PathBuf, PathBuf) {
    let name = hex(url.as_bytes());
    (folder.join(format!("{name}.json")), folder.join(format!("{name}.body")))
}

/// SHA-256 in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
