"""Whether anything is lost where a Chroma server, or who writes to it, is killed.

    python -m benchmarks.server_kills [--kills 100] [--articles 400] [--seed 0]

Invented articles and a cheap encoder. A real `chroma run` keeps the vectors; in turn the server and
the writing process are killed (kill -9) at a random moment of an ingest, on the archive that the
last kill left. After each the server is started again where it was killed, and all that was
acknowledged has to be there, once and as it was, and be found. At the end, after an ingest that
nobody kills, every article has to be found by its words and by its meaning, and the doctor to find
nothing wrong. Exit code 1 where anything failed.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from tests.chroma_server import RunningChroma
from vectorstore import Archive

# Articles that come with each kill, so that there is always something to do.
_MORE = 20
# Seconds from the first acknowledgement to the kill, at the most.
_SECONDS = 3.0


class Kills:
    """One archive whose vectors are in a server; `failures` says what was lost, a line each."""

    def __init__(self, folder: Path, count: int, seed: int) -> None:
        self._folder, self._random = folder, random.Random(seed)
        self._encoder = CheapEncoder()
        self._server = RunningChroma(folder)
        self._records: list[dict[str, str]] = []
        self._files: list[Path] = []
        self._kept = 0
        self.kills = {"server": 0, "writer": 0}
        self.failures: list[str] = []
        self._add(count)

    def run(self, kills: int) -> None:
        """Kill that often, then let one ingest end, and look at everything."""
        for number in range(kills):
            victim = "server" if number % 2 else "writer"
            self._kill(victim)
            self._check(f"kill {number} ({victim})")
            self._add(_MORE)
        with self._writer() as writer:
            _begin(writer)
            said, _ = writer.communicate()
            if "done" not in said:
                self.failures.append("the last ingest, which nobody killed, did not end")
        self._check("the end")
        self._find_all()
        self._server.kill()

    def _add(self, count: int) -> None:
        first = len(self._records)
        records = list(articles(count, 60, len(self._files), first))
        self._files.append(write_jsonl(self._folder / f"{first}.jsonl", records))
        self._records += records

    def _writer(self) -> subprocess.Popen[str]:
        place = {"DATELINE_ARCHIVE": str(self._folder / "archive")}
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.vectorstore.contract.writer",
                "64",
                *map(str, self._files),
            ],
            env={**os.environ, **place, "DATELINE_CHROMA": self._server.url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it says there that its server has gone
            text=True,
        )

    def _kill(self, victim: str) -> None:
        with self._writer() as writer:
            _begin(writer)
            time.sleep(self._random.uniform(0, _SECONDS))
            if writer.poll() is None:
                self.kills[victim] += 1
            if victim == "server":
                self._server.kill()
            else:
                writer.kill()
            said, _ = writer.communicate()
        if victim == "server":
            self._server.start()
        counts = [int(line.split()[1]) for line in said.splitlines() if line.startswith("kept")]
        self._kept += max(counts, default=0)

    def _check(self, when: str) -> None:
        with self._open() as archive:
            kept = {article.id: article.text for article in archive.articles()}
            if len(kept) < self._kept:
                self.failures.append(f"{when}: {self._kept} acknowledged, {len(kept)} there")
            for record in self._records[: len(kept)]:
                if kept.get(record["id"]) != record["text"]:
                    self.failures.append(f"{when}: {record['id']} is not as it was")
            if kept:
                found = archive.nearest(archive.encode([self._records[0]["text"]])[0], 1)
                if found and found[0].article.id != self._records[0]["id"]:
                    self.failures.append(f"{when}: the first article is not found by its meaning")
            self._kept = len(kept)

    def _find_all(self) -> None:
        with self._open() as archive:
            for record in self._records:
                vector = archive.encode([record["text"]])[0]
                near = [passage.article.id for passage in archive.nearest(vector, 5)]
                words = [passage.article.id for passage in archive.matching(record["title"], 5)]
                if record["id"] not in near or record["id"] not in words:
                    self.failures.append(f"{record['id']} is not found")
                if len(archive.versions(record["id"])) != 1:
                    self.failures.append(f"{record['id']} is doubled")
            self.failures += archive.doctor().problems

    def _open(self) -> Archive:
        return Archive.open(self._folder / "archive", self._encoder, chroma=self._server.url)


def _begin(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin
    assert writer.stdout
    assert writer.stdout.readline() == "ready\n"
    writer.stdin.write("\n")
    writer.stdin.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        kills = Kills(Path(name), options.articles, options.seed)
        kills.run(options.kills)
    print(f"killed at work: {kills.kills}; wrong: {len(kills.failures)}")
    print("\n".join(kills.failures))
    sys.exit(bool(kills.failures))


if __name__ == "__main__":
    main()
