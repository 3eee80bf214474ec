"""Which passages to read: evidence of words, of meaning and of the article, added up."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from vectorstore import EVERYTHING, Archive, Filter, Passage

# Candidates from each side, and what each kind of evidence weighs beside the words of the chunk
# itself, which weigh 1. How they were chosen, and what else was tried: docs/evaluation.md.
CANDIDATES = 100
MEANING_WEIGHT = 0.5
ARTICLE_WEIGHT = 0.5
# News puts what matters first.
FIRST_PASSAGE_BONUS = 0.1

_Key = tuple[str, int]


def retrieve(archive: Archive, question: str, k: int, filter: Filter = EVERYTHING) -> list[Passage]:
    """The k best passages for a question, best first; their scores compare within one search."""
    dense = archive.nearest(archive.encode([question])[0], max(CANDIDATES, k), filter)
    lexical = archive.matching(question, max(CANDIDATES, k), filter)
    return combine(dense, lexical)[:k]


def combine(dense: Sequence[Passage], lexical: Sequence[Passage]) -> list[Passage]:
    """The passages of two rankings, scored by both and by what else their article holds."""
    passages = {_key(passage): passage for passage in (*dense, *lexical)}
    words = _scaled_by_best({_key(p): p.score for p in lexical})
    articles = _scaled_by_best(_of_articles(lexical))
    meaning = _scaled_to_range({_key(p): p.score for p in dense})
    scored = [
        replace(
            passage,
            score=words.get(key, 0.0)
            + MEANING_WEIGHT * meaning.get(key, 0.0)
            + ARTICLE_WEIGHT * articles.get((passage.article.id, 0), 0.0)
            + FIRST_PASSAGE_BONUS * (not passage.article.text[: passage.start].strip()),
        )
        for key, passage in passages.items()
    ]
    return sorted(scored, key=lambda passage: -passage.score)


def _key(passage: Passage) -> _Key:
    return passage.article.id, passage.start


def _of_articles(lexical: Sequence[Passage]) -> dict[_Key, float]:
    """How well each article's passages match together: the root of the sum of their squares."""
    squares: defaultdict[_Key, float] = defaultdict(float)
    for passage in lexical:
        squares[passage.article.id, 0] += passage.score**2
    return {key: math.sqrt(total) for key, total in squares.items()}


def _scaled_by_best(scores: dict[_Key, float]) -> dict[_Key, float]:
    best = max(scores.values(), default=0.0)
    return {key: score / best for key, score in scores.items()} if best > 0 else {}


def _scaled_to_range(scores: dict[_Key, float]) -> dict[_Key, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {
        key: (score - low) / (high - low) if high > low else 1.0 for key, score in scores.items()
    }
