//! A part's place in the page, as numbers for the classifier that finds the report.

use std::collections::{HashMap, HashSet};

use html5ever::local_name;
use rustc_hash::FxHashMap;

use super::dom::{Dom, NodeId};
use super::metadata::fold;
use super::signs::Signs;
use super::walk::{Part, Tag, Walked, ancestors};
use crate::wording::{self, Vocabulary, Wording};

/// Bits of [`Signs`] that are numbers of their own.
const SIGNS: usize = 39;

/// Numbers of a part's neighbours, before and behind.
const NEAR: [i32; 6] = [-3, -2, -1, 1, 2, 3];
/// Numbers that are taken from each neighbour.
const NEAR_NAMES: [&str; 6] = ["words", "linked", "prose", "furniture", "same_tag", "same_node"];

const PLACE_NAMES: [&str; 68] = [
    "tag_paragraph",
    "tag_heading",
    "heading_level",
    "tag_item",
    "tag_caption",
    "tag_cell",
    "tag_quote",
    "tag_note",
    "linked",
    "stressed",
    "invisible",
    "depth",
    "index",
    "index_share",
    "words_before_share",
    "title_known",
    "title_distance",
    "behind_title",
    "is_title",
    "repeated",
    "described",
    "in_body_text",
    "body_text_known",
    "node_parts",
    "node_prose_share",
    "parent_prose_share",
    "grandparent_prose_share",
    "parent_linked",
    "parent_furniture",
    "group_size",
    "group_prose",
    "group_linked",
    "group_words_share",
    "group_mean_words",
    "in_best",
    "best_distance",
    "best_share",
    "before_first_prose",
    "behind_last_prose",
    "list_length",
    "list_linked",
    "parts",
    "vocabulary",
    "title_words",
    "levels_to_title",
    "title_levels",
    "title_prose_share",
    "title_parts_share",
    "in_scored",
    "scored_share",
    "in_body",
    "body_share",
    "in_article",
    "article_share",
    "prose_before",
    "prose_behind",
    "opens_linked",
    "group_opens_linked",
    "heading_linked",
    "table_parts",
    "table_linked",
    "commented",
    "running",
    "boxes",
    "box_prose_share",
    "box_parts",
    "boxes_prose_share",
    "closest_prose",
];

/// Numbers that tell how a part stands to the page's pictures.
const PICTURE_NAMES: [&str; 2] = ["behind_picture", "of_picture"];

/// Names of the numbers, in order.
pub(crate) fn names() -> Vec<String> {
    let near = NEAR.iter().flat_map(|at| NEAR_NAMES.iter().map(move |name| format!("near{at}_{name}")));
    let signs = (0..SIGNS).map(|bit| format!("sign{bit}"));
    wording::NAMES
        .iter()
        .chain(&PLACE_NAMES)
        .map(|name| (*name).to_owned())
        .chain(signs)
        .chain(near)
        .chain(PICTURE_NAMES.map(str::to_owned))
        .collect()
}

/// What the page's metadata tells about its report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Told {
    /// Letters and digits of the title.
    pub title: String,
    /// Letters and digits of the description.
    pub description: String,
    /// Letters and digits of the whole report, from linked data.
    pub body: String,
    /// What pictures are said to show.
    pub pictures: HashSet<String>,
}

