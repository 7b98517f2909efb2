//! The story as one page: a file that needs no network and no server, and that an analyst can send to a colleague.
//!
//! The head and the matrix tell in seconds what matters; every cell, voice and date leads to a sheet with the words that prove it, and every sheet
//! has an address inside the page (`#c3`, `#s12`, `#a2`). The page works without script: sheets open by their address alone (`:target`).
//! The script adds filter, order, keys and a view that the address restores.
//!
//! Safety: every word from a report is escaped by the template engine; links lead only to addresses of the web or inside the page; the policy in the
//! page's head allows one style sheet and one script, each by its hash, and nothing else.

mod claims;
mod matrix;
mod reader;
mod sections;
mod voices;

use std::collections::BTreeSet;

use askama::Template;
use headwater_core::{Claim, ClaimId, ConflictKind, ForecastStatus, Statement, StatementId, Story};
use sha2::{Digest, Sha256};

use self::{
    claims::{ChangeView, ClaimSheet},
    matrix::MatrixView,
    reader::{Piece, ReaderSheet},
    sections::{ConflictView, EventView, ForecastView, ReportRow},
    voices::VoiceSheet,
};
use crate::{
    document,
    reading::{self, count},
    visible,
};

/// The whole page.
pub fn html(story: &Story) -> String {
    let overview = reading::overview(story);
    let matrix = crate::matrix::matrix(story);
    let (columns, unfolding) = matrix::columns_style(&matrix);
    let claims = claims::sheets(story, &matrix);
    let style = format!("{STYLE}{columns}{}", drawings_style(&claims));
    let plain_style = format!("{PLAIN_STYLE}{unfolding}");
    let page = Page {
        style_hash: hash(&style),
        plain_style_hash: hash(&plain_style),
        plain_style,
        script_hash: hash(SCRIPT),
        style,
        script: SCRIPT,
        version: env!("CARGO_PKG_VERSION"),
        title: visible::line(reading::title(story).unwrap_or("Story")),
        dek: dek(&overview),
        figures: figures(story, &overview),
        stories: reading::parts(story),
        parts: parts(story),
        claims,
        conflicts: sections::conflicts(story),
        changes: Folded::new(crate::changed::all(story).iter().map(claims::change_view), |change| !change.grave),
        forecasts: sections::forecasts(story),
        events: sections::events(story),
        reports: sections::reports(story, &matrix),
        readers: reader::sheets(story),
        voices: voices::sheets(story),
        warnings: story.warnings.iter().map(|it| (visible::line(&it.location), visible::line(&it.message), it.lost)).collect(),
        matrix: MatrixView::new(story, &matrix),
    };
    page.render().unwrap_or_default()
}

const STYLE: &str = include_str!("../../assets/page.css");
/// What takes the script's place where there is none.
const PLAIN_STYLE: &str = include_str!("../../assets/noscript.css");
const SCRIPT: &str = include_str!("../../assets/page.js");

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    style: String,
    style_hash: String,
    plain_style: String,
    plain_style_hash: String,
    script: &'static str,
    script_hash: String,
    version: &'static str,
    title: String,
    dek: String,
    figures: Vec<Figure>,
    /// What the parts are called together.
    stories: String,
    parts: Vec<(String, String)>,
    matrix: MatrixView,
    claims: Vec<ClaimSheet>,
    conflicts: Vec<ConflictView>,
    changes: Folded<ChangeView>,
    forecasts: Folded<ForecastView>,
    events: Folded<EventView>,
    voices: Folded<VoiceSheet>,
    reports: Vec<ReportRow>,
    readers: Vec<ReaderSheet>,
    warnings: Vec<(String, String, bool)>,
}

/// The drawings' widths in the page's own unit, so that they grow with its letters; a drawing shrinks to three quarters before it scrolls.
fn drawings_style(claims: &[ClaimSheet]) -> String {
    let widths: BTreeSet<usize> = claims.iter().map(|claim| claim.drawing.width).collect();
    let rule = |width: usize| {
        let hundredths = |part: usize| width * part / 16;
        let (whole, least) = (hundredths(100), hundredths(75));
        format!(".w{width}{{width:{}.{:02}rem;min-width:{}.{:02}rem}}", whole / 100, whole % 100, least / 100, least % 100)
    };
    widths.into_iter().map(rule).collect()
}

