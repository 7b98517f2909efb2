//! The shape of a story document, schema `headwater.story/1`.
//!
//! Twins of the nouns in `headwater-core`: there they are plain data of the program, here they are a promise to readers of JSON.
//! A field may be added; none is renamed or given another meaning within one schema number. What is not known is `null`, never a made-up value.
//! Positions are Unicode code points into the article's `text`, end exclusive.

use headwater_core as nouns;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What every field [`Document::schema`] holds.
pub const SCHEMA: &str = "headwater.story/1";

/// Everything that is known about the reports that were read together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Name and number of this format.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
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
    #[serde(default)]
    pub drifts: Vec<Drift>,
    /// What cannot both hold.
    pub conflicts: Vec<Conflict>,
    /// What is foretold.
    pub forecasts: Vec<Forecast>,
    /// What the reports date, in order of time.
    pub timeline: Vec<Event>,
    /// The separate stories in a mixed input, largest first.
    pub stories: Vec<StoryPart>,
    /// What could not be read or measured.
    pub warnings: Vec<Warning>,
}

/// One report as it was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// `a1`, `a2` …
    pub id: String,
    /// Path or URL as it was given; `file.warc.gz#record` inside an archive.
    pub location: String,
    /// SHA-256 of the bytes that were read, in hexadecimal.
    pub sha256: String,
    /// The page's own address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// The news agency that wrote it, as its credit names it.
    pub agency: Option<String>,
    /// The syndicator that carried it.
    pub distributor: Option<String>,
    /// Headline, without the outlet's name behind it.
    pub title: Option<String>,
    /// Persons in the byline, in order.
    pub authors: Vec<String>,
    /// Bodies that stand in the byline beside persons or in place of them, as it words them; only where there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credited: Vec<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it first appeared.
    pub published: Option<ArticleDate>,
    /// When it was last changed.
    pub modified: Option<ArticleDate>,
    /// When these bytes were taken from their address (ISO 8601); only where an archive or the network tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<String>,
    /// What the page states of itself in each of its places, followed or not, the surer place first; only where it states something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<Stated>,
    /// The whole readable page, dropped parts included.
    pub text: String,
    /// Labels of `text`: in order, without gap, from its first to its last character.
    pub blocks: Vec<Block>,
}

/// The medium that a reader sees.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Outlet {
    /// Its name.
    pub name: String,
    /// Its domain.
    pub domain: Option<String>,
}

/// When a page was published or changed, as far as it can be known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArticleDate {
    /// ISO 8601 (`2025-11-04T08:30:00+02:00`, `2025-11-04`, `2025-11`, `2025`); null where only the bounds are known.
    pub value: Option<String>,
    /// How precise `value` is.
    pub precision: Option<Precision>,
    /// What it rests on.
    pub basis: DateBasis,
    /// First day that it can be, where inferred.
    pub not_before: Option<String>,
    /// Last day that it can be, where inferred.
    pub not_after: Option<String>,
}

/// How precise a page's date is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Day and wall-clock time.
    Minute,
    /// Day.
    Day,
    /// Year and month.
    Month,
    /// Year.
    Year,
}

/// One thing that a page states of itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Stated {
    /// What it is about.
    pub field: Field,
    /// The page's own words.
    pub value: String,
    /// Where they stand.
    pub basis: Basis,
}

/// One labelled stretch of an article's text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// For what is no part of the report: why.
    pub why: Option<String>,
}

/// A stretch of one article's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// A stretch of a named article's text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Id of the article.
    pub article: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// Somebody or something that speaks or is spoken of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// `p1`, `p2` …
    pub id: String,
    /// The fullest name in the story; for the unnamed the description.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Other names it goes by, without `name`.
    pub aliases: Vec<String>,
    /// Title, office or description.
    pub role: Option<String>,
    /// Every place where it is named, described or meant by a pronoun.
    pub mentions: Vec<Place>,
}

/// One link of a chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Voice {
    /// Id of the actor.
    pub actor: String,
    /// Its fullest name.
    pub name: String,
}

