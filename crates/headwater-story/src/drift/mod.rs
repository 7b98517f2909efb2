//! How the words of a quotation changed from report to report: what was cut, added, swapped; a hedge lost or gained; another speaker.
//!
//! Statements that share quoted words are laid against each other word by word ([`mod@align`]). Each is held against the earliest that carries the same
//! quotation. Only what is surely a change of the quotation is told: words between or beside words that both quote, in sentences that both carry;
//! not words that the other report has elsewhere, and not another spelling ([`crate::spelling`]). Where only one of the two quotes, the other's words are
//! its own, and only hedges are held against each other.

mod align;

use std::collections::BTreeSet;
use std::ops::Range;

use headwater_core::{Act, Actor, ActorKind, Change, ChangeKind, Drift, Form, Mention, Span, Statement, StatementId};
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use self::align::{Block, align, gaps};
use crate::Report;
use crate::claims::cluster::Edge;
use crate::lexicon::{LEXICON, phrase};
use crate::reuse::Match;
use crate::spelling::are_one;
use crate::words::{fold, key, spans};

/// Pairs of statements as likely as this to say the same, or surely at odds over it, are laid against each other.
const ALIKE: f64 = 0.2;
/// Share of the shorter wording that must be common for two to be one quotation.
const SHARED: f64 = 0.6;
/// A run of so many words is one quotation's, whatever stands around it.
const RUN: usize = 7;
/// Of fewer common words than that so large a share of the shorter wording: `there is a high degree of` begins many a sentence.
const SHARED_SHORT: f64 = 0.75;
/// Fewest common words, and fewest of them with matter of their own.
const FEWEST: usize = 4;
const FEWEST_WITH_MATTER: usize = 2;
/// Longer stretches that differ are other passages, no swapped words.
const SWAPPED: usize = 8;
/// Words at the edge of a quotation where both go on differently: more are other passages.
const SWAPPED_EDGE: usize = 4;
/// Share of a stretch's runs of three words that must stand elsewhere in the other report for it to be there.
const ELSEWHERE: f64 = 0.6;
/// Share of the shorter quotation, and number of its words, that two speakers must have in common for it to be one quotation with two speakers.
const VERBATIM: f64 = 0.85;
const VERBATIM_WORDS: usize = 6;

/// The drifts, by the statements that differ. `quotes` are the runs that two reports both quote, `edges` the compared pairs of statements.
pub fn find(reports: &[Report], statements: &[Statement], actors: &[Actor], quotes: &[Match], edges: &[Edge]) -> Vec<Drift> {
    let told: Vec<Told> = statements.par_iter().map(|statement| told(&reports[statement.article.0], statement)).collect();
    let pairs = pairs(statements, quotes, edges);
    let ranks: Vec<_> = (0..statements.len()).map(|id| rank(reports, statements, &told, id)).collect();
    let same: Vec<(usize, usize)> = pairs
        .into_par_iter()
        .filter(|&(x, y)| told[x].has_quote || told[y].has_quote)
        .filter(|&(x, y)| is_same_quotation(&told[x], &told[y]))
        .map(|(x, y)| if ranks[x] <= ranks[y] { (x, y) } else { (y, x) })
        .collect();
    // For each statement the earliest that it can be held against, one that quotes before one that does not.
    let mut bases: Vec<Option<usize>> = vec![None; statements.len()];
    for (x, y) in same {
        let key = |base: usize| (!told[base].has_quote, ranks[base]);
        if bases[y].is_none_or(|known| key(x) < key(known)) {
            bases[y] = Some(x);
        }
    }
    let texts: Vec<Trigrams> = reports.par_iter().map(Trigrams::new).collect();
    let ground = Ground { reports, statements, actors, told: &told, texts: &texts };
    let held: Vec<(usize, usize)> = bases.iter().enumerate().filter_map(|(to, from)| Some(((*from)?, to))).collect();
    let found: Vec<Drift> = held.into_par_iter().filter_map(|(from, to)| ground.drift(from, to)).collect();
    each_once(found, statements)
}

/// A statement's words.
struct Told {
    words: Vec<Word>,
    aligned: Vec<align::Word>,
    has_quote: bool,
}

struct Word {
    span: Span,
    text: String,
    /// Whether it stands in quotation marks.
    quoted: bool,
    /// Number of its run of content.
    run: usize,
    /// Number of its sentence in the report.
    sentence: usize,
}

