//! The pages themselves, made by rule.

use std::fmt::Write as _;

/// Words of an invented report.
const WORDS: &str = "The ferry operator will add two boats in May, its director Jonas Fell said on Monday evening in Skarholm. ";

/// Name and bytes of each kind, in full size or a `share` of it.
pub fn kinds(share: usize) -> Vec<(&'static str, Vec<u8>)> {
    let page = |body: String| {
        format!("<!DOCTYPE html><html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{WORDS}</p>{body}</article></body></html>").into_bytes()
    };
    let many = |piece: &str, count: usize| page(piece.repeat(count));
    vec![
        ("01_empty", Vec::new()),
        ("02_nul_bytes", vec![0; (1 << 20) / share]),
        ("03_random_bytes", random((1 << 20) / share)),
        ("04_invalid_utf8", page(String::new()).into_iter().chain([0xC3, 0x28, 0xFF, 0xFE].repeat(200_000 / share)).collect()),
        ("05_cut_in_a_tag", b"<html><body><p>One<a href=\"https://gazette.example/".to_vec()),
        ("06_one_line_of_20_mb", page(WORDS.repeat(190_000 / share))),
        ("07_one_word_of_10_mb", page("a".repeat((10 << 20) / share))),
        ("08_100k_div_unclosed", page("<div>".repeat(100_000 / share))),
        ("09_100k_div_closed", page(format!("{}deep{}", "<div>".repeat(100_000 / share), "</div>".repeat(100_000 / share)))),
        ("10_100k_formatting", page("<b><i><font size=1>x".repeat(33_000 / share))),
        ("11_50k_table", page("<table><tr><td>".repeat(50_000 / share))),
        ("12_100k_ul_li", page("<ul><li>".repeat(100_000 / share))),
        ("13_formatting_across_paragraphs", page("<p><b><i><u><s>x</p>".repeat(20_000 / share))),
        ("14_1m_p", many("<p>One", 1_000_000 / share)),
        ("15_1m_attributes", page(format!("<p {}>one</p>", attributes(1_000_000 / share)))),
        ("16_attribute_of_20_mb", page(format!("<p title=\"{}\">one</p>", "x".repeat((20 << 20) / share)))),
        ("17_unclosed_comment", page(format!("<!-- {}", WORDS.repeat(50_000 / share)))),
        ("18_unclosed_script", page(format!("<script>{}", "if (a<b) {".repeat(500_000 / share)))),
        ("19_entities", many("&amp;&#x10FFFF;&unknown;&", 300_000 / share)),
        (
            "20_linked_data_of_10_mb",
            page(format!(
                "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}</script>",
                WORDS.repeat(95_000 / share)
            )),
        ),
        (
            "21_deep_linked_data",
            page(format!("<script type='application/ld+json'>{}{}</script>", "[".repeat(500_000 / share), "]".repeat(500_000 / share))),
        ),
        (
            "22_many_scripts_of_linked_data",
            many("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"One\"}</script>", 50_000 / share),
        ),
        ("23_frameset_plaintext", b"<frameset><frame src=x></frameset><plaintext>One".repeat(10_000 / share)),
        ("24_foreign_content", many("<svg><math><mi><svg><foreignObject><p>One", 20_000 / share)),
        ("25_templates_and_selects", many("<template><select><option><table><template>", 30_000 / share)),
        ("26_captions_and_nested_anchors", many("<figure><figcaption><a href=x><a href=y>One", 30_000 / share)),
        ("27_utf16_declared_as_utf8", page(WORDS.repeat(1000 / share)).into_iter().flat_map(|byte| [byte, 0]).collect()),
        ("28_200k_br", many("One<br>", 200_000 / share)),
        ("29_100k_links", many("<a href=\"https://gazette.example/\">Related report</a> ", 100_000 / share)),
        ("30_dates_and_bylines", many("<p>By Ana Brandt, 5 March 2024 10:30 CET, Updated: 6 March 2024</p>", 50_000 / share)),
    ]
}

/// So many attributes of different names.
fn attributes(count: usize) -> String {
    (0..count).fold(String::new(), |mut all, number| {
        let _ = write!(all, "a{number}=1 ");
        all
    })
}

/// The same bytes each time, of no kind.
fn random(count: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}
