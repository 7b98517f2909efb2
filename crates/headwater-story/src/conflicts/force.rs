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
static WISHING: List = List::new(
    "ask urge demand want wish hope request require order propose appeal threaten vow plan intend petition advise recommend encourage",
);
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
    residency pension compensation treatment chance opportunity right coverage care service aid funding benefit quorum vote nomination presidency \
    tenure",
);
/// Words of cues that turn down whatever stands behind them: a charge or a notion, and then they deny it, or a candidate, a case, a ballot.
static TURNING_DOWN: List = List::new("reject dismiss rebuff spurn");
/// What can be so or not so, and is denied by whoever turns it down.
static SAYINGS: List = List::new(
    "claim allegation accusation charge assertion suggestion notion argument view contention statement report story account version theory \
    speculation rumor rumour conspiracy criticism complaint concern fear worry narrative finding conclusion explanation excuse comparison implication \
    insinuation characterization characterisation talk question word remark comment denial warning assessment label description",
);
/// Words that take up what was said.
static PRONOUNS: List = List::new("it this that them these those");
/// What prosecutors and courts dismiss.
static DOCKET: List = List::new("charge complaint question");
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
        let is_clause = statement.content.first().is_some_and(|run| text[..run.start].trim_end().ends_with(" that"));
        Self::of(&cue.join(" "), &content, statement.polarity == Polarity::Negated, is_clause)
    }

    /// Of a cue and what is said, whether the cue denies, and whether what is said is a clause behind “that”.
    fn of(cue: &str, content: &str, denies: bool, is_clause: bool) -> Self {
        let words = phrase(content);
        let first = words.split(' ').next().unwrap_or_default();
        let cue_is = |list: &List| cue.split(' ').any(|word| list.has_stem(&LEXICON.stem(word)));
        let is_question = content.trim_end_matches(['”', '"', '’', '\'', ' ']).ends_with('?');
        // “That offer”, “that she paid”: a word at the begin ends nothing.
        let object = || std::iter::once(first).chain(words.split(' ').skip(1).take_while(|word| !ENDS.has(word)));
        let object_is = |list: &List| object().any(|word| list.has(word) || list.has_stem(&LEXICON.stem(word)));
        let is_of = |list: &List| !first.ends_with("ing") && object_is(list);
        let is_dropped = cue.contains("dismiss") && object_is(&DOCKET) && !words.contains(" as ");
        let takes_up = PRONOUNS.has(first) && object().count() == 1;
        let names_saying = takes_up || cue_is(&SAYINGS) || (object_is(&SAYINGS) && !is_dropped);
        let turns_down = cue_is(&TURNING_DOWN) && !names_saying;
        let is_said_of = words.split(' ').any(|word| matches!(word, "as" | "because" | "that"));
        Self {
            asks: is_question || cue_is(&ASKING) || QUESTIONS.has(first),
            wishes: cue_is(&WISHING) || ASKING_FOR.iter().any(|words| cue.contains(words)),
            refuses: denies
                && !is_clause
                && (is_of(&WITHHELD) || (!cue.contains("den") && (first.ends_with("ing") || is_of(&OFFERS) || turns_down))),
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
    fn what_is_rejected_as_a_clause_is_denied() {
        assert!(!Force::of("rejected", "the choir had left", true, true).refuses);
        assert!(!Force::of("denied", "the licence was forged", true, true).refuses);
        assert!(Force::of("rejected", "the choir", true, false).refuses);
    }

    #[test]
    fn who_asks_wishes_or_refuses_asserts_nothing() {
        let check = |cue: &str, content: &str, expected: &str| {
            let force = Force::of(cue, content, ["den", "reject", "dismiss"].iter().any(|begin| cue.starts_with(begin)), false);
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
        check("rejected", "that offer", "refuses");
        check("rejected", "two other candidates for the choir", "refuses");
        check("dismissed", "the sexton as clumsy", "refuses");
        check("dismissed", "charges against the sexton", "refuses");
        check("dismissed", "the charges as nonsense", "");
        check("dismissed", "the notion the choir might sing", "");
        check("rejected suggestions", "the choir might sing", "");
        check("denied", "their rivals a quorum in the parish hall", "refuses");
        check("denied", "making a deal with the bell founder", "");
    }
}
