//! A layer of the encoder in small integers, on processors with AVX-512 VNNI.
//!
//! `rten-gemm` multiplies as fast, but packs the inputs anew for every product and leaves a matrix of 32-bit integers that has to be read again. Here a
//! few rows at a time meet all weights, their sums become floats while they are still in registers, and all that a layer makes of these rows stays in
//! the nearest memory ([`layer`]). Attention, which has no integers elsewhere, is computed so too ([`attention`]): queries and keys in eight bits, shares
//! and values in sixteen.
//!
//! All that is unsafe in the crate is in this folder: loads and stores of whole vectors, and the one step from "this processor has the instructions"
//! ([`Vnni`]) to functions that use them.

#![allow(unsafe_code, reason = "loads and stores of whole vectors; each is within a slice whose length was checked")]

mod aligned;
mod attention;
pub mod layer;
pub mod pairs;
mod rows;

use std::arch::x86_64::{
    __m512i, _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_dpwssd_epi32, _mm512_loadu_si512, _mm512_mask_storeu_ps,
    _mm512_max_ps, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps,
};

use aligned::Aligned;

/// Rows that are held in registers together.
const ROWS: usize = 8;
/// Numbers in a vector.
const LANES: usize = 16;
/// Columns that are held in registers together.
const COLUMNS: usize = 2 * LANES;

/// Inputs of a product: so many fill 32 bits.
pub trait Input: Copy + Default {
    /// What they are multiplied with.
    type Weight: Copy + Default;
    /// How many one instruction takes for a column.
    const DEPTH: usize = size_of::<i32>() / size_of::<Self>();
}

impl Input for u8 {
    type Weight = i8;
}

impl Input for i16 {
    type Weight = i16;
}

/// Weights in the order in which they are met: panels of [`COLUMNS`] outputs, in each [`Input::DEPTH`] inputs of every output side by side.
pub struct Panels<T: Input> {
    values: Aligned<T::Weight>,
    /// What each output's sum begins with, its scale, and what is added; to whole panels.
    start: Vec<i32>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
    outputs: usize,
}

impl<T: Input> Panels<T> {
    /// Weights that are nothing as yet, of outputs without scale; for so many inputs, filled up to whole instructions.
    pub fn new(inputs: usize, outputs: usize) -> Self {
        let inputs = inputs.next_multiple_of(T::DEPTH);
        let whole = outputs.next_multiple_of(COLUMNS);
        Self {
            values: Aligned::new(whole * inputs),
            start: vec![0; whole],
            scales: vec![0.0; whole],
            bias: vec![0.0; whole],
            inputs,
            outputs,
        }
    }

    /// Sets the weight of one input for one output.
    #[allow(clippy::inline_always, reason = "it stands in loops that are compiled for the wider vectors")]
    #[inline(always)]
    pub fn set(&mut self, output: usize, input: usize, weight: T::Weight) {
        let panel = output / COLUMNS * COLUMNS * self.inputs;
        self.values[panel + (input / T::DEPTH * COLUMNS + output % COLUMNS) * T::DEPTH + input % T::DEPTH] = weight;
    }

    /// Sets what is taken from one output's sum, its scale, and what is added.
    #[allow(clippy::inline_always, reason = "it stands in loops that are compiled for the wider vectors")]
    #[inline(always)]
    pub fn scale(&mut self, output: usize, offset: i32, scale: f32, bias: f32) {
        self.start[output] = -offset;
        self.scales[output] = scale;
        self.bias[output] = bias;
    }
}

/// That this processor has the instructions.
#[derive(Clone, Copy)]
pub struct Vnni(());

impl Vnni {
    /// None where the processor lacks one of them.
    pub fn new() -> Option<Self> {
        let has = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni");
        has.then_some(Self(()))
    }

