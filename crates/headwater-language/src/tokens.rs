//! Words, numbers and marks.
//!
//! Between Penn Treebank and plain Unicode words: clitics (`’s`, `’ll`) are words of their own so that the pronoun or name before them stands alone,
//! negations (`don’t`) and hyphenated compounds (`Min-ho`, `15-member`) stay whole, and an abbreviation keeps its points.

use std::sync::LazyLock;

use headwater_core::Span;
use rustc_hash::FxHashMap;

use crate::{
    Token, TokenKind,
    lexicon::{is_capital, lines, lower},
    quotations::{QuoteMark, is_elision},
    times::is_date_word,
};

/// How an abbreviation relates to the end of a sentence; see `data/abbreviations.txt`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Abbreviation {
    Title,
    Month,
    Number,
    Any,
}

static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let kind = |name| match name {
        "title" => Abbreviation::Title,
        "month" => Abbreviation::Month,
        "number" => Abbreviation::Number,
        _ => Abbreviation::Any,
    };
    lines(include_str!("../data/abbreviations.txt"))
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(name, words)| words.split_whitespace().map(move |word| (word, kind(name))))
        .collect()
});

/// What the word with its final point abbreviates, if anything.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if let Some(known) = ABBREVIATIONS.get(word) {
        return Some(*known);
    }
    let stem = word.strip_suffix('.')?;
    stem.rsplit(['.', '-']).next().is_some_and(|last| last.chars().count() == 1).then_some(Abbreviation::Any)
}

/// The tokens of a block. `marks` are the quotation marks of the whole text, in order.
pub(crate) fn tokens(text: &str, block: Span, marks: &[QuoteMark], out: &mut Vec<Token>) {
    let mut marks = &marks[marks.partition_point(|mark| mark.span.start < block.start)..];
    let mut at = block.start;
    while at < block.end {
        let rest = &text[at..block.end];
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if let Some(mark) = marks.first().filter(|mark| mark.span.start == at) {
            marks = &marks[1..];
            let kind = if mark.opens { TokenKind::QuoteOpen } else { TokenKind::QuoteClose };
            out.push(Token { span: mark.span, kind });
            at = mark.span.end;
            continue;
        }
        // A word ends at the next quotation mark.
        let limit = marks.first().map_or(rest.len(), |mark| mark.span.start - at).min(rest.len());
        let (length, kind) = token(&rest[..limit], rest, first, out.last().map(|token| token.span.of(text)));
        push_clitics(text, Span::new(at, at + length), kind, out);
        at += length;
    }
}

/// The words of a phrase in small letters, with plain apostrophes: as lists of phrases are looked up.
pub(crate) fn words_of(phrase: &str) -> Vec<String> {
    let mut found = Vec::new();
    tokens(phrase, Span::new(0, phrase.len()), &[], &mut found);
    found.iter().map(|token| lower(token.span.of(phrase)).replace('’', "'")).collect()
}

/// Length and kind of the token that `rest` begins with. `beyond` is `rest` without the limit of the next quotation mark.
fn token(rest: &str, beyond: &str, first: char, before: Option<&str>) -> (usize, TokenKind) {
    if first.is_numeric() {
        return number(rest);
    }
    if first.is_alphabetic() {
        return (word(rest, beyond, before), TokenKind::Word);
    }
    if is_apostrophe(first) {
        let after = &rest[first.len_utf8()..];
        let tail = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        let head = &after[..tail];
        if head.starts_with(|c: char| c.is_ascii_digit()) {
            return (first.len_utf8() + tail, TokenKind::Number);
        }
        // An apostrophe that is no quotation mark belongs to a word that lost its beginning (’tis) or to an ending (U.S.’s); else it stands alone
        // (the workers’ homes).
        return if tail > 0 && (is_elision(after) || matches!(head, "s" | "ll" | "ve" | "re" | "d" | "m")) {
            (first.len_utf8() + tail, TokenKind::Word)
        } else {
            (first.len_utf8(), TokenKind::Mark)
        };
    }
    // Points and dashes that stand together are one mark.
    let run = if matches!(first, '.' | '-') { rest.bytes().take_while(|b| char::from(*b) == first).count() } else { first.len_utf8() };
    (run, TokenKind::Mark)
}

