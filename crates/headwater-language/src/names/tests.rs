//! Names, roles and descriptions in invented reports.

use headwater_core::{Article, Block, BlockKind, Span};

use crate::{Analysis, MentionForm, analyse};

fn read(text: &str) -> Analysis {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        let kind = if part.starts_with("# ") { BlockKind::Headline } else { BlockKind::Paragraph };
        let skip = if kind == BlockKind::Headline { 2 } else { 0 };
        blocks.push(Block { kind: BlockKind::Dropped, span: Span::new(start, start + skip), why: None });
        blocks.push(Block { kind, span: Span::new(start + skip, start + part.len()), why: None });
        start += part.len();
    }
    analyse(&Article { text: text.to_owned(), blocks, ..Article::default() })
}

/// Who is meant by each mention: `words→name`, descriptions in braces.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let analysis = read(text);
    let found: Vec<String> = analysis
        .mentions
        .iter()
        .map(|mention| {
            let words = mention.span.of(text);
            let words = if mention.form == MentionForm::Description { format!("{{{words}}}") } else { words.to_owned() };
            let name = &analysis.entities[mention.entity].name;
            format!("{words}→{name}")
        })
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

/// `name (kind, role, pronoun)` of the first person.
#[track_caller]
fn check_first(text: &str, expected: &str) {
    let analysis = read(text);
    let entity = analysis.entities.iter().find(|entity| entity.kind == headwater_core::ActorKind::Person).unwrap();
    let gender = entity.gender.map_or("?".to_owned(), |gender| format!("{gender:?}"));
    let found = format!("{} ({:?}, {}, {gender})", entity.name, entity.kind, entity.role.as_deref().unwrap_or("-"));
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn titles_before_and_roles_behind() {
    check_first("President Orla Vexley spoke.", "Orla Vexley (Person, President, ?)");
    check_first("Northland's foreign minister, Pavel Quorn, spoke. He left.", "Pavel Quorn (Person, Northland's foreign minister, Male)");
    check_first("Ann Vexley, director of the Harbour Institute, spoke.", "Ann Vexley (Person, director of the Harbour Institute, Female)");
    check_first("Sen. Tom Quorn spoke.", "Tom Quorn (Person, Sen., Male)");
    check_first("King Oswin denied it.", "Oswin (Person, King, Male)");
    check_first("Secretary of State Dana Vexley spoke.", "Dana Vexley (Person, Secretary of State, ?)");
    check_first("Spokeswoman Rin Tarrow declined to comment.", "Rin Tarrow (Person, Spokeswoman, Female)");
}

#[test]
fn family_names_go_to_their_bearers() {
    check(
        "Ann Vexley met Pavel Quorn. Vexley left. Mr. Quorn stayed.",
        &["Ann Vexley→Ann Vexley", "Pavel Quorn→Pavel Quorn", "Vexley→Ann Vexley", "Quorn→Pavel Quorn"],
    );
    // Two of one name are told apart by title.
    check(
        "Ann Vexley and Tom Vexley came. Mrs. Vexley left. Mr. Vexley stayed.",
        &["Ann Vexley→Ann Vexley", "Tom Vexley→Tom Vexley", "Vexley→Ann Vexley", "Vexley→Tom Vexley"],
    );
    // A headline may name before the text does.
    check("# Vexley denies it\n\nThe minister Ann Vexley denied it.", &["Vexley→Ann Vexley", "Ann Vexley→Ann Vexley"]);
}

#[test]
fn spellings_orders_and_accents_are_one() {
    check("Kim Min-ho spoke. Kim Min Ho left. Kim stayed.", &["Kim Min-ho→Kim Min-ho", "Kim Min Ho→Kim Min-ho", "Kim→Kim Min-ho"]);
    check("Ayşe Çelik spoke. Ayse Celik left. Çelik stayed.", &["Ayşe Çelik→Ayşe Çelik", "Ayse Celik→Ayşe Çelik", "Çelik→Ayşe Çelik"]);
    check("Robert Q. Vexley spoke. Bob Vexley left.", &["Robert Q. Vexley→Robert Q. Vexley", "Bob Vexley→Robert Q. Vexley"]);
    check(
        "Omar bin Tariq al-Quorni spoke. Al-Quorni left.",
        &["Omar bin Tariq al-Quorni→Omar bin Tariq al-Quorni", "Al-Quorni→Omar bin Tariq al-Quorni"],
    );
}

#[test]
fn two_of_one_family_name_stay_two() {
    check(
        "Dae-in Moon, an adviser to Moon, wrote that. South Korean President Moon Jae-ho will meet him. Moon spoke.",
        &["Dae-in Moon→Dae-in Moon", "Moon→Moon Jae-ho", "Moon Jae-ho→Moon Jae-ho", "Moon→Moon Jae-ho"],
    );
}

#[test]
fn who_goes_by_the_family_name_is_not_a_relative_named_once() {
    check(
        "President Vexley left. Then Vexley's daughter, Ann Vexley, came. Vexley stayed. Ms. Vexley spoke.",
        &["Vexley→Vexley", "Vexley→Vexley", "Ann Vexley→Ann Vexley", "Vexley→Vexley", "Vexley→Ann Vexley"],
    );
    check("Quorn left. He met his wife, Ann Quorn, there. Quorn spoke.", &["Quorn→Quorn", "Ann Quorn→Ann Quorn", "Quorn→Quorn"]);
    // Named in full after the family name, he is the same.
    check("Vexley left early. The minister, Tom Vexley, was tired.", &["Vexley→Tom Vexley", "Tom Vexley→Tom Vexley"]);
}

#[test]
fn the_usual_name_is_the_persons_not_a_headlines() {
    check(
        "Ann Q. Vexley left. Ann Vexley came. Ann Vexley spoke.",
        &["Ann Q. Vexley→Ann Vexley", "Ann Vexley→Ann Vexley", "Ann Vexley→Ann Vexley"],
    );
    check(
        "Tom van Quorn left. Van Quorn came. Van Quorn spoke.",
        &["Tom van Quorn→Tom van Quorn", "Van Quorn→Tom van Quorn", "Van Quorn→Tom van Quorn"],
    );
}

#[test]
fn kings_and_their_sons() {
    check(
        "King Oswin met Crown Prince Leif bin Oswin. Bin Oswin left. Oswin stayed.",
        &["Oswin→Oswin", "Leif bin Oswin→Leif bin Oswin", "Bin Oswin→Leif bin Oswin", "Oswin→Oswin"],
    );
}

#[test]
fn bodies_and_their_acronyms() {
    check(
        "The Harbour Safety Board (HSB) met. The HSB said so. The board left.",
        &[
            "Harbour Safety Board→Harbour Safety Board",
            "HSB→Harbour Safety Board",
            "HSB→Harbour Safety Board",
            "{The board}→Harbour Safety Board",
        ],
    );
    check(
        "The Northland Unity Party won. NUP leaders cheered.",
        &["Northland Unity Party→Northland Unity Party", "{NUP leaders}→NUP leaders", "NUP→Northland Unity Party"],
    );
    check("The Meridian Post reported it. The Post said no more.", &["Meridian Post→Meridian Post", "Post→Meridian Post"]);
}

#[test]
fn capitals_stand_for_countries_where_they_act() {
    check("Oslo said it would wait. He lives in Oslo. Norway agreed.", &["Oslo→Norway", "Oslo→Oslo", "Norway→Norway"]);
    check("North Korea agreed. The North said so.", &["North Korea→North Korea", "The North→North Korea"]);
}

#[test]
fn descriptions_and_whom_they_mean() {
    check(
        "A White House official spoke. The official left.",
        &["{A White House official}→a White House official", "White House→White House", "{The official}→a White House official"],
    );
    check("Rep. Ann Vexley spoke. The lawmaker left.", &["Ann Vexley→Ann Vexley", "{The lawmaker}→Ann Vexley"]);
    check(
        "The Foreign Ministry denied it. The ministry said so.",
        &["Foreign Ministry→Foreign Ministry", "{The ministry}→Foreign Ministry"],
    );
    check(
        "People familiar with the matter said so, and analysts agreed.",
        &["{People familiar with the matter}→People familiar with the matter", "{analysts}→analysts"],
    );
    check(
        "The president of Peru met President Orla Vexley.",
        &["{The president of Peru}→the president of Peru", "Peru→Peru", "Orla Vexley→Orla Vexley"],
    );
}

#[test]
fn what_is_no_name() {
    check("Former officials said so on Monday. The Winter Games began. Tensions rose.", &["{Former officials}→Former officials"]);
    check(
        "The Orrin-based group met for Vexley-Quorn talks; Vexley and Quorn came.",
        &["{The Orrin-based group}→the Orrin-based group", "Vexley→Vexley", "Quorn→Quorn"],
    );
}
