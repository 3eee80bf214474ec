"""The answer in a line: the reader's best span, verbatim, where it is sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.checking.citations import cite
from assistant.finding.found import Candidate, Found
from assistant.reader.reading import Where, spans_of
from assistant.types import Citation, Claim, Form, Short
from assistant.weights import TUNED, Weights
from vectorstore import Archive, Passage
from vectorstore.text.normalise import folded

SHORT_FORMS: frozenset[Form] = frozenset(("fact", "figures"))
MAX_TOKENS = 16
_ARTICLES = re.compile(r"\b(?:a|an|the)\b|[^\w%$£€]+")
_UNIT = re.compile(
    r"(?:\s?%|\s(?:per cent|percent|million|billion|trillion|thousand|hundred|crowns?|dollars?"
    r"|euros?|pounds?|cents?|metres?|meters?|kilomet(?:re|er)s?|miles?|feet|knots?|tonnes?|tons?|degrees?"
    r"|kilograms?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|people|votes?|an hour)\b)+"
)
_NUMERIC = re.compile(r"(?:\d|\b(?:million|billion|thousand|hundred)$)", re.IGNORECASE)
_LOOSE = " \t\n,;:.—–-()[]"


@dataclass(frozen=True, slots=True)
class Span:
    """article.text[start:end] of a candidate, with how sure the reader is of it, in logits."""

    candidate: Candidate
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        return self.candidate.passage.article.text[self.start : self.end]


def best_span(candidate: Candidate, start: int, end: int) -> Span | None:
    """The reader's best span between two characters of the candidate's article."""
    where = candidate.reading.where if candidate.reading else None
    if where is None:
        return None
    found = _best(where, start, end)
    if found is None:
        return None
    text = candidate.passage.article.text
    return Span(candidate, *whole_span(text, found[0], found[1], start, end), found[2])


def _best(where: Where, start: int, end: int) -> tuple[int, int, float] | None:
    inside = np.flatnonzero((where.places[:, 0] >= start) & (where.places[:, 1] <= end))
    if not len(inside):
        return None
    scores = where.starts[inside][:, None] + where.ends[inside][None, :]
    scores = np.where(spans_of(len(inside), MAX_TOKENS), scores, -np.inf)
    first, last = np.unravel_index(int(scores.argmax()), scores.shape)
    return (
        int(where.places[inside[first], 0]),
        int(where.places[inside[last], 1]),
        float(scores[first, last]),
    )


def whole_span(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """A span with its edges at whole words, whole names and a number's unit; never outside."""
    while (
        start > first
        and re.match(r"[\w.,’'-]", text[start - 1])
        and text[start : start + 1].isalnum()
    ):
        if text[start - 1] in ".,’'-" and not (start - 2 >= first and text[start - 2].isalnum()):
            break
        start -= 1
    while end < last and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE:
        end -= 1
    if _NUMERIC.search(text[start:end].split()[-1] if text[start:end].split() else ""):
        unit = _UNIT.match(text, end, last)
        end = unit.end() if unit else end
    if start > first and text[start - 1] in "$£€¥":
        start -= 1
    return start, end


def short_answer(
    found: Found,
    claims: Sequence[Claim],
    archive: Archive,
    question: str,
    weights: Weights = TUNED,
) -> Short | None:
    """The short answer, where the reader is sure of one that stands in a quoted sentence.

    None where a period is asked about and what was found is of another.
    """
    if found.windows and not found.begins_in_period:
        return None
    spans = _spans(found, claims)
    if not spans or spans[0][0].score < weights.short_threshold:
        return None
    best, citation = spans[0]
    if not is_answer(best.text, question):
        return None
    marked = cite(citation.passage, citation.number, best.start, best.end)
    same, otherwise = _agreement(found, spans, archive, citation, weights.short_margin)
    return Short(best.text, marked, same, otherwise, best.score)


def is_answer(span: str, question: str) -> bool:
    """Whether a span says something that the question does not."""
    return bool(span.strip()) and not {*normal(span).split()} <= {*normal(question).split()}


def normal(text: str) -> str:
    """A span as it is compared: small letters, no articles, no marks."""
    return " ".join(_ARTICLES.sub(" ", folded(text)).split())


def _spans(found: Found, claims: Sequence[Claim]) -> list[tuple[Span, Citation]]:
    """The best span in each quoted sentence, best first."""
    spans: list[tuple[Span, Citation]] = []
    for claim in claims:
        for citation in claim.citations:
            candidate = _candidate(found, citation.passage, citation.start, citation.end)
            span = candidate and best_span(candidate, citation.start, citation.end)
            if span:
                spans.append((span, citation))
    return sorted(spans, key=lambda each: -each[0].score)


def _candidate(found: Found, passage: Passage, start: int, end: int) -> Candidate | None:
    return next(
        (
            each
            for each in found.candidates
            if each.passage.article.id == passage.article.id
            and each.passage.start <= start
            and end <= each.passage.end
        ),
        None,
    )


def _agreement(
    found: Found,
    spans: Sequence[tuple[Span, Citation]],
    archive: Archive,
    own: Citation,
    margin: float,
) -> tuple[tuple[str, ...], tuple[tuple[str, Citation], ...]]:
    """The outlets that say the same, near-copies as one; and what other quotes answer."""
    best = spans[0][0]
    wanted = normal(best.text)
    story = archive.stories([each.passage.article.id for each in found.candidates])
    same: dict[int, str] = {}
    own_id = own.passage.article.id
    same[story.get(own_id, -1)] = own.passage.article.outlet
    for each in found.candidates:
        key = story.get(each.passage.article.id, -1)
        span = best_span(each, each.passage.start, each.passage.end)
        is_near = span is not None and span.score >= best.score - margin
        if span and is_near and key not in same and is_same(normal(span.text), wanted):
            same[key] = each.passage.article.outlet
    outlets = tuple(dict.fromkeys(outlet for outlet in same.values() if outlet))
    others: list[tuple[str, Citation]] = []
    for span, citation in spans[1:]:
        is_near = span.score >= best.score - margin
        is_other = citation.passage.article.id != own_id and is_kind(span.text, best.text)
        if is_near and is_other and not is_same(normal(span.text), wanted):
            marked = cite(citation.passage, citation.number, span.start, span.end)
            others.append((span.text, marked))
    return outlets, tuple(others)


def is_same(one: str, other: str) -> bool:
    """Whether two normal spans say the same: one is the other, or a part of it."""
    first, second = {*one.split()}, {*other.split()}
    return bool(first and second) and (first <= second or second <= first)


def is_kind(one: str, other: str) -> bool:
    """Whether two spans are of one kind: both figures or both none."""
    return bool(re.search(r"\d", one)) == bool(re.search(r"\d", other))
