//! How the words of a quotation changed, as every view tells it: what kind of change, and both wordings with some words around them.

use headwater_core::{ArticleDate, Change, ChangeKind, Claim, Drift, Span, StatementId, Story};

use crate::{document, reading};

/// Words of the quotation that are shown on either side of a change.
const AROUND: usize = 5;

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// What kind of change.
    pub kind: ChangeKind,
    /// The wording that the other is held against.
    pub from: Wording,
    /// The wording that differs.
    pub to: Wording,
    /// Whether the one report is known to be no later than the other. Otherwise nobody knows which wording came of which.
    pub is_directed: bool,
}

impl Changed {
    /// `hedge lost`, or where the direction is not known `hedge differs`.
    pub fn word(&self) -> &'static str {
        match self.kind {
            ChangeKind::HedgeLost | ChangeKind::HedgeGained if !self.is_directed => "hedge differs",
            ChangeKind::Cut | ChangeKind::Added if !self.is_directed => "cut or added",
            kind => document::ChangeKind::from(kind).word(),
        }
    }

    /// What stands between the two wordings.
    pub fn arrow(&self) -> &'static str {
        if self.is_directed { "→" } else { "↔" }
    }

    /// Whether it bears on what is said or by whom, and not only on how much of it.
    pub fn is_grave(&self) -> bool {
        !matches!(self.kind, ChangeKind::Cut | ChangeKind::Added)
    }
}

/// One report's wording.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wording {
    /// The statement.
    pub statement: StatementId,
    /// Who prints it.
    pub outlet: String,
    /// `reports/harbour-daily.txt:12`
    pub place: String,
    /// Words of the quotation before the change with the space behind them, `…` where more stand there.
    pub before: String,
    /// The words that the other report does not have; nothing where it has more.
    pub words: String,
    /// Words of the quotation behind the change with the space before them.
    pub behind: String,
}

/// Every change of the story, the gravest first.
pub fn all(story: &Story) -> Vec<Changed> {
    changes(story, |_| true)
}

/// The changes of the wordings of one claim, the gravest first.
pub fn of(story: &Story, claim: &Claim) -> Vec<Changed> {
    changes(story, |drift| claim.statements.contains(&drift.from) || claim.statements.contains(&drift.to))
}

fn changes(story: &Story, wanted: impl Fn(&Drift) -> bool) -> Vec<Changed> {
    let told = story.drifts.iter().filter(|drift| wanted(drift));
    let mut changes: Vec<Changed> =
        told.flat_map(|drift| drift.changes.iter().filter_map(|change| changed(story, drift, change))).collect();
    changes.sort_by_key(|change| change.kind);
    changes
}

fn changed(story: &Story, drift: &Drift, change: &Change) -> Option<Changed> {
    let from = wording(story, drift.from, change.kind, &change.from)?;
    Some(Changed {
        kind: change.kind,
        from,
        to: wording(story, drift.to, change.kind, &change.to)?,
        is_directed: is_directed(story, drift),
    })
}

/// Reports of one day count as in order: the fuller quotation is taken for the earlier one.
fn is_directed(story: &Story, drift: &Drift) -> bool {
    let days = |id: StatementId| story.articles.get(story.statements.get(id.0)?.article.0)?.published.as_ref().map(ArticleDate::days);
    let (Some((_, Some(from))), Some((Some(to), _))) = (days(drift.from), days(drift.to)) else { return false };
    from <= to
}

fn wording(story: &Story, id: StatementId, kind: ChangeKind, spans: &[Span]) -> Option<Wording> {
    let statement = story.statements.get(id.0)?;
    let article = story.articles.get(statement.article.0)?;
    let (first, last) = (*spans.first()?, *spans.last()?);
    let of_speaker = kind == ChangeKind::Speaker;
    let run = |span: Span| statement.content.iter().copied().find(|run| run.contains(span)).filter(|_| !of_speaker);
    let words: Vec<&str> = spans.iter().map(|span| reading::words(&article.text, *span)).collect();
    let words =
        if of_speaker { statement.origin().map_or_else(|| words.join(" "), |voice| voice.name.clone()) } else { words.join(" … ") };
    let before = run(first).map_or("", |run| reading::words(&article.text, Span::new(run.start, first.start)));
    let behind = run(last).map_or("", |run| reading::words(&article.text, Span::new(last.end, run.end)));
    Some(Wording {
        statement: id,
        outlet: reading::outlet(article).to_owned(),
        place: reading::place(article, first),
        before: last_words(before),
        words,
        behind: first_words(behind),
    })
}

fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let kept = words[words.len().saturating_sub(AROUND)..].join(" ");
    let space = if text.ends_with(char::is_whitespace) { " " } else { "" };
    if words.len() > AROUND { format!("… {kept}{space}") } else { format!("{kept}{space}") }
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let kept = words[..words.len().min(AROUND)].join(" ");
    let space = if text.starts_with(char::is_whitespace) { " " } else { "" };
    if words.len() > AROUND { format!("{space}{kept} …") } else { format!("{space}{kept}") }
}
