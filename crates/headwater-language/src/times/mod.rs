//! Expressions of time, resolved against the report's day.
//!
//! In steps: what an expression says by its words ([`grammar`], [`words`]); where what its sentence tells lies, behind or ahead (`tense`); the days of
//! the calendar that it means ([`mod@resolve`]). A report looks back: a bare weekday, month or date lies in the past unless the sentence looks ahead
//! (`will`, `expected to`, `agreed to meet`). `the next day` and `three days later` count from the date that the narrative told last.

mod grammar;
mod resolve;
mod tense;
mod words;

use std::{collections::HashSet, sync::LazyLock};

use headwater_core::{DateRange, Span};
use jiff::civil::Date;

use crate::{
    Sentence, Time, Token, TokenKind,
    lexicon::{is_capital, lower},
};
use grammar::{Meaning, Words};
use resolve::{Context, FAR, Narrative, resolve};

/// The expressions of time in a report of the given day. `persons` are the names of persons, in which a month is none.
pub(crate) fn times(text: &str, tokens: &[Token], sentences: &[Sentence], today: Option<Date>, persons: &[Span]) -> Vec<Time> {
    let mut found = Vec::new();
    let mut narrative: Option<Narrative> = None;
    let mut block = usize::MAX;
    let mut sentence_words = SentenceWords::default();
    for sentence in sentences {
        if sentence.block != block {
            block = sentence.block;
            if let Some(narrative) = &mut narrative {
                narrative.near = narrative.streak >= FAR;
            }
        }
        let tokens = &tokens[sentence.tokens.clone()];
        if !tokens.iter().any(|token| may_begin(token, text)) {
            continue;
        }
        sentence_words.fill(text, tokens, persons);
        let words = sentence_words.words();
        let mut at = 0;
        while at < tokens.len() {
            let Some((end, meaning)) = may_begin(&tokens[at], text).then(|| words.read(at)).flatten() else {
                at += 1;
                continue;
            };
            let end = end.min(tokens.len());
            // “The first time in many years” counts back from now, whatever its verb says.
            let side = if tense::counts_back(&words, at) { resolve::Side::Past } else { tense::side(&words, at, end) };
            let context = Context { today, narrative, side };
            if let Some(resolved) = resolve(&meaning, &context) {
                let span = tokens[at].span.to(tokens[end - 1].span);
                found.push(Time { span, range: resolved.range, value: resolved.value, relative: resolved.relative });
                if let Some(range) = resolved.range.filter(|_| is_told(&meaning)) {
                    narrative = Some(next_narrative(narrative, &meaning, range, today));
                }
            }
            at = end.max(at + 1);
        }
    }
    found
}

/// Whether the word, in small letters, names a month or a weekday.
pub(crate) fn is_date_word(word: &str) -> bool {
    words::month(word).is_some() || words::weekday(word).is_some()
}

/// Whether the narrative stands at what the expression tells: not at spans up to or from now.
fn is_told(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Offset { to: grammar::Toward::Past | grammar::Toward::Coming, .. } | Meaning::Decade { .. } | Meaning::Century { .. }
    )
}

/// Where the narrative stands after an expression: at its date, in a year that is told if the expression or the narrative before told it.
fn next_narrative(before: Option<Narrative>, meaning: &Meaning, range: DateRange, today: Option<Date>) -> Narrative {
    let this_year = today.is_some_and(|today| today.year() == range.to.year());
    if let Some(history) = before.filter(|before| before.streak >= FAR && this_year) {
        // Only a day of the report's own week ends a text's history.
        let ends = matches!(meaning, Meaning::Day(_) | Meaning::Weekday { .. } | Meaning::Date { year: Some(_), .. });
        return if ends { Narrative { range, told_year: false, near: true, streak: 0 } } else { history };
    }
    // Behind a stretch of days the narrative stands at its end.
    let range = if matches!(meaning, Meaning::Range(..)) { DateRange { from: range.to, to: range.to } } else { range };
    let explicit = matches!(
        meaning,
        Meaning::Date { year: Some(_), .. }
            | Meaning::Month { year: Some(_), .. }
            | Meaning::Year { .. }
            | Meaning::Season { year: Some(_), .. }
            | Meaning::Range(..)
    );
    let inherited =
        before.is_some_and(|before| before.told_year && before.near && (before.range.from.year() - range.from.year()).abs() <= 1);
    let told_year = explicit || inherited;
    let far = told_year && today.is_some_and(|today| range.to.year() < today.year());
    let streak = if far { before.map_or(0, |before| before.streak) + 1 } else { 0 };
    Narrative { range, told_year, near: true, streak }
}

