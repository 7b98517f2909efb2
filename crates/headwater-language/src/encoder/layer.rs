//! The transformer layer of BERT (Devlin et al. 2019).
//!
//! Processors with AVX-512 VNNI have a layer of their own ([`super::vnni::layer`]), which makes the same but for the last bits; here is what all others do.

#![allow(clippy::inline_always, reason = "a loop is compiled for the wider vectors only where it stands inside `wide`")]

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions};
use rten_simd::SimdUnaryOp;
use rten_tensor::NdTensorView;
use rten_vecmath::Gelu;

#[cfg(target_arch = "x86_64")]
use super::vnni::layer::Tables;
use super::{
    linear::{Bytes, Kernels, Linear, Norm, ROUNDS, Small, largest_of, shrink, sum},
    weights::{Weights, WeightsError},
};
use crate::wide::wide;

/// Rows that go through the inner half together: what they make on the way stays in the processor's nearer memory.
const ROWS: usize = 128;

/// The transformer layer of BERT: attention and a two-layer network, each added to its input and normalised.
pub struct Layer {
    query_key_value: Linear,
    output: Linear,
    attention_norm: Norm,
    up: Linear,
    down: Linear,
    norm: Norm,
    heads: Heads,
    hidden: usize,
}

/// Attention heads of a layer.
#[derive(Clone, Copy)]
pub struct Heads {
    /// How many there are.
    pub count: usize,
    /// Numbers of each.
    pub size: usize,
}

impl Heads {
    /// As many as share rows of this width among them.
    pub fn of(count: usize, hidden: usize) -> Self {
        Self { count, size: hidden / count }
    }

    /// Numbers of all together.
    pub fn width(self) -> usize {
        self.count * self.size
    }
}

impl Layer {
    /// Reads the layer's tables.
    pub fn read(weights: &mut Weights, kernels: &Kernels, hidden: usize, inner: usize, heads: Heads) -> Result<Self, WeightsError> {
        Ok(Self {
            query_key_value: Linear::read(weights, kernels, hidden, 3 * heads.width())?,
            output: Linear::read(weights, kernels, heads.width(), hidden)?,
            attention_norm: Norm::read(weights, hidden)?,
            up: Linear::read(weights, kernels, hidden, inner)?,
            down: Linear::read_for(weights, kernels, Bytes::GELU, inner, hidden)?,
            norm: Norm::read(weights, hidden)?,
            heads,
            hidden,
        })
    }

    /// Applies the layer to rows of several sequences, which lie one after another; `lengths` are their rows.
    pub fn apply(&self, kernels: &Kernels, x: &mut [f32], lengths: &[usize]) {
        #[cfg(target_arch = "x86_64")]
        if let (Some(vnni), Some(tables)) = (kernels.vnni, self.tables()) {
            return vnni.layer(&tables, x, lengths);
        }
        let projected = self.query_key_value.apply(kernels, x);
        let width = self.heads.width();
        let mut attended = vec![0f32; projected.len() / 3];
        let (mut projected, mut left) = (projected.as_slice(), attended.as_mut_slice());
        for length in lengths {
            let (mine, others) = projected.split_at(3 * width * length);
            let (out, rest) = left.split_at_mut(width * length);
            attend(kernels, mine, out, *length, self.heads);
            (projected, left) = (others, rest);
        }
        for (x, attended) in x.chunks_mut(ROWS * self.hidden).zip(attended.chunks(ROWS * width)) {
            self.add_normalised(kernels, &self.output, &Small::new(attended, width, Bytes::SIGNED), &self.attention_norm, x);
            let rows = x.len() / self.hidden;
            let width = self.down.inputs;
            let (mut values, mut scales) = (vec![0; rows * width], vec![0.0; rows]);
            self.up.rows(
                kernels,
                &Small::new(x, self.hidden, Bytes::SIGNED),
                #[inline(always)]
                |number, row| {
                    Gelu {}.map_mut(row);
                    scales[number] = shrink(row, Bytes::GELU, &mut values[number * width..(number + 1) * width]);
                },
            );
            self.add_normalised(kernels, &self.down, &Small { values, scales }, &self.norm, x);
        }
    }

