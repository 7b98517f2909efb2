//! The story for a terminal: a summary that is read in ten seconds, one claim in detail, one text with its statements marked.
//!
//! Every view fits a width from 40 to 200 columns and says the same without colour: marks and words carry the meaning, colour only helps the eye.

mod article;
mod claim;
mod forecasts;
mod statements;
mod summary;
mod text;
mod travelled;

use headwater_core::{Conflict, SpreadKind};

pub use article::article;
pub use claim::claim;
pub use forecasts::forecasts;
pub use statements::statements;
pub use summary::summary;
use text::{Text, Tone};

/// What the terminal can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Columns.
    pub width: usize,
    /// Whether it shows colour, and is wanted to.
    pub colour: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 80, colour: false }
    }
}

/// Lines longer than this are hard to read, however wide the window.
const WIDEST_TEXT: usize = 100;

/// The shape that stands for a wording: told apart without colour.
fn shape(how: Option<SpreadKind>) -> &'static str {
    match how {
        Some(SpreadKind::Verbatim) => "●",
        Some(SpreadKind::Cut) => "◐",
        Some(SpreadKind::Reworded) => "○",
        Some(SpreadKind::Own) => "◆",
        None => "·",
    }
}

/// A word in a left column of `width`.
fn label(tone: Tone, word: &str, width: usize) -> Text {
    let mut label = Text::default().padded(2);
    label.push(tone, word);
    label.and(Tone::Plain, " ").padded(width)
}

/// What a conflict is in, in its left column; with a question mark where two statements only may conflict.
fn conflict_label(conflict: &Conflict) -> Text {
    let kind = crate::document::ConflictKind::from(conflict.kind).word();
    if conflict.certain { label(Tone::Alarm, kind, 12) } else { label(Tone::Quiet, &format!("{kind}?"), 12) }
}

/// Lines on their way to the screen.
struct Screen {
    options: Options,
    out: String,
}

impl Screen {
    fn new(options: Options) -> Self {
        // Less than this no terminal is; the line would be one word.
        Self { options: Options { width: options.width.max(20), ..options }, out: String::new() }
    }

    /// Columns for running text.
    fn width(&self) -> usize {
        self.options.width.min(WIDEST_TEXT)
    }

    /// Text behind a label: `first` before its first line, blanks of the same width before the others.
    fn block(&mut self, first: &Text, text: &Text) {
        self.lines(first, text, usize::MAX);
    }

    /// The same on at most `most` lines, with `…` where more would follow.
    fn lines(&mut self, first: &Text, text: &Text, most: usize) {
        let indent = first.width();
        let width = self.width().saturating_sub(indent);
        let mut lines = text.wrap(width);
        if lines.len() > most {
            lines.truncate(most);
            let last = lines.pop().map(|line| line.clipped(width));
            lines.extend(last);
        }
        for (n, line) in lines.into_iter().enumerate() {
            let mut whole = if n == 0 { first.clone() } else { Text::default().padded(indent) };
            whole.extend([line]);
            self.line(&whole);
        }
    }

    /// Text on lines of its own, `indent` columns from the left.
    fn text(&mut self, indent: usize, text: &Text) {
        self.block(&Text::default().padded(indent), text);
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        self.line(&Text::new(Tone::Heading, text));
    }

    fn blank(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn line(&mut self, line: &Text) {
        self.out.push_str(&line.render(self.options.colour));
        self.out.push('\n');
    }
}
