//! An [`Article`] in, its [`Analysis`] out: everything that language alone can tell about one report.
//!
//! Only the report's own words are analysed ([`Article::main_blocks`]); every span is a byte range of the article's whole text.

mod certainty;
pub mod coreference;
pub mod encoder;
mod hedges;
mod lexicon;
mod names;
mod quantities;
mod quotations;
mod sentences;
mod times;
mod tokens;
pub mod wide;

pub use names::{Country, countries, is_kin};

use std::ops::Range;

use headwater_core::{ActorKind, Article, ArticleDate, BlockKind, Certainty, DateRange, PartialDate, Span};
use jiff::civil;

/// What language alone can tell about one report. All lists are in text order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Analysis {
    /// Words, numbers and marks.
    pub tokens: Vec<Token>,
    /// Sentences; a sentence never crosses a block, and a quotation of several sentences is several sentences.
    pub sentences: Vec<Sentence>,
    /// Stretches between quotation marks.
    pub quotations: Vec<Quotation>,
    /// Persons, organizations, places that the report names or describes.
    pub entities: Vec<Entity>,
    /// Where they are named or described.
    pub mentions: Vec<EntityMention>,
    /// Expressions of time, resolved against the article's date.
    pub times: Vec<Time>,
    /// Numbers with what they count.
    pub quantities: Vec<Quantity>,
    /// Words of likelihood on the ICD 203 bands.
    pub certainties: Vec<Certainty>,
    /// Words that take some certainty away, those of likelihood among them (`seems`, `may`, `likely`).
    pub hedges: Vec<Span>,
    /// What the encoder reads; empty where there is no encoder.
    pub reading: encoder::Reading,
}

/// A word, number or mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the points of abbreviations (`U.S.`, `don’t`, `Min-ho`, `15-member`, `Mr.`).
    /// A clitic is a word of its own: `he` `’s`, `Vale` `’s`, `they` `’ll`.
    Word,
    /// Digits, with inner points, commas and colons, or an ordinal's or decade's ending (`1,200`, `3.5`, `10:30`, `5th`, `1980s`).
    /// Letters behind one are a word of their own: `450` `bn`.
    Number,
    /// A quotation mark that opens.
    QuoteOpen,
    /// A quotation mark that closes.
    QuoteClose,
    /// Any other mark.
    Mark,
}

/// One sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands, final mark and closing quotation marks included.
    pub span: Span,
    /// Its tokens in [`Analysis::tokens`].
    pub tokens: Range<usize>,
    /// Number of its block among [`Article::main_blocks`].
    pub block: usize,
    /// Kind of that block.
    pub kind: BlockKind,
}

/// A stretch between quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// Marks included.
    pub span: Span,
    /// What stands between them.
    pub inner: Span,
    /// Whether a closing mark stands at its end. One without goes on in the next paragraph, or its end was forgotten.
    pub closed: bool,
    /// Whether it stands inside another quotation.
    pub nested: bool,
}

/// Somebody or something that the report names or describes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// The fullest name; for the unnamed the description.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Other names it goes by, in order of first appearance, without `name`.
    pub aliases: Vec<String>,
    /// Title, office or description.
    pub role: Option<String>,
    /// `he` or `she` where a title, a given name or the page's own pronouns tell; never a guess for a known person of unknown gender.
    pub gender: Option<Gender>,
}

/// The pronouns that a report uses for a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gender {
    /// `she`
    Female,
    /// `he`
    Male,
}

/// A place where an entity is named or described.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntityMention {
    /// The words, title and apposition left out (`Chan`, `the ministry`).
    pub span: Span,
    /// Position in [`Analysis::entities`].
    pub entity: usize,
    /// Named or described.
    pub form: MentionForm,
}

/// How a mention refers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MentionForm {
    /// By a name or an acronym.
    Name,
    /// By a description (`the ministry`, `the two lawmakers`, `a White House official`).
    Description,
}

