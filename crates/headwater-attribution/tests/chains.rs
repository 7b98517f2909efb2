//! Through whom statements come: who `he` is, what stands inside what, who only passes on.
//!
//! A case is a text and its expectations: the first words of a content, ` = `, and the voices from the page to the origin with ` < ` between them.

use headwater_attribution::attribute;
use headwater_core::{Act, ArticleId, BlockKind, Form, Polarity, Statement};
use headwater_language::analyse;

use support::{chain, check, page, read, statement};

mod support;

#[test]
fn names_and_roles() {
    check(&[
        ("Lena Okafor said the port was closed. “We were wrong,” Okafor said.", &["We were = Lena Okafor"]),
        ("Transport Minister Lena Okafor said the port was closed.", &["the port = Lena Okafor"]),
        ("The minister, Lena Okafor, said the port was closed.", &["the port = Lena Okafor"]),
        ("Lena Okafor, a lawyer in Tarn, said the port was closed.", &["the port = Lena Okafor"]),
        ("“We were wrong,” said Lena Okafor, who teaches law at a college.", &["We were = Lena Okafor"]),
        (
            "A senior official at the ministry said the port was closed. “We were wrong,” the official said.",
            &["the port = a senior official at the ministry", "We were = a senior official at the ministry"],
        ),
        ("Two officials familiar with the plan said the port was closed.", &["the port = Two officials familiar with the plan"]),
        ("Lena Okafor and Marcus Vale said the port was closed.", &["the port = Lena Okafor and Marcus Vale"]),
        ("The port is closed, analysts said. Some speculated that it would sink.", &["it would = analysts"]),
    ]);
}

#[test]
fn words_that_are_nobody() {
    check(&[
        ("Sen. Lena Okafor (R-Tarn.) said the port was closed.", &["the port = Lena Okafor"]),
        ("Sen. Lena Okafor, D-Tarn., said the port was closed.", &["the port = Lena Okafor"]),
        ("The poll found that 46 percent thought the port was closed.", &["the port = poll"]),
        ("Lena Okafor, whose campaign says the port is closed, left.", &["the port = Lena Okafor’s campaign"]),
        ("The case involves a bakery whose owners claim the port was closed.", &["the port = owners"]),
    ]);
}

#[test]
fn an_office_told_by_its_body_or_kin_is_not_the_bare_one() {
    check(&[
        (
            "President Lena Okafor left. The president of the Harbour Council said the port was closed.",
            &["the port = president of the Harbour Council"],
        ),
        ("President Lena Okafor left. The president said the port was closed.", &["the port = Lena Okafor"]),
        ("Marcus Vale said he was sorry. The victim’s mother said the port was closed.", &["the port = victim’s mother"]),
        (
            "The press secretary for Tarn’s President Lena Okafor said the port was closed.",
            &["the port = press secretary for Tarn’s President Lena Okafor"],
        ),
    ]);
}

#[test]
fn the_company_is_the_firm_that_the_page_is_about() {
    check(&[
        (
            "Beltau Motors will hire. Beltau Motors grew. It is tested with Orrin Medical College, Beltau Motors wrote. A grant came from \
             Orrin Medical College. The company said the port was closed.",
            &["the port = Beltau Motors"],
        ),
        ("A grant came from Orrin Medical College. The company said the port was closed.", &["the port = company"]),
    ]);
}

#[test]
fn pronouns() {
    check(&[
        ("Lena Okafor said the port was closed. She added that it was old.", &["it was old = Lena Okafor"]),
        ("Mr. Vale said the port was closed. He added that it was old.", &["it was old = Vale"]),
        ("Officials said the port was closed. They added that it was old.", &["it was old = Officials"]),
        ("Mr. Vale met Lena Okafor on Monday. He said the port was closed.", &["the port = Vale"]),
        ("The ministry said the port was closed. It added that ships could leave.", &["ships could = ministry"]),
        ("Mr. Vale said he feared the port would close.", &["the port would = Vale"]),
    ]);
}

#[test]
fn a_speaker_goes_on() {
    check(&[
        ("“We were wrong,” Lena Okafor said. “We have said so.”", &["We have = Lena Okafor"]),
        (
            "“We were wrong,” Lena Okafor said. / “We have said so.” / “We will say it again.”",
            &["We have = Lena Okafor", "We will = Lena Okafor"],
        ),
    ]);
}

