"""How often, and how many, without a number: always, usually, never; dozens, hundreds, a few."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.numbers.sums import plain_values
from assistant.checking.tokens import content, keys_of, share
from vectorstore.text.numerals import numerals

# The share of what is told of many that must be told of a few.
MIN_TOLD = 0.6

_DENIED = r"(?<!not )(?<!n't )(?<!nearly )(?<!almost )(?<!hardly )"
# The words of each side, the most often first.
_DO = (
    r"always|invariably|every single time|without exception",
    r"usually|mostly|normally|generally|typically|as a rule|ordinarily|nearly always|almost always",
    r"often|frequently|regularly|repeatedly|commonly|many times",
    r"sometimes|occasionally|(?:every )?now and (?:then|again)|from time to time|at times"
    r"|on occasion",
)
_DO_NOT = (
    r"never|not once",
    r"rarely|seldom|hardly ever|scarcely ever|barely ever|almost never|nearly never|infrequently",
)
_SIDES = tuple(
    tuple(re.compile(rf"{_DENIED}\b(?:{words})\b") for words in side) for side in (_DO, _DO_NOT)
)
# A claim may make "usually" of "often", but nothing else.
_ALIKE = frozenset((1, 2))

_CROWDS = (
    ("dozens", 24, r"dozens|scores"),
    ("hundreds", 200, r"(?<!of )hundreds|(?:several|a few|many|some) hundred(?! thousand)"),
    (
        "thousands",
        2000,
        r"(?<!of )(?<!hundred )thousands|(?:several|a few|many|some) thousand(?! million)",
    ),
    ("tens of thousands", 20_000, r"tens of thousands"),
    ("hundreds of thousands", 200_000, r"hundreds of thousands|(?:several|a few) hundred thousand"),
    ("millions", 2_000_000, r"millions|(?:several|a few) million"),
)
_CROWD = tuple(
    (name, least, re.compile(rf"\b(?:{words})\b(?! (?:of (?:thousands|millions)|more|and)\b)"))
    for name, least, words in _CROWDS
)
_MANY = re.compile(
    r"(?<!how )(?<!so )(?<!too )(?<!as )(?<!not )\b(?:a great many|many|lots of|scores of|crowds of"
    r"|numerous|countless|plenty of|large numbers of|masses of|throngs of|droves of)\b"
)
_FEW = re.compile(
    r"\b(?:(?:only )?a (?:few|handful of|couple of)|a small (?:number|group) of|one or two"
    r"|two or three|very few|few)\b"
    r"(?! (?:days|weeks|months|years|hours|minutes|more|hundred|thousand|million)\b)"
)


def other_frequency(said: str, given: str) -> str:
    """Why a claim says "always" of what its source says "often", or so; both plain and small."""
    for side in _SIDES:
        ours = _rungs(said, side)
        theirs = _rungs(given, side)
        if len(ours) != 1 or len(theirs) != 1:
            continue
        (own, _), (other, word) = *ours.items(), *theirs.items()
        is_more = own < other or (side is _SIDES[1] and own != other)
        if is_more and {own, other} != _ALIKE:
            return f"the article says “{word}”"
    return ""


def _rungs(text: str, side: Sequence[re.Pattern[str]]) -> dict[int, str]:
    return {n: match.group() for n, words in enumerate(side) if (match := words.search(text))}


def other_crowd(claim: str, cited: str) -> str:
    """Why a plain claim says "hundreds" where its source says "dozens", or "many" for "a few"."""
    said, given = claim.casefold(), cited.casefold()
    ours = {name: least for name, least, words in _CROWD if words.search(said)}
    if ours:
        theirs = {name: m.group() for name, _, words in _CROWD if (m := words.search(given))}
        counted = [
            (value, given[number.start : number.end])
            for number in numerals(given)
            for value in plain_values(number.readings)
        ]
        most = max(counted, default=(0, ""))
        # Tens of thousands are thousands.
        is_known = any(other.endswith(name) for name in ours for other in theirs)
        if not is_known and most[0] < min(ours.values()):
            told = next(iter(theirs.values()), most[1])
            return f"the article says “{told}”" if told else ""
    few = _FEW.search(given)
    if few and not _MANY.search(given) and _behind(claim, _MANY, cited) & _behind(cited, _FEW):
        return f"the article says “{few.group()}”"
    return ""


def _behind(text: str, words: re.Pattern[str], told: str = "") -> frozenset[str]:
    """What the first word behind some words may stand for, where another text, if there is one,
    tells the same of it."""
    match = words.search(text.casefold())
    behind = [t for t in (content(text) if match else ()) if match and t.start >= match.end()]
    if not behind or (told and share(behind[1:], keys_of(content(told))) < MIN_TOLD):
        return frozenset()
    return behind[0].keys
