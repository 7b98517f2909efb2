//! What a writer sets against each other: `…, but police later said …`, `… . But a spokeswoman said …`.
//!
//! Whoever writes such a joint between the words of two parties tells that they do not fit. So the words on both sides of it are looked for alone, with
//! nothing but the joint and the second party's name between them; what they say is not compared.

use rayon::prelude::*;

use super::super::Ground;
use super::stance::Stance;
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;
use crate::words::{fold, spans};

/// Joints inside a sentence that set what follows against what stands before.
static JOINTS: List = List::new("but though although despite yet");
/// As [`JOINTS`], of several words.
const LONG_JOINTS: [&str; 4] = ["in contrast to", "in contrast with", "contrary to", "at odds with"];
/// The word that does so at the begin of a sentence: `however` and `meanwhile` mostly go on to another matter.
const OPENING: &str = "but";
/// Words between the joint and whose words follow, at most (`but on Wednesday`),
const BESIDE: usize = 3;
/// and between the joint and what is said.
const LEAD: usize = 14;
/// Statements before one that are looked at for what it is set against.
const BEFORE: usize = 8;

/// Cues that say nothing against what was said before them: they grant it, add to it, or tell of a feeling.
static YIELDING: List = List::new("confirm acknowledge concede admit agree add note express describe");
/// Words for what ought to be: it is wished, whatever is so.
static OUGHT: List = List::new("should must ought");
/// Those who comment: opinion beside opinion is no conflict.
static COMMENTATORS: List = List::new("analyst expert observer critic commentator scholar pundit economist columnist editorial");

/// Pairs of statements that their writer sets against each other, in the order of the text.
pub fn pairs(ground: &Ground, stances: &[Stance]) -> Vec<(usize, usize)> {
    let speaks: Vec<bool> = (0..stances.len()).into_par_iter().map(|statement| speaks(ground, &stances[statement], statement)).collect();
    let before = |y: usize| speaks[y].then(|| set_against(ground, y)).flatten().filter(|&x| speaks[x]);
    (0..stances.len()).filter_map(|y| Some((before(y)?, y))).collect()
}

/// Whether it says that something is so, and is no comment.
fn speaks(ground: &Ground, stance: &Stance, number: usize) -> bool {
    let statement = &ground.statements[number];
    let text = ground.reports[statement.article.0].article.text.as_str();
    let has = |words: &str, list: &List| phrase(words).split(' ').any(|word| list.has_stem(&LEXICON.stem(word)));
    let yields = statement.cue.iter().any(|span| has(span.of(text), &YIELDING));
    let comments = statement.source.iter().any(|span| has(span.of(text), &COMMENTATORS));
    stance.asserts()
        && !is_deed(stance, &ground.words(number))
        && !stance.force.judges
        && !yields
        && !comments
        && !OUGHT.is_in(&phrase(&ground.words(number)))
}

/// Whether it is told as something to do, not as something to be.
fn is_deed(stance: &Stance, words: &str) -> bool {
    stance.is_purpose && !phrase(words).starts_with("to be ")
}

/// The statement that stands right before the joint that leads to another one.
fn set_against(ground: &Ground, y: usize) -> Option<usize> {
    let statement = &ground.statements[y];
    let text = ground.reports[statement.article.0].article.text.as_str();
    let content = statement.content.first()?.start;
    // Who goes on without being named again contradicts nobody.
    let source = statement.source.first()?.start;
    let named = statement.cue.iter().map(|span| span.start).fold(source.min(content), usize::min);
    let end = |x: usize| {
        let of_x = &ground.statements[x];
        of_x.content.iter().chain(&of_x.cue).chain(&of_x.source).map(|span| span.end).max().filter(|end| *end <= named)
    };
    let first = |x: usize| ground.statements[x].content.first().map_or(usize::MAX, |span| span.start);
    let beside = (y.saturating_sub(BEFORE)..y).filter(|&x| ground.statements[x].article == statement.article);
    // Of statements inside each other the whole one.
    let (end, _, x) = beside.filter_map(|x| Some((end(x)?, std::cmp::Reverse(first(x)), x))).max()?;
    let is_near = spans(text.get(named..content).unwrap_or_default()).count() <= LEAD;
    (is_near && is_joint(&text[end..named])).then_some(x)
}

/// Whether nothing but a joint stands between two statements, and a few words behind it.
fn is_joint(between: &str) -> bool {
    let Some(first) = spans(between).next() else { return false };
    let (mark, joint) = between.split_at(first.start);
    let words: Vec<String> = spans(joint).map(|span| fold(span.of(joint))).collect();
    let ends = |words: &str| words.contains(['.', '!', '?', '\n']);
    if ends(mark) {
        return words[0] == OPENING && words.len() <= 1 + BESIDE && !ends(joint);
    }
    let joined = words.join(" ");
    let long = LONG_JOINTS.iter().find(|long| joined.strip_prefix(**long).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    let length = long.map_or(usize::from(JOINTS.has(&words[0])), |long| long.split(' ').count());
    length > 0 && words.len() <= length + BESIDE && !ends(joint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joints_that_set_against() {
        let check = |between: &str, expected: bool| assert_eq!(is_joint(between), expected, "{between:?}");
        check(", but ", true);
        check(",” though ", true);
        check(", in contrast to ", true);
        check(".” But on Monday, ", true);
        check(".\n\nBut ", true);
        check(". However, ", false);
        check(". though ", false);
        check(" and ", false);
        check(", but it rained all day and ", false);
        check(". But it rained. ", false);
        check("", false);
    }
}
