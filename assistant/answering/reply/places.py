"""Where a mark names the outlet, the title and the day of a passage, in place of its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from vectorstore import Passage

_LEAD = re.compile(r"^\W*(?:sources?\s*:|see\b|citing\b|via\b|cf\.)\s*", re.IGNORECASE)


def named(text: str, passages: Sequence[Passage]) -> list[int]:
    """The numbers of the passages that a text names by outlet and day, and says no more.

    None where they are of several articles.
    """
    said = _folded(_LEAD.sub("", text))
    found = [n for n, passage in enumerate(passages, 1) if said in _ways(passage)]
    is_one = len({passages[n - 1].article.id for n in found}) == 1
    return found if is_one else []


def is_place(text: str, passages: Sequence[Passage]) -> bool:
    """Whether a text begins with the outlet or the title of a passage."""
    folded = _folded(_LEAD.sub("", text))
    names = (_folded(name) for p in passages for name in (p.article.outlet, p.title) if name)
    return bool(folded) and any(folded == name or folded.startswith(f"{name} ") for name in names)


def only_names(text: str, passages: Sequence[Passage]) -> bool:
    """Whether a text says no more than a passage's outlet or title, or its outlet and day."""
    said = _folded(_LEAD.sub("", text))
    return bool(said) and any(
        said in (_folded(p.article.outlet), _folded(p.title)) or said in _ways(p) for p in passages
    )


def _ways(passage: Passage) -> set[str]:
    """How its outlet and its day are named together, in either order."""
    outlet = _folded(passage.article.outlet)
    if not outlet or not passage.day:
        return set()
    days = list(_days(passage.day))
    return {f"{outlet} {day}" for day in days} | {f"{day} {outlet}" for day in days}


def _days(day: date) -> Iterator[str]:
    yield day.isoformat().replace("-", " ")
    for month in (f"{day:%B}".lower(), f"{day:%b}".lower()):
        yield from (f"{day.day} {month} {day.year}", f"{month} {day.day} {day.year}")
        yield from (f"{day.day} {month}", f"{month} {day.day}")


def _folded(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold()).strip().removeprefix("the ")
