"""Word documents: one file is one article. Parsed by `guarded` in a child process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from vectorstore.formats import docx_text, exports, guarded, opening, properties
from vectorstore.formats.export_lines import Line
from vectorstore.types import RawArticle, Unreadable

_UNPACKED_BYTES = 100 << 20


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The document's paragraphs, with title and author where the file names them."""
    try:
        opening.check_unpacked(path, _UNPACKED_BYTES)
    except BadZipFile as error:
        yield Unreadable(str(path), f"no Word document: {error}")
        return
    yield from guarded.parse("docx", str(path), path=str(path.absolute()))


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The article in a Word file; its dates are those of the file, so none is taken."""
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = Document(path)
    # Where a file has none the library makes some up, with a title and an author.
    has_properties = any(
        each.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES
        for each in document.part.package.rels.values()
    )
    about = document.core_properties if has_properties else None
    parts: list[str] = []
    titles: list[str] = []
    lines: list[Line] = []
    words = docx_text.Text(document.styles.element)
    for style, block in words.blocks(document.element.body):
        parts.append(block)
        is_heading = style.lower().startswith(("heading", "title"))
        lines += [Line(line, is_heading) for line in block.split("\n")]
        if style == "Title" and block.strip():
            titles.append(block)
    if many := exports.of_lines(lines, source):
        return many
    text = "\n\n".join(parts)
    if not text.strip():
        return [Unreadable(source, "no text in it")]
    title = titles[0] if titles else (about and about.title) or ""
    return [properties.article(text, source, title, (about and about.author) or "")]
