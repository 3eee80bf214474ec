"""Readers beside a writer, writers that are killed, and what they leave."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import IO

from benchmarks.invented import articles, write_jsonl
from tests.vectorstore.contract.conftest import Kept
from vectorstore import Archive

RECORDS = list(articles(300))
# Seconds between two looks.
ASKING = 1.2


def test_readers_see_whole_batches_beside_a_writer(kept: Kept, tmp_path: Path) -> None:
    files = [write_jsonl(tmp_path / f"{n}.jsonl", RECORDS[n : n + 60]) for n in range(0, 300, 60)]
    with kept.open() as archive:
        archive.ingest(files[:1])
        with kept.open() as reader, kept.writer(128, *files[1:]) as writer:
            before = 0
            _begin(writer)
            while writer.poll() is None:
                before = _seen_whole(reader, before)
                time.sleep(ASKING)  # who makes vectors gives way to one who asks without a pause
            _, said = writer.communicate()
            assert writer.returncode == 0, said
            assert _seen_whole(reader, before) == 300
        assert archive.doctor().problems == ()


def test_what_was_acknowledged_survives_kills(kept: Kept, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "a.jsonl", RECORDS)
    acknowledged = 0
    for lines in (1, 6, 30):
        with kept.writer(16, file) as writer:
            out = _begin(writer)
            said = [out.readline().split() for _ in range(lines)]
            writer.kill()
            said += [line.split() for line in out]
        counts = [int(words[1]) for words in said if words and words[0] == "kept"]
        with kept.open() as archive:
            acknowledged = max([acknowledged, *counts])
            assert len(archive) >= acknowledged
    with kept.open() as archive:
        archive.ingest([file])
        assert {article.id: article.text for article in archive.articles()} == {
            record["id"]: record["text"] for record in RECORDS
        }
        assert all(len(archive.versions(record["id"])) == 1 for record in RECORDS)
        for record in RECORDS[::50]:
            vector = archive.encode([record["text"]])[0]
            assert archive.nearest(vector, 1)[0].article.id == record["id"]
            assert archive.matching(record["title"], 1)[0].article.id == record["id"]
        assert archive.doctor().problems == ()


def _begin(writer: subprocess.Popen[str]) -> IO[str]:
    assert writer.stdin
    assert writer.stdout
    assert writer.stdout.readline() == "ready\n"
    writer.stdin.write("\n")
    writer.stdin.flush()
    return writer.stdout


def _seen_whole(reader: Archive, before: int) -> int:
    """Look at everything as one who asks does; how many articles there are."""
    count = len(reader)
    assert count >= before
    found = reader.nearest(reader.encode([RECORDS[3]["text"]])[0], 5)
    assert found[0].article.id == "a3"
    assert all(passage.text in passage.article.text for passage in found)
    assert reader.matching(RECORDS[4]["title"], 1)[0].article.id == "a4"
    return count
