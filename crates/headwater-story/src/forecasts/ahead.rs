//! Whether what is said lies ahead, as its words and its cue tell.

use headwater_core::{Span, Statement};

use super::{Word, is_one_of};
use crate::Report;
use crate::lexicon::LEXICON;
use crate::lists::List;
use crate::words::{fold, spans};

/// Words of intent or expectation before `to` in what is said (`plans to`, `likely to`).
static AHEAD_TO: List = List::new(
    "going about set likely unlikely expected poised scheduled plan plans planned planning intend intends intended intending prepare \
    prepares preparing vow vows vowed promise promises promised pledge pledges pledged threaten threatens threatened threatening agree \
    agrees agreed hope hopes hoping aim aims aiming expect expects expecting slated bound certain sure due decided considering contemplating mulling",
);

/// Those of them that are also names of a thing: `a plan to rescue the mill` tells of a plan.
static PLANS: List = List::new("plan plans vow vows promise promises pledge pledges hope hopes aim aims");

/// Words that open a phrase with a noun in it.
static OPENERS: List = List::new("the a an this that these those his her its their our my your no any some other different");

/// Stems of cues whose content lies ahead.
static FORETELLING: List = List::new(
    "threaten vow promise pledge predict forecast foresee expect anticipate plan intend prepare agree decide hope warn commit \
    guarantee undertake envisage project consider contemplate optimistic confident doubt await",
);

/// Stems of cues whose content is somebody else's to do: wishes, no forecasts.
static WISHING: List =
    List::new("want demand urge ask call request order insist seek need require refuse try invite allow encourage press beg appeal");

/// What the words of a statement stand in.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Around {
    /// It names a condition.
    pub(super) condition: bool,
    /// It names a time ahead.
    pub(super) due: bool,
    /// Its words are the speaker's own: what was to come when they were said still `will`, not `would`.
    pub(super) quoted: bool,
}

/// Where the words themselves first look ahead. A bare possibility (`could be`) needs a condition or a time beside it, readiness a condition.
pub(super) fn looks_ahead(words: &[Word], around: Around) -> Option<usize> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let looks = |at: usize| {
        let before = if at == 0 { "" } else { text(at - 1) };
        let verb = verb_behind(words, at);
        match text(at) {
            "will" if is_noun(before, verb) => false,
            "will" => around.due || !waits(verb),
            // Of anybody else it is what a law says.
            "shall" => matches!(before, "i" | "we" | "you") && !waits(verb),
            "won't" | "gonna" => true,
            "would" | "wouldn't" => {
                !matches!(verb, "have" | "like" | "say" | "comment" | "seem" | "appear" | "expect" | "usually" | "normally")
            }
            // What a rule allows: `under which neither side may …`.
            "may" if (at.saturating_sub(5)..at).any(|at| text(at) == "which" && at > 0 && matches!(text(at - 1), "under" | "by")) => false,
            // The month.
            "may"
                if text(at + 1).starts_with(|c: char| c.is_ascii_digit())
                    || is_one_of("of in since until late early last next", before) =>
            {
                false
            }
            "may" | "might" | "could" => match verb {
                "have" | "" => false,
                "be" => around.condition || around.due,
                _ => true,
            },
            "to" if OPENERS.has(verb) || is_compared(words, at) => false,
            "to" if before == "due" => is_one_of("is are was were be he's she's it's they're", text(at.wrapping_sub(2))),
            "to" => {
                !matches!(verb, "" | "have" | "say")
                    && (AHEAD_TO.has(before) || (around.condition && matches!(before, "prepared" | "ready" | "set")))
                    && !is_gone_intent(words, at - 1, around)
            }
            "risk" | "risks" | "risked" => around.condition,
            word => (word.ends_with("'ll") && !waits(verb)) || is_one_of("upcoming forthcoming", word),
        }
    };
    (0..words.len()).find(|&at| looks(at) && !is_unknown(words, at) && !is_unreal(words, at))
}

/// Whether a will is what somebody wants or leaves behind: `the people's will to rule`, `a will leaving the mill`.
fn is_noun(before: &str, behind: &str) -> bool {
    is_one_of("the a political free good ill of their his her our", before)
        || is_one_of("of to and", behind)
        || (behind.ends_with("ing") && !is_one_of("bring sing ring swing cling", behind))
}

