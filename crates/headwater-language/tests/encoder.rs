//! What the encoder reads, and that nothing but the text decides it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
use headwater_core::Span;
use headwater_language::encoder::{self, Convention, NameKind, Reading};
use proptest::prelude::*;

const STORY: &str = "The harbour at Sellow will stay closed until spring, Mayor Agneta Brulin said on Monday.\n\
    “We cannot send boats out into that ice,” Brulin told reporters outside the town hall. “Nobody should ask us to.”\n\
    According to the Fenwick Gazette, two officials of the port authority believe that the dam could fail.";

fn read(text: &str) -> Reading {
    let mut start = 0;
    let mut sentences = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        sentences.push((Span::new(start, start + line.len()), number));
        start += line.len();
    }
    encoder::english().unwrap().read(text, &sentences, Convention::Statements)
}

fn words(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
}

#[test]
fn reads_who_said_what() {
    let reading = read(STORY);
    let shown: Vec<[String; 3]> =
        reading.attributions.iter().map(|a| [words(STORY, &a.source), words(STORY, &a.cue), words(STORY, &a.content)]).collect();
    let found = |source: &str, content: &str| shown.iter().any(|[s, _, c]| s.contains(source) && c.contains(content));
    assert!(found("Agneta Brulin", "The harbour at Sellow will stay closed until spring"), "{shown:#?}");
    assert!(found("Brulin", "We cannot send boats out into that ice"), "{shown:#?}");
    assert!(found("Fenwick Gazette", "believe that the dam could fail"), "{shown:#?}");
    assert!(found("two officials", "the dam could fail"), "{shown:#?}");
}

#[test]
fn reads_names_and_sentences() {
    let reading = read(STORY);
    let persons: Vec<&str> = reading.names.iter().filter(|name| name.kind == NameKind::Person).map(|name| name.span.of(STORY)).collect();
    assert!(persons.len() == 2 && persons[0].ends_with("Agneta Brulin") && persons[1] == "Brulin", "{persons:?}");
    assert_eq!(reading.sentence_vectors.len(), 3);
    for vector in &reading.sentence_vectors {
        assert!((vector.iter().map(|value| value * value).sum::<f32>() - 1.0).abs() < 1e-3);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let long = STORY.repeat(12).replace("spring.", "spring.\n");
    let with = |threads: usize| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| read(&long));
    let alone = with(1);
    assert_eq!(alone, with(4));
    assert!(alone.attributions.len() > 12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn spans_stand_on_characters(text in "(\\PC|[a-z ,.\"“”‘’'\\n\u{300}\u{200d}é\u{1f468}]){0,120}") {
        let reading = read(&text);
        let spans = reading.attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content));
        let mentions = reading.chains.iter().flatten().flat_map(|mention| [&mention.span, &mention.head]);
        for span in spans.chain(reading.names.iter().map(|name| &name.span)).chain(mentions) {
            prop_assert!(span.start < span.end && text.get(span.start..span.end).is_some());
        }
    }
}