/// An expression of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Time {
    /// The words (`last Tuesday`).
    pub span: Span,
    /// First and last day that it may mean; none where the article has no date and the words need one.
    pub range: Option<DateRange>,
    /// The year, month or day that it is, where it is one (`this week` is none).
    pub value: Option<PartialDate>,
    /// Whether the words need the article's date to be understood.
    pub relative: bool,
}

/// A number with what it counts.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// The words, approximator and unit included (`nearly 1,200 people`).
    pub span: Span,
    /// Lowest value meant.
    pub low: f64,
    /// Highest value meant; equal to `low` for a single number.
    pub high: f64,
    /// What is counted, in its plain form: `USD`, `percent`, `percentage point`, `km`, or the noun (`people`, `troops`).
    pub unit: Option<String>,
    /// How exact it is said to be.
    pub approximation: Approximation,
}

/// How exact a number is said to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Approximation {
    /// The bare number.
    Exact,
    /// `about`, `some`, `around`, `roughly`
    About,
    /// `over`, `more than`, `at least`
    AtLeast,
    /// `nearly`, `almost`, `up to`, `fewer than`
    AtMost,
}

/// The expressions of time of an analysed article, as they read if it is of the given day: for a page whose day became known later.
pub fn times_on(article: &Article, analysis: &Analysis, day: civil::Date) -> Vec<Time> {
    let persons = persons(&analysis.entities, &analysis.mentions);
    times::times(&article.text, &analysis.tokens, &analysis.sentences, Some(day), &persons)
}

/// Where persons are named.
fn persons(entities: &[Entity], mentions: &[EntityMention]) -> Vec<Span> {
    let person = |mention: &&EntityMention| mention.form == MentionForm::Name && entities[mention.entity].kind == ActorKind::Person;
    mentions.iter().filter(person).map(|mention| mention.span).collect()
}

/// Analyses one article with the English model that the program carries.
pub fn analyse(article: &Article) -> Analysis {
    analyse_with(article, encoder::english())
}

/// Analyses one article with the model given, or with rules alone.
pub fn analyse_with(article: &Article, encoder: Option<&encoder::Encoder>) -> Analysis {
    let text = article.text.as_str();
    let blocks: Vec<(BlockKind, Span)> = article.main_blocks().collect();
    let quoted = quotations::quotations(text, &blocks);
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut sentences = Vec::new();
    for (number, (kind, block)) in blocks.iter().enumerate() {
        let first = tokens.len();
        tokens::tokens(text, *block, &quoted.marks, &mut tokens);
        sentences::sentences(text, &tokens, first..tokens.len(), number, *kind, &mut sentences);
    }
    let reading = encoder.map_or_else(encoder::Reading::default, |encoder| {
        let spans: Vec<(Span, usize)> = sentences.iter().map(|sentence: &Sentence| (sentence.span, sentence.block)).collect();
        encoder.read(text, &spans, encoder::Convention::Statements)
    });
    let (entities, mentions) = names::entities(text, &tokens, &sentences, &quoted.quotations, &reading.names);
    let today = article.published.as_ref().and_then(ArticleDate::day);
    let times = times::times(text, &tokens, &sentences, today, &persons(&entities, &mentions));
    // Numbers in names and dates count nothing; a description may hold its own count (“two lawmakers”).
    let named = mentions.iter().filter(|mention| mention.form == MentionForm::Name).map(|mention| mention.span);
    let mut taken: Vec<Span> = named.chain(times.iter().map(|time| time.span)).collect();
    taken.sort_by_key(|span| (span.start, span.end));
    let quantities = quantities::quantities(text, &tokens, &sentences, &taken);
    let certainties = certainty::certainties(text, &tokens, &sentences);
    let hedges = hedges::hedges(text, &tokens, &sentences, &certainties);
    Analysis { tokens, sentences, quotations: quoted.quotations, entities, mentions, times, quantities, certainties, hedges, reading }
}
