//! Loops over numbers, compiled for the widest vectors that the processor has.

#![allow(clippy::inline_always, reason = "what is not inlined into `wide` is compiled for the narrowest vectors")]

use rten_simd::{Isa, SimdOp};

/// Runs `work` in a form compiled for this processor. What it does must be inlined into it; sums keep the order in which they are written, so that the
/// result is the same on every processor.
#[inline]
pub fn wide<R>(work: impl FnOnce() -> R) -> R {
    Wide(work).dispatch()
}

struct Wide<F>(F);

impl<R, F: FnOnce() -> R> SimdOp for Wide<F> {
    type Output = R;

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> R {
        (self.0)()
    }
}

/// Numbers side by side, so that the compiler may use wide instructions; the order of sums stays the same on every processor.
pub(crate) const LANES: usize = 16;

/// The sum of products; to stand inside [`wide`].
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
