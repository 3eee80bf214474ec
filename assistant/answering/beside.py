"""The best quote beside what a form chose: no form leaves out what best answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.forms import Asked
from assistant.answering.forms.counted import counted, figures_of, is_beside
from assistant.answering.told import apart, overlaps
from assistant.question.office import office
from assistant.types import Claim, Form

# The claims of these forms with the best quotes among them, at most.
MOST: dict[Form, int] = {"figures": 5, "who": 3, "reasons": 4, "yes_no": 5}


def with_best(
    form: Form, asked: Asked, claims: Sequence[Claim], quotes: Sequence[Claim]
) -> tuple[Claim, ...]:
    """The claims of a form, with the best quotes where it has left them out."""
    if form not in MOST or not claims or not quotes:
        return tuple(claims)
    best, first, *rest = quotes[0], *claims
    if form == "figures":
        return apart(_with_figures(asked, best, first, rest, quotes[1:]), MOST[form])
    leads = form == "who" and not office(asked.question)  # an office has its newest holder first
    return apart((best, *claims, *quotes[1:]) if leads else (first, best, *rest), MOST[form])


def _with_figures(
    asked: Asked, best: Claim, first: Claim, rest: Sequence[Claim], others: Sequence[Claim]
) -> Iterator[Claim]:
    """The best quote first if it has a number of what is counted; other quotes where it is not
    known in which words news counts it."""
    count = counted(asked)
    in_units = not count.units or count.units.search(best.text)
    is_told = not count.told or any(is_beside(best.text, words) for words in count.told)
    has_number = in_units and is_told and figures_of(best.text, asked.question)
    if has_number and not overlaps(best, first):
        yield from (best, first)
    else:
        yield from (first, best)
    more = () if count.told or count.units else others
    yield from (*more[:1], *rest, *more[1:])
