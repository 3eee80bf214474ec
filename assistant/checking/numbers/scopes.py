"""Over how long, or of how many: the worst since 1953 or ever, one in four or four, an age or a
time."""

from __future__ import annotations

import re
from itertools import islice

from vectorstore.text.numerals import numerals
from vectorstore.text.spoken_numbers import TO_TWELVE, any_of

# Shares and steps of a text that are looked at.
MAX_FOUND = 20

_SMALL = any_of(TO_TWELVE.removeprefix("one "))
_ONE_IN = re.compile(
    rf"\b(?:one|\d) (?:[a-z]+ )?(?:in|out of) (?:every )?(?P<of>{_SMALL}|twenty|\d+)\b"
)
_IS_RATIO = re.compile(r"\b(?:in|of|out of|every|each|per|a|the|to)\s\Z")
_EVERY_OTHER = re.compile(
    rf"\bevery (?P<step>second|other|third|fourth|fifth|{_SMALL}) (?P<what>[a-z]{{3,}}?)s?\b"
)
_EVER = re.compile(
    r"\b(?:ever|on record|of all time|in (?:its|their|his|her|the \w+'s|living) (?:history|memory)"
    r"|in history|since records began|in recorded history|all-time)\b"
)
_MOST = r"(?:first|last|(?!interest|forest)[a-z]{3,}est|most [a-z]+|worst|best|record)"
_BOUND = re.compile(
    rf"\b{_MOST}\b(?: [\w'-]+){{0,8}}? (?P<bound>(?:in|for)"
    rf"(?: (?:about|over|nearly|almost|more than))?"
    rf" (?:\d+|{_SMALL}|\w+ty|\w+teen|a|an|the past|the last)(?: \w+){{0,2}}?"
    r" (?:days|weeks|months|years|decades?|century|generation|seasons?)"
    r"|in (?:years|decades|months|weeks)|since (?!records)\w+"
    r"|this (?:year|season|month|week|century|decade)"
    r"|so far(?: this \w+)?|of the (?:year|season|day|week|month|decade))\b"
)
_AGED = re.compile(
    r"(?<=[a-z]), (?P<a>[1-9]\d)(?=[,.;]|\Z)|\b(?P<b>[1-9]\d)[- ]years?[- ]old\b"
    r"|\baged (?P<c>[1-9]\d)\b"
    r"|\bis (?P<d>[1-9]\d)(?=[,.;]|\Z)"
)
_LASTED = re.compile(r"\b(?P<n>[1-9]\d)(?: [a-z]+)?[- ]years?\b(?![- ](?:old|younger|older|ago))")
_HALF = re.compile(
    r"\b(?:(?:first|second|last|third|fourth) (?:half|quarter|\w+ months)|half[- ]year|six months"
    r"|three months|nine months|quarterly|half-yearly)\b"
)
_YEAR = re.compile(
    r"\b(?:(?:in|for|over|during) (?:the|its|a) (?:whole |full |entire )?year|full[- ]year"
    r"|whole year|annual|annually)\b(?! (?:to|ago|before|earlier|since)\b)"
)
_OF_YEAR = re.compile(r"\b(?:annual\w*|full[- ]year|whole year|year as a whole|for the year)\b")


def other_scope(claim: str, cited: str) -> str:
    """Why a plain claim says of more, or of longer, what its source says of a part."""
    said, given = claim.casefold(), cited.casefold()
    return (
        _ratio_as_count(said, given)
        or _every(said, given)
        or _ever(said, given)
        or _age_or_time(said, given)
        or _whole_year(said, given)
    )


def _ratio_as_count(said: str, given: str) -> str:
    """Where a claim has four beds and its source one bed in four."""
    every = [n.readings for n in numerals(given)]
    for match in islice(_ONE_IN.finditer(given), MAX_FOUND):
        of = numerals(match["of"])
        wanted = of[0].readings if of else frozenset()
        if sum(bool(wanted & readings) for readings in every) > 1:
            continue
        for number in numerals(said):
            if number.readings & wanted and not _IS_RATIO.search(said[: number.start][-12:]):
                return f"the article says “{match.group()}”"
    return ""


def _every(said: str, given: str) -> str:
    """Where a claim has every day and its source every second day."""
    for match in islice(_EVERY_OTHER.finditer(given), MAX_FOUND):
        what = re.escape(match["what"])
        # "Daily" is every day.
        mark = re.compile(rf"\b(?:every|each) {what}\b" + (r"|\bdaily\b" if what == "day" else ""))
        found = mark.search(said)
        if found and not mark.search(given):
            return f"the article says “{match.group()}”"
    return ""


def _ever(said: str, given: str) -> str:
    """Where a claim has the worst ever and its source the worst since a year."""
    if not re.search(rf"\b{_MOST}\b", said) or not _EVER.search(said) or _EVER.search(given):
        return ""
    bound = _BOUND.search(given)
    return f"the article says “{bound['bound']}”" if bound else ""


def _age_or_time(said: str, given: str) -> str:
    """Where a claim has the years that something lasted as an age, or an age as those."""
    own, theirs = (
        ({next(filter(None, m.groups())) for m in _AGED.finditer(text)},
         {m["n"] for m in _LASTED.finditer(text)})
        for text in (said, given)
    )  # fmt: skip
    if ages := sorted((own[0] & theirs[1]) - theirs[0]):
        return f"in the article “{ages[0]}” years are no age"
    if times := sorted((own[1] & theirs[0]) - theirs[1]):
        return f"in the article “{times[0]}” is an age"
    return ""


def _whole_year(said: str, given: str) -> str:
    """Where a claim says of a year what its source says of a half or a quarter of it."""
    part = _HALF.search(given)
    is_of_part = part and not _OF_YEAR.search(given) and not _YEAR.search(given)
    if part and is_of_part and numerals(said) and _YEAR.search(said) and not _HALF.search(said):
        return f"the article says “{part.group()}”"
    return ""
