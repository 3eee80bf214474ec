"""How sure it is that the archive answers a question, before anything is written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from assistant.finding.rerank import WEIGHT
from assistant.finding.retrieve import Found
from assistant.reader.reading import Reading
from vectorstore import Archive, Passage
from vectorstore.text.words import stems

# A question need not be covered whole: words worth as much as this many of the rarest will do.
MAX_RARE_WORDS = 5
# What the reader's figures weigh in the evidence beside the search's own score.
SCORE_WEIGHT, ANSWERS_WEIGHT = 0.05, 0.1


class Signs(NamedTuple):
    """What tells whether a search found the answer.

    `coverage` is the share of the question's words that the best passage has; half for what only
    its article has. `similarity` is how near in meaning any passage is. `evidence` is the best
    passage's score: how far words, meaning and article agree on it, and what the reader says.
    """

    coverage: float
    similarity: float
    evidence: float


# A logistic regression on the signs, with the reader and without: docs/evaluation.md says how
# fitted.
_READ, _LEAST_READ = Signs(coverage=4.8, similarity=6.4, evidence=2.7), 10.9
_UNREAD, _LEAST_UNREAD = Signs(coverage=7.8, similarity=5.9, evidence=5.6), 18.4


def confidence(archive: Archive, weights: Mapping[str, float], found: Found) -> float:
    """The log odds that what was found answers: below 0 the archive does not seem to say.

    `weights` are those of the question's words.
    """
    if not found.passages or not weights:
        return -math.inf
    seen = signs(archive, weights, found)
    by, least = (_READ, _LEAST_READ) if _is_known(found) else (_UNREAD, _LEAST_UNREAD)
    return sum(weight * sign for weight, sign in zip(by, seen, strict=True)) - least


def signs(archive: Archive, weights: Mapping[str, float], found: Found) -> Signs:
    """The signs of a search that found something; `weights` are those of the question's words."""
    best = found.passages[0]
    reading = found.readings[0] if found.readings else Reading(0.0)
    evidence = best.score - WEIGHT * reading.score
    if _is_known(found):
        evidence += SCORE_WEIGHT * reading.score + ANSWERS_WEIGHT * (reading.answers or 0.0)
    return Signs(_coverage(archive, weights, best), found.similarity, evidence)


def _is_known(found: Found) -> bool:
    """Whether the passages were read by a reader that says whether they answer.

    What the scores of any other reranker say across questions is not known.
    """
    return bool(found.readings) and found.readings[0].answers is not None


def _coverage(archive: Archive, weights: Mapping[str, float], best: Passage) -> float:
    """The share of a question's words that a passage has; half for what its article has."""
    about = _about(best)
    whole = min(sum(weights.values()), MAX_RARE_WORDS * archive.max_idf())
    shares = [
        min(1.0, sum(weights[stem] for stem in held & weights.keys()) / whole)
        for held in stems([f"{about} {best.text}", f"{about} {best.article.text}"])
    ]
    return sum(shares) / len(shares)


def _about(passage: Passage) -> str:
    """What a question may say of a passage that its text need not: title, outlet and day."""
    day = passage.day
    return f"{passage.title} {passage.article.outlet} " + (
        f"{day:%B} {day.day} {day.year}" if day else ""
    )
