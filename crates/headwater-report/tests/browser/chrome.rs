//! A headless Chromium that tests drive over the DevTools protocol.
//!
//! Why not a ready driver: the one maintained synchronous crate generates its protocol code with the network's help while it builds, the others bring an
//! asynchronous runtime. What these tests need is a few commands over one socket.

use std::{
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

/// Longest wait for anything. Machines that run tests may be busy.
const PATIENCE: Duration = Duration::from_mins(1);

/// One browser with one tab.
pub struct Chrome {
    process: Child,
    socket: WebSocket<TcpStream>,
    session: String,
    last: u64,
    events: Vec<Value>,
    /// A folder that goes with the browser.
    pub folder: TempDir,
}

impl Drop for Chrome {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts Chromium; none, with a printed reason, where there is none.
pub fn launch() -> Option<Chrome> {
    let Some(program) = program() else {
        eprintln!("skipped: no Chromium here (install the package `chromium`, or name the program in HEADWATER_CHROMIUM)");
        return None;
    };
    let profile = TempDir::new().unwrap();
    let mut process = Command::new(program)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"])
        .args(["--remote-debugging-port=0", "--window-size=1440,900", "about:blank"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let address = wait_for("the browser's port", || {
        assert!(process.try_wait().unwrap().is_none(), "the browser ended while it started");
        let text = std::fs::read_to_string(profile.path().join("DevToolsActivePort")).ok()?;
        let (port, path) = text.split_once('\n')?;
        Some((port.to_owned(), format!("ws://127.0.0.1:{port}{path}")))
    });
    let stream = TcpStream::connect(format!("127.0.0.1:{}", address.0)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let (socket, _) = tungstenite::client(address.1, stream).unwrap();
    let mut chrome = Chrome { process, socket, session: String::new(), last: 0, events: Vec::new(), folder: profile };
    let target = chrome.command("Target.createTarget", &json!({ "url": "about:blank" }))["targetId"].clone();
    let session = chrome.command("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }))["sessionId"].clone();
    session.as_str().unwrap().clone_into(&mut chrome.session);
    for domain in ["Page.enable", "Runtime.enable", "Network.enable"] {
        chrome.command(domain, &json!({}));
    }
    Some(chrome)
}

fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("HEADWATER_CHROMIUM") {
        return Some(named.into());
    }
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

fn wait_for<T>(what: &str, mut ready: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(ready) = ready() {
            return ready;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

impl Chrome {
    /// Sends a command and waits for its answer.
    pub fn command(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(message.to_string())).unwrap();
        loop {
            let Message::Text(text) = self.socket.read().unwrap() else { continue };
            let answer: Value = serde_json::from_str(&text).unwrap();
            if answer["id"] == json!(self.last) {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    /// Opens a file, at a place inside it, and waits until it stands.
    pub fn open(&mut self, page: &Path, place: &str) {
        let url = format!("file://{}{place}", page.display());
        // From an empty page, so that a place in the same file is opened afresh too.
        self.command("Page.navigate", &json!({ "url": "about:blank" }));
        self.until("location.href === 'about:blank' && document.readyState === 'complete'");
        let answer = self.command("Page.navigate", &json!({ "url": url }));
        assert!(answer["errorText"].is_null(), "{url}: {answer}");
        self.until("location.protocol === 'file:' && document.readyState === 'complete'");
    }

    /// The value of an expression; promises are waited for.
    pub fn eval(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.command("Runtime.evaluate", &params);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// An expression's text.
    pub fn text(&mut self, expression: &str) -> String {
        let value = self.eval(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression} is {value}, no text")).to_owned()
    }

    /// Waits until an expression holds.
    pub fn until(&mut self, condition: &str) {
        let start = Instant::now();
        while self.eval(condition) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {condition}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses the mouse in the middle of an element, once that stands still.
    pub fn press(&mut self, selector: &str) {
        let look = format!(
            "(() => {{ const it = document.querySelector({selector:?}); it.scrollIntoView({{block: 'center', behavior: 'instant'}}); \
             const r = it.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        );
        let mut place = self.eval(&look);
        loop {
            std::thread::sleep(Duration::from_millis(20));
            let now = self.eval(&look);
            if now == place {
                break;
            }
            place = now;
        }
        for kind in ["mousePressed", "mouseReleased"] {
            let params = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
            self.command("Input.dispatchMouseEvent", &params);
        }
    }

    /// Clicks on an element, and again where the page moved away under the mouse: busy machines draw late.
    pub fn click(&mut self, selector: &str) {
        let start = Instant::now();
        loop {
            self.eval(&format!(
                "(() => {{ window.wasClicked = false; \
                 document.querySelector({selector:?}).addEventListener('click', () => {{ window.wasClicked = true; }}, {{ capture: true, once: true }}); }})()"
            ));
            self.press(selector);
            for _ in 0..50 {
                if self.eval("window.wasClicked") == json!(true) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            assert!(start.elapsed() < PATIENCE, "clicked in vain on {selector}");
        }
    }

    /// Presses a key: a letter or mark, or `Enter`, `Escape`, `Tab`.
    pub fn key(&mut self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "Tab" => 9,
            _ => 0,
        };
        let text = if key == "Enter" {
            "\r"
        } else if key.chars().count() == 1 {
            key
        } else {
            ""
        };
        self.command("Input.dispatchKeyEvent", &json!({ "type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code }));
        self.command("Input.dispatchKeyEvent", &json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code }));
    }

    /// Types text where the focus is.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.key(&letter.to_string());
        }
    }

    /// Gives the window a size.
    pub fn resize(&mut self, width: u32, height: u32) {
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.command("Emulation.setDeviceMetricsOverride", &params);
    }

    /// Asks for `light` or `dark`.
    pub fn colours(&mut self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.command("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Addresses that the page asked for, other than files and the empty page.
    pub fn requests(&self) -> Vec<String> {
        let sent = self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        let urls = sent.map(|event| event["params"]["request"]["url"].as_str().unwrap_or_default().to_owned());
        urls.filter(|url| !url.starts_with("file:") && !url.starts_with("about:")).collect()
    }

    /// Writes what is seen into `HEADWATER_SCREENSHOTS`, where that names a folder.
    pub fn picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("HEADWATER_SCREENSHOTS") else { return };
        let shot = self.command("Page.captureScreenshot", &json!({ "format": "png" }));
        let path = Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(path, decode(shot["data"].as_str().unwrap_or_default())).unwrap();
    }
}

/// Base64 (RFC 4648), as the protocol sends pictures.
fn decode(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text.bytes().filter(|byte| *byte != b'=').map(value).collect();
    let group = |group: &[u8]| {
        let bits = group.iter().fold(0_u32, |bits, letter| bits << 6 | u32::from(*letter)) << (6 * (4 - group.len()));
        bits.to_be_bytes()[1..group.len()].to_vec()
    };
    letters.chunks(4).flat_map(group).collect()
}
