"""What happened when: does a claim give the day of one thing to another?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from assistant.checking.doers import may_be_verb
from assistant.checking.tokens import Token, content, keys_of, matched, tokens
from vectorstore.text.sentences import sentences

# Clauses of one sentence that are looked at.
MAX_CLAUSES = 60
_MONTHS = "january february march april may june july august september october november december"
_TIME = re.compile(
    r"\b(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    rf"|\b(?P<month>{'|'.join(_MONTHS.split())})\b(?! (?:be|have|not|still|also|well|yet)\b)"
    r"|\b(?P<year>(?:19|20)\d\d)\b(?!,\d)|\b(?P<clock>\d{1,2}(?:[.:]\d\d)?\s?[ap]m)\b"
)
_BREAK = re.compile(
    r"[,;:]\s|\s(?=(?:and|but|while|who|which|having|when|then|after|before|until|as)\s)"
)
# What is said on a day is told of another.
_SAID = keys_of(tokens("said told added replied announced reported"))


class Dated(NamedTuple):
    """A clause: the one time that it names, of its kind, and the verbs in it."""

    kind: str
    time: str
    verbs: list[Token]


def of_another_day(claim: str, cited: str) -> str:
    """Why a plain claim tells on a day, in a month or a year, what its source tells of another;
    "" where it doesn't."""
    theirs = [*_dated(cited)]
    for ours in _dated(claim):
        homes = [d for d in theirs if d.time == ours.time]
        others = [d for d in theirs if d.kind == ours.kind and d.time != ours.time]
        if not homes or any(matched(ours.verbs, keys_of(home.verbs)) for home in homes):
            continue
        for other in others:
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
    for end in [*islice((m.start() for m in _BREAK.finditer(small)), MAX_CLAUSES), len(small)]:
        times = [*_TIME.finditer(small, begin, end)]
        inside = [t for t in telling if begin <= t.start < end]
        verbs = [t for t in inside if may_be_verb(t) and not t.is_name and not t.keys & _SAID]
        # "In July, she was cleared": a time that stands alone is that of what follows.
        if not verbs and times and len(inside) <= len(times) + 1:
            continue
        if len({match.group() for match in times}) == 1 and verbs:
            yield Dated(times[0].lastgroup or "", times[0].group(), verbs)
        begin = end


def _written(time: str) -> str:
    return time.capitalize() if time[0].isalpha() else time