/// The verb behind a modal verb or `to` and its adverbs (`may not have been`, `could still be`); `have to` is one with the verb that follows.
fn verb_behind(words: &[Word], at: usize) -> &str {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let is_adverb = |word: &str| {
        is_one_of("not also still even well soon never ever now just perhaps always", word)
            || (word.len() > 4 && word.ends_with("ly") && !is_one_of("apply supply reply comply rely rally imply multiply", word))
    };
    let Some(verb) = (at + 1..at + 5).find(|&at| !is_adverb(text(at))) else { return "" };
    match text(verb) {
        "have" if text(verb + 1) == "to" && text(at) != "to" => text(verb + 2),
        // A question: `would the talks have failed`.
        _ if is_one_of("would could might", text(at)) && (verb + 1..verb + 3).any(|at| text(at) == "have" && text(at + 1) != "to") => {
            "have"
        }
        verb => verb,
    }
}

/// Whether the word of intent at `at` tells what was or is meant, not what is to come: `had planned to`, `is intended to`, `a pledge to`, and in a
/// speaker's own words `were going to`.
fn is_gone_intent(words: &[Word], at: usize, around: Around) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let before = |n: usize| at.checked_sub(n).map_or("", text);
    let is_plan = PLANS.has(text(at)) && (1..4).any(|n| OPENERS.has(before(n)) || before(n).ends_with("'s")) && !around.due;
    let had = (1..3).any(|n| is_one_of("had hadn't", before(n))) && !around.due;
    let is_purpose = text(at) == "intended" && (1..3).any(|n| is_one_of("is isn't are aren't was wasn't were weren't", before(n)));
    let was = text(at) == "going" && around.quoted && (1..3).any(|n| is_one_of("was wasn't were weren't", before(n)));
    is_plan || had || is_purpose || was
}

/// Whether a word stands behind somebody who does not know it: `we cannot say that the gates will close` foretells nothing.
fn is_unknown(words: &[Word], at: usize) -> bool {
    const REACH: usize = 12;
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let negates = |at: usize| {
        let word = text(at);
        word.ends_with("n't") || is_one_of("not never cannot nobody unable impossible no", word)
    };
    let knows = |at: usize| is_one_of("say know tell see predict rule", text(at));
    (at.saturating_sub(REACH)..at).any(|mind| knows(mind) && (mind.saturating_sub(2)..mind).any(negates) && text(mind + 1) != "out")
}

/// Whether a modal verb says what is only thought of: a wish (`may the dead rest`), what was once believed or is remembered (`I thought it would
/// hold`, `he would often go`), what somebody of some kind does (`a man who would sell his boat`), what a speaker marvels at (`I cannot believe that
/// they would sell`), what was able to be (`so that she could eat`, `he could not remember`), what is only asked (`to see if it would hold`), and a
/// turn of speech (`I would argue`, `wherever it may lead`).
fn is_unreal(words: &[Word], at: usize) -> bool {
    const REACH: usize = 20;
    const KINDS: &str = "someone somebody anyone anybody those people person man woman nothing anything something everything";
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let before = |n: usize| at.checked_sub(n).map_or("", text);
    let is_led = |leads: &str| (1..5).any(|n| is_one_of(leads, before(n)));
    if is_one_of("may might", text(at)) && is_led("wherever whatever whoever whichever however") {
        return true;
    }
    if text(at) == "may" {
        let concedes =
            is_one_of("i you we", before(1)) && is_one_of("agree like know think remember recall believe feel", verb_behind(words, at));
        return concedes
            || is_one_of("god allah", text(at + 1))
            || (at == 0 && is_one_of("he she they it the your her his their all we", text(1)));
    }
    let verb = verb_behind(words, at);
    let is_able = text(at) == "could"
        && (is_one_of("imagine believe say remember recall understand see tell think agree care afford", verb)
            || before(1) == "who"
            || before(2) == "whom"
            || (is_one_of("so", before(2)) || (is_one_of("so", before(3)) && before(2) == "that")));
    let is_asked = is_led("if whether how") && is_led_to_ask(words, at);
    let is_turn = is_one_of("i we", before(1))
        && text(at) == "would"
        && is_one_of(
            "hope guess ask argue say suggest encourage urge add note think describe call compare use prefer love hate imagine submit caution recommend remind",
            verb,
        );
    let is_some_kind = (1..4).any(|n| is_one_of("who that", before(n)) && is_one_of(KINDS, before(n + 1)));
    let looks_back = |mind: usize| {
        let (before, after) = (mind.checked_sub(1).map_or("", text), text(mind + 1));
        match text(mind) {
            "thought" | "figured" | "assumed" | "imagined" | "knew" | "realized" | "realised" => {
                !is_one_of("is are it's widely generally", before)
            }
            "hoped" => is_one_of("i we", before),
            "believe" | "imagine" | "fathom" | "understand" => is_one_of("can't cannot couldn't", before),
            "devastated" | "shocked" | "stunned" | "saddened" | "horrified" | "odd" | "strange" => after == "that",
            "remember" | "remembers" | "remembered" | "recall" | "recalls" | "recalled" | "wondering" | "unaware" => true,
            _ => false,
        }
    };
    let is_habit = is_one_of("always often usually sometimes already", text(at + 1));
    let looks_back = || (at.saturating_sub(REACH)..at).any(looks_back);
    is_able
        || is_asked
        || is_turn
        || (is_one_of("to will", text(at)) && is_some_kind)
        || (is_one_of("would wouldn't could might", text(at)) && (is_some_kind || is_habit || looks_back()))
}

