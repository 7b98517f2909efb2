//! On what condition something is foretold.

use headwater_core::{Span, Statement};

use super::{Word, is_one_of};
use crate::Report;
use crate::lexicon::LEXICON;
use crate::lists::List;

/// Stems of words before an `if` that asks: `wondered if it would hold`, `it is unclear if`.
static ASKING: List =
    List::new("wonder ask see know decide determine unclear sure clear certain question doubt say tell learn find matter");

/// Stems of speech: `while vowing to stay` is no condition.
static SPEAKING: List = List::new(
    "say add tell vow pledge promise insist note warn claim argue deny acknowledge admit call urge seek try accuse praise criticize",
);

/// The condition in the content: from its word to the end of its clause.
pub(super) fn condition(report: &Report, statement: &Statement, words: &[Word]) -> Option<Span> {
    let text = report.article.text.as_str();
    let word = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    // `If you look at it`, `if you ask me`.
    let addresses =
        |at: usize| word(at + 1).starts_with("you") && (at + 1..at + 4).any(|at| is_one_of("look wonder wondering ask think", word(at)));
    let begins = |at: usize| -> bool {
        match word(at) {
            "if" => {
                let before = at.checked_sub(1).map_or("", &word);
                let asks = ASKING.has_stem(&LEXICON.stem(before)) && !(at > 1 && word(at - 2) == "would");
                !is_one_of("as even what", before) && !asks && !addresses(at)
            }
            "once" => at + 2 < words.len() && !matches!(word(at + 1), "again" | "and" | "more"),
            "as" => word(at + 1) == "long" && word(at + 2) == "as",
            // Up to a day is no condition: `has until Friday`.
            "until" => !report.analysis.times.iter().any(|time| words.get(at + 1).is_some_and(|next| time.span.covers(next.span.start))),
            "in" => word(at + 1) == "case",
            "for" => word(at + 1) == "the" && word(at + 2) == "duration",
            "provided" => {
                let before = at.checked_sub(1).map_or("", &word);
                is_one_of("that the he she it they we you there a an all no", word(at + 1))
                    && !is_one_of("he she it they we i who which that be is are was were been has have had", before)
            }
            "while" => {
                (word(at + 1).ends_with("ing") && !SPEAKING.has_stem(&LEXICON.stem(word(at + 1))))
                    || (2..5).any(|n| matches!(word(at + n), "is" | "are") && word(at + n + 1).ends_with("ing"))
            }
            // Inverted: `should the talks fail`.
            "should" => starts_clause(text, words[at].span, statement) && !matches!(word(at + 1), "be" | "not" | "have" | "also"),
            other => is_one_of("unless until", other),
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
    // The main clause begins with the pronoun before its modal verb: `If the talks fail he may …`; behind a condition in the middle of a sentence
    // only where a comma stands before it.
    let is_main = |at: usize| {
        let opens = in_front || text[..words[at].span.start].trim_end().ends_with(',');
        let modal = (is_one_of("he she it they we you i there", word(at))
            && is_one_of("will would may might could can shall must won't wouldn't", word(at + 1)))
            || is_one_of("he'll she'll it'll they'll we'll you'll i'll there'll", word(at));
        opens && modal
    };
    if let Some(main) = (at + 3..words.len()).take_while(|&at| words[at].span.end <= end).find(|&at| is_main(at)) {
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
    use crate::forecasts::tests::{report, words_of};

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
        check("If the lock jams it'll be the bargemen who pay", Some("If the lock jams"));
        check("It matters because if the lock jams, it may be for long", Some("if the lock jams"));
        check("The barges will wait", None);
        check("They asked if the barges would wait", None);
        check("If you look at the lock, it will jam", None);
        check("The gates will be provided by the mill", None);
        check("The gates will open provided that the mill pays", Some("provided that the mill pays"));
        check("to mend the lock while pledging to keep the mill", None);
        check("to rest while mending the lock", Some("while mending the lock"));
        check("The barges will wait if the lock jams on Feb. 3 or later. The crews go home.", Some("if the lock jams on Feb. 3 or later"));
        check("The barges have until Friday to leave", None);
        check("The barges will wait until the lock opens", Some("until the lock opens"));
    }
}
