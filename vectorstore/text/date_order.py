"""Numeric dates (05/03/24, 24-03-05, 03/04/2025): which number is the day, read from a file's rows.

One such date alone is often of several days. The dates of one file are written in one order, and
together they mostly tell it: a number above 12 is no month, and years vary less than days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from vectorstore.text import address

_DATE = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/. -])\s?(?P<second>\d{1,2})(?P=mark)\s?"
    r"(?P<third>\d{4}|\d\d)(?![/.-]?\d|:\d)"
    r"|\A(?P<first6>\d\d)(?P<second6>\d\d)(?P<third6>\d\d)\Z"
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Where day, month and year stand in each order.
_ORDERS = {"DMY": (0, 1, 2), "MDY": (1, 0, 2), "YMD": (2, 1, 0)}
# Years that two digits can stand for: from this one to next year.
_MIN_SHORT_YEAR = 1970
# Days are this many times more various than years where nothing else tells which is which.
_VARIETY = 3


@dataclass(slots=True)
class _Seen:
    """What the dates with one mark between their numbers have shown so far."""

    orders: set[str] = field(default_factory=lambda: set(_ORDERS))
    first: set[int] = field(default_factory=set)
    third: set[int] = field(default_factory=set)


class DateOrder:
    """The order of a file's numeric dates. Note each of its dates, then resolve them."""

    def __init__(self, today: date | None = None) -> None:
        self._today = today or date.today()
        self._seen: dict[str, _Seen] = {}

    def note(self, value: str, url: str = "") -> None:
        """Take a date's text as evidence; what is no numeric date is none.

        Where the address of the story holds one of the days that it can mean, it means that.
        """
        found = _DATE.search(value)
        readings = _readings(value, found, self._today) if found else {}
        told = address.days(url)
        readings = {order: day for order, day in readings.items() if day in told} or readings
        if not found or not readings:
            return
        seen = self._seen.setdefault(found["mark"] or "", _Seen())
        seen.orders &= readings.keys()
        first, _, third = _numbers(found)
        if third < 100:
            seen.first.add(first)
            seen.third.add(third)

    def resolved(self, value: str) -> str:
        """The text with its numeric date as ISO 8601; as it is where the order is not known."""
        found = _DATE.search(value)
        if not found:
            return value
        order = self._order(found["mark"] or "")
        day = _readings(value, found, self._today).get(order)
        return f"{value[: found.start()]}{day}{value[found.end() :]}" if day else value

    def _order(self, mark: str) -> str:
        """The one order that fits all dates with this mark, "" where there is not just one."""
        seen = self._seen.get(mark)
        if seen is None:
            return ""
        orders = set(seen.orders)
        if "YMD" in orders and len(orders) > 1:
            orders &= _by_variety(mark, len(seen.first), len(seen.third))
        return orders.pop() if len(orders) == 1 else ""


def is_numeric(value: str) -> bool:
    """Whether the text holds a date of two small numbers and a year, or of six digits."""
    return bool(_DATE.search(value))


def alone(value: str, today: date | None = None) -> str:
    """The text with its numeric date as ISO 8601, "" where it alone can be of several days."""
    found = _DATE.search(value)
    days = set(_readings(value, found, today or date.today()).values()) if found else set()
    if not found or len(days) != 1:
        return ""
    return f"{value[: found.start()]}{days.pop()}{value[found.end() :]}"


def _by_variety(mark: str, first: int, third: int) -> set[str]:
    """The orders that are left by how many different numbers stand first and third."""
    is_year_last = mark in ("/", ".")  # as these are written, unless the numbers speak against it
    if third * _VARIETY <= first or (is_year_last and third < first):
        return {"DMY", "MDY"}
    return {"YMD"} if first * _VARIETY <= third and not is_year_last else set()


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    names = ("first", "second", "third")
    first, second, third = (int(found[name] or found[f"{name}6"]) for name in names)
    return first, second, third


def _readings(value: str, found: re.Match[str], today: date) -> dict[str, date]:
    """The days that a numeric date can mean, by the order that it is read in."""
    numbers = _numbers(found)
    is_short = len(found["third"] or "") < 4
    weekday = _WEEKDAY.search(value)
    days = {}
    for order, places in _ORDERS.items():
        if (order == "YMD" and not is_short) or (order == "MDY" and found["mark"] == "."):
            continue
        day, month, year = (numbers[place] for place in places)
        read = _day(_full(year, today) if is_short else year, month, day)
        if read and (not weekday or _WEEKDAYS[read.weekday()] == weekday[1].lower()):
            days[order] = read
    return days


def _full(year: int, today: date) -> int:
    """The year that two digits stand for, 0 where that would be too long ago for a date of news."""
    full = 2000 + year if 2000 + year <= today.year + 1 else 1900 + year
    return full if full >= _MIN_SHORT_YEAR else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