/// The numbers of every part.
pub(crate) fn features(dom: &Dom, walked: &Walked, wordings: &[Wording], told: &Told) -> Vec<Vec<f32>> {
    let parts = &walked.parts;
    let own: Vec<_> = wordings.iter().map(|wording| &wording.numbers).collect();
    let at = |name: &str| wording::NAMES.iter().position(|known| *known == name).unwrap_or(0);
    let (words_at, prose_at, none_at) = (at("words"), at("prose"), at("furniture_none"));
    let words: Vec<f32> = own.iter().map(|own| own[words_at]).collect();
    let linked: Vec<f32> = parts.iter().map(|part| part.linked as f32 / part.span.len().max(1) as f32).collect();
    let shown = |at: usize| !parts[at].invisible;
    let prose: Vec<bool> = (0..parts.len()).map(|at| own[at][prose_at] > 0.0 && linked[at] < 0.5).collect();
    let plain: Vec<bool> = (0..parts.len()).map(|at| prose[at] && own[at][none_at] > 0.0 && shown(at)).collect();
    let folded: Vec<String> = parts.iter().map(|part| fold(walked.words(part))).collect();
    let sums = Sums::of(dom, parts, &words, &linked, &prose, &own.iter().map(|own| own[none_at] > 0.0).collect::<Vec<_>>());
    let groups = groups(dom, parts);
    let mut by_group: FxHashMap<u64, [f32; 5]> = FxHashMap::default();
    for (index, group) in groups.iter().enumerate() {
        let sum = by_group.entry(*group).or_default();
        let opens = f32::from(parts[index].opens_linked);
        *sum = [sum[0] + 1.0, sum[1] + f32::from(prose[index]), sum[2] + linked[index], sum[3] + words[index], sum[4] + opens];
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for text in &folded {
        *seen.entry(text).or_default() += 1;
    }
    let total: f32 = words.iter().sum::<f32>().max(1.0);
    let best = sums.best(dom, parts, &plain, &words, &own.iter().map(|own| own[none_at] > 0.0).collect::<Vec<_>>());
    let best_words = best.map_or(0.0, |best| sums.prose[best.index()]);
    let title = title_at(parts, &folded, &told.title);
    let first_prose = plain.iter().position(|plain| *plain).unwrap_or(parts.len());
    let last_prose = plain.iter().rposition(|plain| *plain).unwrap_or(0);
    let title_levels: FxHashMap<NodeId, usize> =
        title.map(|title| ancestors(dom, parts[title].node).enumerate().map(|(level, node)| (node, level)).collect()).unwrap_or_default();
    let scored = sums.scored(dom, walked, &linked);
    let body = sums.fullest(|node| walked.own.get(&node).is_some_and(|signs| signs.any(Signs::BODY)));
    let article = sums.fullest(|node| dom.name(node).is_some_and(|name| *name == local_name!("article")));
    let inside = |index: usize| plain[index] && best.is_some_and(|best| sums.holds(best, parts[index].node));
    let boxes = sums.boxes(dom);
    let commented = parts.iter().filter(|part| part.signs.any(Signs::COMMENT)).count() as f32 / parts.len().max(1) as f32;
    let (mut vocabulary, mut title_words) = (Vocabulary::default(), Vocabulary::default());
    for index in (0..parts.len()).filter(|index| inside(*index)) {
        vocabulary.add(walked.words(&parts[index]));
    }
    if let Some(title) = title {
        title_words.add(walked.words(&parts[title]));
    }
    let mut before = 0.0;
    (0..parts.len())
        .map(|index| {
            let part = &parts[index];
            let parent = dom.parent(part.node);
            let grandparent = parent.and_then(|parent| dom.parent(parent));
            let prose_share = |node: Option<NodeId>| node.map_or(0.0, |node| sums.prose[node.index()] / sums.all_prose.max(1.0));
            let group = by_group.get(&groups[index]).copied().unwrap_or_default();
            let outer = parent.map_or([0.0; 4], |parent| {
                [sums.words[parent.index()], sums.linked[parent.index()], sums.furniture[parent.index()], sums.parts[parent.index()]]
            });
            let list = list_of(dom, part.node)
                .map_or([0.0; 2], |list| [sums.parts[list.index()], sums.linked[list.index()] / sums.words[list.index()].max(1.0)]);
            let distance = title.map_or(0.0, |title| (index as f32 - title as f32).clamp(-50.0, 100.0));
            let to_best = best.and_then(|best| ancestors(dom, part.node).position(|node| node == best));
            let stands_in = |node: Option<NodeId>| f32::from(node.is_some_and(|node| sums.holds(node, part.node)));
            let heading =
                (index.saturating_sub(4)..index).rev().find(|before| matches!(parts[*before].tag, Tag::Heading(_))).filter(|before| {
                    dom.parent(parts[*before].node).is_some_and(|around| ancestors(dom, part.node).take(4).any(|node| node == around))
                });
            let table = ancestors(dom, part.node).take(8).find(|node| dom.name(*node).is_some_and(|name| *name == local_name!("table")));
            let repeated = ancestors(dom, part.node)
                .filter(|node| sums.prose[node.index()] * 2.0 <= sums.all_prose.max(1.0))
                .max_by(|a, b| boxes[a.index()].total_cmp(&boxes[b.index()]))
                .filter(|node| boxes[node.index()] > 1.0);
            let closest = (1..=10)
                .find(|step| index.checked_sub(*step).is_some_and(|at| plain[at]) || plain.get(index + step).is_some_and(|plain| *plain));
            let shared = ancestors(dom, part.node)
                .enumerate()
                .find_map(|(levels, node)| title_levels.get(&node).map(|title| (levels, *title, node)));
            let tag = |tag: Tag| f32::from(part.tag == tag);
            let level = if let Tag::Heading(level) = part.tag { f32::from(level) } else { 0.0 };
            let place: [f32; PLACE_NAMES.len()] = [
                tag(Tag::Paragraph),
                f32::from(level > 0.0),
                level,
                tag(Tag::Item),
                tag(Tag::Caption),
                tag(Tag::Cell),
                tag(Tag::Quote),
                tag(Tag::Note),
                linked[index],
                part.stressed as f32 / part.span.len().max(1) as f32,
                f32::from(part.invisible),
                ancestors(dom, part.node).count() as f32,
                (index as f32).min(500.0),
                index as f32 / parts.len() as f32,
                before / total,
                f32::from(title.is_some()),
                distance,
                f32::from(title.is_some_and(|title| title < index)),
                f32::from(title == Some(index)),
                (seen.get(folded[index].as_str()).copied().unwrap_or(1) as f32).min(5.0),
                f32::from(folded[index].len() > 20 && told.description.contains(&folded[index])),
                f32::from(folded[index].len() > 8 && told.body.contains(&folded[index])),
                f32::from(told.body.len() > 200),
                sums.direct.get(&part.node).copied().unwrap_or(0.0).min(50.0),
                prose_share(Some(part.node)),
                prose_share(parent),
                prose_share(grandparent),
                outer[1] / outer[0].max(1.0),
                outer[2] / outer[3].max(1.0),
                group[0].min(100.0),
                group[1] / group[0].max(1.0),
                group[2] / group[0].max(1.0),
                group[3] / total,
                group[3] / group[0].max(1.0),
                f32::from(to_best.is_some()),
                to_best.map_or(20.0, |levels| levels as f32).min(20.0),
                best_words / sums.all_prose.max(1.0),
                f32::from(index < first_prose),
                f32::from(index > last_prose),
                list[0].min(50.0),
                list[1],
                (parts.len() as f32).min(1000.0),
                vocabulary.share(walked.words(part), inside(index)),
                title_words.share(walked.words(part), title == Some(index)),
                shared.map_or(30.0, |(levels, _, _)| levels as f32),
                shared.map_or(30.0, |(_, levels, _)| levels as f32),
                shared.map_or(0.0, |(_, _, node)| sums.prose[node.index()] / sums.all_prose.max(1.0)),
                shared.map_or(0.0, |(_, _, node)| sums.parts[node.index()] / parts.len() as f32),
                stands_in(scored),
                prose_share(scored),
                stands_in(body),
                prose_share(body),
                stands_in(article),
                prose_share(article),
                plain[index.saturating_sub(8)..index].iter().filter(|plain| **plain).count() as f32,
                plain[index..(index + 9).min(plain.len())].iter().skip(1).filter(|plain| **plain).count() as f32,
                f32::from(part.opens_linked),
                group[4] / group[0].max(1.0),
                heading.map_or(-1.0, |heading| linked[heading]),
                table.map_or(0.0, |table| sums.parts[table.index()]).min(100.0),
                table.map_or(0.0, |table| sums.linked[table.index()] / sums.words[table.index()].max(1.0)),
                commented,
                sums.all_prose.min(5000.0),
                repeated.map_or(0.0, |node| boxes[node.index()]).min(50.0),
                prose_share(repeated),
                repeated.map_or(0.0, |node| sums.parts[node.index()]).min(50.0),
                prose_share(repeated.and_then(|node| dom.parent(node))),
                closest.map_or(20.0, |steps| steps as f32),
            ];
            let picture: [f32; PICTURE_NAMES.len()] =
                [f32::from(part.behind_picture), f32::from(told.pictures.contains(walked.words(part)))];
            before += words[index];
            let signs = (0..SIGNS).map(|bit| f32::from(part.signs.0 >> bit & 1 == 1));
            let near = NEAR.iter().flat_map(|step| {
                let near =
                    i32::try_from(index).ok().and_then(|index| usize::try_from(index + step).ok()).filter(|near| *near < parts.len());
                near.map_or([-1.0; NEAR_NAMES.len()], |near| {
                    [
                        words[near],
                        linked[near],
                        f32::from(prose[near]),
                        1.0 - own[near][none_at],
                        f32::from(parts[near].tag == part.tag),
                        f32::from(dom.parent(parts[near].node) == parent),
                    ]
                })
            });
            let mut row = Vec::with_capacity(own[index].len() + PLACE_NAMES.len() + SIGNS + NEAR.len() * NEAR_NAMES.len() + picture.len());
            row.extend(own[index].iter().copied().chain(place).chain(signs).chain(near).chain(picture));
            row
        })
        .collect()
}

/// Sums over everything below each node.
struct Sums {
    words: Vec<f32>,
    linked: Vec<f32>,
    prose: Vec<f32>,
    furniture: Vec<f32>,
    parts: Vec<f32>,
    /// Parts that a node holds directly.
    direct: FxHashMap<NodeId, f32>,
    all_prose: f32,
    /// Nodes in document order.
    order: Vec<NodeId>,
    /// Where each node stands in that order, and where what is behind all of its contents begins.
    place: Vec<(u32, u32)>,
}

impl Sums {
    fn of(dom: &Dom, parts: &[Part], words: &[f32], linked: &[f32], prose: &[bool], plain: &[bool]) -> Self {
        let zero = || vec![0.0_f32; dom.len()];
        let mut sums = Self {
            words: zero(),
            linked: zero(),
            prose: zero(),
            furniture: zero(),
            parts: zero(),
            direct: FxHashMap::default(),
            all_prose: 0.0,
            order: dom.descendants(NodeId::ROOT).collect(),
            place: vec![(0, 0); dom.len()],
        };
        for (place, node) in (1_u32..).zip(&sums.order) {
            sums.place[node.index()] = (place, place + 1);
        }
        for (index, part) in parts.iter().enumerate() {
            let node = part.node.index();
            let running = if prose[index] && plain[index] { words[index] } else { 0.0 };
            sums.words[node] += words[index];
            sums.linked[node] += words[index] * linked[index];
            sums.prose[node] += running;
            sums.furniture[node] += f32::from(!plain[index]);
            sums.parts[node] += 1.0;
            sums.all_prose += running;
            *sums.direct.entry(part.node).or_default() += 1.0;
        }
        for node in sums.order.iter().rev() {
            if let Some(parent) = dom.parent(*node) {
                sums.place[parent.index()].1 = sums.place[parent.index()].1.max(sums.place[node.index()].1);
                for sum in [&mut sums.words, &mut sums.linked, &mut sums.prose, &mut sums.furniture, &mut sums.parts] {
                    sum[parent.index()] += sum[node.index()];
                }
            }
        }
        sums
    }

    /// Whether a node is another or stands in it.
    fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        let ((from, to), (at, _)) = (self.place[outer.index()], self.place[inner.index()]);
        from <= at && at < to
    }

    /// For each node of several parts, how many of the same look stand beside it: comments, cards, entries.
    fn boxes(&self, dom: &Dom) -> Vec<f32> {
        let boxes = || self.order.iter().copied().filter(|node| self.parts[node.index()] > 1.0);
        let look = |node: NodeId| {
            (dom.parent(node), dom.name(node), dom.attribute(node, "class").and_then(|names| names.split_ascii_whitespace().next()))
        };
        // Class names are the page's own: their hashes are not to be foreseen.
        let mut counts: HashMap<_, f32> = HashMap::new();
        for node in boxes() {
            *counts.entry(look(node)).or_default() += 1.0;
        }
        let mut found = vec![0.0; dom.len()];
        for node in boxes() {
            found[node.index()] = counts.get(&look(node)).copied().unwrap_or_default();
        }
        found
    }

    /// The innermost element whose running words outweigh its furniture most.
    fn best(&self, dom: &Dom, parts: &[Part], plain: &[bool], words: &[f32], unmarked: &[bool]) -> Option<NodeId> {
        let strong = Signs::COOKIE
            .with(Signs::COMMENT)
            .with(Signs::NAV)
            .with(Signs::DIALOG)
            .with(Signs::FOOTER)
            .with(Signs::RELATED)
            .with(Signs::NEWSLETTER);
        let mut worth = vec![0.0_f32; dom.len()];
        for (index, part) in parts.iter().enumerate() {
            let chrome = part.signs.any(strong) || part.invisible || !unmarked[index] || part.linked * 10 > part.span.len() * 7;
            worth[part.node.index()] += match (plain[index], chrome) {
                (true, false) => words[index],
                (false, false) if part.tag == Tag::Paragraph => words[index] / 2.0,
                (_, true) => -2.0 - words[index] / 3.0,
                _ => 0.0,
            };
        }
        for node in self.order.iter().rev() {
            if let Some(parent) = dom.parent(*node) {
                worth[parent.index()] += worth[node.index()];
            }
        }
        self.order.iter().copied().filter(|node| worth[node.index()] > 0.0).max_by(|a, b| worth[a.index()].total_cmp(&worth[b.index()]))
    }
}