    /// For each row of `x`, with one scale a row, the row of outputs: `(w x - offset) * scale * output's scale + bias`.
    #[allow(clippy::unused_self, reason = "whoever has one may call it")]
    pub fn rows<T: Input>(self, weights: &Panels<T>, x: &[T], scales: &[f32], out: &mut [f32]) {
        // SAFETY: `self` says that the processor has the instructions.
        unsafe { product::<T, false>(weights, x, scales, out, &mut []) }
    }
}

/// As [`Vnni::rows`]. With `GELU` outputs go through that function, and `most`, one for each row, become at least as large as they.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn product<T: Input, const GELU: bool>(weights: &Panels<T>, x: &[T], scales: &[f32], out: &mut [f32], most: &mut [[f32; LANES]]) {
    assert!(x.len() == scales.len() * weights.inputs && out.len() == scales.len() * weights.outputs, "rows of other sizes");
    assert!(!GELU || most.len() == scales.len() && weights.outputs.is_multiple_of(LANES), "whole vectors of outputs");
    for panel in 0..weights.start.len() / COLUMNS {
        for first in (0..scales.len()).step_by(ROWS) {
            let rows = ROWS.min(scales.len() - first);
            let x = &x[first * weights.inputs..(first + rows) * weights.inputs];
            let out = &mut out[first * weights.outputs..(first + rows) * weights.outputs];
            let most = if GELU { &mut most[first..first + rows] } else { &mut [] };
            let block = Block { weights, panel, x, scales: &scales[first..first + rows] };
            match rows {
                1 => block.apply::<1, GELU>(out, most),
                2 => block.apply::<2, GELU>(out, most),
                3 => block.apply::<3, GELU>(out, most),
                4 => block.apply::<4, GELU>(out, most),
                5 => block.apply::<5, GELU>(out, most),
                6 => block.apply::<6, GELU>(out, most),
                7 => block.apply::<7, GELU>(out, most),
                _ => block.apply::<ROWS, GELU>(out, most),
            }
        }
    }
}

/// A few rows and a panel of weights.
struct Block<'a, T: Input> {
    weights: &'a Panels<T>,
    panel: usize,
    x: &'a [T],
    scales: &'a [f32],
}

