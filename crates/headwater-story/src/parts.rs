//! The separate stories of a mixed input: articles gathered by what they are about and when they appeared.
//!
//! An article is a short vector of its weightiest stems (frequent in it, rare in the input and in English at large; names and the title count more).
//! Articles are compared where an inverted index over those stems finds them near, nearness fades with the days between them, and average linkage
//! gathers them: a story may go on for weeks as long as its parts hold together.

use headwater_core::{Article, ArticleDate, ArticleId, StoryPart};
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::claims::cluster;
use crate::lexicon::LEXICON;
use crate::words::{fold, spans};

/// Stems that an article is known by.
const STEMS: usize = 60;
/// How much more a stem of the title or a name counts.
const TITLE: f64 = 1.5;
const NAME: f64 = 1.5;
/// Mean nearness from which articles are one story.
const ONE: f64 = 0.1;
/// Days after which half of what can fade of a nearness has faded.
const HALF: f64 = 14.0;
/// Share of a nearness that never fades: a page's date may be wrong, and what is told in the same words is one story whenever it is told.
const LEFT: f64 = 0.3;
/// Partners of one article that are compared.
const PARTNERS: usize = 80;
/// A stem that more articles than this are known by finds no partners.
const COMMON: usize = 600;
/// Articles of other matters that every input is thought to lie among: in ten reports of one story the story's own words are in all ten, and yet tell.
const AROUND: f64 = 1000.0;

/// What an article is judged by.
pub struct Item<'a> {
    /// Its headline.
    pub title: &'a str,
    /// The words of the report.
    pub text: Vec<&'a str>,
    /// When it appeared.
    pub day: Option<Date>,
}

/// The stories of the input, largest first, of equals the one with the earlier article first; none where the input is one story.
pub fn find(articles: &[Article]) -> Vec<StoryPart> {
    let items: Vec<Item> = articles.iter().map(item).collect();
    let groups = group(&items);
    if groups.len() < 2 {
        return Vec::new();
    }
    let day = |&number: &usize| (items[number].day.is_none(), items[number].day, number);
    let part = |group: Vec<usize>| {
        let earliest = group.iter().copied().min_by_key(day).unwrap_or(group[0]);
        let titled = articles[earliest].title.clone().or_else(|| group.iter().find_map(|&number| articles[number].title.clone()));
        StoryPart { title: titled.unwrap_or_default(), articles: group.into_iter().map(ArticleId).collect() }
    };
    groups.into_iter().map(part).collect()
}

fn item(article: &Article) -> Item<'_> {
    Item {
        title: article.title.as_deref().unwrap_or_default(),
        text: article.main_blocks().map(|(_, span)| span.of(&article.text)).collect(),
        day: article.published.as_ref().and_then(ArticleDate::day),
    }
}

/// The groups, members in order. Every item is in one, be it alone.
pub fn group(items: &[Item]) -> Vec<Vec<usize>> {
    let vectors = vectors(items);
    let edges = edges(items, &vectors);
    let mut groups = cluster::groups(items.len(), &edges, ONE);
    let mut grouped = vec![false; items.len()];
    for &member in groups.iter().flatten() {
        grouped[member] = true;
    }
    groups.extend((0..items.len()).filter(|&item| !grouped[item]).map(|item| vec![item]));
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups
}

/// A vector of length one: stems by number, with their weight.
type Vector = Vec<(u32, f64)>;

