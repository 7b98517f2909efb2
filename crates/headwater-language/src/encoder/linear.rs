//! The arithmetic: products with eight-bit weights, norms, and the two non-linear functions.
//!
//! Weights are eight-bit with one scale for each output; inputs are brought to eight bits row by row as they come, so that no row's result depends on
//! its neighbours. The products themselves are those of [`super::vnni`] on processors that have its instructions, else `rten-gemm`'s, which picks the
//! processor's best when it runs.

#![allow(clippy::inline_always, reason = "a loop is compiled for the wider vectors only where it stands inside `wide`")]

use std::cell::Cell;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::SimdUnaryOp;
use rten_tensor::NdTensorView;
use rten_vecmath::Gelu;

#[cfg(target_arch = "x86_64")]
use super::vnni::{Input as _, Panels, Vnni};
use super::weights::{Quantised, Weights, WeightsError};
use crate::wide::wide;

/// The kernels for this processor, and room to work in. Cheap to make; each thread makes its own.
pub struct Kernels {
    eight: GemmExecutor<u8, i8, i32>,
    float: GemmExecutor<f32>,
    #[cfg(target_arch = "x86_64")]
    vnni: Option<Vnni>,
    /// The largest eight-bit input: processors without the newer instructions overflow on products of full bytes.
    top: f32,
    sums: Cell<Vec<i32>>,
    outputs: Cell<Vec<f32>>,
}

/// Rows that go through a layer together: what they make on the way stays in the processor's nearer memory.
const ROWS: usize = 128;

/// Rows brought to eight bits, each with its scale.
struct Small {
    values: Vec<u8>,
    scales: Vec<f32>,
}

impl Kernels {
    /// Chooses the kernels for this processor.
    pub fn new() -> Self {
        let eight = GemmExecutor::<u8, i8, i32>::default();
        let top = if eight.may_saturate() { 63.0 } else { 127.0 };
        Self {
            eight,
            float: GemmExecutor::default(),
            #[cfg(target_arch = "x86_64")]
            vnni: Vnni::new(),
            top,
            sums: Cell::default(),
            outputs: Cell::default(),
        }
    }

    /// What stands for zero among eight-bit inputs.
    fn zero(&self) -> i32 {
        self.top as i32 + 1
    }

    /// Brings rows to eight bits.
    fn small(&self, x: &[f32], width: usize) -> Small {
        let mut values = vec![0; x.len()];
        let mut scales = vec![0.0; x.len() / width];
        wide(
            #[inline(always)]
            || {
                for ((x, values), scale) in x.chunks_exact(width).zip(values.chunks_exact_mut(width)).zip(&mut scales) {
                    *scale = shrink(x, self.top, values);
                }
            },
        );
        Small { values, scales }
    }
}

/// Numbers no larger count as nothing: what brings smaller ones to whole numbers would be infinite.
const LEAST: f32 = 1e-30;

/// Brings a row to eight bits and gives its scale.
#[inline(always)]
fn shrink(x: &[f32], top: f32, values: &mut [u8]) -> f32 {
    let largest = largest(x);
    let factor = if largest > LEAST { top / largest } else { 0.0 };
    // So large a number has no room for a fraction: the sum's last bits are the nearest whole number, without a slow conversion.
    let zero = top + 1.0 + ROUNDS;
    for (small, value) in values.iter_mut().zip(x) {
        *small = (value * factor + zero).to_bits() as u8;
    }
    largest / top
}

/// A layer `y = W x + b` with eight-bit weights.
pub struct Linear {
    weights: Packed,
    inputs: usize,
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
        let Quantised { scales, values, .. } = weights.quantised(outputs, inputs)?;
        let bias = weights.floats(1, outputs)?;
        let offsets: Vec<i32> =
            values.chunks_exact(inputs).map(|row| kernels.zero() * row.iter().map(|value| i32::from(*value)).sum::<i32>()).collect();
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

    /// Applies the layer to every row of `x`.
    pub fn apply(&self, kernels: &Kernels, x: &[f32]) -> Vec<f32> {
        let mut out = Vec::with_capacity(x.len() / self.inputs * self.outputs);
        for x in x.chunks(ROWS * self.inputs) {
            self.rows(
                kernels,
                &kernels.small(x, self.inputs),
                #[inline(always)]
                |_, row| out.extend_from_slice(row),
            );
        }
        out
    }