/// Whether an indirect question stands close before a word: `to see if it could`, `unclear whether it will`.
fn is_led_to_ask(words: &[Word], at: usize) -> bool {
    const REACH: usize = 8;
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let asks = |word: usize| {
        is_one_of("if whether how", text(word))
            && word > 0
            && is_one_of(
                "see ask asks asked asking know unclear sure clear wonder wonders wondered wondering question questions decide",
                text(word - 1),
            )
    };
    (at.saturating_sub(REACH)..at).any(asks)
}

/// Whether `likely to` compares: `twice as likely to fall ill`, `more likely to fall ill than others`.
fn is_compared(words: &[Word], to: usize) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let (Some(likely), Some(degree)) = (to.checked_sub(1), to.checked_sub(2)) else { return false };
    let of_number =
        || (degree.saturating_sub(3)..degree).any(|at| is_one_of("times twice percent percentage", text(at)) || text(at).ends_with('%'));
    text(likely) == "likely"
        && is_one_of("more less as", text(degree))
        && (text(degree) == "as" || of_number() || words[to..].iter().any(|word| word.text == "than"))
}

/// Whether the content only asks: `when the lake would be full`, without a main clause behind it.
pub(super) fn is_open_question(report: &Report, words: &[Word], condition: Option<Span>) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let asks = |at: usize| words.get(at).is_some_and(|word| is_one_of("when how why where whether", &word.text));
    let said = matches!(first.text.as_str(), "to") && words.get(1).is_some_and(|word| is_one_of("say tell disclose reveal", &word.text));
    let is_all_if = first.text == "if" && condition.is_some_and(|condition| condition.contains(last.span));
    (asks(0) || (said && asks(2)) || is_all_if) && !report.article.text[first.span.start..last.span.end].contains([',', '—'])
}

/// Whether a word of likelihood looks ahead: what it speaks of is not told as past.
pub(super) fn likelihood_looks_ahead(report: &Report, statement: &Statement, words: &[Word], condition: bool) -> bool {
    let certainties = report.analysis.certainties.iter().chain(&statement.certainty);
    certainties.filter(|certainty| statement.content.iter().any(|run| run.contains(certainty.span))).any(|certainty| {
        let kin = ["likel", "probab", "possib", "chance", "odds"];
        let first = words.partition_point(|word| word.span.end <= certainty.span.start);
        let behind: Vec<&str> =
            words[first..].iter().filter(|word| word.span.start >= certainty.span.end).map(|word| word.text.as_str()).collect();
        let is_past = behind.iter().take(9).any(|word| is_one_of("was were had has have did been", word));
        let opens = behind.first().is_none_or(|word| is_one_of("that of in before by this next", word)) || condition;
        let term = fold(&certainty.term);
        // `probably` and `possibly` say it of any time: the verb tells which.
        kin.iter().any(|kin| term.contains(kin)) && !term.ends_with("bly") && opens && !is_past && !is_unknown(words, first)
    })
}

