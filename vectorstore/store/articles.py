"""The articles that are kept, each version of them, as they are read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from vectorstore.store.columns import (
    ARTICLE_COLUMNS,
    BY_AUTHOR,
    FIELDS,
    INSTANT,
    KEPT_COLUMNS,
    Kept,
    as_article,
    as_author,
    as_kept,
)
from vectorstore.store.database import Database
from vectorstore.store.schema import OLDEST_FORMAT
from vectorstore.types import Article, Exported

# Whether what names an article in its file is a number; see `identity.is_row_number`.
_IS_ROW = "iif(named_by > '', named_by, id) NOT GLOB '*[^0-9.]*'"
# Of the number of a version: SQLite holds no greater ones.
_MAX_DIGITS = 18
# Articles that may be like a row, and are compared with it.
_MAX_LIKE = 50
_NEWEST_FIRST = "current DESC, known_until DESC, version DESC"
# Articles under one name that are looked at: a name of more names nothing.
_MAX_NAMESAKES = 200
# Articles that are read at once where all are.
_AT_ONCE = 500


class Articles:
    """What the catalogue knows of articles."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, article_id: str) -> Article | None:
        """The newest version under an id, or the version that "id@2" names."""
        row = self._db.row(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ?"
            " ORDER BY current DESC, version DESC LIMIT 1",
            (article_id,),
        )
        name, _, version = article_id.rpartition("@")
        if row is None and name and version.isdecimal() and len(version) <= _MAX_DIGITS:
            row = self._db.row(
                f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? AND version = ?",
                (name, int(version)),
            )
        return as_article(row) if row else None

    def version(self, article_id: str, number: int) -> Article | None:
        """The version of an article that has this number."""
        row = self._db.row(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? AND version = ?",
            (article_id, number),
        )
        return as_article(row) if row else None

    def identity(self, article: Article) -> tuple[str, int]:
        """The bare id of an article and the number of the version that it is, 0 where it is none.

        An older version carries its number in its id.
        """
        found = self._db.value(
            "SELECT version FROM article WHERE id = ? AND text = ?"
            " ORDER BY current DESC, version DESC LIMIT 1",
            (article.id, article.text),
        )
        name, _, number = article.id.rpartition("@")
        if not found and name and number.isdecimal() and len(number) <= _MAX_DIGITS:
            found = self._db.value(
                "SELECT version FROM article WHERE id = ? AND version = ?", (name, int(number))
            )
            if found:
                return name, int(found)
        return article.id, int(found or 0)

    def known_until(self, article_id: str, number: int) -> str:
        """The day on which another version took over, "" where it is the newest."""
        found = self._db.value(
            "SELECT known_until FROM article WHERE id = ? AND version = ?", (article_id, number)
        )
        return str(found or "")

    def counted(self, column: Literal["outlet", "author"]) -> list[tuple[str, int]]:
        """How many current articles each outlet has, or each author, the most first."""
        rows = self._db.rows(
            f"SELECT {column}, count(*) FROM article WHERE current AND {column} > ''"
            f" GROUP BY {column} ORDER BY 2 DESC, 1"
        )
        return [(str(name), int(count)) for name, count in rows]

    def versions(self, article_id: str) -> list[Article]:
        """Every version under an id, the newest first."""
        rows = self._db.rows(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? ORDER BY {_NEWEST_FIRST}",
            (article_id,),
        )
        return [as_article(row) for row in rows]

    def printed_versions(self, article_id: str) -> list[Article]:
        """As `versions`, without those that were only read better later on."""
        if self._db.setting("format") == OLDEST_FORMAT:
            return self.versions(article_id)
        rows = self._db.rows(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ? AND NOT is_reread"
            f" ORDER BY {_NEWEST_FIRST}",
            (article_id,),
        )
        return [as_article(row) for row in rows]

    def exported(self) -> Iterator[Exported]:
        """Every version, the current one of an article first, as of when the first is asked for.

        Without those that are removed meanwhile.
        """
        is_oldest = self._db.setting("format") == OLDEST_FORMAT
        later = "0, ''" if is_oldest else "is_reread, named_by"
        known = self._db.rows(
            f"SELECT key, id, version, current, known_until, {later} FROM article"
            " ORDER BY id, current DESC, version"
        )
        for start in range(0, len(known), _AT_ONCE):
            part = known[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            texts = self._db.rows(
                f"SELECT key, id, {FIELDS} FROM article WHERE key IN ({marks})",
                [row[0] for row in part],
            )
            articles = {row[0]: as_article(row[1:]) for row in texts}
            for key, _, version, current, until, reread, name in part:
                if article := articles.get(key):
                    yield Exported(article, version, bool(current), until, bool(reread), name)

    def digest_of(self, article_id: str, number: int) -> bytes:
        """The digest of a version, none where there is no such version."""
        found = self._db.value(
            "SELECT digest FROM article WHERE id = ? AND version = ?", (article_id, number)
        )
        return bytes(found or b"")

    def current(self) -> Iterator[Article]:
        """Every current article, newest first; those without a date last.

        As they are when the first is asked for, without those that are removed meanwhile.
        """
        keys = self._db.rows(
            "SELECT key FROM article WHERE current ORDER BY " + INSTANT + " DESC, key"
        )
        for start in range(0, len(keys), _AT_ONCE):
            part = [key for (key,) in keys[start : start + _AT_ONCE]]
            marks = ",".join("?" * len(part))
            rows = self._db.rows(
                f"SELECT key, id, {FIELDS} FROM article WHERE key IN ({marks})", part
            )
            found = {row[0]: as_article(row[1:]) for row in rows}
            yield from (found[key] for key in part if key in found)

    def count(self) -> int:
        return int(self._db.value("SELECT count(*) FROM article WHERE current"))

    def outlets(self) -> list[str]:
        """The outlets of the archive, as they are written."""
        rows = self._db.rows(
            # one look into the index an outlet; DISTINCT would read all of it
            "WITH RECURSIVE known (name) AS (SELECT min(outlet) FROM article WHERE outlet > ''"
            " UNION ALL SELECT (SELECT min(outlet) FROM article WHERE outlet > name) FROM known"
            " WHERE name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL"
            " AND EXISTS (SELECT 1 FROM article WHERE outlet = name AND current)"
        )
        return [str(row[0]) for row in rows]

    def has_word(self, word: str) -> bool:
        """Whether any article has a word of letters and figures, in any of its forms."""
        row = self._db.row(
            "SELECT 1 FROM chunk_text WHERE chunk_text MATCH ? LIMIT 1", (f'"{word}"',)
        )
        return row is not None

    def has_author(self, name: str) -> bool:
        """Whether a current article is by somebody."""
        row = self._db.row(
            f"SELECT 1 FROM article WHERE current AND {BY_AUTHOR} LIMIT 1", (as_author(name),)
        )
        return row is not None

    def newest_day(self, today: date) -> str:
        """The latest day of publication up to today, ISO, "" where none is known."""
        query = "SELECT max(day) FROM chunk WHERE day <= ?"
        day = str(self._db.value(query, (int(f"{today:%Y%m%d}"),)) or "")
        return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""

    def oldest_day(self) -> str:
        """The earliest day of publication, ISO, "" where none is known."""
        day = str(self._db.value("SELECT min(day) FROM chunk WHERE current") or "")
        return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""

    def made_of(self, raw: bytes, up_to: int | None = None) -> Kept | None:
        """What was made of the record with this digest, its newest version; by key `up_to`."""
        return self._kept("raw = ? AND (?2 IS NULL OR key <= ?2)", raw, up_to)

    def at(self, file: str, source: str) -> Kept | None:
        """What was read last from a place in a file."""
        return self._kept("file = ? AND source = ?", file, source)

    def _kept(self, condition: str, *values: object) -> Kept | None:
        row = self._db.row(
            f"SELECT {KEPT_COLUMNS} FROM article WHERE {condition}"
            " ORDER BY current DESC, key DESC LIMIT 1",
            values,
        )
        return as_kept(row) if row else None

    def namesakes(self, name: str, file: str) -> list[Kept]:
        """The current articles with a name, and what stood alone in a file, the newest first."""
        rows = self._db.rows(
            f"SELECT {KEPT_COLUMNS} FROM article WHERE current"
            " AND (id = ?1 OR (named_by = ?1 AND named_by > '') OR (file = ?2 AND source = ?2))"
            " ORDER BY key DESC LIMIT ?3",
            (name, file, _MAX_NAMESAKES),
        )
        return [as_kept(row) for row in rows]

    def rows_like(self, file: str, title: str, bands: Sequence[int]) -> list[Kept]:
        """The current articles that a number of a row names in a file, and that may be like one.

        Those of its title and those that share one of the `bands`; all, where there are few.
        """
        marks = ",".join("?" * len(bands))
        rows = self._db.rows(
            f"SELECT {KEPT_COLUMNS} FROM article WHERE current AND file = ? AND {_IS_ROW}"
            " AND ((title = ? AND title > '')"
            f" OR key IN (SELECT article FROM band WHERE value IN ({marks}))"
            " OR (SELECT count(*) FROM article WHERE file = ? AND current) <= ?)"
            " ORDER BY key DESC LIMIT ?",
            (file, title, *bands, file, _MAX_LIKE, _MAX_LIKE),
        )
        return [as_kept(row) for row in rows]

    def has_rows(self, file: str) -> bool:
        """Whether a number of a row names any current article of a file."""
        row = self._db.row(
            f"SELECT 1 FROM article WHERE current AND file = ? AND {_IS_ROW} LIMIT 1", (file,)
        )
        return row is not None

    def has_id(self, article_id: str) -> bool:
        """Whether any version of any article has an id."""
        row = self._db.row("SELECT 1 FROM article WHERE id = ?", (article_id,))
        return row is not None

    def other_urls(self, article_id: str, path: str) -> list[str]:
        """The addresses with this path in them of the current articles but one, as kept."""
        rows = self._db.rows(
            "SELECT DISTINCT url FROM article"
            " WHERE current AND url > '' AND id <> ? AND instr(url, ?)",
            (article_id, path),
        )
        return [row[0] for row in rows]

    def last_key(self) -> int:
        """The largest key of an article, 0 in an empty archive."""
        return int(self._db.value("SELECT coalesce(max(key), 0) FROM article"))

    def file_of(self, article_id: str) -> str:
        """The path of the file that the newest version under an id was read from."""
        row = self._db.row("SELECT file FROM article WHERE id = ? AND current", (article_id,))
        return str(row[0]) if row else ""