fn number(rest: &str) -> (usize, TokenKind) {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let digit_next = chars.peek().is_some_and(|(_, next)| next.is_numeric());
        if c.is_numeric() || (matches!(c, '.' | ':') && digit_next) || (c == ',' && begins_thousand(&rest[at + 1..])) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    let after = &rest[end..];
    // 5th, 1980s: the suffix belongs to the numeral; 450bn, 10am: the letters are a word of their own.
    let letters = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    if matches!(&*lower(&after[..letters]), "st" | "nd" | "rd" | "th" | "s") {
        return (end + letters, TokenKind::Number);
    }
    // 15-member, 24-year-old: a compound is a word.
    let compound = after.strip_prefix(['-', '\u{2010}', '\u{2011}']);
    if compound.is_some_and(|tail| tail.starts_with(char::is_alphabetic) && !joins_dates("", tail)) {
        return (end + run_of_word(after), TokenKind::Word);
    }
    (end, TokenKind::Number)
}

/// Whether three digits and no fourth follow the comma.
fn begins_thousand(after: &str) -> bool {
    let bytes = after.as_bytes();
    bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit) && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

fn is_letter(c: char) -> bool {
    // Combining marks, joiners and soft hyphens stand inside words.
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}' | '\u{AD}' | '_')
}

/// Length of the letters at the start, with inner hyphens, apostrophes and ampersands.
fn run_of_word(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut last = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = match c {
            '-' | '\u{2010}' | '\u{2011}' => {
                next.is_some_and(char::is_alphanumeric) && !joins_dates(&rest[..at], &rest[at + c.len_utf8()..])
            }
            '&' => last.is_uppercase() && next.is_some_and(char::is_uppercase),
            // Addresses and domains: a point between small letters.
            '.' => last.is_lowercase() && next.is_some_and(char::is_lowercase),
            _ if is_apostrophe(c) => is_letter(last) && next.is_some_and(char::is_alphabetic),
            _ => is_letter(c),
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
        last = c;
    }
    end
}

/// Whether a dash between these stands between dates: January-March, 18-Dec; not mid-January.
fn joins_dates(head: &str, tail: &str) -> bool {
    let name = &tail[..tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len())];
    let date = |word: &str| is_capital(word) && word.len() > 2 && is_date_word(&lower(word));
    date(name) && (head.is_empty() || date(head)) || date(head) && tail.starts_with(|c: char| c.is_ascii_digit())
}

/// Length of the word that `rest` begins with, the points of an abbreviation included.
fn word(rest: &str, beyond: &str, before: Option<&str>) -> usize {
    let mut end = run_of_word(rest).max(rest.chars().next().map_or(0, char::len_utf8));
    while rest[end..].starts_with('.') {
        let stem = &rest[..end];
        let last = stem.rsplit(['.', '-']).next().unwrap_or(stem);
        let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
        let mut after = rest[end + 1..].chars();
        let next = after.next();
        // Ph.D.
        let listed = ABBREVIATIONS.get(&rest[..=end]) == Some(&Abbreviation::Any);
        if (single || listed) && next.is_some_and(char::is_alphabetic) && !after.next().is_some_and(char::is_alphabetic) {
            // U.S., a.m.: on to the next letter.
            end += 1 + next.map_or(0, char::len_utf8);
            continue;
        }
        let keeps = if single && stem.contains('.') {
            true
        } else if single {
            is_initial(last, &beyond[end + 1..], before)
        } else {
            ABBREVIATIONS.contains_key(&rest[..=end]) && is_abbreviated(&rest[..=end], &beyond[end + 1..])
        };
        return if keeps { end + 1 } else { end };
    }
    end
}

/// Whether a single letter with a point is an initial: a capital before a capitalised name or another mark (`J. R. Doe`, `Jane Q., 40`).
fn is_initial(letter: &str, after: &str, before: Option<&str>) -> bool {
    let next = after.trim_start().chars().next();
    let spaced = after.starts_with(char::is_whitespace);
    let named = before.is_none_or(|word| is_capital(word) || !word.ends_with(char::is_alphanumeric));
    is_capital(letter)
        && (letter != "I" || named)
        && next.is_some_and(|c| (spaced && c.is_uppercase()) || (!spaced && matches!(c, ',' | '-')))
}