impl<T: Input> Block<'_, T> {
    /// Writes the panel's columns of each of `R` rows.
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn apply<const R: usize, const GELU: bool>(&self, out: &mut [f32], most: &mut [[f32; LANES]]) {
        const {
            assert!(size_of::<T>() == size_of::<T::Weight>(), "weights as large as inputs");
            assert!(T::DEPTH * size_of::<T>() == size_of::<i32>(), "inputs that fill 32 bits");
        }
        let Panels { values, start, scales, bias, inputs, outputs } = self.weights;
        let panel = &values[self.panel * COLUMNS * inputs..(self.panel + 1) * COLUMNS * inputs];
        assert!(self.x.len() == R * inputs && self.scales.len() == R && out.len() == R * outputs);
        let columns = self.panel * COLUMNS..(self.panel + 1) * COLUMNS;
        let (scales, bias) = (rows::two(&scales[columns.clone()]), rows::two(&bias[columns.clone()]));
        let start = &start[columns];
        // SAFETY: as long as two vectors.
        let start = unsafe { [_mm512_loadu_si512(start.as_ptr().cast()), _mm512_loadu_si512(start[LANES..].as_ptr().cast())] };
        let mut sums = [start; R];
        for step in 0..inputs / T::DEPTH {
            // SAFETY: the panel holds `COLUMNS * inputs` weights, `x` holds `R * inputs` numbers.
            unsafe {
                let weights = panel.as_ptr().add(step * COLUMNS * T::DEPTH);
                let near: __m512i = _mm512_loadu_si512(weights.cast());
                let far: __m512i = _mm512_loadu_si512(weights.add(LANES * T::DEPTH).cast());
                for (row, sums) in sums.iter_mut().enumerate() {
                    let x = _mm512_set1_epi32(self.x.as_ptr().add(row * inputs + step * T::DEPTH).cast::<i32>().read_unaligned());
                    if T::DEPTH == <u8 as Input>::DEPTH {
                        sums[0] = _mm512_dpbusd_epi32(sums[0], x, near);
                        sums[1] = _mm512_dpbusd_epi32(sums[1], x, far);
                    } else {
                        sums[0] = _mm512_dpwssd_epi32(sums[0], x, near);
                        sums[1] = _mm512_dpwssd_epi32(sums[1], x, far);
                    }
                }
            }
        }
        let first = self.panel * COLUMNS;
        let left = (outputs - first).min(COLUMNS);
        // Row by row, each in one step: where the compiler cannot unroll the loop, it keeps the sums outside the registers.
        for (row, sums) in sums.into_iter().enumerate() {
            let of_row = _mm512_set1_ps(self.scales[row]);
            let value = |half: usize| {
                let value = _mm512_mul_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(sums[half]), of_row), scales[half]);
                let value = _mm512_add_ps(value, bias[half]);
                if GELU { rows::gelu(value) } else { value }
            };
            let values = [value(0), value(1)];
            if GELU {
                let most = &mut most[row];
                rows::store(most, _mm512_max_ps(rows::load(most), _mm512_max_ps(values[0], values[1])));
            }
            let out = &mut out[row * outputs + first..][..left];
            if let [near, far] = out.as_chunks_mut().0 {
                rows::store(near, values[0]);
                rows::store(far, values[1]);
            } else {
                let mask = (1_u32 << left) - 1;
                // SAFETY: only the `left` columns of the row are written.
                unsafe {
                    _mm512_mask_storeu_ps(out.as_mut_ptr(), mask as u16, values[0]);
                    _mm512_mask_storeu_ps(out.as_mut_ptr().wrapping_add(LANES), (mask >> LANES) as u16, values[1]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether rows of outputs are what plain sums give.
    fn check<T: Input + Into<i32>>(
        rows: usize,
        inputs: usize,
        outputs: usize,
        mut number: impl FnMut() -> (T, T::Weight),
        of_floats: &[f32],
    ) where
        T::Weight: Into<i32>,
    {
        let Some(vnni) = Vnni::new() else { return };
        let mut panels = Panels::<T>::new(inputs, outputs);
        let inputs = panels.inputs;
        let x: Vec<T> = (0..rows * inputs).map(|_| number().0).collect();
        let weights: Vec<T::Weight> = (0..outputs * inputs).map(|_| number().1).collect();
        let float = |at: usize| of_floats[at % of_floats.len()];
        let of_output = |at: usize| (float(at) * 1000.0) as i32;
        for output in 0..outputs {
            for input in 0..inputs {
                panels.set(output, input, weights[output * inputs + input]);
            }
            panels.scale(output, of_output(output), float(output), float(output + 3));
        }
        let scales: Vec<f32> = (0..rows).map(|row| float(row + 5)).collect();
        let mut out = vec![0.0; rows * outputs];
        vnni.rows(&panels, &x, &scales, &mut out);
        for row in 0..rows {
            for output in 0..outputs {
                let pairs = x[row * inputs..][..inputs].iter().zip(&weights[output * inputs..][..inputs]);
                let sum: i32 = pairs.map(|(x, w)| (*x).into() * (*w).into()).sum();
                let expected = (sum - of_output(output)) as f32 * scales[row] * float(output) + float(output + 3);
                assert_eq!(out[row * outputs + output].to_bits(), expected.to_bits());
            }
        }
    }

    proptest! {
        #[test]
        fn agrees_with_plain_sums(rows in 0usize..20, inputs in 1usize..35, outputs in 1usize..70, seed: u64, floats in prop::collection::vec(-2f32..2.0, 1..9)) {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 40) as i16
            };
            check(rows, inputs, outputs, || (next() as u8, next() as i8), &floats);
            check(rows, inputs, outputs, || (next() % 8192, next() % 512), &floats);
        }
    }
}