/// Verbs with which a speaker foretells nothing: `we will see`.
fn waits(verb: &str) -> bool {
    matches!(verb, "see" | "find" | "know" | "discuss" | "say" | "tell")
}

/// The words of a statement's cue, folded.
fn cue_words(report: &Report, statement: &Statement) -> Vec<String> {
    let text = report.article.text.as_str();
    let words = statement.cue.iter().flat_map(|span| spans(span.of(text)).map(|word| fold(word.of(span.of(text)))));
    words.collect()
}

/// Whether the cue is a wish; what is told is one if somebody is told to do it.
fn is_wish(report: &Report, statement: &Statement, words: &[Word]) -> bool {
    let is_infinitive = words.first().is_some_and(|word| word.text == "to");
    cue_words(report, statement)
        .iter()
        .map(|word| LEXICON.stem(word))
        .any(|stem| (stem == "tell" && is_infinitive) || WISHING.has_stem(&stem))
}

/// Whether the cue makes its content lie ahead: `threatened to …`, `warned of …`, `expects …`.
pub(super) fn cue_looks_ahead(report: &Report, statement: &Statement, words: &[Word]) -> bool {
    !is_wish(report, statement, words) && foretells(&cue_words(report, statement), words)
}

/// Whether a cue makes content lie ahead.
fn foretells(cue: &[String], words: &[Word]) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let first = text(0);
    let is_infinitive = first == "to" && !OPENERS.has(text(1)) && !is_one_of("it them him me us", text(1));
    is_foretelling(cue, is_infinitive, first) && (is_infinitive || !(tells_what_is_or_was(words) || is_advice(cue, words)))
}

/// Whether a cue foretells before content that begins with a word.
fn is_foretelling(cue: &[String], is_infinitive: bool, first: &str) -> bool {
    let has = |list: &str| cue.iter().any(|word| is_one_of(list, word));
    let stem = |list: &str| cue.iter().any(|word| is_one_of(list, &LEXICON.stem(word)));
    let hopes = cue.iter().any(|word| FORETELLING.has_stem(&LEXICON.stem(word)));
    // What was hoped or not expected has come or not: `had predicted`, `did not expect`.
    let is_over = has("had hadn't did didn't") && !stem("rule");
    let needs = match () {
        () if has("prepared") => !has("was were wasn't weren't"),
        () if has("ruling rule rules ruled") => has("out"),
        // A court's decision, a vote: done when told.
        () if has("decided deciding decision decides") => is_infinitive && has("has have will"),
        () if has("intended hoped") => false,
        () if has("agree agrees agreed") => is_infinitive,
        () if has("consider considers considered") => has("would could will may might") || first.ends_with("ing"),
        () if has("doubt doubts doubted") => has("in"),
        () => hopes,
    };
    needs && !is_over
}

/// Whether a warning tells somebody what to do or leave: `warned against …`, `warned him not to …`.
fn is_advice(cue: &[String], words: &[Word]) -> bool {
    let warns = cue.iter().any(|word| word.starts_with("warn"));
    let mut near = words.iter().take(5).map(|word| word.text.as_str());
    warns && (words.first().is_some_and(|word| word.text == "against") || near.any(|word| word == "to"))
}

