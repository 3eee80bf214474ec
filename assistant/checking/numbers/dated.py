"""What happened when: does a claim give the day of one thing to another?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from assistant.checking.parties.doers import may_be_verb
from assistant.checking.tokens import Token, content, keys_of, matched, tokens
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.numerals import numerals
from vectorstore.text.sentences import sentences
from vectorstore.text.spoken_numbers import TO_TWELVE, any_of

# Clauses of one sentence that are looked at.
MAX_CLAUSES = 60
_TIME = re.compile(
    rf"\b(?P<day>{'|'.join(WEEKDAY_NAMES)})\b"
    rf"|\b(?P<month>{'|'.join(MONTH_NAMES)})\b(?! (?:be|have|not|still|also|well|yet)\b)"
    r"|\b(?P<year>(?:19|20)\d\d)\b(?!,\d)|\b(?P<clock>\d{1,2}(?:[.:]\d\d)?\s?[ap]m"
    rf"|(?:{any_of(TO_TWELVE)}) in the"
    r" (?:morning|afternoon|evening)|noon|midday|midnight)\b"
)
# "Before 11 pm" begins no clause.
_BREAK = re.compile(
    r"[,;:]\s|\s(?=(?:and|but|while|who|which|having|when|then|as)\s)"
    r"|\s(?=(?:before|after|until)\s(?:about |around |nearly |the )?(?P<event>))"
)
_NOT_THEN = re.compile(
    r"\b(?:until|till|since|by|from|to|(?<!shortly )(?<!just )(?:before|after))\s\Z"
)
# What is said on a day is told of another.
_SAID = keys_of(tokens("said told added replied announced reported"))


class Dated(NamedTuple):
    """A clause: the one time that it names, of its kind, the verbs in it, and whether it tells of
    that time itself and not of all until then."""

    kind: str
    time: str
    verbs: list[Token]
    is_then: bool


def of_another_day(claim: str, cited: str) -> str:
    """Why a plain claim tells on a day, in a month or a year, what its source tells of another;
    "" where it doesn't."""
    theirs = [*_dated(cited)]
    for ours in _dated(claim):
        homes = [d for d in theirs if d.time == ours.time]
        others = [d for d in theirs if d.kind == ours.kind and d.is_then and d.time != ours.time]
        is_told = any(matched(ours.verbs, keys_of(home.verbs)) for home in homes)
        if not ours.is_then or not homes or is_told:
            continue
        for other in others if ours.verbs else ():
            if verbs := matched(ours.verbs, keys_of(other.verbs)):
                return f"the article says “{verbs[0].word}” of {_written(other.time)}"
    return ""


def _dated(text: str) -> Iterator[Dated]:
    for start, end in sentences(text):
        yield from _clauses(text[start:end])


def _clauses(sentence: str) -> Iterator[Dated]:
    small = sentence.casefold()
    telling = content(sentence)
    begin = 0
    ends = (m.start() for m in _BREAK.finditer(small) if not _is_of_time(small, m))
    for end in [*islice(ends, MAX_CLAUSES), len(small)]:
        times = [*_TIME.finditer(small, begin, end)]
        inside = [t for t in telling if begin <= t.start < end]
        verbs = [t for t in inside if may_be_verb(t) and not t.is_name and not t.keys & _SAID]
        # "In July, she was cleared": a time that stands alone is that of what follows.
        if not verbs and times and len(inside) <= len(times) + 1:
            continue
        for kind in {match.lastgroup or "" for match in times}:
            same = {_time(match) for match in times if match.lastgroup == kind}
            is_then = not any(_NOT_THEN.search(small[begin : match.start()]) for match in times)
            if len(same) == 1:
                yield Dated(kind, same.pop(), verbs, is_then)
        begin = end


def _is_of_time(small: str, match: re.Match[str]) -> bool:
    return match["event"] is not None and bool(_TIME.match(small, match.start("event")))


def _time(match: re.Match[str]) -> str:
    """A time as it is compared: 3 am is three in the morning."""
    clock = numerals(match.group()) if match.lastgroup == "clock" else ()
    return min(clock[0].readings) if clock else match.group()


def _written(time: str) -> str:
    return time.capitalize() if time[0].isalpha() else time
