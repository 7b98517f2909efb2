#!/usr/bin/env python3
"""Save pages as text the way select-all and paste does: a headless Chromium's innerText.

usage: select_all.py OUT_FOLDER PAGE.html[.gz]...

Scripts are taken out first and no host can be reached, so that the same page gives the same text.
Needs chromium and chromedriver on the path, and only the standard library.
"""
import gzip, json, pathlib, re, socket, subprocess, sys, tempfile, time, urllib.request

OFFLINE = ["--headless=new", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1280,2000",
           "--blink-settings=imagesEnabled=false"]


def call(port, method, path, body=None, timeout=60):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method, data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)["value"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    port = free_port()
    driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                call(port, "GET", "/status")
                break
            except OSError:
                time.sleep(.1)
        session = call(port, "POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": OFFLINE}, "timeouts": {"pageLoad": 30000}}}})["sessionId"]
        with tempfile.TemporaryDirectory() as folder:
            for page in map(pathlib.Path, sys.argv[2:]):
                raw = page.read_bytes()
                raw = gzip.decompress(raw) if page.suffix == ".gz" else raw
                raw = re.sub(rb"(?is)<script\b.*?</script\s*>|<iframe\b[^>]*>|<meta[^>]+http-equiv\s*=\s*[\"']?refresh[^>]*>", b"", raw)
                copy = pathlib.Path(folder) / "page.html"
                copy.write_bytes(raw)
                name = page.name.removesuffix(".gz").removesuffix(".html")
                try:
                    call(port, "POST", f"/session/{session}/url", {"url": copy.as_uri()})
                    text = call(port, "POST", f"/session/{session}/execute/sync", {"script": "return document.body ? document.body.innerText : ''", "args": []})
                    (out / f"{name}.txt").write_text(text, encoding="utf-8")
                except Exception as problem:  # One page that the browser cannot load is no reason to stop.
                    print(name, problem, file=sys.stderr)
        call(port, "DELETE", f"/session/{session}")
    finally:
        driver.terminate()


main()
