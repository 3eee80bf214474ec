"""An archive that may only be read: listed and searched, by whoever may not write to it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vectorstore import Archive

NOBODY = 65534
PROGRAM = """
import json, sys
import numpy as np
from vectorstore import Archive, ArchiveError, Filter

class Given:
    name = fingerprint = "none"

archive = Archive.open(sys.argv[1], Given())
vector = np.array(json.loads(sys.argv[2]), dtype=np.float32)
told = []
for change in (lambda: archive.remove("x"), lambda: archive.doctor()):
    try:
        change()
    except ArchiveError as error:
        told.append(str(error))
where = Filter(outlets=("Evening Lantern",))
print(json.dumps({
    "articles": [article.id for article in archive.articles()],
    "nearest": [passage.text for passage in archive.nearest(vector, 3)],
    "filtered": [passage.text for passage in archive.nearest(vector, 3, where)],
    "matching": [passage.article.id for passage in archive.matching("storm Ilse", 1)],
    "like": archive.names_like("Ilsse"),
    "told": told,
}))
archive.close()
"""


@pytest.fixture
def closed(sample_files: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the sample archive."""
    folder = Path(shutil.copytree(sample_files, tmp_path / "closed"))
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)


def close(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in folder.parents[:-2]:
        parent.chmod(0o755)


def seen_by_who_may_not_write(folder: Path, sample: Archive) -> dict[str, list[Any]]:
    as_nobody: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("to root nothing is closed")
        as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    close(folder)
    vector = json.dumps(sample.encode(["Who lost power in the storm?"])[0].tolist())
    done = subprocess.run(
        [*as_nobody, sys.executable, "-c", PROGRAM, str(folder), vector],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[Any]] = json.loads(done.stdout)
    return found


def check(found: dict[str, list[Any]], sample: Archive) -> None:
    assert found["articles"][1:] == [article.id for article in sample.articles()][1:]
    vector = sample.encode(["Who lost power in the storm?"])[0]
    assert found["nearest"] == [passage.text for passage in sample.nearest(vector, 3)]
    assert len(found["filtered"]) == 3
    assert found["matching"] == ["hb-20250111-storm-ilse"]
    assert found["like"]
    assert found["like"] == [list(pair) for pair in sample.names_like("Ilsse")]
    assert len(found["told"]) == 2
    for told in found["told"]:
        assert "can be read here and not written" in told
        assert "damaged" not in told


def test_a_closed_archive_is_listed_and_searched(closed: Path, sample: Archive) -> None:
    check(seen_by_who_may_not_write(closed, sample), sample)


@pytest.mark.parametrize("lost", [(), ("catalogue.sqlite-shm",)], ids=["log", "log alone"])
def test_what_a_killed_writer_left_in_the_log_is_read_too(
    closed: Path, sample: Archive, lost: tuple[str, ...]
) -> None:
    program = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA wal_autocheckpoint = 0')\n"
        "db.execute(\"UPDATE article SET id = 'renamed' WHERE key = (SELECT key FROM article WHERE"
        ' current ORDER BY published DESC, key LIMIT 1)")\n'
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", program, str(closed / "catalogue.sqlite")], check=False)
    assert (closed / "catalogue.sqlite-wal").stat().st_size
    for name in lost:
        (closed / name).unlink()
    found = seen_by_who_may_not_write(closed, sample)
    assert found["articles"][0] == "renamed"
    check(found, sample)


def test_an_archive_without_the_flat_vectors_is_scanned(closed: Path, sample: Archive) -> None:
    for path in closed.glob("index-*/flat-*"):
        path.unlink()
    check(seen_by_who_may_not_write(closed, sample), sample)
