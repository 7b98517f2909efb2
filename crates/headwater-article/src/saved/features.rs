//! A line's place in a saved page, as numbers for the classifier that finds the report.

use std::collections::HashMap;

use headwater_core::BlockKind;

use super::lines::Line;
use crate::wording::{self, Vocabulary, Wording};

/// Neighbours that are looked at, before and behind.
const NEAR: [isize; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];
/// Numbers that are taken from each neighbour.
const NEAR_NAMES: [&str; 8] = ["words", "closed", "prose", "furniture_none", "capitalised", "stamp", "byline_lead", "persons"];

/// Stretches of lines before and behind over which means are taken.
const WINDOWS: [(isize, isize); 4] = [(-10, 0), (1, 11), (-25, 0), (1, 26)];
/// Of what the means are.
const WINDOW_NAMES: [&str; 6] = ["words", "prose", "cut", "repeated", "short", "capitalised"];

const PLACE_NAMES: [&str; 33] = [
    "lines",
    "index",
    "index_share",
    "words_before_share",
    "gap_before",
    "gap_behind",
    "gaps_share",
    "repeated",
    "in_best",
    "from_best_start",
    "from_best_end",
    "best_share",
    "before_first_prose",
    "behind_last_prose",
    "vocabulary",
    "first_words",
    "prose_before",
    "prose_behind",
    "run_of_short",
    "run_of_short_before",
    "run_of_short_behind",
    "block_lines",
    "block_mean_words",
    "to_prose_before",
    "to_prose_behind",
    "prose_lines",
    "longest_share",
    "to_stamp_before",
    "to_stamp_behind",
    "to_byline_before",
    "to_byline_behind",
    "to_cut_before",
    "to_cut_behind",
];

/// Names of the numbers, in order.
pub(crate) fn names() -> Vec<String> {
    let near = NEAR.iter().flat_map(|at| NEAR_NAMES.iter().map(move |name| format!("near{at}_{name}")));
    let windows = WINDOW_NAMES.iter().flat_map(|name| WINDOWS.iter().map(move |(from, to)| format!("{name}{from}to{to}")));
    wording::NAMES.iter().chain(&PLACE_NAMES).map(|name| (*name).to_owned()).chain(near).chain(windows).collect()
}

/// Whether a line is surely no part of a report: its own words say what else it is.
pub(super) fn cuts(wording: &Wording) -> bool {
    matches!(wording.furniture, Some((BlockKind::Dropped, _)))
}

/// The numbers of every line.
pub(crate) fn features(text: &str, lines: &[Line], wordings: &[&Wording]) -> Vec<Vec<f32>> {
    let of = |at: usize| lines[at].span.of(text);
    let own: Vec<_> = wordings.iter().map(|wording| &wording.numbers).collect();
    let near_numbers = NEAR_NAMES.map(|name| wording::NAMES.iter().position(|known| *known == name).unwrap_or(0));
    let [words_at, _, prose_at, none_at, capitalised_at, stamp_at, byline_at, _] = near_numbers;
    let words: Vec<f32> = own.iter().map(|own| own[words_at]).collect();
    let plain: Vec<bool> = own.iter().map(|own| own[prose_at] > 0.0 && own[none_at] > 0.0).collect();
    let total: f32 = words.iter().sum::<f32>().max(1.0);
    let longest = words.iter().copied().fold(1.0, f32::max);
    let best = best_run(&words, &plain, &own.iter().map(|own| own[none_at] > 0.0).collect::<Vec<_>>());
    let mut vocabulary = Vocabulary::default();
    let mut first_words = Vocabulary::default();
    for at in best.clone().filter(|at| plain[*at]) {
        vocabulary.add(of(at));
    }
    for at in best.clone().filter(|at| plain[*at]).take(3) {
        first_words.add(of(at));
    }
    let first_prose = plain.iter().position(|plain| *plain).unwrap_or(lines.len());
    let last_prose = plain.iter().rposition(|plain| *plain).unwrap_or(0);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for at in 0..lines.len() {
        *seen.entry(of(at)).or_default() += 1;
    }
    let gaps = lines.iter().filter(|line| line.after_gap).count() as f32 / lines.len().max(1) as f32;
    let blocks = blocks(lines, &words);
    let short: Vec<usize> = runs(&words.iter().map(|words| *words < 8.0).collect::<Vec<_>>());
    let best_words: f32 = best.clone().map(|at| words[at]).sum();
    let prose_lines = plain.iter().filter(|plain| **plain).count() as f32;
    let (before, behind) = distances(&plain);
    let flags = |flag: &dyn Fn(usize) -> bool| -> Vec<bool> { (0..lines.len()).map(flag).collect() };
    let cut = flags(&|at| cuts(wordings[at]));
    let (to_stamp, from_stamp) = distances(&flags(&|at| own[at][stamp_at] > 0.0));
    let (to_byline, from_byline) = distances(&flags(&|at| own[at][byline_at] > 0.0));
    let (to_cut, from_cut) = distances(&cut);
    let looks: [Vec<f32>; WINDOW_NAMES.len()] = [
        running((0..lines.len()).map(|at| words[at].min(60.0))),
        running((0..lines.len()).map(|at| own[at][prose_at])),
        running(cut.iter().map(|cut| f32::from(*cut))),
        running((0..lines.len()).map(|at| f32::from(seen.get(of(at)).is_some_and(|times| *times > 1)))),
        running(words.iter().map(|words| f32::from(*words <= 3.0))),
        running((0..lines.len()).map(|at| f32::from(own[at][capitalised_at] > 0.6))),
    ];
    let mut passed = 0.0;
    (0..lines.len())
        .map(|at| {
            let place: [f32; PLACE_NAMES.len()] = [
                (lines.len() as f32).min(1000.0),
                (at as f32).min(500.0),
                at as f32 / lines.len() as f32,
                passed / total,
                f32::from(lines[at].after_gap),
                f32::from(lines.get(at + 1).is_none_or(|next| next.after_gap)),
                gaps,
                (seen.get(of(at)).copied().unwrap_or(1) as f32).min(5.0),
                f32::from(best.contains(&at)),
                (at as f32 - best.start as f32).clamp(-60.0, 60.0),
                (best.end as f32 - at as f32).clamp(-60.0, 60.0),
                best_words / total,
                f32::from(at < first_prose),
                f32::from(at > last_prose),
                vocabulary.share(of(at), plain[at] && best.contains(&at)),
                first_words.share(of(at), false),
                plain[at.saturating_sub(8)..at].iter().filter(|plain| **plain).count() as f32,
                plain[at..(at + 9).min(plain.len())].iter().skip(1).filter(|plain| **plain).count() as f32,
                (short[at] as f32).min(60.0),
                if at > 0 { (short[at - 1] as f32).min(60.0) } else { 0.0 },
                short.get(at + 1).map_or(0.0, |run| (*run as f32).min(60.0)),
                (blocks[at].0).min(60.0),
                blocks[at].1,
                before[at],
                behind[at],
                prose_lines.min(100.0),
                words[at] / longest,
                to_stamp[at],
                from_stamp[at],
                to_byline[at],
                from_byline[at],
                to_cut[at],
                from_cut[at],
            ];
            passed += words[at];
            let near = NEAR.iter().flat_map(|step| {
                let near = at.checked_add_signed(*step).filter(|near| *near < lines.len());
                near.map_or([-1.0; NEAR_NAMES.len()], |near| near_numbers.map(|number| own[near][number]))
            });
            let windows = looks.iter().flat_map(|sums| WINDOWS.iter().map(|window| mean(sums, at, *window)));
            own[at].iter().copied().chain(place).chain(near).chain(windows).collect()
        })
        .collect()
}

