//! A web page: tree, parts, labels, facts.

mod dom;
mod meta;
mod select;
mod signs;
mod walk;

use headwater_core::{BlockKind, Span};

use crate::dateline::dateline;
use crate::facts::Facts;
use crate::names::persons;
use crate::saved::Verdict;
use crate::tile::Label;
use walk::Walked;

/// What a web page gives.
pub(crate) struct Page {
    pub text: String,
    pub labels: Vec<Label>,
    pub facts: Facts,
    pub problems: Vec<String>,
}

/// Reads a web page.
pub(crate) fn read(location: &str, source: &str) -> Page {
    let (dom, problems) = dom::parse(source);
    let walked = walk::walk(&dom);
    let mut verdicts = select::select(&dom, &walked);
    let mut facts = meta::read(&dom, location);
    find_title(&walked, &mut verdicts, &mut facts);
    let (text, labels) = lay_out(&walked, &verdicts, &mut facts);
    Page { text, labels, facts, problems }
}

/// Finds the title among the parts, or takes it from them.
fn find_title(walked: &Walked, verdicts: &mut [Verdict], facts: &mut Facts) {
    let fold = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let known = facts.title.as_deref().map(fold);
    let first =
        walked.parts.iter().position(|part| !part.invisible && known.as_ref().is_some_and(|known| fold(walked.words(part)) == *known));
    let heading = || walked.parts.iter().position(|part| !part.invisible && part.tag == walk::Tag::Heading(1));
    let Some(at) = first.or_else(heading) else { return };
    for (other, verdict) in verdicts.iter_mut().enumerate() {
        if verdict.0 == BlockKind::Headline && other != at {
            *verdict = (BlockKind::Subhead, None);
        }
    }
    verdicts[at] = (BlockKind::Headline, None);
    if facts.title.is_none() {
        facts.title = Some(walked.words(&walked.parts[at]).replace('\n', " "));
    }
}

/// Writes the readable text with its labels.
fn lay_out(walked: &Walked, verdicts: &[Verdict], facts: &mut Facts) -> (String, Vec<Label>) {
    let mut text = String::with_capacity(walked.words.len() + walked.parts.len() * 2);
    let mut labels = Vec::with_capacity(walked.parts.len() + 2);
    let mut reported = false;
    for (part, (kind, why)) in walked.parts.iter().zip(verdicts) {
        // What a browser does not show is no part of the readable page.
        if part.invisible && *kind == BlockKind::Dropped {
            continue;
        }
        let words = walked.words(part);
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        let mut span = Span::new(start, text.len());
        match kind {
            BlockKind::Paragraph if !reported => {
                reported = true;
                if let Some(found) = dateline(words) {
                    labels.push(Label::new(Span::new(start, start + found.length), BlockKind::Dateline));
                    span.start += found.length;
                    facts.agency = facts.agency.take().or_else(|| found.agency.map(str::to_owned));
                }
            }
            BlockKind::Credit => facts.read_credit(words),
            BlockKind::Byline if facts.authors.is_empty() => {
                for name in persons(words, facts.outlet.as_deref()) {
                    facts.add_author(name);
                }
            }
            BlockKind::Dateline => facts.read_stamp(words),
            _ => {}
        }
        labels.push(Label { span, kind: *kind, why: *why });
    }
    (text, labels)
}
