//! Attention in eight-bit integers: queries, keys, values, and the shares that their words get.
//!
//! Keys and values are stored as products meet them. The scale of a value goes into the share that its word gets, so that each word's values have a
//! scale of their own; and a row's shares have a scale by the largest of them.

use std::arch::x86_64::{
    __m512, __m512i, _mm_cvtsi32_si128, _mm512_add_epi32, _mm512_add_ps, _mm512_and_si512, _mm512_castps_si512, _mm512_castsi512_ps,
    _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_loadu_si512, _mm512_maskz_mov_ps, _mm512_max_ps, _mm512_mul_ps,
    _mm512_or_si512, _mm512_permutex2var_epi32, _mm512_reduce_add_ps, _mm512_reduce_max_ps, _mm512_set1_epi8, _mm512_set1_epi32,
    _mm512_set1_ps, _mm512_setzero_ps, _mm512_setzero_si512, _mm512_sll_epi32, _mm512_slli_epi32, _mm512_storeu_si512, _mm512_sub_epi32,
};

use crate::encoder::linear::{Bytes, ROUNDS};

use super::{
    COLUMNS, LANES, ROWS,
    aligned::Aligned,
    rows::{largest, load, reciprocal, shrink, store, store_bytes, two, whole},
};

/// The largest share.
const SHARE: f32 = 255.0;
/// A score so low that it gets no share.
const NOTHING: f32 = -1e30;
/// Bytes that one instruction takes of a row.
const DEPTH: usize = 4;

/// Fractions of a power that are told apart.
const FRACTIONS: f32 = 32.0;
/// Where a power's whole part goes in a float.
const EXPONENT: u32 = 23 - 5;
/// 2 to the power of each fraction: the bits of the float, less what the fraction itself leaves among them.
const POWERS: [u32; FRACTIONS as usize] = {
    let (mut powers, mut power, mut at) = ([0; FRACTIONS as usize], 1.0_f64, 0);
    while at < powers.len() {
        powers[at] = (power as f32).to_bits() - ((at as u32) << EXPONENT);
        // The 32nd root of two.
        power *= 1.021_897_148_654_116_7;
        at += 1;
    }
    powers
};

/// Queries, keys and values of several sequences.
pub struct Parts {
    heads: usize,
    /// Numbers of a head.
    size: usize,
    /// For each sequence its first row, its rows, and the place of its first key.
    sequences: Vec<[usize; 3]>,
    /// Places for keys of one head; each sequence has whole panels.
    places: usize,
    /// Row by row.
    queries: Vec<u8>,
    of_queries: Vec<f32>,
    /// Head by head in panels of [`COLUMNS`] keys, in each [`DEPTH`] numbers of every key side by side.
    keys: Aligned<u8>,
    /// The scale of each key; what takes away what the queries' zero adds to its products; 0 or, where no key is, [`NOTHING`].
    of_keys: Vec<f32>,
    offsets: Vec<i32>,
    bias: Vec<f32>,
    /// Head by head, in each [`LANES`] numbers of all keys, those of [`DEPTH`] keys side by side.
    values: Aligned<i8>,
    of_values: Vec<f32>,
}

/// Room for a few rows of attention: their scores, and their shares.
pub struct Room {
    scores: Aligned<f32>,
    shares: Aligned<u8>,
}

impl Room {
    /// Room for sequences of these lengths.
    pub fn new(lengths: &[usize]) -> Self {
        let most = ROWS * lengths.iter().copied().max().unwrap_or(0).next_multiple_of(COLUMNS);
        Self { scores: Aligned::new(most), shares: Aligned::new(most) }
    }
}

impl Parts {
    /// Room for sequences of these lengths.
    pub fn new(lengths: &[usize], heads: usize, size: usize) -> Self {
        let (mut rows, mut places) = (0, 0);
        let mut bias = Vec::new();
        let mut place = |length: &usize| {
            let sequence = [rows, *length, places];
            rows += length;
            places += length.next_multiple_of(COLUMNS);
            bias.resize(bias.len() + length, 0.0);
            bias.resize(places, NOTHING);
            sequence
        };
        let sequences = lengths.iter().map(&mut place).collect();
        Self {
            heads,
            size,
            sequences,
            places,
            queries: vec![0; rows * heads * size],
            of_queries: vec![0.0; rows * heads],
            keys: Aligned::new(places * heads * size),
            of_keys: vec![0.0; places * heads],
            offsets: vec![0; places * heads],
            bias,
            values: Aligned::new(places * heads * size),
            of_values: vec![0.0; places * heads],
        }
    }

