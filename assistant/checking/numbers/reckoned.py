"""Numbers that a reader reckons from a source: a decade of a year, an age at death, by what share a
number changed, what it was before it doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, islice

from assistant.checking.numbers.changes import changes
from assistant.checking.numbers.factors import ratios_that_follow
from assistant.checking.numbers.nearly import is_right
from assistant.checking.numbers.sums import plain_values, plain_values_and_shares
from vectorstore.text.calendar_names import YEAR_IN_TEXT
from vectorstore.text.numerals import Numeral, numerals

# Numbers of a text that are looked at.
MAX_KNOWN = 24
# How far off a share may be: "two thirds" of 65 per cent.
MAX_OFF = Fraction(1, 40)

_BORN = re.compile(r"\bborn (?:[a-z]+ ){0,6}?(?:\d{1,2} )?(?:[a-z]+ )?((?:19|20)\d\d|1[5-8]\d\d)\b")
_AGE = re.compile(r"\b(?:aged?|at(?: the age of)?|(?:he|she) was|of) \Z")
_BY = re.compile(
    r"\b(?:by|down|up|fell|rose|risen|fallen|dropped|grew|lost|shrank|increase of|rise of|fall of"
    r"|drop of|cut of)(?: (?:about|nearly|almost|some|around|roughly|over|more than|just over"
    r"|just under|a|an))*\s\Z"
)
_TURNED_TO = re.compile(
    r"\b(?P<how>doubled|halved|trebled|tripled|quadrupled)\b(?: [a-z]+){0,4}? to [$£€]?"
)
_HOW = {"doubled": Fraction(1, 2), "halved": Fraction(2), "trebled": Fraction(1, 3),
        "tripled": Fraction(1, 3), "quadrupled": Fraction(1, 4)}  # fmt: skip
_SHORT = re.compile(r"(?: [a-z]+)? (?:short|shy|too few|too many)\b")
_NEEDED = re.compile(r"\b(?:need\w*|requir\w+|must have|necessary|minimum|threshold|quorum)\b")
_WAS = re.compile(r"\b(?:from|was|were|had|before|earlier|ago|last|then)\b")
MAX_BEFORE = 40


def reckoned(said: str, given: str) -> frozenset[str]:
    """The readings of the numbers of a claim that follow so; both plain and in small letters."""
    found = {*ratios_that_follow(said, given)}
    for number in (
        *_decades(said, given),
        *_ages(said, given),
        *_shares_changed(said, given),
        *_before_it_turned(said, given),
        *_short_of(said, given),
    ):
        found |= number.readings
    return frozenset(found)


def _decades(said: str, given: str) -> Iterator[Numeral]:
    """The 1990s, of 1994."""
    known = {f"{match.group()[:3]}0s" for match in YEAR_IN_TEXT.finditer(given)}
    yield from (number for number in numerals(said) if number.readings & known) if known else ()


def _ages(said: str, given: str) -> Iterator[Numeral]:
    """The age in one year of who was born in another."""
    born = [int(match[1]) for match in islice(_BORN.finditer(given), 2)]
    if len(born) != 1:
        return
    years = [int(m.group()) for m in islice(YEAR_IN_TEXT.finditer(given), MAX_KNOWN)]
    known = {str(year - born[0] - less) for year in years if year > born[0] for less in (0, 1)}
    for number in numerals(said):
        if number.readings & known and _AGE.search(said[: number.start][-MAX_BEFORE:]):
            yield number


def _shares_changed(said: str, given: str) -> Iterator[Numeral]:
    """By two thirds, of "from 600 to 200"."""
    pairs = [
        (Fraction(old), Fraction(new))
        for change in changes(given)
        for old in plain_values_and_shares(change.old)
        for new in plain_values_and_shares(change.new)
        if old and new
    ]
    for number in numerals(said) if pairs else ():
        is_by = _BY.search(said[: number.start][-MAX_BEFORE:])
        shares = [Fraction(r[:-1]) / 100 for r in number.readings if r.endswith("%")]
        before = said[: number.start][-MAX_BEFORE:]
        if is_by and any(
            abs(abs(new - old) / old - share) <= MAX_OFF
            or (share and old != new and is_right(share, abs(new - old) / old, before))
            for old, new in pairs
            for share in shares
        ):
            yield number


def _before_it_turned(said: str, given: str) -> Iterator[Numeral]:
    """The ten points that it was, of "halved to five points"."""
    if not _WAS.search(said):
        return
    known = {
        Fraction(value) * _HOW[match["how"]]
        for match in islice(_TURNED_TO.finditer(given), MAX_KNOWN)
        for number in numerals(given)
        if number.start == match.end()
        for value in plain_values(number.readings)
    }
    for number in numerals(said) if known else ():
        if any(Fraction(value) in known for value in plain_values(number.readings)):
            yield number


def _short_of(said: str, given: str) -> Iterator[Numeral]:
    """The two votes that somebody is short of, who needs 13 and has eleven."""
    ours = [number for number in numerals(said) if _SHORT.match(said, number.end)]
    if not ours or not _NEEDED.search(given):
        return
    values = [
        value for n in islice(numerals(given), MAX_KNOWN) for value in plain_values(n.readings)
    ]
    apart = {abs(one - other) for one, other in combinations(values, 2)}
    yield from (n for n in ours if apart.intersection(plain_values(n.readings)))
