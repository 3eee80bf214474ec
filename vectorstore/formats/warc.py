"""WARC, ARC and WET files, the forms of web crawls: every page that a server answered with."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vectorstore.formats import decode, guarded, html, opening
from vectorstore.types import RawArticle, Unreadable

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The article of each page; other records (images, requests, redirects) are passed over."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

    logging.getLogger("warcio").setLevel(logging.ERROR)  # odd headers are no news to a person
    number = 0
    pages = 0
    try:
        with path.open("rb") as file:
            crawl = ArchiveIterator(file, arc2warc=True)
            crawl.INC_RECORD = ""  # what it would print about odd records
            for number, record in enumerate(crawl, start=1):
                _refuse_bomb(record, path.stat().st_size)
                if _is_page(record):
                    pages += 1
                    place = f"{path}:{number}"
                    yield from _article(record, place)
                    if _is_cut_off(record):
                        yield Unreadable(place, "cut off: the file ends within this record")
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, zlib.error) as error:
        yield Unreadable(str(path), f"damaged after record {number}, the rest is lost: {error}")
        return
    if not pages:
        yield Unreadable(str(path), "no pages in it")


def _refuse_bomb(record: Any, packed: int) -> None:
    # Passing over a record unpacks it too.
    length = record.rec_headers.get_header("Content-Length") or ""
    limit = max(opening.FREE_EXPANSION_BYTES, packed * opening.MAX_EXPANSION)
    if length.isdigit() and int(length) > limit:
        raise opening.TooLarge(f"a record of {int(length) >> 20} MB, more than is safe")


def _is_cut_off(record: Any) -> bool:
    """Whether the file ended before as many bytes had come as the record says it has."""
    stream = record.raw_stream
    return getattr(stream, "limit", 0) > 0 and not stream.read(1)


def _is_page(record: Any) -> bool:
    if record.rec_type == "conversion":  # the words of a page, as .wet files hold them
        return "text/plain" in _content_type(record).lower()
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != "200":
        return False
    return "html" in _content_type(record).lower()


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""


def _article(record: Any, source: str) -> Iterator[RawArticle | Unreadable]:
    data = record.content_stream().read(html.PAGE_BYTES + 1)
    if len(data) > html.PAGE_BYTES:
        yield Unreadable(source, f"page larger than {html.PAGE_BYTES >> 20} MB")
        return
    charset = _CHARSET.search(_content_type(record))
    try:
        page = html.text_of(data, charset[1] if charset else "")
    except decode.BinaryContent as error:
        yield Unreadable(source, str(error))
        return
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type == "conversion":
        yield RawArticle(page, source, url=url, is_page_text=True)
        return
    yield from guarded.parse("html", source, page=page, url=url)