/// The run of lines whose running words outweigh the furniture between them most.
fn best_run(words: &[f32], plain: &[bool], unmarked: &[bool]) -> std::ops::Range<usize> {
    let (mut best, mut best_sum, mut start, mut sum) = (0..0, 0.0, 0, 0.0);
    for at in 0..words.len() {
        sum += match (plain[at], unmarked[at]) {
            (true, _) => words[at],
            (false, true) => -3.0,
            (false, false) => -6.0,
        };
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best_sum {
            (best_sum, best) = (sum, start..at + 1);
        }
    }
    best
}

/// For each line the lines and the mean of words of its block: the lines between two empty lines.
fn blocks(lines: &[Line], words: &[f32]) -> Vec<(f32, f32)> {
    let mut found = Vec::with_capacity(lines.len());
    let mut start = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || lines[at].after_gap {
            let count = (at - start) as f32;
            let mean = words[start..at].iter().sum::<f32>() / count;
            found.resize(at, (count, mean));
            start = at;
        }
    }
    found
}

/// For each line the length of the run of true around it; 0 where it is false.
fn runs(flags: &[bool]) -> Vec<usize> {
    let mut found = vec![0; flags.len()];
    let mut start = 0;
    for at in 0..=flags.len() {
        if at == flags.len() || !flags[at] {
            found[start..at].fill(at - start);
            start = at + 1;
        }
    }
    found
}

/// Lines to the nearest flagged line before and behind, at most 30.
pub(super) fn distances(flags: &[bool]) -> (Vec<f32>, Vec<f32>) {
    let pass = |order: &mut dyn Iterator<Item = usize>| {
        let mut found = vec![30.0; flags.len()];
        let mut since = 30.0;
        for at in order {
            found[at] = since;
            since = if flags[at] { 1.0 } else { f32::min(since + 1.0, 30.0) };
        }
        found
    };
    (pass(&mut (0..flags.len())), pass(&mut (0..flags.len()).rev()))
}

/// Sums of all values before each line, and of all.
pub(super) fn running(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sum = 0.0;
    std::iter::once(0.0)
        .chain(values.map(|value| {
            sum += value;
            sum
        }))
        .collect()
}

/// The mean over a stretch beside a line; -1 where no line stands in it.
pub(super) fn mean(sums: &[f32], at: usize, (from, to): (isize, isize)) -> f32 {
    let last = sums.len() - 1;
    let from = at.saturating_add_signed(from).min(last);
    let to = at.saturating_add_signed(to).min(last);
    if from < to { (sums[to] - sums[from]) / (to - from) as f32 } else { -1.0 }
}
