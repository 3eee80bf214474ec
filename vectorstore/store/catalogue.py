"""The archive's source of truth, a SQLite file or a database: articles, chunks, vectors, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from vectorstore.store import schema
from vectorstore.store.articles import Articles
from vectorstore.store.columns import KNOWN_FROM, Entry, day_of, entries_as_json
from vectorstore.store.database import Database
from vectorstore.store.indexed import Indexed
from vectorstore.store.read_files import ReadFiles
from vectorstore.store.stories import Stories
from vectorstore.store.vectors import Vectors
from vectorstore.store.words import FtsWords, TsWords
from vectorstore.text.near_copies import MIN_SHARED_SHARE
from vectorstore.text.shingles import shingles


class Catalogue(Database):
    """One catalogue, safe to use from several threads. Only the writer calls what changes it.

    What is asked of it stands by its kind: `articles`, `stories`, `vectors`, `indexed`, `files`.
    """

    def __init__(self, path: Path, postgres: str = "") -> None:
        super().__init__(path, postgres)
        self.articles = Articles(self)
        self.stories = Stories(self)
        self.vectors = Vectors(self)
        self.indexed = Indexed(self)
        self.files = ReadFiles(self)
        self.words = TsWords(self) if self.is_postgres else FtsWords(self)

    def prepare(self) -> None:
        """Make the tables of a new archive; refuse one of a format that can't be read."""
        schema.prepare(self)

    def keep(self, entry: Entry, vectors: Sequence[int | None]) -> bool:
        """Add an article, superseding what stands under its id; inside a transaction.

        `vectors` are the keys of its chunks' vectors, None for those that are still to be made.
        True where it is a near-copy of another article, whose story it joins.
        """
        article = entry.article
        known_until = "" if entry.exported else self._make_way(entry)
        version = self.value(
            "SELECT coalesce(max(version), 0) + 1 FROM article WHERE id = ?", (article.id,)
        )
        story = None if entry.is_older else self.stories.joined_by(article, entry.bands)
        row = {
            **asdict(article),
            "entries": entries_as_json(article),
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
        if exported := entry.exported:
            row["version"], row["known_until"] = exported.version, exported.known_until
            row["is_reread"] = exported.is_reread
        key = self.change(
            f"INSERT INTO article ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )
        if story is None:
            self.change("UPDATE article SET story = key WHERE key = ?", (key,))
        if not entry.is_older:
            self.change_each(
                "INSERT OR IGNORE INTO band VALUES (?, ?)", [(value, key) for value in entry.bands]
            )
        numbers = self.vectors.next_numbers(sum(vector is not None for vector in vectors))
        self.change_each(
            'INSERT INTO chunk (article, start, "end", vector, current, day, outlet, embedded)'
            " VALUES (?,?,?,?,?,?,?,?)",
            [
                (
                    *(key, chunk.start, chunk.end, vector, not entry.is_older),
                    *(day_of(article, chunk), article.outlet),
                    None if vector is None else next(numbers),
                )
                for chunk, vector in zip(entry.chunks, vectors, strict=True)
            ],
        )
        self.words.add(key)
        return story is not None

    def _make_way(self, entry: Entry) -> str:
        """Retire what an article supersedes; the day until which the article itself was known."""
        article = entry.article
        known_from = (article.updated or article.published)[:10]
        row = self.row("SELECT key FROM article WHERE id = ? AND current", (article.id,))
        if entry.is_older:
            known_until = self.value(
                f"SELECT min({KNOWN_FROM}) FROM article WHERE id = ? AND {KNOWN_FROM} > ?",
                (article.id, known_from),
            )
            self.change(
                f"UPDATE article SET known_until = ?1 WHERE id = ?2 AND NOT current"
                f" AND {KNOWN_FROM} < ?1 AND known_until > ?1",
                (known_from, article.id),
            )
            return str(known_until or "")
        if row and entry.is_reread:
            self._retire_as_reread(int(row[0]))
        elif row:
            self._retire(int(row[0]), known_from)
        return ""

    def confirm(self, key: int, raw: bytes, cleaner: int) -> None:
        """Note that a newer cleaning makes the same of an article."""
        self.change("UPDATE article SET raw = ?, cleaner = ? WHERE key = ?", (raw, cleaner, key))

    def move(self, article_id: str, source: str, file: str) -> None:
        """Note that an article now stands in another file."""
        self.change(
            "UPDATE article SET source = ?, file = ? WHERE id = ? AND current",
            (source, file, article_id),
        )

    def remove(self, article_id: str) -> None:
        """Delete every version under an id, with its chunks, vectors and words."""
        for (key,) in self.rows("SELECT key FROM article WHERE id = ?", (article_id,)):
            self.indexed.unindex(key)
            self.words.remove(key)
            vectors = self.rows(
                "SELECT vector FROM chunk WHERE article = ? AND vector IS NOT NULL", (key,)
            )
            self.change("DELETE FROM chunk WHERE article = ?", (key,))
            self.change_each(
                "DELETE FROM vector WHERE key = ?1"
                " AND NOT EXISTS (SELECT 1 FROM chunk WHERE chunk.vector = ?1)",
                vectors,
            )
            self.change(
                "DELETE FROM file WHERE path = (SELECT file FROM article WHERE key = ?)", (key,)
            )
            self.change("DELETE FROM band WHERE article = ?", (key,))
            self.change("DELETE FROM article WHERE key = ?", (key,))

    def _retire(self, key: int, until: str) -> None:
        self.indexed.unindex(key)
        self.change("UPDATE article SET current = 0, known_until = ? WHERE key = ?", (until, key))
        self.change("UPDATE chunk SET current = 0 WHERE article = ?", (key,))
        self.change("DELETE FROM band WHERE article = ?", (key,))

    def retire_recut(self, file: str, cleaner: int) -> int:
        """Retire what an older cleaning made of a place in a file that is cut into others now.

        How many these are; what is in none of the others stays.
        """
        recut = 0
        for key, source, text in self.rows(
            "SELECT key, source, text FROM article WHERE file = ? AND current AND cleaner < ?",
            (file, cleaner),
        ):
            parts = self.rows(
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
        known_from = self.value(f"SELECT {KNOWN_FROM} FROM article WHERE key = ?", (key,))
        self._retire(key, known_from)
        self.change("UPDATE article SET is_reread = 1 WHERE key = ?", (key,))
