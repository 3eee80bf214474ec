"""A record of an export (JSON, JSONL, CSV) to a raw article, by the field names in real use."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from vectorstore.formats import cut_text, field_names, typed_blocks
from vectorstore.types import RawArticle, RawEntry, Unreadable

_NAMES = field_names.NAMES
_WRAPPERS = ("source", "fields", "attributes", "article", "data", "document", "news", "item",
             "content", "response")  # fmt: skip
_INNER_NAMES = (
    "name", "text", "value", "rendered", "main", "original", "title", "literal", "content", "id",
    "oid", "date", "numberlong", "basic",
)  # fmt: skip
# Of somebody, or of an outlet, an object's number or address is no name.
_NAMES_OF_PEOPLE = ("name", "displayname", "fullname", "text", "value", "rendered", "original",
                    "title", "literal", "domain")  # fmt: skip
_UNPUBLISHED = {"draft", "auto-draft", "unpublished", "private", "trash"}
_EMPTY_WORDS = {"nan", "none", "null", "n/a", "nat", "undefined", "[]", "{}",
                "only available in paid plans", "[removed]"}  # fmt: skip
# Addresses of a service whose abstracts are an editor's words, in each of its answers.
_WITH_ABSTRACTS = "nyt://"
_MAX_WRITTEN_LIST = 4000  # characters of a list that a program wrote into one cell


def raw_article(record: object, source: str) -> RawArticle | Unreadable:
    """The raw article that a record holds, or why it holds none."""
    if not isinstance(record, Mapping):
        return Unreadable(source, f"not an object with fields, but {_kind(record)}")
    fields = _unwrapped(_normalised(record))
    if _is_draft(fields):
        return Unreadable(source, "a draft, not published")
    text = _text(fields)
    entries = tuple(live_entries(record))
    if not text and entries:
        return dataclasses.replace(_with(fields, "", source, is_page_text=False), entries=entries)
    text = text or _stand_in(fields)
    if not text.strip():
        names = ", ".join(list(map(str, record))[:8])[:160]
        if _as_text(fields.get(field_names.ABSTRACT), " "):
            return Unreadable(source, f"only an abstract, no words of the article; fields: {names}")
        return Unreadable(source, f"no text field (text, body, content, ...); fields: {names}")
    return _with(fields, cut_text.marked(text), source, is_page_text=False)


def _is_draft(fields: Mapping[str, object]) -> bool:
    """Whether a record says that it was not published, as those of sites' programs do."""
    status = fields.get("status")
    is_named = isinstance(status, str) and status.strip().lower() in _UNPUBLISHED
    return is_named or True in (fields.get("draft"), fields.get("isdraft"))


def _text(fields: Mapping[str, object]) -> str:
    for name in _NAMES["text"]:
        if name in fields and (found := _body(fields[name])):
            return found
    return ""


def _body(value: object) -> str:
    """The words of a field that holds a story: of typed parts, those that are its text."""
    blocks = typed_blocks.text(value)
    return _as_text(value, "\n\n") if blocks is None else blocks


def _stand_in(fields: Mapping[str, object]) -> str:
    """What an export gives in place of the text: the story's first words, or a summary of it."""
    own = _first(fields, field_names.OWN_WORDS, "\n\n")
    is_apart = str(fields.get("uri", "")).startswith(_WITH_ABSTRACTS)
    if own or is_apart or any(name in fields for name in field_names.OWN_WORDS):
        return cut_text.with_mark(own) if own else ""
    return _first(fields, (*field_names.SUMMARIES, field_names.ABSTRACT), "\n\n")


def live_entries(record: Mapping[Any, object]) -> Iterator[RawEntry]:
    """The entries of a live blog as schema.org's LiveBlogPosting names them."""
    found = _normalised(record).get("liveblogupdate")
    for update in found if isinstance(found, list) else [found]:
        if not isinstance(update, Mapping):
            continue
        fields = _normalised(update)
        title = _first(fields, (*_NAMES["title"], "name"))
        summaries = (*_NAMES["text"], *field_names.SUMMARIES, field_names.ABSTRACT)
        text = _first(fields, summaries, "\n\n")
        if title or text:
            url = _first(fields, ("url", "mainentityofpage", "id"))
            yield RawEntry(
                text=text or title,
                title=title if text else "",
                author=_author(fields),
                published=_first(fields, (*_NAMES["published"], "datecreated")),
                anchor=url.rpartition("#")[2] if "#" in url else "",
            )


def with_fields(record: Mapping[str, object], text: str, source: str) -> RawArticle:
    """A page's text with the fields that its head brings."""
    return _with(_normalised(record), text, source, is_page_text=True)


def _with(
    fields: Mapping[str, object], text: str, source: str, *, is_page_text: bool
) -> RawArticle:
    found: dict[str, Any] = {name: _first(fields, _NAMES[name]) for name in ("id", "language")}
    url, outlet = _url(fields), _outlet(fields)
    if not url and outlet.startswith(("http://", "https://")):
        url = outlet  # what a clipper calls the source is the page
    found |= {"url": url, "outlet": outlet, "author": _author(fields)}
    found["title"] = without_outlet(_first(fields, _NAMES["title"]), outlet)
    for name in ("published", "updated"):
        found[name] = _day(fields, _NAMES[name])
    return RawArticle(text=text, source=source, is_page_text=is_page_text, **found)


