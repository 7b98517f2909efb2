//! The article as the rules read it: stretches of tagged words, with whole quotations folded into one item.
//!
//! A sentence like `“We will stay. We have paid,” Okafor said.` is three sentences to the eye and one attribution. So the sentences that a quotation binds
//! together make one [`Region`], in which the quotation stands as a single item; what stands between its marks makes regions of its own,
//! one a sentence. A quotation of a few words inside the writer's own sentence (`the “hostile” plan`) stays open: its words are items like any other.

use headwater_core::{Article, BlockKind, Span};
use headwater_language::{Analysis, MentionForm, Quotation, TokenKind};

use crate::{lexicon::Lexicon, tagger::Tag, tagging};

/// A word, a mark, or a whole quotation.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it stands; of a quotation the marks too.
    pub span: Span,
    /// In small letters, apostrophes straight; empty for a quotation.
    pub lower: String,
    /// What kind of word.
    pub tag: Tag,
    /// Position among [`Analysis::quotations`], for a whole quotation.
    pub quotation: Option<usize>,
    /// Whether it belongs to an expression of time.
    pub time: bool,
    /// Position among [`Analysis::mentions`] of the mention that it belongs to.
    pub mention: Option<usize>,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// The outermost quotation that holds it, among [`Analysis::quotations`].
    pub within: Option<usize>,
    /// The quotation, among [`Analysis::quotations`], that is part of the writer's sentence and holds it.
    pub quoted: Option<usize>,
}

impl Item {
    /// Whether it is this word or mark.
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Whether it is one of these words or marks.
    pub fn any(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }

    /// Whether it is a whole quotation.
    pub fn is_quotation(&self) -> bool {
        self.quotation.is_some()
    }
}

/// A stretch that attributes on its own: a sentence, or several that a quotation binds, or one sentence inside a quotation.
#[derive(Clone, Debug)]
pub struct Region {
    /// Its words, marks and whole quotations, in order; the marks of short quotations are left out.
    pub items: Vec<Item>,
    /// The quotation that it stands in.
    pub inside: Option<usize>,
    /// Number of its block.
    pub block: usize,
    /// Kind of its block.
    pub kind: BlockKind,
}

/// What a quotation is to the sentence around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// It stands for itself: a clause or more, set off from the writer's words.
    Whole,
    /// Its words are part of the writer's sentence.
    Part,
}

/// An article cut into regions.
#[derive(Debug)]
pub struct Text {
    /// In order of their first words; those inside a quotation follow the region that holds it.
    pub regions: Vec<Region>,
    /// The role of each of [`Analysis::quotations`].
    pub roles: Vec<Role>,
    /// All words and marks in order, quotation marks left out.
    pub words: Vec<Item>,
}

impl Text {
    /// Cuts an article.
    pub fn new(article: &Article, analysis: &Analysis, lexicon: &Lexicon) -> Self {
        let text = &article.text;
        let quotations = &analysis.quotations;
        let (words, bounds) = words(text, analysis);
        let units = units(analysis, &bounds);
        let mut roles = vec![Role::Part; quotations.len()];
        for unit in &units {
            judge(text, analysis, &words[unit.first..unit.last], lexicon, &mut roles);
        }
        let mut regions = Vec::new();
        for unit in &units {
            let sentence = &analysis.sentences[unit.sentence];
            let mut outer = Vec::new();
            let mut inner: Vec<Region> = Vec::new();
            for word in &words[unit.first..unit.last] {
                let Some(quotation) = word.quotation.filter(|index| roles[*index] == Role::Whole) else {
                    if word.kind == Kind::Plain {
                        outer.push(Item { quoted: word.quotation, ..word.item.clone() });
                    }
                    continue;
                };
                let open = outer.last().is_some_and(|item: &Item| item.quotation == Some(quotation));
                if !open {
                    outer.push(folded(&quotations[quotation], quotation));
                }
                if word.kind != Kind::Plain {
                    continue;
                }
                let fresh = word.starts || inner.last().is_none_or(|region| region.inside != Some(quotation));
                if fresh {
                    inner.push(Region { items: Vec::new(), inside: Some(quotation), block: sentence.block, kind: sentence.kind });
                }
                if let Some(region) = inner.last_mut() {
                    region.items.push(word.item.clone());
                }
            }
            for piece in cut(outer) {
                regions.push(Region { items: piece, inside: None, block: sentence.block, kind: sentence.kind });
            }
            for region in inner {
                let Region { inside, block, kind, items } = region;
                regions.extend(cut(items).map(|items| Region { items, inside, block, kind }));
            }
        }
        let words = words.into_iter().filter(|word| word.kind == Kind::Plain).map(|word| word.item).collect();
        Self { regions, roles, words }
    }

