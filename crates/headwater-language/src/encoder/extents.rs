//! Where mentions end, as far as marks alone tell: what the reader of mentions cuts inside a compound or a bracket is put right.
//!
//! `training/headwater_training/reading.py` does the same.

use super::{mentions::Mention, wordpiece::Word};

/// Words behind a mention among which a bracket that it opened may close.
const NEAR: usize = 3;

/// Puts the ends of a mention right: compounds are whole, brackets close or stay outside, no mark or small word stands at the end.
pub fn mend(words: &[Word], mention: &mut Mention) {
    while let Some(whole) = compound(words, mention.last) {
        mention.last = whole;
    }
    while mention.first >= 2 && compound(words, mention.first - 2) == Some(mention.first) {
        mention.first -= 2;
    }
    bracket(words, mention, "(", ")");
    bracket(words, mention, "[", "]");
    while mention.last > mention.head && trails(words, mention.last) {
        mention.last -= 1;
    }
}

/// The last word of the compound that goes on behind `at`: `COVID | -19`.
fn compound(words: &[Word], at: usize) -> Option<usize> {
    let [word, dash, rest] = words.get(at..at + 3)? else { return None };
    let touches = |a: &Word, b: &Word| a.span.end == b.span.start && !b.starts_paragraph;
    (matches!(dash.norm.as_str(), "-" | "–") && touches(word, dash) && touches(dash, rest)).then_some(at + 2)
}

/// Ends a mention at the bracket that closes what it opened, before a bracket that it opens and does not close, before one that it did not open.
fn bracket(words: &[Word], mention: &mut Mention, opens: &str, closes: &str) {
    let mut open: Option<usize> = None;
    let mut depth = 0;
    for (at, word) in (mention.first..).zip(&words[mention.first..=mention.last]) {
        if word.norm == opens {
            open = open.filter(|_| depth > 0).or(Some(at));
            depth += 1;
        } else if word.norm == closes {
            if depth == 0 {
                if at > mention.head {
                    mention.last = at - 1;
                }
                return;
            }
            depth -= 1;
        }
    }
    if let Some(open) = open.filter(|open| depth > 0 && *open > mention.head) {
        let behind = words.iter().enumerate().skip(mention.last + 1).take(NEAR);
        mention.last = behind.filter(|(_, word)| word.norm == closes).map(|(at, _)| at).next().unwrap_or(open - 1);
    }
}

/// Whether a mention cannot end with this word. The point of an abbreviation stays.
fn trails(words: &[Word], at: usize) -> bool {
    const SHORT: usize = 4;
    match words[at].norm.as_str() {
        "." => words[at - 1].norm.len() >= SHORT,
        "," | ";" | ":" | "-" | "—" | "–" | "and" | "or" | "of" | "in" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use headwater_core::Span;

    use super::*;
    use crate::encoder::wordpiece::{Quoted, Shape};

    #[test]
    fn ends_are_put_right() {
        // White space parts words, `_` those that touch.
        let check = |text: &str, head: &str, found: &str, expected: &str| {
            let mut at = 0;
            let mut words = Vec::new();
            for run in text.split(' ') {
                for norm in run.split('_') {
                    let span = Span::new(at, at + norm.len());
                    words.push(Word {
                        span,
                        norm: norm.to_owned(),
                        pieces: vec![1],
                        shape: Shape::Lower,
                        quoted: Quoted::No,
                        starts_paragraph: false,
                    });
                    at += norm.len();
                }
                at += 1;
            }
            let norms: Vec<&str> = words.iter().map(|word| word.norm.as_str()).collect();
            let place = |part: &str| {
                let part: Vec<&str> = part.split([' ', '_']).collect();
                let first = norms.windows(part.len()).position(|window| window == part).unwrap();
                (first, first + part.len() - 1)
            };
            let ((first, last), (head, _)) = (place(found), place(head));
            let mut mention = Mention { head, first, last };
            mend(&words, &mut mention);
            assert_eq!((mention.first, mention.last), place(expected), "{text}: {found}");
        };
        check("the covid_-_19 ward", "covid", "covid", "covid_-_19");
        check("an outbreak in self_-_isolation wards", "isolation", "isolation", "self_-_isolation");
        check("the college in tarn_(_1910", "college", "the college in tarn_(_1910", "the college in tarn");
        check("a loss_(_of skill_) of words", "loss", "a loss_(_of skill", "a loss_(_of skill_)");
        check("wave one_) from the year", "wave", "wave one_) from the year", "wave one");
        check("the port_, and the dam", "port", "the port_,", "the port");
        check("mr_. vale", "mr", "mr_.", "mr_.");
    }
}
