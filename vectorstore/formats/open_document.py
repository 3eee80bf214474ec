"""OpenDocument texts (.odt): one file is one article. Parsed by `guarded` in a child process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from vectorstore.formats import guarded, opening, properties
from vectorstore.types import RawArticle, Unreadable

_UNPACKED_BYTES = 100 << 20
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
# What was deleted, noted at the edge, or set at the foot.
_NO_TEXT = {
    f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}table-of-content",
    f"{_TEXT}sequence-decls",
}  # fmt: skip


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The document's paragraphs; its first heading is the headline."""
    try:
        opening.check_unpacked(path, _UNPACKED_BYTES)
    except BadZipFile as error:
        yield Unreadable(str(path), f"no OpenDocument text: {error}")
        return
    yield from guarded.parse("open_document", str(path), path=str(path.absolute()))


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The article in the file."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with opening.opened_zip(Path(path)) as parts:
        content = etree.fromstring(parts.read("content.xml"), parser)
        has_facts = "meta.xml" in parts.namelist()
        about = etree.fromstring(parts.read("meta.xml"), parser) if has_facts else None
    body = content.find(f".//{_OFFICE}text")
    blocks = list(_blocks(body)) if body is not None else []
    text = "\n\n".join(words for _, words in blocks if words.strip())
    if not text:
        return [Unreadable(source, "no text in it")]
    title = next((words for is_title, words in blocks if is_title), "")
    title = title or _fact(about, f"{_DC}title")
    author = _fact(about, f"{_META}initial-creator") or _fact(about, f"{_DC}creator")
    return [properties.article(text, source, title, author)]


def _blocks(element: Any) -> Iterator[tuple[bool, str]]:
    """(whether it is a headline, text) of each paragraph and heading."""
    for child in element:
        if child.tag in _NO_TEXT:
            continue
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            level = child.get(f"{_TEXT}outline-level")
            is_title = child.tag == f"{_TEXT}h" and level in (None, "1")
            is_title = is_title or child.get(f"{_TEXT}style-name") == "Title"
            yield is_title, _words(child)
        else:
            yield from _blocks(child)


def _words(element: Any) -> str:
    words = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            words += " " * min(int(count) if count.isdecimal() else 1, 100)
        elif child.tag == f"{_TEXT}tab":
            words += "\t"
        elif child.tag == f"{_TEXT}line-break":
            words += "\n"
        elif child.tag not in _NO_TEXT and isinstance(child.tag, str):
            words += _words(child)
        words += child.tail or ""
    return words


def _fact(about: Any, name: str) -> str:
    found = about.find(f".//{name}") if about is not None else None
    return (found.text or "") if found is not None else ""
