"""What the catalogue holds, counted; and its articles as a list that can be searched."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from vectorstore.store.columns import as_article
from vectorstore.store.database import Database
from vectorstore.types import Article, Overview

# What was set aside that is named one by one.
MAX_SET_ASIDE = 200
_MAX_TEXT = 400


def overview(db: Database, files: list[Path]) -> Overview:
    """Counts by month and outlet, what was set aside, and when the `files` were last written."""
    counts = db.rows(
        "SELECT substr(published, 1, 7), outlet, count(*) FROM article WHERE current GROUP BY 1, 2"
        " ORDER BY 1, 2"
    )
    aside = db.rows("SELECT source, reason FROM set_aside ORDER BY rowid DESC LIMIT ?",
                    (MAX_SET_ASIDE,))  # fmt: skip
    return Overview(
        {(str(month), str(outlet)): int(number) for month, outlet, number in counts},
        int(db.value("SELECT count(*) FROM set_aside")),
        tuple((str(source), str(reason)) for source, reason in aside),
        last_written(files),
    )


def last_written(files: list[Path]) -> datetime | None:
    """When the files were last written; None where none is there."""
    written = [file.stat().st_mtime for file in files if file.exists()]
    return datetime.fromtimestamp(max(written)).astimezone() if written else None


def listed(
    db: Database, words: str, outlet: str, month: str, start: int, limit: int
) -> tuple[int, list[Article]]:
    """How many articles have the words in title, outlet, author or id, and some of these.

    Newest first, with the beginning of their text. An outlet or month of "" is any.
    """
    pattern = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    where = (
        "current AND (?1 = '' OR outlet = ?1) AND (?2 = '' OR substr(published, 1, 7) = ?2)"
        " AND (?3 = '%%' OR title LIKE ?3 ESCAPE '\\' OR outlet LIKE ?3 ESCAPE '\\'"
        " OR author LIKE ?3 ESCAPE '\\' OR id LIKE ?3 ESCAPE '\\')"
    )
    values = (outlet, month, f"%{pattern}%")
    total = int(db.rows(f"SELECT count(*) FROM article WHERE {where}", values)[0][0])
    rows = db.rows(
        f"SELECT id, substr(text, 1, {_MAX_TEXT}), title, outlet, author, url, published, updated,"
        f" language, '' FROM article WHERE {where}"
        " ORDER BY julianday(published) DESC, key LIMIT ?4 OFFSET ?5",
        (*values, limit, start),
    )
    return total, [as_article(row) for row in rows]
