"""Plain text and Markdown pages: one file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import decode, exports, front_matter, markdown, opening, records
from vectorstore.types import RawArticle, Unreadable

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The page as one raw article; Markdown's front matter becomes its fields."""
    text = decode.decoded(opening.whole(path))
    if opening.suffix(path) not in _MARKDOWN:
        if many := exports.articles(text.splitlines(), str(path)):
            yield from many
            return
        said = markdown.tables_said(text)
        yield RawArticle(text=said, source=str(path), is_page_text=True)
        return
    fields, body = front_matter.split(text)
    if front_matter.is_draft(fields):
        yield Unreadable(str(path), "a draft, not published")
        return
    yield records.with_fields(fields, markdown.said(body), str(path))
