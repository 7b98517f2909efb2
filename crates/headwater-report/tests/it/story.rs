//! An invented story of three reports that holds everything a view has to show, built by hand so that no other crate can change it.

use headwater_core::*;
use jiff::civil::{Date, date, datetime};

/// Finds `words` in `text`; a test that names words which are not there is wrong.
pub fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::new(start, start + words.len())
}

/// An article of labelled lines: the text is their words, one below the other.
pub fn article(location: &str, lines: &[(BlockKind, Option<&str>, &str)]) -> Article {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for (kind, why, words) in lines {
        let start = text.len();
        text.push_str(words);
        text.push_str("\n\n");
        blocks.push(Block { kind: *kind, span: Span::new(start, text.len()), why: why.map(str::to_owned) });
    }
    let sha256 = format!("{:064x}", text.len());
    Article { location: location.into(), sha256, text, blocks, language: Some("en".into()), ..Article::default() }
}

/// A statement of `article` with one run of content; source and cue stand in the same block.
pub fn statement(story: &Story, article: usize, content: &str, source: &str, cue: &str, chain: &[usize]) -> Statement {
    let Article { text, blocks, .. } = &story.articles[article];
    let content_span = span(text, content);
    let block = blocks.iter().find(|block| block.span.contains(content_span)).expect("content stands in one block").span;
    let one = |words: &str| {
        let inner = span(block.of(text), words);
        vec![Span::new(block.start + inner.start, block.start + inner.end)]
    };
    Statement {
        article: ArticleId(article),
        content: one(content),
        cue: one(cue),
        source: one(source),
        form: Form::Indirect,
        act: Act::Speech,
        chain: chain.iter().map(|n| voice(story, *n)).collect(),
        said_on: None,
        audience: None,
        polarity: Polarity::Affirmed,
        certainty: None,
        within: None,
    }
}

pub fn voice(story: &Story, actor: usize) -> Voice {
    Voice { actor: ActorId(actor), name: story.actors[actor].name.clone() }
}

pub fn actor(story: &Story, name: &str, kind: ActorKind, aliases: &[&str], role: Option<&str>) -> Actor {
    let mut mentions = Vec::new();
    for (n, article) in story.articles.iter().enumerate() {
        let places = article.text.match_indices(name);
        mentions.extend(places.map(|(at, words)| Mention { article: ArticleId(n), span: Span::new(at, at + words.len()) }));
    }
    let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
    Actor { name: name.into(), kind, aliases, role: role.map(str::to_owned), mentions }
}

fn day(day: Date, basis: DateBasis) -> ArticleDate {
    ArticleDate { value: Some(Moment::Day(day)), basis, not_before: None, not_after: None }
}

const DAILY: usize = 0;
const POST: usize = 1;
const LANTERN: usize = 2;

fn articles() -> Vec<Article> {
    use BlockKind::*;
    let daily = article(
        "reports/harbour-daily.html",
        &[
            (Dropped, Some("navigation"), "Home  News  Weather  Tides"),
            (Headline, None, "Freighter carried undeclared fuel, lawmakers told"),
            (Byline, None, "By Ida Brandt"),
            (Dateline, None, "PORT MERIDIAN"),
            (
                Paragraph,
                None,
                "The Security Directorate told lawmakers on Tuesday that the freighter Osprey was likely to have carried 40 containers of undeclared fuel through the northern channel.",
            ),
            (Paragraph, None, "“We had no warning whatsoever, and the crew never had one either,” said Tomas Weil, the harbour master."),
            (Paragraph, None, "Norvane Shipping, which owns the vessel, denied that any fuel was on board."),
            (Caption, None, "The Osprey at berth nine."),
            (Credit, None, "Photo: R. Lind / Coastal Wire"),
            (Dropped, Some("newsletter"), "Get the Morning Tide in your inbox"),
        ],
    );
    let post = article(
        "reports/meridian-post.html",
        &[
            (Headline, None, "Secret fuel found on the Osprey"),
            (
                Paragraph,
                None,
                "Harbour Daily reported, citing the Security Directorate, that the freighter Osprey carried 40 containers of undeclared fuel through the northern channel.",
            ),
            (Paragraph, None, "“We had no warning whatsoever,” the harbour master, Tomas Weil, said."),
            (Paragraph, None, "The port will probably close in April if inspectors find more, the Harbour Authority said."),
        ],
    );
    let lantern = article(
        "reports/lantern.txt",
        &[
            (Headline, None, "“46 containers” – an officer’s count"),
            (
                Paragraph,
                None,
                "Customs officer Lena Orr said she had counted 46 containers of undeclared fuel on the Osprey, a count no one else has given.",
            ),
            (Paragraph, None, "Asked why the crew had been left in the dark, the harbour master said he had had no warning."),
            (Dropped, Some("comment"), "2 comments: 항구 is closed?? 🧭"),
        ],
    );
    let outlet = |name: &str, domain: &str| Some(Outlet { name: name.into(), domain: Some(domain.into()) });
    let offset = jiff::tz::Offset::from_hours(1).expect("an hour is an offset");
    vec![
        Article {
            url: Some("https://harbourdaily.example/osprey".into()),
            outlet: outlet("Harbour Daily", "harbourdaily.example"),
            agency: Some("Coastal Wire".into()),
            title: Some("Freighter carried undeclared fuel, lawmakers told".into()),
            authors: vec!["Ida Brandt".into()],
            published: Some(ArticleDate {
                value: Some(Moment::Minute(datetime(2031, 3, 4, 18, 30, 0, 0), Some(offset))),
                basis: DateBasis::Metadata,
                not_before: None,
                not_after: None,
            }),
            modified: Some(day(date(2031, 3, 5), DateBasis::Page)),
            ..daily
        },
        Article {
            url: Some("https://meridianpost.example/2031/secret-fuel".into()),
            outlet: outlet("Meridian Post", "meridianpost.example"),
            title: Some("Secret fuel found on the Osprey".into()),
            published: Some(day(date(2031, 3, 5), DateBasis::Page)),
            ..post
        },
        Article {
            outlet: Some(Outlet { name: "The Lantern".into(), domain: None }),
            distributor: Some("Tidewater Syndicate".into()),
            title: Some("“46 containers” – an officer’s count".into()),
            authors: vec!["Jun Park".into(), "Æsa Lund".into()],
            published: Some(ArticleDate {
                value: None,
                basis: DateBasis::Inferred,
                not_before: Some(date(2031, 3, 5)),
                not_after: Some(date(2031, 3, 9)),
            }),
            ..lantern
        },
    ]
}