    /// Stores rows from `first` on, of queries, keys and values side by side; rows come in order.
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub fn store(&mut self, first: usize, projected: &[f32]) {
        let size = self.size;
        let hidden = self.heads * size;
        let mut sequence = self.sequences.partition_point(|[start, length, _]| start + length <= first);
        // The scores' base is two.
        let scale = std::f32::consts::LOG2_E / (size as f32).sqrt();
        for (row, projected) in (first..).zip(projected.chunks_exact(3 * hidden)) {
            while self.sequences[sequence][0] + self.sequences[sequence][1] <= row {
                sequence += 1;
            }
            let [start, _, place] = self.sequences[sequence];
            let at = row - start;
            for head in 0..self.heads {
                let part = |which: usize| &projected[which * hidden + head * size..][..size];
                let queries = &mut self.queries[row * hidden + head * size..][..size];
                self.of_queries[row * self.heads + head] = scale * shrink(part(0), largest(part(0)), Bytes::SIGNED, queries);

                let of_head = head * self.places + place;
                self.store_key(of_head, at, part(1));
                self.store_value(head, place, at, part(2));
            }
        }
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn store_key(&mut self, first: usize, at: usize, key: &[f32]) {
        let factor = Bytes::SIGNED.factor(largest(key));
        self.of_keys[first + at] = reciprocal(factor);
        let panel = &mut self.keys[(first + at / COLUMNS * COLUMNS) * self.size..][..COLUMNS * self.size];
        let mut bytes = [0; LANES];
        for (key, panel) in key.as_chunks().0.iter().zip(panel.chunks_exact_mut(COLUMNS * LANES)) {
            store_bytes(&mut bytes, whole(load(key), factor, 0.0));
            for (bytes, panel) in bytes.as_chunks::<DEPTH>().0.iter().zip(panel.as_chunks_mut::<DEPTH>().0.as_chunks_mut::<COLUMNS>().0) {
                panel[at % COLUMNS] = *bytes;
            }
        }
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn store_value(&mut self, head: usize, place: usize, at: usize, value: &[f32]) {
        let factor = Bytes::SIGNED.factor(largest(value));
        self.of_values[head * self.places + place + at] = reciprocal(factor);
        let shift = _mm_cvtsi32_si128(((at % DEPTH * 8) as u32).cast_signed());
        for (chunk, value) in value.as_chunks().0.iter().enumerate() {
            let first = ((head * self.size / LANES + chunk) * self.places + place + at / DEPTH * DEPTH) * LANES;
            let side_by_side: &mut [i8] = &mut self.values[first..first + DEPTH * LANES];
            let new = _mm512_sll_epi32(_mm512_and_si512(whole(load(value), factor, 0.0), _mm512_set1_epi32(0xff)), shift);
            // SAFETY: the slice is as long as a vector.
            unsafe {
                let others = _mm512_loadu_si512(side_by_side.as_ptr().cast());
                _mm512_storeu_si512(side_by_side.as_mut_ptr().cast(), _mm512_or_si512(others, new));
            }
        }
    }

    /// Makes ready what was stored.
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub fn finish(&mut self) {
        for (panel, offsets) in self.keys.chunks_exact(COLUMNS * self.size).zip(self.offsets.chunks_exact_mut(COLUMNS)) {
            let mut sums = [_mm512_setzero_si512(); 2];
            for step in panel.chunks_exact(COLUMNS * DEPTH) {
                for (sum, half) in sums.iter_mut().zip(step.chunks_exact(LANES * DEPTH)) {
                    // SAFETY: half a step is a vector.
                    let half = unsafe { _mm512_loadu_si512(half.as_ptr().cast()) };
                    *sum = _mm512_dpbusd_epi32(*sum, _mm512_set1_epi8((Bytes::SIGNED.zero as u8).cast_signed()), half);
                }
            }
            for (sum, offsets) in sums.iter().zip(offsets.chunks_exact_mut(LANES)) {
                // SAFETY: half of the offsets are a vector.
                unsafe { _mm512_storeu_si512(offsets.as_mut_ptr().cast(), _mm512_sub_epi32(_mm512_setzero_si512(), *sum)) }
            }
        }
    }

    /// What rows from `first` on attend to, a row each.
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub fn attend(&self, first: usize, out: &mut [f32], room: &mut Room) {
        let hidden = self.heads * self.size;
        let end = first + out.len() / hidden;
        let from = self.sequences.partition_point(|[start, length, _]| start + length <= first);
        for [start, length, place] in self.sequences[from..].iter().take_while(|[start, ..]| *start < end) {
            let (begin, stop) = (first.max(*start), end.min(start + length));
            for few in (begin..stop).step_by(ROWS) {
                let rows = few..stop.min(few + ROWS);
                let out = &mut out[(few - first) * hidden..(rows.end - first) * hidden];
                for head in 0..self.heads {
                    self.attend_few(rows.clone(), head, *place, *length, out, room);
                }
            }
        }
    }

    /// One head of at most [`ROWS`] rows.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn attend_few(&self, rows: std::ops::Range<usize>, head: usize, place: usize, length: usize, out: &mut [f32], room: &mut Room) {
        let padded = length.next_multiple_of(COLUMNS);
        // Behind these no key gets a share.
        let held = length.next_multiple_of(LANES);
        let (scores, shares) = (&mut room.scores[..ROWS * padded], &mut room.shares[..ROWS * padded]);
        let most = self.scores(rows.clone(), head, place, scores);
        let of_values = &self.of_values[head * self.places + place..][..held];
        let mut of_shares = [0.0; ROWS];
        for (number, row) in rows.clone().enumerate() {
            let scale = self.of_queries[row * self.heads + head];
            let (scores, shares) = (&mut scores[number * padded..][..held], &mut shares[number * padded..][..held]);
            of_shares[number] = spread(scores, _mm512_reduce_max_ps(most[number]), scale, of_values, length, shares);
        }
        let hidden = self.heads * self.size;
        let chunks = self.size / LANES;
        for chunk in (0..chunks).step_by(2) {
            let values = |chunk: usize| {
                &self.values[((head * chunks + chunk) * self.places + place) * LANES..][..length.next_multiple_of(DEPTH) * LANES]
            };
            let out = &mut out[head * self.size + chunk * LANES..];
            if chunk + 1 < chunks {
                weigh(shares, padded, [values(chunk), values(chunk + 1)], &of_shares[..rows.len()], out, hidden);
            } else {
                weigh(shares, padded, [values(chunk)], &of_shares[..rows.len()], out, hidden);
            }
        }
    }

    /// Scores of at most [`ROWS`] queries with all keys of a sequence, without the queries' scales, and each row's largest. Rows that are not there
    /// are as the last.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn scores(&self, rows: std::ops::Range<usize>, head: usize, place: usize, scores: &mut [f32]) -> [__m512; ROWS] {
        let hidden = self.heads * self.size;
        let padded = scores.len() / ROWS;
        let of_head = head * self.places + place;
        let queries: [&[u8]; ROWS] =
            std::array::from_fn(|row| &self.queries[(rows.start + row).min(rows.end - 1) * hidden + head * self.size..][..self.size]);
        let mut most = [_mm512_set1_ps(NOTHING); ROWS];
        for panel in (0..padded).step_by(COLUMNS) {
            let keys = &self.keys[(of_head + panel) * self.size..][..COLUMNS * self.size];
            let at = of_head + panel;
            // SAFETY: a panel has an offset for each of its columns.
            let offsets = unsafe {
                let offsets = self.offsets[at..at + COLUMNS].as_ptr();
                [_mm512_loadu_si512(offsets.cast()), _mm512_loadu_si512(offsets.add(LANES).cast())]
            };
            let mut sums = [offsets; ROWS];
            for step in 0..self.size / DEPTH {
                // SAFETY: the panel holds `COLUMNS * size` numbers, each query `size`.
                unsafe {
                    let keys = keys.as_ptr().add(step * COLUMNS * DEPTH);
                    let near: __m512i = _mm512_loadu_si512(keys.cast());
                    let far: __m512i = _mm512_loadu_si512(keys.add(LANES * DEPTH).cast());
                    for (sums, query) in sums.iter_mut().zip(&queries) {
                        let query = _mm512_set1_epi32(query.as_ptr().add(step * DEPTH).cast::<i32>().read_unaligned());
                        sums[0] = _mm512_dpbusd_epi32(sums[0], query, near);
                        sums[1] = _mm512_dpbusd_epi32(sums[1], query, far);
                    }
                }
            }
            let (scale, bias) = (two(&self.of_keys[at..at + COLUMNS]), two(&self.bias[place + panel..place + panel + COLUMNS]));
            for (row, (sums, most)) in sums.iter().zip(&mut most).enumerate() {
                let score = |half: usize| _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[half]), scale[half], bias[half]);
                let (near, far) = (score(0), score(1));
                *most = _mm512_max_ps(*most, _mm512_max_ps(near, far));
                if let [to_near, to_far] = scores[row * padded + panel..][..COLUMNS].as_chunks_mut().0 {
                    store(to_near, near);
                    store(to_far, far);
                }
            }
        }
        most
    }
}

