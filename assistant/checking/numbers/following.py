"""Numbers that a source says otherwise, or that follow from what it says: rounded, in another unit
of time, between two dates, as a share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise

from assistant.checking.numbers.apart import lying_apart
from assistant.checking.numbers.between_times import lasting_between
from assistant.checking.numbers.computed import computed
from assistant.checking.numbers.measures import measures
from assistant.checking.numbers.periods import ages, gaps, periods
from assistant.checking.numbers.reckoned import reckoned
from assistant.checking.numbers.sums import readings_of_sums
from assistant.checking.outcomes import has_other_outcome
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
# Words of a number and of what it counts.
MAX_COUNTED = 2
# Nothing that is counted has more.
MAX_DIGITS = 20
# Numbers and denials of one text that are looked at.
MAX_FOUND = 60

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
_OF = re.compile(r"\s(?:\w+ )?(?:in|of|out of)(?: (?:every|the|its|their|his|her|all))? \Z")
# "Of 57 starters, 49", "49 of its 57": what is left of the whole.
_OF_WHOLE = re.compile(
    r"\b(?:of|out of)(?: (?:the|its|their|his|her|all|about|some))?"
    r"(?: (?:last|past|first|previous|opening))?\s\Z"
)
_LEFT = re.compile(
    r"\b(?:rest|others?|remain\w*|left|missing|further|without|fail\w*|not|n't|un\w{3,}|never"
    r"|out of action|lost|retired|absent)\b"
)
MAX_TO_PART = 60
_NOT_DONE = re.compile(r"[^,;.]{0,60}?(?:\b(?:not|never|fail\w*)\b|n't\b)")
_POINTS = re.compile(
    r"\s(?:percentage )?points?"
    r" (?:(?:higher|more|up|above)|(?P<lower>lower|less|fewer|down|below))\b"
)
_HAVE_NOT = re.compile(r"(?: of (?:them|those|these))? (?:have|has|had|did|do|were|are) not\b")
_BUT = re.compile(r"\b(?:but|while|whereas)\b")
# "No tax", "not a single death"
_NONE_OF = re.compile(r"\b(?:no|not (?:an?|any|one)(?: single)?|without(?: an?| any)?) (\w{3,})")
# "By 15 votes to 12", and by how many.
_AGAINST = re.compile(r"(?: votes?| goals?| points?)?(?: to | against |-)")
_MARGIN = re.compile(r"\b(?:by|margin|majority|lead|ahead|difference|edge)\b")
_UNIT_BEHIND = re.compile(r"[ -](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times)\b")
# Behind a number that counts nothing by itself.
_ENDS = re.compile(r"\s?(?:[.,;:!?]|\Z|\s(?:for|of|and|to|in|against)\b)")


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


def readings_that_follow(claim: str, cited: str) -> frozenset[str]:
    """The readings of those numbers of a claim that what it cites does not have as they are, but
    from which they follow. Both are plain."""
    return readings_of_sums(claim, cited) | said_otherwise(claim, cited)


def without_reckoned(claim: str, known: frozenset[str]) -> str:
    """A plain claim without those of its numbers that have these readings, and their units: what is
    reckoned has no words of its source."""
    found = [number for number in numerals(claim.casefold()) if number.readings & known]
    for number in reversed(found):
        unit = _UNIT_BEHIND.match(claim, number.end)
        claim = f"{claim[: number.start]} {claim[unit.end() if unit else number.end :]}"
    return claim


def said_otherwise(claim: str, cited: str) -> frozenset[str]:
    """The readings of those numbers of a plain claim that a text has in other words."""
    said, given = claim.casefold(), cited.casefold()
    found = {*reckoned(said, given)}
    for number in (
        *rounded(claim, cited),
        *_same_shares(said, given),
        *_rests(said, given),
        *_margins(said, given),
        *_per_cents(said, given),
        *_points_off(said, given),
        *_noughts(said, given),
        *_those_who_did(said, given),
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


def _same_shares(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of "two in five" where a text has four in ten."""
    theirs = {share for share, _ in _shares(given)}
    for share, numbers in _shares(said):
        if share in theirs:
            yield from numbers


def _counts(reading: str) -> bool:
    """Whether a number is a whole one, of no more digits than anything counts."""
    return reading.isdigit() and len(reading) <= MAX_DIGITS


