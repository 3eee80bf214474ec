"""The time of a question against the time of what was found."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.question import dates
from assistant.types import Window
from vectorstore import Passage

# Wednesday's story is printed on Thursday: a period's news is published up to so many days after.
PRINTED_WITHIN = timedelta(2)
# What was published so many days ago counts for nothing where the newest is wanted.
OLD = 3650
WEEK = timedelta(6)  # from its first day to its last
_JOINS = re.compile(r"[\s,]*(?:or|and)\s+(?:(?:in|on|of|the)\s+)*", re.IGNORECASE)
YEAR = 365


def printed(window: Window) -> Window:
    """The period in which the news of a period is published."""
    until = window.until
    if until is None or until > date.max - PRINTED_WITHIN:
        return window
    return replace(window, until=until + PRINTED_WITHIN)


def in_one(question: str, windows: Sequence[Window]) -> str:
    """The words of a question for its one period, "in March or April" as well; "" where it names
    none, or several that are kept apart."""
    if not windows:
        return ""
    places = [(question.find(each.text), each.text) for each in windows]
    ends = [start + len(text) for start, text in places]
    between = [question[end:start] for end, (start, _) in zip(ends, places[1:], strict=False)]
    if any(start < 0 for start, _ in places) or not all(map(_JOINS.fullmatch, between)):
        return ""
    return question[places[0][0] : ends[-1]]


def is_of_period(passage: Passage, windows: Sequence[Window]) -> bool:
    """Whether a passage may tell what happened in one of the periods.

    It was published then or soon after, or its text speaks of a day in it.
    """
    day = passage.day
    if day is not None and any(printed(window).contains(day) for window in windows):
        return True
    return any(_tells_of(told, window) for told in told_in(passage.text, day) for window in windows)


def is_of_another(text: str, day: date | None, windows: Sequence[Window]) -> bool:
    """Whether a text of a day tells of days, and of none in the periods.

    That something is more than last year is not of last year.
    """
    told = [
        each for each in told_in(text, day) if any(_is_as_short(each, window) for window in windows)
    ]
    return bool(told) and not any(overlap(each, window) for each in told for window in windows)


def _tells_of(told: Window, window: Window) -> bool:
    return overlap(told, window) and _is_as_short(told, window)


def _is_as_short(told: Window, window: Window) -> bool:
    """Whether a period that a text speaks of is no longer than the one asked about, or a week: what
    was "last year" was not for that on a Wednesday of it."""
    if not (told.since and told.until and window.since and window.until):
        return True
    return told.until - told.since <= max(window.until - window.since, WEEK)


def told_in(text: str, day: date | None) -> list[Window]:
    """The periods that a text of a day speaks of: "on Wednesday" is the one before it."""
    return [
        told
        for told in dates.windows(text, day or date.today())
        if told.since is not None and told.until is not None
    ]


def overlap(one: Window, other: Window) -> bool:
    """Whether two periods have a day in common."""
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
        one.until or date.max
    )


def recency(day: date | None, now: date) -> float:
    """How new a day is: 1 today, less by the day and by the year, 0 where it is OLD or unknown."""
    if day is None:
        return 0.0
    age = max((now - day).days, 0)
    by_days = max(0.0, 1 - math.log1p(age) / math.log1p(OLD))
    return (by_days + math.exp(-age / YEAR)) / 2
