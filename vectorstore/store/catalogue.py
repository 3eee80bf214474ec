"""The SQLite file that is an archive's source of truth: articles, chunks, vectors, full text."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, astuple, dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import ArchiveError
from vectorstore.store.connections import Connections
from vectorstore.store.sqlite_file import Connection
from vectorstore.text.near_copies import MIN_SHARED_SHARE, is_copy
from vectorstore.text.shingles import shingles
from vectorstore.types import Article, Chunk, LiveEntry

# Archives of an older format are read as they are, and brought to this one by who writes to them.
FORMAT, OLDEST_FORMAT = "4", "2"
# The form in which words are searched; where an archive has another, its writer makes them anew.
WORDS = "3"
# An article as it is read: an older version carries its number in its id.
_FIELDS = "article.text, title, article.outlet, author, url, published, updated, language, entries"
ARTICLE_COLUMNS = (
    "CASE WHEN article.current THEN article.id ELSE article.id || '@' || article.version END,"
    f" {_FIELDS}"
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
_INSTANT = "julianday(published)"
# How SQLite says that a file is no database, or no whole one.
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_KEPT_COLUMNS = (
    "key, current, digest, raw, cleaner, source, file,"
    " id, text, title, outlet, author, url, published, updated, language, entries"
)
# The day from which a version was known.
_KNOWN_FROM = "substr(coalesce(nullif(updated, ''), published), 1, 10)"
_NEWEST_FIRST = "current DESC, known_until DESC, version DESC"
# Articles under one name that are looked at: a name of more names nothing.
_MAX_NAMESAKES = 200
# Articles that are compared in full to find out whether one is a near-copy.
_MAX_COMPARED = 50
# Whether one of an article's authors, who stand in a list, is named so; see `as_author`.
BY_AUTHOR = r"article.author LIKE ? ESCAPE '\'"
# Articles that are read at once where all are.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """An article about to be kept: its chunks, what the encoder reads of each, and its origin.

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


