"""Whether an ingest that is killed, or runs out of room, or meets another, loses anything.

    python -m benchmarks.crash [--kills 200] [--articles 2000] [--words 250] [--real] [--seed 0]
    python -m benchmarks.crash --disk-full      at 20 sizes of a tmpfs (Linux, needs root)
    python -m benchmarks.crash --writers        20 pairs of writers at the same time

Articles are kept first and embedded then, so the kills fall on both, and on the moments between.

Invented articles; a cheap encoder unless --real is given, since the encoder has no part in keeping.
Each kill -9 falls on the archive that the last one left, a quarter of them while articles that are
kept are embedded, and a quarter while an index is built or put to use. After each: every article
and vector that was acknowledged is there once, the articles read back, the
doctor finds nothing wrong and every indexed vector finds itself. Exit code 1 where anything failed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from vectorstore import Archive, embed, ingest
from vectorstore.errors import ArchiveError
from vectorstore.models.encoder import Encoder, SentenceEncoder
from vectorstore.store.catalogue import Catalogue
from vectorstore.types import IngestProgress

# Smaller transactions than usual make more moments to be killed in.
_BATCH_CHUNKS = 64
_MORE = 100

_EMBEDDED = "embedded"

Records = list[dict[str, str]]


@dataclass
class Outcome:
    """What a series came to; `failures` says what was lost or wrong, a line each."""

    kills: int = 0
    in_building: int = 0
    in_embedding: int = 0
    archives: int = 1
    acknowledged: int = 0
    slowest_opening: float = 0.0
    failures: list[str] = field(default_factory=list)


class Writer:
    """A process that ingests files and acknowledges on its stdout what is kept."""

    def __init__(
        self, archive: Path, files: Sequence[Path], real: bool = False, most_bytes: int = 0
    ) -> None:
        command = [sys.executable, "-m", "benchmarks.crash", "--child", str(archive)]
        command += [*map(str, files), "--most-bytes", str(most_bytes)]
        self.embedded = 0  # chunks of the archive that were acknowledged to have vectors
        self._process = subprocess.Popen(
            [*command, *(["--real"] if real else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._out.readline() == "ready\n"

    @property
    def _out(self) -> IO[str]:
        assert self._process.stdout is not None
        return self._process.stdout

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def start(self) -> None:
        """Let it begin; until then it has only loaded what it needs."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def first_word(self) -> str:
        """Its first acknowledgement, or what it says instead."""
        return self._out.readline().strip()

    def wait_for_embedding(self) -> int:
        """Wait until the first vectors are acknowledged, or the end; the articles so far."""
        articles = 0
        for line in self._out:
            if line.startswith(_EMBEDDED):
                break
            articles = int(line) if line.strip().isdecimal() else articles
        return articles

    def kill(self) -> tuple[int, str]:
        self._process.kill()
        return self.finish()

    def finish(self) -> tuple[int, str]:
        """How many articles it acknowledged, and its last word, "" where it was killed."""
        lines = self._out.read().splitlines()
        self._process.communicate()
        counts = [int(line) for line in lines if line.isdecimal()]
        words = [line for line in lines if not line.isdecimal() and not line.startswith(_EMBEDDED)]
        embedded = [int(line.split()[1]) for line in lines if line.startswith(_EMBEDDED)]
        self.embedded = max(embedded, default=0)
        return max(counts, default=0), words[-1] if words else ""


def child(archive: Path, files: Sequence[Path], encoder: Encoder, most_bytes: int) -> None:
    """What the writing process does; no file of it may grow above `most_bytes`."""
    ingest.BATCH_CHUNKS = embed.MAX_BATCH = _BATCH_CHUNKS
    encoder.encode(["loaded"])
    print("ready", flush=True)
    sys.stdin.readline()
    if most_bytes:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))

    def acknowledge(progress: IngestProgress) -> None:
        if progress.embedding:
            print(_EMBEDDED, progress.embedding.embedded, flush=True)
        else:
            print(progress.articles, flush=True)

    started = time.perf_counter()
    try:
        with Archive.open(archive, encoder) as opened:
            opened.ingest(files, progress=acknowledge)
        print("done", flush=True)
    except ArchiveError as error:
        print(f"refused after {time.perf_counter() - started:.3f} s: {error}", flush=True)


