"""Finding the calendar expressions of a text: "March", "3 May 2020", "last week"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from assistant.question.dates.holidays import FEAST_WORDS, HOLIDAY, holiday
from assistant.question.dates.patterns import (
    BETWEEN,
    DAY,
    FULL_DAY,
    MONTH,
    MONTH_WORDS,
    MONTHS,
    NO_COUNT,
    NO_NAME,
    NOT_THE_LATEST,
    NOWADAYS,
    NUMBER,
    NUMBERS,
    OF_YEAR,
    ORDINALS,
    REACH,
    SEASON,
    SEASONS,
    SHOW,
    TO,
    TODAY_OTHERWISE,
    WEEKDAYS,
    YEAR,
    YEAR_DIGITS,
    Period,
    Unit,
    any_of,
)
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES


@dataclass(frozen=True, slots=True)
class Expression:
    """Calendar words at text[start:end]. `period` is None where they name no past period."""

    start: int
    end: int
    unit: Unit
    period: Period | None
    in_year: Callable[[int], Period] | None = None  # for those that name no year
    alone: bool = True  # counts without a preposition


# Reading expressions: each reader takes a match and gives the period, or None.


def _iso_day(match: re.Match[str], today: date) -> Expression:
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return _expression(match, "day", (day, day))


def _numeric_day(match: re.Match[str], today: date) -> Expression:
    first, second, year = (int(match[name]) for name in ("day", "month", "year"))
    if first != second and first <= 12 and second <= 12 and match["mark"] == "/":
        return _expression(match, "day", None)  # 3/4/2020 is March in one country, April in another
    if second > 12:
        first, second = second, first
    day = date(year, second, first)
    return _expression(match, "day", (day, day))


def _named_days(match: re.Match[str], today: date) -> Expression:
    """One day or the days from one to another of a month: 3 March 2020, March 3-9."""
    groups = match.groupdict()
    month, first = _month(match), _digits(match["day"])
    last = _digits(groups.get("last_day") or match["day"])

    def in_year(year: int) -> Period:
        return date(year, month, min(first, last)), date(year, month, max(first, last))

    month_first = match.start("month") < match.start("day")
    alone = month_first and not _may_be_a_verb(match)
    return _dated(match, "day", in_year, today, alone)


def _feast(match: re.Match[str], today: date) -> Expression:
    has_year = match["year"] or match["which_year"]
    if not has_year and not NO_NAME.match(match.string, match.end()):
        return _expression(match, "feast", None)  # Christmas Island, the Easter Rising
    return _dated(match, "feast", holiday(match["feast"]), today, alone=False)


def _named_month(match: re.Match[str], today: date) -> Expression:
    month = _month(match)
    return _dated(match, "month", lambda year: months_of(year, month), today, alone=False)


def _which_month(match: re.Match[str], today: date) -> Expression:
    """Last March, this March."""
    month, year = _month(match), today.year
    period: Period | None
    if match["which"].lower() == "last":
        period = months_of(year if month < today.month else year - 1, month)
    else:
        period = months_of(year, month) if month <= today.month else None
    if match["the"] or (match["which"].lower() != "last" and _may_be_a_verb(match)):
        period = None
    return _expression(match, "month", period)


def _quarter(match: re.Match[str], today: date) -> Expression:
    number = match["quarter"]
    quarter = ORDINALS.get(number.lower()) or int(number)
    first = 3 * quarter - 2
    return _dated(match, "quarter", lambda year: months_of(year, first, 3), today, alone=False)


def _half(match: re.Match[str], today: date) -> Expression:
    first = 6 * int(match["half"]) - 5
    return _dated(match, "quarter", lambda year: months_of(year, first, 6), today, alone=False)


def _season(match: re.Match[str], today: date) -> Expression:
    first = SEASONS[match["season"].lower()]
    if first == 12:  # begins in one year and ends in another: which was meant cannot be told
        return _expression(match, "season", None)
    return _dated(match, "season", lambda year: months_of(year, first, 3), today, alone=False)


def _which_season(match: re.Match[str], today: date) -> Expression:
    first = SEASONS[match["season"].lower()]
    past = [months_of(year, first, 3) for year in range(today.year - 2, today.year + 1)]
    if match["which"].lower() == "last":
        return _expression(match, "relative", [p for p in past if p[1] < today][-1])
    begun = [p for p in past if p[0] <= today and p[1].year >= today.year]
    return _expression(match, "relative", begun[-1] if begun else None)


def _decade(match: re.Match[str], today: date) -> Expression:
    year = int(match["decade"])
    if year < 100:
        year += 1900 if 2000 + year > today.year else 2000
    length = 100 if year % 100 == 0 and year < 2000 else 10  # the 1700s are a century
    period = date(year, 1, 1), date(year + length - 1, 12, 31)
    return _expression(match, "decade" if length == 10 else "relative", period, alone=False)


def _years(match: re.Match[str], today: date) -> Expression:
    """2020-21 or 2020/21: both years."""
    year = int(match["year"])
    follows = (year + 1) % 100 == int(match["next"])
    period = (date(year, 1, 1), date(year + 1, 12, 31)) if follows else None
    return _expression(match, "year", period, alone=False)


def _year(match: re.Match[str], today: date) -> Expression:
    return _expression(match, "year", months_of(int(match["year"]), 1, 12), alone=False)


def _near_day(match: re.Match[str], today: date) -> Expression:
    word = " ".join(match[0].lower().split())
    days = {"yesterday": 1, "last night": 1, "day before yesterday": 2}.get(word, 0)
    if _is_part_of_a_name(match):
        return _expression(match, "relative", None)
    return _expression(match, "relative", (today - timedelta(days), today - timedelta(days)))


def _which_period(match: re.Match[str], today: date) -> Expression:
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


def _last_few(match: re.Match[str], today: date) -> Expression:
    since = _back(today, _count(match), match["unit"].lower())
    return _expression(match, "relative", (since, today))


def _ago(match: re.Match[str], today: date) -> Expression:
    unit, number = match["unit"].lower(), _count(match)
    bound = (match["bound"] or "").lower()
    if bound in ("more than", "over", "at least") or (number > 4 and not match["number"].isdigit()):
        return _expression(match, "relative", None)
    if bound:
        return _expression(match, "relative", (_back(today, number, unit), today))
    if match["today"]:
        return _expression(match, "relative", (_back(today, number, unit),) * 2)
    return _expression(match, "relative", _period_back(today, number, unit))


def _weekday(match: re.Match[str], today: date) -> Expression:
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


def _nothing(match: re.Match[str], today: date) -> Expression:
    """Words that no other rule may read."""
    return _expression(match, "relative", None)


def _now(match: re.Match[str], today: date) -> Expression:
    """Ends a range, and says nothing else."""
    return _expression(match, "now", (today, today), alone=False)


Rule = Callable[[re.Match[str], date], Expression]
# Earlier rules take words away from later ones.
RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (
            rf"(?<![\w.,/-])(?P<year>{YEAR_DIGITS})(?P<mark>[-/])(?P<month>\d\d?)(?P=mark)"
            r"(?P<day>\d\d?)(?:T\d[\d:.Z+-]*)?(?![\w/-])",
            _iso_day,
        ),
        (
            r"(?<![\w.,/$-])(?P<day>[0-3]?\d)(?P<mark>[/.])(?P<month>[0-3]?\d)(?P=mark)"
            rf"(?P<year>{YEAR_DIGITS})(?![\w/-]|\.\d)",
            _numeric_day,
        ),
        (
            r"\b(?:his|her|its|their|our|my|your)\s+(?:last|past)\s+(?:week|month|year|decade)\b"
            rf"|\b(?:next|coming|(?:mail|express)\s+on)\s+"
            rf"(?:{WEEKDAYS}|{MONTHS}|{SEASON})\b"
            rf"|\b(?:{WEEKDAYS})\s+(?:night\s+(?:live|football|fever|lights|baseball|raw)|the\s+13th"
            r"|times|telegraph|mirror|express|herald|addams)\b",
            _nothing,
        ),
        (
            rf"{FULL_DAY}{MONTH}\s+(?:the\s+)?(?P<day>{DAY}){TO}(?P<last_day>{DAY})"
            rf"(?!\s+(?:of\s+)?(?:{MONTHS})){NO_COUNT}(?:{OF_YEAR})?",
            _named_days,
        ),
        (
            rf"{FULL_DAY}{MONTH}\s+(?:the\s+)?(?P<day>{DAY}){NO_COUNT}(?:{OF_YEAR})?",
            _named_days,
        ),
        (
            rf"(?<![\w.,$-]){FULL_DAY}(?P<day>{DAY}){TO}(?P<last_day>{DAY})\s+(?:of\s+)?{MONTH}"
            rf"(?:{OF_YEAR})?",
            _named_days,
        ),
        (
            rf"(?<![\w.,$-]){FULL_DAY}(?:the\s+)?(?P<day>{DAY})\s+(?:of\s+)?{MONTH}"
            rf"(?:{OF_YEAR})?",
            _named_days,
        ),
        (rf"{HOLIDAY}(?:{OF_YEAR})?", _feast),
        (rf"\bq(?P<quarter>[1-4])(?:\s+of)?(?:,?\s+{YEAR})?(?![\w&])", _quarter),
        (rf"\b{YEAR}\s+q(?P<quarter>[1-4])\b", _quarter),
        (rf"\b(?P<quarter>{any_of(ORDINALS)})\s+quarter{OF_YEAR}", _quarter),
        (rf"\bh(?P<half>[12])(?:\s+of)?\s+{YEAR}", _half),
        (
            rf"\b(?P<the>the\s+)?(?P<which>last|this)\s+{MONTH}(?!\s+(?:\d|madness\b))",
            _which_month,
        ),
        (rf"{MONTH}{OF_YEAR}", _named_month),
        (MONTH, _named_month),
        (rf"\b{SEASON}{OF_YEAR}", _season),
        (rf"\b(?P<which>last|this)\s+{SEASON}\b(?!\s+of\b)", _which_season),
        (r"(?<![\w$])(?P<decade>(?:1[5-9]|20)\d0|(?<=')[2-9]0)'?s\b", _decade),
        (
            rf"\b(?:the|these|in|over|during|within|for)\s+(?:last|past)\s+{NUMBER}\s+"
            r"(?P<unit>hour|day|week|month|year|decade)s?\b(?!\s+of\b)",
            _last_few,
        ),
        (
            rf"(?:\b(?P<bound>more\s+than|over|at\s+least|less\s+than|within|under)\s+)?"
            rf"(?<![\w.,-]){NUMBER}\s+(?P<unit>day|week|month|year)s?\s+ago\b"
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
            rf"\b(?:(?P<which>last)\s+)?(?P<weekday>{WEEKDAYS})\b(?P<possessive>'s\b)?"
            r"(?:\s+(?:morning|afternoon|evening|night)\b)?"
            r"(?:\s+(?:of\s+)?(?P<week>last|this)\s+week\b)?",
            _weekday,
        ),
        (r"\b(?:now|the\s+present|present\s+day)\b", _now),
        (rf"(?<![\w.,$#/-])(?P<year>{YEAR_DIGITS})[-/](?P<next>\d\d)(?![\w/-])", _years),
        (rf"(?<![\w.,$#/]){YEAR}(?!-[a-z])", _year),
    )
)


# What a text must have one of for a rule to find anything: words in small letters, or a figure.
_WORDS = re.compile(r"[a-z]+|\d")
_FIGURES = frozenset("0123456789")
_NEEDED: dict[Rule, frozenset[str]] = {
    _iso_day: _FIGURES,
    _numeric_day: _FIGURES,
    _nothing: frozenset(("last", "past", *WEEKDAY_NAMES, *MONTH_WORDS, *SEASONS)),
    _named_days: MONTH_WORDS,
    _feast: FEAST_WORDS,
    _quarter: frozenset(("q", "quarter")),
    _half: frozenset("h"),
    _which_month: MONTH_WORDS,
    _named_month: MONTH_WORDS,
    _season: frozenset(SEASONS),
    _which_season: frozenset(SEASONS),
    _decade: _FIGURES,
    _last_few: frozenset(("last", "past")),
    _ago: frozenset(("ago",)),
    _which_period: frozenset(("last", "past", "this", "weekend")),
    _near_day: frozenset(("yesterday", "night", "today", "tonight", "this")),
    _weekday: frozenset(WEEKDAY_NAMES),
    _now: frozenset(("now", "present")),
    _years: _FIGURES,
    _year: _FIGURES,
}


# From matches to expressions.


def find_expressions(text: str, today: date) -> list[Expression]:
    """The calendar expressions of the text in its order; no two overlap."""
    found: list[Expression] = []
    rest = text
    held = {*_WORDS.findall(text.lower())}
    for pattern, rule in RULES:
        if held.isdisjoint(_NEEDED[rule]):
            continue

        def take(match: re.Match[str], rule: Rule = rule) -> str:
            try:
                found.append(rule(match, today))
            except (ValueError, OverflowError):  # 31 February, or before the year 1
                found.append(_nothing(match, today))
            return "\0" * len(match[0])

        rest = pattern.sub(take, rest)
    found.sort(key=lambda expression: expression.start)
    for here in range(len(found) - 1, 0, -1):
        found[here - 1 : here + 1] = _share_year(text, found[here - 1], found[here])
    for here in range(1, len(found)):
        found[here - 1 : here + 1] = _share_year(text, found[here - 1], found[here])
    # A date without its year may lie ahead, or be of any year.
    if found and NOT_THE_LATEST.search(text):
        found = [
            replace(one, period=None) if one.in_year or one.unit == "weekday" else one
            for one in found
        ]
    return found


def _expression(
    match: re.Match[str], unit: Unit, period: Period | None, alone: bool = True
) -> Expression:
    return Expression(match.start(), match.end(), unit, period, alone=alone)


def _dated(
    match: re.Match[str],
    unit: Unit,
    in_year: Callable[[int], Period],
    today: date,
    alone: bool,
) -> Expression:
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
    return Expression(match.start(), match.end(), unit, latest, in_year, alone)


def _in(year: int, in_year: Callable[[int], Period]) -> Period | None:
    try:
        return in_year(year)
    except ValueError:  # 29 February
        return None


def _share_year(text: str, first: Expression, second: Expression) -> list[Expression]:
    """March and May 2020, March 2020 to May: one year said for both."""
    dated: set[Unit] = {"day", "month", "quarter", "season", "feast"}
    if {first.unit, second.unit} <= dated and joining_words(text, first, second):
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


def joining_words(text: str, first: Expression, second: Expression) -> re.Match[str] | None:
    if second.start - first.end > REACH:
        return None
    return BETWEEN.fullmatch(text, first.end, second.start)


def months_of(year: int, first: int, count: int = 1) -> Period:
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
        return months_of(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    day = _back(today, number, unit)
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    if unit == "month":
        return months_of(day.year, day.month)
    return months_of(day.year, 1, 12) if unit == "year" else (day, day)


def _may_be_a_verb(match: re.Match[str]) -> bool:
    """May or march, not written as the month is."""
    return match["month"][:3].lower() in ("may", "mar") and match["month"][:3] not in ("May", "Mar")


def _is_part_of_a_name(match: re.Match[str]) -> bool:
    """The Today show, USA Today: with a capital inside a sentence, or among known neighbours."""
    before, after = match.string[max(match.start() - REACH, 0) : match.start()], match.end()
    capital = match[0][0].isupper() and match[0][1:].islower()
    inside = re.search(r"[\w,']\s+$", before) is not None
    return (
        (capital and inside)
        or (match[0].lower() == "today" and NOWADAYS.search(before) is not None)
        or TODAY_OTHERWISE.search(before) is not None
        or SHOW.match(match.string, after) is not None
    )