impl Sums {
    /// The element that readability's scoring finds (Lawson's arc90 algorithm): paragraphs give points for length and commas to the elements around them.
    fn scored(&self, dom: &Dom, walked: &Walked, linked: &[f32]) -> Option<NodeId> {
        let mut scores: FxHashMap<NodeId, f32> = FxHashMap::default();
        for (index, part) in walked.parts.iter().enumerate().filter(|(_, part)| part.span.len() >= 25 && !part.invisible) {
            let words = walked.words(part);
            let points = (1.0 + words.matches(',').count() as f32 + (words.len() as f32 / 100.0).min(3.0)) * (1.0 - linked[index]);
            let skip = usize::from(matches!(part.tag, Tag::Paragraph));
            for (level, node) in ancestors(dom, part.node).skip(skip).take(4).enumerate() {
                *scores.entry(node).or_default() += points / if level == 0 { 1.0 } else { level as f32 * 2.0 };
            }
        }
        let score =
            |node: &NodeId| scores.get(node).map(|score| score * (1.0 - self.linked[node.index()] / self.words[node.index()].max(1.0)));
        self.order
            .iter()
            .copied()
            .filter(|node| score(node).is_some())
            .max_by(|a, b| score(a).unwrap_or(0.0).total_cmp(&score(b).unwrap_or(0.0)))
    }

