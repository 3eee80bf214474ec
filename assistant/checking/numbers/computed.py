"""Numbers of a claim that follow by a reckoning which its words, or its source's, name: so much for
each, so much more, twice as many, the same in another measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, islice

from assistant.checking.numbers.factors import factors
from assistant.checking.numbers.nearly import MAX_BEFORE, is_right
from assistant.checking.numbers.sums import plain_values
from vectorstore.text.calendar_names import YEAR
from vectorstore.text.numerals import Numeral, numerals

# Numbers of a text that are looked at.
MAX_KNOWN = 16
# Characters behind a number in which its "apiece" or its "more" stands.
MAX_BEHIND = 50

_EACH = re.compile(
    r"\b(?:apiece|each|per (?!cent\b)[a-z]+|every|on average|a head|an average|the average"
    r"|average of|averag(?:es?|ed|ing)|spread over|divided (?:by|among|between)|shared (?:by|out"
    r"|among|between))\b"
)
_BEHIND_APART = re.compile(
    r"(?:[ -][a-z'-]+){0,3}? (?P<word>more|fewer|less|higher|lower|above|below|over|under|short|shy"
    r"|ahead|behind|beyond|apart|clear|past|longer|shorter|older|younger|bigger|smaller|larger"
    r"|better|worse|faster|slower|cheaper|dearer|up on|down on|off|too (?:few|many|much|little))\b"
)
_BEFORE_APART = re.compile(
    r"\b(?:(?:gap|difference|margin|lead|majority|rise|fall|drop|increase|cut|loss|gain|deficit"
    r"|surplus|shortfall|advantage|edge|distance) of"
    r"|(?:ris\w+|rose|fall\w*|fell|grew|grow\w*|shrank|shrunk|shrink\w*|dropp?\w*|jump\w*|climb\w*"
    r"|went (?:up|down)|gone (?:up|down)|up|down|increas\w+|cut|reduc\w+|won|lost|beat\w*|ahead"
    r"|short\w*|exceed\w*|declin\w+|decreas\w+|lengthen\w*|missed) by"
    r"|add(?:ed|s|ing)?|gain(?:ed|s|ing)?|los(?:t|es|ing)|shed|shedding)"
    r"(?: (?:about|some|around|nearly|almost|roughly|just|only|over|more than|an?|another))*"
    r"\s[$£€]?\Z"
)
# A claim's unit, its source's, and how many of the one are one of the other.
_UNITS = (
    ("lit(?:re|er)s?", "cubic met(?:re|er)s?", "1000"),
    ("kilometres?|kilometers?|km", "met(?:re|er)s?|m", "0.001"),
    ("kilometres?|kilometers?|km", "miles?", "1.609"),
    ("met(?:re|er)s?", "(?:feet|foot)", "0.3048"),
    ("met(?:re|er)s?", "yards?", "0.9144"),
    ("centimet(?:re|er)s?|cm", "inch(?:es)?", "2.54"),
    ("centimet(?:re|er)s?|cm", "met(?:re|er)s?", "100"),
    ("millimet(?:re|er)s?|mm", "centimet(?:re|er)s?|cm", "10"),
    ("kilo(?:gram)?s?|kg", "tonnes?", "1000"),
    ("kilo(?:gram)?s?|kg", "pounds?|lbs?", "0.4536"),
    ("grams?", "kilo(?:gram)?s?|kg", "1000"),
    ("hectares?", "acres?", "0.4047"),
    ("hectares?", "square (?:kilometres?|kilometers?|km)", "100"),
    ("square (?:kilometres?|kilometers?|km)", "square miles?", "2.59"),
    ("kilometres?|kilometers?|km", "nautical miles?", "1.852"),
    ("kilometres? an hour|km/h|kph", "knots?", "1.852"),
    ("kilowatts?|kw", "megawatts?|mw", "1000"),
    ("megawatts?|mw", "gigawatts?|gw", "1000"),
)
_MEASURES = tuple(
    (re.compile(rf"[ -](?:{own})\b"), re.compile(rf"[ -]?(?:{their})\b"), Fraction(times))
    for one, other, count in _UNITS
    for own, their, times in ((one, other, Fraction(count)), (other, one, 1 / Fraction(count)))
)
# How far off what is counted in another measure may be: 100 miles are "160 kilometres".
MAX_MEASURED = Fraction(1, 33)
# "3.2 million, twice what it had": the other one was half; "4,500 ... twice as many": it is double.
_WHAT = re.compile(r"\b(?:what|that of|than|as (?:in|the|last|a|he|she|it|they|before)|the|its)\b")


def computed(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim that follow so; both are plain and in small letters."""
    theirs = [*_numbers(given)]
    for number in numerals(said):
        before = said[max(0, number.start - MAX_BEFORE) : number.start]
        values = [Fraction(value) for value in plain_values(number.readings)]
        results = [*_results(said, number, given, theirs)] if values else []
        in_others = [*_in_other_measures(said, number, given)] if values else []
        if any(is_right(value, result, before) for value in values for result in results) or any(
            abs(value - result) <= MAX_MEASURED * result for value in values for result in in_others
        ):
            yield number