#[test]
fn one_inside_another() {
    check(&[
        (
            "Lena Okafor said the ministry wanted the port to close.",
            &["the ministry wanted = Lena Okafor", "the port = Lena Okafor < ministry"],
        ),
        ("Lena Okafor said she believed the port would close.", &["the port = Lena Okafor"]),
        ("The ministry said it would talk, the council said Tuesday.", &["The ministry said = council", "it would = council < ministry"]),
        ("“The king denied any part in it,” Lena Okafor said.", &["any part = Lena Okafor < king"]),
        ("Lena Okafor has not confirmed the ministry’s claim that the port was closed.", &["the port was = ministry"]),
        ("Lena Okafor repeated the ministry’s claim that the port was closed.", &["the port was = Lena Okafor < ministry"]),
    ]);
}

#[test]
fn relays() {
    check(&[
        ("Lena Okafor said the port was closed, the Tarn News Agency reported.", &["the port = Tarn News Agency < Lena Okafor"]),
        (
            "“We were wrong,” Lena Okafor said in a statement, according to the Tarn News Agency.",
            &["We were = Tarn News Agency < Lena Okafor"],
        ),
        ("The Evening Herald reported that the port was closed, citing two officials.", &["the port = Evening Herald < two officials"]),
        ("The port is closed, the Evening Herald reported, citing two officials.", &["The port = Evening Herald < two officials"]),
        ("According to the Tarn News Agency, quoting two officials, the port is closed.", &["the port = Tarn News Agency < two officials"]),
        ("The Evening Herald quoted Lena Okafor as saying the port was closed.", &["the port = Evening Herald < Lena Okafor"]),
        ("“The port is closed,” Lena Okafor was quoted as saying by the Tarn News Agency.", &["The port = Tarn News Agency < Lena Okafor"]),
        ("A survivor told the Tarn News Agency that the port was closed.", &["the port = Tarn News Agency < a survivor"]),
        (
            "In an interview with the Tarn News Agency, Lena Okafor said the port was closed.",
            &["the port = Tarn News Agency < Lena Okafor"],
        ),
        (
            "Lena Okafor said in a statement published by the Tarn News Agency that the port was closed.",
            &["the port = Tarn News Agency < Lena Okafor"],
        ),
        ("The ministry threatened through the Tarn News Agency to close the port.", &["to close = Tarn News Agency < ministry"]),
        // The page's own outlet is never in the chain, nor is the audience.
        ("Lena Okafor told the Harbour Mail that the port was closed.", &["the port = Lena Okafor"]),
        ("Lena Okafor told reporters that the port was closed.", &["the port = Lena Okafor"]),
        ("Lena Okafor told CNN that the port was closed.", &["the port = Lena Okafor"]),
        // What the agency says on its own stays its own.
        ("The Tarn News Agency said the port was closed.", &["the port = Tarn News Agency"]),
        // A speaker who goes on does so on the same occasion.
        (
            "In an interview with the Tarn News Agency, Mr. Vale said the port was closed. “We were wrong,” he said.",
            &["We were = Tarn News Agency < Vale"],
        ),
        (
            "In an interview with the Tarn News Agency, Mr. Vale said the port was closed. “We were wrong,” he said in the interview.",
            &["We were = Tarn News Agency < Vale"],
        ),
        // Another occasion is his own.
        (
            "Mr. Vale told the Tarn News Agency that the port was closed. At a separate briefing, he said ships could leave.",
            &["ships could = Vale"],
        ),
        (
            "Mr. Vale told the Tarn News Agency that the port was closed. “We were wrong,” he said in a speech on Monday.",
            &["We were = Vale"],
        ),
    ]);
}

#[test]
fn documents() {
    check(&[
        ("The statement by Lena Okafor said the port was closed.", &["the port = Lena Okafor"]),
        ("A report by the Tarn News Agency said the port was closed.", &["the port = Tarn News Agency"]),
        ("Multiple reports have suggested that the port was closed.", &["the port = Multiple reports"]),
        ("In a letter, Mr. Vale said the port was closed. The letter said ships could leave.", &["ships could = Vale"]),
        // Who is named in a document did not write it.
        ("“We were wrong,” Mr. Vale said of errors listed in a report. The report said ships could leave.", &["ships could = report"]),
    ]);
}

#[test]
fn whose_word_it_is() {
    check(&[
        ("The Tarn News Agency reported, on Lena Okafor’s word, that the port was closed.", &["the port = Tarn News Agency < Lena Okafor"]),
        (
            "“We were wrong,” said Lena Okafor, an engineer who advised the port until it was closed. She expects the ships to leave.",
            &["the ships = Lena Okafor"],
        ),
        ("“We were wrong,” raged foreign ministry spokesman Ivar Osten.", &["We were = Ivar Osten"]),
    ]);
}