    /// The tables for the processor's own layer, where it takes them.
    #[cfg(target_arch = "x86_64")]
    fn tables(&self) -> Option<Tables<'_>> {
        let tables = Tables {
            query_key_value: self.query_key_value.panels()?,
            output: self.output.panels()?,
            attention_norm: &self.attention_norm,
            up: self.up.panels()?,
            down: self.down.panels()?,
            norm: &self.norm,
            heads: self.heads,
        };
        tables.fit().then_some(tables)
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
fn attend(kernels: &Kernels, projected: &[f32], out: &mut [f32], length: usize, heads: Heads) {
    let (size, width) = (heads.size, heads.width());
    let all = NdTensorView::from_data([length, 3 * width], projected);
    let mut scores = vec![0f32; length * length];
    let mut part = vec![0f32; length * size];
    let mut sums = vec![0f32; length];
    for head in 0..heads.count {
        let columns = |which: usize| all.slice((.., which * width + head * size..which * width + (head + 1) * size));
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
            for ((out, part), sum) in out.chunks_exact_mut(width).zip(part.chunks_exact(size)).zip(&sums) {
                let share = sum.recip();
                for (out, part) in out[head * size..(head + 1) * size].iter_mut().zip(part) {
                    *out = part * share;
                }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tables of a layer, as they stand in a file; weights are as large as in a trained one.
    fn tables(hidden: usize, inner: usize, width: usize, mut number: impl FnMut() -> i8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut table = |kind: u8, rows: usize, columns: usize, scale: f32, add: f32| {
            bytes.push(kind);
            bytes.extend([rows, columns].iter().flat_map(|size| (*size as u32).to_le_bytes()));
            if kind == 1 {
                bytes.extend((0..rows).flat_map(|_| scale.to_le_bytes()));
                bytes.extend((0..rows * columns).map(|_| number().cast_unsigned()));
            } else {
                bytes.extend((0..rows * columns).flat_map(|_| (add + f32::from(number()) * scale).to_le_bytes()));
            }
        };
        for (outputs, inputs, is_normed) in
            [(3 * width, hidden, false), (hidden, width, true), (inner, hidden, false), (hidden, inner, true)]
        {
            table(1, outputs, inputs, 0.02 / (inputs as f32).sqrt(), 0.0);
            table(0, 1, outputs, 0.002, 0.0);
            if is_normed {
                table(0, 1, hidden, 0.002, 1.0);
                table(0, 1, hidden, 0.002, 0.0);
            }
        }
        bytes
    }

    fn layer(bytes: &[u8], kernels: &Kernels, hidden: usize, inner: usize, heads: Heads) -> Layer {
        Layer::read(&mut Weights::tables(bytes), kernels, hidden, inner, heads).unwrap()
    }

    fn portable() -> Kernels {
        let mut kernels = Kernels::new();
        #[cfg(target_arch = "x86_64")]
        {
            kernels.vnni = None;
        }
        kernels
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// The processor's own layer makes what the portable one does, but for the roundings, and of each sequence the same whatever lies beside it.
        #[test]
        fn layers_agree(lengths in prop::collection::vec(1usize..70, 1..5), vectors in 1usize..5, size in 1usize..4, count in 1usize..4, seed: u64) {
            let (hidden, inner, heads) = (16 * vectors, 64, Heads { count, size: 16 * size });
            let mut state = seed;
            let mut next = move || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) as i8
            };
            let bytes = tables(hidden, inner, heads.width(), &mut next);
            let x: Vec<f32> = (0..lengths.iter().sum::<usize>() * hidden).map(|_| f32::from(next()) / 64.0).collect();
            let (own, portable) = (Kernels::new(), portable());
            let mut expected = x.clone();
            layer(&bytes, &portable, hidden, inner, heads).apply(&portable, &mut expected, &lengths);
            let mut all = x.clone();
            let layer = layer(&bytes, &own, hidden, inner, heads);
            layer.apply(&own, &mut all, &lengths);
            let squares: f32 = all.iter().zip(&expected).map(|(a, b)| (a - b) * (a - b)).sum();
            // Rows have about unit spread. Rounding alone stays below 0.02 in all but 10 of 4,000 cases and makes 0.034 in the worst; a wrong sum makes 1.
            prop_assert!((squares / all.len() as f32).sqrt() < 0.06, "{squares} in {}", all.len());

            let mut first = 0;
            for length in lengths {
                let range = first..first + length * hidden;
                first = range.end;
                let mut alone = x[range.clone()].to_vec();
                layer.apply(&own, &mut alone, &[length]);
                prop_assert_eq!(&alone, &all[range]);
            }
        }
    }

    #[test]
    fn attention_to_nothing_is_a_number() {
        let bytes = tables(32, 32, 32, || 0);
        let kernels = Kernels::new();
        for number in [0.0, f32::MIN_POSITIVE / 8.0, f32::MIN_POSITIVE, 1e-30] {
            let mut x = vec![number; 3 * 32];
            layer(&bytes, &kernels, 32, 32, Heads::of(2, 32)).apply(&kernels, &mut x, &[3]);
            assert!(x.iter().all(|value| value.abs() < 1e-20), "{number}: {x:?}");
        }
    }
}
