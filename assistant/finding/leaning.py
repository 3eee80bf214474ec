"""Finding for a follow-up: its own words in a passage, its subject anywhere in the article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.finding.found import Candidate, Found
from assistant.finding.retrieve import retrieve
from assistant.question.subject import content_words, in_one, leans_on, without_taken_along
from assistant.weights import TUNED, Weights
from vectorstore import Archive, Filter
from vectorstore.text.stems import stems

_Key = tuple[str, int]


def retrieve_leaning(
    archive: Archive,
    question: str,
    k: int,
    where: Filter,
    today: date | None = None,
    weights: Weights = TUNED,
    recent: Sequence[str] = (),
) -> Found:
    """As `retrieve`; a subject that the question only takes along may stand elsewhere in the
    article, as that of a storm does above "What will the repair cost?"."""
    own, subject = without_taken_along(question), leans_on(question)

    def retrieved(asked: str, vector: NDArray[np.float32] | None = None) -> Found:
        return retrieve(
            archive, asked, k, where, today, vector=vector, weights=weights, recent=recent
        )

    if not subject or in_one(question) != in_one(own) or not content_words(own):
        return retrieved(question)
    vectors = archive.encode([question, own])
    found, by_own = retrieved(question, vectors[0]), retrieved(own, vectors[1])
    candidates = {_key(each): each for each in (*by_own.candidates, *found.candidates)}
    share = _shares(archive, subject, [*candidates.values()])
    in_own, in_all = _scores(by_own), _scores(found)
    scored = []
    for key, each in candidates.items():
        best = max(in_own(key), in_all(key))  # is what says whether it answers
        order = (in_own(key) + in_all(key)) / 2 + weights.subject * share[key[0]]
        scored.append(replace(each, search_score=best, on_subject=order - best))
    scored.sort(key=lambda each: -each.score)
    return replace(found, candidates=tuple(scored[:k]))


def _scores(found: Found) -> Callable[[_Key], float]:
    """The search scores of candidates; what was not found has the least of them."""
    scores = {_key(each): each.search_score for each in found.candidates}
    least = min(scores.values(), default=0.0)
    return lambda key: scores.get(key, least)


def _shares(archive: Archive, subject: str, candidates: Sequence[Candidate]) -> dict[str, float]:
    """The share of the subject's words that each candidate's article has."""
    idf = archive.idf(subject)
    total = sum(idf.values()) or 1.0
    articles = {each.passage.article.id: each.passage.article for each in candidates}
    held = stems([f"{article.title} {article.text}" for article in articles.values()])
    return {
        name: sum(idf[stem] for stem in words & idf.keys()) / total
        for name, words in zip(articles, held, strict=True)
    }


def _key(candidate: Candidate) -> _Key:
    return candidate.passage.article.id, candidate.passage.start
