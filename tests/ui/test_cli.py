"""The commands as a person types them: what they print, where, and how they end."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.assistant.model_server import ModelServer, serve
from tests.chroma_server import RunningChroma
from tests.conftest import Write
from ui.cli import main
from ui.conversations import Conversations
from vectorstore import Archive

ARTICLE = {
    "id": "q1",
    "title": "New quay for Osterby",
    "outlet": "The Osterby Echo",
    "published": "2024-03-05",
    "url": "https://echo.example/quay",
    "text": "The Osterby harbour board will build a new quay.\n\nIt will cost nine million crowns.",
}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.stderr
    return result


@pytest.fixture
def folder(sample_files: Path, tmp_path: Path) -> Path:
    """A copy of the sample archive, to ask and to change."""
    return Path(shutil.copytree(sample_files, tmp_path / "sample"))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serve() as server:
        yield server


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert main.commands[name].help
    assert name in ("move", "user", "token") or "--archive" in result.stdout


def test_ingest_list_show_remove(write: Write, tmp_path: Path) -> None:
    at = ("--archive", tmp_path / "a")
    path = write("a.jsonl", ARTICLE, {"title": "No text"})
    result = run("ingest", path, *at)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "added              1" in result.stderr
    assert f"{path}:2" in result.stderr
    report = json.loads(run("ingest", path, *at, "--json").stdout)
    assert (report["added"], report["unchanged"], len(report["skipped"])) == (0, 1, 1)
    listed = json.loads(run("list", *at, "--json").stdout)["articles"]
    facts = {key: ARTICLE[key] for key in ("id", "title", "outlet", "published", "url")}
    assert listed == [facts]
    assert "The Osterby Echo, 2024-03-05: New quay" in run("list", *at).stdout
    assert json.loads(run("show", "q1", *at, "--json").stdout)["text"] == ARTICLE["text"]
    assert ARTICLE["text"] in run("show", "q1", *at).stdout
    assert run("remove", "q1", *at).exit_code == 0
    assert run("list", *at).stdout == ""
    for command in ("show", "remove"):
        result = run(command, "q1", *at)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "no article 'q1'" in result.stderr


def test_ask_prints_the_answer_with_its_sources(folder: Path) -> None:
    question = "How many homes lost power in storm Ilse?"
    result = run("ask", question, "--archive", folder)
    assert result.exit_code == 0
    assert "38,000 homes" in result.stdout
    assert "Halvern Broadcasting, 2025-01-11" in result.stdout
    answer = json.loads(run("ask", question, "--archive", folder, "--json").stdout)
    assert set(answer) == {
        *("question", "text", "abstained", "claims", "citations", "passages"),
        *("coverage", "timings", "searched_by_meaning", "understood", "form", "as_of"),
        *("abstention", "short", "notes", "mentions"),
    }
    assert (answer["question"], answer["abstained"]) == (question, False)
    for claim in answer["claims"]:
        assert set(claim) == {
            *("text", "verdict", "kind", "reason", "speaker", "day", "group", "block", "citations"),
        }
    with Archive.open(folder) as archive:
        for citation in answer["citations"]:
            text = archive.article(citation["article"]["id"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert answer["coverage"]["articles"] >= 1


def test_search_finds_and_filters(folder: Path) -> None:
    found = json.loads(run("search", "the ferry Marigold", "--archive", folder, "--json").stdout)
    assert set(found) == {"question", "passages"}
    assert len(found["passages"]) == 10
    assert set(found["passages"][0]) == {"article", "start", "end", "text", "score"}
    only = ("--outlet", "evening lantern", "--since", "2025-02-01", "--until", "2025-02-28")
    found = json.loads(
        run("search", "the ferry Marigold", *only, "--archive", folder, "--json").stdout
    )
    outlets = {(p["article"]["outlet"], p["article"]["published"][:7]) for p in found["passages"]}
    assert outlets == {("Evening Lantern", "2025-02")}


def test_check_tells_a_true_quote_from_a_changed_one(folder: Path, tmp_path: Path) -> None:
    asked = run("ask", "How many homes lost power in storm Ilse?", "--archive", folder, "--json")
    file = tmp_path / "answer.json"
    file.write_text(asked.stdout, "utf-8")
    assert run("check", file, "--archive", folder).exit_code == 0
    answer = json.loads(asked.stdout)
    answer["citations"][0]["quote"] = answer["citations"][0]["quote"].replace("38,000", "39,000")
    file.write_text(json.dumps(answer), "utf-8")
    result = run("check", file, "--archive", folder)
    assert result.exit_code == 1
    assert "39,000" in result.stdout
    answer = json.loads(asked.stdout)
    answer["claims"][0]["text"] = answer["claims"][0]["text"].replace("38,000", "39,000")
    file.write_text(json.dumps(answer), "utf-8")
    result = run("check", file, "--archive", folder)
    assert (result.exit_code, "39,000" in result.stdout) == (1, True)
    file.write_text("{}")
    assert run("check", file, "--archive", folder).exit_code == 2


def test_an_archive_leaves_as_lines_and_comes_back(folder: Path, tmp_path: Path) -> None:
    for name in ("all.jsonl", "all.jsonl.gz"):
        done = run("export", tmp_path / name, "--archive", folder)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "59 versions" in done.stderr
    lines = run("export", "--archive", folder).stdout
    assert lines == (tmp_path / "all.jsonl").read_text("utf-8")
    packed = tmp_path / "all.jsonl.gz"
    assert run("ingest", packed, "--later", "--archive", tmp_path / "other").exit_code == 0
    assert run("list", "--archive", tmp_path / "other").stdout == (
        run("list", "--archive", folder).stdout
    )
    assert run("export", tmp_path / "all.txt", "--archive", folder).exit_code == 2


def test_a_backup_is_asked_like_the_archive(folder: Path, tmp_path: Path) -> None:
    with closing(Conversations(folder)) as kept:
        talk = kept.begin("this machine", {"question": "What of the ferry?"})
    copy = tmp_path / "copy"
    done = run("backup", copy, "--archive", folder)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "is a whole copy" in done.stderr
    question = "What cargo was the Aster Trader carrying?"
    assert "1,900 tonnes" in run("ask", question, "--archive", copy).stdout
    with closing(Conversations(copy)) as kept:
        assert kept.is_of(talk, "this machine")
    assert "is not empty" in run("backup", copy, "--archive", folder).stderr


def test_vectors_move_into_a_server_and_back(
    folder: Path, chroma: RunningChroma, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "What cargo was the Aster Trader carrying?"
    assert f"Set DATELINE_CHROMA={chroma.url} " in run("move", folder, chroma.url).stderr
    refused = run("ask", question, "--archive", folder)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"Chroma server at {chroma.url}" in refused.stderr
    monkeypatch.setenv("DATELINE_CHROMA", chroma.url)
    assert "1,900 tonnes" in run("ask", question, "--archive", folder).stdout
    assert run("doctor", "--archive", folder).exit_code == 0
    assert "Unset DATELINE_CHROMA" in run("move", chroma.url, folder).stderr
    monkeypatch.delenv("DATELINE_CHROMA")
    assert "1,900 tonnes" in run("ask", question, "--archive", folder).stdout
    for pair in ((folder, folder), (chroma.url, chroma.url)):
        assert run("move", *pair).exit_code == 2
    monkeypatch.setenv("DATELINE_CHROMA", "localhost:8000")
    assert "http://host:port" in run("ask", question, "--archive", folder).stderr


def test_an_api_on_a_network_wants_to_know_who_asks(folder: Path) -> None:
    for options in (["--host", "0.0.0.0"], ["--origin", "https://news.example"]):
        refused = run("serve", *options, "--archive", folder)
        assert refused.exit_code == 2
        assert "--auth" in refused.stderr


def test_what_a_file_says_does_not_steer_the_terminal(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    article = {"id": "\x1b[2J\u202eid"}
    quote = {
        "number": 1,
        "article": article,
        "start": 0,
        "end": 5,
        "quote": "\x1b]0;x\x07\u202eהטחנה",
    }
    file.write_text(json.dumps({"citations": [quote]}), "utf-8")
    printed = run("check", file, "--archive", folder).stdout
    assert "\u2068" in printed
    assert not set("\x1b\x07\u202e") & set(printed)
    assert "\x1b" not in run("show", "\x1b[2J", "--archive", folder).stderr


@pytest.mark.parametrize(
    "origin",
    [
        "news.example",
        "ftp://news.example",
        "https://news.example/?a",
        "https://a@news.example",
        "https://news.example/a/../b",
        "https://news.example//a",
        'https://news.example/"a',
    ],
)
def test_an_origin_that_is_none_is_refused(folder: Path, origin: str) -> None:
    result = run("chat", "--archive", folder, "--origin", origin)
    assert result.exit_code == 2
    assert origin in result.stderr


def test_a_model_writes_where_one_is_named(
    folder: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_MODEL_URL", server.url)
    server.pieces = ["Storm Ilse cut the power [1]."]
    result = run("ask", "What did storm Ilse do?", "--model", "ollama:m", "--archive", folder)
    assert result.exit_code == 0
    assert result.stdout.startswith("Storm Ilse cut the power. [1]")
    server.ends = False
    result = run("ask", "What did storm Ilse do?", "--model", "ollama:m", "--archive", folder)
    assert result.exit_code == 1
    assert "broke off" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ask", "   "), 2, "empty"),
        (("ask", "why " * 5000), 2, "20,000 characters|19,999 characters"),
        (("ask", "Why?", "--since", "yesterday"), 2, "yesterday"),
        (("ask", "Why?", "--since", "2025-02-02", "--until", "2025-02-01"), 2, "before"),
        (("ask", "Why?", "--outlet", "The Moon"), 2, "no outlet 'The Moon'"),
        (("ask", "Why?", "--model", "gpt"), 1, "provider:name"),
        (("ask", "Why?", "--model", "nobody:x"), 1, "nobody"),
        (("search", ""), 2, "empty"),
        (("chat", "no-such-folder"), 2, "no-such-folder"),
        (("ingest",), 2, "Say which"),
        (("ingest", "no-such-file"), 2, "no-such-file"),
    ],
)
def test_bad_input_ends_in_one_clear_line(
    folder: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    result = run(*arguments, "--archive", folder)
    assert result.exit_code == code
    assert any(part in result.stderr for part in message.split("|"))
    assert result.stdout == ""


def test_a_model_server_that_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("DATELINE_MODEL_URL", f"http://127.0.0.1:{free.getsockname()[1]}")
        result = run("ask", "What did storm Ilse do?", "--model", "ollama:m", "--archive", folder)
    assert result.exit_code == 1
    assert "Is its server running" in result.stderr


def test_without_an_archive_the_way_to_one_is_shown(tmp_path: Path) -> None:
    for command in (("ask", "Why?"), ("search", "Why?"), ("list",), ("chat",)):
        result = run(*command, "--archive", tmp_path / "none")
        assert result.exit_code == 1
        assert "dateline ingest" in result.stderr
        assert not (tmp_path / "none").exists()


def test_a_torn_catalogue_is_told(folder: Path) -> None:
    db = sqlite3.connect(folder / "catalogue.sqlite")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    with (folder / "catalogue.sqlite").open("r+b") as file:
        file.seek(65_536)
        file.write(b"\xff" * 200_000)
    result = run("list", "--archive", folder)
    assert result.exit_code == 1
    assert "damaged" in result.stderr


def test_a_setting_that_means_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")
    result = run("list")
    assert result.exit_code == 2
    assert "DATELINE_MODEL_TIMEOUT" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("none.jsonl", b"\n\n", "no articles"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100), ".png"),
    ],
)
def test_a_file_without_an_article_is_named_and_the_rest_goes_on(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / name).write_bytes(content)
    result = run("ingest", files, "--archive", tmp_path / "a")
    assert result.exit_code == 1
    assert name in result.stderr
    assert reason in result.stderr
    (files / "good.jsonl").write_text(json.dumps(ARTICLE))
    result = run("ingest", files, "--archive", tmp_path / "a")
    assert result.exit_code == 0
    assert "added              1" in result.stderr
    assert name in result.stderr


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run("ingest", empty, "--archive", tmp_path / "a")
    assert result.exit_code == 1
    assert "no article was found" in result.stderr
