"""Dates of news: text in any usual form to ISO 8601, or nothing where it is not certain."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
_ZONE = r"(?:\s*\(?(?:z|[a-z]{2,5})\)?(?:\s*[+-]\d{1,2}(?::?\d\d)?)?|\s*[+-]\d\d:?\d\d)"
_TIME = (
    rf"(?:at\s+)?(?:\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?"
    rf"|[0-2]\d[0-5]\d(?=\s*(?:gmt|utc|hrs|hours)|,\s+(?:\d{{1,2}} )?{_MONTH}\s)"
    r"|\d{1,2}(?=\s*[ap]\.?m\b))(?:\s*(?:[ap]\.?m\b\.?|hrs|hours))?" + _ZONE + "?"
)
_DAY = (
    rf"(?:{_MONTH},?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-](?:of\s+)?{_MONTH},?[\s-]\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
)
# A whole date as pages print it, with or without weekday and time; for use in other patterns.
DATE = (
    rf"(?:{_WEEKDAY})?(?:{_TIME}(?:\s\(\d{{4}}\s[a-z]{{2,4}}\))?[,\s]+(?:on\s+)?)?"
    rf"{_WEEKDAY}?{_DAY}(?:(?:\s*[,|/T–-]\s*|\s+){_TIME})?"
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
_MIN_YEAR = 1600


def iso(value: str) -> str:
    """The date (2020-01-04) or date-time (2020-07-22T01:37:00+00:00) that `value` names.

    "" where it names none with day, month and year, where day and month could be swapped, and
    where it can't be true of a story: before 1600, in the future, or a clock's zero.
    """
    value = " ".join(value.split())
    if not value or len(value) > _MAX_DATE_CHARACTERS:
        return ""
    moment = _epoch(value) if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", value) else None
    moment = moment or _moment(value)
    if moment is None or not _plausible(moment):
        return ""
    # Midnight without a zone is how programs write a day.
    has_time = _names_a_time(value) and (moment.tzinfo or moment.time() != time.min)
    return moment.isoformat(timespec="seconds") if has_time else moment.date().isoformat()


def _epoch(value: str) -> datetime:
    seconds = float(value)
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return _parsed(_tidied(value))


def _names_a_time(value: str) -> bool:
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", value):
        return True
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
    latest = datetime.now(UTC).date() + timedelta(days=2)  # some time zones are a day ahead
    return moment.year >= _MIN_YEAR and moment.date() <= latest


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
    numeric = re.match(r"\D*?(\d{1,2})([/. -])(\d{1,2})\2(\d{4})\b", value)
    day_first = bool(numeric and (numeric[2] == "." or int(numeric[1]) > 12))
    if numeric and not day_first and int(numeric[3]) <= 12 and numeric[1] != numeric[3]:
        return None  # 03/04/2020: March in one country, April in another
    return _by_dateutil(value, day_first) or _in_any_language(value)


def _by_dateutil(value: str, day_first: bool) -> datetime | None:
    from dateutil import parser

    # What the text leaves out is filled from the default: two of them show what is missing.
    defaults = (datetime(1999, 1, 1), datetime(2004, 12, 28))
    try:
        first, second = (
            parser.parse(value, default=default, dayfirst=day_first, tzinfos=_zone)
            for default in defaults
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
