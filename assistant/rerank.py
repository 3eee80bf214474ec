"""The best candidates, read with the question, in the order that reading them gives."""

from __future__ import annotations

from dataclasses import replace

from assistant.reader import Reranker
from assistant.retrieve import Found

# Passages that are read.
RERANKED = 30
# What the reranker's score weighs beside that of the search: docs/evaluation.md.
WEIGHT = 0.08


def rerank(question: str, found: Found, reranker: Reranker, count: int = RERANKED) -> Found:
    """The same passages, the first `count` of them read and put in order; the rest follow."""
    read, rest = found.passages[:count], found.passages[count:]
    if not read:
        return found
    readings = reranker.read(question, read)
    scored = [
        (replace(passage, score=passage.score + WEIGHT * reading.score), reading)
        for passage, reading in zip(read, readings, strict=True)
    ]
    scored.sort(key=lambda each: -each[0].score)
    # What was not read counts as if it read no better than the worst, so that it stays behind.
    lowest = min(WEIGHT * reading.score for reading in readings)
    after = [replace(passage, score=passage.score + lowest) for passage in rest]
    return replace(
        found,
        passages=[*(passage for passage, _ in scored), *after],
        readings=tuple(reading for _, reading in scored),
    )
