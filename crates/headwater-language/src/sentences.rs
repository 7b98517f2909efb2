//! Where sentences end.
//!
//! A sentence ends at a final mark when what follows can begin another. Closing quotation marks and brackets behind the mark belong to it. Inside a
//! quotation the same rule holds, so a quotation of several sentences is several sentences, the first with its opening mark and the words before it,
//! the last with its closing mark and the words after it: `She said: “We met.` | `We agreed.”`, `“Did you meet?” he asked.` A block ends a sentence
//! whether it has a stop or not (headlines), and so do a blank line and a list mark at the start of a line.

use std::{ops::Range, sync::LazyLock};

use headwater_core::BlockKind;
use rustc_hash::FxHashSet;

use crate::{
    Sentence, Token, TokenKind,
    lexicon::{is_capital, words},
    tokens::{Abbreviation, abbreviation},
};

static STARTERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| words(include_str!("../data/sentence-starters.txt")));
static SPEECH_VERBS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| words(include_str!("../data/speech-verbs.txt")));

/// The sentences of one block, whose tokens are `range` of `tokens`.
pub(crate) fn sentences(text: &str, tokens: &[Token], range: Range<usize>, block: usize, kind: BlockKind, out: &mut Vec<Sentence>) {
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let block_tokens = &tokens[..range.end];
        let end = if breaks_line(text, block_tokens, at) { at + 1 } else { end_at(text, block_tokens, at).unwrap_or(start) };
        if end > at {
            push(tokens, start..end, block, kind, out);
            start = end;
        }
        at = end.max(at + 1);
    }
    if start < range.end {
        push(tokens, start..range.end, block, kind, out);
    }
}

fn push(tokens: &[Token], range: Range<usize>, block: usize, kind: BlockKind, out: &mut Vec<Sentence>) {
    let span = tokens[range.start].span.to(tokens[range.end - 1].span);
    out.push(Sentence { span, tokens: range, block, kind });
}

/// Whether a blank line or a line with a list mark begins after the token.
fn breaks_line(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return false };
    let gap = &text[tokens[at].span.end..next.span.start];
    let lines = gap.bytes().filter(|b| *b == b'\n').count();
    lines > 1 || (lines == 1 && matches!(next.span.of(text), "•" | "·" | "*" | "▪" | "■" | "►" | "‣"))
}

/// If a sentence ends with the token `at`, the position behind its last token.
fn end_at(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let stop = Stop::of(tokens[at].span.of(text), tokens[at].kind)?;
    let word = |i: usize| tokens.get(i).map_or("", |token: &Token| token.span.of(text));
    let mut end = at + 1;
    // Several marks are one stop (?!, !!!), and what closes behind it belongs to it.
    while end < tokens.len() && Stop::of(word(end), tokens[end].kind) == Some(Stop::Loud) {
        end += 1;
    }
    let mut quoted = false;
    while end < tokens.len() && (tokens[end].kind == TokenKind::QuoteClose || matches!(word(end), ")" | "]")) {
        quoted |= tokens[end].kind == TokenKind::QuoteClose;
        end += 1;
    }
    let Some(next) = tokens.get(end) else { return Some(end) };
    let next_word = word(end);
    let begins = match next.kind {
        TokenKind::QuoteOpen | TokenKind::Number => true,
        TokenKind::Word => is_capital(next_word) || !next_word.chars().any(char::is_lowercase),
        TokenKind::QuoteClose => false,
        TokenKind::Mark => {
            matches!(next_word, "(" | "[" | "—" | "–" | "-" | "--" | "•" | "$" | "£" | "€" | "@" | "#" | "¿" | "¡" | "*")
                && is_spaced(text, tokens, end)
        }
    };
    if !begins {
        return None;
    }
    // A dash goes on with the sentence unless a capital follows it.
    if next.kind == TokenKind::Mark && matches!(next_word, "—" | "–" | "-" | "--") && !is_capital(word(end + 1)) {
        return None;
    }
    let ends = match stop {
        Stop::Abbreviated(kind) => {
            let starter = next.kind == TokenKind::QuoteOpen || STARTERS.contains(next_word);
            match kind {
                Abbreviation::Title => false,
                Abbreviation::Number | Abbreviation::Month => next.kind != TokenKind::Number && starter,
                Abbreviation::Any => starter && !is_name_before(text, tokens, at, next_word),
            }
        }
        Stop::Ellipsis => {
            next.kind != TokenKind::Number
                && !is_first_person(next_word)
                && (quoted || is_capital(next_word) || next.kind == TokenKind::QuoteOpen)
        }
        Stop::Loud => !(quoted && names_speaker(text, tokens, end)),
        // A stop in the middle of a word that lost its space: “end.Then”; but not “1.The” of a list.
        Stop::Full => !is_list_number(text, tokens, at),
    };
    ends.then_some(end)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    /// `!`, `?`
    Loud,
    Ellipsis,
    Abbreviated(Abbreviation),
}

