"""The best quote beside what a form chose: no form leaves out what best answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms import Asked
from assistant.answering.forms.counted import counted, figures_of
from assistant.answering.forms.statements import MAX_STATEMENTS, speaker_of
from assistant.answering.told import apart, overlaps
from assistant.question.form import asks_what_happened
from assistant.question.office import office
from assistant.types import Claim, Form
from vectorstore.text.normalise import folded

# The claims of these forms with the best quotes among them, at most.
MOST: dict[Form, int] = {"figures": 4, "who": 3, "reasons": 4, "yes_no": 5}
_PERSON = re.compile(r"(?:[A-Z][\w.'’-]* )+[A-Z][\w'’-]+")


def with_best(
    form: Form, asked: Asked, claims: Sequence[Claim], quotes: Sequence[Claim]
) -> tuple[Claim, ...]:
    """The claims of a form, with the best quotes where it has left them out.

    Who holds an office is the newest holder, and what is counted in known units or words has its
    number there, whatever else is read.
    """
    if not claims or not quotes:
        return tuple(claims)
    if form == "events":
        is_one = asks_what_happened(asked.question) and not asked.found.windows
        return _led(claims, quotes[0]) if is_one else tuple(claims)
    if form == "statements":
        return _led_by_said(asked.question, claims, quotes)
    if form not in MOST:
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


def _led(claims: Sequence[Claim], best: Claim) -> tuple[Claim, ...]:
    """Dated events behind the one that best says what happened, or behind the best quote."""
    lead = next((each for each in claims if overlaps(each, best)), None)
    lead = lead or replace(best, day=best.day or best.citations[0].passage.published[:10])
    return (lead, *(each for each in claims if each is not lead))


def _led_by_said(
    question: str, claims: Sequence[Claim], quotes: Sequence[Claim]
) -> tuple[Claim, ...]:
    """What somebody said, the best quote first of what is theirs.

    A person's or an office's is what the form found; of a student or a ministry, whom a text calls
    by other names as well, it is also the best quote if that names them.
    """
    named = speaker_of(question)
    if not named:  # whoever said some words is asked for
        return tuple(claims)
    is_known = bool(_PERSON.fullmatch(named) or office(named))
    name = re.compile(rf"\b{re.escape(folded(named).split()[-1])}\b")
    for quote in quotes:
        own = next((each for each in claims if overlaps(each, quote)), None)
        if own:
            both = apart((own, quote), 1)  # the longer of the two
            return apart((replace(both[0], speaker=own.speaker), *claims))
        if quote is quotes[0] and not is_known and name.search(folded(quote.text)):
            return apart((quote, *claims), MAX_STATEMENTS)
    return tuple(claims)


def _with_figures(quote: Claim, question: str) -> Claim:
    """A quote with its figures, as the form gives them."""
    return replace(quote, group=", ".join(dict.fromkeys(figures_of(quote.text, question))))
