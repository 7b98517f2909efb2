//! JSON-LD: what a publisher states about its page for machines.

use serde_json::Value;

use super::metadata::tidy;

/// Objects of one page that are looked at.
const OBJECTS: usize = 1000;

/// The JSON value of a script, its usual faults repaired: comment marks around it, raw control characters, a semicolon behind it, a comma too many.
pub(super) fn parse(script: &str) -> Option<Value> {
    let mut bare = script.trim();
    for mark in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["] {
        bare = bare.strip_prefix(mark).unwrap_or(bare).trim_start();
    }
    for mark in [";", "//-->", "-->", "//]]>", "/*]]>*/", "]]>", "//"] {
        bare = bare.strip_suffix(mark).unwrap_or(bare).trim_end();
    }
    serde_json::from_str(bare).ok().or_else(|| {
        let clean: String = bare.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&clean).ok().or_else(|| serde_json::from_str(&without_stray_commas(&clean)).ok())
    })
}

/// The text without commas in front of a closing bracket, outside strings.
fn without_stray_commas(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if !quoted && matches!(c, '}' | ']') && kept.trim_end().ends_with(',') {
            kept.truncate(kept.trim_end().len() - 1);
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        kept.push(c);
    }
    kept
}

/// Every object that may describe the page: itself, members of lists and graphs, what it is the main entity of.
pub(super) fn objects(value: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(fields) => {
                found.push(value);
                open.extend(["mainEntity", "@graph"].iter().filter_map(|key| fields.get(*key)));
            }
            _ => {}
        }
        if found.len() > OBJECTS {
            break;
        }
    }
    found
}

/// Names, captions and descriptions of the pictures of which linked data speaks.
pub(super) fn pictures(linked: &[Value]) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open: Vec<&Value> = linked.iter().flat_map(objects).flat_map(|object| [Some(object), object.get("image")]).flatten().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().take(OBJECTS)),
            Value::Object(fields) if types(value).any(|kind| kind == "ImageObject") => {
                found.extend(["name", "caption", "description"].iter().filter_map(|key| fields.get(*key)?.as_str()));
            }
            _ => {}
        }
    }
    found
}

/// Whether an object is of a type that stands for an article.
pub(super) fn is_article(object: &Value) -> bool {
    types(object)
        .any(|kind| kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting"))
}

/// Types of an object.
pub(super) fn types(object: &Value) -> impl Iterator<Item = &str> {
    let kinds =
        object.get("@type").map(|kind| kind.as_array().map_or_else(|| std::slice::from_ref(kind), Vec::as_slice)).unwrap_or_default();
    kinds.iter().filter_map(Value::as_str)
}

/// A text, tidied; none where it is empty.
pub(super) fn text(value: &Value) -> Option<String> {
    value.as_str().map(tidy).filter(|text| !text.is_empty())
}

/// The name of a person or body, given as text, object or list.
pub(super) fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => text(value),
        Value::Array(items) => items.iter().find_map(name),
        Value::Object(fields) => fields.get("name").and_then(name),
        _ => None,
    }
}

/// An author as linked data states it.
pub(super) struct Author {
    pub name: String,
    /// Whether it is said to be a person; none where nothing is said.
    pub person: Option<bool>,
    /// Whether its page is that of the account which runs the site: `/author/admin/`.
    pub account: bool,
}

/// All authors that a value holds.
pub(super) fn authors(value: &Value) -> Vec<Author> {
    match value {
        Value::Array(items) => items.iter().flat_map(authors).collect(),
        Value::Object(_) => {
            let person = types(value).next().map(|_| types(value).any(|kind| kind.eq_ignore_ascii_case("person")));
            let name = value.get("name").and_then(|name| name.as_array().map_or_else(|| text(name), |names| names.iter().find_map(text)));
            let parts = || Some(format!("{} {}", value.get("givenName").and_then(text)?, value.get("familyName").and_then(text)?));
            let name = name.or_else(parts);
            let account = ["url", "@id"].iter().filter_map(|key| value.get(*key)?.as_str()).any(is_account);
            name.map(|name| Author { name, person, account }).into_iter().collect()
        }
        _ => text(value).map(|name| Author { name, person: None, account: false }).into_iter().collect(),
    }
}

/// Whether an address is that of the account which runs a site.
fn is_account(address: &str) -> bool {
    address.trim_end_matches('/').rsplit('/').next().is_some_and(|last| matches!(last, "admin" | "administrator" | "webmaster" | "root"))
}

/// Addresses by which an object names itself or its publisher.
pub(super) fn addresses(object: &Value) -> impl Iterator<Item = &str> {
    let publisher = object.get("publisher");
    let own = [
        object.get("url"),
        object.get("mainEntityOfPage"),
        object.get("@id"),
        publisher.and_then(|publisher| publisher.get("url").or_else(|| publisher.get("@id"))),
    ];
    own.into_iter().flatten().filter_map(|value| value.as_str().or_else(|| value.get("@id").and_then(Value::as_str)))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn repairs_what_pages_send() {
        for script in ["{\"a\": [1, 2]}", "<!-- {\"a\": [1, 2]} -->", "{\"a\": [1, 2,],};", "//<![CDATA[\n{\"a\": [1,\t2]}\n//]]>"] {
            assert_eq!(parse(script).map(|value| value["a"][1] == 2), Some(true), "{script}");
        }
        assert_eq!(parse("{\"a\": \"one,\n}\"}").map(|value| value["a"] == "one, }"), Some(true));
        assert_eq!(parse("function () {}"), None);
    }
}
