"""How well an archive is searched, measured on questions whose right evidence is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence, KnownQuestion, evidence
from assistant.metrics import DEPTH, Ranking, Scores, recall_curve, scores
from assistant.quote import quote
from assistant.retrieve import CANDIDATES, Found, retrieve
from assistant.types import Claim
from vectorstore import Archive, Passage

# The baseline that is usual today: reciprocal ranks, weighted .3 for meaning and .7 for words.
RANK_CONSTANT, DENSE_SHARE = 60, 0.3
SYSTEMS = ("dense", "lexical", "fusion", "unread", "whole")

Vector = NDArray[np.float32]
Progress = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one way to search on one group of questions ("all", "named", or a type)."""

    group: str
    system: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of questions with evidence among the first 1, 2, ... 50 passages."""

    system: str
    recall: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Quoting:
    """How answers by quoting fare in a group: shares of its questions.

    `first`, `two` and `three`: the evidence lies in that many sentences. `silent`: the archive was
    said not to say.
    """

    group: str
    questions: int
    first: float
    two: float
    three: float
    silent: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All that `evaluate` found. `unanswerable` counts questions that come with no evidence."""

    questions: int
    unanswerable: int
    rows: tuple[Row, ...]
    curves: tuple[Curve, ...]
    quoting: tuple[Quoting, ...]


@dataclass(frozen=True, slots=True)
class _Result:
    """What one question gave: a ranking a system, and in how many quotes the evidence came."""

    question: KnownQuestion
    rankings: Mapping[str, Ranking]
    quotes_needed: int | None
    silent: bool


def evaluate(
    archive: Archive,
    questions: Sequence[KnownQuestion],
    given: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Scorecard:
    """The scorecard of an archive on questions; `given` are articles' texts before ingest, by id.

    `progress` is called after each question. QuestionsError where a question names an article
    that the archive does not have.
    """
    known = [evidence(archive, question, given or {}) for question in questions]
    results = []
    vectors = archive.encode([question.text for question in questions])
    for question, right, vector in zip(questions, known, vectors, strict=True):
        results.append(_result(archive, question, vector, right))
        if progress:
            progress()
    answerable = [result for result in results if result.rankings]
    return Scorecard(
        questions=len(results),
        unanswerable=len(results) - len(answerable),
        rows=tuple(
            Row(group, system, scores([result.rankings[system] for result in members]))
            for group, members in _groups(answerable).items()
            for system in SYSTEMS
        ),
        curves=tuple(
            Curve(system, recall_curve([result.rankings[system] for result in answerable]))
            for system in SYSTEMS
            if answerable
        ),
        quoting=tuple(_quoting(group, members) for group, members in _groups(results).items()),
    )


def _result(
    archive: Archive, question: KnownQuestion, vector: Vector, right: Evidence | None
) -> _Result:
    found = retrieve(archive, question.text, DEPTH, vector=vector)
    claims = quote(archive, question.text, found)
    if right is None:
        return _Result(question, {}, None, not claims)
    rankings = {
        system: _ranking(question, right, passages)
        for system, passages in _searches(archive, question.text, vector, found).items()
    }
    return _Result(question, rankings, _quotes_needed(right, claims), not claims)


def _searches(
    archive: Archive, question: str, vector: Vector, found: Found
) -> dict[str, Sequence[Passage]]:
    """What each system finds, best first; keys are SYSTEMS.

    "unread" is the whole without the outlets and dates that the question names.
    """
    dense = archive.nearest(vector, CANDIDATES)
    lexical = archive.matching(question, CANDIDATES)
    unread = retrieve(archive, question, DEPTH, prefer_named=False, vector=vector)
    return {
        "dense": dense,
        "lexical": lexical,
        "fusion": _fused(dense, lexical),
        "unread": unread.passages,
        "whole": found.passages,
    }


def _fused(dense: Sequence[Passage], lexical: Sequence[Passage]) -> list[Passage]:
    passages = {(p.article.id, p.start): p for p in (*dense, *lexical)}
    values: defaultdict[tuple[str, int], float] = defaultdict(float)
    for ranking, share in ((dense, DENSE_SHARE), (lexical, 1 - DENSE_SHARE)):
        for rank, passage in enumerate(ranking, 1):
            values[passage.article.id, passage.start] += share / (RANK_CONSTANT + rank)
    return [passages[key] for key in sorted(values, key=lambda key: -values[key])]


def _ranking(question: KnownQuestion, right: Evidence, passages: Sequence[Passage]) -> Ranking:
    held = [right.found(p.article, p.start, p.end) for p in passages[:DEPTH]]
    articles = dict.fromkeys(p.article.id for p in passages)
    return Ranking(
        ranks=tuple(rank for rank, pieces in enumerate(held, 1) if pieces),
        relevant=right.relevant,
        article_ranks=tuple(n for n, id in enumerate(articles, 1) if id in question.articles),
        articles=len(set(question.articles)),
        facts=len(right.facts),
        facts_found=len(set().union(*held[:10])) if right.facts else 0,
    )


def _quotes_needed(right: Evidence, claims: Sequence[Claim]) -> int | None:
    """In how many quotes, from the first, the evidence came; None where it did not."""
    for number, claim in enumerate(claims, 1):
        if any(right.quoted(c.passage.article, c.start, c.end) for c in claim.citations):
            return number
    return None


def _groups(results: Sequence[_Result]) -> dict[str, list[_Result]]:
    """The results by group; "all" are those with evidence, each type stands for itself."""
    groups: defaultdict[str, list[_Result]] = defaultdict(list)
    for result in results:
        if result.rankings:
            groups["all"].append(result)
        if result.question.named:
            groups["named"].append(result)
        if not result.rankings or result.question.type:
            groups[result.question.type or "no evidence"].append(result)
    return dict(groups)


def _quoting(group: str, results: Sequence[_Result]) -> Quoting:
    needed = [result.quotes_needed or 4 for result in results]
    first, two, three = (sum(n <= most for n in needed) / len(results) for most in (1, 2, 3))
    silent = sum(result.silent for result in results) / len(results)
    return Quoting(group, len(results), first, two, three, silent)
