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

use askama::Template;
use headwater_core::{Statement, StatementId, Story};
use sha2::{Digest, Sha256};

use self::{
    claims::ClaimSheet,
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
    let style = format!("{STYLE}{columns}");
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
        figures: figures(&overview),
        parts: parts(story),
        claims: claims::sheets(story, &matrix),
        conflicts: sections::conflicts(story),
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
    parts: Vec<(String, String)>,
    matrix: MatrixView,
    claims: Vec<ClaimSheet>,
    conflicts: Vec<ConflictView>,
    forecasts: Vec<ForecastView>,
    events: Vec<EventView>,
    voices: Vec<VoiceSheet>,
    reports: Vec<ReportRow>,
    readers: Vec<ReaderSheet>,
    warnings: Vec<(String, String, bool)>,
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
}

fn figures(overview: &reading::Overview) -> Vec<Figure> {
    let figure = |number: usize, one, many, href, class: &'static str| Figure {
        number: number.to_string(),
        label: if number == 1 { one } else { many },
        href: (number > 0 || href == "#matrix").then_some(href),
        show: if class == "warm" { "single" } else { "all" },
        class: if number == 0 { "none" } else { class },
    };
    let mut figures = vec![
        figure(overview.claims, "claim in several reports", "claims in several reports", "#matrix", ""),
        figure(overview.single_origin, "of them from a single origin", "of them from a single origin", "#matrix", "warm"),
        figure(overview.conflicts, "conflict", "conflicts", "#conflicts", "alarm"),
        figure(overview.open_forecasts, "open forecast", "open forecasts", "#forecasts", ""),
    ];
    if overview.lost > 0 {
        figures.push(figure(overview.lost, "input not read", "inputs not read", "#unread", "alarm"));
    }
    figures
}

fn dek(overview: &reading::Overview) -> String {
    let mut dek = format!("{} from {}", count(overview.reports, "report"), count(overview.outlets, "outlet"));
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
    parts.iter().map(|part| (visible::line(&part.title), count(part.articles.len(), "report"))).collect()
}

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
