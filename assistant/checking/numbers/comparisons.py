"""How a number lies to another: 300,000 more than that, six years older than this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from assistant.checking.tokens import content, keys_of
from vectorstore.text.numerals import numerals
from vectorstore.text.sentences import sentences

# The two sides of what is compared; "six years older" is not less than "six years earlier".
_PAIRS = (
    ("more above over higher dearer costlier", "less fewer below under lower cheaper"),
    ("larger bigger greater taller", "smaller"),
    ("older", "younger newer"),
    ("longer", "shorter"),
    ("later", "earlier sooner"),
    ("ahead", "behind"),
    ("deeper", "shallower"),
    ("wider broader", "narrower"),
    ("heavier", "lighter"),
    ("faster quicker", "slower"),
    ("warmer hotter", "cooler colder"),
    ("farther further", "nearer closer"),
    ("upstream", "downstream"),
)
_SIDES = {
    word: (pair, side)
    for pair, both in enumerate(_PAIRS)
    for side, words in enumerate(both)
    for word in words.split()
}
_COMPARED = re.compile(rf"(?:[\s-][a-z%'-]+){{0,3}}?[\s-]({'|'.join(_SIDES)})\b(?!\s?\d)")
# With what it is compared stands behind.
_THAN = re.compile(r"(?:\s[\w'-]+){0,4}?\sthan\b(?! (?:a|half|\d))|\swhat\b")
_AHEAD = re.compile(r"(?:seconds?|minutes?|points?|votes?|goals?|per cent) (?:ahead|behind)\Z")
# What tells that a number is a difference: no claim that has one of these leaves it out.
_APART = re.compile(
    rf"\b(?:{'|'.join(_SIDES)}|by|extra|additional\w*|beyond|short\w*|shy|gaps?|lead\w*|led"
    r"|margins?|majorit\w+|differen\w+|before|after|(?<!take )(?<!took )(?<!make )up|down"
    r"|ris\w+|rose|increas\w+|fell|fall\w*"
    r"|cuts?|lost|los\w+|gain\w*|rais\w+|overr\w+|overspen\w+|exceed\w*|surpass\w*|outstrip\w*"
    r"|surplus|deficit|sav\w+|outnumber\w*|beat\w*|w[io]n\w*|than|another|top|rest|remain\w*|left"
    r"|missing|apart|between|underestimat\w*|miscalculat\w*|overshot|overshoot\w*|discount\w*"
    r"|\w{3,}er than|best\w*|advance|junior|senior|[a-z]*compar\w+|improv\w+|grew|grow\w*"
    r"|drop\w*|less\w*|further|added|plus|ahead)\b"
)
_CLAUSE = re.compile(r"[,;:]\s|\s(?=(?:whose|who|which|while|but)\s)")
MAX_AROUND = 36
# Characters before a comparison in which its own clause is looked for.
MAX_NEAR = 200
# Comparisons of one sentence that are looked at.
MAX_COMPARED = 20


class Compared(NamedTuple):
    """A number and on which side of what it lies, with the words before and behind."""

    start: int
    readings: frozenset[str]
    pair: int
    side: int
    before: frozenset[str]
    behind: frozenset[str]
    text: str
    is_with: bool
    near: frozenset[str]


def other_comparison(claim: str, cited: str) -> str:
    """Why a plain claim compares two things otherwise than a text; "" where it doesn't."""
    ours, theirs = [*_compared(claim)], [*_compared(cited)]
    for one in ours:
        same = [
            other for other in theirs if one.readings & other.readings and one.pair == other.pair
        ]
        if same and all(_is_reversed(one, other) for other in same):
            return f"the article says “{same[0].text}”"
    return _left_out(claim, cited, theirs)


def _is_reversed(one: Compared, other: Compared) -> bool:
    """Whether two comparisons say the reverse: "five less than hoped" is "they hoped for five
    more", as the two change places."""
    straight = _shared(one.before, other.before) + _shared(one.behind, other.behind)
    crossed = _shared(one.before, other.behind) + _shared(one.behind, other.before)
    if one.side == other.side:
        return one.is_with and other.is_with and not straight and crossed > 1
    return crossed <= straight and not _is_told_of_the_other(one, other)


def _is_told_of_the_other(one: Compared, other: Compared) -> bool:
    """Whether the clause before one comparison has just what stands behind the other: "her estimate
    had been three million higher"."""
    return any(
        _shared(a.near, b.behind) > 1 and not _shared(a.near, b.near)
        for a, b in ((one, other), (other, one))
    )


def _shared(some: frozenset[str], others: frozenset[str]) -> int:
    """How many words and numbers two sides share, each counted once."""
    return sum(key[0] in "~#" for key in some & others)


def _compared(text: str) -> Iterator[Compared]:
    for start, end in sentences(text):
        own = text[start:end]
        small = own.casefold()
        found = ((n, _COMPARED.match(small, n.end)) for n in numerals(small))
        for number, match in islice(((n, m) for n, m in found if m), MAX_COMPARED):
            pair, side = _SIDES[match[1]]
            yield Compared(
                start + number.start,
                number.readings,
                pair,
                side,
                *_around(own, number.start, match.end()),
                small[number.start : match.end()],
                bool(_THAN.match(small, match.end()) or _AHEAD.search(match.group())),
                _near(own, number.start),
            )


def _near(text: str, start: int) -> frozenset[str]:
    """What the words of the clause stand for that ends with a comparison, or that it is tacked
    on to."""
    clauses = [
        keys_of(content(clause)) for clause in _CLAUSE.split(text[max(0, start - MAX_NEAR) : start])
    ]
    return next(filter(None, reversed(clauses)), frozenset())


def comparisons_in(small: str) -> list[tuple[int, int]]:
    """Where a plain text in small letters says "300,000 more" or "six years older"."""
    found = ((n, _COMPARED.match(small, n.end)) for n in numerals(small))
    return [(number.start, match.end()) for number, match in found if match]


def _around(text: str, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """What the words and numbers before and behind a comparison stand for."""
    telling = content(text)
    return keys_of(t for t in telling if t.end <= start), keys_of(
        t for t in telling if t.start >= end
    )


def _left_out(claim: str, cited: str, theirs: list[Compared]) -> str:
    """Where a claim has a number as it stands that in its source is only a difference."""
    said, given = claim.casefold(), cited.casefold()
    differing = {compared.start: compared for compared in theirs if compared.is_with}
    by_reading: dict[str, list[Compared | None]] = {}
    for number in numerals(given) if differing else ():
        same = differing.get(number.start)
        for reading in number.readings:
            by_reading.setdefault(reading, []).append(same)
    for number in numerals(said):
        found = [c for reading in number.readings for c in by_reading.get(reading, ())]
        differences = [c for c in found if c is not None]
        around = said[max(0, number.start - MAX_AROUND) : number.end + MAX_AROUND]
        if differences and len(differences) == len(found) and not _APART.search(around):
            return f"the article says “{differences[0].text}”"
    return ""
