use crate::{ArticleId, PartialDate, Span, Voice};

/// Position of a statement in the list that it belongs to: an article's own while one article is read, [`Story::statements`](crate::Story::statements) afterwards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StatementId(pub usize);

/// An attribution relation with its chain resolved: what a page says that somebody said.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// The page.
    pub article: ArticleId,
    /// What is said, in one or more runs in order; never empty.
    /// Without the cue, the source, the complementiser `that`, and the outer quotation marks of a wholly direct quotation.
    pub content: Vec<Span>,
    /// The words that attribute (`said`, `according to`); empty where a quotation goes on without any.
    pub cue: Vec<Span>,
    /// The words that name the nearest voice (`he`, `the ministry`); empty where none stand there.
    pub source: Vec<Span>,
    /// Direct, indirect or mixed.
    pub form: Form,
    /// Speech, belief or document.
    pub act: Act,
    /// The voices between this page and the origin: nearest to the page first, origin last. The outlet itself is never in it.
    /// Empty where no source is known (`reportedly`).
    pub chain: Vec<Voice>,
    /// When it was said.
    pub said_on: Option<PartialDate>,
    /// To whom it was said (`lawmakers`, `reporters`), as the page words it.
    pub audience: Option<Span>,
    /// Whether the source affirms the content or denies it.
    pub polarity: Polarity,
    /// The word of likelihood in it, if any.
    pub certainty: Option<Certainty>,
    /// The statement that this one stands inside.
    pub within: Option<StatementId>,
}

impl Statement {
    /// From the first to the last byte of the content.
    pub fn extent(&self) -> Span {
        match (self.content.first(), self.content.last()) {
            (Some(first), Some(last)) => first.to(*last),
            _ => Span::new(0, 0),
        }
    }

    /// The last link of the chain: who it comes from, as far as the page tells.
    pub fn origin(&self) -> Option<&Voice> {
        self.chain.last()
    }

    /// The content's words, ` … ` where something was left out between its runs: what stands apart is never told as one. `text` is the article's.
    pub fn words(&self, text: &str) -> String {
        let runs: Vec<&str> = self.content.iter().map(|span| span.of(text)).collect();
        runs.join(" … ")
    }
}

/// How the content is given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Form {
    /// All of it in quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

/// What kind of act the attribution reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Act {
    /// Said, wrote, announced, denied.
    Speech,
    /// Believes, wants, expects, fears.
    Belief,
    /// A report, statement, law, poll, letter or recording is the source.
    Document,
}

/// Whether the source affirms the content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Polarity {
    /// Says that it is so.
    Affirmed,
    /// Says that it is not so (`denied that …`), or is said not to have said it.
    Negated,
}

/// A word of estimative probability and the band that it stands on (ICD 203), in per cent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certainty {
    /// The word in its plain form (`likely`).
    pub term: String,
    /// Where it stands.
    pub span: Span,
    /// Lower bound of the band.
    pub low: u8,
    /// Upper bound of the band.
    pub high: u8,
}
