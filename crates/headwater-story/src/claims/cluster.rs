//! Statements that say the same, gathered: average linkage, so that a chain of half-likenesses does not run away.
//!
//! Two groups become one while the mean of the log-odds over all pairs of their members, those never compared counting as the least likely, stays above
//! a bound: log-odds, because a pair that surely says other things must weigh against one that surely says the same. The more members, the lower the
//! bound: many pairs that are likely by halves say more than one. Two groups stay apart where reports tell them side by side, as two things.
//! Then a group that only statements of two matters hold together is parted (see [`compound`]), statements that fit their group badly leave it, and a
//! statement that says two things may join a second group that it fits as a whole.

use std::collections::{BTreeMap, BinaryHeap};

use super::compound;

/// A compared pair and how likely its two say the same.
pub type Edge = (usize, usize, f64);

/// The log-odds that a pair which cannot be one claim lies below the least likely ones: enough that a few likely pairs do not outweigh it.
const APART: f64 = 15.0;

/// A group that statements may leave has so many members.
const LEAVABLE: usize = 4;
/// A group of more members than this asks for no less than one of so many: it must not take in all that it was compared with.
const MANY: usize = 30;

/// Likelihood below which two statements of one report tell two things.
const TWO_THINGS: f64 = 0.3;
/// In so many reports two groups are told as two things before they are kept apart: one report alone may repeat itself in other words.
const SIDE_BY_SIDE: usize = 2;

/// What of a statement, beside its likeness to others, tells where it belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Number of its report. Statements stand report by report.
    pub report: usize,
    /// Its length.
    pub words: usize,
    /// A number that it shares with the statements that stand inside it, or it in them, and are taken together with it (see [`super::nested`]).
    pub tie: usize,
}

/// From where on statements are one group.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// Likelihood whose log-odds the mean over the pairs of two statements must reach.
    pub join: f64,
    /// How much lower the log-odds may lie, times the logarithm of how much larger than a pair the group is.
    pub ease: f64,
    /// Likelihood below whose log-odds, in the mean over the others of its group, a statement leaves it.
    pub leave: f64,
    /// Mean likelihood from which a statement of one group belongs to another as well.
    pub second: f64,
    /// Mean likelihood from which a piece of a statement belongs to a group that its statement does not, and the statement with it (see [`super::further`]).
    pub piece: f64,
    /// Mean likelihood from which a group tells a piece of one of its own, which then needs no other.
    pub told: f64,
    /// Mean likelihood from which pieces, and statements, that no group tells are a group.
    pub fresh: f64,
}

/// Groups of two and more statements, members in order, groups by their first member. Pairs that are not among `edges` are as likely as `least`, none is
/// likelier than its opposite, and those that are not likely at all are kept apart. `places` holds one entry a statement.
pub fn clusters(places: &[Place], edges: &[Edge], bounds: &Bounds, least: f64) -> Vec<Vec<usize>> {
    let count = places.len();
    let log_odds = |likelihood: f64| (likelihood / (1.0 - likelihood)).ln();
    // Counted from the least likely, so that pairs never compared count as nothing.
    let above_least =
        |likelihood: f64| if likelihood > 0.0 { log_odds(likelihood.clamp(least, 1.0 - least)) - log_odds(least) } else { -APART };
    let weighed: Vec<Edge> = edges.iter().map(|&(x, y, likelihood)| (x, y, above_least(likelihood))).collect();
    let (likely, odds) = (links(count, edges.iter().copied()), links(count, weighed.iter().copied()));
    let linkage = Linkage { one: above_least(bounds.join), ease: bounds.ease };
    let two_things = above_least(TWO_THINGS);
    let grown = linkage.grown(count, &weighed, |x, y| are_told_apart(x, y, places, &odds, two_things)).into_iter();
    let mut clusters: Vec<Vec<usize>> = grown.flat_map(|cluster| compound::parted(cluster, places, &likely, &odds, linkage)).collect();
    for cluster in &mut clusters {
        let_go(cluster, &odds, above_least(bounds.leave));
        join_seconds(cluster, &likely, bounds.second);
    }
    clusters.sort();
    clusters.dedup();
    clusters
}

