//! Tables and linked data: what goes out can be read by other programs and leads back to the very words.

use std::collections::BTreeMap;

use headwater_core::Story;
use headwater_report::{
    csv::{Table, csv},
    document::Layout,
    jsonld::jsonld,
};
use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term};

use crate::{example, hostile::hostile, story::story};

#[test]
fn tables() {
    let story = story();
    insta::assert_snapshot!("claims_csv", csv(&story, Table::Claims));
    insta::assert_snapshot!("statements_csv", csv(&story, Table::Statements));
    insta::assert_snapshot!("chains_csv", csv(&story, Table::Chains));
    insta::assert_snapshot!("forecasts_csv", csv(&story, Table::Forecasts));
}

/// The table as another program reads it.
fn read(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = ::csv::Reader::from_reader(table.as_bytes());
    reader.deserialize().map(|line| line.expect("a line of the table")).collect()
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
fn words(cell: &str) -> &str {
    let formula = |text: &str| text.trim_start_matches('\'').starts_with(|c: char| "=+-@".contains(c) || c.is_control());
    cell.strip_prefix('\'').filter(|rest| formula(rest)).unwrap_or(cell)
}

fn formula() -> Story {
    let mut story = story();
    story.claims[0].text = "=HYPERLINK(\"https://evil.example\")".into();
    story.claims[1].text = "'-1\r\n, \"quoted\" ".into();
    story
}

#[test]
fn tables_lead_back_to_the_words() {
    for story in [story(), hostile(), formula(), example::story()] {
        let claims = read(&csv(&story, Table::Claims));
        assert_eq!(claims.len(), story.claims.len());
        for (line, claim) in claims.iter().zip(&story.claims) {
            assert_eq!(words(&line["text"]), claim.text);
            assert!(!line["text"].starts_with(['=', '+', '-', '@']), "a spreadsheet would run {}", line["text"]);
            assert_eq!(line["statements"].split(' ').count(), claim.statements.len());
        }
        assert_eq!(read(&csv(&story, Table::Forecasts)).len(), story.forecasts.len());
        let statements = read(&csv(&story, Table::Statements));
        for (line, statement) in statements.iter().zip(&story.statements) {
            let text: Vec<char> = story.articles[statement.article.0].text.chars().collect();
            let (start, end): (usize, usize) = (line["start"].parse().unwrap(), line["end"].parse().unwrap());
            let found: String = text[start..end].iter().collect();
            let first = words(&line["content"]).split(" … ").next().unwrap_or_default();
            assert!(found.starts_with(first), "{first:?} is not at {start}");
        }
        let chains = read(&csv(&story, Table::Chains));
        assert_eq!(chains.len(), story.statements.iter().map(|statement| statement.chain.len()).sum::<usize>());
        assert_eq!(chains.iter().filter(|line| line["part"] == "origin").count(), story.statements.len());
    }
}

#[test]
fn linked_data() {
    insta::assert_snapshot!(jsonld(&story(), Layout::Pretty));
}

/// Subjects with their properties, as a JSON-LD processor understands the document.
type Triples = BTreeMap<String, Vec<(String, Term)>>;

fn process(document: &str) -> Triples {
    let mut triples = Triples::new();
    for quad in JsonLdParser::new().for_slice(document) {
        let quad = quad.expect("the document is JSON-LD");
        let subject = match quad.subject {
            NamedOrBlankNode::NamedNode(node) => node.into_string(),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        triples.entry(subject).or_default().push((quad.predicate.into_string(), quad.object));
    }
    triples
}

fn objects<'t>(triples: &'t Triples, subject: &str, property: &str) -> Vec<&'t Term> {
    let all = triples.get(subject).into_iter().flatten();
    all.filter(|(name, _)| name == property).map(|(_, object)| object).collect()
}

fn name(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

const OA: &str = "http://www.w3.org/ns/oa#";
const PROV: &str = "http://www.w3.org/ns/prov#";
const SCHEMA: &str = "https://schema.org/";

#[test]
fn every_selector_finds_its_words_again() {
    for story in [story(), hostile(), example::story()] {
        let triples = process(&jsonld(&story, Layout::Compact));
        let one = |subject: &str, property: &str| {
            let found = objects(&triples, subject, property);
            assert_eq!(found.len(), 1, "{subject} {property}");
            name(found[0])
        };
        let is = |subject: &str, kind: &str| {
            objects(&triples, subject, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type").into_iter().any(|it| name(it) == kind)
        };
        let annotations: Vec<&String> = triples.keys().filter(|subject| is(subject, &format!("{OA}Annotation"))).collect();
        assert_eq!(annotations.len(), story.statements.len());
        for annotation in annotations {
            let number: usize = annotation.rsplit("#s").next().unwrap().parse().unwrap();
            let statement = &story.statements[number - 1];
            let targets = objects(&triples, annotation, &format!("{OA}hasTarget"));
            assert_eq!(targets.len(), statement.content.len());
            let mut selected: Vec<String> = Vec::new();
            for target in targets {
                let article = one(&name(target), &format!("{OA}hasSource"));
                let text = one(&article, &format!("{SCHEMA}articleBody"));
                for selector in objects(&triples, &name(target), &format!("{OA}hasSelector")) {
                    let selector = name(selector);
                    if is(&selector, &format!("{OA}TextPositionSelector")) {
                        let number = |property: &str| one(&selector, &format!("{OA}{property}")).parse::<usize>().unwrap();
                        selected.push(text.chars().skip(number("start")).take(number("end") - number("start")).collect());
                    } else {
                        let part = |property: &str| one(&selector, &format!("{OA}{property}"));
                        let whole = format!("{}{}{}", part("prefix"), part("exact"), part("suffix"));
                        assert_eq!(text.matches(&whole).count(), 1, "the words stand once with what is around them");
                        selected.push(part("exact"));
                    }
                }
            }
            let text = &story.articles[statement.article.0].text;
            let mut expected: Vec<String> =
                statement.content.iter().flat_map(|span| [span.of(text).to_owned(), span.of(text).to_owned()]).collect();
            selected.sort();
            expected.sort();
            assert_eq!(selected, expected);
        }
    }
}

#[test]
fn chains_are_told_as_provenance() {
    let story = story();
    let triples = process(&jsonld(&story, Layout::Compact));
    let base = triples.keys().find_map(|subject| subject.strip_suffix("#s1")).unwrap().to_owned();
    for (n, statement) in story.statements.iter().enumerate() {
        let mut at = format!("{base}#s{}", n + 1);
        let mut voices = Vec::new();
        while let [next] = objects(&triples, &at, &format!("{PROV}wasQuotedFrom"))[..] {
            at = name(next);
            let actor = name(objects(&triples, &at, &format!("{PROV}wasAttributedTo"))[0]);
            voices.push(name(objects(&triples, &actor, &format!("{SCHEMA}name"))[0]));
        }
        let expected: Vec<&str> = statement.chain.iter().map(|voice| voice.name.as_str()).collect();
        assert_eq!(voices, expected);
        assert_eq!(name(objects(&triples, &format!("{base}#s{}", n + 1), &format!("{PROV}hadPrimarySource"))[0]), at);
    }
    let claim = format!("{base}#c1");
    assert_eq!(objects(&triples, &claim, &format!("{PROV}hadMember")).len(), story.claims[0].statements.len());
    assert_eq!(objects(&triples, &claim, &format!("{SCHEMA}appearance")).len(), 3);
}
