//! When a page was published and last changed.
//!
//! The order, and the basis that each gives: linked data, meta elements, microdata (metadata); dates beside the title, `<time>` elements (page); the address;
//! dates in scripts (metadata); other dated lines (page). A stamp in UTC that falls on another day than the page itself shows is told as the page shows it.

use headwater_core::{Basis, BlockKind, DateBasis, Field, Moment};
use jiff::civil::Date;
use jiff::tz::Offset;
use serde_json::Value;

use super::dom::{Dom, NodeId};
use super::metadata::Metadata;
use super::signs::Signs;
use super::walk::{Walked, ancestors};
use crate::dates::{Order, find, find_all, iso, parse};
use crate::facts::{Facts, is_of_change, is_of_publication, is_of_validity};
use crate::saved::{Verdict, shape};

/// Meta elements and properties of the first publication, the surest first.
const PUBLISHED: [&str; 26] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "og:published_time",
    "bt:pubdate",
    "pubdate",
    "publish-date",
    "publishdate",
    "publish_date",
    "publication_date",
    "publication-date",
    "published_time",
    "published_at",
    "published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "rnews:datepublished",
    "citation_publication_date",
    "shareaholic:article_published_time",
    "dc.date.created",
    "uploaddate",
];
/// Meta elements of a date that may be another's, for pages that have no better.
const DATED: [&str; 7] = ["datecreated", "dc.date", "dcterms.date", "date", "dc.date.x-metadatalastmodified", "created", "article:date"];
/// Meta elements of the last change.
const MODIFIED: [&str; 9] = [
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "bt:moddate",
];
/// Keys of the first publication in scripts.
const SCRIPTED: [&str; 17] = [
    "datepublished",
    "publishedat",
    "published_at",
    "publishdate",
    "publicationdate",
    "publication_date",
    "firstpublished",
    "firstpublishedat",
    "publisheddate",
    "pubdate",
    "articlepublishdate",
    "first-publication",
    "publishedfirst",
    "publication_time",
    "uploaddate",
    "createdat",
    "created_at",
];

/// Words of a line that is more than a date.
const LINE: usize = 25;
/// Dates of one place that are kept as stated.
const STATED: usize = 3;
/// Parts beside the title in which its date stands.
const ABOVE: usize = 6;
const BELOW: usize = 14;

