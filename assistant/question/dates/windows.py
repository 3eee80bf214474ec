"""How an expression is meant: "since", "by the end of", "between ... and" before and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.question.dates.expressions import Expression, joining_words, months_of
from assistant.question.dates.patterns import (
    BEFORE,
    BELIEVING,
    CAPITALISED,
    ELSEWHEN,
    EVENT,
    LEADS,
    MARCHING,
    MORE_DIGITS,
    NO_NAME,
    ONWARDS,
    ORDINALS,
    PARTS,
    PEOPLE,
    REACH,
    SOME_NUMBER,
    TELLING_LEADS,
    Period,
    Unit,
)


@dataclass(frozen=True, slots=True)
class DateWindow:
    """A window that text[start:end] means."""

    start: int
    end: int
    since: date | None
    until: date | None


def read_expressions(text: str, expressions: list[Expression]) -> Iterator[DateWindow]:
    """What each expression means with the words around it; those that mean no date are left out."""
    end = here = 0
    while here < len(expressions):
        first = expressions[here]
        second = expressions[here + 1] if here + 1 < len(expressions) else None
        words = _words_before(text, first, end)
        joined = joining_words(text, first, second) if second else None
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
                yield DateWindow(start, end, since, last)
            continue
        if second and joined and not joined["lead"] and second.unit == first.unit:
            expressions[here] = replace(second, alone=True)
        since_onwards = ONWARDS.match(text, end)
        if since_onwards and LEADS.get(lead, "in") == "in":
            yield DateWindow(start, since_onwards.end(), period[0], None)
        else:
            yield DateWindow(start, end, *_directed(period, lead))


def _words_before(text: str, expression: Expression, end: int) -> re.Match[str]:
    """What BEFORE finds between the last expression's end and this one's start."""
    from_ = max(end, expression.start - REACH)
    found = BEFORE.search(text[from_ : expression.start])
    assert found is not None  # noqa: S101  (every part of the pattern may be empty)
    return found


def _lead(words: re.Match[str]) -> str:
    return " ".join((words["lead"] or "").lower().split())


def _told(text: str, expression: Expression, words: re.Match[str]) -> Period | None:
    """The period that the expression means after these words; None where it may be no date."""
    period, unit, lead = expression.period, expression.unit, _lead(words)
    before = words.string[: words.start()]
    if period is None or ELSEWHEN.search(before):
        return None
    if not expression.alone:
        partly = words["said"] or (words["part"] and unit != "month")
        if not partly and lead not in TELLING_LEADS[unit]:
            return None
    if unit == "month" and not _means_month(text, expression, lead, words):
        return None
    if unit == "year" and not _means_year(words):
        return None
    if expression.in_year and MORE_DIGITS.match(text, expression.end):
        return None
    if unit == "day" and expression.in_year and not _means_day(text, expression, words):
        return None
    if words["week"] and unit in ("day", "feast"):
        return _week_of(period[0], words["week"].lower())
    part = " ".join((words["part"] or "").lower().split())
    return _part_of(period, unit, part) if part else period


def _means_month(text: str, month: Expression, lead: str, words: re.Match[str]) -> bool:
    name = text[month.start : month.end]
    if MARCHING.search(words.string) and name.lower().startswith("mar"):
        return False
    if month.in_year is None or name[:3].lower() not in PEOPLE:
        return True
    if CAPITALISED.match(text, month.end) or BELIEVING.search(words.string):
        return False
    certain = words["part"] or lead in ("in", "during", "throughout", "between")
    return bool(certain or NO_NAME.match(text, month.end))


def _means_year(words: re.Match[str]) -> bool:
    """Not the 2020 election, nor a crowd of 2000."""
    named = words.string.rstrip().lower().endswith("the") and not words["said"]
    return not (named or SOME_NUMBER.search(words.string))


def _means_day(text: str, day: Expression, words: re.Match[str]) -> bool:
    """Not the September 11 attacks: such names are of one year, and it is not the last."""
    month_first = text[day.start].isalpha()
    the = words["the"] or words["article"]
    return not ((month_first and the) or EVENT.match(text, day.end))


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
        return months_of(first.year, begin + 1, end - begin)
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


def _range_end(first: Expression, second: Expression, joined: re.Match[str]) -> date | None:
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


def closes(text: str, first: DateWindow, second: DateWindow) -> bool:
    """Since 3 March and before 9 April: the second ends what the first began."""
    gap = text[first.end : second.start]
    return (
        first.until is None
        and second.since is None
        and len(gap) <= REACH
        and re.fullmatch(r",?\s*(?:(?:and|but)\s+)?", gap, re.IGNORECASE) is not None
    )


def narrows(reading: DateWindow, today: date) -> bool:
    """Nothing is published after today; a window that only says so, or is empty, is none."""
    if reading.since is None:
        return reading.until is not None and reading.until < today
    return reading.since <= today and (reading.until is None or reading.since <= reading.until)
