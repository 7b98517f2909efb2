//! Statements about what will or may happen.
//!
//! A statement foretells if its words look ahead: a future or modal verb, an intention or expectation in the content or in the cue, a condition, or
//! a time that lies after the page. What was foretold long before the page is history and left out.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::{ArticleDate, Certainty, DateRange, Forecast, ForecastStatus, PartialDate, Span, Statement, StatementId};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::Report;
use crate::claims::Compared;
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;
use crate::words::{fold, spans};

/// A statement made so many days before the page is history.
const OLD: i32 = 31;

/// A span of time that began more days before the page is none that lies ahead.
const LONG: i32 = 366;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Words of intent or expectation before `to` in what is said (`plans to`, `likely to`).
static AHEAD_TO: List = List::new(
    "going about set likely unlikely expected poised scheduled plan plans planned planning intend intends intended intending prepare \
    prepares preparing vow vows vowed promise promises promised pledge pledges pledged threaten threatens threatened threatening agree \
    agrees agreed hope hopes hoping aim aims aiming expect expects expecting slated bound certain sure due decided considering contemplating mulling",
);

/// Stems of cues whose content lies ahead.
static FORETELLING: List = List::new(
    "threaten vow promise pledge predict forecast foresee expect anticipate plan intend prepare agree decide hope warn commit \
    guarantee undertake envisage project consider contemplate rule optimistic confident doubt await",
);

/// Stems of cues whose content is somebody else's to do: wishes, no forecasts.
static WISHING: List =
    List::new("want demand urge ask call request order insist seek need require refuse try tell invite allow encourage press beg appeal");

/// Words that begin a condition.
static CONDITIONS: List = List::new("if unless until once provided whether");

/// The forecasts among the statements, in their order.
pub fn find(reports: &[Report], statements: &[Statement]) -> Vec<Forecast> {
    let numbered = statements.par_iter().enumerate();
    numbered.filter_map(|(number, statement)| forecast(&reports[statement.article.0], statement, StatementId(number))).collect()
}

/// Tells what became of the forecasts, where a later report tells it: the same said of what has been, or its contrary.
///
/// A report tells an outcome if it is of a later day than the forecast's page, no earlier than the time foretold, and does not look ahead itself.
pub fn settle(forecasts: &mut [Forecast], reports: &[Report], statements: &[Statement], compared: &Compared) {
    let ahead: BTreeSet<usize> = forecasts.iter().map(|forecast| forecast.statement.0).collect();
    let day = |statement: usize| reports[statements[statement].article.0].article.published.as_ref().and_then(ArticleDate::day);
    let tells: Vec<bool> = (0..statements.len())
        .into_par_iter()
        .map(|number| {
            !ahead.contains(&number) && tells_what_was(&content_words(&reports[statements[number].article.0], &statements[number]))
        })
        .collect();
    let mut outcomes: BTreeMap<usize, Vec<Outcome>> = BTreeMap::new();
    for &(x, y, likelihood) in compared.edges.iter().filter(|edge| edge.2.abs() >= SETTLES) {
        for (foretold, teller) in [(x, y), (y, x)] {
            let (Some(before), Some(after)) = (day(foretold), day(teller)) else { continue };
            if ahead.contains(&foretold) && tells[teller] && after > before && !is_same_saying(&statements[foretold], &statements[teller]) {
                // A pair that is kept apart has opposite signs or other numbers.
                let came_true = likelihood > 0.0 && compared.sayings[foretold].negated == compared.sayings[teller].negated;
                outcomes.entry(foretold).or_default().push(Outcome { came_true, day: after, statement: teller });
            }
        }
    }
    for forecast in forecasts {
        let told = outcomes.get(&forecast.statement.0).map_or(&[][..], Vec::as_slice);
        let in_time: Vec<Outcome> = told.iter().copied().filter(|outcome| forecast.due.is_none_or(|due| outcome.day >= due.from)).collect();
        (forecast.status, forecast.settled_by) = verdict(&in_time);
    }
}

