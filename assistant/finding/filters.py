"""Keyword filters, as callers write them -> the Filter of an archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.types import Day, Filters
from vectorstore import Archive, Filter
from vectorstore.errors import QuestionError, WrongType
from vectorstore.text.normalise import folded

# Outlets that an error message lists at most.
MAX_LISTED = 20


def parsed(archive: Archive, filters: Filters) -> Filter:
    """The Filter that the keywords describe.

    QuestionError for a day that is none, a period that ends before it begins, and an outlet or
    author that the archive does not have; WrongType for what is neither a day nor a list.
    """
    unknown = filters.keys() - Filters.__annotations__.keys()
    if unknown:
        known = ", ".join(Filters.__annotations__)
        raise WrongType(f"There is no filter {sorted(unknown)[0]!r}. There are: {known}.")
    since, until = _day(filters.get("since")), _day(filters.get("until"))
    if since and until and since > until:
        raise QuestionError(f"The period ends ({until}) before it begins ({since}).")
    outlets = _names("outlets", filters.get("outlets", ()))
    authors = _names("authors", filters.get("authors", ()))
    return Filter(
        since=since,
        until=until,
        outlets=outlets and _known_outlets(archive, outlets),
        authors=authors and _known_authors(archive, authors),
        as_of=_day(filters.get("as_of")),
        articles=_names("articles", filters.get("articles", ())),
        without=_names("without", filters.get("without", ())),
    )


def _day(day: Day) -> date | None:
    if day is None or isinstance(day, date):
        return date(day.year, day.month, day.day) if day else None
    if not isinstance(day, str):
        raise WrongType(f"{day!r} is not a day. Give a datetime.date, or text like 2020-01-31.")
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise QuestionError(f"{day!r} is not a day. Write it as 2020-01-31.") from None


def _names(what: str, names: Any) -> tuple[str, ...]:
    if isinstance(names, str) or not isinstance(names, Sequence):
        raise WrongType(f'{what} is {names!r}. Give a list of names, as in ["The Echo"].')
    if not all(isinstance(name, str) for name in names):
        raise WrongType(f"{what} is {names!r}. Each name must be text.")
    return tuple(names)


def _known_outlets(archive: Archive, outlets: Sequence[str]) -> tuple[str, ...]:
    known = archive.outlet_names()
    found: list[str] = []
    for outlet in outlets:
        same = [
            name for name, others in known.items() if folded(outlet) in map(folded, (name, *others))
        ]
        if not same:
            some = ", ".join(list(known)[:MAX_LISTED]) or "none is known"
            raise QuestionError(f"The archive has no outlet {outlet!r}. It has: {some}.")
        found += same
    return tuple(dict.fromkeys(found))


def _known_authors(archive: Archive, authors: Sequence[str]) -> tuple[str, ...]:
    for author in authors:
        if not archive.has_author(author):
            raise QuestionError(
                f"The archive has no article by {author!r}. `dateline list` shows its articles,"
                " `dateline show ID` who wrote one."
            )
    return tuple(authors)
