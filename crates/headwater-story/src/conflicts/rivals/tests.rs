//! Invented reports: a statement is its speaker, its cue and its words, all as the text has them.

use headwater_core::{
    Act, Actor, ActorId, ActorKind, Article, ArticleId, Block, BlockKind, Claim, Form, Independence, Mention, Polarity, Span, Statement,
    Voice,
};

use super::*;
use crate::Report;

/// Speaker, cue and content; a cue that begins with `-` denies.
type Told<'a> = (&'a str, &'a str, &'a str);

fn report(number: usize, text: &str, told: &[Told]) -> Report {
    let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
    let article = Article { text: text.to_owned(), location: format!("{number}.txt"), blocks, ..Article::default() };
    let article_id = ArticleId(number);
    let find = |words: &str| {
        let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        Span::new(start, start + words.len())
    };
    let mut names: Vec<&str> = told.iter().map(|told| told.0).collect();
    names.sort_unstable();
    names.dedup();
    let mentions = |name: &str| {
        text.match_indices(name).map(|(at, _)| Mention { article: article_id, span: Span::new(at, at + name.len()) }).collect()
    };
    let actor = |name: &&str| Actor {
        name: (*name).to_owned(),
        kind: ActorKind::Organization,
        aliases: Vec::new(),
        role: None,
        mentions: mentions(name),
    };
    let actors: Vec<Actor> = names.iter().map(actor).collect();
    let statement = |&(speaker, cue, content): &Told| Statement {
        article: article_id,
        content: vec![find(content)],
        cue: vec![find(cue.trim_start_matches('-'))],
        source: vec![find(speaker)],
        form: Form::Indirect,
        act: Act::Speech,
        chain: vec![Voice { actor: ActorId(names.iter().position(|name| *name == speaker).unwrap()), name: speaker.to_owned() }],
        said_on: None,
        audience: None,
        polarity: if cue.starts_with('-') { Polarity::Negated } else { Polarity::Affirmed },
        certainty: None,
        within: None,
    };
    let statements = told.iter().map(statement).collect();
    Report { analysis: headwater_language::analyse_with(&article, None), article, actors, statements }
}

/// The conflicts of invented reports, kind and detail.
fn conflicts_of(reports: &[(&str, &[Told])]) -> Vec<String> {
    let reports = reports.iter().enumerate().map(|(number, (text, told))| report(number, text, told)).collect();
    let story = crate::tell(reports, Vec::new());
    story.conflicts.iter().map(|conflict| format!("{:?}: {}", conflict.kind, conflict.detail)).collect()
}

/// What shows a statement to be told as a dispute.
#[track_caller]
fn check_stance(text: &str, told: Told, expected: &str) {
    let reports = vec![report(0, text, &[told])];
    let (statements, actors) = (&reports[0].statements, &reports[0].actors);
    let compared = crate::claims::compare(&reports, statements, actors, &crate::claims::weights::Weights::shipped());
    let ground = Ground { reports: &reports, statements, actors, compared: &compared };
    let stance = &stances(&ground)[0];
    let flags = [
        (stance.denies_by_cue, "denies"),
        (stance.calls_untrue, "untrue"),
        (stance.is_unsaid, "unsaid"),
        (stance.is_negated, "negated"),
        (stance.charges_by_cue, "charges"),
        (stance.claims, "claims"),
        (stance.is_contrast, "contrast"),
        (stance.is_open, "open"),
        (stance.is_bare_denial, "bare"),
        (!stance.asserts(), "asserts nothing"),
    ];
    let found: Vec<&str> = flags.into_iter().filter(|flag| flag.0).map(|flag| flag.1).collect();
    assert_eq!(found.join(" "), expected, "{text}");
}

