"""How sure it is that the archive answers a question, before anything is written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.retrieve import Found
from vectorstore import Archive, Article
from vectorstore.words import stems

# A question need not be covered whole: words worth as much as this many of the rarest will do.
MOST_RARE_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Weights:
    """A logistic regression on what the best passage shows: docs/evaluation.md says how fitted."""

    coverage: float
    closeness: float
    answers: float
    least: float


_UNREAD = _Weights(coverage=6.8, closeness=11.3, answers=0.0, least=9.25)
_READ = _Weights(coverage=5.5, closeness=12.75, answers=0.31, least=9.0)


def confidence(archive: Archive, weights: Mapping[str, float], found: Found) -> float:
    """The log odds that what was found answers: below 0 the archive does not seem to say.

    It weighs the share of the question's words in the best passage, how close its meaning is, and
    what the reader says, where there is one. `weights` are those of the question's words.
    """
    if not found.passages or not weights:
        return -math.inf
    best = found.passages[0]
    [held] = stems([f"{_about(best.article)} {best.text}"])
    whole = min(sum(weights.values()), MOST_RARE_WORDS * archive.most_weight())
    covered = min(1.0, sum(weights[stem] for stem in held & weights.keys()) / whole)
    answers = found.readings[0].answers if found.readings else None
    weight = _UNREAD if answers is None else _READ
    return (
        weight.coverage * covered
        + weight.closeness * found.closeness
        + weight.answers * (answers or 0.0)
        - weight.least
    )


def _about(article: Article) -> str:
    """What a question may say of an article that its text need not: title, outlet and day."""
    day = article.day
    return f"{article.title} {article.outlet} " + (f"{day:%B} {day.day} {day.year}" if day else "")
