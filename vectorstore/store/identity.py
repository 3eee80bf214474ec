"""Which article a record tells of: a version of one that is kept, or another of the same name.

An id, an address or a guid names an article only as far as it tells articles apart: two exports
number their rows from 1, and all pages of a site may call its first page their address.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime

from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import Entry, Kept
from vectorstore.text import address, likeness, template
from vectorstore.text.normalise import normalised
from vectorstore.text.shingles import overlap, shingles
from vectorstore.types import Article

# A number of a row, or what is hardly more: ids that any file may have.
_ROW = re.compile(r"\d{1,6}(?:\.0)?")
_SHORT = re.compile(r"\D{0,5}\d{1,6}(?:\.0)?")
# Under a short id, an article of another file has to share this much to be a version of one.
MIN_SHARED_SHARE = 0.3
# Articles that a row may be a version of: those most alike.
_MAX_VERSIONS = 5

_Words = Callable[[Article], frozenset[str]]


def is_row_number(given: str) -> bool:
    """Whether an id that a record brings is a number of its place."""
    return bool(_ROW.fullmatch(given.strip()))


def known(
    catalogue: Catalogue,
    entry: Entry,
    *,
    is_same_file: bool,
    taken: Collection[str],
    last: int | None,
) -> Kept | None:
    """What is kept of just the record that an entry was read from; None where that is another.

    `is_same_file` is whether its file is as it was when last read: then its place names it, unless
    its article is among the `taken`. A record without an id of its own is known by its words where
    what they became has a key of `last` at most.
    """
    kept = catalogue.articles.made_of(entry.raw, last)
    if kept and (kept.is_current or not _stands_where(catalogue, entry, kept)):
        return kept
    if is_same_file:
        kept = catalogue.articles.at(entry.file, entry.source)
        if kept and kept.article.id not in taken:
            return kept
    return None


def version_of(
    catalogue: Catalogue, entry: Entry, *, taken: Collection[str], alone_in: str
) -> Kept | None:
    """What is kept of the article that an entry is another version of; None where it is a new one.

    `alone_in` is the file that holds only this.
    """
    namesakes = catalogue.articles.namesakes(entry.name, alone_in)
    return next(
        (
            kept
            for kept in namesakes
            if not _is_same_of_other_day(entry, kept, taken) and is_version(entry, kept)
        ),
        None,
    )


def is_version(entry: Entry, kept: Kept | Entry) -> bool:
    """Whether two articles of one name are versions of one article."""
    article, other = entry.article, kept.article
    is_other_day = bool(article.day and other.day and article.day != other.day)
    if not _is_one_page(article, other):
        if _differ(_outlet(article), _outlet(other)):
            return False
        if _SHORT.fullmatch(entry.name):
            return not is_other_day and _is_like_under_short_id(entry, kept)
    may_be_series = is_other_day and not entry.is_brought
    if may_be_series and template.fill_one_template(article.text, other.text):
        return False  # each day of a series has its own report
    return _is_like(article, other, is_other_day)


def _is_like_under_short_id(entry: Entry, kept: Kept | Entry) -> bool:
    article, other = entry.article, kept.article
    is_retold = article.title == other.title > ""
    if (
        is_row_number(entry.name)
        and not is_retold
        and template.tell_of_others(*(f"{each.title}\n{each.text}" for each in (article, other)))
    ):
        return False
    if entry.file != kept.file:
        return _shared(article, other) >= MIN_SHARED_SHARE
    return _is_like(article, other, is_other_day=False)


def may_be_rows(catalogue: Catalogue, entry: Entry) -> bool:
    """Whether an entry, named by the number of its row, may be a version of another row."""
    articles = catalogue.articles
    return articles.has_rows(entry.file) or bool(articles.namesakes(entry.name, ""))


def versions_of_rows(
    catalogue: Catalogue, entries: Sequence[Entry], taken: Collection[str]
) -> list[Kept | None]:
    """What is kept of the article of each row; None where it is a new one.

    Rows may have been sorted anew and edited at once, so a number names none by itself: of all that
    may be versions of one another those most alike are, each one's only. Not those of the `taken`.
    """
    words = _words_of()
    pairs: list[tuple[tuple[float, bool], int, Kept]] = []
    for number, entry in enumerate(entries):
        like = [each for each in _rows_like(catalogue, entry) if each.article.id not in taken]
        scored = [(_likeness(entry, kept, words), -number, kept) for kept in like]
        best = heapq.nlargest(_MAX_VERSIONS, scored, key=lambda pair: pair[0])
        pairs += [pair for pair in best if is_version(entry, pair[2])]
    found: dict[int, Kept] = {}
    given: set[int] = set()
    for _, number, kept in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if -number not in found and kept.key not in given:
            found[-number] = kept
            given.add(kept.key)
    return [found.get(number) for number in range(len(entries))]


def _rows_like(catalogue: Catalogue, entry: Entry) -> Iterable[Kept]:
    """What may be versions of a row: in its file, and in those of others of its number."""
    namesakes = catalogue.articles.namesakes(entry.name, "")
    found = {kept.key: kept for kept in namesakes}
    for file in {entry.file, *(kept.file for kept in namesakes)}:
        for kept in catalogue.articles.rows_like(file, entry.article.title, entry.bands):
            found.setdefault(kept.key, kept)
    return found.values()


def _likeness(entry: Entry, kept: Kept, words: _Words) -> tuple[float, bool]:
    """Sort key: how alike two articles are; of those that are equally so, whose number is one."""
    one, other = words(entry.article), words(kept.article)
    return len(one & other) / max(1, len(one | other)), entry.name == kept.article.id


def _words_of() -> _Words:
    """The words and runs of words of an article, remembered for as long as it is asked."""
    known: dict[tuple[str, str], frozenset[str]] = {}

    def words(article: Article) -> frozenset[str]:
        key = article.title, article.text
        if key not in known:
            known[key] = shingles("\n".join(key)).union(article.text.split())
        return known[key]

    return words


def _is_same_of_other_day(entry: Entry, kept: Kept, taken: Collection[str]) -> bool:
    """Whether a series said the same on another day: a record beside that of the other day.

    An id or an address of its own would tell that it is one article, dated anew.
    """
    article, other = entry.article, kept.article
    is_beside = entry.file != kept.file or other.id in taken
    is_named = entry.is_brought or _is_one_page(article, other)
    is_other_day = article.day and other.day and article.day != other.day
    return bool(is_beside and not is_named and is_other_day and article.text == other.text)


def _is_one_page(article: Article, other: Article) -> bool:
    """Whether two articles have one address, which is no site's first page."""
    is_named = address.names_a_story(article.url)
    return is_named and address.same_page(article.url) == address.same_page(other.url)


