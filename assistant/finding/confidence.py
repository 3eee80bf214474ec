"""How sure it is that the archive answers a question, before anything is written."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from assistant.finding.found import Candidate, Found
from assistant.weights import TUNED, Signs, Weights
from vectorstore import Archive, Passage
from vectorstore.text.stems import stems
from vectorstore.text.words import terms

_HAPPENED = re.compile(r"\b(?:happen(?:s|ed|ing)?|news|new|going\s+on)\b", re.IGNORECASE)
# "How did the insulin get to the island" may be told without them.
_LIGHT = re.compile(
    r"\b(?:get|gets|got|getting|go|goes|going|went|gone|comes?|came|coming|turn(?:s|ed)? out)\b",
    re.IGNORECASE,
)
# Long questions are seldom covered whole: the idf of so many of the rarest words is full coverage.
MAX_RARE_WORDS = 5


def topic(question: str, found: Found) -> str:
    """What of a question a passage has to have: not a period that the best one is of, nor that
    something happened then; nor verbs that say nothing of their own."""
    telling = _LIGHT.sub(" ", question)
    question = telling if terms(telling) else question
    if not found.begins_in_period:
        return question
    for window in found.windows:
        question = question.replace(window.text, " ")
    return _HAPPENED.sub(" ", question)


def confidence(
    archive: Archive, idf: Mapping[str, float], found: Found, weights: Weights = TUNED
) -> float:
    """The log odds that the passages found answer the question; below 0, abstain.

    `idf` is that of the question's words.
    """
    if not found.candidates or not idf or found.missing:
        return -math.inf
    seen = signs(archive, idf, found, weights)
    by, threshold = (
        (weights.read, weights.read_threshold)
        if _answers_known(found.candidates[0])
        else (weights.unread, weights.unread_threshold)
    )
    odds = sum(weight * sign for weight, sign in zip(by, seen, strict=True)) - threshold
    return odds + weights.of_period if found.begins_in_period else odds


def signs(
    archive: Archive, idf: Mapping[str, float], found: Found, weights: Weights = TUNED
) -> Signs:
    """The signs of a search that found something; `idf` is that of the question's words."""
    best = found.candidates[0]
    evidence = best.search_score
    if best.reading and _answers_known(best):
        evidence += weights.evidence_reading * best.reading.score
        evidence += weights.evidence_answers * (best.reading.answers or 0.0)
    return Signs(_coverage(archive, idf, best.passage), found.similarity, evidence)


def _answers_known(best: Candidate) -> bool:
    """Whether a reader read it that can tell if a passage answers.

    Scores of other rerankers may not compare between questions.
    """
    return best.reading is not None and best.reading.answers is not None


def _coverage(archive: Archive, idf: Mapping[str, float], best: Passage) -> float:
    """The share of a question's words that a passage has; half for what its article has."""
    about = _about(best)
    whole = min(sum(idf.values()), MAX_RARE_WORDS * archive.max_idf())
    shares = [
        min(1.0, sum(idf[stem] for stem in held & idf.keys()) / whole)
        for held in stems([f"{about} {best.text}", f"{about} {best.article.text}"])
    ]
    return sum(shares) / len(shares)


def _about(passage: Passage) -> str:
    """What a question may mention of a passage beside its text: title, outlet and day."""
    return f"{passage.title} {passage.article.outlet} {passage.day_in_words}"
