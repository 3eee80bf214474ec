"""What reading passages again costs, beside embedding the same passages.

    python -m benchmarks.reading DATA

DATA is a folder in the form that docs/evaluation.md describes. A search reads excerpts and then the
best passages whole; it ends early where none of the next could lead, or goes on to the last.
"""

from __future__ import annotations

import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil

from assistant.evaluation.questions import read_questions
from assistant.finding.found import Found
from assistant.finding.rerank import HIGHEST_SCORE, RERANKED, rerank
from assistant.finding.retrieve import retrieve
from assistant.reader import Reader
from vectorstore import Archive

COUNTS = (4, 8, 12, 16, 30, 100)
QUESTIONS = 20


def main() -> None:
    data = Path(sys.argv[1])
    asked = read_questions(data / "questions.jsonl.gz")
    asked = asked[:: max(1, len(asked) // QUESTIONS)][:QUESTIONS]
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder) as archive:
        archive.ingest([data / "articles.jsonl.gz"])
        searched = [retrieve(archive, question.text, max(COUNTS)) for question in asked]
        found = [each.passages for each in searched]
        before = _memory()
        reader = Reader()
        reader.read(asked[0].text, found[0][:1])
        print(f"the reader takes {_memory() - before:.0f} MiB")
        print("milliseconds, median (longest); passages have", end=" ")
        words = [len(passage.text.split()) for passages in found for passage in passages]
        print(f"{statistics.mean(words):.0f} words on average")
        for count in COUNTS:
            reading, embedding = [], []
            for question, passages in zip(asked, found, strict=True):
                some = passages[:count]
                texts = [passage.text for passage in some]
                reading.append(_seconds(partial(reader.read, question.text, some)))
                embedding.append(_seconds(partial(archive.encode, texts)))
            print(f"{count:4} passages: reading {_figures(reading)}, embedding", end=" ")
            print(_figures(embedding))
        for name, high in (
            ("as a search reads", HIGHEST_SCORE),
            ("to the last", math.inf),
        ):
            read = [
                _count(question.text, one, reader, high)
                for question, one in zip(asked, searched, strict=True)
            ]
            seconds = [
                _seconds(partial(rerank, question.text, one, reader, highest_score=high))
                for question, one in zip(asked, searched, strict=True)
            ]
            print(f"{name}: {statistics.mean(read):.1f} passages, at most {RERANKED}:", end=" ")
            print(f"{_figures(seconds)}, {statistics.mean(seconds) * 1000:.0f} on average")
        print(f"at the end: {_memory() - before:.0f} MiB more than before the reader")


def _memory() -> float:
    return psutil.Process().memory_info().rss / 2**20


def _count(question: str, found: Found, reader: Reader, highest_score: float) -> int:
    """How many candidates are read."""
    ranked = rerank(question, found, reader, highest_score=highest_score)
    return sum(each.reading is not None for each in ranked.candidates)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _figures(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.0f} ({max(seconds) * 1000:.0f})"


if __name__ == "__main__":
    main()
