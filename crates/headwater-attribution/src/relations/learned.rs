//! Attributions as the encoder reads them, brought to the guideline's cut.
//!
//! The encoder learned from PolNeAR, where a content holds its complementiser and its outer quotation marks. Here both are left out, a content that the
//! cue parts (`“…,” she said, “…”`) stays one relation of several runs, and runs that only a mark parts are joined.

use headwater_core::{BlockKind, Span};
use headwater_language::{Analysis, encoder::CuedAttribution};

use super::{Relation, content};

/// Every attribution that the encoder reads.
pub fn find(text: &str, analysis: &Analysis) -> Vec<Relation> {
    analysis.reading.attributions.iter().filter_map(|found| relation(text, analysis, found)).collect()
}

fn relation(text: &str, analysis: &Analysis, found: &CuedAttribution) -> Option<Relation> {
    let cue = found.cue[0];
    let own = paragraph(analysis, cue.start)?;
    let line = line(text, analysis, own);
    let mut runs = said_in(analysis, &line, own, &joined(text, &found.content));
    // `Vale, who lives there, told the Courier: “…”`: nobody says his own name.
    runs.retain(|run| !found.source.iter().any(|source| source.overlaps(*run)));
    let longest = runs.iter().max_by_key(|run| run.len())?;
    let is_quoted = |run: &Span| is_quoted(text, analysis, *run);
    let quoted = is_quoted(longest);
    // A quotation that the cue parts is quoted on both sides; a stray word beside a long run is a slip.
    let kept = runs.iter().filter(|run| *run == longest || is_quoted(run) == quoted && run.of(text).trim().contains(char::is_whitespace));
    let content: Vec<Span> = kept.filter_map(|run| cut(text, analysis, *run)).collect();
    if content.is_empty() {
        return None;
    }
    let cues: Vec<Span> = found.cue.iter().filter_map(|span| common(own.span, *span)).map(|span| without_marks(text, span)).collect();
    let cues: Vec<Span> = cues.into_iter().filter(|span| !span.is_empty()).collect();
    let negated = denies(text, &cues);
    let cue = if cues.is_empty() { vec![common(own.span, cue)?] } else { cues };
    Some(Relation { source: source(text, analysis, &line, found).into_iter().collect(), cue, content, act: found.act, negated })
}

/// A paragraph, headline or list entry: nobody's words run on from one into the next without a cue of their own.
#[derive(Clone, Copy)]
struct Paragraph {
    number: usize,
    kind: BlockKind,
    span: Span,
}

/// The paragraph that holds the byte.
fn paragraph(analysis: &Analysis, at: usize) -> Option<Paragraph> {
    let sentences = &analysis.sentences;
    let sentence = sentences.get(sentences.partition_point(|sentence| sentence.span.end <= at)).filter(|found| found.span.covers(at))?;
    numbered(analysis, sentence.block)
}

/// The paragraph of that number, where it has words.
fn numbered(analysis: &Analysis, number: usize) -> Option<Paragraph> {
    let sentences = &analysis.sentences;
    let first = sentences.partition_point(|other| other.block < number);
    let last = sentences.partition_point(|other| other.block <= number);
    let sentences = sentences.get(first..last).filter(|sentences| !sentences.is_empty())?;
    Some(Paragraph { number, kind: sentences[0].kind, span: sentences[0].span.to(sentences[sentences.len() - 1].span) })
}

/// The pieces of one line: a paragraph out of whose middle something was dropped is still one.
fn line(text: &str, analysis: &Analysis, own: Paragraph) -> Vec<Paragraph> {
    const MOST: usize = 8;
    let parted = |a: &Paragraph, b: &Paragraph| Span::new(a.span.end, b.span.start).of(text).contains('\n');
    let mut line = vec![own];
    while let Some(before) = line[0].number.checked_sub(1).and_then(|number| numbered(analysis, number))
        && line.len() < MOST
        && !parted(&before, &line[0])
    {
        line.insert(0, before);
    }
    while let Some(behind) = numbered(analysis, line[line.len() - 1].number + 1)
        && line.len() < MOST
        && !parted(&line[line.len() - 1], &behind)
    {
        line.push(behind);
    }
    line
}

/// The bytes that both hold, where there are any.
fn common(a: Span, b: Span) -> Option<Span> {
    a.overlaps(b).then(|| Span::new(a.start.max(b.start), a.end.min(b.end)))
}

/// The runs as far as they stand in the line of the cue; where none do, in the paragraph before or behind it.
fn said_in(analysis: &Analysis, line: &[Paragraph], cue: Paragraph, runs: &[Span]) -> Vec<Span> {
    let within = |paragraphs: &[Paragraph]| -> Vec<Span> {
        runs.iter().flat_map(|run| paragraphs.iter().filter_map(|paragraph| common(paragraph.span, *run))).collect()
    };
    let here = within(line);
    if !here.is_empty() || matches!(cue.kind, BlockKind::Headline | BlockKind::Subhead) {
        return here;
    }
    let longest = runs.iter().max_by_key(|run| run.len()).and_then(|run| paragraph(analysis, run.start));
    let beside = longest.filter(|found| {
        found.number.abs_diff(cue.number) == 1 && !matches!(found.kind, BlockKind::Headline | BlockKind::Subhead | BlockKind::Byline)
    });
    beside.map(|found| within(&[found])).unwrap_or_default()
}

