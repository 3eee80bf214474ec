"""Training examples: questions, passages that answer them, and negatives."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant.finding.retrieve import combine
from vectorstore import Archive, Article
from vectorstore.chunks import split

# Negatives come from the archive's own search; the first of its candidates are the hard ones.
CANDIDATES = 30
HARD_NEGATIVES = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its passage, the answer spans in it, and negatives: passages without the answer.

    Spans count in the passage. `answers` is false where the passage is about the question's
    subject and does not answer it.
    """

    question: str
    passage: str
    spans: tuple[tuple[int, int], ...]
    answers: bool
    negatives: tuple[str, ...]

    def drawn(self, rng: random.Random, count: int) -> list[str]:
        """`count` negatives, drawn by turns from the hard ones and from all."""
        pools = [self.negatives[:HARD_NEGATIVES], self.negatives]
        drawn: list[str] = []
        for turn in range(count):
            left = [passage for passage in pools[turn % 2] if passage not in drawn]
            if left:
                drawn.append(rng.choice(left))
        return drawn


def read_examples(data: Path, archive_folder: Path, limit: int | None) -> list[Example]:
    """The examples of a data folder, in its order; the first `limit` of a fixed shuffle.

    The archive that finds the negatives is made in `archive_folder`, or reused where it is there.
    """
    records = [*_lines(data / "questions.jsonl.gz")]
    random.Random(0).shuffle(records)
    records = records[:limit]
    with Archive.open(archive_folder) as archive:
        archive.ingest([data / "articles.jsonl.gz"])
        texts = {record["id"]: record["text"] for record in _lines(data / "articles.jsonl.gz")}
        vectors = archive.encode([record["question"] for record in records])
        examples = [
            _example(archive, record, texts[record["article"]], vector)
            for record, vector in zip(tqdm(records, "finding", mininterval=5), vectors, strict=True)
        ]
    return [example for example in examples if example is not None]


def _lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _example(archive: Archive, record: Any, text: str, vector: Any) -> Example | None:
    passage, spans = _answering(text, record.get("spans") or [])
    if record.get("spans") and not spans:
        return None
    question = record["question"]
    found = combine(archive.nearest(vector, CANDIDATES), archive.matching(question, CANDIDATES))
    found.sort(key=lambda passage: -passage.score)
    answers = [answer.casefold() for answer in record["answers"]]
    negatives = [
        other.text
        for other in found[:CANDIDATES]
        if other.article.id != record["article"]
        and not any(answer in other.text.casefold() for answer in answers)
    ]
    return Example(question, passage, spans, not record.get("unanswerable"), tuple(negatives))


def _answering(
    text: str, spans: Sequence[Sequence[int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The chunk that holds most of the spans, and these; the first chunk where there are none."""
    chunks = split(Article("", text))
    held = [
        [(start, end) for start, end in spans if chunk.start <= start and end <= chunk.end]
        for chunk in chunks
    ]
    best = max(range(len(chunks)), key=lambda number: (len(held[number]), -number))
    chunk = chunks[best]
    return (
        text[chunk.start : chunk.end],
        tuple((start - chunk.start, end - chunk.start) for start, end in held[best]),
    )
