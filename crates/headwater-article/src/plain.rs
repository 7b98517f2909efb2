//! Running text that is all report.

use headwater_core::{BlockKind, Span};

use crate::tile::Label;

/// Every line that holds words is a paragraph.
pub(crate) fn read(text: &str) -> Vec<Label> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            Label::new(Span::new(at - line.len(), at).trim(text), BlockKind::Paragraph)
        })
        .filter(|label| !label.span.is_empty())
        .collect()
}
