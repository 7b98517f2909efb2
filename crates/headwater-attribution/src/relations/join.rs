//! One list out of two finders' relations.

use headwater_core::Span;

use super::Relation;

/// Joins what was learned and what the rules find.
///
/// Where both know an attribution, the rules say what is said, as they cut it by the guideline; who says it they say together: the rules where the two
/// agree in some word, the learned one where they name different words. What only one of them finds is taken from that one.
pub fn joint(text: &str, learned: Vec<Relation>, mut rules: Vec<Relation>) -> Vec<Relation> {
    rules.sort_by_key(|relation| extent(relation).start);
    let extents: Vec<Span> = rules.iter().map(extent).collect();
    let longest = extents.iter().map(|extent| extent.len()).max().unwrap_or(0);
    let mut taken = vec![false; rules.len()];
    let mut alone = Vec::new();
    for found in learned {
        let own = extent(&found);
        let first = extents.partition_point(|extent| extent.start + longest < own.start);
        let near = (first..rules.len()).take_while(|at| extents[*at].start < own.end);
        let likely = near.map(|at| (likeness(&rules[at], &found), at)).filter(|(likeness, _)| *likeness > 0.0);
        match likely.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
            Some((_, at)) if !taken[at] => {
                taken[at] = true;
                settle(text, &mut rules[at], found);
            }
            None if stands_alone(text, &found) => alone.push(found),
            // A second reading of what a rule has settled already, or a word or two that nobody is named for.
            _ => {}
        }
    }
    rules.append(&mut alone);
    rules
}

/// Takes into the rule's relation what the learned one knows better.
fn settle(text: &str, rule: &mut Relation, learned: Relation) {
    // Of `citing`, whose speaker stands far off, the rules know more.
    let cites = rule.cue.first().is_some_and(|cue| {
        let cue = cue.of(text).to_lowercase();
        ["citing", "quoting"].iter().any(|word| cue.starts_with(word))
    });
    let other = shared(&rule.source, &learned.source) == 0 && (!cites || rule.source.is_empty());
    // `Witnesses heard | him | say`: nothing else makes such a pronoun a source.
    let is_heard = rule.source.first().is_some_and(|source| ["him", "her", "them"].contains(&source.of(text)));
    let worse = !rule.source.is_empty() && (is_heard || is_owner(text, &learned) || is_told(text, &learned));
    let hears = rule.source.is_empty() && is_hearer(text, rule, &learned);
    if names_somebody(text, &learned) && (other && !worse && !hears || completes(text, rule, &learned)) {
        rule.source = learned.source;
    }
}

/// Whether the learned source is who is told: `They | can be assured | that …`.
fn is_hearer(text: &str, rule: &Relation, learned: &Relation) -> bool {
    const TOLD: [&str; 8] = ["assured", "told", "informed", "warned", "reminded", "notified", "advised", "briefed"];
    const BE: [&str; 7] = ["be", "been", "being", "is", "are", "was", "were"];
    let (Some(cue), Some(source)) = (rule.cue.first(), learned.source.first()) else { return false };
    let cue_words = cue.of(text).to_lowercase();
    let mut words = cue_words.split_whitespace().rev();
    source.end <= cue.start && words.next().is_some_and(|last| TOLD.contains(&last)) && words.any(|word| BE.contains(&word))
}

/// Whether the source only owns what speaks: `| Porto | ’s harbour master`.
fn is_owner(text: &str, relation: &Relation) -> bool {
    let behind = relation.source.first().and_then(|source| text.get(source.end..)).unwrap_or_default();
    ["'s ", "’s ", "' ", "’ "].iter().any(|genitive| behind.starts_with(genitive))
}

/// Whether the source is whom the cue tells: `told | Radio Tarn`.
fn is_told(text: &str, relation: &Relation) -> bool {
    let (Some(cue), Some(source)) = (relation.cue.first(), relation.source.first()) else { return false };
    let between = text.get(cue.end..source.start).map(str::trim);
    cue.of(text).ends_with("told") && between.is_some_and(|between| matches!(between, "" | "the" | "a" | "an"))
}

/// Whether the learned source is the rule's and more, which goes on without a break: the rule has lost the noun. What an `and` joins is more often another
/// clause.
fn completes(text: &str, rule: &Relation, learned: &Relation) -> bool {
    let ([short], [long]) = (&rule.source[..], &learned.source[..]) else { return false };
    let rest = (short.start == long.start && short.end < long.end).then(|| Span::new(short.end, long.end).of(text));
    let goes_on = |rest: &str| rest.starts_with(char::is_lowercase) && !rest.starts_with("and ") && rest.contains(", ");
    rest.is_some_and(|rest| rest.strip_prefix(' ').is_some_and(goes_on))
}

