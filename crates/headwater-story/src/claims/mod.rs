//! What statements of different reports say alike.
//!
//! Steps, a module each: statements of several matters cut into [`pieces`], statements and pieces made ready ([`saying`], and [`doer`]), pairs worth
//! comparing ([`candidates`], and by a [`guess`] of their meaning), pairs compared ([`features`], weighed by [`weights`]), statements inside others taken
//! together with them ([`nested`]), statements gathered ([`cluster`]), groups that a statement of two matters holds together parted ([`compound`]), and
//! further claims for statements of several matters ([`further`]). Here the groups become claims.

pub(crate) mod candidates;
pub(crate) mod cluster;
mod compound;
mod doer;
pub mod features;
mod further;
mod guess;
mod kin;
mod nested;
mod pieces;
pub mod saying;
pub(crate) mod sense;
pub mod sieve;
mod spread;
pub mod weights;

use std::collections::BTreeMap;

use headwater_core::{Actor, ActorKind, ArticleId, Claim, Independence, Spread, Statement, StatementId, Voice};
use rayon::prelude::*;

use self::cluster::Place;
use self::saying::{Saying, Terms};
use self::weights::Weights;
use crate::Report;
use crate::lexicon::phrase;

/// Pairs less likely than this are not worth keeping, and count in a group as if they were this likely.
const FAINT: f64 = 0.02;
/// Pairs that a guess of what they mean leaves less likely than this are not compared further. Of the pairs of the annotated stories, with weights of
/// before [`doer`], the guess is off by 0.6 in log-odds (one standard deviation); of three thousand that are likelier than 0.12, this loses one.
const HOPELESS: f64 = 0.007;

/// The statements of the input, compared with each other.
pub struct Compared {
    /// Each statement made ready.
    pub sayings: Vec<Saying>,
    /// What they are about.
    pub terms: Terms,
    /// For each statement the voices of its chain, see [`voices`].
    pub voices: Vec<Vec<usize>>,
    /// Pairs that may say the same, in order.
    pub edges: Vec<cluster::Edge>,
    /// For each piece of a statement of several matters that statement, see [`pieces`].
    pub owners: Vec<usize>,
    /// Pairs of pieces with statements and with each other, in order; pieces are numbered behind the statements.
    pub edges_of_pieces: Vec<cluster::Edge>,
}

/// The likelihood of a pair that cannot be one claim.
pub(crate) const APART: f64 = 0.0;

impl Compared {
    /// Keeps the pairs apart.
    pub fn part(&mut self, pairs: &[(usize, usize)]) {
        for pair in pairs {
            if let Ok(at) = self.edges.binary_search_by(|edge| (edge.0, edge.1).cmp(pair)) {
                self.edges[at].2 = APART;
            }
        }
    }

    /// How likely the two say the same.
    pub fn likelihood(&self, x: usize, y: usize) -> f64 {
        let pair = (x.min(y), x.max(y));
        self.edges.binary_search_by(|edge| (edge.0, edge.1).cmp(&pair)).map_or(0.0, |at| self.edges[at].2)
    }
}

/// Compares the story's statements, given in the order of `reports`.
pub fn compare(reports: &[Report], statements: &[Statement], actors: &[Actor], weights: &Weights) -> Compared {
    let (pieces, owners) = pieces::pieces(reports, statements);
    let with_pieces = [statements, &pieces].concat();
    let (mut sayings, terms, mut voices) = ready(reports, &with_pieces, actors, statements.len());
    voices.truncate(statements.len());
    let owner = |node| pieces::owner(node, statements.len(), &owners);
    let weigh = |(x, y): (usize, usize)| {
        if owner(x) == owner(y) {
            return None;
        }
        let apparent = features::apparent(&sayings[x], &sayings[y], &terms);
        // How near they are in what they mean is costly to tell, and looked at only where it can still decide.
        let may_meet = weights.likelihood(&guess::with_meaning(&apparent)) >= HOPELESS;
        may_meet.then(|| (x, y, weights.likelihood(&features::with_meaning(apparent, &sayings[x], &sayings[y]))))
    };
    let weighed = |pairs: Vec<(usize, usize)>| pairs.into_par_iter().filter_map(weigh).filter(|edge| edge.2 >= FAINT).collect();
    // Apart, so that the pieces take nobody's place where only the likeliest are compared.
    let edges = weighed(candidates::pairs(&sayings[..statements.len()], 0));
    let edges_of_pieces = weighed(candidates::pairs(&sayings, statements.len()));
    sayings.truncate(statements.len());
    Compared { sayings, terms, voices, edges, owners, edges_of_pieces }
}

