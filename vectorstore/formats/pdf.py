"""PDF files: one article, or several where the layout shows so. Parsed in a child by `guarded`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import guarded, ocr, opening, pdf_layout, pdf_lines, properties
from vectorstore.types import RawArticle, Unreadable

_SCAN = re.compile(r"(\d+) pages without text")


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The text of all pages, with title and author where the file names them."""
    if path.stat().st_size > opening.DOCUMENT_BYTES * 4:
        raise opening.TooLarge(f"larger than {opening.DOCUMENT_BYTES * 4 >> 20} MB")
    for item in guarded.parse("pdf", str(path), path=str(path.absolute())):
        if isinstance(item, Unreadable) and (scan := _SCAN.fullmatch(item.reason)):
            yield from ocr.pages(path, "a scan", int(scan[1]))
        else:
            yield item


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The articles in a PDF file; its dates are those of the file, so none is taken."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        return [Unreadable(source, "locked with a password" if is_locked else f"damaged: {error}")]
    with document:
        pages = [(page.get_height(), pdf_lines.lines(page)) for page in document]
        about = document.get_metadata_dict()
    stories = [story for story in pdf_layout.stories(pages) if story.text.strip()]
    if not stories:
        return [Unreadable(source, f"{len(pages)} pages without text")]
    if len(stories) == 1:
        title, author = about.get("Title", ""), about.get("Author", "")
        return [properties.article(stories[0].text, source, title, author)]
    return [
        RawArticle(
            text=story.text, source=f"{source}:{number}", title=story.title, is_page_text=True
        )
        for number, story in enumerate(stories, start=1)
    ]
