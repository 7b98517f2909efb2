//! What words mean where they stand: the encoder's rows for them, small enough to keep those of all statements of a large input.

use headwater_core::Span;

use super::linear::{ROUNDS, largest_of};
#[cfg(target_arch = "x86_64")]
use super::vnni::{Vnni, pairs};
use crate::wide::wide;

/// What the largest value of a row becomes.
const SCALE: f32 = 127.0;

/// Words of an article, marks left out, and for each the encoder's last row, in the mean over its pieces.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Meanings {
    /// Where the words stand, in text order.
    pub words: Vec<Span>,
    /// A row for each.
    pub rows: Rows,
}

impl Meanings {
    /// Numbers of the words that begin inside a span.
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.words.partition_point(|word| word.start < span.start);
        first..first + self.words[first..].partition_point(|word| word.start < span.end)
    }

    /// Only the words of these numbers, which are in order.
    #[must_use]
    pub fn only(&self, numbers: &[usize]) -> Self {
        let mut rows = Rows::new(self.rows.width);
        for &number in numbers {
            rows.scales.push(self.rows.scales[number]);
            rows.values.extend_from_slice(self.rows.values(number));
        }
        rows.values.shrink_to_fit();
        Self { words: numbers.iter().map(|&number| self.words[number]).collect(), rows }
    }
}

/// Rows of numbers in eight bits, each with its scale, behind one another.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rows {
    width: usize,
    scales: Vec<f32>,
    values: Vec<i8>,
}

impl Rows {
    /// None as yet, for rows of so many numbers.
    pub fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Numbers in each row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// Appends a row; one of no numbers as one of nothing but zeros.
    pub fn push(&mut self, row: &[f32]) {
        let start = self.values.len();
        self.values.resize(start + self.width, 0);
        let values = &mut self.values[start..];
        let largest = wide(
            #[inline(always)]
            || {
                let largest = largest_of(row, f32::MIN_POSITIVE, f32::abs);
                // So large a number has no room for a fraction: the sum's last bits are the nearest whole number.
                for (small, value) in values.iter_mut().zip(row) {
                    *small = ((value * (SCALE / largest) + ROUNDS).to_bits() as u8).cast_signed();
                }
                largest
            },
        );
        self.scales.push(largest / SCALE);
    }

    /// Appends the rows of others of the same width.
    pub fn append(&mut self, others: &Self) {
        self.scales.extend_from_slice(&others.scales);
        self.values.extend_from_slice(&others.values);
    }

    /// One row's numbers.
    pub fn floats(&self, row: usize) -> impl Iterator<Item = f32> {
        let scale = self.scales[row];
        self.values(row).iter().map(move |value| f32::from(*value) * scale)
    }

    /// The product of one row with one of others of the same width; 0 where either is not there.
    pub fn dot(&self, row: usize, others: &Self, other: usize) -> f32 {
        if row >= self.len() || other >= others.len() {
            return 0.0;
        }
        let product = wide(
            #[inline(always)]
            || dot(self.values(row), others.values(other)),
        );
        product as f32 * self.scales[row] * others.scales[other]
    }

    /// The product of each row with each of others of the same width: those of the first row first.
    pub fn products(&self, others: &Self) -> Vec<f32> {
        let scales = self.scales.iter().flat_map(|scale| others.scales.iter().map(move |of_other| (scale, of_other)));
        self.sums(others).iter().zip(scales).map(|(sum, (scale, of_other))| *sum as f32 * scale * of_other).collect()
    }

    /// The products of the eight-bit values.
    fn sums(&self, others: &Self) -> Vec<i32> {
        #[cfg(target_arch = "x86_64")]
        if self.width > 0
            && self.width.is_multiple_of(pairs::BYTES)
            && let Some(vnni) = Vnni::new()
        {
            return vnni.products(&self.values, &others.values, self.width / pairs::BYTES);
        }
        let mut sums = Vec::with_capacity(self.len() * others.len());
        wide(
            #[inline(always)]
            || {
                for row in self.values.chunks_exact(self.width.max(1)) {
                    for other in others.values.chunks_exact(self.width.max(1)) {
                        sums.push(dot(row, other));
                    }
                }
            },
        );
        sums
    }

    fn values(&self, row: usize) -> &[i8] {
        &self.values[row * self.width..(row + 1) * self.width]
    }
}

/// The product of the eight-bit values of two rows.
#[allow(clippy::inline_always, reason = "its loop is compiled for the wider vectors only where it stands inside `wide`")]
#[inline(always)]
fn dot(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers() {
        let mut rows = Rows::new(3);
        rows.push(&[0.5, -1.0, 0.25]);
        rows.push(&[]);
        let mut more = Rows::new(3);
        more.append(&rows);
        more.push(&[3.0, 0.0, -3.0]);
        assert_eq!((more.len(), more.width()), (3, 3));
        for (value, expected) in more.floats(0).zip([0.5, -1.0, 0.25]) {
            assert!((value - expected).abs() < 0.005, "{value} {expected}");
        }
        assert!((more.dot(0, &more, 2) - 0.75).abs() < 0.03);
        assert!(more.dot(1, &more, 2).abs() < 1e-6 && more.dot(3, &more, 0).abs() < 1e-6);
    }

    #[test]
    fn every_row_meets_every_other() {
        for (width, counts) in [(64, [1, 1]), (128, [3, 4]), (128, [2, 9]), (384, [5, 7]), (5, [2, 3]), (64, [0, 2]), (0, [0, 0])] {
            let [x, y] = counts.map(|count| {
                let mut rows = Rows::new(width);
                for row in 0..count {
                    let numbers: Vec<f32> = (0..width).map(|at| ((at * 7 + row * 31) % 255) as f32 - 127.0 + row as f32).collect();
                    rows.push(&numbers);
                }
                rows
            });
            let each = (0..counts[0]).flat_map(|row| (0..counts[1]).map(move |other| (row, other)));
            let expected: Vec<f32> = each.map(|(row, other)| x.dot(row, &y, other)).collect();
            assert_eq!(x.products(&y), expected, "{width} {counts:?}");
        }
    }

    #[test]
    fn words_of_a_span() {
        let words = [(0, 3), (4, 9), (10, 12)].map(|(start, end)| Span::new(start, end));
        let mut rows = Rows::new(2);
        (0..3).for_each(|number| rows.push(&[number as f32, 1.0]));
        let meanings = Meanings { words: words.to_vec(), rows };
        assert_eq!(meanings.within(Span::new(4, 12)), 1..3);
        assert_eq!(meanings.within(Span::new(12, 20)), 3..3);
        let kept = meanings.only(&[0, 2]);
        assert_eq!(kept.words, [words[0], words[2]]);
        assert!(kept.rows.floats(1).eq(meanings.rows.floats(2)));
    }
}
