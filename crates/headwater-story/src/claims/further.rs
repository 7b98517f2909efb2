//! Further claims of statements of several matters: a piece that no claim of its statement tells belongs to the claim that does, or makes one with others.

use std::collections::{BTreeMap, BTreeSet};

use super::APART;
use super::cluster::{Bounds, Edge, groups, links};
use super::pieces;

/// Adds to the clusters of statements, which are the first nodes; the others are pieces, and `owners` holds the statement of each. `ties` are those of
/// the statements, see [`super::nested`].
pub fn join(clusters: &mut Vec<Vec<usize>>, ties: &[usize], owners: &[usize], edges: impl Iterator<Item = Edge> + Clone, bounds: &Bounds) {
    let count = ties.len();
    let links = links(count + owners.len(), edges.clone());
    let mut homes: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (number, cluster) in clusters.iter().enumerate() {
        for &member in cluster {
            homes[member].push(number);
        }
    }
    let can_be_of = |statement: usize, cluster: &[usize]| cluster.iter().all(|&member| links[statement].get(member) != Some(APART));
    let mut free: Vec<usize> = (0..count).filter(|&statement| homes[statement].is_empty()).collect();
    let mut joining: Vec<(usize, usize)> = Vec::new();
    for (piece, &statement) in (count..).zip(owners) {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (other, likelihood) in links[piece].iter().filter(|(other, _)| *other < count && *other != statement) {
            for &home in &homes[other] {
                *sums.entry(home).or_insert(0.0) += likelihood;
            }
        }
        let is_home = |home: &usize| homes[statement].contains(home);
        let mean = |(home, sum): (usize, f64)| (home, sum / (clusters[home].len() - usize::from(is_home(&home))) as f64);
        let means: Vec<(usize, f64)> = sums.into_iter().map(mean).collect();
        if means.iter().any(|(home, mean)| is_home(home) && *mean >= bounds.told) {
            continue;
        }
        let fits = means.iter().filter(|(home, mean)| !is_home(home) && *mean >= bounds.piece && can_be_of(statement, &clusters[*home]));
        let known = joining.len();
        joining.extend(fits.map(|(home, _)| (*home, statement)));
        if joining.len() == known {
            free.push(piece);
        }
    }
    let place = |node: usize| free.binary_search(&node).ok();
    let with_piece = edges.filter(|&(_, y, _)| y >= count);
    let among: Vec<Edge> = with_piece.filter_map(|(x, y, likelihood)| Some((place(x)?, place(y)?, likelihood))).collect();
    let mut fresh: Vec<Vec<usize>> = Vec::new();
    for group in groups(free.len(), &among, bounds.fresh) {
        let mut statements: Vec<usize> = group.into_iter().map(|at| pieces::owner(free[at], count, owners)).collect();
        statements.sort_unstable();
        statements.dedup();
        if statements.len() > 1 && statements.iter().all(|&statement| can_be_of(statement, &statements)) {
            fresh.push(statements);
        }
    }
    for (home, statement) in joining {
        // Somebody may have joined by now that it cannot stand with.
        if can_be_of(statement, &clusters[home]) {
            clusters[home].push(statement);
            homes[statement].push(home);
        }
    }
    // Statements that one claim has already, or what they stand inside or holds them, are no further claim.
    let mut homes_of_tie: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (statement, homes) in homes.iter().enumerate() {
        homes_of_tie.entry(ties[statement]).or_default().extend(homes);
    }
    let is_known = |statements: &[usize]| {
        let mut of_each = statements.iter().map(|&statement| &homes_of_tie[&ties[statement]]);
        let first = of_each.next().cloned().unwrap_or_default();
        !of_each.fold(first, |common, homes| &common & homes).is_empty()
    };
    fresh.retain(|statements| !is_known(statements));
    clusters.append(&mut fresh);
    for cluster in clusters.iter_mut() {
        cluster.sort_unstable();
        cluster.dedup();
    }
    clusters.sort();
    clusters.dedup();
    drop_parts(clusters, count);
}

