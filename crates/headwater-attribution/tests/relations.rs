//! What the finder must find, as marked-up sentences.
//!
//! `[source]`, `<cue>` and `{content}`; `{` may nest. Where a sentence holds several attributions, each stands as a copy of the sentence with its own
//! marks, separated by ` | `; every one of them must be found. Sentences are joined into one article where ` / ` stands: a new paragraph.

use headwater_attribution::relations::{self, Relation};
use headwater_attribution::{lexicon::LEXICON, text::Text};
use headwater_core::{Article, Block, BlockKind, Span};
use headwater_language::analyse;

/// An expected attribution: the words of its source, cue and content.
#[derive(Debug, PartialEq, Eq)]
struct Expected {
    source: String,
    cue: String,
    content: String,
}

/// Takes the marks out of one copy of a sentence.
fn unmark(marked: &str) -> (String, Expected) {
    let (mut text, mut source, mut cue, mut content) = (String::new(), String::new(), String::new(), String::new());
    let (mut in_source, mut in_cue, mut depth) = (false, false, 0);
    for c in marked.chars() {
        match c {
            '[' => in_source = true,
            ']' => in_source = false,
            '<' => in_cue = true,
            '>' => in_cue = false,
            '{' => depth += 1,
            '}' => depth -= 1,
            c => {
                text.push(c);
                for (open, words) in [(in_source, &mut source), (in_cue, &mut cue), (depth > 0, &mut content)] {
                    if open {
                        words.push(c);
                    }
                }
            }
        }
    }
    (text, Expected { source, cue, content })
}

fn article(text: &str) -> Article {
    let text = text.replace(" / ", "\n\n");
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + line.len()), why: None });
        at += line.len();
    }
    Article { text, blocks, ..Article::default() }
}

fn found(text: &str) -> Vec<Expected> {
    let article = article(text);
    let analysis = analyse(&article);
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" ");
    relations::find(&article, &analysis, &Text::new(&article, &analysis, &LEXICON))
        .iter()
        .map(|Relation { source, cue, content, .. }| Expected { source: words(source), cue: words(cue), content: words(content) })
        .collect()
}

/// Every marked attribution is found; `exactly` also: and no other.
fn check(cases: &[&str], exactly: bool) {
    let mut wrong = Vec::new();
    for case in cases {
        let copies: Vec<(String, Expected)> = case.split(" | ").map(unmark).collect();
        let text = &copies[0].0;
        let found = found(text);
        let missed: Vec<&Expected> = copies.iter().map(|(_, expected)| expected).filter(|expected| !found.contains(expected)).collect();
        if !missed.is_empty() || exactly && found.len() != copies.len() {
            wrong.push(format!("{text}\n  missed {missed:#?}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn direct() {
    check(
        &[
            "“{The harbour will stay open},” [Ortega] <said>.",
            "“{The harbour will stay open},” <said> [Ortega].",
            "[Ortega] <said>, “{The harbour will stay open.}”",
            "[Ortega] <said>: “{The harbour will stay open.}”",
            "“{Is it open?}” [she] <asked>.",
            "“{We were wrong. We have said so},” [the minister] <said> on Tuesday.",
            "“{We were wrong},” <said> [Lena Okafor, a professor at the University of Tarn].",
            "“{We were wrong},” [Okafor, who teaches law], <said>.",
        ],
        true,
    );
}
