//! Saved texts of one outlet that are read as one input. The outlet and its reports are invented.

// A test says what is wrong by failing.
#![allow(clippy::unwrap_used)]

use headwater_article::{Format, Given, Together, outline, read, read_among};
use headwater_core::Article;

const HEAD: &str = "Skip to main content\nThe Lanholm Argus\nHome\nNews\nSport\nFerries and quays\nWeather on the sound\nSmall ads\nReader offers\nLog in\n";
const FOOT: &str = "More from the Argus\nThe Argus has been printed on the island since the first lighthouse was lit, and it is owned by those who read it.\n\
                    Our shops on the quay\nWork with us\nHow we check what we print\nTerms of use\n© Lanholm Argus 2025\n";

fn page(title: &str, report: &[&str]) -> String {
    format!("{HEAD}{title}\nBy Petra Andersson\n7 January 2025\n\n{}\n\n{FOOT}", report.join("\n\n"))
}

fn pages() -> Vec<String> {
    vec![
        page(
            "Hospital roof to be replaced",
            &[
                "Lanholm General will replace the roof of its east wing after rain came through the ceiling twice in a month, the hospital said on Tuesday.",
                "The work will cost four million crowns and close two wards until the spring, according to the hospital’s board.",
                "“We patched it and we were wrong,” said its director, Sven Aalto, who met the nurses on the same evening.",
            ],
        ),
        page(
            "Ferry to sail at night",
            &[
                "The ferry to the outer islands will sail at night from March, its operator said on Monday after a meeting with the islanders.",
                "Two boats will share the route, and the fare stays as it is, the operator’s spokesman Per Holm told the Argus.",
                "The islanders had asked for a boat at night for eleven years, and some of them wept when they heard of it.",
            ],
        ),
        page(
            "School choir wins in the capital",
            &[
                "The choir of the school at Norrvik won the country’s singing contest on Saturday, ahead of forty others, with a song about a lighthouse.",
                "Its leader, Ada Lund, wrote the song in one night and taught it to the children in a week, she said after the contest.",
            ],
        ),
    ]
}

fn together(pages: &[String]) -> (Together, Vec<Article>) {
    let given = Given { format: Some(Format::Text), ..Given::default() };
    let together = Together::new(pages.iter().filter_map(|page| outline("page", page.as_bytes(), &given)).collect());
    let articles = pages.iter().enumerate().map(|(at, page)| read_among("page", page.as_bytes(), &given, (&together, at)).0).collect();
    (together, articles)
}

fn main_text(article: &Article) -> String {
    article.main_blocks().map(|(_, span)| span.of(&article.text).trim()).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_an_outlets_pages_share_is_no_report() {
    let pages = pages();
    let (_, articles) = together(&pages);
    for (article, page) in articles.iter().zip(&pages) {
        let text = main_text(article);
        assert!(!text.contains("since the first lighthouse was lit"), "{text}");
        let report = page.strip_prefix(HEAD).unwrap().strip_suffix(FOOT).unwrap();
        for paragraph in report.split("\n\n").skip(1).filter(|paragraph| !paragraph.is_empty()) {
            assert!(text.contains(paragraph), "{paragraph}\nis not in\n{text}");
        }
    }
}

#[test]
fn a_page_alone_is_read_as_ever() {
    let alone = pages().split_off(2);
    let (_, articles) = together(&alone);
    assert_eq!(articles[0], read("page", alone[0].as_bytes(), Some(Format::Text)).0);
}

#[test]
fn copies_of_one_report_tell_nothing_of_each_other() {
    let page = pages().swap_remove(0);
    let copy = page.replace("Lanholm Argus", "Skarholm Mirror").replace("Small ads", "Market").replace("Petra Andersson", "Mirror staff");
    let (_, articles) = together(&[page.clone(), copy]);
    assert_eq!(articles[0], read("page", page.as_bytes(), Some(Format::Text)).0);
}

#[test]
fn only_saved_text_has_an_outline() {
    let text = Given { format: Some(Format::Text), ..Given::default() };
    assert!(outline("page", b"The wall falls", &text).is_some());
    assert!(outline("page", b"The wall falls", &Given { format: Some(Format::Plain), ..Given::default() }).is_none());
    assert!(outline("page", b"<html><p>The wall falls", &Given::default()).is_none());
    assert!(outline("page.pdf", b"%PDF-1.7", &Given::default()).is_none());
}
