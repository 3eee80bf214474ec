"""Which passages to read: by words and by meaning, the two rankings fused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vectorstore import EVERYTHING, Archive, Filter, Passage

# Reciprocal rank fusion (Cormack et al. 2009); depth and weights: see docs/evaluation.md.
CANDIDATES = 50
RANK_CONSTANT = 60
DENSE_WEIGHT = 0.3
LEXICAL_WEIGHT = 0.7


def retrieve(archive: Archive, question: str, k: int, filter: Filter = EVERYTHING) -> list[Passage]:
    """The k best passages for a question, best first; their scores compare within one search."""
    depth = max(CANDIDATES, k)
    dense = archive.nearest(archive.encode([question])[0], depth, filter)
    lexical = archive.matching(question, depth, filter)
    return fuse([(dense, DENSE_WEIGHT), (lexical, LEXICAL_WEIGHT)])[:k]


def fuse(rankings: Sequence[tuple[Sequence[Passage], float]]) -> list[Passage]:
    """Weighted reciprocal rank fusion: a passage scores weight / (60 + rank) in each ranking."""
    scores: dict[tuple[str, int], float] = {}
    passages: dict[tuple[str, int], Passage] = {}
    for ranking, weight in rankings:
        for rank, passage in enumerate(ranking, 1):
            key = (passage.article.id, passage.start)
            passages.setdefault(key, passage)
            scores[key] = scores.get(key, 0.0) + weight / (RANK_CONSTANT + rank)
    best = sorted(scores, key=lambda key: -scores[key])
    return [replace(passages[key], score=scores[key]) for key in best]
