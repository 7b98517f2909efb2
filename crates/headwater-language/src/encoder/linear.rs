//! The arithmetic: products with eight-bit weights, norms, and the two non-linear functions.
//!
//! Weights are eight-bit with one scale for each output; inputs are brought to eight bits row by row as they come, so that no row's result depends on
//! its neighbours. The products themselves are those of [`super::vnni`] on processors that have its instructions, else `rten-gemm`'s, which picks the
//! processor's best when it runs.

#![allow(clippy::inline_always, reason = "a loop is compiled for the wider vectors only where it stands inside `wide`")]

use std::cell::Cell;
use std::sync::OnceLock;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

#[cfg(target_arch = "x86_64")]
use super::vnni::{Input as _, Panels, Vnni};
use super::weights::{Quantised, Weights, WeightsError};
use crate::wide::{LANES, dot, wide};

/// The kernels for this processor, and room to work in. Cheap to make; each thread makes its own.
pub struct Kernels {
    eight: GemmExecutor<u8, i8, i32>,
    pub float: GemmExecutor<f32>,
    #[cfg(target_arch = "x86_64")]
    pub vnni: Option<Vnni>,
    /// Whether products of full bytes overflow, as they do without the newer instructions: they are made in two parts then.
    in_parts: bool,
    part: Cell<Vec<u8>>,
    sums: Cell<Vec<i32>>,
    outputs: Cell<Vec<f32>>,
}

/// Whether the instructions that only some processors have are left alone; settled with the first kernels, as weights are packed for one way.
static PORTABLE: OnceLock<bool> = OnceLock::new();

/// See [`super::compute_alike`].
pub fn compute_alike() -> bool {
    *PORTABLE.get_or_init(|| true)
}

/// Rows that are brought to eight bits together.
const ROWS: usize = 128;

/// How numbers become bytes.
#[derive(Clone, Copy)]
pub struct Bytes {
    /// What stands for zero.
    pub zero: f32,
    /// What the largest number adds to it.
    pub top: f32,
    /// The size of the lowest number, where it is not known from the largest.
    pub lowest: f32,
}

impl Bytes {
    /// Numbers of both signs.
    pub const SIGNED: Self = Self { zero: 128.0, top: 127.0, lowest: 0.0 };

    /// What the inner half's function makes, which is never below -0.17: nearly all bytes stand for what is above zero.
    pub const GELU: Self = Self { zero: 24.0, top: 231.0, lowest: 0.17 };

    /// What numbers up to `largest` are multiplied with.
    #[inline]
    pub fn factor(self, largest: f32) -> f32 {
        let largest = largest.max(self.lowest);
        if largest > LEAST { (self.top / largest).min(self.zero / self.lowest) } else { 0.0 }
    }
}

/// Rows brought to eight bits, each with its scale.
pub struct Small {
    pub values: Vec<u8>,
    pub scales: Vec<f32>,
}

impl Kernels {
    /// Chooses the kernels for this processor.
    pub fn new() -> Self {
        let eight = GemmExecutor::<u8, i8, i32>::default();
        let in_parts = eight.may_saturate();
        Self {
            eight,
            float: GemmExecutor::default(),
            #[cfg(target_arch = "x86_64")]
            vnni: Vnni::new().filter(|_| !PORTABLE.get_or_init(|| false)),
            in_parts,
            part: Cell::default(),
            sums: Cell::default(),
            outputs: Cell::default(),
        }
    }