/// The statements made ready for comparison, what they are about, and for each the voices of its chain, see [`voices`]. What is common or rare among them
/// is told from the first `whole` alone: the others are pieces of them.
pub fn ready(reports: &[Report], statements: &[Statement], actors: &[Actor], whole: usize) -> (Vec<Saying>, Terms, Vec<Vec<usize>>) {
    let of_actors = voices(actors);
    let chains: Vec<Vec<usize>> =
        statements.iter().map(|statement| statement.chain.iter().map(|link| of_actors[link.actor.0]).collect()).collect();
    let (mut sayings, terms) = saying::sayings(reports, statements, &chains, whole);
    for (saying, doer) in sayings.iter_mut().zip(doer::doers(reports, statements, actors, &of_actors, &chains)) {
        saying.doer = doer;
    }
    (sayings, terms, chains)
}

/// The claims among the compared statements, widest spread first and then those whose statements are likeliest to say the same, without their
/// independence. `order` is the rank of each report in time.
pub fn gather(reports: &[Report], statements: &[Statement], compared: &Compared, weights: &Weights, order: &[usize]) -> Vec<Claim> {
    let sayings = &compared.sayings;
    let ties = nested::ties(sayings);
    let place = |(saying, &tie): (&Saying, &usize)| Place { report: saying.article, words: saying.words.len(), tie };
    let places: Vec<Place> = sayings.iter().zip(&ties).map(place).collect();
    let mut clusters = cluster::clusters(&places, &nested::tied(&ties, &compared.edges), &weights.bounds, FAINT);
    let edges = compared.edges.iter().chain(&compared.edges_of_pieces).copied();
    further::join(&mut clusters, &ties, &compared.owners, edges, &weights.bounds);
    clusters.retain(|members| members.iter().any(|&member| sayings[member].article != sayings[members[0]].article));
    let mut homes = vec![0; sayings.len()];
    for &member in clusters.iter().flatten() {
        homes[member] += 1;
    }
    let of_cluster = |members: &Vec<usize>| (claim(reports, statements, compared, members, &homes, order), likeness(compared, members));
    let mut claims: Vec<(Claim, f64)> = clusters.iter().map(of_cluster).collect();
    claims.sort_by(|(x, likeness_x), (y, likeness_y)| y.spread.len().cmp(&x.spread.len()).then(likeness_y.total_cmp(likeness_x)));
    claims.into_iter().map(|(claim, _)| claim).collect()
}

/// How likely two members say the same, in the mean.
fn likeness(compared: &Compared, members: &[usize]) -> f64 {
    let pairs = (members.len() * (members.len() - 1) / 2) as f64;
    members.iter().enumerate().flat_map(|(at, &y)| members[..at].iter().map(move |&x| compared.likelihood(x, y))).sum::<f64>() / pairs
}

/// For each actor a number that is equal for the same voice: an actor, or all that go by one description.
fn voices(actors: &[Actor]) -> Vec<usize> {
    let mut described: BTreeMap<String, usize> = BTreeMap::new();
    let voice = |(number, actor): (usize, &Actor)| match actor.kind {
        ActorKind::Group | ActorKind::Unnamed => *described.entry(phrase(&actor.name)).or_insert(number),
        _ => number,
    };
    actors.iter().enumerate().map(voice).collect()
}

/// One group as a claim. `homes` counts for each statement the groups that it belongs to.
fn claim(reports: &[Report], statements: &[Statement], compared: &Compared, members: &[usize], homes: &[usize], order: &[usize]) -> Claim {
    let Compared { sayings, voices, .. } = compared;
    let best = best(compared, members, homes);
    let first = members.iter().copied().min_by_key(|&member| (order[sayings[member].article], member)).unwrap_or(best);
    let spread = spread::spread(sayings, voices, members).into_iter();
    Claim {
        text: statements[best].words(&reports[sayings[best].article].article.text),
        statements: members.iter().map(|&member| StatementId(member)).collect(),
        origins: origins(statements, compared, members),
        independent: Independence::default(),
        first: StatementId(first),
        spread: spread.map(|(article, how)| Spread { article: ArticleId(article), how }).collect(),
    }
}

