"""What the reader should weigh: chosen on the articles of even place, reported on those of odd.

    python -m benchmarks.weights DATA [--limit N]

DATA is a folder in the form that docs/evaluation.md describes. Every question is searched and its
passages are read once; then each weight is tried. First those of the reader's score and of the best
place in it, by MRR@10; then that of the place in choosing sentences, by how many questions have
their evidence in three quotes.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from assistant.answering.quote import best_quotes
from assistant.evaluation.metrics import DEPTH
from assistant.evaluation.questions import Evidence, evidence, given_texts, read_questions
from assistant.finding.found import Found
from assistant.finding.rerank import RERANKED, rerank
from assistant.finding.retrieve import retrieve
from assistant.reader import Reader, Reading
from assistant.weights import TUNED
from vectorstore import Archive, Passage

SCORE_WEIGHTS = (0.0, 0.03, 0.05, 0.08, 0.12, 0.18)
SPAN_WEIGHTS = (0.0, 0.15, 0.25, 0.4, 0.6)
PLACE_WEIGHTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Trial:
    """A question as it was searched and read; `read` gives its readings again."""

    text: str
    right: Evidence
    idf: dict[str, float]
    found: Found
    readings: list[Reading]
    reads_excerpts: bool = False

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        return self.readings

    def with_span_weight(self, span_weight: float) -> Trial:
        """The same with another weight of the best place in the score."""
        readings = []
        for passage, reading in zip(self.found.passages, self.readings, strict=False):
            assert reading.where is not None
            place = reading.where.best(passage.start, passage.end)
            score = reading.score + (span_weight - TUNED.best_place) * place
            readings.append(replace(reading, score=score))
        return replace(self, readings=readings)

    def ranked(self, score_weight: float) -> Found:
        return rerank(self.text, self.found, self, weights=replace(TUNED, reading=score_weight))

    def reciprocal_rank(self, score_weight: float) -> float:
        passages = self.ranked(score_weight).passages[:10]
        for rank, passage in enumerate(passages, 1):
            if self.right.found(passage.article, passage.start, passage.end):
                return 1 / rank
        return 0.0

    def is_quoted(self, score_weight: float, place_weight: float) -> bool:
        weights = replace(TUNED, answer_place=place_weight)
        claims = best_quotes(self.text, self.idf, self.ranked(score_weight), weights)
        return any(
            self.right.quoted(c.passage.article, c.start, c.end)
            for claim in claims
            for c in claim.citations
        )


def ask(data: Path, limit: int | None) -> tuple[list[Trial], list[Trial]]:
    """The questions on the articles of even and of odd place, searched and read."""
    halves: tuple[list[Trial], list[Trial]] = [], []
    articles = data / "articles.jsonl.gz"
    given = given_texts([articles])
    places = {article_id: place for place, article_id in enumerate(given)}
    reader = Reader()
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder) as archive:
        archive.ingest([articles])
        for question in tqdm(read_questions(data / "questions.jsonl.gz")[:limit], mininterval=10):
            right = evidence(archive, question, given)
            if right is None:
                continue
            found = retrieve(archive, question.text, DEPTH)
            readings = reader.read(question.text, found.passages[:RERANKED])
            idf = archive.idf(question.text)
            trial = Trial(question.text, right, idf, found, readings)
            halves[places[question.articles[0]] % 2].append(trial)
    return halves


def mean_reciprocal_rank(asked: Sequence[Trial], score_weight: float, span_weight: float) -> float:
    ranks = [a.with_span_weight(span_weight).reciprocal_rank(score_weight) for a in asked]
    return sum(ranks) / len(ranks)


def quoted(asked: Sequence[Trial], score_weight: float, place_weight: float) -> float:
    return sum(a.is_quoted(score_weight, place_weight) for a in asked) / len(asked)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, help="questions, all if not given")
    chosen = parser.parse_args()
    now = TUNED.reading, TUNED.best_place
    place_now = TUNED.answer_place
    even, odd = ask(chosen.data, chosen.limit)
    tried = {
        pair: mean_reciprocal_rank(even, *pair)
        for pair in {*itertools.product(SCORE_WEIGHTS, SPAN_WEIGHTS), now}
    }
    best = max(tried, key=lambda pair: tried[pair])
    print(f"{len(even)} questions on even articles, {len(odd)} on odd; MRR@10 on the even ones:")
    for pair in sorted(tried):
        print(f"  score {pair[0]:.2f}, place in it {pair[1]:.2f}: {tried[pair]:.3f}")
    for name, pair in (("best there", best), ("as it is", now)):
        print(f"{name} {pair}: odd {mean_reciprocal_rank(odd, *pair):.3f}, even {tried[pair]:.3f}")
    weighed = [[a.with_span_weight(best[1]) for a in half] for half in (even, odd)]
    places = {weight: quoted(weighed[0], best[0], weight) for weight in PLACE_WEIGHTS}
    best_place = max(places, key=lambda weight: places[weight])
    print("in three quotes, even, by the weight of the place:", places)
    for name, weight in (("best there", best_place), ("as it is", place_now)):
        print(f"{name} {weight}: odd {quoted(weighed[1], best[0], weight):.3f}")


if __name__ == "__main__":
    main()
