"""Ingesting on Ray: the same archive as without, also where a worker of it is killed."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from tests.conftest import SAMPLE
from ui.cli import main
from vectorstore import Archive
from vectorstore.types import IngestProgress

pytest.importorskip("ray")
# It warns of settings of its own that nobody made.
pytestmark = pytest.mark.filterwarnings(r"ignore::DeprecationWarning:ray\.")


def test_the_archive_is_the_same_also_where_workers_are_killed(
    tmp_path: Path,
) -> None:
    records = list(articles(400))
    files = [write_jsonl(tmp_path / f"{n}.jsonl", records[n : n + 80]) for n in range(0, 400, 80)]
    paths = [SAMPLE, *files]
    killed: list[str] = []

    def kill(_: IngestProgress) -> None:
        if len(killed) < 2:
            workers = [each for each in _workers() if "MapWorker" in each.name()]
            for worker in workers[:1]:
                killed.append(worker.name())
                worker.kill()

    with Archive.open(tmp_path / "with", CheapEncoder()) as archive:
        with_ray = archive.ingest(paths, progress=kill, ray="local")
        assert killed
        assert not _workers()
        assert archive.embedding_progress().waiting == 0
        assert archive.doctor().problems == ()
        with Archive.open(tmp_path / "without", CheapEncoder()) as other:
            report = other.ingest(paths)
            assert [*archive.exported()] == [*other.exported()]
            for record in records[::80]:
                vector = archive.encode([record["text"]])[0]
                near = [p.article.id for p in archive.nearest(vector, 5)]
                assert near == [p.article.id for p in other.nearest(vector, 5)]
        assert with_ray == report
        assert archive.ingest(paths, ray="local").added == 0


def test_an_address_that_is_a_path_is_refused(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["ingest", "--ray", str(tmp_path)])
    assert ran.exit_code == 2
    assert "Name the paths first" in ran.output


def _workers() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [each for each in children if each.is_running() and each.name().startswith("ray::")]
