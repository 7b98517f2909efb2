//! The terminal's views: narrow and wide, with and without colour, and nothing that drives the terminal.

use headwater_core::{ArticleId, Story};
use headwater_report::terminal::{self, Options};
use unicode_width::UnicodeWidthStr;

use crate::{hostile::hostile, story::story};

fn plain(width: usize) -> Options {
    Options { width, colour: false }
}

#[test]
fn summary_80() {
    insta::assert_snapshot!(terminal::summary(&story(), plain(80)));
}

#[test]
fn summary_40() {
    insta::assert_snapshot!(terminal::summary(&story(), plain(40)));
}

#[test]
fn summary_200() {
    insta::assert_snapshot!(terminal::summary(&story(), plain(200)));
}

#[test]
fn summary_in_colour() {
    let coloured = terminal::summary(&story(), Options { width: 80, colour: true });
    insta::assert_snapshot!(coloured.replace('\u{1b}', "␛"));
}

#[test]
fn summary_of_nothing() {
    insta::assert_snapshot!(terminal::summary(&Story::default(), plain(80)));
}

#[test]
fn forecasts_with_who_tells_them() {
    insta::assert_snapshot!(terminal::forecasts(&story(), plain(80)));
    assert_eq!(terminal::forecasts(&Story::default(), plain(80)), "These reports foretell nothing.\n");
}

#[test]
fn claim_stacked() {
    insta::assert_snapshot!(terminal::claim(&story(), 1, plain(60)).unwrap());
}

#[test]
fn claim_side_by_side() {
    insta::assert_snapshot!(terminal::claim(&story(), 2, plain(140)).unwrap());
}

#[test]
fn claim_in_colour() {
    let coloured = terminal::claim(&story(), 1, Options { width: 80, colour: true }).unwrap();
    insta::assert_snapshot!(coloured.replace('\u{1b}', "␛"));
}

#[test]
fn claim_that_is_not_there() {
    assert_eq!(terminal::claim(&story(), 0, plain(80)), None);
    assert_eq!(terminal::claim(&story(), 3, plain(80)), None);
}

#[test]
fn statements_of_a_report() {
    let story = story();
    let own: Vec<_> = story.statements.iter().filter(|statement| statement.article == ArticleId(1)).cloned().collect();
    insta::assert_snapshot!(terminal::statements(&story.articles[1], &own, plain(80)));
}

#[test]
fn hostile_summary() {
    insta::assert_snapshot!(terminal::summary(&hostile(), plain(80)));
}

#[test]
fn every_width_holds_and_nothing_drives_the_terminal() {
    for story in [story(), hostile()] {
        for width in [40, 41, 57, 80, 99, 120, 163, 200] {
            let mut views = vec![terminal::summary(&story, plain(width))];
            views.extend((1..=2).map(|n| terminal::claim(&story, n, plain(width)).unwrap()));
            for (n, article) in story.articles.iter().enumerate() {
                let own: Vec<_> = story.statements.iter().filter(|statement| statement.article == ArticleId(n)).cloned().collect();
                views.push(terminal::statements(article, &own, plain(width)));
            }
            for line in views.iter().flat_map(|view| view.lines()) {
                assert!(line.width() <= width, "{} columns of {width}: {line}", line.width());
                assert!(!line.contains(|c: char| c.is_control() || "\u{202e}\u{2066}".contains(c)), "{line:?}");
            }
        }
    }
}
