//! Products of rows with rows, every one with every other.

use std::arch::x86_64::{
    __m128i, __m512i, _mm_add_epi32, _mm_storeu_si128, _mm256_add_epi32, _mm256_castsi256_si128, _mm256_extracti128_si256,
    _mm512_add_epi32, _mm512_castsi512_si256, _mm512_dpbusd_epi32, _mm512_extracti64x4_epi64, _mm512_loadu_si512, _mm512_set1_epi8,
    _mm512_setzero_si512, _mm512_sub_epi32, _mm512_unpackhi_epi32, _mm512_unpackhi_epi64, _mm512_unpacklo_epi32, _mm512_unpacklo_epi64,
    _mm512_xor_si512,
};

use super::Vnni;

/// Bytes of a vector.
pub const BYTES: usize = 64;
/// Rows that one row meets together.
const FEW: usize = 4;

impl Vnni {
    /// The product of each row of `x` with each of `y`, those of the first row first. Rows are whole vectors, so many in each.
    #[allow(clippy::unused_self, reason = "whoever has one may call it")]
    pub fn products(self, x: &[i8], y: &[i8], vectors: usize) -> Vec<i32> {
        // SAFETY: `self` says that the processor has the instructions.
        unsafe { products(x, y, vectors) }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn products(x: &[i8], y: &[i8], vectors: usize) -> Vec<i32> {
    let (x, y) = (x.as_chunks::<BYTES>().0, y.as_chunks::<BYTES>().0);
    let rows = y.len() / vectors;
    let mut out = vec![0; x.len() / vectors * rows];
    for first in (0..rows).step_by(FEW) {
        // Of rows that are not there the last is taken.
        let few: [&[[i8; BYTES]]; FEW] = std::array::from_fn(|row| &y[(first + row).min(rows - 1) * vectors..][..vectors]);
        // The instruction takes unsigned bytes of the one side: what 128 more add is taken away.
        let mut above = [_mm512_setzero_si512(); FEW];
        for at in 0..vectors {
            for (above, row) in above.iter_mut().zip(&few) {
                *above = _mm512_dpbusd_epi32(*above, _mm512_set1_epi8(i8::MIN), load(&row[at]));
            }
        }
        for (x, out) in x.chunks_exact(vectors).zip(out.chunks_exact_mut(rows)) {
            let mut sums = [_mm512_setzero_si512(); FEW];
            for (at, x) in x.iter().enumerate() {
                let x = _mm512_xor_si512(load(x), _mm512_set1_epi8(i8::MIN));
                for (sum, row) in sums.iter_mut().zip(&few) {
                    *sum = _mm512_dpbusd_epi32(*sum, x, load(&row[at]));
                }
            }
            let mut four = [0; FEW];
            let sums: [__m512i; FEW] = std::array::from_fn(|row| _mm512_sub_epi32(sums[row], above[row]));
            // SAFETY: there is room for the four.
            unsafe { _mm_storeu_si128(four.as_mut_ptr().cast(), totals(sums)) }
            for (out, sum) in out[first..].iter_mut().zip(four) {
                *out = sum;
            }
        }
    }
    out
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn load(from: &[i8; BYTES]) -> __m512i {
    // SAFETY: there are as many as a vector holds.
    unsafe { _mm512_loadu_si512(from.as_ptr().cast()) }
}

/// The sum of the numbers in each vector.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn totals([a, b, c, d]: [__m512i; FEW]) -> __m128i {
    let two = |a, b| _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
    let (ab, cd) = (two(a, b), two(c, d));
    let all = _mm512_add_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_unpackhi_epi64(ab, cd));
    let half = _mm256_add_epi32(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64::<1>(all));
    _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256::<1>(half))
}
