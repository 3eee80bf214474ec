"""What is left of a whole: eight, of "Of 57 starters, 49 finished"; those who did, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from assistant.checking.numbers.shares import OUT_OF, is_count
from assistant.checking.outcomes import has_other_outcome
from vectorstore.text.numerals import Numeral, numerals

# Characters before a number in which its "of" stands, and from a whole to its part.
MAX_BEFORE, MAX_TO_PART = 24, 60
# Numbers and denials of one text that are looked at.
MAX_FOUND = 60

# "Of 57 starters, 49", "49 of its 57": what is left of the whole.
_OF_WHOLE = re.compile(
    r"\b(?:of|out of)(?: (?:the|its|their|his|her|all|about|some))?"
    r"(?: (?:last|past|first|previous|opening))?\s\Z"
)
_LEFT = re.compile(
    r"\b(?:rest|others?|remain\w*|left|missing|further|without|fail\w*|not|n't|un\w{3,}|never"
    r"|out of action|lost|retired|absent)\b"
)
_NOT_DONE = re.compile(r"[^,;.]{0,60}?(?:\b(?:not|never|fail\w*)\b|n't\b)")
_HAVE_NOT = re.compile(r"(?: of (?:them|those|these))? (?:have|has|had|did|do|were|are) not\b")
_BUT = re.compile(r"\b(?:but|while|whereas)\b")
# "No tax", "not a single death"
_NONE_OF = re.compile(r"\b(?:no|not (?:an?|any|one)(?: single)?|without(?: an?| any)?) (\w{3,})")


def rests(said: str, given: str) -> Iterator[Numeral]:
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
        if is_count(whole) and is_count(part) and int(part) < int(whole)
    }
    yield from (number for number in numerals(said) if number.readings & left)


def denies_of_rest(claim: str, cited: str) -> bool:
    """Whether a plain claim denies of the rest what a text says of a part: eight did not finish,
    of "Of 57 starters, 49 finished"; or that they lost where those won."""
    said, given = claim.casefold(), cited.casefold()
    is_other = has_other_outcome(said, given)
    return any(is_other or _NOT_DONE.match(said, rest.end) for rest in rests(said, given))


def those_who_did(said: str, given: str) -> Iterator[Numeral]:
    """The numbers of a claim of those who did what others of a whole did not: 15, of "Not all of
    the 40 have signed; 25 have not"."""
    found = numerals(given)
    whole = {reading for number in found for reading in number.readings if is_count(reading)}
    did_not = {
        reading
        for number in found[:MAX_FOUND]
        if _HAVE_NOT.match(given, number.end)
        for reading in number.readings
        if is_count(reading)
    }
    ours = numerals(said) if did_not else ()
    for part, of in pairwise(ours):
        left = {str(int(w) - int(n)) for w in whole & of.readings for n in did_not}
        is_share = left & part.readings and OUT_OF.fullmatch(said, part.end, of.start)
        if is_share and not _NOT_DONE.match(said, of.end):
            yield part


def noughts(said: str, given: str) -> Iterator[Numeral]:
    """The noughts of a claim that speaks of what its source has none of: "no tax"."""
    found = [number for number in numerals(said) if "0" in number.readings]
    # "No tax here, but 30 million there" has none only of the one.
    if _BUT.search(given):
        return
    none_of = islice(_NONE_OF.finditer(given), MAX_FOUND if found else 0)
    if any(re.search(rf"\b{re.escape(match[1])}", said) for match in none_of):
        yield from found