    /// The outermost quotation that holds the byte.
    pub fn quotation_at(&self, at: usize) -> Option<usize> {
        let word = self.words.partition_point(|word| word.span.end <= at);
        self.words.get(word)?.within
    }

    /// The words that lie inside `span`.
    pub fn within(&self, span: Span) -> &[Item] {
        let first = self.words.partition_point(|word| word.span.start < span.start);
        let length = self.words[first..].partition_point(|word| word.span.end <= span.end);
        &self.words[first..first + length]
    }
}

/// The longest stretch that is read as one: no sentence is longer, and what is (a table, a list of names, noise) must not be read in its own square.
const LONGEST: usize = 300;

fn cut(items: Vec<Item>) -> impl Iterator<Item = Vec<Item>> {
    let mut rest = items.into_iter().peekable();
    let mut first = true;
    std::iter::from_fn(move || {
        let begins = std::mem::take(&mut first);
        (begins || rest.peek().is_some()).then(|| rest.by_ref().take(LONGEST).collect())
    })
}

fn folded(quotation: &Quotation, index: usize) -> Item {
    Item {
        span: quotation.span,
        lower: String::new(),
        tag: Tag::Mark,
        quotation: Some(index),
        time: false,
        mention: None,
        capital: false,
        within: None,
        quoted: None,
    }
}

/// Whether a word is kept as an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Plain,
    QuotationMark,
}

/// A word on the way to its region.
#[derive(Clone, Debug)]
struct Word {
    item: Item,
    kind: Kind,
    /// The outermost quotation that it stands in, marks included.
    quotation: Option<usize>,
    /// Whether a sentence begins with it.
    starts: bool,
}

/// Sentences that a quotation binds together.
struct Unit {
    first: usize,
    last: usize,
    sentence: usize,
}

/// All words of the article, tagged, clitics apart; and where the words of each sentence end.
fn words(text: &str, analysis: &Analysis) -> (Vec<Word>, Vec<usize>) {
    let mut bounds = Vec::with_capacity(analysis.sentences.len());
    let surnames = tagging::surnames(analysis);
    let mut words: Vec<Word> = Vec::with_capacity(analysis.tokens.len() + 64);
    let outer: Vec<(usize, Span)> = analysis
        .quotations
        .iter()
        .enumerate()
        .filter(|(_, quotation)| !quotation.nested)
        .map(|(index, quotation)| (index, quotation.span))
        .collect();
    let (mut quotation, mut time, mut mention) = (Cursor::default(), Cursor::default(), Cursor::default());
    for sentence in &analysis.sentences {
        let begin = words.len();
        for token in analysis.tokens.get(sentence.tokens.clone()).unwrap_or_default() {
            for span in split(text, token.span) {
                let form = span.of(text);
                let kind = match token.kind {
                    TokenKind::QuoteOpen | TokenKind::QuoteClose => Kind::QuotationMark,
                    TokenKind::Word | TokenKind::Number | TokenKind::Mark => Kind::Plain,
                };
                let tag = match token.kind {
                    TokenKind::Word => Tag::Other,
                    TokenKind::Number => Tag::Number,
                    _ => Tag::Mark,
                };
                let within = quotation.find(&outer, |(_, span)| *span, span).map(|index| outer[index].0);
                words.push(Word {
                    item: Item {
                        span,
                        lower: form.to_lowercase().replace('’', "'"),
                        tag,
                        quotation: None,
                        time: time.find(&analysis.times, |time| time.span, span).is_some(),
                        mention: mention.find_best(
                            &analysis.mentions,
                            |mention| mention.span,
                            span,
                            |mention| mention.form == MentionForm::Name,
                        ),
                        capital: form.chars().next().is_some_and(char::is_uppercase),
                        within,
                        quoted: None,
                    },
                    kind,
                    quotation: within,
                    starts: words.len() == begin,
                });
            }
        }
        let mut items: Vec<&mut Item> =
            words[begin..].iter_mut().filter(|word| word.kind == Kind::Plain).map(|word| &mut word.item).collect();
        tagging::tag(text, analysis, &surnames, &mut items);
        bounds.push(words.len());
    }
    (words, bounds)
}

/// The parts of a word that speech has drawn together: `didn’t` → `did`, `n’t`; `Adeyemi’s` → `Adeyemi`, `’s`.
fn split(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let word = span.of(text);
    let at = word.char_indices().rev().find(|(_, c)| matches!(c, '\'' | '’')).and_then(|(at, mark)| {
        let rest = word[at + mark.len_utf8()..].to_ascii_lowercase();
        match rest.as_str() {
            "s" | "re" | "ve" | "ll" | "d" | "m" => Some(at),
            "t" => at.checked_sub(1).filter(|n| word.is_char_boundary(*n) && word[*n..].to_ascii_lowercase().starts_with('n')),
            "" if word[..at].ends_with(['s', 'S', 'x', 'z']) => Some(at),
            _ => None,
        }
    });
    let middle = at.filter(|at| *at > 0).map(|at| span.start + at);
    let first = Span::new(span.start, middle.unwrap_or(span.end));
    [Some(first), middle.map(|middle| Span::new(middle, span.end))].into_iter().flatten()
}