/// What a page says that somebody said: an attribution relation with its chain resolved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, `s2` …
    pub id: String,
    /// Id of the page.
    pub article: String,
    /// What is said, in one or more runs.
    pub content: Vec<Run>,
    /// The words that attribute; empty where a quotation goes on without any.
    pub cue: Vec<Run>,
    /// The words that name the nearest voice; empty where none stand there.
    pub source: Vec<Run>,
    /// How the content is given.
    pub form: Form,
    /// What kind of act is reported.
    pub act: Act,
    /// The voices between this page and the origin: nearest to the page first, origin last, the outlet not included; empty where no source is known.
    pub chain: Vec<Voice>,
    /// When it was said: `2025-11-04`, `2025-11` or `2025`.
    pub said_on: Option<String>,
    /// To whom it was said, as the page words it.
    pub audience: Option<Run>,
    /// Whether the source affirms the content or denies it.
    pub polarity: Polarity,
    /// The word of likelihood in it.
    pub certainty: Option<Certainty>,
    /// Id of the statement that this one stands inside.
    pub within: Option<String>,
}

/// A word of estimative probability and its band (ICD 203), in per cent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Certainty {
    /// The word in its plain form.
    pub term: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Lower bound of the band, in per cent.
    pub low: u8,
    /// Upper bound of the band, in per cent.
    pub high: u8,
}

/// Statements, in at least two reports, that say the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// `c1`, `c2` …
    pub id: String,
    /// The member that tells it best, in its own words.
    pub text: String,
    /// Ids of the members.
    pub statements: Vec<String>,
    /// Distinct origins: the last links of the members' chains.
    pub origins: Vec<Voice>,
    /// How many of the members' voices are truly independent.
    pub independent: Independence,
    /// Id of the earliest member, as far as dates and citations tell.
    pub first: String,
    /// How each report that has it has it.
    pub spread: Vec<Spread>,
}

/// A number of independent voices, as a range.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Independence {
    /// Fewest: whatever anything suggests is dependent counts as one.
    pub at_least: usize,
    /// Most: whatever is not proven dependent counts apart.
    pub at_most: usize,
    /// Why the reports are fewer voices than reports.
    pub reasons: Vec<Merge>,
}

/// One reason to count reports as one voice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Merge {
    /// What kind of reason.
    pub kind: MergeKind,
    /// Ids of the members that it joins.
    pub statements: Vec<String>,
    /// One plain sentence, naming names.
    pub detail: String,
    /// The words that show it.
    pub evidence: Vec<Place>,
}

/// How one report has a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Spread {
    /// Id of the report.
    pub article: String,
    /// Its wording against the others'.
    pub how: SpreadKind,
}

/// A passage that two articles share.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reuse {
    /// Where it stands in the article that had it first, as far as that is known.
    pub from: Place,
    /// Where it stands in the other.
    pub to: Place,
    /// Share of equal words over the aligned stretch, 0 to 1.
    pub similarity: f64,
    /// Why it is read in this direction.
    pub direction: Direction,
}

/// Why a copy is read in one direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Direction {
    /// What it rests on.
    pub basis: DirectionBasis,
    /// False where only dates speak, or nothing does.
    pub certain: bool,
}

/// What became of a quotation's words between two reports that carry it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Drift {
    /// Id of the statement with the wording that the other is held against: the earlier, as far as is known; of equals the fuller.
    pub from: String,
    /// Id of the statement with the wording that differs.
    pub to: String,
    /// What differs.
    pub changes: Vec<Change>,
}

/// One difference between two wordings of a quotation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What kind of difference.
    pub kind: ChangeKind,
    /// The words in the article of the first statement; where it has none the place at which they would stand, with `start` equal to `end`.
    pub from: Vec<Run>,
    /// The words in the article of the second, likewise.
    pub to: Vec<Run>,
}

