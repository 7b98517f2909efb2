//! What a line's own words tell about whether it is part of a report, as numbers for the line classifiers.

use std::borrow::Cow;
use std::collections::HashMap;

use headwater_core::BlockKind;

use crate::cues::Cue;
use crate::dateline::dateline;
use crate::names::{after_lead, persons};
use crate::notes::is_bar;
use crate::saved::{Measured, Shape, Verdict, furniture, is_stamp, reads_like_caption};
use crate::words::{is_stop_word, lower};

/// Names of the numbers, in order.
pub(crate) const NAMES: [&str; 44] = [
    "words",
    "characters",
    "sentences",
    "closed",
    "prose",
    "capitalised",
    "capitals",
    "digits",
    "stop_words",
    "mean_word",
    "commas",
    "quoted",
    "opens_quote",
    "question",
    "colon_end",
    "exclaims",
    "small_start",
    "number_start",
    "bars",
    "copyright",
    "address",
    "stamp",
    "byline_lead",
    "persons",
    "dateline",
    "caption_like",
    "item_mark",
    "furniture_none",
    "advert",
    "share",
    "navigation",
    "related",
    "comment",
    "newsletter",
    "cookie",
    "boilerplate",
    "player",
    "credit",
    "caption",
    "promo_length",
    "promo_words",
    "handle",
    "hashtags",
    "signed",
];

/// What a line's own words tell.
#[allow(clippy::struct_excessive_bools)] // Each is a fact of its own.
pub(crate) struct Wording {
    pub shape: Shape,
    /// What kind of furniture it is.
    pub furniture: Option<Verdict>,
    /// Whether it is a date and no more.
    pub stamp: bool,
    /// Whether it reads like what stands below a picture.
    pub caption: bool,
    /// Whether it bars the way to the rest of the report.
    pub bar: bool,
    /// Whether it says no more than who made a picture.
    pub maker: bool,
    /// One value for each of [`NAMES`].
    pub numbers: [f32; NAMES.len()],
}

/// Words of the longest line that names a picture's maker.
const MAKER: usize = 10;

/// Measures a line.
pub(crate) fn wording(line: &str) -> Wording {
    let measured = Measured::of(line);
    let Measured { shape, cues, .. } = measured;
    let words = shape.words.max(1) as f32;
    let characters = line.chars().count().max(1) as f32;
    let (mut stops, mut letters) = (0, 0);
    for word in line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        letters += word.chars().count();
        stops += usize::from(is_stop_word(word));
    }
    let furniture = furniture(&measured);
    let why = furniture.and_then(|(_, why)| why);
    let is = |reason: &str| f32::from(why == Some(reason));
    let kind = |kind: BlockKind| f32::from(furniture.is_some_and(|(found, _)| found == kind));
    let share = |signs: &[char]| line.matches(signs).count() as f32;
    let short = shape.words <= 20;
    let first = line.chars().next().unwrap_or(' ');
    let (stamp, caption, bar) = (is_stamp(line), reads_like_caption(&measured), is_bar(&measured));
    let numbers = [
        (shape.words as f32).min(400.0),
        characters.min(2000.0),
        (shape.sentences as f32).min(20.0),
        f32::from(shape.closed),
        f32::from(shape.is_prose()),
        shape.capitalised as f32 / words,
        shape.capitals as f32 / words,
        line.chars().filter(char::is_ascii_digit).count() as f32 / characters,
        stops as f32 / words,
        letters as f32 / words,
        share(&[',', '،', '、']) / words,
        f32::from(line.contains(['“', '"', '”', '«', '»', '„'])),
        f32::from("\"“‘«„'–—-".contains(first)),
        f32::from(line.ends_with('?')),
        f32::from(line.ends_with(':')),
        f32::from(line.contains('!')),
        f32::from(first.is_lowercase()),
        f32::from(first.is_numeric()),
        share(&['|', '•', '·', '>', '/']).min(10.0),
        f32::from(line.contains(['©', '®']) || line.contains("(c)")),
        f32::from(line.contains('@') || line.contains("://") || line.contains("www.")),
        f32::from(stamp),
        f32::from(short && after_lead(line).is_some()),
        // A name has two capitals, or is written in a script that has none.
        if short && (shape.capitalised >= 2 || line.chars().any(|c| u32::from(c) >= 0x3040)) {
            persons(line, None).len() as f32
        } else {
            0.0
        },
        f32::from(dateline(line).is_some()),
        f32::from(caption),
        f32::from(line.starts_with(['•', '●', '▪', '‣', '*', '·', '-', '–'])),
        f32::from(furniture.is_none()),
        is("advert"),
        is("share"),
        is("navigation"),
        is("related"),
        is("comment"),
        is("newsletter"),
        is("cookie"),
        is("boilerplate"),
        is("player"),
        kind(BlockKind::Credit),
        kind(BlockKind::Caption),
        f32::from((5..=18).contains(&shape.words) && !shape.closed),
        cues.promotion() as f32,
        f32::from(line.split_whitespace().any(|word| word.trim_start_matches(['(', '—', '.']).starts_with('@'))),
        line.split_whitespace().filter(|word| word.starts_with('#')).count().min(5) as f32,
        f32::from(line.starts_with('—') && line.contains("(@") || line.contains("pic.twitter.com")),
    ];
    let credit = matches!(furniture, Some((BlockKind::Credit | BlockKind::Caption, _)));
    let maker = credit && shape.words <= MAKER && cues.has(Cue::Picture);
    Wording { shape, furniture, stamp, caption, bar, maker, numbers }
}

/// How often each longer word occurs in a report: headlines of other stories share few words with it, captions and subheads many.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary(HashMap<String, usize>);

impl Vocabulary {
    /// Counts the words of a line.
    pub(crate) fn add(&mut self, line: &str) {
        for word in content_words(line) {
            *self.0.entry(word.into_owned()).or_default() += 1;
        }
    }

    /// The share of a line's longer words that the report has. `own` tells that the line itself was counted: its words must then occur once more.
    pub(crate) fn share(&self, line: &str, own: bool) -> f32 {
        let (mut known, mut all) = (0, 0);
        for word in content_words(line) {
            all += 1;
            known += usize::from(self.0.get(&*word).is_some_and(|count| *count > usize::from(own)));
        }
        if all == 0 { -1.0 } else { known as f32 / all as f32 }
    }
}

/// Words of four letters or more in lower case, the commonest left out.
fn content_words(line: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 4);
    words.map(lower).filter(|word| !is_stop_word(word)).take(400)
}
