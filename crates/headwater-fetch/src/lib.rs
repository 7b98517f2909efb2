//! The one door to the network: addresses in, bytes out, politely and safely.
//!
//! ```text
//! address ─► http or https? ─► robots.txt ─► pause ─► name lookup ─► public address? ─► request ─► redirect? ─┐
//!    ▲                                                                                                        │
//!    └──────────────────────────────── every step again for where it leads ───────────────────────────────────┘
//! ```
//!
//! *Safely*: an address on a page may point anywhere, also at this machine, at others beside it and at the metadata service of a cloud.
//! The check stands where the connection is made ([`is_public`], asked of every address that a name resolves to, by the resolver that hands the
//! addresses to the connector): there is nothing between the check and the connection that could change it, and every spelling of an address is
//! an address by then. Size, time, redirects and unpacked bytes are bounded.
//!
//! *Politely*: RFC 9309 is honoured, crawl delays too; one request a host at a time, with a pause between; what is known already is asked for by
//! `If-None-Match` and `If-Modified-Since`; the user agent says who asks.
//!
//! Nothing here knows what the bytes mean. What was fetched can be kept as WARC ([`keep`]), and be read from there again, byte for byte.

// This crate is where the network, the clock and the files of cache and archive are.
#![allow(clippy::disallowed_methods)]

mod address;
mod cache;
mod client;
pub mod keep;
mod politeness;
mod robots;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

pub use address::is_public;
pub use client::fetch;
use jiff::Timestamp;
pub use robots::Robots;

/// Name that robots.txt files know this program by.
pub const PRODUCT: &str = "headwater";

/// How to fetch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// What the program calls itself.
    pub user_agent: String,
    /// Time for one request, name lookup and body included.
    pub timeout: Duration,
    /// Bytes of one body as it is sent.
    pub most_bytes: usize,
    /// Redirects from one address.
    pub redirects: usize,
    /// Least time between two requests to one host; a longer crawl delay counts.
    pub pause: Duration,
    /// Longest time that a host may ask to wait for; a host that asks for more is not read.
    pub longest_pause: Duration,
    /// Hosts that are read side by side.
    pub threads: usize,
    /// Whether private addresses are allowed.
    pub allow_private: bool,
    /// Private addresses that are allowed all the same: one's own server.
    pub allowed: Vec<SocketAddr>,
    /// Folder for what may be asked for conditionally next time.
    pub cache: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            user_agent: concat!(
                "Mozilla/5.0 (compatible; headwater/",
                env!("CARGO_PKG_VERSION"),
                "; reads news pages that its user names)"
            )
            .to_owned(),
            timeout: Duration::from_secs(30),
            most_bytes: 16 << 20,
            redirects: 10,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_mins(1),
            threads: 8,
            allow_private: false,
            allowed: Vec::new(),
            cache: None,
        }
    }
}

/// One response as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    /// The address that gave it.
    pub url: String,
    /// When.
    pub captured: Timestamp,
    /// Status code.
    pub status: u16,
    /// Headers in the order in which they came, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, content encoding as it was sent.
    pub body: Vec<u8>,
    /// Whether the body ended before its end.
    pub cut: Option<String>,
}

impl Response {
    /// The first header of this name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// As it went over the wire, without transfer encoding.
    pub fn wire(&self) -> Vec<u8> {
        let mut wire = format!("HTTP/1.1 {}\r\n", self.status).into_bytes();
        for (name, value) in self.headers.iter().filter(|(name, _)| name != "transfer-encoding") {
            wire.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        wire.extend_from_slice(b"\r\n");
        wire.extend_from_slice(&self.body);
        wire
    }
}

/// What came of one address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fetched {
    /// The address as it was given.
    pub asked: String,
    /// Every response on the way: redirects, then the page, where there is one.
    pub hops: Vec<Response>,
    /// The page, or why there is none.
    pub outcome: Result<Response, FetchError>,
}

/// Why there is no page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FetchError {
    /// Not an address of the web.
    Address(String),
    /// Leads to this machine or its network.
    Private(String),
    /// The site asks programs not to read it.
    Robots(String),
    /// The site asks for a longer pause than was allowed.
    Pause(Duration),
    /// The server answered that it has none.
    Status(u16),
    /// Redirected in a circle, too often, or nowhere.
    Redirects(String),
    /// Longer than allowed.
    Size(usize),
    /// A picture, sound or film.
    Media(String),
    /// It took too long.
    Timeout(Duration),
    /// No connection, or a broken one.
    Connection(String),
}

impl std::error::Error for FetchError {}

impl std::fmt::Display for FetchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(why) => write!(f, "is no address of the web: {why}"),
            Self::Private(host) => write!(f, "leads into a private network ({host}); --allow-private allows that"),
            Self::Robots(why) => write!(f, "the site asks programs not to read it ({why}); save the page with a browser and read the file"),
            Self::Pause(pause) => write!(f, "the site asks for a pause of {} s between pages; fetch its pages one by one", pause.as_secs()),
            Self::Status(status) => write!(f, "the server answered with status {status}"),
            Self::Redirects(why) => write!(f, "was redirected {why}"),
            Self::Size(most) => write!(f, "is larger than {} MiB", most >> 20),
            Self::Media(kind) => write!(f, "is no page: {kind}"),
            Self::Timeout(time) => write!(f, "took longer than {} s", time.as_secs_f32()),
            Self::Connection(why) => write!(f, "could not be reached: {why}"),
        }
    }
}
