"""Verbs that tell one deed, where two texts are compared by who does it."""

from __future__ import annotations

from functools import cache

from assistant.checking.tokens import Token
from vectorstore.text.senses import lemma

# A line a deed.
_ALIKE = """
find secure obtain procure raise locate unearth dig track recover discover trace
pull drag haul tug hoist heave rescue save lift yank fish
bring carry fetch deliver take transport convey ferry
catch receive grab
give hand present grant pass lend
write pen compose draft
edit compile
make build construct create craft carve
draw sketch paint
pay bear foot settle
call phone ring telephone radio contact
lead head run manage
propose suggest table
invent devise design
lock shut bolt close
win take land scoop
hire employ recruit engage
fire dismiss sack
spot see notice
throw hurl toss fling chuck
hit strike ram
teach coach train
row paddle
walk stroll march hike
judge call consider deem find
search comb scour
refuse reject decline spurn
favour favor back support prefer
recommend advise suggest
"""


def are_alike(one: Token, other: Token) -> bool:
    """Whether two verbs have one stem, or tell one deed."""
    return is_same_verb(one, other) or bool(_lines(one.word) & _lines(other.word))


def is_same_verb(one: Token, other: Token) -> bool:
    """Whether two verbs have one stem, or are forms of one as "ran" and "run" are."""
    return any(not key.isdigit() for key in one.keys & other.keys)


@cache
def _by_stem() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_ALIKE.strip().splitlines()):
        for verb in line.split():
            found.setdefault(lemma(verb), set()).add(number)
    return {verb: frozenset(numbers) for verb, numbers in found.items()}


def _lines(word: str) -> frozenset[int]:
    return _by_stem().get(lemma(word), frozenset())
