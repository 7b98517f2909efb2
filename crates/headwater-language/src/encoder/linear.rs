//! The arithmetic: products with eight-bit weights, norms, and the two non-linear functions.
//!
//! Weights are eight-bit with one scale for each output; inputs are brought to eight bits row by row as they come, so that no row's result depends on
//! its neighbours. The products themselves are `rten-gemm`'s, which picks the processor's best instructions when it runs.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, Normalize, NormalizeOptions, Softmax};

use super::weights::{Quantised, Weights, WeightsError};

/// The kernels for this processor. Cheap to make; each thread makes its own.
pub struct Kernels {
    eight: GemmExecutor<u8, i8, i32>,
    float: GemmExecutor<f32>,
    /// The largest eight-bit input: processors without the newer instructions overflow on products of full bytes.
    top: f32,
}

impl Kernels {
    /// Chooses the kernels for this processor.
    pub fn new() -> Self {
        let eight = GemmExecutor::<u8, i8, i32>::default();
        let top = if eight.may_saturate() { 63.0 } else { 127.0 };
        Self { eight, float: GemmExecutor::default(), top }
    }
}

/// A layer `y = W x + b` with eight-bit weights.
pub struct Linear {
    weights: PackedBMatrix<i8>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Linear {
    /// Reads the weights and the bias.
    pub fn read(weights: &mut Weights, kernels: &Kernels, inputs: usize, outputs: usize) -> Result<Self, WeightsError> {
        let Quantised { scales, values, .. } = weights.quantised(outputs, inputs)?;
        let bias = weights.floats(1, outputs)?;
        let view = NdTensorView::from_data([outputs, inputs], values.as_slice());
        Ok(Self { weights: kernels.eight.prepack_b(view.transposed()), scales, bias, inputs })
    }

    /// Applies the layer to every row of `x`.
    pub fn apply(&self, kernels: &Kernels, x: &[f32]) -> Vec<f32> {
        let rows = x.len() / self.inputs;
        let outputs = self.bias.len();
        let mut small = vec![0u8; x.len()];
        let mut row_scales = vec![0f32; rows];
        let zero = kernels.top + 1.0;
        for ((x, small), scale) in x.chunks_exact(self.inputs).zip(small.chunks_exact_mut(self.inputs)).zip(&mut row_scales) {
            let largest = largest(x);
            *scale = largest / kernels.top;
            let factor = if largest > 0.0 { kernels.top / largest } else { 0.0 };
            // So large a number has no room for a fraction: the sum's last bits are the nearest whole number, without a slow conversion.
            let zero = zero + ROUNDS;
            for (small, value) in small.iter_mut().zip(x) {
                *small = (value * factor + zero).to_bits() as u8;
            }
        }
        let zeros = vec![zero as u8; rows];
        let mut products = vec![0i32; rows * outputs];
        let options = GemmOptions { a_quant: Some(QuantParams { zero_point: &zeros }), ..GemmOptions::default() };
        let a = GemmInputA::Unpacked(NdTensorView::from_data([rows, self.inputs], small.as_slice()));
        // The sizes fit: both sides come from the same numbers.
        if kernels.eight.gemm(&mut products, a, GemmInputB::Packed(&self.weights), options).is_err() {
            return vec![0.0; rows * outputs];
        }
        let mut out = Vec::with_capacity(rows * outputs);
        for (products, scale) in products.chunks_exact(outputs).zip(&row_scales) {
            out.extend(
                products.iter().zip(&self.scales).zip(&self.bias).map(|((product, column), bias)| *product as f32 * scale * column + bias),
            );
        }
        out
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
        for row in x.chunks_exact_mut(self.scale.len()) {
            let count = row.len() as f32;
            let mean = sum(row, |value| value) / count;
            let variance = sum(row, |value| (value - mean) * (value - mean)) / count;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: (variance + 1e-12).sqrt().recip(),
                element_scale: Some(&self.scale),
                bias: 0.0,
                element_bias: Some(&self.bias),
            };
            Normalize::new_mut(row, options).dispatch();
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

    /// Applies the layer to rows of several sequences, which lie one after another, each `length` rows long.
    pub fn apply(&self, kernels: &Kernels, x: &mut [f32], length: usize) {
        let projected = self.query_key_value.apply(kernels, x);
        let mut attended = vec![0f32; x.len()];
        for (projected, attended) in projected.chunks_exact(3 * self.hidden * length).zip(attended.chunks_exact_mut(self.hidden * length)) {
            attend(kernels, projected, attended, length, self.heads);
        }
        add(x, &self.output.apply(kernels, &attended));
        self.attention_norm.apply(x);
        let mut inner = self.up.apply(kernels, x);
        Gelu {}.map_mut(&mut inner);
        add(x, &self.down.apply(kernels, &inner));
        self.norm.apply(x);
    }
}

/// Attention of one sequence: `projected` holds queries, keys and values side by side in each row.
fn attend(kernels: &Kernels, projected: &[f32], out: &mut [f32], length: usize, heads: usize) {
    let hidden = out.len() / length;
    let size = hidden / heads;
    let all = NdTensorView::from_data([length, 3 * hidden], projected);
    let mut scores = vec![0f32; length * length];
    let mut part = vec![0f32; length * size];
    for head in 0..heads {
        let columns = |which: usize| all.slice((.., which * hidden + head * size..which * hidden + (head + 1) * size));
        let options = GemmOptions { alpha: (size as f32).sqrt().recip(), ..GemmOptions::default() };
        let keys = columns(1);
        let done =
            kernels.float.gemm(&mut scores, GemmInputA::Unpacked(columns(0)), GemmInputB::Unpacked(keys.transposed()), options).is_ok();
        for row in scores.chunks_exact_mut(length) {
            Softmax::new_mut(row).dispatch();
        }
        let weights = NdTensorView::from_data([length, length], scores.as_slice());
        let values = columns(2);
        if done
            && kernels.float.gemm(&mut part, GemmInputA::Unpacked(weights), GemmInputB::Unpacked(values), GemmOptions::default()).is_ok()
        {
            for (out, part) in out.chunks_exact_mut(hidden).zip(part.chunks_exact(size)) {
                out[head * size..(head + 1) * size].copy_from_slice(part);
            }
        }
    }
}

/// Numbers side by side, so that the compiler may use wide instructions; the order of sums stays the same on every processor.
const LANES: usize = 16;
/// Floats from here on are whole numbers, one apart.
const ROUNDS: f32 = (3 << 22) as f32;

/// The sum of products.
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
fn largest(x: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut most = [0f32; LANES];
    let wide = x.chunks_exact(LANES);
    let rest = wide.remainder().iter().fold(0f32, |most, value| larger(most, value.abs()));
    for x in wide {
        for (most, value) in most.iter_mut().zip(x) {
            *most = larger(*most, value.abs());
        }
    }
    most.into_iter().fold(rest, larger)
}

fn add(x: &mut [f32], y: &[f32]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x += y;
    }
}
