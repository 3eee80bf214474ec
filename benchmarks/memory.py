"""How much memory an ingest takes, and how much of it grows with the file.

    python -m benchmarks.memory [--count 10000 100000] [--words 150] [--real]

Ingests JSONL files of so many invented articles, each in a process of its own, and prints the most
memory that the process held: while articles were read, embedded and kept, and then with the index
built of them. A cheap encoder stands in for the real one unless --real is given.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from vectorstore import Archive
from vectorstore.models.encoder import SentenceEncoder
from vectorstore.store import index_folder
from vectorstore.store.index import Batches


def child(source: Path, archive: Path, is_real: bool) -> None:
    """Ingest and print seconds, articles and the two peaks in MiB."""
    before_index = []
    build = index_folder.build

    def noted(folder: Path, vectors: Batches, count: int) -> None:
        before_index.append(peak())
        build(folder, vectors, count)

    index_folder.build = noted
    started = time.perf_counter()
    with Archive.open(archive, SentenceEncoder() if is_real else CheapEncoder()) as opened:
        report = opened.ingest([source])
    print(time.perf_counter() - started, report.added, before_index[0], peak())


def peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS, else KiB
    return most / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--words", type=int, default=150)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--child", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        source, archive = options.child
        child(source, archive, options.real)
        return
    print(f"{'articles':>10} {'file':>9} {'seconds':>9} {'keeping':>13} {'with the index':>15}")
    for count in options.count:
        with tempfile.TemporaryDirectory() as name:
            source = write_jsonl(Path(name) / "articles.jsonl", articles(count, options.words))
            command = [sys.executable, "-m", "benchmarks.memory", "--child", str(source)]
            command += [f"{name}/archive", *(["--real"] if options.real else [])]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            seconds, added, keeping, whole = (float(word) for word in done.stdout.split())
            size = source.stat().st_size / 1e6
        print(
            f"{added:>10,.0f} {size:>6,.0f} MB {seconds:>9,.1f} {keeping:>9,.0f} MiB"
            f" {whole:>11,.0f} MiB",
            flush=True,
        )


if __name__ == "__main__":
    main()
