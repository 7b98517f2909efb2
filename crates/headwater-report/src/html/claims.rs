//! One claim's sheet: how it travelled, every wording side by side, why its voices are not more.

use headwater_core::{Claim, ClaimId, Statement, StatementId, Story};

use super::{VoiceLink, chain, matrix::how, statement_href};
use crate::{
    changed::{self, Changed},
    document,
    matrix::Matrix,
    reading, svg, visible,
    wording::{self, Mark},
};

/// Everything about one claim.
pub struct ClaimSheet {
    pub id: String,
    pub number: usize,
    pub text: String,
    pub reports: usize,
    pub independent: String,
    pub measured: bool,
    pub origins: Vec<VoiceLink>,
    pub first: Option<FirstReport>,
    /// What the wordings are held against.
    pub base: String,
    pub drawing: svg::Inline,
    pub wordings: Vec<WordingView>,
    pub changes: Vec<ChangeView>,
    pub reasons: Vec<ReasonView>,
    pub conflicts: Vec<(String, String)>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// Who had it first, as far as days are known.
pub struct FirstReport {
    /// `first report`
    pub word: &'static str,
    pub outlet: String,
    pub date: String,
    pub href: String,
}

/// One statement's words against the first.
pub struct WordingView {
    pub how: &'static str,
    /// How it is told, in words.
    pub manner: String,
    pub first: bool,
    pub chain: Vec<VoiceLink>,
    pub date: String,
    pub pieces: Vec<PieceView>,
    pub href: String,
    pub form: &'static str,
    pub denied: bool,
    pub language: Option<String>,
}

/// A stretch of a wording with the element that marks it.
pub struct PieceView {
    pub element: &'static str,
    /// Words, and whether they are words of likelihood.
    pub words: Vec<(String, bool)>,
    /// White space before and behind it, outside of its mark.
    pub before: bool,
    pub space: bool,
}

/// A change of a quotation's words, with both wordings.
pub struct ChangeView {
    pub kind: &'static str,
    pub grave: bool,
    pub directed: bool,
    pub arrow: &'static str,
    pub from: ChangeSide,
    pub to: ChangeSide,
}

/// One report's wording of what changed.
pub struct ChangeSide {
    pub outlet: String,
    pub href: String,
    pub before: String,
    pub words: String,
    pub behind: String,
}

/// A reason to count voices as one.
pub struct ReasonView {
    pub kind: &'static str,
    pub detail: String,
    pub evidence: Vec<EvidenceView>,
}

/// The words that show a reason.
pub struct EvidenceView {
    pub outlet: String,
    pub words: String,
    pub href: String,
}

pub fn sheets(story: &Story, matrix: &Matrix) -> Vec<ClaimSheet> {
    story.claims.iter().zip(&matrix.rows).enumerate().map(|(n, (claim, row))| sheet(story, ClaimId(n), claim, &row.conflicts)).collect()
}

fn sheet(story: &Story, id: ClaimId, claim: &Claim, conflicts: &[usize]) -> ClaimSheet {
    let beside = |n: Option<usize>| n.filter(|n| *n < story.claims.len()).map(|n| format!("#{}", document::claim_id(ClaimId(n))));
    let origin = |voice: &headwater_core::Voice| VoiceLink {
        name: visible::line(&voice.name),
        href: format!("#{}", document::actor_id(voice.actor)),
    };
    ClaimSheet {
        id: document::claim_id(id),
        number: id.0 + 1,
        text: visible::line(&reading::claim_words(story, claim)),
        reports: claim.spread.len(),
        independent: reading::independence(&claim.independent),
        measured: claim.independent.at_most > 0,
        origins: claim.origins.iter().map(origin).collect(),
        first: first(story, claim),
        base: visible::line(&reading::base_word(story, claim)),
        drawing: svg::chain_in_page(story, claim),
        wordings: wordings(story, claim),
        changes: changed::of(story, claim).iter().map(change_view).collect(),
        reasons: reasons(story, id, claim),
        conflicts: conflicts.iter().map(|n| (format!("#x{}", n + 1), visible::line(&story.conflicts[*n].detail))).collect(),
        previous: beside(id.0.checked_sub(1)),
        next: beside(Some(id.0 + 1)),
    }
}

fn first(story: &Story, claim: &Claim) -> Option<FirstReport> {
    let article = story.articles.get(story.statements.get(claim.first.0)?.article.0)?;
    Some(FirstReport {
        word: reading::first_word(story, claim)?,
        outlet: visible::line(reading::outlet(article)),
        date: reading::published(article),
        href: statement_href(claim.first),
    })
}

/// The first report's wording, then the others in order of time.
fn wordings(story: &Story, claim: &Claim) -> Vec<WordingView> {
    let base = wording::of(story, claim.first);
    let order = reading::in_order_of_time(story);
    let mut rank = vec![0; order.len()];
    for (n, id) in order.iter().enumerate() {
        rank[id.0] = n;
    }
    let members = claim.statements.iter().filter_map(|id| Some((*id, story.statements.get(id.0)?)));
    let mut members: Vec<(StatementId, &Statement)> = members.collect();
    members.sort_by_key(|(id, statement)| (*id != claim.first, rank.get(statement.article.0).copied(), *id));
    let order: Vec<StatementId> = members.iter().map(|(id, _)| *id).collect();
    let manners = wording::manners(story, claim, &order);
    let view = |(at, (id, statement)): (usize, (StatementId, &Statement))| {
        let first = id == claim.first;
        let own = wording::of(story, id);
        let pieces = if first { wording::alone(&own) } else { wording::compare(&base, &own).pieces };
        let article = story.articles.get(statement.article.0);
        WordingView {
            how: how(manners[at].how),
            manner: visible::line(&manners[at].words),
            first,
            chain: chain(story, statement),
            date: article.map(reading::published).unwrap_or_default(),
            pieces: pieces.chunk_by(|one, next| one.mark == next.mark).map(piece_view).collect(),
            href: statement_href(id),
            form: document::Form::from(statement.form).word(),
            denied: statement.polarity == headwater_core::Polarity::Negated,
            language: super::language(article.and_then(|article| article.language.as_deref())),
        }
    };
    members.into_iter().enumerate().map(view).collect()
}

fn piece_view(group: &[wording::Piece]) -> PieceView {
    let last = group.len() - 1;
    let mut words = Vec::new();
    for (n, piece) in group.iter().enumerate() {
        words.push((visible::line(piece.text.trim()), piece.hedge));
        if n < last && piece.text.ends_with(char::is_whitespace) {
            words.push((" ".to_owned(), false));
        }
    }
    PieceView {
        element: match group[0].mark {
            Mark::Same => "",
            Mark::Added => "ins",
            Mark::Missing => "del",
        },
        words,
        before: group[0].text.starts_with(char::is_whitespace),
        space: group[last].text.ends_with(char::is_whitespace),
    }
}

pub fn change_view(change: &Changed) -> ChangeView {
    let side = |side: &changed::Wording| ChangeSide {
        outlet: visible::line(&side.outlet),
        href: statement_href(side.statement),
        before: visible::line(&side.before),
        words: visible::line(&side.words),
        behind: visible::line(&side.behind),
    };
    ChangeView {
        kind: change.word(),
        grave: change.is_grave(),
        directed: change.is_directed,
        arrow: change.arrow(),
        from: side(&change.from),
        to: side(&change.to),
    }
}

fn reasons(story: &Story, id: ClaimId, claim: &Claim) -> Vec<ReasonView> {
    let evidence = |reason: usize, n: usize, mention: &headwater_core::Mention| {
        let article = story.articles.get(mention.article.0)?;
        Some(EvidenceView {
            outlet: visible::line(reading::outlet(article)),
            words: visible::line(reading::words(&article.text, mention.span)),
            href: format!("#{}", evidence_id(id, reason, n)),
        })
    };
    let reason = |(n, merge): (usize, &headwater_core::Merge)| ReasonView {
        kind: document::MergeKind::from(merge.kind).word(),
        detail: visible::line(&merge.detail),
        evidence: merge.evidence.iter().enumerate().filter_map(|(at, mention)| evidence(n, at, mention)).collect(),
    };
    claim.independent.reasons.iter().enumerate().map(reason).collect()
}

/// The name of the place in a report that shows a reason.
pub fn evidence_id(claim: ClaimId, reason: usize, n: usize) -> String {
    format!("w{}-{}-{}", claim.0 + 1, reason + 1, n + 1)
}
