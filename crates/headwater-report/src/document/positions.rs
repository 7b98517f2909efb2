//! Bytes inside, code points outside: the one place where positions change their unit.
//!
//! Inside the program a position is a byte offset into UTF-8. A document counts Unicode code points, as the W3C `TextPositionSelector` does and as
//! Python indexes its strings. One [`Positions`] per text answers both ways: it is built in one pass and each answer reads at most [`STEP`] bytes.

use headwater_core::Span;

/// Bytes between two entries of the table: small enough that an answer is quick, large enough that the table is a fraction of the text.
const STEP: usize = 128;

/// The table of one text.
#[derive(Clone, Debug)]
pub struct Positions<'t> {
    text: &'t str,
    /// How many code points begin before byte `i * STEP`.
    before: Vec<usize>,
    /// How many there are in all.
    total: usize,
}

impl<'t> Positions<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut total = 0;
        for piece in text.as_bytes().chunks(STEP) {
            before.push(total);
            total += starts(piece);
        }
        Self { text, before, total }
    }

    /// How many code points begin before byte `byte`. A byte beyond the end counts as the end.
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let entry = byte / STEP;
        match self.before.get(entry) {
            Some(before) => before + starts(&self.text.as_bytes()[entry * STEP..byte]),
            None => self.total,
        }
    }

    /// The byte at which code point `code_point` begins; the text's length for the position behind the last; none beyond.
    pub fn byte(&self, code_point: usize) -> Option<usize> {
        if code_point >= self.total {
            return (code_point == self.total).then_some(self.text.len());
        }
        let entry = self.before.partition_point(|before| *before <= code_point).checked_sub(1)?;
        let bytes = &self.text.as_bytes()[entry * STEP..];
        let nth = bytes.iter().enumerate().filter(|(_, byte)| begins(**byte)).nth(code_point - self.before[entry]);
        nth.map(|(offset, _)| entry * STEP + offset)
    }

    /// A span's first code point and one past its last.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.code_point(span.start), self.code_point(span.end))
    }

    /// The span of the code points `start..end`, none where they are no range of this text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        (start <= end).then_some(Span::new(self.byte(start)?, self.byte(end)?))
    }
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| begins(**byte)).count()
}

/// Whether a code point begins with this byte: every byte of UTF-8 but `0b10xx_xxxx`.
fn begins(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) {
        let positions = Positions::new(text);
        let ends = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        for (code_point, byte) in ends.enumerate() {
            assert_eq!((positions.code_point(byte), positions.byte(code_point)), (code_point, Some(byte)), "{text:?}");
        }
        assert_eq!(positions.byte(text.chars().count() + 1), None);
    }

    #[test]
    fn counts_code_points() {
        check("");
        check("plain");
        check(&"“Ærlig” 한국 🧭 e\u{301} ".repeat(40));
        check(&format!("{}é", "x".repeat(STEP - 1)));
        check(&"x".repeat(STEP));
    }

    proptest! {
        #[test]
        fn there_and_back(text in "\\PC{0,300}") {
            check(&text);
        }

        #[test]
        fn any_byte_is_answered(text in "\\PC{0,60}", byte in 0_usize..400) {
            prop_assert!(Positions::new(&text).code_point(byte) <= text.chars().count());
        }
    }
}
