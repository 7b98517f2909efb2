//! What a page may hold to harm its reader, in every field that a page fills.

use headwater_core::{Article, Outlet, Span, Statement, Story};

use crate::story::story;

const SCRIPT: &str = "<script>alert('planted')</script>";
const IMAGE: &str = "\"><img src=x onerror=alert(1)>";
const CONTROLS: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{0}";
const RIGHT_TO_LEFT: &str = "\u{202e}evil\u{2066}";
const MARKDOWN: &str = "[[Other note]] ![x](https://evil.example/x.png) `code` | # ^block %%hidden%% $x$ ==y== <!-- -->";

/// The invented story with every string of its reports replaced or followed by something hostile.
pub fn hostile() -> Story {
    let mut story = story();
    let bad =
        [SCRIPT, IMAGE, CONTROLS, RIGHT_TO_LEFT, MARKDOWN, "]]></style></svg>", "항구 港口 🧭👩‍🚒 e\u{301}", &"Donaudampfschiff".repeat(20)]
            .join(" ");
    for article in &mut story.articles {
        plant(article, &bad);
    }
    for actor in &mut story.actors {
        actor.name.push_str(&bad);
        actor.aliases.push(bad.clone());
        actor.role = Some(bad.clone());
    }
    let actors = story.actors.clone();
    for statement in &mut story.statements {
        for voice in &mut statement.chain {
            voice.name.clone_from(&actors[voice.actor.0].name);
        }
        whole_page(statement, &story.articles);
    }
    for claim in &mut story.claims {
        claim.text.push_str(&bad);
        for reason in &mut claim.independent.reasons {
            reason.detail.push_str(&bad);
        }
        for voice in &mut claim.origins {
            voice.name.clone_from(&actors[voice.actor.0].name);
        }
    }
    for conflict in &mut story.conflicts {
        conflict.detail.push_str(&bad);
    }
    for event in &mut story.timeline {
        event.text.push_str(&bad);
    }
    for part in &mut story.parts {
        part.title.push_str(&bad);
    }
    for warning in &mut story.warnings {
        warning.location.push_str(&bad);
        warning.message.push_str(&bad);
    }
    story
}

fn plant(article: &mut Article, bad: &str) {
    article.location.push_str(bad);
    article.url = Some(format!("javascript:alert(1)//{bad}"));
    article.outlet = Some(Outlet { name: format!("Outlet {bad}"), domain: Some(bad.into()) });
    article.agency = Some(bad.into());
    article.distributor = Some(bad.into());
    article.title = Some(bad.into());
    article.authors = vec![bad.into()];
    article.language = Some("en\" onload=\"alert(1)".into());
    article.text.push_str(bad);
    if let Some(last) = article.blocks.last_mut() {
        last.span.end = article.text.len();
        last.why = Some(bad.into());
    }
}

/// Lets every second statement say the whole page, so that the planted words are content too.
fn whole_page(statement: &mut Statement, articles: &[Article]) {
    if statement.cue.first().is_some_and(|cue| cue.start % 2 == 0) {
        statement.content = vec![Span::new(0, articles[statement.article.0].text.len())];
    }
}