/// Walks a sorted list of spans in step with a sorted list of words.
#[derive(Default)]
struct Cursor(usize);

impl Cursor {
    /// The first entry that holds `span`.
    fn find<T>(&mut self, list: &[T], of: impl Fn(&T) -> Span, span: Span) -> Option<usize> {
        self.find_best(list, of, span, |_| true)
    }

    /// The first entry that holds `span` and is preferred, else the first that holds it.
    fn find_best<T>(&mut self, list: &[T], of: impl Fn(&T) -> Span, span: Span, preferred: impl Fn(&T) -> bool) -> Option<usize> {
        while list.get(self.0).is_some_and(|entry| of(entry).end <= span.start) {
            self.0 += 1;
        }
        // Entries may nest: look a little further than the first.
        let holding = || (self.0..list.len().min(self.0 + 6)).filter(|index| of(&list[*index]).contains(span));
        holding().find(|index| preferred(&list[*index])).or_else(|| holding().next())
    }
}

/// Groups the sentences of a block that a quotation binds together.
fn units(analysis: &Analysis, bounds: &[usize]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut words = 0;
    let mut bound: Option<(usize, usize)> = None;
    let mut quotations = analysis.quotations.iter().filter(|quotation| !quotation.nested).peekable();
    for (index, (sentence, end)) in analysis.sentences.iter().zip(bounds).enumerate() {
        let end = *end;
        let joins = bound.is_some_and(|(block, until)| block == sentence.block && until > sentence.span.start);
        match units.last_mut() {
            Some(unit) if joins => unit.last = end,
            _ => units.push(Unit { first: words, last: end, sentence: index }),
        }
        words = end;
        while let Some(quotation) = quotations.next_if(|quotation| quotation.span.start < sentence.span.end) {
            if quotation.span.end > sentence.span.end {
                bound = Some((sentence.block, quotation.span.end));
            }
        }
    }
    units
}

/// Decides which quotations of a unit stand for themselves.
fn judge(text: &str, analysis: &Analysis, words: &[Word], lexicon: &Lexicon, roles: &mut [Role]) {
    let mut at = 0;
    while at < words.len() {
        let Some(index) = words[at].quotation else {
            at += 1;
            continue;
        };
        let length = words[at..].iter().take_while(|word| word.quotation == Some(index)).count();
        let inner: Vec<&Item> = words[at..at + length].iter().filter(|word| word.kind == Kind::Plain).map(|word| &word.item).collect();
        let several = words[at + 1..at + length].iter().any(|word| word.starts && word.kind == Kind::Plain);
        let before = words[..at].iter().rev().find(|word| word.kind == Kind::Plain).map(|word| &word.item);
        let after = words[at + length..].iter().find(|word| word.kind == Kind::Plain).map(|word| &word.item);
        let count = inner.iter().filter(|item| item.tag != Tag::Mark).count();
        let finite = inner.iter().any(|item| item.tag.is_finite() || item.tag == Tag::Base);
        let stops = analysis.quotations[index].inner.of(text).trim_end().ends_with([',', '.', '?', '!', '…', '—', '–']);
        let opens = before.is_none_or(|item| item.any(&[",", ":", "—", "–", "--", "-", "(", ";", ".", "…"]));
        let verb = before.is_some_and(|item| lexicon.is_verb(&item.lower) && item.tag.is_verb());
        let cued = verb || before.is_some_and(|item| item.any(&["that", "only"]));
        // `“…” to drive up the price`: the writer's sentence goes on with words of its own.
        let goes_on = !stops
            && after.is_some_and(|item| !item.capital && !matches!(item.tag, Tag::Mark | Tag::Pronoun | Tag::Past | Tag::Determiner));
        let ends = stops || after.is_none_or(|item| item.tag == Tag::Mark);
        let whole = several
            || (before.is_none() && ((finite && count >= 4 && !goes_on) || stops || after.is_none()))
            // `she said, but “…”`
            || (finite && stops && after.is_none() && before.is_some_and(|item| item.any(&["but", "and"])))
            || (opens && finite && count >= 5)
            || ((opens || cued) && ends && finite)
            || ((opens || verb) && stops && after.is_none());
        if whole {
            roles[index] = Role::Whole;
        }
        at += length;
    }
}
