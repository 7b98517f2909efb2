//! A transformer layer: all that is made of a few rows stays in the nearest memory until they are done.

use super::{
    LANES, Panels, Vnni,
    aligned::Aligned,
    attention::{Parts, Room},
    product,
    rows::{add_normalised, largest, shrink},
};
use crate::encoder::{
    layer::Heads,
    linear::{Bytes, Norm},
};

/// Rows that go through a layer together.
const FEW: usize = 16;

/// The tables of a layer.
pub struct Tables<'a> {
    /// To queries, keys and values side by side.
    pub query_key_value: &'a Panels<u8>,
    /// From what is attended to.
    pub output: &'a Panels<u8>,
    /// Behind attention.
    pub attention_norm: &'a Norm,
    /// To the inner half.
    pub up: &'a Panels<u8>,
    /// From it.
    pub down: &'a Panels<u8>,
    /// Behind it.
    pub norm: &'a Norm,
    /// Attention heads.
    pub heads: Heads,
}

impl Tables<'_> {
    /// Whether rows and heads are whole vectors.
    pub fn fit(&self) -> bool {
        [self.output.outputs, self.heads.size, self.up.outputs].iter().all(|size| size.is_multiple_of(LANES))
    }
}

impl Vnni {
    /// Applies a layer whose tables fit to rows of several sequences, which lie one after another; `lengths` are their rows.
    #[allow(clippy::unused_self, reason = "whoever has one may call it")]
    pub fn layer(self, tables: &Tables, x: &mut [f32], lengths: &[usize]) {
        // SAFETY: `self` says that the processor has the instructions.
        unsafe { layer(tables, x, lengths) }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn layer(tables: &Tables, x: &mut [f32], lengths: &[usize]) {
    let (hidden, inner, width) = (tables.output.outputs, tables.up.outputs, tables.heads.width());
    assert!(tables.fit() && x.len() == lengths.iter().sum::<usize>() * hidden, "rows of other sizes");
    let mut small = Aligned::new(FEW * hidden.max(inner).max(width));
    let mut scales = [0.0; FEW];
    let mut made = Aligned::new(FEW * (3 * width).max(inner));

    let mut parts = Parts::new(lengths, tables.heads.count, tables.heads.size);
    for (few, x) in x.chunks(FEW * hidden).enumerate() {
        let rows = x.len() / hidden;
        for ((x, small), scale) in x.chunks_exact(hidden).zip(small.chunks_exact_mut(hidden)).zip(&mut scales) {
            *scale = shrink(x, largest(x), Bytes::SIGNED, small);
        }
        let projected = &mut made[..rows * 3 * width];
        product::<u8, false>(tables.query_key_value, &small[..rows * hidden], &scales[..rows], projected, &mut []);
        parts.store(few * FEW, projected);
    }
    parts.finish();

    let mut attended = Aligned::new(FEW * width);
    let mut added = Aligned::new(FEW * hidden);
    let mut room = Room::new(lengths);
    for (few, x) in x.chunks_mut(FEW * hidden).enumerate() {
        let rows = x.len() / hidden;
        let (attended, added) = (&mut attended[..rows * width], &mut added[..rows * hidden]);
        parts.attend(few * FEW, attended, &mut room);
        for ((row, small), scale) in attended.chunks_exact(width).zip(small.chunks_exact_mut(width)).zip(&mut scales) {
            *scale = shrink(row, largest(row), Bytes::SIGNED, small);
        }
        product::<u8, false>(tables.output, &small[..rows * width], &scales[..rows], added, &mut []);
        for (((x, more), small), scale) in
            x.chunks_exact_mut(hidden).zip(added.chunks_exact(hidden)).zip(small.chunks_exact_mut(hidden)).zip(&mut scales)
        {
            let largest = add_normalised(x, more, tables.attention_norm);
            *scale = shrink(x, largest, Bytes::SIGNED, small);
        }
        let mut most = [[0.0; LANES]; FEW];
        let inside = &mut made[..rows * inner];
        product::<u8, true>(tables.up, &small[..rows * hidden], &scales[..rows], inside, &mut most[..rows]);
        for (((row, small), scale), most) in inside.chunks_exact(inner).zip(small.chunks_exact_mut(inner)).zip(&mut scales).zip(&most) {
            *scale = shrink(row, largest(most), Bytes::GELU, small);
        }
        product::<u8, false>(tables.down, &small[..rows * inner], &scales[..rows], added, &mut []);
        for (x, more) in x.chunks_exact_mut(hidden).zip(added.chunks_exact(hidden)) {
            add_normalised(x, more, tables.norm);
        }
    }
}
