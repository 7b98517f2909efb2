//! The walk from an address to its page.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::{Host, Url};

use crate::politeness::Clock;
use crate::{FetchError, Fetched, PRODUCT, Response, Robots, Settings, cache, is_public, robots};

/// Redirects that a robots.txt may lead over (RFC 9309, 2.3.1.2).
const ROBOTS_REDIRECTS: usize = 5;
/// Bytes of a response's head.
const HEAD: usize = 64 << 10;
/// Characters of an address.
const ADDRESS: usize = 8192;

/// Fetches pages: hosts side by side, the pages of one host one after another. The answers stand in the order of `urls`.
pub fn fetch(urls: &[String], settings: &Settings, done: &(dyn Fn() + Sync)) -> Vec<Fetched> {
    let client = Client::new(settings);
    let answers: Vec<OnceLock<Fetched>> = urls.iter().map(|_| OnceLock::new()).collect();
    let hosts = Mutex::new(by_host(urls));
    std::thread::scope(|scope| {
        for _ in 0..settings.threads.clamp(1, urls.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let next = hosts.lock().unwrap_or_else(PoisonError::into_inner).pop();
                    let Some(numbers) = next else { break };
                    for number in numbers {
                        let _ = answers[number].set(client.fetch(&urls[number]));
                        done();
                    }
                }
            });
        }
    });
    let missing = |asked: &String| Fetched {
        asked: asked.clone(),
        hops: Vec::new(),
        outcome: Err(FetchError::Connection("was not asked".to_owned())),
    };
    answers.into_iter().zip(urls).map(|(answer, url)| answer.into_inner().unwrap_or_else(|| missing(url))).collect()
}

/// Positions of the addresses of each host; the host named first is last.
fn by_host(urls: &[String]) -> Vec<Vec<usize>> {
    let mut order: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (number, url) in urls.iter().enumerate() {
        let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let place = *known.entry(host).or_insert(order.len());
        match order.get_mut(place) {
            Some(numbers) => numbers.push(number),
            None => order.push(vec![number]),
        }
    }
    order.reverse();
    order
}

/// What a site says to programs, once it was asked.
type Answered = OnceLock<Result<Robots, FetchError>>;

struct Client<'s> {
    settings: &'s Settings,
    agent: Agent,
    clock: Clock,
    /// By scheme, host and port. One lock an origin: while one thread asks for the file, others wait for its answer.
    robots: Mutex<HashMap<String, Arc<Answered>>>,
}

impl<'s> Client<'s> {
    fn new(settings: &'s Settings) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A proxy from the environment would connect in our place, past the check of addresses.
            .proxy(None)
            // Each redirect is walked here, with every check.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(settings.user_agent.as_str())
            .accept("text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json;q=0.9,text/plain;q=0.8,*/*;q=0.1")
            .accept_encoding("gzip")
            .max_response_header_size(HEAD)
            .timeout_global(Some(settings.timeout))
            .build();
        let resolver =
            Guard { names: DefaultResolver::default(), allow_private: settings.allow_private, allowed: settings.allowed.clone() };
        let agent = Agent::with_parts(config, DefaultConnector::new(), resolver);
        Self { settings, agent, clock: Clock::default(), robots: Mutex::default() }
    }

    fn fetch(&self, asked: &str) -> Fetched {
        let mut hops = Vec::new();
        let outcome = self.walk(asked, &mut hops);
        Fetched { asked: asked.to_owned(), hops, outcome }
    }

    /// From redirect to redirect to the page.
    fn walk(&self, asked: &str, hops: &mut Vec<Response>) -> Result<Response, FetchError> {
        let mut url = self.address(asked)?;
        let mut seen = HashSet::new();
        loop {
            if !seen.insert(url.as_str().to_owned()) {
                return Err(FetchError::Redirects("in a circle".to_owned()));
            }
            self.ask_robots(&url)?;
            let response = self.get(&url)?;
            hops.push(response.clone());
            match response.status {
                301 | 302 | 303 | 307 | 308 => {
                    if hops.len() > self.settings.redirects {
                        return Err(FetchError::Redirects(format!("more than {} times", self.settings.redirects)));
                    }
                    url = self.follow(&url, &response)?;
                }
                200..=299 => return Ok(response),
                status => return Err(FetchError::Status(status)),
            }
        }
    }

