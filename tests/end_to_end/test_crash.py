"""Short versions of benchmarks/crash.py: killed, out of room, and two writers at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.crash import Kills, completes, no_room, writers
from benchmarks.invented import CheapEncoder, articles


def test_nothing_acknowledged_is_lost_by_kills(tmp_path: Path) -> None:
    kills = Kills(tmp_path, count=300, words=120, encoder=CheapEncoder(), seed=1)
    outcome = kills.run(kills=4, in_building=2)
    assert outcome.kills >= 4
    assert outcome.failures == []


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of a file")
@pytest.mark.parametrize("most_bytes", [300_000, 700_000])
def test_nothing_acknowledged_is_lost_when_there_is_no_room(
    tmp_path: Path, most_bytes: int
) -> None:
    """A limit on the size of a file stands in for a full disk."""
    records = list(articles(200, 120))
    archive = tmp_path / "disk" / "archive"
    archive.parent.mkdir()
    assert no_room(archive, CheapEncoder(), records, most_bytes) == []
    assert completes(archive, CheapEncoder(), records) == []


def test_the_second_of_two_writers_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    assert writers(tmp_path, list(articles(300, 120)), pairs=1)[1] == []
