//! Annotated texts as the encoder reads them, and what it reads back in the annotation's terms.

use std::path::Path;

use anyhow::{Context as _, Result};
use headwater_core::{Article, Block, BlockKind, Span};
use headwater_language::{
    analyse_with,
    encoder::{Convention, Encoder, Reading},
};
use serde_json::Value;

/// The lines of a JSONL file.
pub fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The English encoder, with the weights of a file in place of the shipped ones where one is given.
pub fn encoder(weights: Option<&Path>) -> Result<Encoder> {
    let read;
    let weights = match weights {
        Some(path) => {
            read = std::fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
            read.as_slice()
        }
        None => headwater_model_en::weights().context("the weights of crates/headwater-model-en are damaged")?,
    };
    Ok(Encoder::new(weights, headwater_model_en::VOCABULARY)?)
}

/// A text read by the encoder, each line a paragraph.
pub fn read(encoder: &Encoder, text: &str, convention: Convention) -> Reading {
    let article = article(text);
    let sentences: Vec<(Span, usize)> =
        analyse_with(&article, None).sentences.iter().map(|sentence| (sentence.span, sentence.block)).collect();
    encoder.read(text, &sentences, convention)
}

/// A text as an article, each line a paragraph.
pub fn article(text: &str) -> Article {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, start + line.len()), why: None });
        start += line.len();
    }
    Article { text: text.to_owned(), blocks, ..Article::default() }
}

/// Byte offsets to code points of a text, for offsets asked in any order.
pub struct CodePoints(Vec<usize>);

impl CodePoints {
    /// Counts the text's characters.
    pub fn new(text: &str) -> Self {
        let mut counts = vec![0; text.len() + 1];
        let mut count = 0;
        for (at, c) in text.char_indices() {
            counts[at..at + c.len_utf8()].fill(count);
            count += 1;
        }
        counts[text.len()] = count;
        Self(counts)
    }

    /// A span as `[start, end]`.
    pub fn of(&self, span: Span) -> [usize; 2] {
        [self.0[span.start], self.0[span.end]]
    }
}
