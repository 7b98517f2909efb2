//! Who says what: every voice of the story with its names, its statements, and those through whom they reach us.

use headwater_core::{ActorId, StatementId, Story};

use super::{Folded, VoiceLink, statement_href};
use crate::{document, reading, visible};

/// A list tells what is said; the sheet of the report tells it whole. So many letters are given to one statement.
const LONGEST: usize = 160;

/// Everything that one voice says.
pub struct VoiceSheet {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
    pub role: Option<String>,
    pub aliases: String,
    /// Reports that carry it.
    pub reports: usize,
    pub sayings: Vec<SayingView>,
    /// How many statements of others it passes on.
    pub relayed: usize,
}

/// One of its statements.
pub struct SayingView {
    pub href: String,
    pub words: String,
    /// The outlet, then those between it and the voice.
    pub through: Vec<VoiceLink>,
    pub said_on: Option<String>,
    pub denied: bool,
    pub language: Option<String>,
}

/// Voices that are the origin of something or pass something on, those with most statements first; folded those heard only once.
pub fn sheets(story: &Story) -> Folded<VoiceSheet> {
    let mut said: Vec<Vec<StatementId>> = vec![Vec::new(); story.actors.len()];
    let mut relayed = vec![0; story.actors.len()];
    for (n, statement) in story.statements.iter().enumerate() {
        for (depth, voice) in statement.chain.iter().enumerate() {
            let origin = depth + 1 == statement.chain.len();
            match said.get_mut(voice.actor.0) {
                Some(said) if origin => said.push(StatementId(n)),
                Some(_) => relayed[voice.actor.0] += 1,
                None => {}
            }
        }
    }
    let mut order: Vec<usize> = (0..story.actors.len()).filter(|n| !said[*n].is_empty() || relayed[*n] > 0).collect();
    order.sort_by_key(|n| (usize::MAX - said[*n].len(), usize::MAX - relayed[*n], *n));
    let sheets = order.into_iter().map(|n| sheet(story, ActorId(n), &said[n], relayed[n]));
    Folded::new(sheets, |sheet| sheet.sayings.len() + sheet.relayed < 2)
}

fn sheet(story: &Story, id: ActorId, said: &[StatementId], relayed: usize) -> VoiceSheet {
    let actor = &story.actors[id.0];
    let mut reports: Vec<usize> = said.iter().map(|id| story.statements[id.0].article.0).collect();
    reports.sort_unstable();
    reports.dedup();
    VoiceSheet {
        id: document::actor_id(id),
        name: visible::line(&actor.name),
        kind: document::ActorKind::from(actor.kind).word(),
        role: actor.role.as_deref().map(visible::line),
        aliases: visible::line(&actor.aliases.join(", ")),
        reports: reports.len(),
        sayings: said.iter().map(|id| saying(story, *id)).collect(),
        relayed,
    }
}

fn saying(story: &Story, id: StatementId) -> SayingView {
    let statement = &story.statements[id.0];
    let mut through = super::chain(story, statement);
    through.pop();
    SayingView {
        href: statement_href(id),
        words: visible::clipped(&reading::statement_words(story, statement), LONGEST),
        through,
        said_on: statement.said_on.map(reading::date_words),
        denied: statement.polarity == headwater_core::Polarity::Negated,
        language: super::language(story.articles.get(statement.article.0).and_then(|article| article.language.as_deref())),
    }
}
