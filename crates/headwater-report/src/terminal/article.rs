//! One article as it was read: its facts, then its text with every part labelled. What `headwater article` shows a person.

use headwater_core::{Article, ArticleDate, DateBasis};

use super::{Options, Screen, Text, Tone, label};
use crate::document;

/// Columns of the labels: the longest is `distributor`.
const LABEL: usize = 14;

/// Facts first, then block after block; what was left out stands there too, quietly, with the reason.
pub fn article(article: &Article, options: Options) -> String {
    let mut screen = Screen::new(options);
    let title = article.title.as_deref().map_or(Text::new(Tone::Quiet, "no title"), |title| Text::new(Tone::Strong, title));
    screen.text(0, &title);
    let outlet = article.outlet.as_ref().map(|outlet| match &outlet.domain {
        Some(domain) => format!("{} ({domain})", outlet.name),
        None => outlet.name.clone(),
    });
    let facts = [
        ("outlet", outlet),
        ("authors", (!article.authors.is_empty()).then(|| article.authors.join(", "))),
        ("agency", article.agency.clone()),
        ("distributor", article.distributor.clone()),
        ("published", article.published.as_ref().map(date)),
        ("modified", article.modified.as_ref().map(date)),
        ("language", article.language.clone()),
        ("address", article.url.clone()),
        ("file", Some(article.location.clone())),
    ];
    for (name, fact) in facts {
        match fact {
            Some(fact) => screen.block(&label(Tone::Quiet, name, LABEL), &Text::new(Tone::Plain, &fact)),
            // What every report has and this one does not tell is worth a line; the rest is not.
            None if ["outlet", "published"].contains(&name) => {
                screen.block(&label(Tone::Quiet, name, LABEL), &Text::new(Tone::Quiet, "not known"));
            }
            None => {}
        }
    }
    for block in &article.blocks {
        let words = block.span.trim(&article.text);
        if words.is_empty() {
            continue;
        }
        screen.blank();
        let kind = document::BlockKind::from(block.kind).word();
        let tone = if block.kind.is_main() { Tone::Plain } else { Tone::Quiet };
        let mut text = Text::new(tone, words.of(&article.text));
        if let Some(why) = &block.why {
            text.push(Tone::Quiet, &format!(" [{why}]"));
        }
        screen.block(&label(Tone::Heading, kind, LABEL), &text);
    }
    screen.blank();
    screen.out
}

/// `2025-01-14T18:42+09:00, from the page's metadata`
fn date(date: &ArticleDate) -> String {
    let basis = match date.basis {
        DateBasis::Metadata => "from the page's metadata",
        DateBasis::Page => "from the page",
        DateBasis::Dateline => "from the dateline",
        DateBasis::Url => "from the address",
        DateBasis::Inferred => "inferred from its day words and dated reports of the same events",
    };
    let value = match (date.value, date.not_before, date.not_after) {
        (Some(value), _, _) => document::iso(value),
        (None, Some(from), Some(to)) => format!("between {from} and {to}"),
        (None, Some(from), None) => format!("not before {from}"),
        (None, None, Some(to)) => format!("not after {to}"),
        (None, None, None) => "not known".to_owned(),
    };
    format!("{value}, {basis}")
}
