"""The shapes in which JSON documents hold articles: lists under a name, tables by column or row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from vectorstore.formats import columns, field_names, ghost, records
from vectorstore.types import RawArticle, Unreadable

_LIST_NAMES = ("articles", "items", "results", "docs", "documents", "entries", "posts", "stories",
               "news", "hits", "records", "rows", "data")  # fmt: skip
_MAX_DEPTH = 3


def articles(document: object, source: str) -> Iterator[RawArticle | Unreadable]:
    """The articles of a document that is no list."""
    if (data := ghost.tables(document)) is not None:
        yield from ghost.articles(data, source)
        return
    found = _records(document)
    if found is None:
        yield records.raw_article(document, source)
    else:
        yield from of_list(iter(found), source)


def of_list(elements: Iterator[object], source: str) -> Iterator[RawArticle | Unreadable]:
    """The articles of a list of records, or of rows; nothing where it is empty."""
    first = next(elements, None)
    if first is None:
        return
    numbered = enumerate(chain([first], elements), start=1)
    if isinstance(first, list):
        rows = (
            (f"{source}:{number}", list(map(_cell, row)) if isinstance(row, list) else [])
            for number, row in numbered
        )
        yield from columns.articles(rows, source)
        return
    for number, record in numbered:
        yield records.raw_article(record, f"{source}:{number}")


def _records(document: object, depth: int = _MAX_DEPTH) -> Sequence[object] | None:
    """The records, or rows, of a document; None where it is one record itself."""
    if not isinstance(document, Mapping) or not document or not depth:
        return None
    table = _split_table(document) or _table_of_columns(document) or _records_by_label(document)
    if table is not None:
        return table
    if records.is_article(document):
        return None
    if (held := _held(document)) is not None:
        return held
    for value in document.values():
        if isinstance(value, Mapping) and (found := _records(value, depth - 1)):
            return found
    return None


def _split_table(document: Mapping[Any, object]) -> list[object] | None:
    """{"columns": [names], "index": [...], "data": [[cells], ...]}, as pandas splits a table."""
    names, data = document.get("columns"), document.get("data")
    if not isinstance(names, list) or not isinstance(data, list) or isinstance(names[:1], str):
        return None
    if not data or not all(isinstance(row, list) for row in data):
        return None
    return [names, *data]


def _table_of_columns(document: Mapping[Any, object]) -> list[object] | None:
    """{"title": {"0": ..., "1": ...}, "text": {"0": ...}}, or lists in place of the objects."""
    cells = {str(name): column for name, column in document.items()}
    if not any(field_names.field_of(name) == "text" for name in cells):
        return None
    if all(isinstance(column, Mapping) for column in cells.values()):
        labels = [tuple(column) for column in cells.values() if isinstance(column, Mapping)]
        if any(label != labels[0] for label in labels) or not all(map(_is_label, labels[0])):
            return None
        held = [dict(zip(cells, row, strict=True)) for row in _turned(cells.values())]
        return list(held)
    if len(cells) > 1 and all(isinstance(column, list) for column in cells.values()):
        sizes = {len(column) for column in cells.values() if isinstance(column, list)}
        is_table = len(sizes) == 1 and not any(
            isinstance(cell, Mapping | list) for column in cells.values() for cell in _items(column)
        )
        return (
            [dict(zip(cells, row, strict=True)) for row in _turned(cells.values())]
            if (is_table)
            else None
        )
    return None


def _turned(table: Any) -> Iterator[tuple[object, ...]]:
    return zip(*(_items(column) for column in table), strict=True)


def _items(column: object) -> list[object]:
    if isinstance(column, Mapping):
        return list(column.values())
    return column if isinstance(column, list) else []


def _is_label(name: object) -> bool:
    """Whether a key can be a row's: not a part of one field, as "rendered" is."""
    return str(name).isdigit() or (" " not in str(name) and any(map(str.isdigit, str(name))))


def _records_by_label(document: Mapping[Any, object]) -> list[object] | None:
    """{"0": {record}, "1": {record}}: the records, where all of the values are some."""
    values = list(document.values())
    if all(isinstance(value, Mapping) for value in values) and all(map(records.has_text, values)):
        known = [name for name in document if field_names.field_of(str(name))]
        return None if known else [_with_address(*item) for item in document.items()]
    return None


def _with_address(label: object, record: object) -> object:
    """A record under its label, which is its address where it is one."""
    is_address = str(label).startswith(("http://", "https://"))
    return {"url": label, **record} if is_address and isinstance(record, Mapping) else record


def _held(document: Mapping[Any, object]) -> list[object] | None:
    """The list of articles in an object such as {"status": "ok", "articles": [...]}."""
    lists = {
        field_names.normalised(name): value
        for name, value in document.items()
        if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value)
    }
    named = [name for name in _LIST_NAMES if name in lists]
    names = [*named, *(name for name in lists if name not in named)]
    best = next((name for name in names if any(map(records.has_text, lists[name]))), None)
    if best is None and len(document) > len(lists):
        best = next(iter(named), None) if named else next(iter(names), None)
    best = best if best is not None else next(iter(names), None)
    if best is None:
        return None
    about = _about_feed(document)
    return [{**about, **item} if isinstance(item, Mapping) else item for item in lists[best]]


def _about_feed(document: Mapping[Any, object]) -> dict[str, object]:
    """What a JSON Feed says for all of its items."""
    if "jsonfeed.org" not in str(document.get("version", "")):
        return {}
    feed = {"site_name": document.get("title"), "language": document.get("language"),
            "authors": document.get("authors") or document.get("author")}  # fmt: skip
    return {name: value for name, value in feed.items() if value}


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool) or value != value:
        return ""
    return value if isinstance(value, str) else str(value)
