//! Web archives: ISO 28500 (WARC 1.0 and 1.1), record by record.
//!
//! Of a web archive the pages are read: responses with status 2xx that hold HTML, text or a feed, resources, and text conversions (WET).
//! Revisits hold nothing new and are passed over; so are requests, metadata, pictures and scripts.

use std::collections::{HashSet, VecDeque};
use std::io::{BufRead, BufReader, Read};

use headwater_article::{Format, Given};

use crate::bounded::{Pushback, line};
use crate::http::{self, header, media_type};
use crate::members::Members;
use crate::{Found, PAGE_BYTES, Page, lost, unreadable};

/// Bytes of a record's head.
const HEAD: usize = 1 << 20;

/// What follows a record's block.
const BEGINNING: &[u8] = b"WARC/";

/// The pages of an archive.
pub(crate) struct Pages<R: BufRead> {
    location: String,
    source: Pushback<BufReader<Members<R>>>,
    /// Records so far.
    records: usize,
    waiting: VecDeque<Found>,
    /// The addresses to take, where a list of pages says which they are.
    listed: Option<HashSet<String>>,
    done: bool,
}

/// One record.
struct Record {
    headers: Vec<(String, String)>,
    block: Vec<u8>,
    /// What was lost of it.
    losses: Vec<String>,
}

impl<R: BufRead> Pages<R> {
    pub fn new(location: &str, source: Members<R>) -> Self {
        let source = Pushback::new(BufReader::new(source));
        Self { location: location.to_owned(), source, records: 0, waiting: VecDeque::new(), listed: None, done: false }
    }

    /// Takes only the pages at these addresses.
    pub fn listed(mut self, listed: Option<HashSet<String>>) -> Self {
        self.listed = listed;
        self
    }

    fn here(&self) -> String {
        format!("{}#record {}", self.location, self.records)
    }

    /// Reads on to the next record's end.
    fn read_on(&mut self) {
        match self.record() {
            Ok(Some(record)) => self.take(record),
            Ok(None) => self.done = true,
            Err(error) => {
                self.waiting.push_back(unreadable(&self.here(), &error));
                // Behind a damaged member stands a whole one; behind any other error nothing more is to be had.
                self.done = !self.source.get_mut().get_mut().advance().unwrap_or(false);
            }
        }
    }

    /// The next record; nothing behind the last.
    fn record(&mut self) -> std::io::Result<Option<Record>> {
        let mut buffer = Vec::new();
        let mut strayed = 0;
        loop {
            line(&mut self.source, HEAD, &mut buffer)?;
            if buffer.is_empty() {
                if self.source.get_mut().get_mut().advance()? {
                    continue;
                }
                break;
            }
            if buffer.starts_with(BEGINNING) {
                break;
            }
            strayed += if buffer.trim_ascii().is_empty() { 0 } else { buffer.len() };
        }
        if strayed > 0 {
            let after = if self.records == 0 { "before the first record".to_owned() } else { format!("behind record {}", self.records) };
            self.waiting.push_back(lost(&self.location, format!("{after}: {strayed} bytes that belong to no record")));
        }
        if buffer.is_empty() {
            return Ok(None);
        }
        self.records += 1;
        let headers = self.head()?;
        let mut losses = Vec::new();
        let Some(length) = header(&headers, "content-length").and_then(|value| value.parse::<u64>().ok()) else {
            losses.push("the record does not tell its length: passed over".to_owned());
            return Ok(Some(Record { headers: Vec::new(), block: Vec::new(), losses }));
        };
        let (block, damage) = self.block(length, &headers)?;
        losses.extend(damage);
        Ok(Some(Record { headers, block, losses }))
    }

    fn head(&mut self) -> std::io::Result<Vec<(String, String)>> {
        let mut lines = Vec::new();
        let (mut buffer, mut size) = (Vec::new(), 0);
        while size < HEAD {
            line(&mut self.source, HEAD, &mut buffer)?;
            if buffer.trim_ascii().is_empty() {
                break;
            }
            size += buffer.len();
            lines.push(String::from_utf8_lossy(&buffer).trim_end().to_owned());
        }
        Ok(http::headers(lines.into_iter()))
    }

    /// The record's block and what is wrong with it. One that claims more bytes than it has ends where the next record begins.
    fn block(&mut self, length: u64, headers: &[(String, String)]) -> std::io::Result<(Vec<u8>, Option<String>)> {
        let mut block = Vec::new();
        // HTTP heads stand in the block too: the body has its own bound.
        let most = (PAGE_BYTES + HEAD) as u64;
        let outcome = self.source.by_ref().take(length.min(most)).read_to_end(&mut block);
        let mut passed = block.len() as u64;
        if outcome.is_ok() && length > most {
            passed += std::io::copy(&mut self.source.by_ref().take(length - most), &mut std::io::sink())?;
        }
        if let Err(error) = outcome {
            self.source.get_mut().get_mut().advance()?;
            return Ok((block, Some(format!("the record is damaged: read up to there ({error})"))));
        }
        if passed < length {
            // A claim too long may have swallowed the records behind it.
            let whole = self.give_back(&mut block);
            let message = format!("the record is cut short: {whole} of {length} bytes are there");
            return Ok((block, Some(message)));
        }
        if length <= most && !self.at_boundary()? {
            let before = block.len();
            self.give_back(&mut block);
            let message = format!("the record does not end where it says, behind {length} bytes");
            return Ok((block, Some(message).filter(|_| before > 0)));
        }
        if length > most {
            return Ok((block, Some(format!("larger than {} MiB: read up to there", PAGE_BYTES >> 20))));
        }
        let cut = header(headers, "warc-truncated").map(|why| format!("was cut when it was captured ({why})"));
        Ok((block, cut))
    }

