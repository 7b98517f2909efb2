//! One report's sheet: its whole text with every statement marked where it stands, and in the margin who says it through whom.
//!
//! Marks may nest and may cross. The text is cut at every edge of a mark, and a mark that is crossed is closed and opened again, so that the markup
//! nests whatever the statements do; all pieces of one mark carry its number.

use std::collections::BTreeSet;

use headwater_core::{Article, ArticleId, Block, BlockKind, ClaimId, Mention, Polarity, Span, Statement, StatementId, Story};

use super::{VoiceLink, claims::evidence_id, sections::event_id, statement_href, voices_of};
use crate::{document, link, reading, visible};

/// Letters of a statement in a list: its whole words stand below in the text.
const LONGEST: usize = 110;

/// Everything about one report.
pub struct ReaderSheet {
    pub id: String,
    pub outlet: String,
    pub date: String,
    pub basis: Option<&'static str>,
    pub changed: Option<String>,
    pub authors: String,
    pub agency: Option<String>,
    pub distributor: Option<String>,
    /// Safe to follow.
    pub url: Option<String>,
    pub location: String,
    pub language: Option<String>,
    pub statements: usize,
    pub shared: usize,
    pub adds: Vec<Saying>,
    pub omits: Vec<(String, String)>,
    pub blocks: Vec<Part>,
}

/// Blocks that are shown together: one of the report, or neighbours that are left out.
pub struct Part {
    /// Why it is left out; nothing for a part of the report.
    pub left_out: Option<String>,
    pub blocks: Vec<BlockView>,
}

/// A statement's words and where they stand.
pub struct Saying {
    pub href: String,
    pub who: String,
    pub words: String,
}

/// A block of the report.
pub struct BlockView {
    /// Its kind; nothing for running text.
    pub class: &'static str,
    /// What it is, or why it was left out.
    pub label: Option<String>,
    pub pieces: Vec<Piece>,
    pub notes: Vec<Note>,
}

/// A stretch of the text between two edges of marks.
pub enum Piece {
    Text(String),
    /// A statement's mark opens; its number, and whether it is here that it begins.
    Statement(usize, bool),
    /// A place that others point at; its name where it begins.
    Place(Option<String>),
    Close(bool),
}

/// What stands in the margin beside a statement.
pub struct Note {
    pub number: usize,
    pub voices: Vec<VoiceLink>,
    pub cue: String,
    pub form: &'static str,
    pub act: &'static str,
    pub denied: bool,
    pub hedge: Option<String>,
    pub said_on: Option<String>,
    pub claims: Vec<(String, usize)>,
}

pub fn sheets(story: &Story) -> Vec<ReaderSheet> {
    let marks = marks(story);
    let claims = claims_of(story);
    let sheets = story.articles.iter().zip(marks).enumerate();
    sheets.map(|(n, (article, marks))| sheet(story, ArticleId(n), article, &marks, &claims)).collect()
}

fn sheet(story: &Story, id: ArticleId, article: &Article, marks: &[Mark], claims: &[Vec<ClaimId>]) -> ReaderSheet {
    let own = || story.statements.iter().enumerate().filter(|(_, statement)| statement.article == id);
    ReaderSheet {
        id: document::article_id(id),
        outlet: visible::line(reading::outlet(article)),
        date: reading::published(article),
        basis: article.published.as_ref().map(|date| document::DateBasis::from(date.basis).word()),
        changed: article.modified.as_ref().and_then(|date| date.value).map(reading::moment_words),
        authors: visible::line(&article.authors.join(", ")),
        agency: article.agency.as_deref().map(visible::line),
        distributor: article.distributor.as_deref().map(visible::line),
        url: article.url.as_deref().and_then(link::web),
        location: visible::line(&article.location),
        language: super::language(article.language.as_deref()),
        statements: own().count(),
        shared: story.claims.iter().filter(|claim| reading::how(claim, id).is_some()).count(),
        adds: own().filter(|(n, _)| claims[*n].is_empty()).map(|(n, statement)| saying(story, StatementId(n), statement)).collect(),
        omits: omits(story, id),
        blocks: blocks(story, article, marks, claims),
    }
}

