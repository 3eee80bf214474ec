"""Dates without a label on a page: the story's day, or only the day the page was shown?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from vectorstore.clean import published
from vectorstore.text.calendar_names import MONTH_NAMES
from vectorstore.text.normalise import normalised
from vectorstore.text.numerals import numerals

_WEEKDAY = re.compile(r"\W*(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_WEEKDAY_NAME = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_LEAD_CHARACTERS = 600  # characters
_LONG_AGO = 10  # years after which a year named in a story says nothing of its own
_AGE = 20  # years that a story told of since lie after a day that can't be its own
_OPENING_CHARACTERS = 60
_AGO = re.compile(r" years (?:ago|have passed)\b")
_TIME = re.compile(r"\d[:.]\d\d|\d\s*[ap]\.?m\b|\d{4}\s*(?:gmt|utc)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_MONTHS = [name[:3] for name in MONTH_NAMES]
_MONTH_AND_DAY = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.? \d{{1,2}}"
    rf"|\d{{1,2}} (?P<month_after>{'|'.join(_MONTHS)})[a-z]{{0,6}})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class BareDate:
    """A line that holds a date and nothing else, and where on the page it stood."""

    line: str
    before_title: bool
    in_tail: bool = False


def publication(dates: list[BareDate], story: str, page_is_live: bool) -> str:
    """The publication date among a page's bare dates, "" where none can be trusted.

    A date under the headline is the story's. One above it is the clock that many sites show: it
    counts only where nothing speaks against it. One below the story counts for nothing, and so
    does one in the future.
    """
    for bare in sorted(dates, key=lambda bare: bare.before_title):
        day = "" if bare.in_tail else published.iso(bare.line)
        if not day or published.is_future(day):
            continue
        if not bare.before_title:
            if _is_history(day, story):
                continue
            return day
        is_clock = _WEEKDAY.match(bare.line) and not _TIME.search(bare.line)
        is_clocked = is_clock and page_is_live and not _supported(day, story)
        if not is_clocked and not _contradicted(day, story):
            return day
    return ""


def _is_history(day: str, story: str) -> bool:
    """Whether the story tells of years long after that day, but not yet to come.

    Or it opens with what was so many years ago that it may have been on that day.
    """
    first, last = int(day[:4]) + _AGE, date.today().year
    ago = _years_ago(story)
    if ago >= _AGE and int(day[:4]) + ago <= last:
        return True
    return any(first < int(year) <= last for year in _YEAR.findall(story))


def _years_ago(story: str) -> int:
    """How many years ago was what a story opens with: "Fifty years ago the mill burned down"."""
    lead = normalised(story[:_OPENING_CHARACTERS]).lower()
    for number in numerals(lead):
        if _AGO.match(lead, number.end):
            return max((int(each) for each in number.readings if each.isdecimal()), default=0)
    return 0


def _contradicted(day: str, story: str) -> bool:
    """Whether the story names only earlier years, or only days of distant months."""
    day_of = date.fromisoformat(day[:10])
    years = [int(year) for year in _YEAR.findall(story)]
    recent = [year for year in years if year > day_of.year - _LONG_AGO]
    if _supported(day, story) or _told_that_day(day_of, story):
        return False
    if recent:
        return max(recent) < day_of.year - 1
    months = _months(story)
    return bool(months) and all(_months_apart(day_of.month, month) > 2 for month in months)


def _told_that_day(day: date, story: str) -> bool:
    """Whether the story's lead tells of that day of the week or the one before."""
    told = {name.lower()[:3] for name in _WEEKDAY_NAME.findall(story[:_LEAD_CHARACTERS])}
    return bool(told & {f"{day:%a}".lower(), f"{day - timedelta(days=1):%a}".lower()})


def _supported(day: str, story: str) -> bool:
    return day[:4] in _YEAR.findall(story)


def _months(story: str) -> list[int]:
    found = (match["month"] or match["month_after"] for match in _MONTH_AND_DAY.finditer(story))
    return [_MONTHS.index(month.lower()[:3]) + 1 for month in found]


def _months_apart(one: int, other: int) -> int:
    apart = abs(one - other)
    return min(apart, 12 - apart)
