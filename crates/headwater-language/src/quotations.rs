//! Which marks are quotation marks, and what stands between them.
//!
//! News pages mix every habit: straight and curly marks, doubled singles (`''`, ` `` `), British singles, guillemets, low-high pairs, marks that
//! lean the wrong way, marks that were forgotten. A mark's glyph says how it *leans*, its neighbours how it *looks*; what is open decides between
//! the two. A single mark is a quotation mark only where an opening and a closing one can be paired, for most singles are apostrophes.
//!
//! Quotations stay inside their block. One that is not closed there:
//! - goes on where the next paragraph opens again, or closes without having opened: it ends with its block;
//! - else its closing mark was forgotten: it ends with its block when it began the block, and otherwise with the sentence that it began in.

use std::cmp::Reverse;

use headwater_core::{BlockKind, Span};

use crate::{Quotation, tokens::abbreviation};

/// Quotations in text order (outer before inner) and the marks that make them.
#[derive(Default)]
pub(crate) struct Quoted {
    pub quotations: Vec<Quotation>,
    pub marks: Vec<QuoteMark>,
}

/// A mark that opens or closes a quotation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct QuoteMark {
    pub span: Span,
    pub opens: bool,
}

/// Finds the quotations of `blocks`.
pub(crate) fn quotations(text: &str, blocks: &[(BlockKind, Span)]) -> Quoted {
    let mut found = Quoted::default();
    let candidates: Vec<Vec<Candidate>> = blocks.iter().map(|(_, span)| candidates(text, *span)).collect();
    // Whether the running text before left a quotation open that this block may close.
    let mut pending = false;
    for (i, (kind, block)) in blocks.iter().enumerate() {
        let runs = is_running(*kind);
        let next = if runs { (i + 1..blocks.len()).find(|j| is_running(blocks[*j].0)) } else { None };
        let next = next.map(|j| Following { block: blocks[j].1, candidates: &candidates[j] });
        let mut reading = Reading { text, block: *block, candidates: &candidates[i], open: Vec::new(), found: &mut found };
        let goes_on = reading.read(runs && pending, next.as_ref());
        if runs {
            pending = goes_on;
        }
    }
    found.quotations.sort_by_key(|quotation| (quotation.span.start, Reverse(quotation.span.end)));
    found.marks.sort_by_key(|mark| mark.span.start);
    found
}

/// Only running text carries a quotation on into the next block.
fn is_running(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::List)
}

/// A character or pair of characters that may be a quotation mark.
#[derive(Clone, Copy)]
struct Candidate {
    span: Span,
    family: Family,
    /// What the glyph says.
    lean: Option<Side>,
    /// What the neighbours say.
    look: Option<Side>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

fn candidates(text: &str, block: Span) -> Vec<Candidate> {
    use Family::{Double, Guillemet, Single};
    use Side::{Close, Open};
    let mut found = Vec::new();
    let words = block.of(text);
    let mut chars = words.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let (family, lean) = match c {
            '"' | '\u{FF02}' => (Double, None),
            '“' | '‟' | '「' | '『' | '„' => (Double, Some(Open)),
            '”' | '」' | '』' => (Double, Some(Close)),
            '«' | '‹' => (Guillemet, Some(Open)),
            '»' | '›' => (Guillemet, Some(Close)),
            '‘' | '‛' | '‚' | '`' => (Single, Some(Open)),
            '’' => (Single, Some(Close)),
            '\'' => (Single, None),
            _ => {
                before = Some(c);
                continue;
            }
        };
        let mut end = at + c.len_utf8();
        let mut family = family;
        // Two singles make a double: `` and '' of old typesetting, ‘‘ and ’’ of word processors.
        if family == Single && c != '‚' && chars.peek().is_some_and(|(_, next)| *next == c) {
            chars.next();
            end += c.len_utf8();
            family = Double;
        }
        let after = chars.peek().map(|(_, next)| *next);
        found.push(Candidate { span: Span::new(block.start + at, block.start + end), family, lean, look: look(before, after) });
        before = Some(c);
    }
    found
}

/// How a mark between these two characters looks.
fn look(before: Option<char>, after: Option<char>) -> Option<Side> {
    let free_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '/' | '“' | '‘' | '«' | '„'));
    let free_after = after.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '—' | '–' | '-' | '/' | '…' | '”' | '’' | '»')
    });
    let word_after = after
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '[' | '(' | '$' | '£' | '€' | '#' | '@' | '…' | '.' | '\'' | '"' | '‘' | '“'));
    match (free_before, free_after) {
        (true, false) => Some(Side::Open),
        (false, true) => Some(Side::Close),
        (true, true) if word_after && before.is_none() => Some(Side::Open),
        _ => None,
    }
}

