"""The best quote beside what a form chose: no form leaves out what best answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms import Asked
from assistant.answering.forms.counted import counted, figures_of
from assistant.answering.told import apart, overlaps
from assistant.question.office import office
from assistant.types import Claim, Form

# The claims of these forms with the best quotes among them, at most.
MOST: dict[Form, int] = {"figures": 4, "who": 3, "reasons": 4, "yes_no": 5}


def with_best(
    form: Form, asked: Asked, claims: Sequence[Claim], quotes: Sequence[Claim]
) -> tuple[Claim, ...]:
    """The claims of a form, with the best quotes where it has left them out.

    Who holds an office is the newest holder, and what is counted in known units or words has its
    number there, whatever else is read.
    """
    if form not in MOST or not claims or not quotes:
        return tuple(claims)
    best, first, *rest = quotes[0], *claims
    if form == "figures":
        count = counted(asked)
        if count.units or count.told:
            return tuple(claims)
        best, *more = (_with_figures(each, asked.question) for each in quotes)
        two = (best, first) if best.group and not overlaps(best, first) else (first, best)
        others = [each for each in more if each.group]
        return apart((*two, *rest[:1], *others, *rest[1:]), MOST[form])
    if form == "who" and not office(asked.question):
        return apart((best, *claims, *quotes[1:]), MOST[form])
    return apart((*claims, best), MOST[form])


def _with_figures(quote: Claim, question: str) -> Claim:
    """A quote with its figures, as the form gives them."""
    return replace(quote, group=", ".join(dict.fromkeys(figures_of(quote.text, question))))
