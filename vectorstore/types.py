"""The nouns of the archive: what is kept, what is found and what an ingest did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as a file holds it, before cleaning.

    `source` names where it stands ("news.jsonl:12", "dump.zip/page.html"). `id` is the file's own
    id, "" where it brings none. Dates are text in any form. `is_page_text` marks plain page text
    in which title, outlet and date may still stand among site furniture.
    """

    text: str
    source: str
    id: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    is_page_text: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or record that was set aside, with the place and the reason, for people.

    `is_lasting` is False where the disk or a permission was in the way: what is to be tried again.
    """

    source: str
    reason: str
    is_lasting: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. `text` never changes once stored: offsets point into it for ever.

    `published` and `updated` are ISO 8601 dates or date-times; "" is unknown, here and in every
    other field. `language` is an ISO 639-1 code.
    """

    id: str
    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""

    @property
    def day(self) -> date | None:
        """The day of publication, None where it is unknown."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def day_in_words(self) -> str:
        """The day of publication as a person writes it: "4 January 2020"; "" where unknown."""
        return in_words(self.day) if self.day else ""


def in_words(day: date) -> str:
    """A day as a person writes it: "4 January 2020"."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span of an article that is indexed as one: its text is `article.text[start:end]`."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was found: `text == article.text[start:end]`. Higher scores are better."""

    article: Article
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a search may find: days of publication (both included), outlets and authors.

    An article without a date passes no filter of dates. `as_of` admits only what was published by
    that day, in the versions known then.
    """

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    as_of: date | None = None

    def __bool__(self) -> bool:
        return self != EVERYTHING


EVERYTHING = Filter()


@dataclass(slots=True)
class IngestReport:
    """What an ingest did, counted in articles; `skipped` holds (path, reason) pairs.

    `removed` counts those whose file is gone, where that was asked for. `replaced` holds the
    titles, old and new, of what was updated. `reread` counts what is not as it was only because it
    is read better now.

    `duplicates` counts near-copies of another article, which are kept as one story with it, and
    articles that another file holds word for word.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    duplicates: int = 0
    reread: int = 0
    replaced: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many articles it came upon, in whatever way."""
        known = self.unchanged + self.reread + self.duplicates
        return self.added + self.updated + known + self.removed


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far an ingest is: files and bytes done of all that are read, and the articles that are
    safely kept so far."""

    files: int
    files_done: int
    bytes: int
    bytes_done: int
    articles: int
