"""The lines of a page as a browser shows them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from vectorstore.formats.export_lines import Line

_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd div dl dt footer form h1 h2 h3 h4
    h5 h6 header hr li main nav ol p section table tbody td text th thead tr ul
    """.split()
)
_NO_TEXT = frozenset("script style noscript template head".split())


def lines(element: Any) -> Iterator[Line]:
    """An element's lines."""
    words: list[str] = []
    is_heading = False
    for event, value in chain(_events(element), [("block", "")]):
        if event == "text":
            words.append(value)
            continue
        line = " ".join("".join(words).split())
        if line:
            yield Line(line, is_heading)
        words, is_heading = [], value in ("h1", "h2", "h3")


def _events(element: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
        return
    is_block = element.tag in _BLOCKS
    if is_block:
        yield "block", element.tag
    yield "text", element.text or ""
    for child in element:
        yield from _events(child)
        yield "text", child.tail or ""
    if is_block:
        yield "block", ""