class Catalogue:
    """One SQLite file, safe to use from several threads. Only the writer calls what changes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections = Connections(path)

    def close(self) -> None:
        self._connections.close()

    def reconnect(self) -> None:
        """Have new connections from now on, which see the file as it is."""
        self._connections.close()

    @property
    def is_read_only(self) -> bool:
        """Whether the archive can't be written here, as on a share or a snapshot."""
        with self.connected():  # which tells
            return self._connections.is_read_only

    def connected(self) -> AbstractContextManager[Connection]:
        """A connection for this thread, for those who ask much of their own: search, doctor."""
        return self._connections.connected()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, by this thread, is kept when this ends, or none of it."""
        with self.connected() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def _row(self, query: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row, None where there is none."""
        with self.connected() as db:
            row: tuple[Any, ...] | None = db.execute(query, values).fetchone()
        return row

    def _value(self, query: str, values: Sequence[object] = ()) -> Any:
        """The value of a query that gives one."""
        row = self._row(query, values)
        return row and row[0]

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self.connected() as db:
            return db.execute(query, values).fetchall()

    def _change(self, query: str, values: Sequence[object] = ()) -> int:
        """Change what the query says; the key of the row that it added, if it did."""
        with self.connected() as db:
            return int(db.execute(query, values).lastrowid or 0)

    def _change_each(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        with self.connected() as db:
            db.executemany(query, rows)

    # Settings

    def prepare(self) -> None:
        """Make the tables of a new archive; refuse one of a format that can't be read."""
        try:
            if not self._is_made():
                self._make()
            known = self.setting("format")
        except sqlite3.DatabaseError as error:
            raise self._not_opened(error) from error
        if not known.isdecimal() or not int(OLDEST_FORMAT) <= int(known) <= int(FORMAT):
            later = known.isdecimal() and int(known) > int(FORMAT)
            raise ArchiveError(
                f"{self._path} has archive format {known}, this version of Dateline reads the"
                f" formats {OLDEST_FORMAT} to {FORMAT}. "
                + ("Update Dateline." if later else "Ingest its articles into a new archive.")
            )
        if not self._has_entries():
            self._add_entries()

    def _not_opened(self, error: sqlite3.DatabaseError) -> ArchiveError:
        what = f"{self._path} could not be opened as an archive: {error}."
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            return ArchiveError(
                f"{what} If it is one, it is damaged: put a copy of it back, or ingest its articles"
                " into a new one."
            )
        return ArchiveError(f"{what} See that you may read it and that the disk has room.")

    def _is_made(self) -> bool:
        row = self._row("SELECT 1 FROM sqlite_master WHERE name = 'setting'")
        return row is not None

    def _make(self) -> None:
        with self.connected() as db:
            try:
                db.executescript(
                    f"BEGIN IMMEDIATE; {script('words.sql')} {script('schema.sql')}"
                    f" INSERT INTO setting VALUES ('format', '{FORMAT}'), ('words', '{WORDS}'),"
                    " ('embedded_last', '0');"
                    " COMMIT;"
                )
            except sqlite3.DatabaseError:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                if not self._is_made():  # another process made it between the two looks
                    raise

    def _has_entries(self) -> bool:
        return ("entries",) in self._rows("SELECT name FROM pragma_table_info('article')")

    def _add_entries(self) -> None:
        """Give an archive that was made before live blogs were cut into entries a place for them.

        Its articles have none.
        """
        with self.transaction():
            if not self._has_entries():  # another process added it between the two looks
                self._change("ALTER TABLE article ADD COLUMN entries TEXT NOT NULL DEFAULT ''")

    def refold_words(self) -> None:
        """Make the full-text index anew where it has its words in an older form."""
        if self.setting("words") == WORDS:
            return
        with self.transaction():
            self._change("DROP VIEW IF EXISTS chunk_words")
            self._change(script("words.sql"))
            self._change("INSERT INTO chunk_text (chunk_text) VALUES ('rebuild')")
            self.set("words", WORDS)

    def setting(self, name: str) -> str:
        """A value that is kept with the archive, "" where there is none."""
        row = self._row("SELECT value FROM setting WHERE name = ?", (name,))
        return str(row[0]) if row else ""

    def set(self, name: str, value: str) -> None:
        self._change("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    # Articles

    def article(self, article_id: str) -> Article | None:
        """The newest version under an id, or the version that "id@2" names."""
        row = self._row(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ?"
            " ORDER BY current DESC, version DESC LIMIT 1",
            (article_id,),
        )
        name, _, version = article_id.rpartition("@")
        if row is None and name and version.isdecimal():
            row = self._row(
                f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? AND version = ?",
                (name, int(version)),
            )
        return as_article(row) if row else None

    def versions(self, article_id: str) -> list[Article]:
        """Every version under an id, the newest first."""
        rows = self._rows(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? ORDER BY {_NEWEST_FIRST}",
            (article_id,),
        )
        return [as_article(row) for row in rows]

    def printed_versions(self, article_id: str) -> list[Article]:
        """As `versions`, without those that were only read better later on."""
        if self.setting("format") == OLDEST_FORMAT:
            return self.versions(article_id)
        rows = self._rows(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? AND NOT is_reread"
            f" ORDER BY {_NEWEST_FIRST}",
            (article_id,),
        )
        return [as_article(row) for row in rows]

    def articles(self) -> Iterator[Article]:
        """Every current article, newest first; those without a date last.

        As they are when the first is asked for, without those that are removed meanwhile.
        """
        keys = self._rows(
            "SELECT key FROM article WHERE current ORDER BY " + _INSTANT + " DESC, key"
        )
        for start in range(0, len(keys), _AT_ONCE):
            part = [key for (key,) in keys[start : start + _AT_ONCE]]
            marks = ",".join("?" * len(part))
            rows = self._rows(
                f"SELECT key, id, {_FIELDS} FROM article WHERE key IN ({marks})", part
            )
            found = {row[0]: as_article(row[1:]) for row in rows}
            yield from (found[key] for key in part if key in found)

    def count_articles(self) -> int:
        return int(self._value("SELECT count(*) FROM article WHERE current"))

    def outlets(self) -> list[str]:
        """The outlets of the archive, as they are written."""
        rows = self._rows(
            # one look into the index an outlet; DISTINCT would read all of it
            "WITH RECURSIVE known (name) AS (SELECT min(outlet) FROM article WHERE outlet > ''"
            " UNION ALL SELECT (SELECT min(outlet) FROM article WHERE outlet > name) FROM known"
            " WHERE name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL"
            " AND EXISTS (SELECT 1 FROM article WHERE outlet = name AND current)"
        )
        return [str(row[0]) for row in rows]

    def has_word(self, word: str) -> bool:
        """Whether any article has a word of letters and figures, in any of its forms."""
        row = self._row("SELECT 1 FROM chunk_text WHERE chunk_text MATCH ? LIMIT 1", (f'"{word}"',))
        return row is not None

    def has_author(self, name: str) -> bool:
        """Whether a current article is by somebody."""
        row = self._row(
            f"SELECT 1 FROM article WHERE current AND {BY_AUTHOR} LIMIT 1", (as_author(name),)
        )
        return row is not None

    def newest_day(self, today: date) -> str:
        """The latest day of publication up to today, ISO, "" where none is known."""
        query = "SELECT max(day) FROM chunk WHERE day <= ?"
        day = str(self._value(query, (int(f"{today:%Y%m%d}"),)) or "")
        return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""

    def oldest_day(self) -> str:
        """The earliest day of publication, ISO, "" where none is known."""
        day = str(self._value("SELECT min(day) FROM chunk WHERE current") or "")
        return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""

    def made_of(self, raw: bytes, up_to: int | None = None) -> Kept | None:
        """What was made of the record with this digest, its newest version; by key `up_to`."""
        return self._kept("raw = ? AND (?2 IS NULL OR key <= ?2)", raw, up_to)

    def at(self, file: str, source: str) -> Kept | None:
        """What was read last from a place in a file."""
        return self._kept("file = ? AND source = ?", file, source)

    def _kept(self, condition: str, *values: object) -> Kept | None:
        row = self._row(
            f"SELECT {_KEPT_COLUMNS} FROM article WHERE {condition}"
            " ORDER BY current DESC, key DESC LIMIT 1",
            values,
        )
        return _as_kept(row) if row else None

    def namesakes(self, name: str, file: str) -> list[Kept]:
        """The current articles with a name, and what stood alone in a file, the newest first."""
        rows = self._rows(
            f"SELECT {_KEPT_COLUMNS} FROM article WHERE current"
            " AND (id = ?1 OR (named_by = ?1 AND named_by > '') OR (file = ?2 AND source = ?2))"
            " ORDER BY key DESC LIMIT ?3",
            (name, file, _MAX_NAMESAKES),
        )
        return [_as_kept(row) for row in rows]

    def has_id(self, article_id: str) -> bool:
        """Whether any version of any article has an id."""
        row = self._row("SELECT 1 FROM article WHERE id = ?", (article_id,))
        return row is not None

    def other_urls(self, article_id: str, path: str) -> list[str]:
        """The addresses with this path in them of the current articles but one, as kept."""
        rows = self._rows(
            "SELECT DISTINCT url FROM article"
            " WHERE current AND url > '' AND id <> ? AND instr(url, ?)",
            (article_id, path),
        )
        return [row[0] for row in rows]

    def last_article(self) -> int:
        """The largest key of an article, 0 in an empty archive."""
        return int(self._value("SELECT coalesce(max(key), 0) FROM article"))

    def confirm(self, key: int, raw: bytes, cleaner: int) -> None:
        """Note that a newer cleaning makes the same of an article."""
        self._change("UPDATE article SET raw = ?, cleaner = ? WHERE key = ?", (raw, cleaner, key))

    def file_of(self, article_id: str) -> str:
        """The path of the file that the newest version under an id was read from."""
        row = self._row("SELECT file FROM article WHERE id = ? AND current", (article_id,))
        return str(row[0]) if row else ""

    def move(self, article_id: str, source: str, file: str) -> None:
        """Note that an article now stands in another file."""
        self._change(
            "UPDATE article SET source = ?, file = ? WHERE id = ? AND current",
            (source, file, article_id),
        )

    def keep(self, entry: Entry, vectors: Sequence[int | None]) -> bool:
        """Add an article, superseding what stands under its id; inside a transaction.

        `vectors` are the keys of its chunks' vectors, None for those that are still to be made.
        True where it is a near-copy of another article, whose story it joins.
        """
        article = entry.article
        known_until = self._make_way(entry)
        version = self._value(
            "SELECT coalesce(max(version), 0) + 1 FROM article WHERE id = ?", (article.id,)
        )
        story = None if entry.is_older else self._story(article, entry.bands)
        row = {
            **asdict(article),
            "entries": _as_json(article),
            "version": version,
            "digest": entry.digest,
            "raw": entry.raw,
            "source": entry.source,
            "file": entry.file,
            "named_by": entry.name if entry.name != article.id else "",
            "cleaner": entry.cleaner,
            "known_until": known_until,
            "current": not entry.is_older,
            "story": story or 0,
        }
        key = self._change(
            f"INSERT INTO article ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )
        if story is None:
            self._change("UPDATE article SET story = key WHERE key = ?", (key,))
        if not entry.is_older:
            self._change_each(
                "INSERT OR IGNORE INTO band VALUES (?, ?)", [(value, key) for value in entry.bands]
            )
        numbers = self._numbers(sum(vector is not None for vector in vectors))
        self._change_each(
            'INSERT INTO chunk (article, start, "end", vector, current, day, outlet, embedded)'
            " VALUES (?,?,?,?,?,?,?,?)",
            [
                (
                    *(key, chunk.start, chunk.end, vector, not entry.is_older),
                    *(_day(article, chunk), article.outlet),
                    None if vector is None else next(numbers),
                )
                for chunk, vector in zip(entry.chunks, vectors, strict=True)
            ],
        )
        self._change(
            "INSERT INTO chunk_text (rowid, title, outlet, published, body) SELECT chunk_words.*"
            " FROM chunk JOIN chunk_words ON chunk_words.key = chunk.key WHERE chunk.article = ?",
            (key,),
        )
        return story is not None

    def _make_way(self, entry: Entry) -> str:
        """Retire what an article supersedes; the day until which the article itself was known."""
        article = entry.article
        known_from = (article.updated or article.published)[:10]
        row = self._row("SELECT key FROM article WHERE id = ? AND current", (article.id,))
        if entry.is_older:
            known_until = self._value(
                f"SELECT min({_KNOWN_FROM}) FROM article WHERE id = ? AND {_KNOWN_FROM} > ?",
                (article.id, known_from),
            )
            self._change(
                f"UPDATE article SET known_until = ?1 WHERE id = ?2 AND NOT current"
                f" AND {_KNOWN_FROM} < ?1 AND known_until > ?1",
                (known_from, article.id),
            )
            return str(known_until or "")
        if row and entry.is_reread:
            self._retire_as_reread(int(row[0]))
        elif row:
            self._retire(int(row[0]), known_from)
        return ""

    def remove(self, article_id: str) -> None:
        """Delete every version under an id, with its chunks, vectors and words."""
        for (key,) in self._rows("SELECT key FROM article WHERE id = ?", (article_id,)):
            self._unindex(key)
            self._change(
                "INSERT INTO chunk_text (chunk_text, rowid, title, outlet, published, body)"
                " SELECT 'delete', chunk_words.* FROM chunk"
                " JOIN chunk_words ON chunk_words.key = chunk.key WHERE chunk.article = ?",
                (key,),
            )
            vectors = self._rows(
                "SELECT vector FROM chunk WHERE article = ? AND vector IS NOT NULL", (key,)
            )
            self._change("DELETE FROM chunk WHERE article = ?", (key,))
            self._change_each(
                "DELETE FROM vector WHERE key = ?1"
                " AND NOT EXISTS (SELECT 1 FROM chunk WHERE chunk.vector = ?1)",
                vectors,
            )
            self._change(
                "DELETE FROM file WHERE path = (SELECT file FROM article WHERE key = ?)", (key,)
            )
            self._change("DELETE FROM band WHERE article = ?", (key,))
            self._change("DELETE FROM article WHERE key = ?", (key,))

    def _story(self, article: Article, bands: Sequence[int]) -> int | None:
        """The story of the current article that another is a near-copy of, if there is one."""
        marks = ",".join("?" * len(bands))
        rows = self._rows(
            f"SELECT story, {ARTICLE_COLUMNS} FROM article WHERE current AND id <> ? AND key IN"
            f" (SELECT article FROM band WHERE value IN ({marks})) ORDER BY key DESC LIMIT ?",
            (article.id, *bands, _MAX_COMPARED),
        )
        return next(
            (int(story) for story, *fields in rows if is_copy(article, Article(*fields))), None
        )

    def tell_stories_apart(self) -> None:
        """Find out anew which of the articles that are one story are near-copies."""
        rows = self._rows(
            f"SELECT story, key, {ARTICLE_COLUMNS} FROM article WHERE current AND story IN"
            " (SELECT story FROM article WHERE current GROUP BY story HAVING count(*) > 1)"
            " ORDER BY story, key"
        )
        for _, group in groupby(rows, key=lambda row: int(row[0])):
            firsts: list[tuple[int, Article]] = []
            for _, key, *fields in group:
                article = Article(*fields)
                known = (first for first, other in firsts if is_copy(article, other))
                first = next(known, int(key))
                if first == key:
                    firsts.append((int(key), article))
                self._change("UPDATE article SET story = ? WHERE key = ?", (first, key))

    def stories(self, ids: Sequence[str]) -> dict[str, int]:
        """The story of each article: near-copies have the same."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(
            f"SELECT id, story FROM article WHERE current AND id IN ({marks})", tuple(ids)
        )
        return {str(article_id): int(story) for article_id, story in rows}

    def copies(self, article_id: str) -> list[Article]:
        """The other current articles of an article's story, the earliest first."""
        rows = self._rows(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE current AND id <> ?1 AND story ="
            f" (SELECT story FROM article WHERE id = ?1 AND current) ORDER BY {_INSTANT}, key",
            (article_id,),
        )
        return [as_article(row) for row in rows]

    def _retire(self, key: int, until: str) -> None:
        self._unindex(key)
        self._change("UPDATE article SET current = 0, known_until = ? WHERE key = ?", (until, key))
        self._change("UPDATE chunk SET current = 0 WHERE article = ?", (key,))
        self._change("DELETE FROM band WHERE article = ?", (key,))

    def retire_recut(self, file: str, cleaner: int) -> int:
        """Retire what an older cleaning made of a place in a file that is cut into others now.

        How many these are; what is in none of the others stays.
        """
        recut = 0
        for key, source, text in self._rows(
            "SELECT key, source, text FROM article WHERE file = ? AND current AND cleaner < ?",
            (file, cleaner),
        ):
            parts = self._rows(
                "SELECT text FROM article WHERE file = ?1 AND current AND cleaner = ?2"
                " AND substr(source, 1, length(?3)) = ?3",
                (file, cleaner, source),
            )
            words, found = shingles(text), set[str]().union(*(shingles(row[0]) for row in parts))
            if words and len(words & found) >= MIN_SHARED_SHARE * len(words):
                self._retire_as_reread(key)
                recut += 1
        return recut

    def _retire_as_reread(self, key: int) -> None:
        """Retire what was only read better, so that at no time it was what was known."""
        known_from = self._value(f"SELECT {_KNOWN_FROM} FROM article WHERE key = ?", (key,))
        self._retire(key, known_from)
        self._change("UPDATE article SET is_reread = 1 WHERE key = ?", (key,))

    def _unindex(self, article: int) -> None:
        self._change(
            "INSERT OR IGNORE INTO unindex (key, embedded) SELECT key, embedded FROM chunk"
            " WHERE article = ? AND embedded IS NOT NULL",
            (article,),
        )

    # Vectors

    def vector_keys(self, hashes: Sequence[bytes]) -> dict[bytes, int]:
        """The keys of the vectors that are kept already, by the hash of the text they stand for."""
        found: dict[bytes, int] = {}
        for start in range(0, len(hashes), 500):
            part = hashes[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._rows(f"SELECT hash, key FROM vector WHERE hash IN ({marks})", part)
            found.update({bytes(text_digest): int(key) for text_digest, key in rows})
        return found

    def add_vector(self, text_digest: bytes, vector: NDArray[np.float32]) -> int:
        return self._change(
            "INSERT INTO vector (hash, data) VALUES (?, ?)",
            (text_digest, vector.astype("<f4").tobytes()),
        )

    def waiting(self, limit: int) -> list[tuple[int, str, str]]:
        """(key, title, text) of chunks that have no vector yet, those of the newest day first.

        What is current comes before what was superseded.
        """
        rows = self._rows(
            'SELECT chunk.key, title, substr(article.text, chunk.start + 1, chunk."end" -'
            " chunk.start) FROM chunk JOIN article ON article.key = chunk.article"
            " WHERE chunk.vector IS NULL"
            " ORDER BY chunk.current DESC, chunk.day DESC, chunk.key DESC LIMIT ?",
            (limit,),
        )
        return [(int(key), str(title), str(text)) for key, title, text in rows]

    def count_waiting(self) -> int:
        """How many chunks have no vector yet."""
        if self.setting("format") != FORMAT:
            return 0
        return int(self._value("SELECT count(*) FROM chunk WHERE vector IS NULL"))

    def embed(self, vectors: Mapping[int, int]) -> None:
        """Give chunks their vectors, by key; inside a transaction. One that has gone gets none."""
        numbers = self._numbers(len(vectors))
        self._change_each(
            "UPDATE chunk SET vector = ?, embedded = ? WHERE key = ? AND vector IS NULL",
            [(vector, next(numbers), key) for key, vector in vectors.items()],
        )

    def _numbers(self, count: int) -> Iterator[int]:
        """The next numbers in the order in which vectors come; inside a transaction."""
        last = self.last_embedded()
        if count:
            self.set("embedded_last", str(last + count))
        return iter(range(last + 1, last + count + 1))

    def last_embedded(self) -> int:
        """The number of the chunk whose vector came last, 0 where none has one."""
        return int(self.setting("embedded_last") or self.last_chunk())

    # Files

    def is_read(self, path: str, size: int, modified: int, cleaner: int) -> bool:
        """Whether all in a file was kept as it is now, by this version of the cleaning."""
        row = self._row("SELECT size, modified, cleaner FROM file WHERE path = ?", (path,))
        return bool(row == (size, modified, cleaner))

    def is_same_file(self, path: str, size: int, modified: int, digest: bytes) -> bool:
        """Whether a file holds what it did when all in it had been kept."""
        row = self._row("SELECT size, modified, digest FROM file WHERE path = ?", (path,))
        return bool(row and (row[2] == digest if row[2] else row[:2] == (size, modified)))

    def count_in_file(self, path: str) -> int:
        return int(self._value("SELECT count(*) FROM article WHERE file = ? AND current", (path,)))

    def files_under(self, path: str) -> dict[str, list[str]]:
        """The files at or under a path that articles were read from, and the articles' ids."""
        folder = path.rstrip(os.sep) + os.sep
        rows = self._rows(
            "SELECT file, id FROM article WHERE current"
            " AND (file = ?1 OR substr(file, 1, ?2) = ?3)",
            (path, len(folder), folder),
        )
        found: dict[str, list[str]] = {}
        for file, article_id in rows:
            found.setdefault(str(file), []).append(str(article_id))
        return found

    def set_aside_in_file(self, path: str) -> list[tuple[str, str]]:
        return self._rows("SELECT source, reason FROM set_aside WHERE file = ?", (path,))

    def finish_file(
        self,
        path: str,
        size: int,
        modified: int,
        digest: bytes,
        cleaner: int,
        set_aside: Iterable[tuple[str, str]],
    ) -> None:
        self._change(
            "INSERT OR REPLACE INTO file (path, size, modified, digest, cleaner)"
            " VALUES (?, ?, ?, ?, ?)",
            (path, size, modified, digest, cleaner),
        )
        self._change("DELETE FROM set_aside WHERE file = ?", (path,))
        self._change_each(
            "INSERT INTO set_aside VALUES (?, ?, ?)", [(path, *item) for item in set_aside]
        )

    # Chunks, as the index needs them

    def index(self) -> tuple[str, int]:
        """The name of the index in use, "" for none, and the last number that it may hold.

        Of the order in which chunks got their vectors.
        """
        rows = self._rows("SELECT * FROM setting WHERE name IN ('index', 'index_last')")
        found = dict(rows)
        return str(found.get("index", "")), int(found.get("index_last", 0))

    def unreachable(self) -> list[int]:
        """The chunks that the index holds but has no way to: they are scanned beside it."""
        found: list[int] = json.loads(self.setting("index_strays") or "[]")
        return found

    def set_unreachable(self, keys: Sequence[int]) -> None:
        self.set("index_strays", json.dumps(keys))

    def last_chunk(self) -> int:
        """The largest chunk key, 0 in an empty archive."""
        return int(self._value("SELECT coalesce(max(key), 0) FROM chunk"))

    def count_chunks(self) -> int:
        """How many current chunks there are."""
        return int(self._value("SELECT count(*) FROM chunk WHERE current"))

    def count_kept_chunks(self) -> int:
        """How many chunks there are, those of superseded versions among them."""
        return int(self._value("SELECT count(*) FROM chunk"))

    def count_embedded(self, after: int = 0) -> int:
        """How many current chunks got their vectors after the one of this number."""
        return int(
            self._value("SELECT count(*) FROM chunk WHERE embedded > ? AND current", (after,))
        )

    def unindexed(self, up_to: int) -> list[int]:
        rows = self._rows("SELECT key FROM unindex WHERE embedded <= ?", (up_to,))
        return [int(row[0]) for row in rows]

    def forget_unindexed(self) -> None:
        self._change("DELETE FROM unindex")

    def vectors(
        self, after: int = 0, batch: int = 2000
    ) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Current chunk keys numbered above `after` and their vectors, in the order in which these
        came, a batch at a time."""
        while True:
            rows = self._rows(
                "SELECT chunk.key, vector.data, embedded FROM chunk"
                " JOIN vector ON vector.key = chunk.vector"
                " WHERE embedded > ? AND chunk.current ORDER BY embedded LIMIT ?",
                (after, batch),
            )
            if not rows:
                return
            yield [int(row[0]) for row in rows], matrix([row[1] for row in rows])
            after = int(rows[-1][2])

    def vectors_at(self, keys: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """Those of the given chunks, a thousand at most, that are current, and their vectors."""
        return self._vectors_by("chunk.key", keys)

    def vectors_numbered(self, numbers: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """As `vectors_at`, of the chunks whose vectors came at these places in their order."""
        return self._vectors_by("chunk.embedded", numbers)

    def _vectors_by(
        self, column: str, values: Sequence[int]
    ) -> tuple[list[int], NDArray[np.float32]]:
        marks = ",".join("?" * len(values))
        rows = self._rows(
            "SELECT chunk.key, vector.data FROM chunk JOIN vector ON vector.key = chunk.vector"
            f" WHERE {column} IN ({marks}) AND chunk.current",
            tuple(values),
        )
        return [int(row[0]) for row in rows], matrix([row[1] for row in rows])


def script(name: str) -> str:
    """The SQL of a file beside this one."""
    return files("vectorstore.store").joinpath(name).read_text("utf-8")


def _as_kept(row: Sequence[Any]) -> Kept:
    key, current, kept_digest, raw, cleaner, source, file, *fields = row
    return Kept(
        key, as_article(tuple(fields)), bool(current), kept_digest, raw, cleaner, source, file
    )


def as_author(name: str) -> str:
    """A name as BY_AUTHOR wants it: whole or a part, in any capital letters."""
    plain = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in name.strip())
    return f"%{plain}%"


def matrix(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    if not blobs:
        return np.zeros((0, 0), dtype=np.float32)
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1)


def as_article(row: tuple[Any, ...]) -> Article:
    """The article whose columns were read. Entries that are damaged are none: the digest tells."""
    *fields, entries = row
    try:
        found = tuple(LiveEntry(*entry) for entry in json.loads(entries or "[]"))
    except (ValueError, TypeError):
        found = ()
    values: list[Any] = [*fields, found]
    return Article(*values)


def _as_json(article: Article) -> str:
    """The column of a live blog's entries, "" for any other article."""
    entries = [astuple(entry) for entry in article.entries]
    return json.dumps(entries, ensure_ascii=False) if entries else ""


def _day(article: Article, chunk: Chunk) -> int | None:
    """The day on which a chunk was published, as yyyymmdd."""
    entry = article.entry_at(chunk.start)
    published = entry.published if entry else article.published
    return int(published[:10].replace("-", "")) if published else None


def digest(article: Article) -> bytes:
    """A hash of all that is kept of an article but its id."""
    fields = astuple(replace(article, id=""))
    # As it was before there were entries, where there are none.
    return hashlib.sha256(repr(fields if article.entries else fields[:-1]).encode()).digest()


def text_hash(text: str) -> bytes:
    """What a vector is kept under: a hash of the text that the encoder read."""
    return hashlib.sha256(text.encode()).digest()[:16]
