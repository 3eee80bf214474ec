"""The best candidates, read with the question, in the order that reading them gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from assistant.reader import Reading, Reranker
from assistant.retrieve import Found
from vectorstore import Passage

# Passages that are read at most.
RERANKED = 30
# What the reranker's score weighs beside that of the search: docs/evaluation.md.
WEIGHT = 0.08
# The reader seldom scores a passage higher, so that what would not lead even then is not read.
HIGH = 10.0


def rerank(question: str, found: Found, reranker: Reranker, count: int = RERANKED) -> Found:
    """The same passages, the first of them read and put in order; the rest follow.

    At most `count` are read, and only as long as one of the next might come first.
    """
    scored = _read(question, found.passages[:count], reranker)
    if not scored:
        return found
    rest = found.passages[len(scored) :]
    scored.sort(key=lambda each: -each[0].score)
    # What was not read counts as if it read no better than the worst, so that it stays behind.
    lowest = min(WEIGHT * reading.score for _, reading in scored)
    after = [replace(passage, score=passage.score + lowest) for passage in rest]
    return replace(
        found,
        passages=[*(passage for passage, _ in scored), *after],
        readings=tuple(reading for _, reading in scored),
    )


def _read(
    question: str, passages: Sequence[Passage], reranker: Reranker
) -> list[tuple[Passage, Reading]]:
    """The first passages with their new score, and how they read; some are read at a time.

    The passages come by the search's score.
    """
    scored: list[tuple[Passage, Reading]] = []
    best = -math.inf
    for start in range(0, len(passages), reranker.at_once):
        if passages[start].score + WEIGHT * HIGH < best:
            break
        some = passages[start : start + reranker.at_once]
        for passage, reading in zip(some, reranker.read(question, some), strict=True):
            score = passage.score + WEIGHT * reading.score
            scored.append((replace(passage, score=score), reading))
            best = max(best, score)
    return scored
