"""XML files: RSS and Atom feeds, NewsML-G2 and NITF, told apart by their root element.

Parsed by `guarded` in a child process. Documents that define entities are refused: nothing that
sends news does, and expanding them is an old attack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vectorstore.formats import guarded, opening
from vectorstore.types import RawArticle, Unreadable

_ENTITY = re.compile(rb"<!\s*E\s*N\s*T\s*I\s*T\s*Y", re.IGNORECASE)
_FEED_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf|channel)\b", re.IGNORECASE)


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each article of a feed or news message."""
    data = opening.whole(path)
    # Bytes travel to the child as text, one character a byte.
    yield from guarded.parse("xml", str(path), data=data.decode("latin-1"))


def parse(source: str, data: str) -> list[RawArticle | Unreadable]:
    """The articles of an XML document, its bytes given as Latin-1."""
    from vectorstore.formats import factiva_xml, feed, newsml, wordpress

    document = data.encode("latin-1")
    if _ENTITY.search(document.replace(b"\0", b"")):
        return [Unreadable(source, "XML that defines entities is not read")]
    if b"wordpress.org/export/" in document[:4096] and (root := _parsed(document)) is not None:
        return wordpress.articles(root, source)
    if _FEED_ROOT.search(document[:4096]):
        return feed.articles(document, source)
    if b"<ppsarticle" in document:
        return factiva_xml.articles(document, source)
    return newsml.articles(document, source)


def _parsed(document: bytes) -> Any:
    """The root of a document that may have faults; None where there is none."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    return etree.fromstring(document, parser)
