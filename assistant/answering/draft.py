"""What passes between the steps of an answer: what was found, and what is written of it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.finding.found import Found
from assistant.types import Answer, Claim, Question


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question; `answer` says so, without a claim yet.

    `found_at` is the moment, by time.perf_counter.
    """

    question: Question
    found: Found
    answer: Answer
    found_at: float


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer has written so far: text with [n] in it, or claims that are quotations."""

    evidence: Evidence
    text: str = ""
    quotations: tuple[Claim, ...] | None = None
    finished: bool = False