fn told(report: &Report, statement: &Statement) -> Told {
    let text = report.article.text.as_str();
    let quotations = &report.analysis.quotations;
    let is_quoted = |span: Span| {
        let near = quotations.partition_point(|quotation| quotation.span.start <= span.start);
        quotations[near.saturating_sub(3)..near].iter().any(|quotation| quotation.inner.contains(span))
    };
    let mut words = Vec::new();
    for (run, content) in statement.content.iter().enumerate() {
        for place in spans(content.of(text)) {
            let span = Span::new(content.start + place.start, content.start + place.end);
            words.push(Word {
                span,
                text: fold(span.of(text)),
                quoted: statement.form == Form::Direct || (statement.form == Form::Mixed && is_quoted(span)),
                run,
                sentence: report.analysis.sentences.partition_point(|sentence| sentence.span.end <= span.start),
            });
        }
    }
    let aligned = words.iter().map(|word| align::Word { key: key(&word.text), has_matter: !LEXICON.is_stop(&word.text) }).collect();
    let has_quote = words.iter().filter(|word| word.quoted).count() >= FEWEST;
    Told { words, aligned, has_quote }
}

/// Order in time: by the day by which a report was surely out, those that may be later than any day last; of one day the fuller quotation first.
fn rank(reports: &[Report], statements: &[Statement], told: &[Told], id: usize) -> (bool, Option<Date>, std::cmp::Reverse<usize>, usize) {
    let published = reports[statements[id].article.0].article.published.as_ref();
    let day = published.and_then(|published| published.days().1);
    (day.is_none(), day, std::cmp::Reverse(told[id].words.iter().filter(|word| word.quoted).count()), id)
}

/// Statements of two reports that may carry one quotation.
fn pairs(statements: &[Statement], quotes: &[Match], edges: &[Edge]) -> Vec<(usize, usize)> {
    let articles = statements.iter().map(|statement| statement.article.0 + 1).max().unwrap_or(0);
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); articles];
    for (id, statement) in statements.iter().enumerate() {
        of[statement.article.0].push(id);
    }
    let inside = |passage: headwater_core::Passage| {
        let ids = of.get(passage.article.0).map_or(&[][..], Vec::as_slice).iter().copied();
        ids.filter(move |&id| statements[id].content.iter().any(|run| run.overlaps(passage.span)))
    };
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for quote in quotes {
        let others: Vec<usize> = inside(quote.b).collect();
        pairs.extend(inside(quote.a).flat_map(|x| others.iter().map(move |&y| (x.min(y), x.max(y)))));
    }
    let apart = |edge: &&Edge| edge.2.abs() >= ALIKE && statements[edge.0].article != statements[edge.1].article;
    pairs.extend(edges.iter().filter(apart).map(|edge| (edge.0, edge.1)));
    pairs.into_iter().collect()
}

fn is_same_quotation(x: &Told, y: &Told) -> bool {
    let blocks = align(&x.aligned, &y.aligned);
    let common: usize = blocks.iter().map(|block| block.length).sum();
    let with_matter = blocks.iter().flat_map(|block| &x.aligned[block.a..block.a + block.length]).filter(|word| word.has_matter).count();
    if common < FEWEST || with_matter < FEWEST_WITH_MATTER {
        return false;
    }
    let quoted = |told: &Told| told.words.iter().filter(|word| word.quoted).count();
    let (length_x, length_y) = if x.has_quote && y.has_quote { (quoted(x), quoted(y)) } else { (x.words.len(), y.words.len()) };
    let in_quotes = |block: &&Block| {
        let of_x = x.words[block.a..block.a + block.length].iter().any(|word| word.quoted);
        let of_y = y.words[block.b..block.b + block.length].iter().any(|word| word.quoted);
        (of_x && of_y) || !(x.has_quote && y.has_quote)
    };
    let shared: usize = blocks.iter().filter(in_quotes).map(|block| block.length).sum();
    let least = if shared < RUN { SHARED_SHORT } else { SHARED };
    shared as f64 >= least * length_x.min(length_y) as f64 || blocks.iter().filter(in_quotes).any(|block| block.length >= RUN)
}

/// The runs of three words of a report, so that a stretch can be looked for in it.
struct Trigrams {
    hashes: FxHashSet<u64>,
}

impl Trigrams {
    fn new(report: &Report) -> Self {
        let keys: Vec<u64> = spans(&report.article.text).map(|span| key(span.of(&report.article.text))).collect();
        Self { hashes: keys.windows(3).map(joined).collect() }
    }

    /// Whether most of the words stand there together; of fewer than three nothing can be told.
    fn have(&self, words: &[Word]) -> bool {
        let keys: Vec<u64> = words.iter().map(|word| key(&word.text)).collect();
        let all = keys.windows(3).count();
        all > 0 && keys.windows(3).filter(|three| self.hashes.contains(&joined(three))).count() as f64 >= ELSEWHERE * all as f64
    }
}

