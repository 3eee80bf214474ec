"""Numbers that say how far two others of a text lie apart: years, ages, percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, islice

from assistant.checking.numbers.sums import plain_values
from vectorstore.text.numerals import Numeral, numerals

# Years, ages and percentages of a text that are taken two and two.
MAX_KNOWN = 12
# Characters between a year and the "two years later" that counts from it.
MAX_TO_LATER = 120
# How much more than what it calls "almost ten" a difference may be off, in points.
MAX_OFF = Decimal("0.5")

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LATER = re.compile(
    r"\b(?P<one>a|the (?:following|next)) year(?P<side> later| afterwards| on| earlier| before)?\b"
    r"|(?= years (?:later|afterwards|on|earlier|before)\b)"
)
_BACK = re.compile(r"\A years (?:earlier|before)|(?:earlier|before)\Z")
_AGE = re.compile(
    r"\b(?:at(?: the age of)?|aged|(?:he|she) was) (?P<age>[1-9]\d)\b"
    r"(?! ?(?:%|percent|per|[ap]\.?m|:|years? (?:ago|later)|miles|km|metres|degrees))(?![.,]\d)"
)
_YEARS_BETWEEN = re.compile(r" years (?:after|before|later|earlier|on)\b")
_POINTS = re.compile(r" (?:percentage )?points?\b")
_NEARLY = re.compile(r"\b(?:almost|nearly|about|around|some|roughly|over|more than)\s\Z")


def lying_apart(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim that follow from two of its source: 2020, of "in 2019 ... a year
    later"; five years, of "left at 14 and sold it at 19"; ten points, of 72 and 62 per cent. Both
    are plain and in small letters."""
    years = {*islice(_years_told(given), MAX_KNOWN)}
    ages = [*islice((int(match["age"]) for match in _AGE.finditer(given)), MAX_KNOWN)]
    spans = {str(abs(one - other)) for one, other in combinations(ages, 2)}
    shares = [*islice(_per_cents(given), MAX_KNOWN)]
    for number in numerals(said) if years or spans or len(shares) > 1 else ():
        if (
            number.readings & years
            or (number.readings & spans and _YEARS_BETWEEN.match(said, number.end))
            or _is_in_points(said, number, shares)
        ):
            yield number


def _years_told(given: str) -> Iterator[str]:
    """The years that a text names by another one: 2020, of "in 2019 ... a year later"."""
    counted = {number.end: number for number in numerals(given)}
    for year in islice(_YEAR.finditer(given), MAX_KNOWN):
        for match in _LATER.finditer(given, year.end(), year.end() + MAX_TO_LATER):
            number = counted.get(match.start())
            is_one = match["one"] and (match["side"] or match["one"] != "a")
            values = [1] if is_one else [*map(int, plain_values(number.readings if number else ()))]
            behind = match.group() or given[match.end() : match.end() + len(" years earlier")]
            way = -1 if _BACK.search(behind) else 1
            yield from (str(int(year.group()) + way * value) for value in values)


def _per_cents(given: str) -> Iterator[Decimal]:
    for number in numerals(given):
        for reading in number.readings:
            if reading.endswith("%"):
                yield from plain_values([reading.removesuffix("%")])


def _is_in_points(said: str, number: Numeral, shares: list[Decimal]) -> bool:
    """Whether a number of percentage points is how far two shares lie apart."""
    if not _POINTS.match(said, number.end):
        return False
    most = MAX_OFF if _NEARLY.search(said[: number.start][-12:]) else 0
    return any(
        abs(abs(one - other) - value) <= most
        for value in plain_values(number.readings)
        for one, other in combinations(shares, 2)
    )
