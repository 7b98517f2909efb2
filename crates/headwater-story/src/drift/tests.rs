//! Invented reports: a statement is the words that it quotes or tells, its source is what stands before the cue.

use headwater_core::{ActorId, Article, ArticleDate, ArticleId, Block, BlockKind, Moment, Polarity, Voice};
use jiff::civil::date;

use super::*;

/// A report of one paragraph; its statements are given by content (several runs parted by ` … `), source and number of speaker.
fn report(number: usize, text: &str, told: &[(&str, &str, Form, usize)], names: &[&str]) -> Report {
    let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
    let published = ArticleDate {
        value: Some(Moment::Day(date(2031, 3, 1 + i8::try_from(number).unwrap()))),
        basis: headwater_core::DateBasis::Page,
        not_before: None,
        not_after: None,
    };
    let article = Article { text: text.to_owned(), blocks, published: Some(published), ..Article::default() };
    let find = |words: &str| {
        let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        Span::new(start, start + words.len())
    };
    let statements = told
        .iter()
        .map(|&(content, source, form, speaker)| Statement {
            article: ArticleId(number),
            content: content.split(" … ").map(find).collect(),
            cue: Vec::new(),
            source: vec![find(source)],
            form,
            act: Act::Speech,
            chain: vec![Voice { actor: ActorId(speaker), name: names[speaker].to_owned() }],
            said_on: None,
            audience: None,
            polarity: Polarity::Affirmed,
            certainty: None,
            within: None,
        })
        .collect();
    let analysis = headwater_language::analyse_with(&article, None);
    Report { article, analysis, actors: Vec::new(), statements }
}

/// The changes between two reports of a day each, as `kind: words → words`.
#[track_caller]
fn check(a: (&str, &str, &str, Form, usize), b: (&str, &str, &str, Form, usize), expected: &[&str]) {
    let names = ["Ann Holt", "Piet Marr"];
    let reports = vec![report(0, a.0, &[(a.1, a.2, a.3, a.4)], &names), report(1, b.0, &[(b.1, b.2, b.3, b.4)], &names)];
    let person =
        |name: &&str| Actor { name: (*name).to_owned(), kind: ActorKind::Person, aliases: Vec::new(), role: None, mentions: Vec::new() };
    let actors: Vec<Actor> = names.iter().map(person).collect();
    let statements: Vec<Statement> = reports.iter().flat_map(|report| report.statements.clone()).collect();
    let drifts = find(&reports, &statements, &actors, &[], &[(0, 1, 0.9)]);
    let words = |report: &Report, spans: &[Span]| spans.iter().map(|span| span.of(&report.article.text)).collect::<Vec<_>>().join(" … ");
    let told = |change: &Change| format!("{:?}: {} → {}", change.kind, words(&reports[0], &change.from), words(&reports[1], &change.to));
    let found: Vec<String> = drifts.iter().flat_map(|drift| &drift.changes).map(told).collect();
    assert_eq!(found, expected);
}

const GATE: (&str, &str, &str, Form, usize) = (
    "“The east gate has probably failed, and nobody saw it coming,” Ann Holt said.",
    "The east gate has probably failed, and nobody saw it coming,",
    "Ann Holt",
    Form::Direct,
    0,
);

fn gate(text: &'static str, content: &'static str, form: Form) -> (&'static str, &'static str, &'static str, Form, usize) {
    (text, content, "Ann Holt", form, 0)
}

#[test]
fn other_marks_and_spellings_are_no_change() {
    check(
        GATE,
        gate(
            "\"THE east-gate has probably failed—and nobody saw it coming\", Ann Holt said.",
            "THE east-gate has probably failed—and nobody saw it coming",
            Form::Direct,
        ),
        &[],
    );
    let a = gate(
        "“It’s 12 per cent and we cannot organise more,” Ann Holt said.",
        "It’s 12 per cent and we cannot organise more,",
        Form::Direct,
    );
    check(
        a,
        gate(
            "“It is twelve percent and we can’t organize more,” Ann Holt said.",
            "It is twelve percent and we can’t organize more,",
            Form::Direct,
        ),
        &[],
    );
}

