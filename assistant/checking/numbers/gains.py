"""A profit of what was lost; so many with others, of so many without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from assistant.checking.numbers.following import said_otherwise
from vectorstore.text.numerals import Numeral, numerals

# Numbers of a text that are looked at, and characters between a word and its number.
MAX_KNOWN, MAX_BEFORE, MAX_BEHIND = 16, 60, 24

_FILLED = (
    r"(?: (?:of|about|some|around|nearly|almost|roughly|more than|over|just|only|under|less than|up"
    r" to|an?|estimated|record|net|pre-tax|annual|worth|totalling|at least|well))*\s[$£€]?\Z"
)
_OF_A_KIND = "(?:net |operating |pre-tax |annual |record )?"
_LOSS = rf"{_OF_A_KIND}(?:loss(?:es)?|deficit|shortfall)"
_PROFIT = rf"{_OF_A_KIND}(?:profits?|surplus|earnings)"
_LOST = re.compile(rf"\b(?:{_LOSS} of|lost|loses?|losing|in the red by){_FILLED}")
_GAINED = re.compile(
    rf"\b(?:{_PROFIT} of|earn(?:ed|s|ing)?|profited (?:by|of)|in the black by){_FILLED}"
)
_LOSS_BEHIND = re.compile(rf"(?: [a-z]+){{0,2}} (?:{_LOSS}\b|in the red)")
_PROFIT_BEHIND = re.compile(rf"(?: [a-z]+){{0,2}} (?:{_PROFIT}\b|in the black)")
_MONEY = re.compile(
    r"(?: (?:hundred|thousand|million|billion|m|bn))* ?(?:crowns?|dollars?|euros?|pounds?|francs?"
    r"|yen|rupees?|kron\w+)\b|(?: (?:million|billion))|[mb]n?\b"
)
_OF_MONEY = re.compile(r"[mb]illion|[$£€]|\d[mb]n?\Z")
# "198 people, counting the crew", "198 with the crew": so many and others.
_COUNTED_IN = re.compile(
    r"\b(?:counting|including|together with|along with|taking in)"
    r" (?:the |its |their |her |his |all )*(\w{3,})"
)
_ADDED = re.compile(r"(?: [a-z]+){0,3},? (?:and|plus|as well as|besides|in addition to)(?: a)? ")
_ON_TOP = re.compile(r"\b(?:counting|including|taking in|counted in|included|among them|of them)\b")


def gained_or_lost(said: str, given: str) -> str:
    """Why a claim has gained what its source has lost, or the reverse; both plain and in small
    letters; "" where it hasn't."""
    ours = [(n, side) for n in _first(said) if (side := _side(said, n))]
    theirs = [(n, side) for n in _first(given) if (side := _side(given, n))] if ours else []
    if not theirs:
        return ""
    nearly = said_otherwise(said, given)
    for number, side in ours:
        same = [s for n, s in theirs if n.readings & number.readings]
        # "More than seven million" of 7.4: of the one amount that there is.
        if not same and number.readings & nearly:
            same = [s for _, s in theirs]
        if same and side not in same:
            return f"the article speaks of a {same[0]}"
    return ""


def _side(text: str, number: Numeral) -> str:
    """Whether a number of money is a loss or a profit; "" where it is neither."""
    if not _MONEY.match(text, number.end) and not _OF_MONEY.search(_written(text, number)):
        return ""
    before = text[max(0, number.start - MAX_BEFORE) : number.start]
    behind = text[number.end : number.end + MAX_BEHIND]
    if _LOST.search(before) or _LOSS_BEHIND.match(behind):
        return "loss"
    if _GAINED.search(before) or _PROFIT_BEHIND.match(behind):
        return "profit"
    return ""


def _written(text: str, number: Numeral) -> str:
    return text[max(0, number.start - 1) : number.end]


def with_what_is_apart(said: str, given: str) -> str:
    """Why a claim counts in what its source counts beside: "198, counting the crew", of "198
    passengers and 14 crew"; both plain and in small letters; "" where it doesn't."""
    match = _COUNTED_IN.search(said)
    if not match or _ON_TOP.search(given):
        return ""
    found = [*_first(given)]
    ours = frozenset(reading for number in _first(said) for reading in number.readings)
    for one, other in pairwise(found):
        is_apart = _ADDED.fullmatch(given, one.end, other.start)
        noun = given[other.end : other.end + MAX_BEHIND].split()[:2]
        is_alone = bool(one.readings & ours) and not other.readings & ours
        if is_apart and is_alone and match[1] in [word.strip(",.;:") for word in noun]:
            return f"the article counts the {match[1]} apart"
    return ""


def _first(text: str) -> Iterator[Numeral]:
    return islice(numerals(text), MAX_KNOWN)
