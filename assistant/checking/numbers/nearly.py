"""Is a reckoned number what a claim says, with its "about", "nearly" or "more than"?"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

# Characters before a number that say it is rounded.
MAX_BEFORE = 30
# How far a number may be off which is "about" so much, and which is "more than" so much.
MAX_ABOUT, MAX_PAST = Fraction(1, 20), Fraction(1, 4)

_THEN = r"(?:\s(?:an?|one|the|that))*\s[$£€]?\Z"
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|close to|circa|an estimated|or so|near"
    r"|in the region of|something like|approaching)" + _THEN
)
_BELOW = re.compile(
    r"\b(?:nearly|almost|just under|less than|fewer than|under|not quite|below|close to"
    r"|approaching|getting on for|just short of|short of)" + _THEN
)
_ABOVE = re.compile(
    r"(?<!no )(?<!not )\b(?:more than|(?:just |well |slightly |a little )?over|at least|above"
    r"|upwards of|in excess of|a little more than|slightly above|exceed(?:ed|s|ing)?"
    r"|topp(?:ed|ing)|past)" + _THEN
)


def is_right(value: Decimal | Fraction, result: Decimal | Fraction, before: str) -> bool:
    """Whether a claim's number, with the words before it, tells a result; both above nought."""
    own, found = Fraction(value), Fraction(result)
    if own <= 0 or found <= 0:
        return False
    if own == found:
        return not _BELOW.search(before) or bool(_ABOUT.search(before))
    if _ABOVE.search(before):
        return own < found <= own * (1 + MAX_PAST)
    if _BELOW.search(before) and own * (1 - MAX_PAST) <= found < own:
        return True
    return bool(_ABOUT.search(before)) and abs(own - found) <= MAX_ABOUT * found
