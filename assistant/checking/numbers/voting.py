"""By how much was it won: unanimously, narrowly, by a large majority?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checking.numbers.shares import is_count
from vectorstore.text.numerals import Numeral, numerals
from vectorstore.text.spoken_numbers import TO_TEN, any_of

_ALL, _NARROW, _WIDE = "by all", "narrowly", "by far"
_DECIDED = (
    r"(?:w[io]n\w*|pass\w*|vot\w+|approv\w+|reject\w*|back\w*|defeat\w*|los[te]\w*|adopt\w*"
    r"|elect\w*|carried|carry|agree\w*|beat\w*|endors\w+|chos\w+|choose\w*|re-elect\w*|accept\w*)"
)
_SMALL = r"(?:narrow\w*|slim\w*|slender|thin|tiny|wafer-thin|small|bare|razor-thin|tight|minimal)"
_LARGE = (
    r"(?:large|big|huge|clear|comfortable|wide|vast|overwhelming|sweeping|crushing|massive|broad"
    r"|handsome|solid|great|heavy|strong|substantial|thumping|commanding|resounding|two-thirds)"
)
_MAJORITY = "(?:majority|margin|lead|victory|win)"
_WORDS = (
    (
        _ALL,
        r"(?<!not )(?<!nearly )(?<!almost )(?:unanimous\w*|without (?:dissent|opposition)"
        r"|with no (?:votes? against|dissent)|with one voice|to nil)",
    ),
    (
        _NARROW,
        rf"narrowly {_DECIDED}|{_DECIDED}(?: \w+){{0,4}} narrowly|{_SMALL} {_MAJORITY}"
        r"|by (?:(?:just|only|but) )?(?:an? single|one|a) vote|by a whisker"
        r"|single[- ]vote",
    ),
    (
        _WIDE,
        rf"(?:{_LARGE} |landslide ){_MAJORITY}|by a landslide"
        rf"|(?:overwhelmingly|easily|comfortably|resoundingly|handsomely|decisively) {_DECIDED}"
        rf"|{_DECIDED}(?: \w+){{0,4}} (?:overwhelmingly|easily|comfortably|decisively)",
    ),
)
_HOW = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _WORDS)
_AGAINST = re.compile(r"(?: votes?| members?| councillors?)?(?: to | against |-)")
# "By 15 votes to 12", and by how many.
_TO = re.compile(r"(?: votes?| goals?| points?)?(?: to | against |-)")
_BY_HOW_MANY = re.compile(r"\b(?:by|margin|majority|lead|ahead|difference|edge)\b")
# "Three against", "two members voted against": it was not all.
_SOME_AGAINST = re.compile(
    rf"\b(?:{any_of(TO_TEN)}|\d+|some|several|a few)"
    r"(?: \w+){0,3} (?:against|abstain\w*|dissent\w*|oppos\w+)\b"
    r"|\b(?:was|were|is|are) (?:split|divided)\b"
)
_IS_VOTE = re.compile(rf"\b(?:{_DECIDED}|votes?|ballots?|majority|members?|jur\w+)\b")
_VOTED = re.compile(
    r"(?: (?!not\b)[a-z]+){0,2}? (?:(?:were|was|voted|vote|votes) )"
    r"(?:(?P<against>against)|for|in favour)\b"
)
# The loser's share of the winner's votes from which it is narrow, and up to which it is wide.
NARROW, WIDE = 0.8, 0.6


def other_majority(said: str, given: str) -> str:
    """Why a claim calls a vote unanimous, narrow or clear that its source tells otherwise; both
    plain and in small letters."""
    ours = {name for name, words in _HOW if words.search(said)}
    if not ours or not _IS_VOTE.search(given):
        return ""
    theirs = {name: match.group() for name, words in _HOW if (match := words.search(given))}
    if theirs and not ours & {*theirs}:
        # What all vote for is won by far.
        if {*theirs, *ours} == {_ALL, _WIDE}:
            return f"the article says “{theirs[_WIDE]}”" if _ALL in ours else ""
        return f"the article says “{next(iter(theirs.values()))}”"
    if _ALL in ours and _ALL not in theirs and (some := _SOME_AGAINST.search(given)):
        return f"the article says “{some.group()}”"
    counts = [*_counts(given)]
    for loser, winner, text in counts if not theirs else ():
        share = loser / winner
        wrong = (
            (_ALL in ours and loser)
            or (_NARROW in ours and share < WIDE)
            or (_WIDE in ours and share > NARROW)
        )
        if wrong:
            return f"the article says “{text}”"
    return ""


def other_side(said: str, given: str) -> str:
    """Why a claim says that so many voted against what in its source they voted for."""
    ours, theirs = _sides(said), _sides(given)
    for number, (side, _) in ours.items():
        other, text = theirs.get(number, (side, ""))
        if other != side and (number, side) not in {(n, s) for n, (s, _) in theirs.items()}:
            return f"the article says “{text}”"
    return ""


def margins(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim by which one side won: three, of "15 votes to 12"."""
    if not _BY_HOW_MANY.search(said):
        return
    apart = {
        str(abs(int(first) - int(last)))
        for one, other in pairwise(numerals(given))
        if _TO.fullmatch(given, one.end, other.start)
        for first in one.readings
        for last in other.readings
        if is_count(first) and is_count(last)
    }
    yield from (number for number in numerals(said) if number.readings & apart)


def _sides(text: str) -> dict[str, tuple[str, str]]:
    """On which side how many voted, and how it is written."""
    found: dict[str, tuple[str, str]] = {}
    again: set[str] = set()
    for number in numerals(text):
        # "All but one voted for it" counts who did not.
        is_rest = text.endswith("but ", 0, number.start)
        match = None if is_rest else _VOTED.match(text, number.end)
        for reading in number.readings:
            if reading in found:
                again.add(reading)
            if match:
                side = "against" if match["against"] else "for"
                found[reading] = side, text[number.start : match.end()]
    return {reading: told for reading, told in found.items() if reading not in again}


def _counts(text: str) -> Iterator[tuple[int, int, str]]:
    """The votes of loser and winner, and how they are written."""
    for one, other in pairwise(numerals(text)):
        if not _AGAINST.fullmatch(text, one.end, other.start):
            continue
        first, last = (
            next((int(r) for r in n.readings if r.isdigit() and len(r) < 9), -1)
            for n in (one, other)
        )
        if first >= 0 and last >= 0 and max(first, last) > 1:
            yield min(first, last), max(first, last), text[one.start : other.end]
