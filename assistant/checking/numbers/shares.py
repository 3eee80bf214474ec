"""Shares that a source tells otherwise: two in five, 62 per cent, so many points more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from vectorstore.text.numerals import Numeral, numerals

# Characters between two numbers of one share, and between a share and how far off another one is.
MAX_BETWEEN, MAX_TO_OFF = 24, 60
# Nothing that is counted has more.
MAX_DIGITS = 20

# Between the two numbers of a share: "two in five", "two of the five".
OUT_OF = re.compile(r"\s(?:\w+ )?(?:in|of|out of)(?: (?:every|the|its|their|his|her|all))? \Z")
_POINTS = re.compile(
    r"\s(?:percentage )?points?"
    r" (?:(?:higher|more|up|above)|(?P<lower>lower|less|fewer|down|below))\b"
)
# Behind a number that counts nothing by itself.
_ENDS = re.compile(r"\s?(?:[.,;:!?]|\Z|\s(?:for|of|and|to|in|against)\b)")


def same_shares(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of "two in five" where a text has four in ten."""
    theirs = {share for share, _ in _shares(given)}
    for share, numbers in _shares(said):
        if share in theirs:
            yield from numbers


def per_cents(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim with a "per cent" that its source says but once for several."""
    found = numerals(given)
    bare = {
        f"{reading}%"
        for n, number in enumerate(found)
        if any(r.endswith("%") for near in found[max(0, n - 1) : n + 2] for r in near.readings)
        and _ENDS.match(given, number.end)
        for reading in number.readings
    }
    yield from (number for number in numerals(said) if number.readings & bare)


def points_off(said: str, given: str) -> Iterator[Numeral]:
    """The shares of a claim of which its source says by how many points another one is higher or
    lower: 62 per cent, of "71 per cent, nine points more than last time"."""
    known = {
        f"{int(share[:-1]) + (int(off) if match['lower'] else -int(off))}%"
        for one, other in pairwise(numerals(given))
        if other.start - one.end <= MAX_TO_OFF and (match := _POINTS.match(given, other.end))
        for share in one.readings
        for off in other.readings
        if share.endswith("%") and is_count(share[:-1]) and is_count(off)
    }
    yield from (number for number in numerals(said) if number.readings & known)


def _shares(text: str) -> Iterator[tuple[Fraction, tuple[Numeral, ...]]]:
    found = numerals(text)
    for number in found:
        for reading in number.readings:
            count, _, of = reading.partition("/")
            if is_count(count) and is_count(of) and int(of):
                yield Fraction(int(count), int(of)), (number,)
    for one, other in pairwise(found):
        if other.start - one.end <= MAX_BETWEEN and OUT_OF.fullmatch(text[one.end : other.start]):
            for count, of in ((a, b) for a in one.readings for b in other.readings):
                if is_count(count) and is_count(of) and 0 < int(count) < int(of):
                    yield Fraction(int(count), int(of)), (one, other)


def is_count(reading: str) -> bool:
    """Whether a number is a whole one, of no more digits than anything counts."""
    return reading.isdigit() and len(reading) <= MAX_DIGITS
