//! What is known of a report before it is read, and where it counts.

use headwater_core::{Article, ArticleDate, DateBasis, Moment, Outlet};

use crate::Format;
use crate::dates::{Order, parse};

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
}

impl Given {
    /// Puts what is given in its place.
    pub(crate) fn settle(&self, format: Format, article: &mut Article) {
        let first = format != Format::Html;
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
}
