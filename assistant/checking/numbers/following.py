"""Numbers that a source says otherwise, or that follow from what it says: each way to find them."""

from __future__ import annotations

import re

from assistant.checking.numbers.apart import lying_apart
from assistant.checking.numbers.between_times import lasting_between
from assistant.checking.numbers.computed import computed
from assistant.checking.numbers.periods import ages, gaps, periods
from assistant.checking.numbers.reckoned import reckoned
from assistant.checking.numbers.rests import noughts, rests, those_who_did
from assistant.checking.numbers.rounded import rounded
from assistant.checking.numbers.shares import per_cents, points_off, same_shares
from assistant.checking.numbers.sums import readings_of_sums
from assistant.checking.numbers.voting import margins
from vectorstore.text.numerals import numerals

# Words of a number and of what it counts.
MAX_COUNTED = 2

_UNIT_BEHIND = re.compile(r"[ -](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times)\b")


def readings_that_follow(claim: str, cited: str) -> frozenset[str]:
    """The readings of those numbers of a claim that what it cites does not have as they are, but
    from which they follow. Both are plain."""
    # Nobody's age is four times six.
    aged = {reading for age in ages(claim.casefold()) for reading in age.readings}
    return (readings_of_sums(claim, cited) - aged) | said_otherwise(claim, cited)


def said_otherwise(claim: str, cited: str) -> frozenset[str]:
    """The readings of those numbers of a plain claim that a text has in other words."""
    said, given = claim.casefold(), cited.casefold()
    found = {*reckoned(said, given)}
    for number in (
        *rounded(claim, cited),
        *same_shares(said, given),
        *rests(said, given),
        *margins(said, given),
        *per_cents(said, given),
        *points_off(said, given),
        *noughts(said, given),
        *those_who_did(said, given),
        *lying_apart(said, given),
        *computed(said, given),
    ):
        found |= number.readings
    for period in lasting_between(said, given):
        found |= period.readings
    theirs = [*periods(given)]
    for period in periods(said):
        if any(period.is_as_long_as(other) for other in theirs) or any(
            period.is_between(gap) for gap in gaps(period, said, given)
        ):
            found |= period.readings
    for age in ages(said):
        if any(age.covers(other) for other in ages(given)):
            found |= age.readings
    # What stands there as it is, says nothing in other words.
    return frozenset(found).difference(*(number.readings for number in numerals(given)))


def period_words(claim: str, cited: str) -> frozenset[str]:
    """The words of the periods and shares of a plain claim that a text names in another way."""
    said, given = claim.casefold(), cited.casefold()
    lengths = {(period.kind, period.length) for period in periods(given)}
    same = [period for period in periods(said) if (period.kind, period.length) in lengths]
    spans = [said[period.start : period.end] for period in same]
    follows = reckoned(said, given) | frozenset(
        reading for number in rounded(claim, cited) for reading in number.readings
    )
    spans += [said[n.start : n.end] for n in numerals(said) if n.readings & follows]
    # "Three hours", of "at 2 a.m. ... at 5 a.m.": the hours are reckoned, too.
    spans += [said[period.start : period.end] for period in lasting_between(said, given)]
    spans += [
        " ".join(said[n.start :].split()[:MAX_COUNTED]).strip(".,;:") for n in computed(said, given)
    ]
    is_share = any(r.endswith("%") for n in numerals(given) for r in n.readings)
    # "A majority" of 54 per cent, the "age" of who was born in a year.
    words = "half majority minority" if is_share else ""
    return frozenset(" ".join([*spans, words]).split())


def without_reckoned(claim: str, known: frozenset[str]) -> str:
    """A plain claim without those of its numbers that have these readings, and their units: what is
    reckoned has no words of its source."""
    found = [number for number in numerals(claim.casefold()) if number.readings & known]
    for number in reversed(found):
        unit = _UNIT_BEHIND.match(claim, number.end)
        claim = f"{claim[: number.start]} {claim[unit.end() if unit else number.end :]}"
    return claim
