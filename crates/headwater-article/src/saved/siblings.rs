//! Saved texts of one outlet in one input. What several of them have is the outlet's; a report stands on one alone, and on each at the same place
//! between lines that they share.
//!
//! Texts are taken for one outlet's by what they share: its menus and its foot. Two that share most of their running text are copies of one report,
//! perhaps at two outlets: these tell nothing of each other's furniture.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::features::running;
use super::lines::{lines, shape};
use super::mend::mended;

/// What is kept of a saved text, for those beside it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outline {
    lines: Vec<Sketch>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct Sketch {
    key: u64,
    words: u8,
    prose: bool,
}

impl Outline {
    /// Of the text of a saved page.
    pub(crate) fn of(text: &str) -> Self {
        let text = &*mended(text).text;
        let sketch = |words: &str| {
            let shape = shape(words);
            Sketch { key: key(words), words: u8::try_from(shape.words).unwrap_or(u8::MAX), prose: shape.is_prose() }
        };
        Self { lines: lines(text).iter().map(|line| sketch(line.span.of(text))).collect() }
    }

    /// The lines with which it begins and ends.
    fn ends(&self, length: usize) -> FxHashSet<u64> {
        let lines = self.lines.iter().take(length).chain(self.lines.iter().rev().take(length));
        lines.map(|line| line.key).collect()
    }

