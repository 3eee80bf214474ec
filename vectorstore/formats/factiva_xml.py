"""Factiva's XML: a result set of articles."""

from __future__ import annotations

from typing import Any

from vectorstore.types import RawArticle, Unreadable


def articles(document: bytes, source: str) -> list[RawArticle | Unreadable]:
    """The articles of a result set."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [Unreadable(source, f"not XML: {error.msg}")]
    found = root.findall(".//{*}ppsarticle/{*}article")
    items = [_article(one, f"{source}:{at}") for at, one in enumerate(found, start=1)]
    return items or [Unreadable(source, "no articles in it")]


def _article(article: Any, source: str) -> RawArticle | Unreadable:
    parts = ("leadParagraph", "tailParagraphs")
    text = "\n\n".join(filter(None, (_words(article, name, "\n\n") for name in parts)))
    if not text:
        return Unreadable(source, "an article without text")
    return RawArticle(
        text,
        source,
        id=_words(article, "accessionNo"),
        title=_words(article, "headline"),
        outlet=_words(article, "sourceName"),
        author=_words(article, "byline").removeprefix("By "),
        published=_words(article, "publicationDate"),
        language=_words(article, "baseLanguage").lower(),
    )


def _words(article: Any, name: str, joiner: str = " ") -> str:
    found = article.find(f"{{*}}{name}")
    if found is None:
        return ""
    parts = found.findall("{*}paragraph") or [found]
    words = (" ".join("".join(part.itertext()).split()) for part in parts)
    return joiner.join(filter(None, words))
