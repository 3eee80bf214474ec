"""Numbers in English words, as text2num reads them: "three hundred and forty" is 340."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

ONES = "one two three four five six seven eight nine"
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth"
    " fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth"
)
# Those that are told in words most, and the hours of a clock.
TO_TEN = f"{ONES} ten"
TO_TWELVE = f"{TO_TEN} eleven twelve"
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def any_of(words: str) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


UNDER_TWENTY = rf"(?:{any_of(f'{ONES} {TEENS}')})"
UNDER_HUNDRED = rf"(?>(?:{any_of(TENS)})(?:[\s-](?:{any_of(ONES)})\b)?|{UNDER_TWENTY})"
_WORDS = f"zero {ONES} {TEENS} {TENS} {' '.join(SCALES)} {ORDINALS}"
NUMBER_WORD = rf"(?:{any_of(_WORDS)})\b"
_ORDINAL = rf"(?:(?:{any_of(TENS)})[\s-])?(?:{any_of(ORDINALS)})\b"
_SCALE = rf"(?:{any_of(' '.join(SCALES))})\b"
# "Three hundred and forty" is one number, "five hundred and six hundred" are two.
_AND = rf"""(?:
      (?<=hundred)[\s-]and[\s-](?={_ORDINAL}|{UNDER_HUNDRED}\b(?![\s-]hundred\b))
    | (?:(?<=thousand)|(?<=million)|(?<=billion))[\s-]and[\s-]
      (?={_ORDINAL}|{UNDER_HUNDRED}\b(?![\s-]{_SCALE}))
    )"""
# Words that may be one number, or several in a row; to be compiled with re.VERBOSE.
RUN = rf"{NUMBER_WORD}(?:(?:[\s-]|\spoint\s|{_AND}){NUMBER_WORD})*"

_TOKEN = re.compile(r"\w+")
_LAST_SCALES = re.compile(rf"(?:(?:\A|[\s-]){_SCALE})+\Z")


class Spoken(NamedTuple):
    """A number in words and where it stands: its value is `amount` times `scale`.

    `ordinal` is "21st" where it counts places.
    """

    start: int
    end: int
    amount: Decimal
    scale: int
    ordinal: str


@lru_cache(maxsize=4096)
def read_run(run: str) -> tuple[Spoken, ...]:
    """The numbers of a text in small letters that matches RUN, in order."""
    from text_to_num import find_numbers

    tokens = [_Token(match) for match in _TOKEN.finditer(run)]
    found = find_numbers(tokens, "en", threshold=0)
    return tuple(
        _spoken(run, tokens[each.start].start, tokens[each.end - 1].end, each.text, each.is_ordinal)
        for each in found
    )


def _spoken(run: str, start: int, end: int, digits: str, is_ordinal: bool) -> Spoken:
    value = Decimal(re.sub(r"[a-z]+\Z", "", digits))
    last = None if is_ordinal else _LAST_SCALES.search(run[start:end])
    scale = 1
    for word in _TOKEN.findall(last.group()) if last else ():
        scale *= SCALES[word]
    return Spoken(start, end, value / scale, scale, digits if is_ordinal else "")


class _Token:
    """A word, in the form that text2num takes."""

    __slots__ = ("_text", "end", "start")

    def __init__(self, match: re.Match[str]) -> None:
        self._text = match.group()
        self.start, self.end = match.span()

    def text(self) -> str:
        return self._text

    def nt_separated(self, previous: _Token) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False
