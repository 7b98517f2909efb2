//! Chains of mentions against OntoGUM, by the measures of the CoNLL-2012 shared task.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use headwater_core::Span;
use headwater_language::{Analysis, analyse_with};
use rayon::prelude::*;

use crate::evaluate::reading::{article, encoder};

mod measures;

use measures::{Chains, Tally, b_cubed, ceaf_e, muc};

/// Measure chains of mentions.
///
/// DIR holds `dev.conllu` and `test.conllu` of OntoGUM (CorefUD's `Entity` in the last column). Mentions are our own, not the annotation's.
/// The annotation counts a possessive's clitic as part of its mention, and ours are widened over it; chains of one mention count on neither side.
#[derive(Args)]
pub struct Coreference {
    /// Folder of the two parts
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Weights of the encoder in place of the shipped ones
    #[arg(long, value_name = "FILE")]
    encoder: Option<PathBuf>,
}

/// One annotated text.
struct Document {
    name: String,
    text: String,
    chains: Chains,
}

/// Prints one row a set of texts.
pub fn run(arguments: &Coreference) -> Result<()> {
    let encoder = encoder(arguments.encoder.as_deref())?;
    let mut documents = documents(&arguments.data.join("dev.conllu"))?;
    let dev = documents.len();
    documents.extend(self::documents(&arguments.data.join("test.conllu"))?);
    let analyses: Vec<Analysis> = documents.par_iter().map(|document| analyse_with(&article(&document.text), Some(&encoder))).collect();
    println!("| texts | number | MUC | B³ | CEAF-e | CoNLL F1 | mentions, precision | recall |");
    println!("|---|---|---|---|---|---|---|---|");
    let is_news = |at: usize| documents[at].name.contains("_news_");
    let all: Vec<usize> = (0..documents.len()).collect();
    let sets = [
        ("news, dev", all.iter().copied().filter(|at| *at < dev && is_news(*at)).collect::<Vec<_>>()),
        ("news, dev and test", all.iter().copied().filter(|at| is_news(*at)).collect()),
        ("all kinds, dev and test", all.clone()),
    ];
    for (name, set) in sets {
        let mut tally = [Tally::default(); 4];
        for at in &set {
            let document = &documents[*at];
            let ours = widened(&document.text, chains(&analyses[*at]));
            for (tally, measure) in tally.iter_mut().zip([muc, b_cubed, ceaf_e, mentions]) {
                tally.add(measure(&ours, &document.chains));
            }
        }
        let [muc, b_cubed, ceaf_e, mentions] = tally;
        let mean = (muc.f1() + b_cubed.f1() + ceaf_e.f1()) / 3.0;
        println!(
            "| {name} | {} | {:.3} | {:.3} | {:.3} | {mean:.3} | {:.3} | {:.3} |",
            set.len(),
            muc.f1(),
            b_cubed.f1(),
            ceaf_e.f1(),
            mentions.precision(),
            mentions.recall(),
        );
    }
    Ok(())
}

/// The chains that the encoder links.
fn chains(analysis: &Analysis) -> Chains {
    analysis.reading.chains.iter().map(|chain| chain.iter().map(|mention| mention.span).collect()).collect()
}

/// How many mentions are found, whatever their chains.
fn mentions(ours: &Chains, annotated: &Chains) -> Tally {
    let all = |chains: &Chains| chains.iter().flatten().copied().collect::<BTreeSet<Span>>();
    let (ours, annotated) = (all(ours), all(annotated));
    let both = ours.intersection(&annotated).count() as f64;
    Tally { right: both, ours: ours.len() as f64, found: both, annotated: annotated.len() as f64 }
}

/// Pronouns that `’s` may follow.
const PRONOUNS: [&str; 9] = ["he", "she", "it", "that", "this", "there", "who", "what", "which"];

