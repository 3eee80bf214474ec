"""Hybrid retrieval: the evidence of words, meaning and the rest of the article, added up."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from assistant.finding.found import Candidate, Found
from assistant.finding.period import is_of_period, printed, recency
from assistant.question import dates
from assistant.question.newest import wants_newest
from assistant.question.outlets import named_outlets
from assistant.question.particulars import Particular, particulars
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
# Where the newest is wanted, what was published so long before now gets a search of its own.
RECENT = timedelta(90)

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
    recent: Sequence[str] = (),
) -> Found:
    """The k best candidates for a question; their scores compare within one search.

    `today` is now: from it "last week" counts back; the archive's newest day if None.
    `prefer_named` is whether outlets and periods that the question names count. `vector` is the
    question's own, where it was made before. `recent` are the ids of articles that the
    conversation spoke of last: they come a little earlier.
    """
    windows: Sequence[Window] = ()
    outlets: Sequence[str] = ()
    newest: date | None = None
    now: date | None = None
    if prefer_named:
        now = where.as_of or today or archive.newest_day() or date.today()
        windows = dates.windows(question, now)
        outlets = named_outlets(question, archive.outlets())
        newest = now if wants_newest(question, windows, now) else None
    embedded = archive.embedding_progress().share
    vector = archive.encode([question])[0] if vector is None else vector
    dense = archive.nearest(vector, CANDIDATES, where)
    lexical = archive.matching(question, CANDIDATES, where)
    if embedded < 1:
        dense = _with_unembedded(archive, dense, lexical, vector)
    similarity = dense[0].score if dense else 0.0
    for narrow in _narrowed(where, windows, outlets, newest):
        dense += archive.nearest(vector, NAMED_CANDIDATES, narrow)
        lexical += archive.matching(question, NAMED_CANDIDATES, narrow)
    bonus = _bonus(outlets, weights, recent)
    timed = _timed(particulars(question) if prefer_named else (), windows, newest, now, weights)
    candidates = [timed(p, p.score + bonus(p)) for p in combine(dense, lexical, weights)]
    candidates.sort(key=lambda each: -each.score)
    return Found(
        tuple(_once(archive, candidates, k)),
        similarity,
        tuple(windows),
        newest,
        searched_by_meaning=embedded,
    )


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


def _narrowed(
    where: Filter, windows: Sequence[Window], outlets: Sequence[str], newest: date | None
) -> list[Filter]:
    """The filter narrowed to each period and each outlet that the question names, and to the last
    months where it asks for the newest."""
    if newest:
        windows = [*windows, Window(since=newest - RECENT)]
    narrowed = []
    for window in map(printed, windows[:MAX_NAMED]):
        since = max((d for d in (where.since, window.since) if d), default=None)
        until = min((d for d in (where.until, window.until) if d), default=None)
        if not (since and until and since > until):
            narrowed.append(replace(where, since=since, until=until))
    if not where.outlets:
        narrowed += [replace(where, outlets=(outlet,)) for outlet in outlets[:MAX_NAMED]]
    return narrowed


def _bonus(
    outlets: Sequence[str], weights: Weights, recent: Sequence[str]
) -> Callable[[Passage], float]:
    def bonus(passage: Passage) -> float:
        article = passage.article
        first = passage.entry.start if passage.entry else 0
        return (
            weights.named_outlet * (article.outlet in outlets)
            + weights.spoken_of * (article.id in recent)
            + weights.first_passage * (not article.text[first : passage.start].strip())
        )

    return bonus


def _timed(
    asked: Sequence[Particular],
    windows: Sequence[Window],
    newest: date | None,
    now: date | None,
    weights: Weights,
) -> Callable[[Passage, float], Candidate]:
    """Candidates of passages and their scores, with what their time is worth."""

    def timed(passage: Passage, score: float) -> Candidate:
        of_period = not windows or is_of_period(passage, windows)
        worth = weights.named_period if windows and of_period else 0.0
        if newest:
            worth += weights.recency * recency(passage.day, newest)
        elif now and not windows and not asked:
            worth += weights.any_recency * recency(passage.day, now)
        worth -= weights.missing_particular * sum(not has(passage, one) for one in asked)
        return Candidate(passage, score, timeliness=worth, is_of_period=of_period)

    return timed


def has(passage: Passage, asked: Particular) -> bool:
    """Whether a passage has a year or an edition that is asked for, or is of that year."""
    is_of_year = passage.day is not None and passage.day.year == asked.number
    return is_of_year or asked.stands_in(f"{passage.title}\n{passage.text}")


def _once(archive: Archive, candidates: Sequence[Candidate], k: int) -> list[Candidate]:
    """The first k candidates, without repeats of a better one in a near-copy of its article."""
    stories = archive.stories([each.passage.article.id for each in candidates])
    kept: list[Candidate] = []
    for candidate in candidates:
        if len(kept) == k:
            break
        passage = candidate.passage
        story = stories.get(passage.article.id)
        if not any(
            story == stories.get(other.passage.article.id)
            and passage.article.id != other.passage.article.id
            and says_the_same(passage.text, other.passage.text)
            for other in kept
        ):
            kept.append(candidate)
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