/// Whether a later report only tells again what the same voice said then: no outcome, unless it is known to have been said on a later day.
fn is_same_saying(foretold: &Statement, teller: &Statement) -> bool {
    let first = |statement: &Statement| statement.said_on.and_then(PartialDate::first);
    let later = matches!((first(foretold), first(teller)), (Some(before), Some(after)) if after > before);
    let voice = |statement: &Statement| statement.origin().map(|voice| voice.actor);
    voice(foretold).is_some() && voice(foretold) == voice(teller) && !later
}

/// Likelihood from which a statement tells of what another foretold.
const SETTLES: f64 = 0.5;

/// What a later statement tells of a forecast.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Outcome {
    came_true: bool,
    day: Date,
    statement: usize,
}

/// What all that tell of it make of a forecast, and the first that tells it.
fn verdict(outcomes: &[Outcome]) -> (ForecastStatus, Option<StatementId>) {
    let Some(first) = outcomes.iter().min_by_key(|outcome| (outcome.day, outcome.statement)) else { return (ForecastStatus::Open, None) };
    let status = match (first.came_true, outcomes.iter().all(|outcome| outcome.came_true == first.came_true)) {
        (_, false) => ForecastStatus::Unclear,
        (true, true) => ForecastStatus::CameTrue,
        (false, true) => ForecastStatus::DidNot,
    };
    (status, Some(StatementId(first.statement)))
}

/// Whether the words tell of what has been: a verb in the past and no infinitive at their head.
fn tells_what_was(words: &[Word]) -> bool {
    let is_past = |word: &Word| {
        is_one_of("was were did has had been went came took fell rose held met made left won lost began broke", &word.text)
            || (word.text.len() > 4 && word.text.ends_with("ed"))
    };
    words.first().is_some_and(|word| word.text != "to") && words.iter().any(is_past)
}

fn forecast(report: &Report, statement: &Statement, id: StatementId) -> Option<Forecast> {
    let page = report.article.published.as_ref().and_then(|published| published.day().or(published.not_after));
    let words = content_words(report, statement);
    let condition = condition(report, statement, &words);
    let is_likely = likelihood_looks_ahead(report, statement, &words, condition.is_some());
    let due = due(report, statement, page, condition, is_likely);
    let is_old =
        matches!((page, statement.said_on.and_then(PartialDate::last)), (Some(page), Some(said)) if (page - said).get_days() > OLD);
    if is_old && due.is_none() {
        return None;
    }
    if is_open_question(report, &words) {
        return None;
    }
    let looks_ahead = looks_ahead(&words, condition.is_some(), due.is_some())
        || is_likely
        || cue_looks_ahead(report, statement, &words)
        || due.is_some_and(|due| page.is_some_and(|page| due.from > page));
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

/// Whether the words themselves look ahead. A bare possibility (`could be`) needs a condition or a time beside it, readiness a condition.
fn looks_ahead(words: &[Word], condition: bool, due: bool) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let looks = |at: usize| {
        let before = if at == 0 { "" } else { text(at - 1) };
        // `may not have been`, `could still be`: the verb behind adverbs.
        let verb = (at + 1..at + 4)
            .map(text)
            .find(|word| !matches!(*word, "not" | "also" | "still" | "even" | "well" | "soon" | "never" | "now"))
            .unwrap_or("");
        match text(at) {
            "will" | "shall" => {
                !matches!(before, "the" | "a" | "political" | "free" | "good" | "ill" | "of" | "their" | "his" | "her" | "our")
                    && !waits(verb)
            }
            "won't" | "gonna" => verb != "have",
            "would" | "wouldn't" => {
                !matches!(verb, "have" | "like" | "say" | "comment" | "seem" | "appear" | "expect" | "usually" | "normally")
            }
            // What a rule allows: `under which neither side may …`.
            "may" if (at.saturating_sub(5)..at).any(|at| text(at) == "which" && at > 0 && matches!(text(at - 1), "under" | "by")) => false,
            "may" | "might" | "could" => match verb {
                "have" | "" => false,
                "be" => condition || due,
                _ => true,
            },
            "to" if is_compared(words, at) => false,
            "to" => {
                !matches!(verb, "" | "have" | "say")
                    && (AHEAD_TO.has(before) || (condition && matches!(before, "prepared" | "ready" | "set")))
            }
            "risk" | "risks" | "risked" => condition,
            word => (word.ends_with("'ll") && !waits(verb)) || is_one_of("upcoming forthcoming", word),
        }
    };
    (0..words.len()).any(|at| looks(at) && !is_unknown(words, at) && !is_unreal(words, at))
}

