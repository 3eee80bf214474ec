"""Does a claim have more where its source has two numbers of which the newer is the smaller?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.numbers.changes import changes
from assistant.checking.numbers.sums import plain_values_and_shares
from assistant.checking.tokens import Token, content, keys_of
from vectorstore.text.calendar_names import YEAR
from vectorstore.text.sentences import sentences

# Clauses of a claim and changes of a text that are looked at, and the words on either side of a
# change that say of what it is.
MAX_CLAUSES, MAX_CHANGES, MAX_WORDS = 12, 12, 3
_UP = frozenset(
    """more higher rose risen rising rise rises grew grown growing grow grows increase increased
    increases increasing extra additional climbed climbing larger bigger up gained""".split()
)
_DOWN = frozenset(
    """fewer less lower fell fallen falling fall falls drop drops dropped dropping decrease
    decreased decreases declined decline declining shrank shrunk shrinking down smaller
    reduced""".split()
)
_CLAUSE = re.compile(r"[;,]\s|\s(?:and|but|while|whereas|though|although|because|after|before)\s")
_THAN = re.compile(r"\sthan\s.*", re.DOTALL)
# What denies, or tells of another time than the newer number's: "higher in 2024", "fewer than now".
_EXCEPTS = re.compile(
    r"\b(?:not|no|never|neither|nor|without|hardly|earlier|before|previous\w*|ago|then|last|once"
    r"|formerly|had|than (?:now|today))\b|n't\b"
)
_WORD = re.compile(r"[a-z]+")


class Direction(NamedTuple):
    """Of what a text tells a change, whether it went up, and what it says before the older number
    and behind it."""

    of: frozenset[str]
    is_up: bool
    newer: frozenset[str]
    older: frozenset[str]


def other_direction(claim: str, cited: str) -> str:
    """Why a plain claim has go up what went down in its source; "" where it hasn't."""
    theirs = [*islice(_directions(cited), MAX_CHANGES)]
    for clause in islice(_CLAUSE.split(claim), MAX_CLAUSES) if theirs else ():
        said = _said(clause)
        if said is None or _EXCEPTS.search(clause.casefold()):
            continue
        is_up, place = said
        telling = [t for t in content(clause) if not t.is_number and t.word not in _UP | _DOWN]
        near = _around(telling, place, 2)
        same = [each for each in theirs if near & each.of]
        years = keys_of(t for t in content(_THAN.sub("", clause)) if YEAR.fullmatch(t.word))
        if same and all(each.is_up != is_up and years <= each.newer - each.older for each in same):
            return f"it has this go {'up' if is_up else 'down'}, the article the other way"
    return ""


def _said(clause: str) -> tuple[bool, int] | None:
    """Whether a clause says that something went up, and where, if it says one of the two."""
    found = [
        (match.group() in _UP, match.start())
        for match in _WORD.finditer(clause.casefold())
        if match.group() in _UP | _DOWN
    ]
    return found[0] if len({up for up, _ in found}) == 1 else None


def _directions(cited: str) -> Iterator[Direction]:
    for start, end in sentences(cited):
        sentence = cited[start:end]
        for change in changes(sentence):
            old, new = (
                max(plain_values_and_shares(side), default=None)
                for side in (change.old, change.new)
            )
            if old is None or new is None or old == new:
                continue
            every = content(sentence)
            telling = [t for t in every if not t.is_number]
            yield Direction(
                _around(telling, change.new_start, MAX_WORDS),
                new > old,
                keys_of(t for t in every if t.end <= change.old_start),
                keys_of(t for t in every if t.start >= change.old_start),
            )


def _around(telling: Sequence[Token], place: int, count: int) -> frozenset[str]:
    """What so many words before and behind a place stand for."""
    before = [t for t in telling if t.end <= place][-count:]
    return keys_of([*before, *[t for t in telling if t.start > place][:count]])