#[test]
fn nobody_in_particular() {
    check(&[("The captain is said to have left.", &["to have left = "]), ("The captain reportedly left the port.", &["The captain = "])]);
}

#[test]
fn circumstances() {
    let one = |text: &str, begins: &str| -> Statement {
        let (article, attributed) = read(text);
        statement(&article, &attributed, begins).unwrap_or_else(|| panic!("{text}: {:?}", attributed.statements)).clone()
    };
    let said = one("Lena Okafor told lawmakers on Monday that the port was closed.", "the port");
    assert_eq!(said.said_on.map(|day| day.to_string()).as_deref(), Some("2024-05-13"));
    assert_eq!((said.form, said.act, said.polarity), (Form::Indirect, Act::Speech, Polarity::Affirmed));
    let text = "Lena Okafor told lawmakers on Monday that the port was closed.";
    assert_eq!(said.audience.map(|span| span.of(text)), Some("lawmakers"));
    assert_eq!(one("“We were wrong,” Lena Okafor said.", "We were").form, Form::Direct);
    assert_eq!(one("Lena Okafor said there was “no danger” to ships.", "there was").form, Form::Mixed);
    assert_eq!(one("“The king denied any part in it,” she said.", "any part").form, Form::Indirect);
    assert_eq!(one("The king denied any part in it.", "any part").polarity, Polarity::Negated);
    assert_eq!(one("The ministry did not say that the port was closed.", "the port").polarity, Polarity::Negated);
    assert_eq!(one("The ministry did not deny that the port was closed.", "the port").polarity, Polarity::Affirmed);
    assert_eq!(one("Investigators believe the fire was set.", "the fire").act, Act::Belief);
    assert_eq!(one("The report said the port was closed.", "the port").act, Act::Document);
    let outer = read("Lena Okafor said the ministry wanted the port to close.").1;
    assert!(outer.statements.iter().any(|statement| statement.within.is_some()));
}

