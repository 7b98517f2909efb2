//! The story as linked data: JSON-LD 1.1.
//!
//! - each report is a `schema:NewsArticle` with its text, so that every selector can be checked where it stands;
//! - each statement is a [Web Annotation](https://www.w3.org/TR/annotation-model/) whose target selects its words twice: by position
//!   (`TextPositionSelector`, code points) and by quotation with enough around it to be found only once (`TextQuoteSelector`);
//! - the way of a statement is told in [PROV-O](https://www.w3.org/TR/prov-o/): `wasQuotedFrom` one voice's telling to the next,
//!   `hadPrimarySource` the origin's, each telling `wasAttributedTo` its voice;
//! - each claim is a [`schema:Claim`](https://schema.org/Claim) and a `prov:Collection` of its statements.
//!
//! The context stands in the document: who reads it needs no network. Addresses are relative to a base that is made from the reports' hashes, so
//! that the same reports always have the same names.

use headwater_core::{ActorId, ActorKind, Article, ArticleId, ClaimId, Span, Statement, StatementId, Story};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::{
    document::{Layout, Positions, actor_id, article_id, claim_id, iso, print, statement_id},
    link, reading,
};

/// The story as one JSON-LD document, with a line end behind it.
pub fn jsonld(story: &Story, layout: Layout) -> String {
    let mut graph: Vec<Value> = Vec::new();
    graph.extend(story.articles.iter().enumerate().map(|(n, it)| article(ArticleId(n), it)));
    graph.extend(story.actors.iter().enumerate().map(|(n, it)| actor(ActorId(n), it)));
    let positions: Vec<Positions> = story.articles.iter().map(|article| Positions::new(&article.text)).collect();
    for (n, statement) in story.statements.iter().enumerate() {
        let Some(text) = story.articles.get(statement.article.0).map(|article| article.text.as_str()) else { continue };
        graph.extend(annotation(StatementId(n), statement, text, &positions[statement.article.0]));
    }
    graph.extend(story.claims.iter().enumerate().map(|(n, it)| claim(story, ClaimId(n), it)));
    print(&json!({ "@context": context(story), "@graph": graph }), layout)
}

/// The terms, so that the document is read without asking anybody. They are those of the Web Annotation context where it has them.
fn context(story: &Story) -> Value {
    let mut hash = Sha256::new();
    for article in &story.articles {
        hash.update(&article.sha256);
        hash.update("\n");
    }
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    let hash: String = hash.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    let link = |name: &str| json!({ "@id": name, "@type": "@id" });
    let number = |name: &str| json!({ "@id": name, "@type": "xsd:nonNegativeInteger" });
    json!({
        "@version": 1.1,
        "@base": format!("urn:sha256:{hash}"),
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "schema": "https://schema.org/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": "@id",
        "type": "@type",
        "Annotation": "oa:Annotation",
        "SpecificResource": "oa:SpecificResource",
        "TextPositionSelector": "oa:TextPositionSelector",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "motivation": { "@id": "oa:motivatedBy", "@type": "@id" },
        "target": link("oa:hasTarget"),
        "source": link("oa:hasSource"),
        "selector": link("oa:hasSelector"),
        "start": number("oa:start"),
        "end": number("oa:end"),
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "wasAttributedTo": link("prov:wasAttributedTo"),
        "wasQuotedFrom": link("prov:wasQuotedFrom"),
        "hadPrimarySource": link("prov:hadPrimarySource"),
        "hadMember": link("prov:hadMember"),
        "appearance": link("schema:appearance"),
        "firstAppearance": link("schema:firstAppearance"),
        "url": link("schema:url"),
    })
}

fn article(id: ArticleId, article: &Article) -> Value {
    let mut node = node(&article_id(id), &["schema:NewsArticle", "prov:Entity"]);
    let mut set = |name: &str, value: Option<Value>| value.into_iter().for_each(|value| drop(node.insert(name.to_owned(), value)));
    set("schema:headline", article.title.as_ref().map(|title| json!(title)));
    set("schema:articleBody", Some(json!(article.text)));
    set(
        "schema:publisher",
        article.outlet.as_ref().map(|outlet| json!({ "type": "schema:NewsMediaOrganization", "schema:name": outlet.name })),
    );
    set("schema:author", (!article.authors.is_empty()).then(|| json!(article.authors)));
    set("schema:inLanguage", article.language.as_ref().map(|language| json!(language)));
    set("schema:datePublished", article.published.as_ref().and_then(|date| date.value).map(|date| json!(iso(date))));
    set("schema:dateModified", article.modified.as_ref().and_then(|date| date.value).map(|date| json!(iso(date))));
    set("schema:sha256", Some(json!(article.sha256)));
    set("url", article.url.as_deref().and_then(link::web).map(|url| json!(url)));
    Value::Object(node)
}

