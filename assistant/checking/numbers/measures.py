"""In what is counted: moneys, and units of time, length and all else."""

from __future__ import annotations

import re
from bisect import bisect_left

from assistant.checking.tokens import Token, tokens

_CURRENCIES = (
    ("dollars", r"(?:us|a|c)?\$|\bdollars?\b|\busd\b"), ("euros", r"€|\beuros?\b|\beur\b"),
    ("pounds", r"£|\bpounds?\b|\bgbp\b|\bsterling\b"), ("crowns", r"\bcrowns?\b|\bkron\w+\b"),
    ("yen", r"¥|\byen\b"), ("francs", r"\bfrancs?\b"), ("roubles", r"\br(?:o)?ubles?\b"),
    ("rupees", r"₹|\brupees?\b"), ("yuan", r"\byuan\b|\brenminbi\b"),
)  # fmt: skip
# A unit a text; it is named by its second word, or its only one.
_UNITS = (
    "second seconds", "minute minutes", "hour hours", "day days", "week weeks fortnight",
    "month months monthly", "year years annual annually yearly", "decade decades",
    "metre metres meter meters", "kilometre kilometres km kilometers", "mile miles",
    "foot feet", "inch inches", "knot knots", "centimetre centimetres cm",
    "litre litres liters", "gallon gallons", "barrel barrels", "cubic", "square",
    "tonne tonnes ton tons", "kilogram kilograms kilo kilos kg", "gram grams",
    "hectare hectares", "acre acres", "% percent percentage", "degree degrees",
    "nautical", "point points", "vote votes", "seat seats", "goal goals",
    "household households homes",
)  # fmt: skip
_MEASURES = tuple(frozenset(words.split()) for words in _UNITS)
_NAMES = tuple(words.split()[:2][-1] for words in _UNITS)
_MEASURE = "|".join(
    {word for words in _MEASURES for word in words if len(word) > 3}
    - set("household households homes vote votes seat seats goal goals".split())
    | set("crowns dollars euros pounds".split())
)
# "85 crowns" and "5.2 million tonnes"; "85 of his pots" and "5.2 million containers".
_MEASURED = re.compile(rf"(?: hundred| thousand| million| billion)? ({_MEASURE})\b")
_THINGS = re.compile(
    r"(?: hundred| thousand| million| billion)?(?: of (?:his|her|its|their|the|these|those))?"
    rf" (?!(?:{_MEASURE})\b)([a-z]{{3,}}s)\b(?<!ss)"
)
# How often a number of a claim is looked for.
MAX_SAME = 20
# Words behind a number that are looked at: those of a number of several words, and three.
MAX_BEHIND = 12
_PER_CENT = next(n for n, words in enumerate(_MEASURES) if "percent" in words)


def other_currency(claim: str, cited: str) -> str:
    """Why a claim counts another money than a text; "" where it doesn't."""
    own, theirs = currencies(claim), currencies(cited)
    if not own or not theirs or own & theirs:
        return ""
    return f"the article counts in {', '.join(sorted(theirs))}"


def currencies(text: str) -> set[str]:
    """The moneys in which a plain text counts."""
    small = text.casefold()
    return {name for name, mark in _CURRENCIES if re.search(mark, small)}


def other_unit(claim: str, cited: str) -> str:
    """Why a plain claim counts a number in another unit than a text; "" where it doesn't."""
    said, given = claim.casefold(), cited.casefold()
    held: dict[str, list[Token]] = {}
    for token in tokens(cited):
        for key in token.keys if token.is_number else ():  # of "44 per cent" the "44"
            held.setdefault(key, []).append(token)
    for token in tokens(claim):
        same = [each for key in token.keys for each in held.get(key, ())][:MAX_SAME]
        if not token.is_number or not same:
            continue
        first = min(same, key=lambda each: each.start)
        measure, things = _MEASURED.match(given, first.end), _THINGS.match(said, token.end)
        # "At two-hour intervals" counts the hours.
        is_joined = re.search(rf"-(?:{_MEASURE})\Z", said[token.start : token.end])
        if measure and things and not is_joined and not re.search(rf"\b{things[1]}\b", given):
            return f"it counts {things[1]}, the article {measure[1]}"
        own, theirs = measures(claim, token), [measures(cited, each) for each in same]
        if own and all(theirs) and not any(own & each for each in theirs):
            return f"it counts in {_named(own)}, the article in {_named(theirs[0])}"
    return ""


def _named(measures: set[int]) -> str:
    return " ".join(_NAMES[measure] for measure in sorted(measures))


def measures(text: str, number: Token) -> set[int]:
    """The measures in the few words behind a number, before the next one."""
    if any(key.endswith("%") for key in number.keys):
        return {_PER_CENT}
    found: set[int] = set()
    every = tokens(text)
    first = bisect_left(every, number.end, key=lambda token: token.start)
    for token in every[first : first + MAX_BEHIND]:
        if (token.is_number and token.keys != number.keys) or re.search(
            r"[,;.]\s", text[number.end : token.start]
        ):
            break
        if len(text[number.end : token.start].split()) > 3:
            break
        found |= {n for n, words in enumerate(_MEASURES) if token.word in words}
    return found
