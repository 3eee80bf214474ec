"""A better reading reaches what is kept, and is no doing of the publisher's."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import vectorstore.ingest
from tests.conftest import Write
from ui.cli import main
from vectorstore import Archive, Article, Filter
from vectorstore.clean import clean
from vectorstore.types import RawArticle

STORY = {
    "id": "gate",
    "title": "Lock gate shut",
    "outlet": "Oss Post",
    "published": "2025-03-03",
    "text": "The lock gate at Tavender was shut on Monday. Barges are sent by the old canal.",
}
FURNITURE = "\n\nShare this story with all your friends."
Older = Callable[[], None]


@pytest.fixture
def with_older(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run something with an older cleaning, which left furniture at the end of the text."""

    def older(raw: RawArticle, is_known: object = None) -> Article:
        article = clean(raw)
        return replace(article, text=article.text + FURNITURE)

    def run(work: Callable[[], object]) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(vectorstore.ingest, "clean", older)
            patched.setattr(vectorstore.ingest, "VERSION", 1)
            work()

    return run


def test_a_plain_ingest_reads_anew_what_an_older_cleaning_read(
    archive: Archive, write: Write, with_older: Callable[..., None]
) -> None:
    path = write("a.jsonl", STORY)
    with_older(lambda: archive.ingest([path]))
    assert archive.article("gate").text == STORY["text"] + FURNITURE
    report = archive.ingest([path])
    assert (report.added, report.updated, report.reread, report.replaced) == (0, 0, 1, [])
    assert archive.article("gate").text == STORY["text"]
    assert archive.article("gate").updated == ""
    assert archive.article("gate@1").text == STORY["text"] + FURNITURE
    assert [version.id for version in archive.versions("gate")] == ["gate", "gate@1"]
    assert [version.id for version in archive.printed_versions("gate")] == ["gate"]
    assert archive.matching("friends", 5) == []
    report = archive.ingest([path])
    assert (report.reread, report.unchanged) == (0, 1)
    assert archive.doctor().problems == ()


def test_as_of_has_the_newest_reading_of_the_version_known_then(
    archive: Archive, write: Write, with_older: Callable[..., None]
) -> None:
    path = write("a.jsonl", STORY)
    with_older(lambda: archive.ingest([path]))
    archive.ingest([path])
    corrected = STORY | {"text": "The lock gate was not shut.", "updated": "2025-03-09"}
    report = archive.ingest([write("a.jsonl", corrected)])
    assert (report.updated, report.reread) == (1, 0)
    assert report.replaced == [("Lock gate shut", "Lock gate shut")]

    def known(day: int) -> list[str]:
        where = Filter(as_of=date(2025, 3, day))
        by_meaning = archive.nearest(archive.encode(["the lock gate"])[0], 5, where)
        return [p.article.id for p in (*archive.matching("gate", 5, where), *by_meaning)]

    assert known(4) == ["gate@2", "gate@2"]
    assert known(10) == ["gate", "gate"]
    assert [version.id for version in archive.printed_versions("gate")] == ["gate", "gate@2"]


def test_a_correction_that_comes_with_a_better_reading_is_a_correction(
    archive: Archive, write: Write, with_older: Callable[..., None]
) -> None:
    with_older(lambda: archive.ingest([write("a.jsonl", STORY)]))
    corrected = STORY | {"text": STORY["text"].replace("Monday", "Sunday")}
    report = archive.ingest([write("a.jsonl", corrected)])
    assert (report.updated, report.reread) == (1, 0)


def test_a_page_that_is_read_otherwise_is_reread_and_keeps_its_id(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is the same to the byte, whatever its reader makes of it, and whenever written."""
    path = tmp_path / "gate.html"
    page = "<html><head><title>Gate</title></head><body><article>{}</article></body></html>"
    paragraphs = [f"<p>{STORY['text']}</p>", "<p>Millers in Tavender fear for their grain.</p>"]
    path.write_text(page.format("".join(paragraphs)))

    def older(file: Path) -> list[RawArticle]:
        return [RawArticle(STORY["text"] + FURNITURE, source=str(file), title="The Gate")]

    with monkeypatch.context() as patched:
        patched.setattr("vectorstore.formats.read", older)
        patched.setattr(vectorstore.ingest, "VERSION", 1)
        archive.ingest([path])
    [before] = archive.articles()
    os.utime(path, (1, 1))
    report = archive.ingest([path])
    assert (report.added, report.updated, report.reread) == (0, 0, 1)
    [after] = archive.articles()
    assert after.id == before.id
    assert "fear for their grain" in after.text


def test_an_article_that_is_cut_into_others_gives_way_to_them(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "live.txt"
    path.write_text("as it happened")
    parts = ["The gate at Tavender is shut, the board says.", "A diver has found the crack in it."]

    def whole(file: Path) -> list[RawArticle]:
        return [RawArticle("\n\n".join(parts), source=str(file))]

    def cut(file: Path) -> list[RawArticle]:
        return [RawArticle(text, source=f"{file}:{n}") for n, text in enumerate(parts, 1)]

    for version, read in ((1, whole), (2, cut)):
        monkeypatch.setattr(vectorstore.formats, "read", read)
        monkeypatch.setattr(vectorstore.ingest, "VERSION", version)
        report = archive.ingest([path])
        if version == 1:
            [before] = archive.articles()
    assert (report.added, report.reread) == (2, 1)
    assert {article.text for article in archive.articles()} == set(parts)
    assert archive.article(before.id).text == archive.article(f"{before.id}@1").text == before.text


def test_what_has_no_file_any_more_stays_as_it_is(
    archive: Archive, write: Write, with_older: Callable[..., None]
) -> None:
    path = write("a.jsonl", STORY)
    other = write("b.jsonl", STORY | {"id": "other", "text": "The canal at Oss is dry."})
    with_older(lambda: archive.ingest([path, other]))
    path.unlink()
    report = archive.ingest([other.parent], again=True)
    assert (report.reread, len(archive)) == (1, 2)
    assert archive.article("gate").text == STORY["text"] + FURNITURE


def test_again_reads_unchanged_files_and_tells_it_apart(
    write: Write, tmp_path: Path, with_older: Callable[..., None]
) -> None:
    path = write("a.jsonl", STORY)

    def ingest(*options: str) -> dict[str, object]:
        arguments = ["ingest", str(path), "--json", "--archive", str(tmp_path / "a"), *options]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.stderr
        told: dict[str, object] = json.loads(result.stdout)
        return told

    with_older(ingest)
    told = ingest("--again")
    assert (told["reread"], told["updated"], told["unchanged"]) == (1, 0, 0)
    told = ingest("--again")
    assert (told["reread"], told["updated"], told["unchanged"]) == (0, 0, 1)
