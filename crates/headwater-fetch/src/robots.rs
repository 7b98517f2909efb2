//! The Robots Exclusion Protocol: RFC 9309, and the crawl delay that many sites write beside it.

use std::time::Duration;

/// Bytes of a robots.txt that are read: RFC 9309 asks for 500 KiB at least.
pub(crate) const BYTES: usize = 512 << 10;
/// Bytes of one rule.
const PATTERN: usize = 2048;
/// Rules of one group.
const RULES: usize = 10_000;

/// What a robots.txt says to one program.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Robots {
    /// Patterns, and whether what they match may be read.
    rules: Vec<(String, bool)>,
    delay: Option<Duration>,
}

impl Robots {
    /// What the file says to `product`: the groups that name it, else the group for all.
    pub fn parse(bytes: &[u8], product: &str) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(BYTES)]);
        let (mut ours, mut all) = (Self::default(), Self::default());
        let (mut named, mut to_us, mut to_all, mut in_rules) = (false, false, false, false);
        for line in text.trim_start_matches('\u{FEFF}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            let rule = match key.as_str() {
                "user-agent" | "useragent" | "user agent" => {
                    // A name behind rules begins a new group, one behind a name widens it.
                    if in_rules {
                        (to_us, to_all, in_rules) = (false, false, false);
                    }
                    let token: String = value.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-' || *c == '_').collect();
                    to_us |= token.eq_ignore_ascii_case(product);
                    to_all |= value == "*";
                    named |= to_us;
                    continue;
                }
                "allow" => Some((normal(value), true)),
                "disallow" => Some((normal(value), false)),
                "crawl-delay" => None,
                // Sitemaps and other lines belong to no group.
                _ => continue,
            };
            in_rules = true;
            for (group, meant) in [(&mut ours, to_us), (&mut all, to_all)] {
                if !meant {
                    continue;
                }
                match &rule {
                    // An empty `Disallow` forbids nothing.
                    Some((pattern, _)) if pattern.is_empty() || pattern.len() > PATTERN || group.rules.len() >= RULES => {}
                    Some(rule) => group.rules.push(rule.clone()),
                    None => group.delay = delay(value).or(group.delay),
                }
            }
        }
        if named { ours } else { all }
    }

    /// Whether this path, with its query, may be read. The longest matching rule decides, of equals the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let path = normal(path);
        let best = self
            .rules
            .iter()
            .filter(|(pattern, _)| matches(pattern.as_bytes(), path.as_bytes()))
            .map(|(pattern, allowed)| (pattern.len(), *allowed))
            .max();
        best.is_none_or(|(_, allowed)| allowed)
    }

    /// The pause that it asks for.
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

fn delay(value: &str) -> Option<Duration> {
    let seconds: f64 = value.parse().ok()?;
    Duration::try_from_secs_f64(seconds.clamp(0.0, 1e6)).ok()
}

/// One spelling for each path: other than ASCII percent-encoded, needless encodings undone, hexadecimal digits in upper case.
fn normal(path: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| char::from(*bytes.get(at + offset)?).to_digit(16);
        let (byte, encoded, length) = match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => ((high * 16 + low) as u8, true, 3),
            (byte, _, _) => (byte, false, 1),
        };
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || (!encoded && byte.is_ascii_graphic());
        if plain {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
        at += length;
    }
    out
}

/// Whether the pattern matches from the path's beginning; `*` is any run, `$` at the end the path's end.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, anchored) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return !anchored || rest.is_empty();
    }
    // Each piece where it stands first leaves the most for those behind it.
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() && anchored {
            return rest.ends_with(piece);
        }
        if piece.is_empty() {
            continue;
        }
        let Some(at) = rest.windows(piece.len()).position(|window| window == piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::Robots;

    fn check(file: &str, path: &str, allowed: bool) {
        assert_eq!(Robots::parse(file.as_bytes(), "headwater").allows(path), allowed, "{path} by {file:?}");
    }

    #[test]
    fn rfc_9309() {
        check("", "/", true);
        check("User-agent: *\nDisallow: /", "/", false);
        check("User-agent: *\nDisallow:", "/", true);
        check("User-agent: *\nDisallow: /", "/robots.txt", true);
        check("Disallow: /", "/a", true);
        // The group that names the program alone counts, whatever its place and case, and groups of one name are one.
        check("User-agent: *\nDisallow: /\nUser-agent: HeadWater\nDisallow: /private", "/a", true);
        check("User-agent: headwater\nDisallow: /a\nUser-agent: *\nDisallow: /\nUser-agent: headwater/2.0\nDisallow: /b", "/b", false);
        check("User-agent: other\nUser-agent: headwater\nDisallow: /a", "/a", false);
        check("User-agent: other\nDisallow: /a\n\nUser-agent: headwater\nAllow: /", "/a", true);
        check("User-agent: headwaterer\nDisallow: /", "/a", true);
        // Longest match, and of equals the one that allows.
        check("User-agent: *\nAllow: /p\nDisallow: /", "/page", true);
        check("User-agent: *\nAllow: /folder\nDisallow: /folder", "/folder/page", true);
        check("User-agent: *\nAllow: /page\nDisallow: /*.htm", "/page.htm", false);
        check("User-agent: *\nDisallow: /fish*.php", "/fishheads/catfish.php?parameters", false);
        check("User-agent: *\nDisallow: /*.php$", "/filename.php?parameters", true);
        check("User-agent: *\nDisallow: /*.php$", "/folder/filename.php", false);
        check("User-agent: *\nDisallow: /fish", "/Fish.asp", true);
        check("User-agent: *\nDisallow: /a*b*$", "/axxbyy", false);
        // One spelling of each path.
        check("User-agent: *\nDisallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false);
        check("User-agent: *\nDisallow: /foo/%7ebar", "/foo/~bar", false);
        check("User-agent: *\nDisallow: /a%3cd", "/a%3Cd", false);
        check("User-agent: *\nDisallow: /a%2Fb", "/a/b", true);
        check("user-agent : * # all\r\ndisallow : /x # not this", "/x", false);
        check("User-agent: *\nSitemap: https://a.example/s.xml\nDisallow: /x", "/x", false);
    }

    #[test]
    fn crawl_delay() {
        let delay = |file: &str| Robots::parse(file.as_bytes(), "headwater").delay().map(|delay| delay.as_millis());
        assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5"), Some(2500));
        assert_eq!(delay("User-agent: *\nCrawl-delay: 9\nUser-agent: headwater\nCrawl-delay: 1"), Some(1000));
        assert_eq!(delay("User-agent: *\nCrawl-delay: soon"), None);
    }

    #[test]
    fn a_hostile_file_is_read_in_time() {
        let file = format!("User-agent: *\n{}", format!("Disallow: /{}x$\n", "*a".repeat(1000)).repeat(250));
        let robots = Robots::parse(file.as_bytes(), "headwater");
        let start = std::time::Instant::now();
        assert!(robots.allows(&format!("/{}", "a".repeat(2000))));
        assert!(start.elapsed().as_secs() < 2);
    }
}
