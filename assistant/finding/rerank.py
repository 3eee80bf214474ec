"""Rerank: the best candidates are read together with the question, and ordered anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.finding.excerpt import excerpts
from assistant.finding.found import Candidate, Found
from assistant.reader import Reranker
from assistant.weights import TUNED, Weights
from vectorstore import Passage

# The most candidates that are read.
RERANKED = 30
# Excerpts that are always read: a batch for each of two cores.
FIRST_EXCERPTS = 8
# The reader seldom scores higher. What could not lead even with this score is not read.
HIGHEST_SCORE = 10.0
# The best candidates are then read whole, which puts them in order: two for each of two cores.
READ_WHOLE = 4


def rerank(
    question: str,
    found: Found,
    reranker: Reranker,
    count: int = RERANKED,
    weights: Weights = TUNED,
    highest_score: float = HIGHEST_SCORE,
) -> Found:
    """The same candidates, the first of them read and put in order; the rest follow.

    At most `count` are read. A reranker that reads excerpts reads those only as long as one of
    the next might come first, were its score `highest_score`, and the best READ_WHOLE whole.
    """
    some = found.candidates[:count]
    if not some:
        return found

    def score(candidates: Sequence[Candidate], texts: Sequence[Passage]) -> list[Candidate]:
        readings = reranker.read(question, texts)
        return _best_first(
            replace(candidate, reading=reading, reading_weight=weights.reading)
            for candidate, reading in zip(candidates, readings, strict=True)
        )

    def skim(candidates: Sequence[Candidate]) -> list[Candidate]:
        return score(candidates, excerpts(question, [each.passage for each in candidates]))

    def read(candidates: Sequence[Candidate]) -> list[Candidate]:
        return score(candidates, [each.passage for each in candidates])

    if reranker.reads_excerpts and len(some) > READ_WHOLE:
        first = skim(some[:FIRST_EXCERPTS])
        margin = weights.reading * highest_score
        hopeful = takewhile(
            lambda each: each.score + margin >= first[0].score, some[FIRST_EXCERPTS:]
        )
        skimmed = _best_first([*first, *skim([*hopeful])])
        ordered = [*read(skimmed[:READ_WHOLE]), *skimmed[READ_WHOLE:]]
    else:
        ordered = read(some)
    return replace(found, candidates=(*ordered, *found.candidates[len(ordered) :]))


def _best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda each: -each.score)
