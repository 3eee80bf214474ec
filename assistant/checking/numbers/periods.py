"""Periods, dates and ages: a fortnight is two weeks, and from July to September are two months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checking.numbers.sums import plain_values
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.numerals import numerals

# A unit in minutes, or in months: a month has no number of days.
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080,
            "fortnight": 20160}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_LENGTHS = {
    "second": ("minutes", Decimal(1) / 60),
    **{name: ("minutes", Decimal(value)) for name, value in _MINUTES.items()},
    **{name: ("months", Decimal(value)) for name, value in _MONTHS.items()},
}
_UNIT = r"(?P<unit>second|minute|hour|day|week|fortnight|month|year|decade|centur(?:y|ies))s?\b"
_COUNTED = re.compile(rf"[\s-](?:full |whole |more |long |calendar )?{_UNIT}(?P<half> and a half)?")
_OF_ONE = re.compile(
    rf"\b(?:(?P<share>half (?:an?|of an?)|(?:a )?quarter of an?|three[ -]quarters of an?"
    rf"|a couple of)|an?|one|the|every|each) {_UNIT}(?P<half> and a half)?"
)
_SHARES = {
    "half": ("0.5", frozenset({"1/2", "50%"})),
    "three": ("0.75", frozenset({"3/4", "75%"})),
    "quarter": ("0.25", frozenset({"1/4", "25%"})),
    "couple": ("2", frozenset({"2"})),
}

_DATE = re.compile(
    rf"\b(?:(?:(?P<first>\d{{1,2}})\s)?(?P<month>{'|'.join(MONTH_NAMES)})\b"
    r"(?:\s(?P<then>\d{1,2})\b(?![.:]\d))?(?:,?\s(?P<of>(?:19|20)\d\d))?"
    rf"|(?P<year>(?:19|20)\d\d)\b|(?P<day>{'|'.join(WEEKDAY_NAMES)})\b)"
)
# What says that a period lies between two dates.
_BETWEEN = re.compile(
    r"(?:\s\w+)?\s(?P<later>later|after|afterwards|on)\b|(?:\s\w+)?\s(?P<before>before|earlier"
    r"|ahead of)\b|\s(?P<apart>apart|between|separat\w+|elapsed|passed)\b"
)
_LASTING = re.compile(r"\b(?:for|after|over|in|within|spent|lasted|of|spanning)\s\Z")
_FROM_TO = re.compile(r"\b(?:from|between|since|until|till)\b")
_MOST_DATES = 40

_AGE = re.compile(
    r"(?:,\s(?P<after>\d{1,2}),|\baged?\s(?P<aged>\d{1,2})\b|\b(?P<old>\d{1,2})(?:-|\s)years?"
    r"(?:-|\s)old\b)"
)
_TENS = dict(zip("twent thirt fort fift sixt sevent eight ninet".split(), range(20, 100, 10),
                 strict=True))  # fmt: skip
_AGE_TEN = re.compile(
    r"\bin (?:his|her|their|the) (?:(?P<part>early|mid|late)[- ])?"
    rf"(?P<ten>{'|'.join(_TENS)})ies\b"
)
_PARTS = {"": (0, 9), "early": (0, 4), "mid": (3, 7), "late": (6, 9)}


class Gap(NamedTuple):
    """What lies between two dates of a text, in a kind of unit."""

    kind: str
    length: Decimal


class Period(NamedTuple):
    """How long something lasts: `length` in minutes or in months, and what the number reads as."""

    kind: str
    length: Decimal
    readings: frozenset[str]
    start: int
    end: int

    def is_as_long_as(self, other: Period) -> bool:
        """Whether both say the same of time."""
        return (self.kind, self.length) == (other.kind, other.length)

    def is_between(self, gap: Gap) -> bool:
        """Whether a period lies between two dates."""
        return (self.kind, self.length) == gap


class Age(NamedTuple):
    """The years that somebody may be old."""

    low: int
    high: int
    readings: frozenset[str]

    def covers(self, other: Age) -> bool:
        """Whether another age is one of these."""
        return self.low <= other.low and other.high <= self.high


def periods(text: str) -> Iterator[Period]:
    """The periods that a plain text in small letters names, in order of their kind."""
    for number in numerals(text):
        if match := _COUNTED.match(text, number.end):
            for value in plain_values(number.readings):
                yield _period(match, value, number.readings, number.start)
    for match in _OF_ONE.finditer(text):
        share = next((part for part in _SHARES if part in (match["share"] or "")), "")
        count, readings = _SHARES.get(share, ("1", frozenset({"1"})))
        yield _period(match, Decimal(count), readings, match.start())


def _period(match: re.Match[str], count: Decimal, readings: frozenset[str], start: int) -> Period:
    name = "century" if match["unit"].startswith("centur") else match["unit"]
    kind, length = _LENGTHS[name]
    half = Decimal("0.5") if match["half"] else Decimal(0)
    return Period(kind, ((count + half) * length).normalize(), readings, start, match.end())


def gaps(period: Period, said: str, given: str) -> Iterator[Gap]:
    """What lies between the dates of a text that a claim with a period may mean.

    The claim says that the period lies between two: "two months after", "four years apart"; or
    that it lasted, where the text has "from" and "until". Of several dates it names one.
    """
    relation = _BETWEEN.match(said, period.end)
    has_both = _FROM_TO.search(given) or _FROM_TO.search(said)
    is_lasting = has_both and _LASTING.search(said[max(0, period.start - 12) : period.start])
    if relation is None and not is_lasting:
        return
    named = {match.group(): match for match in _DATE.finditer(said)}
    dates = [*{match.group(): match for match in _DATE.finditer(given)}.values()][:_MOST_DATES]
    for group in ("month", "year", "day"):
        same = [match for match in dates if match[group] or (group == "year" and match["of"])]
        for n, one in enumerate(same):
            for other in same[n + 1 :]:
                if len(same) == 2 or one.group() in named or other.group() in named:
                    yield from _between(one, other, group)


def _between(one: re.Match[str], other: re.Match[str], group: str) -> Iterator[Gap]:
    if group == "year":
        first, last = (int(match["year"] or match["of"]) for match in (one, other))
        yield _gap("months", 12 * abs(last - first))
        return
    if group == "day":
        first, last = (WEEKDAY_NAMES.index(match["day"]) for match in (one, other))
        yield from (
            _gap("minutes", 1440 * days) for days in ((last - first) % 7, abs(last - first))
        )
        return
    first, last = (MONTH_NAMES.index(match["month"]) for match in (one, other))
    years = [int(match["of"]) for match in (one, other) if match["of"]]
    days = [int(match["first"] or match["then"] or 0) for match in (one, other)]
    if len(years) == 2:
        yield _gap("months", abs(last - first + 12 * (years[1] - years[0])))
    else:
        yield from (_gap("months", months) for months in ((last - first) % 12, abs(last - first)))
    if first == last and all(days):
        yield _gap("minutes", 1440 * abs(days[1] - days[0]))


def _gap(kind: str, length: int) -> Gap:
    return Gap(kind, Decimal(length).normalize())


def ages(text: str) -> Iterator[Age]:
    """The ages that a plain text in small letters gives."""
    for match in _AGE.finditer(text):
        years = match["after"] or match["aged"] or match["old"]
        yield Age(int(years), int(years), frozenset({years}))
    for match in _AGE_TEN.finditer(text):
        ten = _TENS[match["ten"]]
        low, high = _PARTS[match["part"] or ""]
        tens = frozenset({f"{ten}s", f"19{ten}s", f"20{ten}s"})
        yield Age(ten + low, ten + high, tens)
