//! What the finder must find, as marked-up sentences.
//!
//! `[source]`, `<cue>` and `{content}`; `{` may nest. Where a sentence holds several attributions, each stands as a copy of the sentence with its own
//! marks, separated by ` | `; every one of them must be found. Sentences are joined into one article where ` / ` stands: a new paragraph.

use headwater_attribution::relations::{self, Relation};
use headwater_core::{Article, Block, BlockKind, Span};
use headwater_language::analyse;

/// An expected attribution: the words of its source, cue and content.
#[derive(Debug, PartialEq, Eq)]
struct Expected {
    source: String,
    cue: String,
    content: String,
}

/// Takes the marks out of one copy of a sentence.
fn unmark(marked: &str) -> (String, Expected) {
    let (mut text, mut source, mut cue, mut content) = (String::new(), String::new(), String::new(), String::new());
    let (mut in_source, mut in_cue, mut depth) = (false, false, 0);
    for c in marked.chars() {
        match c {
            '[' => in_source = true,
            ']' => in_source = false,
            '<' => in_cue = true,
            '>' => in_cue = false,
            '{' => {
                if depth == 0 && !content.is_empty() {
                    content.push(' ');
                }
                depth += 1;
            }
            '}' => depth -= 1,
            c => {
                text.push(c);
                for (open, words) in [(in_source, &mut source), (in_cue, &mut cue), (depth > 0, &mut content)] {
                    if open {
                        words.push(c);
                    }
                }
            }
        }
    }
    (text, Expected { source, cue, content })
}

fn article(text: &str) -> Article {
    let text = text.replace(" / ", "\n\n");
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + line.len()), why: None });
        at += line.len();
    }
    Article { text, blocks, ..Article::default() }
}

fn found(text: &str) -> Vec<Expected> {
    let article = article(text);
    let analysis = analyse(&article);
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" ");
    relations::find_by_rule(&article, &analysis)
        .iter()
        .map(|Relation { source, cue, content, .. }| Expected { source: words(source), cue: words(cue), content: words(content) })
        .collect()
}

