"""What a second Ray worker adds to an ingest, each worker on a core of its own.

    python -m benchmarks.ray_workers DATA [--articles 300] [--postgres]

Ingests that many of DATA/articles.jsonl.gz with the default encoder: as without Ray on one core and
on two, and on a Ray cluster of this machine with one and with two nodes, each pinned to a core. Ray
itself, what writes and the database go on whichever core is free, so that with two workers they
take their time from these: it is named apart. Chunks a second are counted from the first that are
kept to the last, so without the start; "by a worker" are those of a second that a worker computed.
--postgres keeps the archive in Debian's PostgreSQL instead of in a folder.
"""

from __future__ import annotations

import argparse
import gzip
import os
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil

from tests.postgres_server import RunningPostgres
from vectorstore import Archive
from vectorstore.on_ray import QUIET
from vectorstore.types import IngestProgress

_ALL = list(range(os.cpu_count() or 1))
_HEAD = (
    f"{'':22}  chunks chunks/s  start   workers   reading    writer  database       Ray"
    "  by a worker"
)
# Whose processor time is whose, by what a process is called; the first that fits.
_PARTS = (("ray::MapWorker", "workers"), ("ray::", "readers"), ("postgres", "database"))


class Watched:
    """The processor seconds of the processes below this one, and the database's, by their part."""

    def __init__(self) -> None:
        self._before: dict[int, float] = {}
        for process in _database():
            with suppress(psutil.Error):  # it ended just now
                self._before[process.pid] = _seconds(process)
        self._seconds: dict[int, tuple[str, float]] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> dict[str, float]:
        self._ended.set()
        self._thread.join()
        found: dict[str, float] = defaultdict(float)
        for part, seconds in self._seconds.values():
            found[part] += seconds
        return found

    def _look(self) -> None:
        while not self._ended.wait(0.3):
            for process in [*psutil.Process().children(recursive=True), *_database()]:
                try:
                    seconds, name = _seconds(process), process.cmdline()[:1]
                    called = name[0] if name and process.name() != "postgres" else process.name()
                except psutil.Error:
                    continue
                part = next((part for begin, part in _PARTS if called.startswith(begin)), "Ray")
                before = self._seconds.get(process.pid, (part, 0))[0]
                if called.startswith("ray::IDLE"):
                    part = before
                self._seconds[process.pid] = (part, seconds - self._before.get(process.pid, 0))


def _database() -> list[psutil.Process]:
    return [each for each in psutil.process_iter(["name"]) if each.info["name"] == "postgres"]


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def cluster(nodes: int) -> Iterator[str]:
    """The address of a cluster of this machine whose workers have one core each."""
    from ray.cluster_utils import Cluster

    os.environ.update(QUIET)
    # The store of objects of each node is a file in memory.
    room: dict[str, Any] = {"object_store_memory": 256 << 20}
    made: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **room})
    own = psutil.Process()
    try:
        for core in range(nodes):
            own.cpu_affinity([core])
            made.add_node(num_cpus=1, **room)
        own.cpu_affinity(_ALL)
        yield made.address
    finally:
        own.cpu_affinity(_ALL)
        made.shutdown()


def ingested(source: Path, place: str | Path, ray: str | None) -> tuple[int, float, float]:
    """Chunks, chunks a second from the first that have vectors to the last, seconds before these.

    On Ray articles come with their vectors: what share of them there is stands for the chunks'.
    """
    done: list[tuple[float, int]] = []

    def note(progress: IngestProgress) -> None:
        now = progress.embedding.embedded if progress.embedding else 0
        now = progress.articles if ray else now
        if now and (not done or now > done[-1][1]):
            done.append((time.perf_counter(), now))

    started = time.perf_counter()
    with Archive.open(place) as archive:
        archive.ingest([source], progress=note, ray=ray)
        chunks = archive.embedding_progress().chunks
    (first, some), (last, every) = done[0], done[-1]
    return chunks, chunks * (every - some) / every / (last - first), first - started


def measure(source: Path, place: str | Path, nodes: int, cores: int) -> float:
    """Print one row; chunks a second of a worker's own processor time."""
    own = psutil.Process()
    worked = time.process_time()
    watched = Watched()
    if nodes:
        with cluster(nodes) as address:
            chunks, rate, start = ingested(source, place, address)
    else:
        own.cpu_affinity(_ALL[:cores])
        chunks, rate, start = ingested(source, place, None)
        own.cpu_affinity(_ALL)
    seconds = watched.end()
    own_seconds = time.process_time() - worked
    if not nodes:
        # What embeds without Ray is this process, or a child of it.
        seconds["workers"], seconds["Ray"], own_seconds = own_seconds + seconds["Ray"], 0, 0
    name = f"Ray, {nodes} workers" if nodes else f"without Ray, {cores} cores"
    parts = (seconds["workers"], seconds["readers"], own_seconds, seconds["database"])
    print(f"{name:22} {chunks:7,} {rate:8.1f} {start:6.1f}", end="")
    print("".join(f"{part:10.1f}" for part in (*parts, seconds["Ray"])), end="")
    print(f"{chunks / seconds['workers']:12.1f}", flush=True)
    return rate


def main(data: Path, count: int, postgres: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        with gzip.open(data / "articles.jsonl.gz", "rb") as lines:
            source.write_bytes(b"".join(islice(lines, count)))
        server = None
        if postgres:
            os.environ["XDG_DATA_HOME"] = str(folder / "state")
            folder.chmod(0o755)  # it runs as a user of its own
            (folder / "postgres").mkdir()
            server = RunningPostgres(folder / "postgres")
        print(_HEAD)
        rates: list[float] = []
        try:
            for number, (nodes, cores) in enumerate([(0, 1), (0, 2), (1, 0), (2, 0)]):
                place = server.database() if server else folder / str(number)
                # In a process of its own: a model's threads stay on the cores that they began on.
                with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                    rates.append(pool.submit(measure, source, place, nodes, cores).result())
        finally:
            if server:
                server.stop()
        times = rates[3] / rates[2]
        print(f"two workers have {times:.2f} times the rate of one: {times / 2:.2f} each")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    main(options.data, options.articles, options.postgres)
