//! The runs of a content, mended where tags word by word leave them torn.
//!
//! The pair head tags each word for itself and sees no more than a window. What every writer keeps to is put right here: nothing interrupts a content but
//! its own source and cue, a quotation that was opened is closed, and a sentence is not left a word before its end.

use headwater_core::Span;

use super::CuedAttribution;

/// Words that a content may lack inside: more are taken for something between two contents.
const LONGEST_HOLE: usize = 20;
/// Words between a content and the end of its sentence that are taken in.
const LAST_WORDS: usize = 2;

/// Mends an attribution; `paragraphs` are in text order.
pub fn mend(text: &str, paragraphs: &[Span], found: &mut CuedAttribution) {
    let others: Vec<Span> = found.source.iter().chain(&found.cue).copied().collect();
    let is_free = |gap: Span| !others.iter().any(|other| other.start < gap.end && gap.start < other.end);

    let mut content = closed(text, &found.content, &is_free);
    for run in &mut content {
        let at = paragraphs.partition_point(|paragraph| paragraph.end <= run.start);
        let Some(paragraph) = paragraphs.get(at).filter(|paragraph| paragraph.covers(run.start) && run.end <= paragraph.end) else {
            continue;
        };
        let wider = [closing(text, *paragraph, *run), opening(text, *paragraph, *run)].into_iter().flatten();
        *run =
            wider.filter(|wider| is_free(Span::new(wider.start, run.start)) && is_free(Span::new(run.end, wider.end))).fold(*run, Span::to);
        let end = sentence_end(text, *paragraph, *run);
        if is_free(Span::new(run.end, end)) {
            run.end = end;
        }
    }
    found.content = closed(text, &content, &is_free);
}

/// Runs of words with the holes between them closed where nothing but their own words can have stood there.
fn closed(text: &str, runs: &[Span], is_free: &dyn Fn(Span) -> bool) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(runs.len());
    for run in runs {
        match out.last_mut() {
            Some(last)
                if run.start <= last.end || is_hole(text, Span::new(last.end, run.start)) && is_free(Span::new(last.end, run.start)) =>
            {
                *last = last.to(*run);
            }
            _ => out.push(*run),
        }
    }
    if out.iter().any(|run| words(run.of(text)) > 0) {
        out.retain(|run| words(run.of(text)) > 0);
    }
    out
}

fn is_hole(text: &str, gap: Span) -> bool {
    !gap.of(text).contains('\n') && words(gap.of(text)) <= LONGEST_HOLE
}

fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

/// Pairs of marks that open and close a quotation.
const MARKS: [(&str, &str); 3] = [("“", "”"), ("\"", "\""), ("''", "''")];

/// The run as far as the mark that closes the quotation opened in it.
fn closing(text: &str, paragraph: Span, run: Span) -> Option<Span> {
    let (before, own, behind) = (&text[paragraph.start..run.start], run.of(text), &text[run.end..paragraph.end]);
    MARKS.into_iter().find_map(|(open, close)| {
        let opened = if open == close { odd(own, open) && !odd(before, open) } else { count(own, open) == count(own, close) + 1 };
        let end = behind.find(close).filter(|_| opened)?;
        let reopened = open != close && behind[..end].contains(open);
        (!reopened).then_some(Span::new(run.start, run.end + end + close.len()))
    })
}

/// The run from the mark that opens the quotation closed in it.
fn opening(text: &str, paragraph: Span, run: Span) -> Option<Span> {
    let (before, own) = (&text[paragraph.start..run.start], run.of(text));
    MARKS.into_iter().find_map(|(open, close)| {
        let is_closed = if open == close { odd(own, open) && odd(before, open) } else { count(own, close) == count(own, open) + 1 };
        let start = before.rfind(open).filter(|_| is_closed)?;
        let closed_again = open != close && before[start..].contains(close);
        (!closed_again).then_some(Span::new(paragraph.start + start, run.end))
    })
}

fn count(text: &str, mark: &str) -> usize {
    text.matches(mark).count()
}

fn odd(text: &str, mark: &str) -> bool {
    count(text, mark) % 2 == 1
}

