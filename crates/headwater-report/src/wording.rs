//! Two wordings of one claim held against each other, word by word.
//!
//! A reader wants to see what an outlet left out and what it put in. So words are compared without regard to case and to the shape of quotation
//! marks, and the answer keeps every character of both wordings as they were written.

use std::ops::Range;

use headwater_core::{ArticleId, Certainty, Claim, Span, SpreadKind, StatementId, Story};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::reading;

/// What a stretch of a wording is against the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Both have it.
    Same,
    /// Only the wording that is looked at has it.
    Added,
    /// Only the other has it.
    Missing,
}

/// A stretch of words with its mark. Pieces follow each other without gap: white space belongs to the word before it, and where only the other
/// wording has it, to the words that are missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// What it is.
    pub mark: Mark,
    /// Whether it is a word of likelihood.
    pub hedge: bool,
    /// The words as written.
    pub text: String,
}

/// A statement's words, with the places of its words of likelihood in them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wording {
    /// The words.
    pub text: String,
    /// Byte ranges of words of likelihood in `text`.
    pub hedges: Vec<Range<usize>>,
}

impl Wording {
    /// The words of `runs` in `text`, ` … ` between them, and `certainty` where it stands inside.
    pub fn new(text: &str, runs: &[Span], certainty: Option<&Certainty>) -> Self {
        let mut wording = Self::default();
        for run in runs {
            if !wording.text.is_empty() {
                wording.text.push_str(" … ");
            }
            let at = wording.text.len();
            wording.text.push_str(reading::words(text, *run));
            if let Some(hedge) = certainty.map(|certainty| certainty.span).filter(|span| run.contains(*span)) {
                wording.hedges.push(at + hedge.start - run.start..at + hedge.end - run.start);
            }
        }
        wording
    }
}

/// A statement's wording; an empty one where the story has no such statement.
pub fn of(story: &Story, id: StatementId) -> Wording {
    let Some(statement) = story.statements.get(id.0) else { return Wording::default() };
    let text = story.articles.get(statement.article.0).map_or("", |article| &article.text);
    Wording::new(text, &statement.content, statement.certainty.as_ref())
}

/// How one of a claim's members tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manner {
    /// As the shapes have it.
    pub how: SpreadKind,
    /// In words: `first report`, `word for word as Allied Dispatch`, `cut from Harbour Daily`.
    pub words: String,
}

/// For each of a claim's members how it tells the claim, by its own words: a report that has the claim word for word may tell it once more in others.
pub fn manners(story: &Story, claim: &Claim, members: &[StatementId]) -> Vec<Manner> {
    let first = reading::first_word(story, claim);
    let article = |id: StatementId| story.statements.get(id.0).map_or(ArticleId(usize::MAX), |statement| statement.article);
    let told: Vec<Told> = members.iter().map(|id| Told { article: article(*id), plain: plain(&of(story, *id)) }).collect();
    let manner = |(id, own): (&StatementId, &Told)| {
        let (how, words) = manner(story, claim, own, &told);
        Manner { how, words: first.filter(|_| *id == claim.first).map_or(words, str::to_owned) }
    };
    members.iter().zip(&told).map(manner).collect()
}

fn manner(story: &Story, claim: &Claim, own: &Told, told: &[Told]) -> (SpreadKind, String) {
    let how = reading::how(claim, own.article);
    let others = || told.iter().filter(|other| other.article != own.article);
    let outlet = |other: &Told| story.articles.get(other.article.0).map_or("", reading::outlet);
    if matches!(how, Some(SpreadKind::Verbatim | SpreadKind::Cut)) {
        if let Some(other) = others().find(|other| other.plain == own.plain) {
            return (SpreadKind::Verbatim, format!("word for word as {}", outlet(other)));
        }
        let shares: Vec<(&Told, (f64, f64))> = others().map(|other| (other, common(own, other))).collect();
        if let Some((other, _)) = shares.iter().find(|(_, (share, of_other))| share.min(*of_other) >= VERBATIM) {
            return (SpreadKind::Verbatim, format!("almost word for word as {}", outlet(other)));
        }
        if let Some((other, _)) = shares.iter().find(|(_, (share, _))| *share >= VERBATIM) {
            return (SpreadKind::Cut, format!("cut from {}", outlet(other)));
        }
    }
    match how {
        Some(SpreadKind::Own) => (SpreadKind::Own, "an origin of its own".to_owned()),
        _ => (SpreadKind::Reworded, "in other words".to_owned()),
    }
}

