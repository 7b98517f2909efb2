//! Whatever the bytes, reading ends, and the blocks cover the text.

use headwater_article::{Format, Given, Together, outline, read, read_among};
use headwater_core::Article;
use proptest::prelude::*;

fn check_tiling(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert_eq!(block.span.start, end);
        assert!(article.text.is_char_boundary(block.span.end) && block.span.end > block.span.start);
        end = block.span.end;
    }
    assert_eq!(end, article.text.len());
}

fn check(bytes: &[u8]) {
    for format in [None, Some(Format::Html), Some(Format::Text), Some(Format::Plain)] {
        let (article, _) = read("page", bytes, format);
        check_tiling(&article);
    }
}

/// Pieces of pages and of saved text, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class='article-body'>",
        "</div>",
        "<b>",
        "</b>",
        "<table><td>",
        "</table>",
        "<h1>",
        "</h1>",
        "<br>",
        "<q>",
        "</q>",
        "<ul><li>",
        "</ul>",
        "<figcaption>",
        "<template>",
        "</template>",
        "<script type='application/ld+json'>",
        "{\"@type\":\"NewsArticle\",\"headline\":\"Wall\",\"datePublished\":\"2024-05-01\"}",
        "</script>",
        "<a href='/x'>",
        "</a>",
        "<svg>",
        "</svg>",
        "<meta property='og:title' content='Wall'>",
        "By Ada Holm",
        "\n",
        "\n\n",
        "\r",
        "ADVERTISEMENT",
        "PORT ELLIS (AP) — ",
        "The wall fell on Tuesday, the mayor said, and nobody had seen it coming. ",
        "Ada Maria HolmBoard meets MORE",
        "May 1, 2024",
        "Posted : ",
        "2024-05-0",
        "\u{201C}",
        "\u{201D}",
        "—",
        "\u{200B}",
        "ß",
        "日本",
        "&amp;",
        "&",
        "<",
        ">",
        "\0",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Saved text whose paragraphs are torn.
fn torn() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\r\n",
        " ",
        ", opens new tab\n",
        "(opens in new window)\n",
        "L\n",
        "“A\n",
        "ast winter the lower wall of the harbour fell, the board said.",
        ", which met in the town hall for the whole evening, was silent",
        " went on as before the storm.",
        "HARBOUR (AP) — The wall stands.",
        "Careers",
        ",",
        "ü",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,300}") {
        check(text.as_bytes());
    }

    #[test]
    fn any_page(page in pieces()) {
        check(page.as_bytes());
    }

    #[test]
    fn any_saved_texts_together(head in torn(), reports in prop::collection::vec(pieces(), 1..5)) {
        let given = Given { format: Some(Format::Text), ..Given::default() };
        let menu = "Home\nNews\nSport\nWeather\nSmall ads\nShips\nQuays\nLog in\nTerms of use\n";
        let texts: Vec<String> = reports.iter().map(|report| format!("{menu}{head}\n{report}")).collect();
        let together = Together::new(texts.iter().filter_map(|text| outline("page", text.as_bytes(), &given)).collect());
        for (at, text) in texts.iter().enumerate() {
            check_tiling(&read_among("page", text.as_bytes(), &given, (&together, at)).0);
        }
    }

    #[test]
    fn plain_text_is_untouched(text in "[^\0]{0,200}") {
        // A byte order mark is no part of the text.
        prop_assume!(!text.starts_with('\u{FEFF}'));
        let (article, problems) = read("note", text.as_bytes(), Some(Format::Plain));
        prop_assert!(problems.is_empty() || text.trim().is_empty());
        prop_assert!(article.text == text || text.trim().is_empty());
    }

    #[test]
    fn saved_text_keeps_every_character(text in torn()) {
        prop_assume!(!text.trim().is_empty());
        let (article, _) = read("page", text.as_bytes(), Some(Format::Text));
        check_tiling(&article);
        let sorted = |text: &str| {
            let mut all: Vec<char> = text.chars().collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(sorted(&article.text), sorted(&text));
    }
}

#[test]
fn hostile_pages_are_read_in_time() {
    let deep = format!("{}deep{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let tables = "<table><tr><td>".repeat(50_000);
    let attributes = format!("<p {}>one</p>", "a=1 b ".repeat(500_000));
    let open = "<font size=1><i><b><p>x".repeat(20_000);
    let breaks = "one<br>".repeat(200_000);
    for page in [deep, tables, attributes, open, breaks] {
        let (article, _) = read("page.html", page.as_bytes(), None);
        check_tiling(&article);
    }
    let line = "The wall fell. ".repeat(200_000);
    let (article, _) = read("wall.txt", line.as_bytes(), None);
    check_tiling(&article);
}
