"""What passes between the steps of an answer: what was found, and what is written of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.finding.found import Found
from assistant.types import Abstention, Answer, Claim, Question


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question; `answer` says so, without a claim yet.

    `found_at` is the moment, by time.perf_counter; `why_abstain` gives the reason for an answer
    without a claim.
    """

    question: Question
    found: Found
    answer: Answer
    found_at: float
    why_abstain: Callable[[], Abstention | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer has written so far: text with [n] in it, or claims that are quotations."""

    evidence: Evidence
    text: str = ""
    quotations: tuple[Claim, ...] | None = None
    finished: bool = False
