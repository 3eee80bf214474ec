"""Feeds and folders that are added once or followed, over real HTTP."""

from __future__ import annotations

import gzip
import ipaddress
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ui import fetching
from ui.adding import Adding
from ui.fetching import FetchError, fetch_feed, is_everybodys
from ui.following import Followed, Following, NotFollowed
from ui.web import is_loopback_address
from vectorstore import Archive

RSS = '<rss version="2.0"><channel><title>Wexcombe Bee</title>{}</channel></rss>'
ITEM = (
    "<item><title>Mole {n}</title><link>https://bee.example/2025/06/mole-{n}</link>"
    "<pubDate>Fri, 0{n} Jun 2025 08:00:00 GMT</pubDate><description>Mole number {n} of Wexcombe"
    " is built of granite, said its mayor Ada Pell on day {n}.</description></item>"
)


class Paper:
    """A newspaper's server: what stands at each path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.pause = 0.0
        paper = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                paper.asked.append((self.path, headers))
                status, told, body = paper.pages.get(self.path, (404, {}, b"none"))
                if headers.get("if-none-match") and headers["if-none-match"] == told.get("etag"):
                    status, body = 304, b""
                self.send_response(status)
                for name, value in told.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                try:
                    for start in range(0, len(body), 1 << 16):
                        self.wfile.write(body[start : start + (1 << 16)])
                        time.sleep(paper.pause)
                except OSError:
                    pass  # nobody listens any more

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def has(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, told, body.encode() if isinstance(body, str) else body)
        return self.address + path


@pytest.fixture
def paper() -> Iterator[Paper]:
    paper = Paper()
    yield paper
    paper.server.shutdown()
    paper.server.server_close()


def following(archive: Archive, now: Callable[[], float] = time.time) -> Following:
    return Following(archive, Adding(archive, everywhere=True), may_be_private=True, clock=now)


def done(follow: Following) -> Adding:
    for _ in range(600):
        if not follow.adding.is_running:
            return follow.adding
        time.sleep(0.1)
    raise AssertionError("it goes on")


def test_a_feed_is_added_once_in_each_of_its_forms(archive: Archive, paper: Paper) -> None:
    rss = paper.has("/rss", RSS.format(ITEM.format(n=1) + ITEM.format(n=2)))
    atom = paper.has(
        "/atom",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Ennis Lamp</title><entry><id>urn:1</id>'
        "<title>Quay</title><updated>2025-06-01T08:00:00Z</updated><content>The quay of Ennis sank"
        " by a foot in the night, the harbour master said.</content></entry></feed>",
    )
    item = {
        "id": "j1",
        "url": "https://post.example/2025/ferry-late",
        "content_text": "The ferry to Sorrel was late by an hour on Monday, said its master.",
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [item]}
    moved = paper.has("/old", "", 301, location="/json")
    paper.has("/json", json.dumps(feed))
    follow = following(archive)
    for url, added in ((rss, 2), (atom, 1), (moved, 1), (rss, 0)):
        follow.add_feed(url)
        report = done(follow).report
        assert report, follow.adding.problem
        assert report.added == added
    assert follow.listed() == []
    assert len(paper.asked) == 5
    assert list((archive.path / "feeds").iterdir()) == []
    assert all("cookie" not in headers for _, headers in paper.asked)


def test_what_is_wrong_with_a_feed_is_told(
    archive: Archive, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 200_000)
    monkeypatch.setattr(fetching, "MAX_SECONDS", 1.0)
    link = '<link rel="alternate" type="application/rss+xml" href="/news.rss">'
    large = RSS.format(ITEM.format(n=1) * 2000)
    for url, why in (
        (paper.has("/page", f"<html><head>{link}</head></html>"), "names this feed: .*/news.rss"),
        (paper.has("/large", large), "too large"),
        (paper.has("/bomb", gzip.compress(large.encode()), content_encoding="gzip"), "too large"),
        (paper.has("/gone", "", 410), "answered 410 Gone"),
        (paper.has("/round", "", 302, location="/round"), "leads from one address"),
        (paper.has("/file", "", 302, location="file:///etc/passwd"), "no address of a feed"),
        (paper.address + "/nothing", "answered 404"),
        ("http://127.0.0.1:9/feed", "could not be fetched"),
        ("http://nowhere.invalid/feed", "There is no nowhere.invalid"),
    ):
        with pytest.raises(FetchError, match=why):
            fetch_feed(url, may_be_private=True)
    paper.pause = 0.6
    with pytest.raises(FetchError, match="does not end in time"):
        fetch_feed(paper.has("/slow", large[:190_000]), may_be_private=True)
    follow = following(archive)
    follow.add_feed(paper.address + "/gone")
    assert "answered 410" in done(follow).problem
    for url in ("file:///etc/passwd", "ftp://a.example/f", "news", "http://u:p@a.example/", ""):
        with pytest.raises(NotFollowed):
            follow.add_feed(url)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "127.1", "0x7f000001",
     "2130706433", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
     "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1",
     "a.localhost", "255.255.255.255"],
)  # fmt: skip
def test_private_networks_are_never_asked(paper: Paper, host: str) -> None:
    port = paper.server.server_port
    with pytest.raises(FetchError, match=r"private network|There is no"):
        fetch_feed(f"http://{host}:{port}/feed")
    assert paper.asked == []


def test_a_redirect_or_a_name_that_changes_leads_to_no_private_network(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look-up of a name gives an address of the test's that counts as public."""
    port = paper.server.server_port
    public = {"127.0.0.1"}
    monkeypatch.setattr(fetching, "is_everybodys", lambda ip: str(ip) in public)
    looked_up: list[str] = []
    ask_system: Any = socket.getaddrinfo

    def look_up(host: str, *more: Any, **options: Any) -> Any:
        if not host.endswith(".example"):
            return ask_system(host, *more, **options)
        looked_up.append(host)
        first = "127.0.0.1" if looked_up.count(host) == 1 else "10.0.0.1"
        return [(0, 0, 0, "", (first, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    paper.has("/feed", RSS.format(ITEM.format(n=1)))
    # The connection goes to the address that was looked at: the name is not looked up again.
    assert fetch_feed(f"http://bee.example:{port}/feed")
    assert looked_up == ["bee.example"]
    assert paper.asked[-1][1]["host"] == f"bee.example:{port}"
    paper.has("/away", "", 302, location=f"http://inside.example:{port}/feed")
    looked_up.append("inside.example")
    asked = len(paper.asked)
    with pytest.raises(FetchError, match=r"inside.example is on a private network"):
        fetch_feed(f"http://post.example:{port}/away")
    assert len(paper.asked) == asked + 1


def test_addresses_are_told_apart() -> None:
    for written, public in (
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("64:ff9b::5db8:d822", True),
        ("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("ff02::1", False), ("::", False),
    ):  # fmt: skip
        assert is_everybodys(ipaddress.ip_address(written)) is public, written
    assert is_loopback_address("127.0.0.1")
    assert not is_loopback_address("0.0.0.0")
    assert not is_loopback_address("::")


def test_what_is_followed_is_looked_at_when_due_and_stopped(
    archive: Archive, paper: Paper, tmp_path: Path
) -> None:
    now = [1_750_000_000.0]
    follow = following(archive, lambda: now[0])
    url = paper.has("/rss", RSS.format(ITEM.format(n=1)), etag='"1"')
    folder = tmp_path / "news"
    folder.mkdir()
    follow.add_feed(url, 60)
    follow.add_folder(str(folder), 15)
    done(follow)
    follow.look()
    assert len(paper.asked) == 1  # it is not due
    (folder / "a.txt").write_text("Quay\n\nThe quay of Ennis sank by a foot, a diver said.")
    now[0] += 3601
    follow.look()
    done(follow)
    assert paper.asked[-1][1]["if-none-match"] == '"1"'
    feed, local = follow.listed()
    assert (len(feed.arrived), len(local.arrived)) == (1, 1)
    assert follow.warnings() == []
    # Another server that serves the same archive goes on with it.
    assert following(archive, lambda: now[0]).listed() == [feed, local]
    (folder / "a.txt").unlink()
    folder.rmdir()
    paper.pages.clear()
    now[0] += 3601
    follow.look()
    done(follow)
    told = follow.warnings()
    assert [place in said for place, said in zip((url, str(folder)), told, strict=True)] == [1, 1]
    assert "answered 404" in told[0]
    assert "There is no" in told[1]
    follow.stop(url)
    follow.stop(str(folder))
    now[0] += 3601
    asked = len(paper.asked)
    follow.look()
    assert (follow.listed(), follow.warnings(), len(paper.asked)) == ([], [], asked)


def test_what_brings_nothing_for_much_longer_than_usual_is_told() -> None:
    day = 86_400.0
    usual = Followed("/srv/news", "folder", 15, arrived=(0.0, day, 2 * day, 3 * day))
    assert usual.warning(5 * day) == ""
    assert "may have stopped: nothing new came since 4 January 1970" in usual.warning(7 * day)
    rare = Followed("/srv/news", "folder", 15, arrived=(0.0, 30 * day, 60 * day))
    assert rare.warning(120 * day) == ""
    assert Followed("/srv/news", "folder", 15, arrived=(0.0,)).warning(900 * day) == ""
