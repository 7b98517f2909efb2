//! Gzip files of one or of many members, member by member; other files as they are.
//!
//! A WARC file has one member a record: a damaged one costs that record alone, reading goes on at the next.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use crate::bounded::Pushback;

/// What a gzip member begins with: magic number and the one method there is.
pub(crate) const GZIP: [u8; 3] = [0x1F, 0x8B, 8];

/// Reads to the end of one member at a time; [`Members::advance`] goes on to the one behind it.
pub(crate) enum Members<R: BufRead> {
    /// Not packed.
    Plain(Pushback<R>),
    /// At some member, or behind the last.
    Packed(Option<Box<GzDecoder<Pushback<R>>>>),
}

impl<R: BufRead> Members<R> {
    pub fn new(source: R) -> Self {
        let mut source = Pushback::new(source);
        let mut head = Vec::new();
        // What cannot be read now cannot be read later either: the error comes back then.
        let _ = source.by_ref().take(GZIP.len() as u64).read_to_end(&mut head);
        let packed = head == GZIP;
        source.push(head);
        if packed { Self::Packed(Some(Box::new(GzDecoder::new(source)))) } else { Self::Plain(source) }
    }

    /// Goes on to the next member, over whatever stands before it; `false` where there is none.
    pub fn advance(&mut self) -> io::Result<bool> {
        let Self::Packed(member) = self else { return Ok(false) };
        let Some(done) = member.take() else { return Ok(false) };
        let mut source = done.into_inner();
        let found = seek(&mut source)?;
        if found {
            *member = Some(Box::new(GzDecoder::new(source)));
        }
        Ok(found)
    }

    /// All members as one.
    pub fn whole(self) -> Whole<R> {
        Whole(self)
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(source) => source.read(into),
            Self::Packed(Some(member)) => member.read(into),
            Self::Packed(None) => Ok(0),
        }
    }
}

/// Reads members as if they were one.
pub(crate) struct Whole<R: BufRead>(Members<R>);

impl<R: BufRead> Read for Whole<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.0.read(into)?;
            if count > 0 || into.is_empty() || !self.0.advance()? {
                return Ok(count);
            }
        }
    }
}

/// Passes over bytes until a member begins.
fn seek<R: BufRead>(source: &mut Pushback<R>) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let buffer = source.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let mut used = 0;
        for byte in buffer {
            used += 1;
            // No part of the magic number is also its beginning.
            matched = if *byte == GZIP[matched] { matched + 1 } else { usize::from(*byte == GZIP[0]) };
            if matched == GZIP.len() {
                break;
            }
        }
        source.consume(used);
        if matched == GZIP.len() {
            source.push(GZIP.to_vec());
            return Ok(true);
        }
    }
}