/// Share of equal words from which two wordings are one.
const VERBATIM: f64 = 0.9;

/// A member with its words as they are compared.
struct Told {
    article: ArticleId,
    plain: String,
}

/// The words that two wordings have in common, as a share of either's.
fn common(own: &Told, other: &Told) -> (f64, f64) {
    let (x, y): (Vec<&str>, Vec<&str>) = (own.plain.split_whitespace().collect(), other.plain.split_whitespace().collect());
    if x.is_empty() || y.is_empty() || x.len().saturating_mul(y.len()) > MOST_PAIRS {
        return (0.0, 0.0);
    }
    let equal = capture_diff_slices(Algorithm::Myers, &x, &y)
        .iter()
        .filter(|op| op.tag() == DiffTag::Equal)
        .map(|op| op.old_range().len())
        .sum::<usize>();
    (equal as f64 / x.len() as f64, equal as f64 / y.len() as f64)
}

/// What came of holding two wordings against each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// The wording, with what it adds and what it misses.
    pub pieces: Vec<Piece>,
    /// Whether the two are told in such different words that marks would say nothing: then the pieces are the bare wording.
    pub other_words: bool,
}

/// Beyond so many pairs of words two wordings are not compared: both are shown whole. A statement is a sentence; only hostile pages come near.
const MOST_PAIRS: usize = 4_000_000;

/// With less than this share of letters in common two wordings are told in other words.
const LEAST_ALIKE: f64 = 0.35;

/// A common stretch of so few letters between two changes (`a`, `the`) is chance and would tear the changes apart.
const CHANCE: usize = 3;

/// `wording` as it stands, with what it adds to `base` and what it misses of it.
pub fn compare(base: &Wording, wording: &Wording) -> Comparison {
    let (old, new) = (tokens(base), tokens(wording));
    let changes = changes(&old, &new);
    let letters = |tokens: &[Token]| tokens.iter().map(Token::letters).sum::<usize>();
    let common: usize = changes.iter().filter(|change| change.same).map(|change| letters(&new[change.new.clone()])).sum();
    let all = letters(&old) + letters(&new);
    if all > 0 && ((2 * common) as f64) < LEAST_ALIKE * all as f64 {
        return Comparison { pieces: alone(wording), other_words: true };
    }
    let mut pieces = Vec::new();
    for change in changes {
        if change.same {
            push(&mut pieces, Mark::Same, &new[change.new]);
            continue;
        }
        let open = |tokens: &[Token], at: usize| at == 0 || tokens[at - 1].written.ends_with(char::is_whitespace);
        let missing = &old[change.old.clone()];
        if let Some(last) = missing.last() {
            let begin = pieces.len();
            push(&mut pieces, Mark::Missing, missing);
            if open(&old, change.old.start) && !open(&new, change.new.start) {
                pieces[begin].text.insert(0, ' ');
            }
            if open(&new, change.new.start) && change.new.start < new.len() && !last.written.ends_with(char::is_whitespace) {
                pieces.last_mut().into_iter().for_each(|piece| piece.text.push(' '));
            }
        }
        push(&mut pieces, Mark::Added, &new[change.new]);
    }
    Comparison { pieces, other_words: false }
}

/// A stretch of both wordings: the same words in both, or other words in each.
struct Change {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

fn changes(old: &[Token], new: &[Token]) -> Vec<Change> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return vec![Change { same: false, old: 0..old.len(), new: 0..new.len() }];
    }
    let keys = |tokens: &[Token]| tokens.iter().map(|token| token.key.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new));
    let mut changes: Vec<Change> = Vec::new();
    for (n, op) in ops.iter().enumerate() {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        let between = n > 0 && n + 1 < ops.len();
        let few = new[new_range.clone()].iter().map(Token::letters).sum::<usize>() <= CHANCE;
        let same = op.tag() == DiffTag::Equal && !(between && few);
        match changes.last_mut() {
            Some(last) if last.same == same => (last.old.end, last.new.end) = (old_range.end, new_range.end),
            _ => changes.push(Change { same, old: old_range, new: new_range }),
        }
    }
    changes
}

/// A wording with nothing to hold it against.
pub fn alone(wording: &Wording) -> Vec<Piece> {
    let mut pieces = Vec::new();
    push(&mut pieces, Mark::Same, &tokens(wording));
    pieces
}

/// The words as they are compared, so that two wordings can be told to be the same or one to stand inside the other.
pub fn plain(wording: &Wording) -> String {
    let keys: Vec<String> = tokens(wording).into_iter().filter(|token| token.letters() > 0).map(|token| token.key).collect();
    format!(" {} ", keys.join(" "))
}

