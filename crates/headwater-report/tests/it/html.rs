//! The page: whole, sound, and with nothing in it that a report planted.

use std::collections::BTreeSet;

use dom_query::{Document, NodeRef};
use headwater_core::Story;
use headwater_report::html::html;

use crate::{graph::travelled, hostile::hostile, story::story};

/// The page without its style sheet and script, which have no story in them.
fn body(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (before, rest) = rest.split_once("<noscript>").unwrap();
    let (_, rest) = rest.split_once("</noscript>").unwrap();
    let rest = &format!("{before}{rest}");
    let (body, rest) = rest.rsplit_once("<script>").unwrap();
    let (_, rest) = rest.rsplit_once("</script>").unwrap();
    let page = format!("{head}{body}{rest}");
    // Hashes change with every change of the style sheet.
    let mut pieces = page.split("sha256-");
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        out.push_str("sha256-…");
        out.push_str(&piece[44..]);
    }
    out
}

fn attribute(node: &NodeRef, name: &str) -> String {
    node.attr(name).map(|value| value.to_string()).unwrap_or_default()
}

fn all<'d>(document: &'d Document, selector: &str) -> Vec<NodeRef<'d>> {
    document.select(selector).nodes().to_vec()
}

#[test]
fn page() {
    insta::assert_snapshot!(body(&html(&story())));
}

#[test]
fn page_of_nothing() {
    insta::assert_snapshot!(body(&html(&Story::default())));
}

/// What must hold of every page, whatever the story.
fn sound(story: &Story) -> Document {
    let page = html(story);
    let document = Document::from(page.as_str());
    let mut ids = BTreeSet::new();
    for node in all(&document, "[id]") {
        assert!(ids.insert(attribute(&node, "id")), "two elements are named {}", attribute(&node, "id"));
    }
    for node in all(&document, "[href]") {
        let href = attribute(&node, "href");
        if let Some(place) = href.strip_prefix('#') {
            assert!(ids.contains(place), "{href} leads nowhere");
        } else {
            assert!(href.starts_with("https://") || href.starts_with("http://"), "{href}");
            assert_eq!(attribute(&node, "rel"), "noopener noreferrer");
        }
    }
    for node in all(&document, "[aria-labelledby], [for]") {
        for name in ["aria-labelledby", "for"] {
            assert!(attribute(&node, name).is_empty() || ids.contains(&attribute(&node, name)), "{name} {}", attribute(&node, name));
        }
    }
    for node in all(&document, "*") {
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        assert!(!["img", "iframe", "object", "embed", "link", "base", "audio", "video"].contains(&name.as_str()), "<{name}> in the page");
        for attribute in node.attrs() {
            let name = attribute.name.local.to_string();
            assert!(!name.starts_with("on") && name != "style" && name != "src", "{name}={:?}", attribute.value);
        }
    }
    assert_eq!(all(&document, "script").len(), 1);
    assert_eq!(page.matches("<style>").count(), 2);
    assert!(!page.contains(|c: char| (c.is_control() && !"\n\t".contains(c)) || ('\u{202a}'..='\u{202e}').contains(&c)));
    document
}

#[test]
fn every_page_is_sound() {
    sound(&story());
    sound(&Story::default());
    sound(&hostile());
    sound(&travelled(&[("Daily", &["Post"]), ("Post", &["Daily"]), ("Echo", &[]), ("Echo", &["Weil"])]));
}

#[test]
fn marks_hold_the_statements_words() {
    for story in [story(), hostile()] {
        let document = sound(&story);
        for (n, statement) in story.statements.iter().enumerate() {
            let marks = all(&document, &format!(".text mark#s{0}, .text mark[data-s=\"{0}\"]", n + 1));
            let marked: String = marks.iter().map(|mark| mark.text().to_string()).collect();
            let words: String = statement.content.iter().map(|span| span.of(&story.articles[statement.article.0].text)).collect();
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && c.is_alphanumeric()).collect::<String>();
            assert_eq!(solid(&marked), solid(&words), "statement {}", n + 1);
        }
    }
}

#[test]
fn crossing_marks_nest() {
    let mut story = story();
    let text = &story.articles[1].text;
    let crossing = [("citing the Security Directorate, that the freighter", 3), ("the freighter Osprey carried 40", 4)];
    let spans: Vec<_> = crossing.iter().map(|(words, n)| (crate::story::span(text, words), *n)).collect();
    for (span, n) in spans {
        story.statements[n].content = vec![span];
    }
    let document = sound(&story);
    let marked = |n: usize| {
        all(&document, &format!("mark#s{n}, mark[data-s=\"{n}\"]")).iter().map(|mark| mark.text().to_string()).collect::<String>()
    };
    assert_eq!(marked(4), "citing the Security Directorate, that the freighter");
    assert_eq!(marked(5), "the freighter Osprey carried 40");
}

#[test]
fn dropped_parts_are_there_with_their_reasons() {
    let document = sound(&story());
    let reasons: Vec<String> = all(&document, ".left summary").iter().map(|it| it.text().to_string()).collect();
    assert_eq!(reasons, ["Left out: navigation", "Left out: newsletter", "Left out: comment"]);
}

#[test]
fn copies_fold_into_one_column() {
    let mut story = story();
    let whole = |n: usize| headwater_core::Passage {
        article: headwater_core::ArticleId(n),
        span: headwater_core::Span::new(0, story.articles[n].text.len()),
    };
    let (from, to) = (whole(0), whole(1));
    story.reuse[0] = headwater_core::Reuse { from, to, ..story.reuse[0].clone() };
    let document = sound(&story);
    assert_eq!(all(&document, ".fold input").len(), 1);
    let copy: Vec<String> = all(&document, ".outlet.of1").iter().map(|it| it.text().to_string()).collect();
    assert_eq!(copy, ["Meridian Post"]);
    assert_eq!(all(&document, ".rows .of1").len(), 2);
}
