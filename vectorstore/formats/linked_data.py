"""What the JSON-LD of a page says of its article; what it only points to is looked up in it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from vectorstore.formats import records
from vectorstore.types import Unreadable

Thing = Mapping[str, object]

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)$")
# Fields that name somebody or something that may be told of elsewhere in the page.
_NAMING = ("author", "creator", "publisher", "sourceOrganization", "isPartOf")
_SITES = ("WebSite", "Periodical", "Newspaper")
_FIELDS = ("title", "outlet", "author", "url", "published", "updated", "language")


def things(tree: Any) -> list[Thing]:
    """All things that the page's JSON-LD tells of, those inside lists and graphs too."""
    found: list[Thing] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            document = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common, and the page says the same elsewhere
        found += _things(document)
    return found


def article(found: list[Thing]) -> dict[str, str]:
    """The fields of the page's article, none where no JSON-LD tells of it."""
    told = [thing for thing in found if _is_article(thing)]
    live = [thing for thing in told if "liveBlogUpdate" in thing]
    if not told:
        return {}
    thing = _with_references((live or told)[0], found)
    # When a page was made is not when it was published.
    thing = {name: value for name, value in thing.items() if name != "dateCreated"}
    read = records.raw_article({**thing, "articleBody": thing.get("articleBody") or "-"}, "")
    if isinstance(read, Unreadable):
        return {}
    fields = {name: getattr(read, name) for name in _FIELDS}
    return {**fields, "text": "" if read.text == "-" else read.text}


def _things(document: object, depth: int = 0) -> Iterator[Thing]:
    if isinstance(document, list):
        for item in document:
            yield from _things(item, depth)
    elif isinstance(document, Mapping) and depth < 4:
        yield document
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(document.get(name, []), depth + 1)


def _is_article(thing: Thing) -> bool:
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE_TYPES.match(name) for name in names)


def _with_references(thing: Thing, found: list[Thing]) -> dict[str, object]:
    """The thing with what its fields point to in their places; what is nowhere told goes."""
    known: dict[str, Thing] = {}
    for other in found:
        for part in (other, *_inner(other)):
            address = part.get("@id")
            if isinstance(address, str) and len(part) > len(known.get(address, {"@id": ""})):
                known[address] = part
    own = dict(thing)
    for name in _NAMING:
        if name in own:
            own[name] = _resolved(own[name], known)
    if not own.get("publisher"):
        part_of = own.get("isPartOf")
        own["publisher"] = own.get("sourceOrganization") or (part_of if _is_site(part_of) else None)
    return own


def _inner(thing: Thing) -> Iterator[Thing]:
    for value in thing.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Mapping):
                yield part


def _is_site(thing: object) -> bool:
    return isinstance(thing, Mapping) and thing.get("@type") in (
        "WebSite",
        "Periodical",
        "Newspaper",
    )


def _resolved(value: object, known: Mapping[str, Thing]) -> object:
    if isinstance(value, list):
        return [found for item in value if (found := _resolved(item, known))]
    if isinstance(value, Mapping):
        address = value.get("@id")
        has_name = any(value.get(name) for name in ("name", "givenName", "familyName"))
        if isinstance(address, str) and not has_name:
            return known.get(address)
        return value
    if isinstance(value, str):
        return known.get(value) or ("" if records.is_address(value) else html.unescape(value))
    return value
