//! A web page: tree, parts, labels, facts.

mod context;
mod dom;
mod features;
mod head;
mod linked;
mod live;
mod metadata;
mod select;
mod signs;
mod title;
mod told;
mod walk;
mod when;

pub(crate) use features::names;

use headwater_core::{BlockKind, Span};
use serde_json::Value;

use crate::Page;
use crate::dateline::dateline;
use crate::facts::{Facts, is_credit};
use crate::forest::Forest;
use crate::notes;
use crate::saved::{self, Verdict};
use crate::tile::Label;
use crate::wording::{Wording, wording};
use dom::Dom;
use metadata::Metadata;
use signs::Signs;
use walk::Walked;

/// Reads a web page.
pub(crate) fn read(location: &str, source: &str, report: &[&Forest; 2]) -> Page {
    let (dom, problems) = dom::parse(source);
    let walked = walk::walk(&dom);

    let metadata = Metadata::of(&dom);
    let heading = told::heading(&walked, &metadata);
    let articles = metadata.articles(heading.as_deref());
    let (mut facts, told) = told::read(&metadata, &articles, heading.as_deref(), location, walked.parts.len());
    let wordings: Vec<Wording> = walked.parts.iter().map(|part| wording(walked.words(part))).collect();
    let mut verdicts = select::select(&dom, &walked, &wordings, &told, report);
    head::read(&walked, &told.title, &mut verdicts, &mut facts);
    when::read(&dom, &walked, &verdicts, &metadata, &articles, &mut facts);
    live::label_times(&walked, articles.iter().any(|article| linked::types(article).any(|kind| kind == "LiveBlogPosting")), &mut verdicts);
    let (text, labels) = lay_out(&walked, &verdicts, &mut facts);
    let advice = stub(&walked, &wordings, &verdicts, &metadata, &articles).map(str::to_owned).into_iter().collect();
    Page { text, labels, facts, problems, advice }
}

/// Whether the page has only the report's beginning, and the rest is for subscribers.
fn stub(walked: &Walked, wordings: &[Wording], verdicts: &[Verdict], metadata: &Metadata, articles: &[&Value]) -> Option<&'static str> {
    let kept: Vec<&str> = walked
        .parts
        .iter()
        .zip(verdicts)
        .filter(|(_, (kind, _))| kind.is_main() && *kind != BlockKind::Headline)
        .map(|(part, _)| walked.words(part))
        .collect();
    let closed = |value: &Value| value.as_bool() == Some(false) || value.as_str().is_some_and(|free| free.eq_ignore_ascii_case("false"));
    let told = articles.iter().any(|article| article.get("isAccessibleForFree").is_some_and(closed))
        || metadata.first(&["article:content_tier"]).is_some_and(|tier| tier != "free");
    let whole = articles.iter().find_map(|article| {
        let count = article.get("wordCount")?;
        count.as_u64().or_else(|| count.as_str()?.parse().ok()).and_then(|count| usize::try_from(count).ok())
    });
    let others = Signs::RELATED.with(Signs::CARD).with(Signs::COMMENT);
    let barred = walked.parts.iter().zip(wordings).any(|(part, wording)| wording.bar && !part.signs.any(others));
    notes::stub(&kept.join("\n"), told, whole, barred)
}

/// The words of every part with the numbers by which it is judged first.
pub(crate) fn numbers(location: &str, source: &str) -> Vec<(String, Vec<f32>)> {
    let (_, walked, rows) = measured(location, source);
    walked.parts.iter().zip(rows).map(|(part, row)| (walked.words(part).to_owned(), row)).collect()
}

/// The numbers by which every part is judged again, for each list of what the first classifier said of the parts.
pub(crate) fn contexts(location: &str, source: &str, scores: &[Vec<f32>]) -> Vec<Vec<Vec<f32>>> {
    let (dom, walked, rows) = measured(location, source);
    scores.iter().filter(|scores| scores.len() == rows.len()).map(|scores| context::context(&dom, &walked, &rows, scores)).collect()
}

fn measured(location: &str, source: &str) -> (Dom, Walked, Vec<Vec<f32>>) {
    let (dom, _) = dom::parse(source);
    let walked = walk::walk(&dom);
    let metadata = Metadata::of(&dom);
    let heading = told::heading(&walked, &metadata);
    let (_, told) = told::read(&metadata, &metadata.articles(heading.as_deref()), heading.as_deref(), location, walked.parts.len());
    let wordings: Vec<Wording> = walked.parts.iter().map(|part| wording(walked.words(part))).collect();
    let rows = features::features(&dom, &walked, &wordings, &told);
    (dom, walked, rows)
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
                    facts.read_dateline(&found);
                }
            }
            BlockKind::Credit => facts.read_credit(words),
            BlockKind::Dropped if *why == Some("boilerplate") => facts.read_credit(words),
            _ => {}
        }
        // Outside the report a copyright line is the site's own, unless an agency owns the text.
        let (kind, why) = match (*kind, *why) {
            (BlockKind::Paragraph | BlockKind::Subhead, _) | (BlockKind::Dropped, Some("navigation")) if reported && is_credit(words) => {
                facts.read_credit(words);
                (BlockKind::Credit, None)
            }
            known => known,
        };
        if kind == BlockKind::Paragraph {
            saved::label_glued(&text, span, &mut labels);
        } else {
            labels.push(Label { span, kind, why });
        }
    }
    (text, labels)
}