    /// The products of bytes and weights. Where full bytes overflow, twice those of their halves and those of their last bits, so that every processor
    /// gives the same.
    fn products(&self, sums: &mut [i32], bytes: &[u8], rows: usize, weights: &PackedBMatrix<i8>) {
        let shape = [rows, bytes.len() / rows];
        let add = |sums: &mut [i32], bytes: &[u8], beta| {
            let options = GemmOptions { beta, ..GemmOptions::default() };
            self.eight.gemm(sums, GemmInputA::Unpacked(NdTensorView::from_data(shape, bytes)), GemmInputB::Packed(weights), options)
        };
        // The sizes fit: both sides come from the same numbers.
        let done = if self.in_parts {
            let mut part = self.part.take();
            part.clear();
            part.extend(bytes.iter().map(|byte| byte >> 1));
            let halves = add(sums, &part, 0);
            for sum in &mut *sums {
                *sum *= 2;
            }
            part.clear();
            part.extend(bytes.iter().map(|byte| byte & 1));
            let done = halves.and_then(|()| add(sums, &part, 1));
            self.part.set(part);
            done
        } else {
            add(sums, bytes, 0)
        };
        if done.is_err() {
            sums.fill(0);
        }
    }
}

impl Small {
    /// Brings rows to eight bits.
    pub fn new(x: &[f32], width: usize, bytes: Bytes) -> Self {
        let mut values = vec![0; x.len()];
        let mut scales = vec![0.0; x.len() / width];
        wide(
            #[inline(always)]
            || {
                for ((x, values), scale) in x.chunks_exact(width).zip(values.chunks_exact_mut(width)).zip(&mut scales) {
                    *scale = shrink(x, bytes, values);
                }
            },
        );
        Self { values, scales }
    }
}

/// Numbers no larger count as nothing: what brings smaller ones to whole numbers would be infinite.
pub const LEAST: f32 = 1e-30;

/// Brings a row to eight bits and gives its scale.
#[inline(always)]
pub fn shrink(x: &[f32], bytes: Bytes, values: &mut [u8]) -> f32 {
    let factor = bytes.factor(largest(x));
    // So large a number has no room for a fraction: the sum's last bits are the nearest whole number, without a slow conversion.
    let zero = bytes.zero + ROUNDS;
    for (small, value) in values.iter_mut().zip(x) {
        *small = (value * factor + zero).to_bits() as u8;
    }
    if factor > 0.0 { factor.recip() } else { 0.0 }
}

/// A layer `y = W x + b` with eight-bit weights.
pub struct Linear {
    weights: Packed,
    pub inputs: usize,
    outputs: usize,
}

/// Weights as the processor's kernel takes them.
enum Packed {
    #[cfg(target_arch = "x86_64")]
    Panels(Panels<u8>),
    Matrix(Matrix),
}

/// Weights for `rten-gemm`.
struct Matrix {
    weights: PackedBMatrix<i8>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// What the inputs' zero adds to each product.
    offsets: Vec<i32>,
}

impl Linear {
    /// Reads the weights and the bias.
    pub fn read(weights: &mut Weights, kernels: &Kernels, inputs: usize, outputs: usize) -> Result<Self, WeightsError> {
        Self::read_for(weights, kernels, Bytes::SIGNED, inputs, outputs)
    }

    /// Reads the weights and the bias, for inputs in such bytes.
    pub fn read_for(weights: &mut Weights, kernels: &Kernels, bytes: Bytes, inputs: usize, outputs: usize) -> Result<Self, WeightsError> {
        let Quantised { scales, values, .. } = weights.quantised(outputs, inputs)?;
        let bias = weights.floats(1, outputs)?;
        let offsets: Vec<i32> =
            values.chunks_exact(inputs).map(|row| bytes.zero as i32 * row.iter().map(|value| i32::from(*value)).sum::<i32>()).collect();
        #[cfg(target_arch = "x86_64")]
        if kernels.vnni.is_some() && inputs.is_multiple_of(u8::DEPTH) {
            let mut panels = Panels::new(inputs, outputs);
            for (output, row) in values.chunks_exact(inputs).enumerate() {
                for (input, weight) in row.iter().enumerate() {
                    panels.set(output, input, *weight);
                }
                panels.scale(output, offsets[output], scales[output], bias[output]);
            }
            return Ok(Self { weights: Packed::Panels(panels), inputs, outputs });
        }
        let view = NdTensorView::from_data([outputs, inputs], values.as_slice());
        let weights = Packed::Matrix(Matrix { weights: kernels.eight.prepack_b(view.transposed()), scales, bias, offsets });
        Ok(Self { weights, inputs, outputs })
    }