/// Each expectation is the first words of a content, ` = ` and its day (the page is of Wednesday, 15 May 2024); `-` where none is known.
fn check_days(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, expectations) in cases {
        let (article, attributed) = read(text);
        for (begins, day) in expectations.iter().filter_map(|expectation| expectation.split_once(" = ")) {
            let found = statement(&article, &attributed, begins)
                .map(|statement| statement.said_on.map_or_else(|| "-".to_owned(), |day| day.to_string()));
            if found.as_deref() != Some(day) {
                wrong.push(format!("{text}\n  {begins}: wanted {day}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn days_of_sayings() {
    check_days(&[
        // The clause of the cue; not what bounds something else, nor another clause.
        ("On Monday, the head of the port authority of Tarn, Lena Okafor, said the port was closed.", &["the port = 2024-05-13"]),
        ("Premier Marcus Vale, who has ruled Tarn since 2014, said last Tuesday that the port was closed.", &["the port = 2024-05-07"]),
        ("Marcus Vale, who was elected in 2014, said the port was closed.", &["the port = -"]),
        ("The ministry has just announced that the port is closed.", &["the port = 2024-05-15"]),
        // Inside and onwards.
        ("Lena Okafor said on Monday that the ministry wanted the port to close.", &["the port to close = 2024-05-13"]),
        ("“We were wrong,” Lena Okafor said on Monday. “We will pay.” / “It is closed.”", &["We will = 2024-05-13", "It is = 2024-05-13"]),
        // The same voice later, but on no occasion of its own.
        ("Lena Okafor said on Monday that the port was closed. / “We were wrong,” Okafor said.", &["We were = 2024-05-13"]),
        ("Lena Okafor said on Monday that the port was closed. / “We were wrong,” Okafor wrote in a letter.", &["We were = -"]),
        ("Lena Okafor said on Monday that the port was closed. Okafor had warned that ships would sink.", &["ships would = -"]),
        // Groups and their members.
        (
            "Two lawmakers said on Monday that the port was closed. / “We were wrong,” said Rep. Lena Okafor, one of them.",
            &["We were = 2024-05-13"],
        ),
        (
            "The Transport Ministry said on Monday that the port was closed. / “We were wrong,” Lena Okafor, a ministry spokeswoman, said.",
            &["We were = 2024-05-13"],
        ),
        (
            "Lena Okafor said on Monday that the port was closed. / Some ships were lost, the Tarn News Agency reported, citing Okafor.",
            &["Some = 2024-05-13"],
        ),
        // Occasions told outside of statements.
        (
            "The council met on Monday in a closed session, after which Lena Okafor spoke to the press. / “We were wrong,” Okafor said.",
            &["We were = 2024-05-13"],
        ),
        ("Mayor Lena Okafor spent Monday in the harbour. “We were wrong,” she said.", &["We were = 2024-05-13"]),
        ("Mayor Lena Okafor spent Monday in the harbour. / Ships were lost. / “We were wrong,” Okafor said.", &["We were = -"]),
        // The opening tells first what is dated below.
        (
            "The ministry has warned that ships will sink. / Ships lie in the port. / The ministry said on Monday that it was closed.",
            &["ships will = 2024-05-13"],
        ),
        ("Lena Okafor said last week that the port was closed.", &["the port = 2024-05"]),
    ]);
}

#[test]
fn bodies_and_offices_that_point_back() {
    check(&[
        (
            "The Harbour Police confirmed there had been deaths. / A spokesman added: “We are working hard.” / Its boats were out.",
            &["We are working = Harbour Police spokesman"],
        ),
        (
            "Tarn Freight chief executive Lena Okafor signed the letter. The offer followed a visit by its CEO to the palace, where she \
             announced plans to move the firm to Porto.",
            &["plans to move = Lena Okafor"],
        ),
        ("Another harbour official, deputy police chief Omar Tesk, said two men had been arrested.", &["two men = Omar Tesk"]),
        ("One woman told police she was surrounded by 20 men, while another said hands were everywhere.", &["hands were = another woman"]),
        (
            "Tarn clinic officials declined to say more. / The child fell. / While aquarium officials are still investigating, they believe the boy fell in.",
            &["While aquarium = aquarium officials"],
        ),
        ("Marcus Vale saw it. He left. / Asked about the driver, he said: “I helped him out.”", &["I helped = Marcus Vale"]),
        ("Marcus Vale, 30, from Tarn, one of those on the ferry, recalled it speeding up.", &["it speeding = Marcus Vale"]),
    ]);
}

#[test]
fn who_is_told_and_who_has_written() {
    check(&[
        (
            "“We are sorry,” Lena Okafor told The Unbowed. “We take pride in our ships.”",
            &["We are sorry = Unbowed < Lena Okafor", "We take = Unbowed < Lena Okafor"],
        ),
        ("Lena Okafor told The Unbowed that the ferry would be back on Monday.", &["the ferry = Unbowed < Lena Okafor"]),
        (
            "“We were pretty distraught,” Lena Okafor told the Tarn Enquirer. / Lena Okafor told the Enquirer that she was at the pier.",
            &["she was = Tarn Enquirer < Lena Okafor"],
        ),
        (
            "Negotiations failed when the clan demanded a ransom of two barges, according to a recently published authorized biography of the \
             harbour master by Tarn historian Lena Okafor.",
            &["Negotiations failed = Lena Okafor"],
        ),
        (
            "The earlier Tarn News Agency report announcing the decision to suspend talks with Porto cited the drills and other “improper \
             acts” by the navy.",
            &["the drills = Tarn News Agency"],
        ),
    ]);
}

#[test]
fn what_is_nobodys_voice() {
    check(&[
        ("The clerk in front of the Tarn cathedral was said to have left on Monday.", &["to have left = "]),
        ("Vale allegedly shared some threats before leaving, according to the Harbour Courier.", &["Vale allegedly = Harbour Courier"]),
        (
            "The Harbour Police confirmed there had been deaths. / Lena Okafor added: “It is too early for us to confirm numbers but we work hard.”",
            &["It is too early = Lena Okafor"],
        ),
        (
            "The board rejected the offer and has since dug in against the threat, with Lena Okafor dismissing the bid as a joke.",
            &["the bid = Lena Okafor"],
        ),
    ]);
    let (article, attributed) = read("“Please note that this is not a swap,” Lena Okafor said.");
    assert!(statement(&article, &attributed, "this is").is_none());
}

#[test]
fn a_headline_quotes_what_the_report_tells() {
    let check = |headline: &str, expected: Option<&str>| {
        let text = format!("{headline}\nThe tide is turning and the gulls are watching, Lena Okafor said on Monday.\nThe port was quiet.");
        let mut article = page(&text);
        article.blocks[0].kind = BlockKind::Headline;
        let attributed = attribute(ArticleId(0), &article, &analyse(&article));
        let first = attributed.statements.first().filter(|statement| statement.extent().end <= headline.len());
        assert_eq!(first.map(chain).as_deref(), expected, "{headline}");
    };
    check("'The gulls are watching': Arland may open the lock", Some("Lena Okafor"));
    check("“The gulls are watching”: Arland may open the lock", Some("Lena Okafor"));
    // Nobody in the report says so, and two words may be the writer's.
    check("“The gulls are asleep”: Arland may open the lock", None);
    check("“Are watching”: Arland may open the lock", None);
}
