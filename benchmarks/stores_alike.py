"""Whether finding is as good wherever an archive is kept.

    python -m benchmarks.stores_alike DATA [--every 8]

DATA is a folder with articles.jsonl.gz and questions.jsonl.gz (docs/evaluation.md). The articles
are ingested once, into a folder; then their vectors are moved into a `chroma run`, and all of it
into Debian's PostgreSQL, without and with that server. Each is asked every eighth question, and
what the ways of finding come to is printed, with how far it is from the folder's.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.evaluation.questions import read_questions
from assistant.evaluation.run import run
from assistant.settings import Settings
from tests.chroma_server import RunningChroma
from tests.postgres_server import RunningPostgres
from vectorstore import Archive

MEASURES = ("hit@1", "hit@5", "hit@10", "MRR@10")

Figures = dict[str, tuple[float, ...]]


@contextmanager
def kinds(articles: Path, folder: Path) -> Iterator[Iterator[tuple[str, Archive]]]:
    """The same articles in an archive of each kind, one after the other."""
    with TemporaryDirectory(prefix="dateline-") as own, ExitStack() as at_end:
        os.environ["XDG_DATA_HOME"] = str(folder / "state")
        postgres = RunningPostgres(Path(own))
        at_end.callback(postgres.stop)
        chroma = RunningChroma(folder)
        at_end.callback(chroma.kill)

        def each() -> Iterator[tuple[str, Archive]]:
            with Archive.open(folder / "archive") as archive:
                archive.ingest([articles])
                yield "folder", archive
                with archive.copy_to(postgres.database()) as copied:
                    yield "PostgreSQL", copied
            with Archive.open(folder / "archive", chroma=chroma.url) as archive:
                archive.move_vectors("server")
                yield "Chroma server", archive
                with archive.copy_to(postgres.database()) as copied:
                    yield "both", copied

        yield each()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=8)
    options = parser.parse_args()
    articles = options.data / "articles.jsonl.gz"
    questions = read_questions(options.data / "questions.jsonl.gz")[:: options.every]
    first: Figures = {}
    farthest = 0.0
    with TemporaryDirectory() as scratch, kinds(articles, Path(scratch)) as archives:
        for kind, archive in archives:
            card = run(archive, questions, articles, Settings())
            print(f"{kind}, {len(questions)} questions")
            found: Figures = {}
            for row in card.rows:
                named = row.scores.by_name
                key = f"{row.group}, {row.system}"
                found[key] = tuple(each.value for name in MEASURES if (each := named[name]))
                print(f"  {key:40} " + " ".join(f"{value:.4f}" for value in found[key]), flush=True)
            first = first or found
            for key, values in found.items():
                apart = [abs(a - b) for a, b in zip(values, first[key], strict=True)]
                farthest = max(farthest, *apart)
    print(f"{', '.join(MEASURES)}; at most {farthest:.4f} from the folder's")
    sys.exit(farthest > 0.005)


if __name__ == "__main__":
    main()