    /// The weights as the processor's own products take them, if they are kept so.
    #[cfg(target_arch = "x86_64")]
    pub fn panels(&self) -> Option<&Panels<u8>> {
        match &self.weights {
            Packed::Panels(panels) => Some(panels),
            Packed::Matrix(_) => None,
        }
    }

    /// Applies the layer to every row of `x`.
    pub fn apply(&self, kernels: &Kernels, x: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; x.len() / self.inputs * self.outputs];
        for (x, out) in x.chunks(ROWS * self.inputs).zip(out.chunks_mut(ROWS * self.outputs)) {
            let x = Small::new(x, self.inputs, Bytes::SIGNED);
            #[cfg(target_arch = "x86_64")]
            if let (Packed::Panels(panels), Some(vnni)) = (&self.weights, kernels.vnni) {
                vnni.rows(panels, &x.values, &x.scales, out);
                continue;
            }
            self.rows(
                kernels,
                &x,
                #[inline(always)]
                |number, row| out[number * self.outputs..][..self.outputs].copy_from_slice(row),
            );
        }
        out
    }

    /// Applies the layer to every row, and hands on each with its number.
    #[inline(always)]
    pub fn rows(&self, kernels: &Kernels, x: &Small, mut each: impl FnMut(usize, &mut [f32])) {
        let mut room = kernels.outputs.take();
        match &self.weights {
            #[cfg(target_arch = "x86_64")]
            Packed::Panels(panels) => {
                let Some(vnni) = kernels.vnni else { return };
                room.resize(room.len().max(FEW * self.outputs), 0.0);
                for (few, (values, scales)) in x.values.chunks(FEW * self.inputs).zip(x.scales.chunks(FEW)).enumerate() {
                    let out = &mut room[..scales.len() * self.outputs];
                    vnni.rows(panels, values, scales, out);
                    wide(
                        #[inline(always)]
                        || out.chunks_exact_mut(self.outputs).enumerate().for_each(|(number, row)| each(few * FEW + number, row)),
                    );
                }
            }
            Packed::Matrix(matrix) => {
                room.resize(room.len().max(self.outputs), 0.0);
                matrix.rows(kernels, x, &mut room[..self.outputs], each);
            }
        }
        kernels.outputs.set(room);
    }
}

/// Rows whose outputs lie in the nearest memory together.
#[cfg(target_arch = "x86_64")]
const FEW: usize = 16;

impl Matrix {
    /// Makes each row of outputs in `row`, and hands it on with its number.
    #[inline(always)]
    fn rows(&self, kernels: &Kernels, x: &Small, row: &mut [f32], mut each: impl FnMut(usize, &mut [f32])) {
        if x.scales.is_empty() {
            return;
        }
        let mut room = kernels.sums.take();
        let length = x.scales.len() * row.len();
        room.resize(room.len().max(length), 0);
        let sums = &mut room[..length];
        kernels.products(sums, &x.values, x.scales.len(), &self.weights);
        wide(
            #[inline(always)]
            || {
                for (number, (sums, scale)) in sums.chunks_exact(row.len()).zip(&x.scales).enumerate() {
                    let columns = self.scales.iter().zip(&self.bias).zip(&self.offsets);
                    for ((value, sum), ((column, bias), offset)) in row.iter_mut().zip(sums).zip(columns) {
                        *value = (*sum - offset) as f32 * scale * column + bias;
                    }
                    each(number, row);
                }
            },
        );
        kernels.sums.set(room);
    }
}

