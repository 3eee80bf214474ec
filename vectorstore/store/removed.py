"""What a person had removed, so that it stays out: known again by hashes, never by its words."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import Entry
from vectorstore.text import address, near_copies
from vectorstore.text.own_letters import composed
from vectorstore.types import Article

# Bands of 25 that a text shares with one of which some three quarters are the same words.
_MIN_BANDS = 8
# The share of figures that two prints of one story have in common: a report of the next day, made
# after the same template, has others.
_MIN_FIGURES = 0.5
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Traits:
    """What an article, or one version of it, is known by."""

    words: bytes
    title: bytes
    url: bytes
    bands: frozenset[int]
    figures: frozenset[int]

    def is_same_text(self, other: _Traits) -> bool:
        """Whether both are, but for small changes, the same text."""
        if self.words == other.words:
            return True
        shared = len(self.figures & other.figures)
        same_figures = shared >= _MIN_FIGURES * len(self.figures | other.figures)
        return same_figures and len(self.bands & other.bands) >= _MIN_BANDS

    def is_akin(self, other: _Traits) -> bool:
        """Whether the two have so much in common that one id can't be chance."""
        has_title = bool(self.title) and self.title == other.title
        return has_title or bool(self.bands & other.bands) or self.is_same_text(other)

    def is_edited(self, other: _Traits) -> bool:
        """Whether two texts of one file can be one story, and no two reports of a series."""
        fewer = min(len(self.figures), len(other.figures))
        shared = len(self.figures & other.figures)
        return shared >= _MIN_FIGURES * fewer and self.is_akin(other)


@dataclass(frozen=True, slots=True)
class _Removed:
    id: str
    file: bytes
    traits: _Traits


class Removed:
    """The articles that were removed by a person, to be asked whether one comes back."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        with catalogue.connected() as db:
            rows = db.execute("SELECT id, file, words, title, url, bands, figures FROM removed")
            self._all = [
                _Removed(
                    known, file, _Traits(words, title, url, _numbers(bands), _numbers(figures))
                )
                for known, file, words, title, url, bands, figures in rows
            ]
        self._state = _state(catalogue)

    def is_as_kept(self) -> bool:
        """Whether nobody removed or restored an article since."""
        return self._state == _state(self._catalogue)

    def match(self, entry: Entry, is_row: bool) -> str | None:
        """The id of the removed article that an entry is, None where it is none of them.

        `is_row` says that its id only counts rows: another article may have it the next day.
        """
        if not self._all:
            return None
        article, file = entry.article, _hash(entry.file)
        traits, first_form = _traits(article, entry.bands), _hash(_first_form(article.url))
        for removed in self._all:
            of_id = removed.id == article.id and (
                (removed.file == file and not is_row) or traits.is_akin(removed.traits)
            )
            # A file that holds one story is that story's, also after a change of its words.
            is_alone = removed.file == file and entry.source == entry.file
            of_file = is_alone and traits.is_edited(removed.traits)
            of_url = bool(removed.traits.url) and removed.traits.url in (traits.url, first_form)
            if of_id or of_file or of_url:
                return removed.id
            if traits.is_same_text(removed.traits) and not self._was_let_be(article.id, removed):
                return removed.id
        return None

    def _was_let_be(self, article_id: str, removed: _Removed) -> bool:
        """Whether a near-copy is still kept under this id, left by who removed the other."""
        kept = self._catalogue.articles.get(article_id)
        return kept is not None and traits_of(kept).is_same_text(removed.traits)


def _state(catalogue: Catalogue) -> tuple[int, int]:
    row = catalogue.row("SELECT count(*), coalesce(max(key), 0) FROM removed")
    assert row  # noqa: S101
    return int(row[0]), int(row[1])


def traits_of(article: Article) -> _Traits:
    """What an article is known by."""
    return _traits(article, near_copies.bands(article.text))


def note(catalogue: Catalogue, versions: Sequence[Article], article_id: str, file: str) -> None:
    """Note that the versions of an article are to stay out; inside a transaction."""
    with catalogue.connected() as db:
        for version in versions:
            traits = traits_of(version)
            url = b"" if _names_others(catalogue, version) else traits.url
            db.execute(
                "INSERT INTO removed (id, file, words, title, url, bands, figures)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(article_id, _hash(file), traits.words, traits.title, url),
                    *(json.dumps(sorted(traits.bands)), json.dumps(sorted(traits.figures))),
                ),
            )


def restore(catalogue: Catalogue, article_id: str) -> bool:
    """Let an article in again, with the files that it was kept out of; False where it was not."""
    with catalogue.transaction(), catalogue.connected() as db:
        db.execute(
            "DELETE FROM file WHERE path IN (SELECT file FROM kept_out WHERE id = ?)", (article_id,)
        )
        db.execute("DELETE FROM kept_out WHERE id = ?", (article_id,))
        return db.execute("DELETE FROM removed WHERE id = ?", (article_id,)).rowcount > 0


def is_removed(catalogue: Catalogue, article_id: str) -> bool:
    """Whether an article of this id is to stay out."""
    with catalogue.connected() as db:
        found = db.execute("SELECT 1 FROM removed WHERE id = ?", (article_id,)).fetchone()
    return found is not None


def kept_out(catalogue: Catalogue, file: str) -> list[tuple[str, str]]:
    """(place, id) of what was kept out when a file was last read."""
    with catalogue.connected() as db:
        return db.execute("SELECT source, id FROM kept_out WHERE file = ?", (file,)).fetchall()


def note_kept_out(catalogue: Catalogue, file: str, found: Collection[tuple[str, str]]) -> None:
    """Note what was kept out of a file that was read to its end; inside a transaction."""
    with catalogue.connected() as db:
        db.execute("DELETE FROM kept_out WHERE file = ?", (file,))
        db.executemany("INSERT INTO kept_out VALUES (?, ?, ?)", [(file, *item) for item in found])


def _traits(article: Article, bands: Collection[int]) -> _Traits:
    words = " ".join(_WORD.findall(composed(article.text).text.lower()))
    head = article.title or article.text.partition("\n")[0]
    title = " ".join(_WORD.findall(composed(head).text.lower()))
    # So short that none can be told from it: many figures have the same one.
    figures = {int.from_bytes(_hash(found)[:2], "big") for found in _FIGURE.findall(article.text)}
    page = _page(article.url)
    return _Traits(
        _hash(words),
        _hash(title) if title else b"",
        _hash(page) if page else b"",
        frozenset(bands),
        frozenset(figures),
    )


def _page(url: str) -> str:
    """One spelling for the addresses of a page, "" where it may be that of many stories."""
    return address.same_page(url) if address.names_a_story(url) else ""


def _names_others(catalogue: Catalogue, article: Article) -> bool:
    """Whether another article has the same address, which so names none of them."""
    page = _page(article.url)
    if not page:
        return False
    path = urlsplit(article.url).path.rstrip("/")
    return any(_page(url) == page for url in catalogue.articles.other_urls(article.id, path))


def _first_form(url: str) -> str:
    """How an address was noted once; what was removed then is still known by it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}?{parts.query}"


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]


def _numbers(kept: str) -> frozenset[int]:
    return frozenset(json.loads(kept))
