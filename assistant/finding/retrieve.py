"""Hybrid retrieval: the evidence of words, meaning and the rest of the article, added up."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.finding.found import Candidate, Found
from assistant.question import dates
from assistant.question.outlets import named_outlets
from assistant.types import Window
from assistant.weights import TUNED, Weights
from vectorstore import EVERYTHING, Archive, Filter, Passage
from vectorstore.chunks import under_title
from vectorstore.text.near_copies import says_the_same

# Candidates by words and by meaning each, and again for each outlet or period that is named.
CANDIDATES = 100
NAMED_CANDIDATES = 30
# Passages that are embedded for a question, where not all in the archive were.
EMBEDDED_AT_ONCE = 8
# Outlets, and periods, of one question that get a search of their own.
MAX_NAMED = 4

_Key = tuple[str, int]


def retrieve(
    archive: Archive,
    question: str,
    k: int,
    where: Filter = EVERYTHING,
    today: date | None = None,
    prefer_named: bool = True,
    vector: NDArray[np.float32] | None = None,
    weights: Weights = TUNED,
) -> Found:
    """The k best candidates for a question; their scores compare within one search.

    `today` is the day from which "last week" counts back; the archive's newest one if None.
    `prefer_named` is whether outlets and periods that the question names count. `vector` is the
    question's own, where it was made before.
    """
    windows: Sequence[Window] = ()
    outlets: Sequence[str] = ()
    if prefer_named:
        today = where.as_of or today or archive.newest_day() or date.today()
        windows = dates.windows(question, today)
        outlets = named_outlets(question, archive.outlets())
    embedded = archive.embedding_progress().share
    vector = archive.encode([question])[0] if vector is None else vector
    dense = archive.nearest(vector, CANDIDATES, where)
    lexical = archive.matching(question, CANDIDATES, where)
    if embedded < 1:
        dense = _with_unembedded(archive, dense, lexical, vector)
    similarity = dense[0].score if dense else 0.0
    for narrow in _narrowed(where, windows, outlets):
        dense += archive.nearest(vector, NAMED_CANDIDATES, narrow)
        lexical += archive.matching(question, NAMED_CANDIDATES, narrow)
    bonus = _bonus(windows, outlets, weights)
    passages = [replace(p, score=p.score + bonus(p)) for p in combine(dense, lexical, weights)]
    passages.sort(key=lambda passage: -passage.score)
    candidates = tuple(Candidate(p, p.score) for p in _once(archive, passages, k))
    return Found(candidates, similarity, tuple(windows), embedded)


def _with_unembedded(
    archive: Archive,
    dense: Sequence[Passage],
    lexical: Sequence[Passage],
    vector: NDArray[np.float32],
) -> list[Passage]:
    """The passages by meaning, and among them the best by words that were not embedded yet.

    So what is found by words alone is not taken for something that is far from the question.
    """
    known = {_key(passage) for passage in dense}
    new = [passage for passage in lexical if _key(passage) not in known][:EMBEDDED_AT_ONCE]
    if not new:
        return list(dense)
    texts = [under_title(passage.article.title, passage.text) for passage in new]
    scores = archive.encode(texts) @ vector
    # One that was embedded, and is none of the nearest, is farther than they are.
    least = dense[-1].score if len(dense) >= CANDIDATES else -1.0
    added = [
        replace(passage, score=float(score))
        for passage, score in zip(new, scores, strict=True)
        if score > least
    ]
    return sorted([*dense, *added], key=lambda passage: -passage.score)


def combine(
    dense: Sequence[Passage], lexical: Sequence[Passage], weights: Weights = TUNED
) -> list[Passage]:
    """The passages of two rankings, scored by both and by what else their article holds."""
    passages = {_key(passage): passage for passage in (*dense, *lexical)}
    words = _scaled_by_best({_key(p): p.score for p in lexical})
    articles = _scaled_by_best(_of_articles(lexical))
    meaning = _scaled_to_range({_key(p): p.score for p in dense})
    return [
        replace(
            passage,
            score=words.get(key, 0.0)
            + weights.similarity * meaning.get(key, 0.0)
            + weights.article * articles.get((passage.article.id, 0), 0.0),
        )
        for key, passage in passages.items()
    ]


def _key(passage: Passage) -> _Key:
    return passage.article.id, passage.start


def _narrowed(where: Filter, windows: Sequence[Window], outlets: Sequence[str]) -> list[Filter]:
    """The filter narrowed to each period and each outlet that the question names."""
    narrowed = []
    for window in windows[:MAX_NAMED]:
        since = max((d for d in (where.since, window.since) if d), default=None)
        until = min((d for d in (where.until, window.until) if d), default=None)
        if not (since and until and since > until):
            narrowed.append(replace(where, since=since, until=until))
    if not where.outlets:
        narrowed += [replace(where, outlets=(outlet,)) for outlet in outlets[:MAX_NAMED]]
    return narrowed


def _bonus(
    windows: Sequence[Window], outlets: Sequence[str], weights: Weights
) -> Callable[[Passage], float]:
    def bonus(passage: Passage) -> float:
        article, day = passage.article, passage.day
        first = passage.entry.start if passage.entry else 0
        in_period = day is not None and any(window.contains(day) for window in windows)
        return (
            weights.named_outlet * (article.outlet in outlets)
            + weights.named_period * in_period
            + weights.first_passage * (not article.text[first : passage.start].strip())
        )

    return bonus


def _once(archive: Archive, passages: Sequence[Passage], k: int) -> list[Passage]:
    """The first k passages, without repeats of a better one in a near-copy of its article."""
    stories = archive.stories([passage.article.id for passage in passages])
    kept: list[Passage] = []
    for passage in passages:
        if len(kept) == k:
            break
        story = stories.get(passage.article.id)
        if not any(
            story == stories.get(other.article.id)
            and passage.article.id != other.article.id
            and says_the_same(passage.text, other.text)
            for other in kept
        ):
            kept.append(passage)
    return kept


def _of_articles(lexical: Sequence[Passage]) -> dict[_Key, float]:
    """A score for each article: the root of the sum of its passages' squared scores."""
    squares: defaultdict[_Key, float] = defaultdict(float)
    for key, score in {_key(p): p.score for p in lexical}.items():
        squares[key[0], 0] += score**2
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
