"""Whether files and threads come back where readers come, go and come again.

    python -m benchmarks.crowd_files [--rounds 200] [--readers 12] [--pause 0.5]

In each round so many readers come at once, each a new thread, look for passages by words and by
meaning, with a filter and without, read an article, and go. Every 20 rounds articles are added, so
that the index is replaced. Prints the open files and threads after rounds, and fails where the last
rounds have more than the first tenth had.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from vectorstore import Archive, Filter


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


def opened() -> tuple[int, int]:
    """The open files and the threads of this process, the libraries' own too."""
    process = psutil.Process()
    files = process.num_handles() if sys.platform == "win32" else process.num_fds()
    return files, process.num_threads()


def main(rounds: int, readers: int, pause: float) -> int:
    seen = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Archive.open(folder / "archive", CheapEncoder()) as archive:
            archive.ingest([write_jsonl(folder / "0.jsonl", articles(500))])
            look(archive, 0)
            print(f"{'round':>8} {'files':>8} {'threads':>8}")
            print(f"{'start':>8} {opened()[0]:8} {opened()[1]:8}", flush=True)
            for number in range(1, rounds + 1):
                if number % 20 == 0:
                    more = articles(50, seed=number, first=1000 * number)
                    archive.ingest([write_jsonl(folder / f"{number}.jsonl", more)])
                visit(archive, readers)
                time.sleep(pause)
                seen.append(opened())
                if number in (1, 2, 5, 10) or number % 20 == 0:
                    print(f"{number:8} {seen[-1][0]:8} {seen[-1][1]:8}", flush=True)
        print(f"{'closed':>8} {opened()[0]:8} {opened()[1]:8}")
    tenth = max(1, rounds // 10)
    return any(
        max(last) > max(first)
        for first, last in zip(
            zip(*seen[:tenth], strict=True), zip(*seen[-tenth:], strict=True), strict=True
        )
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--readers", type=int, default=12)
    parser.add_argument("--pause", type=float, default=0.5)
    options = parser.parse_args()
    sys.exit(main(options.rounds, options.readers, options.pause))