/// A word or mark as it is compared and as it is written, white space behind it included.
struct Token<'w> {
    key: String,
    written: &'w str,
    hedge: bool,
}

impl Token<'_> {
    fn letters(&self) -> usize {
        self.key.chars().filter(|c| c.is_alphanumeric()).count()
    }
}

fn tokens(wording: &Wording) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut from = 0;
    for (at, word) in wording.text.split_word_bound_indices() {
        let end = at + word.len();
        if word.chars().all(char::is_whitespace) {
            if let Some(last) = tokens.last_mut() {
                last.written = &wording.text[from..end];
            }
            continue;
        }
        from = at;
        let hedge = wording.hedges.iter().any(|hedge| hedge.start < end && at < hedge.end);
        tokens.push(Token { key: key(word), written: word, hedge });
    }
    tokens
}

/// Lower case, with one shape for each kind of quotation mark and dash.
fn key(word: &str) -> String {
    let plain = |c: char| match c {
        '“' | '”' | '„' | '«' | '»' | '"' => '"',
        '‘' | '’' | '‚' | '\'' => '\'',
        '–' | '—' | '‐' | '‑' => '-',
        other => other,
    };
    word.chars().map(plain).flat_map(char::to_lowercase).collect()
}

fn push(pieces: &mut Vec<Piece>, mark: Mark, tokens: &[Token]) {
    for token in tokens {
        match pieces.last_mut() {
            Some(piece) if piece.mark == mark && piece.hedge == token.hedge => piece.text.push_str(token.written),
            _ => pieces.push(Piece { mark, hedge: token.hedge, text: token.written.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str) -> Wording {
        Wording { text: text.into(), hedges: Vec::new() }
    }

    fn check(base: &str, wording: &str, expected: &str) {
        let shown: String = compare(&plain(base), &plain(wording))
            .pieces
            .iter()
            .map(|piece| match piece.mark {
                Mark::Same => piece.text.clone(),
                Mark::Added => format!("+{}+", piece.text),
                Mark::Missing => format!("-{}-", piece.text),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn shows_what_went_and_what_came() {
        check("the boat was likely to have sunk", "the boat sunk", "the boat -was likely to have -sunk");
        check("We had no warning", "“we had no warning", "+“+we had no warning");
        check("“no” he said", "\"no\" he said", "\"no\" he said");
        check("they saw 40 boats", "they saw 46 boats", "they saw -40 -+46 +boats");
        check("the ice on the river has broken", "the ice on the river", "the ice on the river- has broken-");
        check("the ice on the river has broken", "the ice on the river.", "the ice on the river- has broken-+.+");
        check("the ice on the river has broken", "the ice on the river is gone", "the ice on the river -has broken -+is gone+");
        check("새벽에 해역이 닫혔다", "새벽에 해역이 열렸다", "새벽에 해역이 -닫혔다 -+열렸다+");
        check("the port closed a whole week early", "the port shut a day early", "the port -closed a whole week -+shut a day +early");
    }

    #[test]
    fn other_words_are_not_marked() {
        let comparison = compare(&plain("forty boats were lost at sea"), &plain("nobody came back to the harbour"));
        assert!(comparison.other_words);
        assert!(comparison.pieces.iter().all(|piece| piece.mark == Mark::Same));
        assert!(!compare(&plain(""), &plain("")).other_words);
    }

    #[test]
    fn keeps_words_of_likelihood_apart() {
        let text = "it is likely to rain … soon";
        let hedge = Certainty { term: "likely".into(), span: Span::new(6, 12), low: 55, high: 80 };
        let wording = Wording::new(text, &[Span::new(0, 20)], Some(&hedge));
        let hedges: Vec<_> = alone(&wording).into_iter().filter(|piece| piece.hedge).map(|piece| piece.text).collect();
        assert_eq!(hedges, ["likely "]);
    }

    proptest! {
        #[test]
        fn both_wordings_come_back_whole(base in "\\PC{0,40}", wording in "\\PC{0,40}") {
            let (base, wording) = (plain(base.trim()), plain(wording.trim()));
            let pieces = compare(&base, &wording).pieces;
            let side = |without: Mark| pieces.iter().filter(|piece| piece.mark != without).map(|piece| piece.text.as_str()).collect::<String>();
            prop_assert_eq!(side(Mark::Missing), wording.text);
        }
    }
}
