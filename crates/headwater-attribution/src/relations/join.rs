//! One list out of two finders' relations.

use headwater_core::Span;

use super::Relation;

/// Joins what was learned and what the rules find.
///
/// Where both know an attribution, the learned one says what is said, and by whom if it knows; the rule says whether it is denied and whether it was
/// spoken, believed or written. What only one of them finds is taken from that one.
pub fn joint(mut learned: Vec<Relation>, rules: Vec<Relation>) -> Vec<Relation> {
    learned.sort_by_key(|relation| extent(relation).start);
    let extents: Vec<Span> = learned.iter().map(extent).collect();
    let longest = extents.iter().map(|extent| extent.len()).max().unwrap_or(0);
    let mut taken = vec![false; learned.len()];
    let mut alone = Vec::new();
    for rule in rules {
        let own = extent(&rule);
        let first = extents.partition_point(|extent| extent.start + longest < own.start);
        let near = (first..learned.len()).take_while(|at| extents[*at].start < own.end);
        let best = near.map(|at| (likeness(&learned[at], &rule), at)).filter(|(likeness, _)| *likeness > 0.0);
        let Some((_, at)) = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else {
            alone.push(rule);
            continue;
        };
        if !taken[at] {
            taken[at] = true;
            let one = &mut learned[at];
            if one.source.is_empty() {
                one.source = rule.source;
            }
            (one.act, one.negated) = (rule.act, rule.negated);
        }
    }
    learned.append(&mut alone);
    learned
}

/// How surely two relations are the same attribution: their cues meet, or their contents are nearly the same. Zero where neither holds.
fn likeness(a: &Relation, b: &Relation) -> f64 {
    let shared = |a: &[Span], b: &[Span]| -> usize {
        a.iter().flat_map(|x| b.iter().map(|y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))).sum()
    };
    let size = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let content = 2.0 * shared(&a.content, &b.content) as f64 / (size(&a.content) + size(&b.content)).max(1) as f64;
    let cues_meet = shared(&a.cue, &b.cue) > 0;
    if cues_meet || content >= 0.7 { content + f64::from(u8::from(cues_meet)) } else { 0.0 }
}

fn extent(relation: &Relation) -> Span {
    let spans = relation.source.iter().chain(&relation.cue).chain(&relation.content);
    spans.copied().reduce(Span::to).unwrap_or(Span::new(0, 0))
}