def check(
    archive: Path, encoder: Encoder, expected: Records, at_least: int, examine: bool = True
) -> Checked:
    """Open an archive as a reader does and see whether all that was acknowledged is in it, once.

    `expected` is all that is being ingested, in order; the first `at_least` must be there.
    `examine` asks the doctor too, who needs some room on the disk.
    """
    failures = []
    started = time.perf_counter()
    with Archive.open(archive, encoder) as opened:
        opened.nearest(encoder.encode(["a question"])[0], 10)
        seconds = time.perf_counter() - started
        kept = {article.id: article for article in opened.articles()}
        if len(kept) < at_least or len(kept) != len(opened):
            failures.append(f"{at_least} articles were acknowledged, {len(kept)} are there")
        for record in expected[: len(kept)]:
            article = kept.get(record["id"])
            if article is None or article.text != record["text"]:
                failures.append(f"{record['id']} is not there, or is not as it was")
            elif len(opened.versions(article.id)) != 1:
                failures.append(f"{article.id} is there more than once")
        if examine:
            failures += opened.doctor().problems
        embedded = opened.embedding_progress().embedded
    return Checked(seconds, len(kept), embedded, failures)


@dataclass(frozen=True)
class Checked:
    """What a check found: seconds until the first search was answered, articles, chunks that have
    vectors, failures."""

    seconds: float
    kept: int
    embedded: int
    failures: list[str]


class Kills:
    """Kills on one archive after the other, and what is checked after each."""

    def __init__(self, folder: Path, count: int, words: int, encoder: Encoder, seed: int) -> None:
        self._folder, self._encoder = folder, encoder
        self._words, self._random = words, random.Random(seed)
        self._building = 0.00015 * count  # seconds that adding _MORE to the index takes at least
        self._expected: Records = []
        self._files: list[Path] = []
        self._archive = folder / "archive"
        self._kept = 0
        self.outcome = Outcome()
        self._add(count)

    def run(self, kills: int, in_building: int) -> Outcome:
        """Kill that often, so many of them while an index is built or put to use."""
        for _ in range(kills - 2 * in_building):
            if self._is_complete():
                shutil.rmtree(self._archive)
                self.outcome.archives += 1
                self._kept = 0
            self._kill()
        for _ in range(in_building):
            if self._is_complete():
                self._add(_MORE)
            self._kill_in_embedding()
        while self.outcome.in_building < in_building and self.outcome.kills < 2 * kills:
            if self._is_complete():
                self._add(_MORE)
            self._kill_in_building()
        if self.outcome.in_building < in_building:
            self._fail(f"only {self.outcome.in_building} kills fell into a building")
        writer = self._writer()
        writer.start()
        self._check(*writer.finish())
        if self._kept < len(self._expected):
            self._fail("the last ingest, which nobody killed, did not keep all")
        return self.outcome

    def _add(self, count: int) -> None:
        records = list(articles(count, self._words, len(self._files), len(self._expected)))
        self._files.append(write_jsonl(self._folder / f"{len(self._files)}.jsonl", records))
        self._expected += records

    def _writer(self) -> Writer:
        return Writer(self._archive, self._files, isinstance(self._encoder, SentenceEncoder))

    def _kill(self) -> None:
        writer = self._writer()
        writer.start()
        time.sleep(self._random.uniform(0, 0.002) * len(self._expected))
        self.outcome.kills += 1
        self._check(*writer.kill())

    def _kill_in_embedding(self) -> None:
        """Wait for the first vectors, or for the end, and kill a random moment later."""
        writer = self._writer()
        writer.start()
        before = writer.wait_for_embedding()
        time.sleep(self._random.uniform(0, 0.05))
        self.outcome.kills += 1
        self.outcome.in_embedding += writer.is_running
        acknowledged, last_word = writer.kill()
        self._check(max(before, acknowledged), last_word, writer.embedded)

    def _kill_in_building(self) -> None:
        """Wait for a new index folder, or for the end, and kill a random moment later.

        It counts as in building where the process had not come to its end by then.
        """
        before = set(self._archive.glob("index-*"))
        writer = self._writer()
        writer.start()
        while writer.is_running and not (now := set(self._archive.glob("index-*"))) - before:
            before &= now  # what a killed writer left is cleared, and its name used again
            time.sleep(0.002)
        time.sleep(self._random.uniform(0, self._building))
        self.outcome.kills += 1
        self.outcome.in_building += writer.is_running
        self._check(*writer.kill())

    def _check(self, acknowledged: int, last_word: str, embedded: int = 0) -> None:
        if last_word.startswith("refused"):
            self._fail(last_word)
        self.outcome.acknowledged += acknowledged
        found = check(self._archive, self._encoder, self._expected, self._kept + acknowledged)
        for failure in found.failures:
            self._fail(failure)
        if found.embedded < embedded:
            self._fail(f"{embedded} vectors were acknowledged, {found.embedded} are there")
        self.outcome.slowest_opening = max(self.outcome.slowest_opening, found.seconds)
        self._kept = found.kept

    def _fail(self, reason: str) -> None:
        self.outcome.failures.append(f"kill {self.outcome.kills}: {reason}")

    def _is_complete(self) -> bool:
        """Whether all is kept and in the index."""
        if self._kept < len(self._expected):
            return False
        catalogue = Catalogue(self._archive / "catalogue.sqlite")
        _, last = catalogue.indexed.in_use()
        vectors = catalogue.vectors
        waiting = vectors.count_waiting() + vectors.count_embedded(after=last)
        catalogue.close()
        return not waiting


