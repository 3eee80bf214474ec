"""PDF files: one article, or several where the layout shows so. Parsed in a child by `guarded`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vectorstore.formats import exports, guarded, ocr, opening, pdf_layout, pdf_lines, properties
from vectorstore.types import RawArticle, Unreadable

_SCANS = re.compile(r"pages without text: ([\d ]+)")
_MAX_STAMP_WORDS = 15  # of a page that is a picture, and of which the text is no more than a stamp


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The text of all pages, with title and author where the file names them."""
    if path.stat().st_size > opening.DOCUMENT_BYTES * 4:
        raise opening.TooLarge(f"larger than {opening.DOCUMENT_BYTES * 4 >> 20} MB")
    found = 0
    for item in guarded.parse("pdf", str(path), path=str(path.absolute())):
        if isinstance(item, Unreadable) and (scans := _SCANS.fullmatch(item.reason)):
            yield from ocr.scans(path, list(map(int, scans[1].split())), is_all=not found)
        else:
            found += 1
            yield item


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The articles in a PDF file; its dates are those of the file, so none is taken.

    Pages without text that are pictures are named behind them.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        return [Unreadable(source, "locked with a password" if is_locked else f"damaged: {error}")]
    with document:
        pages, scans = _pages(document)
        about = document.get_metadata_dict()
    if exports.articles([line.text for _, lines in pages for line in lines], source):
        return exports.articles(pdf_layout.paragraphs(pages, exports.is_mark), source)
    stories = [story for story in pdf_layout.stories(pages) if story.text.strip()]
    if not stories:
        scans = list(range(1, len(pages) + 1))
    named = " ".join(map(str, scans))
    behind = [Unreadable(source, f"pages without text: {named}")] if scans else []
    if len(stories) == 1:
        title, author = about.get("Title", ""), about.get("Author", "")
        return [properties.article(stories[0].text, source, title, author), *behind]
    found = [
        RawArticle(
            text=story.text, source=f"{source}:{number}", title=story.title, is_page_text=True
        )
        for number, story in enumerate(stories, start=1)
    ]
    return [*found, *behind]


def _pages(document: Any) -> tuple[list[tuple[float, list[pdf_lines.Line]]], list[int]]:
    """The height and lines of each page, and which of them are pictures of a page."""
    pages, scans = [], []
    for number, page in enumerate(document, start=1):
        lines = pdf_lines.lines(page)
        words = sum(len(line.text.split()) for line in lines)
        if words < _MAX_STAMP_WORDS and pdf_lines.is_picture(page):
            scans.append(number)
            lines = []
        pages.append((page.get_height(), lines))
    return pages, scans