/// The member that is most like the others, of those that tell nothing else if there are any; of equals the one that says more.
fn best(compared: &Compared, members: &[usize], homes: &[usize]) -> usize {
    let likeness = |member: usize| -> f64 {
        let others = members.iter().filter(|&&other| other != member);
        others.map(|&other| compared.likelihood(member, other)).sum()
    };
    let score = |member: usize| (likeness(member) * (1.0 + compared.sayings[member].terms.len() as f64).ln(), std::cmp::Reverse(member));
    members
        .iter()
        .copied()
        .max_by(|&x, &y| {
            let (of_x, of_y) = (score(x), score(y));
            homes[y].cmp(&homes[x]).then(of_x.0.total_cmp(&of_y.0)).then(of_x.1.cmp(&of_y.1))
        })
        .unwrap_or(members[0])
}

/// The distinct last links of the members' chains, in order of appearance. Bodies of people that go by one description count once; single
/// unnamed sources are told apart by article. Words without an owner (`the statement`) are those of who passes them on, and of another origin
/// of the claim where nobody does.
fn origins(statements: &[Statement], compared: &Compared, members: &[usize]) -> Vec<Voice> {
    let mut origins: Vec<(usize, Voice, bool)> = Vec::new();
    for &member in members {
        let Some(last) = origin(&statements[member]) else { continue };
        let (voice, origin) = (compared.voices[member][last], &statements[member].chain[last]);
        if !origins.iter().any(|(known, ..)| *known == voice) {
            origins.push((voice, origin.clone(), is_bare_utterance(&origin.name)));
        }
    }
    if origins.iter().any(|(.., bare)| !bare) {
        origins.retain(|(.., bare)| !bare);
    }
    origins.into_iter().map(|(_, origin, _)| origin).collect()
}

/// Position in the statement's chain of the voice that it stems from: the last that is somebody's.
pub(crate) fn origin(statement: &Statement) -> Option<usize> {
    let last = statement.chain.len().checked_sub(1)?;
    Some(statement.chain.iter().rposition(|voice| !is_bare_utterance(&voice.name)).unwrap_or(last))
}

/// Whether a voice is mere words, without a name or an owner: `the translated statement`.
fn is_bare_utterance(name: &str) -> bool {
    const UTTERANCES: [&str; 10] =
        ["statement", "statements", "announcement", "comments", "comment", "remarks", "tweet", "tweets", "message", "speech"];
    // A first word in capitals may begin a sentence.
    let is_name = |(at, word): (usize, &str)| word.starts_with(char::is_uppercase) && !(at == 0 && (word == "The" || !name.contains(' ')));
    let owned = name.contains(['\'', '’']) || name.split(' ').enumerate().any(is_name);
    !owned && phrase(name).rsplit(' ').next().is_some_and(|head| UTTERANCES.contains(&head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_told_by_a_statement_of_nothing_else() {
        let said = |count: usize| Saying {
            terms: (0..count as u32).map(|term| saying::Weighed { term, weight: 1.0, quoted: false }).collect(),
            ..Saying::default()
        };
        let compared = Compared {
            sayings: vec![said(3), said(9), said(4)],
            terms: Terms::default(),
            voices: vec![Vec::new(); 3],
            edges: vec![(0, 1, 0.9), (0, 2, 0.5), (1, 2, 0.9)],
            owners: Vec::new(),
            edges_of_pieces: Vec::new(),
        };
        assert_eq!(best(&compared, &[0, 1, 2], &[1, 1, 1]), 1);
        assert_eq!(best(&compared, &[0, 1, 2], &[1, 2, 1]), 2, "1 tells another claim too");
    }

    #[test]
    fn words_without_an_owner() {
        let check = |name: &str, expected: bool| assert_eq!(is_bare_utterance(name), expected, "{name}");
        check("the translated statement", true);
        check("announcement", true);
        check("Arland statement", false);
        check("the Arland statement", false);
        check("the ministry's statement", false);
        check("comments from Ann Holt", false);
        check("the report", false);
    }
}
