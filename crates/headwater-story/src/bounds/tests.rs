//! Invented reports of one paragraph each; those with a day are dated.

use headwater_core::{Act, Article, ArticleId, Block, BlockKind, Form, Outlet, Polarity};
use jiff::civil::date;

use super::*;

fn report(text: &str, day: Option<Date>, outlet: &str) -> Report {
    let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
    let published = day.map(|day| ArticleDate { value: Some(Moment::Day(day)), basis: DateBasis::Page, not_before: None, not_after: None });
    let outlet = Some(Outlet { name: outlet.to_owned(), domain: None });
    let article = Article { text: text.to_owned(), blocks, published, outlet, ..Article::default() };
    let analysis = headwater_language::analyse_with(&article, None);
    Report { article, analysis, actors: Vec::new(), statements: Vec::new() }
}

/// The bounds and the value of the last report, whose date is not known.
#[track_caller]
fn check(dated: &[(&str, Date)], page: &str, expected: (Option<Date>, Option<Date>, Option<Date>)) {
    let mut reports: Vec<Report> = dated.iter().map(|(text, day)| report(text, Some(*day), "Harbour Daily")).collect();
    reports.push(report(page, None, "Meridian Post"));
    infer(&mut reports, &[], &[], &[], &[]);
    let published = reports.last().unwrap().article.published.as_ref();
    let found = published.map_or((None, None, None), |published| (published.not_before, published.not_after, published.day()));
    assert_eq!(found, expected);
}

// 4 March 2031 is a Tuesday.
const FERRY: (&str, Date) = ("The ferry Ostrey struck the Skerrow pier on Tuesday and lost its rudder.", date(2031, 3, 5));

#[test]
fn a_weekday_of_a_known_event_leaves_a_week() {
    let page = "The ferry Ostrey lost its rudder at the Skerrow pier on Tuesday.";
    check(&[FERRY], page, (Some(date(2031, 3, 4)), Some(date(2031, 3, 10)), None));
    // On another day of the week something else happened.
    check(&[FERRY], "The ferry Ostrey lost its rudder at the Skerrow pier on Monday.", (None, None, None));
    check(&[FERRY], "Prices of grain fell on Tuesday.", (None, None, None));
    check(&[], page, (None, None, None));
}

#[test]
fn one_day_that_remains_is_the_value() {
    let page = "The ferry Ostrey struck the Skerrow pier and lost its rudder yesterday.";
    check(&[FERRY], page, (Some(date(2031, 3, 5)), Some(date(2031, 3, 5)), Some(date(2031, 3, 5))));
}

#[test]
fn two_weekdays_narrow_the_week() {
    let inquiry = ("The harbour council opened an inquiry into the rudder of the Ostrey on Friday.", date(2031, 3, 7));
    let page = "The ferry Ostrey lost its rudder at the Skerrow pier on Tuesday. On Friday the council opened an inquiry into the rudder.";
    check(&[FERRY, inquiry], page, (Some(date(2031, 3, 7)), Some(date(2031, 3, 10)), None));
}

#[test]
fn what_will_be_bounds_from_above() {
    let vote = ("The harbour council voted on the Skerrow pier on Thursday.", date(2031, 3, 6));
    check(
        &[vote],
        "The harbour council will vote on the Skerrow pier on Thursday.",
        (Some(date(2031, 2, 28)), Some(date(2031, 3, 6)), None),
    );
}

#[test]
fn a_date_in_full_is_a_bound() {
    check(&[], "The ferry sank on 4 March 2031, the owners said.", (Some(date(2031, 3, 4)), None, None));
}

#[test]
fn times_are_read_anew_on_an_inferred_day() {
    let mut reports = vec![report(FERRY.0, Some(FERRY.1), "Harbour Daily")];
    reports.push(report("The ferry Ostrey struck the Skerrow pier and lost its rudder yesterday.", None, "Meridian Post"));
    infer(&mut reports, &[], &[], &[], &[]);
    assert_eq!(reports[1].analysis.times[0].value, Some(PartialDate::Day(date(2031, 3, 4))));
}

fn statement(reports: &[Report], article: usize, content: &str, said_on: Option<Date>) -> Statement {
    let start = reports[article].article.text.find(content).unwrap();
    Statement {
        article: ArticleId(article),
        content: vec![Span::new(start, start + content.len())],
        cue: Vec::new(),
        source: Vec::new(),
        form: Form::Direct,
        act: Act::Speech,
        chain: Vec::new(),
        said_on: said_on.map(PartialDate::Day),
        audience: None,
        polarity: Polarity::Affirmed,
        certainty: None,
        within: None,
    }
}

#[test]
fn a_shared_statement_was_made_before() {
    let words = "“We heard a bang and then the pier was gone”";
    let mut reports = vec![
        report(&format!("{words}, Ann Holt said on Tuesday."), Some(date(2031, 3, 6)), "Harbour Daily"),
        report(&format!("{words}, Ann Holt said."), None, "Meridian Post"),
    ];
    let statements = vec![statement(&reports, 0, words, Some(date(2031, 3, 4))), statement(&reports, 1, words, None)];
    infer(&mut reports, &statements, &[], &[], &[(0, 1, 0.9)]);
    let published = reports[1].article.published.clone().unwrap();
    assert_eq!((published.value, published.not_before, published.not_after), (None, Some(date(2031, 3, 3)), None));
    assert_eq!(published.basis, DateBasis::Inferred);
}

#[test]
fn most_agree_and_the_sure_bounds() {
    let day = |day| date(2031, 3, day);
    let soft = |from, to| Days::between(Some(day(from)), Some(day(to)));
    let check = |evidence: &[Days], expected: Option<(Option<Date>, Option<Date>)>| assert_eq!(agreed(evidence), expected);
    check(&[], None);
    check(&[soft(4, 10), soft(7, 13)], Some((Some(day(7)), Some(day(10)))));
    check(&[soft(4, 10), soft(5, 11), soft(20, 26)], Some((Some(day(5)), Some(day(10)))));
    check(&[soft(4, 10), Days::not_before(day(6), false)], Some((Some(day(6)), Some(day(10)))));
    check(&[soft(4, 10), Days::not_after(day(8), true)], Some((Some(day(4)), Some(day(8)))));
    check(&[Days::not_before(day(9), true), Days::not_after(day(8), true)], None);
    check(&[Days::not_before(day(9), false)], Some((Some(day(9)), None)));
    check(&[Days::not_after(day(9), true), Days::not_before(day(9), false)], Some((Some(day(9)), Some(day(9)))));
}
