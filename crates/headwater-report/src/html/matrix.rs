//! The matrix as the page shows it.

use std::fmt::Write;

use headwater_core::{ClaimId, SpreadKind, Story};

use super::statement_href;
use crate::{document, matrix::Matrix, reading, visible};

/// The matrix with every word that it shows.
pub struct MatrixView {
    /// How wide a column may be: `wide`, `medium`, `narrow`.
    pub size: &'static str,
    pub columns: Vec<ColumnView>,
    pub days: Vec<DayView>,
    pub rows: Vec<RowView>,
}

/// One report's column.
pub struct ColumnView {
    /// 1 for the first.
    pub number: usize,
    pub href: String,
    pub outlet: String,
    pub date: String,
    /// Number of its family.
    pub family: Option<usize>,
    /// How many copies stand behind it.
    pub copies: usize,
    pub copy: bool,
}

/// Neighbouring columns of one day.
pub struct DayView {
    pub label: String,
    pub month: String,
    pub from: usize,
    pub to: usize,
}

/// One claim's row.
pub struct RowView {
    pub id: String,
    pub href: String,
    pub text: String,
    pub reports: usize,
    pub origins: String,
    /// Who it comes from: the first few.
    pub from: String,
    pub unsourced: bool,
    pub origin_names: String,
    /// Which of several stories it stands in.
    pub stories: Option<String>,
    pub single: bool,
    pub conflicts: Vec<String>,
    /// Sort keys of the script: place in time, fewest origins, conflicts.
    pub earliest: usize,
    pub least: usize,
    /// The bar: shares of 100 for reports, at most, at least.
    pub bar: (usize, usize, usize),
    /// First and last column that have it.
    pub run: Option<(usize, usize)>,
    pub cells: Vec<CellView>,
}

/// So many letters of the words behind a shape are told where the pointer rests on it.
const LONGEST_WORDS: usize = 90;

/// One shape.
pub struct CellView {
    pub column: usize,
    pub href: String,
    pub how: &'static str,
    pub title: String,
    /// Whether copies of the report have it too.
    pub stack: bool,
    /// Whether it is the claim's first report.
    pub first: bool,
    /// Family for which it stands while that is folded, though a copy has it and the first has not.
    pub stands_for: Option<usize>,
    pub copy_of: Option<usize>,
}

impl MatrixView {
    pub fn new(story: &Story, matrix: &Matrix) -> Self {
        let most = story.claims.iter().map(|claim| claim.spread.len()).max().unwrap_or(1).max(1);
        let shown = matrix.columns.iter().filter(|column| !column.copy).count();
        Self {
            size: match shown {
                0..=9 => "wide",
                10..=20 => "medium",
                _ => "narrow",
            },
            columns: columns(story, matrix),
            days: days(story, matrix),
            rows: matrix.rows.iter().map(|row| row_view(story, matrix, row, most)).collect(),
        }
    }
}

fn columns(story: &Story, matrix: &Matrix) -> Vec<ColumnView> {
    let view = |(n, column): (usize, &crate::matrix::Column)| {
        let article = &story.articles[column.article.0];
        ColumnView {
            number: n + 1,
            href: format!("#{}", document::article_id(column.article)),
            outlet: visible::line(reading::outlet(article)),
            date: reading::published(article),
            family: column.family.map(|family| family + 1),
            copies: column.family.map_or(0, |family| matrix.families[family].copies.len()),
            copy: column.copy,
        }
    };
    matrix.columns.iter().enumerate().map(view).collect()
}

/// Columns under the day that they are from, where neighbours share one.
fn days(story: &Story, matrix: &Matrix) -> Vec<DayView> {
    let mut days: Vec<DayView> = Vec::new();
    for (n, column) in matrix.columns.iter().enumerate() {
        let (label, month) = reading::short_day(&story.articles[column.article.0]);
        match days.last_mut() {
            Some(day) if (&day.label, &day.month) == (&label, &month) => day.to = n + 1,
            _ => days.push(DayView { label, month, from: n + 1, to: n + 1 }),
        }
    }
    // One column has no room to say it.
    if let Some(undated) = days.last_mut().filter(|day| day.label == "?" && day.to > day.from) {
        "no date".clone_into(&mut undated.label);
    }
    days
}

fn row_view(story: &Story, matrix: &Matrix, row: &crate::matrix::Row, most: usize) -> RowView {
    let ClaimId(n) = row.claim;
    let claim = &story.claims[n];
    let share = |part: usize| part.min(most) * 100 / most;
    let names: Vec<String> = claim.origins.iter().map(|voice| visible::line(&voice.name)).collect();
    RowView {
        id: format!("r{}", n + 1),
        href: format!("#{}", document::claim_id(row.claim)),
        text: visible::line(&reading::claim_words(story, claim)),
        reports: claim.spread.len(),
        origins: reading::independence(&claim.independent),
        from: reading::origins(claim),
        unsourced: claim.origins.is_empty(),
        origin_names: names.join(", "),
        stories: reading::stories(story, claim),
        single: claim.independent.at_most == 1,
        conflicts: row.conflicts.iter().map(|n| format!("#x{}", n + 1)).collect(),
        earliest: row.earliest,
        least: claim.independent.at_least,
        bar: (share(claim.spread.len()), share(claim.independent.at_most), share(claim.independent.at_least)),
        run: row.cells.first().zip(row.cells.last()).map(|(first, last)| (first.column + 1, last.column + 1)),
        cells: cells(story, matrix, row),
    }
}

