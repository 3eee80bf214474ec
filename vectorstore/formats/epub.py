"""Issues as e-books (.epub): a chapter is an article. Parsed by `guarded` in a child process."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from vectorstore.formats import fragment, guarded, opening
from vectorstore.types import RawArticle, Unreadable

_UNPACKED_BYTES = 300 << 20
_MIN_LETTERS = 80  # of a chapter that is an article: less is a cover, a rubric, an imprint
_MAX_SHARE_OF_LINKS = 0.6  # of a chapter's words: more is a list of contents
# The day behind the name in a title: "The Lantern, 5 March 2024", "The Lantern [Mar 5th 2024]".
_DAY_BEHIND = re.compile(
    r"\s*[,:\[(–—-]?\s*(?:[^\W\d]+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th|\.)?\s+[^\W\d]{3,12}\.?,?\s+\d{4}"
    r"|[^\W\d]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4})"
    r"[\])]?\s*$"
)
_NO_OUTLET = re.compile(r"calibre|unknown|pandoc|sigil|self[- ]?published", re.IGNORECASE)


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The article of each chapter; how many had none is said."""
    try:
        opening.check_unpacked(path, _UNPACKED_BYTES)
    except BadZipFile as error:
        yield Unreadable(str(path), f"no e-book: {error}")
        return
    yield from guarded.parse("epub", str(path), path=str(path.absolute()))


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The articles in the book's reading order."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    with opening.opened_zip(Path(path)) as parts:
        container = etree.fromstring(parts.read("META-INF/container.xml"), parser)
        place = container.find(".//{*}rootfile").get("full-path")
        package = etree.fromstring(parts.read(place), parser)
        if "META-INF/encryption.xml" in parts.namelist() and "META-INF/rights.xml" in (
            parts.namelist()
        ):
            return [Unreadable(source, "locked against copying")]
        return _articles(package, parts, posixpath.dirname(place), source)


def _articles(
    package: Any, parts: ZipFile, folder: str, source: str
) -> list[RawArticle | Unreadable]:
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    facts: dict[str, Any] = {"outlet": _outlet(package), "published": _fact(package, "date")}
    facts["language"] = _fact(package, "language")
    found: list[RawArticle | Unreadable] = []
    empty = 0
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        try:
            title, author, text = _chapter(parts.read(name))
        except KeyError:
            found.append(Unreadable(f"{source}/{name}", "named in the book, but not in it"))
            continue
        if text:
            found.append(RawArticle(text, f"{source}/{name}", title=title, author=author, **facts))
        else:
            empty += 1
    if empty:
        found.append(
            Unreadable(
                source, f"{empty} chapters without an article (cover, contents)", count=empty
            )
        )
    return found or [Unreadable(source, "no chapters in it")]


def _chapter(data: bytes) -> tuple[str, str, str]:
    """A chapter's headline, writer and text, "" where it is no article."""
    from lxml import etree, html

    tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    body = tree.find("body")
    if body is None:
        return "", "", ""
    headings = (body.find(f".//{name}") for name in ("h1", "h2", "h3"))
    heading = next((one for one in headings if one is not None), None)
    title = _line(heading) if heading is not None else _line(tree.find(".//title"))
    if heading is not None:
        heading.getparent().remove(heading)
    for nav in list(body.iter("nav")):
        nav.getparent().remove(nav)
    words = _line(body)
    linked = sum(len(_line(link)) for link in body.iter("a"))
    if len(words) < _MIN_LETTERS or linked > _MAX_SHARE_OF_LINKS * len(words):
        return title, "", ""
    byline = re.search(r"(?m)^By ([A-Z][\w.'’-]+(?: [\w.'’-]+){1,3})$", _line(body, "\n"))
    return (
        title,
        byline[1] if byline else "",
        fragment.text_of(etree.tostring(body, encoding="unicode")),
    )


def _line(element: Any, joiner: str = " ") -> str:
    if element is None:
        return ""
    return joiner.join(filter(None, (" ".join(part.split()) for part in element.itertext())))


def _outlet(package: Any) -> str:
    """The periodical's name: the book's title before its day, else its publisher."""
    title = _fact(package, "title")
    name = _DAY_BEHIND.sub("", title)
    if name and name != title:
        return name
    publisher = _fact(package, "publisher")
    return "" if _NO_OUTLET.search(publisher) else publisher


def _fact(package: Any, name: str) -> str:
    found = package.find(".//{http://purl.org/dc/elements/1.1/}" + name)
    return " ".join((found.text or "").split()) if found is not None else ""
