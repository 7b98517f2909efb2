/// A stretch of one article's text: UTF-8 byte offsets, half-open (`start..end`), always on character boundaries.
///
/// A span means nothing without the text that it was made for; nothing in this program moves a span to another text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`. An `end` before `start` gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing stands in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words themselves. `text` must be the text that the span was made for.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `position` lies inside.
    pub fn covers(self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        self.trim_matches(text, char::is_whitespace)
    }

    /// The span without the characters at either end for which `drop` holds.
    #[must_use]
    pub fn trim_matches(self, text: &str, drop: impl Fn(char) -> bool) -> Self {
        let kept = self.of(text).trim_start_matches(&drop);
        let start = self.end - kept.len();
        Self { start, end: start + kept.trim_end_matches(&drop).len() }
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn trims_to_the_words() {
        let text = "  “Ærlig talt” , ";
        let span = Span::new(0, text.len()).trim_matches(text, |c| c.is_whitespace() || c == ',');
        assert_eq!(span.of(text), "“Ærlig talt”");
        assert!(Span::new(0, 2).trim(text).is_empty());
    }

    #[test]
    fn half_open() {
        let (a, b) = (Span::new(2, 5), Span::new(5, 8));
        assert!(!a.overlaps(b) && !a.covers(5) && b.covers(5));
        assert_eq!(a.to(b), Span::new(2, 8));
        assert_eq!(Span::new(5, 2).len(), 0);
    }
}
