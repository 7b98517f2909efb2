//! Statements of two matters: `the lock broke and the quay is closed` is like `the lock broke` and like `the quay is closed`, and would make one claim of
//! the two. A group that holds such a statement is parted into what its other members tell; the statement belongs to each part that it fits.

use super::cluster::{Edge, Linkage, Links, Place};

/// Likelihood from which a statement surely tells what a shorter one tells.
const SURE: f64 = 0.8;
/// Likelihood up to which two hardly tell the same.
const HARDLY: f64 = 0.1;

/// A group of more members is held together by more than a statement of two matters, and looking at all its pairs would take long.
const MOST: usize = 100;

/// The groups that a grown group falls into without its members of two matters, these with each group that they fit; the group itself where it does not
/// fall apart. `likely` and `odds` hold what each statement was compared with, as likelihoods and as `linkage` weighs them.
pub fn parted(cluster: Vec<usize>, places: &[Place], likely: &[Links], odds: &[Links], linkage: Linkage) -> Vec<Vec<usize>> {
    if cluster.len() > MOST {
        return vec![cluster];
    }
    let likelihood = |x: usize, y: usize| likely[x].get(y).unwrap_or(0.0);
    let is_part = |whole: usize, part: usize| places[part].words <= places[whole].words && likelihood(whole, part) >= SURE;
    let tells_two = |whole: usize| {
        let parts: Vec<usize> = cluster.iter().copied().filter(|&part| part != whole && is_part(whole, part)).collect();
        parts.iter().enumerate().any(|(at, &x)| parts[..at].iter().any(|&y| likelihood(x, y) <= HARDLY))
    };
    let ties: Vec<usize> = cluster.iter().copied().filter(|&member| tells_two(member)).map(|member| places[member].tie).collect();
    let (compound, simple): (Vec<usize>, Vec<usize>) = cluster.iter().partition(|&&member| ties.contains(&places[member].tie));
    if compound.is_empty() || simple.len() < 2 {
        return vec![cluster];
    }
    let mut edges: Vec<Edge> = Vec::new();
    for (y, &later) in simple.iter().enumerate() {
        edges.extend(simple[..y].iter().enumerate().filter_map(|(x, &member)| Some((x, y, odds[member].get(later)?))));
    }
    let mut parts = linkage.grown(simple.len(), &edges, |_, _| false);
    let lone = (0..simple.len()).filter(|member| !parts.iter().any(|part| part.contains(member))).map(|member| vec![member]);
    parts.extend(lone.collect::<Vec<_>>());
    if parts.len() < 2 {
        return vec![cluster];
    }
    let fits = |member: usize, part: &[usize]| {
        let sum = part.iter().map(|&other| odds[member].get(other).unwrap_or(0.0)).sum();
        linkage.joins(sum, part.len(), 1)
    };
    let parts: Vec<Vec<usize>> = parts.into_iter().map(|part| part.into_iter().map(|member| simple[member]).collect()).collect();
    let mut groups: Vec<Vec<usize>> =
        parts.iter().map(|part| [part.clone(), compound.iter().copied().filter(|&member| fits(member, part)).collect()].concat()).collect();
    groups.push(compound.iter().copied().filter(|&member| !parts.iter().any(|part| fits(member, part))).collect());
    groups.retain(|group| group.len() > 1);
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::cluster::{Bounds, clusters};

    #[test]
    fn what_tells_two_things_belongs_to_both() {
        let check = |lengths: &[usize], edges: &[Edge], expected: &[&[usize]]| {
            let places: Vec<Place> =
                lengths.iter().enumerate().map(|(number, &words)| Place { report: number, words, tie: number }).collect();
            let bounds = Bounds { join: 0.14, ease: 0.15, leave: 0.0, second: 1.0, piece: 1.0, told: 1.0, fresh: 1.0 };
            assert_eq!(clusters(&places, edges, &bounds, 0.02), expected);
        };
        // 2 tells what 0 tells and what 1 tells.
        let two = [(0, 2, 0.97), (1, 2, 0.97), (0, 1, 0.05)];
        check(&[5, 5, 9], &two, &[&[0, 2], &[1, 2]]);
        // Two long ones that tell what a short one tells, each in its way, stay with it.
        check(&[9, 9, 5], &two, &[&[0, 1, 2]]);
        // Without the long one, 0 and 1 would be apart; where they are not, nothing is.
        check(&[5, 5, 9], &[(0, 2, 0.97), (1, 2, 0.97), (0, 1, 0.3)], &[&[0, 1, 2]]);
    }
}
