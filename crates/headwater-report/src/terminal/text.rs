//! Styled text that fits a terminal: wrapping, columns, and nothing in it that could drive the terminal.
//!
//! Words from a report may hold escape sequences, line ends, marks that turn the direction of writing. None of them reaches the screen:
//! every piece is cleaned when it is made, and there is no other way to make one.

use anstyle::{AnsiColor, Effects, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::visible;

/// What a stretch of text is to its reader; the renderer decides what that looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Running text.
    Plain,
    /// What the eye should find first.
    Strong,
    /// A section's name.
    Heading,
    /// What can be passed over.
    Quiet,
    /// What a wording adds.
    Added,
    /// What a wording leaves out.
    Missing,
    /// A word of likelihood.
    Hedge,
    /// What needs a second look.
    Alarm,
}

impl Tone {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Heading => colour(AnsiColor::Cyan).bold(),
            Self::Quiet => Style::new().dimmed(),
            Self::Added => colour(AnsiColor::Green).underline(),
            Self::Missing => colour(AnsiColor::Red) | Effects::STRIKETHROUGH,
            Self::Hedge => colour(AnsiColor::Magenta).italic(),
            Self::Alarm => colour(AnsiColor::Yellow).bold(),
        }
    }
}

/// Pieces of text, each with its tone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text(Vec<(Tone, String)>);

impl Text {
    /// Text of one tone.
    pub fn new(tone: Tone, text: &str) -> Self {
        Self::default().and(tone, text)
    }

    /// The same with more behind it.
    #[must_use]
    pub fn and(mut self, tone: Tone, text: &str) -> Self {
        self.push(tone, text);
        self
    }

    /// Adds text behind.
    pub fn push(&mut self, tone: Tone, text: &str) {
        let text = visible::line(text);
        match self.0.last_mut() {
            Some((last, words)) if *last == tone => words.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.0.push((tone, text)),
        }
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| text.width()).sum()
    }

    /// As lines of at most `width` columns: broken between words, between ideographs, and inside a word only where it fits no line.
    pub fn wrap(&self, width: usize) -> Vec<Text> {
        let mut lines = Lines { done: Vec::new(), line: Self::default(), used: 0, width: width.max(2) };
        let mut gap: Option<Tone> = None;
        let mut word = Self::default();
        for (tone, text) in &self.0 {
            for grapheme in text.graphemes(true) {
                if grapheme == " " {
                    lines.word(&std::mem::take(&mut word), gap.take());
                    gap = Some(*tone);
                } else if grapheme.width() > 1 {
                    lines.word(&std::mem::take(&mut word), gap.take());
                    lines.word(&Self(vec![(*tone, grapheme.to_owned())]), None);
                } else {
                    word.append(*tone, grapheme);
                }
            }
        }
        lines.word(&word, gap);
        lines.done.push(lines.line);
        lines.done
    }

    /// With `…` at its end, in at most `width` columns.
    #[must_use]
    pub fn clipped(&self, width: usize) -> Self {
        let mut line = self.wrap(width.saturating_sub(1)).into_iter().next().unwrap_or_default();
        line.append(Tone::Quiet, "…");
        line
    }

    /// With blanks behind it up to `width` columns.
    #[must_use]
    pub fn padded(mut self, width: usize) -> Self {
        let blanks = width.saturating_sub(self.width());
        self.append(Tone::Plain, &" ".repeat(blanks));
        self
    }

    /// As it goes to a screen, without blanks at its end.
    pub fn render(&self, colour: bool) -> String {
        let mut out = String::new();
        for (tone, text) in &self.0 {
            let style = tone.style();
            if colour && !style.is_plain() {
                out.extend([style.render().to_string(), text.clone(), style.render_reset().to_string()]);
            } else {
                out.push_str(text);
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out
    }

    /// Adds text that is clean already.
    fn append(&mut self, tone: Tone, text: &str) {
        match self.0.last_mut() {
            Some((last, words)) if *last == tone => words.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push((tone, text.to_owned())),
        }
    }
}

impl Extend<Text> for Text {
    fn extend<T: IntoIterator<Item = Text>>(&mut self, others: T) {
        for (tone, text) in others.into_iter().flat_map(|other| other.0) {
            self.append(tone, &text);
        }
    }
}

/// Lines in the making.
struct Lines {
    done: Vec<Text>,
    line: Text,
    used: usize,
    width: usize,
}

impl Lines {
    /// Sets a word, on a new line where it does not fit, with a blank of tone `gap` before it where one stood there.
    fn word(&mut self, word: &Text, gap: Option<Tone>) {
        let width = word.width();
        let blank = usize::from(gap.is_some() && self.used > 0);
        if self.used > 0 && self.used + blank + width > self.width {
            self.end();
        } else if let Some(tone) = gap.filter(|_| self.used > 0) {
            self.line.append(tone, " ");
            self.used += 1;
        }
        if width <= self.width {
            self.used += width;
            self.line.extend([word.clone()]);
            return;
        }
        for (tone, text) in &word.0 {
            for grapheme in text.graphemes(true) {
                // A pile of signs that is one letter to Unicode may still be wider than the line.
                let parts: Vec<&str> = if grapheme.width() > self.width { grapheme.split("").collect() } else { vec![grapheme] };
                for part in parts {
                    if self.used + part.width() > self.width {
                        self.end();
                    }
                    self.used += part.width();
                    self.line.append(*tone, part);
                }
            }
        }
    }

    fn end(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
        self.used = 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, width: usize, expected: &[&str]) {
        let lines: Vec<String> = Text::new(Tone::Plain, text).wrap(width).iter().map(|line| line.render(false)).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn wraps_between_words() {
        check("one two three", 7, &["one two", "three"]);
        check("one  two\n three", 80, &["one two three"]);
        check("incomprehensibilities now", 8, &["incompre", "hensibil", "ities", "now"]);
        check("항구가 닫혔다", 4, &["항구", "가", "닫혔", "다"]);
        check("ends 🧭🧭 here", 7, &["ends 🧭", "🧭 here"]);
        check("", 7, &[""]);
    }

    #[test]
    fn nothing_drives_the_terminal() {
        let red = Text::new(Tone::Alarm, "\u{1b}]0;x\u{7}").render(false);
        assert!(!red.contains(char::is_control), "{red:?}");
    }

    #[test]
    fn colour_only_when_asked() {
        let text = Text::new(Tone::Strong, "big").and(Tone::Plain, " small");
        assert_eq!(text.render(false), "big small");
        assert_eq!(text.render(true), "\u{1b}[1mbig\u{1b}[0m small");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_word_is_lost(text in "(\\PC|\\s){0,80}", width in 2_usize..40) {
            let whole = Text::new(Tone::Plain, &text);
            let lines = whole.wrap(width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let solid = |text: String| text.replace(' ', "");
            prop_assert_eq!(solid(lines.iter().map(|line| line.render(false)).collect()), solid(whole.render(false)));
        }
    }
}
