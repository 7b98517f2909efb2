//! Statements that stand inside others and have most of their words: `Ann said that Bob denied any part in it` and `any part in it` tell one thing, so
//! what is like the one is like the other.

use rayon::prelude::*;

use super::APART;
use super::cluster::Edge;
use super::saying::Saying;
use crate::union::Union;

/// How likely such two say the same.
const INSIDE: f64 = 0.95;
/// Share of the outer one's words that the inner one must have.
const MOST: f64 = 0.5;

/// Most statements that are tied together: each pair of them, and of them and what is tied elsewhere, is one more to gather.
const TOGETHER: usize = 16;

/// For each statement a number that it shares with those that it is tied to.
pub fn ties(sayings: &[Saying]) -> Vec<usize> {
    let mut ties = Union::new(sayings.len());
    let mut sizes = vec![1; sayings.len()];
    for (inner, saying) in sayings.iter().enumerate() {
        let Some(outer) = saying.within.filter(|&outer| saying.words.len() as f64 >= MOST * sayings[outer].words.len() as f64) else {
            continue;
        };
        let (one, other) = (ties.root(inner), ties.root(outer));
        let size = sizes[one] + sizes[other];
        if one != other && size <= TOGETHER {
            ties.join(one, other);
            sizes[one.min(other)] = size;
        }
    }
    (0..sayings.len()).map(|saying| ties.find(saying)).collect()
}

/// The compared pairs, each as likely as the likeliest between what its two are tied to. Pairs that were kept apart stay apart. `root` are the [`ties`].
pub fn tied(root: &[usize], edges: &[Edge]) -> Vec<Edge> {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); root.len()];
    for (saying, &root) in root.iter().enumerate() {
        members[root].push(saying);
    }
    let between = edges.iter().filter(|&&(x, y, _)| root[x] != root[y]);
    let mut likeliest: Vec<Edge> =
        between.map(|&(x, y, likelihood)| (root[x].min(root[y]), root[x].max(root[y]), likelihood.max(APART))).collect();
    likeliest.extend((0..members.len()).filter(|&root| members[root].len() > 1).map(|root| (root, root, INSIDE)));
    likeliest.par_sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    likeliest.dedup_by_key(|edge| (edge.0, edge.1));
    let of_members = |(a, b, likelihood): Edge| {
        let (of_a, of_b) = (&members[a], &members[b]);
        let pairs = of_a.iter().flat_map(move |&x| of_b.iter().filter(move |&&y| a != b || x < y).map(move |&y| (x.min(y), x.max(y))));
        pairs.map(move |(x, y)| (x, y, likelihood))
    };
    let mut tied: Vec<Edge> = likeliest.into_iter().flat_map(of_members).collect();
    tied.extend(edges.iter().filter(|edge| edge.2 <= APART));
    tied.par_sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    tied.dedup_by_key(|edge| (edge.0, edge.1));
    tied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_like_the_inner_one_is_like_the_outer_one() {
        let saying = |words: u64, within: Option<usize>| Saying { words: (0..words).collect(), within, ..Saying::default() };
        // 1 has most of 0, 2 little of it.
        let sayings = [saying(8, None), saying(5, Some(0)), saying(2, Some(0)), saying(5, None)];
        let check = |edges: &[Edge], expected: &[Edge]| assert_eq!(tied(&ties(&sayings), edges), expected);
        check(&[(1, 3, 0.7)], &[(0, 1, INSIDE), (0, 3, 0.7), (1, 3, 0.7)]);
        check(&[(0, 3, 0.2), (1, 3, 0.7), (2, 3, 0.1)], &[(0, 1, INSIDE), (0, 3, 0.7), (1, 3, 0.7), (2, 3, 0.1)]);
        check(&[(0, 3, APART), (1, 3, 0.7)], &[(0, 1, INSIDE), (0, 3, APART), (1, 3, 0.7)]);
    }

    #[test]
    fn a_long_nest_is_not_squared() {
        let nest: Vec<Saying> = (0..600)
            .map(|at: usize| Saying { words: (at as u64..700).collect(), within: at.checked_sub(1), ..Saying::default() })
            .collect();
        assert!(tied(&ties(&nest), &[]).len() <= nest.len() * TOGETHER);
    }
}
