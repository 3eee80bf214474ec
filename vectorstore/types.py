"""The nouns of the archive: what is kept, what is found and what an ingest did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from vectorstore.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry of a live blog as a page holds it; `anchor` is the fragment of its address."""

    text: str
    title: str = ""
    author: str = ""
    published: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as a file holds it, before cleaning.

    `source` names where it stands ("news.jsonl:12", "dump.zip/page.html"). `id` is the file's own
    id, "" where it brings none. Dates are text in any form. `is_page_text` marks plain page text
    in which title, outlet and date may still stand among site furniture; `is_page_first`, that what
    stands there counts before the fields. `confidence`, from 0 to 1, is how sure the words are that
    were read from a picture. Of a live blog, `text` is what stands beside its `entries`. `exported`
    is the version that a line of an export holds, which needs no cleaning.
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
    entries: tuple[RawEntry, ...] = ()
    is_page_first: bool = False
    confidence: float = 1.0
    exported: Exported | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or record that was set aside, with the place and the reason, for people.

    `is_lasting` is False where the disk, a permission, the time or an extra that is not installed
    was in the way: what is to be tried again. `count` is how many articles, rows or chapters it
    stands for.
    """

    source: str
    reason: str
    is_lasting: bool = True
    count: int = 1


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry of a live blog: `article.text[start:end]`, its heading `title` the first of it.

    It has a day, a reporter and a place in the page (`anchor`) of its own; "" is unknown.
    """

    start: int
    end: int
    published: str = ""
    title: str = ""
    author: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. `text` never changes once stored: offsets point into it for ever.

    `published` and `updated` are ISO 8601 dates or date-times; "" is unknown, here and in every
    other field. `language` is an ISO 639-1 code. `entries` are those of a live blog, the earliest
    first. `confidence`, from 0 to 1, is how sure the words are that were read from a picture.
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
    entries: tuple[LiveEntry, ...] = ()
    confidence: float = 1.0

    @property
    def day(self) -> date | None:
        """The day of publication, None where it is unknown."""
        return _day(self.published)

    def entry_at(self, position: int) -> LiveEntry | None:
        """The entry of a live blog that a place in the text belongs to, None where it is none's."""
        if not self.entries:  # as nearly all, and a search asks some hundred times
            return None
        return next((one for one in self.entries if one.start <= position < one.end), None)

    def is_dated_after(self, today: date) -> bool:
        """Whether it says that it was published after a day: a wrong clock, a cover's date."""
        if len(self.published) > 10:
            moment = datetime.fromisoformat(self.published)
            return (moment.astimezone() if moment.tzinfo else moment).date() > today
        return self.day is not None and self.day > today

    @property
    def day_in_words(self) -> str:
        """The day of publication as a person writes it: "4 January 2020"; "" where unknown."""
        return in_words(self.day) if self.day else ""