/// Whether an attribution that no rule confirms is told of somebody and says something.
fn stands_alone(text: &str, learned: &Relation) -> bool {
    let words: usize = learned.content.iter().map(|span| span.of(text).split_whitespace().count()).sum();
    names_somebody(text, learned) && words >= 4
}

/// Words that name nobody by themselves: the rules look for what `who` belongs to, and `I` is the speaker of the words around it.
const NOBODY: [&str; 14] = ["who", "which", "that", "whom", "whose", "what", "i", "we", "you", "me", "us", "my", "our", "this"];

/// Whether the source is more than such a word.
fn names_somebody(text: &str, relation: &Relation) -> bool {
    relation.source.first().is_some_and(|source| !NOBODY.contains(&source.of(text).to_lowercase().as_str()))
}

/// How surely two relations are the same attribution: their cues meet, or their contents are nearly the same. Zero where neither holds.
fn likeness(a: &Relation, b: &Relation) -> f64 {
    let content = 2.0 * shared(&a.content, &b.content) as f64 / (size(&a.content) + size(&b.content)).max(1) as f64;
    let cues_meet = shared(&a.cue, &b.cue) > 0;
    // An answer takes in the question that somebody else has asked.
    let no_question = a.content.len() <= b.content.len();
    if cues_meet || content >= 0.7 && no_question { content + f64::from(u8::from(cues_meet)) } else { 0.0 }
}

fn shared(a: &[Span], b: &[Span]) -> usize {
    a.iter().flat_map(|x| b.iter().map(|y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))).sum()
}

fn size(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

fn extent(relation: &Relation) -> Span {
    let spans = relation.source.iter().chain(&relation.cue).chain(&relation.content);
    spans.copied().reduce(Span::to).unwrap_or(Span::new(0, 0))
}

#[cfg(test)]
mod tests {
    use headwater_core::Act;

    use super::*;

    const TEXT: &str = "Lena Okafor told them the port was closed and that ships had left";

    fn relation(source: &str, cue: &str, content: &str, act: Act) -> Relation {
        let span =
            |words: &str| TEXT.find(words).filter(|_| !words.is_empty()).map(|at| Span::new(at, at + words.len())).into_iter().collect();
        Relation { source: span(source), cue: span(cue), content: span(content), act, negated: false }
    }

    #[test]
    fn the_rules_cut_and_both_name() {
        let rule = relation("Lena Okafor", "told", "the port was closed and that ships had left", Act::Speech);
        let learned = relation("Okafor", "told them", "the port was closed", Act::Belief);
        assert_eq!(joint(TEXT, vec![learned], vec![rule.clone()]), std::slice::from_ref(&rule));
        // Where they name different words, the learned source is taken, unless it names nobody.
        let other = relation("ships", "told", "the port was closed", Act::Speech);
        assert_eq!(joint(TEXT, vec![other.clone()], vec![rule.clone()])[0].source, other.source);
        // Nor is whom it was told to the speaker.
        let told = relation("them", "told", "the port was closed", Act::Speech);
        assert_eq!(joint(TEXT, vec![told], vec![rule.clone()]), std::slice::from_ref(&rule));
        let nobody = relation("that", "told", "the port was closed", Act::Speech);
        assert_eq!(joint(TEXT, vec![nobody], vec![rule.clone()]), [rule]);
    }

    #[test]
    fn what_one_finds_alone_is_kept() {
        let learned = relation("Lena Okafor", "told", "the port was closed", Act::Speech);
        assert_eq!(joint(TEXT, vec![learned.clone()], Vec::new()), std::slice::from_ref(&learned));
        assert_eq!(joint(TEXT, Vec::new(), vec![learned.clone()]), [learned]);
        let nobody = relation("", "told", "the port was closed", Act::Speech);
        assert!(joint(TEXT, vec![nobody], Vec::new()).is_empty());
        let short = relation("Lena Okafor", "told", "ships", Act::Speech);
        assert!(joint(TEXT, vec![short], Vec::new()).is_empty());
    }

    #[test]
    fn who_is_told_does_not_say_it() {
        let text = "They can be assured that the port is safe";
        let span = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len())).into_iter().collect::<Vec<_>>();
        let rule = Relation {
            source: Vec::new(),
            cue: span("can be assured"),
            content: span("the port is safe"),
            act: Act::Speech,
            negated: false,
        };
        let learned = Relation { source: span("They"), ..rule.clone() };
        assert_eq!(joint(text, vec![learned], vec![rule.clone()]), [rule]);
    }
}
