"""What an archive holds, what is wrong with it, and what mends that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto


class Remedy(IntEnum):
    """What mends a problem, in the order in which it is done."""

    NONE = 0
    REINDEX = auto()
    ENCODER = auto()
    NUMBER = auto()
    FORGET = auto()
    CUT = auto()
    ENCODE = auto()
    MARK = auto()
    DROP = auto()
    WORDS = auto()
    STRAYS = auto()
    INDEX = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, for people, and what mends it; `rows` are the catalogue's keys."""

    text: str
    remedy: Remedy
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """What an archive holds, counted, and what is wrong with it; `mended` was and is no more.

    `waiting` are the chunks whose vectors are still to be made, which is nothing wrong.
    """

    articles: int
    chunks: int
    vectors: int
    found: tuple[Problem, ...] = ()
    mended: tuple[str, ...] = ()
    waiting: int = 0

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, a line each; none where all is well."""
        return tuple(problem.text for problem in self.found)

    @property
    def needs_encoder(self) -> bool:
        """Whether vectors were lost, which the encoder has to make again from their texts."""
        return any(problem.remedy in (Remedy.CUT, Remedy.ENCODE) for problem in self.found)
