"""What a search asks of the catalogue: which chunks match or pass a filter, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import ARTICLE_COLUMNS, BY_AUTHOR, as_article, as_author
from vectorstore.store.vectors import matrix
from vectorstore.text.normalise import folded
from vectorstore.text.words import words
from vectorstore.types import Article, Filter, Holdings, Passage

# A filter that keeps no more chunks than this is applied before anything is looked for.
EXACT_SCAN = 50_000
# SQLite binds no more than some thirty thousand values in one statement.
_MAX_VALUES = 10_000
_CHUNK = "FROM chunk JOIN article ON article.key = chunk.article"
# Words in more chunks than this are counted in samples of the archive: so many, each this share
# of an even step through it.
_MAX_COUNTED_EXACTLY, _SAMPLES, _SAMPLED_SHARE = 2_000, 10, 40


# (chunk key, score) pairs.
Scored = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class _Selected:
    """The keys that pass a filter, as of a state of the archive; both are in `asked`."""

    asked: tuple[object, ...]
    keys: NDArray[np.int64] | None


class Lookup:
    """The questions of a search, asked of one catalogue; changes nothing there."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._catalogue.connected() as db:
            return db.execute(query, values).fetchall()

    def matching(self, expression: str, limit: int) -> Scored:
        """(chunk key, BM25 score) of the chunks that match an FTS5 expression, best first.

        All that were ever kept and not removed: whether one is current is for the caller to ask.
        """
        return self._catalogue.words.matching(expression, limit)

    def matching_among(self, keys: NDArray[np.int64], expression: str, limit: int) -> Scored:
        """As `matching`, of the chunks with these keys; only these are scored."""
        return self._catalogue.words.matching_among(keys, expression, limit)

    def best_passing(
        self, rank: Callable[[int], Scored], depth: int, k: int, where: Filter
    ) -> list[Passage]:
        """The k best of a ranking that pass the filter, asking it for more until there are enough.

        `rank` gives the best so many chunks, fewer only where there are no more.
        """
        while True:
            scored = rank(depth)
            passing = self.passing(scored, where)
            if len(passing) >= k or len(scored) < depth:
                return self.passages(passing[:k], where)
            depth *= 4

    def chunks_with(self, word: str) -> int:
        """How many chunks hold a word in any of its forms; estimated where they are very many."""
        [(count,)] = self._rows(
            "SELECT count(*) FROM"
            " (SELECT 1 FROM chunk_text WHERE chunk_text MATCH ? LIMIT ?) AS part",
            (f'"{word}"', _MAX_COUNTED_EXACTLY),
        )
        if count < _MAX_COUNTED_EXACTLY:
            return int(count)
        step = -(-self._catalogue.vectors.last_chunk() // _SAMPLES)
        width = -(-step // _SAMPLED_SHARE)
        sampled = (
            self._rows(
                "SELECT count(*) FROM chunk_text WHERE chunk_text MATCH ?"
                " AND rowid BETWEEN ? AND ?",
                (f'"{word}"', start, start + width - 1),
            )[0][0]
            for start in range(1, step * _SAMPLES, step)
        )
        return max(_MAX_COUNTED_EXACTLY, int(sum(sampled)) * step // width)

    def holdings(self, where: Filter) -> Holdings:
        """How much passes a filter, of which outlets and days."""
        condition, values = _condition(where, choose=True)
        [(count, first, last)] = self._rows(
            f"SELECT count(DISTINCT chunk.article), min(chunk.day), max(chunk.day) {_chunks(where)}"
            f" WHERE {condition}",
            values,
        )
        outlets = self._rows(
            f"SELECT DISTINCT chunk.outlet {_chunks(where)} WHERE {condition}"
            " AND chunk.outlet > '' ORDER BY chunk.outlet",
            values,
        )
        days = [f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else ""
                for day in (first, last)]  # fmt: skip
        return Holdings(int(count), tuple(str(row[0]) for row in outlets), *days)

    def names_like(self, word: str, limit: int = 100_000) -> list[tuple[str, int]]:
        """(stem, chunks) of the archive's words that are about as long as a word; no figures."""
        rows = self._catalogue.words.of_length(len(word) - 2, len(word) + 2, limit)
        return [(str(term), int(count)) for term, count in rows if str(term).isalpha()]

    def articles_with(self, expression: str, where: Filter) -> list[Article]:
        """The articles of which a chunk passes a filter and matches an FTS5 expression."""
        condition, values = _condition(where)
        return [
            as_article(row)
            for row in self._rows(
                f"SELECT {ARTICLE_COLUMNS} FROM article WHERE key IN (SELECT chunk.article {_CHUNK}"
                " WHERE chunk.key IN (SELECT rowid FROM chunk_text WHERE chunk_text MATCH ?)"
                f" AND {condition})",
                (expression, *values),
            )
        ]

    def articles_passing(self, where: Filter) -> list[Article]:
        """The articles of which a chunk passes a filter, the newest first."""
        condition, values = _condition(where, choose=True)
        return [
            as_article(row)
            for row in self._rows(
                f"SELECT {ARTICLE_COLUMNS} FROM article WHERE key IN (SELECT chunk.article {_CHUNK}"
                f" WHERE {condition}) ORDER BY article.published DESC, article.key",
                values,
            )
        ]

    def postings(self, phrase: str, limit: int) -> NDArray[np.int64]:
        """The keys of chunks that hold a word or phrase, the newest where there are too many."""
        return self._keys(
            "SELECT rowid AS key FROM chunk_text WHERE chunk_text MATCH ?"
            " ORDER BY rowid DESC LIMIT ?",
            (f'"{phrase}"', limit),
        )

    def searched_text(self, keys: Sequence[int], where: Filter) -> list[tuple[int, str]]:
        """What is searched of the chunks that pass a filter, as it is searched, with their keys."""
        condition, values = _condition(where)
        marks = ",".join("?" * len(keys))
        rows = self._rows(
            "SELECT chunk.key, title || ' ' || article.outlet || ' ' || published || ' '"
            ' || substr(article.text, chunk.start + 1, chunk."end" - chunk.start)'
            f" {_CHUNK} WHERE chunk.key IN ({marks}) AND {condition}",
            (*keys, *values),
        )
        return [(int(key), folded(text)) for key, text in rows]

    def selected_keys(self, where: Filter, limit: int) -> NDArray[np.int64] | None:
        """The keys of the chunks that pass a filter, None where they are more than `limit`.

        A connection's last answer is given again while nothing has changed: one search asks more
        than once.
        """
        with self._catalogue.connected() as db:
            asked = where, limit, db.state()
            if not isinstance(db.remembered, _Selected) or db.remembered.asked != asked:
                db.remembered = _Selected(asked, self._selected_keys(where, limit))
            return db.remembered.keys

    def _selected_keys(self, where: Filter, limit: int) -> NDArray[np.int64] | None:
        condition, values = _condition(where, choose=True)
        found = self._keys(
            f"SELECT chunk.key {_chunks(where)} WHERE {condition} LIMIT ?", (*values, limit + 1)
        )
        return found if len(found) <= limit else None

    def _keys(self, query: str, values: Sequence[object]) -> NDArray[np.int64]:
        """The column `key` of a query, handed over as one text: many times faster than rows."""
        return self._catalogue.keys(query, values)

    def passing(self, scored: Sequence[tuple[int, float]], where: Filter) -> Scored:
        """Those of (chunk key, score) pairs whose chunk passes a filter, in the order given."""
        condition, values = _condition(where)
        passing: set[int] = set()
        for start in range(0, len(scored), _MAX_VALUES):
            keys = [key for key, _ in scored[start : start + _MAX_VALUES]]
            marks = ",".join("?" * len(keys))
            passing |= set(
                self._keys(
                    f"SELECT chunk.key {_chunks(where)}"
                    f" WHERE chunk.key IN ({marks}) AND {condition}",
                    (*keys, *values),
                ).tolist()
            )
        return [pair for pair in scored if pair[0] in passing]

    def passages(self, scored: Sequence[tuple[int, float]], where: Filter) -> list[Passage]:
        """The passages of (chunk key, score) pairs that pass a filter, in the order given."""
        condition, values = _condition(where)
        found: dict[int, tuple[int, int, Article]] = {}
        for start in range(0, len(scored), _MAX_VALUES):
            keys = [key for key, _ in scored[start : start + _MAX_VALUES]]
            marks = ",".join("?" * len(keys))
            rows = self._rows(
                f'SELECT chunk.key, chunk.start, chunk."end", {ARTICLE_COLUMNS} {_CHUNK}'
                f" WHERE chunk.key IN ({marks}) AND {condition}",
                (*keys, *values),
            )
            found |= {row[0]: (row[1], row[2], as_article(row[3:])) for row in rows}
        return [
            Passage(article, start, end, article.text[start:end], score)
            for key, score in scored
            if key in found
            for start, end, article in [found[key]]
        ]

    def selected(
        self, where: Filter, after: int = 0, only_retired: bool = False
    ) -> tuple[list[int], NDArray[np.float32]]:
        """The keys of the chunks that pass a filter, and their vectors, for those that have one.

        Of the order in which vectors came, only those `after` a number.
        """
        condition, values = _condition(where, choose=not after)
        retired = "AND NOT chunk.current" if only_retired else ""
        rows = self._rows(
            f"SELECT chunk.key, vector.data {_CHUNK} JOIN vector ON vector.key = chunk.vector"
            f" WHERE {condition} AND chunk.embedded > ? {retired}",
            (*values, after),
        )
        return [int(row[0]) for row in rows], matrix([row[1] for row in rows])


def _chunks(where: Filter) -> str:
    """What a filter's condition is asked of: the article only where it has to be known."""
    return _CHUNK if where.as_of or where.authors else "FROM chunk"


def _condition(where: Filter, choose: bool = False) -> tuple[str, list[object]]:
    """The SQL condition, over chunk and article, that says what a filter says.

    Unless it is to `choose` among all chunks, its + keep SQLite from going through every chunk of
    a period or an outlet where only some keys are asked for.
    """
    plus = "" if choose else "+"
    parts, values = ["chunk.current"], list[object]()
    if where.as_of:
        day = where.as_of.isoformat()
        parts = [
            f"{plus}chunk.day <= ?",
            "substr(coalesce(nullif(article.updated, ''), article.published), 1, 10) <= ?",
            "(article.current OR article.known_until > ?)",
        ]
        values += [int(day.replace("-", "")), day, day]
    if where.since:
        parts.append(f"{plus}chunk.day >= ?")
        values.append(int(where.since.strftime("%Y%m%d")))
    if where.until:
        parts.append(f"{plus}chunk.day <= ?")
        values.append(int(where.until.strftime("%Y%m%d")))
    if where.outlets:
        marks = ",".join("?" * len(where.outlets))
        parts.append(f"{plus}chunk.outlet IN ({marks})")
        values += list(where.outlets)
    if where.authors:
        parts.append(f"({' OR '.join([BY_AUTHOR] * len(where.authors))})")
        values += [as_author(name) for name in where.authors]
    for ids, which in ((where.articles, "IN"), (where.without, "NOT IN")):
        if ids:
            marks = ",".join("?" * len(ids))
            parts.append(f"chunk.article {which} (SELECT key FROM article WHERE id IN ({marks}))")
            values += list(ids)
    for phrase in where.without_words:
        parts.append("chunk.key NOT IN (SELECT rowid FROM chunk_text WHERE chunk_text MATCH ?)")
        values.append(f'"{" ".join(words(phrase))}"')
    return " AND ".join(parts), values