    /// Its lines, each once, in the order of their keys.
    fn keys(&self) -> Vec<u64> {
        let mut keys: Vec<u64> = self.lines.iter().map(|line| line.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// What a line says, spaces aside.
fn key(line: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for word in line.split_whitespace() {
        hasher.write(word.as_bytes());
        hasher.write_u8(b' ');
    }
    hasher.finish()
}

/// The saved texts of an input.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Together {
    outlines: Vec<Outline>,
    /// For each text those of its outlet.
    siblings: Vec<Vec<usize>>,
}

impl Together {
    /// Texts in which a line is looked up, the first of the input: an outlet's menus stand in all of its texts.
    const HOLDERS: usize = 24;
    /// Siblings that are looked at.
    const SIBLINGS: usize = 8;
    /// Lines that siblings share at least.
    const SHARED: usize = 8;
    /// Lines at each end of a text that count as its ends, and the share of them that siblings have in common: two reports of one matter may share lists,
    /// but no menu and no foot.
    const ENDS: (usize, f32) = (20, 0.3);
    /// Share of the running text of the one that has less above which two are copies.
    const COPY: f32 = 0.6;

    /// Finds which texts are of one outlet.
    pub fn new(outlines: Vec<Outline>) -> Self {
        let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let keys: Vec<Vec<u64>> = outlines.iter().map(Outline::keys).collect();
        for (at, keys) in keys.iter().enumerate() {
            for key in keys {
                let holders = holders.entry(*key).or_default();
                if holders.len() < Self::HOLDERS {
                    holders.push(at);
                }
            }
        }
        let ends: Vec<FxHashSet<u64>> = outlines.iter().map(|outline| outline.ends(Self::ENDS.0)).collect();
        let siblings = (0..outlines.len()).map(|at| {
            let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
            for other in keys[at].iter().filter_map(|key| holders.get(key)).flatten().filter(|other| **other != at) {
                *shared.entry(*other).or_default() += 1;
            }
            let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
            shared.retain(|(other, lines)| *lines >= Self::SHARED && begin_and_end_alike(&ends[at], &ends[*other]));
            shared.sort_unstable_by_key(|(other, lines)| (std::cmp::Reverse(*lines), *other));
            let near = shared.into_iter().map(|(other, _)| other).take(Self::HOLDERS);
            near.filter(|other| !copies(&outlines[at], &outlines[*other], &keys[*other])).take(Self::SIBLINGS).collect()
        });
        let siblings = siblings.collect();
        Self { outlines, siblings }
    }

    /// The siblings of a text. A text alone has none.
    pub(crate) fn of(&self, at: usize) -> Vec<&Outline> {
        self.siblings.get(at).into_iter().flatten().map(|other| &self.outlines[*other]).collect()
    }
}

fn begin_and_end_alike(one: &FxHashSet<u64>, other: &FxHashSet<u64>) -> bool {
    one.intersection(other).count() as f32 >= Together::ENDS.1 * one.len().min(other.len()) as f32
}

/// Whether two texts are copies of one report.
fn copies(one: &Outline, other: &Outline, keys: &[u64]) -> bool {
    let prose = |outline: &Outline| outline.lines.iter().filter(|line| line.prose).count();
    let both = one.lines.iter().filter(|line| line.prose && keys.binary_search(&line.key).is_ok()).count();
    both as f32 > Together::COPY * prose(one).min(prose(other)) as f32
}

/// Names of the numbers that siblings add to those of a line, in order.
pub(super) const NAMES: [&str; 29] = [
    "siblings",
    "holders",
    "holders_share",
    "run_lines",
    "run_words",
    "in_best_run",
    "from_best_run_start",
    "from_best_run_end",
    "best_run_share",
    "to_repeated_before",
    "to_repeated_behind",
    "own_words_share",
    "near-3_repeated",
    "near-2_repeated",
    "near-1_repeated",
    "near1_repeated",
    "near2_repeated",
    "near3_repeated",
    "repeated-10to0",
    "repeated1to11",
    "repeated-25to0",
    "repeated1to26",
    "prose_behind_last_repeated",
    "prose_before_next_repeated",
    "from_likely_start",
    "prose_behind_likely_start",
    "to_likely_end",
    "prose_before_likely_end",
    "between_likely",
];

/// Lines before and behind a shared line in which a sibling's own running text is looked for.
const BESIDE: usize = 12;

/// A shared line, and which of the lines that say the same it is: menus say much twice.
type Place = (u64, u8);

/// Words of a sibling's own running text that stand close behind and before each line that it shares with a text.
fn beside(sibling: &Outline, shared: &FxHashSet<u64>) -> FxHashMap<Place, [f32; 2]> {
    let own = |line: &Sketch| f32::from(if line.prose && !shared.contains(&line.key) { line.words.min(60) } else { 0 });
    let sums = running(sibling.lines.iter().map(own));
    let places = places(sibling.lines.iter().map(|line| line.key)).enumerate().filter(|(_, (key, _))| shared.contains(key));
    places
        .map(|(at, place)| {
            let behind = sums[(at + 1 + BESIDE).min(sibling.lines.len())] - sums[at + 1];
            (place, [behind, sums[at] - sums[at.saturating_sub(BESIDE)]])
        })
        .collect()
}

fn places(keys: impl Iterator<Item = u64>) -> impl Iterator<Item = Place> {
    let mut seen: FxHashMap<u64, u8> = FxHashMap::default();
    keys.map(move |key| {
        let times = seen.entry(key).or_default();
        *times = times.saturating_add(1);
        (key, *times)
    })
}

/// What siblings tell of the lines of a text: one value for each of [`NAMES`].
pub(super) fn numbers(lines: &[&str], words: &[f32], siblings: &[&Outline]) -> Vec<[f32; NAMES.len()]> {
    let count = lines.len();
    let keys: Vec<u64> = lines.iter().map(|line| key(line)).collect();
    let of_siblings: Vec<Vec<u64>> = siblings.iter().map(|sibling| sibling.keys()).collect();
    let holders: Vec<f32> =
        keys.iter().map(|key| of_siblings.iter().filter(|keys| keys.binary_search(key).is_ok()).count() as f32).collect();
    let all = siblings.len().max(1) as f32;
    let shares: Vec<f32> = holders.iter().map(|holders| holders / all).collect();
    let repeated: Vec<bool> = holders.iter().map(|holders| *holders > 0.0).collect();
    let own = |at: usize| if repeated[at] { 0.0 } else { words[at] };
    let total = words.iter().sum::<f32>().max(1.0);
    let word_sums = running(words.iter().copied());
    let own_share = (0..count).map(own).sum::<f32>() / total;
    let runs = own_runs(&repeated);
    let best = best_run(words, &shares);
    let best_share = (word_sums[best.1] - word_sums[best.0]) / total;
    let repeats = running(repeated.iter().map(|repeated| f32::from(*repeated)));
    let (before, behind) = super::features::distances(&repeated);
    // How much of their own siblings have beside the lines that they share with this text.
    let shared: FxHashSet<u64> = keys.iter().zip(&repeated).filter(|(_, repeated)| **repeated).map(|(key, _)| *key).collect();
    let beside: Vec<_> = siblings.iter().map(|sibling| beside(sibling, &shared)).collect();
    let own_beside: Vec<[f32; 2]> = places(keys.iter().copied())
        .map(|place| {
            let told: Vec<[f32; 2]> = beside.iter().filter_map(|beside| beside.get(&place).copied()).collect();
            [0, 1].map(|side| told.iter().map(|told| told[side]).sum::<f32>() / all)
        })
        .collect();
    let start = (0..count).rev().filter(|at| repeated[*at]).max_by(|a, b| own_beside[*a][0].total_cmp(&own_beside[*b][0]));
    let end = start.and_then(|start| {
        (start + 1..count).rev().filter(|at| repeated[*at]).max_by(|a, b| own_beside[*a][1].total_cmp(&own_beside[*b][1]))
    });
    let last = nearest(&repeated, 0..count);
    let next = nearest(&repeated, (0..count).rev());
    let from =
        |at: usize, place: Option<usize>, missing: f32| place.map_or(missing, |place| (at as f32 - place as f32).clamp(-60.0, 100.0));
    (0..count)
        .map(|at| {
            let run = runs[at];
            let near = |step: isize| at.checked_add_signed(step).and_then(|near| shares.get(near)).copied().unwrap_or(-1.0);
            let stretch = |stretch: (isize, isize)| super::features::mean(&repeats, at, stretch);
            [
                siblings.len() as f32,
                holders[at],
                shares[at],
                ((run.1 - run.0) as f32).min(100.0),
                (word_sums[run.1] - word_sums[run.0]).min(3000.0),
                f32::from((best.0..best.1).contains(&at)),
                (at as f32 - best.0 as f32).clamp(-60.0, 60.0),
                (best.1 as f32 - at as f32).clamp(-60.0, 60.0),
                best_share,
                before[at],
                behind[at],
                own_share,
                near(-3),
                near(-2),
                near(-1),
                near(1),
                near(2),
                near(3),
                stretch((-10, 0)),
                stretch((1, 11)),
                stretch((-25, 0)),
                stretch((1, 26)),
                last[at].map_or(-1.0, |last| own_beside[last][0]),
                next[at].map_or(-1.0, |next| own_beside[next][1]),
                from(at, start, -61.0),
                start.map_or(-1.0, |start| own_beside[start][0]),
                from(at, end, 101.0),
                end.map_or(-1.0, |end| own_beside[end][1]),
                f32::from(start.is_some_and(|start| at > start) && end.is_some_and(|end| at < end)),
            ]
        })
        .collect()
}

/// For each line the run of lines around it that the text has for itself; empty where siblings have the line.
fn own_runs(repeated: &[bool]) -> Vec<(usize, usize)> {
    let mut found = Vec::with_capacity(repeated.len());
    let mut start = 0;
    for at in 0..=repeated.len() {
        if at == repeated.len() || repeated[at] {
            found.resize(at, (start, at));
            if at < repeated.len() {
                found.push((at, at));
            }
            start = at + 1;
        }
    }
    found
}

/// The stretch with most words of the text's own, lines that its siblings have counted against it.
fn best_run(words: &[f32], shares: &[f32]) -> (usize, usize) {
    let (mut best, mut most) = ((0, 0), 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, share) in shares.iter().enumerate() {
        sum += if *share > 0.0 { -10.0 * share } else { words[at].min(60.0) };
        if sum <= 0.0 {
            (start, sum) = (at + 1, 0.0);
        } else if sum > most {
            (best, most) = ((start, at + 1), sum);
        }
    }
    best
}

/// For each line, gone through in an order, the last flagged line before it.
fn nearest(flags: &[bool], order: impl Iterator<Item = usize>) -> Vec<Option<usize>> {
    let mut found = vec![None; flags.len()];
    let mut last = None;
    for at in order {
        found[at] = last;
        if flags[at] {
            last = Some(at);
        }
    }
    found
}
