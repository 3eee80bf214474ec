"""Do two texts count the same thing differently?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.checking.tokens import Token, keys_of, share
from assistant.weights import CHECKS

_SPAN_WORDS = frozenset("per cent percent am pm a.m p.m year years month months day days".split())
_PEOPLE = frozenset("people persons passengers others men women children residents workers".split())
_WERE = re.compile(r"\s(?:(?:were|was|are|is|have|has|had|been)\s)*")
# "The number of injured was put at 54", "the death toll rose to two"
_TALLY = re.compile(
    r"\b(?:(?:number|total|count|tally) of (?:the )?(?P<what>[\w' -]{3,30}?)"
    r"|(?P<toll>death) toll)\s(?:(?:has|had|was|is|put|been|now|then)\s)*"
    r"(?:(?:rose|risen|climbed|stands|stood|reached|came)\s)?(?:(?:to|at|was|is|were)\s)?(?=\S)"
)
_ORDINAL = re.compile(r"(?:second|third|\d(?:st|nd|rd)|th)\Z")
# "In 2024", "last year"
_PERIOD = re.compile(r"\b(?:(?:1[89]|20)\d\d|(?:last|this|next|previous) (?:year|month|week))\b")


def counts_another(
    said: str,
    asked: Sequence[Token],
    text: str,
    held: Sequence[Token],
    keys: frozenset[str],
    story: Sequence[Token],
) -> bool:
    """Whether both count the same thing, and never alike.

    A tally, "the number of injured is 54", is of what the story around it is about.
    """
    if _of_another_year(said, text):
        return False
    words = [token for token in asked if not token.is_number]
    of_story = keys_of(story)
    if found := tallies(text, held):
        least, known = CHECKS.min_counted_share, share(words, of_story)
    else:
        named = keys | keys_of(token for token in story if token.is_name)
        plain_words = [token for token in words if not token.is_name]
        least, known = CHECKS.min_counted_share, min(share(words, named), share(plain_words, keys))
    if known < least:
        return False
    ours, theirs = (
        [*_counted(said, asked), *tallies(said, asked)],
        [*_counted(text, held), *found],
    )
    return any(
        not any(number & other for other, _ in same)
        for number, noun in ours
        if (same := [pair for pair in theirs if pair[1] & noun])
    )


def _of_another_year(said: str, text: str) -> bool:
    """Whether one of two texts counts for a year that the other does not name."""
    ours, theirs = ({m.group() for m in _PERIOD.finditer(t.casefold())} for t in (said, text))
    return ours != theirs


def _counted(text: str, found: Sequence[Token]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The numbers of a text, each with the meanings of the word right behind it."""
    pairs = []
    for number, noun in pairwise(found):
        is_next = not text[number.end : noun.start].strip()
        if not number.is_number or noun.is_number or _ORDINAL.search(number.word):
            continue
        if is_next and noun.word not in _SPAN_WORDS:
            done = _done_to(text, found, noun) if noun.word in _PEOPLE else frozenset()
            pairs.append((number.keys, noun.keys | done))
    return pairs


def _done_to(text: str, found: Sequence[Token], people: Token) -> frozenset[str]:
    """What is said right behind of the people who are counted: "were hurt"."""
    behind = next((token for token in found if token.start >= people.end), None)
    if behind and _WERE.fullmatch(text, people.end, behind.start):
        return behind.keys
    return frozenset()


def tallies(text: str, found: Sequence[Token]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The numbers that a text gives as the number of something, each with what it is of."""
    pairs = []
    for match in _TALLY.finditer(text.casefold()):
        start, end = match.span("what" if match["what"] else "toll")
        what = keys_of(token for token in found if start <= token.start < end)
        number = next((t for t in found if t.is_number and t.start >= match.end()), None)
        if number and not text[match.end() : number.start].strip():
            pairs.append((number.keys, what))
    return pairs