def without_outlet(title: str, outlet: str) -> str:
    """The headline of a title such as "Bridge closed | The Lantern"."""
    head, mark, tail = title.rpartition(" | ")
    for dash in (" - ", " – ", " — "):
        if not mark:
            head, mark, tail = title.rpartition(dash)
    return head if mark and outlet and _bare(tail) == _bare(outlet) else title


def _bare(name: str) -> str:
    return name.strip().lower().removeprefix("the ")


def _day(fields: Mapping[str, object], names: tuple[str, ...]) -> str:
    """The first of some fields with a figure in it: a flag or a word is no day."""
    found = (_first(fields, (name,)) for name in names)
    return next((value for value in found if re.search(r"\d", value)), "")


def _url(fields: Mapping[str, object]) -> str:
    found = [_first(fields, (name,)) for name in _NAMES["url"]]
    addresses = (url for url in found if url.startswith(("http://", "https://")))
    return next(addresses, next(filter(None, found), ""))


def _outlet(fields: Mapping[str, object]) -> str:
    """The outlet's name; its address only where it has no name."""
    found = [_named(fields[name]) for name in _NAMES["outlet"] if name in fields]
    named = (name for name in found if name and not is_address(name))
    return next(named, next(filter(None, found), ""))


def is_address(name: str) -> bool:
    """Whether what should be a name is a site's address or host."""
    return bool(re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", name.strip()))


def _author(fields: Mapping[str, object]) -> str:
    for name in _NAMES["author"]:
        if name in fields and (found := _named(fields[name])):
            return found
    given = fields.get("credits")  # those of a picture are no list under "by"
    signed = _named(given.get("by")) if isinstance(given, Mapping) else ""
    return signed or _joined_name(fields)


def _named(value: object) -> str:
    """The names in a field of people or outlets."""
    if isinstance(value, str):
        value = _written_list(value)
    return _as_text(value, ", ", names=_NAMES_OF_PEOPLE)


def _written_list(value: str) -> object:
    """The list or object that a program wrote into a cell as text, else the text."""
    if len(value) > _MAX_WRITTEN_LIST or value[:1] not in "[{" or value[-1:] not in "]}":
        return value
    for parse in (json.loads, ast.literal_eval):
        try:
            return parse(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            continue
    return value


def _joined_name(fields: Mapping[str, object]) -> str:
    """A name of which the parts stand apart: {"givenName": "Ana", "familyName": "Roe"}."""
    for given, family in field_names.APART:
        parts = [_as_text(fields.get(name), " ") for name in (given, family)]
        if all(parts):
            return " ".join(parts)
    return ""


def _normalised(record: Mapping[Any, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in record.items():
        found.setdefault(field_names.normalised(name), value)
    return found


def is_article(document: Mapping[Any, object]) -> bool:
    """Whether an object is one article, and not a holder of several."""
    fields = _unwrapped(_normalised(document))
    has_words = any(
        isinstance(fields.get(name), str) or typed_blocks.text(fields.get(name))
        for name in _NAMES["text"]
    )
    return has_words or next(live_entries(document), None) is not None


def has_text(record: object) -> bool:
    """Whether a record has words of a story, by the names of its fields."""
    if not isinstance(record, Mapping):
        return False
    fields = _unwrapped(_normalised(record))
    names = (*_NAMES["text"], *field_names.OWN_WORDS, *field_names.SUMMARIES, field_names.ABSTRACT)
    return any(_body(fields[name]) for name in names if name in fields)


def _unwrapped(fields: dict[str, object]) -> dict[str, object]:
    """Fields of an inner object ("fields", "_source", ...) beside the outer ones."""
    for _ in range(3):
        if any(isinstance(fields.get(name), str) for name in _NAMES["text"]):
            return fields
        inner = next(filter(None, (_inside(fields, name) for name in _WRAPPERS)), None)
        if inner is None:
            return fields
        fields = inner
    return fields


def _inside(fields: dict[str, object], name: str) -> dict[str, object] | None:
    inner = fields.get(name)
    if not isinstance(inner, Mapping):
        return None
    inside = _normalised(inner)
    is_wrapper = any(inside.get(text) for text in _NAMES["text"]) or any(
        isinstance(inside.get(wrapper), Mapping) for wrapper in ("fields", "content")
    )
    if not is_wrapper or len(inside) < 2:
        return None
    return {**{key: value for key, value in fields.items() if key != name}, **inside}


def _first(fields: Mapping[str, object], names: tuple[str, ...], joiner: str = ", ") -> str:
    for name in names:
        if name in fields and (found := _as_text(fields[name], joiner)):
            return found
    return ""


def _as_text(
    value: object, joiner: str, depth: int = 0, names: tuple[str, ...] = _INNER_NAMES
) -> str:
    """A field's words: names out of objects, the parts of a list joined."""
    if isinstance(value, str):
        stripped = value.strip()
        return "" if stripped.lower() in _EMPTY_WORDS else stripped
    if isinstance(value, bool) or value is None or depth > 3:
        return ""
    if isinstance(value, int | float):
        return "" if value != value else str(value)
    if isinstance(value, Mapping):
        inside = _normalised(value)
        parts = (_as_text(inside.get(name), joiner, depth + 1, names) for name in names)
        return next((part for part in parts if part), "") or _joined_name(inside)
    if isinstance(value, list):
        found = (_as_text(item, joiner, depth + 1, names) for item in value)
        return joiner.join(part for part in found if part)
    return ""


def _kind(value: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
