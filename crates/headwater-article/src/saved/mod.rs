//! A page saved as text, chrome and all: which lines are the report, and what the rest is.
//!
//! Nothing but words and line breaks is left of such a page, and some paragraphs are torn ([`mend`]). Classifiers look at each line's wording and place
//! ([`features`]): one finds the title ([`mod@title`]), one the report. Where other pages of its outlet are at hand, a third judges again, by what the
//! first said of the lines around ([`context`]) and by what the pages share ([`siblings`]). What the other lines are is told by their words ([`mod@furniture`]) and, above
//! the report, by their neighbours ([`head`]).

mod context;
mod features;
mod furniture;
mod head;
mod inline;
mod lines;
mod mend;
mod outlet;
mod phrases;
mod siblings;
mod title;

use headwater_core::{BlockKind, Span};

use crate::Page;
use crate::classifiers::Classifiers;
use crate::dateline::dateline;
use crate::facts::{Facts, is_credit};
use crate::notes::{is_correction, stub};
use crate::tile::Label;
use crate::wording::{Wording, wording};
pub(crate) use features::names;
pub(crate) use furniture::{Verdict, furniture};
pub(crate) use head::is_stamp;
pub(crate) use inline::reads_like_caption;
use lines::{Line, lines};
pub(crate) use lines::{Measured, Shape, shape};
pub(crate) use mend::is_spoken;
use mend::mended;
pub use siblings::{Outline, Together};

/// Labels the text of a saved page and collects what its lines tell about it.
///
/// `siblings` are other texts of its outlet, as far as there are any.
pub(crate) fn read(page: &str, siblings: &[&Outline], classifiers: &Classifiers) -> Page {
    let mended = mended(page);
    let text = mended.text.as_str();
    let lines = lines(text);
    let wordings = measured(text, &lines);
    let Scores { title, report } = score(text, &lines, &wordings, siblings, classifiers);
    let mut verdicts = judge(text, &lines, &wordings, &report);
    let mut facts = Facts::default();
    head::read(text, &lines, title, &report, &mut verdicts, &mut facts);
    let mut labels = Vec::with_capacity(lines.len() + 8);
    let mut reported = false;
    for (line, (kind, why)) in lines.iter().zip(&verdicts) {
        let free = matches!((kind, why), (BlockKind::Paragraph | BlockKind::Subhead, _) | (BlockKind::Dropped, Some("navigation")));
        if reported && free && is_credit(line.span.of(text)) {
            facts.read_credit(line.span.of(text));
            labels.push(Label::new(line.span, BlockKind::Credit));
            continue;
        }
        if *kind == BlockKind::Paragraph {
            label_paragraph(text, line.span, &mut reported, &mut labels, &mut facts);
            continue;
        }
        if *kind == BlockKind::Credit || *why == Some("boilerplate") {
            facts.read_credit(line.span.of(text));
        }
        labels.push(Label { span: line.span, kind: *kind, why: *why });
    }
    drop_the_quoted(text, &labels, &mut facts.authors);
    let kept: Vec<&str> =
        labels.iter().filter(|label| label.kind.is_main() && label.kind != BlockKind::Headline).map(|label| label.span.of(text)).collect();
    let barred = wordings.iter().any(|wording| wording.bar);
    let advice = stub(&kept.join("\n"), false, None, barred).map(str::to_owned).into_iter().collect();
    Page { labels: mended.labels(&labels), text: mended.page, facts, problems: Vec::new(), advice }
}

/// The words of every line with the numbers by which it is judged.
pub(crate) fn numbers(text: &str) -> Vec<(String, Vec<f32>)> {
    let text = &*mended(text).text;
    let lines = lines(text);
    let wordings = measured(text, &lines);
    let (lines, wordings): (Vec<Line>, Vec<&Wording>) = without_marks(&lines, &wordings).map(|(_, line, wording)| (line, wording)).unzip();
    let rows = features::features(text, &lines, &wordings);
    lines.iter().zip(rows).map(|(line, row)| (line.span.of(text).to_owned(), row)).collect()
}

