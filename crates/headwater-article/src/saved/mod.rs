//! A page saved as text, chrome and all: which lines are the report, and what the rest is.
//!
//! Nothing but words and line breaks is left of such a page, so each line is judged by its own words first ([`furniture`]), then by where it
//! stands: before the first running paragraph lie title, byline and dates; behind the last lie other stories and the site's foot.

mod furniture;
mod head;
mod inline;
mod lines;
mod phrases;

use headwater_core::{BlockKind, Span};

use crate::dateline::dateline;
use crate::facts::Facts;
use crate::tile::Label;
pub(crate) use furniture::{Verdict, furniture};
pub(crate) use head::is_stamp;
pub(crate) use inline::reads_like_caption;
use lines::{Line, lines};
pub(crate) use lines::{Shape, shape};

/// Labels the text of a saved page and collects what its lines tell about it.
pub(crate) fn read(text: &str) -> (Vec<Label>, Facts) {
    let lines = lines(text);
    let mut verdicts: Vec<Option<Verdict>> = lines.iter().map(|line| furniture(line.span.of(text))).collect();
    let mut facts = Facts::default();
    let body = head::read(text, &lines, &mut verdicts, &mut facts);
    label_body(text, &lines, body, &mut verdicts);
    let mut labels = Vec::with_capacity(lines.len() + 8);
    let mut reported = false;
    for (line, verdict) in lines.iter().zip(&verdicts) {
        let (kind, why) = verdict.unwrap_or((BlockKind::Paragraph, None));
        if kind == BlockKind::Paragraph {
            label_paragraph(text, line.span, &mut reported, &mut labels, &mut facts);
        } else {
            if kind == BlockKind::Credit {
                facts.read_credit(line.span.of(text));
            }
            labels.push(Label { span: line.span, kind, why });
        }
    }
    drop_the_quoted(text, &labels, &mut facts.authors);
    (labels, facts)
}

/// Takes persons out of the byline of whom the report speaks: pages list those whom they quote beside their authors. A byline is never emptied so.
fn drop_the_quoted(text: &str, labels: &[Label], authors: &mut Vec<String>) {
    let report = labels.iter().filter(|label| label.kind == BlockKind::Paragraph).map(|label| label.span.of(text));
    let flat = |text: &str| text.to_lowercase().replace(['-', '‑'], " ");
    // An author may present herself at the report's end, or speak in it as its witness.
    let report: Vec<String> = report
        .map(flat)
        .filter(|text| {
            !["@", "reporter", "correspondent", "contributed", "the author", "writes for"].iter().any(|sign| text.contains(sign))
        })
        .collect();
    let quoted: Vec<bool> = authors.iter().map(|name| report.iter().any(|paragraph| paragraph.contains(&flat(name)))).collect();
    if authors.len() >= 2 && quoted.contains(&false) {
        let mut quoted = quoted.into_iter();
        authors.retain(|_| quoted.next() != Some(true));
    }
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

/// Judges the lines from the first running paragraph on.
fn label_body(text: &str, lines: &[Line], body: usize, verdicts: &mut [Option<Verdict>]) {
    let shapes: Vec<lines::Shape> = lines.iter().map(|line| shape(line.span.of(text))).collect();
    let is_prose = |at: usize, verdicts: &[Option<Verdict>]| verdicts[at].is_none() && shapes[at].is_prose();
    let last = (body..lines.len()).rev().find(|at| is_prose(*at, verdicts)).unwrap_or(body);
    let mut section: Option<&'static str> = None;
    for at in body..lines.len() {
        let words = lines[at].span.of(text);
        let shape = &shapes[at];
        match verdicts[at] {
            Some((BlockKind::Dropped, Some(why))) => {
                // A heading of other stories or of comments rules the lines behind it, until the report goes on.
                if matches!(why, "related" | "comment") && shape.words <= 6 && !words.contains(':') {
                    section = Some(why);
                }
                continue;
            }
            Some(_) => continue,
            None => {}
        }
        if section == Some("comment") {
            verdicts[at] = Some((BlockKind::Dropped, section));
            continue;
        }
        if shape.is_prose() && (section.is_none() || shape.sentences >= 1 && shape.words >= 20) {
            section = None;
            verdicts[at] = Some(if inline::reads_like_caption(words) { (BlockKind::Caption, None) } else { (BlockKind::Paragraph, None) });
            continue;
        }
        if let Some(why) = section {
            verdicts[at] = Some((BlockKind::Dropped, Some(why)));
            continue;
        }
        verdicts[at] = Some(short_line(words, shape, at > last));
    }
}

/// A line inside or behind the report that is no running text.
fn short_line(words: &str, shape: &lines::Shape, behind: bool) -> Verdict {
    let item = words.starts_with(['•', '●', '▪', '‣', '*', '·']) || words.starts_with("- ") || words.starts_with("– ");
    let spoken = words.starts_with(['"', '“', '‘', '«', '„', '\'']);
    if item && shape.words >= 3 {
        (BlockKind::List, None)
    } else if head::is_stamp(words) {
        (BlockKind::Dateline, None)
    } else if pull_quote(words) {
        (BlockKind::Quote, None)
    } else if inline::reads_like_caption(words) {
        (BlockKind::Caption, None)
    } else if shape.closed && (shape.words >= 4 || spoken) && !words.ends_with('?') {
        (BlockKind::Paragraph, None)
    } else if behind {
        (BlockKind::Dropped, Some("related"))
    } else if shape.words > 14 {
        (BlockKind::Paragraph, None)
    } else {
        (BlockKind::Subhead, None)
    }
}

/// A quotation set off with its speaker behind a dash: `“The wall will stand.” — Bo Lind, engineer`.
fn pull_quote(words: &str) -> bool {
    let Some(first) = words.chars().next() else { return false };
    let Some(at) = words.rfind(['—', '–', '―']) else { return false };
    let before = words[..at].trim_end();
    "\"“‘«„".contains(first) && before.ends_with(['"', '”', '’', '»']) && words[at..].split_whitespace().count() <= 14
}