def _is_like(article: Article, other: Article, is_other_day: bool) -> bool:
    texts = ((a.title, a.text) for a in (article, other))
    return likeness.is_version(next(texts), next(texts), is_other_day)


def _shared(article: Article, other: Article) -> float:
    return overlap(shingles(article.text), shingles(other.text))


def own_id(catalogue: Catalogue, entry: Entry, pending: Collection[str]) -> str:
    """The id of a new article: its name, or where another has that, one made of its words too."""
    article = entry.article
    words = repr((article.outlet, article.title, article.text)).encode()
    digest = hashlib.sha256(words).hexdigest()
    ids = (entry.name, *(f"{entry.name}-{digest[:length]}" for length in range(8, 64)))
    return next(name for name in ids if name not in pending and not catalogue.articles.has_id(name))


def is_older(entry: Entry, kept: Kept) -> bool:
    """Whether an entry is a version from before what is kept, found in another place."""
    if (entry.file, entry.source) == (kept.file, kept.source):
        return False
    first, second = _known_from(entry.article), _known_from(kept.article)
    if not (first and second):
        return False
    if "T" in first and "T" in second:
        return _instant(first) < _instant(second)
    return first[:10] < second[:10]


def title_of(article: Article) -> str:
    """An article's title, or how it begins."""
    return article.title or " ".join(article.text[:60].split())


def _stands_where(catalogue: Catalogue, entry: Entry, known: Kept) -> bool:
    """Whether an entry stands where the current version of an article was read."""
    current = catalogue.articles.at(entry.file, entry.source)
    return bool(current and current.is_current and current.article.id == known.article.id)


def _known_from(article: Article) -> str:
    return article.updated or article.published


def _instant(moment: str) -> datetime:
    found = datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _outlet(article: Article) -> str:
    return normalised(article.outlet).casefold().removeprefix("the ")


def _differ(first: str, second: str) -> bool:
    return bool(first and second and first != second)