/// The numbers that each list of the lines' scores as titles adds to theirs.
pub(crate) fn title_places(text: &str, titles: &[Vec<f32>]) -> Vec<Vec<Vec<f32>>> {
    let text = &*mended(text).text;
    let lines = lines(text);
    let wordings = measured(text, &lines);
    let (lines, wordings): (Vec<Line>, Vec<&Wording>) = without_marks(&lines, &wordings).map(|(_, line, wording)| (line, wording)).unzip();
    let whole = titles.iter().filter(|titles| titles.len() == lines.len());
    let places = whole.map(|titles| title::place(text, &lines, &wordings, title::best(text, &lines, titles), titles));
    places.map(|places| places.iter().map(|place| place.to_vec()).collect()).collect()
}

/// The numbers by which the lines of a text with siblings are judged again. `titles` and `scores` are what the first classifiers say of its lines.
pub(crate) fn sibling_numbers(text: &str, siblings: &[&Outline], titles: &[f32], scores: &[f32]) -> Vec<Vec<f32>> {
    let text = &*mended(text).text;
    let lines = lines(text);
    let wordings = measured(text, &lines);
    let (lines, wordings): (Vec<Line>, Vec<&Wording>) = without_marks(&lines, &wordings).map(|(_, line, wording)| (line, wording)).unzip();
    if titles.len() != lines.len() || scores.len() != lines.len() {
        return Vec::new();
    }
    second_look(text, &lines, &wordings, title::best(text, &lines, titles), scores, siblings)
}

fn second_look(
    text: &str,
    lines: &[Line],
    wordings: &[&Wording],
    title: Option<usize>,
    scores: &[f32],
    siblings: &[&Outline],
) -> Vec<Vec<f32>> {
    let words: Vec<f32> = wordings.iter().map(|wording| wording.shape.words as f32).collect();
    let told = siblings::numbers(&lines.iter().map(|line| line.span.of(text)).collect::<Vec<_>>(), &words, siblings);
    let mut rows = context::context(text, lines, wordings, title, scores);
    for (row, told) in rows.iter_mut().zip(told) {
        row.extend(told);
    }
    rows
}

fn measured(text: &str, lines: &[Line]) -> Vec<Wording> {
    lines.iter().map(|line| wording(line.span.of(text))).collect()
}

/// The lines that are judged, with their places: marks such as `Advertisement`, which would part the paragraphs of a report, are left out.
fn without_marks<'a>(lines: &'a [Line], wordings: &'a [Wording]) -> impl Iterator<Item = (usize, Line, &'a Wording)> {
    let all = lines.iter().zip(wordings).enumerate().map(|(at, (line, wording))| (at, *line, wording));
    all.filter(|(_, _, wording)| wording.furniture != Some((BlockKind::Dropped, Some("advert"))) || wording.shape.words > MARK)
}

/// Words of the longest mark of an advert.
const MARK: usize = 6;

/// What the classifiers say.
struct Scores {
    /// The line that is most like a title.
    title: Option<usize>,
    /// For each line whether it is of the report: above zero it is.
    report: Vec<f32>,
}

fn score(text: &str, lines: &[Line], wordings: &[Wording], siblings: &[&Outline], classifiers: &Classifiers) -> Scores {
    let mut places = Vec::with_capacity(lines.len());
    let (judged, judged_wordings): (Vec<Line>, Vec<&Wording>) = without_marks(lines, wordings)
        .map(|(at, line, wording)| {
            places.push(at);
            (line, wording)
        })
        .unzip();
    let mut rows = features::features(text, &judged, &judged_wordings);
    let titles = classifiers.title.scores(&rows);
    let title = title::best(text, &judged, &titles);
    for (row, place) in rows.iter_mut().zip(title::place(text, &judged, &judged_wordings, title, &titles)) {
        row.extend(place);
    }
    let mut scores = classifiers.saved.scores(&rows);
    if siblings.len() >= FEWEST_SIBLINGS {
        let rows = second_look(text, &judged, &judged_wordings, title, &scores, siblings);
        scores = scores.iter().zip(classifiers.siblings.scores(&rows)).map(|(score, more)| context::start(*score) + more).collect();
    }
    let mut report = vec![NO_PART; lines.len()];
    for (at, score) in places.iter().zip(scores) {
        report[*at] = score;
    }
    Scores { title: title.map(|title| places[title]), report }
}