/// Makes shares of a row's scores: the exponential to base two of each, scaled, against that of the largest, times the value's scale. Gives what the
/// shares are multiplied with so that the exponentials' sum is one.
///
/// Powers are rounded to 32nds, by less than what scores are already wrong by for their eight bits: of a rounded power the lowest five bits choose the
/// exponential's fraction, the others are its exponent.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn spread(scores: &mut [f32], most: f32, scale: f32, of_values: &[f32], length: usize, shares: &mut [u8]) -> f32 {
    // SAFETY: there are two vectors of them.
    let powers = unsafe { [_mm512_loadu_si512(POWERS.as_ptr().cast()), _mm512_loadu_si512(POWERS[LANES..].as_ptr().cast())] };
    let factor = _mm512_set1_ps(scale * FRACTIONS);
    // So large a float has no room for a fraction; and of an exponential that is smaller there is no float.
    let (zero, least) = (_mm512_set1_ps(ROUNDS - scale * FRACTIONS * most), _mm512_set1_ps(ROUNDS - 126.0 * FRACTIONS));
    let (mut sum, mut most) = (_mm512_setzero_ps(), _mm512_setzero_ps());
    for (number, (scores, of_values)) in scores.as_chunks_mut().0.iter_mut().zip(of_values.as_chunks().0).enumerate() {
        let power = _mm512_castps_si512(_mm512_max_ps(_mm512_fmadd_ps(load(scores), factor, zero), least));
        let fraction = _mm512_permutex2var_epi32(powers[0], power, powers[1]);
        let value = _mm512_castsi512_ps(_mm512_add_epi32(fraction, _mm512_slli_epi32::<EXPONENT>(power)));
        let left = length.saturating_sub(number * LANES);
        let value = if left < LANES { _mm512_maskz_mov_ps(((1_u32 << left) - 1) as u16, value) } else { value };
        sum = _mm512_add_ps(sum, value);
        let weighed = _mm512_mul_ps(value, load(of_values));
        most = _mm512_max_ps(most, weighed);
        store(scores, weighed);
    }
    let factor = Bytes { top: SHARE, ..Bytes::SIGNED }.factor(_mm512_reduce_max_ps(most));
    for (weighed, shares) in scores.as_chunks().0.iter().zip(shares.as_chunks_mut().0) {
        store_bytes(shares, whole(load(weighed), factor, 0.0));
    }
    reciprocal(factor) / _mm512_reduce_add_ps(sum)
}