/// The words of one sentence, in buffers that are filled anew for each.
#[derive(Default)]
struct SentenceWords {
    small: Vec<String>,
    capital: Vec<bool>,
    number: Vec<bool>,
    spaced: Vec<bool>,
    person: Vec<bool>,
}

impl SentenceWords {
    fn fill(&mut self, text: &str, tokens: &[Token], persons: &[Span]) {
        self.small.truncate(tokens.len());
        self.small.resize(tokens.len(), String::new());
        self.capital.clear();
        self.number.clear();
        self.spaced.clear();
        self.person.clear();
        let mut before = None;
        for (token, small) in tokens.iter().zip(&mut self.small) {
            let word = token.span.of(text);
            small.clear();
            small.extend(lower(word).chars().map(|c| if matches!(c, '’' | '‘') { '\'' } else { c }));
            self.capital.push(is_capital(word));
            self.number.push(token.kind == TokenKind::Number);
            self.spaced.push(before.is_none_or(|before| before != token.span.start));
            let after = persons.partition_point(|person| person.end <= token.span.start);
            self.person.push(persons.get(after).is_some_and(|person| person.covers(token.span.start)));
            before = Some(token.span.end);
        }
    }

    fn words(&self) -> Words<'_> {
        Words { small: &self.small, capital: &self.capital, number: &self.number, spaced: &self.spaced, person: &self.person }
    }
}

/// Words that an expression may begin with, besides numbers.
static BEGINNINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec \
     jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. \
     monday tuesday wednesday thursday friday saturday sunday mon. tue. tues. wed. thu. thur. thurs. fri. sat. sun. \
     the a an early late mid earlier later beginning start end middle first second third fourth last this next past coming previous following that same \
     these current in within about around nearly almost some roughly approximately just today tonight yesterday tomorrow overnight \
     spring summer autumn winter fall q1 q2 q3 q4 half several couple few many \
     one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty \
     fifty sixty seventy eighty ninety hundred fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth \
     seventeenth eighteenth nineteenth twentieth twenty-first twenty-second thirtieth thirty-first \
     new epiphany australia holocaust groundhog valentine valentine's st. saint international anzac cinco ve victory d-day flag juneteenth canada independence \
     bastille liberation german halloween hallowe'en all guy bonfire veterans veteran armistice remembrance christmas xmas boxing martin mlk presidents \
     president washington mother mothers memorial father fathers labor labour columbus indigenous thanksgiving mardi shrove fat ash palm maundy good easter \
     ascension pentecost whit twelfth"
        .split_whitespace()
        .collect()
});

