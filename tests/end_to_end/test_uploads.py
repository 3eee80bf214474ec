"""Files are sent by drag and drop, and over HTTP: large ones, many, bad ones, and odd names."""

from __future__ import annotations

import http.client
import json
import re
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.test_places import opened, serious
from tests.end_to_end.test_verify_place import drop
from ui.guard.bodies import MAX_UPLOAD, MB
from ui.uploads import safe_name

MOLE = {
    "title": "A mole for Kelby",
    "outlet": "Kelby Bee",
    "published": "2025-06-07",
    "text": "The harbour of Kelby is to have a mole of granite, said the engineer Ines Roth.",
}
OTHER = {
    **MOLE,
    "title": "Another mole",
    "text": "No mole is built in Ennis, its mayor Tom Orr said on Friday.",
}


@pytest.fixture(scope="module")
def archive(own_folder: Path) -> Path:
    return own_folder


@pytest.fixture(scope="module")
def address(login_address: str) -> str:
    return login_address


def logged_in(page: Page, address: str, name: str, password: str) -> None:
    page.goto(address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your question")).to_be_visible()


class Sender:
    """Someone who is logged in and posts without a browser."""

    def __init__(self, address: str, name: str, password: str) -> None:
        self._host = urlsplit(address).netloc
        form = f"name={name}&password={password}"
        head = {"content-type": "application/x-www-form-urlencoded"}
        _, told, _ = self._ask("/session/new", form.encode(), head)
        found = re.search(r"dateline_login=[^;]+", told)
        self._cookie = {"cookie": found.group()} if found else {}

    def send(self, name: str, body: bytes, **headers: str) -> tuple[int, dict[str, str]]:
        status, _, said = self._ask(f"/upload/{name}", body, {**self._cookie, **headers})
        return status, json.loads(said)

    def _ask(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        with closing(http.client.HTTPConnection(self._host, timeout=60)) as connection:
            own = {"origin": f"http://{self._host}"}
            connection.request("POST", path, body, {**own, **headers})
            with connection.getresponse() as answer:
                return answer.status, str(answer.headers), answer.read()


def test_dropped_files_are_added_and_bad_ones_are_named(
    page: Page, address: str, archive: Path
) -> None:
    logged_in(page, address, "ida", "lighthouse")
    opened(page, address, "Archive")
    expect(page.locator("#add-path")).to_have_count(0)  # others reach this page
    page.evaluate(
        """(files) => {
          const data = new DataTransfer();
          for (const [name, said] of files) data.items.add(new File([said], name));
          document.querySelector("form.drop").dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        [
            ["mole.jsonl", json.dumps(MOLE)],
            ["mole.jsonl", json.dumps(OTHER)],
            ["picture.png", "no article"],
            ["<img src=x onerror=document.title=1>.json", "{"],
        ],
    )  # fmt: skip
    told = page.locator("#archive-adding")
    expect(told).to_contain_text("Added 2", timeout=90_000)
    expect(told).to_contain_text("picture.png")
    expect(told).to_contain_text("2 set aside")
    assert str(archive) not in told.inner_text()
    assert page.title() == "Dateline"
    assert serious(page) == []
    assert [path for path in (archive / "uploads").rglob("*") if path.is_file()] == []
    page.locator("#archive-words").fill("mole")
    page.keyboard.press("Enter")
    expect(page.locator("#archive-list .listed > li")).to_have_count(2)
    drop(page, "form.drop", "mole.jsonl", json.dumps(MOLE).encode())
    expect(told).to_contain_text("unchanged 1", timeout=90_000)


def test_what_is_too_large_is_refused_in_words_and_nothing_grows(address: str) -> None:
    ida = Sender(address, "ida", "lighthouse")
    [server] = [
        process
        for process in psutil.process_iter(["cmdline"])
        if str(urlsplit(address).port) in (process.info["cmdline"] or [])
    ]
    before = server.memory_info().rss
    large = b"x" * MAX_UPLOAD
    for _ in range(4):
        status, said = ida.send("large.txt", large)
        assert (status, list(said)) == (200, ["file"])
    assert server.memory_info().rss - before < 60 * MB
    status, said = ida.send("larger.txt", large + b"x")
    assert status == 413
    assert "at most 50 MB" in said["detail"]
    assert ida.send("endless.txt", b"0\r\n\r\n", **{"transfer-encoding": "chunked"})[0] == 411


def test_the_page_says_what_is_too_large_before_it_is_sent(page: Page, address: str) -> None:
    logged_in(page, address, "ida", "lighthouse")
    opened(page, address, "Archive")
    page.evaluate("document.querySelector('form.drop').dataset.most = 3")
    drop(page, "form.drop", "four.txt", b"four")
    expect(page.locator(".drop .told")).to_contain_text("four.txt is too large: at most 50 MB")


def test_only_who_may_add_sends_files(address: str) -> None:
    assert Sender(address, "nobody", "unknown").send("a.txt", b"a")[0] == 401
    assert Sender(address, "ruth", "wintergreen").send("a.txt", b"a")[0] == 403
    ida = Sender(address, "ida", "lighthouse")
    assert ida.send("a.txt", b"a", origin="http://attacker.invalid")[0] == 403


def test_who_may_only_ask_is_told_so(page: Page, address: str) -> None:
    logged_in(page, address, "ruth", "wintergreen")
    opened(page, address, "Archive")
    drop(page, "form.drop", "a.txt", b"a")
    expect(page.locator(".drop .told")).to_contain_text("You may ask, and not add")


@pytest.mark.parametrize(
    "name",
    ["../../a.txt", "..", ".", "/etc/passwd", "a/../../b.txt", "..\\..\\c.txt", "C:\\d.txt",
     "%2e%2e", "nul", "con.txt", ".bashrc", "a\0b.txt", "a\nb.txt", " ", "x" * 400 + ".jsonl",
     "é.txt", "..%2f..%2fe.txt", "~", "-rf", "a;b|c&d.txt", "\u202etxt.exe"],
)  # fmt: skip
def test_a_name_is_never_a_path(address: str, archive: Path, name: str) -> None:
    safe = safe_name(name)
    assert re.fullmatch(r"[\w() +-][\w.() +-]{0,130}", safe), safe
    assert safe.lower() not in ("nul", "con.txt")
    before = {path for path in archive.parent.rglob("*") if "uploads" not in path.parts}
    ida = Sender(address, "ida", "lighthouse")
    status, _ = ida.send(quote(name, safe=""), b"{}")
    assert status in (200, 404)
    after = {path for path in archive.parent.rglob("*") if "uploads" not in path.parts}
    assert after - before <= {path for path in after if path.name.startswith("catalogue.sqlite")}