/// The run of the source next to the cue, as far as no quotation mark and no end of a sentence parts it; none where it is but a small word that something
/// must follow.
fn source(text: &str, analysis: &Analysis, line: &[Paragraph], found: &CuedAttribution) -> Option<Span> {
    let cue = found.cue[0];
    let distance = |span: &Span| cue.start.saturating_sub(span.end) + span.start.saturating_sub(cue.end);
    let whole = line[0].span.to(line[line.len() - 1].span);
    let runs = found.source.iter().filter_map(|span| common(whole, *span));
    let run = runs.filter(|span| !is_small(span.of(text))).min_by_key(|span| distance(span))?;
    let mut nearest: Option<Span> = None;
    let mut start = run.start;
    let marks = run
        .of(text)
        .char_indices()
        .filter(|(_, c)| matches!(c, '"' | '“' | '”'))
        .map(|(at, c)| (run.start + at, run.start + at + c.len_utf8()));
    let first = analysis.sentences.partition_point(|sentence| sentence.span.end <= run.start);
    let sentences = analysis.sentences[first..].windows(2).map(|pair| (pair[0].span.end, pair[1].span.start));
    let mut breaks: Vec<(usize, usize)> = marks.chain(sentences.take_while(|(_, next)| *next < run.end)).collect();
    breaks.sort_unstable();
    for (end, next) in breaks.into_iter().chain([(run.end, run.end)]) {
        let part = without_marks(text, Span::new(start, end));
        if !part.is_empty() && nearest.is_none_or(|nearest| distance(&part) < distance(&nearest)) {
            nearest = Some(part);
        }
        start = next;
    }
    // `reported | that police believed`: the word that opens the clause is not the speaker's.
    let without_that = |part: Span| {
        let rest = part.of(text).strip_prefix("that ").filter(|rest| rest.split(' ').next().is_some_and(is_many));
        rest.map_or(part, |rest| Span::new(part.end - rest.len(), part.end))
    };
    nearest.map(without_that).filter(|part| !is_small(part.of(text)))
}

/// Whether the word is of many: no `that` stands before it as an article.
fn is_many(word: &str) -> bool {
    word == "police" || word.ends_with('s') && !["ss", "us", "is", "'s", "’s"].iter().any(|end| word.ends_with(end))
}

/// Whether these words cannot be a source by themselves.
fn is_small(words: &str) -> bool {
    matches!(
        words.trim().to_lowercase().as_str(),
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "its"
            | "their"
            | "of"
            | "and"
            | "by"
            | "with"
            | "to"
            | "in"
            | "that"
            | "as"
            | "s"
            | "'s"
            | "’s"
            | ""
    )
}

/// Whether a run stands between quotation marks.
fn is_quoted(text: &str, analysis: &Analysis, run: Span) -> bool {
    let quotations = &analysis.quotations;
    let bare = without_marks(text, run);
    let first = quotations.partition_point(|quotation| quotation.span.end <= bare.start);
    quotations.get(first).is_some_and(|quotation| quotation.span.contains(bare))
}

/// Runs with nothing but white space and marks between them become one.
fn joined(text: &str, runs: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for run in runs {
        match out.last_mut() {
            Some(last) if !Span::new(last.end, run.start).of(text).contains(char::is_alphanumeric) => *last = last.to(*run),
            _ => out.push(*run),
        }
    }
    out
}

/// A run without complementiser, outer quotation marks and marks at its ends; none where no word is left.
fn cut(text: &str, analysis: &Analysis, run: Span) -> Option<Span> {
    let mut run = run.trim_matches(text, |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—'));
    for _ in 0..2 {
        let words = run.of(text);
        if words.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("that ")) {
            run = Span::new(run.start + 5, run.end);
        }
        run = unquoted(text, analysis, run);
    }
    let words = run.of(text);
    if words.ends_with('.') && !words.trim_end_matches('.').contains(['.', '?', '!']) {
        run = Span::new(run.start, run.end - 1);
    }
    run.of(text).contains(char::is_alphanumeric).then_some(run)
}

/// Leaves out quotation marks around the whole run, and one whose partner stands outside.
fn unquoted(text: &str, analysis: &Analysis, run: Span) -> Span {
    let bare = |span: Span| span.trim_matches(text, |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':'));
    let quotations = &analysis.quotations;
    let first = quotations.partition_point(|quotation| quotation.span.end <= run.start);
    let end = run.end;
    let mut run = run;
    for quotation in quotations[first..].iter().take_while(|quotation| quotation.span.start < end) {
        let whole = bare(quotation.span) == bare(run) || quotation.span.contains(run) && run.contains(bare(quotation.inner));
        if whole {
            return content::inner(text, quotation);
        }
        let (opens, closes) = (quotation.span.start >= run.start, quotation.span.end <= run.end);
        if opens && !closes && quotation.span.start == run.start {
            run = Span::new(quotation.inner.start.min(run.end), run.end);
        }
        if closes && !opens && quotation.span.end == run.end {
            run = Span::new(run.start, quotation.inner.end.max(run.start));
        }
    }
    run.trim_matches(text, char::is_whitespace)
}

fn without_marks(text: &str, span: Span) -> Span {
    span.trim_matches(text, |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '$' | '£' | '€' | '@' | '#' | ':'))
}

/// Whether the cue denies: `denied`, `did not say`, but not `did not deny`.
fn denies(text: &str, cue: &[Span]) -> bool {
    let words = cue.iter().flat_map(|span| span.of(text).split_whitespace());
    let mut denied = false;
    for word in words {
        let word = word.to_lowercase().replace('’', "'");
        let negation = matches!(word.as_str(), "not" | "never" | "no" | "neither" | "nor") || word.ends_with("n't");
        let verb = DENIALS.iter().any(|stem| word.starts_with(stem));
        denied ^= negation || verb;
    }
    denied
}

/// Stems of verbs that deny.
const DENIALS: [&str; 9] = ["deny", "deni", "reject", "dismiss", "disput", "refut", "rebut", "doubt", "contradict"];
