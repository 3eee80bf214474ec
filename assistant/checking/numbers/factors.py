"""How many times as much: doubled, halved, a third as many, five times what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, islice
from typing import NamedTuple

from assistant.checking.numbers.sums import plain_values_and_shares
from assistant.checking.tokens import content, keys_of
from vectorstore.text.numerals import numerals
from vectorstore.text.spoken_numbers import TO_TEN

# Numbers and factors of a text that are looked at, and how far behind a factor.
MAX_KNOWN, MAX_FACTORS, MAX_BEHIND = 24, 12, 70
# How far off from two numbers of a source is what a claim calls "doubled".
MAX_OFF = Fraction(1, 8)

_VERBS = {
    "doubl": Fraction(2),
    "trebl": Fraction(3),
    "tripl": Fraction(3),
    "quadrupl": Fraction(4),
    "quintupl": Fraction(5),
    "halv": Fraction(1, 2),
}
_NAMES = {
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "tenth": Fraction(1, 10),
    "twice": Fraction(2),
    "double": Fraction(2),
    "triple": Fraction(3),
    "treble": Fraction(3),
    "thrice": Fraction(3),
}
_COUNTS = TO_TEN.split()[1:]
_TIMES = {word: Fraction(count) for count, word in enumerate(_COUNTS, 2)}
_SIZES = (
    "size|number|amount|length|height|weight|price|cost|rate|sum|age|lead|margin|width|depth|speed"
    "|level|total|value|volume|area|distance|figure|capacity|pay|wage|fee|fine|profit|loss|share"
)
_FACTOR = re.compile(
    rf"\b(?:(?P<verb>{'|'.join(_VERBS)})(?:ed|es|e|ing)\b"
    rf"|(?:an? )?(?:(?P<name>{'|'.join(_NAMES)})|(?P<times>{'|'.join(_COUNTS)}|\d{{1,2}}) times)"
    rf" (?:as [a-z]+|(?:of )?what|(?:of )?that"
    rf"|of (?:the|its|their|his|her) (?:[a-z']+ )?(?:{_SIZES})"
    rf"|the (?:{_SIZES})|its (?:{_SIZES}))\b"
    rf"|(?P<fold>{'|'.join(_COUNTS)})-?fold\b)"
)
# "More than doubled" may be said of what trebled.
_MORE = re.compile(r"\b(?:more than|over|at least|almost|nearly)\s\Z")
_WAS = re.compile(
    r"\b(?:was|were|had|last|before|earlier|previous\w*|ago|then|\w{3,}ed|held|won|took|got)\b"
)
_IS_NOW = re.compile(r"\b(?:is|are|has|now|today|currently|present)\b")
_BREAK = re.compile(r"[,;.:]\s")
_OFTEN = {"once": Fraction(1), "twice": Fraction(2), "thrice": Fraction(3)}
_TIMES_COUNTED = re.compile(r"\b(?:once|twice|thrice)\b(?! (?:as|what|the)\b)")
_LOOSELY = re.compile(
    r"\b(?:half|halv\w+|double\w*|twice(?! (?:an?|in|on|per|each)\b)|twofold|second|other)\b"
)
_OF_ALL = re.compile(r"\b(?:100|200|50|300|a hundred|fifty|two hundred) ?(?:%|per ?cent)")


class Factor(NamedTuple):
    """How many times as much, whether a verb says so, and how it is written."""

    value: Fraction
    is_verb: bool
    start: int
    end: int
    text: str


def other_factor(claim: str, cited: str) -> str:
    """Why a plain claim says "twice as much" where its source says half as much, or nothing of the
    kind; "" where it doesn't."""
    said, given = claim.casefold(), cited.casefold()
    theirs = [*factors(given)]
    for ours in factors(said):
        if any(ours.value == other.value for other in theirs):
            continue
        turned = next((other for other in theirs if ours.value * other.value == 1), None)
        if turned:
            if _is_reversed(ours, claim, turned, cited):
                return f"the article says “{turned.text}”"
        elif not _follows(ours.value, said, given):
            is_near = _MORE.search(said[: ours.start][-MAX_BEHIND:])
            other = next((o for o in theirs if (o.value > 1) == (ours.value > 1)), None)
            if other and not is_near:
                return f"the article says “{other.text}”"
            if not other and not ours.is_verb and not _LOOSELY.search(given):
                return f"the article does not say “{ours.text}”"
    return ""


