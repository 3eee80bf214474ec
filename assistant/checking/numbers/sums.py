"""Numbers that a source does not give, but that follow from two of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import combinations, islice
from typing import NamedTuple

from assistant.checking.tokens import tokens
from vectorstore.text.calendar_names import YEAR
from vectorstore.text.numerals import Numeral, numerals

# Below this a sum of two numbers may be one by chance.
MIN_SUM = 20
# Numbers of a source that are taken two and two.
MAX_KNOWN = 60
# Numbers of a claim that are looked at, and how far before each.
MAX_CLAIMED, MAX_BEFORE = 24, 30
# How far off is what a claim calls "about", and "more than".
ABOUT, MORE = Decimal("0.05"), Decimal("0.15")

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|nearly|almost|close to|approximately)\s\W?\Z")
_MORE = re.compile(r"\b(?:more than|over|at least|upwards of)\s\W?\Z")
# What tells that one number counts for each of another.
_RATE = re.compile(r"\b(?:each|every|apiece|per|at|an?)\b")
_TOTAL = re.compile(
    r"\b(?:in all|all told|together|altogether|totals?|total(?:led|ling)|combined|overall"
    r"|between them|sum|add(?:s|ed)? up|count(?:ing|ed in)|including|plus|along with)\b"
)
_DIFFERENCE = re.compile(
    r"\b(?:(?:more|fewer|less)(?: [a-z]+){0,2} than(?!\s\W?\d)|differ\w*|gap|margin|lead|ahead"
    r"|behind|short|exceed\w*|apart|longer|shorter|older|younger|higher|lower"
    r"|(?:rise|rose|risen|fell|fallen|grew|grown|up|down) by"
    r"|(?:above|below|over|under) (?:the|its|their|his|her|what|that)|up on|down on"
    r"|of (?:its|the|their|his|her) \W?\d[\d,.]*)\b"
)
# "19 million more than it had estimated": what lies so far off follows from it.
_OFF = re.compile(r"\s(?:[a-z]+\s)?(?:more|less|fewer|above|below|vacant)\b")
# With what it is compared, it says on which side of that the other one lies.
_OFF_ABOVE = re.compile(r"\s(?:[a-z]+\s){0,2}(?:more|higher)\sthan\b")
_OFF_BELOW = re.compile(r"\s(?:[a-z]+\s){0,2}(?:less|fewer|lower)\sthan\b")


class _Counted(NamedTuple):
    """A number of a text: its value, what stands right behind it, and whether it says how far off
    another one lies."""

    value: Decimal
    noun: frozenset[str]
    is_off: bool
    is_above: bool
    is_below: bool


class _Says(NamedTuple):
    """Whether a claim speaks of a total or of a difference, and its source of what each counts."""

    total: bool
    difference: bool
    rate: bool


def readings_of_sums(claim: str, cited: str) -> frozenset[str]:
    """The readings of those numbers of a claim that are the sum, the difference or, where the
    source counts each, the product of two numbers of what it cites. Both are plain.

    A sum or a difference must be said to be one, by the claim or by its source; a sum may also
    count what both numbers count.
    """
    said, given = claim.casefold(), cited.casefold()
    found = (n for n in _counted(given) if n.value != 1)
    known = dict.fromkeys(islice(found, MAX_KNOWN))
    pairs = [*combinations(sorted(known, key=lambda n: n.value), 2)]
    says = _Says(
        bool(_TOTAL.search(said)), bool(_DIFFERENCE.search(said)), bool(_RATE.search(given))
    )
    return frozenset(
        reading
        for number, noun in islice(_with_nouns(said), MAX_CLAIMED)
        for value in plain_values(number.readings)
        if value >= MIN_SUM
        and _is_any(
            value,
            (result for low, high in pairs for result in _results(low, high, noun, says)),
            said[max(0, number.start - MAX_BEFORE) : number.start],
        )
        for reading in number.readings
    )


def _counted(text: str) -> Iterator[_Counted]:
    for number, noun in _with_nouns(text):
        is_off = bool(_OFF.match(text, number.end))
        is_above = bool(_OFF_ABOVE.match(text, number.end))
        is_below = bool(_OFF_BELOW.match(text, number.end))
        # "1,900" is no year.
        if YEAR.fullmatch(text[number.start : number.end].strip()):
            continue
        for value in plain_values(number.readings):
            yield _Counted(value, noun, is_off, is_above, is_below)


def plain_values(readings: Collection[str]) -> Iterator[Decimal]:
    """The values of a number's readings that are neither shares nor times."""
    return (Decimal(reading) for reading in readings if _PLAIN.fullmatch(reading))


def plain_values_and_shares(readings: Collection[str]) -> Iterator[Decimal]:
    """The values of a number's readings; of a share, how many in a hundred."""
    return plain_values([reading.removesuffix("%") for reading in readings])


def _with_nouns(text: str) -> Iterator[tuple[Numeral, frozenset[str]]]:
    """The numbers of a text, each with what the word right behind it may stand for."""
    every = tokens(text)
    for number in numerals(text):
        behind = next((token for token in every if token.start >= number.end), None)
        is_next = behind and behind.is_content and text[number.end : behind.start] == " "
        yield number, behind.keys if behind and is_next else frozenset()


def _results(low: _Counted, high: _Counted, noun: frozenset[str], says: _Says) -> Iterator[Decimal]:
    """What two numbers make, of those that a claim which counts a noun may mean."""
    own = [bool(n.noun & noun) for n in (low, high)]
    others = [bool(n.noun) and not n.noun & noun for n in (low, high)]
    # "41 dead and 54 hurt" are not 95 dead.
    is_of_one = any(own) and any(others)
    counts_both = any(own) and not any(others)
    is_off = low.is_off or high.is_off
    is_above, is_below = low.is_above or high.is_above, low.is_below or high.is_below
    if (is_off and not is_above) or counts_both or (says.total and not is_of_one):
        yield high.value + low.value
    if (is_off and not is_below) or says.difference:
        yield high.value - low.value
    if says.rate:
        yield high.value * low.value


def _is_any(value: Decimal, results: Iterator[Decimal], before: str) -> bool:
    """Whether a claim's number, with the words before it, is right of any result."""
    if _ABOUT.search(before):
        return any(abs(result - value) <= ABOUT * result for result in results)
    if _MORE.search(before):
        return any(value <= result <= value * (1 + MORE) for result in results)
    return value in results