/// What a report says that no other says: for the sheet and for the list of reports.
fn saying(story: &Story, id: StatementId, statement: &Statement) -> Saying {
    let who: Vec<String> = statement.chain.iter().map(|voice| visible::line(&voice.name)).collect();
    Saying {
        href: statement_href(id), who: who.join(" ← "), words: visible::clipped(&reading::statement_words(story, statement), LONGEST)
    }
}

/// Claims that at least half of the reports have and this one has not.
pub fn omits(story: &Story, id: ArticleId) -> Vec<(String, String)> {
    let common = |claim: &headwater_core::Claim| claim.spread.len() * 2 >= story.articles.len() && reading::how(claim, id).is_none();
    let claims = story.claims.iter().enumerate().filter(|(_, claim)| common(claim));
    claims.map(|(n, claim)| (format!("#{}", document::claim_id(ClaimId(n))), visible::line(&claim.text))).collect()
}

/// For each statement the claims that it is a member of.
pub fn claims_of(story: &Story) -> Vec<Vec<ClaimId>> {
    let mut claims = vec![Vec::new(); story.statements.len()];
    for (n, claim) in story.claims.iter().enumerate() {
        for id in &claim.statements {
            if let Some(of) = claims.get_mut(id.0) {
                of.push(ClaimId(n));
            }
        }
    }
    claims
}

/// Something that is marked in a text.
struct Mark {
    span: Span,
    what: What,
}

#[derive(Clone, PartialEq, Eq)]
enum What {
    Statement(usize),
    Place(String),
}

/// The marks of each article: its statements, and the places that reasons and dates point at.
fn marks(story: &Story) -> Vec<Vec<Mark>> {
    let mut marks: Vec<Vec<Mark>> = story.articles.iter().map(|_| Vec::new()).collect();
    for (n, statement) in story.statements.iter().enumerate() {
        if let Some(list) = marks.get_mut(statement.article.0) {
            list.extend(statement.content.iter().map(|span| Mark { span: *span, what: What::Statement(n) }));
        }
    }
    let mut place = |mention: &Mention, id: String| {
        if let Some(list) = marks.get_mut(mention.article.0) {
            list.push(Mark { span: mention.span, what: What::Place(id) });
        }
    };
    for (claim, it) in story.claims.iter().enumerate() {
        for (reason, merge) in it.independent.reasons.iter().enumerate() {
            for (n, mention) in merge.evidence.iter().enumerate() {
                place(mention, evidence_id(ClaimId(claim), reason, n));
            }
        }
    }
    for (event, it) in story.timeline.iter().enumerate() {
        for (n, mention) in it.mentions.iter().enumerate() {
            place(mention, event_id(event, n));
        }
    }
    for list in &mut marks {
        // The wider opens first, so that most marks nest and few are cut.
        list.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
    }
    marks
}

fn blocks(story: &Story, article: &Article, marks: &[Mark], claims: &[Vec<ClaimId>]) -> Vec<Part> {
    let mut seen = Seen::default();
    let mut parts: Vec<Part> = Vec::new();
    // Marks are in order of where they begin; those that have ended are passed over for good.
    let mut open_from = 0;
    for block in &article.blocks {
        let span = trimmed(&article.text, block.span);
        if span.is_empty() {
            continue;
        }
        while open_from < marks.len() && marks[open_from].span.end <= span.start {
            open_from += 1;
        }
        let inside = marks[open_from..].iter().take_while(|mark| mark.span.start < span.end).filter(|mark| mark.span.overlaps(span));
        let inside: Vec<&Mark> = inside.collect();
        let begun = |mark: &&&Mark| mark.span.start >= block.span.start;
        let mut notes = Vec::new();
        for mark in inside.iter().filter(begun) {
            if let What::Statement(n) = mark.what
                && !seen.statements.contains(&n)
                && notes.iter().all(|note: &Note| note.number != n + 1)
            {
                notes.push(note(article, n, &story.statements[n], &claims[n]));
            }
        }
        let pieces = pieces(&article.text, span, &inside, &mut seen);
        let kind = if block.kind == BlockKind::Paragraph { "" } else { document::BlockKind::from(block.kind).word() };
        let view = BlockView { class: kind, label: label(block), pieces, notes };
        match parts.last_mut() {
            Some(part) if part.left_out.is_some() && block.kind == BlockKind::Dropped => part.blocks.push(view),
            _ => parts.push(Part { left_out: (block.kind == BlockKind::Dropped).then(String::new), blocks: vec![view] }),
        }
    }
    for part in parts.iter_mut().filter(|part| part.left_out.is_some()) {
        let mut reasons: Vec<String> = Vec::new();
        let mut last = String::new();
        for block in &mut part.blocks {
            // A reason stands once above all neighbours that share it.
            let Some(reason) = block.label.take().filter(|reason| *reason != last) else { continue };
            if !reasons.contains(&reason) {
                reasons.push(reason.clone());
            }
            last.clone_from(&reason);
            block.label = Some(reason);
        }
        part.left_out = Some(reasons.join(", "));
    }
    parts
}