/// Groups of two and more of the things below `count` by average linkage down to a mean likelihood of `one`, members in order.
pub fn groups(count: usize, edges: &[Edge], one: f64) -> Vec<Vec<usize>> {
    Linkage { one, ease: 0.0 }.grown(count, edges, |_, _| false)
}

/// When two groups are one: while the mean over the pairs of their members is `one` or more. A group of many needs less: less by `ease` times the
/// logarithm of how much larger than a pair it is.
#[derive(Clone, Copy)]
pub struct Linkage {
    one: f64,
    ease: f64,
}

impl Linkage {
    /// Whether groups of so many members each are one, for the sum over their pairs.
    pub fn joins(self, sum: f64, of: usize, and: usize) -> bool {
        self.fit(sum, of, and) >= self.one
    }

    fn fit(self, sum: f64, of: usize, and: usize) -> f64 {
        sum / (of * and) as f64 + self.ease * ((of + and).min(MANY) as f64 / 2.0).ln()
    }

    /// As [`groups`], but for pairs of groups that are `apart`.
    pub fn grown(self, count: usize, edges: &[Edge], apart: impl Fn(&[usize], &[usize]) -> bool) -> Vec<Vec<usize>> {
        let mut links = links(count, edges.iter().copied());
        let mut members: Vec<Vec<usize>> = (0..count).map(|x| vec![x]).collect();
        let mut queue: BinaryHeap<Candidate> =
            edges.iter().filter(|edge| edge.2 >= self.one).map(|&(x, y, fit)| Candidate { fit, x: x.min(y), y: x.max(y) }).collect();
        while let Some(Candidate { fit: then, x, y }) = queue.pop() {
            // Stale entries: a group is gone, or has changed since.
            let now = links[x].get(y).map(|sum| self.fit(sum, members[x].len(), members[y].len()));
            if now.is_none_or(|now| now.total_cmp(&then).is_ne()) || apart(&members[x], &members[y]) {
                continue;
            }
            let moved = std::mem::take(&mut members[y]);
            members[x].extend(moved);
            members[x].sort_unstable();
            let moved = std::mem::take(&mut links[y]);
            for &(other, sum) in moved.0.iter().filter(|link| link.0 != x) {
                links[other].remove(y);
                links[other].add(x, sum);
            }
            links[x].remove(y);
            links[x].add_all(&moved, x);
            for &(other, sum) in &links[x].0 {
                let fit = self.fit(sum, members[x].len(), members[other].len());
                if fit >= self.one {
                    queue.push(Candidate { fit, x: x.min(other), y: x.max(other) });
                }
            }
        }
        members.retain(|members| members.len() > 1);
        members.sort();
        members
    }
}

/// Whether two groups, members in order, stand side by side in some reports as two things.
fn are_told_apart(x: &[usize], y: &[usize], places: &[Place], odds: &[Links], two_things: f64) -> bool {
    let of_report =
        |group: &'_ [usize], at: usize| group[at..].iter().take_while(|&&member| places[member].report == places[group[at]].report).count();
    let (mut i, mut j, mut found) = (0, 0, 0);
    while i < x.len() && j < y.len() && found < SIDE_BY_SIDE {
        let (of_x, of_y) = (of_report(x, i), of_report(y, j));
        match places[x[i]].report.cmp(&places[y[j]].report) {
            std::cmp::Ordering::Less => i += of_x,
            std::cmp::Ordering::Greater => j += of_y,
            std::cmp::Ordering::Equal => {
                let (here, there) = (&x[i..i + of_x], &y[j..j + of_y]);
                let is_two_things = |&a: &usize| there.iter().all(|&b| odds[a].get(b).unwrap_or(0.0) < two_things);
                found += usize::from(here.iter().all(is_two_things));
                (i, j) = (i + of_x, j + of_y);
            }
        }
    }
    found == SIDE_BY_SIDE
}

