"""What the page's server refuses: routes, origins, hosts, bodies; in raw HTTP and in a browser."""

import http.client
import itertools
import json
import random
import re
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.conftest import Listener, started

CARGO = "What cargo was the Aster Trader carrying?"
MIB = 1024 * 1024
# Gradio's number of the event that shows the sources of an exchange.
SELECT = 4
# The question, the conversation and the model, and the filters.
GIVEN: list[Any] = [CARGO, None, None, "", "", "", [], []]
Headers = Mapping[str, str]


class Reply:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers = response.status, response.headers
        self.body = response.read()


class Connection:
    """Requests as they are written here, one after another."""

    def __init__(self, address: str) -> None:
        self.authority = urlsplit(address).netloc
        self._http = http.client.HTTPConnection(self.authority, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(
        self, method: str, path: str, body: Any = None, headers: Headers | None = None
    ) -> Reply:
        given = {"Host": self.authority, **(headers or {})}
        self._http.request(method, path, body, given, encode_chunked=body_is_chunked(given))
        return Reply(self._http.getresponse())


def body_is_chunked(headers: Headers) -> bool:
    return headers.get("Transfer-Encoding") == "chunked"


@pytest.fixture
def connection(quoting_address: str) -> Iterator[Connection]:
    with Connection(quoting_address) as connection:
        yield connection


def joined(**changes: Any) -> dict[str, Any]:
    """What the page posts to ask a question, changed."""
    body = {"data": GIVEN, "fn_index": 0, "session_hash": "0123456789a", "trigger_id": None}
    return {**body, **changes}


def post(connection: Connection, body: Any, headers: Headers | None = None) -> Reply:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    own = {"Content-Type": "application/json"}
    return connection.ask("POST", "/gradio_api/queue/join", sent, {**own, **(headers or {})})


# Routes


def test_a_thousand_addresses_that_the_page_does_not_use_are_not_there(
    connection: Connection, listener: Listener
) -> None:
    addresses = list(itertools.islice(_unused(listener.address), 1000))
    assert len(set(addresses)) == 1000
    answers = {one: connection.ask(*one).status for one in addresses}
    assert Counter(answers.values()) == {404: 1000}
    assert not listener.heard


def _unused(other: str) -> Iterator[tuple[str, str]]:
    """Method and address: Gradio's routes with another host's address in them, and made-up ones."""
    used = re.compile(
        "/(article/.*|assets/.*|static/.*|theme.css|favicon.ico|gradio_api/(app_id|heartbeat/.*))?"
        "|/gradio_api/queue/(join|data)"
    )
    source = Path(str(distribution("gradio").locate_file("gradio/routes.py"))).read_text("utf-8")
    named = re.findall(r'@(app|router)\.(get|post|head)\(\s*f?"([^"]*)"', source)
    paths = [(way.upper(), "/gradio_api" * (by == "router") + path) for by, way, path in named]
    routes = [
        (way, re.sub("{[^}]*}", f"{other}/a.png", path))
        for way, path in paths
        if not used.fullmatch(path)
    ]
    assert len(routes) > 70
    assert ("GET", f"/gradio_api/file={other}/a.png") in routes
    assert ("POST", "/gradio_api/upload") in routes
    yield from routes
    chosen = random.Random(20)
    seen = set(routes)
    tricks = (
        lambda path: "/" + path,
        lambda path: path + "/",
        lambda path: path.replace("gradio_api/", "gradio_api//", 1) + "/",
        lambda path: path.upper(),
        lambda path: "/assets/.." + path,
        lambda path: "/assets/..%2f" + path[1:],
        lambda path: "/." + path,
        lambda path: path.replace("file", "fil%65").replace("=", "%3D") + "%20",
        lambda path: path + "?session_hash=0123456789a",
        lambda path: path + ";a",
        lambda path: "/gradio_api/queue/join/.." + path,
    )
    while True:
        method, path = chosen.choice(routes)
        word = "".join(chosen.choices("abcdefghijkl_=/", k=12))
        made_up = chosen.choice([chosen.choice(tricks)(path), f"{path}/{word}", f"/{word}.css"])
        if (method, made_up) not in seen:
            seen.add((method, made_up))
            yield method, made_up


@pytest.mark.parametrize(
    "path",
    [
        "/static/img/logo.svg",
        "/static/../theme.css",
        "/assets/%2e%2e/index.html",
        "/assets/index-DphvyggB.js/",
        "/assets/a.js%0a",
        "/assets/a.svg",
        "//theme.css",
        "/THEME.css",
        "/gradio_api/heartbeat/a/b",
        "/gradio_api/heartbeat/%00",
        "/gradio_api/queue/data/?session_hash=0123456789a",
        "/config",
        "/config?deep_link=a",
        "/manifest.json",
    ],
)
def test_nearly_a_used_address_is_not_there(connection: Connection, path: str) -> None:
    assert connection.ask("GET", path).status == 404


def test_used_addresses_are_asked_in_their_own_way_alone(connection: Connection) -> None:
    for method, path in [
        ("POST", "/"),
        ("PUT", "/theme.css"),
        ("DELETE", "/gradio_api/heartbeat/0123456789a"),
        ("GET", "/gradio_api/queue/join"),
        ("OPTIONS", "/gradio_api/queue/join"),
    ]:
        assert connection.ask(method, path).status == 405
    for query in ("", "?", "?session_hash=", "?session_hash=a/b", "?session_hash=a&session_hash=b"):
        assert connection.ask("GET", f"/gradio_api/queue/data{query}").status == 400


def test_a_query_changes_nothing_of_the_page(connection: Connection) -> None:
    plain = connection.ask("GET", "/")
    assert plain.status == 200
    for query in ("?page=x", "?deep_link=..%2f..", "?__theme=dark"):
        asked = connection.ask("GET", f"/{query}")
        assert (asked.status, asked.body) == (200, plain.body)


def test_a_websocket_is_not_opened(connection: Connection) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version": "13",
    }
    assert connection.ask("GET", "/gradio_api/queue/join", None, upgrade).status == 405
    assert connection.ask("GET", "/queue/join", None, upgrade).status == 404


