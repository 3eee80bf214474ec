"""Plain text and Markdown pages: one file is one article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import decode, markdown, opening, records
from vectorstore.types import RawArticle, Unreadable

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.{1,8000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(.*)")


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The page as one raw article; Markdown's front matter becomes its fields."""
    text = decode.decoded(opening.whole(path))
    if opening.suffix(path) not in (".md", ".markdown"):
        said = markdown.tables_said(text)
        yield RawArticle(text=said, source=str(path), is_page_text=True)
        return
    fields: dict[str, object] = {}
    if matter := _FRONT_MATTER.match(text):
        lines = (_FIELD.fullmatch(line.strip()) for line in matter[1].splitlines())
        fields = {line[1]: line[2].strip(" \"'") for line in lines if line}
        text = text[matter.end() :]
    yield records.with_fields(fields, markdown.said(text), str(path))
