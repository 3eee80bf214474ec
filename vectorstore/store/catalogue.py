"""The SQLite file that is an archive's source of truth: articles, chunks, vectors, full text."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import ArchiveError
from vectorstore.store.connections import Connections
from vectorstore.store.sqlite_file import Connection
from vectorstore.text.near_copies import is_copy
from vectorstore.types import Article, Chunk, LiveEntry

# Archives of an older format are read as they are, and brought to this one by who writes to them.
FORMAT, OLDEST_FORMAT = "3", "2"
# The form in which words are searched; where an archive has another, its writer makes them anew.
WORDS = "2"
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
# Whether one of an article's authors, who stand in a list, is named so; see `as_author`.
BY_AUTHOR = r"article.author LIKE ? ESCAPE '\'"
# Articles that are read at once where all are.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """An article about to be kept: its chunks, what the encoder reads of each, and its origin."""

    article: Article
    chunks: Sequence[Chunk]
    texts: Sequence[str]
    bands: Sequence[int]
    digest: bytes
    raw: bytes
    source: str
    file: str


class Catalogue:
    """One SQLite file, safe to use from several threads. Only the writer calls what changes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections = Connections(path)

    def close(self) -> None:
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
                    f"BEGIN IMMEDIATE; {_script('words.sql')} {_script('schema.sql')}"
                    f" INSERT INTO setting VALUES ('format', '{FORMAT}'), ('words', '{WORDS}');"
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
            self._change(_script("words.sql"))
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
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? AND current", (article_id,)
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
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? ORDER BY version DESC",
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

    def digest(self, article_id: str) -> bytes | None:
        """The digest of the newest version under an id."""
        row = self._row("SELECT digest FROM article WHERE id = ? AND current", (article_id,))
        return bytes(row[0]) if row else None

    def id_of_raw(self, raw: bytes) -> str | None:
        """The id of the article that was made of what has this digest."""
        row = self._row("SELECT id FROM article WHERE raw = ? AND current", (raw,))
        return str(row[0]) if row else None

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

    def id_in(self, file: str) -> str | None:
        """The id of the article that was last read from a file which holds just one."""
        row = self._row(
            "SELECT id FROM article WHERE file = ?1 AND source = ?1 AND current", (file,)
        )
        return str(row[0]) if row else None

    def keep(self, entry: Entry, vectors: Sequence[int]) -> bool:
        """Add an article, superseding what stands under its id; inside a transaction.

        True where it is a near-copy of another article, whose story it joins.
        """
        article = entry.article
        known_from = article.updated or article.published
        row = self._row("SELECT key, version FROM article WHERE id = ? AND current", (article.id,))
        if row:
            self._retire(int(row[0]), known_from)
        values = [
            article.id,
            (row[1] + 1) if row else 1,
            *astuple(article)[1:-1],
            _as_json(article),
        ]
        story = self._story(entry)
        values += [entry.digest, entry.raw, entry.source, entry.file, story or 0]
        key = self._change(
            "INSERT INTO article (id, version, text, title, outlet, author, url, published,"
            " updated, language, entries, digest, raw, source, file, story, current)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,1)",
            values,
        )
        if story is None:
            self._change("UPDATE article SET story = key WHERE key = ?", (key,))
        self._change_each(
            "INSERT OR IGNORE INTO band VALUES (?, ?)", [(value, key) for value in entry.bands]
        )
        self._change_each(
            'INSERT INTO chunk (article, start, "end", vector, current, day, outlet)'
            " VALUES (?,?,?,?,1,?,?)",
            [
                (key, chunk.start, chunk.end, vector, _day(article, chunk), article.outlet)
                for chunk, vector in zip(entry.chunks, vectors, strict=True)
            ],
        )
        self._change(
            "INSERT INTO chunk_text (rowid, title, outlet, published, body) SELECT chunk_words.*"
            " FROM chunk JOIN chunk_words ON chunk_words.key = chunk.key WHERE chunk.article = ?",
            (key,),
        )
        return story is not None

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
            vectors = self._rows("SELECT vector FROM chunk WHERE article = ?", (key,))
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

    def _story(self, entry: Entry) -> int | None:
        """The story of the current article that an entry is a near-copy of, if there is one."""
        marks = ",".join("?" * len(entry.bands))
        rows = self._rows(
            "SELECT story, text FROM article WHERE current AND id <> ? AND key IN"
            f" (SELECT article FROM band WHERE value IN ({marks})) ORDER BY key LIMIT 50",
            (entry.article.id, *entry.bands),
        )
        return next((int(story) for story, text in rows if is_copy(entry.article.text, text)), None)

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
        self._change(
            "UPDATE article SET current = 0, known_until = ? WHERE key = ?", (until[:10], key)
        )
        self._change("UPDATE chunk SET current = 0 WHERE article = ?", (key,))
        self._change("DELETE FROM band WHERE article = ?", (key,))

    def _unindex(self, article: int) -> None:
        self._change(
            "INSERT OR IGNORE INTO unindex SELECT key FROM chunk WHERE article = ?", (article,)
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

    # Files

    def file_unchanged(self, path: str, size: int, modified: int) -> bool:
        row = self._row("SELECT size, modified FROM file WHERE path = ?", (path,))
        return bool(row == (size, modified))

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
        self, path: str, size: int, modified: int, set_aside: Iterable[tuple[str, str]]
    ) -> None:
        self._change(
            "INSERT OR REPLACE INTO file (path, size, modified) VALUES (?, ?, ?)",
            (path, size, modified),
        )
        self._change("DELETE FROM set_aside WHERE file = ?", (path,))
        self._change_each(
            "INSERT INTO set_aside VALUES (?, ?, ?)", [(path, *item) for item in set_aside]
        )

    # Chunks, as the index needs them

    def index(self) -> tuple[str, int]:
        """The name of the index in use, "" for none, and the last chunk that it may hold."""
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

    def count_chunks(self, after: int = 0) -> int:
        """How many current chunks have a key above `after`."""
        return int(self._value("SELECT count(*) FROM chunk WHERE key > ? AND current", (after,)))

    def unindexed(self, up_to: int) -> list[int]:
        rows = self._rows("SELECT key FROM unindex WHERE key <= ?", (up_to,))
        return [int(row[0]) for row in rows]

    def forget_unindexed(self) -> None:
        self._change("DELETE FROM unindex")

    def vectors(
        self, after: int = 0, batch: int = 2000
    ) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Current chunk keys above `after` and their vectors, in order, a batch at a time."""
        while True:
            rows = self._rows(
                "SELECT chunk.key, vector.data FROM chunk JOIN vector ON vector.key = chunk.vector"
                " WHERE chunk.key > ? AND chunk.current ORDER BY chunk.key LIMIT ?",
                (after, batch),
            )
            if not rows:
                return
            yield [int(row[0]) for row in rows], matrix([row[1] for row in rows])
            after = int(rows[-1][0])

    def vectors_at(self, keys: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """Those of the given chunks, a thousand at most, that are current, and their vectors."""
        marks = ",".join("?" * len(keys))
        rows = self._rows(
            "SELECT chunk.key, vector.data FROM chunk JOIN vector ON vector.key = chunk.vector"
            f" WHERE chunk.key IN ({marks}) AND chunk.current",
            tuple(keys),
        )
        return [int(row[0]) for row in rows], matrix([row[1] for row in rows])


def _script(name: str) -> str:
    return files("vectorstore.store").joinpath(name).read_text("utf-8")


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
