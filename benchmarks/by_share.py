"""How well an archive is searched while only some of its chunks have vectors.

    python -m benchmarks.by_share DATA [--every 4]

DATA is a folder in the form that docs/evaluation.md describes. Every so-manieth question is asked.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from assistant.evaluation.questions import given_texts, read_questions
from assistant.evaluation.scorecard import evaluate
from assistant.reader import reranker
from assistant.settings import Settings
from vectorstore import Archive
from vectorstore.types import EmbeddingProgress

SHARES = (0, 0.25, 0.5, 1)


class _EnoughError(Exception):
    """So many have vectors as were wanted."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.by_share")
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=4)
    chosen = parser.parse_args()
    articles = chosen.data / "articles.jsonl.gz"
    questions = read_questions(chosen.data / "questions.jsonl.gz")[:: chosen.every]
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder) as archive:
        archive.ingest([articles], embed=False)
        for share in SHARES:
            _embed(archive, share)
            done = archive.embedding_progress()
            card = evaluate(
                archive,
                questions,
                given_texts([articles]),
                None,
                reranker(settings.reranker),
                settings.reranked,
            )
            [row] = [row for row in card.rows if (row.group, row.system) == ("all", "+rerank")]
            print(
                f"{done.embedded:,} of {done.chunks:,} chunks have vectors:"
                f" MRR@10 {row.scores.mrr_10.value:.3f}, hit@10 {row.scores.hit_10.value:.3f}",
                flush=True,
            )


def _embed(archive: Archive, share: float) -> None:
    """Embed until that share has vectors."""

    def look(done: EmbeddingProgress) -> None:
        if done.embedded >= share * done.chunks:
            raise _EnoughError

    try:
        archive.embed(look)
    except _EnoughError:
        return


if __name__ == "__main__":
    main()
