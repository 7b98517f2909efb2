//! What a statement does. Who asks, wishes, praises, blames or turns an offer down says of nothing that it is so, and contradicts nobody.

use headwater_core::Polarity;

use super::Ground;
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;

/// Words of cues that ask a question.
static ASKING: List = List::new("wonder inquire query");
/// Words that begin a question, told in its own words or another's.
static QUESTIONS: List = List::new("whether why how who whom whose which what when where");
/// Words of cues that ask for something or tell what somebody means to do.
static WISHING: List = List::new("ask urge demand want wish hope request require order propose appeal threaten vow plan intend petition");
/// As [`WISHING`], of two words.
const ASKING_FOR: [&str; 6] = ["call for", "calls for", "called for", "calling for", "call on", "called on"];
/// Words of cues that call something good or bad.
static JUDGING: List = List::new(
    "condemn criticize blast slam denounce fault praise hail welcome applaud commend thank regret mourn congratulate deplore lament celebrate mock scold",
);
/// What is turned down and not denied: an offer may be good or bad, but neither true nor false. This list and the next are ours, written down by
/// the sense: what one party can put to another, in trade, talks and assemblies,
static OFFERS: List = List::new(
    "offer bid approach proposal plan request appeal call demand deal takeover merger acquisition partnership invitation application idea resolution \
    motion petition compromise truce ceasefire settlement model option scheme",
);
/// and what offices, courts and houses grant or withhold, which is not denied either.
static WITHHELD: List = List::new(
    "access entry admission visa permission permit licence license bail parole asylum refuge passage request application appeal leave citizenship \
    residency pension compensation treatment chance opportunity right",
);
/// Words behind which a noun phrase goes no further.
static ENDS: List =
    List::new("of to for from that by on in at with and as about over against after before was were is are had has have been");

/// What a statement does, apart from saying that something is so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "a statement may do several of these")]
pub struct Force {
    /// It asks.
    pub asks: bool,
    /// It tells what somebody wants, means or asks others to do.
    pub wishes: bool,
    /// It turns an offer down or withholds something.
    pub refuses: bool,
    /// It calls something good or bad, and says nothing more of it.
    pub judges: bool,
}

impl Force {
    pub fn new(ground: &Ground, number: usize) -> Self {
        let statement = &ground.statements[number];
        let text = ground.reports[statement.article.0].article.text.as_str();
        let cue: Vec<String> = statement.cue.iter().map(|span| phrase(span.of(text))).collect();
        let content = ground.words(number);
        Self::of(&cue.join(" "), &content, statement.polarity == Polarity::Negated)
    }

    /// Of a cue and what is said, and whether the cue denies.
    fn of(cue: &str, content: &str, denies: bool) -> Self {
        let words = phrase(content);
        let first = words.split(' ').next().unwrap_or_default();
        let cue_is = |list: &List| cue.split(' ').any(|word| list.has_stem(&LEXICON.stem(word)));
        let is_question = content.trim_end_matches(['”', '"', '’', '\'', ' ']).ends_with('?');
        let object = || words.split(' ').take_while(|word| !ENDS.has(word));
        let is_of = |list: &List| !first.ends_with("ing") && object().any(|word| list.has(word) || list.has_stem(&LEXICON.stem(word)));
        let is_said_of = words.split(' ').any(|word| matches!(word, "as" | "because" | "that"));
        Self {
            asks: is_question || cue_is(&ASKING) || QUESTIONS.has(first),
            wishes: cue_is(&WISHING) || ASKING_FOR.iter().any(|words| cue.contains(words)),
            refuses: denies && (is_of(&WITHHELD) || (!cue.contains("den") && (first.ends_with("ing") || is_of(&OFFERS)))),
            judges: cue_is(&JUDGING) && !is_said_of,
        }
    }

    /// Whether it says of nothing that it is so.
    pub fn asserts_nothing(self) -> bool {
        self.asks || self.wishes || self.refuses || self.judges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_wishes_or_refuses_asserts_nothing() {
        let check = |cue: &str, content: &str, expected: &str| {
            let force = Force::of(cue, content, cue.starts_with("den") || cue.starts_with("reject"));
            let found = [(force.asks, "asks"), (force.wishes, "wishes"), (force.refuses, "refuses"), (force.judges, "judges")];
            let found: Vec<&str> = found.into_iter().filter(|found| found.0).map(|found| found.1).collect();
            assert_eq!(found.join(" "), expected, "{cue} | {content}");
        };
        check("said", "the crane was sound", "");
        check("said", "Was the crane sound?”", "asks");
        check("did not say", "which ships were meant", "asks");
        check("urged", "both ports to stay open", "wishes");
        check("called for", "an inquiry into the crane", "wishes");
        check("calling for", "an inquiry into the crane", "wishes");
        check("rejected", "the choir’s proposal of a joint concert", "refuses");
        check("rejected", "the claim that the proposal came late", "");
        check("rejected", "the accusation as baseless", "");
        check("criticized", "the fireworks over Oslin", "judges");
        check("denounced", "the fireworks as a waste", "");
        check("denied", "the organist a licence", "refuses");
        check("denied", "two cellists visas", "refuses");
        check("rejected", "selling the organ", "refuses");
        check("denied", "making a deal with the bell founder", "");
        check("denied", "that the licence was forged", "");
    }
}
