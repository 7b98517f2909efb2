//! Short answers: `Asked if he would stay, the mayor said no`. By itself `no` tells nothing: what is said is the question with its answer.

use std::ops::Range;

use headwater_core::Span;

use super::{
    Context, Relation,
    before::{inverted, quotation_before},
    behind::object_end,
    content,
    group::{Mood, group, is_auxiliary, is_negation},
    source::{self, Subject},
    verb::{Content, Cue, emit, speaks},
};
use crate::{
    lexicon::{Frame, LEXICON},
    tagger::Tag,
    text::{Item, Region, Text},
};

/// Verbs that answer.
const ANSWERS: [&str; 5] = ["say", "answer", "reply", "respond", "tell"];
/// Words that make an answer.
const YES_OR_NO: [&str; 17] = [
    "yes",
    "no",
    "yeah",
    "yep",
    "nope",
    "absolutely",
    "definitely",
    "certainly",
    "never",
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "not",
    "correct",
    "exactly",
    "course",
];
/// Words that may stand beside them.
const BESIDE: [&str; 9] = ["of", "at", "all", "really", "yet", "most", "very", "both", "also"];

/// Gives each short answer of a region the question that it answers, which stands before it, behind it (`said no when asked if …`) or at the end of the
/// sentence before. `at` is the region's number, `first` where its relations begin in `out`; the answer takes the place of what they make of its verb.
pub fn find(context: &Context, text: &Text, at: usize, first: usize, out: &mut Vec<Relation>) {
    let region = &text.regions[at];
    let items = &region.items;
    let is_near = |known: &&Region| known.block == region.block && known.inside == region.inside;
    let before = text.regions[..at].iter().rev().take(12).find(is_near);
    for verb in (0..items.len()).filter(|verb| !items[*verb].is_quotation()) {
        let Some(entry) = LEXICON.verbs(&items[verb].lower).find(|entry| ANSWERS.contains(&entry.lemma.as_str())) else { continue };
        let group = group(items, verb, 0);
        if group.passive || group.negated || !matches!(group.mood, Mood::Finite | Mood::PastParticiple) {
            continue;
        }
        let cue = Cue { items, entry, group: &group };
        let Some(Answer { subject, run, opens, ends }) = answer(context, text, &cue) else { continue };
        let mut rest = out.split_off(first);
        let verb_span = items[verb].span;
        if let Some(question) = question_before(items, opens).or_else(|| question_behind(items, ends)) {
            rest.retain(|relation| !relation.cue.iter().any(|known| known.overlaps(verb_span)));
            if let Some(asked) = Context::words(region, question.clone()) {
                settle(context.text, &mut rest, asked, is_denial(&words_of(context, text, &items[run.clone()])));
            }
            let mut runs = vec![question, run];
            runs.sort_by_key(|run| run.start);
            emit(context, region, &cue, Some(&subject), &Content { runs, cue_end: group.range.end }, &mut rest);
        } else if opens <= 2
            && let Some(before) = before
            && let Some(asked) = question_at_end(&before.items).and_then(|question| context.content(before, question))
            && let Some(said) = context.content(region, run)
        {
            rest.retain(|relation| !relation.cue.iter().any(|known| known.overlaps(verb_span)));
            let source = Context::words(region, subject.range).into_iter().collect();
            rest.push(Relation { source, cue: vec![verb_span], content: vec![asked, said], act: entry.act, negated: false });
        }
        out.append(&mut rest);
    }
}

/// A short answer.
struct Answer {
    /// Who answers.
    subject: Subject,
    /// Its words.
    run: Range<usize>,
    /// Where it begins with the words that attribute it.
    opens: usize,
    /// Where they end.
    ends: usize,
}

/// The answer that the verb attributes: `said no`, `“No,” she said`.
fn answer(context: &Context, text: &Text, cue: &Cue) -> Option<Answer> {
    let Cue { items, entry, group } = *cue;
    let inverted = inverted(items, entry, group);
    let from = inverted.as_ref().map_or(group.range.end, |subject| subject.range.end);
    let subject = inverted.or_else(|| source::subject(items, group)).filter(|subject| speaks(items, subject))?;
    let edge = subject.range.start.min(group.range.start);
    let told = if entry.frames.has(Frame::Whom) { object_end(items, from) } else { from };
    let behind = [from, told].into_iter().filter_map(|from| answer_at(items, from));
    let mut candidates = quotation_before(items, edge).map(|at| at..at + 1).into_iter().chain(behind);
    let run = candidates.find(|run| is_short(&words_of(context, text, &items[run.clone()])))?;
    Some(Answer { subject, opens: run.start.min(edge), ends: run.end.max(from), run })
}

/// What stands inside a question ends with it, and where the answer is no, who is asked about does not think or say so:
/// `Asked if he believed that …, he said no`.
fn settle(text: &str, relations: &mut [Relation], question: Span, denied: bool) {
    for relation in relations {
        let asks = relation.cue.first().is_some_and(|cue| cue.end <= question.start && cue.of(text).to_lowercase().contains("ask"));
        for content in &mut relation.content {
            let inside = content.start > question.start || asks;
            if inside && content.start < question.end && question.end < content.end {
                *content = Span::new(content.start, question.end);
            }
        }
        let opens = relation.source.first().is_some_and(|source| source.start == question.start);
        relation.negated ^= denied && opens;
    }
}

