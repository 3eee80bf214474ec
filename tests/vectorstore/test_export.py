"""An archive that leaves as JSON lines and comes back, and a copy that is made while it is used."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLE, Write
from vectorstore import Archive
from vectorstore.errors import ArchiveError
from vectorstore.formats.exported import as_record
from vectorstore.models.encoder import SentenceEncoder
from vectorstore.types import Exported

STORY = (
    "The mayor of Orlend opened the new swing bridge on Monday before {people} people.\n\n"
    "It cost {cost} million crowns, said the engineer Tilda Brask, and was two years late.\n\n"
    "Ships of up to forty metres can pass when it is open, which takes eleven minutes each time."
)


MOTHS = "Gardeners counted 4,400 moths on Tuesday, and liked very few of them."


def told(people: str, cost: str, **more: str) -> dict[str, str]:
    text = STORY.format(people=people, cost=cost)
    return {"id": "bridge", "title": "Bridge opens", "outlet": "The Gull", "text": text, **more}


def exported_to(archive: Archive, file: Path) -> Path:
    lines = [json.dumps(as_record(one)) for one in archive.exported()]
    file.write_text("\n".join(lines), "utf-8")
    return file


@pytest.fixture
def full(archive: Archive, write: Write) -> Archive:
    """The sample, with versions: an older one that came late, a newer one, and an id of digits."""
    archive.ingest([SAMPLE], embed=False)
    day = {"published": "2025-03-03"}
    archive.ingest([write("b.jsonl", told("300", "21", updated="2025-03-05", **day))], embed=False)
    archive.ingest([write("c.jsonl", told("300", "19", updated="2025-03-04", **day))], embed=False)
    archive.ingest([write("b.jsonl", told("400", "21", updated="2025-03-08", **day))], embed=False)
    number = {"id": "17", "title": "Ice", "outlet": "Ö-Blatt", "published": "2025-01-02T10:00:00Z"}
    archive.ingest(
        [write("d.jsonl", {**number, "text": "Cafe\u0301 owners cleared the ice."})], embed=False
    )
    assert len(archive.versions("bridge")) == 3
    return archive


@pytest.fixture
def other(encoder: SentenceEncoder, tmp_path: Path) -> Any:
    with Archive.open(tmp_path / "other", encoder) as other:
        yield other


def by_name(archive: Archive) -> dict[tuple[str, int], Exported]:
    return {(one.article.id, one.version): one for one in archive.exported()}


def test_all_comes_back_as_it_was(full: Archive, other: Archive, tmp_path: Path) -> None:
    file = exported_to(full, tmp_path / "all.jsonl")
    report = other.ingest([file], embed=False)
    assert (report.added, report.skipped) == (len(full), [])
    assert by_name(other) == by_name(full)
    assert [one.id for one in other.versions("bridge")] == [
        one.id for one in full.versions("bridge")
    ]
    for name in ("bridge@1", "bridge@2", "bridge", "17"):
        assert other.article(name) == full.article(name)
    assert other.known_until("bridge", 1) == full.known_until("bridge", 1)
    assert other.overview().by_month_and_outlet == full.overview().by_month_and_outlet
    assert not other.doctor().problems
    again = other.ingest([exported_to(other, file)], embed=False)
    assert (again.added, again.updated, again.skipped) == (0, 0, [])
    assert by_name(other) == by_name(full)


def test_the_files_themselves_change_nothing_after_it(
    full: Archive, other: Archive, tmp_path: Path
) -> None:
    other.ingest([exported_to(full, tmp_path / "all.jsonl")], embed=False)
    report = other.ingest([SAMPLE, tmp_path / "files" / "b.jsonl"], embed=False)
    assert (report.added, report.updated) == (0, 0)


def test_an_export_takes_the_place_of_nothing_else(
    archive: Archive, write: Write, tmp_path: Path
) -> None:
    archive.ingest([write("b.jsonl", told("300", "21", published="2025-03-03"))])
    [kept] = archive.exported()
    record = as_record(kept)
    forged = [
        {**record, "version": 9, "outlet": "The Far Post", "title": "Moths", "text": MOTHS},
        {**record, "version": 1, "is_current": False, "text": "It was never so."},
        {**record, "id": "x", "text": "Turned \u202e round."},
        {**record, "id": "x", "published": "last year"},
        {**record, "id": "x", "version": "1"},
        {**record, "id": "x", "entries": [{"start": 5, "end": 9999}]},
        {"dateline_export": 2},
    ]
    file = tmp_path / "forged.jsonl"
    file.write_text("\n".join(map(json.dumps, forged)), "utf-8")
    report = archive.ingest([file])
    assert archive.versions("bridge") == [kept.article]
    assert report.added == 1  # under an id of its own
    assert len(report.skipped) == 6
    assert not archive.doctor().problems


def test_a_copy_is_made_while_it_is_written(
    archive: Archive, write: Write, encoder: SentenceEncoder, tmp_path: Path
) -> None:
    archive.ingest([SAMPLE / "ferry-radar-inquiry.txt", SAMPLE / "ferry-final-report.html"])
    before = len(archive)
    many = [
        {"id": f"n{n}", "text": f"Boat number {n} left harbour {n % 7} with {n * 3} crates."}
        for n in range(300)
    ]
    file = write("many.jsonl", *many)
    writing = threading.Thread(target=archive.ingest, args=([file],))
    writing.start()
    health = archive.backup(tmp_path / "copy")
    writing.join()
    assert not health.problems
    with Archive.open(tmp_path / "copy", encoder) as copy:
        assert before <= len(copy) <= len(archive)
        vector = copy.encode(["a ferry in fog"])[0]
        [nearest] = copy.nearest(vector, 1)
    assert nearest.article == archive.nearest(vector, 1)[0].article


def test_a_copy_goes_to_an_empty_folder_alone(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(ArchiveError, match="is not empty"):
        archive.backup(tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["mine.txt"]