#[test]
fn how_a_statement_is_told() {
    check_stance("The harbour board said the crane was sound.", ("harbour board", "said", "the crane was sound"), "");
    check_stance("The harbour board denied the crane was rotten.", ("harbour board", "-denied", "the crane was rotten"), "denies negated");
    // Who denies that there was none says that there was one.
    check_stance("The board denied that no check was made.", ("board", "-denied", "no check was made"), "denies");
    check_stance("The choir has not claimed the prize.", ("choir", "-has not claimed", "the prize"), "unsaid asserts nothing");
    check_stance("The union accused the board of neglect.", ("union", "accused", "the board of neglect"), "charges");
    check_stance("But the union insisted it would sail.", ("union", "insisted", "it would sail"), "claims contrast open");
    check_stance("The board called the report a fabrication.", ("board", "called", "the report a fabrication"), "untrue");
    check_stance("The board said the charges were false.", ("board", "said", "the charges were false"), "untrue bare");
    check_stance("The board said it was a false hope.", ("board", "said", "it was a false hope"), "");
    check_stance("The board said divers wore false beards.", ("board", "said", "divers wore false beards"), "");
    check_stance("The board said it was a campaign of lies and tears.", ("board", "said", "it was a campaign of lies and tears"), "");
    check_stance(
        "The board said that is not to say it rained.",
        ("board", "said", "that is not to say it rained"),
        "negated asserts nothing",
    );
    check_stance("The board said this is not a merger.", ("board", "said", "this is not a merger"), "untrue negated");
    let aside = "the crane fell, which the warden denied on Sunday";
    check_stance(&format!("The board said {aside}."), ("board", "said", aside), "");
    check_stance("The board said the choir took the wrong ferry.", ("board", "said", "the choir took the wrong ferry"), "");
    check_stance("The board said two cellists were denied visas.", ("board", "said", "two cellists were denied visas"), "");
    check_stance("The board said the warden denied it.", ("board", "said", "the warden denied it"), "untrue");
    check_stance("The board did not deny the crane was old.", ("board", "-did not deny", "the crane was old"), "unsaid asserts nothing");
    check_stance("The choir doubted the crane was old.", ("choir", "-doubted", "the crane was old"), "");
    check_stance("The board said nets were lying about.", ("board", "said", "nets were lying about"), "");
    check_stance("The board said nobody can deny the echo.", ("board", "said", "nobody can deny the echo"), "negated");
    check_stance("The board said that is not our quay.", ("board", "said", "that is not our quay"), "untrue negated bare");
    check_stance("The board said all deckhands were uninjured.", ("board", "said", "all deckhands were uninjured"), "negated");
    check_stance("The board asked the crew to wait.", ("board", "asked", "to wait"), "asserts nothing");
    check_stance("The choir rejected the merger.", ("choir", "-rejected", "the merger"), "asserts nothing");
    let unknown = "it is not known who sang and who paid";
    check_stance(&format!("The board said {unknown}."), ("board", "said", unknown), "negated asserts nothing");
}

const RAMMED: (&str, &[Told]) = (
    "Fishermen in Osk accused the Coast Patrol of ramming the trawler Liv. The Coast Patrol rejected the accusation as baseless. \
     The weather office said snow was on its way to the northern valleys.",
    &[
        ("Fishermen", "accused", "the Coast Patrol of ramming the trawler Liv"),
        ("The Coast Patrol", "-rejected", "the accusation as baseless"),
        ("weather office", "said", "snow was on its way to the northern valleys"),
    ],
);

#[test]
fn a_denial_answers_a_charge() {
    let expected = "Polarity: Fishermen accused “the Coast Patrol of ramming the trawler Liv”, but the Coast Patrol rejected “the accusation as baseless”.";
    assert_eq!(conflicts_of(&[RAMMED]), [expected]);
}

#[test]
fn two_times_of_one_event_may_conflict() {
    let bell: (&str, &[Told]) = (
        "The parish clerk said the great bell of Oslin fell at 6.04am. Two ringers said the great bell of Oslin fell at about 6.20am.",
        &[
            ("parish clerk", "said", "the great bell of Oslin fell at 6.04am"),
            ("Two ringers", "said", "the great bell of Oslin fell at about 6.20am"),
        ],
    );
    let expected = "Date: Parish clerk said “the great bell of Oslin fell at 6.04am”, but Two ringers said “the great bell of Oslin fell at about 6.20am”.";
    assert_eq!(conflicts_of(&[bell]), [expected]);
}

