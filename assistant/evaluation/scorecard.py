"""How well an archive is searched, measured on questions whose right evidence is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.quote import MAX_QUOTES, best_quotes
from assistant.evaluation.metrics import (
    DEPTH,
    AbstentionScore,
    Ranking,
    Scores,
    abstention,
    recall_curve,
    scores,
)
from assistant.evaluation.questions import Evidence, KnownQuestion, evidence
from assistant.finding.confidence import confidence, topic
from assistant.finding.rerank import RERANKED, rerank
from assistant.finding.retrieve import CANDIDATES, retrieve
from assistant.finding.settle import settle
from assistant.finding.spelling import spelled
from assistant.reader import Reranker
from assistant.types import Claim
from assistant.weights import TUNED, Weights
from vectorstore import Archive, Filter, Passage

# The baseline that is usual today: reciprocal ranks, weighted .3 for meaning and .7 for words.
RANK_CONSTANT, DENSE_SHARE = 60, 0.3
# What each adds to the one before: the sum of scores for the fusion of ranks, the outlets and dates
# that a question names, and the reranker.
SYSTEMS = ("dense", "lexical", "fusion", "hybrid", "+hints", "+rerank")

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

    `first`, `two` and `three`: the evidence lies in that many quoted sentences. `abstained`:
    the archive was said not to say. `spoken`: as `three`, had it never abstained.
    """

    group: str
    questions: int
    first: float
    two: float
    three: float
    abstained: float
    spoken: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All that `evaluate` found. `unanswerable` counts questions that come with no evidence.

    `abstention` is None unless there are both questions with evidence and questions without.
    """

    questions: int
    unanswerable: int
    rows: tuple[Row, ...]
    curves: tuple[Curve, ...]
    quoting: tuple[Quoting, ...]
    abstention: AbstentionScore | None


@dataclass(frozen=True, slots=True)
class _Result:
    """What one question gave: a ranking a system, how sure the quoting writer was, and in how many
    of its quotes, spoken or not, the evidence came.
    """

    question: KnownQuestion
    rankings: Mapping[str, Ranking]
    confidence: float
    quotes_needed: int | None

    @property
    def abstained(self) -> bool:
        return self.confidence < 0


def evaluate(
    archive: Archive,
    questions: Sequence[KnownQuestion],
    given: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    reranker: Reranker | None = None,
    reranked: int = RERANKED,
    weights: Weights = TUNED,
) -> Scorecard:
    """The scorecard of an archive on questions; `given` are articles' texts before ingest, by id.

    `reranker` reads the best `reranked` passages again, as an Assistant's does. `progress` is
    called after each question. QuestionsFileError where a question names an article that
    the archive does not have.
    """
    known = [evidence(archive, question, given or {}) for question in questions]
    results = []
    vectors = archive.encode([question.text for question in questions])
    for question, right, vector in zip(questions, known, vectors, strict=True):
        results.append(_result(archive, question, vector, right, reranker, reranked, weights))
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
        abstention=_abstention(results),
    )


def _result(
    archive: Archive,
    question: KnownQuestion,
    vector: Vector,
    right: Evidence | None,
    reranker: Reranker | None,
    reranked: int,
    weights: Weights,
) -> _Result:
    where = Filter(as_of=question.asked)
    asked = spelled(archive, question.text)
    if asked.taken:
        vector = archive.encode([asked.text])[0]
    hinted = retrieve(archive, asked.text, DEPTH, where, vector=vector, weights=weights)
    whole = rerank(asked.text, hinted, reranker, reranked, weights) if reranker else hinted
    whole = settle(archive, asked.text, whole, asked.unknown, weights)
    idf = archive.idf(asked.text)
    sure = confidence(archive, archive.idf(topic(asked.text, whole)), whole, weights)
    if right is None:
        return _Result(question, {}, sure, None)
    searches = {
        **_baselines(archive, question.text, vector, where, weights),
        "+hints": hinted.passages,
        "+rerank": whole.passages,
    }
    rankings = {
        system: _ranking(question, right, passages) for system, passages in searches.items()
    }
    claims = best_quotes(asked.text, idf, whole, weights)
    return _Result(question, rankings, sure, _quotes_needed(right, claims))


def _baselines(
    archive: Archive, question: str, vector: Vector, where: Filter, weights: Weights
) -> dict[str, Sequence[Passage]]:
    """What the simpler systems find, best first."""
    dense = archive.nearest(vector, CANDIDATES, where)
    lexical = archive.matching(question, CANDIDATES, where)
    hybrid = retrieve(
        archive, question, DEPTH, where, prefer_named=False, vector=vector, weights=weights
    )
    return {
        "dense": dense,
        "lexical": lexical,
        "fusion": _fused(dense, lexical),
        "hybrid": hybrid.passages,
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
        article_ranks=tuple(
            n for n, article_id in enumerate(articles, 1) if article_id in question.articles
        ),
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
    needed = [r.quotes_needed or MAX_QUOTES + 1 for r in results]
    heard = [MAX_QUOTES + 1 if r.abstained else n for r, n in zip(results, needed, strict=True)]
    first, two, three = (sum(n <= most for n in heard) / len(results) for most in (1, 2, 3))
    abstained = sum(result.abstained for result in results) / len(results)
    spoken = sum(n <= MAX_QUOTES for n in needed) / len(results)
    return Quoting(group, len(results), first, two, three, abstained, spoken)


def _abstention(results: Sequence[_Result]) -> AbstentionScore | None:
    return abstention(
        [r.confidence for r in results if r.rankings],
        [r.quotes_needed is not None for r in results if r.rankings],
        [r.confidence for r in results if not r.rankings],
    )
