//! The pages that stand in a file.
//!
//! ```text
//! bytes ─► gzip? ─► kind ─► WARC   record by record ─► HTTP answer ─► Page
//!                          WACZ   archive by archive, the listed pages alone
//!                          MHTML, mail          the root part ─► Page
//!                          RSS, Atom, JSON feed  entry by entry ─► Page or Link
//!                          sitemap               ─► Links
//!                          JSON lines            line by line ─► Page
//!                          other JSON            named, not read
//!                          anything else         ─► one Page, as it is
//! ```
//!
//! Files are judged by their bytes, not by their names. Reading is lazy: of a large archive one record is in memory at a time.
//! What cannot be read is a [`Problem`] in its place, and the rest goes on. Nothing here knows what a page says: that is `headwater-article`'s.

mod bounded;
mod feed;
mod http;
mod jsonl;
mod kind;
mod mail;
mod members;
mod sitemap;
mod wacz;
mod warc;
mod xml;

use std::io::Read;

use headwater_article::Given;
use headwater_core::Problem;

pub use http::{Answer, answer};
use kind::Kind;

/// Bytes of one page, unpacked. Longer ones are read up to there.
pub const PAGE_BYTES: usize = 32 << 20;
/// Bytes of a file that has to be in memory as a whole (all but WARC and JSON lines), unpacked.
pub const FILE_BYTES: usize = 256 << 20;

/// What is said of JSON without pages.
const NO_PAGES: &str = "no input: JSON, but neither a JSON Feed nor lines of pages, {\"url\": …, \"html\" or \"text\": …}";

/// One page with what the file around it says of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// Where it stands: the file's own location, `#record 12`, `#entry 3` or `#line 7` behind it where the file holds several.
    pub location: String,
    /// The `id` that a corpus gives it.
    pub id: Option<serde_json::Value>,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What is known of it from outside.
    pub given: Given,
}

/// A page that is named and not there.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Where it is named.
    pub location: String,
    /// Its address.
    pub url: String,
    /// What is said of it there.
    pub given: Given,
}

/// What stands in a file, piece by piece.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// A page.
    Page(Page),
    /// A page that has to be fetched.
    Link(Link),
    /// Something that could not be read.
    Problem(Problem),
}

/// Opens a file and gives what stands in it, in order.
///
/// ```
/// use headwater_inputs::{Found, open};
///
/// let lines = b"{\"url\": \"https://gazette.example/1\", \"text\": \"The ferry sails.\"}\n";
/// let found: Vec<Found> = open("corpus.jsonl", &lines[..]).collect();
/// assert!(matches!(&found[..], [Found::Page(page)] if page.location == "corpus.jsonl#line 1"));
/// ```
pub fn open<'a>(location: &str, source: impl Read + 'a) -> Box<dyn Iterator<Item = Found> + 'a> {
    open_with(location, source, &Given::default())
}

/// As [`open`], for bytes of which something is known already: the address and the headers of a response.
pub fn open_with<'a>(location: &str, source: impl Read + 'a, given: &Given) -> Box<dyn Iterator<Item = Found> + 'a> {
    let head = match bounded::Head::of(source) {
        Ok(head) => head,
        Err(error) => return Box::new(std::iter::once(unreadable(location, &error))),
    };
    match kind::of(location, head.peek()) {
        Kind::Warc => Box::new(warc::Pages::new(location, head.into_source())),
        Kind::Lines => Box::new(jsonl::Pages::new(location, head.into_source())),
        kind => Box::new(whole(location, kind, head.into_source(), given).into_iter()),
    }
}

/// What stands in a file that is read as a whole.
fn whole(location: &str, kind: Kind, source: impl Read, given: &Given) -> Vec<Found> {
    let read = bounded::read(source, FILE_BYTES);
    let mut found = match read.bytes {
        bytes if bytes.is_empty() && read.error.is_some() => Vec::new(),
        bytes => pieces(location, kind, bytes, given),
    };
    if read.cut {
        found.push(lost(location, format!("larger than {} MiB unpacked: read up to there; split it", FILE_BYTES >> 20)));
    }
    if let Some(error) = read.error {
        found.push(unreadable(location, &error));
    }
    found
}

fn pieces(location: &str, kind: Kind, bytes: Vec<u8>, given: &Given) -> Vec<Found> {
    match kind {
        Kind::Wacz => wacz::pages(location, bytes),
        Kind::Mail => mail::pages(location, &bytes),
        Kind::Archive => mail::archived(location, &bytes),
        Kind::Xml => {
            let text = headwater_article::decode(&bytes, given.charset.as_deref());
            match xml::root(&text) {
                Some("urlset" | "sitemapindex") => sitemap::links(location, &text),
                Some("rss" | "feed" | "rdf:RDF" | "channel") => feed::entries(location, &text),
                _ => vec![page(location, bytes, given)],
            }
        }
        Kind::JsonFeed => feed::json_entries(location, &bytes),
        Kind::Json if is_json(location, &bytes) => vec![lost(location, NO_PAGES)],
        Kind::Page | Kind::Warc | Kind::Lines | Kind::Json => vec![page(location, bytes, given)],
    }
}

/// Whether a file is JSON: by its name, or because it is nothing else. `[Update] The ferry sails` only begins so.
fn is_json(location: &str, bytes: &[u8]) -> bool {
    kind::ending(location) == "json" || serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

fn page(location: &str, bytes: Vec<u8>, given: &Given) -> Found {
    Found::Page(Page { location: location.to_owned(), id: None, bytes, given: given.clone() })
}

fn lost(location: &str, message: impl Into<String>) -> Found {
    Found::Problem(Problem::lost(location, message))
}

fn unreadable(location: &str, error: &std::io::Error) -> Found {
    lost(location, format!("could not be read: {error}"))
}