/// The story. Statements 0 to 2 stand in the Daily, 3 to 6 in the Post, 7 and 8 in the Lantern.
pub fn story() -> Story {
    let mut story = Story { articles: articles(), ..Story::default() };
    story.actors = [
        actor(&story, "Security Directorate", ActorKind::Organization, &["the Directorate"], None),
        actor(&story, "Tomas Weil", ActorKind::Person, &["Weil"], Some("harbour master")),
        actor(&story, "Norvane Shipping", ActorKind::Organization, &[], Some("owner of the Osprey")),
        actor(&story, "Harbour Daily", ActorKind::Organization, &[], None),
        actor(&story, "Harbour Authority", ActorKind::Organization, &[], None),
        actor(&story, "Lena Orr", ActorKind::Person, &["Orr"], Some("customs officer")),
    ]
    .into();
    let certainty = |article: usize, term: &str, words: &str, low, high| {
        Some(Certainty { term: term.into(), span: span(&story.articles[article].text, words), low, high })
    };
    let likely = certainty(DAILY, "likely", "likely", 55, 80);
    let probably = certainty(POST, "probably", "probably", 55, 80);
    let text = |n: usize| story.articles[n].text.as_str();
    story.statements = vec![
        Statement {
            said_on: Some(PartialDate::Day(date(2031, 3, 4))),
            audience: Some(span(text(DAILY), "lawmakers on").trim_matches(text(DAILY), |c| c.is_whitespace() || "on".contains(c))),
            certainty: likely,
            ..statement(
                &story,
                DAILY,
                "the freighter Osprey was likely to have carried 40 containers of undeclared fuel through the northern channel",
                "The Security Directorate",
                "told",
                &[0],
            )
        },
        Statement {
            form: Form::Direct,
            ..statement(&story, DAILY, "We had no warning whatsoever, and the crew never had one either", "Tomas Weil", "said", &[1])
        },
        Statement { polarity: Polarity::Negated, ..statement(&story, DAILY, "any fuel was on board", "Norvane Shipping", "denied", &[2]) },
        statement(
            &story,
            POST,
            "citing the Security Directorate, that the freighter Osprey carried 40 containers of undeclared fuel through the northern channel",
            "Harbour Daily",
            "reported",
            &[3],
        ),
        Statement {
            act: Act::Document,
            within: Some(StatementId(3)),
            ..statement(
                &story,
                POST,
                "the freighter Osprey carried 40 containers of undeclared fuel through the northern channel",
                "the Security Directorate",
                "citing",
                &[3, 0],
            )
        },
        Statement { form: Form::Direct, ..statement(&story, POST, "We had no warning whatsoever", "Tomas Weil", "said", &[1]) },
        Statement {
            content: vec![span(text(POST), "The port will probably close in April"), span(text(POST), "if inspectors find more")],
            certainty: probably.clone(),
            ..statement(&story, POST, "The port will probably close in April", "the Harbour Authority", "said", &[4])
        },
        Statement {
            form: Form::Mixed,
            ..statement(&story, LANTERN, "she had counted 46 containers of undeclared fuel on the Osprey", "Lena Orr", "said", &[5])
        },
        statement(&story, LANTERN, "he had had no warning", "the harbour master", "said", &[1]),
    ];
    let ids = |list: &[usize]| list.iter().map(|n| StatementId(*n)).collect::<Vec<_>>();
    let spread =
        |list: &[(usize, SpreadKind)]| list.iter().map(|(n, how)| Spread { article: ArticleId(*n), how: *how }).collect::<Vec<_>>();
    let evidence = |article: usize, words: &str| Mention { article: ArticleId(article), span: span(text(article), words) };
    story.claims = vec![
        Claim {
            text: "the freighter Osprey carried 40 containers of undeclared fuel through the northern channel".into(),
            statements: ids(&[0, 4, 7]),
            origins: vec![voice(&story, 0), voice(&story, 5)],
            independent: Independence {
                at_least: 1,
                at_most: 2,
                reasons: vec![Merge {
                    kind: MergeKind::Cites,
                    statements: ids(&[0, 4]),
                    detail: "Meridian Post quotes Harbour Daily, which names the Security Directorate.".into(),
                    evidence: vec![evidence(POST, "Harbour Daily reported"), evidence(DAILY, "The Security Directorate told")],
                }],
            },
            first: StatementId(0),
            spread: spread(&[(DAILY, SpreadKind::Reworded), (POST, SpreadKind::Reworded), (LANTERN, SpreadKind::Own)]),
        },
        Claim {
            text: "We had no warning whatsoever, and the crew never had one either".into(),
            statements: ids(&[1, 5, 8]),
            origins: vec![voice(&story, 1)],
            independent: Independence {
                at_least: 1,
                at_most: 1,
                reasons: vec![Merge {
                    kind: MergeKind::SameOrigin,
                    statements: ids(&[1, 5, 8]),
                    detail: "All three name Tomas Weil.".into(),
                    evidence: vec![evidence(DAILY, "Tomas Weil"), evidence(POST, "Tomas Weil"), evidence(LANTERN, "the harbour master")],
                }],
            },
            first: StatementId(1),
            spread: spread(&[(DAILY, SpreadKind::Verbatim), (POST, SpreadKind::Cut), (LANTERN, SpreadKind::Reworded)]),
        },
    ];
    let passage = |article: usize, words: &str| Passage { article: ArticleId(article), span: span(text(article), words) };
    story.reuse = vec![Reuse {
        from: passage(DAILY, "40 containers of undeclared fuel through the northern channel"),
        to: passage(POST, "40 containers of undeclared fuel through the northern channel"),
        similarity: 1.0,
        direction: Direction { basis: DirectionBasis::Citation, certain: true },
    }];
    let place = |article: usize, before: &str| {
        let end = span(text(article), before).end;
        vec![Span::new(end, end)]
    };
    let change = |kind, from, to| Change { kind, from, to };
    story.drifts = vec![
        Drift {
            from: StatementId(0),
            to: StatementId(4),
            changes: vec![change(
                ChangeKind::HedgeLost,
                vec![span(text(DAILY), "was likely to have")],
                place(POST, "Directorate, that the freighter Osprey"),
            )],
        },
        Drift {
            from: StatementId(1),
            to: StatementId(5),
            changes: vec![change(
                ChangeKind::Cut,
                vec![span(text(DAILY), "and the crew never had one either")],
                place(POST, "We had no warning whatsoever"),
            )],
        },
    ];
    let side = |holds: &str, statements: &[usize]| Side { holds: holds.to_owned(), statements: ids(statements) };
    story.conflicts = vec![
        Conflict {
            sides: vec![side("40 containers", &[0]), side("46 containers", &[7])],
            kind: ConflictKind::Number,
            certain: true,
            detail: "Security Directorate says 40 containers; Lena Orr says 46 containers.".into(),
        },
        Conflict {
            sides: vec![side("fuel was carried", &[2]), side("no fuel was carried", &[4])],
            kind: ConflictKind::Polarity,
            certain: false,
            detail: "Security Directorate says that fuel was carried; Norvane Shipping denies it.".into(),
        },
    ];
    story.forecasts = vec![Forecast {
        statement: StatementId(6),
        likelihood: probably,
        due: Some(DateRange { from: date(2031, 4, 1), to: date(2031, 4, 30) }),
        condition: Some(span(text(POST), "if inspectors find more")),
        status: ForecastStatus::Open,
        settled_by: None,
    }];
    story.timeline = vec![
        Event {
            date: PartialDate::Day(date(2031, 3, 4)),
            text: "The Security Directorate told lawmakers on Tuesday".into(),
            mentions: vec![evidence(DAILY, "The Security Directorate told lawmakers on Tuesday")],
        },
        Event {
            date: PartialDate::Month(2031, 4),
            text: "The port will probably close in April".into(),
            mentions: vec![evidence(POST, "The port will probably close in April")],
        },
    ];
    story.parts = vec![StoryPart {
        title: "Freighter carried undeclared fuel, lawmakers told".into(),
        articles: vec![ArticleId(DAILY), ArticleId(POST), ArticleId(LANTERN)],
    }];
    story.warnings = vec![Problem::lost("reports/broken.html", "no article text was found")];
    story
}