/// Where the sentence ends if no more than a word or two of it are left behind the run, else the end of the run.
fn sentence_end(text: &str, paragraph: Span, run: Span) -> usize {
    let behind = &text[run.end..paragraph.end];
    if run.of(text).ends_with(['.', '!', '?', '"', '”']) || !behind.starts_with(' ') {
        return run.end;
    }
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’' | '-');
    let Some(end) = behind.find(|c: char| !is_word(c) && !matches!(c, ' ' | ',')) else { return run.end };
    let ends = behind[end..].starts_with(['.', '!', '?'])
        && behind[end + 1..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”'));
    let left = behind[..end].split([' ', ',']).filter(|word| !word.is_empty()).count();
    if ends && (1..=LAST_WORDS).contains(&left) && behind[..end].ends_with(is_word) { run.end + end } else { run.end }
}

#[cfg(test)]
mod tests {
    use headwater_core::Act;
    use proptest::prelude::*;

    use super::*;

    /// `text` marks runs: `[content]`, `{source}`, `<cue>`; `expected` is the mended contents.
    fn check(marked: &str, expected: &[&str]) {
        let (mut text, mut open, mut runs) = (String::new(), 0, [Vec::new(), Vec::new(), Vec::new()]);
        for c in marked.chars() {
            match c {
                '[' | '{' | '<' => open = text.len(),
                ']' => runs[0].push(Span::new(open, text.len())),
                '}' => runs[1].push(Span::new(open, text.len())),
                '>' => runs[2].push(Span::new(open, text.len())),
                _ => text.push(c),
            }
        }
        let [content, source, cue] = runs;
        let mut found = CuedAttribution { cue, source, content, act: Act::Speech };
        mend(&text, &[Span::new(0, text.len())], &mut found);
        assert_eq!(found.content.iter().map(|run| run.of(&text)).collect::<Vec<_>>(), expected, "{marked}");
    }

    #[test]
    fn closes_holes() {
        check("{Vesk} <said> [that the dam], built in May, [would hold for years].", &["that the dam, built in May, would hold for years"]);
        check("[“We stay,”] {Vesk} <said>. [“We do not leave.”]", &["“We stay,”", "“We do not leave.”"]);
        check("{Vesk} <said> [the dam held] [,]", &["the dam held ,"]);
    }

    #[test]
    fn closes_quotations() {
        check("{Vesk} <said>: [“We stay. We do] not leave. We never did.” He left.", &["“We stay. We do not leave. We never did.”"]);
        check("{Vesk} <said>: [\"We stay. We do] not leave.\" He left.", &["\"We stay. We do not leave.\""]);
        check("“We stay. [We do not leave,”] {Vesk} <said>.", &["“We stay. We do not leave,”"]);
        check("[“We do] not,” {Vesk} <said>, “leave.”", &["“We do not,”"]);
    }

    #[test]
    fn takes_in_the_last_word() {
        check("{Vesk} <said> [the dam would hold the] water. He left.", &["the dam would hold the water"]);
        check("{Vesk} <said> [the dam would hold] for as long as it must.", &["the dam would hold"]);
    }

    proptest! {
        #[test]
        fn never_breaks_characters(text in "[a“”\"' .,é\n]{1,60}", cuts in prop::collection::vec(0usize..60, 6)) {
            let mut at: Vec<usize> = cuts.into_iter().map(|cut| text.floor_char_boundary(cut.min(text.len()))).collect();
            at.sort_unstable();
            let run = |first: usize| Span::new(at[first], at[first + 1]);
            let mut found = CuedAttribution { cue: vec![run(2)], source: vec![], content: vec![run(0), run(4)], act: Act::Speech };
            let paragraphs = text.split_inclusive('\n').scan(0, |start, line| { let span = Span::new(*start, *start + line.len()); *start = span.end; Some(span) });
            mend(&text, &paragraphs.collect::<Vec<_>>(), &mut found);
            prop_assert!(found.content.iter().all(|run| text.get(run.start..run.end).is_some()));
            prop_assert!(found.content.windows(2).all(|two| two[0].end <= two[1].start));
        }
    }
}
