"""What a search asks of the catalogue: which chunks match or pass a filter, and what they say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalogue import ARTICLE_COLUMNS, Catalogue, matrix
from vectorstore.types import Article, Filter, Passage

# SQLite binds no more than some thirty thousand values in one statement.
_MOST_VALUES = 10_000
_CHUNK = "FROM chunk JOIN article ON article.key = chunk.article"
# Words in more chunks than this are counted in samples of the archive: so many, each this share
# of an even step through it.
_COUNTED, _SAMPLES, _SAMPLED_SHARE = 2_000, 10, 40


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

    def matching(self, expression: str, most: int) -> list[tuple[int, float]]:
        """(chunk key, BM25 score) of the chunks that match an FTS5 expression, best first.

        All that were ever kept and not removed: whether one is current is for the caller to ask.
        """
        return self._rows(
            "SELECT rowid, -rank FROM chunk_text WHERE chunk_text MATCH ? ORDER BY rank LIMIT ?",
            (expression, most),
        )

    def matching_among(
        self, keys: NDArray[np.int64], expression: str, most: int
    ) -> list[tuple[int, float]]:
        """As `matching`, of the chunks with these keys; only these are scored."""
        return self._rows(
            # + and a name for the score: so that the words are looked up once, and not once a key,
            # and the full-text index does not score what is left out
            "SELECT rowid, -rank AS score FROM chunk_text WHERE chunk_text MATCH ?"
            " AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY score DESC LIMIT ?",
            (expression, json.dumps(keys.tolist()), most),
        )

    def chunks_with(self, word: str) -> int:
        """How many chunks hold a word in any of its forms; estimated where they are very many."""
        [(count,)] = self._rows(
            "SELECT count(*) FROM (SELECT 1 FROM chunk_text WHERE chunk_text MATCH ? LIMIT ?)",
            (f'"{word}"', _COUNTED),
        )
        if count < _COUNTED:
            return int(count)
        step = -(-self._catalogue.last_chunk() // _SAMPLES)
        width = -(-step // _SAMPLED_SHARE)
        sampled = (
            self._rows(
                "SELECT count(*) FROM chunk_text WHERE chunk_text MATCH ?"
                " AND rowid BETWEEN ? AND ?",
                (f'"{word}"', start, start + width - 1),
            )[0][0]
            for start in range(1, step * _SAMPLES, step)
        )
        return max(_COUNTED, int(sum(sampled)) * step // width)

    def holding(self, phrase: str, most: int) -> NDArray[np.int64]:
        """The keys of chunks that hold a word or phrase, the newest where there are too many."""
        return self._keys(
            "SELECT rowid AS key FROM chunk_text WHERE chunk_text MATCH ?"
            " ORDER BY rowid DESC LIMIT ?",
            (f'"{phrase}"', most),
        )

    def searched_text(self, keys: Sequence[int], filter: Filter) -> list[tuple[int, str]]:
        """What is searched of the chunks that pass a filter, in lower case, with their keys."""
        condition, values = _condition(filter)
        marks = ",".join("?" * len(keys))
        rows = self._rows(
            "SELECT chunk.key, title || ' ' || article.outlet || ' ' || published || ' '"
            ' || substr(article.text, chunk.start + 1, chunk."end" - chunk.start)'
            f" {_CHUNK} WHERE chunk.key IN ({marks}) AND {condition}",
            (*keys, *values),
        )
        return [(int(key), text.lower()) for key, text in rows]

    def selected_keys(self, filter: Filter, most: int) -> NDArray[np.int64] | None:
        """The keys of the chunks that pass a filter, None where they are more than `most`.

        A connection's last answer is given again while nothing has changed: one search asks more
        than once.
        """
        with self._catalogue.connected() as db:
            (version,) = db.execute("PRAGMA data_version").fetchone()
            asked = filter, most, version, db.total_changes
            if not isinstance(db.remembered, _Selected) or db.remembered.asked != asked:
                db.remembered = _Selected(asked, self._selected_keys(filter, most))
            return db.remembered.keys

    def _selected_keys(self, filter: Filter, most: int) -> NDArray[np.int64] | None:
        condition, values = _condition(filter, choose=True)
        found = self._keys(
            f"SELECT chunk.key {_chunks(filter)} WHERE {condition} LIMIT ?", (*values, most + 1)
        )
        return found if len(found) <= most else None

    def _keys(self, query: str, values: Sequence[object]) -> NDArray[np.int64]:
        """The column `key` of a query, handed over as one text: many times faster than rows."""
        [(keys,)] = self._rows(f"SELECT group_concat(key) FROM ({query})", values)
        return np.fromstring(keys or "", dtype=np.int64, sep=",")

    def passing(
        self, scored: Sequence[tuple[int, float]], filter: Filter
    ) -> list[tuple[int, float]]:
        """Those of (chunk key, score) pairs whose chunk passes a filter, in the order given."""
        condition, values = _condition(filter)
        passing: set[int] = set()
        for start in range(0, len(scored), _MOST_VALUES):
            keys = [key for key, _ in scored[start : start + _MOST_VALUES]]
            marks = ",".join("?" * len(keys))
            passing |= set(
                self._keys(
                    f"SELECT chunk.key {_chunks(filter)}"
                    f" WHERE chunk.key IN ({marks}) AND {condition}",
                    (*keys, *values),
                ).tolist()
            )
        return [pair for pair in scored if pair[0] in passing]

    def passages(self, scored: Sequence[tuple[int, float]], filter: Filter) -> list[Passage]:
        """The passages of (chunk key, score) pairs that pass a filter, in the order given."""
        condition, values = _condition(filter)
        found: dict[int, tuple[int, int, Article]] = {}
        for start in range(0, len(scored), _MOST_VALUES):
            keys = [key for key, _ in scored[start : start + _MOST_VALUES]]
            marks = ",".join("?" * len(keys))
            rows = self._rows(
                f'SELECT chunk.key, chunk.start, chunk."end", {ARTICLE_COLUMNS} {_CHUNK}'
                f" WHERE chunk.key IN ({marks}) AND {condition}",
                (*keys, *values),
            )
            found |= {row[0]: (row[1], row[2], Article(*row[3:])) for row in rows}
        return [
            Passage(article, start, end, article.text[start:end], score)
            for key, score in scored
            if key in found
            for start, end, article in [found[key]]
        ]

    def selected(
        self, filter: Filter, after: int = 0, only_retired: bool = False
    ) -> tuple[list[int], NDArray[np.float32]]:
        """The keys above `after` of the chunks that pass a filter, and their vectors."""
        condition, values = _condition(filter, choose=not after)
        retired = "AND NOT chunk.current" if only_retired else ""
        rows = self._rows(
            f"SELECT chunk.key, vector.data {_CHUNK} JOIN vector ON vector.key = chunk.vector"
            f" WHERE {condition} AND chunk.key > ? {retired}",
            (*values, after),
        )
        return [int(row[0]) for row in rows], matrix([row[1] for row in rows])


def _chunks(filter: Filter) -> str:
    """What a filter's condition is asked of: the article only where it has to be known."""
    return _CHUNK if filter.as_of else "FROM chunk"


def _condition(filter: Filter, choose: bool = False) -> tuple[str, list[object]]:
    """The SQL condition, over chunk and article, that says what a filter says.

    Unless it is to `choose` among all chunks, its + keep SQLite from going through every chunk of
    a period or an outlet where only some keys are asked for.
    """
    plus = "" if choose else "+"
    parts, values = ["chunk.current"], list[object]()
    if filter.as_of:
        day = filter.as_of.isoformat()
        parts = [
            f"{plus}chunk.day <= ?",
            "substr(coalesce(nullif(article.updated, ''), article.published), 1, 10) <= ?",
            "(article.current OR article.known_until > ?)",
        ]
        values += [int(day.replace("-", "")), day, day]
    if filter.since:
        parts.append(f"{plus}chunk.day >= ?")
        values.append(int(filter.since.strftime("%Y%m%d")))
    if filter.until:
        parts.append(f"{plus}chunk.day <= ?")
        values.append(int(filter.until.strftime("%Y%m%d")))
    if filter.outlets:
        marks = ",".join("?" * len(filter.outlets))
        parts.append(f"{plus}chunk.outlet IN ({marks})")
        values += list(filter.outlets)
    return " AND ".join(parts), values
