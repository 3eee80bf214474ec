"""What a text says of a number that changed: from what it went, and to what."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from vectorstore.text.calendar_names import YEAR
from vectorstore.text.numerals import Numeral, numerals

# Characters between two numbers of one change.
MAX_BETWEEN = 50
_SO_MUCH = r" (?:about |some |around )?[$£€]?\Z"
_FROM = re.compile(rf"\bfrom{_SO_MUCH}")
_TO = re.compile(rf"\bto{_SO_MUCH}")
_BACK = re.compile(
    r"\b(?:(?:up|down|risen|fallen|grown|shrunk|halved|doubled) (?:from|on)"
    r"|compared (?:with|to)|against|in place of|instead of)\s(?:about |some |around )?[$£€]?\Z"
)


class Change(NamedTuple):
    """The readings of a number before and after it changed, and where both stand."""

    old: frozenset[str]
    new: frozenset[str]
    old_start: int
    new_start: int


def changes(text: str) -> list[Change]:
    """The changes that a plain text tells: "from 31 to 12", "12, down from 31"."""
    small = text.casefold()
    found = []
    for first, second in pairwise(n for n in numerals(small) if not _is_year(n)):
        between = small[first.end : second.start]
        if len(between) > MAX_BETWEEN:
            continue
        before = small[max(0, first.start - MAX_BETWEEN) : first.start]
        if _FROM.search(before) and _TO.search(between):
            found.append(Change(first.readings, second.readings, first.start, second.start))
        elif _BACK.search(between) or (_TO.search(before) and _FROM.search(between)):
            found.append(Change(second.readings, first.readings, second.start, first.start))
    return found


def changes_back(claim: str, cited: str) -> str:
    """Why a claim tells a change the other way round than its source; "" where it doesn't."""
    theirs = changes(cited)
    for ours in changes(claim):
        if any(ours.old & other.new and ours.new & other.old for other in theirs):
            return "the article tells this change the other way round"
    return ""


def tell_the_same(claim: str, cited: str) -> frozenset[str]:
    """The readings of the numbers of which both texts tell the same change."""
    theirs = changes(cited)
    return frozenset(
        reading
        for ours in changes(claim)
        if any(ours.old & other.old and ours.new & other.new for other in theirs)
        for reading in ours.old | ours.new
    )


def _is_year(number: Numeral) -> bool:
    return any(YEAR.fullmatch(reading) for reading in number.readings)
