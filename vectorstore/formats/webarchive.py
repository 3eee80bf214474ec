"""Pages as Safari saves them (.webarchive): a property list of the page and what belongs to it."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers.expat import ExpatError

from vectorstore.formats import guarded, html, opening
from vectorstore.types import RawArticle, Unreadable

_FILE_BYTES = 60 << 20  # of which most is pictures
# What the standard library raises on a list that contradicts itself.
_BROKEN = (ExpatError, ValueError, LookupError, TypeError, AttributeError, OverflowError,
           RecursionError, MemoryError)  # fmt: skip


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The article of the page; frames within it are not read."""
    data = opening.whole(path, _FILE_BYTES)
    try:
        page, url = _page(data)
    except _BROKEN as error:
        yield Unreadable(str(path), f"no saved page that can be read: {error}")
        return
    yield from guarded.parse("html", str(path), page=page, url=url)


def _page(data: bytes) -> tuple[str, str]:
    """The page's markup and address. Raises what `_BROKEN` holds."""
    main = plistlib.loads(data)["WebMainResource"]
    if "html" not in str(main.get("WebResourceMIMEType", "html")):
        raise ValueError(f"it holds {main['WebResourceMIMEType']}")
    charset, url = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    markup = html.text_of(bytes(main["WebResourceData"]), str(charset or ""))
    is_address = str(url).startswith(("http://", "https://"))
    return markup, str(url) if is_address else ""
