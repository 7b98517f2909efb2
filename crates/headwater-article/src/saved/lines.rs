//! Lines of saved text: what a browser's select-all or a text file gives.

use headwater_core::Span;

use crate::cues::{Cues, cues};
use crate::tile::is_blank;

/// One paragraph or piece of furniture, without white space at its ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    pub span: Span,
    /// Whether an empty line stands before it.
    pub after_gap: bool,
}

/// The lines of a text that hold words. Lines that were broken to a fixed width (e-mail, agency feeds) are joined into their paragraph.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut after_gap = false;
    for raw in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\r']) {
        let span = Span::new(at, at + raw.len()).trim_matches(text, is_blank);
        at += raw.len();
        if span.is_empty() {
            // The empty piece between `\r` and `\n` is no empty line.
            after_gap |= raw != "\n" || text[..at - raw.len()].ends_with('\n') || !text[..at - raw.len()].ends_with('\r');
        } else {
            lines.push(Line { span, after_gap });
            after_gap = false;
        }
    }
    match wrap_width(text, &lines) {
        Some(width) => joined(text, &lines, width),
        None => lines,
    }
}

/// The width to which a text is broken, where it is: most lines inside its paragraphs end close below one width, in the middle of a sentence.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let length = |line: &Line| line.span.of(text).chars().count();
    let longest = lines.iter().map(length).max()?;
    if !(50..=110).contains(&longest) {
        return None;
    }
    let (mut inner, mut full) = (0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[1].after_gap) {
        inner += 1;
        let open = !pair[0].span.of(text).ends_with(['.', '!', '?', '”', '"', ':']);
        full += usize::from(length(&pair[0]) * 10 >= longest * 7 && (open || length(&pair[0]) * 10 >= longest * 8));
    }
    (inner >= 6 && full * 10 >= inner * 7).then_some(longest)
}

fn joined(text: &str, lines: &[Line], width: usize) -> Vec<Line> {
    let mut paragraphs: Vec<Line> = Vec::new();
    let mut open = false;
    for line in lines {
        match paragraphs.last_mut() {
            Some(paragraph) if open && !line.after_gap => paragraph.span.end = line.span.end,
            _ => paragraphs.push(*line),
        }
        open = line.span.of(text).chars().count() * 10 >= width * 6;
    }
    paragraphs
}

/// A line with what is asked of it again and again.
pub(crate) struct Measured<'a> {
    pub line: &'a str,
    /// In lower case, with plain apostrophes.
    pub lower: String,
    pub shape: Shape,
    pub cues: Cues,
}

impl<'a> Measured<'a> {
    /// Bytes of a line in which promotion is looked for.
    const PROMOTION: usize = 600;

    pub(crate) fn of(line: &'a str) -> Self {
        let mut lower = line.to_lowercase();
        if lower.contains('’') {
            lower = lower.replace('’', "'");
        }
        let cues = cues(&lower, Self::PROMOTION);
        Self { line, lower, shape: shape(line), cues }
    }
}

/// Numbers that describe a line's wording.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Shape {
    /// Words: runs between white space that hold a letter or digit.
    pub words: usize,
    /// Words that begin with a capital letter.
    pub capitalised: usize,
    /// Words of two letters or more without a small letter.
    pub capitals: usize,
    /// Words of letters.
    pub lettered: usize,
    /// Whether it ends as a sentence does, closing quotation marks and brackets aside.
    pub closed: bool,
    /// Marks that end a sentence, inside and at the end.
    pub sentences: usize,
}

/// Measures a line.
pub(crate) fn shape(line: &str) -> Shape {
    let mut shape = Shape::default();
    for word in line.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        shape.words += 1;
        let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
        shape.lettered += usize::from(letters > 0);
        shape.capitalised += usize::from(bare.chars().next().is_some_and(char::is_uppercase));
        shape.capitals += usize::from(letters >= 2 && !bare.chars().any(char::is_lowercase) && bare.chars().any(char::is_uppercase));
        let end = word.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '“']);
        shape.sentences +=
            usize::from(end.ends_with(['.', '!', '?', '…', '。', '！', '？']) && bare.chars().count() > 2 && !is_abbreviation(bare));
    }
    let end = line.trim_end_matches(|c: char| c.is_whitespace() || "\"”’')]»“*".contains(c));
    shape.closed = end.ends_with(['.', '!', '?', '…', '。', '！', '？', ';']);
    // Scripts without spaces between words: count characters in place of words.
    let dense = line.chars().filter(|c| u32::from(*c) >= 0x3040 && c.is_alphabetic()).count();
    if dense * 2 > line.chars().count() {
        shape.words = shape.words.max(dense / 2);
        shape.lettered = shape.lettered.max(dense / 2);
        shape.sentences += line.matches(['。', '！', '？']).count();
    }
    shape
}

/// Titles, months and others that end in a point inside a sentence.
fn is_abbreviation(word: &str) -> bool {
    const SHORT: [&str; 44] = [
        "adm", "apr", "aug", "bros", "capt", "cmdr", "col", "corp", "dec", "dept", "dpt", "feb", "fig", "gen", "gov", "hon", "inc", "jan",
        "jul", "jun", "lieut", "ltd", "maj", "mar", "messrs", "mme", "mrs", "nov", "oct", "pres", "prof", "ref", "rep", "reps", "rev",
        "sen", "sens", "sept", "sgt", "supt", "usw", "bzw", "evtl", "etc",
    ];
    SHORT.contains(&word.to_lowercase().as_str())
}

impl Shape {
    /// Whether it reads as running text: long enough and ended like a sentence, or long beyond doubt.
    pub(crate) fn is_prose(&self) -> bool {
        (self.words >= 12 && self.closed && self.capitalised * 3 < self.words * 2)
            || (self.words >= 40 && self.sentences >= 1)
            || (self.words >= 8 && self.sentences >= 2 && self.closed)
    }
}

#[cfg(test)]
mod tests {
    use super::{lines, shape};

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = lines(text).iter().map(|line| line.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_line_is_a_paragraph() {
        check("One.\nTwo.\r\n\r\n  Three. \u{200B}\n\n", &["One.", "Two.", "Three."]);
        check("", &[]);
    }

    #[test]
    fn joins_lines_that_were_broken_to_a_width() {
        let text = "The harbour board met on the first evening of the month and heard\nfrom the two engineers who had built the lower wall of the basin,\nand from nobody else, according to the minutes of the meeting\nthat were put on the town's site.\n\nThe wall had stood for forty years before the storm of last winter\ntook its upper course, and the board had known of the cracks that\nran along it since a survey that it had ordered four years ago\nbut never published.\n";
        assert_eq!(lines(text).len(), 2);
    }

    #[test]
    fn tells_prose_from_furniture() {
        assert!(shape("The board met on Tuesday and heard from the two engineers who had built the wall.").is_prose());
        assert!(!shape("Most Read In Politics Today And All Of The Week’s Best Stories From Our Desk").is_prose());
        assert!(!shape("Sign in").is_prose());
    }
}
