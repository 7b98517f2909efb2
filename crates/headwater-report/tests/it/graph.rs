//! The way of a claim: the graph and its drawing.

use headwater_core::*;
use headwater_report::{
    graph::{self, NodeKind},
    svg,
    terminal::Options,
};

use crate::{
    hostile::hostile,
    story::{article, story},
};

/// A claim of reports by `outlets`, each with the chain of voices that it names, nearest first.
pub fn travelled(reports: &[(&str, &[&str])]) -> Story {
    let mut story = Story::default();
    let mut voice = |name: &str| {
        let known = story.actors.iter().position(|actor| actor.name == name);
        let n = known.unwrap_or_else(|| {
            let kind = if name.contains("Agency") || name.contains("Daily") { ActorKind::Organization } else { ActorKind::Person };
            story.actors.push(Actor { name: name.into(), kind, aliases: Vec::new(), role: None, mentions: Vec::new() });
            story.actors.len() - 1
        });
        Voice { actor: ActorId(n), name: name.into() }
    };
    let mut statements = Vec::new();
    let mut spread = Vec::new();
    for (n, (outlet, chain)) in reports.iter().enumerate() {
        let mut page = article(&format!("{n}.txt"), &[(BlockKind::Paragraph, None, "It was said that the gates were shut.")]);
        page.outlet = Some(Outlet { name: (*outlet).into(), domain: None });
        let content = vec![Span::new(17, 36)];
        let chain = chain.iter().map(|name| voice(name)).collect();
        statements.push(Statement {
            article: ArticleId(n),
            content,
            cue: vec![Span::new(3, 11)],
            source: Vec::new(),
            form: Form::Indirect,
            act: Act::Speech,
            chain,
            said_on: None,
            audience: None,
            polarity: Polarity::Affirmed,
            certainty: None,
            within: None,
        });
        spread.push(Spread { article: ArticleId(n), how: SpreadKind::Reworded });
        story.articles.push(page);
    }
    story.claims.push(Claim {
        text: "the gates were shut".into(),
        statements: (0..statements.len()).map(StatementId).collect(),
        origins: Vec::new(),
        independent: Independence::default(),
        first: StatementId(0),
        spread,
    });
    story.statements = statements;
    story
}

/// Layers from the origins on, and what closes a circle.
fn check(reports: &[(&str, &[&str])], layers: &[&[&str]], circular: &[(&str, &str)]) {
    let story = travelled(reports);
    let graph = graph::graph(&story, &story.claims[0]);
    let name = |n: usize| graph.nodes[n].name.as_str();
    let found: Vec<Vec<&str>> = graph.layers.iter().map(|layer| layer.iter().map(|n| name(*n)).collect()).collect();
    assert_eq!(found, layers);
    let circles: Vec<(&str, &str)> = graph.edges.iter().filter(|edge| edge.circular).map(|edge| (name(edge.from), name(edge.to))).collect();
    assert_eq!(circles, circular);
}

#[test]
fn an_outlet_that_is_quoted_is_one_voice() {
    check(&[("Daily", &["Weil"]), ("Post", &["The Daily", "Weil"])], &[&["Weil"], &["Daily"], &["Post"]], &[]);
}

#[test]
fn a_source_that_nobody_names() {
    check(&[("Post", &[])], &[&["no source named"], &["Post"]], &[]);
}

#[test]
fn a_circle_is_marked_and_does_not_hang() {
    check(&[("Daily", &["Post"]), ("Post", &["Daily"])], &[&["Daily"], &["Post"]], &[("Post", "Daily")]);
    check(&[("Daily", &["Daily", "Weil"])], &[&["Weil"], &["Daily"]], &[]);
}

#[test]
fn who_was_not_read_is_told_from_who_was() {
    let story = travelled(&[("Post", &["Sound Agency", "Orr", "Weil"])]);
    let graph = graph::graph(&story, &story.claims[0]);
    let kinds: Vec<_> = graph.nodes.iter().map(|node| (node.name.as_str(), node.kind)).collect();
    assert_eq!(
        kinds,
        [("Post", NodeKind::Report), ("Sound Agency", NodeKind::Unread), ("Orr", NodeKind::Relay), ("Weil", NodeKind::Origin)]
    );
}

