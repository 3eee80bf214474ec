"""The full-text index of a catalogue: SQLite's FTS5, or PostgreSQL's tsvectors of the same stems.

Both rank as FTS5's bm25() does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from vectorstore.store.database import Database
from vectorstore.store.schema import script
from vectorstore.text.normalise import folded
from vectorstore.text.stems import placed_stems, stem_of

Scored = list[tuple[int, float]]
_Term = TypeVar("_Term")

_PHRASE = re.compile(r'"([^"]*)"')
_MONTHS = """January February March April May June July August September October November
December""".split()
_K1, _B = 1.2, 0.75
# Chunks that are ranked in full: those whose rarest words weigh most.
_RANKED = 300
# Articles whose words are made at once where all are.
_AT_ONCE = 200
_MAX_PLACE = 16_383


class FtsWords:
    """In a SQLite file."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, article: int) -> None:
        """Have the chunks of an article found by their words; inside a transaction."""
        self._db.change(
            "INSERT INTO chunk_text (rowid, title, outlet, published, body) SELECT chunk_words.*"
            " FROM chunk JOIN chunk_words ON chunk_words.key = chunk.key WHERE chunk.article = ?",
            (article,),
        )

    def remove(self, article: int) -> None:
        """Have them found no more; inside a transaction."""
        self._db.change(
            "INSERT INTO chunk_text (chunk_text, rowid, title, outlet, published, body)"
            " SELECT 'delete', chunk_words.* FROM chunk"
            " JOIN chunk_words ON chunk_words.key = chunk.key WHERE chunk.article = ?",
            (article,),
        )

    def rebuild(self) -> None:
        """Make the index anew from what the chunks say."""
        self._db.change("INSERT INTO chunk_text (chunk_text) VALUES ('rebuild')")

    def matching(self, expression: str, limit: int) -> Scored:
        """(chunk key, BM25 score) of the chunks that match an FTS5 expression, best first."""
        return self._db.rows(
            "SELECT rowid, -rank FROM chunk_text WHERE chunk_text MATCH ? ORDER BY rank LIMIT ?",
            (expression, limit),
        )

    def matching_among(self, keys: NDArray[np.int64], expression: str, limit: int) -> Scored:
        """As `matching`, of the chunks with these keys; only these are scored."""
        return self._db.rows(
            # + and a name for the score: so that the words are looked up once, and not once a key,
            # and the full-text index does not score what is left out
            "SELECT rowid, -rank AS score FROM chunk_text WHERE chunk_text MATCH ?"
            " AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY score DESC LIMIT ?",
            (expression, json.dumps(keys.tolist()), limit),
        )

    def of_length(self, least: int, most: int, limit: int) -> list[tuple[str, int]]:
        """(stem, chunks) of words that have so many letters, in the order of their letters."""
        return self._db.rows(
            "SELECT term, doc FROM temp.known_word WHERE length(term) BETWEEN ? AND ?"
            " ORDER BY term LIMIT ?",
            (least, most, limit),
        )