/// Mentions with the possessive clitic behind them.
fn widened(text: &str, chains: Chains) -> Chains {
    let widened = |span: Span| {
        // Behind a pronoun it is a verb: `it’s`.
        if PRONOUNS.contains(&span.of(text).to_lowercase().as_str()) {
            return span;
        }
        let rest = text[span.end..].trim_start_matches(' ');
        let clitic =
            ["'s", "’s"].into_iter().find(|clitic| rest.starts_with(clitic) && !rest[clitic.len()..].starts_with(char::is_alphabetic));
        let bare = || ["'", "’"].into_iter().find(|mark| rest.starts_with(mark) && span.of(text).ends_with('s'));
        let after_s = || bare().filter(|mark| rest[mark.len()..].starts_with(' '));
        clitic.or_else(after_s).map_or(span, |clitic| Span::new(span.start, text.len() - rest.len() + clitic.len()))
    };
    chains
        .into_iter()
        .map(|chain| chain.into_iter().map(widened).collect::<BTreeSet<Span>>().into_iter().collect::<Vec<Span>>())
        .filter(|chain| chain.len() > 1)
        .collect()
}

fn documents(file: &Path) -> Result<Vec<Document>> {
    let text = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    Ok(text.split("# newdoc id = ").skip(1).map(document).collect())
}

/// The text of a CorefUD document, each paragraph a line, and its chains.
fn document(conllu: &str) -> Document {
    let mut lines = conllu.lines();
    let name = lines.next().unwrap_or_default().to_owned();
    let mut text = String::new();
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut chains: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for line in lines {
        if line.starts_with("# newpar") && !text.is_empty() && !text.ends_with('\n') {
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != 10 || !columns[0].bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let start = text.len();
        text.push_str(columns[1]);
        let end = text.len();
        let entity = columns[9].split('|').find_map(|part| part.strip_prefix("Entity=")).unwrap_or_default();
        for (opens, chain, closes) in brackets(entity) {
            let starts = open.entry(chain).or_default();
            if opens {
                starts.push(start);
            }
            if closes && let Some(first) = starts.pop() {
                chains.entry(chain).or_default().push(Span::new(first, end));
            }
        }
        if !columns[9].contains("SpaceAfter=No") {
            text.push(' ');
        }
    }
    let mut chains: Chains = chains.into_values().filter(|chain| chain.len() > 1).collect();
    for chain in &mut chains {
        chain.sort_by_key(|span| (span.start, span.end));
        chain.dedup();
    }
    Document { name, text, chains }
}

/// `(3(12)7)`: chain 3 opens, 12 opens and closes, 7 closes.
fn brackets(entity: &str) -> Vec<(bool, &str, bool)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(from) = entity[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let end = entity[from..].find(|c: char| !c.is_ascii_digit()).map_or(entity.len(), |found| from + found);
        out.push((entity[..from].ends_with('('), &entity[from..end], entity[end..].starts_with(')')));
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_corefud() {
        let row = |word: &str, misc: &str| format!("1\t{word}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
        let rows = [
            row("Orlo", "Entity=(1"),
            row("Vesk", "Entity=1)|SpaceAfter=No"),
            row("'s", "_"),
            row("aunt", "Entity=(2)"),
            "# newpar\n".to_owned(),
            row("He", "Entity=(1)"),
            row("said", "_"),
            row("she", "Entity=(2(3)"),
            row("left", "Entity=3)2)"),
        ];
        let document = document(&format!("GUM_news_vesk\n{}", rows.concat()));
        assert_eq!(document.text, "Orlo Vesk's aunt\nHe said she left ");
        let shown: Vec<Vec<&str>> =
            document.chains.iter().map(|chain| chain.iter().map(|span| span.of(&document.text)).collect()).collect();
        assert_eq!(shown, [vec!["Orlo Vesk", "He"], vec!["aunt", "she left"]]);
    }

    #[test]
    fn widens_over_the_clitic() {
        let text = "Vesk 's aunt and the Vesks' dog";
        let chains = widened(text, vec![vec![Span::new(0, 4), Span::new(17, 26)]]);
        assert_eq!(chains[0].iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["Vesk 's", "the Vesks'"]);
    }
}
