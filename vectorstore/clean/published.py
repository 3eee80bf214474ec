"""Dates of news: text in any usual form to ISO 8601, or nothing where it is not certain."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from vectorstore.text import date_order

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
_ZONE = r"(?:\s*\(?(?:z|[a-z]{2,5})\)?(?:\s*[+-]\d{1,2}(?::?\d\d)?)?|\s*[+-]\d\d:?\d\d)"
_TIME = (
    rf"(?:at\s+)?(?:\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?"
    rf"|[0-2]\d[0-5]\d(?=\s*(?:gmt|utc|hrs|hours)|,\s+(?:\d{{1,2}} )?{MONTH}\s)"
    r"|\d{1,2}(?=\s*[ap]\.?m\b))(?:\s*(?:[ap]\.?m\b\.?|hrs|hours))?" + _ZONE + "?"
)
_DAY = (
    rf"(?:{MONTH},?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-](?:of\s+)?{MONTH},?[\s-]\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
)
# A whole date as pages print it, with or without weekday and time; for use in other patterns.
DATE = (
    rf"(?:{WEEKDAY})?(?:{_TIME}(?:\s\(\d{{4}}\s[a-z]{{2,4}}\))?[,\s]+(?:on\s+)?)?"
    rf"{WEEKDAY}?{_DAY}(?:(?:\s*[,|/T–-]\s*|\s+){_TIME})?"
)
DAY = _DAY

_ZONES_IN_HOURS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "CET": 1, "WAT": 1, "CEST": 2, "EET": 2,
    "CAT": 2, "SAST": 2, "EEST": 3, "MSK": 3, "EAT": 3, "IRST": 3.5, "PKT": 5, "NPT": 5.75,
    "WIB": 7, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7,
    "PST": -8,
}  # fmt: skip
_ZONE_NAMES = {"ET": "EST", "CT": "CST", "MT": "MST", "PT": "PST"}
_MAX_DATE_CHARACTERS = 80
# A story is of a year between these; what says 9999 stands for no date at all.
_MIN_YEAR, _MAX_YEAR = 1600, 2199
# A number alone: seconds since 1970, or thousandths, millionths or billionths of them.
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e\+?\d{1,2})?", re.IGNORECASE)
_UNITS = {9: 1, 10: 1, 12: 1e3, 13: 1e3, 15: 1e6, 16: 1e6, 18: 1e9, 19: 1e9}
_WRITTEN_TOGETHER = {10: "%Y%m%d%H", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_CLOCK_AT_END = re.compile(
    r"[\s,T]+\d{1,2}:\d{1,2}(?::\d{1,2})?(?:\.\d+)?\s*(?:[a-z]{1,4}|[+-]\d{2}:?\d{2})?\s*\Z", re.I
)
# Spreadsheets count days from here; the days that their bare numbers are taken for.
_SPREADSHEET_ZERO, _MIN_SPREADSHEET_DAY = datetime(1899, 12, 30), datetime(1970, 1, 1)


def iso(value: str) -> str:
    """The date (2020-01-04) or date-time (2020-07-22T01:37:00+00:00) that `value` names.

    "" where it names none with day, month and year, where day and month could be swapped, and
    where it can't be true of a story: before 1600, or a clock's zero. A day in the future is
    kept as it is.
    """
    value = " ".join(value.split())
    if not value or len(value) > _MAX_DATE_CHARACTERS:
        return ""
    is_number = bool(_NUMBER.fullmatch(value)) and not re.fullmatch(r"\d{4}|\d{6,8}", value)
    moment = _counted(value) if is_number else _moment(value)
    if moment is None or not _plausible(moment):
        return ""
    # Midnight without a zone is how programs write a day.
    has_time = _names_a_time(value) and (moment.tzinfo or moment.time() != time.min)
    return moment.isoformat(timespec="seconds") if has_time else moment.date().isoformat()


def is_future(day: str, today: date | None = None) -> bool:
    """Whether an ISO date or date-time lies after today in every time zone."""
    latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
    return day[:10] > latest.isoformat()


def _counted(value: str) -> datetime | None:
    """The moment of a bare number: digits written together, a time stamp, a spreadsheet's day."""
    whole = str(int(float(value)))
    if form := _WRITTEN_TOGETHER.get(len(value)):
        try:
            return datetime.strptime(value, form)
        except ValueError:
            pass  # no calendar date: perhaps a time stamp
    try:
        if len(whole) == 5:
            moment = _SPREADSHEET_ZERO + timedelta(seconds=round(float(value) * 86400))
            is_old = moment < _MIN_SPREADSHEET_DAY
        elif unit := _UNITS.get(len(whole)):
            moment, is_old = datetime.fromtimestamp(float(value) / unit, UTC), False
        else:
            return None
    except (OverflowError, ValueError, OSError):
        return None
    return None if is_old or is_future(moment.isoformat()) else moment


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        tidied = _tidied(value)
        # A clock's 25:61 says nothing against the day before it.
        return _parsed(tidied) or _parsed(_CLOCK_AT_END.sub("", tidied))


