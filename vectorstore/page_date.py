"""Dates without a label on a page: the story's day, or only the day the page was shown?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from vectorstore import published

_WEEKDAY = re.compile(r"\W*(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_TIME = re.compile(r"\d[:.]\d\d|\d\s*[ap]\.?m\b|\d{4}\s*(?:gmt|utc)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
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
    counts only where nothing speaks against it. One below the story counts for nothing.
    """
    for bare in dates:
        day = published.iso(bare.line)
        if not day or bare.in_tail or _contradicted(day, story):
            continue
        is_clock = bare.before_title and _WEEKDAY.match(bare.line) and not _TIME.search(bare.line)
        if not is_clock or not page_is_live or _supported(day, story):
            return day
    return ""


def _contradicted(day: str, story: str) -> bool:
    """Whether the story names only earlier years, or only days of distant months."""
    day_of = date.fromisoformat(day[:10])
    years = [int(year) for year in _YEAR.findall(story)]
    if years and (max(years) < day_of.year - 1 or _supported(day, story)):
        return max(years) < day_of.year - 1
    months = _months(story)
    return bool(months) and all(_months_apart(day_of.month, month) > 2 for month in months)


def _supported(day: str, story: str) -> bool:
    return day[:4] in _YEAR.findall(story)


def _months(story: str) -> list[int]:
    found = (match["month"] or match["month_after"] for match in _MONTH_AND_DAY.finditer(story))
    return [_MONTHS.index(month.lower()[:3]) + 1 for month in found]


def _months_apart(one: int, other: int) -> int:
    apart = abs(one - other)
    return min(apart, 12 - apart)