/// Whether a word stands behind somebody who does not know it: `we cannot say that the gates will close` foretells nothing.
fn is_unknown(words: &[Word], at: usize) -> bool {
    const REACH: usize = 12;
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let negates = |at: usize| {
        let word = text(at);
        word.ends_with("n't") || is_one_of("not never cannot nobody unable impossible no", word)
    };
    let knows = |at: usize| is_one_of("say know tell see predict rule", text(at));
    (at.saturating_sub(REACH)..at).any(|mind| knows(mind) && (mind.saturating_sub(2)..mind).any(negates) && text(mind + 1) != "out")
}

/// Whether a modal verb says what is only thought of: a wish (`may the dead rest`), what was once believed or is remembered (`I thought it would
/// hold`, `he would often go`), what somebody of some kind does (`a man who would sell his boat`), what a speaker marvels at (`I cannot believe that
/// they would sell`).
fn is_unreal(words: &[Word], at: usize) -> bool {
    const REACH: usize = 20;
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let before = |n: usize| at.checked_sub(n).map_or("", text);
    if text(at) == "may" {
        return is_one_of("god allah", text(at + 1)) || (at == 0 && is_one_of("he she they it the your her his their all we", text(1)));
    }
    let is_some_kind =
        is_one_of("who that", before(1)) && is_one_of("someone somebody anyone anybody those people person man woman", before(2));
    let looks_back = |mind: usize| {
        let (before, after) = (mind.checked_sub(1).map_or("", text), text(mind + 1));
        match text(mind) {
            "thought" | "figured" | "assumed" | "imagined" => is_one_of("i we he she they", before),
            "hoped" => is_one_of("i we", before),
            "believe" | "imagine" | "fathom" | "understand" => is_one_of("can't cannot couldn't", before),
            "devastated" | "shocked" | "stunned" | "saddened" | "horrified" | "odd" | "strange" => after == "that",
            "remember" | "remembers" | "remembered" | "recall" | "recalls" | "recalled" => true,
            _ => false,
        }
    };
    let is_habit = is_one_of("always often usually sometimes", text(at + 1));
    is_one_of("would wouldn't could might", text(at)) && (is_some_kind || is_habit || (at.saturating_sub(REACH)..at).any(looks_back))
}

/// Whether `likely to` compares: `twice as likely to fall ill`, `more likely to fall ill than others`.
fn is_compared(words: &[Word], to: usize) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let (Some(likely), Some(degree)) = (to.checked_sub(1), to.checked_sub(2)) else { return false };
    let of_number =
        || (degree.saturating_sub(3)..degree).any(|at| is_one_of("times twice percent percentage", text(at)) || text(at).ends_with('%'));
    text(likely) == "likely"
        && is_one_of("more less as", text(degree))
        && (text(degree) == "as" || of_number() || words[to..].iter().any(|word| word.text == "than"))
}

/// Whether the content only asks: `when the lake would be full`, without a main clause behind it.
fn is_open_question(report: &Report, words: &[Word]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let asks = |at: usize| words.get(at).is_some_and(|word| is_one_of("when how why where", &word.text));
    let said = matches!(first.text.as_str(), "to") && words.get(1).is_some_and(|word| is_one_of("say tell disclose reveal", &word.text));
    (asks(0) || (said && asks(2))) && !report.article.text[first.span.start..last.span.end].contains([',', '—'])
}

