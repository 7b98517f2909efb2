//! Linear-chain conditional random fields: the best sequence of tags (Viterbi).

use super::weights::{Weights, WeightsError};

/// Scores of the first tag and of each step; steps that may not be are scored far below all others.
pub struct Crf {
    first: Vec<f32>,
    steps: Vec<f32>,
}

impl Crf {
    /// Reads the scores.
    pub fn read(weights: &mut Weights, tags: usize) -> Result<Self, WeightsError> {
        Ok(Self { first: weights.floats(1, tags)?, steps: weights.floats(tags, tags)? })
    }

    /// The best tags for rows of tag scores. Of equal paths the one of lower tags is taken.
    pub fn decode(&self, scores: &[f32]) -> Vec<usize> {
        let tags = self.first.len();
        let mut rows = scores.chunks_exact(tags);
        let Some(row) = rows.next() else { return Vec::new() };
        let mut best: Vec<f32> = self.first.iter().zip(row).map(|(first, score)| first + score).collect();
        let mut before = best.clone();
        let mut origins = Vec::with_capacity(scores.len());
        for row in rows {
            before.copy_from_slice(&best);
            for (to, score) in row.iter().enumerate() {
                let mut from = 0;
                for other in 1..tags {
                    if before[other] + self.steps[other * tags + to] > before[from] + self.steps[from * tags + to] {
                        from = other;
                    }
                }
                best[to] = before[from] + self.steps[from * tags + to] + score;
                origins.push(from);
            }
        }
        let mut tag = 0;
        for other in 1..tags {
            if best[other] > best[tag] {
                tag = other;
            }
        }
        let mut path = vec![tag];
        for origin in origins.chunks_exact(tags).rev() {
            tag = origin[tag];
            path.push(tag);
        }
        path.reverse();
        path
    }
}

/// Begin-and-inside tags as stretches: first, end, kind.
pub fn runs(tags: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut out: Vec<(usize, usize, usize)> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        match out.last_mut() {
            _ if *tag == 0 => {}
            Some(last) if tag.is_multiple_of(2) => last.1 = at + 1,
            _ => out.push((at, at + 1, (tag - 1) / 2)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_best_path() {
        let crf = Crf { first: vec![0.0, 0.0, -1e4], steps: vec![0.0, 0.0, -1e4, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0] };
        assert_eq!(crf.decode(&[0.0, 2.0, 5.0, 0.5, 0.0, 0.0, 0.0, 0.0, 3.0]), [1, 2, 2]);
        assert_eq!(crf.decode(&[]), Vec::<usize>::new());
    }

    #[test]
    fn reads_stretches() {
        assert_eq!(runs(&[0, 1, 2, 0, 3, 1]), [(1, 3, 0), (4, 5, 1), (5, 6, 0)]);
    }
}
