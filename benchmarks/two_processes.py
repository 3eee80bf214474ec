"""Many people on two serving processes, one of which is killed meanwhile.

    python -m benchmarks.two_processes [--people 200] [--minutes 10] [--every 60] [--page 100]

`dateline serve --workers 2` over the sample and an invented article for each person, who asks after
the one figure in it every --every seconds, over the API (streamed); --page of them do so on the
page, as the browser does. A person keeps to one process, as a balancer would have it, and goes to
the other where theirs does not listen. In the middle the first process is killed.

An answer counts where it holds the person's own figure; one to another's question, or with another
figure alone, is mixed up. "busy" (429) and what the killed process was just answering are counted
apart; anything else is an error. Exit code 1 where there was one, or one was mixed up.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from benchmarks.crowd import PATIENCE, Refused, Visitor
from benchmarks.invented import WORDS, write_jsonl
from ui import words
from ui.cli import sample_folder
from vectorstore import Archive

# Seconds that a process has to say that it is there.
_LOOK = 5.0
_NETWORK = (OSError, http.client.HTTPException, IndexError)


class Busy(Exception):
    """More wait than can be answered soon."""


@dataclass
class Outcome:
    """What came of it; `seconds` are those of each answer, `told` how often each thing happened."""

    seconds: list[float] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    killed_at: float = float("inf")
    back_after: float = float("nan")


class Person:
    """Asks the same thing again and again, and looks at each answer."""

    def __init__(self, number: int, addresses: list[str], on_page: bool, outcome: Outcome) -> None:
        self._name = place(number)
        self._figure = f"{figure(number):,}"
        self._question = f"How many herons did the warden of {self._name} count?"
        self._addresses = [addresses[number % 2], addresses[1 - number % 2]]
        self._on_page = on_page
        self._visitor: Visitor | None = None
        self._outcome = outcome

    def ask(self) -> None:
        """Ask once, and note what came."""
        began = time.monotonic()
        try:
            address = self._opened()
            asked = time.monotonic()
            said = self._from_page() if self._visitor else self._from_api(address)
        except Busy:
            self._outcome.told["busy"] += 1
            return
        except (*_NETWORK, Refused) as error:
            self._visitor = None
            self._failed(began, f"{type(error).__name__} {error}"[:200])
            return
        taken = time.monotonic() - asked
        figures = set(re.findall(r"\b\d{1,3},\d{3}\b(?= herons)", said))
        if self._question not in said or (figures and self._figure not in figures):
            self._outcome.told["mixed up"] += 1
            self._outcome.wrong.append(f"{self._name}: {said[:300]}")
        elif not figures:
            self._outcome.told["error"] += 1
            self._outcome.wrong.append(f"{self._name}: no answer in {said[:300]}")
        else:
            self._outcome.seconds.append(taken)

    def _failed(self, began: float, why: str) -> None:
        """What a killed process was just answering is lost, and nothing else may be."""
        if began < self._outcome.killed_at <= time.monotonic():
            self._outcome.told["lost"] += 1
        else:
            self._outcome.told["error"] += 1
            self._outcome.wrong.append(f"{self._name}: {why}")

    def _opened(self) -> str:
        """The address of a process that is there; of who is on the page, the page is open."""
        address = next((each for each in self._addresses if _listens(each)), self._addresses[0])
        if self._on_page and not (self._visitor and self._visitor.address == address):
            self._visitor = Visitor(address)
        return address

    def _from_page(self) -> str:
        assert self._visitor
        html = self._visitor.conversation(self._question)
        if words.BUSY.split(":")[0] in html:
            raise Busy
        return re.sub(r"<[^>]+>", "", html)

    def _from_api(self, address: str) -> str:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        body = json.dumps({"question": self._question, "stream": True})
        connection.request("POST", "/api/v1/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        events = response.read().decode()
        connection.close()
        if '"code": "busy"' in events:
            raise Busy
        name, data = re.findall(r"event: (\w+)\ndata: (.*)", events)[-1]
        if response.status != 200 or name != "answer":
            raise Refused(events[-200:])
        answer: dict[str, Any] = json.loads(data)
        return f"{answer['question']} {answer['text']}"


def place(number: int) -> str:
    return WORDS[number * 7].capitalize() + WORDS[-1 - number]


def figure(number: int) -> int:
    return 1_001 + 7 * number


def articles(people: int) -> Iterator[dict[str, str]]:
    """One for each person, with their own place and figure."""
    for number in range(people):
        name = place(number)
        yield {
            "id": f"herons-{number}",
            "outlet": "The Osterby Echo",
            "published": "2026-01-05",
            "title": f"Herons of {name}",
            "text": f"The warden of {name} counted {figure(number):,} herons on the old lake on"
            f" Monday. It was a good year for the colony of {name}, the warden said.",
        }


@contextmanager
def two(archive: Path) -> Iterator[tuple[list[str], psutil.Process]]:
    """Two serving processes: their addresses, and the process that began them."""
    with ExitStack() as held:
        port = held.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
    command = [
        *(sys.executable, "-m", "ui", "serve", "--workers", "2", "--port", str(port)),
        *("--archive", str(archive)),
    ]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    try:
        for _ in range(2):
            assert "Dateline is at" in parent.stdout.readline()
        threading.Thread(target=parent.stdout.read, daemon=True).start()
        addresses = [f"http://127.0.0.1:{port + number}" for number in (0, 1)]
        yield addresses, psutil.Process(parent.pid)
    finally:
        parent.send_signal(signal.SIGTERM)
        parent.wait(30)


def crowd(
    addresses: list[str],
    parent: psutil.Process,
    people: int,
    minutes: float,
    every: float,
    page: int,
) -> Outcome:
    """Everyone asks for so long, each beginning at a moment of their own."""
    outcome = Outcome()
    began = time.monotonic()
    end = began + 60 * minutes
    source = random.Random(0)
    offsets = [source.uniform(0, every) for _ in range(people)]

    def live(number: int) -> None:
        person = Person(number, addresses, number % people < page, outcome)
        due = began + offsets[number]
        while due < end:
            time.sleep(max(0, due - time.monotonic()))
            person.ask()
            due += every

    threads = [threading.Thread(target=live, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    time.sleep(max(0, began + 30 * minutes - time.monotonic()))
    _kill(addresses[0], parent, outcome)
    for thread in threads:
        thread.join()
    return outcome


def _kill(address: str, parent: psutil.Process, outcome: Outcome) -> None:
    """Kill the process at an address, and wait until it is ready again."""
    port = address.rpartition(":")[2]
    # The last port that its command names is its own.
    last = ["--port", port, "--ends-with-stdin"]
    [process] = [child for child in parent.children() if child.cmdline()[-3:] == last]
    outcome.killed_at = time.monotonic()
    process.kill()
    time.sleep(0.5)
    while not _listens(address):
        time.sleep(0.2)
    outcome.back_after = time.monotonic() - outcome.killed_at


def _listens(address: str) -> bool:
    """Whether a process is there, as a balancer asks."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_LOOK)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except _NETWORK:
        return False
    finally:
        connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--every", type=float, default=60, help="seconds between two questions")
    parser.add_argument("--page", type=int, default=100, help="how many of them are on the page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        own = write_jsonl(folder / "own.jsonl", articles(options.people))
        with Archive.open(folder / "archive") as archive:
            archive.ingest([sample_folder(), own])
        with two(folder / "archive") as (addresses, parent):
            outcome = crowd(
                addresses, parent, options.people, options.minutes, options.every, options.page
            )
            held = [child.memory_info().rss / 1e6 for child in parent.children()]
    return _told(options.people, outcome, held)


def _told(people: int, outcome: Outcome, held: list[float]) -> int:
    seconds, told = outcome.seconds, outcome.told
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print("people  answered  p50 s  p95 s  most s  busy  lost  errors  mixed up  back after s")
    print(
        f"{people:>6} {len(seconds):>9} {statistics.median(seconds):>6.2f} {p95:>6.2f}"
        f" {max(seconds):>7.2f} {told['busy']:>5} {told['lost']:>5} {told['error']:>7}"
        f" {told['mixed up']:>9} {outcome.back_after:>13.1f}"
    )
    print("memory of each process:", ", ".join(f"{each:.0f} MB" for each in held))
    for line in outcome.wrong[:20]:
        print(" ", line)
    return int(bool(told["error"] or told["mixed up"]))


if __name__ == "__main__":
    sys.exit(main())
