"""What came before what, and what led to what: does a claim have it in the other order?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.parties.numbered import SPANS
from assistant.checking.tokens import Token, content, keys_of

# Of a sentence that joins more than any in the news does, no more is looked at.
MAX_JOINS = 12

# What joins two sides: 1 where the first named is the later one, or the effect.
_JOINS = {
    "before": -1, "until": -1, "after": 1, "since": 1, "followed by": -1, "following": 1,
    "by the time": -1, "because": 1, "because of": 1, "due to": 1, "owing to": 1, "led to": -1,
    "caused": -1, "and then": -1, "and later": -1, "and was later": -1, "and were later": -1,
    "so that": -1, "resulted in": -1, "as a result of": 1, "thanks to": 1, "ahead of": -1,
}  # fmt: skip
# "Until four", "since 1988" and "after Monday" name no other event.
_TIME = (
    r"\s(?:(?:about|nearly|early|late|last|next|on|the (?:end|start|beginning|middle) of)\s)?"
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon"
    r"|midnight|dawn|dusk|morning|evening|night|then|now|\w+day\b|week|month|year|season"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)"
)
_OF_TIME = r"(?:before|until|after|since|following)\b"
_DUE = (
    r"due to (?:be|begin|start|open|close|take|leave|arrive|run|end|finish|return|play|face|vote"
    r"|meet|have|make|pay|expire|retire|appear|go|come|speak|stand|give|hold|sail|fly)\b"
)
_JOIN = re.compile(
    rf"\b(?!{_OF_TIME}{_TIME})(?!{_DUE})(?:"
    + "|".join(sorted(_JOINS, key=len, reverse=True))
    + r")\b"
)
# What is put off until another thing comes after it.
_PUT_OFF = re.compile(
    r"\b(?:not|never|n't|cannot|no|nobody|only|put\w* (?:\w+ ){0,4}off|delay\w*|postpon\w*|wait\w*"
    r"|defer\w*|shelv\w*|adjourn\w*)\b[^,;]*\Z"
)
# "After hitting a reef the ship sank, and two drowned": where the first clause ends is not told.
_NO_MAIN_CLAUSE = re.compile(r"\s(?:and|but|or|who|which|whose|where)\b")


class Joined(NamedTuple):
    """Two sides of a sentence in the order of time; a cause comes before its effect.

    `names` are what either begins with a capital letter.
    """

    earlier: frozenset[str]
    later: frozenset[str]
    names: frozenset[str]


def in_other_order(claim: str, sentences: Sequence[str]) -> bool:
    """Whether a plain claim has two things in the other order than one of some sentences."""
    return any(_is_other_order(claim, sentence) for sentence in sentences)


def _is_other_order(claim: str, sentence: str) -> bool:
    return any(_is_crossed(one, other) for one in _joined(claim) for other in _joined(sentence))


def _is_crossed(one: Joined, other: Joined) -> bool:
    straight = len(one.earlier & other.earlier) + len(one.later & other.later)
    crossed = len(one.earlier & other.later) + len(one.later & other.earlier)
    both_ways = one.earlier & other.later and one.later & other.earlier
    names = one.names & other.names
    if names & one.earlier & other.later and names & one.later & other.earlier:
        return not names & (one.earlier & other.earlier | one.later & other.later)
    if both_ways and not one.earlier & other.earlier:
        return crossed > straight
    return crossed > 2 * straight


def _events(text: str) -> list[Token]:
    """The words that tell what happened; "eighteen minutes after" is how long after."""
    return [t for t in content(text) if not t.is_number and t.word not in SPANS]


def _joined(text: str) -> list[Joined]:
    found: list[Joined] = []
    small = text.casefold()
    names = keys_of(token for token in content(text) if text[token.start].isupper())
    joins = [*islice(_JOIN.finditer(small), MAX_JOINS)]
    starts = [0, *(match.end() for match in joins)]
    ends = [*(match.start() for match in joins[1:]), len(small)]
    for match, start, end in zip(joins, starts, ends, strict=False):
        before, after = small[start : match.start()], small[match.end() : end]
        is_fronted = not _events(before)
        first, rest = _cut(after)
        if is_fronted and _NO_MAIN_CLAUSE.match(rest):
            continue
        sides = keys_of(_events(rest if is_fronted else before)), keys_of(_events(first))
        if all(sides):
            is_straight = _JOINS[match.group()] < 0 and not (
                match.group() == "until" and _PUT_OFF.search(before)
            )
            earlier, later = sides if is_straight else sides[::-1]
            found.append(Joined(earlier - later, later - earlier, names))
    return found


def _cut(after: str) -> tuple[str, str]:
    """A text before its first comma that has anything before it, and behind that."""
    for comma in re.finditer(r"[,;]", after):
        if _events(after[: comma.start()]):
            return after[: comma.start()], after[comma.end() :]
    return after, ""