/// Every marked attribution is found; `exactly` also: and no other.
fn check(cases: &[&str], exactly: bool) {
    let mut wrong = Vec::new();
    for case in cases {
        let copies: Vec<(String, Expected)> = case.split(" | ").map(unmark).collect();
        let text = &copies[0].0;
        let found = found(text);
        let missed: Vec<&Expected> = copies.iter().map(|(_, expected)| expected).filter(|expected| !found.contains(expected)).collect();
        if !missed.is_empty() || exactly && found.len() != copies.len() {
            wrong.push(format!("{text}\n  missed {missed:#?}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn direct_speech() {
    check(
        &[
            "“{The harbour will stay open},” [Ortega] <said>.",
            "“{The harbour will stay open},” <said> [Ortega].",
            "[Ortega] <said>, “{The harbour will stay open.}”",
            "[Ortega] <said>: “{The harbour will stay open.}”",
            "“{Is it open?}” [she] <asked>.",
            "“{Never},” <said> [the minister].",
            "[The minister] <said> “{no.}”",
            "“{We were wrong. We have said so},” [the minister] <said> on Tuesday.",
            "“{We were wrong},” <said> [Lena Okafor, a professor at the University of Tarn].",
            "“{We were wrong},” [Okafor, who teaches law], <said>.",
            "“{We were wrong},” [Okafor] <told> reporters in Tarn.",
            "“{We were wrong},” [Fred Okafor, a miller in Tarn], <told> reporters.",
            "‘{We were wrong},’ [Okafor] <said>.",
            "\"{We were wrong},\" [Okafor] <said>.",
            "[The mayor] <summarized> her view with one line: “{We are tired of waiting.}”",
            "<Said> [the minister]: “{We were wrong.}”",
            "“{Our ships are ready},” <said> [the statement issued by the navy].",
        ],
        true,
    );
}

#[test]
fn a_quotation_goes_on() {
    check(
        &[
            "“{If the door opens},” [she] <said>, “the mayor will be ready.” | “If the door opens,” she said, “{the mayor will be ready.}”",
            "“{We were wrong},” [Okafor] <said>. “We have said so.” | “We were wrong,” Okafor said. “{We have said so.}”",
            "“{We were wrong},” [Okafor] <said>. / “We have said so.” | “We were wrong,” Okafor said. / “{We have said so.}”",
            "[Okafor] <said> {the port was closed}. “We were wrong.” | Okafor said the port was closed. “{We were wrong.}”",
            "“{We were wrong},” [she] <said>, but “we have paid for it.” | “We were wrong,” she said, but “{we have paid for it.}”",
        ],
        true,
    );
    // A paragraph of the writer's own stands between.
    check(&["“{We were wrong},” [Okafor] <said>. / The port is old. / “We have said so.”"], true);
}

#[test]
fn indirect_speech() {
    check(
        &[
            "[Ortega] <said> {the harbour would stay open}.",
            "[Ortega] <said> that {the harbour would stay open}.",
            "[Ortega] <said> on Tuesday that {the harbour would stay open}.",
            "[Ortega] <said in a statement> that {the harbour would stay open}.",
            "[Ortega] <said> in Tarn, the capital, that {the harbour would stay open}.",
            "[Ortega] <told> lawmakers {the harbour would stay open}.",
            "[Ortega] <told> a news conference in Tarn that {the harbour would stay open}.",
            "[Ortega] <has repeatedly said> {the harbour would stay open}.",
            "[Officials] <say> {nobody was hurt}.",
            "[The ministry] <did not say> {whether the harbour would stay open}.",
            "{The harbour will stay open}, [the minister] <said>.",
            "{The harbour will stay open}, <said> [the minister].",
            "{The harbour will stay open}, [a spokesman for the port] <said> on Friday.",
            "{About a dozen boats have left}, [officials] <said>.",
            "{Acts of protest}, [the minister] <said>, {are acts of love}.",
            "[Ortega] <added> that {the harbour was safe}.",
            "[The two sides] <agreed> that {the harbour would stay open}.",
            "[Ortega, the minister of ports], <said> {the harbour would stay open}.",
            "[Ortega, who runs the port], <said> {the harbour would stay open}.",
            "[An engineer who worked on the dam] <said> {it was safe}.",
            "[The experts] we asked <said> {it was safe}.",
            "On Wednesday, [the ministry] <said> {the harbour was safe}.",
            "After the talks in Tarn, [the ministry] <said> {the harbour was safe}.",
            "[It] <warned> that {ships could sink}.",
            "[Ortega] <noted> {that was wrong}.",
            "[Ortega] <asked> {whether the harbour was safe}.",
            "[The mayor] <explained> {how the water rose}.",
            "[Ortega] <made clear> that {the harbour would stay open}.",
            "[Ortega] <made it clear> that {the harbour would stay open}.",
            "[Ortega] <pointed out> that {the harbour was old}.",
        ],
        true,
    );
}

#[test]
fn short_answers_take_their_questions() {
    check(
        &[
            "Asked if {he would keep the lock open}, [the mayor] <said> \"{yes.}\"",
            "Asked on Tuesday whether {the ferry was paid for}, [Ortega] <said> {no}.",
            "When asked if {the bridge was safe}, [Ortega] <answered> “{no.}”",
            "Pressed on whether {the toll would rise}, [the mayor] <replied>, “{Absolutely.}”",
            "In response to a question about whether {the port would close}, [Ortega] <said> {yes}.",
            "Asked by reporters if {he had met the pirates}, [Ortega] <said> {he had}.",
            "Asked if {she would pay the toll}, [Ortega] <said> {she would not}, though she might lend it.",
            "Asked if {she would pay the toll}, [Ortega] <told> the Herald that {she would not}.",
            "[The mayor] <said> {yes} when asked if {he would keep the lock open}.",
            "“{No},” [Ortega] <said> when asked if {he would sell the ferry}.",
            "“{Absolutely},” <said> [Ortega], when asked whether {the lock would stay open}.",
            "Ortega was asked whether {she would pay the toll}. [She] <said> {she would}.",
            // Nobody was asked, or the answer is a sentence of its own.
            "[Ortega] <said> {he had}.",
            "Asked whether he had thought of the sale, [Ortega] <said> {it was a hard week}.",
            "Asked if he would stay, Ortega smiled. [He] <said> “{no.}”",
        ],
        true,
    );
    check(
        &[
            "Lund asked Ortega if {he had sold the ferry}. [Ortega] <replied> {no}.",
            "When Lund asked if {the barge was safe}, [Ortega] <said> {it was not}.",
            "They asked Ortega if {he painted the barge}, and [he] <said> that {he did}.",
        ],
        false,
    );
}

#[test]
fn mixed_speech() {
    check(
        &[
            "[Ortega] <said> {there was “no danger” to the ships}.",
            "[Ortega] <said> {the harbour “will be open again by June.”}",
            "[The kingdom] <called> {the charges “baseless.”}",
            "[Ortega] <described> {the plan as “a gift to thieves.”}",
            "[Ortega] <praised> {the “real progress” of the talks}.",
            "{The ministry is looking for “credible moves” by the rebels}, [an official] <said>.",
        ],
        true,
    );
}

#[test]
fn contents_end_where_the_saying_does() {
    check(
        &[
            "[Ortega] <said> {the harbour was safe}, adding that the ships could leave. | [Ortega] said the harbour was safe, <adding> that {the ships could leave}.",
            "[Ortega] <said> {the harbour was safe}, but added that the ships must wait. | [Ortega] said the harbour was safe, but <added> that {the ships must wait}.",
            "[Ortega] <said> {the harbour was safe and that the ships could leave}.",
            "[Ortega] <said> {the harbour was safe}, a day after two ships had sunk.",
            "[Ortega] <said> {the harbour was safe} but he has sold his boat.",
            "[The council] <said> {it would need to see proof before the talks}, but has not set a date.",
            "[Ortega] <said> {the port should close} and left the room.",
            "[Ortega] <said> {the harbour was safe}; the ships had left by then.",
            "While [Ortega] <wants> {the port to close}, the unions have bought new boats.",
            "[The ministry] <told> reporters that {no order had come} and asserted that the talks would go on. | [The ministry] told reporters that no order had come and <asserted> that {the talks would go on}.",
        ],
        true,
    );
}

#[test]
fn contents_end_before_the_way_of_saying() {
    check(
        &[
            "[Lund] <called> {the plan “a folly”} in an interview with Radio Tarn that aired on Sunday.",
            "[The guild] <denied> {any part in the fire} in a statement on Monday.",
            "[Lund] <defended> {the levy} in her own letter to the council.",
            // Not what is part of the matter, and of the innermost that may have said it.
            "[Lund] <refused> {to take part in an interview}.",
            "[Lund] <refused> {to sell the tram in a letter box}.",
            "[Vale] <said> {Lund called the plan a folly in a letter} | Vale said [Lund] <called> {the plan a folly} in a letter",
        ],
        true,
    );
}

#[test]
fn another_clause_is_another_speaker() {
    check(
        &[
            "[The towns] <have demanded> {an inquiry into the fire} and Lund on Sunday warned of strikes at the port. | \
             The towns have demanded an inquiry into the fire and [Lund] on Sunday <warned of> {strikes at the port}.",
            "[The guild] <rejected> {a plan for the old quay} and Lund called for strikes at the port. | \
             The guild rejected a plan for the old quay and [Lund] <called for> {strikes at the port}.",
            "[Lund] <was echoing> {words he has used before}.",
            "[Lund] <announced> {a plan that Vale and the harbour guild will present on Monday}.",
            "[Lund] <announced> {a plan of Orm, which Vale and Kell will present on Monday}.",
        ],
        false,
    );
}

#[test]
fn infinitives_and_noun_phrases() {
    check(
        &[
            "[The regime] <promised> {not to use the weapons}.",
            "[The two sides] <agreed> {to hold talks in April}.",
            "[The mayor] <vowed> {to keep the port open}.",
            "[The mayor] <called for> {a new port}.",
            "[The mayor] <called for> {the unions to end the strike}.",
            "[China] <called on> {both sides to hold back}.",
            "[The mayor] <urged> {the unions to end the strike}.",
            "[The mayor] <wants> {the unions to end the strike}.",
            "[The king] <denied> {any knowledge of the plan}.",
            "[The mayor] <denied> {having met the owners}.",
            "[The ministry] <expressed> {a willingness to hold talks}.",
            "[The mayor] <rejected> {the plan for a new port}.",
            "[The mayor] <rejected the idea> that {the port should close}.",
            "[The mayor] <accused> {the owners of hiding the report}.",
            "[The mayor] <blamed> {the owners for the fire}.",
            "[The mayor] <threatened> {to close the port}.",
            "[The mayor] <warned of> {a long winter}.",
            "[The mayor] <asked> {the navy to help}.",
            "[The two allies] <expect> {to sign the treaty in May}.",
            "[The regime] <favors> {a slower approach}.",
        ],
        true,
    );
}

#[test]
fn beliefs_and_documents() {
    check(
        &[
            "[Investigators] <believe> {the fire was set}.",
            "[Officials] <fear> that {the dam could break}.",
            "[Analysts] <expect> {prices to rise}.",
            "[The mayor] <is confident> that {the port will open}.",
            "[The mayor] <was convinced> {the port would open}.",
            "[The union] <is ready> {to strike}.",
            "[The statement] <said> {the port was closed}.",
            "[The report] <found> that {the port was closed}.",
            "[The recording] <proves> that {the door was open}.",
            "[One study] <found> {taxes would rise}.",
        ],
        true,
    );
}

#[test]
fn participles() {
    check(
        &[
            "[The mayor] left the room, <saying> {the talks were over}.",
            "<Calling> {it “a cheap trick,”} [Ortega] left the room.",
            "[Ortega] paused before <adding> that {the port was old}.",
            "With [the mayor] <saying> {the talks were over}, the crowd went home.",
            "There were [reports] <suggesting> {the port had closed}.",
            "In <announcing> {the end of the talks}, [the mayor] thanked nobody.",
        ],
        false,
    );
}

#[test]
fn inside_relative_clauses() {
    check(
        &[
            "She met [the owner], who <denied> that {the door was open}.",
            "The talks were with [the king], who <denied> {any knowledge of the plan}.",
            "It answered what [it] <calls> {the “hostile policy” of its neighbours}.",
            "He named the ships which [he] <said> {were lost}.",
            "They know [a neighbour] that <declared> {it could sink every ship}.",
            "The ruling was in favour of [a baker] who <says> {the oven was cold}.",
            "It answered criticism from [those in favour of the levy], who <say> {the guild lied}.",
            "It quotes [some on the council] who <say> {the guild lied}.",
        ],
        false,
    );
}

#[test]
fn subjects_hold_what_they_begin_with() {
    check(
        &[
            "[Towns flooded by old canals] <say> {the locks are shut}.",
            "[Many in the guild] <believe> {the port is closed}.",
            "Okafor had filed [new charges] <demanding> that {the port be closed}.",
        ],
        false,
    );
}

#[test]
fn passives() {
    check(
        &[
            "The crew <was told> that {the port was closed}.",
            "The captain <is said> {to have left the country}.",
            "The plan <has been described> as {a gift to thieves}.",
            "The owners <were accused> of {hiding the report}.",
            "“{Shut up},” the consul <was told> by [a man in the room].",
            "It <is believed> that {the ship sank}.",
        ],
        true,
    );
}

#[test]
fn according_to() {
    check(
        &[
            "<According to> [the ministry], {the port is closed}.",
            "{The port is closed}, <according to> [the ministry].",
            "{The port is closed}, <according to> [two officials familiar with the plan].",
            "“{The port is closed},” <according to> [the statement].",
            "<In [the ministry]’s view>, {the port is closed}.",
        ],
        true,
    );
    check(&["{The captain <reportedly> left}."], true);
}

#[test]
fn nouns() {
    check(
        &[
            "Few believe [the ministry]’s <claim> that {the port is closed}.",
            "They had <assurances> from [the ministry] that {the port was safe}.",
            "The talks follow [the union]’s <threat> {to strike}.",
            "[The mayor]’s <denial> of {any part in it} fooled nobody.",
            "The <suggestion> made by [the mayor] that {the port was closed} is wrong.",
            "It is [the bureau]’s <judgment> that {the gates will close}.",
            "[The bureau]’s <view> is that {the gates will close}.",
            "There is little <doubt> among [officials] that {the gates will close}.",
            "[The owners] issued a <threat> {to close the mine}.",
        ],
        false,
    );
}

#[test]
fn voices_of_others() {
    check(
        &[
            "{The port is closed}, the Harbour Mail reported, <citing> [two officials].",
            "The Harbour Mail reported that {the port was closed}, <citing> [two officials].",
            "The Harbour Mail quoted [the mayor] as <saying> {the port was closed}.",
            "[The Harbour Mail] <quoted> the mayor as saying {the port was closed}.",
            "“{The port is closed},” [the mayor] <was quoted as saying>.",
            "{The port is closed}, she quoted [officials] as <saying>.",
        ],
        false,
    );
}

#[test]
fn nested() {
    check(
        &[
            "[Okafor] <said> {the mayor wanted the port to close}. | Okafor said [the mayor] <wanted> {the port to close}.",
            "“{The king firmly denied any part in it},” [she] <said>. | “[The king] firmly <denied> {any part in it},” she said.",
            "{The north said it would talk}, [the south] <said>. | [The north] <said> {it would talk}, the south said.",
        ],
        false,
    );
}

#[test]
fn pull_quotes_and_headings() {
    check(&["“{We were wrong.}” — [Lena Okafor, minister of ports]"], true);
}

#[test]
fn no_attribution() {
    for text in [
        "The port is closed.",
        "The mayor called the minister on Monday.",
        "I think the port is closed.",
        "Ships sank and nobody said anything.",
        "The “rogue” ship left the port.",
        "",
        "“",
        "said",
        "said said said",
        "According to",
        "“” said “”",
    ] {
        assert_eq!(found(text).len(), 0, "{text}: {:?}", found(text));
    }
}

#[test]
fn nobody_has_said_it() {
    for text in [
        "The ministry declined to reveal who had paid for the dam.",
        "The ministry has failed to explain the loss of the boats.",
        "Okafor was asked whether to recommend the old lock.",
        "The new tests could show that the lake is shallow.",
        "A fair map would say that the lake is shallow.",
        "It is hard for the mayor to admit that the port is closed.",
        "Nobody expects the port to close.",
        "No lawmaker has said that the port is closed.",
        "The council denied Okafor a second vote.",
    ] {
        assert_eq!(found(text).len(), 0, "{text}: {:?}", found(text));
    }
    check(
        &[
            // What somebody is asked to say, not he but the other has said.
            "[The guild] <urged> {Okafor to admit that the port was closed}.",
            // What was brought about, or told with a deed, has been said.
            "The storm forced [Okafor] <to admit> that {the port was closed}.",
            "[Okafor] took the floor <to say> that {the port was closed}.",
            "[Okafor] <denied> {the charge}.",
            "[Ann May] <says> {the port is closed}.",
            "[The report] <will say> {the port was closed}.",
            "[Okafor] <admitted> that {the port was closed}.",
        ],
        true,
    );
}

mod hostile {
    use super::{article, found};
    use headwater_attribution::attribute;
    use headwater_core::ArticleId;
    use headwater_language::analyse;
    use proptest::prelude::*;

    /// Words and marks on which the rules turn, to be strung together at random.
    const WORDS: [&str; 64] = [
        "said",
        "says",
        "told",
        "saying",
        "according",
        "to",
        "that",
        "which",
        "who",
        "Okafor",
        "Lena Okafor",
        "the ministry",
        "officials",
        "reporters",
        "he",
        "they",
        "it",
        "we",
        "“",
        "”",
        "‘",
        "’",
        "\"",
        "(",
        ")",
        ",",
        ".",
        ":",
        ";",
        "—",
        "-",
        "...",
        "?",
        "and",
        "but",
        "as",
        "quoted",
        "citing",
        "was",
        "has",
        "not",
        "been",
        "called",
        "for",
        "on",
        "of",
        "in",
        "a statement",
        "claim",
        "threat",
        "is",
        "would",
        "denied",
        "on Tuesday",
        "two",
        "U.S.",
        "’s",
        "view",
        "report",
        "confident",
        "reportedly",
        "\n",
        "\n\n",
        "é",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn any_string_of_cues_is_read(picks in prop::collection::vec(0..WORDS.len(), 0..60)) {
            let text: Vec<&str> = picks.iter().map(|pick| WORDS[*pick]).collect();
            let article = article(&text.join(" "));
            let analysis = analyse(&article);
            let read = attribute(ArticleId(0), &article, &analysis);
            for statement in &read.statements {
                prop_assert!(!statement.content.is_empty());
                for span in statement.content.iter().chain(&statement.cue).chain(&statement.source) {
                    prop_assert!(article.text.get(span.start..span.end).is_some_and(|words| !words.trim().is_empty()));
                    prop_assert!(article.main_blocks().any(|(_, block)| block.contains(*span)), "a span crosses blocks");
                }
                prop_assert!(statement.chain.iter().all(|voice| voice.actor.0 < read.actors.len()));
                prop_assert!(statement.within.is_none_or(|outer| outer.0 < read.statements.len()));
            }
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,120}") {
            let _ = found(&text);
        }
    }
}
