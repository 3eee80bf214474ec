"""How long something took, of when it began and ended: by the clock, by the months of a year, by
the minutes of a match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, islice

from assistant.checking.numbers.nearly import MAX_BEFORE, is_right
from assistant.checking.numbers.periods import Period, periods
from assistant.checking.numbers.sums import plain_values
from vectorstore.text.calendar_names import MONTH_NAMES
from vectorstore.text.numerals import numerals

# Times of one text that are taken two and two.
MAX_KNOWN = 8
# Characters behind a period in which it is said to lie between two times.
MAX_BEHIND = 40
_DAY, _HALF_DAY = 1440, 720

_CLOCK = re.compile(r"(\d{1,2})(?::(\d{1,2}))? ([ap])m")
# What says of a length of time that it passed between two times.
_LASTS = re.compile(
    r"\b(?:for|after|afterwards|later|earlier|before|between|from|until|till|since|within|in|over"
    r"|took|take[ns]?|taking|last(?:ed|s|ing)?|spent|spend\w*|pass(?:ed|es)?|elapsed|went by|gone"
    r"|wait\w*|long|stretch\w*|stay\w*|kept|held|fought|fight\w*|battl\w+|worked|ran|running"
    r"|delay\w*|stood|needed|span\w*|apart)\b"
)
_MONTHS = "|".join(MONTH_NAMES)
_FROM_TO = re.compile(
    rf"\b(?P<first>{_MONTHS})\b(?: \d{{1,2}})?(?:,? \d{{4}})?,?"
    rf" (?:to|until|till|through|and|-) (?:the end of |\d{{1,2}} )?(?P<last>{_MONTHS})\b"
)
# "After ten minutes", "in the 34th minute", "on the hour": when, in a match.
_HALF_TIME, _HOUR, _MATCH = 45, 60, 90
_IN_A_MATCH = re.compile(
    r"\b(?:goals?|scor\w+|penalt\w+|kick\w*|match\w*|whistle|equali[sz]\w+|level\w*|striker|ahead"
    r"|half-time|lead|substitut\w+|header|tr(?:y|ies))\b"
)
_ON_THE_HOUR = re.compile(r"\b(?P<hour>(?:on|at) the hour|hour mark)\b|\b(?:at|before) half-time\b")
_MINUTE = re.compile(
    r"(?:st|nd|rd|th)?[ -](?P<unit>minutes?)\b(?P<left> (?:from|before) (?:time|the end|full))?"
)
_TH = re.compile(r"(\d{1,3})(?:st|nd|rd|th)?")
_WHEN = re.compile(r"\b(?:after|in|on|at|by) (?:just |only |the )*\Z|\b(?:with|minutes?) \Z")


def lasting_between(said: str, given: str) -> Iterator[Period]:
    """The periods of a claim that lie between two times of its source: six and a half hours, of
    "at 9.30 p.m. ... until four in the morning". Both are plain and in small letters."""
    ours = [period for period in periods(said) if _is_lasting(said, period)]
    if not ours:
        return
    minutes = {*_by_the_clock(given), *_in_a_match(given)}
    months = {*_by_the_month(given)}
    for period in ours:
        known = minutes if period.kind == "minutes" else months
        before = said[max(0, period.start - MAX_BEFORE) : period.start]
        if any(is_right(period.length, result, before) for result in known):
            yield period


def _is_lasting(said: str, period: Period) -> bool:
    around = said[max(0, period.start - MAX_BEHIND) : period.end + MAX_BEHIND]
    return bool(_LASTS.search(around))


def _by_the_clock(given: str) -> Iterator[Decimal]:
    """The minutes from each time of the day to a later one, or one of the next day."""
    found = [
        (60 * (int(match[1]) % 12) + int((match[2] or "0").ljust(2, "0")), match[3])
        for number in numerals(given)
        # "Half past nine" may be in the morning or in the evening, and says nothing here.
        if len(number.readings) == 1
        for reading in number.readings
        if (match := _CLOCK.fullmatch(reading))
    ]
    times = [minute + (_HALF_DAY if half == "p" else 0) for minute, half in found[:MAX_KNOWN]]
    for first, last in combinations(times, 2):
        yield Decimal((last - first) % _DAY)
        yield Decimal(abs(last - first))


def _by_the_month(given: str) -> Iterator[Decimal]:
    """The months from one to another of a year, with or without the last."""
    for match in islice(_FROM_TO.finditer(given), MAX_KNOWN):
        apart = (MONTH_NAMES.index(match["last"]) - MONTH_NAMES.index(match["first"])) % 12
        yield from (Decimal(apart), Decimal(apart + 1))


def _in_a_match(given: str) -> Iterator[Decimal]:
    """The minutes between two moments of a match."""
    if not _IN_A_MATCH.search(given):
        return
    moments = [
        Decimal(_HOUR if match["hour"] else _HALF_TIME)
        for match in islice(_ON_THE_HOUR.finditer(given), MAX_KNOWN)
    ]
    for number in numerals(given):
        match = _MINUTE.match(given, number.end)
        if match and (_WHEN.search(given[max(0, number.start - 20) : number.start])):
            for value in plain_values(_without_place(number.readings)):
                moments.append(_MATCH - value if match["left"] else value)
    for one, other in combinations(moments[:MAX_KNOWN], 2):
        yield abs(one - other)


def _without_place(readings: frozenset[str]) -> frozenset[str]:
    return frozenset(match[1] for reading in readings if (match := _TH.fullmatch(reading)))
