//! What was fetched as a web archive: WARC 1.1 (ISO 28500:2017), one gzip member a record.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Response;
use crate::cache::hex;

/// The record that an archive begins with.
pub fn begin(archive: &mut impl Write, user_agent: &str, when: jiff::Timestamp) -> io::Result<()> {
    let block = format!(
        "software: headwater {}\r\nformat: WARC File Format 1.1\r\nhttp-header-user-agent: {user_agent}\r\n",
        env!("CARGO_PKG_VERSION")
    );
    record(archive, "warcinfo", None, when, "application/warc-fields", block.as_bytes(), None)
}

/// One response.
pub fn response(archive: &mut impl Write, response: &Response) -> io::Result<()> {
    let truncated = response.cut.as_ref().map(|_| "disconnect");
    record(archive, "response", Some(&response.url), response.captured, "application/http; msgtype=response", &response.wire(), truncated)
}

fn record(
    archive: &mut impl Write,
    kind: &str,
    url: Option<&str>,
    when: jiff::Timestamp,
    content_type: &str,
    block: &[u8],
    truncated: Option<&str>,
) -> io::Result<()> {
    let digest = hex(block);
    // The name is made from what the record holds: the same run twice gives the same archive.
    let name = hex(format!("{kind} {url:?} {when} {digest}").as_bytes());
    let mut packed = GzEncoder::new(archive, Compression::default());
    write!(packed, "WARC/1.1\r\nWARC-Type: {kind}\r\n")?;
    if let Some(url) = url {
        write!(packed, "WARC-Target-URI: {url}\r\n")?;
    }
    let seconds = when.round(jiff::Unit::Second).unwrap_or(when);
    write!(packed, "WARC-Date: {seconds}\r\nWARC-Record-ID: <urn:uuid:{}>\r\n", uuid(&name))?;
    if let Some(why) = truncated {
        write!(packed, "WARC-Truncated: {why}\r\n")?;
    }
    write!(packed, "WARC-Block-Digest: sha256:{digest}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n", block.len())?;
    packed.write_all(block)?;
    packed.write_all(b"\r\n\r\n")?;
    packed.finish().map(|_| ())
}

/// A name as UUID of version 8 (RFC 9562): made from a hash.
fn uuid(name: &str) -> String {
    format!("{}-{}-8{}-a{}-{}", &name[..8], &name[8..12], &name[13..16], &name[17..20], &name[20..32])
}
