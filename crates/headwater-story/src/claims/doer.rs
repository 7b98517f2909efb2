//! Who does, or is to do, what a statement tells: that the minister threatens to go and that others want the union to go are two things, however alike
//! their words.

use std::collections::BTreeMap;

use headwater_core::{Actor, Form, Span, Statement};

use crate::Report;
use crate::lists::List;
use crate::words::{fold, spans};

/// A name may have so many words before it (`the former minister Holt`).
const BEFORE_NAME: usize = 3;

/// Who does it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doer {
    /// The voice.
    pub voice: usize,
    /// Whether the statement names it; otherwise it is who speaks.
    pub is_named: bool,
}

/// For each statement the voice that does what it tells, where its first words say so. `voices` holds the voice of each actor, `chains` those of each
/// statement's chain.
pub fn doers(reports: &[Report], statements: &[Statement], actors: &[Actor], voices: &[usize], chains: &[Vec<usize>]) -> Vec<Option<Doer>> {
    let names = names(actors);
    let doer = |(statement, chain): (&Statement, &Vec<usize>)| {
        let text = reports[statement.article.0].article.text.as_str();
        let named = |start: usize| names.get(&(statement.article.0, start)).map(|&(end, actor)| (end, actor));
        match subject(text, statement, named)? {
            Subject::Speaker => chain.last().map(|&voice| Doer { voice, is_named: false }),
            Subject::Actor(actor) => Some(Doer { voice: voices[actor], is_named: true }),
        }
    };
    statements.iter().zip(chains).map(doer).collect()
}

/// Where each report names somebody: for the article and the first byte the end of the longest name and its actor.
fn names(actors: &[Actor]) -> BTreeMap<(usize, usize), (usize, usize)> {
    let mut names: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for (number, actor) in actors.iter().enumerate() {
        for mention in &actor.mentions {
            let known = names.entry((mention.article.0, mention.span.start)).or_insert((mention.span.end, number));
            if mention.span.end > known.0 {
                *known = (mention.span.end, number);
            }
        }
    }
    names
}

enum Subject {
    /// The last voice of the chain.
    Speaker,
    /// The actor of this number.
    Actor(usize),
}

/// `named` tells for the first byte of a name its end and whose it is.
fn subject(text: &str, statement: &Statement, named: impl Fn(usize) -> Option<(usize, usize)>) -> Option<Subject> {
    static SELF: List = List::new("i we i'm i've i'll i'd we're we've we'll we'd");
    let content = *statement.content.first()?;
    let words: Vec<Span> = spans(content.of(text)).take(BEFORE_NAME + 1).collect();
    let first = fold(words.first()?.of(content.of(text)));
    if first == "to" {
        // Who is asked to do it stands before it.
        return statement.audience.is_none().then_some(Subject::Speaker);
    }
    if SELF.has(&first) && statement.form != Form::Indirect {
        return Some(Subject::Speaker);
    }
    // Of `Arland's minister Holt` Holt is meant.
    let owns = |end: usize| text[end..].starts_with("'s ") || text[end..].starts_with("’s ");
    let mut subjects = words.iter().filter_map(|word| named(content.start + word.start)).filter(|(end, _)| !owns(*end));
    subjects.next().map(|(_, actor)| Subject::Actor(actor))
}

#[cfg(test)]
mod tests {
    use headwater_core::{Act, ArticleId, Polarity};

    use super::*;

    #[test]
    fn who_does_it() {
        let check = |content: &str, form: Form, is_asked: bool, expected: Option<&str>| {
            let statement = Statement {
                article: ArticleId(0),
                content: vec![Span::new(0, content.len())],
                cue: Vec::new(),
                source: Vec::new(),
                form,
                act: Act::Speech,
                chain: Vec::new(),
                said_on: None,
                audience: is_asked.then_some(Span::new(0, 0)),
                polarity: Polarity::Affirmed,
                certainty: None,
                within: None,
            };
            let names = ["Arland", "Ann Holt", "Holt"];
            let named = |start: usize| {
                let number = names.iter().rposition(|name| content[start..].starts_with(name))?;
                Some((start + names[number].len(), number))
            };
            let found = subject(content, &statement, named).map(|subject| match subject {
                Subject::Speaker => "speaker",
                Subject::Actor(actor) => names[actor],
            });
            assert_eq!(found, expected, "{content}");
        };
        check("to close the quay", Form::Indirect, false, Some("speaker"));
        check("to close the quay", Form::Indirect, true, None);
        check("We’ll close the quay", Form::Direct, false, Some("speaker"));
        check("we had been told of it", Form::Indirect, false, None);
        check("Holt to close the quay", Form::Indirect, false, Some("Holt"));
        check("the former minister Ann Holt will go", Form::Indirect, false, Some("Ann Holt"));
        check("Arland’s minister Holt will go", Form::Indirect, false, Some("Holt"));
        check("the quay that was closed by Holt", Form::Indirect, false, None);
        check("", Form::Direct, false, None);
    }
}
