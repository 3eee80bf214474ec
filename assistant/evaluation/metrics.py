"""What rankings are worth: hit rates, reciprocal ranks, nDCG, MAP, with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEPTH = 50
RESAMPLES, SEED = 2000, 20
_CUT = 10


@dataclass(frozen=True, slots=True)
class Ranking:
    """How one question fared: the ranks, from 1, of the passages that hold evidence.

    `relevant` is how many such passages there are in all. `article_ranks` are those of the right
    articles, `articles` in all, where each article counts once, at its best passage. `facts` and
    `facts_found` count the question's facts and those among the first ten, 0 where it brings none.
    """

    ranks: tuple[int, ...]
    relevant: int
    article_ranks: tuple[int, ...]
    articles: int
    facts: int = 0
    facts_found: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions, and the interval that holds it 95 times in 100 (bootstrap)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The measures of a group of questions; `facts` is None where they bring none."""

    questions: int
    hit_1: Estimate
    hit_4: Estimate
    hit_5: Estimate
    hit_10: Estimate
    mrr_10: Estimate
    ndcg_10: Estimate
    map_10: Estimate
    article_ndcg_10: Estimate
    facts_10: Estimate | None

    @property
    def by_name(self) -> dict[str, Estimate | None]:
        """The measures by the names that the field has for them, in the order of tables."""
        return {
            "hit@1": self.hit_1,
            "hit@4": self.hit_4,
            "hit@5": self.hit_5,
            "hit@10": self.hit_10,
            "MRR@10": self.mrr_10,
            "nDCG@10": self.ndcg_10,
            "MAP@10": self.map_10,
            "article nDCG": self.article_ndcg_10,
            "facts@10": self.facts_10,
        }


@dataclass(frozen=True, slots=True)
class AbstentionScore:
    """How well the quoting writer knows what the archive does not say.

    `area` is that under the receiver operating characteristic: how often a question with evidence
    makes it surer than one without. `where_nothing` and `where_right` are the shares
    that it abstained from of the questions without evidence, and of those that its quotes would
    answer. `risk` holds, for each tenth of all questions that it is surest of, the share that is
    answered wrongly.
    """

    area: float
    where_nothing: float
    where_right: float
    risk: tuple[float, ...]


def scores(rankings: Sequence[Ranking]) -> Scores:
    """The measures of one or more rankings, each with its interval; the same each time."""
    rows = np.array([_measures(ranking) for ranking in rankings])
    # How often each question comes up in each resample.
    count = len(rankings)
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    hit_1, hit_4, hit_5, hit_10, mrr, ndcg, mean_precision, article_ndcg = (
        _estimate(rows[:, i].mean(), drawn @ rows[:, i] / count) for i in range(8)
    )
    found = np.array([ranking.facts_found for ranking in rankings])
    facts = np.array([ranking.facts for ranking in rankings])
    share = None
    if facts.any():
        resampled = drawn @ found / np.maximum(drawn @ facts, 1)
        share = _estimate(found.sum() / facts.sum(), resampled)
    return Scores(
        count, hit_1, hit_4, hit_5, hit_10, mrr, ndcg, mean_precision, article_ndcg, share
    )


def recall_curve(rankings: Sequence[Ranking]) -> tuple[float, ...]:
    """The share of questions with evidence among the first 1, 2, ... DEPTH passages."""
    first = np.array([ranking.ranks[0] if ranking.ranks else DEPTH + 1 for ranking in rankings])
    return tuple(float((first <= depth).mean()) for depth in range(1, DEPTH + 1))


def abstention(
    known: Sequence[float], right: Sequence[bool], unknown: Sequence[float]
) -> AbstentionScore | None:
    """What the writer's confidences, abstaining below 0, are worth; None where one side is missing.

    `known` are those of questions with evidence, `right` whether quotes hold it; `unknown` are
    those of questions without.
    """
    if not known or not unknown:
        return None
    sure, unsure, answered = np.array(known), np.array(unknown), np.array(right, dtype=bool)
    above = (sure[:, None] > unsure).mean() + (sure[:, None] == unsure).mean() / 2
    wrong = np.concatenate([~answered, np.ones(len(unsure), bool)])
    ordered = wrong[np.argsort(-np.concatenate([sure, unsure]), kind="stable")]
    risk = [ordered[: math.ceil(len(ordered) * tenth / 10)].mean() for tenth in range(1, 11)]
    return AbstentionScore(
        area=float(above),
        where_nothing=float((unsure < 0).mean()),
        where_right=float((sure[answered] < 0).mean()) if answered.any() else 0.0,
        risk=tuple(float(share) for share in risk),
    )


def _measures(ranking: Ranking) -> list[float]:
    """In the order of Scores."""
    ranks = [rank for rank in ranking.ranks if rank <= _CUT]
    first = ranks[0] if ranks else math.inf
    ideal = min(max(ranking.relevant, len(ranks), 1), _CUT)
    precision = sum(found / rank for found, rank in enumerate(ranks, 1))
    return [
        *[float(first <= depth) for depth in (1, 4, 5, 10)],
        1 / first,
        _ndcg(ranks, ideal),
        precision / ideal,
        _ndcg([rank for rank in ranking.article_ranks if rank <= _CUT], ranking.articles),
    ]


def _ndcg(ranks: Sequence[int], relevant: int) -> float:
    """The discounted gain of these ranks, as a share of the best there could be."""
    best = range(1, min(relevant, _CUT) + 1)
    return sum(1 / math.log2(1 + rank) for rank in ranks) / sum(
        1 / math.log2(1 + rank) for rank in best
    )


def _estimate(value: float, resampled: NDArray[np.float64]) -> Estimate:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Estimate(float(value), float(low), float(high))
