//! Labels that cover a text without gap.

use headwater_core::{Block, BlockKind, Span};

/// What a stretch of the page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Label {
    pub span: Span,
    pub kind: BlockKind,
    /// For what is dropped: why.
    pub why: Option<&'static str>,
}

impl Label {
    pub(crate) fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, kind, why: None }
    }

    pub(crate) fn dropped(span: Span, why: &'static str) -> Self {
        Self { span, kind: BlockKind::Dropped, why: Some(why) }
    }
}

/// Blocks over all of `text` from labels in text order that do not overlap.
///
/// White space between two labels goes to the earlier one, white space before the first to the first; words that nothing labels become a
/// dropped block of their own.
pub(crate) fn tile(text: &str, labels: &[Label]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(labels.len());
    let mut covered = 0;
    for label in labels {
        if label.span.start < covered || label.span.is_empty() {
            continue;
        }
        cover_gap(text, &mut blocks, covered, label.span.start);
        let start = blocks.last().map_or(0, |block| block.span.end);
        blocks.push(Block { kind: label.kind, span: Span::new(start, label.span.end), why: label.why.map(str::to_owned) });
        covered = label.span.end;
    }
    cover_gap(text, &mut blocks, covered, text.len());
    if blocks.is_empty() && !text.is_empty() {
        blocks.push(unlabelled(0, text.len()));
    }
    blocks
}

/// White space and characters without width.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{FFFC}')
}

/// Covers `from..to`, where no label stands. White space before the first label is left to that label.
fn cover_gap(text: &str, blocks: &mut Vec<Block>, from: usize, to: usize) {
    let words = Span::new(from, to).trim_matches(text, is_blank);
    match blocks.last_mut() {
        _ if !words.is_empty() => blocks.push(unlabelled(from, to)),
        Some(last) => last.span.end = to,
        None => {}
    }
}

fn unlabelled(start: usize, end: usize) -> Block {
    Block { kind: BlockKind::Dropped, span: Span::new(start, end), why: Some("unlabelled".to_owned()) }
}

#[cfg(test)]
mod tests {
    use headwater_core::{BlockKind, Span};
    use proptest::prelude::*;

    use super::{Label, tile};

    proptest! {
        #[test]
        fn covers_every_character(text in "[a ü\n]{0,40}", cuts in prop::collection::vec(0_usize..60, 0..8)) {
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|cut| text.is_char_boundary(*cut)).collect();
            cuts.sort_unstable();
            let labels: Vec<Label> = cuts.chunks_exact(2).map(|pair| Label::new(Span::new(pair[0], pair[1]), BlockKind::Paragraph)).collect();
            let blocks = tile(&text, &labels);
            let mut end = 0;
            for block in &blocks {
                prop_assert_eq!(block.span.start, end);
                prop_assert!(!block.span.is_empty());
                end = block.span.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
