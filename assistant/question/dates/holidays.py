"""Days that go by a name: Christmas, Easter, New Year's Eve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import TH, relativedelta

from assistant.question.dates.patterns import Period, any_of


def _days(month: int, first: int, last: int | None = None) -> Callable[[int], Period]:
    return lambda year: (date(year, month, first), date(year, month, last or first))


def _around_easter(first: int, last: int) -> Callable[[int], Period]:
    """Days counted from Easter Sunday."""
    return lambda year: (easter(year) + timedelta(first), easter(year) + timedelta(last))


def _after_thanksgiving(days: int) -> Callable[[int], Period]:
    """That of the United States, the fourth Thursday of November."""

    def in_year(year: int) -> Period:
        day = date(year, 11, 1) + relativedelta(weekday=TH(4)) + timedelta(days)
        return day, day

    return in_year


_HOLIDAYS: dict[str, Callable[[int], Period]] = {
    "new years day": _days(1, 1),
    "valentines day": _days(2, 14),
    "halloween": _days(10, 31),
    "christmas eve": _days(12, 24),
    "christmas day": _days(12, 25),
    "boxing day": _days(12, 26),
    "christmas": _days(12, 24, 26),
    "new years eve": _days(12, 31),
    "good friday": _around_easter(-2, -2),
    "easter sunday": _around_easter(0, 0),
    "easter monday": _around_easter(1, 1),
    "easter": _around_easter(-2, 1),
    "thanksgiving": _after_thanksgiving(0),
    "thanksgiving day": _after_thanksgiving(0),
    "black friday": _after_thanksgiving(1),
}
HOLIDAY = rf"\b(?P<feast>{any_of(_HOLIDAYS)})\b".replace("years", "year'?s").replace(
    "valentines", "valentine'?s"
)
# The words of which each feast's name has one.
FEAST_WORDS = frozenset((*(name.split()[0] for name in _HOLIDAYS), "valentine"))


def holiday(name: str) -> Callable[[int], Period]:
    """The days of a feast, as FEAST found it, in a given year."""
    return _HOLIDAYS[" ".join(name.lower().replace("'", "").split())]
