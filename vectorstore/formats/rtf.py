"""Rich text (.rtf): one article, or many of a library's export. Parsed by `guarded`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import exports, guarded, opening, properties
from vectorstore.types import RawArticle, Unreadable

_PICTURE = re.compile(r"\{\\\*?\\?pict[^{}]{0,400}[0-9a-fA-F\s]{200,}\}")
_INFO = r"\{{\\{0}\s+((?:[^{{}}\\]|\\.){{1,400}})\}}"


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The document's paragraphs, with title and author where a person named them."""
    markup = opening.whole(path).decode("cp1252", "replace")
    if not markup.lstrip().startswith("{\\rtf"):
        yield Unreadable(str(path), "no rich text in it")
        return
    yield from guarded.parse("rtf", str(path), markup=_PICTURE.sub("", markup))


def parse(source: str, markup: str) -> list[RawArticle | Unreadable]:
    """The articles in the markup."""
    from striprtf.striprtf import rtf_to_text

    text = rtf_to_text(markup, errors="replace")
    if not text.strip():
        return [Unreadable(source, "no text in it")]
    lines = [cell for line in text.split("\n") for cell in exports.cells(line)]
    cut = exports.articles(lines, source)
    if cut:
        return cut
    paragraphs = "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
    return [properties.article(paragraphs, source, _info(markup, "title"), _info(markup, "author"))]


def _info(markup: str, name: str) -> str:
    from striprtf.striprtf import rtf_to_text

    head = markup[: 1 << 16]
    found = re.search(_INFO.format(name), head) if "{\\info" in head else None
    return rtf_to_text("{\\rtf1\\ansi " + found[1] + "}").strip() if found else ""
