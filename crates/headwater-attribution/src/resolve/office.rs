//! Which offices shut each other out: a president is not `the congressman`, nor a prosecutor `the governor`.
//!
//! The word lists are general knowledge, written for Headwater.

use super::cast::head_of;

/// Nouns for one sort of office each: who is told to hold one of a row may be called by another of it.
const SORTS: [&[&str]; 8] = [
    &["president", "premier", "chancellor", "king", "queen", "emperor", "pope", "monarch"],
    &["minister", "secretary"],
    &["senator", "sen", "congressman", "congresswoman", "representative", "rep", "lawmaker", "legislator", "mp", "speaker", "whip"],
    &["governor", "gov"],
    &["mayor"],
    &["judge", "justice"],
    &["lawyer", "attorney", "prosecutor", "solicitor"],
    &["sheriff", "officer", "policeman", "detective"],
];

/// Words that make another office of the one behind them.
const RANKS: [&str; 8] = ["vice", "deputy", "assistant", "associate", "acting", "former", "ex", "onetime"];

/// Whether a role tells that its bearer may be meant by the phrase; `None` where it tells of no office. By a noun for no office anybody may be meant.
pub fn may_hold(role: &str, phrase: &str) -> Option<bool> {
    let noun = phrase.rsplit(' ').next().unwrap_or(phrase).to_lowercase();
    let mut own = SORTS.iter().filter(|sort| sort.contains(&noun.as_str())).peekable();
    if own.peek().is_none() {
        return Some(true);
    }
    let office = office(role)?;
    Some(own.any(|sort| sort.contains(&office.as_str())) && !is_of_another_rank(role, phrase))
}

/// Whether the role is an office of a rank that the phrase does not tell of: a vice president is not `the president`, nor is a former one.
pub fn is_of_another_rank(role: &str, phrase: &str) -> bool {
    let told = words(phrase);
    office(role).is_some() && words(role).iter().any(|word| RANKS.contains(&word.as_str()) && !told.contains(word))
}

/// The noun of the office that the role ends with: none of `Vice President Ann Lund`, which a page may set before another's name.
fn office(role: &str) -> Option<String> {
    let last = words(head_of(role)).pop()?;
    SORTS.iter().any(|sort| sort.contains(&last.as_str())).then_some(last)
}

fn words(role: &str) -> Vec<String> {
    role.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_shut_each_other_out() {
        for (role, phrase, may) in [
            ("President", "congressman", Some(false)),
            ("Tarn prosecutor", "governor", Some(false)),
            ("Tarn Gov.", "governor", Some(true)),
            ("Sen.", "lawmaker", Some(true)),
            ("committee chairman", "lawmaker", None),
            ("Vice President Peter Berg", "president", None),
            ("President", "billionaire", Some(true)),
            ("former President", "president", Some(false)),
            ("Former Gov.", "former governor", Some(true)),
        ] {
            assert_eq!(may_hold(role, phrase), may, "{role} {phrase}");
        }
        assert!(is_of_another_rank("Vice President", "president") && !is_of_another_rank("Vice President", "former vice president"));
    }
}