#[test]
fn who_says_the_same_or_wishes_denies_nothing() {
    let agreed: (&str, &[Told]) = (
        "Fishermen in Osk said the trawler Liv was rammed at night. Two deckhands said the trawler Liv was rammed about midnight.",
        &[
            ("Fishermen", "said", "the trawler Liv was rammed at night"),
            ("Two deckhands", "said", "the trawler Liv was rammed about midnight"),
        ],
    );
    assert_eq!(conflicts_of(&[agreed]), Vec::<String>::new());
    let wished: (&str, &[Told]) = (
        "Fishermen in Osk wanted to keep the old quay open. The harbour board planned to build a new quay in spring.",
        &[("Fishermen", "wanted", "to keep the old quay open"), ("The harbour board", "planned", "to build a new quay in spring")],
    );
    assert_eq!(conflicts_of(&[wished]), Vec::<String>::new());
}

#[test]
fn an_offer_turned_down_and_a_licence_withheld_deny_nothing() {
    let refused: (&str, &[Told]) = (
        "The Oslin Choir said its plan for the bell tower was sound. The parish rejected the plan. The warden denied the organist a licence.",
        &[
            ("The Oslin Choir", "said", "its plan for the bell tower was sound"),
            ("The parish", "-rejected", "the plan"),
            ("The warden", "-denied", "the organist a licence"),
        ],
    );
    assert_eq!(conflicts_of(&[refused]), Vec::<String>::new());
}

#[test]
fn a_denial_is_told_once() {
    let told: (&str, &[Told]) = (
        "Fishermen in Osk said the Coast Patrol rammed the trawler Liv. Two deckhands said the Coast Patrol rammed their boat too. The Coast Patrol \
         denied that it rammed any trawler or boat.",
        &[
            ("Fishermen", "said", "the Coast Patrol rammed the trawler Liv"),
            ("Two deckhands", "said", "the Coast Patrol rammed their boat too"),
            ("The Coast Patrol", "-denied", "it rammed any trawler or boat"),
        ],
    );
    assert_eq!(conflicts_of(&[told]).len(), 1);
}

#[test]
fn a_denial_answers_a_few_statements() {
    const RAMMERS: [&str; 8] = ["Fishermen", "Deckhands", "Divers", "Pilots", "Farmers", "Teachers", "Bakers", "Sailors"];
    let words: Vec<String> = (1..=8).map(|number| format!("the Coast Patrol rammed trawler number {number}")).collect();
    let charges: Vec<String> = RAMMERS.iter().zip(&words).map(|(who, words)| format!("{who} said {words}. ")).collect();
    let text = format!("{}The Coast Patrol denied that it rammed any trawler.", charges.concat());
    let denial: Told = ("The Coast Patrol", "-denied", "it rammed any trawler");
    let told: Vec<Told> = RAMMERS.iter().zip(&words).map(|(who, words)| (*who, "said", words.as_str())).chain([denial]).collect();
    let story = crate::tell(vec![report(0, &text, &told)], Vec::new());
    let sizes: Vec<Vec<usize>> =
        story.conflicts.iter().map(|conflict| conflict.sides.iter().map(|side| side.statements.len()).collect()).collect();
    assert_eq!(sizes, [[MOST_DENIED, 1]]);
}

#[test]
fn who_calls_on_others_calls_nothing_so() {
    let asked: (&str, &[Told]) = (
        "The fleet said its drill off Oslin was defensive. The ports have in the past called on the fleet to avoid any provocation off Oslin.",
        &[
            ("The fleet", "said", "its drill off Oslin was defensive"),
            ("The ports", "have in the past called on", "the fleet to avoid any provocation off Oslin"),
        ],
    );
    assert_eq!(conflicts_of(&[asked]), Vec::<String>::new());
    let told: (&str, &[Told]) = (
        "The fleet said its drill off Oslin was defensive. The ports said the drill off Oslin was a provocation.",
        &[("The fleet", "said", "its drill off Oslin was defensive"), ("The ports", "said", "the drill off Oslin was a provocation")],
    );
    assert_eq!(conflicts_of(&[told]), ["Account: The fleet spoke of “defensive”, and The ports of “provocation”."]);
}