fn actor(id: ActorId, actor: &headwater_core::Actor) -> Value {
    let kind = match actor.kind {
        ActorKind::Person => "schema:Person",
        ActorKind::Organization => "schema:Organization",
        ActorKind::Place => "schema:Place",
        ActorKind::Group | ActorKind::Unnamed => "schema:Thing",
    };
    let mut node = node(&actor_id(id), &["prov:Agent", kind]);
    node.insert("schema:name".into(), json!(actor.name));
    if !actor.aliases.is_empty() {
        node.insert("schema:alternateName".into(), json!(actor.aliases));
    }
    if let Some(role) = &actor.role {
        node.insert("schema:description".into(), json!(role));
    }
    Value::Object(node)
}

/// The annotation of a statement, and one entity for each voice's telling of it.
fn annotation(id: StatementId, statement: &Statement, text: &str, positions: &Positions) -> Vec<Value> {
    let name = statement_id(id);
    let telling = |at: usize| format!("#{name}-{}", at + 1);
    let target = |run: &Span| {
        let (start, end) = positions.range(*run);
        let (prefix, suffix) = around(text, *run);
        json!({
            "type": "SpecificResource",
            "source": format!("#{}", article_id(statement.article)),
            "selector": [
                { "type": "TextPositionSelector", "start": start, "end": end },
                { "type": "TextQuoteSelector", "exact": reading::words(text, *run), "prefix": prefix, "suffix": suffix },
            ],
        })
    };
    let mut node = node(&name, &["Annotation", "prov:Entity"]);
    node.insert("motivation".into(), json!("oa:identifying"));
    node.insert("target".into(), statement.content.iter().map(target).collect());
    if !statement.chain.is_empty() {
        node.insert("wasQuotedFrom".into(), json!(telling(0)));
        node.insert("hadPrimarySource".into(), json!(telling(statement.chain.len() - 1)));
    }
    if let Some(date) = statement.said_on {
        node.insert("schema:dateCreated".into(), json!(date.to_string()));
    }
    let mut nodes = vec![Value::Object(node)];
    for (at, voice) in statement.chain.iter().enumerate() {
        let mut entity = self::node(&telling(at)[1..], &["prov:Entity"]);
        entity.insert("wasAttributedTo".into(), json!(format!("#{}", actor_id(voice.actor))));
        if at + 1 < statement.chain.len() {
            entity.insert("wasQuotedFrom".into(), json!(telling(at + 1)));
        }
        nodes.push(Value::Object(entity));
    }
    nodes
}

fn claim(story: &Story, id: ClaimId, claim: &headwater_core::Claim) -> Value {
    let article = |id: ArticleId| format!("#{}", article_id(id));
    let mut node = node(&claim_id(id), &["schema:Claim", "prov:Collection"]);
    node.insert("schema:text".into(), json!(claim.text));
    node.insert("appearance".into(), claim.spread.iter().map(|spread| article(spread.article)).collect());
    if let Some(first) = story.statements.get(claim.first.0) {
        node.insert("firstAppearance".into(), json!(article(first.article)));
    }
    node.insert("hadMember".into(), claim.statements.iter().map(|id| format!("#{}", statement_id(*id))).collect());
    Value::Object(node)
}

fn node(id: &str, types: &[&str]) -> Map<String, Value> {
    let mut node = Map::new();
    node.insert("id".into(), json!(format!("#{id}")));
    node.insert("type".into(), json!(types));
    node
}

/// The words before and behind a run that, with it, stand only once in the text: 32 letters each, more where that is not enough.
fn around(text: &str, run: Span) -> (&str, &str) {
    let mut letters = 32;
    loop {
        let before = text.get(..run.start).unwrap_or_default();
        let start = before.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
        let behind = text.get(run.end..).unwrap_or_default();
        let end = behind.char_indices().nth(letters).map_or(behind.len(), |(at, _)| at);
        let (prefix, suffix) = (&before[start..], &behind[..end]);
        let whole = reading::words(text, Span::new(start, run.end + end));
        let all = start == 0 && end == behind.len();
        if all || letters > 2048 || (text.find(whole) == Some(start) && text.get(start + 1..).is_none_or(|rest| !rest.contains(whole))) {
            return (prefix, suffix);
        }
        letters *= 4;
    }
}
