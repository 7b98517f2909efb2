//! Whatever the text: spans stand on character boundaries, in order, tokens inside sentences inside blocks.

use headwater_core::{Article, ArticleDate, Block, BlockKind, DateBasis, Moment, Span};
use headwater_language::{Analysis, analyse};
use proptest::prelude::*;

fn article(paragraphs: &[String]) -> Article {
    let mut article = Article::default();
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let start = article.text.len();
        article.text.push_str(paragraph);
        article.text.push('\n');
        let kind = [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Dropped, BlockKind::Paragraph, BlockKind::Quote][i % 5];
        article.blocks.push(Block { kind, span: Span::new(start, article.text.len()), why: None });
    }
    let day = jiff::civil::Date::constant(2024, 2, 29);
    article.published = Some(ArticleDate { value: Some(Moment::Day(day)), basis: DateBasis::Page, not_before: None, not_after: None });
    article
}

fn check(article: &Article) -> Analysis {
    let analysis = analyse(article);
    let text = &article.text;
    let on_boundary = |span: Span| assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()), "{span:?} in {text:?}");
    let blocks: Vec<Span> = article.main_blocks().map(|(_, span)| span).collect();
    for pair in analysis.tokens.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    let mut token = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.tokens.start, token, "every token is in one sentence");
        token = sentence.tokens.end;
        assert!(blocks[sentence.block].contains(sentence.span));
        assert!(analysis.tokens[sentence.tokens.clone()].iter().all(|token| sentence.span.contains(token.span)));
    }
    assert_eq!(token, analysis.tokens.len());
    analysis.tokens.iter().for_each(|token| on_boundary(token.span));
    analysis.quotations.iter().for_each(|quotation| {
        on_boundary(quotation.span);
        on_boundary(quotation.inner);
        assert!(quotation.span.contains(quotation.inner) && blocks.iter().any(|block| block.contains(quotation.span)));
    });
    assert!(analysis.quotations.is_sorted_by_key(|quotation| quotation.span.start));
    for mention in &analysis.mentions {
        on_boundary(mention.span);
        assert!(mention.entity < analysis.entities.len());
    }
    assert!(analysis.mentions.is_sorted_by_key(|mention| mention.span.start));
    analysis.times.iter().for_each(|time| {
        on_boundary(time.span);
        assert!(time.range.is_none_or(|range| range.from <= range.to));
    });
    assert!(analysis.times.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    analysis.quantities.iter().for_each(|quantity| {
        on_boundary(quantity.span);
        assert!(quantity.low <= quantity.high);
    });
    assert!(analysis.quantities.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    analysis.certainties.iter().for_each(|certainty| on_boundary(certainty.span));
    analysis
}

/// Pieces that news text is made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "''",
        "``",
        "«",
        "»",
        "„",
        " ",
        " ",
        " ",
        ".",
        "...",
        "?",
        ",",
        "-",
        "—",
        "(",
        ")",
        "[",
        "Mr.",
        "U.S.",
        "Vale",
        "Kim Jong-un",
        "the ministry",
        "said",
        "not likely",
        "Jan.",
        "3",
        "1,200",
        "$",
        "€3m",
        "bn",
        "per cent",
        "two-thirds",
        "Monday",
        "last week",
        "2 October 2018",
        "the end of",
        "from",
        "to",
        "’s",
        "é",
        "김",
        "\u{a0}",
        "\u{2003}",
        "e\u{301}",
        "\u{200d}",
        "\n",
        "\n\n",
        "half a million",
        "nearly",
        "30 February",
        "99999999999999999999999",
        "President",
        "spokeswoman",
        "of the",
        "and",
        "he",
        "she",
        "(AP)",
        "in 48 hours",
        "quarter",
        "9999",
        "years ago",
        "0",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_characters(paragraphs in prop::collection::vec(".{0,80}", 0..8)) {
        check(&article(&paragraphs));
    }

    #[test]
    fn any_pieces(paragraphs in prop::collection::vec(pieces(), 0..6)) {
        check(&article(&paragraphs));
    }

    #[test]
    fn any_bytes_of_one(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        // Every byte as the character of that number: wide spaces, marks of other languages, controls.
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        check(&article(&[text]));
    }
}