/// Finds both dates.
pub(super) fn read(dom: &Dom, walked: &Walked, verdicts: &[Verdict], metadata: &Metadata, articles: &[&Value], facts: &mut Facts) {
    let title = verdicts.iter().position(|(kind, _)| *kind == BlockKind::Headline);
    let seen = seen_near(walked, verdicts, title);
    let stamp = |key: &str, objects: &[&Value]| objects.iter().find_map(|object| parse(object.get(key)?.as_str()?, Order::DayFirst));
    let meta = |keys: &'static [&'static str]| metadata.all(keys).find_map(|value| parse(value, Order::DayFirst));
    let others: Vec<&Value> = metadata.objects();
    let stated = stamp("datePublished", articles)
        .or_else(|| meta(&PUBLISHED))
        .or_else(|| metadata.props(&["datepublished", "dc:date", "dateissued"]).find_map(|value| parse(value, Order::DayFirst)))
        .or_else(|| stamp("datePublished", &others));
    let local = || {
        let stamps = metadata
            .props(&["datepublished"])
            .chain(metadata.all(&PUBLISHED))
            .chain(metadata.times.iter().map(|(_, value)| value.as_str()));
        stamps.take(50).filter_map(|value| parse(value, Order::DayFirst))
    };
    let shown =
        |moment| local().find(|other| is_same_instant(moment, *other)).unwrap_or_else(|| as_shown(moment, &seen, facts.url.as_deref()));
    let published = stated.map(|moment| (shown(moment), DateBasis::Metadata));
    let timed = timed(dom, walked, metadata);
    let address = facts.url.as_deref().and_then(in_address);
    let published = published
        .or_else(|| seen.iter().find(|date| !date.changed).map(|date| (date.moment, DateBasis::Page)))
        .or_else(|| timed.map(|moment| (moment, DateBasis::Page)))
        .or_else(|| led_elsewhere(walked).map(|moment| (moment, DateBasis::Page)))
        .or_else(|| address.map(|moment| (moment, DateBasis::Url)))
        .or_else(|| {
            meta(&DATED)
                .or_else(|| stamp("dateCreated", articles))
                .or_else(|| stamp("uploadDate", &others))
                .map(|moment| (moment, DateBasis::Metadata))
        })
        .or_else(|| {
            metadata.scripted(&SCRIPTED).find_map(|value| parse(value, Order::DayFirst)).map(|moment| (moment, DateBasis::Metadata))
        })
        .or_else(|| elsewhere(walked, verdicts).map(|moment| (moment, DateBasis::Page)));
    if let Some((moment, basis)) = published {
        facts.add_published(moment, basis);
    }
    let modified = stamp("dateModified", articles)
        .or_else(|| meta(&MODIFIED))
        .or_else(|| metadata.props(&["datemodified"]).find_map(|value| parse(value, Order::DayFirst)))
        .map(|moment| (moment, DateBasis::Metadata));
    let modified = modified.or_else(|| seen.iter().find(|date| date.changed).map(|date| (date.moment, DateBasis::Page)));
    let modified = modified.or_else(|| changed_elsewhere(walked).map(|moment| (moment, DateBasis::Page)));
    if let Some((moment, basis)) = modified {
        facts.add_modified(moment, basis);
    }
    let linked = |key: &'static str| articles.iter().filter_map(move |article| article.get(key)?.as_str()).map(str::to_owned);
    let seen = |changed: bool| seen.iter().filter(move |date| date.changed == changed).map(|date| iso(date.moment));
    let words = |values: Vec<&str>| values.into_iter().filter(|value| parse(value, Order::DayFirst).is_some()).map(str::to_owned).collect();
    let placed: [(Field, Basis, Vec<String>); 9] = [
        (Field::Published, Basis::Linked, linked("datePublished").collect()),
        (Field::Published, Basis::Meta, words(metadata.all(&PUBLISHED).collect())),
        (Field::Published, Basis::Microdata, words(metadata.props(&["datepublished", "dc:date", "dateissued"]).collect())),
        (Field::Published, Basis::Microdata, timed.map(iso).into_iter().collect()),
        (Field::Published, Basis::Page, seen(false).collect()),
        (Field::Published, Basis::Address, address.map(iso).into_iter().collect()),
        (Field::Modified, Basis::Linked, linked("dateModified").collect()),
        (Field::Modified, Basis::Meta, words(metadata.all(&MODIFIED).collect())),
        (Field::Modified, Basis::Page, seen(true).collect()),
    ];
    for (field, basis, values) in placed {
        values.iter().take(STATED).for_each(|value| facts.state(field, value, basis));
    }
}

/// A date that stands on the page.
struct Seen {
    moment: Moment,
    /// Whether the words before it say that it is the last change's.
    changed: bool,
}

/// Signs of parts whose dates are others'.
fn of_others() -> Signs {
    Signs::RELATED.with(Signs::COMMENT).with(Signs::CARD).with(Signs::NAV).with(Signs::FOOTER).with(Signs::COOKIE).with(Signs::ADVERT)
}

/// Whether the second stamp tells the first one's instant, given in UTC, in the time of another place.
fn is_same_instant(utc: Moment, other: Moment) -> bool {
    let (Moment::Minute(time, Some(Offset::UTC)), Moment::Minute(there, Some(offset))) = (utc, other) else { return false };
    let told = |time: jiff::civil::DateTime, offset: Offset| offset.to_timestamp(time).ok();
    offset != Offset::UTC
        && told(time, Offset::UTC).zip(told(there, offset)).is_some_and(|(a, b)| a.duration_since(b).as_secs().abs() < 120)
}

/// Dates beside the title, those below it first; where there is none, also in lines whose markup makes them another's.
fn seen_near(walked: &Walked, verdicts: &[Verdict], title: Option<usize>) -> Vec<Seen> {
    let Some(title) = title else { return Vec::new() };
    let strict = seen_beside(walked, verdicts, title, BELOW, of_others());
    if strict.is_empty() { seen_beside(walked, verdicts, title, 7, Signs::COOKIE) } else { strict }
}

