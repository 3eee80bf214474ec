"""What a search found: candidates with the scores of the search and of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from assistant.reader.reading import Reading
from assistant.types import Window
from vectorstore import Passage


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its search score, and the reader's reading if it was read.

    `timeliness` is what its time is worth for the question, `is_of_period` whether it may tell of a
    period that the question names, if it names one. `on_subject` is what its article is worth for
    the subject of a conversation.
    """

    passage: Passage
    search_score: float
    reading: Reading | None = None
    reading_weight: float = 0.0
    timeliness: float = 0.0
    is_of_period: bool = True
    on_subject: float = 0.0

    @property
    def score(self) -> float:
        """The search's score, the reading's and those of its time and subject together."""
        read = self.reading_weight * self.reading.score if self.reading else 0.0
        return self.search_score + self.timeliness + self.on_subject + read


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first.

    `similarity` is the best cosine of any passage to the question. `windows` are the periods that
    the question names. `as_of` is the day as of which the newest state is asked for, None where it
    is not. `missing` is what the question turns on and no candidate has. `notes` are remarks to the
    person. `searched_by_meaning` is the share of the archive that could be.
    """

    candidates: Sequence[Candidate] = ()
    similarity: float = 0.0
    windows: tuple[Window, ...] = ()
    as_of: date | None = None
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    searched_by_meaning: float = 1.0

    @property
    def passages(self) -> list[Passage]:
        """The passages with scores that never rise down the list.

        An excerpt's reading may score higher than that of a whole passage ranked above it.
        """
        scores = accumulate((each.score for each in self.candidates), min)
        return [
            replace(each.passage, score=score)
            for each, score in zip(self.candidates, scores, strict=True)
        ]

    @property
    def begins_in_period(self) -> bool:
        """Whether a period is asked about and the best candidate is of it."""
        return bool(self.windows and self.candidates and self.candidates[0].is_of_period)

    @property
    def of_period(self) -> Found:
        """Only what is of the periods asked about, where the best is; else all."""
        if not self.begins_in_period:
            return self
        return replace(self, candidates=[each for each in self.candidates if each.is_of_period])

    def first(self, k: int) -> Found:
        """The k best."""
        return replace(self, candidates=self.candidates[:k])