def no_room(archive: Path, encoder: Encoder, records: Records, most_bytes: int = 0) -> list[str]:
    """What is wrong after an ingest that should run out of room; "" is added where it did not."""
    source = write_jsonl(archive.parent.parent / "articles.jsonl", records)
    writer = Writer(archive, [source], most_bytes=most_bytes)
    writer.start()
    acknowledged, last_word = writer.finish()
    if last_word == "done":
        return [""]
    failures = [] if "make room" in last_word else [f"it said: {last_word or 'nothing'}"]
    if not acknowledged:
        return failures
    return failures + check(archive, encoder, records, acknowledged, examine=False).failures


def completes(archive: Path, encoder: Encoder, records: Records) -> list[str]:
    """What is wrong after the same ingest with room enough."""
    writer = Writer(archive, [archive.parent.parent / "articles.jsonl"])
    writer.start()
    last_word = writer.finish()[1]
    failures = [] if last_word == "done" else [f"with room: {last_word or 'it died'}"]
    return failures + check(archive, encoder, records, len(records)).failures


def disk_full(folder: Path, records: Records, levels: int) -> list[str]:
    """Fill a small file system at so many sizes, make room, go on; what was wrong, a line each."""
    encoder = CheapEncoder()
    roomy = folder / "roomy" / "archive"
    roomy.parent.mkdir()
    assert no_room(roomy, encoder, records) == [""]
    needed = sum(path.stat().st_size for path in roomy.rglob("*") if path.is_file())
    failures = []
    for level in range(1, levels + 1):
        disk = folder / f"disk-{level}"
        disk.mkdir()
        size = needed * level // (levels + 1)
        _root("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk))
        try:
            wrong = no_room(disk / "archive", encoder, records)
            _root("mount", "-o", f"remount,size={4 * needed}", str(disk))
            wrong += completes(disk / "archive", encoder, records)
        finally:
            _root("umount", "-l", str(disk))
        said = "had room enough" if "" in wrong else "ran out of room"
        wrong = [reason for reason in wrong if reason]
        print(f"{size / 1e6:7.1f} MB: {said}; wrong: {'; '.join(wrong) or 'nothing'}", flush=True)
        failures += wrong
    return failures


def _root(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"--disk-full needs to mount a tmpfs, as root on Linux: {done.stderr.strip()}")


def writers(folder: Path, records: Records, pairs: int) -> tuple[float, list[str]]:
    """Two writers at once, so often: the slowest refusal in seconds, and what was wrong."""
    source = write_jsonl(folder / "articles.jsonl", records)
    slowest, failures = 0.0, []
    for pair in range(pairs):
        archive = folder / f"pair-{pair}"
        both = [Writer(archive, [source]), Writer(archive, [source])]
        for writer in both:
            writer.start()
        words = sorted(writer.finish()[1] for writer in both)
        # The second may also come while the first embeds, who gives way to it.
        both_done = words == ["done", "done"]
        if not both_done and (words[0] != "done" or "is being written by process" not in words[1]):
            failures.append(f"pair {pair}: {words}")
        elif not both_done:
            slowest = max(slowest, float(words[1].split()[2]))
        failures += check(archive, CheapEncoder(), records, len(records)).failures
        shutil.rmtree(archive)
    return slowest, failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--words", type=int, default=250)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--disk-full", action="store_true")
    parser.add_argument("--writers", action="store_true")
    parser.add_argument("--child", nargs="+", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--most-bytes", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    encoder = SentenceEncoder() if options.real else CheapEncoder()
    if options.child:
        child(options.child[0], options.child[1:], encoder, options.most_bytes)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.disk_full:
            failures = disk_full(folder, list(articles(300, options.words)), 20)
        elif options.writers:
            slowest, failures = writers(folder, list(articles(300, options.words)), 20)
            print(f"20 pairs of writers; the slowest refusal came after {slowest:.2f} s")
        else:
            kills = Kills(folder, options.articles, options.words, encoder, options.seed)
            outcome = kills.run(options.kills, options.kills // 4)
            failures = outcome.failures
            print(
                f"{outcome.kills} kills, {outcome.in_embedding} of them while it embedded and"
                f" {outcome.in_building} while an index was built or put to use, on"
                f" {outcome.archives} archives; {outcome.acknowledged:,} articles"
                f" acknowledged; the slowest opening took {outcome.slowest_opening:.2f} s"
            )
    print(f"failures: {len(failures)}", *failures[:20], sep="\n  ")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