/// Whether a word of likelihood looks ahead: what it speaks of is not told as past.
fn likelihood_looks_ahead(report: &Report, statement: &Statement, words: &[Word], condition: bool) -> bool {
    let certainties = report.analysis.certainties.iter().chain(&statement.certainty);
    certainties.filter(|certainty| statement.content.iter().any(|run| run.contains(certainty.span))).any(|certainty| {
        let kin = ["likel", "probab", "possib", "chance", "odds"];
        let first = words.partition_point(|word| word.span.end <= certainty.span.start);
        let behind: Vec<&str> =
            words[first..].iter().filter(|word| word.span.start >= certainty.span.end).map(|word| word.text.as_str()).collect();
        let is_past = behind.iter().take(9).any(|word| is_one_of("was were had has have did been", word));
        let opens = behind.first().is_none_or(|word| is_one_of("that of in before by this next", word)) || condition;
        let term = fold(&certainty.term);
        // `probably` and `possibly` say it of any time: the verb tells which.
        kin.iter().any(|kin| term.contains(kin)) && !term.ends_with("bly") && opens && !is_past && !is_unknown(words, first)
    })
}

/// Verbs with which a speaker foretells nothing: `we will see`.
fn waits(verb: &str) -> bool {
    matches!(verb, "see" | "find" | "know" | "discuss" | "say" | "tell")
}

/// Whether the cue makes its content lie ahead: `threatened to …`, `warned of …`, `expects …`.
fn cue_looks_ahead(report: &Report, statement: &Statement, words: &[Word]) -> bool {
    let text = report.article.text.as_str();
    let cue: Vec<String> =
        statement.cue.iter().flat_map(|span| spans(span.of(text)).map(|word| fold(word.of(span.of(text)))).collect::<Vec<_>>()).collect();
    let cue_is = |list: &List| cue.iter().any(|word| list.has_stem(&LEXICON.stem(word)));
    if cue_is(&WISHING) {
        return false;
    }
    let foretells = cue_is(&FORETELLING);
    let is_infinitive = words.first().is_some_and(|word| word.text == "to");
    // A cue may itself look ahead: `will say`, `is set to announce`. What is said then is still to be said.
    let main = words.iter().take(8).take_while(|word| !matches!(word.text.as_str(), "who" | "whoever" | "that" | "which" | "if" | "for"));
    let has_verb_in_past =
        main.into_iter().any(|word| matches!(word.text.as_str(), "was" | "were" | "had" | "did" | "has" | "have" | "been"));
    // `pledged allegiance last year`
    let was_then =
        || words.last().is_some_and(|word| word.text == "ago") || words.iter().rev().nth(1).is_some_and(|word| word.text == "last");
    foretells && (is_infinitive || !(has_verb_in_past || was_then()))
}

/// The word of likelihood in the content or the cue.
fn likelihood(report: &Report, statement: &Statement) -> Option<Certainty> {
    let own = || {
        let spans = statement.content.iter().chain(&statement.cue);
        spans.flat_map(|span| report.analysis.certainties.iter().filter(move |certainty| span.contains(certainty.span))).next().cloned()
    };
    statement.certainty.clone().or_else(own)
}