def _names_a_time(value: str) -> bool:
    if _NUMBER.fullmatch(value):
        return not re.fullmatch(r"\d{8}", value)
    return bool(
        re.search(
            r"\d[T:]\d|^\d{4},|\d{4}\s*(?:gmt|utc|hrs)|\d\s*[ap]\.?m\b|\d\.\d\d\b(?!\.)",
            value,
            re.I,
        )
    )


def _plausible(moment: datetime) -> bool:
    if moment.timetuple()[:6] in ((1970, 1, 1, 0, 0, 0), (1900, 1, 1, 0, 0, 0)):
        return False
    return _MIN_YEAR <= moment.year <= _MAX_YEAR


def _tidied(value: str) -> str:
    """The usual newspaper spellings turned into what a date parser knows."""
    value = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", value, flags=re.I)
    value = re.sub(r"\b(\d\d)(\d\d)\s*(?=gmt|utc|hrs|hours)", r"\1:\2 ", value, flags=re.I)
    value = re.sub(r"^([0-2]\d)([0-5]\d),\s", r"\1:\2 ", value)
    value = re.sub(
        r"(?<=\w)\s+[/–-]\s+(?=\d{1,2}[:.]\d\d)|(?<=[a-z]), (?=\d{1,2},? \d{4})", " ", value
    )
    value = re.sub(r"\(\d{4} [A-Z]{2,4}\)", " ", value)
    value = re.sub(r"\s+/\s+", " ", value)
    value = re.sub(r"\b(?:gmt|utc)\s*([+-])(\d)(?!\d)", r"\g<1>0\2:00", value, flags=re.I)
    value = re.sub(r"\b([ap])\.m\b\.?", r"\1m", value, flags=re.I)
    value = re.sub(r"\b(\d{1,2})\.(\d\d)(?=\s*(?:am|pm|[A-Z]{3}\b|$))", r"\1:\2", value, flags=re.I)
    value = re.sub(r"\b(?:hrs|hours|at|of|on|o'clock)\b|[|()]", " ", value, flags=re.I)
    value = re.sub(r"\bsept\b\.?", "sep", value, flags=re.I)
    return " ".join(value.split())


def _parsed(value: str) -> datetime | None:
    if date_order.is_numeric(value):  # 03/04/2020: March in one country, April in another
        value = date_order.alone(value)
    return _by_dateutil(value) or _in_any_language(value)


def _by_dateutil(value: str) -> datetime | None:
    from dateutil import parser

    # What the text leaves out is filled from the default: two of them show what is missing.
    defaults = (datetime(1999, 1, 1), datetime(2004, 12, 28))
    try:
        first, second = (
            parser.parse(value, default=default, tzinfos=_zone) for default in defaults
        )
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None  # dateutil raises these four on what is no date
    return first if first == second else None


def _zone(name: str | None, offset: int | None) -> timezone | None:
    if offset is not None and abs(offset) < 24 * 3600:
        return timezone(timedelta(seconds=offset))
    name = (name or "").upper()
    hours = _ZONES_IN_HOURS.get(_ZONE_NAMES.get(name, name))
    return None if hours is None else timezone(timedelta(hours=hours))


def _in_any_language(value: str) -> datetime | None:
    """Month names of other languages; only with a day and a year in digits."""
    if not re.search(r"(?<!\d)\d{4}(?!\d)", value) or not re.search(r"(?<!\d)\d{1,2}(?!\d)", value):
        return None
    if re.fullmatch(r"[\d\W]*", value) or len(value.split()) > 8:
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    found = dateparser.parse(value, settings=settings)
    return found if isinstance(found, datetime) else None