#[test]
fn steps_carry_the_words_that_show_them() {
    let story = story();
    let graph = graph::graph(&story, &story.claims[0]);
    let name = |n: usize| graph.nodes[n].name.as_str();
    let steps: Vec<_> = graph.edges.iter().map(|edge| (name(edge.from), name(edge.to), edge.words.join("; "))).collect();
    let expected = [
        ("Security Directorate", "Harbour Daily", "told lawmakers; citing"),
        ("Harbour Daily", "Meridian Post", "reported"),
        ("Lena Orr", "The Lantern", "said"),
    ];
    assert_eq!(steps.len(), expected.len());
    for (from, to, words) in expected {
        assert!(steps.contains(&(from, to, words.into())), "{steps:?}");
    }
}

#[test]
fn tree_on_a_terminal() {
    let tangled = travelled(&[
        ("Daily", &["Weil"]),
        ("Post", &["Daily", "Weil"]),
        ("Lantern", &["Post", "Sound Agency", "Orr"]),
        ("Echo", &[]),
        ("Daily", &["Lantern"]),
    ]);
    let claim = headwater_report::terminal::claim(&tangled, 1, Options::default()).unwrap();
    let tree = claim.split("How it travelled\n").nth(1).unwrap().split("\n\n").next().unwrap();
    insta::assert_snapshot!(tree);
}

#[test]
fn drawing() {
    let story = story();
    insta::assert_snapshot!(svg::chain(&story, &story.claims[0]));
}

/// Every box stands inside the picture and none on another.
fn boxes_stand_apart(story: &Story) {
    for claim in &story.claims {
        let drawing = svg::chain(story, claim);
        let number = |text: &str, name: &str| {
            let at = text.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
            text[at..].split('"').next().unwrap().parse::<usize>().unwrap()
        };
        let rects: Vec<[usize; 4]> =
            drawing.split("<rect").skip(1).map(|rect| ["x", "y", "width", "height"].map(|name| number(rect, name))).collect();
        let (width, height) = (number(&drawing, "width"), number(&drawing, "height"));
        assert!(!rects.is_empty());
        for (n, [x, y, w, h]) in rects.iter().copied().enumerate() {
            assert!(x + w <= width && y + h <= height, "box {n} leaves the picture");
            for [other_x, other_y, other_w, other_h] in &rects[..n] {
                let apart = x + w <= *other_x || other_x + other_w <= x || y + h <= *other_y || other_y + other_h <= y;
                assert!(apart, "two boxes lie on each other");
            }
        }
    }
}

#[test]
fn boxes_stand_apart_whatever_the_chains() {
    boxes_stand_apart(&story());
    boxes_stand_apart(&hostile());
    let tangled: &[(&str, &[&str])] = &[
        ("Daily", &["Weil"]),
        ("Post", &["Daily", "Weil"]),
        ("Lantern", &["Post", "Sound Agency", "Orr"]),
        ("Globe", &["Lantern", "Post", "Daily"]),
        ("Echo", &[]),
        ("Herald", &["Globe"]),
        ("Daily", &["Herald"]),
        ("Standard", &["Orr"]),
        ("Courier", &["Sound Agency", "Weil"]),
    ];
    boxes_stand_apart(&travelled(tangled));
    let outlets: Vec<String> = (0..60).map(|n| format!("Outlet {n}")).collect();
    let many: Vec<(&str, &[&str])> = outlets.iter().map(|outlet| (outlet.as_str(), &["Sound Agency", "Weil"][..])).collect();
    let many = travelled(&many);
    boxes_stand_apart(&many);
    assert!(svg::chain(&many, &many.claims[0]).contains("and 52 more"));
    if let Some(folder) = std::env::var_os("HEADWATER_DRAWINGS") {
        let folder = std::path::Path::new(&folder);
        for (name, story) in [("plain", story()), ("tangled", travelled(tangled)), ("many", many), ("hostile", hostile())] {
            std::fs::write(folder.join(format!("{name}.svg")), svg::chain(&story, &story.claims[0])).unwrap();
        }
    }
}
