"""A record of an export (JSON, JSONL, CSV) to a raw article, by the field names in real use."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from vectorstore.types import RawArticle, RawEntry, Unreadable

# Names are compared in lower case without punctuation: publishedAt, published_at, "Published At".
_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "maintext", "article", "articlebody", "articletext",
        "fulltext", "bodytext", "plaintext", "storytext", "document", "story",
    ),
    "id": ("id", "guid", "uuid", "articleid", "docid", "documentid", "identifier"),
    "title": ("title", "headline", "webtitle", "heading", "articletitle"),
    "outlet": (
        "outlet", "publisher", "publication", "source", "sourcename", "sitename", "newspaper",
        "sourcedomain", "domain", "site", "feed",
    ),
    "author": ("author", "authors", "byline", "creator", "by", "writer", "journalist"),
    "url": (
        "url", "link", "weburl", "canonicalurl", "canonicallink", "requestedurl", "permalink",
        "sourceurl", "articleurl", "href",
    ),
    "published": (
        "published", "publishedat", "publisheddate", "datepublished", "datepublish",
        "publishdate", "publishedon", "publicationdate", "pubdate", "webpublicationdate",
        "firstcreated", "firstpublished", "date", "datetime", "created", "createdat",
        "datecreated", "timestamp", "time",
    ),
    "updated": (
        "updated", "updatedat", "modified", "modifiedat", "datemodified", "datemodify",
        "lastmodified", "lastupdated", "versioncreated", "modifieddate", "updateddate",
    ),
    "language": ("language", "lang", "inlanguage", "languagecode"),
}  # fmt: skip
# What stands in for a text that is not there.
_SUMMARIES = ("description", "summary", "abstract", "leadparagraph", "snippet", "excerpt")
_WRAPPERS = ("source", "fields", "attributes", "article", "data", "document", "news", "item")
_INNER_NAMES = (
    "name", "text", "value", "rendered", "main", "original", "title", "literal", "content", "id",
    "oid", "date", "numberlong",
)  # fmt: skip
_EMPTY_WORDS = {"nan", "none", "null", "n/a", "nat", "undefined", "[]"}


def raw_article(record: object, source: str) -> RawArticle | Unreadable:
    """The raw article that a record holds, or why it holds none."""
    if not isinstance(record, Mapping):
        return Unreadable(source, f"not an object with fields, but {_kind(record)}")
    fields = _unwrapped(_normalised(record))
    text = _first(fields, _NAMES["text"], joiner="\n\n")
    entries = tuple(live_entries(record))
    if not text and entries:
        return dataclasses.replace(_with(fields, "", source, is_page_text=False), entries=entries)
    text = text or _first(fields, _SUMMARIES, joiner="\n\n")
    if not text.strip():
        names = ", ".join(list(map(str, record))[:8])[:160]
        return Unreadable(source, f"no text field (text, body, content, ...); fields: {names}")
    return _with(fields, text, source, is_page_text=False)


def live_entries(record: Mapping[Any, object]) -> Iterator[RawEntry]:
    """The entries of a live blog as schema.org's LiveBlogPosting names them."""
    found = _normalised(record).get("liveblogupdate")
    for update in found if isinstance(found, list) else [found]:
        if not isinstance(update, Mapping):
            continue
        fields = _normalised(update)
        title = _first(fields, (*_NAMES["title"], "name"))
        text = _first(fields, (*_NAMES["text"], *_SUMMARIES), joiner="\n\n")
        if title or text:
            url = _first(fields, ("url", "mainentityofpage", "id"))
            yield RawEntry(
                text=text or title,
                title=title if text else "",
                author=_first(fields, _NAMES["author"]),
                published=_first(fields, _NAMES["published"]),
                anchor=url.rpartition("#")[2] if "#" in url else "",
            )


def with_fields(record: Mapping[str, object], text: str, source: str) -> RawArticle:
    """A page's text with the fields that its head brings."""
    return _with(_normalised(record), text, source, is_page_text=True)


def _with(
    fields: Mapping[str, object], text: str, source: str, *, is_page_text: bool
) -> RawArticle:
    found: dict[str, Any] = {
        name: _first(fields, names) for name, names in _NAMES.items() if name != "text"
    }
    return RawArticle(text=text, source=source, is_page_text=is_page_text, **found)


def holder_of_articles(document: object, depth: int = 3) -> list[object] | None:
    """The list of articles in an object such as {"status": "ok", "articles": [...]}.

    None where the document is one article, or holds no such list.
    """
    if not isinstance(document, Mapping) or not depth:
        return None
    fields = _unwrapped(_normalised(document))
    has_text = any(isinstance(fields.get(name), str) for name in _NAMES["text"])
    if has_text or next(live_entries(document), None):
        return None
    for value in document.values():
        if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
            return list(value)
    for value in document.values():
        if isinstance(value, Mapping) and (found := holder_of_articles(value, depth - 1)):
            return found
    return None


def _normalised(record: Mapping[object, object] | Mapping[str, object]) -> dict[str, object]:
    return {re.sub(r"[\W_]+", "", str(name)).lower(): value for name, value in record.items()}


def _unwrapped(fields: dict[str, object]) -> dict[str, object]:
    """Fields of an inner object ("fields", "_source", ...) beside the outer ones."""
    if any(isinstance(fields.get(name), str) for name in _NAMES["text"]):
        return fields
    for name in _WRAPPERS:
        inner = fields.get(name)
        if isinstance(inner, Mapping):
            inside = _normalised(inner)
            if any(inside.get(text) for text in _NAMES["text"]) and len(inside) > 1:
                outer = {key: value for key, value in fields.items() if key != name}
                return {**outer, **inside}
    return fields


def _first(fields: Mapping[str, object], names: tuple[str, ...], joiner: str = ", ") -> str:
    for name in names:
        if name in fields and (found := _as_text(fields[name], joiner)):
            return found
    return ""


def _as_text(value: object, joiner: str, depth: int = 0) -> str:
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
        parts = (_as_text(inside.get(name), joiner, depth + 1) for name in _INNER_NAMES)
        return next((part for part in parts if part), "")
    if isinstance(value, list):
        found = (_as_text(item, joiner, depth + 1) for item in value)
        return joiner.join(part for part in found if part)
    return ""


def _kind(value: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
