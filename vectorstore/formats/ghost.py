"""Ghost exports: the published posts alone, by the names of their writers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from vectorstore.types import RawArticle, Unreadable

Tables = Mapping[str, Any]


def tables(document: object) -> Tables | None:
    """The tables of an export, None where a document is none."""
    databases = document.get("db") if isinstance(document, Mapping) else None
    held = databases[0] if isinstance(databases, list) and databases else document
    data = held.get("data") if isinstance(held, Mapping) and "meta" in held else None
    is_export = isinstance(data, Mapping) and isinstance(data.get("posts"), list)
    return data if is_export and isinstance(data, Mapping) else None


def articles(data: Tables, source: str) -> Iterator[RawArticle | Unreadable]:
    """The posts of an export that were published; what is none is counted in one line."""
    settings = {row.get("key"): _text(row, "value") for row in _rows(data, "settings")}
    writers = _writers(data)
    left_out: Counter[str] = Counter()
    for number, post in enumerate(_rows(data, "posts"), start=1):
        is_page = post.get("type") == "page" or post.get("page") in (1, True)
        if is_page or post.get("status") != "published":
            left_out["page" if is_page else "draft or other unpublished post"] += 1
            continue
        words = _text(post, "html") or _text(post, "plaintext")
        place = f"{source}:{number}"
        if not words:
            yield Unreadable(place, "a post without text")
            continue
        yield RawArticle(
            words, place, id=_text(post, "uuid"), title=_text(post, "title"),
            outlet=settings.get("title", ""), author=", ".join(writers[post.get("id")]),
            url=_text(post, "canonical_url"), published=_text(post, "published_at"),
            updated=_text(post, "updated_at"),
        )  # fmt: skip
    if left_out:
        counts = ", ".join(f"{count} × {kind}" for kind, count in sorted(left_out.items()))
        yield Unreadable(source, f"left out, no published posts: {counts}")


def _writers(data: Tables) -> defaultdict[object, list[str]]:
    """The names of each post's writers, by the post's id."""
    names = {row.get("id"): _text(row, "name") for row in _rows(data, "users")}
    found: defaultdict[object, list[str]] = defaultdict(list)
    for row in sorted(_rows(data, "posts_authors"), key=lambda row: str(row.get("sort_order"))):
        if name := names.get(row.get("author_id")):
            found[row.get("post_id")].append(name)
    return found


def _rows(data: Tables, name: str) -> list[Mapping[str, Any]]:
    table = data.get(name)
    rows = table if isinstance(table, list) else []
    return [row for row in rows if isinstance(row, Mapping)]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""