/// A small layer with float weights, for the few outputs of a head.
pub struct Projection {
    weights: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Projection {
    /// Reads the weights and the bias.
    pub fn read(weights: &mut Weights, inputs: usize, outputs: usize) -> Result<Self, WeightsError> {
        Ok(Self { weights: weights.floats(outputs, inputs)?, bias: weights.floats(1, outputs)?, inputs })
    }

    /// The first output for one row.
    #[inline(always)]
    pub fn one(&self, x: &[f32]) -> f32 {
        dot(&self.weights[..self.inputs], x) + self.bias[0]
    }

    /// Applies the layer to every row of `x`.
    pub fn apply(&self, x: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; x.len() / self.inputs * self.bias.len()];
        wide(
            #[inline(always)]
            || {
                for (x, out) in x.chunks_exact(self.inputs).zip(out.chunks_exact_mut(self.bias.len())) {
                    for ((out, weights), bias) in out.iter_mut().zip(self.weights.chunks_exact(self.inputs)).zip(&self.bias) {
                        *out = dot(weights, x) + bias;
                    }
                }
            },
        );
        out
    }
}

/// Layer normalisation.
pub struct Norm {
    pub scale: Vec<f32>,
    pub bias: Vec<f32>,
}

impl Norm {
    /// Reads scale and bias.
    pub fn read(weights: &mut Weights, size: usize) -> Result<Self, WeightsError> {
        Ok(Self { scale: weights.floats(1, size)?, bias: weights.floats(1, size)? })
    }

    /// Normalises every row in place.
    pub fn apply(&self, x: &mut [f32]) {
        wide(
            #[inline(always)]
            || x.chunks_exact_mut(self.scale.len()).for_each(|row| self.row(row)),
        );
    }

    /// What brings numbers of this variance to one.
    #[inline(always)]
    pub fn factor(variance: f32) -> f32 {
        (variance + 1e-12).sqrt().recip()
    }

    #[inline(always)]
    pub fn row(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = sum(
            row,
            #[inline(always)]
            |value| value,
        ) / count;
        let variance = sum(
            row,
            #[inline(always)]
            |value| (value - mean) * (value - mean),
        ) / count;
        let factor = Self::factor(variance);
        for ((value, scale), bias) in row.iter_mut().zip(&self.scale).zip(&self.bias) {
            *value = (*value - mean) * factor * scale + bias;
        }
    }
}

/// Some rows in this order, those of several matrices side by side.
pub fn gather(matrices: &[&[f32]], width: usize, rows: impl Iterator<Item = usize>) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows.size_hint().0 * width * matrices.len());
    for row in rows {
        for matrix in matrices {
            out.extend_from_slice(&matrix[row * width..(row + 1) * width]);
        }
    }
    out
}

/// Floats from here on are whole numbers, one apart.
pub const ROUNDS: f32 = (3 << 22) as f32;

/// The sum of what `of` makes of each number.
#[inline(always)]
pub fn sum(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0f32; LANES];
    let wide = x.chunks_exact(LANES);
    let rest: f32 = wide.remainder().iter().map(|value| of(*value)).sum();
    for x in wide {
        for (sum, value) in sums.iter_mut().zip(x) {
            *sum += of(*value);
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The largest size of a number, its sign left out.
#[inline(always)]
fn largest(x: &[f32]) -> f32 {
    largest_of(x, 0.0, f32::abs)
}

/// The largest of what `of` makes of each number, or `least`.
#[inline(always)]
pub fn largest_of(x: &[f32], least: f32, of: impl Fn(f32) -> f32) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut most = [least; LANES];
    let wide = x.chunks_exact(LANES);
    let rest = wide.remainder().iter().fold(least, |most, value| larger(most, of(*value)));
    for x in wide {
        for (most, value) in most.iter_mut().zip(x) {
            *most = larger(*most, of(*value));
        }
    }
    most.into_iter().fold(rest, larger)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_numbers_count_as_nothing() {
        let mut values = [0; 3];
        let scale = shrink(&[0.0, f32::MIN_POSITIVE / 8.0, -f32::MIN_POSITIVE / 8.0], Bytes::SIGNED, &mut values);
        assert!(scale.is_finite());
        assert_eq!(values, [128; 3]);
    }
}