    /// Applies the layer to every row, and hands on each with its number.
    #[inline(always)]
    fn rows(&self, kernels: &Kernels, x: &Small, mut each: impl FnMut(usize, &mut [f32])) {
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
        let inputs = NdTensorView::from_data([x.scales.len(), x.values.len() / x.scales.len()], x.values.as_slice());
        // The sizes fit: both sides come from the same numbers.
        let done = kernels.eight.gemm(sums, GemmInputA::Unpacked(inputs), GemmInputB::Packed(&self.weights), GemmOptions::default());
        if done.is_err() {
            sums.fill(0);
        }
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

    /// Applies the layer to every row of `x`.
    pub fn apply(&self, x: &[f32]) -> Vec<f32> {
        let mut out = Vec::with_capacity(x.len() / self.inputs * self.bias.len());
        for x in x.chunks_exact(self.inputs) {
            out.extend(self.weights.chunks_exact(self.inputs).zip(&self.bias).map(|(w, bias)| dot(w, x) + bias));
        }
        out
    }
}

/// Layer normalisation.
pub struct Norm {
    scale: Vec<f32>,
    bias: Vec<f32>,
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

    #[inline(always)]
    fn row(&self, row: &mut [f32]) {
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
        let factor = (variance + 1e-12).sqrt().recip();
        for ((value, scale), bias) in row.iter_mut().zip(&self.scale).zip(&self.bias) {
            *value = (*value - mean) * factor * scale + bias;
        }
    }
}

/// The transformer layer of BERT: attention and a two-layer network, each added to its input and normalised.
pub struct Layer {
    query_key_value: Linear,
    output: Linear,
    attention_norm: Norm,
    up: Linear,
    down: Linear,
    norm: Norm,
    heads: usize,
    hidden: usize,
}

impl Layer {
    /// Reads the layer's tables.
    pub fn read(weights: &mut Weights, kernels: &Kernels, hidden: usize, inner: usize, heads: usize) -> Result<Self, WeightsError> {
        Ok(Self {
            query_key_value: Linear::read(weights, kernels, hidden, 3 * hidden)?,
            output: Linear::read(weights, kernels, hidden, hidden)?,
            attention_norm: Norm::read(weights, hidden)?,
            up: Linear::read(weights, kernels, hidden, inner)?,
            down: Linear::read(weights, kernels, inner, hidden)?,
            norm: Norm::read(weights, hidden)?,
            heads,
            hidden,
        })
    }

    /// Applies the layer to rows of several sequences, which lie one after another; `lengths` are their rows.
    pub fn apply(&self, kernels: &Kernels, x: &mut [f32], lengths: &[usize]) {
        let projected = self.query_key_value.apply(kernels, x);
        let mut attended = vec![0f32; x.len()];
        let (mut projected, mut left) = (projected.as_slice(), attended.as_mut_slice());
        for length in lengths {
            let (mine, others) = projected.split_at(3 * self.hidden * length);
            let (out, rest) = left.split_at_mut(self.hidden * length);
            attend(kernels, mine, out, *length, self.heads);
            (projected, left) = (others, rest);
        }
        for (x, attended) in x.chunks_mut(ROWS * self.hidden).zip(attended.chunks(ROWS * self.hidden)) {
            self.add_normalised(kernels, &self.output, &kernels.small(attended, self.hidden), &self.attention_norm, x);
            let rows = x.len() / self.hidden;
            let width = self.down.inputs;
            let (mut values, mut scales) = (vec![0; rows * width], vec![0.0; rows]);
            self.up.rows(
                kernels,
                &kernels.small(x, self.hidden),
                #[inline(always)]
                |number, row| {
                    Gelu {}.map_mut(row);
                    scales[number] = shrink(row, kernels.top, &mut values[number * width..(number + 1) * width]);
                },
            );
            self.add_normalised(kernels, &self.down, &Small { values, scales }, &self.norm, x);
        }
    }