fn seen_beside(walked: &Walked, verdicts: &[Verdict], title: usize, below: usize, others: Signs) -> Vec<Seen> {
    let mut found = Vec::new();
    let mut running = 0;
    let below = (title + 1..walked.parts.len().min(title + below)).take_while(|at| {
        running += usize::from(verdicts[*at].0 == BlockKind::Paragraph && shape(walked.words(&walked.parts[*at])).is_prose());
        running <= 2
    });
    let behind_break = walked.words(&walked.parts[title]).split_once('\n').map_or("", |(_, rest)| rest);
    found.extend(dates_of(behind_break));
    for at in below.collect::<Vec<_>>().into_iter().chain((title.saturating_sub(ABOVE)..title).rev()) {
        let part = &walked.parts[at];
        // A dated sentence of the report tells when something happened.
        let told = verdicts[at].0 == BlockKind::Paragraph && shape(walked.words(part)).words >= 12;
        if !part.invisible && !told && !part.signs.any(others) {
            found.extend(dates_of(walked.words(part)));
        }
    }
    found
}

/// The dates of a line, if it is short; of a paragraph none.
fn dates_of(words: &str) -> Vec<Seen> {
    if shape(words).words > LINE {
        return Vec::new();
    }
    let mut from = 0;
    let dated = find_all(words, Order::DayFirst).filter(|found| !matches!(found.moment, Moment::Month(..) | Moment::Year(_)));
    dated
        .filter_map(|found| {
            let before = &words[from..found.span.start];
            from = found.span.end;
            (!is_of_validity(before)).then(|| Seen { moment: found.moment, changed: is_of_change(before) })
        })
        .collect()
}

/// The first `<time>` that does not belong to another story.
fn timed(dom: &Dom, walked: &Walked, metadata: &Metadata) -> Option<Moment> {
    let own = |node: NodeId| {
        !ancestors(dom, node).any(|around| walked.own.get(&around).is_some_and(|signs| signs.any(of_others().with(Signs::ASIDE))))
    };
    // An element may say itself that its date is the publication's.
    let named = |node: NodeId| {
        dom.attribute(node, "class").is_some_and(|class| ["pubdate", "publish", "pub-date"].iter().any(|word| class.contains(word)))
    };
    let times = || metadata.times.iter().take(200);
    let date = |value: &str| parse(value, Order::DayFirst);
    let found = times().filter(|(node, _)| own(*node)).find_map(|(_, value)| date(value));
    found.or_else(|| times().filter(|(node, _)| named(*node)).find_map(|(_, value)| date(value)))
}

/// A stamp in UTC as the page's own place tells it: the local time that stands beside the title, or the day in the address.
fn as_shown(moment: Moment, seen: &[Seen], url: Option<&str>) -> Moment {
    let Moment::Minute(time, Some(offset)) = moment else { return moment };
    if offset != Offset::UTC {
        return moment;
    }
    // Places lie up to 14 hours ahead of UTC and 12 behind it.
    let near = |day: Date| {
        (day.tomorrow().ok() == Some(time.date()) && time.hour() < 12) || (time.date().tomorrow().ok() == Some(day) && time.hour() >= 10)
    };
    let shown = seen.iter().filter(|date| !date.changed).map(|date| date.moment);
    for local in shown {
        match local {
            Moment::Minute(there, _) => {
                let minutes = (there - time).total(jiff::Unit::Minute).unwrap_or(0.0);
                if let Some(offset) = Offset::from_seconds((minutes * 60.0) as i32).ok().filter(|_| is_zone(minutes)) {
                    return Moment::Minute(there, Some(offset));
                }
            }
            Moment::Day(day) if near(day) => return local,
            _ => {}
        }
    }
    match url.and_then(in_address) {
        Some(Moment::Day(day)) if near(day) => Moment::Day(day),
        _ => moment,
    }
}

/// Whether somewhere the clocks differ from UTC by so many minutes.
fn is_zone(minutes: f64) -> bool {
    const BROKEN: [f64; 10] = [-210.0, -150.0, 210.0, 270.0, 330.0, 345.0, 390.0, 570.0, 630.0, 765.0];
    let hours = minutes / 60.0;
    minutes != 0.0 && (hours.fract() == 0.0 && (-12.0..=14.0).contains(&hours) || BROKEN.contains(&minutes))
}

