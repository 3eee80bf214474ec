"""The page where it may open few files: who is one too many is told so, and on it goes."""

from __future__ import annotations

import http.client
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.crowd import Refused, Visitor
from tests.end_to_end.conftest import started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no open files")

LIMIT = 96
READERS = 12
CARGO = "What cargo was the Aster Trader carrying?"
BUSY = b"As many people as Dateline can serve have its page open."
SCRIPT = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]),) * 2)
del sys.argv[0], sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture(scope="module")
def limited_address(archive_folder: Path) -> Iterator[str]:
    page_server = str(Path(__file__).with_name("page_server.py"))
    command = [sys.executable, "-c", SCRIPT, str(LIMIT), page_server, str(archive_folder), "quotes"]
    with started(command, {}) as address:
        yield address


def wave(address: str) -> None:
    """So many people ask at once, and each is answered."""

    def ask(_: int) -> str:
        return Visitor(address).conversation(CARGO)

    with ThreadPoolExecutor(READERS) as pool:
        assert all("1,900 tonnes of timber" in html for html in pool.map(ask, range(READERS)))


def test_people_that_come_in_waves_are_all_answered(limited_address: str) -> None:
    for _ in range(3):
        wave(limited_address)


def test_tabs_that_are_too_many_are_told_so(limited_address: str) -> None:
    with ExitStack() as open_tabs:

        def open_tab(number: int) -> int:
            tab = http.client.HTTPConnection(urlsplit(limited_address).netloc, timeout=60)
            open_tabs.callback(tab.close)
            accept = {"accept": "text/html" if number % 2 else "*/*"}
            tab.request("GET", f"/gradio_api/heartbeat/tab{number}", headers=accept)
            answer = tab.getresponse()
            if answer.status == 503:
                assert BUSY in answer.read()
                assert answer.headers.get_content_subtype() == ("html" if number % 2 else "json")
                assert answer.headers["retry-after"]
            else:
                open_tabs.callback(answer.close)
            return answer.status

        with ThreadPoolExecutor(LIMIT) as pool:
            answers = Counter(pool.map(open_tab, range(LIMIT)))
        assert answers.keys() == {200, 503}
        assert answers[200] >= READERS
    wave(limited_address)


def test_connections_that_ask_nothing_whole_are_closed(limited_address: str) -> None:
    where = urlsplit(limited_address)
    posted = (
        b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n\r\n{"
    )
    with ExitStack() as silent:
        for said in (b"", b"GET / HTTP/1.1\r\nHost: ", posted) * (LIMIT // 4):
            one = socket.create_connection((where.hostname, where.port), timeout=60)
            silent.enter_context(one)
            one.sendall(said)
        assert "1,900 tonnes of timber" in answered_at_last(limited_address)


def answered_at_last(address: str) -> str:
    """The answer to someone who comes again when told to."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            return Visitor(address).conversation(CARGO)
        except Refused:
            time.sleep(1)
    pytest.fail("no answer came")
