"""An archive in PostgreSQL: what is said where it is not, moving there and back, kills."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from tests.postgres_server import RunningPostgres
from ui.cli import main
from vectorstore import Archive, ArchiveError
from vectorstore.store.postgres import translated, without_password
from vectorstore.store.postgres_lock import is_wanted, writer

RECORDS = list(articles(120))
LATER = RECORDS[5] | {"text": f"{RECORDS[5]['text']} And more.", "updated": "2024-01-01"}


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this machine keeps what it has of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "state"))


class Unable(CheapEncoder):
    """The cheap encoder, which says that it is asked what it should not be."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError("embedded again")


def test_statements_are_put_into_its_words() -> None:
    statement = translated("SELECT a FROM b WHERE c LIKE ? AND d = ?1 OR e = '%'")
    assert statement.said == "SELECT a FROM b WHERE c ILIKE %(p1)s AND d = %(p1)s OR e = '%%'"
    statement = translated("INSERT OR IGNORE INTO band VALUES (?, ?)")
    assert statement.said == "INSERT INTO band VALUES (%(p1)s, %(p2)s) ON CONFLICT DO NOTHING"
    statement = translated("SELECT a FROM b WHERE c = ? AND d IN (?,?,?) AND e NOT IN (?, ?)")
    assert statement.said == (
        "SELECT a FROM b WHERE c = %(p1)s AND d = ANY (%(p2)s) AND e <> ALL (%(p5)s)"
    )
    assert statement.given([1, 2, 3, 4, 5, 6]) == {"p1": 1, "p2": [2, 3, 4], "p5": [5, 6]}


def test_no_password_is_shown_and_a_server_that_is_not_there_is_named() -> None:
    url = "postgresql://me:secret@127.0.0.1:9/news"
    assert without_password(url) == "postgresql://me@127.0.0.1:9/news"
    for work in (Archive.exists, Archive.open):
        with pytest.raises(ArchiveError, match=r"postgresql://me@.*does not answer") as refused:
            work(url)
        assert "secret" not in str(refused.value)


def test_an_archive_is_copied_there_and_back_without_embedding(
    postgres: RunningPostgres, tmp_path: Path
) -> None:
    folder, url = tmp_path / "archive", postgres.database()
    words = RECORDS[9]["text"].split()[:6]
    asked = " ".join([*words, f"{words[0]}s", f"{words[2]}ing"])  # two of them in two forms
    with Archive.open(folder, CheapEncoder()) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", RECORDS)])
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", [*RECORDS[:5], LATER, *RECORDS[6:]])])
        archive.remove("a7")
        vector = archive.encode([RECORDS[9]["text"]])[0]
        exported = [*archive.exported()]
        near = archive.nearest(vector, 20)
        ranked = archive.matching(asked, 20)
    assert CliRunner().invoke(main, ["move", str(folder), url]).exit_code == 0
    with Archive.open(url, Unable()) as archive:
        assert [*archive.exported()] == exported
        assert archive.doctor().problems == ()
        assert [p.article.id for p in archive.nearest(vector, 20)] == [p.article.id for p in near]
        found = archive.matching(asked, 20)
        assert [round(p.score, 2) for p in found] == [round(p.score, 2) for p in ranked]
        assert archive.ingest([tmp_path / "a.jsonl"]).kept_out
        assert archive.last_written()
        with pytest.raises(ArchiveError, match="already"):
            archive.copy_to(folder)
    assert CliRunner().invoke(main, ["move", url, str(tmp_path / "back")]).exit_code == 0
    with Archive.open(tmp_path / "back", Unable()) as archive:
        assert [*archive.exported()] == exported
        assert archive.doctor().problems == ()
        assert [p.article.id for p in archive.nearest(vector, 20)] == [p.article.id for p in near]


def test_another_machine_asks_and_writes(
    postgres: RunningPostgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.database()
    with Archive.open(url, CheapEncoder()) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", RECORDS[:100])])
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another"))
        with Archive.open(url, CheapEncoder()) as other:
            vector = other.encode([RECORDS[9]["text"]])[0]
            assert other.nearest(vector, 1)[0].article.id == "a9"
            with archive._locked(), pytest.raises(ArchiveError, match="being written"):
                other.ingest([tmp_path / "a.jsonl"])
            other.ingest([write_jsonl(tmp_path / "b.jsonl", RECORDS[100:])])
        vector = archive.encode([RECORDS[110]["text"]])[0]
        assert archive.nearest(vector, 1)[0].article.id == "a110"


def test_who_embeds_lets_others_write_and_gives_way_to_who_has_to_be_alone(
    postgres: RunningPostgres, tmp_path: Path
) -> None:
    url, holds = postgres.database(), threading.Event()

    def hold() -> None:
        with writer(url, "embedding"):
            holds.set()
            while not is_wanted(url):
                time.sleep(0.05)

    holder = threading.Thread(target=hold)
    with Archive.open(url, CheapEncoder()) as archive:
        holder.start()
        assert holds.wait(10)
        file = write_jsonl(tmp_path / "a.jsonl", RECORDS[:5])
        assert archive.ingest([file], embed=False).added == 5
        assert holder.is_alive()
        assert archive.doctor().waiting == 5
    holder.join()


def test_a_database_that_is_killed_loses_nothing(postgres: RunningPostgres, tmp_path: Path) -> None:
    with Archive.open(postgres.database(), CheapEncoder()) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", RECORDS[:100])])
        postgres.kill()
        try:
            for _ in range(2):
                with pytest.raises(ArchiveError, match="does not answer"):
                    len(archive)
        finally:
            postgres.start()
        assert len(archive) == 100
        archive.ingest([write_jsonl(tmp_path / "b.jsonl", RECORDS[100:])])
        vector = archive.encode([RECORDS[110]["text"]])[0]
        assert archive.nearest(vector, 1)[0].article.id == "a110"
        assert archive.doctor().problems == ()
