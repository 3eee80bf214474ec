"""What a search costs as an archive grows, on invented articles and vectors.

    python -m benchmarks.finding_cost [--chroma] [--postgres] FOLDER [CHUNKS...]

Makes an archive of each size in FOLDER, unless it is there, and prints the milliseconds of a search
(words and meaning, without embedding the question), with and without filters, and the memory. The
files are read once before, so that those of a large archive are as much in memory as they fit. With
--chroma the same is asked of the archive again once its vectors were moved into a `chroma run`, and
then they are moved back; with --postgres of a copy in a database of Debian's PostgreSQL, whose
vectors are in that server, where there is one.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from assistant.finding.retrieve import retrieve
from tests.chroma_server import RunningChroma
from tests.postgres_server import RunningPostgres
from vectorstore import Archive, Article, Filter
from vectorstore.clean import VERSION
from vectorstore.models.encoder import SentenceEncoder
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import Entry
from vectorstore.text.words import STOP_WORDS
from vectorstore.types import Chunk

SIZES = (10_000, 100_000, 1_000_000)
CHUNKS_AN_ARTICLE, WORDS_A_CHUNK, DIMENSIONS = 4, 160, 384
VOCABULARY, TOPIC_CHUNKS, NOISE = 300_000, 200, 0.8
OUTLETS = [f"Outlet {number}" for number in range(50)]
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
QUESTIONS, WARM_UP = 200, 20

Vectors = NDArray[np.float32]


def _days(start: int, count: int) -> Filter:
    since = FIRST_DAY + timedelta(days=start)
    return Filter(since=since, until=since + timedelta(days=count - 1))


# Each question, asked once, has the next filter of its kind, so that none is answered from memory.
FILTERS = {
    "unfiltered": [Filter()],
    "dates that keep 1%": [_days(start, DAYS // 100) for start in range(0, DAYS * 9 // 10, 30)],
    "dates that keep 50%": [_days(start, DAYS // 2) for start in range(0, DAYS // 2, 30)],
    "one outlet (2%)": [Filter(outlets=(outlet,)) for outlet in OUTLETS],
}


class Prepared:
    """An Encoder whose vectors are made beforehand, so that its own time does not count."""

    name = fingerprint = "invented vectors"

    def __init__(self) -> None:
        self.vectors: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.vectors[text] for text in texts])


class World:
    """Words as frequent as in a language (Zipf's law), and vectors that lie in clusters."""

    def __init__(self, chunks: int) -> None:
        self.chunks = chunks
        self._random = np.random.default_rng(7)
        invented = (_word(number) for number in range(VOCABULARY - len(STOP_WORDS)))
        self.words = np.array([*sorted(STOP_WORDS), *invented], dtype=object)
        frequency = 1 / (np.arange(VOCABULARY) + 2.7)
        self._cumulative = np.cumsum(frequency / frequency.sum())
        shape = (chunks // TOPIC_CHUNKS + 1, DIMENSIONS)
        self._topics = self._random.standard_normal(shape, dtype=np.float32)

    def ranks(self, *shape: int) -> NDArray[np.int64]:
        """Words by the rank of their frequency, drawn as often as they are frequent."""
        ranks = np.searchsorted(self._cumulative, self._random.random(shape))
        return np.minimum(ranks, VOCABULARY - 1)

    def vectors(self, count: int) -> Vectors:
        """Unit vectors, each near the centre of a topic."""
        rows = self._topics[self._random.integers(0, len(self._topics), count)]
        rows = rows + NOISE * self._random.standard_normal(rows.shape, dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def articles(self, first: int, count: int) -> Iterator[tuple[Article, list[Chunk]]]:
        ranks = self.ranks(count, CHUNKS_AN_ARTICLE, WORDS_A_CHUNK)
        for number, row in enumerate(ranks, first):
            texts = [" ".join(self.words[chunk]).capitalize() + "." for chunk in row]
            day = FIRST_DAY + timedelta(days=int(self._random.integers(DAYS)))
            article = Article(
                id=f"article-{number}",
                text="\n".join(texts),
                title=" ".join(self.words[row[0, :8]]),
                outlet=OUTLETS[int(self._random.integers(len(OUTLETS)))],
                published=day.isoformat(),
                language="en",
            )
            yield article, list(_spans(article.id, texts))

    def questions(self, count: int) -> list[str]:
        """Questions of six words that are no stop words, and three that are."""
        found: list[str] = []
        while len(found) < count:
            ranks = [rank for rank in self.ranks(40) if rank >= len(STOP_WORDS)][:6]
            words = [*self.words[[0, 9, 17]], *self.words[ranks]]
            found.append(" ".join(words) + "?")
        return found


def build(folder: Path, world: World, encoder: Prepared) -> Archive:
    """The archive in a folder, made by the catalogue's own ways where it is not there yet."""
    ready = folder / "ready"
    if not ready.exists():
        Archive.open(folder, encoder).close()
        catalogue = Catalogue(folder / "catalogue.sqlite")
        batch = 2_500
        for first in range(0, world.chunks // CHUNKS_AN_ARTICLE, batch):
            vectors = iter(world.vectors(batch * CHUNKS_AN_ARTICLE))
            with catalogue.transaction():
                for article, chunks in world.articles(first, batch):
                    texts = [f"{chunk.article_id}:{chunk.start}" for chunk in chunks]
                    keys = [
                        catalogue.vectors.add(hashlib.sha256(text.encode()).digest(), next(vectors))
                        for text in texts
                    ]
                    entry = Entry(
                        article,
                        chunks,
                        texts,
                        bands=(),
                        digest=b"",
                        raw=b"",
                        source=article.id,
                        file="-",
                        name=article.id,
                        cleaner=VERSION,
                        is_brought=True,
                    )
                    catalogue.keep(entry, keys)
        catalogue.close()
        with Archive.open(folder, encoder) as archive:
            archive.ingest([])  # brings the index up to date
        ready.touch()
    return Archive.open(folder, encoder)


def main(folder: Path, sizes: Sequence[int], chroma: bool = False, postgres: bool = False) -> None:
    questions: list[str] = []
    for size in sizes:
        world, encoder = World(size), Prepared()
        started = time.perf_counter()
        archive = build(folder / str(size), world, encoder)
        _read_once(folder / str(size))
        print(f"\n{size:,} chunks, ready after {time.perf_counter() - started:,.0f} s")
        before = _memory()
        questions = _ask(archive, world, encoder)
        print(f"{'memory':28} {_memory():6.2f} GiB, {before:.2f} before the first search")
        archive.close()
        with _servers(chroma, postgres) as (server, database):
            if chroma:
                _ask_server(folder / str(size), server, world, encoder)
            if postgres:
                _ask_database(folder / str(size), database, server or None, world, encoder)
    sentence_encoder = SentenceEncoder()
    _print("embedding a question", _milliseconds(questions, lambda q: sentence_encoder.encode([q])))


def _ask(archive: Archive, world: World, encoder: Prepared) -> list[str]:
    """Ask questions with each kind of filter, and print what they took; the last questions."""
    questions: list[str] = []
    for name, filters in FILTERS.items():
        questions = world.questions(QUESTIONS + WARM_UP)
        encoder.vectors = dict(zip(questions, world.vectors(len(questions)), strict=True))
        _print(name, _milliseconds(questions, partial(_search, archive, cycle(filters))))
    return questions


def _ask_server(folder: Path, chroma: str, world: World, encoder: Prepared) -> None:
    """The same with the vectors in a Chroma server."""
    with Archive.open(folder, encoder, chroma=chroma) as archive:
        started = time.perf_counter()
        archive.move_vectors("server")
        print(f"in the server after {time.perf_counter() - started:,.0f} s")
        _ask(archive, world, encoder)
        archive.move_vectors("folder")


def _ask_database(
    folder: Path, postgres: str, chroma: str | None, world: World, encoder: Prepared
) -> None:
    """The same of a copy in PostgreSQL."""
    started = time.perf_counter()
    with (
        Archive.open(folder, encoder, chroma=chroma) as archive,
        archive.copy_to(postgres) as copied,
    ):
        print(f"in the database after {time.perf_counter() - started:,.0f} s")
        _ask(copied, world, encoder)


@contextmanager
def _servers(chroma: bool, postgres: bool) -> Iterator[tuple[str, str]]:
    """The addresses of a Chroma server and of a new database, "" for those that are not wanted."""
    with (
        TemporaryDirectory(prefix="dateline-") as for_chroma,
        TemporaryDirectory(prefix="dateline-") as for_postgres,
        ExitStack() as at_end,
    ):
        server = database = ""
        if chroma:
            running = RunningChroma(Path(for_chroma))
            at_end.callback(running.kill)
            server = running.url
        if postgres:
            os.environ["XDG_DATA_HOME"] = str(Path(for_chroma) / "state")
            running_too = RunningPostgres(Path(for_postgres))
            at_end.callback(running_too.stop)
            database = running_too.database()
        yield server, database


def _read_once(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 24):
                    pass


def _search(archive: Archive, filters: Iterator[Filter], question: str) -> object:
    return retrieve(archive, question, 10, next(filters))


def _milliseconds(
    questions: Sequence[str], work: Callable[[str], object]
) -> tuple[list[float], float]:
    """What each question took, and what one took of the processor on average."""
    times, worked = [], 0.0
    for number, question in enumerate(questions):
        if number == WARM_UP:
            worked = time.process_time()
        started = time.perf_counter()
        work(question)
        times.append(1000 * (time.perf_counter() - started))
    worked = time.process_time() - worked
    return times[WARM_UP:], 1000 * worked / (len(questions) - WARM_UP)


def _print(name: str, measured: tuple[Sequence[float], float]) -> None:
    times, processor = measured
    median, high = np.percentile(times, [50, 95])
    print(f"{name:28} p50 {median:6.1f} ms   p95 {high:6.1f} ms", end="", flush=True)
    print(f"   processor {processor:6.1f} ms", flush=True)


def _spans(article_id: str, texts: Sequence[str]) -> Iterator[Chunk]:
    start = 0
    for text in texts:
        yield Chunk(article_id, start, start + len(text))
        start += len(text) + 1


def _word(number: int) -> str:
    """An invented word, another one for every number."""
    syllables = [f"{c}{v}" for c in "bdfgklmnprstvz" for v in "aiou"]
    word = ""
    while number or not word:
        number, syllable = divmod(number, len(syllables))
        word += syllables[syllable]
    return word + "k"


def _memory() -> float:
    """GiB that this process holds."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**30


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chroma", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("folder", type=Path)
    parser.add_argument("chunks", type=int, nargs="*", default=SIZES)
    options = parser.parse_args()
    main(options.folder, options.chunks, options.chroma, options.postgres)