# Scripts


def test_only_the_pages_own_scripts_run(page: Page, quoting_address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.goto(quoting_address)
    expect(page.get_by_label("Your question")).to_be_visible()
    assert not [text for text in complaints if "Content Security Policy" in text]
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'a script'";
            document.body.append(script);
            document.body.insertAdjacentHTML(
                "beforeend", "<img src='data:,' onerror='document.title = 1'>");
        }"""
    )
    page.wait_for_timeout(300)
    expect(page).to_have_title("Dateline")
    assert len([text for text in complaints if "Content Security Policy" in text]) >= 2


# Origins and hosts


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost:3000"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://attacker.invalid"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/theme.css"),
        ("GET", "/gradio_api/app_id"),
        ("GET", "/gradio_api/heartbeat/0123456789a"),
        ("GET", "/gradio_api/queue/data?session_hash=0123456789a"),
        ("POST", "/gradio_api/queue/join"),
        ("OPTIONS", "/gradio_api/queue/join"),
    ],
)
def test_another_site_is_refused(
    connection: Connection, method: str, path: str, headers: Headers
) -> None:
    body = json.dumps(joined()).encode() if method == "POST" else None
    asked = {"Access-Control-Request-Method": "POST", **headers}
    refused = connection.ask(method, path, body, asked)
    assert refused.status == 403
    assert not [name for name in refused.headers if name.startswith("access-control")]


def test_the_page_itself_may_be_linked_to_and_asks_what_it_needs(connection: Connection) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert connection.ask("GET", "/", None, followed).status == 200
    own = {"Origin": f"http://{connection.authority}", "Sec-Fetch-Site": "same-origin"}
    answer = connection.ask("GET", "/gradio_api/app_id", None, own)
    assert answer.status == 200
    assert "access-control-allow-origin" not in answer.headers
    port = connection.authority.partition(":")[2]
    for name in ("localhost", "LOCALHOST", "127.0.0.2", "[::1]"):
        # As through a tunnel, which has a port of its own.
        for host in (f"{name}:{port}", f"{name}:9000", name):
            headers = {"Host": host, "Origin": f"http://{host}".lower()}
            assert connection.ask("GET", "/theme.css", None, headers).status == 200


@pytest.mark.parametrize("path", ["/", "/theme.css", "/gradio_api/queue/join", "/nothing"])
@pytest.mark.parametrize(
    "host",
    ["attacker.invalid", "127.0.0.1.attacker.invalid", "192.0.2.1", "a@127.0.0.1", "", "[::2]"],
)
def test_a_borrowed_host_name_is_refused(connection: Connection, path: str, host: str) -> None:
    assert connection.ask("GET", path, None, {"Host": host}).status == 400


def test_a_forwarded_host_is_not_believed(connection: Connection) -> None:
    forwarded = {
        "X-Forwarded-Host": "forwarder.invalid",
        "X-Gradio-Server": "http://forwarder.invalid",
    }
    answer = connection.ask("GET", "/", None, forwarded)
    assert answer.status == 200
    assert b"forwarder.invalid" not in answer.body


def test_a_page_of_another_site_gets_nothing(browser: Browser, writing_address: str) -> None:
    class Attacker(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with _serving(Attacker) as server:
        page = browser.new_page()
        page.goto(f"http://localhost:{server.server_port}/")
        read = page.evaluate(
            """async (address) => {
                const send = (path, options) => fetch(address + path, options)
                    .then((answer) => answer.text()).catch((error) => error.name);
                const data = ["?", null, null, "", "", "", [], []];
                const body = JSON.stringify({data, fn_index: 0, session_hash: "a"});
                return [await send("/"), await send("/gradio_api/app_id"),
                        await send("/gradio_api/queue/join", {method: "POST", body})];
            }""",
            writing_address,
        )
        page.close()
    assert read == ["TypeError"] * 3


# Behind a proxy


@contextmanager
def _serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class Proxy(BaseHTTPRequestHandler):
    """Passes /archive/ on to the page's server, whose address is `behind`; takes the path away."""

    behind = ""
    takes_path_away = True

    def do_GET(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        path = self.path.removeprefix("/archive") if self.takes_path_away else self.path
        server = http.client.HTTPConnection(self.behind, timeout=60)
        server.request(self.command, path, self.rfile.read(size), dict(self.headers))
        answer = server.getresponse()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name not in ("transfer-encoding", "connection"):
                self.send_header(name, value)
        self.end_headers()
        try:
            while part := answer.read1():
                self.wfile.write(part)
                self.wfile.flush()
        except (ConnectionError, TimeoutError):
            pass
        finally:
            server.close()

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        pass


def test_behind_a_proxy_the_page_works_under_its_path(
    page: Page, requested: list[str], archive_folder: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with _serving(Proxy) as proxy:
        public = f"http://localhost:{proxy.server_port}/archive"
        command = [sys.executable, "-m", "ui", "chat", "--archive", str(archive_folder)]
        with started([*command, "--port", port, "--origin", public], {}) as address:
            Proxy.behind = urlsplit(address).netloc
            for taken in (True, False):
                Proxy.takes_path_away = taken
                page.goto(f"{public}/")
                page.get_by_label("Your question").fill(CARGO)
                page.keyboard.press("Enter")
                expect(page.locator(".answer")).to_contain_text("1,900 tonnes of timber")
            page.goto(public)
            assert page.url == f"{public}/"
            assert all(one.startswith(public) for one in requested)

            with Connection(address) as connection:
                assert connection.ask("GET", "/").status == 400
                host = {"Host": urlsplit(public).netloc}
                assert connection.ask("GET", "/", None, host).status == 200
                assert connection.ask("GET", "/archive/theme.css", None, host).status == 200
                for origin in (
                    f"http://{connection.authority}",
                    public,
                    "https://attacker.invalid",
                ):
                    headers = {**host, "Origin": origin}
                    assert connection.ask("GET", "/theme.css", None, headers).status == 403
            page.goto("about:blank")


# Bodies


def test_a_body_is_bounded_before_it_is_read(quoting_address: str) -> None:
    server = _process(quoting_address)
    with Connection(quoting_address) as connection:
        connection.ask("GET", "/")
    before = server.memory_info().rss
    expected = {"/gradio_api/queue/join": 413, "/gradio_api/upload": 404, "/": 405}
    chunked = {"Transfer-Encoding": "chunked"}
    for size in (257 * 1024, 100 * MIB):
        body = b'"' + b"a" * size + b'"'
        for path, status in expected.items():
            chunks = (body[at : at + 65536] for at in range(0, len(body), 65536))
            with Connection(quoting_address) as connection:
                assert connection.ask("POST", path, body).status == status
            with Connection(quoting_address) as connection:
                assert connection.ask("POST", path, chunks, chunked).status == status
    assert server.memory_info().rss - before < 30 * MIB


def _process(address: str) -> psutil.Process:
    port = urlsplit(address).port
    for child in psutil.Process().children(recursive=True):
        if any(one.laddr.port == port for one in child.net_connections() if one.status == "LISTEN"):
            return child
    raise AssertionError(f"nothing listens at {address}")


def test_too_long_a_paste_is_told_on_the_page(page: Page, quoting_address: str) -> None:
    page.goto(quoting_address)
    page.get_by_label("Your question").fill("why " * 70_000)
    page.keyboard.press("Enter")
    expect(page.locator("p", has_text="too long to be sent")).to_be_visible()
    page.get_by_label("Your question").fill(CARGO)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_contain_text("1,900 tonnes of timber")


_ODD_TEXTS: tuple[Any, ...] = (1, None, [], {"path": "/etc/passwd"})
_ODD_LISTS: tuple[Any, ...] = ("x", None, [1], [[]], {"a": 1})
_ODD: dict[str, tuple[Any, ...]] = {
    "fn_index": ("0", "x", -1, 10**6, 10**30, 1.5, None, [], True),
    "data": (
        *(None, "x", {}, 1, [], [None], GIVEN[:-1], [*GIVEN, None]),
        *([changed, *GIVEN[1:]] for changed in _ODD_TEXTS),
        *([*GIVEN[:-1], changed] for changed in _ODD_LISTS),
    ),
    "session_hash": (None, 1, [], {}, "", "../a", "a" * 1000, "é"),
    "trigger_id": ("x", -1, 10**30, [], 99),
    "event_data": ("x", [], {"a": []}, {"a": {"b": {}}}, 1),
}
ODD_BODIES = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"{",
    b"\xff\xfe",
    b'{"data": ["\xff", null], "fn_index": 0, "session_hash": "a"}',
    b"[" * 100_000,
    b'{"a":' * 40_000 + b"1" + b"}" * 40_000,
    b'{"data": ["\\ud800", null], "fn_index": 0, "session_hash": "a"}',
    *(
        json.dumps(joined(**{name: value})).encode()
        for name, values in _ODD.items()
        for value in values
    ),
]


@pytest.mark.parametrize("body", ODD_BODIES, ids=range(len(ODD_BODIES)))
def test_an_odd_body_is_refused(connection: Connection, body: bytes) -> None:
    refused = post(connection, body)
    assert refused.status == 400
    assert set(json.loads(refused.body)) == {"detail", "error"}


def test_what_the_page_does_not_send_is_not_passed_on(connection: Connection) -> None:
    extra = {"event_id": "x", "batched": True, "simple_format": True, "oauth_token": "x"}
    assert post(connection, joined(**extra)).status == 200
    plain = post(connection, joined(), {"Content-Type": "text/plain"})
    assert plain.status == 200


@pytest.mark.parametrize("chosen", [None, {}, 0, -1, 1e300, False, "a"], ids=repr)
def test_sources_of_an_exchange_that_is_not_there_change_nothing(
    connection: Connection, chosen: Any
) -> None:
    event_data = {"exchange": chosen} if chosen is not None and chosen != {} else chosen
    session = f"chosen{abs(hash(repr(chosen)))}"[:20]
    body = joined(data=[None], fn_index=SELECT, event_data=event_data, session_hash=session)
    assert post(connection, body).status == 200
    told = connection.ask("GET", f"/gradio_api/queue/data?session_hash={session}").body
    events = [json.loads(line.removeprefix(b"data: ")) for line in told.splitlines() if line]
    [completed] = [event for event in events if event["msg"] == "process_completed"]
    assert completed["success"]
    [update] = completed["output"]["data"]
    assert '"value"' not in json.dumps(update)


# Text that runs from right to left


def test_a_sentence_can_not_turn_round_what_follows(page: Page, writing_address: str) -> None:
    page.goto(writing_address)
    page.get_by_label("Your question").fill(f"{CARGO[:-1]}, which way round?")
    page.keyboard.press("Enter")
    expect(page.locator(".answer .scope")).to_be_visible()
    places = page.evaluate(
        """() => [...document.querySelectorAll(".claim")].slice(1).map((claim) => {
            const walker = document.createTreeWalker(claim, NodeFilter.SHOW_TEXT);
            const places = [];
            for (let node; (node = walker.nextNode()); ) {
                for (let at = 0; at < node.length; at++) {
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    const {x, y, width} = range.getBoundingClientRect();
                    if (width) places.push([Math.round(y / 12), x]);
                }
            }
            return places;
        })"""
    )
    assert len(places) >= 2
    for letters in places:
        for (line, x), (next_line, next_x) in itertools.pairwise(letters):
            assert next_x > x or abs(next_line - line) >= 1