/// Statements that cannot all hold as told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Conflict {
    /// Ids of the statements of all sides, two or more.
    pub statements: Vec<String>,
    /// Who stands against whom: two or more; no statement stands on two. Documents of before hold none: there each statement stands for itself.
    #[serde(default)]
    pub sides: Vec<Side>,
    /// What they differ in.
    pub kind: ConflictKind,
    /// Whether both can hardly hold; if false, they may conflict.
    #[serde(default = "yes")]
    pub certain: bool,
    /// One sentence that names the values and their holders.
    pub detail: String,
}

/// What stands in a document of before a field was there.
fn yes() -> bool {
    true
}

/// One side of a conflict.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// The value that it gives, or how it words what it holds.
    pub holds: String,
    /// Ids of the statements that give it.
    pub statements: Vec<String>,
}

/// A statement about what will or may happen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Forecast {
    /// Id of the statement.
    pub statement: String,
    /// Its word of likelihood and the band that the word stands on (ICD 203).
    pub likelihood: Option<Certainty>,
    /// By when.
    pub due: Option<Due>,
    /// On what condition: words of the statement's article.
    pub condition: Option<Run>,
    /// What became of it.
    pub status: ForecastStatus,
    /// Id of the statement that tells the outcome.
    pub settled_by: Option<String>,
}

/// The days of a forecast, both included.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// First day, `2025-11-04`.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// Something that the reports date.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// When, as precisely as known: `2025-11-04`, `2025-11` or `2025`.
    pub date: String,
    /// The words of the mention that tells it best.
    pub text: String,
    /// Every place that tells it.
    pub mentions: Vec<Place>,
}

/// One story among several in the input.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StoryPart {
    /// `t1`, `t2` …
    pub id: String,
    /// The title of its earliest or most copied report.
    pub title: String,
    /// Ids of its reports.
    pub articles: Vec<String>,
}

/// Something that could not be read or measured.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// Path or URL as it was given.
    pub location: String,
    /// What, and what can be done.
    pub message: String,
    /// Whether words were lost: an input, or a part of one, that could not be read. Otherwise it is advice.
    pub lost: bool,
}

