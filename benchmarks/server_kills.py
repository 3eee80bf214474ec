"""Whether anything is lost where several write to an archive on servers, and any of them is killed.

    python -m benchmarks.server_kills [--kills 200] [--articles 100] [--seed 0]
    python -m benchmarks.server_kills --writers 10    that many `dateline ingest` at once

Invented articles and a cheap encoder; PostgreSQL keeps the articles, a real `chroma run` the
vectors. Two processes ingest the same files at once, and at a random moment one of them, or one of
the servers, is killed (kill -9), or one process ingests on Ray, and a worker of Ray's is killed; so
again, on the archive that the last kill left. After each, the
server is started again where it was killed, and all that was acknowledged has to be there, once and
as it was. At the end, after an ingest that nobody kills, every article has to be found by its words
and by its meaning, and the doctor to find nothing wrong. With --writers nothing is killed, and the
real encoder is used. Exit code 1 where anything failed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from tests.chroma_server import RunningChroma
from tests.postgres_server import RunningPostgres
from vectorstore import Archive, embed, ingest
from vectorstore.errors import ArchiveError
from vectorstore.models.encoder import SentenceEncoder
from vectorstore.on_ray import HERE
from vectorstore.types import IngestProgress

# Articles that come with each kill, so that there is always something to do.
_MORE = 24
_RAY = "Ray worker"
# Seconds from the first acknowledgement to the kill, at the most.
_SECONDS = 0.8
_BATCH_CHUNKS = 8
# What writers import, imported once: each is a fork of a process that has.
_IMPORTED = [__name__, "chromadb", "psycopg", "vectorstore.formats.json_lines"]


def write(
    place: str, chroma: str, files: Sequence[Path], ray: str | None, said: Connection
) -> None:
    """What a writing process does: ingest, and say what is kept for good."""
    ingest.BATCH_CHUNKS = ingest.FIRST_CHUNKS = embed.MAX_BATCH = _BATCH_CHUNKS

    def acknowledge(progress: IngestProgress) -> None:
        said.send(progress.articles)

    try:
        with Archive.open(place, CheapEncoder(), chroma=chroma) as archive:
            archive.ingest(files, progress=acknowledge, ray=ray)
        said.send("done")
    except ArchiveError as error:
        said.send(str(error))


class Writer:
    """A process that writes; `kept` is how many articles it acknowledged, `last` its last word."""

    def __init__(self, context: Any, *work: object) -> None:
        self._said, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=write, args=(*work, theirs))
        self.process.start()
        theirs.close()
        self.kept, self.last = 0, ""

    def hear(self, until_end: bool = True) -> None:
        """Hear its next word, or all to its end."""
        try:
            while True:
                word = self._said.recv()
                if isinstance(word, int):
                    self.kept = word
                else:
                    self.last = word
                if not until_end:
                    return
        except (EOFError, OSError):  # it ended, perhaps in the middle of a word
            self.process.join()


class Servers:
    """The two servers, and the state of the machine that asks them."""

    def __init__(self, folder: Path) -> None:
        os.environ["XDG_DATA_HOME"] = str(folder / "state")
        (folder / "chroma").mkdir()
        (folder / "postgres").mkdir()
        self.by_name: dict[str, RunningChroma | RunningPostgres] = {}
        self.chroma = self.by_name["Chroma"] = RunningChroma(folder / "chroma")
        self.postgres = self.by_name["PostgreSQL"] = RunningPostgres(folder / "postgres")
        self.database = self.postgres.database()

    def open(self, encoder: Any = None) -> Archive:
        return Archive.open(self.database, encoder or CheapEncoder(), chroma=self.chroma.url)


@contextmanager
def servers() -> Iterator[tuple[Path, Servers]]:
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:
        Path(name).chmod(0o755)  # PostgreSQL has a user of its own
        running = Servers(Path(name))
        try:
            yield Path(name), running
        finally:
            running.chroma.kill()
            running.postgres.stop()


class Kills:
    """One archive on two servers; `failures` says what was lost, a line each."""

    def __init__(self, folder: Path, running: Servers, count: int, seed: int) -> None:
        self._folder, self._servers = folder, running
        self._random = random.Random(seed)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_IMPORTED)
        self._records: list[dict[str, str]] = []
        self._files: list[Path] = []
        self._known: set[str] = set()
        self.kills = Counter[str]()
        self.failures: list[str] = []
        self._add(count)

    def run(self, kills: int) -> None:
        """Kill that often, then let one ingest end, and look at everything."""
        for number in range(kills):
            victim = self._random.choice(("writer", _RAY, *self._servers.by_name))
            self._check(f"kill {number} ({victim})", self._kill(victim))
            self._add(_MORE)
            if number % 10 == 9:
                print(f"{number + 1} kills, wrong: {len(self.failures)}", flush=True)
        writer = self._writer()
        writer.hear()
        if writer.last != "done":
            self._fail(f"the last ingest, which nobody killed, said {writer.last!r}")
        self._check("the end", writer.kept)
        with self._servers.open() as archive:
            self.failures += find_all(archive, self._records)

    def _fail(self, what: str) -> None:
        self.failures.append(what)
        print(what, flush=True)

    def _add(self, count: int) -> None:
        first = len(self._records)
        records = list(articles(count, 60, len(self._files), first))
        self._files.append(write_jsonl(self._folder / f"{first}.jsonl", records))
        self._records += records

    def _writer(self, ray: str | None = None) -> Writer:
        files = self._random.sample(self._files, len(self._files))
        return Writer(self._context, self._servers.database, self._servers.chroma.url, files, ray)

    def _kill(self, victim: str) -> int:
        """Kill one at work; how many articles were acknowledged."""
        if victim == _RAY:
            return self._kill_of_ray()
        writers = [self._writer(), self._writer()]
        writers[0].hear(until_end=False)
        time.sleep(self._random.uniform(0, _SECONDS))
        self.kills[victim] += any(writer.process.is_alive() for writer in writers)
        if victim == "writer":
            self._random.choice(writers).process.kill()
        else:
            self._servers.by_name[victim].kill()
        for writer in writers:
            writer.hear()
            if victim == "writer" and writer.last not in ("done", ""):
                self._fail(f"beside a writer that was killed: {writer.last}")
        if victim != "writer":
            self._servers.by_name[victim].start()
        return sum(writer.kept for writer in writers)

    def _kill_of_ray(self) -> int:
        """Kill a worker of an ingest on Ray, which has to end all the same."""
        writer = self._writer(HERE)
        workers: list[psutil.Process] = []
        while writer.process.is_alive() and not workers:
            below = psutil.Process(writer.process.pid).children(recursive=True)
            workers = [each for each in below if _is_embedding(each)]
            time.sleep(self._random.uniform(0, 0.1))
        for worker in workers[:1]:
            worker.kill()
        self.kills[_RAY] += bool(workers)
        writer.hear()
        if writer.last != "done":
            self._fail(f"the ingest on Ray, whose worker was killed, said {writer.last!r}")
        return writer.kept

    def _check(self, when: str, acknowledged: int) -> None:
        with self._servers.open() as archive:
            kept = {article.id: article.text for article in archive.articles()}
            rows = len([*archive.exported()])
        if len(kept) < len(self._known) + acknowledged or self._known - kept.keys():
            expected = len(self._known) + acknowledged
            self._fail(f"{when}: {expected} acknowledged, {len(kept)} there")
        if rows != len(kept):
            self._fail(f"{when}: {rows} versions of {len(kept)} articles")
        texts = {record["id"]: record["text"] for record in self._records}
        for name in kept:
            if kept[name] != texts.get(name):
                self._fail(f"{when}: {name} is not as it was")
        self._known = set(kept)


def _is_embedding(process: psutil.Process) -> bool:
    try:
        return process.name().startswith("ray::MapWorker")
    except psutil.Error:
        return False


def find_all(archive: Archive, records: Sequence[dict[str, str]]) -> list[str]:
    """What is wrong where each record is to be there once, and found; a line each."""
    failures = [*archive.doctor().problems]
    if len(archive) != len(records):
        failures.append(f"{len(archive)} articles are there, and should be {len(records)}")
    vectors = archive.encode([f"{record['title']}\n{record['text']}" for record in records])
    for record, vector in zip(records, vectors, strict=True):
        near = [passage.article.id for passage in archive.nearest(vector, 5)]
        words = [passage.article.id for passage in archive.matching(record["title"], 5)]
        if record["id"] not in near or record["id"] not in words:
            failures.append(f"{record['id']} is not found")
        if len(archive.versions(record["id"])) != 1:
            failures.append(f"{record['id']} is doubled")
    return failures


def ingest_at_once(folder: Path, running: Servers, count: int, writers: int) -> list[str]:
    """Have that many commands ingest overlapping folders at once; what is wrong then."""
    records = list(articles(count, 60))
    folders = [folder / f"share-{number}" for number in range(writers)]
    for number, share in enumerate(folders):
        share.mkdir()
        step = -(-count // writers)
        mine = range(number * step, min(count, (number + 2) * step))  # half of it another has, too
        for at in [*mine, *range(step // 2)]:
            write_jsonl(share / f"{at}.jsonl", [records[at]])
    settings = {
        "DATELINE_ARCHIVE": running.database,
        "DATELINE_CHROMA": running.chroma.url,
    }
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "dateline", "ingest", str(share)],
            env={**os.environ, **settings},
            stderr=subprocess.PIPE,
            text=True,
        )
        for share in folders
    ]
    said = [command.communicate()[1] for command in commands]
    failures = [
        f"a command ended with {command.returncode}: {words}"
        for command, words in zip(commands, said, strict=True)
        if command.returncode
    ]
    with running.open(SentenceEncoder()) as archive:
        return failures + find_all(archive, records)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--writers", type=int, default=0)
    options = parser.parse_args()
    started = time.monotonic()
    with servers() as (folder, running):
        if options.writers:
            failures = ingest_at_once(folder, running, options.articles, options.writers)
            print(f"{options.writers} at once, {options.articles} articles", end="; ")
        else:
            kills = Kills(folder, running, options.articles, options.seed)
            kills.run(options.kills)
            failures = kills.failures
            print(f"killed at work: {dict(kills.kills)}", end="; ")
    print(f"wrong: {len(failures)}; {time.monotonic() - started:.0f} s")
    print("\n".join(failures))
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
