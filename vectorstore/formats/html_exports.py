"""Pages that hold many articles, as libraries' databases export them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vectorstore.formats import exports
from vectorstore.formats.export_lines import Line, day_in, people
from vectorstore.types import RawArticle, Unreadable

_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd div dl dt footer form h1 h2 h3 h4
    h5 h6 header hr li main nav ol p section table tbody td text th thead tr ul
    """.split()
)
_NO_TEXT = frozenset("script style noscript template head".split())
_IS_EXPORT = re.compile(
    r"factiva|proquest|nexis|DocPublicationName|End of Document|Load-Date|Full text:"
    r"|Publication info|\d+ of \d+ DOCUMENTS|Document [A-Z]{4,}[A-Z0-9]{16,}",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(r"[,\s]+(?:no\.?|n°|nr\.?|n\.º)\s*\d.*$", re.IGNORECASE)
_DAY_IN_CODE = re.compile(r"[·.•](\d{4})(\d\d)(\d\d)[·.•]")


def articles(tree: Any, page: str, source: str) -> list[RawArticle | Unreadable]:
    """The articles of an export, none where the page is none."""
    if not _IS_EXPORT.search(page):
        return []
    found = _europresse(tree, source)
    return found or exports.of_lines(list(_lines(tree)), source)


def _lines(tree: Any) -> Iterator[Line]:
    """The page's lines as a browser shows them."""
    words: list[str] = []
    is_heading = False
    for event, value in _events(tree):
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


def _europresse(tree: Any, source: str) -> list[RawArticle | Unreadable]:
    found: list[RawArticle | Unreadable] = []
    held = [item for item in tree.iter("article") if _classed(item, "DocPublicationName")]
    lost = 0
    for number, item in enumerate(held, start=1):
        article = _europresse_article(item, f"{source}:{number}")
        if article:
            found.append(article)
        else:
            lost += 1
    if lost:
        reason = f"{lost} of {len(held)} Europresse articles could not be cut out"
        found.append(Unreadable(source, reason, count=lost))
    return found


def _europresse_article(item: Any, source: str) -> RawArticle | None:
    title = _said(item, "rdp__articletitle", "titreArticle")
    body = _classed(item, "docOcurrContainer") or _classed(item, "DocText")
    lines = [line.text for part in body[:1] for line in _lines(part)]
    code = _DAY_IN_CODE.search(_said(item, "publiC-lblNodoc"))
    published = "-".join(code.groups()) if code else day_in(_said(item, "DocHeader"))
    if not title or not lines:
        return None
    outlet = _NUMBER_BEHIND.sub("", _said(item, "DocPublicationName"))
    return RawArticle(
        "\n\n".join(lines), source, title=title, outlet=outlet, published=published,
        author=people(_said(item, "docAuthors", "sm-margin-bottomNews")),
    )  # fmt: skip


def _classed(item: Any, name: str) -> list[Any]:
    return [e for e in item.iter() if name in (e.get("class") or "").split()]


def _said(item: Any, *names: str) -> str:
    for name in names:
        if found := _classed(item, name):
            return " ".join(" ".join(found[0].itertext()).split())
    return ""