/// The time ahead that the content names: the first that ends on or after the page's day. A time in the condition counts only where no other does,
/// a span that began long before the page (`from 2021 to 2038`) never, and `in six weeks` behind a perfect (`has risen … in six weeks`) is past.
fn due(report: &Report, statement: &Statement, page: Option<Date>, condition: Option<Span>, ahead: bool) -> Option<DateRange> {
    let page = page?;
    let text = report.article.text.as_str();
    let run = |span: Span| statement.content.iter().find(|run| run.contains(span));
    let is_ahead = |span: Span, range: DateRange| {
        let stretch = |&run: &Span| {
            let before = phrase(&text[run.start..span.start]);
            before.rsplit(' ').take(12).any(|word| matches!(word, "has" | "have" | "had"))
        };
        let lasted = range.from > page && fold(span.of(text)).starts_with("in ") && run(span).is_some_and(stretch);
        range.to >= page && (page - range.from).get_days() <= LONG && !lasted
    };
    let times = report.analysis.times.iter().filter(|time| run(time.span).is_some());
    let ranges: Vec<(Span, DateRange)> = times.filter_map(|time| Some((time.span, coming(text, time, page, ahead)?))).collect();
    let inside: Vec<(Span, DateRange)> = ranges.into_iter().filter(|(span, range)| is_ahead(*span, *range)).collect();
    let outside = inside.iter().find(|(span, _)| condition.is_none_or(|condition| !condition.contains(*span)));
    outside.or(inside.first()).map(|(_, range)| *range)
}

/// The days that a time means; of a month without a year beside a word of likelihood (`very likely in March`) those of the month to come, and of
/// `before June` those up to the end of May.
fn coming(text: &str, time: &headwater_language::Time, page: Date, ahead: bool) -> Option<DateRange> {
    let range = time.range?;
    let words = phrase(time.span.of(text));
    let names_a_month = words.rsplit(' ').next().is_some_and(|last| MONTHS.contains(&last)) && !words.contains("last");
    if !ahead || !names_a_month {
        return Some(range);
    }
    let year_on = |day: Date| day.checked_add(jiff::Span::new().years(1)).ok();
    let range = if range.to < page && (page - range.to).get_days() < LONG {
        DateRange { from: year_on(range.from)?, to: year_on(range.to)? }
    } else {
        range
    };
    let start = text[..time.span.start].trim_end();
    let before = &text[start.rfind(char::is_whitespace).map_or(0, |at| at + 1)..start.len()];
    let is_before = words.starts_with("before ") || fold(before) == "before";
    match range.from.yesterday() {
        Ok(eve) if is_before && eve > page => Some(DateRange { from: page.max(eve.first_of_month()), to: eve }),
        _ => Some(range),
    }
}

/// The condition in the content: from its word to the end of its clause.
fn condition(report: &Report, statement: &Statement, words: &[Word]) -> Option<Span> {
    let text = report.article.text.as_str();
    let word = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let begins = |at: usize| -> bool {
        match word(at) {
            "whether" => false,
            "if" => !matches!(word(at.wrapping_sub(1)), "as" | "even" | "what") || at == 0,
            "once" => at + 2 < words.len() && !matches!(word(at + 1), "again" | "and" | "more"),
            "as" => word(at + 1) == "long" && word(at + 2) == "as",
            // Up to a day is no condition: `has until Friday`.
            "until" => !report.analysis.times.iter().any(|time| words.get(at + 1).is_some_and(|next| time.span.covers(next.span.start))),
            "in" => word(at + 1) == "case",
            "for" => word(at + 1) == "the" && word(at + 2) == "duration",
            "while" => {
                word(at + 1).ends_with("ing") || (2..5).any(|n| matches!(word(at + n), "is" | "are") && word(at + n + 1).ends_with("ing"))
            }
            // Inverted: `should the talks fail`.
            "should" => starts_clause(text, words[at].span, statement) && !matches!(word(at + 1), "be" | "not" | "have" | "also"),
            other => CONDITIONS.has(other),
        }
    };
    let at = (0..words.len()).find(|&at| begins(at))?;
    let start = if at > 0 && word(at - 1) == "only" { words[at - 1].span.start } else { words[at].span.start };
    let run = statement.content.iter().find(|run| run.contains(words[at].span))?;
    // A point ends it only where it ends the sentence: not in `Feb. 3`.
    let sentences = &report.analysis.sentences;
    let sentence = sentences.get(sentences.partition_point(|sentence| sentence.span.end <= words[at].span.start));
    let end = sentence.map_or(run.end, |sentence| sentence.span.end.min(run.end)).max(words[at].span.end);
    let rest = &text[words[at].span.start..end];
    // A condition in front ends at its comma; one behind runs to the end of the sentence.
    let in_front = starts_clause(text, words[at].span, statement);
    let length = rest.char_indices().find(|&(offset, c)| match c {
        ',' | '—' => {
            in_front || rest[offset..].starts_with(", but") || rest[offset..].starts_with(", and") || rest[offset..].starts_with(", a ")
        }
        ';' | '?' | '!' | '\n' => true,
        _ => false,
    });
    let mut end = words[at].span.start + length.map_or(rest.len(), |(offset, _)| offset);
    // Without a comma the main clause begins with the pronoun before its modal verb: `If the talks fail he may …`.
    let is_main = |at: usize| {
        is_one_of("he she it they we you i there", word(at))
            && is_one_of("will would may might could can shall must won't wouldn't", word(at + 1))
    };
    if in_front && let Some(main) = (at + 3..words.len()).take_while(|&at| words[at].span.end <= end).find(|&at| is_main(at)) {
        end = words[main].span.start;
    }
    let span = Span::new(start, end).trim_matches(text, |c| c.is_whitespace() || matches!(c, '.' | ',' | '"' | '”'));
    (!span.is_empty()).then_some(span)
}

