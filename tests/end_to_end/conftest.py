"""One archive of the sample articles, the page over it, and a browser."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ui.accounts import keep_user
from vectorstore import Archive
from vectorstore.models.encoder import SentenceEncoder

ROOT = Path(__file__).parents[2]
CHROMIUM_ARGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
    --disable-background-networking --disable-component-update --disable-sync""".split()

# Also where two browsers and a server share a busy machine.
expect.set_options(timeout=30_000)

# What an article may say, and must stay words. Asked for by "quillwort moths".
ATTACKS = (
    '<img src="http://attacker.invalid/a.png" onerror="document.title=1">',
    "<script>document.title = 'taken'</script>",
    '"><svg onload="document.title=1"><style>@import "http://attacker.invalid/b.css";</style>',
    "![moth](http://attacker.invalid/c.png) [here](javascript:document.title=1)",
    "${document.title=1} {{value}} `",
)
HOSTILE = {
    "id": "hostile",
    "title": f"Quillwort moths {ATTACKS[0]}",
    "outlet": f"Dunmere Gazette {ATTACKS[2]}",
    "author": ATTACKS[1],
    "url": "javascript:document.title=1",
    "published": "2025-03-02",
    "text": "Gardeners in Dunmere counted 4,400 quillwort moths on Tuesday. "
    + " ".join(f"The quillwort moths of Dunmere like {attack} very much." for attack in ATTACKS),
}


# A wire story whose id holds slashes and an address; printed by three others, and corrected.
ODD_ID = "wire/2025/https://tarnwire.example/a b?c=1&d=é#e"
_DREDGER = (
    "The dredger Pelican Star ran aground off Tarn Head on Monday with {crew} people on board.\n\n"
    "Lifeboats from Tarn Head and Gull Rock stood by through the night, and nobody was hurt, said"
    " the coastguard officer Ida Marlow.\n\n"
    "“We saw her lights swing round and then stop,” said the keeper Tobias Fenn, who raised the"
    " alarm at ten past four.\n\n"
    "The dredger had worked in the channel since April, and is to be towed off at high water on"
    " Wednesday, said her owners, Pelican Marine."
)
DREDGER = {
    "id": ODD_ID,
    "title": "Dredger aground off Tarn Head",
    "outlet": "Tarn Wire",
    "author": "A. Pryor, news agency",
    "url": "https://tarnwire.example/dredger?page=1#top",
    "published": "2025-06-02",
    "text": _DREDGER.format(crew="eleven"),
}
CORRECTED = {**DREDGER, "updated": "2025-06-04", "text": _DREDGER.format(crew="nineteen")}
COPIES = [
    {
        **{key: CORRECTED[key] for key in ("title", "text")},
        "id": f"copy-{number}",
        "outlet": outlet,
        "published": f"2025-06-0{number + 2}",
    }
    for number, outlet in enumerate(("Gull Rock News", "Dunmere Gazette", "The Far Post"), 1)
]


@pytest.fixture(scope="session")
def archive_folder(
    sample_files: Path, encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("page")
    hostile = folder / "hostile.jsonl"
    hostile.write_text(json.dumps(HOSTILE), encoding="utf-8")
    wire, copies = folder / "wire.jsonl", folder / "copies.jsonl"
    copies.write_text("\n".join(map(json.dumps, COPIES)), encoding="utf-8")
    shutil.copytree(sample_files, folder / "archive")
    with Archive.open(folder / "archive", encoder) as archive:
        for version in (DREDGER, CORRECTED):
            wire.write_text(json.dumps(version), encoding="utf-8")
            archive.ingest([hostile, copies, wire])
    return folder / "archive"


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Listener:
    """Listens at `address` and keeps what each connection says first."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = "http://{}:{}".format(*self._socket.getsockname())
        self.heard: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with connection:
                    connection.settimeout(5)
                    self.heard.append(connection.recv(1000))

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    """What hears each request that the quoting page's server sends to another host."""
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture(scope="session")
def quoting_address(archive_folder: Path, listener: Listener) -> Iterator[str]:
    """The address of the page whose answers are quotes; its server has a proxy."""
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    proxies = dict.fromkeys((*names, *map(str.lower, names)), listener.address)
    with serving(archive_folder, "quotes", {**proxies, "NO_PROXY": "", "no_proxy": ""}) as address:
        yield address


@pytest.fixture(scope="session")
def writing_address(archive_folder: Path) -> Iterator[str]:
    """The address of the page whose answers a scripted model writes."""
    with serving(archive_folder, "scripted") as address:
        yield address


@pytest.fixture(scope="session")
def own_folder(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the archive, that tests may change."""
    folder = tmp_path_factory.mktemp("own") / "archive"
    shutil.copytree(archive_folder, folder)
    return folder


@pytest.fixture(scope="session")
def login_address(own_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page on every address, over `own_folder`, with logins: ida may add, the others only ask."""
    people = tmp_path_factory.mktemp("people") / "people"
    keep_user(people, "Ruth Ñ", "wintergreen", "ask")
    keep_user(people, "ruth", "wintergreen", "ask")
    keep_user(people, "ida", "lighthouse", "add")
    port = str(free_port())
    command = ["-m", "ui", "chat", "--archive", str(own_folder), "--port", port]
    command += ["--host", "0.0.0.0", "--auth", str(people)]
    with started([sys.executable, *command], {}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving(
    archive_folder: Path, writer: str, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    script = Path(__file__).with_name("page_server.py")
    command = [sys.executable, str(script), str(archive_folder), writer]
    with started(command, environment or {}) as address:
        yield address


@contextmanager
def started(
    command: Sequence[str], environment: Mapping[str, str], log: IO[str] | None = None
) -> Iterator[str]:
    """Run a command that serves the page until the end; yields the address that it listens at."""
    own = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        encoding="utf-8",
        env={**os.environ, **own, **environment},
    )
    assert process.stdout
    try:
        said = process.stdout.readline()
        address = re.search(r"http://[\d.:]+", said)
        assert address, f"the page did not start: {said!r}, exit code {process.poll()}"
        yield address.group()
        if sys.platform != "win32":  # which sends Ctrl+C to a whole console, this one too
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("DATELINE_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        path = path or playwright.chromium.executable_path
        if not shutil.which(path):
            pytest.fail(
                "The tests of the page need Chromium: install it (on Debian: apt-get install"
                " chromium; anywhere: python -m playwright install chromium) or name its program in"
                " DATELINE_CHROMIUM."
            )
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def requested(page: Page) -> list[str]:
    """The address of everything that the page asked for."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(30_000)
    yield page
    page.close()
