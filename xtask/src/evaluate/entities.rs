//! Names against Universal NER on the English Web Treebank.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use headwater_core::{ActorKind, Article, Span};
use headwater_language::{Analysis, MentionForm, analyse_with, encoder::NameKind};
use rayon::prelude::*;
use serde_json::Value;

use crate::evaluate::reading::{article, encoder, lines};

/// Measure names.
///
/// DIR holds `dev.jsonl` and `test.jsonl`: a sentence a line with its page (`doc`), `text`, `tokens` and IOB2 `tags` of PER, ORG and LOC.
/// A page is read as one article, each sentence a paragraph. A name counts if its words and its kind are the annotated ones.
#[derive(Args)]
pub struct Entities {
    /// Folder of the two parts
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Weights of the encoder in place of the shipped ones
    #[arg(long, value_name = "FILE")]
    encoder: Option<PathBuf>,
}

/// A name: where it stands and its kind as Universal NER writes it.
type Named = (Span, &'static str);

/// One page: its article and the annotated names.
struct Page {
    article: Article,
    names: BTreeSet<Named>,
}

#[derive(Default)]
struct Score {
    right: usize,
    ours: usize,
    annotated: usize,
}

/// Prints one row a part and way of reading.
pub fn run(arguments: &Entities) -> Result<()> {
    let encoder = encoder(arguments.encoder.as_deref())?;
    println!("| part | names | read by | precision | recall | F1 |\n|---|---|---|---|---|---|");
    for part in ["dev", "test"] {
        let pages = pages(&arguments.data.join(format!("{part}.jsonl")))?;
        let analyses: Vec<Analysis> = pages.par_iter().map(|page| analyse_with(&page.article, Some(&encoder))).collect();
        for (way, names) in WAYS {
            let score = pages.iter().zip(&analyses).fold(Score::default(), |score, (page, analysis)| score.add(page, &names(analysis)));
            println!("| {part} | {} | {way} | {}", score.annotated, score.row());
        }
    }
    Ok(())
}

/// How names are read from an analysis.
type Way = (&'static str, fn(&Analysis) -> BTreeSet<Named>);
const WAYS: [Way; 2] = [("encoder", by_encoder), ("rules", by_rules)];

fn by_encoder(analysis: &Analysis) -> BTreeSet<Named> {
    let kind = |kind| match kind {
        NameKind::Person => "PER",
        NameKind::Organization => "ORG",
        NameKind::Place => "LOC",
    };
    analysis.reading.names.iter().map(|name| (name.span, kind(name.kind))).collect()
}

fn by_rules(analysis: &Analysis) -> BTreeSet<Named> {
    let kind = |entity: usize| match analysis.entities[entity].kind {
        ActorKind::Person => Some("PER"),
        ActorKind::Organization => Some("ORG"),
        ActorKind::Place => Some("LOC"),
        ActorKind::Group | ActorKind::Unnamed => None,
    };
    let named = analysis.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
    named.filter_map(|mention| Some((mention.span, kind(mention.entity)?))).collect()
}

impl Score {
    fn add(self, page: &Page, names: &BTreeSet<Named>) -> Self {
        Self {
            right: self.right + names.intersection(&page.names).count(),
            ours: self.ours + names.len(),
            annotated: self.annotated + page.names.len(),
        }
    }

    fn row(&self) -> String {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let f1 = share(2 * self.right, self.ours + self.annotated);
        format!("{:.3} | {:.3} | {f1:.3} |", share(self.right, self.ours), share(self.right, self.annotated))
    }
}

fn pages(file: &Path) -> Result<Vec<Page>> {
    let records = lines(file)?;
    Ok(records.chunk_by(|a, b| a["doc"] == b["doc"]).map(page).collect())
}

fn page(sentences: &[Value]) -> Page {
    let mut text = String::new();
    let mut names = BTreeSet::new();
    for sentence in sentences {
        let start = text.len();
        text.push_str(sentence["text"].as_str().unwrap_or_default());
        annotated(sentence, &text, start, &mut names);
        text.push('\n');
    }
    Page { article: article(&text), names }
}

/// The annotated names of the sentence that begins at `start`. A kind that follows itself without a new beginning goes on.
fn annotated(sentence: &Value, text: &str, start: usize, names: &mut BTreeSet<Named>) {
    let list = |key: &str| sentence[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut at = start;
    let mut open: Option<Named> = None;
    for (token, tag) in list("tokens").zip(list("tags")) {
        let from = text[at..].find(token).map_or(at, |found| at + found);
        let span = Span::new(from, from + token.len());
        at = span.end;
        let kind = ["PER", "ORG", "LOC"].into_iter().find(|kind| tag.ends_with(kind));
        open = match (open, kind) {
            (Some((before, known)), Some(kind)) if tag.starts_with('I') && known == kind => Some((before.to(span), kind)),
            (before, kind) => {
                names.extend(before);
                kind.map(|kind| (span, kind))
            }
        };
    }
    names.extend(open);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_tags() {
        let sentence = json!({ "text": "Orlo Vesk's Dane Bank", "tokens": ["Orlo", "Vesk", "'s", "Dane", "Bank"], "tags": ["B-PER", "I-PER", "O", "B-LOC", "B-ORG"] });
        let page = page(&[sentence]);
        let shown: Vec<String> = page.names.iter().map(|(span, kind)| format!("{}/{kind}", span.of(&page.article.text))).collect();
        assert_eq!(shown, ["Orlo Vesk/PER", "Dane/LOC", "Bank/ORG"]);
    }
}