/// Declares an enum's twin: each variant with the word that stands for it in JSON.
macro_rules! twin {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// The word that stands for it in JSON, and that a reader sees.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl From<nouns::$name> for $name {
            fn from(noun: nouns::$name) -> Self {
                match noun { $(nouns::$name::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for nouns::$name {
            fn from(twin: $name) -> Self {
                match twin { $($name::$variant => Self::$variant,)+ }
            }
        }
    };
}

twin! {
    /// What a block of text is to its reader.
    BlockKind {
        /// The title.
        Headline = "headline",
        /// A heading inside the report, or the standfirst below the title.
        Subhead = "subhead",
        /// Running text.
        Paragraph = "paragraph",
        /// A list item of the report.
        List = "list",
        /// A block quotation or pull quote.
        Quote = "quote",
        /// Words below a picture or player.
        Caption = "caption",
        /// Who wrote it.
        Byline = "byline",
        /// Place, agency or date before or at the head of the report.
        Dateline = "dateline",
        /// Picture, contribution, agency and copyright credits.
        Credit = "credit",
        /// No part of the report; `why` says why.
        Dropped = "dropped",
    }
}

twin! {
    /// What a page's date rests on.
    DateBasis {
        /// JSON-LD, meta elements, microdata.
        Metadata = "metadata",
        /// Words on the page.
        Page = "page",
        /// The dateline.
        Dateline = "dateline",
        /// The page's address.
        Url = "url",
        /// Reasoned from weekday words and dated reports of the same events.
        Inferred = "inferred",
    }
}

twin! {
    /// What a page may state of itself.
    Field {
        /// Its headline.
        Title = "title",
        /// A person who wrote it.
        Author = "author",
        /// A body in the byline.
        Credited = "credited",
        /// The medium.
        Outlet = "outlet",
        /// The news agency.
        Agency = "agency",
        /// The syndicator.
        Distributor = "distributor",
        /// When it first appeared.
        Published = "published",
        /// When it was last changed.
        Modified = "modified",
    }
}

twin! {
    /// Where a page states something, the surest place first.
    Basis {
        /// Linked data (JSON-LD).
        Linked = "linked",
        /// A meta element or the title bar.
        Meta = "meta",
        /// Microdata, or the `datetime` of an element.
        Microdata = "microdata",
        /// The words that a reader sees.
        Page = "page",
        /// The page's address.
        Address = "address",
        /// Outside the page: an archive's record, a feed's entry, a mail's head.
        Given = "given",
    }
}

twin! {
    /// What an actor is.
    ActorKind {
        /// A named person.
        Person = "person",
        /// A named body.
        Organization = "organization",
        /// A country, city or building, also where it speaks for a government.
        Place = "place",
        /// Several people or bodies under one description.
        Group = "group",
        /// One person or document known only by a description.
        Unnamed = "unnamed",
    }
}

twin! {
    /// How the content is given.
    Form {
        /// All of it in quotation marks.
        Direct = "direct",
        /// None of it.
        Indirect = "indirect",
        /// Some of it.
        Mixed = "mixed",
    }
}

twin! {
    /// What kind of act an attribution reports.
    Act {
        /// Said, wrote, announced, denied.
        Speech = "speech",
        /// Believes, wants, expects, fears.
        Belief = "belief",
        /// A report, statement, law, poll, letter or recording is the source.
        Document = "document",
    }
}

twin! {
    /// Whether the source affirms the content.
    Polarity {
        /// Says that it is so.
        Affirmed = "affirmed",
        /// Says that it is not so.
        Negated = "negated",
    }
}

twin! {
    /// A report's wording of a claim.
    SpreadKind {
        /// Word for word as another report has it.
        Verbatim = "verbatim",
        /// A shortened form of another report's words.
        Cut = "cut",
        /// Other words, same source.
        Reworded = "reworded",
        /// Its own voice: an origin that no other report has.
        Own = "own",
    }
}

twin! {
    /// Kinds of dependence between two reports of a claim.
    MergeKind {
        /// Both name the same origin.
        SameOrigin = "same origin",
        /// Both carry the same passage.
        SamePassage = "same passage",
        /// A credit line names the other's agency or outlet.
        CreditLine = "credit line",
        /// One cites the other.
        Cites = "cites",
        /// Both belong to one publisher.
        PublisherFamily = "publisher family",
        /// Both rest on one briefing, hearing or statement.
        SameOccasion = "same occasion",
    }
}

twin! {
    /// What the direction of a copy rests on.
    DirectionBasis {
        /// A credit line.
        Credit = "credit",
        /// An explicit citation.
        Citation = "citation",
        /// Publication dates.
        Dates = "dates",
        /// One text holds the whole of the other.
        Containment = "containment",
        /// Nothing: the order in which the reports were given.
        Unknown = "unknown",
    }
}

twin! {
    /// How words of a quotation differ.
    ChangeKind {
        /// It is laid to another speaker; the words are those that name the speakers.
        Speaker = "speaker",
        /// A word of doubt or likelihood is gone.
        HedgeLost = "hedge lost",
        /// A word of doubt or likelihood came in.
        HedgeGained = "hedge gained",
        /// Other words stand in place of these.
        Swapped = "swapped",
        /// Words are gone.
        Cut = "cut",
        /// Words came in.
        Added = "added",
    }
}

twin! {
    /// What statements conflict in.
    ConflictKind {
        /// A number.
        Number = "number",
        /// A date.
        Date = "date",
        /// Said and denied.
        Polarity = "polarity",
        /// Two accounts of one matter.
        Account = "account",
    }
}

twin! {
    /// What became of a forecast, as far as the reports tell.
    ForecastStatus {
        /// No report tells.
        Open = "open",
        /// A later report tells that it happened.
        CameTrue = "came true",
        /// A later report tells that it did not.
        DidNot = "did not",
        /// Later reports disagree or are vague.
        Unclear = "unclear",
    }
}
