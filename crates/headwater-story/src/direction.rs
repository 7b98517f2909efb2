//! Which of two articles had a shared passage first, and what that rests on.
//!
//! A credit line or a citation proves it; dates and containment only suggest it.

use headwater_core::{Article, Direction, DirectionBasis, Reuse, Span, Statement};

use crate::outlets;
use crate::reuse::Match;

/// Share of an article's text that passages must cover for the other to hold the whole of it.
const WHOLE: f64 = 0.8;

/// The shared passages with their direction, by articles and places. `statements` are the story's, in order.
pub fn directed(articles: &[Article], statements: &[Statement], copied: &[Match]) -> Vec<Reuse> {
    let mut first_statement = vec![statements.len(); articles.len() + 1];
    for (number, statement) in statements.iter().enumerate().rev() {
        first_statement[statement.article.0] = number;
    }
    for article in (0..articles.len()).rev() {
        first_statement[article] = first_statement[article].min(first_statement[article + 1]);
    }
    let of = |article: usize| &statements[first_statement[article]..first_statement[article + 1]];
    let mut reuse = Vec::with_capacity(copied.len());
    for passages in copied.chunk_by(|x, y| (x.a.article, x.b.article) == (y.a.article, y.b.article)) {
        let Some(first) = passages.first() else { continue };
        let (a, b) = (first.a.article.0, first.b.article.0);
        let (forward, direction) = direct(&articles[a], &articles[b], of(a), of(b), passages);
        reuse.extend(passages.iter().map(|passage| {
            let (from, to) = if forward { (passage.a, passage.b) } else { (passage.b, passage.a) };
            Reuse { from, to, similarity: passage.similarity, direction }
        }));
    }
    reuse
}

/// Whether the passages went from `a` to `b`, and why.
fn direct(a: &Article, b: &Article, told_by_a: &[Statement], told_by_b: &[Statement], passages: &[Match]) -> (bool, Direction) {
    if let Some(forward) = one_of(credits(b, a), credits(a, b)) {
        return (forward, Direction { basis: DirectionBasis::Credit, certain: true });
    }
    if let Some(forward) = one_of(cites(b, told_by_b, a), cites(a, told_by_a, b)) {
        return (forward, Direction { basis: DirectionBasis::Citation, certain: true });
    }
    let day = |article: &Article| article.published.as_ref().and_then(headwater_core::ArticleDate::day);
    if let (Some(day_a), Some(day_b)) = (day(a), day(b))
        && day_a != day_b
    {
        return (day_a < day_b, Direction { basis: DirectionBasis::Dates, certain: false });
    }
    let covered = |article: &Article, spans: Vec<Span>| {
        let bytes: usize = spans.iter().map(|span| span.len()).sum();
        let main: usize = article.main_blocks().map(|(_, span)| span.len()).sum();
        bytes as f64 >= WHOLE * main as f64
    };
    let whole_a = covered(a, passages.iter().map(|passage| passage.a.span).collect());
    let whole_b = covered(b, passages.iter().map(|passage| passage.b.span).collect());
    // What stands whole inside the other is taken for what the other was made from.
    if let Some(forward) = one_of(whole_a, whole_b) {
        return (forward, Direction { basis: DirectionBasis::Containment, certain: false });
    }
    (true, Direction { basis: DirectionBasis::Unknown, certain: false })
}

/// `yes` where only the first holds, `no` where only the second does.
fn one_of(yes: bool, no: bool) -> Option<bool> {
    (yes != no).then_some(yes)
}

/// Whether `by` says that its text comes from `of`: its agency or syndicator is the other's outlet or agency.
pub fn credits(by: &Article, of: &Article) -> bool {
    let own = |name: &str| outlets::is_outlet_of(name, by);
    [&by.agency, &by.distributor].into_iter().flatten().any(|name| {
        !own(name)
            && (outlets::is_outlet_of(name, of)
                || of.agency.as_ref().is_some_and(|agency| outlets::are_same(name, agency) && outlets::is_outlet_of(agency, of)))
    })
}

/// Whether a statement of `by` came through `of`: the other's outlet is a link of its chain.
pub fn cites(by: &Article, told: &[Statement], of: &Article) -> bool {
    of.outlet.is_some()
        && told.iter().flat_map(|statement| &statement.chain).any(|voice| outlets::is_outlet_of(&voice.name, of))
        && !of.outlet.as_ref().is_some_and(|outlet| outlets::is_outlet_of(&outlet.name, by))
}
