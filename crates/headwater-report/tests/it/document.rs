//! The JSON document: its shape, its schema, its positions, and the way back.

use headwater_core::{Moment, Story};
use headwater_report::document::{self, Document, DocumentError, Layout};
use jiff::{civil::datetime, tz::Offset};
use serde_json::json;

use crate::story::story;

#[test]
fn json_is_the_contract() {
    insta::assert_snapshot!(document::json(&story(), Layout::Pretty));
}

#[test]
fn articles_alone_are_the_documents_articles() {
    let story = story();
    let document: serde_json::Value = serde_json::from_str(&document::json(&story, Layout::Compact)).unwrap();
    let articles: serde_json::Value = serde_json::from_str(&document::articles_json(&story.articles, Layout::Compact)).unwrap();
    assert_eq!(articles, document["articles"]);
}

#[test]
fn a_document_reads_back_to_its_story() {
    let story = story();
    for layout in [Layout::Pretty, Layout::Compact] {
        assert_eq!(document::story(&document::json(&story, layout)).unwrap(), story);
    }
    assert_eq!(document::story(&document::json(&Story::default(), Layout::Compact)).unwrap(), Story::default());
}

#[test]
fn positions_are_code_points() {
    let story = story();
    let document = Document::from(&story);
    for (statement, twin) in story.statements.iter().zip(&document.statements) {
        let text = &story.articles[statement.article.0].text;
        let code_points: Vec<char> = text.chars().collect();
        let words: Vec<String> = twin.content.iter().map(|run| code_points[run.start..run.end].iter().collect()).collect();
        assert_eq!(words.join(" … "), statement.words(text));
    }
}

#[test]
fn dates_keep_their_precision() {
    let check = |moment, expected: &str| {
        let mut story = story();
        story.articles[0].published.as_mut().unwrap().value = Some(moment);
        let json = document::json(&story, Layout::Compact);
        assert!(json.contains(&format!("\"value\":{expected:?}")), "{expected} is missing");
        assert_eq!(document::story(&json).unwrap(), story);
    };
    let noon = datetime(2031, 3, 4, 12, 0, 0, 0);
    check(Moment::Minute(noon, None), "2031-03-04T12:00:00");
    check(Moment::Minute(noon, Some(Offset::UTC)), "2031-03-04T12:00:00+00:00");
    check(Moment::Minute(noon, Some(Offset::from_seconds(-(3 * 3600 + 1800)).unwrap())), "2031-03-04T12:00:00-03:30");
    check(Moment::Day(noon.date()), "2031-03-04");
    check(Moment::Month(2031, 3), "2031-03");
    check(Moment::Year(2031), "2031");
}

#[test]
fn a_document_that_does_not_hold_together_is_refused() {
    let check = |change: fn(&mut Document), expected: &str| {
        let mut document = Document::from(&story());
        change(&mut document);
        let error = Story::try_from(&document).unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    check(
        |it| it.schema = "headwater.story/9".into(),
        "the document's schema is \"headwater.story/9\"; this version reads \"headwater.story/1\"",
    );
    check(|it| it.statements[4].within = Some("s99".into()), "s5 refers to \"s99\", which the document does not hold");
    check(|it| it.claims[0].origins[0].actor = "a1".into(), "c1 refers to \"a1\", which the document does not hold");
    check(|it| it.statements[0].cue[0].end = 9999, "s1 points at 134..9999, which is no part of its article's text");
    check(|it| it.statements[0].said_on = Some("Tuesday".into()), "s1 has the date \"Tuesday\"; expected ISO 8601");
    assert!(matches!(document::story("{}").unwrap_err(), DocumentError::Shape(_)));
}

#[test]
fn a_line_of_statements_is_an_array_of_attributions() {
    let story = story();
    let of_post: Vec<_> = story.statements[3..6].to_vec();
    let text = &story.articles[1].text;
    let mut own = of_post.clone();
    own[1].within = Some(headwater_core::StatementId(0));
    let line = document::statements_line(&json!("post"), text, &own);
    assert_eq!(line.matches('\n').count(), 1);
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["id"], "post");
    assert_eq!(line["attributions"][1]["nested_in"], 0);
    assert_eq!(line["attributions"][1]["chain"], json!(["Harbour Daily", "Security Directorate"]));
    let code_points: Vec<char> = text.chars().collect();
    let [start, end]: [usize; 2] = serde_json::from_value(line["attributions"][2]["content"][0].clone()).unwrap();
    assert_eq!(code_points[start..end].iter().collect::<String>(), "We had no warning whatsoever");
}

/// Run with `HEADWATER_ACCEPT=1` to accept a change.
#[test]
fn the_committed_schema_is_the_codes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema/story.json");
    let schema = document::schema();
    if std::env::var_os("HEADWATER_ACCEPT").is_some() {
        std::fs::write(path, &schema).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == schema, "docs/schema/story.json is not what the code says; accept with HEADWATER_ACCEPT=1");
}

#[test]
fn the_document_obeys_its_schema() {
    let schema = serde_json::from_str(&document::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let document = serde_json::from_str(&document::json(&story(), Layout::Compact)).unwrap();
    let errors: Vec<String> = validator.iter_errors(&document).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
}
