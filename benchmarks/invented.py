"""Invented articles and a cheap encoder, for measurements that are not about language."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_SYLLABLES = ["ba", "del", "fi", "gor", "ka", "lin", "mu", "ner", "ost", "pa", "ri", "tum"]
WORDS = ["".join(parts) for parts in product(_SYLLABLES, repeat=3)]
OUTLETS = ["The Osterby Echo", "Vale Weekly", "Linden Post", "Quay Courier"]
_FIRST_DAY = date(2020, 1, 1)


def articles(
    count: int, words: int = 60, seed: int = 0, first: int = 0
) -> Iterator[dict[str, str]]:
    """Articles of about so many words each, no two alike, the same ones for the same seed.

    Their ids are numbered from `first` on.
    """
    source = random.Random(seed)
    for number in range(first, first + count):
        paragraphs = []
        for _ in range(max(1, words // 40)):
            sentences = (source.choices(WORDS, k=source.randint(8, 12)) for _ in range(4))
            paragraphs.append(" ".join(" ".join(s).capitalize() + "." for s in sentences))
        yield {
            "id": f"a{number}",
            "title": " ".join(source.choices(WORDS, k=5)).capitalize(),
            "outlet": source.choice(OUTLETS),
            "published": str(_FIRST_DAY + timedelta(days=number % 1500)),
            "text": "\n\n".join(paragraphs),
        }


def write_jsonl(path: Path, records: Iterable[dict[str, str]]) -> Path:
    """A JSONL file of articles."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record) + "\n")
    return path


class CheapEncoder:
    """Texts to unit vectors by the words in them: some ten thousand a second, always the same."""

    name = fingerprint = "sums of word vectors"

    def __init__(self, dimensions: int = 384) -> None:
        self._dimensions = dimensions
        self._rows = np.random.default_rng(0).standard_normal((4096, dimensions), np.float32)

    def __reduce__(self) -> tuple[type[CheapEncoder], tuple[int]]:
        return type(self), (self._dimensions,)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of length 1."""
        vectors = np.stack(
            [
                self._rows[[zlib.crc32(word.encode()) % 4096 for word in text.split()]].sum(axis=0)
                for text in texts
            ]
        )
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors
