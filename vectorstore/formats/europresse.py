"""Exports of Europresse: pages of articles, each in an element of its own.

Since about 2014 that is an `article`; before, it was a cell of a table, in which the headline is
marked and all behind it is lines.
"""

from __future__ import annotations

import re
from typing import Any

from vectorstore.formats import html_lines
from vectorstore.formats.export_lines import day_in, people
from vectorstore.types import RawArticle, Unreadable

_NUMBER_BEHIND = re.compile(r"[,\s]+(?:no\.?|n°|nr\.?|n\.º)\s*\d.*$", re.IGNORECASE)
_DAY_IN_CODE = re.compile(r"[·.•](\d{4})(\d\d)(\d\d)[·.•]")
_FOOT = re.compile(
    r"(?:©|\(c\)) ?\d{4}.*|(?:num[ée]ro de document|document number|news)\s*[:·].*"
    r"|(?:ce certificat|this certificate) .*|(?:note|illustration)\(s\) ?:.*",
    re.IGNORECASE,
)
_WRITER = re.compile(r"(?:[^\W\d_][\w.'’-]*(?:[ ,;&]+|$)){1,8}")


def articles(tree: Any, source: str) -> list[RawArticle | Unreadable]:
    """The articles of an export, and how many of it could not be cut out; none of other pages."""
    held = [item for item in tree.iter("article") if _classed(item, "DocPublicationName")]
    cut = _article
    if not held:
        cells = (named.iterancestors("td") for named in _classed(tree, "DocPublicationName"))
        held = [cell for above in cells if (cell := next(above, None)) is not None]
        cut = _article_of_cell
    found: list[RawArticle | Unreadable] = []
    for number, item in enumerate(held, start=1):
        if article := cut(item, f"{source}:{number}"):
            found.append(article)
    if lost := len(held) - len(found):
        reason = f"{lost} of {len(held)} Europresse articles could not be cut out"
        found.append(Unreadable(source, reason, count=lost))
    return found


def _article(item: Any, source: str) -> RawArticle | None:
    title = _said(item, "rdp__articletitle", "titreArticleVisu", "titreArticle")
    body = _classed(item, "docOcurrContainer") or _classed(item, "DocText")
    body = body or list(item.iter("section"))
    lines = [line.text for part in body[:1] for line in html_lines.lines(part)]
    code = _DAY_IN_CODE.search(_said(item, "publiC-lblNodoc"))
    published = "-".join(code.groups()) if code else day_in(_said(item, "DocHeader"))
    if not title or not lines:
        return None
    author = _said(item, "docAuthors", "sm-margin-bottomNews") or _line_below_title(item)
    return RawArticle(
        "\n\n".join(lines), source, title=title, outlet=_outlet(item), published=published,
        author=people(author),
    )  # fmt: skip


def _line_below_title(item: Any) -> str:
    """What stands in the head below the headline, the writer in pages of 2014 and 2015."""
    titles = _classed(item, "titreArticle")
    below = titles[-1].itersiblings("div") if titles else ()
    words = (" ".join("".join(part.itertext()).split()) for part in below)
    return next((said for said in words if _WRITER.fullmatch(said)), "")


def _article_of_cell(item: Any, source: str) -> RawArticle | None:
    head = " ".join(" ".join(part.itertext()) for part in _classed(item, "DocHeader"))
    title = _said(item, "TitreArticleVisu", "titreArticleVisu")
    lines = [line.text for line in html_lines.lines(item)]
    below = _behind(lines, title)
    if not title or below is None:
        return None
    end = next((at for at, line in enumerate(below) if _FOOT.fullmatch(line)), len(below))
    text = below[:end]
    is_signed = len(text) > 1 and len(text[0]) <= 60 and _WRITER.fullmatch(text[0])
    author = text.pop(0) if is_signed else ""
    if not text:
        return None
    return RawArticle(
        "\n\n".join(text), source, title=title, outlet=_outlet(item), published=day_in(head),
        author=people(author),
    )  # fmt: skip


def _behind(lines: list[str], title: str) -> list[str] | None:
    """The lines behind the headline, which may stand in several."""
    for at in range(len(lines)):
        for end in range(at + 1, min(at + 5, len(lines)) + 1):
            if " ".join(lines[at:end]) == title:
                return lines[end:]
    return None


def _outlet(item: Any) -> str:
    return _NUMBER_BEHIND.sub("", _said(item, "DocPublicationName"))


def _classed(item: Any, name: str) -> list[Any]:
    return [e for e in item.iter() if name in (e.get("class") or "").split()]


def _said(item: Any, *names: str) -> str:
    for name in names:
        if found := _classed(item, name):
            return " ".join(line.text for line in html_lines.lines(found[0]))
    return ""
