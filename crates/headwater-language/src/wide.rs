//! Loops over numbers, compiled for the widest vectors that the processor has.

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

    #[allow(clippy::inline_always, reason = "what is not inlined is compiled for the narrowest vectors")]
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> R {
        (self.0)()
    }
}