fn vectors(items: &[Item]) -> Vec<Vector> {
    let counted: Vec<Vec<(String, f64, f64)>> = items.par_iter().map(count).collect();
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut in_articles: Vec<u32> = Vec::new();
    for (stem, _, _) in counted.iter().flatten() {
        let number = *numbers.entry(stem).or_insert(in_articles.len() as u32);
        if number as usize == in_articles.len() {
            in_articles.push(0);
        }
        in_articles[number as usize] += 1;
    }
    let all = items.len() as f64 + AROUND;
    let weigh = |stems: &Vec<(String, f64, f64)>| {
        let mut vector: Vector = stems
            .iter()
            .filter_map(|(stem, frequency, rarity)| {
                let number = *numbers.get(stem.as_str())?;
                let here = (1.0 + all / f64::from(in_articles[number as usize])).ln() / (1.0 + all).ln();
                Some((number, frequency * rarity * here))
            })
            .collect();
        vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        vector.truncate(STEMS);
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        for (_, weight) in &mut vector {
            *weight /= length;
        }
        vector.sort_by_key(|(number, _)| *number);
        vector
    };
    counted.par_iter().map(weigh).collect()
}

/// The stems of an item: each with its dampened frequency and its rarity in English at large.
fn count(item: &Item) -> Vec<(String, f64, f64)> {
    let mut counts: FxHashMap<String, (f64, f64)> = FxHashMap::default();
    for (text, times) in std::iter::once((item.title, TITLE)).chain(item.text.iter().map(|text| (*text, 1.0))) {
        let mut starts_sentence = true;
        let mut end = 0;
        for span in spans(text) {
            let word = span.of(text);
            starts_sentence |= text[end..span.start].contains(['.', '!', '?', '\n', '“', '"']);
            end = span.end;
            let folded = fold(word);
            let is_name = !starts_sentence && word.starts_with(char::is_uppercase);
            starts_sentence = false;
            if LEXICON.is_stop(&folded) || folded.len() < 2 {
                continue;
            }
            let rarity = LEXICON.rarity(&folded).max(0.02);
            let entry = counts.entry(LEXICON.stem(&folded)).or_insert((0.0, rarity));
            entry.0 += times * if is_name { NAME } else { 1.0 };
        }
    }
    let mut counted: Vec<(String, f64, f64)> =
        counts.into_iter().map(|(stem, (count, rarity))| (stem, 1.0 + count.ln().max(0.0), rarity)).collect();
    counted.sort_by(|a, b| a.0.cmp(&b.0));
    counted
}

/// Pairs of articles that share a stem, with their nearness.
fn edges(items: &[Item], vectors: &[Vector]) -> Vec<cluster::Edge> {
    let mut places: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (number, vector) in vectors.iter().enumerate() {
        for (stem, _) in vector {
            places.entry(*stem).or_default().push(number as u32);
        }
    }
    let mut edges: Vec<cluster::Edge> = (0..items.len())
        .into_par_iter()
        .flat_map_iter(|x| {
            let mut sums: FxHashMap<u32, f64> = FxHashMap::default();
            for (stem, weight) in &vectors[x] {
                let others = places.get(stem).map_or(&[][..], Vec::as_slice);
                if others.len() > COMMON.max(items.len() / 20) {
                    continue;
                }
                for &y in others.iter().filter(|&&y| (y as usize) < x) {
                    let at = vectors[y as usize].binary_search_by_key(stem, |(number, _)| *number);
                    *sums.entry(y).or_insert(0.0) += weight * at.map_or(0.0, |at| vectors[y as usize][at].1);
                }
            }
            let mut near: Vec<(usize, f64)> =
                sums.into_iter().map(|(y, sum)| (y as usize, sum * fading(items[x].day, items[y as usize].day))).collect();
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            near.truncate(PARTNERS);
            near.into_iter().filter(|(_, nearness)| *nearness > 0.02).map(move |(y, nearness)| (y, x, nearness)).collect::<Vec<_>>()
        })
        .collect();
    edges.par_sort_by_key(|edge| (edge.0, edge.1));
    edges
}

/// How much nearness is left over the days between two articles.
fn fading(x: Option<Date>, y: Option<Date>) -> f64 {
    match (x, y) {
        (Some(x), Some(y)) => LEFT + (1.0 - LEFT) * 0.5_f64.powf(f64::from((x - y).get_days().abs()) / HALF),
        _ => 1.0,
    }
}