/// The words of an answer, without marks.
fn words_of(context: &Context, text: &Text, items: &[Item]) -> Vec<Item> {
    let words = items.iter().flat_map(|item| match item.quotation {
        Some(quotation) => text.within(content::inner(context.text, &context.analysis.quotations[quotation])),
        None => std::slice::from_ref(item),
    });
    words.filter(|word| word.tag != Tag::Mark).cloned().collect()
}

/// What may be an answer behind a verb: `no`, `“absolutely”`, `that he had not`.
fn answer_at(items: &[Item], from: usize) -> Option<Range<usize>> {
    let mut at = content::skip_adjuncts(items, from);
    while items.get(at).is_some_and(|item| item.any(&[",", ":", "that"])) {
        at += 1;
    }
    let first = items.get(at)?;
    if first.is_quotation() {
        return Some(at..at + 1);
    }
    let ends = |item: &Item| item.tag == Tag::Mark || item.any(&["when", "after", "and", "but"]);
    let end = (at..items.len()).find(|at| ends(&items[*at])).unwrap_or(items.len());
    (end > at).then_some(at..end)
}

/// Whether the words say no more than yes or no: `absolutely not`, `he did`.
fn is_short(words: &[Item]) -> bool {
    let is_answer = |item: &Item| item.any(&YES_OR_NO);
    let plain = words.len() <= 3 && words.iter().any(is_answer) && words.iter().all(|item| is_answer(item) || item.any(&BESIDE));
    let [subject, rest @ ..] = words else { return false };
    let helps = |item: &Item| is_auxiliary(item) || item.is("'s");
    let bare = subject.any(&["he", "she", "they", "it", "i", "we"])
        && rest.len() <= 4
        && rest.iter().any(helps)
        && rest.iter().all(|item| helps(item) || is_negation(item) || item.any(&BESIDE) || item.tag == Tag::Adverb);
    plain || bare
}

/// Whether the answer is no.
fn is_denial(words: &[Item]) -> bool {
    words.iter().any(|item| is_negation(item) || item.any(&["no", "nope"]))
}

/// The question before an answer that begins at `edge`: `Asked if | he would stay |, the mayor said`.
fn question_before(items: &[Item], edge: usize) -> Option<Range<usize>> {
    let start = (0..edge).rev().find(|at| is_asked(items, *at))? + 1;
    let mut end = edge;
    while end > start && (items[end - 1].tag == Tag::Mark || items[end - 1].any(&["and", "but", "to", "which"])) {
        end -= 1;
    }
    let parted = end < edge && items[end..edge].iter().any(|item| item.tag == Tag::Mark || item.any(&["and", "but"]));
    (parted && end > start + 1).then_some(start..end)
}

/// The question behind an answer that ends at `from`: `said no when asked if | he would stay`.
fn question_behind(items: &[Item], from: usize) -> Option<Range<usize>> {
    let opens = |item: &&Item| item.any(&["when", "after", "asked"]) || item.tag == Tag::Mark;
    items.get(from).filter(opens)?;
    let start = (from..items.len().min(from + 14)).find(|at| is_asked(items, *at))? + 1;
    let end = content::end(items, start, Tag::Past);
    (end > start + 1).then_some(start..end)
}

/// The question that a sentence ends with: `Lund asked him if | he would stay`.
fn question_at_end(items: &[Item]) -> Option<Range<usize>> {
    let start = (0..items.len()).rev().find(|at| is_asked(items, *at))? + 1;
    // `Asked if he would stay, he smiled`: what follows the question is no answer to what the next sentence tells.
    let first = items.iter().find(|item| !item.any(&["when", "but", "and"]));
    let opened = first.is_some_and(|item| item.any(&ASKS));
    let end = content::end(items, start, Tag::Past);
    (!opened && end + 1 >= items.len() && end > start + 1).then_some(start..end)
}

const ASKS: [&str; 5] = ["asked", "asks", "asking", "pressed", "questioned"];

/// Whether the word at `at` opens what somebody is asked: `asked by reporters | if`, `pressed on | whether`, `a question about | whether`.
fn is_asked(items: &[Item], at: usize) -> bool {
    if !items[at].any(&["if", "whether"]) {
        return false;
    }
    let near = items[at.saturating_sub(12)..at].iter().rev().take_while(|item| item.tag != Tag::Mark);
    let before: Vec<&Item> = near.collect();
    let Some(asks) = before.iter().position(|item| item.any(&ASKS) || item.any(&["question", "questions"])) else { return false };
    let between = &before[..asks];
    let leads = between.first().is_some_and(|item| item.any(&["on", "about", "over"]));
    !between.iter().any(|item| item.tag.is_finite()) && (leads || before[asks].any(&["asked", "asks", "asking"]))
}
