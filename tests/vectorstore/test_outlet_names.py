"""One outlet goes by one name, however its articles write it, and by the one it was merged into."""

from __future__ import annotations

import pytest

from tests.conftest import Write
from vectorstore import Archive
from vectorstore.errors import ArchiveError
from vectorstore.types import Filter

NAMES = ["tesselmercury.example", "The Tessel Mercury", "TESSEL MERCURY", "Hask Weekly", "HW"]


@pytest.fixture
def kept(archive: Archive, write: Write) -> Archive:
    records = [
        {"id": f"q{number}", "outlet": name, "text": f"The quay number {number} is shut today."}
        for number, name in enumerate(NAMES)
    ]
    archive.ingest([write("a.jsonl", *records)])
    return archive


def found(archive: Archive, outlet: str) -> set[str]:
    passages = archive.matching("quay shut", 10, Filter(outlets=(outlet,)))
    passages += archive.nearest(archive.encode(["quay"])[0], 10, Filter(outlets=(outlet,)))
    return {passage.article.id for passage in passages}


def test_names_that_are_one_by_their_letters(kept: Archive) -> None:
    assert kept.outlet_names() == {
        "HW": [],
        "Hask Weekly": [],
        "The Tessel Mercury": ["TESSEL MERCURY", "tesselmercury.example"],
    }
    assert kept.outlets() == ["HW", "Hask Weekly", "The Tessel Mercury"]
    assert {article.outlet for article in kept.articles()} == set(kept.outlets())
    assert kept.article("q0").outlet == "The Tessel Mercury"
    for name in NAMES[:3]:
        assert found(kept, name) == {"q0", "q1", "q2"}


def test_outlets_are_merged_and_split(kept: Archive) -> None:
    kept.merge_outlets("HW", "Hask Weekly")
    assert kept.outlet_names()["Hask Weekly"] == ["HW"]
    assert found(kept, "Hask Weekly") == found(kept, "HW") == {"q3", "q4"}
    assert kept.article("q4").outlet == "Hask Weekly"
    kept.split_outlet("HW")
    assert kept.article("q4").outlet == "HW"
    assert found(kept, "Hask Weekly") == {"q3"}


def test_what_can_not_be_merged(kept: Archive) -> None:
    with pytest.raises(ArchiveError, match="no outlet 'The Echo'"):
        kept.merge_outlets("The Echo", "HW")
    with pytest.raises(ArchiveError, match="already"):
        kept.merge_outlets("The Tessel Mercury", "TESSEL MERCURY")
    with pytest.raises(ArchiveError, match="was merged"):
        kept.split_outlet("HW")