    /// Puts back what the block holds of the next record, and tells the length that is left.
    fn give_back(&mut self, block: &mut Vec<u8>) -> usize {
        let mark = b"\r\n\r\nWARC/1.";
        if let Some(at) = block.windows(mark.len()).position(|window| window == mark) {
            let next = block.split_off(at);
            self.source.push(next);
        }
        block.len()
    }

    /// Whether two line ends or the end of the file or member follow, as behind a whole record.
    fn at_boundary(&mut self) -> std::io::Result<bool> {
        let mut next = Vec::new();
        self.source.by_ref().take(4).read_to_end(&mut next)?;
        let fine = next.iter().all(|byte| b"\r\n".contains(byte)) || next.starts_with(b"WARC");
        self.source.push(next);
        Ok(fine)
    }

    fn take(&mut self, record: Record) {
        let location = self.here();
        let kind = header(&record.headers, "warc-type").unwrap_or_default().to_ascii_lowercase();
        let url = header(&record.headers, "warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        if let (Some(listed), Some(url)) = (&self.listed, &url)
            && !listed.contains(&without_fragment(url))
        {
            return;
        }
        let mut losses = record.losses;
        let captured = header(&record.headers, "warc-date").map(str::to_owned);
        let own_type = header(&record.headers, "content-type").map(str::to_owned);
        let (content_type, body) = match kind.as_str() {
            "response" if own_type.as_deref().is_none_or(|own| media_type(own) == "application/http") => {
                let Some(answer) = http::answer(&record.block) else {
                    let is_page = url.as_deref().is_some_and(|url| url.starts_with("http"));
                    self.waiting.extend(is_page.then(|| lost(&location, "holds no readable HTTP response")));
                    return;
                };
                // Redirects, errors and answers to `If-Modified-Since` hold no page.
                if !(200..300).contains(&answer.status) {
                    return;
                }
                losses.extend(answer.losses.iter().cloned());
                (answer.header("content-type").map(str::to_owned), answer.body)
            }
            "response" | "resource" | "conversion" => (own_type, record.block),
            _ => {
                let damage = losses.into_iter().map(|loss| lost(&location, loss));
                self.waiting.extend(damage);
                return;
            }
        };
        let content = Content::of(content_type.as_deref(), &body);
        // What is no text was never going to be read: that it is damaged or long is nobody's loss.
        if content.is_some() || !content_type.as_deref().is_some_and(is_media) {
            self.waiting.extend(losses.into_iter().map(|loss| lost(&location, loss)));
        }
        let Some(content) = content else { return };
        if body.is_empty() {
            return;
        }
        let given =
            Given { format: content.format(), charset: content_type.as_deref().and_then(http::charset), url, captured, ..Given::default() };
        if content == Content::Feed {
            let found = crate::open_with(&location, &body[..], &given).map(|found| match found {
                Found::Page(mut page) => {
                    page.given.captured.clone_from(&given.captured);
                    Found::Page(page)
                }
                other => other,
            });
            self.waiting.extend(found);
        } else {
            self.waiting.push_back(Found::Page(Page { location, id: None, bytes: body, given }));
        }
    }
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while self.waiting.is_empty() && !self.done {
            self.read_on();
        }
        self.waiting.pop_front()
    }
}

/// What a response holds, where that is something to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Content {
    Html,
    Text,
    Feed,
    /// The header does not say.
    Untold,
}

impl Content {
    /// By its media type, and by its first bytes where none is given.
    pub fn of(content_type: Option<&str>, body: &[u8]) -> Option<Self> {
        let media = content_type.map(media_type).unwrap_or_default();
        match media.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            "text/plain" => Some(Self::Text),
            "application/rss+xml"
            | "application/atom+xml"
            | "application/rdf+xml"
            | "application/feed+json"
            | "text/xml"
            | "application/xml" => Some(Self::Feed),
            "" | "unknown/unknown" | "application/octet-stream" => body.trim_ascii_start().starts_with(b"<").then_some(Self::Untold),
            _ => None,
        }
    }

    /// How it is to be read.
    pub fn format(self) -> Option<Format> {
        match self {
            Self::Html => Some(Format::Html),
            Self::Text => Some(Format::Text),
            Self::Feed | Self::Untold => None,
        }
    }
}

/// Pictures, sound, film and fonts.
fn is_media(content_type: &str) -> bool {
    ["image/", "video/", "audio/", "font/"].iter().any(|kind| media_type(content_type).starts_with(kind))
}

/// The address without what stands behind `#`.
pub(crate) fn without_fragment(url: &str) -> String {
    url.split('#').next().unwrap_or(url).to_owned()
}
