"""The numbers of a text, however they are written: 1,500,000, 1.5m and 1.5 million are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {
    **{word: value for value, word in enumerate(_ONES, 1)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}
_SCALES = {
    "dozen": 12,
    "hundred": 10**2,
    **dict.fromkeys(("k", "thousand"), 10**3),
    **dict.fromkeys(("m", "mn", "mln", "million"), 10**6),
    **dict.fromkeys(("b", "bn", "billion"), 10**9),
    **dict.fromkeys(("tn", "trillion"), 10**12),
}
_SCALE_WORDS = "dozen|hundred|thousand|million|billion|trillion"
_SCALE = rf"(?P<scale>[\s-]?(?:{_SCALE_WORDS}|mn|mln|bn|tn)\b|[kmb]\b)"
_NUMERAL = re.compile(
    rf"""(?<!\w)(?<!\d[.,:])
    (?: (?P<digits>\d+(?:[.,:]\d+)*|\.\d+)
      | (?P<tens>{"|".join(_TENS)})(?:[\s-](?P<ones>{"|".join(_ONES[:9])}))?\b
      | (?P<word>{"|".join(reversed(_ONES))})\b
      | (?P<article>an?)(?=[\s-](?:{_SCALE_WORDS})\b)
    )
    (?: {_SCALE} | (?:st|nd|rd|th)\b | (?P<decade>'?s\b) | \s?(?P<half_day>am|pm)\b )?
    (?P<percent>\s?% | [\s-]per\s?cent\b)?""",
    re.VERBOSE,
)
_UNITS = ("scale", "decade", "half_day", "percent")
_PLAIN = re.compile(r"\d{0,30}\.?\d{1,30}")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# Between the ends of a range, of which only the second says what is counted: "5 to 10 million".
_TO = re.compile(r"\s*(?:-|to|and|or)\s*[$£€]?")


class Numeral(NamedTuple):
    """A number in a text, where it stands, and what it may be taken for: any of its `readings`.

    `in_words` where it is one word that counts ("two"), as a sentence may have by the way.
    """

    readings: frozenset[str]
    in_words: bool
    start: int
    end: int


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a lower-case text with plain quotation marks and hyphens, in order.

    A reading is the plain value, with what makes it another number: "5000000", "5%", "1990s",
    "5:30 pm". The first end of a range is also read as what its second end counts.
    """
    found = [*_NUMERAL.finditer(text)]
    for match, following in zip(found, [*found[1:], None], strict=False):
        readings = {_reading(match, match)}
        is_bare = not any(match[unit] for unit in _UNITS)
        if is_bare and following and _TO.fullmatch(text, match.end(), following.start()):
            readings.add(_reading(match, following))
        in_words = not match["digits"] and not match["scale"]
        yield Numeral(frozenset(readings), in_words, *match.span())


def _reading(match: re.Match[str], unit: re.Match[str]) -> str:
    """What a number says, with the scale, percentage or half of the day that `unit` has."""
    value = _value(match)
    half_day = unit["half_day"]
    if half_day:
        return f"{value.replace('.', ':').removesuffix(':00')} {half_day}"
    if match["decade"]:
        return f"{value}s"
    if unit["scale"]:
        scale = _SCALES[unit["scale"].strip(" -\n\t")]
        value = _plainly(Decimal(value) * scale) if _PLAIN.fullmatch(value) else value
    return value + ("%" if unit["percent"] else "")


def _value(match: re.Match[str]) -> str:
    digits = match["digits"]
    if digits is None:
        words = [match[name] for name in ("tens", "ones", "word") if match[name]]
        return str(sum(_VALUES[word] for word in words) or 1)
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    return _plainly(Decimal(digits)) if _PLAIN.fullmatch(digits) else digits


def _plainly(value: Decimal) -> str:
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