/// The running text's next block.
struct Following<'a> {
    block: Span,
    candidates: &'a [Candidate],
}

impl Following<'_> {
    /// Whether it begins with a mark that opens.
    fn opens(&self, family: Family) -> bool {
        self.candidates.first().is_some_and(|c| c.family == family && c.span.start == self.block.start && c.look != Some(Side::Close))
    }

    /// Whether its first mark of the family closes.
    fn closes(&self, family: Family) -> bool {
        let first = self.candidates.iter().find(|c| c.family == family);
        first.is_some_and(|c| c.lean != Some(Side::Open) && c.look == Some(Side::Close))
    }
}

/// A quotation that is open while its block is read.
#[derive(Clone, Copy)]
struct Opened {
    span: Span,
    family: Family,
}

struct Reading<'a> {
    text: &'a str,
    block: Span,
    candidates: &'a [Candidate],
    open: Vec<Opened>,
    found: &'a mut Quoted,
}

impl Reading<'_> {
    /// Reads the block; tells whether a quotation goes on after it.
    fn read(&mut self, pending: bool, next: Option<&Following>) -> bool {
        if pending && (Following { block: self.block, candidates: self.candidates }).closes(Family::Double) {
            // A running quotation whose paragraph was not opened again, but is closed.
            self.open.push(Opened { span: Span::new(self.block.start, self.block.start), family: Family::Double });
        }
        let balance = self.balance();
        let mut single_end = None;
        for (i, mark) in self.candidates.iter().copied().enumerate() {
            if mark.family == Family::Single {
                if single_end == Some(i) {
                    single_end = None;
                    self.close(mark);
                } else if single_end.is_none() && self.opens_single(mark) {
                    single_end = self.single_end(i);
                    if single_end.is_some() || (mark.span.start == self.block.start && next.is_some_and(|next| next.opens(Family::Single)))
                    {
                        self.open(mark);
                    }
                }
                continue;
            }
            match self.side(mark, balance[i]) {
                Some(Turn::Open) => self.open(mark),
                Some(Turn::Close) => self.close(mark),
                Some(Turn::Reopen) => {
                    self.forget(mark.family, mark.span.start);
                    self.open(mark);
                }
                None => {}
            }
        }
        self.end(next)
    }

    /// For each mark, over it and the marks of its family after it: how many there are, and how many more lean to close than to open.
    fn balance(&self) -> Vec<Balance> {
        let (mut double, mut guillemet) = (Balance::default(), Balance::default());
        let mut all = vec![Balance::default(); self.candidates.len()];
        for (i, mark) in self.candidates.iter().enumerate().rev() {
            let balance = match mark.family {
                Family::Double => &mut double,
                Family::Guillemet => &mut guillemet,
                Family::Single => continue,
            };
            balance.count += 1;
            match mark.lean {
                Some(Side::Open) => balance.closing -= 1,
                Some(Side::Close) => balance.closing += 1,
                None => {}
            }
            all[i] = *balance;
        }
        all
    }

    /// What a double mark or guillemet does here.
    fn side(&self, mark: Candidate, balance: Balance) -> Option<Turn> {
        use Side::{Close, Open};
        let depth = self.open.iter().filter(|open| open.family == mark.family).count().cast_signed();
        if depth == 0 {
            return match (mark.lean, mark.look) {
                // A stray closing mark, or inches.
                (_, Some(Close)) | (Some(Close), None) => None,
                (None, None) => balance.count.is_multiple_of(2).then_some(Turn::Open),
                _ => Some(Turn::Open),
            };
        }
        match (mark.lean, mark.look) {
            (Some(Close), _) | (_, Some(Close)) | (None, None) => Some(Turn::Close),
            (None, Some(Open)) => Some(if balance.count.is_multiple_of(2) { Turn::Reopen } else { Turn::Close }),
            // Marks inside marks of the same kind need as many closing marks.
            (Some(Open), _) if balance.closing >= depth => Some(Turn::Open),
            (Some(Open), _) => Some(if self.open_is_low(mark.family) { Turn::Close } else { Turn::Reopen }),
        }
    }

    /// Whether the open quotation began with a low mark, which a raised opening mark closes („so“).
    fn open_is_low(&self, family: Family) -> bool {
        self.open.iter().rfind(|open| open.family == family).is_some_and(|open| open.span.of(self.text) == "„")
    }

    fn opens_single(&self, mark: Candidate) -> bool {
        mark.lean != Some(Side::Close) && mark.look == Some(Side::Open) && !is_elision(&self.text[mark.span.end..self.block.end])
    }

    /// The mark that closes the single opened by mark `i`: the first that cannot be the apostrophe of a plural (`workers’`), else the first that can.
    /// The search ends at the next single that opens and, inside a double quotation, at the next double mark, so that all searches together stay linear.
    fn single_end(&self, i: usize) -> Option<usize> {
        let mut doubtful = None;
        for (j, mark) in self.candidates.iter().enumerate().skip(i + 1) {
            if mark.family != Family::Single {
                if self.open.is_empty() {
                    continue;
                }
                break;
            }
            if self.opens_single(*mark) {
                break;
            }
            if mark.look != Some(Side::Close) || mark.lean == Some(Side::Open) {
                continue;
            }
            let before = self.text[self.block.start..mark.span.start].chars().next_back();
            let plural = before.is_some_and(|c| matches!(c, 's' | 'S'));
            let free = self.text[mark.span.end..self.block.end].starts_with(char::is_whitespace);
            let sure = if doubtful.is_some() { before.is_some_and(|c| !c.is_alphanumeric()) } else { !(plural && free) };
            if sure {
                return Some(j);
            }
            if doubtful.is_none() {
                doubtful = Some(j);
            }
        }
        doubtful.filter(|j| !has_sentence_end(&self.text[self.candidates[i].span.end..self.candidates[*j].span.start]))
    }

    fn open(&mut self, mark: Candidate) {
        self.open.push(Opened { span: mark.span, family: mark.family });
    }

    fn close(&mut self, mark: Candidate) {
        let Some(at) = self.open.iter().rposition(|open| open.family == mark.family) else { return };
        while self.open.len() > at + 1 {
            self.drop_unclosed(mark.span.start);
        }
        let Some(open) = self.open.pop() else { return };
        let inner = Span::new(open.span.end, mark.span.start);
        if inner.of(self.text).trim().is_empty() {
            return;
        }
        self.push_opening(open);
        self.found.marks.push(QuoteMark { span: mark.span, opens: false });
        let nested = !self.open.is_empty();
        self.found.quotations.push(Quotation { span: open.span.to(mark.span), inner, closed: true, nested });
    }

    /// Ends the open quotation of the family whose closing mark was forgotten, and everything inside it, before `limit`.
    fn forget(&mut self, family: Family, limit: usize) {
        let Some(at) = self.open.iter().position(|open| open.family == family) else { return };
        while self.open.len() > at {
            self.drop_unclosed(limit);
        }
    }

    /// Ends the innermost open quotation with the sentence that it began in, at `limit` at the latest.
    fn drop_unclosed(&mut self, limit: usize) {
        let Some(open) = self.open.pop() else { return };
        let end = sentence_end(self.text, Span::new(open.span.end, limit.max(open.span.end)));
        self.push_unclosed(open, end);
    }

    fn push_unclosed(&mut self, open: Opened, end: usize) {
        let inner = Span::new(open.span.end, end).trim(self.text);
        if !inner.is_empty() {
            self.push_opening(open);
            let span = Span::new(open.span.start, inner.end);
            self.found.quotations.push(Quotation { span, inner, closed: false, nested: !self.open.is_empty() });
        }
    }

    fn push_opening(&mut self, open: Opened) {
        if !open.span.is_empty() {
            self.found.marks.push(QuoteMark { span: open.span, opens: true });
        }
    }

    /// Ends what is open when the block ends; tells whether a quotation goes on in the next block.
    fn end(&mut self, next: Option<&Following>) -> bool {
        let goes_on = self.open.first().is_some_and(|open| next.is_some_and(|next| next.opens(open.family) || next.closes(open.family)));
        while let Some(open) = self.open.pop() {
            let whole = goes_on || open.span.start == self.block.start;
            let rest = Span::new(open.span.end, self.block.end);
            let end = if whole { self.block.end } else { sentence_end(self.text, rest) };
            self.push_unclosed(open, end);
        }
        goes_on
    }
}

