"""The best candidates, read with the question, in the order that reading them gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile
from typing import NamedTuple

from assistant.finding.excerpt import excerpts
from assistant.finding.retrieve import Found
from assistant.reader import Reading, Reranker
from vectorstore import Passage

# Passages that are read at most.
RERANKED = 30
# What the reranker's score weighs beside that of the search: docs/evaluation.md.
WEIGHT = 0.08
# Excerpts that are read in any case: a batch for each of two cores.
FIRST_EXCERPTS = 8
# The reader seldom scores a passage higher, so that what would not lead even then is not read.
HIGHEST_SCORE = 10.0
# The best passages are then read whole, which puts them in order: two for each of two cores.
READ_WHOLE = 4


class _Scored(NamedTuple):
    """A passage as the search scored it, and how it reads."""

    passage: Passage
    reading: Reading

    @property
    def score(self) -> float:
        return self.passage.score + WEIGHT * self.reading.score


def rerank(question: str, found: Found, reranker: Reranker, count: int = RERANKED) -> Found:
    """The same passages, the first of them read and put in order; the rest follow.

    At most `count` are read. A reranker that reads excerpts reads those only as long as one of
    the next might come first, and the best READ_WHOLE whole.
    """
    candidates = found.passages[:count]
    if not candidates:
        return found
    if reranker.reads_excerpts and len(candidates) > READ_WHOLE:
        skimmed = _skimmed(question, candidates, reranker)
        best = [each.passage for each in skimmed[:READ_WHOLE]]
        read = [*_score_pairs(question, best, best, reranker), *skimmed[READ_WHOLE:]]
    else:
        read = _score_pairs(question, candidates, candidates, reranker)
    rest = found.passages[len(read) :]
    # The scores fall with the order, though those of an excerpt and of a whole passage may differ.
    scores = accumulate([each.score for each in read] + [each.score for each in rest], min)
    passages = [each.passage for each in read] + rest
    return replace(
        found,
        passages=[replace(p, score=score) for p, score in zip(passages, scores, strict=True)],
        readings=tuple(each.reading for each in read),
    )


def _skimmed(question: str, passages: Sequence[Passage], reranker: Reranker) -> list[_Scored]:
    """How the excerpts of the first passages read, best first; the passages come best first."""

    def skim(some: Sequence[Passage]) -> list[_Scored]:
        return _score_pairs(question, some, excerpts(question, some), reranker)

    first = skim(passages[:FIRST_EXCERPTS])
    hopeful = takewhile(
        lambda p: p.score + WEIGHT * HIGHEST_SCORE >= first[0].score, passages[FIRST_EXCERPTS:]
    )
    return _best_first([*first, *skim([*hopeful])])


def _score_pairs(
    question: str, passages: Sequence[Passage], texts: Sequence[Passage], reranker: Reranker
) -> list[_Scored]:
    """How passages read, best first, by the text of each: an excerpt, or the passage itself."""
    readings = reranker.read(question, texts)
    return _best_first(_Scored(*each) for each in zip(passages, readings, strict=True))


def _best_first(read: Iterable[_Scored]) -> list[_Scored]:
    return sorted(read, key=lambda each: -each.score)