/// White space around a block is no part of what is shown. A span that is none of this text shows nothing.
fn trimmed(text: &str, span: Span) -> Span {
    if text.get(span.start..span.end).is_some() { span.trim(text) } else { Span::new(0, 0) }
}

fn label(block: &Block) -> Option<String> {
    match block.kind {
        BlockKind::Dropped => Some(block.why.as_deref().map_or_else(|| "no part of the report".to_owned(), visible::line)),
        BlockKind::Caption | BlockKind::Credit | BlockKind::Byline | BlockKind::Dateline => {
            Some(document::BlockKind::from(block.kind).word().to_owned())
        }
        _ => None,
    }
}

/// The block's words cut at every edge of a mark.
fn pieces(text: &str, block: Span, marks: &[&Mark], seen: &mut Seen) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<&Mark> = Vec::new();
    let mut at = block.start;
    let mut edges: Vec<usize> = marks.iter().flat_map(|mark| [mark.span.start.max(block.start), mark.span.end.min(block.end)]).collect();
    edges.push(block.end);
    edges.sort_unstable();
    edges.dedup();
    let mut next = 0;
    for edge in edges {
        let words = reading::words(text, Span::new(at, edge));
        if !words.is_empty() {
            pieces.push(Piece::Text(visible::exact(words)));
        }
        at = edge;
        // What ends here is closed; what lies inside it and goes on is closed with it and opened again.
        if let Some(lowest) = open.iter().position(|mark| mark.span.end <= edge) {
            let above = open.split_off(lowest);
            pieces.extend(above.iter().rev().map(|mark| Piece::Close(matches!(mark.what, What::Statement(_)))));
            for mark in above.into_iter().filter(|mark| mark.span.end > edge) {
                pieces.push(opening(mark, seen));
                open.push(mark);
            }
        }
        while next < marks.len() && marks[next].span.start <= edge && edge < block.end {
            if marks[next].span.end > edge {
                pieces.push(opening(marks[next], seen));
                open.push(marks[next]);
            }
            next += 1;
        }
    }
    pieces.extend(open.iter().rev().map(|mark| Piece::Close(matches!(mark.what, What::Statement(_)))));
    pieces
}

/// What has its name in the page already: a mark that is opened again has none.
#[derive(Default)]
struct Seen {
    statements: BTreeSet<usize>,
    places: BTreeSet<String>,
}

fn opening(mark: &Mark, seen: &mut Seen) -> Piece {
    match &mark.what {
        What::Statement(n) => Piece::Statement(n + 1, seen.statements.insert(*n)),
        What::Place(id) => Piece::Place(seen.places.insert(id.clone()).then(|| id.clone())),
    }
}

fn note(article: &Article, n: usize, statement: &Statement, claims: &[ClaimId]) -> Note {
    let cue: Vec<&str> = statement.cue.iter().map(|span| reading::words(&article.text, *span)).collect();
    Note {
        number: n + 1,
        voices: voices_of(statement).collect(),
        cue: visible::line(&cue.join(" … ")),
        form: document::Form::from(statement.form).word(),
        act: document::Act::from(statement.act).word(),
        denied: statement.polarity == Polarity::Negated,
        hedge: statement.certainty.as_ref().map(|it| format!("{}, {}–{} %", visible::line(&it.term), it.low, it.high)),
        said_on: statement.said_on.map(reading::date_words),
        claims: claims.iter().map(|id| (format!("#{}", document::claim_id(*id)), id.0 + 1)).collect(),
    }
}
