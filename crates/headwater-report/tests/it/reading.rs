//! What every view says of a claim: whose words it shows, who was first, how each report tells it.

use headwater_core::{ActorId, ArticleDate, ArticleId, DateBasis, SpreadKind, StatementId, Story, StoryPart, Voice};
use headwater_report::{changed, html::html, markdown::markdown, matrix, reading, terminal, wording};
use jiff::civil::date;

use crate::story::{span, story};

/// The report is known only to be from 1 March or later.
fn or_later(story: &mut Story, article: usize) {
    story.articles[article].published =
        Some(ArticleDate { value: None, basis: DateBasis::Inferred, not_before: Some(date(2031, 3, 1)), not_after: None });
}

fn summary(story: &Story) -> String {
    terminal::summary(story, terminal::Options { width: 120, colour: false })
}

#[test]
fn the_path_below_a_claim_is_that_of_its_words() {
    let mut story = story();
    // The longest path is that of another member.
    story.claims[0].text =
        "the freighter Osprey was likely to have carried 40 containers of undeclared fuel through the northern channel".into();
    assert_eq!(reading::teller(&story, &story.claims[0]), Some(&story.statements[0]));
    assert!(summary(&story).contains("Harbour Daily ← Security Directorate\n"));
    story.statements[0].chain.clear();
    assert!(summary(&story).contains("Harbour Daily ← (no source named)\n"));
}

#[test]
fn the_table_of_claims_names_who() {
    let mut story = story();
    assert!(html(&story).contains("<p>from <b>Security Directorate, Lena Orr</b></p>"));
    let voice = |n: usize| Voice { actor: ActorId(n), name: format!("Voice {n}") };
    story.claims[0].origins = (1..=5).map(voice).collect();
    assert_eq!(reading::origins(&story.claims[0]), "Voice 1, Voice 2, Voice 3 and 2 more");
    story.claims[0].origins.pop();
    assert_eq!(reading::origins(&story.claims[0]), "Voice 1, Voice 2, Voice 3, Voice 4");
    story.claims[0].origins.clear();
    assert!(html(&story).contains("<p>no source named</p>"));
}

#[test]
fn what_may_be_later_is_not_called_first() {
    let mut story = story();
    or_later(&mut story, 0);
    assert_eq!(reading::in_order_of_time(&story), [1, 2, 0].map(ArticleId), "behind those of known days");
    assert_eq!(reading::first_word(&story, &story.claims[0]), None);
    assert_eq!(reading::base_word(&story, &story.claims[0]), "Harbour Daily");
    let words = [terminal::claim(&story, 1, terminal::Options { width: 120, colour: false }).unwrap(), markdown(&story), html(&story)];
    for view in &words {
        assert!(!view.to_lowercase().replace("> first report</li>", "").contains("first report"), "{view}");
    }
    assert!(words[2].contains("1 Mar or later"));
    // Which of the two wordings came of the other is not known either.
    let changes = changed::all(&story);
    assert!(changes.iter().all(|change| !change.is_directed && change.arrow() == "↔"));
    assert_eq!(changes[0].word(), "hedge differs");
    // A dated report's is the first of those that have a day.
    story.claims[0].first = StatementId(4);
    assert_eq!(reading::first_word(&story, &story.claims[0]), Some("first dated report"));
}

#[test]
fn ranges_of_days_are_in_order_of_their_last() {
    let mut story = story();
    // The third is from 5 to 9 March: the second, of 8 March, may not stand behind it.
    story.articles[1].published.as_mut().unwrap().value = Some(headwater_core::Moment::Day(date(2031, 3, 8)));
    assert_eq!(reading::in_order_of_time(&story), [0, 1, 2].map(ArticleId));
    story.articles[1].published.as_mut().unwrap().value = Some(headwater_core::Moment::Day(date(2031, 3, 10)));
    assert_eq!(reading::in_order_of_time(&story), [0, 2, 1].map(ArticleId));
}

#[test]
fn each_statement_is_judged_by_its_own_words() {
    let mut story = story();
    let claim = &mut story.claims[1];
    // The Post has the quotation word for word and says something of its own beside it.
    claim.statements = [1, 5, 6, 8].map(StatementId).to_vec();
    for spread in &mut claim.spread {
        spread.how = SpreadKind::Verbatim;
    }
    story.statements[1].content = vec![span(&story.articles[0].text, "We had no warning whatsoever")];
    let claim = &story.claims[1];
    let manners = wording::manners(&story, claim, &claim.statements);
    let told: Vec<(SpreadKind, &str)> = manners.iter().map(|manner| (manner.how, manner.words.as_str())).collect();
    assert_eq!(told[1], (SpreadKind::Verbatim, "word for word as Harbour Daily"));
    assert_eq!(told[2], (SpreadKind::Reworded, "in other words"));
    assert_eq!(told[3], (SpreadKind::Reworded, "in other words"), "no other report has these words");
    let row = &matrix::matrix(&story).rows[1];
    assert_eq!(row.cells[1].statement, StatementId(5), "the shape leads to the words that it speaks of");
}

#[test]
fn one_origin_is_nobodys_own() {
    let mut story = story();
    story.claims[0].independent.at_most = 1;
    let claim = &story.claims[0];
    assert_eq!(reading::how(claim, ArticleId(2)), Some(SpreadKind::Reworded));
    assert!(wording::manners(&story, claim, &claim.statements).iter().all(|manner| manner.how != SpreadKind::Own));
}

#[test]
fn words_that_go_on_from_their_verb_are_told_with_it() {
    let mut story = story();
    let text = &story.articles[0].text;
    let denied = &mut story.statements[2];
    denied.cue = vec![span(text, "denied that")];
    story.claims[0].statements.push(StatementId(2));
    story.claims[0].text = "any fuel was on board".into();
    assert_eq!(reading::claim_words(&story, &story.claims[0]), "[denied that] any fuel was on board");
    assert!(summary(&story).contains("[denied that] any fuel was on board"));
    assert!(html(&story).contains(">[denied that] any fuel was on board</a>"));
    // Behind a verb of saying a whole sentence stands.
    story.claims[1].text = "he had had no warning".into();
    assert_eq!(reading::claim_words(&story, &story.claims[1]), "he had had no warning");
}

#[test]
fn claims_of_several_stories_say_of_which() {
    let mut story = story();
    assert_eq!(reading::stories(&story, &story.claims[0]), None);
    let part =
        |title: &str, articles: &[usize]| StoryPart { title: title.into(), articles: articles.iter().copied().map(ArticleId).collect() };
    story.parts = vec![part("Fuel", &[0, 1]), part("Counts", &[2])];
    assert_eq!(reading::stories(&story, &story.claims[0]).as_deref(), Some("stories 1 and 2"));
    assert_eq!(reading::parts(&story), "2 stories", "a claim stands in both");
    for claim in &mut story.claims {
        claim.spread.truncate(2);
    }
    assert_eq!(reading::stories(&story, &story.claims[0]).as_deref(), Some("story 1"));
    assert_eq!(reading::parts(&story), "2 separate stories");
    assert!(summary(&story).contains("2 reports from 1–2 origins, story 1"));
}
