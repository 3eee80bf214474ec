"""The doctor: what is damaged is found and mended, through Archive on real SQLite and Chroma."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.damage import BEYOND_REPAIR, DAMAGES, CountingEncoder, make_archive, outcome, sql
from benchmarks.invented import CheapEncoder, articles, write_jsonl
from ui.cli import main
from vectorstore import Archive, ArchiveError


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("whole"), 120)


@pytest.mark.parametrize(
    "name",
    [
        "data_level0.bin truncated",
        "index_metadata.pickle: a byte flipped",
        "chroma.sqlite3 deleted",
        "the index folder deleted",
        "ten chunks with other vectors in the index",
        "a chunk row deleted",
        "an article row deleted",
        "a vector row deleted",
        "a vector cut short",
        "a full-text row deleted",
        "an article's text changed",
        "a chunk's outlet changed",
        "the note of the encoder deleted",
        "a page of the catalogue overwritten",
    ],
)
def test_a_damage_is_found_and_mended_where_it_can_be(
    whole: Path, tmp_path: Path, name: str
) -> None:
    found = outcome(name, whole, tmp_path)
    assert found.found
    assert bool(found.left) == (name in BEYOND_REPAIR), found.left
    assert found.embedded <= 10


def test_an_index_is_rebuilt_without_embedding_and_its_readers_go_on(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    source = write_jsonl(tmp_path / "a.jsonl", articles(50))
    encoder = CountingEncoder()
    with Archive.open(path, encoder) as archive, Archive.open(path, CheapEncoder()) as reader:
        archive.ingest([source])
        question = encoder.encode([next(articles(1))["text"]])[0]
        assert reader.nearest(question, 1)[0].article.id == "a0"
        DAMAGES["data_level0.bin truncated"](path)
        encoder.texts = 0
        health = archive.doctor(repair=True)
        assert (health.problems, encoder.texts) == ((), 0)
        assert "data_level0.bin" in health.mended[0]
        assert reader.nearest(question, 1)[0].article.id == "a0"


@pytest.mark.parametrize("scans", [0, 8])
def test_a_damaged_index_is_named_to_who_searches(
    tmp_path: Path, scans: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.store.by_meaning.SCANS", scans)
    path = tmp_path / "archive"
    with Archive.open(path, CheapEncoder()) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", articles(50))])
    DAMAGES["data_level0.bin truncated"](path)
    with (
        Archive.open(path, CheapEncoder()) as archive,
        pytest.raises(ArchiveError, match=r"data_level0\.bin.*doctor --repair"),
    ):
        archive.nearest(archive.encode(["a question"])[0], 3)


def test_who_has_a_damaged_index_open_can_still_close_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.store.by_meaning.SCANS", 0)
    path = tmp_path / "archive"
    with Archive.open(path, CheapEncoder()) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", articles(50))])
    [tables] = path.glob("index-*/chroma.sqlite3")
    with closing(sqlite3.connect(tables)) as db:
        db.execute("DROP TABLE segments")  # met only when something is asked
    archive = Archive.open(path, CheapEncoder())
    with pytest.raises(ArchiveError, match=r"damaged.*doctor --repair"):
        archive.nearest(archive.encode(["a question"])[0], 3)
    archive.close()


def test_an_article_that_was_changed_in_the_archive_is_mended_by_ingesting_it_again(
    tmp_path: Path,
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", articles(50))
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        archive.ingest([source])
        DAMAGES["an article's text changed"](archive.path)
        assert "'a6'" in archive.doctor(repair=True).problems[0]
        archive.ingest([source])
        assert archive.article("a6").text == list(articles(50))[6]["text"]


def test_a_writer_that_comes_after_an_unclean_end_mends_a_harmed_index(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", articles(50))
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        archive.ingest([source])
    # As a power failure in the midst of writing would leave it.
    DAMAGES["length.bin truncated"](archive.path)
    sql("UPDATE setting SET value = 'yes' WHERE name = 'writing'")(archive.path)
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        archive.ingest([source])
        assert archive.doctor().problems == ()


def test_an_emptied_archive_is_whole_and_can_be_filled_again(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", articles(1))
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        archive.ingest([source])
        archive.remove("a0")
        assert archive.doctor().problems == ()
        assert archive.nearest(archive.encode(["quay"])[0], 3) == []
        archive.restore("a0")
        archive.ingest([source])
        assert archive.doctor().problems == ()
        assert len(archive.nearest(archive.encode(["quay"])[0], 3)) == 1


def test_the_command_says_what_is_wrong_and_mends_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "archive"
    with Archive.open(path, CheapEncoder()) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", articles(3))])

    def doctor(*options: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["doctor", "--archive", str(path), *options])
        return done.exit_code, done.stdout

    assert doctor() == (
        0,
        "3 articles, 3 chunks, 3 vectors.\nAll of it agrees and can be found.\n",
    )
    DAMAGES["the index folder deleted"](path)
    code, said = doctor()
    assert (code, "wrong: The index index-1 is gone." in said) == (1, True)
    code, said = doctor("--repair", "--json")
    assert (code, json.loads(said)["mended"]) == (0, ["The index index-1 is gone."])
    assert doctor()[0] == 0
