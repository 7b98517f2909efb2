//! The note: whole, and with nothing in it that a page planted.

use headwater_report::markdown::markdown;

use crate::{hostile::hostile, story::story};

#[test]
fn note() {
    insta::assert_snapshot!(markdown(&story()));
}

#[test]
fn a_page_plants_nothing_in_a_note() {
    let note = markdown(&hostile());
    let body = note.split_once("\n---\n").unwrap().1;
    // Between backticks everything is plain.
    let body: String = body.split('`').step_by(2).collect();
    // What stands behind a backslash is plain too.
    let mut escaped = body.split('\\');
    let first = escaped.next().unwrap_or_default().to_owned();
    let body = first + &escaped.map(|rest| rest.chars().skip(1).collect::<String>()).collect::<String>();
    for planted in ["<script", "<img", "](http", "[[Other note]]", "![", "<!--", "](javascript", " #tag", "%%hidden"] {
        assert!(!body.contains(planted), "{planted:?} stands in the note");
    }
    assert!(!note.contains(|c: char| c.is_control() && c != '\n'));
}
