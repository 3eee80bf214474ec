"""Numbers that a source does not give, but that follow from two of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import combinations

from vectorstore.text.numerals import numerals

# Below this a sum of two numbers may be one by chance.
MIN_SUM = 20
# How far off is what a claim calls "about", and "more than".
ABOUT, MORE = Decimal("0.05"), Decimal("0.15")

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|nearly|almost|close to|approximately)\s\W?\Z")
_MORE = re.compile(r"\b(?:more than|over|at least|upwards of)\s\W?\Z")
# What tells that one number counts for each of another.
_RATE = re.compile(r"\b(?:each|every|apiece|per|at|an?)\b")


def readings_of_sums(claim: str, cited: str) -> set[str]:
    """The readings of those numbers of a claim that are the sum, the difference or, where the
    source counts each, the product of two numbers of what it cites. Both are plain."""
    said, given = claim.casefold(), cited.casefold()
    values = {value for number in numerals(given) for value in _values(number.readings)}
    counts = sorted(value for value in values if value != 1 and not _YEAR.fullmatch(str(value)))
    results = {*_results(counts, is_rate=bool(_RATE.search(given)))}
    return {
        reading
        for number in numerals(said)
        for value in _values(number.readings)
        if value >= MIN_SUM
        and any(_is_said_of(value, result, said[: number.start]) for result in results)
        for reading in number.readings
    }


def _values(readings: Collection[str]) -> Iterator[Decimal]:
    return (Decimal(reading) for reading in readings if _PLAIN.fullmatch(reading))


def _results(values: list[Decimal], is_rate: bool) -> Iterator[Decimal]:
    for low, high in combinations(values, 2):
        yield high + low
        yield high - low
        if is_rate:
            yield high * low


def _is_said_of(value: Decimal, result: Decimal, before: str) -> bool:
    """Whether a claim's number, with the words before it, is right of a result."""
    if _ABOUT.search(before):
        return abs(result - value) <= ABOUT * result
    if _MORE.search(before):
        return value <= result <= value * (1 + MORE)
    return value == result
