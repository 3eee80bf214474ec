"""Numbers that a claim says are rounded: "nearly 500", "more than half", of a less round one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal

from assistant.checking.numbers.measures import measures
from assistant.checking.tokens import Token, tokens
from vectorstore.text.calendar_names import YEAR
from vectorstore.text.numerals import Numeral, numerals

# How far a number may be from what a claim calls "about", "nearly" or "more than" that.
MAX_ROUNDED = Decimal("0.05")
# And "more than half".
MAX_SHARE = Decimal("0.3")
# And where it is cut to its first figures: "more than seven" of 7.4.
MAX_TO_ROUND = Decimal("0.15")
# Characters before a number in which it is said to be rounded.
MAX_BEFORE = 24

_EITHER, _BELOW, _ABOVE = "either", "below", "above"
_ROUND = (
    (
        _EITHER,
        r"\b(?:about|around|some|roughly|approximately|close to|circa|an estimated|an average of)",
    ),
    (
        _BELOW,
        r"(?<!not )\b(?:nearly|almost|just under|(?<!no )(?:less|fewer) than|under|not quite)",
    ),
    (_ABOVE, r"(?<!not )\b(?:(?<!no )more than|(?:just|well)? ?over|at least|above|upwards of)"),
)
_BEFORE = tuple((side, re.compile(rf"{words}\s[$£€]?\Z")) for side, words in _ROUND)
_BEHIND = re.compile(r"(?:\s[a-z]+)?\sor (?P<either>so|thereabouts)\b|\s(?P<above>odd)\b|-odd\b")
_VALUE = re.compile(r"(\d+(?:\.\d+)?)(%?)")


def rounded(claim: str, cited: str) -> list[Numeral]:
    """The numbers of a plain claim that it says are rounded, and that are near a less round one of
    a text."""
    small = claim.casefold()
    ours = [(n, side) for n in numerals(small) if (side := _side(small, n))]
    if not ours:
        return []
    given = cited.casefold()
    theirs = sorted((*_value(n, given), n) for n in numerals(given) if _value(n, given))
    return [
        number
        for number, side in ours
        if any(
            _measure_alike(claim, number, cited, other)
            for other in _near(number, side, small, theirs)
        )
    ]


def _side(text: str, number: Numeral) -> str:
    """On which side a text says that the exact number is; "" where it is exact itself."""
    before = text[max(0, number.start - MAX_BEFORE) : number.start]
    for side, pattern in _BEFORE:
        if pattern.search(before):
            return side
    behind = _BEHIND.match(text, number.end)
    return "" if behind is None else (_EITHER if behind["either"] else _ABOVE)


def _value(number: Numeral, text: str) -> tuple[str, Decimal] | tuple[()]:
    # "1,940" is no year.
    is_year = YEAR.fullmatch(text[number.start : number.end].strip())
    for reading in sorted(number.readings) if not is_year else ():
        if match := _VALUE.fullmatch(reading):
            return match[2], Decimal(match[1])
    return ()


def _near(
    number: Numeral, side: str, text: str, theirs: list[tuple[str, Decimal, Numeral]]
) -> Iterator[Numeral]:
    own = _value(number, text)
    if not own:
        return
    sign, value = own
    # "More than half" may be 60 per cent, "more than 50 per cent" is not said of it.
    is_share = any("/" in reading for reading in number.readings) and side != _EITHER
    most = MAX_SHARE if is_share else MAX_ROUNDED
    low = value if side == _ABOVE else value * (1 - most)
    high = value if side == _BELOW else value * (1 + most)
    first = bisect_left(theirs, (sign, low), key=lambda each: each[:2])
    last = bisect_right(theirs, (sign, high), key=lambda each: each[:2])
    for _, exact, other in theirs[first:last]:
        if is_share or _figures(value) < _figures(exact):
            yield other
    # "More than seven" of 7.4, "nearly 50" of 46: to the next round number.
    if side in (_ABOVE, _BELOW) and not is_share:
        most = 1 + MAX_TO_ROUND if side == _ABOVE else 1 - MAX_TO_ROUND
        for other_sign, exact, other in theirs:
            between = sorted((value, value * most))
            if (
                other_sign == sign
                and between[0] < exact < between[1]
                and _figures(value) < _figures(exact)
                and _is_cut_to(exact, value, side)
            ):
                yield other


def _is_cut_to(exact: Decimal, value: Decimal, side: str) -> bool:
    """Whether an exact number is a round one, up or down to as many figures."""
    step = Decimal(1).scaleb(value.adjusted() - _figures(value) + 1)
    return (exact // step + (side == _BELOW)) * step == value


def _figures(value: Decimal) -> int:
    """How many figures a number has before the noughts at its end."""
    return len(value.normalize().as_tuple().digits)


def _measure_alike(claim: str, number: Numeral, cited: str, other: Numeral) -> bool:
    own, theirs = (
        measures(text, token)
        for text, n in ((claim, number), (cited, other))
        for token in _token(text, n)
    )
    return not own or not theirs or bool(own & theirs)


def _token(text: str, number: Numeral) -> list[Token]:
    """The word that a number begins with."""
    return [token for token in tokens(text) if token.start <= number.start < token.end][:1]
