"""Does a claim count something else than its source: in other units, limits or for others?"""

from __future__ import annotations

import re

from assistant.checking.numbers.before_after import only_when_it_pauses
from assistant.checking.numbers.comparisons import other_comparison
from assistant.checking.numbers.counted_of import of_another_number
from assistant.checking.numbers.dated import of_another_day
from assistant.checking.numbers.directions import other_direction
from assistant.checking.numbers.factors import other_factor
from assistant.checking.numbers.gains import gained_or_lost, with_what_is_apart
from assistant.checking.numbers.levels import other_level
from assistant.checking.numbers.limits import other_limits
from assistant.checking.numbers.measures import other_currency, other_unit
from assistant.checking.numbers.moments import other_time
from assistant.checking.numbers.often import other_crowd, other_frequency
from assistant.checking.numbers.ranges import one_end
from assistant.checking.numbers.ranks import other_place
from assistant.checking.numbers.rates import of_others, other_rate
from assistant.checking.numbers.scopes import other_scope
from assistant.checking.numbers.voting import other_majority, other_side

_TOGETHER = re.compile(r"\b(?:together|altogether|combined|between them|in all|in total)\b")
_EACH = re.compile(r"\b(?:each(?! other\b)|apiece)\b")


def counts_otherwise(claim: str, cited: str) -> str:
    """Why a claim's numbers count something else than its source's; "" where they don't."""
    said, given = claim.casefold(), cited.casefold()
    if wrong := other_currency(said, given):
        return wrong
    if _TOGETHER.search(said) and not _TOGETHER.search(given) and _EACH.search(given):
        return "the article says “each”"
    return (
        other_limits(claim, cited)
        or other_unit(claim, cited)
        or other_level(said, given)
        or other_comparison(claim, cited)
        or gained_or_lost(said, given)
        or with_what_is_apart(said, given)
        or only_when_it_pauses(said, given)
        or other_rate(said, given)
        or of_others(said, given)
        or other_time(claim, cited)
        or of_another_day(claim, cited)
        or other_place(claim, cited)
        or of_another_number(claim, cited)
        or other_factor(claim, cited)
        or other_direction(claim, cited)
        or other_majority(said, given)
        or other_side(said, given)
        or other_frequency(said, given)
        or other_crowd(claim, cited)
        or one_end(said, given)
        or other_scope(claim, cited)
    )
