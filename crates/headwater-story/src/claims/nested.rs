//! Statements that stand inside others and have most of their words: `Ann said that Bob denied any part in it` and `any part in it` tell one thing, so
//! what is like the one is like the other.

use std::collections::BTreeMap;

use super::APART;
use super::cluster::Edge;
use super::saying::Saying;
use crate::union::Union;

/// How likely such two say the same.
const INSIDE: f64 = 0.95;
/// Share of the outer one's words that the inner one must have.
const MOST: f64 = 0.5;

/// The compared pairs, each as likely as the likeliest between what its two are tied to. Pairs that were kept apart stay apart.
pub fn tied(sayings: &[Saying], edges: &[Edge]) -> Vec<Edge> {
    let mut ties = Union::new(sayings.len());
    for (inner, saying) in sayings.iter().enumerate() {
        if let Some(outer) = saying.within.filter(|&outer| saying.words.len() as f64 >= MOST * sayings[outer].words.len() as f64) {
            ties.join(inner, outer);
        }
    }
    let root: Vec<usize> = (0..sayings.len()).map(|saying| ties.find(saying)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (saying, &root) in root.iter().enumerate() {
        members.entry(root).or_default().push(saying);
    }
    let mut likeliest: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for &(x, y, likelihood) in edges.iter().filter(|&&(x, y, _)| root[x] != root[y]) {
        let best = likeliest.entry((root[x].min(root[y]), root[x].max(root[y]))).or_insert(APART);
        *best = best.max(likelihood);
    }
    for (&root, together) in &members {
        if together.len() > 1 {
            likeliest.insert((root, root), INSIDE);
        }
    }
    let mut tied: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for ((a, b), likelihood) in likeliest {
        for &x in &members[&a] {
            for &y in members[&b].iter().filter(|&&y| a != b || x < y) {
                tied.insert((x.min(y), x.max(y)), likelihood);
            }
        }
    }
    let apart = edges.iter().filter(|edge| edge.2 <= APART).map(|&(x, y, likelihood)| ((x, y), likelihood));
    tied.extend(apart);
    tied.into_iter().map(|((x, y), likelihood)| (x, y, likelihood)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_like_the_inner_one_is_like_the_outer_one() {
        let saying = |words: u64, within: Option<usize>| Saying { words: (0..words).collect(), within, ..Saying::default() };
        // 1 has most of 0, 2 little of it.
        let sayings = [saying(8, None), saying(5, Some(0)), saying(2, Some(0)), saying(5, None)];
        let check = |edges: &[Edge], expected: &[Edge]| assert_eq!(tied(&sayings, edges), expected);
        check(&[(1, 3, 0.7)], &[(0, 1, INSIDE), (0, 3, 0.7), (1, 3, 0.7)]);
        check(&[(0, 3, 0.2), (1, 3, 0.7), (2, 3, 0.1)], &[(0, 1, INSIDE), (0, 3, 0.7), (1, 3, 0.7), (2, 3, 0.1)]);
        check(&[(0, 3, APART), (1, 3, 0.7)], &[(0, 1, INSIDE), (0, 3, APART), (1, 3, 0.7)]);
    }
}
