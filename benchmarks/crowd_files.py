"""Whether files and threads come back where readers come, go and come again.

    python -m benchmarks.crowd_files [--rounds 200] [--readers 12] [--pause 0.5] [--page]

In each round so many readers come at once, each a new thread, look for passages by words and by
meaning, with a filter and without, read an article, and go. Every 20 rounds articles are added, so
that the index is replaced. Prints the open files and threads after rounds, and fails where the last
rounds have more than the first tenth had.

With --page the readers are tabs of the page over the sample archive, which runs in a process of its
own; each tenth pause is long enough for idle threads to end, and what counts is what is open then.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from benchmarks.crowd import Visitor, page
from benchmarks.invented import CheapEncoder, articles, write_jsonl
from ui.cli import sample_folder
from vectorstore import Archive, Filter

QUESTIONS = (
    "What cargo was the Aster Trader carrying?",
    "How many homes lost power in storm Ilse?",
    "What did the Transport Ministry say about the number of injured on the ferry Marigold?",
)
# A thread that has nothing to do ends after 10 s.
LONG_PAUSE, LONG_EACH = 12, 10


def look(archive: Archive, number: int) -> None:
    """All that a reader does."""
    article = archive.article(f"a{number}")
    [vector] = archive.encode([article.text])
    for where in (Filter(), Filter(outlets=(article.outlet,))):
        assert archive.matching(article.title, 10, where)
        assert archive.nearest(vector, 10, where)
    assert len(list(archive.articles())) == len(archive)


def visit(archive: Archive, readers: int) -> None:
    """So many readers at once, each a new thread."""
    threads = [threading.Thread(target=look, args=(archive, n)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def page_visit(address: str, readers: int) -> None:
    """So many tabs at once, each of which asks a question, is answered and closed."""

    def ask(number: int) -> None:
        question = QUESTIONS[number % len(QUESTIONS)]
        html = Visitor(address).conversation(question)
        assert 'class="cite"' in html, html

    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(ask, range(readers)))


def opened(process: psutil.Process) -> tuple[int, int]:
    """The open files and the threads of a process, the libraries' own too."""
    count = getattr(process, "num_handles" if sys.platform == "win32" else "num_fds")
    return int(count()), process.num_threads()


def row(name: object, counts: tuple[int, int]) -> None:
    print(f"{name:>8} {counts[0]:8} {counts[1]:8}", flush=True)


def in_this_process(rounds: int, readers: int, pause: float) -> bool:
    process = psutil.Process()
    seen = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Archive.open(folder / "archive", CheapEncoder()) as archive:
            archive.ingest([write_jsonl(folder / "0.jsonl", articles(500))])
            look(archive, 0)
            row("start", opened(process))
            for number in range(1, rounds + 1):
                if number % 20 == 0:
                    more = articles(50, seed=number, first=1000 * number)
                    archive.ingest([write_jsonl(folder / f"{number}.jsonl", more)])
                visit(archive, readers)
                time.sleep(pause)
                seen.append(opened(process))
                if number in (1, 2, 5, 10) or number % 20 == 0:
                    row(number, seen[-1])
        row("closed", opened(process))
    tenth = max(1, rounds // 10)
    return any(map(_grew, zip(*seen[:tenth], strict=True), zip(*seen[-tenth:], strict=True)))


def at_the_page(rounds: int, readers: int, pause: float) -> bool:
    """In the second half no more than in the first, in which Chroma's pool of 10 may fill."""
    seen = []
    with tempfile.TemporaryDirectory() as name:
        with Archive.open(name) as archive:
            archive.ingest([sample_folder()])
        with page(Path(name)) as (address, process):
            row("start", opened(process))
            for number in range(rounds + 1):
                page_visit(address, readers)
                is_long = number % LONG_EACH == 0
                time.sleep(LONG_PAUSE if is_long else pause)
                if is_long:
                    seen.append(opened(process))
                    row(number + 1, seen[-1])
    half = (len(seen) + 1) // 2
    return any(map(_grew, zip(*seen[:half], strict=True), zip(*seen[-half:], strict=True)))


def _grew(first: tuple[int, ...], last: tuple[int, ...]) -> bool:
    return max(last) > max(first)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--readers", type=int, default=12)
    parser.add_argument("--pause", type=float, default=0.5)
    parser.add_argument("--page", action="store_true")
    options = parser.parse_args()
    measure = at_the_page if options.page else in_this_process
    sys.exit(measure(options.rounds, options.readers, options.pause))