fn may_begin(token: &Token, text: &str) -> bool {
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Word => {
            let word = lower(word);
            BEGINNINGS.contains(&*word)
                || word.starts_with("mid-")
                || word.starts_with("twenty-")
                || word.starts_with("thirty-")
                || word.len() > 5 && word.contains('-')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use headwater_core::{Article, ArticleDate, Block, BlockKind, DateBasis, Moment};

    use super::*;

    /// Each expression as `words=value` or `words=from..to` in a report of Tuesday 16 October 2018.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let span = Span::new(0, text.len());
        let published = ArticleDate {
            value: Some(Moment::Day(Date::constant(2018, 10, 16))),
            basis: DateBasis::Page,
            not_before: None,
            not_after: None,
        };
        let blocks = vec![Block { kind: BlockKind::Paragraph, span, why: None }];
        let article = Article { text: text.to_owned(), blocks, published: Some(published), ..Article::default() };
        let found: Vec<String> = crate::analyse(&article)
            .times
            .iter()
            .map(|time| {
                let value = match (time.value, time.range) {
                    (Some(value), _) => value.to_string(),
                    (None, Some(range)) => format!("{}..{}", range.from, range.to),
                    (None, None) => "?".to_owned(),
                };
                format!("{}={value}", time.span.of(text))
            })
            .collect();
        assert_eq!(found.join(" | "), expected, "in {text:?}");
    }

    #[test]
    fn weekdays_look_back_unless_the_sentence_looks_ahead() {
        check("The minister said on Tuesday that he left Monday.", "Tuesday=2018-10-16 | Monday=2018-10-15");
        check("They met last Friday and on Wednesday.", "last Friday=2018-10-12 | Wednesday=2018-10-10");
        check("The council will vote on Thursday.", "Thursday=2018-10-18");
        check("The council is expected to vote next Monday.", "next Monday=2018-10-22");
        check("He was seen early Sunday morning.", "early Sunday morning=2018-10-14");
    }

    #[test]
    fn months_and_dates_without_year() {
        check("He entered the building on Oct. 2 and left on 3 October.", "Oct. 2=2018-10-02 | 3 October=2018-10-03");
        check("In March he resigned; the two agreed to hold talks in April.", "March=2018-03 | April=2019-04");
        check("Prices rose in December.", "December=2017-12");
        check("The law will take effect on Jan. 1.", "Jan. 1=2019-01-01");
        check("She may march in May; May agreed.", "May=2019-05");
    }

    #[test]
    fn whole_dates() {
        check(
            "It began on 2 October 2018, Friday, Nov. 3, 2017, and 2018-10-02.",
            "2 October 2018=2018-10-02 | Friday, Nov. 3, 2017=2017-11-03 | 2018-10-02=2018-10-02",
        );
        check(
            "It ended in January 2009, after the war of 1950-53 and the 1990s.",
            "January 2009=2009-01 | 1950-53=1950-01-01..1953-12-31 | the 1990s=1990-01-01..1999-12-31",
        );
        check("It has been so since 1953; 2,018 people came, 2000 troops left.", "1953=1953");
    }

    #[test]
    fn parts_and_units() {
        check(
            "In late May, in mid-January and at the end of April it rained.",
            "late May=2018-05 | mid-January=2018-01 | the end of April=2018-04",
        );
        check(
            "Last month, earlier this year and this week it did not.",
            "Last month=2018-09 | earlier this year=2018 | this week=2018-10-15..2018-10-21",
        );
        check(
            "It must be done by the end of the year or within 48 hours.",
            "the end of the year=2018 | within 48 hours=2018-10-16..2018-10-18",
        );
        check(
            "It grew in the third quarter and in the summer of 2017.",
            "the third quarter=2018-07-01..2018-09-30 | the summer of 2017=2017-06-01..2017-08-31",
        );
    }

    #[test]
    fn weeks_and_seasons() {
        check("It opens in the first week of November.", "the first week of November=2018-10-29..2018-11-04");
        check(
            "It met in the last week of July and the first week of 2015.",
            "the last week of July=2018-07-23..2018-07-29 | the first week of 2015=2014-12-29..2015-01-04",
        );
        check("They met in spring and have waited since winter.", "spring=2018-03-01..2018-05-31 | winter=2017-12-01..2018-02-28");
        check("In January 2009 he was minister. In the summer he left.", "January 2009=2009-01 | the summer=2009-06-01..2009-08-31");
        check("The spring flowers fall early; winter coats are cheap.", "");
    }

    #[test]
    fn offsets() {
        check("Two days ago, a year ago and 20 years ago.", "Two days ago=2018-10-14 | a year ago=2017 | 20 years ago=1998");
        check(
            "He left on 2 October. Three days later he called; the next day he came.",
            "2 October=2018-10-02 | Three days later=2018-10-05 | the next day=2018-10-06",
        );
        check("Yesterday and overnight nothing happened.", "Yesterday=2018-10-15 | overnight=2018-10-15..2018-10-16");
        check("In the past two weeks it was quiet.", "the past two weeks=2018-10-02..2018-10-16");
        check("It will be the first sitting in ten years and the worst of all.", "");
        check("The first ferry will leave in two days.", "in two days=2018-10-18");
    }

    #[test]
    fn ranges() {
        check("It ran from 3 to 5 May.", "3 to 5 May=2018-05-03..2018-05-05");
        check("It ran May 3-5, 2017.", "May 3-5, 2017=2017-05-03..2017-05-05");
        check("It ran from 3 October to 5 November 2017.", "3 October to 5 November 2017=2017-10-03..2017-11-05");
    }

    #[test]
    fn the_narrative_keeps_its_year() {
        check("In January 2009 he was minister. In March he left.", "January 2009=2009-01 | March=2009-03");
    }

    #[test]
    fn holidays() {
        check("It opened on Christmas Day and on Easter Monday 2018.", "Christmas Day=2017-12-25 | Easter Monday 2018=2018-04-02");
        check("It will close on Thanksgiving.", "Thanksgiving=2018-11-22");
    }
}