def ratios_that_follow(said: str, given: str) -> frozenset[str]:
    """The readings of "a third as many" where a text counts two and six; both in small letters."""
    # What trebled is three times what it was, and was a third of it.
    known = {value for factor in factors(given) for value in (factor.value, 1 / factor.value)}
    spans = [
        (factor.start, factor.end)
        for factor in factors(said)
        if factor.value in known or _is_of_two(factor.value, _values(given))
    ]
    return frozenset(
        reading
        for number in (numerals(said) if spans else ())
        if any(start <= number.start and number.end <= end for start, end in spans)
        for reading in number.readings
    )


def factors(small: str) -> Iterator[Factor]:
    """The words of a plain text in small letters that say how many times as much."""
    for match in islice(_FACTOR.finditer(small), MAX_FACTORS):
        if match["verb"]:
            value = _VERBS[match["verb"]]
        elif match["name"]:
            value = _NAMES[match["name"]]
        else:
            times = match["times"] or match["fold"]
            value = _TIMES[times] if times in _TIMES else Fraction(int(times))
        if value:
            yield Factor(value, bool(match["verb"]), *match.span(), match.group())


def _is_reversed(ours: Factor, claim: str, other: Factor, cited: str) -> bool:
    """Whether a claim has twice where its source has half, and the two do not change places."""
    if ours.is_verb and other.is_verb:
        return True
    if ours.is_verb or other.is_verb:
        factor, text = (other, cited) if ours.is_verb else (ours, claim)
        behind = _BREAK.split(text[factor.end : factor.end + MAX_BEHIND].casefold())[0]
        return bool(_WAS.search(behind)) and not _IS_NOW.search(behind)
    (before, behind), (their_before, their_behind) = (
        _around(text, factor) for text, factor in ((claim, ours), (cited, other))
    )
    straight = len(before & their_before) + len(behind & their_behind)
    return straight > len(before & their_behind) + len(behind & their_before)


def _around(text: str, factor: Factor) -> tuple[frozenset[str], frozenset[str]]:
    telling = content(text)
    # "Six years for fraud; they had asked for twice as much": its own clause, or that before it.
    breaks = [0, *(match.end() for match in _BREAK.finditer(text, 0, factor.start))]
    begin = next(
        (b for b in reversed(breaks) if any(b <= t.start < factor.start for t in telling)), 0
    )
    return (
        keys_of(t for t in telling if begin <= t.start and t.end <= factor.start),
        keys_of(t for t in telling if t.start >= factor.end),
    )


def _follows(value: Fraction, said: str, given: str) -> bool:
    """Whether a factor may be meant by two numbers of a text, or of the claim itself."""
    is_known = _OF_ALL.search(given) is not None
    return is_known or _is_of_two(value, _values(given)) or _is_of_two(value, _values(said))


def _values(small: str) -> list[Fraction]:
    found = [
        Fraction(value)
        for number in islice(numerals(small), MAX_KNOWN)
        for value in plain_values_and_shares(number.readings)
        if value and not (value == 1 and number.in_words)  # "the old one"
    ]
    often = [_OFTEN[match.group()] for match in _TIMES_COUNTED.finditer(small)]
    return [*found, *often[:MAX_KNOWN]]


def _is_of_two(value: Fraction, values: list[Fraction]) -> bool:
    wanted = value if value > 1 else 1 / value
    return any(
        abs(max(pair) / min(pair) - wanted) <= MAX_OFF * wanted
        for pair in combinations(values[:MAX_KNOWN], 2)
    )