    /// The element with the most running words among those of one kind.
    fn fullest(&self, kind: impl Fn(NodeId) -> bool) -> Option<NodeId> {
        self.order
            .iter()
            .copied()
            .filter(|node| self.prose[node.index()] > 0.0 && kind(*node))
            .max_by(|a, b| self.prose[a.index()].total_cmp(&self.prose[b.index()]))
    }
}

/// Parts of one look: the same tag and the same classes on the element and the one around it.
pub(super) fn groups(dom: &Dom, parts: &[Part]) -> Vec<u64> {
    let class = |node: Option<NodeId>| node.and_then(|node| dom.attribute(node, "class")).unwrap_or("");
    let name = |node: Option<NodeId>| node.and_then(|node| dom.name(node)).map_or("", |name| name);
    let mut known: HashMap<(&str, &str, &str, &str), u64> = HashMap::new();
    parts
        .iter()
        .map(|part| {
            let (node, parent) = (Some(part.node), dom.parent(part.node));
            let next = known.len() as u64;
            *known.entry((name(node), class(node), name(parent), class(parent))).or_insert(next)
        })
        .collect()
}

/// The part that is the title: the heading that says what the metadata says, or the page's one main heading.
fn title_at(parts: &[Part], folded: &[String], title: &str) -> Option<usize> {
    let same = (0..parts.len()).filter(|at| !title.is_empty() && !parts[*at].invisible && folded[*at] == title);
    same.min_by_key(|at| !matches!(parts[*at].tag, Tag::Heading(_)))
        .or_else(|| (0..parts.len()).find(|at| parts[*at].tag == Tag::Heading(1) && folded[*at].len() > 12))
}

/// The list that a node stands in.
fn list_of(dom: &Dom, node: NodeId) -> Option<NodeId> {
    ancestors(dom, node)
        .take(6)
        .find(|node| dom.name(*node).is_some_and(|name| matches!(*name, local_name!("ul") | local_name!("ol") | local_name!("dl"))))
}
