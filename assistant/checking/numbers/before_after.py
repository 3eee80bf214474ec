"""Two rules of when: so many years before, or after; and only in some months, or never in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from assistant.checking.numbers.sums import plain_values
from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import content, keys_of, matched
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES, YEAR_IN_TEXT
from vectorstore.text.numerals import numerals

# Numbers and years of a text that are looked at.
MAX_KNOWN = 16
# Characters between what is allowed, or pauses, and its months.
MAX_TO_WHEN = 60

_YEARS = re.compile(r"[ -]years? (?P<way>before|after) (?!(?:that|this|then)\b)")
_TIME = rf"\b(?:{'|'.join((*MONTH_NAMES, *WEEKDAY_NAMES))}|spring|summer|autumn|winter|night)\b"
_ONLY = re.compile(
    r"\b(?:(?:confined|limited|restricted|kept) to|(?:allowed|permitted|possible|open|running"
    r"|done|held|take place|takes place|go ahead|goes ahead|work\w*) only|only (?:allowed|permitted"
    r"|take place|takes place|go ahead|from|in|between|during))\b"
)
_PAUSE = re.compile(
    r"\b(?:paus\w+|stop(?:s|ped)?|halt\w*|suspend\w*|cease[sd]?|banned|forbidden|prohibited|rest(?:s|ed)?"
    r"|closed?|shuts?|no (?:building|construction|work|fishing|hunting|drilling|traffic|dredging)"
    r"|not (?:be )?(?:allowed|permitted))\b"
)


def in_other_years(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has one thing so many years before another that came as long after; ""
    where it hasn't."""
    small = claim.casefold()
    for number in islice(numerals(small), MAX_KNOWN):
        match = _YEARS.match(small, number.end)
        if not match:
            continue
        years = [*plain_values(number.readings)]
        told = [t for t in content(claim) if t.end <= number.start and not t.is_number]
        dated = [(piece, int(found[0])) for piece in pieces(quotes) if (found := _years(piece))]
        counts = [len(matched(told, keys_of(content(piece)))) for piece, _ in dated]
        most = max(counts, default=0)
        if not most or counts.count(most) != 1 or len(_years(dated[counts.index(most)][0])) != 1:
            continue
        own = dated[counts.index(most)][1]
        others = {int(year) for piece, _ in dated for year in _years(piece)}
        apart = {year - own for year in others if abs(year - own) in years}
        is_before = match["way"] == "before"
        if apart and all((gap > 0) != is_before for gap in apart):
            return "the article has this in the other order"
    return ""


def _years(text: str) -> list[str]:
    return [match.group() for match in islice(YEAR_IN_TEXT.finditer(text), MAX_KNOWN)]


def only_when_it_pauses(said: str, given: str) -> str:
    """Why a claim lets something be done only in the months in which its source has it pause; ""
    where it doesn't. Both are plain and in small letters."""
    allowed = {when for match in _ONLY.finditer(said) for when in _whens(said, match.end())}
    for match in islice(_PAUSE.finditer(given), MAX_KNOWN) if allowed else ():
        if allowed & _whens(given, match.end()) and not _PAUSE.search(said):
            return f"the article says “{match.group()}”"
    return ""


def _whens(text: str, start: int) -> set[str]:
    behind = re.split(r"[.;]", text[start : start + MAX_TO_WHEN])[0]
    return set(re.findall(_TIME, behind))