/// A number of the head line and where it leads.
struct Figure {
    number: String,
    label: &'static str,
    /// Nothing where there is nothing to see.
    href: Option<&'static str>,
    /// What the script shows there.
    show: &'static str,
    class: &'static str,
    lead: Option<Lead>,
}

/// The foremost of what a number counts.
struct Lead {
    words: String,
    href: String,
    note: String,
}

/// So many letters of the foremost claim, conflict and forecast stand in the head.
const LONGEST_LEAD: usize = 110;

fn figures(story: &Story, overview: &reading::Overview) -> Vec<Figure> {
    let figure = |number: usize, one, many, href, class: &'static str, lead| Figure {
        number: number.to_string(),
        label: if number == 1 { one } else { many },
        href: (number > 0 || href == "#matrix").then_some(href),
        show: if class == "warm" { "single" } else { "all" },
        class: if number == 0 { "none" } else { class },
        lead,
    };
    let mut figures = if overview.claims > 0 {
        // The widest of all stands beside it already.
        let single = leading_claim(story, |n, claim| n > 0 && claim.independent.at_most == 1);
        vec![
            figure(
                overview.claims,
                "claim in several reports",
                "claims in several reports",
                "#matrix",
                "",
                leading_claim(story, |_, _| true),
            ),
            figure(overview.single_origin, "of them from a single origin", "of them from a single origin", "#matrix", "warm", single),
        ]
    } else {
        let voices = story.statements.iter().filter_map(|statement| statement.origin()).map(|voice| voice.actor).collect::<BTreeSet<_>>();
        vec![
            figure(story.statements.len(), "statement", "statements", "#reports", "", None),
            figure(voices.len(), "voice", "voices", "#voices", "", None),
        ]
    };
    figures.extend([
        figure(overview.conflicts, "conflict", "conflicts", "#conflicts", "alarm", leading_conflict(story)),
        figure(overview.open_forecasts, "open forecast", "open forecasts", "#forecasts", "", leading_forecast(story)),
    ]);
    if overview.lost > 0 {
        figures.push(figure(overview.lost, "input not read", "inputs not read", "#unread", "alarm", None));
    }
    figures
}

/// The claim of widest spread among those asked for.
fn leading_claim(story: &Story, wanted: impl Fn(usize, &Claim) -> bool) -> Option<Lead> {
    let (n, claim) = story.claims.iter().enumerate().find(|(n, claim)| wanted(*n, claim))?;
    let reports = count(claim.spread.len(), "report");
    let note = match &claim.origins[..] {
        [only] if claim.independent.at_most == 1 => format!("{reports}, all from {}", visible::clipped(&only.name, 40)),
        _ if claim.independent.at_most == 0 => reports,
        _ if claim.independent.at_most == 1 => format!("{reports} from 1 origin"),
        _ => format!("{reports} from {} origins", reading::independence(&claim.independent)),
    };
    Some(Lead {
        words: visible::clipped(&reading::claim_words(story, claim), LONGEST_LEAD),
        href: format!("#{}", document::claim_id(ClaimId(n))),
        note,
    })
}

fn leading_conflict(story: &Story) -> Option<Lead> {
    let conflict = story.conflicts.first()?;
    let note = match conflict.kind {
        _ if !conflict.certain => "may conflict",
        ConflictKind::Number => "numbers differ",
        ConflictKind::Date => "dates differ",
        ConflictKind::Polarity => "one denies it",
        ConflictKind::Account => "accounts differ",
    };
    Some(Lead { words: visible::clipped(&conflict.detail, LONGEST_LEAD), href: "#x1".to_owned(), note: note.to_owned() })
}

