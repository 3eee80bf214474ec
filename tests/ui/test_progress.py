"""How far an ingest is, told where stderr is no terminal; and what stopping one leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from tests.conftest import ROOT
from ui.pace import in_time
from ui.text import report_text
from vectorstore import Archive, IngestReport


def ingesting(source: Path, archive: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui", "ingest", str(source), "--archive", str(archive), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_programs_are_told_in_lines_of_json_and_later_leaves_the_vectors_out(
    tmp_path: Path,
) -> None:
    source = write_jsonl(tmp_path / "some.jsonl", articles(40, 40))
    said, told = ingesting(source, tmp_path / "archive", "--later", "--json").communicate()
    events = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert json.loads(said)["added"] == 40
    assert {event["event"] for event in events} == {"ingesting"}
    assert "40 passages wait" in told

    said, told = ingesting(source, tmp_path / "archive", "--json").communicate()
    events = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert json.loads(said)["unchanged"] == 40
    assert {"event", "chunks", "embedded", "per_second", "seconds_left"} == set(events[-1])
    assert (events[-1]["event"], events[-1]["chunks"], events[-1]["embedded"]) == (
        *("embedding", 40, 40),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="sends Ctrl+C to a whole console")
def test_a_person_is_told_every_few_seconds_and_what_is_kept_when_they_stop_it(
    tmp_path: Path,
) -> None:
    source = write_jsonl(tmp_path / "many.jsonl", articles(4000, 100))
    process = ingesting(source, tmp_path / "archive")
    assert process.stderr
    line = process.stderr.readline()
    while line and not (line.startswith("Embedding: ") and " left" in line):
        line = process.stderr.readline()
    assert " a second, " in line

    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "stopped. 4,000 articles are kept and can be found by words" in told
    assert "Run the same command again to go on." in told
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        done = archive.embedding_progress()
        assert 0 < done.embedded < done.chunks
        assert archive.doctor().problems == ()


def test_a_time_that_is_left_is_said_in_words() -> None:
    told = [in_time(seconds) for seconds in (0.2, 1.4, 40, 55, 95, 720, 9000)]
    assert told == "1 second,1 second,40 seconds,1 minute,2 minutes,12 minutes,2 hours".split(",")


def test_many_that_were_set_aside_are_told_by_their_reasons() -> None:
    skipped = [(f"e{number}.txt", "empty file") for number in range(30)]
    skipped += [(f"t.csv:{number}", f"{number} columns where 4 are named") for number in (5, 6)]
    told = report_text(IngestReport(skipped=skipped)).splitlines()
    assert told[-4:] == [
        "set aside         32",
        "  e0.txt: empty file (and 29 like it)",
        "  t.csv:5: 5 columns where 4 are named (and 1 like it)",
        "  --json names all 32.",
    ]
    few = report_text(IngestReport(skipped=skipped[:2])).splitlines()
    assert few[-2:] == ["  e0.txt: empty file", "  e1.txt: empty file"]