/// What one thing or group was compared with, in order, and how likely it is the same, summed over its members.
#[derive(Clone, Default)]
pub struct Links(Vec<(usize, f64)>);

impl Links {
    fn find(&self, other: usize) -> Result<usize, usize> {
        self.0.binary_search_by_key(&other, |link| link.0)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (usize, f64)> {
        self.0.iter().copied()
    }

    /// The sum for another one; none where they were never compared.
    pub fn get(&self, other: usize) -> Option<f64> {
        self.find(other).ok().map(|at| self.0[at].1)
    }

    fn remove(&mut self, other: usize) {
        if let Ok(at) = self.find(other) {
            self.0.remove(at);
        }
    }

    fn add(&mut self, other: usize, sum: f64) {
        match self.find(other) {
            Ok(at) => self.0[at].1 += sum,
            Err(at) => self.0.insert(at, (other, sum)),
        }
    }

    /// Adds the links of another but for the one to `own`.
    fn add_all(&mut self, more: &Self, own: usize) {
        let (mut left, mut right) = (self.0.iter().copied().peekable(), more.0.iter().copied().filter(|link| link.0 != own).peekable());
        let mut all = Vec::with_capacity(self.0.len() + more.0.len());
        while let Some(&(at, sum)) = left.peek() {
            all.extend(std::iter::from_fn(|| right.next_if(|link| link.0 < at)));
            let added = right.next_if(|link| link.0 == at).map_or(sum, |link| sum + link.1);
            all.push((at, added));
            left.next();
        }
        all.extend(right);
        self.0 = all;
    }
}

/// For each thing what it was compared with.
pub fn links(count: usize, edges: impl Iterator<Item = Edge>) -> Vec<Links> {
    let mut links: Vec<Links> = vec![Links::default(); count];
    for (x, y, likelihood) in edges {
        links[x].0.push((y, likelihood));
        links[y].0.push((x, likelihood));
    }
    for links in &mut links {
        links.0.sort_by_key(|link| link.0);
    }
    links
}

/// Takes the statement that fits a group worst out of it, until each that is left fits the others.
fn let_go(cluster: &mut Vec<usize>, links: &[Links], leave: f64) {
    let fit = |member: usize, other: usize| links[member].get(other).unwrap_or(0.0);
    let others = |member: usize| cluster.iter().filter(move |other| **other != member);
    let mut sums: Vec<f64> = cluster.iter().map(|&member| others(member).map(|&other| fit(member, other)).sum()).collect();
    while cluster.len() >= LEAVABLE {
        let worst = (0..cluster.len()).min_by(|&a, &b| sums[a].total_cmp(&sums[b]));
        let Some(worst) = worst.filter(|&worst| sums[worst] / ((cluster.len() - 1) as f64) < leave) else { break };
        let gone = cluster.remove(worst);
        sums.remove(worst);
        for (sum, &member) in sums.iter_mut().zip(cluster.iter()) {
            *sum -= fit(member, gone);
        }
    }
}

/// Adds to a group the statements outside that fit it as a whole and can be one with each of it.
fn join_seconds(cluster: &mut Vec<usize>, links: &[Links], second: f64) {
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for &member in cluster.iter() {
        for &(other, likelihood) in &links[member].0 {
            *sums.entry(other).or_insert(0.0) += if likelihood > 0.0 { likelihood } else { f64::NEG_INFINITY };
        }
    }
    let size = cluster.len() as f64;
    let seconds: Vec<usize> =
        sums.into_iter().filter(|(other, sum)| sum / size >= second && !cluster.contains(other)).map(|(other, _)| other).collect();
    cluster.extend(seconds);
    cluster.sort_unstable();
}

/// Two groups that may become one. The likeliest comes first, of equals the earliest.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    fit: f64,
    x: usize,
    y: usize,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.fit.total_cmp(&other.fit).then_with(|| (other.x, other.y).cmp(&(self.x, self.y)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { join: 0.4, ease: 0.0, leave: 0.3, second: 0.5, piece: 1.0, told: 1.0, fresh: 1.0 };

    /// So many statements of equal length, each of its own report, none inside another.
    fn places(count: usize) -> Vec<Place> {
        (0..count).map(|number| Place { report: number, words: 5, tie: number }).collect()
    }

    fn check(count: usize, edges: &[Edge], expected: &[&[usize]]) {
        assert_eq!(clusters(&places(count), edges, &BOUNDS, 0.1), expected);
    }

    #[test]
    fn gathers_what_is_alike() {
        check(5, &[(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.7), (3, 4, 0.5)], &[&[0, 1, 2], &[3, 4]]);
        check(3, &[(0, 1, 0.1)], &[]);
        check(0, &[], &[]);
    }

    #[test]
    fn a_group_of_many_asks_for_less() {
        // 4 is likely by less than halves to say what each of the four others says; 6 the same of 5 alone.
        let mut edges: Vec<Edge> = (0..4).flat_map(|x| (x + 1..4).map(move |y| (x, y, 0.9))).collect();
        edges.extend((0..4).map(|x| (x, 4, 0.35)));
        edges.push((5, 6, 0.35));
        check(7, &edges, &[&[0, 1, 2, 3]]);
        assert_eq!(clusters(&places(7), &edges, &Bounds { ease: 0.5, ..BOUNDS }, 0.1), [[0, 1, 2, 3, 4]]);
        // Who fits badly leaves.
        assert_eq!(clusters(&places(7), &edges, &Bounds { ease: 0.5, leave: 0.38, ..BOUNDS }, 0.1), [[0, 1, 2, 3]]);
    }

    #[test]
    fn a_chain_does_not_run_away() {
        let chain: Vec<Edge> = (0..5).map(|x| (x, x + 1, 0.5)).collect();
        let widest = clusters(&places(6), &chain, &BOUNDS, 0.1).iter().map(Vec::len).max();
        assert!(widest <= Some(3), "{widest:?}");
    }

    #[test]
    fn what_two_reports_tell_side_by_side_is_two_things() {
        // 0 and 2 say the same in the words of one agency, and so do 1 and 3.
        let edges = [(0, 2, 0.9), (1, 3, 0.9), (0, 1, 0.2), (0, 3, 0.2), (1, 2, 0.2), (2, 3, 0.2)];
        let bounds = Bounds { join: 0.15, leave: 0.1, ..BOUNDS };
        let in_reports = |reports: [usize; 4]| {
            let places: Vec<Place> = places(4).into_iter().zip(reports).map(|(place, report)| Place { report, ..place }).collect();
            clusters(&places, &edges, &bounds, 0.02)
        };
        assert_eq!(in_reports([0, 0, 1, 1]), [[0, 2], [1, 3]]);
        assert_eq!(in_reports([0, 0, 1, 2]), [[0, 1, 2, 3]], "one report may repeat itself");
    }

    #[test]
    fn a_statement_may_say_two_things() {
        // 2 says what 0 and 1 say and what 3 and 4 say, but those two have nothing to do with each other.
        let edges = [(0, 1, 0.9), (3, 4, 0.9), (0, 2, 0.8), (1, 2, 0.8), (2, 3, 0.7), (2, 4, 0.7)];
        check(5, &edges, &[&[0, 1, 2], &[2, 3, 4]]);
    }

    #[test]
    fn what_cannot_be_one_claim_joins_no_second() {
        // 2 is likely to say what 0 and 1 say, but gives another number than 3.
        let edges = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9), (2, 3, 0.0), (3, 4, 0.9), (2, 4, 0.99), (3, 5, 0.9), (4, 5, 0.9), (2, 5, 0.99)];
        check(6, &edges, &[&[0, 1, 2], &[3, 4, 5]]);
    }
}