/// Siblings with which a text is read as one of several: what one other has is as likely a chance.
const FEWEST_SIBLINGS: usize = 2;

/// Score of a line that is surely no part of the report.
const NO_PART: f32 = -8.0;

/// Score above which running text that begins like furniture is the report's own.
const OWN: f32 = 2.0;

/// What each line is, without regard to what stands above the report.
fn judge(text: &str, lines: &[Line], wordings: &[Wording], scores: &[f32]) -> Vec<Verdict> {
    let mut section: Option<&'static str> = None;
    let mut verdicts = Vec::with_capacity(lines.len());
    for ((line, wording), score) in lines.iter().zip(wordings).zip(scores) {
        let words = line.span.of(text);
        let shape = &wording.shape;
        let verdict = match wording.furniture {
            _ if is_correction(words) => (BlockKind::Paragraph, None),
            // Running text that only begins like furniture.
            Some((BlockKind::Dropped, _)) if *score > OWN && shape.is_prose() => of_report(words, wording),
            Some(verdict) => verdict,
            None if *score > 0.0 => of_report(words, wording),
            None if wording.caption => (BlockKind::Caption, None),
            None if wording.stamp => (BlockKind::Dateline, None),
            None => (BlockKind::Dropped, Some(section.unwrap_or("navigation"))),
        };
        // A heading of other stories or of comments tells what the lines behind it are, until the report goes on.
        section = match verdict {
            (BlockKind::Dropped, Some(why)) if matches!(why, "related" | "comment" | "newsletter" | "cookie") && shape.words <= 6 => {
                Some(why)
            }
            (kind, _) if kind.is_main() => None,
            _ => section,
        };
        verdicts.push(verdict);
    }
    keep_enclosed(wordings, scores, &mut verdicts);
    tell_pictures(text, lines, wordings, &mut verdicts);
    verdicts
}

/// Takes lines that are nothing but a name in brackets (`(Getty)`, `(Mara Lindqvist/PA)`) for the credit of a picture, and what stands before them without a
/// full stop for its caption.
fn tell_pictures(text: &str, lines: &[Line], wordings: &[Wording], verdicts: &mut [Verdict]) {
    for at in 1..lines.len() {
        if !verdicts[at].0.is_main() || !is_bracketed_name(lines[at].span.of(text)) {
            continue;
        }
        verdicts[at] = (BlockKind::Credit, None);
        let before = &wordings[at - 1].shape;
        if verdicts[at - 1].0.is_main() && !before.closed && before.words <= LONGEST_CAPTION {
            verdicts[at - 1] = (BlockKind::Caption, None);
        }
    }
}

/// Words of a caption without a full stop, at most.
const LONGEST_CAPTION: usize = 40;

/// `(Getty)`, `(Mara Lindqvist/PA Wire)`: few words in brackets, each a name.
fn is_bracketed_name(line: &str) -> bool {
    let Some(name) = line.trim().strip_prefix('(').and_then(|line| line.strip_suffix(')')) else { return false };
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=5).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Keeps short whole sentences between two paragraphs: the classifier doubts what is short.
fn keep_enclosed(wordings: &[Wording], scores: &[f32], verdicts: &mut [Verdict]) {
    /// Scores below this are no doubt.
    const DOUBT: f32 = -2.0;
    for at in 1..wordings.len().saturating_sub(1) {
        let shape = &wordings[at].shape;
        let enclosed = [at - 1, at + 1].iter().all(|near| verdicts[*near].0 == BlockKind::Paragraph);
        if enclosed && verdicts[at] == (BlockKind::Dropped, Some("navigation")) && shape.closed && shape.words >= 5 && scores[at] > DOUBT {
            verdicts[at] = (BlockKind::Paragraph, None);
        }
    }
}