fn joined(keys: &[u64]) -> u64 {
    keys.iter().fold(0, |hash, key| (hash ^ key).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(17))
}

struct Ground<'a> {
    reports: &'a [Report],
    statements: &'a [Statement],
    actors: &'a [Actor],
    told: &'a [Told],
    texts: &'a [Trigrams],
}

/// One side of a gap: the statement's words and which of them the other has not.
#[derive(Clone)]
struct Side<'a> {
    id: usize,
    told: &'a Told,
    range: Range<usize>,
}

impl Side<'_> {
    fn words(&self) -> &[Word] {
        &self.told.words[self.range.clone()]
    }

    fn texts(&self) -> Vec<&str> {
        self.words().iter().map(|word| word.text.as_str()).collect()
    }

    /// The words as runs of text, or the empty span where they would stand.
    fn spans(&self) -> Vec<Span> {
        let runs = self.words().chunk_by(|one, next| one.run == next.run);
        let spans: Vec<Span> = runs.filter_map(|run| Some(run.first()?.span.to(run.last()?.span))).collect();
        if !spans.is_empty() {
            return spans;
        }
        let before = self.range.start.checked_sub(1).map(|at| self.told.words[at].span.end);
        let at = before.or_else(|| self.told.words.first().map(|word| word.span.start)).unwrap_or(0);
        vec![Span::new(at, at)]
    }

    /// Whether the words right before and behind are quoted, as far as there are any.
    fn is_in_quote(&self) -> bool {
        let beside = [self.range.start.checked_sub(1), Some(self.range.end)];
        let beside = beside.into_iter().flatten().filter_map(|at| self.told.words.get(at));
        self.words().iter().chain(beside).all(|word| word.quoted)
    }
}

