"""RIS, the form of reference managers: a record's abstract or notes are its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import decode, opening
from vectorstore.types import RawArticle, Unreadable


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each record's article; one without words of its own is named."""
    import rispy

    text = decode.decoded(opening.whole(path)).lstrip("\ufeff")
    try:
        found = rispy.loads(text, skip_unknown_tags=True)
    except (OSError, ValueError, LookupError) as error:
        yield Unreadable(str(path), f"not RIS: {error}")
        return
    for number, record in enumerate(found, start=1):
        yield _article(record, f"{path}:{number}")
    if not found:
        yield Unreadable(str(path), "no records in it")


def _article(record: dict[str, object], source: str) -> RawArticle | Unreadable:
    text = _first(record, "abstract", "notes_abstract", "notes")
    if not text:
        return Unreadable(source, "a reference without an abstract")
    return RawArticle(
        text,
        source,
        title=_first(record, "title", "primary_title"),
        outlet=_first(record, "secondary_title", "journal_name", "alternate_title3", "publisher"),
        author=_authors(record),
        url=_first(record, "urls", "url"),
        published=_first(record, "date", "year", "publication_year"),
    )


def _first(record: dict[str, object], *names: str) -> str:
    for name in names:
        value = record.get(name)
        if value:
            return "\n\n".join(map(str, value)) if isinstance(value, list) else str(value)
    return ""


def _authors(record: dict[str, object]) -> str:
    """The names in the order in which people say them."""
    names = record.get("authors") or record.get("first_authors") or []
    parted = (str(name).partition(",") for name in (names if isinstance(names, list) else [names]))
    return ", ".join(f"{given.strip()} {family.strip()}".strip() for family, _, given in parted)
