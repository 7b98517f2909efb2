use jiff::{civil, tz::Offset};

use crate::Span;

/// Position of an article in [`Story::articles`](crate::Story::articles).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ArticleId(pub usize);

/// One report as it was read: where it came from, who made it, when, and its text with every part labelled.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Article {
    /// Path or URL as it was given; `file.warc.gz#record` inside an archive.
    pub location: String,
    /// SHA-256 of the bytes that were read, in hexadecimal.
    pub sha256: String,
    /// The page's own address (canonical link, metadata).
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
    /// Bodies that stand in the byline beside persons or in place of them, as it words them: agencies, desks, the outlet itself.
    pub credited: Vec<String>,
    /// BCP 47 tag (`en`), where it is known.
    pub language: Option<String>,
    /// When it first appeared.
    pub published: Option<ArticleDate>,
    /// When it was last changed.
    pub modified: Option<ArticleDate>,
    /// When these bytes were taken from their address, where an archive or the network tells.
    pub captured: Option<Moment>,
    /// What the page states of itself in each of its places, followed or not, the surer place first.
    pub stated: Vec<Stated>,
    /// The whole readable page, dropped parts included.
    pub text: String,
    /// Labels of `text`. In order and without gap: the first begins at 0, each begins where the one before ends, the last ends with the text.
    pub blocks: Vec<Block>,
}

impl Article {
    /// The blocks that carry the report itself, each without white space at its ends, in order.
    pub fn main_blocks(&self) -> impl Iterator<Item = (BlockKind, Span)> {
        self.blocks
            .iter()
            .filter(|block| block.kind.is_main())
            .map(|block| (block.kind, block.span.trim(&self.text)))
            .filter(|(_, span)| !span.is_empty())
    }
}

/// The medium that a reader sees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outlet {
    /// `Harbour Daily`
    pub name: String,
    /// `harbourdaily.example`, where it is known.
    pub domain: Option<String>,
}

/// One thing that a page states of itself, as it words it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stated {
    /// What it is about.
    pub field: Field,
    /// The page's own words.
    pub value: String,
    /// Where they stand.
    pub basis: Basis,
}

/// What a page may state of itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// Its headline.
    Title,
    /// A person who wrote it.
    Author,
    /// A body in the byline.
    Credited,
    /// The medium.
    Outlet,
    /// The news agency.
    Agency,
    /// The syndicator.
    Distributor,
    /// When it first appeared.
    Published,
    /// When it was last changed.
    Modified,
}

/// Where a page states something, the surest place first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Basis {
    /// Linked data (JSON-LD).
    Linked,
    /// A meta element or the title bar.
    Meta,
    /// Microdata, or the `datetime` of an element.
    Microdata,
    /// The words that a reader sees.
    Page,
    /// The page's address.
    Address,
    /// Outside the page: an archive's record, a feed's entry, a mail's head.
    Given,
}

/// One labelled stretch of an article's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands, white space around it included.
    pub span: Span,
    /// For what is no part of the report: why (`advert`, `navigation`, `related`, `newsletter`, `share`, `comment`, `cookie`, `boilerplate` …).
    pub why: Option<String>,
}

/// What a block of text is to its reader.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BlockKind {
    /// The title.
    Headline,
    /// A heading inside the report, or the standfirst below the title.
    Subhead,
    /// Running text.
    Paragraph,
    /// A list item of the report.
    List,
    /// A block quotation or pull quote.
    Quote,
    /// Words below a picture or player.
    Caption,
    /// Who wrote it.
    Byline,
    /// Place, agency or date before or at the head of the report.
    Dateline,
    /// Picture, contribution, agency and copyright credits.
    Credit,
    /// No part of the report; [`Block::why`] says why.
    Dropped,
}

impl BlockKind {
    /// Whether the report's own words stand in it: those are searched for statements.
    pub fn is_main(self) -> bool {
        matches!(self, Self::Headline | Self::Subhead | Self::Paragraph | Self::List | Self::Quote)
    }
}

/// When a page was published or changed, as far as it can be known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArticleDate {
    /// The date itself; none where only the bounds are known.
    pub value: Option<Moment>,
    /// What it rests on.
    pub basis: DateBasis,
    /// First day that it can be, where inferred.
    pub not_before: Option<civil::Date>,
    /// Last day that it can be, where inferred.
    pub not_after: Option<civil::Date>,
}

impl ArticleDate {
    /// The day, where a value is known to the day.
    pub fn day(&self) -> Option<civil::Date> {
        match self.value? {
            Moment::Minute(time, _) => Some(time.date()),
            Moment::Day(day) => Some(day),
            Moment::Month(..) | Moment::Year(..) => None,
        }
    }

    /// First and last day that it can be, each as far as it is known.
    pub fn days(&self) -> (Option<civil::Date>, Option<civil::Date>) {
        let month = |year, month| civil::Date::new(year, month, 1).ok();
        match self.value {
            Some(Moment::Minute(time, _)) => (Some(time.date()), Some(time.date())),
            Some(Moment::Day(day)) => (Some(day), Some(day)),
            Some(Moment::Month(year, of)) => (month(year, of), month(year, of).map(civil::Date::last_of_month)),
            Some(Moment::Year(year)) => (month(year, 1), month(year, 1).map(civil::Date::last_of_year)),
            None => (self.not_before, self.not_after),
        }
    }
}

/// A point in time as precisely as a page tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// Wall-clock time with its offset from UTC where the page gives one.
    Minute(civil::DateTime, Option<Offset>),
    /// A day.
    Day(civil::Date),
    /// Year and month.
    Month(i16, i8),
    /// A year.
    Year(i16),
}

/// What a page's date rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateBasis {
    /// JSON-LD, meta elements, microdata.
    Metadata,
    /// Words on the page.
    Page,
    /// The dateline.
    Dateline,
    /// The page's address.
    Url,
    /// Reasoned from weekday words and dated reports of the same events.
    Inferred,
}

/// Something that could not be read or measured. It never stops the rest.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Problem {
    /// Where: path or URL as it was given.
    pub location: String,
    /// What, and what can be done.
    pub message: String,
    /// Whether words were lost: an input, or a part of one, that could not be read. Otherwise it is advice.
    pub lost: bool,
}

impl Problem {
    /// An input, or a part of one, could not be read.
    pub fn lost(location: &str, message: impl Into<String>) -> Self {
        Self { location: location.to_owned(), message: message.into(), lost: true }
    }

    /// Everything was read, but a reader should know this.
    pub fn advice(location: &str, message: impl Into<String>) -> Self {
        Self { location: location.to_owned(), message: message.into(), lost: false }
    }
}
