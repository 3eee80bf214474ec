"""Two deeds told with the other's object each: "fed the hens and sold the eggs"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

from assistant.checking.parties.deeds import parties_behind, placed_deeds
from assistant.checking.tokens import keys_of

# Of a sentence that tells more deeds, no more are looked at.
MAX_DEEDS = 8


class _Done(NamedTuple):
    verb: frozenset[str]
    to: frozenset[str]


def have_exchanged_objects(claim: str, sentences: Sequence[str]) -> bool:
    """Whether two deeds of a plain claim are done each to what the other one is done to in its
    source."""
    theirs = [done for sentence in sentences for done in _done(sentence)][: 2 * MAX_DEEDS]
    return any(
        _are_exchanged(one, other, first, second)
        for one, other in permutations(_done(claim), 2)
        for first in theirs
        if one.verb & first.verb
        for second in theirs
        if other.verb & second.verb and second is not first
    )


def _are_exchanged(one: _Done, other: _Done, first: _Done, second: _Done) -> bool:
    if one.verb & other.verb or first.verb & second.verb:
        return False
    return bool(
        one.to & second.to
        and other.to & first.to
        and not one.to & first.to
        and not other.to & second.to
    )


def _done(sentence: str) -> list[_Done]:
    return [
        _Done(
            frozenset(key for key in deed.verb.keys if not key.isdigit()),
            keys_of(
                token
                for party in (deed.whom, *parties_behind(given, place).values())
                for token in party.heads
            ),
        )
        for deed, given, place in placed_deeds(sentence)[:MAX_DEEDS]
    ]
