"""Do many people at once each get their own answer, and does a closed tab end its work?

    python -m benchmarks.crowd [crowd] [busy] [tabs] [memory] [--people 50] [--turns 8]
        [--surplus 200] [--tabs 200] [--memory 2000] [--seconds 3]

The page runs in a process of its own over the sample archive, with a scripted model behind OpenAI's
protocol that takes --seconds for an answer and repeats the word by which each question is known.
Each person speaks Gradio's protocol as the browser does. An answer that is refused, missing or cut
off has failed; one that holds another person's word is mixed up. Then tabs are closed in
mid-answer, as many at a time as are answered at a time, and once a whole queue of them. `busy`:
--surplus people ask at once, and who is one too many is told so. `memory`: what the page's process
holds after a tenth of --memory turns in quotes, and after all. Without a name all but `memory` are
measured. Exit code 1 where an answer failed or was mixed up, or a tab's work went on for 2 seconds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from assistant import Assistant
from assistant.answering.chat_model import chat_model
from tests.assistant.model_server import ModelServer
from tests.assistant.model_server import serve as model_server
from ui import words
from ui.chat import serve
from ui.cli import sample_folder
from ui.desk import WRITTEN_AT_ONCE as AT_ONCE
from vectorstore import Archive

# Seconds that a person waits for the next word, and that a closed tab's work may go on.
PATIENCE = 120
MAX_GOING_ON = 2.0
_QUEUE = 60
_PARTS = ("crowd", "busy", "tabs", "memory")
_INJURED = (
    "What did the Transport Ministry say about the number of injured on the ferry Marigold, asks"
    " person {word}?"
)
_WORD = re.compile(r"\bperson (p\d+t\d+)\b")


class Refused(Exception):
    """The page answered with something else than 200."""


class Visitor:
    """One tab of the page: asks, and listens to what comes, as the browser does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._address = urlsplit(address)
        self._session = secrets.token_hex(8)
        page = self._request("GET", "/").read().decode()
        found = re.search(r"window\.gradio_config = (\{.*?\});</script>", page, re.DOTALL)
        assert found, "the page holds no configuration"
        config = json.loads(found.group(1))
        [box] = [c["id"] for c in config["components"] if c["props"].get("elem_id") == "question"]
        self._event = next(
            {"fn_index": event["id"], "trigger_id": box}
            for event in config["dependencies"]
            if [box, "submit"] in event["targets"]
        )
        # Open as long as the tab is, as a browser keeps it: a response that nobody holds is closed.
        self._alive = self._request("GET", f"/gradio_api/heartbeat/{self._session}")

    def ask(self, question: str) -> None:
        """Join the queue, without listening yet."""
        # Beside the question: the conversation and the model, then filters, of which none is set.
        given: list[object] = [question, None, None, "", "", "", [], []]
        asked = {"data": given, "event_data": None, "session_hash": self._session}
        response = self._request("POST", "/gradio_api/queue/join", asked | self._event)
        assert json.load(response)["event_id"]

    def listen(self) -> Generator[dict[str, Any]]:
        """What the page sends, until it has told all."""
        path = f"/gradio_api/queue/data?session_hash={self._session}"
        with self._request("GET", path) as lines:
            for line in lines:
                if line.startswith(b"data: "):
                    message: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                    if message["msg"] == "close_stream":
                        return
                    yield message

    def conversation(self, question: str) -> str:
        """The HTML of the conversation when a question has been answered."""
        self.ask(question)
        last = [message for message in self.listen() if message["msg"] == "process_completed"][-1]
        if not last["success"]:
            raise Refused(str(last["output"]))
        sent = last["output"]["data"][2]
        if "exchanges" not in sent:
            raise Refused(f"no exchange was sent, but {sorted(sent)}")
        [exchange] = sent["exchanges"]
        return "".join(exchange["parts"])

    def close(self) -> None:
        """Close the tab."""
        self._alive.close()

    def _request(self, method: str, path: str, body: object = None) -> http.client.HTTPResponse:
        host = self._address.netloc
        connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        headers = {"Origin": f"http://{host}", "Connection": "close"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        if response.status != 200:
            raise Refused(
                f"{path.partition('?')[0]}: {response.status} {response.read(500).decode()}"
            )
        return response


@dataclass
class Outcome:
    """What the crowd came to; `failures` are lines, `seconds` are those of each answered turn."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    mixed_up: list[str] = field(default_factory=list)


def echo(prompt: str) -> list[str]:
    """An answer in twelve pieces that repeats the word by which the last question is known."""
    word = _WORD.findall(prompt)[-1]
    text = f"The Transport Ministry told person {word} that the number of injured was 54 [1]."
    words = text.split(" ")
    return [f"{word} " for word in words[:11]] + [" ".join(words[11:])]


def crowd(address: str, people: int, turns: int) -> Outcome:
    """Everyone asks their questions one after the other, all at the same time."""
    outcome = Outcome()

    def person(number: int) -> None:
        visitor = Visitor(address)
        for turn in range(turns):
            word, started = f"p{number}t{turn}", time.monotonic()
            try:
                html = visitor.conversation(_INJURED.format(word=word))
            except (OSError, http.client.HTTPException, IndexError, Refused) as error:
                outcome.failures.append(f"{word}: {type(error).__name__} {error}")
                continue
            outcome.seconds.append(time.monotonic() - started)
            if html.count(f"told person {word} that") != 1 or 'class="problem"' in html:
                said = html.partition('class="problem"')[2] or html[-2000:]
                outcome.failures.append(f"{word}: {_text('<' + said)[:300]}")
            if others := {w for w in _WORD.findall(html) if not w.startswith(f"p{number}t")}:
                outcome.mixed_up.append(f"{word}: {sorted(others)}")
        visitor.close()

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(person, range(people)))
    return outcome


def close_tabs(address: str, model: ModelServer, tabs: int, writing: int) -> list[float]:
    """Seconds until the model's connections were closed, after this many tabs were, all at once.

    `writing` of them are being answered, the others wait.
    """
    visitors = [Visitor(address) for _ in range(tabs)]
    asked = len(model.requests)
    for number, visitor in enumerate(visitors):
        visitor.ask(f"How many were injured on the ferry Marigold, asks person p{number}t0?")
    with ThreadPoolExecutor(tabs) as pool:
        streams = list(pool.map(lambda visitor: _opened(visitor), visitors))
    _wait_until(lambda: len(model.requests) >= asked + writing)
    # In mid-answer, not at its beginning.
    time.sleep(0.5)
    closed = time.monotonic()
    for visitor, stream in zip(visitors, streams, strict=True):
        stream.close()
        visitor.close()
    return [model.hung_up.get(timeout=PATIENCE) - closed for _ in range(writing)]


def _opened(visitor: Visitor) -> Generator[dict[str, Any]]:
    stream = visitor.listen()
    next(stream)
    return stream


def _wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


@contextmanager
def page(archive: Path, model_url: str = "") -> Iterator[tuple[str, psutil.Process]]:
    """The page in a process of its own, which quotes or has a model: its address and process."""
    command = [sys.executable, "-m", "benchmarks.crowd", "--page", str(archive), model_url]
    environment = {**os.environ, "OPENAI_API_KEY": "none"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    try:
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address, "the page did not start"
        yield address.group(), psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _serve(archive: Path, model_url: str) -> None:
    with Archive.open(archive) as opened:
        model = chat_model("openai:m", f"{model_url}/v1") if model_url else None
        serve(opened, Assistant(opened, model), port=0)


def _held(process: psutil.Process) -> str:
    return f"{process.num_threads()} threads, {process.num_fds()} open files"


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] if seconds else float("nan")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(_PARTS))
    parser.add_argument("--surplus", type=int, default=200)
    parser.add_argument("--memory", type=int, default=2000)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--turns", type=int, default=8)
    parser.add_argument("--tabs", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--page", nargs=2, metavar=("ARCHIVE", "MODEL_URL"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(_PARTS):
        parser.error(f"there is no {unknown.pop()}: choose from {', '.join(_PARTS)}")
    if options.page:
        _serve(Path(options.page[0]), options.page[1])
        return 0
    with tempfile.TemporaryDirectory() as folder, model_server() as model:
        with Archive.open(folder) as archive:
            archive.ingest([sample_folder()])
        model.reply, model.pause = echo, options.seconds / 12
        wrong = 0
        for part in options.parts or ("crowd", "busy", "tabs"):
            url = "" if part == "memory" else model.url
            with page(Path(folder), url) as (address, process):
                if part == "crowd":
                    wrong |= _crowd(address, options.people, options.turns)
                elif part == "busy":
                    wrong |= _busy(address, options.surplus)
                elif part == "memory":
                    wrong |= _memory(address, process, options.memory)
                else:
                    wrong |= _tabs(address, model, process, options.tabs)
        return wrong


def _busy(address: str, people: int) -> int:
    """Everyone asks once, at the same time: each is answered, or told that there are too many."""
    answered: list[float] = []
    told: list[float] = []
    wrong: list[str] = []
    visitors = [Visitor(address) for _ in range(people)]

    def ask(number: int) -> None:
        started = time.monotonic()
        try:
            html = visitors[number].conversation(_INJURED.format(word=f"p{number}t0"))
        except (OSError, http.client.HTTPException, IndexError, Refused) as error:
            if words.BUSY in str(error):
                told.append(time.monotonic() - started)
            else:
                wrong.append(f"{type(error).__name__} {error}"[:200])
            return
        taken = time.monotonic() - started
        if html.count(f"told person p{number}t0 that") == 1:
            answered.append(taken)
        elif words.BUSY.split(":")[0] in html:
            told.append(taken)
        else:
            wrong.append(_text(html)[-200:])

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(ask, range(people)))
    print(f"{people} at once: {len(answered)} answered, {len(told)} told to come again,", end=" ")
    print(f"{len(wrong)} neither; told after {_spread(told)}, answered after {_spread(answered)}")
    for line in wrong[:20]:
        print(" ", line)
    return int(bool(wrong))


def _memory(address: str, process: psutil.Process, turns: int) -> int:
    """Conversations of fifty turns, in quotes, four at a time."""
    warm = max(1, turns // 10)

    def talk(count: int) -> int:
        visitor = Visitor(address)
        asked = (_INJURED.format(word=f"p0t{n}") for n in range(count))
        quoted = "put the number of injured at"
        answered = sum(quoted in visitor.conversation(question) for question in asked)
        visitor.close()
        return answered

    def talks(count: int) -> int:
        sizes = [min(50, count - start) for start in range(0, count, 50)]
        with ThreadPoolExecutor(4) as pool:
            return sum(pool.map(talk, sizes))

    answered = talks(warm)
    before, held = process.memory_info().rss, _held(process)
    answered += talks(turns - warm)
    after = process.memory_info().rss
    print(
        f"{turns} turns, {answered} answered: {before / 1e6:.0f} MB after {warm} ({held}),", end=" "
    )
    print(f"{after / 1e6:.0f} MB at the end ({_held(process)}): {after / before - 1:+.1%}")
    return int(answered < turns)


def _spread(seconds: Sequence[float]) -> str:
    if not seconds:
        return "-"
    p50, p95 = statistics.median(seconds), _p95(seconds)
    return f"{p50:.2f} s (p50), {p95:.2f} s (p95), {max(seconds):.2f} s (at most)"


def _crowd(address: str, people: int, turns: int) -> int:
    started = time.monotonic()
    outcome = crowd(address, people, turns)
    taken = time.monotonic() - started
    seconds = outcome.seconds or [float("nan")]
    print("people  turns  failed  mixed up  p50 s  p95 s  all s")
    print(
        f"{people:>6} {people * turns:>6} {len(outcome.failures):>7} {len(outcome.mixed_up):>9}"
        f" {statistics.median(seconds):>6.1f} {_p95(seconds):>6.1f} {taken:>6.0f}",
        flush=True,
    )
    for line in (*outcome.failures[:20], *outcome.mixed_up[:20]):
        print(" ", line)
    return int(bool(outcome.failures or outcome.mixed_up))


def _tabs(address: str, model: ModelServer, process: psutil.Process, tabs: int) -> int:
    model.stalls = True
    print(f"\nbefore: {_held(process)}")
    seconds: list[float] = []
    for _ in range(tabs // AT_ONCE):
        seconds += close_tabs(address, model, AT_ONCE, AT_ONCE)
    print(f"{len(seconds)} tabs closed, {AT_ONCE} at a time: their model stopped after", end=" ")
    print(f"{statistics.median(seconds):.2f} s (p50), {max(seconds):.2f} s (at most)", flush=True)
    waiting = close_tabs(address, model, _QUEUE, AT_ONCE)
    print(f"{_QUEUE} tabs closed at once, all but {AT_ONCE} in the queue: {max(waiting):.2f} s")
    model.stalls = False
    asked = len(model.requests)
    started = time.monotonic()
    Visitor(address).conversation("How many were injured on the Marigold, asks person p0t0?")
    print(f"the next person's whole answer took {time.monotonic() - started:.1f} s")
    print(f"the model was asked {len(model.requests) - asked} times since")
    print(f"after: {_held(process)}")
    return int(max(*seconds, *waiting) > MAX_GOING_ON)


if __name__ == "__main__":
    sys.exit(main())
