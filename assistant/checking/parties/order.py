"""What came before what, and what led to what: does a claim have it in the other order?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from assistant.checking.parties.numbered import SPANS
from assistant.checking.tokens import Token, content, keys_of
from vectorstore.text.calendar_names import MONTH_NAMES

# Of a sentence that joins more than any in the news does, no more is looked at.
MAX_JOINS = 12
# So many words before a "faster than" are looked at.
MAX_COMPARED = 3

# What joins two sides: 1 where the first named is the later one, or the effect.
_OF_TIME = {
    "before": -1, "until": -1, "after": 1, "since": 1, "followed by": -1, "following": 1,
    "by the time": -1, "and then": -1, "and only then": -1, "and later": -1, "and was later": -1,
    "and were later": -1, "ahead of": -1,
}  # fmt: skip
_OF_CAUSE = {
    "because": 1, "because of": 1, "due to": 1, "owing to": 1, "led to": -1, "caused": -1,
    "caused by": 1, "so that": -1, "resulted in": -1, "as a result of": 1, "thanks to": 1,
}  # fmt: skip
_JOINS = _OF_TIME | _OF_CAUSE
TIME, CAUSE = "time", "cause"
# "Until four", "since 1988" and "after Monday" name no other event.
_TIME = (
    r"\s(?:(?:about|nearly|early|late|last|next|on|the (?:end|start|beginning|middle) of|the)\s)?"
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|records?"
    r"|midnight|dawn|dusk|morning|evening|night|then|now|\w+day\b|week|month|year|season"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)"
)
_TIMED = r"(?:before|until|after|since|following)\b"
_DUE = (
    r"due to (?:be|begin|start|open|close|take|leave|arrive|run|end|finish|return|play|face|vote"
    r"|meet|have|make|pay|expire|retire|appear|go|come|speak|stand|give|hold|sail|fly)\b"
)
_JOIN = re.compile(
    rf"\b(?!{_TIMED}{_TIME})(?!{_DUE})(?:"
    + "|".join(sorted(_JOINS, key=len, reverse=True))
    + r")\b"
)
# What is put off until another thing comes after it.
_PUT_OFF = re.compile(
    r"\b(?:not|never|n't|cannot|no|nobody|only|put\w* (?:\w+ ){0,4}off|delay\w*|postpon\w*|wait\w*"
    r"|defer\w*|shelv\w*|adjourn\w*)\b[^,;]*\Z"
)
# What does not happen before another thing, comes after it if ever.
_NOT_BEFORE = re.compile(
    r"\b(?:not|never|n't|cannot|no|nobody|nothing|none|fail\w*|refus\w*)\b[^,;]*\Z"
)
# "After hitting a reef the ship sank, and two drowned": where the first clause ends is not told.
_NO_MAIN_CLAUSE = re.compile(r"\s(?:and|but|or|who|which|whose|where)\b")


# "The city blames the flood on the drains", "blames the drains for the flood", "the drains".
_BLAMES = re.compile(
    r"\bblam(?:es?|ed|ing)\s([^,;.]{3,120}?)(?:\s(on|for)\s([^,;.]{3,120}))?(?=[,;.]|\Z)"
)
# "She had led but fell"
_HAD = re.compile(r"\bhad\s(?!to\b)([^,;.]{3,120}?),?\sbut\s(?![^,;.]{0,60}\bhad\b)([^,;.]{3,120})")
_HAD_ALREADY = re.compile(r"\bhad (?:already|earlier|previously|first)\b")
# "Lost faster than they are mended"
_MORE = re.compile(r"\b(faster|quicker|slower|sooner|later|earlier|more often) than\b")
_ONLY = re.compile(r"\s(?:did|would|could|will|can)\s")
# "And because of it fewer came": what stands before is the cause.
_OF_THAT = re.compile(r"\s(?:it|this|that|which|them|these)\b")
# "Because, its owners say, the hull leaked"
_ASIDE = re.compile(r"\A\s?,[^,;]{1,60},")
_MONTHS = re.compile(rf"\bin ({'|'.join(MONTH_NAMES)})\b")


class Joined(NamedTuple):
    """Two sides of a sentence in the order of time; a cause comes before its effect.

    `names` are what either begins with a capital letter. Of two of another `kind` nothing is said
    by what only one side of each has.
    """

    earlier: frozenset[str]
    later: frozenset[str]
    names: frozenset[str]
    kind: str = TIME


def in_other_order(claim: str, sentences: Sequence[str]) -> bool:
    """Whether a plain claim has two things in the other order than some sentences."""
    ours = joined(claim)
    theirs = [each for sentence in sentences for each in joined(sentence)] if ours else []
    theirs += [
        _told_of(later, earlier, TIME)
        for later, earlier in pairwise(sentences if ours else ())
        if _HAD_ALREADY.search(earlier)
    ]
    return any(
        _is_crossed(one, other)
        for one in ours
        if not any(_is_straight(one, other) for other in theirs)
        for other in theirs
    )


def _is_straight(one: Joined, other: Joined) -> bool:
    """Whether two texts tell of the same in one order."""
    both = one.earlier & other.earlier and one.later & other.later
    return bool(both) and not (one.earlier & other.later or one.later & other.earlier)


def _is_crossed(one: Joined, other: Joined) -> bool:
    straight = len(one.earlier & other.earlier) + len(one.later & other.later)
    crossed = len(one.earlier & other.later) + len(one.later & other.earlier)
    both_ways = one.earlier & other.later and one.later & other.earlier
    if one.kind != other.kind and not both_ways:
        return False
    if {one.kind, other.kind} - {TIME, CAUSE} and one.kind != other.kind:
        return False
    names = one.names & other.names
    if names & one.earlier & other.later and names & one.later & other.earlier:
        return not names & (one.earlier & other.earlier | one.later & other.later)
    if both_ways and not (one.earlier & other.earlier and one.later & other.later):
        return crossed > straight
    return crossed > 2 * straight and (bool(both_ways) or _is_most_crossed(one, other))


def _is_most_crossed(one: Joined, other: Joined) -> bool:
    """Whether one side of the one is mostly the other side of the other."""
    sides = ((one.earlier, other.later), (one.later, other.earlier))
    return any(
        2 * len(a & b) >= min(len(a), len(b)) and sum(key.startswith("~") for key in a & b) > 1
        for a, b in sides
    )


def _events(text: str) -> list[Token]:
    """The words that tell what happened; "eighteen minutes after" is how long after."""
    return [t for t in content(text) if not t.is_number and t.word not in SPANS]


def _told_of(later: str, earlier: str, kind: str) -> Joined:
    """What is told of by two texts, of which the second is the earlier, or the cause."""
    first, second = keys_of(_events(earlier)), keys_of(_events(later))
    names = keys_of(t for text in (earlier, later) for t in content(text) if t.is_name)
    return Joined(first - second, second - first, names, kind)


def joined(text: str) -> list[Joined]:
    """What a plain sentence joins by words that tell which comes first."""
    small = text.casefold()
    found = [*_by_joins(text, small)]
    for match in islice(_BLAMES.finditer(small), MAX_JOINS):
        blamed, by, other = match.groups(default="")
        found.append(_told_of(*((blamed, other) if by == "on" else (other, blamed)), CAUSE))
    for match in islice(_HAD.finditer(small), MAX_JOINS):
        found.append(_told_of(match[2], f"{small[: match.start()]} {match[1]}", TIME))
    for match in islice(_MORE.finditer(small), MAX_JOINS):
        before = " ".join(small[: match.start()].split()[-MAX_COMPARED:])
        after, _ = _cut(small[match.end() :])
        found.append(_told_of(before, after, match[1]))
    found += _by_months(small)
    return [each for each in found if each.earlier]


def _by_months(small: str) -> list[Joined]:
    """ "Cleared in July and reinstated in September"."""
    parts = small.split(" and ")[:MAX_JOINS]
    months = [_MONTHS.findall(part) for part in parts]
    return [
        _told_of(later, earlier, TIME)
        for (earlier, one), (later, other) in pairwise(zip(parts, months, strict=True))
        if len(one) == len(other) == 1 and MONTH_NAMES.index(one[0]) < MONTH_NAMES.index(other[0])
    ]


def _by_joins(text: str, small: str) -> Iterator[Joined]:
    names = keys_of(token for token in content(text) if text[token.start].isupper())
    joins = [*islice(_JOIN.finditer(small), MAX_JOINS)]
    starts = [0, *(match.end() for match in joins)]
    ends = [*(match.start() for match in joins[1:]), len(small)]
    for match, start, end in zip(joins, starts, ends, strict=False):
        before, after = small[start : match.start()], _ASIDE.sub("", small[match.end() : end])
        is_fronted = not _events(before)
        first, rest = _only(before, after) or _cut(after)
        if is_fronted and _NO_MAIN_CLAUSE.match(rest):
            continue
        sides = keys_of(_events(rest if is_fronted else before)), keys_of(_events(first))
        if all(sides):
            is_turned = (
                (match.group() == "until" and _PUT_OFF.search(before))
                or (match.group() in ("before", "ahead of") and _NOT_BEFORE.search(before))
                or (
                    match.group() in ("because of", "due to", "thanks to") and _OF_THAT.match(after)
                )
            )
            is_straight = (_JOINS[match.group()] < 0) != bool(is_turned)
            earlier, later = sides if is_straight else sides[::-1]
            kind = TIME if match.group() in _OF_TIME else CAUSE
            yield Joined(earlier - later, later - earlier, names, kind)


def _only(before: str, after: str) -> tuple[str, str] | None:
    """Both clauses of "only after the fire did the town build a station"."""
    split = _ONLY.search(after) if before.strip().endswith("only") else None
    return (after[: split.start()], after[split.end() :]) if split else None


def _cut(after: str) -> tuple[str, str]:
    """A text before its first comma that has anything before it, and behind that."""
    for comma in re.finditer(r"[,;]", after):
        if _events(after[: comma.start()]):
            return after[: comma.start()], after[comma.end() :]
    return after, ""
