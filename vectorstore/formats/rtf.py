"""RTF: the words of one document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import guarded, opening
from vectorstore.types import RawArticle, Unreadable


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The document as one page of text."""
    data = opening.whole(path)
    if not data.lstrip().startswith(b"{\\rtf"):
        yield Unreadable(str(path), "not an RTF file")
        return
    yield from guarded.parse("rtf", str(path), data=data.decode("latin-1"))


def parse(source: str, data: str) -> list[RawArticle | Unreadable]:
    """The article of an RTF document, its bytes given as Latin-1."""
    from striprtf.striprtf import rtf_to_text

    text = rtf_to_text(data, errors="replace").strip()
    return [RawArticle(text, source, is_page_text=True) if text else Unreadable(source, "no text")]
