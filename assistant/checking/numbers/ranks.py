"""First, second, third: does a claim give another place in an order than its source?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checking.tokens import content
from vectorstore.text.numerals import numerals

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_MOST = r"(?:[a-z]{3,}(?:est)|most \w+|best|worst|least \w+)"
_RANKED = re.compile(rf"[\s-](?P<most>{_MOST})\b")
_SUPERLATIVE = re.compile(rf"\b(?P<most>{_MOST})\b")
_NOT_MOST = frozenset(
    "west forest interest protest request harvest arrest invest suggest honest modest rest guest"
    " quest contest conquest unrest priest manifest digest latest least best-known most".split()
)
_PLACED = re.compile(r"\b(?P<verb>came|come|comes|finish\w*|plac\w+|rank\w*|end\w*)\s(?:in\s)?\Z")
# "Second" says no place in these: "a second time" is again, "second-hand".
_NO_PLACE = frozenset("hand rate minute thought thoughts seconds".split())
MAX_BEHIND = 40


def other_place(claim: str, cited: str) -> str:
    """Why a plain claim gives something another place in an order; "" where it doesn't."""
    ours, theirs = _places(claim), _places(cited)
    for what, places in ours.items():
        if what in theirs and not {p for p, _ in places} & {p for p, _ in theirs[what]}:
            return f"the article says “{sorted(theirs[what])[0][1]}”"
    return ""


def _places(text: str) -> dict[str, set[tuple[str, str]]]:
    """What a text puts in an order, each with its places, and how they are written."""
    found: dict[str, set[tuple[str, str]]] = {}
    for what, place, written in (*_ordinals(text), *_superlatives(text.casefold())):
        found.setdefault(what, set()).add((place, written))
    return found


def _ordinals(text: str) -> Iterator[tuple[str, str, str]]:
    small = text.casefold()
    telling = content(text)
    for number in numerals(small):
        place = next((r for r in number.readings if _ORDINAL.fullmatch(r)), "")
        if not place or _RANKED.match(small, number.end):
            continue
        if placed := _PLACED.search(small[max(0, number.start - MAX_BEHIND) : number.start]):
            yield "placed", place, f"{placed['verb']} {small[number.start : number.end]}"
            continue
        behind = next((t for t in telling if t.start >= number.end), None)
        if behind is None or small[number.end : behind.start] != " " or behind.word in _NO_PLACE:
            continue
        written = small[number.start : behind.end]
        yield from ((key, place, written) for key in behind.keys)


def _superlatives(small: str) -> Iterator[tuple[str, str, str]]:
    """The largest is the first of the largest, the second largest the second."""
    ranked = {}
    for number in numerals(small):
        place = next((r for r in number.readings if _ORDINAL.fullmatch(r)), "")
        match = _RANKED.match(small, number.end) if place else None
        if match:
            ranked[match.start("most")] = place, small[number.start : match.end()]
    for match in _SUPERLATIVE.finditer(small):
        if match["most"] not in _NOT_MOST:
            place, written = ranked.get(match.start(), ("1st", match["most"]))
            yield f"most {match['most']}", place, written
