"""Two to three weeks: does a claim tell one end of it as the whole?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from assistant.checking.numbers.sums import plain_values
from vectorstore.text.calendar_names import MONTH_NAMES
from vectorstore.text.numerals import Numeral, numerals

# Characters around a number that say what it is, and ranges of a text that are looked at.
MAX_BEFORE, MAX_RANGES = 40, 20
_BEHIND = re.compile(r"\bor (?:more|less)|at (?:the )?(?:most|least)|\bmaximum|\bminimum")
_TO = re.compile(r"\s?(?:-|to|or)\s?[$£€]?")
_AND = re.compile(r"(?:\s[a-z]+)?\sand\s[$£€]?")
_BETWEEN = re.compile(r"\bbetween (?:about |around |some )?[$£€]?\Z")
# What went from one to the other, was won or voted by it, or is a time, is no range.
_NO_RANGE = re.compile(
    r"\b(?:ris\w+|rose|f[ae]ll\w*|dropp?\w*|increas\w+|cut\w*|rais\w+|lower\w*|gr[eo]w\w*|shr\w+"
    r"|up|down|climb\w*|jump\w*|reduc\w+|w[io]n\w*|los[te]\w*|beat\w*|vot\w+|le[ad]\w*|scor\w+"
    r"|draw\w*|drew|vote[ds]?|by|aged?|ages|pages?|open\w*|went|gone|mov\w+|chang\w+|turn\w*"
    r"|widen\w*|score)\b"
)
_TIME = re.compile(
    rf"\s?(?:[ap]\.?m\b|o'clock|:|{'|'.join(MONTH_NAMES)}|on\b|in favour|against|votes?\b)"
)
_LIMITED = re.compile(
    r"\b(?:up to|at (?:the )?(?:least|most|best|worst|earliest|latest)|from|between|to|or|and"
    r"|as (?:many|much|long|little|few)|maximum|minimum|max|more than|less than|fewer than|over"
    r"|under|within|could|may|might|no (?:more|less|fewer|later)|upwards|limit\w*|top|even|above"
    r"|about|around|some|roughly|\w{3,}est|start\w*|begin\w*)\b|-"
)


class Range(NamedTuple):
    """Its two ends, and how it is written."""

    low: Numeral
    high: Numeral
    text: str


def ranges(small: str) -> Iterator[Range]:
    """The ranges of a plain text in small letters: "two to three weeks", "between 40 and 60"."""
    for low, high in pairwise(numerals(small)):
        before = small[max(0, low.start - MAX_BEFORE) : low.start]
        is_between = _AND.fullmatch(small, low.end, high.start) and _BETWEEN.search(before)
        if not is_between and not _TO.fullmatch(small, low.end, high.start):
            continue
        first, last = (max(plain_values(n.readings), default=0) for n in (low, high))
        is_year = first > 1000 and "," not in small[low.start : low.end] and last < 2100
        if not 0 < first < last <= 20 * first or is_year or _TIME.match(small, high.end):
            continue
        if is_between or not _NO_RANGE.search(before):
            yield Range(low, high, small[low.start : high.end])


def one_end(said: str, given: str) -> str:
    """Why a claim tells one end of its source's range as it stands; "" where it doesn't."""
    theirs = [*islice(ranges(given), MAX_RANGES)]
    ours = numerals(said) if theirs else ()
    every = [n.readings for n in numerals(given)]
    for span in theirs:
        for end, other in ((span.low, span.high), (span.high, span.low)):
            # Where the number stands elsewhere too, it may be that which is meant.
            own = [n for n in ours if n.readings & end.readings]
            both = any(n.readings & other.readings for n in ours)
            is_once = sum(bool(readings & end.readings) for readings in every) == 1
            if len(own) != 1 or both or not is_once:
                continue
            around = said[max(0, own[0].start - MAX_BEFORE) : own[0].start]
            behind = said[own[0].end : own[0].end + MAX_BEFORE]
            if not _LIMITED.search(around) and not _BEHIND.search(behind):
                return f"the article says “{span.text}”"
    return ""


def ends(small: str) -> frozenset[str]:
    """The readings of the ends of a text's ranges."""
    return frozenset(r for span in ranges(small) for n in (span.low, span.high) for r in n.readings)
