use crate::{Actor, Article, ArticleId, Certainty, DateRange, Mention, PartialDate, Problem, Span, Statement, StatementId, Voice};

/// Everything that is known about the reports that were read together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Story {
    /// The reports, in the order in which they were given.
    pub articles: Vec<Article>,
    /// Who speaks and is spoken of, over all reports.
    pub actors: Vec<Actor>,
    /// What is said, article by article, in text order.
    pub statements: Vec<Statement>,
    /// What stands in several reports, widest spread first.
    pub claims: Vec<Claim>,
    /// Copied passages.
    pub reuse: Vec<Reuse>,
    /// How the words of quotations changed from report to report.
    pub drifts: Vec<Drift>,
    /// What cannot both hold.
    pub conflicts: Vec<Conflict>,
    /// What is foretold.
    pub forecasts: Vec<Forecast>,
    /// What the reports date, in order of time.
    pub timeline: Vec<Event>,
    /// The separate stories in a mixed input, largest first.
    pub parts: Vec<StoryPart>,
    /// What could not be read or measured.
    pub warnings: Vec<Problem>,
}

/// Position of a claim in [`Story::claims`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClaimId(pub usize);

/// Statements, in at least two reports, that say the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// The member that tells it best, in its own words.
    pub text: String,
    /// Members, in order of their articles and places.
    pub statements: Vec<StatementId>,
    /// Distinct origins: the last links of the members' chains.
    pub origins: Vec<Voice>,
    /// How many of the members' voices are truly independent.
    pub independent: Independence,
    /// The earliest member, as far as dates and citations tell.
    pub first: StatementId,
    /// How each report that has it has it, in order of articles.
    pub spread: Vec<Spread>,
}

/// A number of independent voices, as a range: `at_least` merges whatever anything suggests is dependent, `at_most` keeps apart whatever is not proven dependent.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Independence {
    /// Fewest.
    pub at_least: usize,
    /// Most.
    pub at_most: usize,
    /// Why the reports are fewer voices than reports.
    pub reasons: Vec<Merge>,
}

/// One reason to count two reports as one voice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merge {
    /// What kind of reason.
    pub kind: MergeKind,
    /// The members that it joins.
    pub statements: Vec<StatementId>,
    /// One plain sentence, naming names.
    pub detail: String,
    /// The words that show it.
    pub evidence: Vec<Mention>,
}

/// Kinds of dependence between two reports of a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MergeKind {
    /// Both name the same origin.
    SameOrigin,
    /// Both carry the same passage.
    SamePassage,
    /// A credit line names the other's agency or outlet.
    CreditLine,
    /// One cites the other.
    Cites,
    /// Both belong to one publisher.
    PublisherFamily,
    /// Both rest on one briefing, hearing or statement.
    SameOccasion,
}

/// How one report has a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread {
    /// The report.
    pub article: ArticleId,
    /// Its wording against the others'.
    pub how: SpreadKind,
}

/// A report's wording of a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SpreadKind {
    /// Word for word as another report has it.
    Verbatim,
    /// A shortened form of another report's words.
    Cut,
    /// Other words, same source.
    Reworded,
    /// Its own voice: an origin that no other report has.
    Own,
}

/// A passage of one article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Passage {
    /// The article.
    pub article: ArticleId,
    /// The words.
    pub span: Span,
}

/// A passage that two articles share.
#[derive(Clone, PartialEq, Debug)]
pub struct Reuse {
    /// Where it stands in the article that had it first, as far as that is known.
    pub from: Passage,
    /// Where it stands in the other.
    pub to: Passage,
    /// Share of equal words over the aligned stretch, 0 to 1.
    pub similarity: f64,
    /// Why it is read in this direction.
    pub direction: Direction,
}

/// Why a copy is read in one direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Direction {
    /// What it rests on.
    pub basis: DirectionBasis,
    /// False where only dates speak, or nothing does.
    pub certain: bool,
}

/// What the direction of a copy rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DirectionBasis {
    /// A credit line.
    Credit,
    /// An explicit citation.
    Citation,
    /// Publication dates.
    Dates,
    /// One text holds the whole of the other.
    Containment,
    /// Nothing: the order in which the reports were given.
    Unknown,
}

/// What became of a quotation's words between two reports that carry it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drift {
    /// The wording that the other is held against: the earlier, as far as is known; of equals the fuller.
    pub from: StatementId,
    /// The wording that differs.
    pub to: StatementId,
    /// What differs, in order; never empty.
    pub changes: Vec<Change>,
}

/// One difference between two wordings of a quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What kind of difference.
    pub kind: ChangeKind,
    /// The words in the article of [`Drift::from`], one or more runs; where it has none the empty span at which they would stand.
    pub from: Vec<Span>,
    /// The words in the article of [`Drift::to`], likewise.
    pub to: Vec<Span>,
}

/// How words of a quotation differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChangeKind {
    /// It is laid to another speaker; the words are those that name the speakers.
    Speaker,
    /// A word of doubt or likelihood is gone.
    HedgeLost,
    /// A word of doubt or likelihood came in.
    HedgeGained,
    /// Other words stand in place of these.
    Swapped,
    /// Words are gone.
    Cut,
    /// Words came in.
    Added,
}

/// Statements that cannot all hold as told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// Who stands against whom, two or more; no statement stands on two sides.
    pub sides: Vec<Side>,
    /// What they differ in.
    pub kind: ConflictKind,
    /// Whether both can hardly hold; if not, they may conflict.
    pub certain: bool,
    /// One sentence that names the values and their holders.
    pub detail: String,
}

impl Conflict {
    /// The statements of all sides, in order.
    pub fn statements(&self) -> Vec<StatementId> {
        let mut statements: Vec<StatementId> = self.sides.iter().flat_map(|side| &side.statements).copied().collect();
        statements.sort_unstable();
        statements
    }
}

/// One side of a conflict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side {
    /// The value that it gives, or how it words what it holds.
    pub holds: String,
    /// The statements that give it, in order.
    pub statements: Vec<StatementId>,
}

/// What statements conflict in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ConflictKind {
    /// A number.
    Number,
    /// A date.
    Date,
    /// Said and denied.
    Polarity,
    /// Two accounts of one matter.
    Account,
}

/// A statement about what will or may happen.
#[derive(Clone, PartialEq, Debug)]
pub struct Forecast {
    /// The statement.
    pub statement: StatementId,
    /// Its word of likelihood.
    pub likelihood: Option<Certainty>,
    /// By when.
    pub due: Option<DateRange>,
    /// On what condition: words of the statement's article.
    pub condition: Option<Span>,
    /// What became of it.
    pub status: ForecastStatus,
    /// The statement that tells the outcome.
    pub settled_by: Option<StatementId>,
}

/// What became of a forecast, as far as the reports tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ForecastStatus {
    /// No report tells.
    Open,
    /// A later report tells that it happened.
    CameTrue,
    /// A later report tells that it did not.
    DidNot,
    /// Later reports disagree or are vague.
    Unclear,
}

/// Something that the reports date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// When, as precisely as known.
    pub date: PartialDate,
    /// The words of the mention that tells it best.
    pub text: String,
    /// Every place that tells it.
    pub mentions: Vec<Mention>,
}

/// One story among several in the input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryPart {
    /// The title of its earliest or most copied report.
    pub title: String,
    /// Its reports.
    pub articles: Vec<ArticleId>,
}