@dataclass(frozen=True, slots=True)
class Exported:
    """A version of an article as it leaves an archive and comes into another.

    `article` has its bare id. `known_until` is the ISO day on which the next version took over, ""
    of the current one; `is_reread` says that the same was only read better later on. `named_by`
    is what named it in its file, where that is not its id.
    """

    article: Article
    version: int
    is_current: bool
    known_until: str = ""
    is_reread: bool = False
    named_by: str = ""


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

    @property
    def entry(self) -> LiveEntry | None:
        """The entry of a live blog that it stands in."""
        return self.article.entry_at(self.start)

    @property
    def published(self) -> str:
        """When its words were published, ISO 8601: those of a live blog's entry with the entry."""
        return self.article.published if self.entry is None else self.entry.published

    @property
    def day(self) -> date | None:
        """The day on which its words were published, None where it is unknown."""
        return _day(self.published)

    @property
    def day_in_words(self) -> str:
        """That day as a person writes it: "4 January 2020"; "" where unknown."""
        return in_words(self.day) if self.day else ""

    @property
    def title(self) -> str:
        """The article's title, and the heading of the live blog's entry."""
        heading = self.entry.title if self.entry else ""
        return " — ".join(part for part in (self.article.title, heading) if part)

    @property
    def url(self) -> str:
        """The page's address, and in it the place of the live blog's entry."""
        page, anchor = self.article.url, self.entry.anchor if self.entry else ""
        return f"{page.partition('#')[0]}#{anchor}" if page and anchor else page


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a search may find: days of publication (both included), outlets and authors.

    Of a live blog, each entry has its own day. What has no date passes no filter of dates.
    `as_of` admits only what was published by that day, in the versions known then. `articles` are
    ids outside which nothing is found, where there are any; those in `without` are left out. So is
    each passage that has one of the words or phrases of `without_words`, in any of their forms.
    """

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    as_of: date | None = None
    articles: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != EVERYTHING


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Holdings:
    """What of an archive passes a filter: how many articles, of which outlets, and the ISO days of
    the first and the last ("" where none is known)."""

    articles: int = 0
    outlets: tuple[str, ...] = ()
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """An article that mentions what was looked for: `article.text[start:end]` of each place."""

    article: Article
    places: tuple[tuple[int, int], ...]

    def day_of(self, place: tuple[int, int]) -> str:
        """The ISO day of a place: in a live blog that of its entry; "" where it is unknown."""
        entry = self.article.entry_at(place[0])
        return (entry.published if entry and entry.published else self.article.published)[:10]

    @property
    def day(self) -> str:
        """The earliest ISO day of its places, "" where none is known."""
        return min((day for place in self.places if (day := self.day_of(place))), default="")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every mention of `words` in the text of an archive's articles: `total` places.

    `articles` are those that mention them, the earliest first and those without a day last.
    `by_month` ("2026-03", "" where no day is known) and `by_outlet` count the places. `searched`
    is how many articles there are in all.
    """

    words: str
    total: int
    articles: tuple[Mention, ...]
    by_month: Mapping[str, int]
    by_outlet: Mapping[str, int]
    searched: int = 0

    @property
    def first(self) -> Mention | None:
        """The earliest article with a day that mentions them."""
        return next((each for each in self.articles if each.day), None)

    @property
    def last(self) -> Mention | None:
        """The latest one."""
        return next((each for each in reversed(self.articles) if each.day), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """What an archive holds: articles by month ("2026-03", "" unknown) and outlet, and the rest.

    `set_aside` are the latest of the (place, reason) pairs that no article could be made of, and
    `set_aside_total` is how many there are; `written` is when the archive was last changed.
    """

    by_month_and_outlet: Mapping[tuple[str, str], int]
    set_aside_total: int
    set_aside: tuple[tuple[str, str], ...]
    written: datetime | None

    @property
    def by_month(self) -> dict[str, int]:
        """Articles by month, the earliest first."""
        return self._by(0)

    @property
    def by_outlet(self) -> dict[str, int]:
        """Articles by outlet, the one with most first."""
        return dict(sorted(self._by(1).items(), key=lambda item: (-item[1], item[0])))

    def _by(self, part: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for key, number in self.by_month_and_outlet.items():
            found[key[part]] = found.get(key[part], 0) + number
        return dict(sorted(found.items()))


def _day(published: str) -> date | None:
    return date.fromisoformat(published[:10]) if published else None


@dataclass(slots=True)
class IngestReport:
    """What an ingest did, counted in articles; `skipped` holds (path, reason) pairs.

    `removed` counts those whose file is gone, where that was asked for. `replaced` holds the
    titles, old and new, of what was updated. `reread` counts what is not as it was only because it
    is read better now.

    `duplicates` counts near-copies of another article, which are kept as one story with it, and
    articles that another file holds word for word. `kept_out` holds (place, id) pairs of what a
    person had removed under that id, and stays out until it is restored. `doubtful` holds (path,
    reason) pairs of files that were read: of those that held more than was kept, or gave far less
    text than they have bytes of it.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    duplicates: int = 0
    reread: int = 0
    replaced: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    kept_out: list[tuple[str, str]] = field(default_factory=list)
    doubtful: list[tuple[str, str]] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many articles it came upon, in whatever way."""
        known = self.unchanged + self.reread + self.duplicates
        return self.added + self.updated + known + self.removed


class PruneRefused(ArchiveError):
    """So much would be removed at once that a person has to confirm it; nothing was.

    `report` says what the ingest did before: what it read is kept.
    """

    def __init__(self, message: str, report: IngestReport) -> None:
        super().__init__(message)
        self.report = report


@dataclass(frozen=True, slots=True)
class EmbeddingProgress:
    """How many chunks of an archive there are, and how many of them have their vectors."""

    chunks: int = 0
    embedded: int = 0

    @property
    def share(self) -> float:
        """The share of the chunks that can be found by meaning, from 0 to 1."""
        return self.embedded / self.chunks if self.chunks else 1.0

    @property
    def waiting(self) -> int:
        """How many chunks are still to be embedded."""
        return self.chunks - self.embedded


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far an ingest is: files and bytes done of all that are read, and the articles that are
    safely kept so far. `embedding` is told once all of them are kept."""

    files: int
    files_done: int
    bytes: int
    bytes_done: int
    articles: int
    embedding: EmbeddingProgress | None = None