/// The sums of values by shares: `C` vectors of each row.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn weigh<const C: usize>(shares: &[u8], padded: usize, values: [&[i8]; C], of_shares: &[f32], out: &mut [f32], hidden: usize) {
    let keys = values[0].len() / LANES;
    assert!(shares.len() == ROWS * padded && keys <= padded && values.iter().all(|values| values.len() == keys * LANES));
    let mut sums = [[_mm512_setzero_si512(); C]; ROWS];
    for step in 0..keys / DEPTH {
        // SAFETY: as was just checked, there are `padded` shares in each row and no more keys in the values.
        unsafe {
            let mut met = [_mm512_setzero_si512(); C];
            for (met, values) in met.iter_mut().zip(&values) {
                *met = _mm512_loadu_si512(values.as_ptr().add(step * DEPTH * LANES).cast());
            }
            for (row, sums) in sums.iter_mut().enumerate() {
                let share = _mm512_set1_epi32(shares.as_ptr().add(row * padded + step * DEPTH).cast::<i32>().read_unaligned());
                for (sum, met) in sums.iter_mut().zip(met) {
                    *sum = _mm512_dpbusd_epi32(*sum, share, met);
                }
            }
        }
    }
    for (row, (sums, scale)) in sums.iter().zip(of_shares).enumerate() {
        for (chunk, sum) in sums.iter().enumerate() {
            if let Some(to) = out[row * hidden + chunk * LANES..].first_chunk_mut() {
                store(to, _mm512_mul_ps(_mm512_cvtepi32_ps(*sum), _mm512_set1_ps(*scale)));
            }
        }
    }
}