    /// The page, or word from the server that the stored one is still right.
    fn get(&self, url: &Url) -> Result<Response, FetchError> {
        let Some(folder) = &self.settings.cache else { return self.request(url, &[], self.settings.most_bytes) };
        let stored = cache::stored(folder, url.as_str());
        let mut conditions = Vec::new();
        for (header, condition) in [("etag", "if-none-match"), ("last-modified", "if-modified-since")] {
            conditions.extend(stored.as_ref().and_then(|stored| stored.header(header)).map(|value| (condition, value)));
        }
        let response = self.request(url, &conditions, self.settings.most_bytes)?;
        match stored {
            Some(stored) if response.status == 304 => Ok(stored),
            _ => {
                cache::store(folder, &response);
                Ok(response)
            }
        }
    }

    /// An address of the web that may be asked: `http` or `https`, a host, no private address written out.
    fn address(&self, text: &str) -> Result<Url, FetchError> {
        if text.len() > ADDRESS {
            return Err(FetchError::Address(format!("longer than {ADDRESS} characters")));
        }
        let url = Url::parse(text.trim()).map_err(|error| FetchError::Address(error.to_string()))?;
        self.checked(url)
    }

    fn checked(&self, mut url: Url) -> Result<Url, FetchError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FetchError::Address(format!("{}: is neither http nor https", url.scheme())));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(FetchError::Address("a name or password stands in it".to_owned()));
        }
        // RFC 6761: these names are this machine's whatever the resolver says of them.
        let local = |name: &str| {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        };
        if let Some(Host::Domain(name)) = url.host()
            && local(name)
            && !self.settings.allow_private
        {
            return Err(FetchError::Private(name.to_owned()));
        }
        // The parser knows every spelling of an IP address. The resolver asks again about whatever is connected to.
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => Some(address.into()),
            Some(Host::Ipv6(address)) => Some(address.into()),
            Some(Host::Domain(_)) => None,
            None => return Err(FetchError::Address("it names no host".to_owned())),
        };
        if let Some(address) = literal {
            let socket = SocketAddr::new(address, url.port_or_known_default().unwrap_or_default());
            if !self.settings.allow_private && !is_public(address) && !self.settings.allowed.contains(&socket) {
                return Err(FetchError::Private(address.to_string()));
            }
        }
        url.set_fragment(None);
        Ok(url)
    }

    /// Where a redirect leads.
    fn follow(&self, from: &Url, response: &Response) -> Result<Url, FetchError> {
        let to = response.header("location").ok_or_else(|| FetchError::Redirects("nowhere".to_owned()))?;
        if to.len() > ADDRESS {
            return Err(FetchError::Redirects(format!("to an address longer than {ADDRESS} characters")));
        }
        let url = from.join(to).map_err(|error| FetchError::Redirects(format!("to no address: {error}")))?;
        self.checked(url)
    }

    /// Asks the site whether the page may be read, and waits for the host's turn.
    fn ask_robots(&self, url: &Url) -> Result<(), FetchError> {
        let origin = url.origin().ascii_serialization();
        let slot = Arc::clone(self.robots.lock().unwrap_or_else(PoisonError::into_inner).entry(origin).or_default());
        let robots = slot.get_or_init(|| self.robots_of(url)).as_ref().map_err(Clone::clone)?;
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        if !robots.allows(path) {
            return Err(FetchError::Robots("robots.txt".to_owned()));
        }
        let pause = robots.delay().unwrap_or_default();
        if pause > self.settings.longest_pause {
            return Err(FetchError::Pause(pause));
        }
        self.clock.wait(url.host_str().unwrap_or_default(), pause.max(self.settings.pause));
        Ok(())
    }

    /// RFC 9309, 2.3.1: a file that is not there allows all, one that cannot be had now forbids all, and why is told.
    fn robots_of(&self, page: &Url) -> Result<Robots, FetchError> {
        let mut url = page.join("/robots.txt").map_err(|error| FetchError::Address(error.to_string()))?;
        for _ in 0..=ROBOTS_REDIRECTS {
            let response = self.request(&url, &[], robots::BYTES)?;
            match response.status {
                200..=299 => {
                    let answer = headwater_inputs::answer(&response.wire()).unwrap_or_default();
                    return Ok(Robots::parse(&answer.body, PRODUCT));
                }
                301 | 302 | 303 | 307 | 308 => url = self.follow(&url, &response)?,
                status if status == 429 || status >= 500 => {
                    return Err(FetchError::Robots(format!("its robots.txt cannot be had now: status {status}")));
                }
                _ => break,
            }
        }
        Ok(Robots::default())
    }

    /// One request, one response. Whatever comes of the body before it breaks off or grows too long is kept.
    fn request(&self, url: &Url, conditions: &[(&str, &str)], most: usize) -> Result<Response, FetchError> {
        let mut request = self.agent.get(url.as_str());
        for (name, value) in conditions {
            request = request.header(*name, *value);
        }
        let response = request.call().map_err(|error| self.error(error))?;
        let captured = Timestamp::now();
        let status = response.status().as_u16();
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let mut answer = Response { url: url.as_str().to_owned(), captured, status, headers, body: Vec::new(), cut: None };
        let kind = answer.header("content-type").unwrap_or_default().to_ascii_lowercase();
        if (200..300).contains(&status) && ["image/", "video/", "audio/", "font/"].iter().any(|media| kind.starts_with(media)) {
            return Err(FetchError::Media(kind));
        }
        if answer.header("content-length").and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > most as u64)
            && !url.path().ends_with("/robots.txt")
        {
            return Err(FetchError::Size(most));
        }
        let outcome = response.into_body().into_reader().take(most as u64 + 1).read_to_end(&mut answer.body);
        if answer.body.len() > most {
            if !url.path().ends_with("/robots.txt") {
                return Err(FetchError::Size(most));
            }
            answer.body.truncate(most);
        }
        if let Err(error) = outcome {
            let error = self.error(ureq::Error::from(error));
            // A page that stops in the middle is half a page; nothing at all is none.
            if answer.body.is_empty() || matches!(error, FetchError::Timeout(_)) {
                return Err(error);
            }
            answer.cut = Some(format!("the connection broke off after {} bytes: read up to there", answer.body.len()));
        }
        Ok(answer)
    }

    fn error(&self, error: ureq::Error) -> FetchError {
        match error {
            ureq::Error::Timeout(_) => FetchError::Timeout(self.settings.timeout),
            ureq::Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Private>()) {
                Some(Private(host)) => FetchError::Private(host.clone()),
                None if error.kind() == std::io::ErrorKind::TimedOut => FetchError::Timeout(self.settings.timeout),
                None => FetchError::Connection(error.to_string()),
            },
            ureq::Error::HostNotFound => FetchError::Connection("no such host".to_owned()),
            other => FetchError::Connection(other.to_string()),
        }
    }
}

/// Looks names up and hands on only addresses that may be connected to.
#[derive(Debug)]
struct Guard {
    names: DefaultResolver,
    allow_private: bool,
    allowed: Vec<SocketAddr>,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let mut open = self.empty();
        for address in found.iter().filter(|address| self.allow_private || is_public(address.ip()) || self.allowed.contains(address)) {
            open.push(*address);
        }
        if open.is_empty() {
            let host = uri.host().unwrap_or_default().to_owned();
            return Err(ureq::Error::Io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, Private(host))));
        }
        Ok(open)
    }
}

/// A host with private addresses alone.
#[derive(Debug)]
struct Private(String);

impl std::error::Error for Private {}

impl std::fmt::Display for Private {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} leads into a private network", self.0)
    }
}