impl Ground<'_> {
    fn drift(&self, from: usize, to: usize) -> Option<Drift> {
        let (x, y) = (&self.told[from], &self.told[to]);
        let blocks = align(&x.aligned, &y.aligned);
        let mut changes: Vec<Change> = self.speaker(from, to, &blocks).into_iter().collect();
        let gaps = gaps(&blocks, x.words.len(), y.words.len());
        let last = gaps.len() - 1;
        for (n, (in_x, in_y)) in gaps.into_iter().enumerate() {
            let (in_x, in_y) = (within_sentence(x, in_x, n == 0, n == last), within_sentence(y, in_y, n == 0, n == last));
            let (in_x, in_y) = without_equal_ends(x, in_x, y, in_y);
            let (a, b) = (Side { id: from, told: x, range: in_x }, Side { id: to, told: y, range: in_y });
            changes.extend(self.change(&a, &b, n == 0 || n == last));
        }
        (!changes.is_empty()).then_some(Drift { from: StatementId(from), to: StatementId(to), changes })
    }

    fn change(&self, a: &Side, b: &Side, at_edge: bool) -> Option<Change> {
        if a.range.is_empty() && b.range.is_empty() || are_one(&a.texts(), &b.texts()) {
            return None;
        }
        let (hedged_a, hedged_b) = (self.is_hedged(a), self.is_hedged(b));
        let told = |kind| Some(Change { kind, from: a.spans(), to: b.spans() });
        let both_quote = a.told.has_quote && b.told.has_quote && a.is_in_quote() && b.is_in_quote();
        let longest = a.range.len().max(b.range.len());
        let is_near = longest <= if at_edge { SWAPPED_EDGE.max(HEDGE_REACH) } else { SWAPPED.max(HEDGE_REACH) };
        if hedged_a != hedged_b && is_near {
            let (with, without) = if hedged_a { (a, b) } else { (b, a) };
            let is_told =
                !self.has_nearby(without, with) && (both_quote || !(self.hedges_otherwise(without) || is_backshift(with, without)));
            return is_told.then(|| told(if hedged_a { ChangeKind::HedgeLost } else { ChangeKind::HedgeGained })).flatten();
        }
        if !both_quote || is_trivial(a, at_edge) && is_trivial(b, at_edge) {
            return None;
        }
        match (a.range.is_empty(), b.range.is_empty()) {
            (false, true) => (!self.has(b, a) && !is_break(a, b)).then(|| told(ChangeKind::Cut)).flatten(),
            (true, false) => (!self.has(a, b) && !is_break(b, a)).then(|| told(ChangeKind::Added)).flatten(),
            _ => {
                let most = if at_edge { SWAPPED_EDGE } else { SWAPPED };
                (longest <= most && !self.has(b, a) && !self.has(a, b)).then(|| told(ChangeKind::Swapped)).flatten()
            }
        }
    }

    fn report(&self, side: &Side) -> &Report {
        &self.reports[self.statements[side.id].article.0]
    }

    /// Whether a hedge stands in the words.
    fn is_hedged(&self, side: &Side) -> bool {
        let hedges = &self.report(side).analysis.hedges;
        side.spans().iter().any(|span| {
            let first = hedges.partition_point(|hedge| hedge.end <= span.start);
            !span.is_empty() && hedges.get(first).is_some_and(|hedge| span.contains(*hedge))
        })
    }

    /// Whether a report that does not quote hedges in words of its own: in the sentence, or by the verb that it attributes with.
    fn hedges_otherwise(&self, side: &Side) -> bool {
        let (report, statement) = (self.report(side), &self.statements[side.id]);
        let sentences = &report.analysis.sentences;
        let around = statement.content.iter().chain(&statement.cue).filter_map(|span| {
            let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
            sentences.get(at).map(|sentence| sentence.span)
        });
        let cue: Vec<String> = statement.cue.iter().map(|span| phrase(span.of(&report.article.text))).collect();
        let doubts = cue
            .iter()
            .flat_map(|cue| cue.split(' '))
            .any(|word| DOUBTING.split(' ').any(|known| LEXICON.stem(known) == LEXICON.stem(word)));
        let hedged = around.into_iter().any(|span| report.analysis.hedges.iter().any(|hedge| span.contains(*hedge)));
        statement.act == Act::Belief || doubts || hedged
    }

    /// Whether the report of `side` has the words of `of` elsewhere.
    fn has(&self, side: &Side, of: &Side) -> bool {
        self.texts[self.statements[side.id].article.0].have(of.words()) || self.has_nearby(side, of)
    }

    /// Whether the words stand in the sentences of the statement, in marks or not.
    fn has_nearby(&self, side: &Side, of: &Side) -> bool {
        let report = self.report(side);
        let wanted = of.texts();
        let mut sentences: Vec<Span> = Vec::new();
        for content in &self.statements[side.id].content {
            let all = &report.analysis.sentences;
            let first = all.partition_point(|sentence| sentence.span.end <= content.start);
            sentences.extend(all[first..].iter().take_while(|sentence| sentence.span.start < content.end).map(|sentence| sentence.span));
        }
        sentences.iter().any(|sentence| {
            let text = sentence.of(&report.article.text);
            let words: Vec<String> = spans(text).map(|span| fold(span.of(text))).collect();
            !wanted.is_empty() && words.windows(wanted.len()).any(|words| words.iter().zip(&wanted).all(|(word, wanted)| word == wanted))
        })
    }

    /// Another speaker of the same words.
    fn speaker(&self, from: usize, to: usize, blocks: &[Block]) -> Option<Change> {
        let (x, y) = (&self.told[from], &self.told[to]);
        let quoted = |told: &Told| told.words.iter().filter(|word| word.quoted).count();
        let common: usize = blocks.iter().map(|block| block.length).sum();
        if !x.has_quote || !y.has_quote || common < VERBATIM_WORDS || (common as f64) < VERBATIM * quoted(x).min(quoted(y)) as f64 {
            return None;
        }
        let (of_x, of_y) = (&self.statements[from], &self.statements[to]);
        let (a, b) = (of_x.origin()?.actor, of_y.origin()?.actor);
        let passes = |statement: &Statement, actor| statement.chain.iter().any(|voice| voice.actor == actor);
        let (one, other) = (&self.actors[a.0], &self.actors[b.0]);
        if a == b || passes(of_x, b) || passes(of_y, a) || !are_two(one, other) {
            return None;
        }
        // Who is quoted with the same words by both in one of the reports is no other speaker there.
        let also = |article, actor| {
            self.statements.iter().enumerate().any(|(id, statement)| {
                statement.article == article && id != from && id != to && passes(statement, actor) && is_same_quotation(&self.told[id], x)
            })
        };
        if also(of_y.article, a) || also(of_x.article, b) {
            return None;
        }
        Some(Change { kind: ChangeKind::Speaker, from: vec![naming(of_x, one)?], to: vec![naming(of_y, other)?] })
    }
}

