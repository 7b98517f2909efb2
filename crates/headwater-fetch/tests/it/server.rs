//! A web server as rude as the web: it sends the bytes that it is told to, when it is told to.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the server does with a request.
pub enum Reply {
    /// Sends this and closes.
    Bytes(Vec<u8>),
    /// Sends this a byte at a time, with a pause behind each.
    Slowly(Vec<u8>, Duration),
}

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    /// The head, names in lower case.
    pub head: String,
}

pub struct Server {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Answers every request by `reply`, from the path alone.
    pub fn new(reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (reply, seen) = (Arc::new(reply), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (reply, seen) = (Arc::clone(&reply), Arc::clone(&seen));
                thread::spawn(move || serve(stream, &*reply, &seen));
            }
        });
        Self { address, requests }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Requests so far, robots.txt left out.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().iter().filter(|request| request.path != "/robots.txt").cloned().collect()
    }

    /// All requests so far.
    pub fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

fn serve(mut stream: TcpStream, reply: &dyn Fn(&Request) -> Reply, seen: &Mutex<Vec<Request>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let Some(path) = head.split_whitespace().nth(1).map(str::to_owned) else { return };
    let request = Request { path, head: head.to_lowercase() };
    seen.lock().unwrap().push(request.clone());
    // Whoever asks may hang up at any time.
    match reply(&request) {
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes);
        }
        Reply::Slowly(bytes, pause) => {
            for byte in bytes {
                if stream.write_all(&[byte]).is_err() {
                    return;
                }
                thread::sleep(pause);
            }
        }
    }
}

/// A whole response.
pub fn response(status: &str, headers: &str, body: &[u8]) -> Reply {
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    Reply::Bytes([head.as_bytes(), body].concat())
}

pub fn page(body: &str) -> Reply {
    response("200 OK", "Content-Type: text/html\r\n", body.as_bytes())
}

pub fn missing() -> Reply {
    response("404 Not Found", "", b"")
}

pub fn redirect(to: &str) -> Reply {
    response("302 Found", &format!("Location: {to}\r\n"), b"")
}
