//! Who wrote a report and who carried it, as the lines of a page credit them. All names are invented but the agencies'.

use headwater_article::{Format, read};
use headwater_core::{Basis, Field};

const BODY: &str = "The old harbour wall fell on Tuesday after two nights of rain, the harbour board said in a statement to the town.";
const MORE: &str = "Nobody was hurt, but four boats sank and the lower quay will stay closed until the end of the month, the board added.";

/// The byline below the title, the first paragraph's head, the last line; the authors, agency and distributor that they name.
type Case<'a> = (&'a str, &'a str, &'a str, &'a [&'a str], Option<&'a str>, Option<&'a str>);

/// Reads each page as HTML and as saved text.
fn check(cases: &[Case]) {
    let mut faults = Vec::new();
    for (byline, lead, last, authors, agency, distributor) in cases {
        let html = format!(
            "<html><head><title>The harbour wall falls - Harbour Mail</title><meta property=og:site_name content='Harbour Mail'></head><body><article>\
             <h1>The harbour wall falls</h1><p class=byline>{byline}</p><p>{lead}{BODY}</p><p>{MORE}</p><p>{MORE}</p><p>{last}</p></article></body></html>"
        );
        let text = format!("Harbour Mail\n\nThe harbour wall falls\n\n{byline}\n\n{lead}{BODY}\n\n{MORE}\n\n{MORE}\n\n{last}\n");
        for (format, page) in [(Format::Html, html), (Format::Text, text)] {
            let (article, _) = read("page", page.as_bytes(), Some(format));
            let found = (article.authors, article.agency, article.distributor);
            let wanted = (authors.iter().map(ToString::to_string).collect(), agency.map(str::to_owned), distributor.map(str::to_owned));
            if found != wanted {
                faults.push(format!("{format:?} {byline:?} {lead:?} {last:?}: {found:?}, wanted {wanted:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn datelines_name_agencies() {
    check(&[
        ("By Ada Holm", "(Reuters) - ", "", &["Ada Holm"], Some("Reuters"), None),
        ("By Ada Holm", "PORT ELLIS, March 5 (Reuters) - ", "", &["Ada Holm"], Some("Reuters"), None),
        ("By Ada Holm", "PORT ELLIS (AP) — ", "", &["Ada Holm"], Some("Associated Press"), None),
        ("By Ada Holm", "Port Ellis (dpa) - ", "", &["Ada Holm"], Some("Deutsche Presse-Agentur"), None),
        ("By Ada Holm", "PORT ELLIS — ", "", &["Ada Holm"], None, None),
    ]);
}

#[test]
fn bylines_name_agencies() {
    check(&[
        ("By Ada Holm, Associated Press", "", "", &["Ada Holm"], Some("Associated Press"), None),
        ("By Ada Holm | Reuters", "", "", &["Ada Holm"], Some("Reuters"), None),
        ("By ADA HOLM and BO LIND, AFP", "", "", &["Ada Holm", "Bo Lind"], Some("Agence France-Presse"), None),
        ("By Ada Holm (ada.holm@harbourmail.example)", "", "", &["Ada Holm"], None, None),
        ("By Harbour Mail Staff", "", "", &[], None, None),
        ("AP", "", "", &[], Some("Associated Press"), None),
        ("By The Associated Press", "", "", &[], Some("Associated Press"), None),
        ("Von Ada Holm, dpa", "", "", &["Ada Holm"], Some("Deutsche Presse-Agentur"), None),
    ]);
}

#[test]
fn credits_name_agencies_and_syndicators() {
    let by = "By Ada Holm";
    let signed: &[&str] = &["Ada Holm"];
    check(&[
        (by, "", "© 2025 Bloomberg L.P.", signed, Some("Bloomberg"), None),
        (
            by,
            "",
            "©2025 Bloomberg L.P. Visit bloomberg.com. Distributed by Tribune Content Agency, LLC.",
            signed,
            Some("Bloomberg"),
            Some("Tribune Content Agency"),
        ),
        (by, "", "Distributed by States Newsroom.", signed, None, Some("States Newsroom")),
        (by, "", "Copyright 2025 The Associated Press. All rights reserved.", signed, Some("Associated Press"), None),
        (by, "", "© Agence France-Presse", signed, Some("Agence France-Presse"), None),
        (by, "", "© dpa-infocom, dpa:250305-99-123456/3", signed, Some("Deutsche Presse-Agentur"), None),
        (by, "", "(Reporting by Ada Holm in Port Ellis; Editing by Bo Lind)", signed, None, None),
        (by, "(Reuters) - ", "Reporting by Ada Holm and Piet Sand in Port Ellis; Editing by Bo Lind", signed, Some("Reuters"), None),
        (by, "", "Our Standards: The Thomson Reuters Trust Principles.", signed, Some("Reuters"), None),
        (by, "", "Source: Reuters", signed, Some("Reuters"), None),
        (by, "", "Quelle: dpa", signed, Some("Deutsche Presse-Agentur"), None),
        (by, "", "© 2025 Harbour Mail. All rights reserved.", signed, None, None),
        (by, "", "This story was syndicated by Project Syndicate.", signed, None, Some("Project Syndicate")),
    ]);
}

#[test]
fn what_a_page_states_is_kept_where_it_disagrees() {
    let page = format!(
        "<html><head><title>The harbour wall falls - Harbour Mail</title><meta property=og:title content='Storm fells harbour wall'>\
         <meta name=author content='Harbour Mail'><meta property=article:published_time content='2025-03-06T08:00:00Z'>\
         <script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"The harbour wall falls\", \"datePublished\": \"2025-03-05\",\
         \"author\": [{{\"@type\": \"Person\", \"name\": \"Ada Holm\"}}, {{\"@type\": \"Organization\", \"name\": \"AFP\"}}]}}</script></head>\
         <body><article><h1>The harbour wall falls</h1><p class=byline>By Bo Lind</p><p>{BODY}</p><p>{MORE}</p></article></body></html>"
    );
    let (article, _) = read("page.html", page.as_bytes(), None);
    assert_eq!(
        (article.authors, article.credited, article.agency.as_deref()),
        (vec!["Ada Holm".to_owned()], vec!["AFP".to_owned()], Some("Agence France-Presse"))
    );
    assert_eq!(article.published.and_then(|date| date.day()).map(|day| day.to_string()).as_deref(), Some("2025-03-05"));
    let stated = |field, basis, value: &str| {
        article.stated.iter().any(|stated| stated.field == field && stated.basis == basis && stated.value == value)
    };
    for (field, basis, value) in [
        (Field::Title, Basis::Linked, "The harbour wall falls"),
        (Field::Title, Basis::Meta, "Storm fells harbour wall"),
        (Field::Title, Basis::Page, "The harbour wall falls"),
        (Field::Author, Basis::Linked, "Ada Holm"),
        (Field::Author, Basis::Page, "Bo Lind"),
        (Field::Credited, Basis::Linked, "AFP"),
        (Field::Published, Basis::Linked, "2025-03-05"),
        (Field::Published, Basis::Meta, "2025-03-06T08:00:00Z"),
    ] {
        assert!(stated(field, basis, value), "{field:?} {basis:?} {value}: {:?}", article.stated);
    }
    let (text, _) =
        read("page.txt", format!("The harbour wall falls\n\nBy Ada Holm\n\nMarch 6, 2025\n\n{BODY}\n\n{MORE}\n").as_bytes(), None);
    assert!(text.stated.iter().any(|stated| stated.field == Field::Published && stated.basis == Basis::Page), "{:?}", text.stated);
}
