//! A response as it went over the wire (RFC 9112), or as an archive keeps it: head, and body unpacked.

use crate::bounded;
use crate::{PAGE_BYTES, members::GZIP};

/// A response.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body without transfer and content encoding.
    pub body: Vec<u8>,
    /// What was lost of it, for a reader.
    pub losses: Vec<String>,
}

impl Answer {
    /// The first header of this name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The media type in lower case (`text/html`), without parameters.
    pub fn media_type(&self) -> Option<String> {
        self.header("content-type").map(media_type)
    }

    /// The encoding that the header declares.
    pub fn charset(&self) -> Option<String> {
        self.header("content-type").and_then(charset)
    }
}

/// Reads a response. Archives keep bodies with their transfer encoding, without, or without and with a header that still names it: all are read.
pub fn answer(bytes: &[u8]) -> Option<Answer> {
    let (head, body) = split_head(bytes);
    let mut lines =
        head.split(|byte| *byte == b'\n').map(|line| String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned());
    let status = lines.next()?;
    let mut words = status.split_ascii_whitespace();
    if !words.next()?.starts_with("HTTP/") {
        return None;
    }
    let status = words.next()?.parse().ok()?;
    let headers = headers(lines);
    let mut answer = Answer { status, headers, ..Answer::default() };
    let mut body = std::borrow::Cow::Borrowed(body);
    if answer.header("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
        && let Some(whole) = dechunk(&body)
    {
        body = whole.into();
    }
    (answer.body, answer.losses) = unpack(&body, answer.header("content-encoding").unwrap_or_default(), PAGE_BYTES);
    Some(answer)
}

/// Undoes content encodings (`gzip`, `deflate`, `br`), up to `most` bytes, and says what was lost.
pub(crate) fn unpack(body: &[u8], codings: &str, most: usize) -> (Vec<u8>, Vec<String>) {
    let mut losses = Vec::new();
    let mut bytes = body.to_vec();
    // The last coding was put on last.
    for coding in codings.rsplit(',').map(|coding| coding.trim().to_ascii_lowercase()).filter(|coding| !coding.is_empty()) {
        let read = match coding.as_str() {
            // Archives often hold the plain body under a header that still names its packing.
            "gzip" | "x-gzip" if bytes.starts_with(&GZIP) => bounded::read(flate2::read::MultiGzDecoder::new(&bytes[..]), most),
            "deflate" if bytes.first().is_some_and(|byte| byte & 0x0F == 8) => {
                bounded::read(flate2::read::ZlibDecoder::new(&bytes[..]), most)
            }
            "deflate" => bounded::read(flate2::read::DeflateDecoder::new(&bytes[..]), most),
            "br" => bounded::read(brotli_decompressor::Decompressor::new(&bytes[..], 4096), most),
            "identity" | "gzip" | "x-gzip" => continue,
            other => {
                losses.push(format!("packed as {other:?}, which cannot be read"));
                return (Vec::new(), losses);
            }
        };
        if let Some(error) = read.error {
            if read.bytes.is_empty() && coding != "gzip" && looks_like_text(&bytes) {
                continue;
            }
            losses.push(format!("its packing ({coding}) is damaged: read up to there ({error})"));
        }
        if read.cut {
            losses.push(format!("larger than {} MiB unpacked: read up to there", most >> 20));
        }
        bytes = read.bytes;
    }
    if bytes.len() > most {
        losses.push(format!("larger than {} MiB: read up to there", most >> 20));
        bytes.truncate(most);
    }
    (bytes, losses)
}

/// The encoding in a content type.
pub(crate) fn charset(content_type: &str) -> Option<String> {
    let (_, rest) = content_type.split_once(';')?;
    rest.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    })
}

/// `text/html` of `Text/HTML; charset=utf-8`.
pub(crate) fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Header lines; a folded one belongs to the line before it.
pub(crate) fn headers(lines: impl Iterator<Item = String>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines {
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = headers.last_mut()
        {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    headers
}

/// The first header of this name.
pub(crate) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Head and body; all is head where no empty line parts them.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while let Some(end) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        let line = &bytes[at..at + end];
        if line.is_empty() || line == b"\r" {
            return (&bytes[..at], &bytes[at + end + 1..]);
        }
        at += end + 1;
    }
    (bytes, &[])
}

/// The body without chunk sizes; nothing where it has none. A body cut short gives what is there.
fn dechunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = rest.iter().take(64).position(|byte| *byte == b'\n');
        let size = end.and_then(|end| {
            let line = std::str::from_utf8(&rest[..end]).ok()?;
            usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()
        });
        let (Some(end), Some(size)) = (end, size) else {
            // Not a chunk: at the very beginning the body is no chunked one, later it is cut or damaged.
            return (!whole.is_empty()).then_some(whole);
        };
        if size == 0 {
            return Some(whole);
        }
        let chunk = &rest[end + 1..];
        whole.extend_from_slice(&chunk[..size.min(chunk.len())]);
        rest = chunk.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

fn looks_like_text(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<") || std::str::from_utf8(&bytes[..bytes.len().min(1000)]).is_ok()
}

#[cfg(test)]
mod tests {
    use super::answer;
    use std::io::Write as _;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn check(head: &str, body: &[u8], expected: &[u8]) {
        let answer = answer(&[format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat()).unwrap();
        assert_eq!((answer.status, &answer.body[..]), (200, expected), "{head}");
    }

    #[test]
    fn bodies_come_out_whole() {
        check("Content-Type: text/html", b"<p>One", b"<p>One");
        check("Transfer-Encoding: chunked", b"3\r\n<p>\r\n3;x=1\r\nOne\r\n0\r\n\r\n", b"<p>One");
        check("Transfer-Encoding: chunked", b"<p>One", b"<p>One");
        check("Transfer-Encoding: chunked", b"3\r\n<p>\r\n9\r\nOne", b"<p>One");
        check("Content-Encoding: gzip", &gzip(b"<p>One"), b"<p>One");
        check("Content-Encoding: gzip", b"<p>One", b"<p>One");
        check("Content-Encoding: br", b"<p>One", b"<p>One");
    }

    #[test]
    fn a_bomb_is_stopped() {
        let bomb = gzip(&vec![b'a'; 100 << 20]);
        let answer = answer(&[&b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"[..], &bomb].concat()).unwrap();
        assert_eq!(answer.body.len(), crate::PAGE_BYTES);
        assert_eq!(answer.losses.len(), 1);
    }
}
