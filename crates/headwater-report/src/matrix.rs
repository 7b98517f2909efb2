//! Claims against reports: who has what, and in which wording.
//!
//! Rows are claims in the story's order, columns are reports in order of time. Reports that are copies of one another as wholes form a family;
//! a view may fold a family into one column. Only cells that hold something exist: with hundreds of reports nearly all are empty.

use std::collections::BTreeMap;

use headwater_core::{ArticleId, ClaimId, Span, SpreadKind, StatementId, Story};

use crate::{reading, wording};

/// The whole picture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Matrix {
    /// Reports in order of time; a family's copies stand right behind its first report.
    pub columns: Vec<Column>,
    /// Families of copies, in order of their first columns.
    pub families: Vec<Family>,
    /// One for each claim, in the story's order.
    pub rows: Vec<Row>,
}

/// One report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// The report.
    pub article: ArticleId,
    /// Its family in [`Matrix::families`].
    pub family: Option<usize>,
    /// Whether it is a copy that goes away when its family is folded.
    pub copy: bool,
}

/// Reports that are, as wholes, the same text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Family {
    /// Column of the report that is shown when the family is folded.
    pub first: usize,
    /// Columns of the others.
    pub copies: Vec<usize>,
}

/// One claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The claim.
    pub claim: ClaimId,
    /// What stands in it, in order of columns.
    pub cells: Vec<Cell>,
    /// Place of its earliest report in order of time.
    pub earliest: usize,
    /// Conflicts that its members take part in, positions in [`Story::conflicts`].
    pub conflicts: Vec<usize>,
}

/// One report's wording of one claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Its column.
    pub column: usize,
    /// The wording.
    pub how: SpreadKind,
    /// The statement to look at first.
    pub statement: StatementId,
}

/// A copy shares at least this much of its own words with the other.
const WHOLE: f64 = 0.8;

/// Lays the story out.
pub fn matrix(story: &Story) -> Matrix {
    let order = reading::in_order_of_time(story);
    let (columns, families) = columns(story, &order);
    let mut place = vec![0; story.articles.len()];
    for (n, column) in columns.iter().enumerate() {
        place[column.article.0] = n;
    }
    let mut conflicts: BTreeMap<StatementId, Vec<usize>> = BTreeMap::new();
    for (n, conflict) in story.conflicts.iter().enumerate() {
        for id in conflict.statements() {
            conflicts.entry(id).or_default().push(n);
        }
    }
    let rows = story.claims.iter().enumerate().map(|(n, claim)| {
        let article = |id: &StatementId| story.statements.get(id.0).map(|statement| statement.article);
        // The manner of each member is needed only where a report has several, to find the one that the report's shape speaks of.
        let manners = (claim.statements.len() > claim.spread.len()).then(|| wording::manners(story, claim, &claim.statements));
        let cell = |spread: &headwater_core::Spread| {
            let column = *place.get(spread.article.0)?;
            let how = reading::how(claim, spread.article)?;
            let own = || claim.statements.iter().enumerate().filter(|(_, id)| article(id) == Some(spread.article));
            let is_told_so = |(at, _): &(usize, &StatementId)| manners.as_ref().is_none_or(|manners| manners[*at].how == how);
            let (_, statement) = own().find(is_told_so).or_else(|| own().next())?;
            Some(Cell { column, how, statement: *statement })
        };
        let mut cells: Vec<Cell> = claim.spread.iter().filter_map(cell).collect();
        cells.sort_by_key(|cell| cell.column);
        let mut conflicts: Vec<usize> = claim.statements.iter().filter_map(|id| conflicts.get(id)).flatten().copied().collect();
        conflicts.sort_unstable();
        conflicts.dedup();
        let earliest = cells.iter().map(|cell| cell.column).min().unwrap_or(usize::MAX);
        Row { claim: ClaimId(n), cells, earliest, conflicts }
    });
    Matrix { rows: rows.collect(), columns, families }
}

/// Reports in order of time with each family drawn together behind its first.
fn columns(story: &Story, order: &[ArticleId]) -> (Vec<Column>, Vec<Family>) {
    let head = heads(story, order);
    let mut columns = Vec::with_capacity(order.len());
    let mut families = Vec::new();
    for id in order.iter().filter(|id| head[id.0] == **id) {
        let copies: Vec<ArticleId> = order.iter().copied().filter(|other| other != id && head[other.0] == *id).collect();
        let family = (!copies.is_empty()).then_some(families.len());
        let first = columns.len();
        columns.push(Column { article: *id, family, copy: false });
        if !copies.is_empty() {
            families.push(Family { first, copies: (first + 1..=first + copies.len()).collect() });
        }
        columns.extend(copies.into_iter().map(|article| Column { article, family, copy: true }));
    }
    (columns, families)
}

/// For each report the earliest one that it is, as a whole, a copy of: itself where it is none.
fn heads(story: &Story, order: &[ArticleId]) -> Vec<ArticleId> {
    let mut rank = vec![0; order.len()];
    for (n, id) in order.iter().enumerate() {
        rank[id.0] = n;
    }
    let length: Vec<usize> = story.articles.iter().map(|article| article.main_blocks().map(|(_, span)| span.len()).sum()).collect();
    let mut shared: BTreeMap<(ArticleId, ArticleId), Vec<Span>> = BTreeMap::new();
    for reuse in &story.reuse {
        shared.entry((reuse.from.article, reuse.to.article)).or_default().push(reuse.from.span);
        shared.entry((reuse.to.article, reuse.from.article)).or_default().push(reuse.to.span);
    }
    let mut head: Vec<ArticleId> = (0..story.articles.len()).map(ArticleId).collect();
    for ((own, other), spans) in shared {
        let whole = |id: ArticleId| length.get(id.0).copied().unwrap_or(0);
        // The shorter is held against the longer: a copy may be cut, it does not make the longer one a copy.
        if own == other || whole(own) == 0 || whole(own) > whole(other) || (covered(spans) as f64) < WHOLE * whole(own) as f64 {
            continue;
        }
        let (one, two) = (find(&head, own), find(&head, other));
        let (first, second) = if rank[one.0] <= rank[two.0] { (one, two) } else { (two, one) };
        head[second.0] = first;
    }
    (0..head.len()).map(|n| find(&head, ArticleId(n))).collect()
}

fn find(head: &[ArticleId], mut id: ArticleId) -> ArticleId {
    while head[id.0] != id {
        id = head[id.0];
    }
    id
}

/// How many bytes the spans cover together.
fn covered(mut spans: Vec<Span>) -> usize {
    spans.sort_unstable();
    let mut end = 0;
    let mut bytes = 0;
    for span in spans {
        bytes += span.end.saturating_sub(span.start.max(end));
        end = end.max(span.end);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_count_once() {
        let span = |start, end| Span::new(start, end);
        assert_eq!(covered(vec![span(5, 9), span(0, 6), span(6, 7), span(20, 21)]), 10);
        assert_eq!(covered(Vec::new()), 0);
    }
}
