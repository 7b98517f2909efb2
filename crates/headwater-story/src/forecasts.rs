//! Statements about what will or may happen.
//!
//! A statement foretells if its words look ahead: a future or modal verb, an intention or expectation in the content or in the cue, a condition, or
//! a time that lies after the page. What was foretold long before the page is history and left out.

mod ahead;
mod condition;
mod due;
mod outcome;

use headwater_core::{Certainty, Forecast, ForecastStatus, Form, PartialDate, Span, Statement, StatementId};
use rayon::prelude::*;

use self::ahead::Around;
pub use self::outcome::settle;
use crate::Report;
use crate::words::{fold, spans};

/// A statement made so many days before the page is history.
const OLD: i32 = 31;

/// Fewer words than these foretell nothing by a time alone.
const FEW: usize = 5;

/// The forecasts among the statements, in their order.
pub fn find(reports: &[Report], statements: &[Statement]) -> Vec<Forecast> {
    let numbered = statements.par_iter().enumerate();
    numbered.filter_map(|(number, statement)| forecast(&reports[statement.article.0], statement, StatementId(number))).collect()
}

fn forecast(report: &Report, statement: &Statement, id: StatementId) -> Option<Forecast> {
    let page = report.article.published.as_ref().and_then(|published| published.day().or(published.not_after));
    let words = content_words(report, statement);
    let condition = condition::condition(report, statement, &words);
    let is_likely = ahead::likelihood_looks_ahead(report, statement, &words, condition.is_some());
    let due = due::due(report, statement, &words, page, condition, is_likely);
    let is_old =
        matches!((page, statement.said_on.and_then(PartialDate::last)), (Some(page), Some(said)) if (page - said).get_days() > OLD);
    if (is_old && due.is_none()) || ahead::is_open_question(report, &words, condition) {
        return None;
    }
    let around = Around { condition: condition.is_some(), due: due.is_some(), quoted: statement.form == Form::Direct };
    let is_dated = || {
        due.is_some_and(|due| page.is_some_and(|page| due.from > page))
            && words.len() >= FEW
            && !words.iter().any(|word| is_one_of("was were did had hoped", &word.text))
    };
    let looks_ahead =
        ahead::looks_ahead(&words, around).is_some() || is_likely || ahead::cue_looks_ahead(report, statement, &words) || is_dated();
    looks_ahead.then(|| Forecast {
        statement: id,
        likelihood: likelihood(report, statement),
        due,
        condition,
        status: ForecastStatus::Open,
        settled_by: None,
    })
}

/// A word of the content, folded.
struct Word {
    span: Span,
    text: String,
}

fn content_words(report: &Report, statement: &Statement) -> Vec<Word> {
    let text = report.article.text.as_str();
    let words = statement.content.iter().flat_map(|run| {
        let part = run.of(text);
        spans(part).map(move |word| Word { span: Span::new(run.start + word.start, run.start + word.end), text: fold(word.of(part)) })
    });
    words.collect()
}

fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// The word of likelihood in the content or the cue.
fn likelihood(report: &Report, statement: &Statement) -> Option<Certainty> {
    let own = || {
        let spans = statement.content.iter().chain(&statement.cue);
        spans.flat_map(|span| report.analysis.certainties.iter().filter(move |certainty| span.contains(certainty.span))).next().cloned()
    };
    statement.certainty.clone().or_else(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn words_of(text: &str) -> Vec<Word> {
        spans(text).map(|span| Word { span, text: fold(span.of(text)) }).collect()
    }

    /// A report of one statement whose content is all of the text.
    pub(super) fn report(text: &str) -> (Report, Statement) {
        let article = headwater_core::Article { text: text.to_owned(), ..Default::default() };
        let statement = Statement {
            article: headwater_core::ArticleId(0),
            content: vec![Span::new(0, text.len())],
            cue: Vec::new(),
            source: Vec::new(),
            form: headwater_core::Form::Indirect,
            act: headwater_core::Act::Speech,
            chain: Vec::new(),
            said_on: None,
            audience: None,
            polarity: headwater_core::Polarity::Affirmed,
            certainty: None,
            within: None,
        };
        (Report { article, analysis: headwater_language::Analysis::default(), actors: Vec::new(), statements: Vec::new() }, statement)
    }
}
