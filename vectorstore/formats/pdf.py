"""PDF files: one file is one article. Parsed by `guarded` in a child process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import guarded, opening, properties
from vectorstore.types import RawArticle, Unreadable

# A word that the end of a page breaks goes on in the next.
_BROKEN_BY_PAGE = re.compile(r"(?<=\w-)\s*\n\n\s*(?=[^\W\d_A-Z])")


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The text of all pages, with title and author where the file names them."""
    if path.stat().st_size > opening.DOCUMENT_BYTES * 4:
        raise opening.TooLarge(f"larger than {opening.DOCUMENT_BYTES * 4 >> 20} MB")
    yield from guarded.parse("pdf", str(path), path=str(path.absolute()))


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The article in a PDF file; its dates are those of the file, so none is taken."""
    from pypdf import PdfReader

    with Path(path).open("rb") as file:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            return [Unreadable(source, "locked with a password")]
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        about = reader.metadata
    if not text.strip():
        return [Unreadable(source, "no text in it (scanned pages?)")]
    title = (about.title or "") if about else ""
    author = (about.author or "") if about else ""
    text = _BROKEN_BY_PAGE.sub("\n", text)
    return [properties.article(text, source, title, author)]
