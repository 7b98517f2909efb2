//! The nouns of the field: articles, statements, claims, stories.
//!
//! Plain data that every other crate shares. Nothing here reads, guesses or decides; a type carries its own invariants and no more.
//! The words are the field's own:
//!
//! - an *attribution relation* (Pareti 2012; PolNeAR, Newell et al. 2018) has a *source*, a *cue* and a *content*;
//!   a [`Statement`] is one such relation with its chain of voices resolved;
//! - *nested sources* (Wiebe et al. 2005) are the [`Voice`]s of a chain: the *origin* is the last link, a *relay* every earlier one;
//! - a [`Claim`] is what statements of different reports say alike; [`Reuse`] is a copied passage (passim, Smith et al. 2015);
//! - likelihood words stand on the bands of ICD 203 (words of estimative probability).
//!
//! Positions are [`Span`]s: byte ranges of an article's text. They become code points only where a document leaves the program.

mod actor;
mod article;
mod date;
mod span;
mod statement;
mod story;

pub use actor::{Actor, ActorId, ActorKind, Mention, Voice};
pub use article::{Article, ArticleDate, ArticleId, Basis, Block, BlockKind, DateBasis, Field, Moment, Outlet, Problem, Stated};
pub use date::{DateRange, PartialDate};
pub use span::Span;
pub use statement::{Act, Certainty, Form, Polarity, Statement, StatementId};
pub use story::{
    Change, ChangeKind, Claim, ClaimId, Conflict, ConflictKind, Direction, DirectionBasis, Drift, Event, Forecast, ForecastStatus,
    Independence, Merge, MergeKind, Passage, Reuse, Side, Spread, SpreadKind, Story, StoryPart,
};
