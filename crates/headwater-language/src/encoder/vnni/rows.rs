//! What is done to rows of floats between products: norms, and rows brought to eight bits.

use std::arch::x86_64::{
    __m512, __m512i, _mm_storeu_si128, _mm512_abs_ps, _mm512_add_ps, _mm512_castps_si512, _mm512_cvtepi32_epi8, _mm512_fmadd_ps,
    _mm512_loadu_ps, _mm512_max_ps, _mm512_min_ps, _mm512_mul_ps, _mm512_reduce_add_ps, _mm512_reduce_max_ps, _mm512_set1_ps,
    _mm512_setzero_ps, _mm512_storeu_ps, _mm512_sub_ps,
};

use super::{COLUMNS, LANES};
use crate::encoder::linear::{Bytes, Norm, ROUNDS};

/// A vector of these numbers.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn load(from: &[f32; LANES]) -> __m512 {
    // SAFETY: there are as many as a vector holds.
    unsafe { _mm512_loadu_ps(from.as_ptr()) }
}

/// The two vectors of a panel's columns.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn two(from: &[f32]) -> [__m512; 2] {
    assert!(from.len() == COLUMNS, "two vectors");
    // SAFETY: as was just checked.
    unsafe { [_mm512_loadu_ps(from.as_ptr()), _mm512_loadu_ps(from[LANES..].as_ptr())] }
}

/// Writes a vector.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn store(to: &mut [f32; LANES], value: __m512) {
    // SAFETY: there is room for a vector.
    unsafe { _mm512_storeu_ps(to.as_mut_ptr(), value) }
}

/// Writes the lowest byte of each integer.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn store_bytes(to: &mut [u8; LANES], value: __m512i) {
    // SAFETY: there is room for the bytes.
    unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(value)) }
}

/// `x Φ(x)` (Hendrycks and Gimpel 2016), within 0.00015: the distribution is an odd polynomial up to 3.9, fitted to that error, and beyond it what it is there.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn gelu(x: __m512) -> __m512 {
    const END: f32 = 3.9;
    const ODD: [f32; 7] = [0.398_085_5, -0.064_869_31, 0.008_913_704, -0.000_844_493_8, 5.123_527e-5, -1.770_387_5e-6, 2.626_924e-8];
    let near = _mm512_max_ps(_mm512_min_ps(x, _mm512_set1_ps(END)), _mm512_set1_ps(-END));
    let square = _mm512_mul_ps(near, near);
    let mut sum = _mm512_set1_ps(ODD[6]);
    for factor in ODD[..6].iter().rev() {
        sum = _mm512_fmadd_ps(sum, square, _mm512_set1_ps(*factor));
    }
    _mm512_mul_ps(x, _mm512_fmadd_ps(sum, near, _mm512_set1_ps(0.5)))
}

/// The largest size of a number. Rows of whole vectors.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn largest(x: &[f32]) -> f32 {
    let mut most = _mm512_setzero_ps();
    for x in x.as_chunks().0 {
        most = _mm512_max_ps(most, _mm512_abs_ps(load(x)));
    }
    _mm512_reduce_max_ps(most)
}

/// The nearest whole numbers in the lower half of each integer: so large a float has no room for a fraction.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn whole(x: __m512, factor: f32, zero: f32) -> __m512i {
    _mm512_castps_si512(_mm512_fmadd_ps(x, _mm512_set1_ps(factor), _mm512_set1_ps(zero + ROUNDS)))
}

/// Brings a row with this largest number to bytes, and gives its scale.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn shrink(x: &[f32], largest: f32, bytes: Bytes, values: &mut [u8]) -> f32 {
    let factor = bytes.factor(largest);
    for (x, values) in x.as_chunks().0.iter().zip(values.as_chunks_mut().0) {
        store_bytes(values, whole(load(x), factor, bytes.zero));
    }
    reciprocal(factor)
}

/// The scale of numbers that were multiplied with `factor`; none where they became nothing.
#[inline]
pub fn reciprocal(factor: f32) -> f32 {
    if factor > 0.0 { factor.recip() } else { 0.0 }
}

/// Adds `more` to a row, normalises it, and gives its largest size of a number.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub fn add_normalised(row: &mut [f32], more: &[f32], norm: &Norm) -> f32 {
    let count = row.len() as f32;
    let mut sum = _mm512_setzero_ps();
    for (row, more) in row.as_chunks_mut().0.iter_mut().zip(more.as_chunks().0) {
        let value = _mm512_add_ps(load(row), load(more));
        store(row, value);
        sum = _mm512_add_ps(sum, value);
    }
    let mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / count);
    let mut squares = _mm512_setzero_ps();
    for row in row.as_chunks().0 {
        let value = _mm512_sub_ps(load(row), mean);
        squares = _mm512_fmadd_ps(value, value, squares);
    }
    let factor = _mm512_set1_ps(Norm::factor(_mm512_reduce_add_ps(squares) / count));
    let mut most = _mm512_setzero_ps();
    let tables = norm.scale.as_chunks().0.iter().zip(norm.bias.as_chunks().0);
    for (row, (scale, bias)) in row.as_chunks_mut().0.iter_mut().zip(tables) {
        let value = _mm512_fmadd_ps(_mm512_mul_ps(_mm512_sub_ps(load(row), mean), factor), load(scale), load(bias));
        store(row, value);
        most = _mm512_max_ps(most, _mm512_abs_ps(value));
    }
    _mm512_reduce_max_ps(most)
}