/// Whether the main clause tells what is or was: `the gates are shut`, `had shut`, `pledged allegiance last year`, not `the gates are closing`.
fn tells_what_is_or_was(words: &[Word]) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let is_past = |word: &str| is_one_of("was were had did has have been", word);
    let is_now = |at: usize| {
        is_one_of("is are isn't aren't", text(at))
            && !(at + 1..at + 3).any(|at| text(at).ends_with("ing") || AHEAD_TO.has(text(at)) || text(at) == "to")
    };
    let in_main = (0..words.len().min(8))
        .take_while(|&at| !is_one_of("who whoever that which what if for", text(at)))
        .any(|at| is_past(text(at)) || is_now(at));
    // `abolished the toll`, not `increased patrols`.
    let is_past_verb = |at: usize| {
        text(at).ends_with("ed") && (OPENERS.has(text(at + 1)) || is_one_of("against on in for to at by from with that", text(at + 1)))
    };
    let begins_in_past = is_past_verb(0) || (text(0).ends_with("ly") && text(1).ends_with("ed"));
    let last = words.len().saturating_sub(1);
    in_main || begins_in_past || text(last) == "ago" || (last > 0 && text(last - 1) == "last")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecasts::tests::words_of;

    #[test]
    fn words_look_ahead() {
        let check = |text: &str, expected| assert_eq!(looks_ahead(&words_of(text), Around::default()).is_some(), expected, "{text}");
        check("We cannot say that the lock will open", false);
        check("Nobody can know whether the lock will open", false);
        check("We do not see them preparing to leave", false);
        check("The lock will not open", true);
        check("a charter under which no member may sell", false);
        check("about half of what she would expect", false);
        check("a broken chain was likely to have been the cause", false);
        check("the lock was likely to open", true);
        check("I thought that the lock would open", false);
        check("May the lost of Skarholm rest in peace", false);
        check("the bargemen are brave and may God keep them", false);
        check("May will ask for a lock", true);
        check("he remembers that the keeper would not talk to anyone", false);
        check("the coat that he would always wear", false);
        check("I am going to say this with care", false);
        check("the greed of a man who would sell his own boat", false);
        check("we cannot believe that the council would sell it", false);
        check("I do not believe that the council would sell it", true);
        check("Bargemen are twice as likely to fall ill", false);
        check("Bargemen are more likely to fall ill than others", false);
        check("The lock is now more likely to open", true);
    }

    #[test]
    fn modal_verbs_of_the_past_do_not_look_ahead() {
        let check = |text: &str, expected| assert_eq!(looks_ahead(&words_of(text), Around::default()).is_some(), expected, "{text}");
        check("she would never, ever have sold the mill", false);
        check("Would the lock have held?", false);
        check("the keeper would have to resign", true);
        check("they ate snow so that they could live", false);
        check("a bargeman whom we could trust", false);
        check("he could not remember the song", false);
        check("the wall could fall", true);
        check("they came to see if the lock would hold", false);
        check("it was unclear whether the council could sell it", false);
        check("I would argue the mill is old", false);
        check("the lock opened on May 4", false);
        check("wherever the evidence may lead", false);
        check("at the beginning of May and again", false);
        check("I may not agree with the keeper", false);
        check("a will leaving the mill to the council", false);
        check("a lock for people who are going to trade", false);
        check("every lock shall have a keeper", false);
        check("we shall overcome", true);
    }

    #[test]
    fn what_was_meant_does_not_lie_ahead() {
        let check = |text: &str, quoted, expected| {
            assert_eq!(looks_ahead(&words_of(text), Around { quoted, ..Around::default() }).is_some(), expected, "{text}");
        };
        check("The ferry was late due to heavy rain", false, false);
        check("The ferry is due to leave", false, true);
        check("We were going to the mill", false, false);
        check("We were going to sell the mill", true, false);
        check("he was going to sell the mill", false, true);
        check("she had planned to sell the mill", false, false);
        check("she plans to sell the mill", false, true);
        check("the tax is intended to pay for the lock", false, false);
        check("the council's pledge to keep the mill", false, false);
    }

    #[test]
    fn cues_look_ahead() {
        let cue = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let check = |cue_of: &str, content: &str, expected| {
            let found = foretells(&cue(cue_of), &words_of(content));
            assert_eq!(found, expected, "{cue_of}: {content}");
        };
        check("ruled", "the charter forbids a sale", false);
        check("ruled out", "a sale of the mill", true);
        check("was prepared", "to open the lock", false);
        check("expects", "the lock to open", true);
        check("had expected", "the lock to open", false);
        check("did not expect", "the lock to open", false);
        check("warned", "of floods", true);
        check("warned", "against a sale", false);
        check("warned", "the bargemen not to leave", false);
        check("warned", "the lock is old", false);
        check("warned", "more floods are coming", true);
        check("decided", "to open the lock", false);
        check("has decided", "to open the lock", true);
        check("agreed", "to open the lock", true);
        check("promised", "increased patrols", true);
        check("agreed", "to it", false);
        check("agrees", "a lock needs a keeper", false);
        check("considers", "himself a bargeman", false);
        check("is considering", "a sale", true);
    }
}