def _shares(text: str) -> Iterator[tuple[Fraction, tuple[Numeral, ...]]]:
    found = numerals(text)
    for number in found:
        for reading in number.readings:
            count, _, of = reading.partition("/")
            if _counts(count) and _counts(of) and int(of):
                yield Fraction(int(count), int(of)), (number,)
    for one, other in pairwise(found):
        if other.start - one.end <= MAX_BEFORE and _OF.fullmatch(text[one.end : other.start]):
            for count, of in ((a, b) for a in one.readings for b in other.readings):
                if _counts(count) and _counts(of) and 0 < int(count) < int(of):
                    yield Fraction(int(count), int(of)), (one, other)


def _margins(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim by which one side won: three, of "15 votes to 12"."""
    if not _MARGIN.search(said):
        return
    apart = {
        str(abs(int(first) - int(last)))
        for one, other in pairwise(numerals(given))
        if _AGAINST.fullmatch(given, one.end, other.start)
        for first in one.readings
        for last in other.readings
        if _counts(first) and _counts(last)
    }
    yield from (number for number in numerals(said) if number.readings & apart)


def _per_cents(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim with a "per cent" that its source says but once for several."""
    found = numerals(given)
    bare = {
        f"{reading}%"
        for n, number in enumerate(found)
        if any(r.endswith("%") for near in found[max(0, n - 1) : n + 2] for r in near.readings)
        and _ENDS.match(given, number.end)
        for reading in number.readings
    }
    yield from (number for number in numerals(said) if number.readings & bare)


def _points_off(said: str, given: str) -> Iterator[Numeral]:
    """The shares of a claim of which its source says by how many points another one is higher or
    lower: 62 per cent, of "71 per cent, nine points more than last time"."""
    known = {
        f"{int(share[:-1]) + (int(off) if match['lower'] else -int(off))}%"
        for one, other in pairwise(numerals(given))
        if other.start - one.end <= MAX_TO_PART and (match := _POINTS.match(given, other.end))
        for share in one.readings
        for off in other.readings
        if share.endswith("%") and _counts(share[:-1]) and _counts(off)
    }
    yield from (number for number in numerals(said) if number.readings & known)


def _those_who_did(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim of those who did what others of a whole did not: 15, of "Not all of
    the 40 have signed; 25 have not"."""
    found = numerals(given)
    whole = {reading for number in found for reading in number.readings if _counts(reading)}
    did_not = {
        reading
        for number in found[:MAX_FOUND]
        if _HAVE_NOT.match(given, number.end)
        for reading in number.readings
        if _counts(reading)
    }
    ours = numerals(said) if did_not else ()
    for part, of in pairwise(ours):
        left = {str(int(w) - int(n)) for w in whole & of.readings for n in did_not}
        is_share = left & part.readings and _OF.fullmatch(said, part.end, of.start)
        if is_share and not _NOT_DONE.match(said, of.end):
            yield part


def _noughts(said: str, given: str) -> Iterator[Numeral]:
    """The noughts of a claim that speaks of what its source has none of: "no tax"."""
    found = [number for number in numerals(said) if "0" in number.readings]
    # "No tax here, but 30 million there" has none only of the one.
    if _BUT.search(given):
        return
    none_of = islice(_NONE_OF.finditer(given), MAX_FOUND if found else 0)
    if any(re.search(rf"\b{re.escape(match[1])}", said) for match in none_of):
        yield from found


def denies_of_rest(claim: str, cited: str) -> bool:
    """Whether a plain claim denies of the rest what a text says of a part: eight did not finish,
    of "Of 57 starters, 49 finished"; or that they lost where those won."""
    said, given = claim.casefold(), cited.casefold()
    is_other = has_other_outcome(said, given)
    return any(is_other or _NOT_DONE.match(said, rest.end) for rest in _rests(said, given))


def _rests(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim that are what is left of a whole: eight, of "Of 57 starters, 49"."""
    if not _LEFT.search(said) and not has_other_outcome(said, given):
        return
    left = {
        str(int(whole) - int(part))
        # "Seven of their first eight": the first says how many of nothing.
        for one, other in pairwise(n for n in numerals(given) if "1st" not in n.readings)
        if other.start - one.end <= MAX_TO_PART
        and not re.search(r"[.;]\s", given[one.end : other.start])
        for big, small in ((one, other), (other, one))
        if _OF_WHOLE.search(given[max(0, big.start - MAX_BEFORE) : big.start])
        for whole in big.readings
        for part in small.readings
        if _counts(whole) and _counts(part) and int(part) < int(whole)
    }
    yield from (number for number in numerals(said) if number.readings & left)