/// Whether a listed abbreviation is one here: those that count something need a numeral after them, and small words that are words need no capital.
fn is_abbreviated(word: &str, after: &str) -> bool {
    let next = after.trim_start().chars().next();
    match ABBREVIATIONS.get(word) {
        Some(Abbreviation::Number) => next.is_some_and(|c| c.is_numeric() || (!word.starts_with(char::is_uppercase) && c.is_lowercase())),
        // “in the sun.”, “he ran a mile in four min.”: only their capitalised forms are listed; “Sat. and Sun.” are days.
        Some(Abbreviation::Month) => {
            next.is_none_or(|c| c.is_numeric() || c.is_lowercase() || c == ',' || !matches!(word, "Sun." | "Sat." | "Mar."))
        }
        Some(Abbreviation::Title) => next.is_none_or(|c| c.is_alphabetic() || is_apostrophe(c) || c == '“' || c == '"'),
        _ => true,
    }
}

/// Pushes the token, a clitic at its end as a token of its own.
fn push_clitics(text: &str, span: Span, kind: TokenKind, out: &mut Vec<Token>) {
    let word = span.of(text);
    let split = if matches!(kind, TokenKind::Mark) {
        None
    } else {
        word.rfind(is_apostrophe).filter(|at| *at > 0 && is_clitic(&word[..*at], &word[*at..]))
    };
    match split {
        Some(at) => {
            let stem = &word[..at];
            let stem_kind = if stem.chars().all(|c| !c.is_alphabetic()) { TokenKind::Number } else { TokenKind::Word };
            out.push(Token { span: Span::new(span.start, span.start + at), kind: stem_kind });
            out.push(Token { span: Span::new(span.start + at, span.end), kind: TokenKind::Word });
        }
        None => out.push(Token { span, kind }),
    }
}

fn is_clitic(stem: &str, ending: &str) -> bool {
    const BEFORE_D: &[&str] = &["i", "you", "he", "she", "it", "we", "they", "who", "there", "that", "how", "what", "where"];
    let ending: String = ending.chars().skip(1).flat_map(char::to_lowercase).collect();
    match ending.as_str() {
        "s" | "ll" | "ve" | "re" => true,
        "d" => BEFORE_D.contains(&&*lower(stem)),
        "m" => stem.eq_ignore_ascii_case("i"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use headwater_core::BlockKind;

    use super::*;
    use crate::quotations::quotations;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let block = Span::new(0, text.len());
        let mut found = Vec::new();
        tokens(text, block, &quotations(text, &[(BlockKind::Paragraph, block)]).marks, &mut found);
        let words: Vec<&str> = found.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn abbreviations_keep_their_points() {
        check("Mr. Oduya of the U.S. left at 10 a.m. on Jan. 5.", "Mr. Oduya of the U.S. left at 10 a.m. on Jan. 5 .");
        check("J. R. Vale and Ann Q. Moss, R-S.C., rose.", "J. R. Vale and Ann Q. Moss , R-S.C. , rose .");
        check("It is No. 3. She said no. They left.", "It is No. 3 . She said no . They left .");
        check("Ph.D. students see example.org. End", "Ph.D. students see example.org . End");
        check("a U.S.-led team", "a U.S. - led team");
    }

    #[test]
    fn clitics_stand_alone_and_negations_whole() {
        check("Vale’s aides don’t think he’ll go; it's late, I'm told.", "Vale ’s aides don’t think he ’ll go ; it 's late , I 'm told .");
        check("O’Dea, the workers’ man, 'tis said", "O’Dea , the workers ’ man , 'tis said");
    }

    #[test]
    fn numbers_and_compounds() {
        check("1,200 of 3.5m, 450bn, 5th, 1980s, ’90s", "1,200 of 3.5 m , 450 bn , 5th , 1980s , ’90s");
        check("a 15-member group, Min-ho, 3-5 May, 10:30", "a 15-member group , Min-ho , 3 - 5 May , 10:30");
        check("wait... no -- yes… AT&T", "wait ... no -- yes … AT&T");
    }
}
