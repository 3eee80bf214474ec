"""The numbers that were tuned, in one object that whoever searches passes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Signs(NamedTuple):
    """What tells whether a search found the answer; see `finding.confidence`.

    `coverage` is the share of the question's words that the best passage has; half for what only
    its article has. `similarity` is the best cosine of any passage to the question. `evidence` is
    the best passage's score: how far words, meaning and article agree on it, and the reader.
    """

    coverage: float
    similarity: float
    evidence: float


# The logistic regression's, with the reader and without.
_READ = Signs(coverage=4.8, similarity=6.4, evidence=2.7)
_UNREAD = Signs(coverage=7.8, similarity=5.9, evidence=5.6)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence weighs: docs/experiments/2026-11-weights.md says why."""

    # Of a passage, beside BM25 of its own words, which weighs 1. `python -m benchmarks.weights`
    similarity: float = 0.5
    article: float = 0.5
    named_outlet: float = 0.4
    named_period: float = 0.4
    first_passage: float = 0.1  # news puts what matters first
    reading: float = 0.08  # the reranker's score
    recency: float = 0.6  # where the newest state is asked for
    missing_particular: float = 0.4  # a year or an edition that is asked for
    best_place: float = 0.25  # in the reader's score, of the place that may be the answer

    # Of a sentence, beside its passage's score and its share of the question's words, which weigh
    # 1. The place of the answer is the reader's, in logits.
    answer_place: float = 0.15
    answer_kind: float = 0.3
    position: float = 0.4
    short_sentence: float = -0.5
    # What it loses that speaks of another year, day or office than is asked for, or only promises.
    other_year: float = 0.3
    other_period: float = 0.3
    other_office: float = 0.4
    promise: float = 0.3

    # Of what the reader says in the evidence that the archive answers, beside the search's score.
    evidence_reading: float = 0.05
    evidence_answers: float = 0.1

    # A logistic regression on the signs: it abstains below the threshold. With the reader, and
    # without. `python -m benchmarks.abstention_weights`
    read: Signs = _READ
    read_threshold: float = 10.9
    unread: Signs = _UNREAD
    unread_threshold: float = 18.4


TUNED = Weights()
