"""Why an answer claims nothing: what was searched, and what of it the archive does not have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from assistant.finding.found import Found
from assistant.finding.period import printed
from assistant.question.outlets import outlet_asked_for
from assistant.types import ABSTENTION, Abstention, Question, Window
from vectorstore import Archive, Filter
from vectorstore.types import Holdings, in_words

# Outlets that are named one by one.
MAX_NAMED = 8
_LEAD = re.compile(r"(?:in|on|during|of|at|over|within|throughout)\s+", re.IGNORECASE)
# A period that begins so says by itself which articles: "since November 2025", "before 2020".
_DIRECTED = re.compile(
    r"(?:from|since|starting|after|later|before|prior|earlier|until|till|up|by|through|as|no|between)\b",
    re.IGNORECASE,
)


def why(archive: Archive, question: Question, found: Found) -> Abstention:
    """The reason for claiming nothing of what was found for a question."""
    outlet = outlet_asked_for(question.understood, archive.outlets())
    if outlet:
        held = archive.holdings()
        return _reason("no_articles", held, f"The archive has nothing of {outlet}.")
    empty = _empty(archive, question.where, found.windows)
    if empty:
        text = f"The archive has no articles {_of(empty)}."
        return _reason("no_articles", archive.holdings(), text)
    held = archive.holdings(question.where)
    text = ABSTENTION
    if found.missing:
        named = " or ".join(f"“{name}”" for name in found.missing)
        text += f" No passage that comes near has {named}."
    searched = _searched(held)
    return replace(_reason("not_said", held, f"{text} {searched}"), searched=searched)


def _of(window: Window) -> str:
    """A period as articles are of it: "of March 2020", "since March 2020"."""
    named = _LEAD.sub("", window.text, count=1)
    return named if _DIRECTED.match(named) else f"of {named}"


def _reason(kind: Literal["not_said", "no_articles"], held: Holdings, text: str) -> Abstention:
    return Abstention(kind, held.articles, held.outlets, held.earliest, held.latest, text)


def _empty(archive: Archive, where: Filter, windows: Sequence[Window]) -> Window | None:
    """A period that was asked about, where the archive has nothing of it nor of any other."""
    for window in map(printed, windows):
        since = max((day for day in (where.since, window.since) if day), default=None)
        until = min((day for day in (where.until, window.until) if day), default=None)
        is_none = since and until and since > until
        if not is_none and archive.holdings(replace(where, since=since, until=until)).articles:
            return None
    return windows[0] if windows else None


def _searched(held: Holdings) -> str:
    if not held.articles:
        return "Searched: no article."
    said = f"Searched: {held.articles:,} article{'' if held.articles == 1 else 's'}"
    if held.outlets:
        said += f" of {_named(held.outlets)}"
    if held.earliest:
        days = [in_words(date.fromisoformat(day)) for day in (held.earliest, held.latest)]
        said += f", {' – '.join(dict.fromkeys(days))}"
    return f"{said}."


def _named(outlets: Sequence[str]) -> str:
    if len(outlets) > MAX_NAMED:
        return f"{len(outlets)} outlets"
    return ", ".join(outlets[:-1]) + (" and " if outlets[1:] else "") + outlets[-1]