fn leading_forecast(story: &Story) -> Option<Lead> {
    let open = |group: &Vec<usize>| story.forecasts[group[0]].status == ForecastStatus::Open;
    let n = reading::foretold(story).into_iter().find(open)?[0];
    let forecast = &story.forecasts[n];
    let words = reading::statement_words(story, story.statements.get(forecast.statement.0)?);
    let likelihood = forecast.likelihood.as_ref().map(|it| format!("{}, {}–{} %", visible::clipped(&it.term, 40), it.low, it.high));
    let due = forecast.due.map(|due| format!("due {}", reading::range_words(due.from, due.to)));
    let note: Vec<String> = likelihood.into_iter().chain(due).collect();
    Some(Lead { words: visible::clipped(&words, LONGEST_LEAD), href: format!("#f{}", n + 1), note: note.join(", ") })
}

fn dek(overview: &reading::Overview) -> String {
    let mut dek = count(overview.reports, "report");
    if overview.outlets > 0 {
        dek.extend([" from ", &count(overview.outlets, "outlet")]);
    }
    if let Some((from, to)) = overview.days {
        dek.push_str(", ");
        dek.push_str(&reading::range_words(from, to));
    }
    if overview.undated > 0 {
        dek.extend([", ", &overview.undated.to_string(), " without a date"]);
    }
    dek
}

fn parts(story: &Story) -> Vec<(String, String)> {
    let parts = if story.parts.len() > 1 { &story.parts[..] } else { &[] };
    parts.iter().map(|part| (visible::line(reading::headline(&part.title)), count(part.articles.len(), "report"))).collect()
}

/// A list of which the page shows the part that matters and folds the rest.
struct Folded<T> {
    shown: Vec<T>,
    folded: Vec<T>,
}

impl<T> Folded<T> {
    /// Nothing is folded where that would leave nothing, or spare but a few lines.
    fn new(all: impl Iterator<Item = T>, minor: impl Fn(&T) -> bool) -> Self {
        let all: Vec<T> = all.collect();
        let folds = all.iter().filter(|it| minor(it)).count();
        if folds < FEWEST_FOLDED || folds == all.len() {
            return Self { shown: all, folded: Vec::new() };
        }
        let (folded, shown) = all.into_iter().partition(minor);
        Self { shown, folded }
    }

    fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &T> {
        self.shown.iter().chain(&self.folded)
    }
}

/// Fewer are not worth a fold.
const FEWEST_FOLDED: usize = 4;

/// A voice in a chain and where it leads.
struct VoiceLink {
    name: String,
    href: String,
}

/// The outlet, then the voices behind it, the origin last.
fn chain(story: &Story, statement: &Statement) -> Vec<VoiceLink> {
    let outlet = story.articles.get(statement.article.0).map(|article| VoiceLink {
        name: visible::line(reading::outlet(article)),
        href: format!("#{}", document::article_id(statement.article)),
    });
    outlet.into_iter().chain(voices_of(statement)).collect()
}

fn voices_of(statement: &Statement) -> impl Iterator<Item = VoiceLink> {
    statement
        .chain
        .iter()
        .map(|voice| VoiceLink { name: visible::line(&voice.name), href: format!("#{}", document::actor_id(voice.actor)) })
}

fn statement_href(id: StatementId) -> String {
    format!("#{}", document::statement_id(id))
}

/// The language of words that are in another than the page: letters, digits and hyphens only, as BCP 47 has it.
fn language(tag: Option<&str>) -> Option<String> {
    tag.filter(|tag| *tag != "en" && !tag.starts_with("en-"))
        .filter(|tag| !tag.is_empty() && tag.len() <= 35 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
        .map(str::to_owned)
}

/// `sha256-…` as a content security policy names what it allows (CSP level 3).
fn hash(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut out = String::from("sha256-");
    for bytes in digest.chunks(3) {
        let group = bytes.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
        for n in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * n)) as usize & 63];
            out.push(if n > bytes.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_a_policy_writes_them() {
        // The example of CSP level 3, section 2.3.1.
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn only_language_tags_become_attributes() {
        assert_eq!(language(Some("ko-KR")).as_deref(), Some("ko-KR"));
        assert_eq!(language(Some("en\" onload=\"x")), None);
        assert_eq!(language(Some("")), None);
        assert_eq!(language(Some("en-GB")), None);
    }
}
