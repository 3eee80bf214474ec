"""Which articles are one story: near-copies of one another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from vectorstore.store.columns import ARTICLE_COLUMNS, INSTANT, as_article
from vectorstore.store.database import Database
from vectorstore.text.near_copies import is_copy
from vectorstore.types import Article

# Articles that are compared in full to find out whether one is a near-copy.
_MAX_COMPARED = 50


class Stories:
    """The stories of the current articles, each numbered."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def joined_by(self, article: Article, bands: Sequence[int]) -> int | None:
        """The story of the current article that another is a near-copy of, if there is one."""
        marks = ",".join("?" * len(bands))
        rows = self._db.rows(
            f"SELECT story, {ARTICLE_COLUMNS} FROM article WHERE current AND id <> ? AND key IN"
            f" (SELECT article FROM band WHERE value IN ({marks})) ORDER BY key DESC LIMIT ?",
            (article.id, *bands, _MAX_COMPARED),
        )
        return next(
            (int(story) for story, *fields in rows if is_copy(article, Article(*fields))), None
        )

    def tell_apart(self) -> None:
        """Find out anew which of the articles that are one story are near-copies."""
        rows = self._db.rows(
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
                self._db.change("UPDATE article SET story = ? WHERE key = ?", (first, key))

    def of(self, ids: Sequence[str]) -> dict[str, int]:
        """The story of each article: near-copies have the same."""
        marks = ",".join("?" * len(ids))
        rows = self._db.rows(
            f"SELECT id, story FROM article WHERE current AND id IN ({marks})", tuple(ids)
        )
        return {str(article_id): int(story) for article_id, story in rows}

    def copies(self, article_id: str) -> list[Article]:
        """The other current articles of an article's story, the earliest first."""
        rows = self._db.rows(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE current AND id <> ?1 AND story ="
            f" (SELECT story FROM article WHERE id = ?1 AND current) ORDER BY {INSTANT}, key",
            (article_id,),
        )
        return [as_article(row) for row in rows]
