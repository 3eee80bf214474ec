"""The SGML of news corpora (.sgm): elements REUTERS or DOC, each an article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import decode, guarded, opening
from vectorstore.types import RawArticle, Unreadable

_ARTICLE = re.compile(r"<(REUTERS|DOC)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_BEGIN = re.compile(r"<(?:REUTERS|DOC)\b", re.IGNORECASE)
_TITLE, _DAY, _WORDS = ("TITLE", "HEADLINE", "HL"), ("DATE", "DATE_TIME", "DD"), ("BODY", "TEXT")
_BETWEEN = re.compile(r"<[^<>]{1,80}>")
_NUMBER = re.compile(r"&#\d+;|[\x00-\x08\x0b-\x1f]")
_DASHED = re.compile(r"^(\d{1,2})-([A-Za-z]{3})-(\d{4}).*", re.DOTALL)  # 6-SEP-2022 15:01:01.79
_SIGNED = re.compile(r"\s+(?:Reuter|REUTER)S?\s*$")


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each element's article; one that is a headline only is named."""
    yield from guarded.parse_file("sgml", path)


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The articles of the file."""
    return list(_articles(Path(path), source))


def _articles(path: Path, source: str) -> Iterator[RawArticle | Unreadable]:
    text = decode.decoded(opening.whole(path, 2 * opening.DOCUMENT_BYTES))
    count = 0
    for count, found in enumerate(_ARTICLE.finditer(text), start=1):
        yield _article(found[1].upper(), found[3], f"{source}:{count}")
    held = len(_BEGIN.findall(text))
    if not count:
        yield Unreadable(source, "no articles in it")
    elif held > count:
        reason = f"{held - count} of {held} articles have no end, and could not be cut out"
        yield Unreadable(source, reason, count=held - count)


def _article(kind: str, inner: str, source: str) -> RawArticle | Unreadable:
    title = " ".join(_first(inner, _TITLE).split())
    text = _first(inner, ("BODY",)) or _words(inner, "TEXT")
    if not text:
        return Unreadable(source, f"a headline without text: {title[:80]}")
    return RawArticle(
        _SIGNED.sub("", text) if kind == "REUTERS" else text,
        source,
        title=title,
        outlet="Reuters" if kind == "REUTERS" else "",
        author=re.sub(r"^by\s+|,.*", "", _first(inner, ("AUTHOR", "BYLINE")), flags=re.I | re.S),
        published=_DASHED.sub(r"\1 \2 \3", _first(inner, _DAY)),
    )


def _first(inner: str, names: tuple[str, ...]) -> str:
    return next(filter(None, (_words(inner, name) for name in names)), "")


def _words(inner: str, name: str) -> str:
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}\s*>", inner, re.DOTALL | re.IGNORECASE)
    plain = _NUMBER.sub("", _BETWEEN.sub("\n", found[1])) if found else ""
    return re.sub(r"\n(?=[ \t]{2,}\S)", "\n\n", html.unescape(plain)).strip()