#[test]
fn a_writer_sets_two_parties_against_each_other() {
    let check = |text: &str, told: &[Told], expected: &[&str]| {
        assert_eq!(conflicts_of(&[(text, told)]), expected, "{text}");
    };
    let clerk: Told = ("parish clerk", "wrote", "the ringers asked for a new bell");
    let ringers: Told = ("ringers’ guild", "said", "it had merely mentioned the cracks");
    let expected =
        "Account: Parish clerk wrote “the ringers asked for a new bell”, but ringers’ guild said “it had merely mentioned the cracks”.";
    let begin = "The parish clerk wrote the ringers asked for a new bell";
    check(&format!("{begin}, but the ringers’ guild said it had merely mentioned the cracks."), &[clerk, ringers], &[expected]);
    check(
        &format!("{begin}.\n\nBut on Sunday the ringers’ guild said it had merely mentioned the cracks."),
        &[clerk, ringers],
        &[expected],
    );
    check(&format!("{begin}. The ringers’ guild said it had merely mentioned the cracks."), &[clerk, ringers], &[]);
    check(&format!("{begin}. But it rained. The ringers’ guild said it had merely mentioned the cracks."), &[clerk, ringers], &[]);
    let confirmed: Told = ("ringers’ guild", "confirmed", "it had mentioned the cracks");
    check(&format!("{begin}, but the ringers’ guild confirmed it had mentioned the cracks."), &[clerk, confirmed], &[]);
    let wished: Told = ("ringers’ guild", "said", "the parish should mend the cracks");
    check(&format!("{begin}, but the ringers’ guild said the parish should mend the cracks."), &[clerk, wished], &[]);
}

#[test]
fn two_who_deny_one_thing_are_one_conflict() {
    let told: (&str, &[Told]) = (
        "Fishermen in Osk accused the Coast Patrol of ramming the trawler Liv. The Coast Patrol rejected the accusation as baseless. \
         The harbour board denied that the Coast Patrol was ramming the trawler Liv.",
        &[RAMMED.1[0], RAMMED.1[1], ("The harbour board", "-denied", "the Coast Patrol was ramming the trawler Liv")],
    );
    assert_eq!(conflicts_of(&[told]).len(), 1);
}

#[test]
fn weights_are_read_by_name() {
    let weights = features::Weights::read("# comment\nleast\t1.5\nsure\t2.5\nbias\t-1\ntold_as_belief\t2\nnear_words\t0.5\nunknown\t9\n");
    let mut features = features::Features([0.0; features::NAMES.len()]);
    features.0[0] = 1.0;
    assert!((weights.score(&features) - 1.0).abs() < 1e-9);
    assert!((weights.at_most(&features) - 1.5).abs() < 1e-9);
    assert!((weights.least - 1.5).abs() < 1e-9);
    assert!((weights.sure - 2.5).abs() < 1e-9);
}

#[test]
fn one_promise_under_two_conditions() {
    let told = |number: usize, condition: &str| {
        let words = format!("no trawler will leave Osk {condition}");
        report(number, &format!("The harbour master said {words}."), &[("harbour master", "said", &words)])
    };
    let check = |one: &str, other: &str, expected: &[&str]| {
        let reports = vec![told(0, one), told(1, other)];
        let actors = reports[0].actors.clone();
        let statements: Vec<Statement> = reports.iter().flat_map(|report| report.statements.clone()).collect();
        let compared = crate::claims::compare(&reports, &statements, &actors, &crate::claims::weights::Weights::shipped());
        let ground = Ground { reports: &reports, statements: &statements, actors: &actors, compared: &compared };
        let ids = vec![StatementId(0), StatementId(1)];
        let claim = Claim {
            text: String::new(),
            statements: ids.clone(),
            origins: Vec::new(),
            independent: Independence::default(),
            first: ids[0],
            spread: Vec::new(),
        };
        let found: Vec<String> = super::super::conditions::conflicts(&ground, &[claim]).into_iter().map(|it| it.detail).collect();
        assert_eq!(found, expected);
    };
    let expected = "Harbour master set two conditions: “during the talks with Verra”; “while it talks with Oslin”.";
    check("during the talks with Verra", "while it talks with Oslin", &[expected]);
    check("during the talks with Verra", "while it talks with Verra and Oslin", &[]);
    check("during the talks with Verra", "while talks go on", &[]);
    check("during the talks with Verra", "while it talks with Oslin or during a strike in Verra", &[]);
}