    /// Adds what `linear` makes of `input` to the rows of `x`, and normalises them.
    fn add_normalised(&self, kernels: &Kernels, linear: &Linear, input: &Small, norm: &Norm, x: &mut [f32]) {
        linear.rows(
            kernels,
            input,
            #[inline(always)]
            |number, row| {
                let x = &mut x[number * self.hidden..(number + 1) * self.hidden];
                for (x, y) in x.iter_mut().zip(row) {
                    *x += *y;
                }
                norm.row(x);
            },
        );
    }
}

/// Attention of one sequence: `projected` holds queries, keys and values side by side in each row.
fn attend(kernels: &Kernels, projected: &[f32], out: &mut [f32], length: usize, heads: usize) {
    let hidden = out.len() / length;
    #[cfg(target_arch = "x86_64")]
    if let Some(vnni) = kernels.vnni.filter(|_| (hidden / heads).is_multiple_of(u8::DEPTH)) {
        return attend_with(vnni, projected, out, length, heads);
    }
    let size = hidden / heads;
    let all = NdTensorView::from_data([length, 3 * hidden], projected);
    let mut scores = vec![0f32; length * length];
    let mut part = vec![0f32; length * size];
    let mut sums = vec![0f32; length];
    for head in 0..heads {
        let columns = |which: usize| all.slice((.., which * hidden + head * size..which * hidden + (head + 1) * size));
        let options = GemmOptions { alpha: (size as f32).sqrt().recip(), ..GemmOptions::default() };
        let keys = columns(1);
        let done =
            kernels.float.gemm(&mut scores, GemmInputA::Unpacked(columns(0)), GemmInputB::Unpacked(keys.transposed()), options).is_ok();
        wide(
            #[inline(always)]
            || {
                for (row, sum) in scores.chunks_exact_mut(length).zip(&mut sums) {
                    *sum = exponentials(row);
                }
            },
        );
        let weights = NdTensorView::from_data([length, length], scores.as_slice());
        let values = columns(2);
        if done
            && kernels.float.gemm(&mut part, GemmInputA::Unpacked(weights), GemmInputB::Unpacked(values), GemmOptions::default()).is_ok()
        {
            for ((out, part), sum) in out.chunks_exact_mut(hidden).zip(part.chunks_exact(size)).zip(&sums) {
                let share = sum.recip();
                for (out, part) in out[head * size..(head + 1) * size].iter_mut().zip(part) {
                    *out = part * share;
                }
            }
        }
    }
}

/// The largest share and the largest value in attention's second product: a thousand keys' sum of products stays below 32 bits.
#[cfg(target_arch = "x86_64")]
const SHARE: f32 = 8191.0;
#[cfg(target_arch = "x86_64")]
const VALUE: f32 = 255.0;

/// Attention as in [`attend`], in integers.
#[cfg(target_arch = "x86_64")]
fn attend_with(vnni: Vnni, projected: &[f32], out: &mut [f32], length: usize, heads: usize) {
    const TOP: f32 = 127.0;
    let hidden = out.len() / length;
    let size = hidden / heads;
    let mut keys = Panels::<u8>::new(size, length);
    let mut values = Panels::<i16>::new(length, size);
    let padded = values.inputs();
    let (mut queries, mut of_queries) = (vec![0; length * size], vec![0.0; length]);
    let (mut scores, mut shares) = (vec![0.0; FEW * length], vec![0; FEW * padded]);
    let (mut of_shares, mut parts) = ([0.0; FEW], vec![0.0; FEW * size]);
    let mut row = vec![0; size];
    for head in 0..heads {
        wide(
            #[inline(always)]
            || {
                let mut largest_values = vec![LEAST; size];
                for (at, of_all) in projected.chunks_exact(3 * hidden).enumerate() {
                    let part = |which: usize| &of_all[which * hidden + head * size..][..size];
                    of_queries[at] = shrink(part(0), TOP, &mut queries[at * size..(at + 1) * size]) * (size as f32).sqrt().recip();
                    let scale = shrink(part(1), TOP, &mut row);
                    let mut sum = 0;
                    for (input, number) in row.iter().enumerate() {
                        let number = number.wrapping_sub(128).cast_signed();
                        sum += i32::from(number);
                        keys.set(at, input, number);
                    }
                    keys.scale(at, 128 * sum, scale, 0.0);
                    for (largest, value) in largest_values.iter_mut().zip(part(2)) {
                        *largest = largest.max(value.abs());
                    }
                }
                for (output, largest) in largest_values.iter_mut().enumerate() {
                    values.scale(output, 0, *largest / (VALUE * SHARE), 0.0);
                    *largest = VALUE / *largest;
                }
                for (at, of_all) in projected.chunks_exact(3 * hidden).enumerate() {
                    for (output, (value, factor)) in of_all[2 * hidden + head * size..][..size].iter().zip(&largest_values).enumerate() {
                        values.set(output, at, (value * factor + ROUNDS).to_bits() as i16);
                    }
                }
            },
        );
        for (few, (queries, of_queries)) in queries.chunks(FEW * size).zip(of_queries.chunks(FEW)).enumerate() {
            let rows = of_queries.len();
            vnni.rows(&keys, queries, of_queries, &mut scores[..rows * length]);
            wide(
                #[inline(always)]
                || {
                    for ((scores, shares), scale) in
                        scores.chunks_exact_mut(length).zip(shares.chunks_exact_mut(padded)).zip(&mut of_shares).take(rows)
                    {
                        *scale = exponentials(scores).recip();
                        for (share, exponential) in shares.iter_mut().zip(scores.iter()) {
                            *share = (exponential * SHARE + ROUNDS).to_bits() as i16;
                        }
                    }
                },
            );
            vnni.rows(&values, &shares[..rows * padded], &of_shares[..rows], &mut parts[..rows * size]);
            for (out, part) in out[few * FEW * hidden..].chunks_exact_mut(hidden).zip(parts.chunks_exact(size)).take(rows) {
                out[head * size..(head + 1) * size].copy_from_slice(part);
            }
        }
    }
}

/// Makes each number its exponential, divided by that of the largest, and gives their sum.
#[inline(always)]
fn exponentials(row: &mut [f32]) -> f32 {
    let most = largest_of(row, f32::NEG_INFINITY, |value| value);
    for value in row.iter_mut() {
        // 2 to the power of whole and rest: the whole part goes into the exponent's bits, the rest into a polynomial (relative error below 3e-6).
        let power = ((*value - most) * std::f32::consts::LOG2_E).max(-126.0);
        let whole = power + ROUNDS;
        let rest = power - (whole - ROUNDS);
        let of_rest = 1.0
            + rest
                * (std::f32::consts::LN_2 + rest * (0.240_226_5 + rest * (0.055_504_11 + rest * (0.009_618_129 + rest * 0.001_333_356))));
        *value = f32::from_bits(of_rest.to_bits().wrapping_add(whole.to_bits() << 23));
    }
    sum(row, |value| value)
}

/// Numbers side by side, so that the compiler may use wide instructions; the order of sums stays the same on every processor.
const LANES: usize = 16;
/// Floats from here on are whole numbers, one apart.
const ROUNDS: f32 = (3 << 22) as f32;

/// The sum of products.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; LANES];
    let (a_wide, b_wide) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_wide.remainder().iter().zip(b_wide.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_wide.zip(b_wide) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The sum of what `of` makes of each number.
#[inline(always)]
fn sum(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
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
fn largest_of(x: &[f32], least: f32, of: impl Fn(f32) -> f32) -> f32 {
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
        let scale = shrink(&[0.0, f32::MIN_POSITIVE / 8.0, -f32::MIN_POSITIVE / 8.0], 127.0, &mut values);
        assert!(scale.is_finite());
        assert_eq!(values, [128; 3]);
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn attention_to_nothing_is_a_number() {
        let Some(vnni) = Vnni::new() else { return };
        let (length, heads, hidden) = (3, 2, 16);
        for number in [0.0, f32::MIN_POSITIVE / 8.0, f32::MIN_POSITIVE, 1e-30] {
            let mut out = vec![f32::NAN; length * hidden];
            attend_with(vnni, &vec![number; 3 * length * hidden], &mut out, length, heads);
            assert!(out.iter().all(|value| value.abs() < 1e-29), "{number}: {out:?}");
        }
    }
}
