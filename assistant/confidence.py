"""How sure it is that the archive answers a question, before anything is written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reader.reading import Reading
from assistant.rerank import WEIGHT
from assistant.retrieve import Found
from vectorstore import Archive, Article, Passage
from vectorstore.words import stems

# A question need not be covered whole: words worth as much as this many of the rarest will do.
MOST_RARE_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Weights:
    """A logistic regression on what the best passage shows: docs/evaluation.md says how fitted."""

    coverage: float
    closeness: float
    search: float
    score: float
    answers: float
    least: float


_UNREAD = _Weights(coverage=7.5, closeness=6.5, search=5.7, score=0.0, answers=0.0, least=18.6)
_READ = _Weights(coverage=4.8, closeness=6.4, search=2.7, score=0.135, answers=0.27, least=10.9)


def confidence(archive: Archive, weights: Mapping[str, float], found: Found) -> float:
    """The log odds that what was found answers: below 0 the archive does not seem to say.

    It weighs the share of the question's words in the best passage and its article, how close its
    meaning is, how far the search's kinds of evidence agree on it, and what the reader says, where
    there is one. `weights` are those of the question's words.
    """
    if not found.passages or not weights:
        return -math.inf
    best = found.passages[0]
    reading = found.readings[0] if found.readings else Reading(0.0)
    # Only of the reader that comes with the package is it known what its figures mean.
    weight = _UNREAD if reading.answers is None else _READ
    return (
        weight.coverage * _coverage(archive, weights, best)
        + weight.closeness * found.closeness
        + weight.search * (best.score - WEIGHT * reading.score)
        + weight.score * reading.score
        + weight.answers * (reading.answers or 0.0)
        - weight.least
    )


def _coverage(archive: Archive, weights: Mapping[str, float], best: Passage) -> float:
    """The share of a question's words that a passage has; half for what its article has."""
    about = _about(best.article)
    whole = min(sum(weights.values()), MOST_RARE_WORDS * archive.most_weight())
    shares = [
        min(1.0, sum(weights[stem] for stem in held & weights.keys()) / whole)
        for held in stems([f"{about} {best.text}", f"{about} {best.article.text}"])
    ]
    return sum(shares) / len(shares)


def _about(article: Article) -> str:
    """What a question may say of an article that its text need not: title, outlet and day."""
    day = article.day
    return f"{article.title} {article.outlet} " + (f"{day:%B} {day.day} {day.year}" if day else "")