class TsWords:
    """In a PostgreSQL database."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sizes: tuple[int, int, float] = (-1, 0, 1.0)

    def add(self, article: int) -> None:
        """As of `FtsWords`."""
        self._add("WHERE chunk.article = ?", (article,))

    def remove(self, article: int) -> None:
        """As of `FtsWords`."""
        self._db.change(
            "DELETE FROM chunk_text WHERE rowid IN (SELECT key FROM chunk WHERE article = ?)",
            (article,),
        )

    def rebuild(self) -> None:
        """As of `FtsWords`."""
        self._db.change("DELETE FROM chunk_text")
        articles = [key for (key,) in self._db.rows("SELECT key FROM article ORDER BY key")]
        for start in range(0, len(articles), _AT_ONCE):
            self._add("WHERE chunk.article = ANY(?)", (articles[start : start + _AT_ONCE],))

    def matching(self, expression: str, limit: int) -> Scored:
        """As of `FtsWords`; only those whose words are the rarest together are ranked."""
        return self._ranked(expression, limit, None)

    def matching_among(self, keys: NDArray[np.int64], expression: str, limit: int) -> Scored:
        """As of `FtsWords`."""
        return self._ranked(expression, limit, keys)

    def of_length(self, least: int, most: int, limit: int) -> list[tuple[str, int]]:
        """As of `FtsWords`."""
        return self._db.rows(
            "SELECT word, ndoc FROM ts_stat('SELECT words FROM chunk_text')"
            ' WHERE length(word) BETWEEN ? AND ? ORDER BY word COLLATE "C" LIMIT ?',
            (least, most, limit),
        )

    def _add(self, condition: str, values: Sequence[object]) -> None:
        rows = self._db.rows(
            "SELECT chunk.key, title, article.outlet, chunk.day,"
            ' substr(article.text, chunk.start + 1, chunk."end" - chunk.start)'
            f" FROM chunk JOIN article ON article.key = chunk.article {condition}",
            values,
        )
        searched = [(title, outlet, _day(day), body) for _, title, outlet, day, body in rows]
        placed = placed_stems(searched)
        self._db.change_each(
            "INSERT INTO chunk_text (rowid, words, length) VALUES (?, ?, ?)",
            [
                (row[0], _vector(places), sum(map(len, places.values())))
                for row, places in zip(rows, placed, strict=True)
            ],
        )

    def _ranked(self, expression: str, limit: int, among: NDArray[np.int64] | None) -> Scored:
        phrases = stemmed(expression)
        if not phrases:
            return []
        size, usual = self._size_and_length()
        held = self._postings(list(dict.fromkeys(phrases)))
        # What is asked twice, in two forms, counts twice.
        postings = dict(enumerate(held[phrase] for phrase in phrases))
        counts = np.array([len(keys) for keys in postings.values()])
        idfs = np.maximum(np.log((size - counts + 0.5) / (counts + 0.5)), 1e-6)
        if among is not None:
            postings = {each: keys[np.isin(keys, among)] for each, keys in postings.items()}
        keys = promising(postings, dict(enumerate(idfs)))
        lexemes = sorted({stem for phrase in phrases for stem in phrase})
        rows = self._db.rows(
            "SELECT rowid, length, (SELECT json_object_agg(lexeme, positions) FROM unnest(words)"
            " WHERE lexeme = ANY(?)) FROM chunk_text WHERE rowid = ANY(?)",
            (lexemes, keys[: max(_RANKED, 2 * limit)].tolist()),
        )
        scored = [
            (int(key), _bm25(found, phrases, idfs, length / usual)) for key, length, found in rows
        ]
        return sorted(scored, key=lambda pair: -pair[1])[:limit]

    def _postings(
        self, phrases: Sequence[tuple[str, ...]]
    ) -> dict[tuple[str, ...], NDArray[np.int64]]:
        """The chunks that hold each word or phrase, told as texts: much faster than rows."""
        part = "(SELECT string_agg(rowid::text, ',') FROM chunk_text WHERE words @@ ?::tsquery)"
        found = self._db.row(
            f"SELECT {', '.join([part] * len(phrases))}", [_query(phrase) for phrase in phrases]
        )
        return {
            phrase: np.fromstring(keys or "", dtype=np.int64, sep=",")
            for phrase, keys in zip(phrases, found or (), strict=True)
        }

    def _size_and_length(self) -> tuple[int, float]:
        """How many chunks there are, and how many words one has on the average."""
        last = int(self._db.value("SELECT coalesce(max(rowid), 0) FROM chunk_text"))
        if self._sizes[0] != last:
            row = self._db.row("SELECT count(*), coalesce(avg(length), 1) FROM chunk_text")
            assert row  # noqa: S101
            self._sizes = (last, int(row[0]), float(row[1]))
        return self._sizes[1:]


def promising(
    postings: Mapping[_Term, NDArray[np.int64]], idfs: Mapping[_Term, float]
) -> NDArray[np.int64]:
    """The chunks that hold a word or phrase, those first whose words are the rarest together."""
    if not postings:
        return np.zeros(0, dtype=np.int64)
    found = np.concatenate(list(postings.values()))
    weights = np.repeat([idfs[term] for term in postings], [len(k) for k in postings.values()])
    keys, number = np.unique(found, return_inverse=True)
    return keys[np.argsort(-np.bincount(number, weights), kind="stable")]


def as_query(expression: str) -> str:
    """An FTS5 expression of quoted words and phrases, as PostgreSQL's tsquery."""
    return " | ".join(_query(phrase) for phrase in stemmed(expression)) or "''"


def stemmed(expression: str) -> list[tuple[str, ...]]:
    """The phrases of an FTS5 expression, each its words' stems."""
    phrases = [folded(phrase).split() for phrase in _PHRASE.findall(expression)]
    stems = stem_of({word for phrase in phrases for word in phrase})
    return [tuple(stems[word] for word in phrase) for phrase in phrases if phrase]


def _query(phrase: tuple[str, ...]) -> str:
    return "(" + " <-> ".join(_quoted(stem) for stem in phrase) + ")"


def _quoted(stem: str) -> str:
    plain = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{plain}'"


def _vector(places: Mapping[str, Sequence[int]]) -> str:
    return " ".join(
        f"{_quoted(stem)}:{','.join(str(min(place, _MAX_PLACE)) for place in found)}"
        for stem, found in places.items()
    )


def _bm25(
    found: Mapping[str, Sequence[int]] | None,
    phrases: Sequence[tuple[str, ...]],
    idfs: NDArray[np.float64],
    length: float,
) -> float:
    norm = _K1 * (1 - _B + _B * length)
    counts = np.array([_occurrences(found or {}, phrase) for phrase in phrases])
    return float((idfs * counts * (_K1 + 1) / (counts + norm)).sum())


def _occurrences(found: Mapping[str, Any], phrase: tuple[str, ...]) -> int:
    places = [{place - at for place in found.get(stem, ())} for at, stem in enumerate(phrase)]
    return len(set.intersection(*places))


def _day(day: int | None) -> str:
    """As the view of words.sql says a day."""
    if not day:
        return ""
    year, month, number = day // 10000, day // 100 % 100, day % 100
    name = _MONTHS[month - 1] if 1 <= month <= 12 else ""
    return f"{year:04}-{month:02}-{number:02} {name} {number} {year:04}"


def schema() -> str:
    """The tables of a catalogue in PostgreSQL."""
    return script("postgres.sql")