/// Leaves out what is part of another: a claim all of whose statements stand in a larger one says nothing of its own. Members are in order, and no two
/// of them alike.
fn drop_parts(clusters: &mut Vec<Vec<usize>>, count: usize) {
    let mut homes: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (number, cluster) in clusters.iter().enumerate() {
        for &member in cluster {
            homes[member].push(number);
        }
    }
    let is_part = |cluster: &[usize], number: usize| {
        let holds = |home: usize| home != number && cluster.iter().all(|&member| homes[member].binary_search(&home).is_ok());
        cluster.first().is_some_and(|&first| homes[first].iter().any(|&home| holds(home)))
    };
    let mut numbers = 0..;
    clusters.retain(|cluster| !numbers.next().is_some_and(|number| is_part(cluster, number)));
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { join: 0.1, ease: 0.0, leave: 0.0, second: 1.0, piece: 0.4, told: 0.6, fresh: 0.3 };

    /// Of four statements 1 has the pieces 4 and 5, and 3 the piece 6.
    fn check(clusters: &[&[usize]], edges: &[Edge], expected: &[&[usize]]) {
        let mut clusters: Vec<Vec<usize>> = clusters.iter().map(|cluster| cluster.to_vec()).collect();
        join(&mut clusters, &[0, 1, 2, 3], &[1, 1, 3], edges.iter().copied(), &BOUNDS);
        assert_eq!(clusters, expected);
    }

    #[test]
    fn a_piece_belongs_to_the_claim_that_tells_it() {
        // 4 tells what 0 tells, 5 what 2 and 3 tell.
        let edges = [(0, 4, 0.9), (2, 5, 0.7), (3, 5, 0.3)];
        check(&[&[0, 1], &[2, 3]], &edges, &[&[0, 1], &[1, 2, 3]]);
        // 5 is told at home already.
        check(&[&[0, 1], &[2, 3]], &[(0, 5, 0.7), (2, 5, 0.7), (3, 5, 0.3)], &[&[0, 1], &[2, 3]]);
        // 1 and 3 cannot be one claim.
        check(&[&[0, 1], &[2, 3]], &[(1, 3, APART), (2, 5, 0.9), (3, 5, 0.9)], &[&[0, 1], &[2, 3]]);
        check(&[&[0, 2]], &[(1, 3, APART), (0, 4, 0.9), (2, 4, 0.9), (0, 6, 0.9), (2, 6, 0.9)], &[&[0, 1, 2]]);
    }

    #[test]
    fn pieces_make_a_claim_of_their_own() {
        check(&[&[0, 1]], &[(0, 4, 0.9), (2, 5, 0.35)], &[&[0, 1], &[1, 2]]);
        check(&[&[0, 1]], &[(0, 4, 0.9), (5, 6, 0.35)], &[&[0, 1], &[1, 3]]);
        check(&[&[0, 1]], &[(0, 4, 0.9), (2, 5, 0.25)], &[&[0, 1]]);
        check(&[&[0, 1]], &[(0, 4, 0.9), (1, 3, APART), (5, 6, 0.35)], &[&[0, 1]]);
        // Whole statements are gathered before.
        check(&[&[0, 1]], &[(2, 3, 0.9)], &[&[0, 1]]);
        check(&[&[0, 1, 3]], &[(5, 6, 0.9)], &[&[0, 1, 3]]);
    }

    #[test]
    fn what_stands_inside_another_makes_no_claim_that_it_has() {
        // 2 stands inside 1, so that 5 and 6, of 1 and 3, say nothing that 2 and 3 do not.
        let mut clusters = vec![vec![2, 3]];
        join(&mut clusters, &[0, 1, 1, 3], &[1, 1, 3], [(5, 6, 0.35)].into_iter(), &BOUNDS);
        assert_eq!(clusters, [[2, 3]]);
    }

    #[test]
    fn what_is_part_of_another_is_left_out() {
        // The piece 4 keeps 1 where it is, or brings it to where all of its claim stands.
        check(&[&[0, 1], &[0, 2, 3]], &[(2, 4, 0.9), (3, 4, 0.9), (0, 4, 0.9)], &[&[0, 1], &[0, 2, 3]]);
        check(&[&[0, 1], &[0, 2, 3]], &[(2, 4, 0.9), (3, 4, 0.9), (0, 4, 0.5)], &[&[0, 1, 2, 3]]);
    }
}
