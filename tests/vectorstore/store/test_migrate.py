"""Archives of an older format: they open, are read as they are, and are brought up by a writer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Write
from vectorstore import Archive, ArchiveError
from vectorstore.models.encoder import SentenceEncoder
from vectorstore.store.schema import FORMAT

# Archives as formats 2 and 3 kept them, and the files that they were made of.
FORMAT_2 = Path(__file__).parent / "format-2.zip"
FORMAT_3 = Path(__file__).parent / "format-3.zip"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The folder with `archive` and `news`."""
    with zipfile.ZipFile(FORMAT_2) as packed:
        packed.extractall(tmp_path)
    return tmp_path


@pytest.fixture
def format_3(tmp_path: Path) -> Path:
    with zipfile.ZipFile(FORMAT_3) as packed:
        packed.extractall(tmp_path)
    return tmp_path


def catalogue_of(archive: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(archive / "catalogue.sqlite"))


def format_of(archive: Path) -> str:
    with catalogue_of(archive) as db:
        [found] = db.execute("SELECT value FROM setting WHERE name = 'format'").fetchone()
    return str(found)


def shape_of(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """The columns of each table, and the indexes."""
    with catalogue_of(archive) as db:
        names = db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")
        return {
            name: [row[1:] for row in db.execute(f"PRAGMA table_xinfo({name})")]
            for (name,) in names.fetchall()
        }


def test_an_archive_of_format_2_is_read_as_it_is(older: Path, encoder: SentenceEncoder) -> None:
    with Archive.open(older / "archive", encoder) as archive:
        assert len(archive) == 6
        assert archive.article("mayor@1").text.startswith("Mayor Ulla Brandt stays")
        assert (
            archive.nearest(archive.encode(["who leaves office?"])[0], 1)[0].article.id == "mayor"
        )
        assert "half the pear harvest" in archive.matching("pear harvest", 1)[0].text
        assert archive.doctor().problems == ()
    assert format_of(older / "archive") == "2"


def test_a_writer_brings_an_archive_of_format_2_up_and_loses_no_article(
    older: Path, encoder: SentenceEncoder
) -> None:
    with (
        Archive.open(older / "archive", encoder) as reading,
        Archive.open(older / "archive", encoder) as archive,
    ):
        before = [article.id for article in reading.articles()]
        report = archive.ingest([older / "news"])
        assert (report.added, report.updated, report.unchanged) == (0, 0, 6)
        for opened in (reading, archive):
            assert [article.id for article in opened.articles()] == before
        assert "half the pear harvest" in reading.matching("pear harvest", 1)[0].text
        assert archive.article("mayor@1").text.startswith("Mayor Ulla Brandt stays")
        assert archive.doctor().problems == ()
    assert format_of(older / "archive") == FORMAT


def test_a_format_that_was_brought_up_is_the_one_that_is_made(
    older: Path, encoder: SentenceEncoder
) -> None:
    with (
        Archive.open(older / "archive", encoder) as archive,
        Archive.open(older / "new", encoder) as new,
    ):
        archive.ingest([older / "news"])
        assert shape_of(archive.path) == shape_of(new.path)


def test_a_writer_that_is_killed_while_it_brings_an_archive_up_leaves_it_as_it_was(
    older: Path, encoder: SentenceEncoder
) -> None:
    program = (
        "import os, sys; from vectorstore import Archive; from vectorstore.store.stories import"
        " Stories\n"
        "Stories.tell_apart = lambda _: os._exit(9)\n"
        "Archive.open(sys.argv[1]).remove('mayor')"
    )
    done = subprocess.run([sys.executable, "-c", program, str(older / "archive")], check=False)
    assert done.returncode == 9
    assert format_of(older / "archive") == "2"
    with Archive.open(older / "archive", encoder) as archive:
        assert len(archive) == 6
        assert archive.ingest([older / "news"]).unchanged == 6
    assert format_of(older / "archive") == FORMAT


@pytest.mark.parametrize("known", ["99", "1", "two"])
def test_a_format_that_cannot_be_read_is_refused_with_both_named(older: Path, known: str) -> None:
    with catalogue_of(older / "archive") as db, db:
        db.execute("UPDATE setting SET value = ? WHERE name = 'format'", (known,))
    with pytest.raises(ArchiveError, match=f"format {known}, .* 2 to {FORMAT}"):
        Archive.open(older / "archive")


def vectors_of(archive: Path) -> list[tuple[object, ...]]:
    with catalogue_of(archive) as db:
        return db.execute(
            "SELECT chunk.key, data FROM chunk JOIN vector ON vector.key = chunk.vector"
        ).fetchall()


def test_an_archive_of_format_4_has_articles_that_were_not_read_from_pictures(
    format_3: Path, encoder: SentenceEncoder
) -> None:
    path = format_3 / "archive"
    with Archive.open(path, encoder) as archive:
        archive.ingest([format_3 / "news"])
    with catalogue_of(path) as db, db:
        db.execute("ALTER TABLE article DROP COLUMN confidence")
        db.execute("UPDATE setting SET value = '4' WHERE name = 'format'")
    with Archive.open(path, encoder) as reading, Archive.open(path, encoder) as archive:
        assert archive.doctor().problems == ()
        assert format_of(path) == "4"
        assert {article.confidence for article in archive.articles()} == {1.0}
        archive.remove("choir")
        for opened in (archive, reading):
            assert {article.confidence for article in opened.articles()} == {1.0}
        assert shape_of(path)["article"][-1][0] == "confidence"
    assert format_of(path) == FORMAT


def test_an_archive_of_format_3_is_brought_up_with_its_vectors_while_others_read(
    format_3: Path, encoder: SentenceEncoder, write: Write
) -> None:
    path = format_3 / "archive"
    before = vectors_of(path)
    with Archive.open(path, encoder) as reading, Archive.open(path, encoder) as archive:
        question = encoder.encode(["Why does no boat sail?"])[0]
        assert reading.nearest(question, 1)[0].article.id == "ferry"
        assert reading.embedding_progress().waiting == 0
        assert reading.doctor().problems == ()
        assert format_of(path) == "3"

        new = {"id": "owl", "text": "An owl has moved into the belfry.", "published": "2023-01-01"}
        archive.ingest([write("new.jsonl", new)], embed=False)
        assert format_of(path) == FORMAT
        assert vectors_of(path) == before
        for opened in (archive, reading):
            assert opened.nearest(question, 1)[0].article.id == "ferry"
            assert opened.matching("owl belfry", 1)[0].article.id == "owl"
        archive.embed()
        for opened in (archive, reading):
            bird = encoder.encode(["a bird in the church"])[0]
            assert opened.nearest(bird, 1)[0].article.id == "owl"
        assert archive.article("bridge@1").text.count("4.2 million") == 1
        assert archive.doctor().problems == ()


def test_a_format_3_that_was_brought_up_is_the_one_that_is_made(
    format_3: Path, encoder: SentenceEncoder
) -> None:
    with (
        Archive.open(format_3 / "archive", encoder) as archive,
        Archive.open(format_3 / "new", encoder) as new,
    ):
        archive.remove("choir")
        assert shape_of(archive.path) == shape_of(new.path)
        assert archive.doctor().problems == ()


def test_a_process_killed_while_it_brings_up_format_3_leaves_it_as_it_was(
    format_3: Path, encoder: SentenceEncoder
) -> None:
    """Killed before each statement in turn."""
    path = format_3 / "archive"
    program = (
        "import os, sys; from vectorstore import Archive; from vectorstore.store import migrate\n"
        "steps = list(migrate._STEPS['3']); at = int(sys.argv[2])\n"
        "def until(at):\n"
        "    yield from steps[:at]\n"
        "    os._exit(9)\n"
        "migrate._STEPS['3'] = until(at)\n"
        "Archive.open(sys.argv[1]).remove('choir')"
    )
    before = vectors_of(path)
    for at in (1, 6, 16):
        done = subprocess.run([sys.executable, "-c", program, str(path), str(at)], check=False)
        assert done.returncode == 9
        assert (format_of(path), vectors_of(path)) == ("3", before)
    with Archive.open(path, encoder) as archive:
        assert archive.ingest([format_3 / "news"]).unchanged == 6
        assert archive.doctor().problems == ()
    assert (format_of(path), vectors_of(path)) == (FORMAT, before)
