//! Reading with a bound, and looking at what comes before it is read.

use std::io::{self, BufRead, BufReader, Read};

use crate::members::{GZIP, Members};

/// Bytes that a file is judged by.
const HEAD: usize = 64 << 10;

/// What was read of a source.
pub(crate) struct Taken {
    pub bytes: Vec<u8>,
    /// The source holds more.
    pub cut: bool,
    /// Why it ended too soon.
    pub error: Option<io::Error>,
}

/// Reads at most `most` bytes. What came before an error is kept.
pub(crate) fn read(source: impl Read, most: usize) -> Taken {
    let mut bytes = Vec::new();
    let error = source.take(most as u64 + 1).read_to_end(&mut bytes).err();
    let cut = bytes.len() > most;
    bytes.truncate(most);
    Taken { bytes, cut, error }
}

/// A source whose first bytes, unpacked if need be, have been looked at.
pub(crate) struct Head<R: Read> {
    head: Vec<u8>,
    source: Members<Pushback<BufReader<R>>>,
}

impl<R: Read> Head<R> {
    /// Reads the beginning of a source.
    pub fn of(mut source: R) -> io::Result<Self> {
        let mut raw = Vec::new();
        let outcome = source.by_ref().take(HEAD as u64).read_to_end(&mut raw);
        if let (Err(error), true) = (outcome, raw.is_empty()) {
            return Err(error);
        }
        let head = if raw.starts_with(&GZIP) { read(Members::new(Pushback::new(&raw[..])).whole(), HEAD).bytes } else { raw.clone() };
        let mut pushback = Pushback::new(BufReader::new(source));
        pushback.push(raw);
        Ok(Self { head, source: Members::new(pushback) })
    }

    /// The first bytes, unpacked.
    pub fn peek(&self) -> &[u8] {
        &self.head
    }

    /// The source from its beginning, unpacked.
    pub fn into_source(self) -> Members<Pushback<BufReader<R>>> {
        self.source
    }
}

/// A reader into which bytes can be put back.
pub(crate) struct Pushback<R> {
    pushed: Vec<u8>,
    at: usize,
    inner: R,
}

impl<R> Pushback<R> {
    pub fn new(inner: R) -> Self {
        Self { pushed: Vec::new(), at: 0, inner }
    }

    /// Puts bytes back: they are read next.
    pub fn push(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(self.pushed.get(self.at..).unwrap_or_default());
        (self.pushed, self.at) = (bytes, 0);
    }

    /// The reader behind.
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }
}

impl<R: BufRead> Read for Pushback<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Pushback<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.pushed.len() { Ok(&self.pushed[self.at..]) } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.pushed.len() {
            self.at += count;
            if self.at >= self.pushed.len() {
                (self.pushed, self.at) = (Vec::new(), 0);
            }
        } else {
            self.inner.consume(count);
        }
    }
}

/// Reads a line with its end, at most `most` bytes of it; the rest of a longer one is passed over, and `false` says so.
pub(crate) fn line(source: &mut impl BufRead, most: usize, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut fits = true;
    loop {
        let buffer = match source.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(fits);
        }
        let end = buffer.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
        let length = end.unwrap_or(buffer.len());
        let room = most - line.len();
        fits &= length <= room;
        line.extend_from_slice(&buffer[..length.min(room)]);
        source.consume(length);
        if end.is_some() {
            return Ok(fits);
        }
    }
}
