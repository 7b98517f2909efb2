//! What is known of a report before it is read, and where it counts.

use headwater_core::{Article, ArticleDate, Basis, BlockKind, DateBasis, Field, Moment, Outlet, Stated};
use jiff::civil::Date;

use crate::Format;
use crate::dates::{Order, iso, parse};

/// What an archive's record, a feed's entry, a mail's head or a response's header says of a report.
///
/// A web page speaks for itself: there the given stands only where the page says nothing. Of text without markup everything else is a guess: there the given comes first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Given {
    /// How the bytes are to be read; judged where none is given.
    pub format: Option<Format>,
    /// Label of the encoding (`windows-1252`).
    pub charset: Option<String>,
    /// The address that the bytes were taken from.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Persons who wrote it.
    pub authors: Vec<String>,
    /// The medium.
    pub outlet: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it first appeared, in any notation that pages use.
    pub published: Option<String>,
    /// When it was last changed.
    pub modified: Option<String>,
    /// When the bytes were taken from the address.
    pub captured: Option<String>,
    /// The day on which the report is read: a page that says it is from a later one is warned of.
    pub today: Option<Date>,
}

impl Given {
    /// Puts what is given in its place.
    pub(crate) fn settle(&self, format: Format, article: &mut Article) {
        let first = format != Format::Html;
        if first && let Some(title) = &self.title {
            take_for_paragraph(article, title);
        }
        self.state(article);
        settle(first, &mut article.url, self.url.clone());
        settle(first, &mut article.title, self.title.clone());
        settle(first, &mut article.language, self.language.clone());
        settle(first, &mut article.published, self.published.as_deref().and_then(date));
        settle(first, &mut article.modified, self.modified.as_deref().and_then(date));
        article.captured = self.captured.as_deref().and_then(moment);
        if !self.authors.is_empty() && (first || article.authors.is_empty()) {
            article.authors.clone_from(&self.authors);
        }
        let domain = self.url.as_deref().and_then(domain);
        let outlet = self.outlet.clone().map(|name| Outlet { name, domain: domain.clone() });
        settle(first, &mut article.outlet, outlet);
        match (&mut article.outlet, domain) {
            (Some(outlet), Some(domain)) => outlet.domain = outlet.domain.take().or(Some(domain)),
            // An outlet that nobody names is known by its address.
            (outlet @ None, Some(domain)) => *outlet = Some(Outlet { name: domain.clone(), domain: Some(domain) }),
            (_, None) => {}
        }
    }
}

impl Given {
    fn state(&self, article: &mut Article) {
        let outlet = self.outlet.iter().map(|value| (Field::Outlet, value));
        let title = self.title.iter().map(|value| (Field::Title, value));
        let authors = self.authors.iter().map(|value| (Field::Author, value));
        let published = self.published.iter().map(|value| (Field::Published, value));
        let modified = self.modified.iter().map(|value| (Field::Modified, value));
        for (field, value) in title.chain(authors).chain(outlet).chain(published).chain(modified) {
            article.stated.push(Stated { field, value: value.clone(), basis: Basis::Given });
        }
        article.stated.sort_by_key(|stated| (stated.field, stated.basis));
    }

    /// What is wrong with the article's dates: they lie behind the day on which it was taken from its address, or is read.
    pub(crate) fn doubts(&self, article: &Article) -> Vec<String> {
        let captured = article.captured.and_then(day_of);
        // Somewhere it is already tomorrow.
        let last = captured.or(self.today).and_then(|day| day.tomorrow().ok());
        let later =
            |date: &Option<ArticleDate>| date.as_ref().and_then(|date| date.value).filter(|value| last.is_some() && day_of(*value) > last);
        let (told, than) = if captured.is_some() { ("taken from its address", captured) } else { ("read", self.today) };
        [("published", later(&article.published)), ("last changed", later(&article.modified))]
            .into_iter()
            .filter_map(|(what, value)| Some((what, value?, than?)))
            .map(|(what, value, than)| {
                format!("says that it was {what} on {}, after {than}, when it was {told}: the date is kept", iso(value))
            })
            .collect()
    }
}

/// Where the headline is given apart, the text often begins with its first paragraph: a block that was taken for the headline is one if it is a whole
/// sentence and shares fewer than half of its words with the title.
fn take_for_paragraph(article: &mut Article, title: &str) {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let known = words(title);
    for block in article.blocks.iter_mut().filter(|block| block.kind == BlockKind::Headline) {
        let text = block.span.of(&article.text).trim();
        let its = words(text);
        let shared = its.iter().filter(|word| known.contains(word)).count();
        let is_sentence = text.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '!', '?']);
        if is_sentence && 2 * shared < its.len() {
            block.kind = BlockKind::Paragraph;
            article.stated.retain(|stated| stated.field != Field::Title || stated.value != text);
        }
    }
}

