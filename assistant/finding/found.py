"""What a search found: candidates, each with what the search and the reader say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from assistant.reader.reading import Reading
from assistant.types import Window
from vectorstore import Passage


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, how the search scored it, and, where it was read, how it reads."""

    passage: Passage
    search_score: float
    reading: Reading | None = None
    reading_weight: float = 0.0

    @property
    def score(self) -> float:
        """The search's score and the reading's together."""
        read = self.reading_weight * self.reading.score if self.reading else 0.0
        return self.search_score + read


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first.

    `similarity` is the best cosine of any passage to the question. `windows` are the periods that
    the question names; they prefer what was published in them, and exclude nothing.
    """

    candidates: Sequence[Candidate] = ()
    similarity: float = 0.0
    windows: tuple[Window, ...] = ()

    @property
    def passages(self) -> list[Passage]:
        """The passages with their scores, which fall with the order.

        A candidate that was read by an excerpt may have more than one above it that was read whole.
        """
        scores = accumulate((each.score for each in self.candidates), min)
        return [
            replace(each.passage, score=score)
            for each, score in zip(self.candidates, scores, strict=True)
        ]

    def first(self, k: int) -> Found:
        """The k best."""
        return replace(self, candidates=self.candidates[:k])
