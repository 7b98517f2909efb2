//! The file of weights: a magic word, the sizes, then every table in a fixed order.
//!
//! All numbers are little-endian. A table is its kind (one byte: 0 for 32-bit floats, 1 for 8-bit integers with one scale a row), its rows and
//! columns (32 bits each), for integers the scales, then the values row by row. `training/headwater_training/export.py` writes it.

use std::fmt;

/// The first bytes of the file; the last digit is the version of the format.
const MAGIC: &[u8; 8] = b"HWENC\0\x003";

/// Why weights cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WeightsError {
    /// The bytes do not begin as a file of weights does.
    NotWeights,
    /// The bytes end too early.
    Truncated,
    /// A table has another size or kind than its place asks for.
    Misshapen,
    /// The vocabulary lacks a piece that every window needs.
    Vocabulary,
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotWeights => "these bytes are no weights of the encoder",
            Self::Truncated => "the weights end too early",
            Self::Misshapen => "the weights are of another model",
            Self::Vocabulary => "the vocabulary lacks the pieces around a window",
        })
    }
}

impl std::error::Error for WeightsError {}

/// The model's sizes, in the order of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sizes {
    /// Pieces that the vocabulary has.
    pub vocabulary: usize,
    /// Positions in a window.
    pub positions: usize,
    /// Numbers that stand for a piece.
    pub hidden: usize,
    /// Layers of the encoder.
    pub layers: usize,
    /// Attention heads of a layer.
    pub heads: usize,
    /// Numbers of each.
    pub head_size: usize,
    /// Width of a layer's inner half.
    pub inner: usize,
    /// The same of the pair head.
    pub pair_hidden: usize,
    /// Layers of the pair head.
    pub pair_layers: usize,
    /// Attention heads of the pair head.
    pub pair_heads: usize,
    /// Numbers that stand for a word in the reader of mentions.
    pub mention_width: usize,
    /// Layers of the reader of mentions.
    pub mention_layers: usize,
    /// Attention heads of its layers.
    pub mention_heads: usize,
    /// Width of their inner halves.
    pub mention_inner: usize,
    /// Numbers by which a head is compared with the ends of its mention.
    pub mention_span: usize,
    /// Numbers by which two mentions are compared.
    pub mention_link: usize,
    /// Numbers that stand for a pair of mentions.
    pub mention_pair: usize,
}

/// Eight-bit rows, each with its scale.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantised {
    /// Number of columns.
    pub columns: usize,
    /// A factor for each row.
    pub scales: Vec<f32>,
    /// Row by row.
    pub values: Vec<i8>,
}

impl Quantised {
    /// Adds a row, scaled back, to `to`.
    #[allow(clippy::inline_always, reason = "it stands in loops that are compiled for the wider vectors")]
    #[inline(always)]
    pub fn add_row(&self, row: usize, to: &mut [f32]) {
        let values = &self.values[row * self.columns..(row + 1) * self.columns];
        let scale = self.scales[row];
        for (to, value) in to.iter_mut().zip(values) {
            *to += f32::from(*value) * scale;
        }
    }
}

/// Reads tables one after another.
pub struct Weights<'a> {
    left: &'a [u8],
}

impl<'a> Weights<'a> {
    /// Begins to read.
    pub fn open(bytes: &'a [u8]) -> Result<(Self, Sizes), WeightsError> {
        let left = bytes.strip_prefix(MAGIC).ok_or(WeightsError::NotWeights)?;
        let mut weights = Self { left };
        let mut next = || weights.number();
        let sizes = Sizes {
            vocabulary: next()?,
            positions: next()?,
            hidden: next()?,
            layers: next()?,
            heads: next()?,
            head_size: next()?,
            inner: next()?,
            pair_hidden: next()?,
            pair_layers: next()?,
            pair_heads: next()?,
            mention_width: next()?,
            mention_layers: next()?,
            mention_heads: next()?,
            mention_inner: next()?,
            mention_span: next()?,
            mention_link: next()?,
            mention_pair: next()?,
        };
        let whole = |size: usize, parts: usize| parts > 0 && size.is_multiple_of(parts);
        let heads = whole(sizes.pair_hidden, sizes.pair_heads) && whole(sizes.mention_width, sizes.mention_heads);
        if heads && (1..=sizes.hidden).contains(&sizes.heads.saturating_mul(sizes.head_size)) {
            Ok((weights, sizes))
        } else {
            Err(WeightsError::Misshapen)
        }
    }

    /// Begins to read tables without a head.
    #[cfg(test)]
    pub fn tables(left: &'a [u8]) -> Self {
        Self { left }
    }

    /// The next table, of floats.
    pub fn floats(&mut self, rows: usize, columns: usize) -> Result<Vec<f32>, WeightsError> {
        self.shape(0, rows, columns)?;
        self.raw_floats(rows * columns)
    }

    /// The next table, of integers with scales.
    pub fn quantised(&mut self, rows: usize, columns: usize) -> Result<Quantised, WeightsError> {
        self.shape(1, rows, columns)?;
        let scales = self.raw_floats(rows)?;
        let values = self.take(rows * columns)?.iter().map(|byte| byte.cast_signed()).collect();
        Ok(Quantised { columns, scales, values })
    }

    /// Whether everything was read.
    pub fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    fn shape(&mut self, kind: u8, rows: usize, columns: usize) -> Result<(), WeightsError> {
        let found = (self.take(1)?[0], self.number()?, self.number()?);
        if found == (kind, rows, columns) { Ok(()) } else { Err(WeightsError::Misshapen) }
    }

    fn raw_floats(&mut self, count: usize) -> Result<Vec<f32>, WeightsError> {
        let bytes = self.take(count.checked_mul(4).ok_or(WeightsError::Misshapen)?)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    fn number(&mut self) -> Result<usize, WeightsError> {
        self.take(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], WeightsError> {
        let (taken, left) = self.left.split_at_checked(count).ok_or(WeightsError::Truncated)?;
        self.left = left;
        Ok(taken)
    }
}
