"""Several writers at once, where the archive's kind allows that: in a database."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from benchmarks.invented import articles, write_jsonl
from tests.vectorstore.contract.conftest import Kept
from vectorstore import IngestReport, ingest

WRITERS, FILES, IN_FILE = 10, 6, 20
RECORDS = list(articles(FILES * IN_FILE))
ROWS = [record | {"id": ""} for record in articles(30, seed=1, first=900)]


@pytest.mark.parametrize("kept", ["postgresql", "postgresql and chroma"], indirect=True)
def test_writers_at_once_keep_each_article_once(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FIRST_CHUNKS", "BATCH_CHUNKS"):  # more turns
        monkeypatch.setattr(ingest, name, 8)
    starts = range(0, len(RECORDS), IN_FILE)
    files = [write_jsonl(tmp_path / f"{n}.jsonl", RECORDS[n : n + IN_FILE]) for n in starts]
    table = _table(tmp_path / "rows.csv")
    shares = [(*files[number % FILES :], table, *files[:2]) for number in range(WRITERS)]
    begin = Barrier(WRITERS)

    def write(files: Sequence[Path]) -> IngestReport:
        begin.wait()
        with kept.open() as archive:
            return archive.ingest(files)

    with ThreadPoolExecutor(WRITERS) as writers:
        reports = [*writers.map(write, shares)]
    assert sum(report.added for report in reports) == len(RECORDS) + len(ROWS)
    assert not any(report.updated or report.skipped for report in reports)
    with kept.open() as archive:
        assert archive.doctor().problems == ()
        assert archive.embedding_progress().waiting == 0
        kept_texts = sorted(article.text for article in archive.articles())
        assert kept_texts == sorted(record["text"] for record in [*RECORDS, *ROWS])
        assert len([*archive.exported()]) == len(RECORDS) + len(ROWS)
        for record in [*RECORDS, *ROWS][::15]:
            vector = archive.encode([record["text"]])[0]
            assert archive.nearest(vector, 1)[0].article.text == record["text"]
            assert archive.matching(record["title"], 1)[0].article.text == record["text"]


def _table(path: Path) -> Path:
    """Rows that nothing but their numbers names."""
    fields: Sequence[str] = ("title", "outlet", "published", "text")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, fields, extrasaction="ignore")
        rows.writeheader()
        rows.writerows(ROWS)
    return path
