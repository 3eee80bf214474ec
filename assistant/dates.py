"""Read the dates in a question: "in January 2020", "since March" -> a window of publication days.

English only, and careful: a wrong window hides the right article, so where a phrase may be a
name, a number or a verb it is left alone. Seasons are those of the northern hemisphere, weeks
begin on Monday. A day, month or weekday without its year is the latest not after `today`.

Reading goes in two steps. RULES find the calendar expressions ("March", "3 May 2020", "last week").
The words around each then say how it is meant ("since", "by the end of", "between ... and").
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from assistant.types import Window

Period = tuple[date, date]
Unit = Literal["day", "weekday", "month", "quarter", "season", "year", "decade", "relative", "now"]


def window(question: str, today: date) -> Window | None:
    """The publication days that the question speaks of, from its earliest to its latest date.

    None where it names no date that can be resolved, or only dates that exclude nothing.
    """
    found = windows(question, today)
    if len(found) < 2:
        return found[0] if found else None
    starts = [one.since for one in found if one.since is not None]
    ends = [one.until for one in found if one.until is not None]
    since = min(starts) if len(starts) == len(found) else None
    until = max(ends) if len(ends) == len(found) else None
    if since is None and until is None:
        return None
    return Window(since, until, ", ".join(one.text for one in found))


def windows(question: str, today: date) -> list[Window]:
    """The window of each date expression in the question, in its order; `text` is what was read."""
    text = _plain(question)
    readings: list[_Reading] = []
    for reading in _readings(text, _expressions(text, today)):
        if readings and _closes(text, readings[-1], reading):
            reading = replace(readings.pop(), end=reading.end, until=reading.until)
        readings.append(reading)
    return [
        Window(one.since, one.until, question[one.start : one.end])
        for one in readings
        if _narrows(one, today)
    ]


@dataclass(frozen=True, slots=True)
class _Expression:
    """Calendar words at text[start:end]. `period` is None where they name no past period."""

    start: int
    end: int
    unit: Unit
    period: Period | None
    in_year: Callable[[int], Period] | None = None  # for those that name no year
    alone: bool = True  # counts without a preposition


@dataclass(frozen=True, slots=True)
class _Reading:
    start: int
    end: int
    since: date | None
    until: date | None


# The words of dates. Patterns see ASCII text only (see _plain) and ignore case.

MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()
WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
NUMBERS = {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "few": 5, "several": 7} | {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# The twelfths of a month, year or decade that a part of it takes up.
PARTS = {
    "early": (0, 4),
    "mid": (4, 8),
    "middle": (4, 8),
    "late": (8, 12),
    "beginning": (0, 2),
    "start": (0, 2),
    "end": (10, 12),
    "first half": (0, 6),
    "second half": (6, 12),
}


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+")


_COUNTED = (
    "people|persons?|men|women|children|kids|votes?|points?|dollars|euros|pounds|cents|met(?:re|er)s"
    "|miles?|km|kilomet(?:re|er)s|feet|tons|tonnes|kg|hours|minutes|days|weeks|months|years|cases"
    "|deaths|homes|houses|troops|soldiers|workers|employees|jobs|students|pupils|schools|seats"
    "|members|cities|countries|percent|per cent|thousand|million|billion|words|pages|times|copies"
    "|shares|barrels|hectares|acres|degrees|victims|patients|migrants|refugees|protesters|residents"
    "|families|fans|spectators|flights|cars|vehicles|guests|suspects|others?|more|or more|calories"
)
_NO_COUNT = rf"(?!\w|[%:]|\.\d|\s?(?:{_COUNTED})\b)"
_YEAR_DIGITS = r"(?:1[5-9]|20)\d\d"
_YEAR_ALONE = rf"{_YEAR_DIGITS}{_NO_COUNT}(?![,/]\d)"
# "from 2000 to 5000 people", "2020-3": a number follows that is no year, so this is none either.
_YEAR = (
    rf"(?P<year>{_YEAR_ALONE})"
    rf"(?!(?:\s?-\s?|\s+(?:to|or|and)\s+(?=\d{{3}}))(?!{_YEAR_ALONE}|\d\d?\s+[a-z])\d)"
)
_OF_YEAR = rf"(?:,\s*|\s+)(?:(?:of|in)\s+)?(?:{_YEAR}|(?P<which_year>last|this|next)\s+year\b)"
_MONTHS = (
    rf"(?:{_any_of(MONTH_NAMES)})\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b(?!-)\.?"
)
_MONTH = rf"\b(?P<month>{_MONTHS})"
_WEEKDAYS = _any_of(WEEKDAY_NAMES)
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_FULL_DAY = rf"(?:\b(?:{_WEEKDAYS}),?\s+(?:the\s+)?)?"
_NUMBER = rf"(?P<number>\d{{1,4}}|{_any_of(NUMBERS)})"
_TO = r"(?:\s?-\s?|\s+(?:to|and|or|until|till|through)\s+)(?:the\s+)?"
_SEASON = rf"(?P<season>{_any_of(SEASONS)})"

# The words before an expression. Each maps to what it does with the period.
LEADS: dict[str, str] = {
    "since": "since",
    "starting": "since",
    "starting in": "since",
    "starting on": "since",
    "after": "after",
    "later than": "after",
    "before": "before",
    "prior to": "before",
    "earlier than": "before",
    "until": "until",
    "till": "until",
    "up to": "until",
    "by": "until",
    "through": "until",
    "as of": "until",
    "no later than": "until",
} | dict.fromkeys(
    ("in", "on", "during", "throughout", "within", "over", "of", "from", "between", "dated"), "in"
)
# Those that make a date of what could be a number or a name.
_NEUTRAL = frozenset(("since", "after", "before", "prior to", "until", "till", "by", "as of"))
_PERIOD_LEADS = _NEUTRAL | {"in", "during", "throughout", "from", "between", "through"}
TELLING_LEADS: dict[Unit, frozenset[str]] = {
    "day": _NEUTRAL | {"on", "in", "of", "from", "between", "dated", "through"},
    "weekday": _NEUTRAL | {"on"},
    "month": _PERIOD_LEADS,
    "quarter": _PERIOD_LEADS,
    "season": _PERIOD_LEADS,
    "year": _PERIOD_LEADS | {"of", "starting in"},
    "decade": _PERIOD_LEADS | {"of"},
    "relative": frozenset(("in", "during", "within", "over")),
    "now": frozenset(),
}

_PART_WORDS = (
    rf"(?P<part>{_any_of(PARTS)}|(?:{_any_of(ORDINALS)})\s+week)"
    r"(?:\s+(?:of|in))?(?:\s+the)?(?:\s+|-)"
)
_BEFORE = re.compile(
    rf"(?:\b(?P<lead>{_any_of(LEADS)})\s+)?"
    rf"(?P<the>the\s+)?(?:\b{_PART_WORDS})?"
    r"(?:\bweek\s+(?P<week>of|beginning|starting|commencing|ending)\s+(?:on\s+)?)?"
    r"(?:\b(?P<said>year|month\s+of)\s+)?(?P<article>the\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r",?(?:\s?(?P<dash>[-/])\s?|,\s+|\s+(?P<word>to|until|till|through|and|or)\s+)"
    r"(?:(?P<lead>in|on|of|since|after|before|until|by)\s+)?"
    rf"(?:the\s+)?(?:{_PART_WORDS})?(?:(?:year|month\s+of)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\s+(?:onwards?\b|on(?=\s*(?:$|[,.?!])))", re.IGNORECASE)
_NOT_THE_LATEST = re.compile(
    r"\b(?:will|shall|won't|going\s+to|upcoming|scheduled"
    r"|annual(?:ly)?|every\s+year|usually|takes?\s+place|(?:is|are)\s+held)\b|'ll\b",
    re.IGNORECASE,
)
_REACH = 70  # characters looked at around an expression

# Names, verbs and numbers that look like dates.
_ELSEWHEN = re.compile(r"\b(?:later|next|every|each|coming)\s+$", re.IGNORECASE)
_MORE_DIGITS = re.compile(r",?\s+\d{3}")  # a year that no rule read, or a number
_SOME_NUMBER = re.compile(
    r"\b(?:(?:class|act|code|law|crowd|group|total|army|force|number|population|sum|team|fleet"
    r"|price|value|average|record|maximum|minimum)\s+of"
    r"|(?:increas|ris|rose|gr[eo]w|fell|fall|drop|declin|decreas|cut|reduc|beat|outnumber|won|lost"
    r"|up|down)\w*\s+by)\s+$",
    re.IGNORECASE,
)
_MARCHING = re.compile(
    r"(?:'s?|\b(?:long|peace|protest|death|man|pride|salt|freedom))\s+$", re.IGNORECASE
)
_BELIEVING = re.compile(r"\b(?:trust|confidence|faith|belie\w+|interest)\s+in\s+$", re.IGNORECASE)
_EVENT = re.compile(
    r"\s+(?:attacks?|riots?|committee|uprising|movement|coup|revolution|massacre|bombings?)\b",
    re.IGNORECASE,
)
_TODAY_OTHERWISE = re.compile(
    r"\b(?:usa|russia|india|psychology|physics|christianity|than\s+it\s+is|known(?:\s+as)?|still|even"
    r"|of|to|in)\s+$",
    re.IGNORECASE,
)
_SHOW = re.compile(r"\s+(?:show|program|programme)\b", re.IGNORECASE)
_NOWADAYS = re.compile(r"\b(?:is|are|do|does)\b(?!.*\b(?:happening|new|news)\b)", re.IGNORECASE)
# Months that are also people ("since May took office") and what may follow the month.
_PEOPLE = ("jan", "mar", "apr", "may", "jun", "aug")
_NO_NAME = re.compile(
    r"\s*(?:$|[,.;:?!)])|\s+(?:about|and|at|did|do|does|for|from|have|has|how|in|is|are|of|on|or|the"
    r"|this|last|to|until|was|were|what|when|where|which|who|whom|whose|why)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"\s+[A-Z][a-z]|\s+(?i:madness|for\s+our\s+lives)|'s")


# Reading expressions: each reader takes a match and gives the period, or None.


def _iso_day(match: re.Match[str], today: date) -> _Expression:
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return _expression(match, "day", (day, day))


def _numeric_day(match: re.Match[str], today: date) -> _Expression:
    first, second, year = (int(match[name]) for name in ("day", "month", "year"))
    if first != second and first <= 12 and second <= 12 and match["mark"] == "/":
        return _expression(match, "day", None)  # 3/4/2020 is March in one country, April in another
    if second > 12:
        first, second = second, first
    day = date(year, second, first)
    return _expression(match, "day", (day, day))


def _named_days(match: re.Match[str], today: date) -> _Expression:
    """One day or the days from one to another of a month: 3 March 2020, March 3-9."""
    groups = match.groupdict()
    month, first = _month(match), _digits(match["day"])
    last = _digits(groups.get("last_day") or match["day"])

    def in_year(year: int) -> Period:
        return date(year, month, min(first, last)), date(year, month, max(first, last))

    month_first = match.start("month") < match.start("day")
    alone = month_first and not _may_be_a_verb(match)
    return _dated(match, "day", in_year, today, alone)


def _named_month(match: re.Match[str], today: date) -> _Expression:
    month = _month(match)
    return _dated(match, "month", lambda year: _months(year, month), today, alone=False)


def _which_month(match: re.Match[str], today: date) -> _Expression:
    """Last March, this March."""
    month, year = _month(match), today.year
    period: Period | None
    if match["which"].lower() == "last":
        period = _months(year if month < today.month else year - 1, month)
    else:
        period = _months(year, month) if month <= today.month else None
    if match["the"] or (match["which"].lower() != "last" and _may_be_a_verb(match)):
        period = None
    return _expression(match, "month", period)


def _quarter(match: re.Match[str], today: date) -> _Expression:
    number = match["quarter"]
    quarter = ORDINALS.get(number.lower()) or int(number)
    first = 3 * quarter - 2
    return _dated(match, "quarter", lambda year: _months(year, first, 3), today, alone=False)


def _half(match: re.Match[str], today: date) -> _Expression:
    first = 6 * int(match["half"]) - 5
    return _dated(match, "quarter", lambda year: _months(year, first, 6), today, alone=False)


def _season(match: re.Match[str], today: date) -> _Expression:
    first = SEASONS[match["season"].lower()]
    if first == 12:  # begins in one year and ends in another: which was meant cannot be told
        return _expression(match, "season", None)
    return _dated(match, "season", lambda year: _months(year, first, 3), today, alone=False)


def _which_season(match: re.Match[str], today: date) -> _Expression:
    first = SEASONS[match["season"].lower()]
    past = [_months(year, first, 3) for year in range(today.year - 2, today.year + 1)]
    if match["which"].lower() == "last":
        return _expression(match, "relative", [p for p in past if p[1] < today][-1])
    begun = [p for p in past if p[0] <= today and p[1].year >= today.year]
    return _expression(match, "relative", begun[-1] if begun else None)


def _decade(match: re.Match[str], today: date) -> _Expression:
    year = int(match["decade"])
    if year < 100:
        year += 1900 if 2000 + year > today.year else 2000
    length = 100 if year % 100 == 0 and year < 2000 else 10  # the 1700s are a century
    period = date(year, 1, 1), date(year + length - 1, 12, 31)
    return _expression(match, "decade" if length == 10 else "relative", period, alone=False)


def _years(match: re.Match[str], today: date) -> _Expression:
    """2020-21 or 2020/21: both years."""
    year = int(match["year"])
    follows = (year + 1) % 100 == int(match["next"])
    period = (date(year, 1, 1), date(year + 1, 12, 31)) if follows else None
    return _expression(match, "year", period, alone=False)


def _year(match: re.Match[str], today: date) -> _Expression:
    return _expression(match, "year", _months(int(match["year"]), 1, 12), alone=False)


def _near_day(match: re.Match[str], today: date) -> _Expression:
    word = " ".join(match[0].lower().split())
    days = {"yesterday": 1, "last night": 1, "day before yesterday": 2}.get(word, 0)
    if _is_part_of_a_name(match):
        return _expression(match, "relative", None)
    return _expression(match, "relative", (today - timedelta(days), today - timedelta(days)))


def _which_period(match: re.Match[str], today: date) -> _Expression:
    """Last week, this month, the past year."""
    which, unit = match["which"].lower(), match["unit"].lower()
    if match["the"] or which.endswith("past"):
        if unit in ("quarter", "weekend"):  # the last quarter may be that of a match
            period = _period_back(today, 1, unit) if unit == "weekend" else None
            return _expression(match, "relative", period)
        period = _back(today, 1, unit), today
        return _expression(match, "relative", period, alone=which != "last")
    if unit == "decade":
        return _expression(match, "relative", None)
    period = _period_back(today, 1 if which == "last" else 0, unit)
    units: dict[str, Unit] = {"month": "month", "year": "year"}
    return _expression(match, units.get(unit, "relative"), period)


def _last_few(match: re.Match[str], today: date) -> _Expression:
    since = _back(today, _count(match), match["unit"].lower())
    return _expression(match, "relative", (since, today))


def _ago(match: re.Match[str], today: date) -> _Expression:
    unit, number = match["unit"].lower(), _count(match)
    bound = (match["bound"] or "").lower()
    if bound in ("more than", "over", "at least") or (number > 4 and not match["number"].isdigit()):
        return _expression(match, "relative", None)
    if bound:
        return _expression(match, "relative", (_back(today, number, unit), today))
    if match["today"]:
        return _expression(match, "relative", (_back(today, number, unit),) * 2)
    return _expression(match, "relative", _period_back(today, number, unit))


def _weekday(match: re.Match[str], today: date) -> _Expression:
    last_one = match["which"] is not None
    week = (match["week"] or "").lower()
    number = WEEKDAY_NAMES.index(match["weekday"].lower())
    if week:
        day = today - timedelta(today.weekday() - number + (7 if week == "last" else 0))
    else:
        day = today - timedelta((today.weekday() - number) % 7)
        day -= timedelta(7 if last_one and day == today else 0)
    if last_one or week:
        return _expression(match, "relative", (day, day))
    return _expression(match, "weekday", (day, day), alone=match["possessive"] is not None)


def _nothing(match: re.Match[str], today: date) -> _Expression:
    """Words that no other rule may read."""
    return _expression(match, "relative", None)


def _now(match: re.Match[str], today: date) -> _Expression:
    """Ends a range, and says nothing else."""
    return _expression(match, "now", (today, today), alone=False)


Reader = Callable[[re.Match[str], date], _Expression]
# Earlier rules take words away from later ones.
RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (
            rf"(?<![\w.,/-])(?P<year>{_YEAR_DIGITS})(?P<mark>[-/])(?P<month>\d\d?)(?P=mark)"
            r"(?P<day>\d\d?)(?:T\d[\d:.Z+-]*)?(?![\w/-])",
            _iso_day,
        ),
        (
            r"(?<![\w.,/$-])(?P<day>[0-3]?\d)(?P<mark>[/.])(?P<month>[0-3]?\d)(?P=mark)"
            rf"(?P<year>{_YEAR_DIGITS})(?![\w/-]|\.\d)",
            _numeric_day,
        ),
        (
            r"\b(?:his|her|its|their|our|my|your)\s+(?:last|past)\s+(?:week|month|year|decade)\b"
            rf"|\b(?:next|coming|(?:mail|express)\s+on)\s+"
            rf"(?:{_WEEKDAYS}|{_MONTHS}|{_SEASON})\b"
            rf"|\b(?:{_WEEKDAYS})\s+(?:night\s+(?:live|football|fever|lights|baseball|raw)|the\s+13th"
            r"|times|telegraph|mirror|express|herald|addams)\b",
            _nothing,
        ),
        (
            rf"{_FULL_DAY}{_MONTH}\s+(?:the\s+)?(?P<day>{_DAY}){_TO}(?P<last_day>{_DAY})"
            rf"(?!\s+(?:of\s+)?(?:{_MONTHS})){_NO_COUNT}(?:{_OF_YEAR})?",
            _named_days,
        ),
        (
            rf"{_FULL_DAY}{_MONTH}\s+(?:the\s+)?(?P<day>{_DAY}){_NO_COUNT}(?:{_OF_YEAR})?",
            _named_days,
        ),
        (
            rf"(?<![\w.,$-]){_FULL_DAY}(?P<day>{_DAY}){_TO}(?P<last_day>{_DAY})\s+(?:of\s+)?{_MONTH}"
            rf"(?:{_OF_YEAR})?",
            _named_days,
        ),
        (
            rf"(?<![\w.,$-]){_FULL_DAY}(?:the\s+)?(?P<day>{_DAY})\s+(?:of\s+)?{_MONTH}"
            rf"(?:{_OF_YEAR})?",
            _named_days,
        ),
        (rf"\bq(?P<quarter>[1-4])(?:\s+of)?(?:,?\s+{_YEAR})?(?![\w&])", _quarter),
        (rf"\b{_YEAR}\s+q(?P<quarter>[1-4])\b", _quarter),
        (rf"\b(?P<quarter>{_any_of(ORDINALS)})\s+quarter{_OF_YEAR}", _quarter),
        (rf"\bh(?P<half>[12])(?:\s+of)?\s+{_YEAR}", _half),
        (
            rf"\b(?P<the>the\s+)?(?P<which>last|this)\s+{_MONTH}(?!\s+(?:\d|madness\b))",
            _which_month,
        ),
        (rf"{_MONTH}{_OF_YEAR}", _named_month),
        (_MONTH, _named_month),
        (rf"\b{_SEASON}{_OF_YEAR}", _season),
        (rf"\b(?P<which>last|this)\s+{_SEASON}\b(?!\s+of\b)", _which_season),
        (r"(?<![\w$])(?P<decade>(?:1[5-9]|20)\d0|(?<=')[2-9]0)'?s\b", _decade),
        (
            rf"\b(?:the|these|in|over|during|within|for)\s+(?:last|past)\s+{_NUMBER}\s+"
            r"(?P<unit>hour|day|week|month|year|decade)s?\b(?!\s+of\b)",
            _last_few,
        ),
        (
            rf"(?:\b(?P<bound>more\s+than|over|at\s+least|less\s+than|within|under)\s+)?"
            rf"(?<![\w.,-]){_NUMBER}\s+(?P<unit>day|week|month|year)s?\s+ago\b"
            r"(?P<today>\s+today\b)?",
            _ago,
        ),
        (
            r"\b(?P<the>the\s+)?(?P<which>last|this\s+past|past|this)\s+"
            r"(?P<unit>week|month|year|quarter|weekend|decade)\b(?!\s+of\b)",
            _which_period,
        ),
        (r"\b(?P<which>over|at)\s+(?P<the>the)\s+(?P<unit>weekend)\b", _which_period),
        (
            r"\b(?:day\s+before\s+yesterday|yesterday|last\s+night|today|tonight"
            r"|this\s+(?:morning|afternoon|evening))\b",
            _near_day,
        ),
        (
            rf"\b(?:(?P<which>last)\s+)?(?P<weekday>{_WEEKDAYS})\b(?P<possessive>'s\b)?"
            r"(?:\s+(?:morning|afternoon|evening|night)\b)?"
            r"(?:\s+(?:of\s+)?(?P<week>last|this)\s+week\b)?",
            _weekday,
        ),
        (r"\b(?:now|the\s+present|present\s+day)\b", _now),
        (rf"(?<![\w.,$#/-])(?P<year>{_YEAR_DIGITS})[-/](?P<next>\d\d)(?![\w/-])", _years),
        (rf"(?<![\w.,$#/]){_YEAR}(?!-[a-z])", _year),
    )
)


# From matches to expressions.


def _expressions(text: str, today: date) -> list[_Expression]:
    """The calendar expressions of the text in its order; no two overlap."""
    found: list[_Expression] = []
    rest = text
    for pattern, reader in RULES:

        def take(match: re.Match[str], reader: Reader = reader) -> str:
            try:
                found.append(reader(match, today))
            except (ValueError, OverflowError):  # 31 February, or before the year 1
                found.append(_nothing(match, today))
            return "\0" * len(match[0])

        rest = pattern.sub(take, rest)
    found.sort(key=lambda expression: expression.start)
    for here in range(len(found) - 1, 0, -1):
        found[here - 1 : here + 1] = _share_year(text, found[here - 1], found[here])
    for here in range(1, len(found)):
        found[here - 1 : here + 1] = _share_year(text, found[here - 1], found[here])
    if _NOT_THE_LATEST.search(text):  # a date without its year may lie ahead, or be of any year
        found = [
            replace(one, period=None) if one.in_year or one.unit == "weekday" else one
            for one in found
        ]
    return found


def _expression(
    match: re.Match[str], unit: Unit, period: Period | None, alone: bool = True
) -> _Expression:
    return _Expression(match.start(), match.end(), unit, period, alone=alone)


def _dated(
    match: re.Match[str],
    unit: Unit,
    in_year: Callable[[int], Period],
    today: date,
    alone: bool,
) -> _Expression:
    """The expression in the year that it names, else in the latest that has begun."""
    words = match.groupdict()
    which = (words.get("which_year") or "").lower()
    if words.get("year") or which in ("last", "this"):
        year = int(words["year"]) if words.get("year") else today.year - (which == "last")
        named = not ("month" in words and _may_be_a_verb(match))
        return _expression(match, unit, in_year(year), alone=named)
    if which:
        return _expression(match, unit, None)
    years = range(today.year, today.year - 9, -1)  # 29 February may be eight years back
    periods = (_in(year, in_year) for year in years)
    latest = next((period for period in periods if period and period[0] <= today), None)
    return _Expression(match.start(), match.end(), unit, latest, in_year, alone)


def _in(year: int, in_year: Callable[[int], Period]) -> Period | None:
    try:
        return in_year(year)
    except ValueError:  # 29 February
        return None


def _share_year(text: str, first: _Expression, second: _Expression) -> list[_Expression]:
    """March and May 2020, March 2020 to May: one year said for both."""
    dated: set[Unit] = {"day", "month", "quarter", "season"}
    if {first.unit, second.unit} <= dated and _joined(text, first, second):
        if first.in_year and second.period and not second.in_year:
            year = second.period[0].year
            period = _in(year, first.in_year)
            if period and period[0] > second.period[1]:
                period = _in(year - 1, first.in_year)
            first = replace(first, period=period, in_year=None)
        elif second.in_year and first.period and not first.in_year:
            year = first.period[0].year
            period = _in(year, second.in_year)
            if period and period[1] < first.period[0]:
                period = _in(year + 1, second.in_year)
            second = replace(second, period=period, in_year=None)
    return [first, second]


def _joined(text: str, first: _Expression, second: _Expression) -> re.Match[str] | None:
    if second.start - first.end > _REACH:
        return None
    return _BETWEEN.fullmatch(text, first.end, second.start)


def _months(year: int, first: int, count: int = 1) -> Period:
    last = first + count - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _month(match: re.Match[str]) -> int:
    return [name[:3] for name in MONTH_NAMES].index(match["month"][:3].lower()) + 1


def _digits(day: str) -> int:
    return int(day.rstrip("stndrhSTNDRH"))


def _count(match: re.Match[str]) -> int:
    word = " ".join(match["number"].lower().split())
    return int(word) if word.isdigit() else NUMBERS[word]


def _back(today: date, number: int, unit: str) -> date:
    if unit == "hour":
        return today - timedelta(-(-number // 24))
    if unit in ("day", "week"):
        return today - timedelta(number * (7 if unit == "week" else 1))
    years = number * {"month": 0, "year": 1, "decade": 10}[unit]
    return today - relativedelta(years=years, months=number if unit == "month" else 0)


def _period_back(today: date, number: int, unit: str) -> Period | None:
    """The calendar week, month, quarter, year or weekend that lies `number` of them back."""
    if unit == "weekend":
        saturday = today - timedelta((today.weekday() - 5) % 7)
        if number == 0 and today.weekday() < 5:
            return None
        saturday -= timedelta(7 if number and today.weekday() >= 5 else 0)
        return saturday, saturday + timedelta(1)
    if unit == "quarter":
        day = today - relativedelta(months=3 * number)
        return _months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    day = _back(today, number, unit)
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    if unit == "month":
        return _months(day.year, day.month)
    return _months(day.year, 1, 12) if unit == "year" else (day, day)


def _may_be_a_verb(match: re.Match[str]) -> bool:
    """May or march, not written as the month is."""
    return match["month"][:3].lower() in ("may", "mar") and match["month"][:3] not in ("May", "Mar")


def _is_part_of_a_name(match: re.Match[str]) -> bool:
    """The Today show, USA Today: with a capital inside a sentence, or among known neighbours."""
    before, after = match.string[max(match.start() - _REACH, 0) : match.start()], match.end()
    capital = match[0][0].isupper() and match[0][1:].islower()
    inside = re.search(r"[\w,']\s+$", before) is not None
    return (
        (capital and inside)
        or (match[0].lower() == "today" and _NOWADAYS.search(before) is not None)
        or _TODAY_OTHERWISE.search(before) is not None
        or _SHOW.match(match.string, after) is not None
    )


# From expressions to readings.


def _readings(text: str, expressions: list[_Expression]) -> Iterator[_Reading]:
    end = here = 0
    while here < len(expressions):
        first = expressions[here]
        second = expressions[here + 1] if here + 1 < len(expressions) else None
        words = _words_before(text, first, end)
        joined = _joined(text, first, second) if second else None
        here += 1
        end = first.end
        period = _told(text, first, words)
        if period is None:
            continue
        start = first.start - (words.end() - words.start())
        lead = _lead(words)
        if second and joined and _is_range(lead, joined):
            here += 1
            end = second.end
            last = _range_end(first, second, joined)
            if last:
                since = _directed(period, lead)[0] or period[0]
                yield _Reading(start, end, since, last)
            continue
        if second and joined and not joined["lead"] and second.unit == first.unit:
            expressions[here] = replace(second, alone=True)
        since_onwards = _ONWARDS.match(text, end)
        if since_onwards and LEADS.get(lead, "in") == "in":
            yield _Reading(start, since_onwards.end(), period[0], None)
        else:
            yield _Reading(start, end, *_directed(period, lead))


def _words_before(text: str, expression: _Expression, end: int) -> re.Match[str]:
    """What _BEFORE finds between the last expression's end and this one's start."""
    from_ = max(end, expression.start - _REACH)
    found = _BEFORE.search(text[from_ : expression.start])
    assert found is not None  # noqa: S101  (every part of the pattern may be empty)
    return found


def _lead(words: re.Match[str]) -> str:
    return " ".join((words["lead"] or "").lower().split())


def _told(text: str, expression: _Expression, words: re.Match[str]) -> Period | None:
    """The period that the expression means after these words; None where it may be no date."""
    period, unit, lead = expression.period, expression.unit, _lead(words)
    before = words.string[: words.start()]
    if period is None or _ELSEWHEN.search(before):
        return None
    if not expression.alone:
        partly = words["said"] or (words["part"] and unit != "month")
        if not partly and lead not in TELLING_LEADS[unit]:
            return None
    if unit == "month" and not _means_month(text, expression, lead, words):
        return None
    if unit == "year" and not _means_year(words):
        return None
    if expression.in_year and _MORE_DIGITS.match(text, expression.end):
        return None
    if unit == "day" and expression.in_year and not _means_day(text, expression, words):
        return None
    if words["week"] and unit == "day":
        return _week_of(period[0], words["week"].lower())
    part = " ".join((words["part"] or "").lower().split())
    return _part_of(period, unit, part) if part else period


def _means_month(text: str, month: _Expression, lead: str, words: re.Match[str]) -> bool:
    name = text[month.start : month.end]
    if _MARCHING.search(words.string) and name.lower().startswith("mar"):
        return False
    if month.in_year is None or name[:3].lower() not in _PEOPLE:
        return True
    if _CAPITALISED.match(text, month.end) or _BELIEVING.search(words.string):
        return False
    certain = words["part"] or lead in ("in", "during", "throughout", "between")
    return bool(certain or _NO_NAME.match(text, month.end))


def _means_year(words: re.Match[str]) -> bool:
    """Not the 2020 election, nor a crowd of 2000."""
    named = words.string.rstrip().lower().endswith("the") and not words["said"]
    return not (named or _SOME_NUMBER.search(words.string))


def _means_day(text: str, day: _Expression, words: re.Match[str]) -> bool:
    """Not the September 11 attacks: such names are of one year, and it is not the last."""
    month_first = text[day.start].isalpha()
    the = words["the"] or words["article"]
    return not ((month_first and the) or _EVENT.match(text, day.end))


def _part_of(period: Period, unit: Unit, part: str) -> Period:
    """Early, mid, late ... in a month, year or decade; the period itself where it has no parts."""
    first, last = period
    if part.endswith("week"):
        if part.startswith(("last", "final")):
            return last - timedelta(6), last
        first += timedelta(7 * (ORDINALS[part.split()[0]] - 1))
        return first, first + timedelta(6)
    begin, end = PARTS[part]
    if unit == "month":
        until = first.replace(day=30 * end // 12) if end < 12 else last
        return first.replace(day=30 * begin // 12 + 1), until
    if unit == "year" and first.year == last.year:
        return _months(first.year, begin + 1, end - begin)
    if unit == "decade":
        years = first.year + 10 * begin // 12, first.year + -(-10 * end // 12) - 1
        return date(years[0], 1, 1), date(years[1], 12, 31)
    return period


def _week_of(day: date, how: str) -> Period:
    if how == "ending":
        return day - timedelta(6), day
    # Who speaks of the week of a Sunday begins weeks on Sunday.
    back = day.weekday() if how == "of" and day.weekday() < 6 else 0
    return day - timedelta(back), day + timedelta(6 - back)


def _is_range(lead: str, joined: re.Match[str]) -> bool:
    if joined["lead"] not in (None, "in", "on", "of"):
        return False
    word = (joined["word"] or "").lower()
    to = joined["dash"] or word in ("to", "until", "till", "through")
    open_end = LEADS.get(lead, "in") in ("in", "since", "after")
    return bool(to and open_end) or (word == "and" and lead == "between")


def _range_end(first: _Expression, second: _Expression, joined: re.Match[str]) -> date | None:
    """The last day of a range; None where it runs backwards or is "Monday to Friday"."""
    if second.period is None or first.period is None or first.unit == second.unit == "weekday":
        return None
    part = " ".join((joined["part"] or "").lower().split())
    last = (_part_of(second.period, second.unit, part) if part else second.period)[1]
    return last if first.period[0] <= last else None


def _directed(period: Period, lead: str) -> tuple[date | None, date | None]:
    first, last = period
    match LEADS.get(lead, "in"):
        case "since":
            return first, None
        case "after":
            return last + timedelta(1), None
        case "before":
            return None, first - timedelta(1)
        case "until":
            return None, last
    return period


def _closes(text: str, first: _Reading, second: _Reading) -> bool:
    """Since 3 March and before 9 April: the second ends what the first began."""
    gap = text[first.end : second.start]
    return (
        first.until is None
        and second.since is None
        and len(gap) <= _REACH
        and re.fullmatch(r",?\s*(?:(?:and|but)\s+)?", gap, re.IGNORECASE) is not None
    )


def _narrows(reading: _Reading, today: date) -> bool:
    """Nothing is published after today; a window that only says so, or is empty, is none."""
    if reading.since is None:
        return reading.until is not None and reading.until < today
    return reading.since <= today and (reading.until is None or reading.since <= reading.until)


def _plain(question: str) -> str:
    """The question in ASCII, as long as it was, with what stands in double quotes blotted out.

    Quoted words are to be found as they are, so no date is read from them, unless all is quoted.
    """
    text = "".join(one if one.isascii() else _plain_character(one) for one in question)
    unquoted = re.sub(r'"[^"]*"', lambda quoted: "~" * len(quoted[0]), text)
    return unquoted if re.search(r"\w", unquoted) else text


def _plain_character(character: str) -> str:
    if character in "“”„«»":
        return '"'
    if character in "‘’ʼ":
        return "'"
    if character in "‐‑‒–—−":
        return "-"
    if character.isspace():
        return " "
    return "_" if character.isalnum() else "~"
