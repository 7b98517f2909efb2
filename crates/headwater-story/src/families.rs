//! Whole copies: articles that are one text, give or take an edit, fold into a family.

use std::collections::BTreeMap;

use crate::reuse::Match;
use crate::union::Union;
use crate::words::Word;

/// Share of the shorter article's words that must be the other's for the two to be one text.
const COPY: f64 = 0.8;
/// How much longer the other may be: beyond that it quotes the whole of a short text and adds its own.
const LONGER: f64 = 2.0;

/// For each article the first of its family. An article without copies is a family of its own.
pub fn families(articles: &[Vec<Word>], copied: &[Match]) -> Vec<usize> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for passage in copied {
        *shared.entry((passage.a.article.0, passage.b.article.0)).or_insert(0) += passage.words();
    }
    let mut union = Union::new(articles.len());
    for ((a, b), words) in shared {
        let (short, long) = (articles[a].len().min(articles[b].len()), articles[a].len().max(articles[b].len()));
        if words as f64 >= COPY * short as f64 && long as f64 <= LONGER * short as f64 {
            union.join(a, b);
        }
    }
    (0..articles.len()).map(|article| union.find(article)).collect()
}