/// What a line of the report is.
fn of_report(words: &str, wording: &Wording) -> Verdict {
    let shape = &wording.shape;
    let item = words.starts_with(['•', '●', '▪', '‣', '*', '·']) || words.starts_with("- ") || words.starts_with("– ");
    let spoken = words.starts_with(['"', '“', '‘', '«', '„', '\'']);
    let kind = if wording.caption {
        BlockKind::Caption
    } else if item && shape.words >= 3 {
        BlockKind::List
    } else if wording.stamp {
        BlockKind::Dateline
    } else if pull_quote(words) {
        BlockKind::Quote
    } else if shape.is_prose() || shape.words > 14 || (shape.closed && (shape.words >= 4 || spoken) && !words.ends_with('?')) {
        BlockKind::Paragraph
    } else {
        BlockKind::Subhead
    };
    (kind, None)
}

/// A quotation set off with its speaker behind a dash: `“The wall will stand.” — Bo Lind, engineer`.
fn pull_quote(words: &str) -> bool {
    let Some(first) = words.chars().next() else { return false };
    let Some(at) = words.rfind(['—', '–', '―']) else { return false };
    let before = words[..at].trim_end();
    "\"“‘«„".contains(first) && before.ends_with(['"', '”', '’', '»']) && words[at..].split_whitespace().count() <= 14
}

/// A paragraph, its dateline and the furniture that is glued into it.
fn label_paragraph(text: &str, span: Span, reported: &mut bool, labels: &mut Vec<Label>, facts: &mut Facts) {
    let mut start = span.start;
    if !*reported && let Some(found) = dateline(span.of(text)) {
        start += found.length;
        labels.push(Label::new(Span::new(span.start, start), BlockKind::Dateline));
        facts.read_dateline(&found);
    }
    *reported = true;
    label_glued(text, Span::new(start, span.end), labels);
}

/// A paragraph, the furniture that is glued into it as blocks of their own.
pub(crate) fn label_glued(text: &str, span: Span, labels: &mut Vec<Label>) {
    let mut start = span.start;
    for inner in inline::glued(span.of(text)) {
        let glued = Span::new(span.start + inner.start, span.start + inner.end);
        labels.push(Label::new(Span::new(start, glued.start), BlockKind::Paragraph));
        labels.push(Label::dropped(glued, "navigation"));
        start = glued.end;
    }
    labels.push(Label::new(Span::new(start, span.end), BlockKind::Paragraph));
}

/// Takes persons out of the byline of whom the report speaks: pages list those whom they quote beside their authors. A byline is never emptied so.
fn drop_the_quoted(text: &str, labels: &[Label], authors: &mut Vec<String>) {
    const OF_AUTHORS: [&str; 6] = ["@", "reporter", "correspondent", "contributed", "the author", "writes for"];
    let flat = |text: &str| text.to_lowercase().replace(['-', '‑'], " ");
    // An author may present herself at the report's end, or speak in it as its witness.
    let paragraphs = labels.iter().filter(|label| label.kind == BlockKind::Paragraph).map(|label| flat(label.span.of(text)));
    let report: Vec<String> = paragraphs.filter(|text| !OF_AUTHORS.iter().any(|sign| text.contains(sign))).collect();
    let quoted: Vec<bool> = authors.iter().map(|name| report.iter().any(|paragraph| paragraph.contains(&flat(name)))).collect();
    if authors.len() >= 2 && quoted.contains(&false) {
        let mut quoted = quoted.into_iter();
        authors.retain(|_| quoted.next() != Some(true));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_credit_of_a_picture_and_its_caption() {
        let text = "The board meets on Monday.\nMara Lindqvist at the gate in May\n(Getty)\nIt rose.\n(Holm Agency)\nNobody spoke\n(and nobody asked)\n";
        let lines = lines(text);
        let wordings = measured(text, &lines);
        let mut verdicts = vec![(BlockKind::Paragraph, None); lines.len()];
        tell_pictures(text, &lines, &wordings, &mut verdicts);
        let kinds: Vec<BlockKind> = verdicts.iter().map(|(kind, _)| *kind).collect();
        let [paragraph, caption, credit] = [BlockKind::Paragraph, BlockKind::Caption, BlockKind::Credit];
        assert_eq!(kinds, [paragraph, caption, credit, paragraph, credit, paragraph, paragraph]);
    }
}
