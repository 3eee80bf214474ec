"""How articles, and what is known of their origin, lie in the columns of the catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from vectorstore.text.own_letters import composed
from vectorstore.types import Article, Chunk, Exported, LiveEntry

# An article as it is read: an older version carries its number in its id.
FIELDS = (
    "article.text, title, article.outlet, author, url, published, updated, language, entries,"
    " confidence"
)
ARTICLE_COLUMNS = (
    "CASE WHEN article.current THEN article.id ELSE article.id || '@' || article.version END,"
    f" {FIELDS}"
)
# The day of a chunk as yyyymmdd: of a live blog's entry its own, else the article's.
DAY_OF_CHUNK = (
    "CAST(nullif(replace(substr(coalesce((SELECT json_extract(entry.value, '$[2]')"
    " FROM json_each(iif(json_valid(article.entries), article.entries, '[]')) AS entry"
    " WHERE json_extract(entry.value, '$[0]') <= chunk.start"
    " AND json_extract(entry.value, '$[1]') > chunk.start), article.published),"
    " 1, 10), '-', ''), '') AS INTEGER)"
)
# When an article was published, whatever the zone that it says so in.
INSTANT = "julianday(published)"
KEPT_COLUMNS = (
    "key, current, digest, raw, cleaner, source, file,"
    " id, text, title, outlet, author, url, published, updated, language, entries, confidence"
)
# The day from which a version was known.
KNOWN_FROM = "substr(coalesce(nullif(updated, ''), published), 1, 10)"
# Whether one of an article's authors, who stand in a list, is named so; see `as_author`.
BY_AUTHOR = r"article.author LIKE ? ESCAPE '\'"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article about to be kept: its chunks, what the encoder reads of each, and its origin.

    `exported` is the version that it is to be kept as, where an export says that.
    `name` is what names it in its file, `is_brought` where that is the file's own id for it; its id
    is another where that names others too. `cleaner` is the version of the cleaning. `is_reread`:
    only reading better made it other than what is kept; `is_older`: what is kept is later.
    """

    article: Article
    chunks: Sequence[Chunk]
    texts: Sequence[str]
    bands: Sequence[int]
    digest: bytes
    raw: bytes
    source: str
    file: str
    name: str
    cleaner: int
    is_brought: bool
    is_reread: bool = False
    is_older: bool = False
    exported: Exported | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of an article as it is kept, under its bare id, and its origin."""

    key: int
    article: Article
    is_current: bool
    digest: bytes
    raw: bytes
    cleaner: int
    source: str
    file: str


def as_article(row: tuple[Any, ...]) -> Article:
    """The article whose columns were read. Entries that are damaged are none: the digest tells."""
    *fields, entries, confidence = row
    try:
        found = tuple(LiveEntry(*entry) for entry in json.loads(entries)) if entries else ()
    except (ValueError, TypeError):
        found = ()
    values: list[Any] = [*fields, found, confidence]
    return Article(*values)


def as_kept(row: Sequence[Any]) -> Kept:
    key, current, kept_digest, raw, cleaner, source, file, *fields = row
    return Kept(
        key, as_article(tuple(fields)), bool(current), kept_digest, raw, cleaner, source, file
    )


def entries_as_json(article: Article) -> str:
    """The column of a live blog's entries, "" for any other article."""
    entries = [astuple(entry) for entry in article.entries]
    return json.dumps(entries, ensure_ascii=False) if entries else ""


def day_of(article: Article, chunk: Chunk) -> int | None:
    """The day on which a chunk was published, as yyyymmdd."""
    entry = article.entry_at(chunk.start)
    published = entry.published if entry else article.published
    return int(published[:10].replace("-", "")) if published else None


def as_author(name: str) -> str:
    """A name as BY_AUTHOR wants it: whole or a part, in any capital letters."""
    name = composed(name.strip()).text
    plain = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in name)
    return f"%{plain}%"


def digest(article: Article) -> bytes:
    """A hash of all that is kept of an article but its id, and how sure its words are."""
    fields = astuple(replace(article, id=""))[:-1]
    # As it was before there were entries, where there are none.
    return hashlib.sha256(repr(fields if article.entries else fields[:-1]).encode()).digest()


def text_hash(text: str) -> bytes:
    """What a vector is kept under: a hash of the text that the encoder read."""
    return hashlib.sha256(text.encode()).digest()[:16]
