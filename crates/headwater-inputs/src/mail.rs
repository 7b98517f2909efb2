//! Mail (RFC 5322, MIME): newsletters, and pages saved with their parts (MHTML, RFC 2557).

use headwater_article::{Format, Given};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::{Found, Page, lost};

/// A newsletter: its text part as it is, else its HTML part.
pub(crate) fn pages(location: &str, bytes: &[u8]) -> Vec<Found> {
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return vec![lost(location, "no mail that can be read")];
    };
    let text = mail.text_body.iter().filter_map(|id| mail.parts.get(*id as usize)).find_map(|part| words(part, false));
    let html = || mail.html_body.iter().filter_map(|id| mail.parts.get(*id as usize)).find_map(|part| words(part, true));
    let Some((format, body)) = text.map(|text| (Format::Text, text)).or_else(|| html().map(|html| (Format::Html, html))) else {
        return vec![lost(location, "holds no text")];
    };
    let from = mail.from().and_then(|from| from.first());
    let given = Given {
        format: Some(format),
        charset: Some("utf-8".to_owned()),
        title: mail.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
        outlet: from.and_then(|from| from.name().or_else(|| from.address()?.split_once('@').map(|(_, domain)| domain))).map(str::to_owned),
        published: mail.date().map(mail_parser::DateTime::to_rfc3339),
        ..Given::default()
    };
    vec![Found::Page(Page { location: location.to_owned(), id: None, bytes: body.into_bytes(), given })]
}

/// The page that an MHTML file was saved from.
pub(crate) fn archived(location: &str, bytes: &[u8]) -> Vec<Found> {
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return vec![lost(location, "no MHTML file that can be read")];
    };
    let Some((part, body)) = root(&mail) else {
        return vec![lost(location, "holds no HTML page")];
    };
    let header = |name: &'static str| mail.header(name).and_then(mail_parser::HeaderValue::as_text).map(str::to_owned);
    let address = header("Snapshot-Content-Location").or_else(|| part.content_location().map(str::to_owned));
    let given = Given {
        format: Some(Format::Html),
        charset: Some("utf-8".to_owned()),
        url: address.filter(|url| url.starts_with("http")),
        title: mail.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
        captured: mail.date().map(mail_parser::DateTime::to_rfc3339),
        ..Given::default()
    };
    vec![Found::Page(Page { location: location.to_owned(), id: None, bytes: body.into_bytes(), given })]
}

/// The part that `start` names, else the first HTML part.
fn root<'m>(mail: &'m Message<'m>) -> Option<(&'m MessagePart<'m>, String)> {
    let start = mail.content_type().and_then(|kind| kind.attribute("start")).map(|id| id.trim_matches(['<', '>']));
    let pages = || mail.parts.iter().filter_map(|part| Some((part, words(part, true)?)));
    start.and_then(|start| pages().find(|(part, _)| part.content_id() == Some(start))).or_else(|| pages().next())
}

/// The words of a part that is text, or HTML.
fn words(part: &MessagePart<'_>, html: bool) -> Option<String> {
    let words = match &part.body {
        PartType::Text(text) if !html => text,
        PartType::Html(text) if html => text,
        _ => return None,
    };
    (!words.trim().is_empty()).then(|| words.to_string())
}