fn day_of(moment: Moment) -> Option<Date> {
    match moment {
        Moment::Minute(time, _) => Some(time.date()),
        Moment::Day(day) => Some(day),
        Moment::Month(..) | Moment::Year(_) => None,
    }
}

fn settle<T>(first: bool, known: &mut Option<T>, given: Option<T>) {
    *known = if first { given.or(known.take()) } else { known.take().or(given) };
}

fn moment(value: &str) -> Option<Moment> {
    parse(value, Order::DayFirst)
}

fn date(value: &str) -> Option<ArticleDate> {
    Some(ArticleDate { value: Some(moment(value)?), basis: DateBasis::Metadata, not_before: None, not_after: None })
}

/// `harbour.example` of `https://www.harbour.example:8080/news/1`.
fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use headwater_core::BlockKind;

    use super::Given;
    use crate::{Format, read_given};

    #[test]
    fn a_page_speaks_for_itself_and_text_is_spoken_for() {
        let given = |format| Given {
            format: Some(format),
            url: Some("https://www.gazette.example/ferry".into()),
            title: Some("Ferry, given".into()),
            outlet: Some("Given Gazette".into()),
            published: Some("Tue, 5 Mar 2024 10:30:00 CET".into()),
            captured: Some("2024-03-06T01:02:03Z".into()),
            ..Given::default()
        };
        let page = b"<html><head><meta property='og:title' content='Ferry, paged'></head><body><article><p>The ferry sails in May, the operator said on Monday evening in the town.</p></article></body></html>";
        let (html, _) = read_given("x#1", page, &given(Format::Html));
        assert_eq!(html.title.as_deref(), Some("Ferry, paged"));
        assert_eq!(html.url.as_deref(), Some("https://www.gazette.example/ferry"));
        assert_eq!(html.outlet.as_ref().and_then(|outlet| outlet.domain.as_deref()), Some("gazette.example"));
        assert!(html.published.is_some() && html.captured.is_some());
        let (text, _) = read_given("x#2", b"The ferry sails in May.", &given(Format::Text));
        assert_eq!(text.title.as_deref(), Some("Ferry, given"));
        assert_eq!(text.outlet.map(|outlet| outlet.name).as_deref(), Some("Given Gazette"));
    }

    #[test]
    fn a_first_paragraph_is_no_headline_where_one_is_given() {
        let body = "The ferry over the Ilma sails again in May, the operator said on Monday.\n\nIt was laid up in March after a fire.";
        let check = |title: &str, expected: BlockKind| {
            let given = Given { format: Some(Format::Text), title: Some(title.to_owned()), ..Given::default() };
            let (article, _) = read_given("x", body.as_bytes(), &given);
            assert_eq!(article.blocks.first().map(|block| block.kind), Some(expected), "{title} {:?}", article.blocks);
            assert_eq!(article.title.as_deref(), Some(title));
        };
        check("River crossing to reopen", BlockKind::Paragraph);
        check("The ferry over the Ilma sails again in May, operator said on Monday", BlockKind::Headline);
    }

    #[test]
    fn a_date_in_the_future_is_warned_of_and_kept() {
        let page = |date: &str| {
            format!(
                "<meta property='article:published_time' content='{date}'><h1>The ferry sails again</h1><p>The ferry sails in May, the operator said on Monday evening in the town.</p>"
            )
        };
        let check = |date: &str, captured: Option<&str>, today: Option<&str>, warned: bool| {
            let given =
                Given { captured: captured.map(str::to_owned), today: today.and_then(|today| today.parse().ok()), ..Given::default() };
            let (article, problems) = read_given("x.html", page(date).as_bytes(), &given);
            assert!(article.published.is_some(), "{date}");
            assert_eq!(
                problems.iter().any(|problem| problem.message.contains("published") && !problem.lost),
                warned,
                "{date} {problems:?}"
            );
        };
        check("2024-03-09T10:00:00Z", None, Some("2024-03-06"), true);
        check("2024-03-07T01:00:00+13:00", None, Some("2024-03-06"), false);
        check("2024-03-09", Some("2024-03-06T01:02:03Z"), Some("2025-01-01"), true);
        check("2024-03-06", Some("2024-03-06T01:02:03Z"), None, false);
        check("2094-03-06", None, None, false);
    }
}
