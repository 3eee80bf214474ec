"""Two serving processes over one archive: what one keeps the other has, and one that dies."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from openai import APIError, InternalServerError, OpenAI
from playwright.sync_api import Page, expect

from tests.assistant.model_server import ModelServer
from tests.assistant.model_server import serve as model_server
from tests.conftest import ROOT
from ui.desk import MAX_WAITING, WRITTEN_AT_ONCE
from vectorstore import Archive

CARGO = "What cargo was the Aster Trader carrying?"
WRITTEN = ["The Aster Trader carried ", "1,900 tonnes of timber [1]."]
SHOWN = "The Aster Trader carried 1,900 tonnes of timber. [1]"


@dataclass(frozen=True)
class Pair:
    """Where the two listen, what writes for both, and the process that began them."""

    addresses: tuple[str, str]
    model: ModelServer
    parent: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def post(self, number: int, path: str, **body: Any) -> httpx.Response:
        return httpx.post(f"{self.addresses[number]}/api/v1/{path}", json=body, timeout=60)

    def metrics(self, number: int) -> dict[str, float]:
        lines = httpx.get(f"{self.addresses[number]}/metrics", timeout=60).text.splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if line[0] != "#")
        return {name: float(value) for name, value in pairs}

    def process(self, number: int) -> psutil.Process:
        port = self.addresses[number].rpartition(":")[2]
        children = psutil.Process(self.parent.pid).children()
        [found] = [child for child in children if child.cmdline()[-2] == port]
        return found

    def wait_until_said(self, words: str, times: int = 1) -> None:
        for _ in range(600):
            if sum(words in line for line in self.said) >= times:
                return
            assert self.parent.poll() is None, self.said
            time.sleep(0.1)
        raise AssertionError(f"{words!r} was not said within a minute: {self.said}")


@contextmanager
def two(archive: Path, model: ModelServer) -> Iterator[Pair]:
    port = free_ports(2)
    command = [
        *(sys.executable, "-m", "ui", "serve", "--workers", "2", "--port", str(port)),
        *("--archive", str(archive), "--model", "openai:m"),
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "DATELINE_MODEL_URL": f"{model.url}/v1",
    }
    parent = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=environment,
    )
    addresses = (f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}")
    pair = Pair(addresses, model, parent)
    assert parent.stdout

    def listen() -> None:
        assert parent.stdout
        for line in parent.stdout:
            pair.said.append(line)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        pair.wait_until_said("Dateline is at", 2)
        yield pair
        if sys.platform != "win32":
            children = psutil.Process(parent.pid).children()
            parent.send_signal(signal.SIGTERM)  # as systemd and Docker stop a service
            assert parent.wait(30) == 0
            assert not any(child.is_running() for child in children)
    finally:
        for process in [*psutil.Process().children(recursive=True)]:
            if str(archive) in process.cmdline():
                process.kill()
        listener.join(30)
        parent.stdout.close()


def free_ports(count: int) -> int:
    """The first of so many free ports in a row."""
    while True:
        with ExitStack() as held:
            first = held.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            try:
                for port in range(first + 1, first + count):
                    held.enter_context(socket.create_server(("127.0.0.1", port)))
            except (OSError, OverflowError):
                continue
            return int(first)


@pytest.fixture(scope="module")
def processes(
    sample_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Pair, ModelServer]]:
    folder = Path(shutil.copytree(sample_files, tmp_path_factory.mktemp("processes") / "archive"))
    with model_server() as model, two(folder, model) as pair:
        yield pair, model


@pytest.fixture
def pair(processes: tuple[Pair, ModelServer]) -> Pair:
    """The two processes, with a model that says what it did at first."""
    pair, model = processes
    model.pieces, model.status, model.body = WRITTEN, 200, ""
    model.ends, model.stalls, model.usage = True, False, None
    return pair


def test_each_is_well_and_counts_its_own(pair: Pair) -> None:
    given = 'dateline_answers_total{outcome="given"}'
    before = [pair.metrics(number).get(given, 0) for number in (0, 1)]
    answers = [pair.post(number, "ask", question=CARGO).json() for number in (0, 1, 1)]
    assert {answer["text"] for answer in answers} == {SHOWN}
    assert all(answer["claims"][0]["verdict"] == "supported" for answer in answers)
    after = [pair.metrics(number)[given] for number in (0, 1)]
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 2]
    for address in pair.addresses:
        assert httpx.get(f"{address}/healthz", timeout=60).json() == {"status": "ok"}
        assert httpx.get(f"{address}/readyz", timeout=60).json()["status"] == "ready"


def test_a_conversation_goes_on_at_the_other(pair: Pair) -> None:
    first = pair.post(0, "ask", question="Which ferry was hit by the Aster Trader?").json()
    turn = {
        "question": first["question"],
        "answer": first["text"],
        "understood": first["understood"],
        "articles": [citation["article"]["id"] for citation in first["citations"]],
    }
    pair.model.pieces = ["When was the Aster Trader back in service?"]
    told = pair.post(1, "ask", question="When was it back in service?", history=[turn]).json()
    assert told["understood"] == "When was the Aster Trader back in service?"


def test_a_conversation_of_the_page_goes_on_at_the_other(pair: Pair, page: Page) -> None:
    page.goto(pair.addresses[0])
    for number, question in enumerate((CARGO, "Who was its master?"), 1):
        page.get_by_label("Your question").fill(question)
        page.keyboard.press("Enter")
        expect(page.locator(".exchange[data-running=false]")).to_have_count(number)
        expect(page.locator(".answer").last).to_contain_text("1,900 tonnes")
        page.wait_for_url("**/#c-*")
        page.goto(f"{pair.addresses[1]}/#{page.url.partition('#')[2]}")
        expect(page.locator(".exchange[data-running=false]")).to_have_count(number)
    assert "Aster Trader" in pair.model.prompt  # of the first exchange


def test_what_one_is_given_the_other_finds(pair: Pair) -> None:
    kites = {"id": "kite", "outlet": "The Gull", "published": "2026-01-02", "title": "Kite day"}
    kites["text"] = "The kite festival of Orlend drew 3,100 people on Sunday, said Mira Tolk."
    assert pair.post(0, "ingest", articles=[kites]).json()["added"] == 1
    found = pair.post(1, "search", question="kite festival of Orlend", k=1).json()["passages"]
    assert [passage["article"]["id"] for passage in found] == ["kite"]
    for _ in range(120):
        if not pair.metrics(1)["dateline_passages_not_embedded"]:
            break
        time.sleep(0.5)
    assert not pair.metrics(1)["dateline_passages_not_embedded"]
    told = pair.post(1, "ask", question="How many people came to see the kites?").json()
    assert "kite" in {passage["article"]["id"] for passage in told["passages"]}


def test_both_are_given_articles_at_once(pair: Pair) -> None:
    def add(number: int) -> int:
        article = {"id": f"at-once-{number}", "text": f"Buoy {number} of Tarn Sound was painted."}
        for _ in range(60):
            done = pair.post(number % 2, "ingest", articles=[article])
            if done.status_code != 409:
                return done.status_code
            assert int(done.headers["retry-after"]) > 0
            time.sleep(0.5)
        return 409

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(add, range(6))) == {200}
    for number in range(6):
        name = f"article/at-once-{number}"
        for address in pair.addresses:
            assert httpx.get(f"{address}/api/v1/{name}", timeout=60).status_code == 200


def test_a_model_that_fails_is_told_in_words(pair: Pair) -> None:
    failures: list[tuple[dict[str, Any], str]] = [
        ({"status": 500}, "500"),
        ({"ends": False}, "before"),
    ]
    for change, said in failures:
        vars(pair.model).update({"status": 200, "ends": True, **change})
        told = pair.post(0, "ask", question=CARGO)
        assert (told.status_code, told.json()["error"]["code"]) == (502, "model_failed")
        assert said in told.json()["error"]["message"]
        stream = pair.post(0, "ask", question=CARGO, stream=True).text
        name, data = re.findall(r"event: (\w+)\ndata: (.*)", stream)[-1]
        assert name == "error"
        assert json.loads(data)["error"] == told.json()["error"]
        with OpenAI(base_url=f"{pair.addresses[0]}/v1", api_key="-", max_retries=0) as client:
            asked: Any = {"model": "dateline", "messages": [{"role": "user", "content": CARGO}]}
            with pytest.raises(InternalServerError, match=said):
                client.chat.completions.create(**asked)
            with pytest.raises(APIError, match=said):
                list(client.chat.completions.create(stream=True, **asked))
            quoted = client.chat.completions.create(**{**asked, "model": "dateline-quotes"})
            assert "timber" in (quoted.choices[0].message.content or "")


def test_what_the_model_used_is_said(pair: Pair) -> None:
    with OpenAI(base_url=f"{pair.addresses[1]}/v1", api_key="-", max_retries=0) as client:
        asked: Any = {"model": "dateline", "messages": [{"role": "user", "content": CARGO}]}
        guessed = client.chat.completions.create(**asked).usage
        assert guessed
        assert guessed.completion_tokens in range(10, 40)
        assert guessed.prompt_tokens > 200
        pair.model.usage = {"prompt_tokens": 700, "completion_tokens": 30, "total_tokens": 730}
        counted = client.chat.completions.create(**asked).usage
        assert counted
        assert counted.to_dict() == pair.model.usage
        options: Any = {"stream": True, "stream_options": {"include_usage": True}}
        *others, last = client.chat.completions.create(**asked, **options)
        assert not last.choices
        assert last.usage == counted
        assert {chunk.usage for chunk in others} == {None}
        quoted = client.chat.completions.create(**{**asked, "model": "dateline-quotes"}).usage
        assert quoted
        assert quoted.total_tokens == 0


def test_who_is_one_too_many_is_told_when_to_ask_again(pair: Pair) -> None:
    pair.model.stalls = True
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=pair.addresses[0], timeout=60, limits=limits) as client:
        with ExitStack() as asked:
            for _ in range(WRITTEN_AT_ONCE + MAX_WAITING):
                stream = client.stream(
                    "POST", "/api/v1/ask", json={"question": CARGO, "stream": True}
                )
                asked.enter_context(stream)
            for _ in range(100):
                if pair.metrics(0)["dateline_questions_waiting"] == MAX_WAITING:
                    break
                time.sleep(0.1)
            for path, body in (
                ("/api/v1/ask", {"question": CARGO}),
                ("/api/v1/ask", {"question": CARGO, "stream": True}),
                ("/api/v1/search", {"question": CARGO}),
                ("/v1/chat/completions", {"messages": [{"role": "user", "content": CARGO}]}),
            ):
                busy = client.post(path, json=body)
                assert (busy.status_code, busy.json()["error"]["code"]) == (429, "busy")
                assert int(busy.headers["retry-after"]) > 0
            assert pair.post(1, "search", question=CARGO).status_code == 200
        pair.model.stalls = False
        for _ in range(100):
            if not pair.metrics(0)["dateline_questions_running"]:
                break
            time.sleep(0.1)
        assert pair.post(0, "ask", question=CARGO).json()["text"] == SHOWN


def test_of_one_that_is_killed_only_the_running_answers_fail(pair: Pair) -> None:
    pair.model.stalls = True
    asked = {"question": CARGO, "stream": True}
    with httpx.stream("POST", f"{pair.addresses[0]}/api/v1/ask", json=asked, timeout=60) as stream:
        lines = stream.iter_lines()
        assert any("1,900" in line for line in lines)
        pair.process(0).kill()
        with pytest.raises(httpx.TransportError):
            list(lines)
    pair.model.stalls = False
    assert pair.post(1, "ask", question=CARGO).json()["text"] == SHOWN
    pair.wait_until_said("what it was answering is lost. It begins anew")
    pair.wait_until_said("Dateline is at", 3)
    assert pair.post(0, "ask", question=CARGO).json()["text"] == SHOWN


def test_a_port_that_is_taken_ends_all_of_it(sample: Archive) -> None:
    port = free_ports(2)
    command = [sys.executable, "-m", "ui", "serve", "--workers", "2", "--port", str(port)]
    with socket.create_server(("127.0.0.1", port + 1)):
        done = subprocess.run(
            [*command, "--archive", str(sample.path), "--no-audit"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
    assert done.returncode == 1
    assert f"the process at port {port + 1} could not begin" in done.stderr
    assert "choose a free one with --port" in done.stderr


def test_none_outlives_who_began_it(sample: Archive) -> None:
    port = free_ports(2)
    command = [sys.executable, "-m", "ui", "serve", "--workers", "2", "--port", str(port)]
    parent = psutil.Popen(
        [*command, "--archive", str(sample.path), "--no-audit"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while len(children := parent.children()) < 2:
        assert parent.poll() is None
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    _, left = psutil.wait_procs(children, 60)
    for child in left:
        child.kill()
    assert not left
