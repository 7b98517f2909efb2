//! Pages and chains for the tests of this crate.

use headwater_attribution::{Attributed, attribute};
use headwater_core::{Article, ArticleDate, ArticleId, Block, BlockKind, DateBasis, Moment, Outlet, Span, Statement};
use headwater_language::analyse;
use jiff::civil::date;

/// A page of the Harbour Mail of 15 May 2024, one paragraph a line.
pub fn page(text: &str) -> Article {
    let text = text.replace(" / ", "\n\n");
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + line.len()), why: None });
        at += line.len();
    }
    Article {
        text,
        blocks,
        outlet: Some(Outlet { name: "The Harbour Mail".to_owned(), domain: None }),
        published: Some(ArticleDate {
            value: Some(Moment::Day(date(2024, 5, 15))),
            basis: DateBasis::Metadata,
            not_before: None,
            not_after: None,
        }),
        ..Article::default()
    }
}

pub fn read(text: &str) -> (Article, Attributed) {
    let article = page(text);
    let analysis = analyse(&article);
    let attributed = attribute(ArticleId(0), &article, &analysis);
    (article, attributed)
}

/// The statement whose content begins with these words; of several the one with the shortest content.
pub fn statement<'a>(article: &Article, attributed: &'a Attributed, begins: &str) -> Option<&'a Statement> {
    let begins_so = |statement: &&Statement| statement.words(&article.text).starts_with(begins);
    attributed.statements.iter().filter(begins_so).min_by_key(|statement| statement.extent().len())
}

pub fn chain(statement: &Statement) -> String {
    let names: Vec<&str> = statement.chain.iter().map(|voice| voice.name.trim_start_matches("the ").trim_start_matches("The ")).collect();
    names.join(" < ")
}

/// Each expectation is met. `(any)` stands for no voice at all.
pub fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, expectations) in cases {
        let (article, attributed) = read(text);
        for expectation in *expectations {
            let Some((begins, voices)) = expectation.split_once(" = ") else { continue };
            let found = statement(&article, &attributed, begins).map(chain);
            if found.as_deref() != Some(voices) {
                wrong.push(format!("{text}\n  {begins}: wanted {voices}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