/// Whether a word begins a sentence or clause.
fn starts_clause(text: &str, word: Span, statement: &Statement) -> bool {
    let run = statement.content.iter().find(|run| run.contains(word));
    let before = run.map_or("", |run| &text[run.start..word.start]);
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with(['.', '!', '?', ',', ';', ':', '—', '“', '"'])
        || before.ends_with(" that")
        || before.ends_with(" and")
        || before.ends_with(" but")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_tells_settles() {
        let told = |came_true, day, statement| Outcome { came_true, day: Date::constant(2031, 5, day), statement };
        let check = |outcomes: &[Outcome], expected| assert_eq!(verdict(outcomes), expected);
        check(&[], (ForecastStatus::Open, None));
        check(&[told(true, 9, 4), told(true, 7, 6)], (ForecastStatus::CameTrue, Some(StatementId(6))));
        check(&[told(false, 9, 4)], (ForecastStatus::DidNot, Some(StatementId(4))));
        check(&[told(false, 9, 4), told(true, 9, 2)], (ForecastStatus::Unclear, Some(StatementId(2))));
    }

    fn words_of(text: &str) -> Vec<Word> {
        spans(text).map(|span| Word { span, text: fold(span.of(text)) }).collect()
    }

    #[test]
    fn who_does_not_know_foretells_nothing() {
        let check = |text: &str, expected| assert_eq!(looks_ahead(&words_of(text), false, false), expected, "{text}");
        check("We cannot say that the lock will open", false);
        check("Nobody can know whether the lock will open", false);
        check("We do not see them preparing to leave", false);
        check("The lock will not open", true);
        check("a charter under which no member may sell", false);
        check("about half of what she would expect", false);
        check("a broken chain was likely to have been the cause", false);
        check("the lock was likely to open", true);
        check("I thought that the lock would open", false);
        check("May the lost of Skarholm rest in peace", false);
        check("the bargemen are brave and may God keep them", false);
        check("May will ask for a lock", true);
        check("he remembers that the keeper would not talk to anyone", false);
        check("the coat that he would always wear", false);
        check("I am going to say this with care", false);
        check("the greed of a man who would sell his own boat", false);
        check("we cannot believe that the council would sell it", false);
        check("I do not believe that the council would sell it", true);
        check("Bargemen are twice as likely to fall ill", false);
        check("Bargemen are more likely to fall ill than others", false);
        check("The lock is now more likely to open", true);
    }

    /// A report of one statement whose content is all of the text.
    fn report(text: &str) -> (Report, Statement) {
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

    #[test]
    fn a_condition_ends_with_its_clause() {
        let check = |text: &str, expected: Option<&str>| {
            let (mut report, statement) = report(text);
            let whole = Span::new(0, text.len());
            report.article.blocks = vec![headwater_core::Block { kind: headwater_core::BlockKind::Paragraph, span: whole, why: None }];
            report.analysis = headwater_language::analyse_with(&report.article, None);
            let found = condition(&report, &statement, &words_of(text)).map(|span| span.of(text));
            assert_eq!(found, expected);
        };
        check("If Skarholm falls silent he may well leave the room", Some("If Skarholm falls silent"));
        check("If the lock jams, the barges will wait", Some("If the lock jams"));
        check("The barges will wait only if the lock jams.", Some("only if the lock jams"));
        check("The barges will wait", None);
        check("The barges will wait if the lock jams on Feb. 3 or later. The crews go home.", Some("if the lock jams on Feb. 3 or later"));
        check("The barges have until Friday to leave", None);
        check("The barges will wait until the lock opens", Some("until the lock opens"));
    }

    #[test]
    fn what_lies_ahead_is_due() {
        let date = |year, month, day| Date::constant(year, month, day);
        let check = |text: &str, times: &[(&str, Date, Date)], expected: Option<Date>| {
            let (mut report, statement) = report(text);
            report.analysis.times = times
                .iter()
                .map(|&(words, from, to)| {
                    let start = text.find(words).unwrap();
                    let span = Span::new(start, start + words.len());
                    headwater_language::Time { span, range: Some(DateRange { from, to }), value: None, relative: false }
                })
                .collect();
            let condition = condition(&report, &statement, &words_of(text));
            assert_eq!(due(&report, &statement, Some(date(2031, 5, 9)), condition, true).map(|due| due.to), expected, "{text}");
        };
        let (june, july) = (("in June", date(2031, 6, 1), date(2031, 6, 30)), ("by July", date(2031, 7, 1), date(2031, 7, 31)));
        check("If the lock jams in June, the quay will be dry by July", &[june, july], Some(july.2));
        check("If the lock jams in June, the quay will be dry", &[june], Some(june.2));
        check("The lease runs from 2021 to 2038", &[("2021 to 2038", date(2021, 1, 1), date(2038, 12, 31))], None);
        check("The quay may open in March", &[("in March", date(2031, 3, 1), date(2031, 3, 31))], Some(date(2032, 3, 31)));
        check("The quay may open before July", &[("July", july.1, july.2)], Some(june.2));
        check("The quay has sunk in three weeks", &[("in three weeks", date(2031, 5, 30), date(2031, 5, 30))], None);
    }

    #[test]
    fn the_same_saying_is_no_outcome() {
        let said = |speaker: usize, day: Option<Date>| {
            let (_, mut statement) = report("the lock opened");
            statement.chain = vec![headwater_core::Voice { actor: headwater_core::ActorId(speaker), name: "Ann Holt".to_owned() }];
            statement.said_on = day.map(PartialDate::Day);
            statement
        };
        let (first, second) = (Some(Date::constant(2031, 5, 2)), Some(Date::constant(2031, 5, 9)));
        assert!(is_same_saying(&said(0, first), &said(0, first)) && is_same_saying(&said(0, None), &said(0, second)));
        assert!(!is_same_saying(&said(0, first), &said(0, second)) && !is_same_saying(&said(0, first), &said(1, first)));
    }

    #[test]
    fn what_was_is_told_in_the_past() {
        let check = |text: &str, expected| {
            let words: Vec<Word> = spans(text).map(|span| Word { span, text: fold(span.of(text)) }).collect();
            assert_eq!(tells_what_was(&words), expected, "{text}");
        };
        check("the gates were closed on Monday", true);
        check("the ferry sank and 12 people drowned", true);
        check("to close the gates that were built last year", false);
        check("the gates close at noon", false);
        check("", false);
    }
}