def is_so_much_each(said: str, given: str) -> bool:
    """Whether a claim says of each what two numbers of a text make, divided."""
    theirs = [*_numbers(given)]
    return bool(_EACH.search(said)) and any(
        is_right(value, result, said[max(0, number.start - MAX_BEFORE) : number.start])
        for number in numerals(said)
        for value in plain_values(number.readings)
        for result in _quotients(theirs)
    )


def _results(
    said: str, number: Numeral, given: str, theirs: list[tuple[Numeral, Decimal]]
) -> Iterator[Fraction]:
    if _EACH.search(said):
        yield from _quotients(theirs)
    behind = said[number.end : number.end + MAX_BEHIND]
    if _BEHIND_APART.match(behind) or _BEFORE_APART.search(said[: number.start][-60:]):
        for (_, one), (_, other) in combinations(theirs, 2):
            yield Fraction(abs(one - other))
    yield from _by_a_factor(given, theirs)


def _numbers(given: str) -> Iterator[tuple[Numeral, Decimal]]:
    """The first numbers of a text that count something, with their values."""
    found = (
        (number, value)
        for number in numerals(given)
        if not YEAR.fullmatch(given[number.start : number.end].strip())
        for value in plain_values(number.readings)
        if value and not (number.in_words and value == 1)
    )
    yield from islice(found, MAX_KNOWN)


def _quotients(theirs: list[tuple[Numeral, Decimal]]) -> Iterator[Fraction]:
    values = sorted({Fraction(value) for _, value in theirs})
    for small, big in combinations(values, 2):
        if small > 1:
            yield big / small


def _by_a_factor(given: str, theirs: list[tuple[Numeral, Decimal]]) -> Iterator[Fraction]:
    """What is twice, or half, of a number that stands before the words which say so."""
    for factor in factors(given):
        before = [(n, value) for n, value in theirs if n.end <= factor.start]
        if not before or factor.is_verb:
            continue
        number, value = before[-1]
        is_of_it = re.search(r"[.;]\s", given[number.end : factor.start]) is None
        compared = given[factor.end - 4 : factor.end + 30]
        if is_of_it and _WHAT.search(compared):
            yield Fraction(value) / factor.value
        elif not is_of_it or not _WHAT.search(compared):
            yield Fraction(value) * factor.value


def _in_other_measures(said: str, number: Numeral, given: str) -> Iterator[Fraction]:
    for own, their, times in _MEASURES:
        if own.match(said, number.end):
            for other in islice(numerals(given), MAX_KNOWN):
                if their.match(given, other.end):
                    yield from (Fraction(value) * times for value in plain_values(other.readings))