/// See [`Reading::balance`].
#[derive(Clone, Copy, Default)]
struct Balance {
    count: usize,
    closing: isize,
}

/// What a mark does to the quotations that are open.
enum Turn {
    Open,
    Close,
    /// The one before was never closed; this one opens anew.
    Reopen,
}

/// Whether the letters after a single mark are a word that begins with an apostrophe (`’tis`, `’90s`).
pub(crate) fn is_elision(after: &str) -> bool {
    const ELISIONS: &[&str] =
        &["tis", "twas", "twere", "twill", "em", "til", "till", "cause", "bout", "round", "n", "cos", "neath", "nuff", "cuz", "kay"];
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let word = &after[..end];
    // ’90s and ’08 lack their century; a quotation may begin with any other number.
    let digits = word.trim_end_matches('s');
    let year = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    let closes = after[end..].starts_with(['\'', '’']);
    (year && !closes) || (word == "n") || (!closes && ELISIONS.iter().any(|elision| word.eq_ignore_ascii_case(elision)))
}

/// Whether a sentence ends inside.
fn has_sentence_end(text: &str) -> bool {
    sentence_end(text, Span::new(0, text.len())) < text.len()
}

/// Where the first sentence in `within` ends, by its stop alone: a final mark before white space and a capital, not that of an abbreviation.
fn sentence_end(text: &str, within: Span) -> usize {
    let words = within.of(text);
    for (at, c) in words.char_indices() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let end = at + c.len_utf8();
        let mut after = words[end..].chars();
        let ends = after.next().is_some_and(char::is_whitespace)
            && after.find(|c| !c.is_whitespace()).is_some_and(|c| c.is_uppercase() || !c.is_alphanumeric());
        let word = at - words[..at].rsplit(char::is_whitespace).next().map_or(0, str::len);
        if ends && (c != '.' || abbreviation(&words[word..end]).is_none()) {
            return within.start + end;
        }
    }
    within.end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs are separated by a blank line; the expected quotations by ` | `, each with `…` where unclosed and `>` where nested.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut blocks = Vec::new();
        let mut start = 0;
        for part in text.split("\n\n") {
            blocks.push((BlockKind::Paragraph, Span::new(start, start + part.len())));
            start += part.len() + 2;
        }
        let found: Vec<String> = quotations(text, &blocks)
            .quotations
            .iter()
            .map(|quotation| {
                let (nested, open) = (if quotation.nested { ">" } else { "" }, if quotation.closed { "" } else { "…" });
                format!("{nested}{}{open}", quotation.inner.of(text))
            })
            .collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn every_style_of_mark() {
        check("He said, \"We go.\" Then: “Stop,” and ``run'' and ''walk''.", "We go. | Stop, | run | walk");
        check("Elle dit «oui». Er sagt „nein“ und »ja«. Hon sa ”nej”.", "oui | nein | ja | nej");
        check("‘We go,’ he said. 'We stay,' she said.", "We go, | We stay,");
        check("“wrong way round“ he said", "wrong way round");
        check("he called it (\"a joke\") and “a ‘joke’”—“twice”", "a joke | a ‘joke’ | >joke | twice");
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        check("The workers’ homes and the kids' toys in the '90s, 'tis said; rock ’n’ roll.", "");
        check("‘The workers’ rights are gone,’ he said.", "The workers’ rights are gone,");
        check("Vale: ‘rogue agents’ could be behind it, officials' say", "rogue agents");
        check("They don’t call it Vale’s ‘big plan’ any more.", "big plan");
        check("A 5'10\" man and a 27\" screen.", "");
    }

    #[test]
    fn quotations_over_several_paragraphs() {
        check("“We met.\n\n“We agreed,” he said.", "We met.… | We agreed,");
        check("'We met.\n\n'We agreed,' he said.", "We met.… | We agreed,");
        check("He said: “We met.\n\nWe agreed.”", "We met.… | We agreed.");
        check("\"One.\n\n\"Two.\n\n\"Three.\"", "One.… | Two.… | Three.");
    }

    #[test]
    fn a_forgotten_mark_does_not_swallow_the_rest() {
        check("He said “we met. Then he left the room. The others stayed.\n\nNobody spoke.", "we met.…");
        check("\"We go, he said. \"It is time.\" They went.", "We go, he said.… | It is time.");
        check("“We go, he said. “It is time.” They went.", "We go, he said.… | It is time.");
        check("We go,” he said. “It is time.”", "It is time.");
    }

    #[test]
    fn nesting_and_brackets() {
        check("“He told me, ‘Go,’ and I went.”", "He told me, ‘Go,’ and I went. | >Go,");
        check("\"He told me, 'Go home,' and I went.\"", "He told me, 'Go home,' and I went. | >Go home,");
        check("'She said \"go\" twice,' he said.", "She said \"go\" twice, | >go");
        check("“He said “go” to me.” Later.", "He said “go” to me. | >go");
        check("\"[The state] made it clear.\"", "[The state] made it clear.");
    }
}
