"""When: four hours are not four in the morning, nor is "since Friday" "until Friday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checking.negation import denies, is_negative
from assistant.checking.tokens import content
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.clock import TIME_OF_DAY, times_of_day
from vectorstore.text.numerals import numerals

_LENGTH = re.compile(
    r"[\s-](?:and a half )?(?:second|minute|hour|day|week|month|year)s?\b(?! old\b|-old)"
)
_CLOCK = re.compile(
    rf"(?<![\w.,:]){TIME_OF_DAY}|(?<![\w.,:])\d{{1,2}}(?:[.:]\d\d)?\s?[ap]m\b", re.VERBOSE
)
_MONTHS = "|".join(MONTH_NAMES)
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})\b"
    rf"|(?:{_MONTHS}) (?P<then>\d{{1,2}})\b"
)
# "Until four."
_UNTIL = re.compile(r"\b(?:until|till)\s\Z")
_NO_NOUN = re.compile(r"\s?(?:[.,;]|\Z)|\s(?:and|on|in|but)\b")
MAX_BEFORE = 10
# Words before a time that may be what it is of.
MAX_TOLD = 3
_UNIT_NAMES = {"am": "time of the day", "date": "date", "length": "length of time"}

# What stands before a time: until when, from when, on which day.
_WHEN = re.compile(
    r"\b(?P<word>until|till|since|after|from|by|before|no later than|on|in|at)\s"
    r"(?:(?:late|early|about|around|the|last|next|this|end of|start of|middle of|beginning of)\s)*"
    rf"(?P<time>\w{{3,6}}day\b|(?:{_MONTHS})\b|(?:19|20)\d\d\b"
    r"|\d{1,2}(?:[.:]\d\d)?\s?[ap]m\b|noon\b|midnight\b|\d{1,2}\s(?:" + _MONTHS + r")\b)"
)
_BY = re.compile(r"\b(?:by|before) (?:the |this |that )?(?!the\b)\w+", re.IGNORECASE)
_ENDS, _BEGINS, _DEADLINE, _THEN = "until", "since", "by", "on"
_KINDS = {
    "until": _ENDS, "till": _ENDS, "since": _BEGINS, "after": _BEGINS, "from": _BEGINS,
    "by": _DEADLINE, "before": _DEADLINE, "no later than": _DEADLINE,
    "on": _THEN, "in": _THEN, "at": _THEN,
}  # fmt: skip
_OF_EACH_DAY = frozenset(("noon", "midnight"))
_DAY_NAME = re.compile(r"\w{3,6}day")


class Moment(NamedTuple):
    """A time, the word before it, its kind, and what the last words before that stand for."""

    time: str
    word: str
    kind: str
    told: frozenset[str]


def other_time(claim: str, cited: str) -> str:
    """Why a plain claim tells a time otherwise than a text; "" where it doesn't."""
    return _other_kind(claim.casefold(), cited.casefold()) or _other_side(claim, cited)


def _other_kind(said: str, given: str) -> str:
    """Where a claim says "for four hours" and its source "until four in the morning"."""
    theirs: dict[str, set[str]] = {}
    for readings, kind in _kinds(given):
        for reading in readings:
            theirs.setdefault(reading, set()).add(kind)
    for readings, kind in _kinds(said):
        kinds = {other for reading in readings for other in theirs.get(reading, ())}
        if kind and kinds and "" not in kinds and kind not in kinds:
            return f"the article gives that number as a {_UNIT_NAMES[min(kinds)]}"
    return ""


def _kinds(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """What the numbers of a text read as, each with whether it is a length of time, a time of the
    day or a date; "" for all else."""
    clocks = [m.span() for m in _CLOCK.finditer(text) if _is_clock(m)]
    dates = [m.span("day") if m["day"] else m.span("then") for m in _DATE.finditer(text)]
    place = 0
    for number in numerals(text):
        readings = frozenset(_bare(reading) for reading in number.readings)
        while place < len(clocks) and clocks[place][1] <= number.start:
            place += 1
        if place < len(clocks) and clocks[place][0] <= number.start:
            yield readings, "am"
        elif number.end and (number.start, number.end) in dates:
            yield readings, "date"
        elif _LENGTH.match(text, number.end):
            yield readings, "length"
        elif _is_until(text, number.start, number.end):
            yield readings, "am"
        else:
            yield readings, ""


def _is_until(text: str, start: int, end: int) -> bool:
    return bool(
        _UNTIL.search(text[max(0, start - MAX_BEFORE) : start]) and _NO_NOUN.match(text, end)
    )


def _is_clock(match: re.Match[str]) -> bool:
    return match["hour"] is None or bool(times_of_day(match))


def _bare(reading: str) -> str:
    """A time of the day without its half, and as a number: "9:3 pm" is 9.3."""
    return re.sub(r" [ap]m\Z", "", reading).replace(":", ".")


def _other_side(claim: str, cited: str) -> str:
    """Where a claim says "since" of a time of which its source says "until"."""
    theirs = [*_moments(cited)]
    for ours in _moments(claim):
        same = [other for other in theirs if other.time == ours.time]
        if same and all(_differ(ours, other, claim, cited) for other in same):
            return f"the article says “{same[0].word} {_written(same[0].time)}”"
    return ""


def _differ(ours: Moment, other: Moment, claim: str, cited: str) -> bool:
    kinds = {ours.kind, other.kind}
    if not ours.told & other.told:
        return False
    texts = (claim.casefold(), cited.casefold())
    if kinds == {_ENDS, _BEGINS}:
        return not any(map(is_negative, texts))
    if kinds == {_DEADLINE, _BEGINS}:
        return not any(map(denies, texts))
    return kinds == {_DEADLINE, _THEN} and not (_BY.search(claim) and _BY.search(cited))


def _moments(text: str) -> Iterator[Moment]:
    small = text.casefold()
    telling = content(text)
    for match in _WHEN.finditer(small):
        time = match["time"]
        if _DAY_NAME.fullmatch(time) and time not in WEEKDAY_NAMES:
            continue
        before = [t for t in telling if t.end <= match.start() and not t.is_number][-MAX_TOLD:]
        told = frozenset(key for token in before for key in token.keys)
        yield Moment(time, match["word"], _KINDS[match["word"]], told)


def _written(time: str) -> str:
    """A time with the capital letter of a day or a month."""
    return time if time in _OF_EACH_DAY else time.title()
