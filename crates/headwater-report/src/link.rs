//! Addresses that may become links.

/// The address where it is one of the web, with every character escaped that could end an attribute or a bracket; none for `javascript:` and its like.
pub fn web(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = address.split_once("://")?.0;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let mut safe = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_control()
            || c.is_whitespace()
            || "<>\"'`{}|\\^".contains(c)
            || crate::visible::line(c.encode_utf8(&mut [0; 4])) != c.to_string()
        {
            safe.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            safe.push(c);
        }
    }
    Some(safe)
}

#[cfg(test)]
mod tests {
    use super::web;

    #[test]
    fn only_addresses_of_the_web() {
        let check = |address: &str, expected: Option<&str>| assert_eq!(web(address).as_deref(), expected, "{address}");
        check("https://harbourdaily.example/a?b=c&d=é#e", Some("https://harbourdaily.example/a?b=c&d=é#e"));
        check(" HTTP://x.example/\"><b> ", Some("HTTP://x.example/%22%3E%3Cb%3E"));
        check("http://x.example/\u{202e}", Some("http://x.example/%E2%80%AE"));
        check("javascript:alert(1)//http://x.example", None);
        check("java\nscript://x", None);
        check("data:text/html,x", None);
        check("/relative", None);
        check("", None);
    }
}
