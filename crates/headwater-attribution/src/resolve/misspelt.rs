//! Whom a misspelt name means: `Okafro` of a later sentence is the Lena Okafor of an earlier one.

use headwater_core::{ActorId, ActorKind, Span};
use headwater_language::{Analysis, Entity, MentionForm};

/// How many persons a page may name: more than these are a list of names, in which many are near.
const MOST: usize = 200;

/// Makes the bearer of each misspelt name, given for each entity its actor, the person whose name it is; gives the misspelt entities.
///
/// Misspelt is what is called no more often than a person named before in full, and is one slip away from that name and from no other.
pub fn mend(analysis: &Analysis, bearers: &mut [ActorId]) -> Vec<usize> {
    let named = named(analysis);
    if named.len() > MOST {
        return Vec::new();
    }
    let mut mended = Vec::new();
    for wrong in &named {
        let mut near = named.iter().filter(|right| is_slip(&right.entity.name, &wrong.entity.name));
        let (Some(right), None) = (near.next(), near.next()) else { continue };
        if right.entity.name.contains(' ') && right.first.start < wrong.first.start && right.count >= wrong.count {
            bearers[wrong.number] = bearers[right.number];
            mended.push(wrong.number);
        }
    }
    mended
}

/// A person whom the page calls by name.
struct Named<'a> {
    number: usize,
    entity: &'a Entity,
    first: Span,
    count: usize,
}

fn named(analysis: &Analysis) -> Vec<Named<'_>> {
    let mut named: Vec<Named> = Vec::new();
    let mut places = vec![None; analysis.entities.len()];
    for mention in analysis.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
        let entity = &analysis.entities[mention.entity];
        if !matches!(entity.kind, ActorKind::Person | ActorKind::Unnamed) {
            continue;
        }
        let place = *places[mention.entity].get_or_insert_with(|| {
            named.push(Named { number: mention.entity, entity, first: mention.span, count: 0 });
            named.len() - 1
        });
        named[place].count += 1;
    }
    named
}

/// Whether one slip of the hand makes the wrong name of the right one: two letters of the surname changed places, or in a long one a letter is another, too
/// many or missing. A final `s` is no slip: `the Okafors`.
fn is_slip(right: &str, wrong: &str) -> bool {
    let (given, surname) = right.rsplit_once(' ').unwrap_or(("", right));
    let (other, wrong) = wrong.rsplit_once(' ').unwrap_or(("", wrong));
    if !other.is_empty() && other != given {
        return false;
    }
    let letters = |name: &str| name.to_lowercase().chars().collect::<Vec<char>>();
    let (right, wrong) = (letters(surname), letters(wrong));
    let same = right.iter().zip(&wrong).take_while(|(a, b)| a == b).count();
    let (right_rest, wrong_rest) = (&right[same..], &wrong[same..]);
    let shorter = right.len().min(wrong.len());
    match (right_rest, wrong_rest) {
        ([a, b, rest @ ..], [c, d, wrong_rest @ ..]) if a == d && b == c => shorter >= 5 && rest == wrong_rest,
        ([_, rest @ ..], [_, wrong_rest @ ..]) if rest == wrong_rest => shorter >= 7,
        ([missing, rest @ ..], wrong_rest) if rest == wrong_rest => shorter >= 7 && !(*missing == 's' && rest.is_empty()),
        (right_rest, [extra, rest @ ..]) if rest == right_rest => shorter >= 7 && !(*extra == 's' && rest.is_empty()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        for (right, wrong, slip) in [
            ("Lena Okafor", "Okafro", true),
            ("Lena Okafor", "Lena Okafro", true),
            ("Lena Okafor", "Ana Okafro", false),
            ("Lena Okafor", "Okafer", false),
            ("Lena Okafor", "Okafor", false),
            ("Jon Stahlberg", "Stahlburg", true),
            ("Jon Stahlberg", "Stalberg", true),
            ("Jon Stahlberg", "Stahllberg", true),
            ("Jon Stahlberg", "Stahlbergs", false),
            ("Jon Stahlberg", "Stahlgerb", false),
            ("Per Vale", "Vlae", false),
        ] {
            assert_eq!(is_slip(right, wrong), slip, "{right} / {wrong}");
        }
    }
}