#[test]
fn a_hedge_is_lost_or_gained() {
    let bare = gate(
        "“The east gate has failed, and nobody saw it coming,” Ann Holt said.",
        "The east gate has failed, and nobody saw it coming,",
        Form::Direct,
    );
    check(GATE, bare, &["HedgeLost: probably → "]);
    check(bare, GATE, &["HedgeGained:  → probably"]);
    let opened = gate(
        "“I think the east gate has failed, and nobody saw it coming,” Ann Holt said.",
        "I think the east gate has failed, and nobody saw it coming,",
        Form::Direct,
    );
    check(opened, bare, &["HedgeLost: I think → "]);
    // Told in the report's own words, without the hedge and with it.
    check(
        GATE,
        gate(
            "Ann Holt said the east gate has failed and nobody saw it coming.",
            "the east gate has failed and nobody saw it coming",
            Form::Indirect,
        ),
        &["HedgeLost: probably → "],
    );
    check(
        GATE,
        gate(
            "It seems the east gate has failed and nobody saw it coming, Ann Holt said.",
            "the east gate has failed and nobody saw it coming",
            Form::Indirect,
        ),
        &[],
    );
}

#[test]
fn words_are_cut_added_swapped() {
    check(
        GATE,
        gate("“The east gate has probably failed,” Ann Holt said.", "The east gate has probably failed,", Form::Direct),
        &["Cut: and nobody saw it coming → "],
    );
    check(
        GATE,
        gate(
            "“The east gate has probably failed, and nobody at the lock saw it coming,” Ann Holt said.",
            "The east gate has probably failed, and nobody at the lock saw it coming,",
            Form::Direct,
        ),
        &["Added:  → at the lock"],
    );
    check(
        GATE,
        gate(
            "“The west sluice has probably failed, and nobody saw it coming,” Ann Holt said.",
            "The west sluice has probably failed, and nobody saw it coming,",
            Form::Direct,
        ),
        &["Swapped: east gate → west sluice"],
    );
}

#[test]
fn what_stands_elsewhere_is_not_cut() {
    // The rest of the sentence stands outside of the marks, or in a quotation of its own.
    check(
        GATE,
        gate(
            "Ann Holt said the east gate “has probably failed”, and nobody saw it coming.",
            "the east gate “has probably failed”",
            Form::Mixed,
        ),
        &[],
    );
    check(
        GATE,
        gate(
            "“The east gate has probably failed,” Ann Holt said. “And nobody saw it coming.”",
            "The east gate has probably failed,",
            Form::Direct,
        ),
        &[],
    );
}

#[test]
fn the_reports_own_words_are_free() {
    check(
        GATE,
        gate(
            "Ann Holt said the sluice “has probably failed, and nobody saw it coming”.",
            "the sluice “has probably failed, and nobody saw it coming”",
            Form::Mixed,
        ),
        &[],
    );
}

#[test]
fn another_choice_of_sentences_is_no_change() {
    let long = gate(
        "“We worked all night. The east gate has failed. It will take weeks to mend,” Ann Holt said.",
        "We worked all night. The east gate has failed. It will take weeks to mend,",
        Form::Direct,
    );
    check(long, gate("“The east gate has failed,” Ann Holt said.", "The east gate has failed,", Form::Direct), &[]);
    let two = gate(
        "“We worked all night,” Ann Holt said. “It will take weeks to mend.”",
        "We worked all night, … It will take weeks to mend.",
        Form::Direct,
    );
    check(long, two, &[]);
    // Run together what stood apart: that is cut.
    let one = gate(
        "“We worked all night. It will take weeks to mend,” Ann Holt said.",
        "We worked all night. It will take weeks to mend,",
        Form::Direct,
    );
    check(long, one, &["Cut: The east gate has failed → "]);
}

#[test]
fn another_speaker_has_the_same_words() {
    let other = (GATE.0, GATE.1, "Piet Marr", Form::Direct, 1);
    let text = GATE.0.replace("Ann Holt", "Piet Marr");
    check(GATE, (text.as_str(), other.1, other.2, other.3, other.4), &["Speaker: Ann Holt → Piet Marr"]);
}

#[test]
fn other_quotations_are_not_compared() {
    check(
        GATE,
        gate("“The crew of the dredger went home on Friday,” Ann Holt said.", "The crew of the dredger went home on Friday,", Form::Direct),
        &[],
    );
}