/// The date in an address: `/2018/03/06/`, `/2018-03-06-`, `/20180306/`.
pub(super) fn in_address(url: &str) -> Option<Moment> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let path = path.split_once('/')?.1.replace('_', "-");
    let spaced = find(&path, Order::DayFirst).map(|found| found.moment).filter(|moment| matches!(moment, Moment::Day(_)));
    let joined = || {
        path.split(['/', '-', '.']).filter(|part| part.len() == 8 && part.starts_with("20")).find_map(|part| parse(part, Order::DayFirst))
    };
    spaced.or_else(joined)
}

/// The first dated line that is not of another story: signed as a date, or just behind the report.
fn elsewhere(walked: &Walked, verdicts: &[Verdict]) -> Option<Moment> {
    let last = verdicts.iter().rposition(|(kind, _)| *kind == BlockKind::Paragraph).unwrap_or(0);
    let parts = || walked.parts.iter().enumerate().filter(|(_, part)| !part.invisible && !part.signs.any(of_others().with(Signs::ASIDE)));
    let date = |words: &str| dates_of(words).into_iter().find(|date| !date.changed).map(|date| date.moment);
    let signed = parts().filter(|(_, part)| part.signs.any(Signs::DATE)).find_map(|(_, part)| date(walked.words(part)));
    signed
        .or_else(|| parts().filter(|(at, _)| *at > last && *at <= last + 6).find_map(|(_, part)| date(walked.words(part))))
        .or_else(|| parts().filter(|(_, part)| shape(walked.words(part)).words <= 8).find_map(|(_, part)| date(walked.words(part))))
}

/// A line that says when the page was published, wherever it stands: `Published: 1 November 2023`.
fn led_elsewhere(walked: &Walked) -> Option<Moment> {
    let others = Signs::RELATED.with(Signs::CARD).with(Signs::COMMENT).with(Signs::NAV).with(Signs::ASIDE);
    let parts = walked.parts.iter().filter(|part| !part.invisible && !part.signs.any(others));
    parts.filter(|part| part.span.len() <= 300).find_map(|part| {
        let words = walked.words(part);
        let mut from = 0;
        find_all(words, Order::DayFirst).find_map(|found| {
            let before = &words[from..found.span.start];
            from = found.span.end;
            is_of_publication(before).then_some(found.moment)
        })
    })
}

/// A line that says when the page was last changed, wherever it stands.
fn changed_elsewhere(walked: &Walked) -> Option<Moment> {
    let parts =
        walked.parts.iter().filter(|part| !part.invisible && !part.signs.any(Signs::RELATED.with(Signs::CARD).with(Signs::COMMENT)));
    parts.flat_map(|part| dates_of(walked.words(part))).find(|date| date.changed).map(|date| date.moment)
}

#[cfg(test)]
mod tests {
    use headwater_core::Moment;

    use super::{Seen, as_shown, in_address};
    use crate::dates::{Order, parse};

    #[test]
    fn reads_addresses() {
        for url in [
            "https://a.example/news/2018/03/06/wall",
            "https://a.example/2018-03-06-wall.html",
            "https://a.example/wall-20180306.html",
            "https://a.example/n/2018_03_06/wall",
        ] {
            assert!(matches!(in_address(url), Some(Moment::Day(day)) if day.to_string() == "2018-03-06"), "{url}");
        }
        assert_eq!(in_address("https://a.example/wall-12345678"), None);
    }

    #[test]
    fn tells_the_time_of_the_place() {
        let utc = parse("2023-11-09T01:49:00Z", Order::DayFirst).unwrap();
        let shown = |text: &str| vec![Seen { moment: parse(text, Order::MonthFirst).unwrap(), changed: false }];
        assert_eq!(as_shown(utc, &shown("November 8, 2023 5:49 p.m."), None), parse("2023-11-08T17:49:00-08:00", Order::DayFirst).unwrap());
        assert_eq!(as_shown(utc, &shown("November 8, 2023"), None), parse("2023-11-08", Order::DayFirst).unwrap());
        assert_eq!(as_shown(utc, &[], Some("https://a.example/2023/11/08/wall")), parse("2023-11-08", Order::DayFirst).unwrap());
        assert_eq!(as_shown(utc, &shown("November 1, 2023"), None), utc);
    }
}