/// Whether the other report broke off there and began anew (`“…,” he said. “…”`), and what it left out between are whole sentences.
fn is_break(cut: &Side, other: &Side) -> bool {
    let at = other.range.start;
    let breaks = at > 0 && other.told.words.get(at).is_some_and(|word| word.run != other.told.words[at - 1].run);
    let words = &cut.told.words;
    let before = cut.range.start.checked_sub(1).map(|at| words[at].sentence);
    let behind = words.get(cut.range.end).map(|word| word.sentence);
    let inside = |word: &Word| Some(word.sentence) != before && Some(word.sentence) != behind;
    breaks && cut.words().iter().all(inside)
}

/// Of the words before the first common word, or behind the last, those of its sentence: whole sentences more are another choice, no other wording.
fn within_sentence(told: &Told, range: Range<usize>, first: bool, last: bool) -> Range<usize> {
    let mut range = range;
    if first && let Some(common) = told.words.get(range.end) {
        range.start = told.words[range.clone()]
            .iter()
            .rposition(|word| word.sentence != common.sentence)
            .map_or(range.start, |at| range.start + at + 1);
    }
    if last && let Some(common) = range.start.checked_sub(1).and_then(|at| told.words.get(at)) {
        range.end =
            told.words[range.clone()].iter().position(|word| word.sentence != common.sentence).map_or(range.end, |at| range.start + at);
    }
    range
}

/// What differs without the words that both begin or end with.
fn without_equal_ends(x: &Told, in_x: Range<usize>, y: &Told, in_y: Range<usize>) -> (Range<usize>, Range<usize>) {
    let (a, b) = (&x.aligned[in_x.clone()], &y.aligned[in_y.clone()]);
    let first = a.iter().zip(b).take_while(|(a, b)| a.key == b.key).count();
    let last = a[first..].iter().rev().zip(b[first..].iter().rev()).take_while(|(a, b)| a.key == b.key).count();
    (in_x.start + first..in_x.end - last, in_y.start + first..in_y.end - last)
}

/// A change that bears a hedge may be longer than a mere swap: `it seems to us that`.
const HEDGE_REACH: usize = 10;

/// Verbs that attribute and take certainty away.
const DOUBTING: &str =
    "believe think suggest suspect assume guess estimate expect fear hope doubt wonder speculate hint imply suppose reckon";

/// Whether a modal verb only follows the past of the verb that attributes: `we can` told as `they could`.
fn is_backshift(with: &Side, without: &Side) -> bool {
    let has = |side: &Side, list: &[&str]| side.words().iter().any(|word| list.contains(&word.text.as_str()));
    has(with, &["could", "might"]) && has(without, &["can", "may", "could", "might"])
}

/// Words that a quotation may begin with or lose without a change of what it says.
fn is_trivial(side: &Side, at_edge: bool) -> bool {
    let list =
        if at_edge { "and but so that well because or then now yes oh mr mrs ms dr the a" } else { "that um uh er well mr mrs ms dr" };
    side.words().iter().all(|word| list.split(' ').any(|known| known == word.text))
}

/// Whether the two are surely two speakers: named, of one kind, without a word of their names in common.
fn are_two(one: &Actor, other: &Actor) -> bool {
    let names = |actor: &Actor| -> BTreeSet<String> {
        let all = std::iter::once(&actor.name).chain(&actor.aliases);
        all.flat_map(|name| phrase(name).split(' ').map(str::to_owned).collect::<Vec<_>>()).filter(|word| word.len() > 2).collect()
    };
    let described = |actor: &Actor, name: &Actor| actor.role.as_ref().is_some_and(|role| phrase(role).contains(&phrase(&name.name)));
    one.kind == other.kind
        && matches!(one.kind, ActorKind::Person | ActorKind::Organization)
        && names(one).is_disjoint(&names(other))
        && !described(one, other)
        && !described(other, one)
}

/// The words that name the speaker: the statement's own, or the last naming before it.
fn naming(statement: &Statement, actor: &Actor) -> Option<Span> {
    let extent = statement.extent();
    let own = statement.source.first().copied();
    let is_here = |mention: &&Mention| mention.article == statement.article && mention.span.end <= extent.start;
    own.or_else(|| actor.mentions.iter().rev().find(is_here).map(|mention| mention.span))
}

/// The drifts without what another of the same two reports tells already: statements may hold each other.
fn each_once(found: Vec<Drift>, statements: &[Statement]) -> Vec<Drift> {
    let mut known = BTreeSet::new();
    let mut drifts = Vec::with_capacity(found.len());
    for mut drift in found {
        let (from, to) = (statements[drift.from.0].article.0, statements[drift.to.0].article.0);
        drift.changes.retain(|change| known.insert((from, to, change.kind, change.from.clone(), change.to.clone())));
        if !drift.changes.is_empty() {
            drifts.push(drift);
        }
    }
    drifts
}

#[cfg(test)]
mod tests;
