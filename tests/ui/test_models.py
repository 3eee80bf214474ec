"""The commands with a language model: what is said before, shown instead, and measured."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.model_server import ModelServer, serve
from tests.ui.test_cli import run
from vectorstore import Archive

QUESTION = "How many were injured on the ferry Marigold?"


@pytest.fixture
def folder(sample_files: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_files, tmp_path / "sample"))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with serve() as server:
        monkeypatch.setenv("DATELINE_MODEL_URL", server.url)
        monkeypatch.setenv("DATELINE_RERANKER", "none")
        yield server


def test_the_prompt_is_shown_and_nothing_is_sent(folder: Path, server: ModelServer) -> None:
    at = ("--model", "ollama:m", "--archive", folder, "--show-prompt")
    result = run("ask", QUESTION, *at)
    assert result.exit_code == 0
    assert QUESTION in result.stdout
    assert "<passage number=" in result.stdout
    assert "nothing leaves it" in result.stderr
    assert set(json.loads(run("ask", QUESTION, *at, "--json").stdout)) == {"system", "user", "sent"}
    assert server.requests == []


def test_what_is_sent_where_is_said_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, server: ModelServer
) -> None:
    monkeypatch.setenv("DATELINE_MODEL_URL", "https://models.invalid/v1")
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "2")
    result = run("ask", QUESTION, "--model", "openai:m", "--archive", folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("Your question, the conversation so far and the passages")
    assert "models.invalid" in result.stderr


def test_when_the_model_fails_the_quotes_are_shown_with_the_error(
    folder: Path, server: ModelServer
) -> None:
    server.status = 500
    result = run("ask", QUESTION, "--model", "ollama:m", "--archive", folder)
    assert result.exit_code == 1
    assert "The model failed; these are the articles' own words instead." in result.stdout
    assert "Sources" in result.stdout
    assert "500" in result.stderr
    result = run("ask", QUESTION, "--model", "ollama:m", "--archive", folder, "--json")
    assert json.loads(result.stdout)["claims"][0]["kind"] == "quotation"


def test_a_model_is_measured_on_ones_own_questions(
    folder: Path, server: ModelServer, tmp_path: Path
) -> None:
    def reply(prompt: str) -> list[str]:
        asked = prompt.rpartition("<question>")[2]
        if "captain" in asked:
            return ["NOT IN THE ARCHIVE"]
        return ["The injured were 54 [1].", " Nobody knows more."] if "injured" in asked else [""]

    server.reply = reply
    questions = tmp_path / "own.jsonl"
    with Archive.open(folder) as archive:
        article = next(iter(archive.articles())).id
    rows = [
        {"question": QUESTION, "articles": [article], "spans": [[0, 9]], "answers": ["54"]},
        {"question": "Who was the captain's first teacher?"},
        {"question": "What did storm Ilse do?"},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    at = ("eval", questions, "--model", "ollama:m", "--archive", folder)
    score = json.loads(run(*at, "--json").stdout)
    told = {name: score[name] for name in ("questions", "answered", "right", "abstained", "failed")}
    assert told == {"questions": 3, "answered": 1, "right": 1, "abstained": 1, "failed": 1}
    assert score["sentences"] == 2
    assert score["cited"] == 0.5
    assert score["marked"] >= 0.5
    assert score["seconds"] > 0
    assert score["tokens_in"] > 0
    assert "right              1 of 1 that have an answer" in run(*at).stdout
    server.status = 500
    result = run(*at)
    assert result.exit_code == 1
    assert "failed             3" in result.stdout


def test_a_setting_that_is_no_json_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL_HEADERS", "{X-Team")
    result = run("ask", QUESTION, "--model", "ollama:m", "--archive", folder)
    assert result.exit_code == 2
    assert "DATELINE_MODEL_HEADERS is no JSON" in result.stderr
