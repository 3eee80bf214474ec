"""Commands in terminals as they are: other letters, full disks, pipes that close."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Write
from vectorstore import Archive
from vectorstore.models.encoder import SentenceEncoder

ARTICLE = {
    "id": "čaj",
    "title": "“Tea” — dearer",
    "outlet": "Věstník",
    "published": "2024-03-05",
    "text": "The café on the quay sells tea “for nine crowns”.",
}
FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Path:
    place = tmp_path_factory.mktemp("tea")
    (place / "tea.json").write_text(json.dumps(ARTICLE), "utf-8")
    with Archive.open(place / "archive", encoder) as archive:
        archive.ingest([place / "tea.json"])
    return place / "archive"


def run(
    *arguments: str | bytes | Path, encoding: str = "utf-8", **extra: object
) -> subprocess.CompletedProcess[bytes]:
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
        check=False,
        stdin=subprocess.DEVNULL,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **extra},  # type: ignore[call-overload]
    )
    assert b"Traceback" not in (done.stderr or b"")
    assert b"Exception ignored" not in (done.stderr or b"")
    return done


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii", "koi8-r"])
def test_what_a_terminal_has_no_letter_for_is_replaced(folder: Path, encoding: str) -> None:
    done = run("show", "čaj", "--archive", folder, encoding=encoding)
    assert done.returncode == 0
    printed = done.stdout.decode(encoding)
    assert "on the quay sells tea" in printed
    assert "V?stn" in printed
    assert '"for nine crowns"' in printed.translate(str.maketrans("“”", '""'))
    listed = run("list", "--json", "--archive", folder, encoding=encoding)
    found = json.loads(listed.stdout.decode("ascii"))
    assert found["articles"][0]["title"] == ARTICLE["title"]


def test_bytes_of_a_question_that_are_no_utf8_are_read_as_letters(folder: Path) -> None:
    question = b"Which caf\xe9 sells tea?"
    done = run("search", question, "--json", "--archive", folder, encoding="latin-1")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["question"] == "Which café sells tea?"
    assert found["passages"][0]["article"]["id"] == "čaj"
    for command in ("show", "remove"):
        done = run(command, b"\xff\xe9", "--archive", folder)
        assert (done.returncode, done.stdout) == (1, b"")
    assert run(b"--no\xe9", "--archive", folder).returncode == 2


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", [("list",), ("list", "--json"), ("--help",), ("show", "čaj")])
def test_a_full_disk_under_the_output_is_told(folder: Path, command: tuple[str, ...]) -> None:
    at = () if command == ("--help",) else ("--archive", folder)
    with FULL.open("wb") as full:
        done = run(*command, *at, stdout=full)
        assert done.returncode == 1
        assert b"could not be written" in done.stderr
        assert run("show", "none", *at[:2], stdout=full, stderr=full).returncode in (1, 2)


def test_a_pipe_that_closes_ends_it_quietly(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = run("list", "--archive", folder, stdout=pipe)
    assert (done.returncode, done.stderr) == (1, b"")


def test_pruning_most_is_refused_where_nobody_can_answer(
    write: Write, folder: Path, tmp_path: Path
) -> None:
    at = ("--archive", tmp_path / "archive")
    news = write("a.jsonl", ARTICLE).parent
    assert run("ingest", news, *at).returncode == 0
    (news / "a.jsonl").unlink()
    done = run("ingest", "--prune", "--json", news, *at)
    assert done.returncode == 1
    assert json.loads(done.stdout)["removed"] == 0
    assert b"--prune --yes" in done.stderr
    done = run("ingest", "--prune", "--yes", "--json", news, *at)
    assert json.loads(done.stdout)["removed"] == 1


def test_removed_and_restored(write: Write, tmp_path: Path) -> None:
    at = ("--archive", tmp_path / "archive")
    path = write("a.jsonl", ARTICLE)
    run("ingest", path, *at)
    assert run("remove", "čaj", "--everywhere", *at).returncode == 0
    done = run("ingest", path, "--json", *at)
    assert done.returncode == 0
    assert json.loads(done.stdout)["kept_out"] == [[f"{path}:1", "čaj"]]
    assert "--restore čaj" in done.stderr.decode()
    assert json.loads(run("ingest", path, "--restore", "čaj", "--json", *at).stdout)["added"] == 1
    assert run("ingest", path, "--restore", "čaj", *at).returncode == 1