/// As the legend has it.
fn in_words(how: SpreadKind) -> &'static str {
    match how {
        SpreadKind::Verbatim => "word for word",
        SpreadKind::Cut => "cut",
        SpreadKind::Reworded => "other words",
        SpreadKind::Own => "an origin of its own",
    }
}

fn cells(story: &Story, matrix: &Matrix, row: &crate::matrix::Row) -> Vec<CellView> {
    let mut cells = Vec::new();
    let claim = &story.claims[row.claim.0];
    let earliest = reading::first_word(story, claim).and(story.statements.get(claim.first.0)).map(|first| first.article);
    for cell in &row.cells {
        let column = matrix.columns[cell.column];
        let outlet = visible::line(reading::outlet(&story.articles[column.article.0]));
        let words = story.statements.get(cell.statement.0).map(|statement| reading::statement_words(story, statement)).unwrap_or_default();
        let words = visible::clipped(&words, LONGEST_WORDS);
        let family = column.family.map(|family| &matrix.families[family]);
        let stack = family.is_some_and(|family| {
            let members = row.cells.iter().filter(|other| other.column == family.first || family.copies.contains(&other.column));
            members.count() > 1
        });
        let view = |at: usize, stands_for: Option<usize>, copy_of: Option<usize>| CellView {
            column: at + 1,
            href: statement_href(cell.statement),
            how: how(cell.how),
            title: format!("{outlet}, {}: “{words}”", in_words(cell.how)),
            stack: stack && copy_of.is_none(),
            first: earliest == Some(column.article),
            stands_for,
            copy_of,
        };
        cells.push(view(cell.column, None, column.family.filter(|_| column.copy).map(|family| family + 1)));
        let Some(family) = column.family.filter(|_| column.copy) else { continue };
        let first = matrix.families[family].first;
        let shown = row.cells.iter().find(|other| other.column == first || matrix.families[family].copies.contains(&other.column));
        if shown == Some(cell) {
            cells.push(view(first, Some(family + 1), None));
        }
    }
    cells
}

/// The class of a wording's shape: one letter, since a large story has many thousand shapes.
pub fn how(how: SpreadKind) -> &'static str {
    match how {
        SpreadKind::Verbatim => "v",
        SpreadKind::Cut => "c",
        SpreadKind::Reworded => "r",
        SpreadKind::Own => "o",
    }
}

/// The rules that depend on how many columns there are, and those that unfold families where no script does: a strict policy allows no style
/// attributes, so the numbers stand in the style sheets.
pub fn columns_style(matrix: &Matrix) -> (String, String) {
    let (mut style, mut unfolding) = (String::new(), String::new());
    // Writing into a string cannot fail.
    let _ = write_columns(&mut style, matrix);
    let _ = write_unfolding(&mut unfolding, matrix);
    (style, unfolding)
}

fn write_columns(style: &mut String, matrix: &Matrix) -> std::fmt::Result {
    let shown = matrix.columns.iter().filter(|column| !column.copy).count().max(1);
    write!(style, ".grid{{--columns:{shown}}}.strip{{grid-template-columns:")?;
    // Copies have no width until their family is unfolded. Repeated, since a browser works this out for every row.
    for run in matrix.columns.chunk_by(|one, next| (one.copy, one.family) == (next.copy, next.family) || !(one.copy || next.copy)) {
        match run[0].family.filter(|_| run[0].copy) {
            Some(family) => write!(style, "repeat({},var(--f{},0px)) ", run.len(), family + 1)?,
            None => write!(style, "repeat({},var(--cell)) ", run.len())?,
        }
    }
    write!(style, "}}")?;
    for n in 1..=matrix.columns.len() {
        write!(style, ".k{n}{{grid-column:{n}}}.g{n}{{grid-column-start:{n}}}.h{n}{{grid-column-end:{}}}", n + 1)?;
    }
    for n in 1..=matrix.families.len() {
        write!(style, ".unfold{n}{{--f{n}:var(--cell)}}.grid:not(.unfold{n}) .of{n},.unfold{n} .for{n}{{display:none}}")?;
    }
    Ok(())
}

fn write_unfolding(style: &mut String, matrix: &Matrix) -> std::fmt::Result {
    for n in 1..=matrix.families.len() {
        let open = format!(".grid:has(#fold{n}:checked)");
        write!(
            style,
            "{open}{{--f{n}:var(--cell)}}{open} .of{n}{{display:grid}}{open} .outlet.of{n}{{display:flex}}{open} .for{n}{{display:none}}"
        )?;
    }
    Ok(())
}