impl Stop {
    fn of(word: &str, kind: TokenKind) -> Option<Self> {
        match (kind, word) {
            (TokenKind::Mark, "." | "。") => Some(Self::Full),
            (TokenKind::Mark, "!" | "?" | "！" | "？") => Some(Self::Loud),
            (TokenKind::Mark, "…") => Some(Self::Ellipsis),
            (TokenKind::Mark, _) if word.starts_with("..") => Some(Self::Ellipsis),
            (TokenKind::Word, _) if word.ends_with('.') => abbreviation(word).map(Self::Abbreviated),
            _ => None,
        }
    }
}

fn is_first_person(word: &str) -> bool {
    matches!(word, "I" | "I’m" | "I'm")
}

fn is_spaced(text: &str, tokens: &[Token], at: usize) -> bool {
    at == 0 || tokens[at - 1].span.end < tokens[at].span.start && text.is_char_boundary(tokens[at].span.start)
}

/// Whether the abbreviation is an initial inside a name, or the next word is a bare `I` or `A` that may be another initial.
fn is_name_before(text: &str, tokens: &[Token], at: usize, next: &str) -> bool {
    let word = tokens[at].span.of(text);
    let initial = word.chars().count() == 2;
    initial && next.chars().count() == 1
}

/// Whether the number before the stop begins its line or sentence: an item's number.
fn is_list_number(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(number) = at.checked_sub(1).and_then(|i| tokens.get(i)) else { return false };
    if number.kind != TokenKind::Number || number.span.len() > 2 {
        return false;
    }
    match at.checked_sub(2).and_then(|i| tokens.get(i)) {
        None => true,
        Some(before) => {
            text[before.span.end..number.span.start].contains('\n') || Stop::of(before.span.of(text), before.kind) == Some(Stop::Full)
        }
    }
}

/// Whether a name and a verb of speech follow (“Why?” Ann Doe asked): the sentence goes on behind the quotation.
fn names_speaker(text: &str, tokens: &[Token], from: usize) -> bool {
    let mut words = tokens[from..].iter().take(5).map(|token| (token.kind, token.span.of(text)));
    let named = words.by_ref().take_while(|(kind, word)| *kind == TokenKind::Word && is_capital(word)).count();
    let verb = tokens.get(from + named).is_some_and(|token| SPEECH_VERBS.contains(token.span.of(text)));
    verb && named > 0 && !matches!(tokens[from].span.of(text), "He" | "She" | "They" | "It" | "We")
}

#[cfg(test)]
mod tests {
    use headwater_core::{Article, Block, Span};

    use super::*;

    /// Splits `text`; the expected sentences are separated by ` | `.
    #[track_caller]
    fn check(expected: &str) {
        let text = expected.replace(" | ", " ");
        let span = Span::new(0, text.len());
        let blocks = vec![Block { kind: BlockKind::Paragraph, span, why: None }];
        let article = Article { text, blocks, ..Article::default() };
        let analysis = crate::analyse(&article);
        let found: Vec<&str> = analysis.sentences.iter().map(|sentence| sentence.span.of(&article.text)).collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check("Mr. Vale met Sen. Ann Q. Moss, R-S.C., in Jan. 2019 at 4 p.m. Friday in St. Orrin. | They spoke.");
        check("The ship left the U.S. Navy base. | It came from the U.S. | The crew of J. R. Doe & Co. did not know.");
        check("He lives in the U.K. | “We know,” he said.");
        check("See No. 4 of the list. | She said no. | Growth was 3.5 percent. | It was $1.2 billion.");
        check("The talks with Harbour Corp. and Vale Inc. failed. | Reuters was told at 10 a.m. | The minister left.");
    }

    #[test]
    fn quotations_of_several_sentences_split() {
        check("“We met. | We agreed,” he said. | “Then we left.”");
        check("“Did you meet?” Ann Doe asked. | “No!” | He left.");
        check("“Go!” he said. | (They went.) | “Why?” she asked.");
        check("He called it “a joke.” | The others laughed.");
        check("She said: “We met. | We agreed.”");
    }

    #[test]
    fn ellipses_datelines_and_lists() {
        check("ORRIN, Northland (NNA) — The ministry said … it would wait. | Nobody did.");
        check("I thought ... I did not know. | It went on... | Then it stopped.");
        check("1. The first point. | 2. The second.");
        check("He waited. | — Additional reporting by Ann Doe");
        check("Ministers from 12 states met – among them Vale’s – and left.");
    }

    #[test]
    fn blank_lines_end_sentences() {
        let text = "A headline without a stop\n\nThe text begins.".to_owned();
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
        assert_eq!(crate::analyse(&Article { text, blocks, ..Article::default() }).sentences.len(), 2);
    }
}
