"""A question and what came of it, as the page shows and keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.types import Answer
from ui.along import Along
from ui.asked import Asked


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, which may still grow, or a problem to tell.

    `quoted` is what is quoted while, or because, no answer is written yet, by `model`; `note` says
    what it waits for. `titles` are those of the articles that were left out or asked for alone.
    `along` is where its files are. `timeline` is its evidence as dated events, where that was asked
    for, and `timeline_note` what is to be said instead. `sent` is what a model is sent, where that
    was asked for: instructions, question and passages, and where they go.
    """

    question: str
    answer: Answer | None = None
    problem: str = ""
    asked: Asked | None = None
    quoted: Answer | None = None
    model: str = ""
    note: str = ""
    is_running: bool = False
    follow_ups: Sequence[str] = ()
    outlets: Sequence[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    along: Along | None = None
    timeline: Answer | None = None
    timeline_note: str = ""
    sent: tuple[str, str, str] | None = None
