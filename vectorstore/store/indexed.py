"""What the index in use holds of the catalogue, and what it holds no longer."""

from __future__ import annotations

import json
from collections.abc import Sequence

from vectorstore.store.database import Database


class Indexed:
    """What is noted of the index in use."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def in_use(self) -> tuple[str, int]:
        """The name of the index in use, "" for none, and the last number that it may hold.

        Of the order in which chunks got their vectors.
        """
        rows = self._db.rows("SELECT * FROM setting WHERE name IN ('index', 'index_last')")
        found = dict(rows)
        return str(found.get("index", "")), int(found.get("index_last", 0))

    def unreachable(self) -> list[int]:
        """The chunks that the index holds but has no way to: they are scanned beside it."""
        found: list[int] = json.loads(self._db.setting("index_strays") or "[]")
        return found

    def set_unreachable(self, keys: Sequence[int]) -> None:
        self._db.set("index_strays", json.dumps(keys))

    def unindexed(self, up_to: int) -> list[int]:
        rows = self._db.rows("SELECT key FROM unindex WHERE embedded <= ?", (up_to,))
        return [int(row[0]) for row in rows]

    def all_unindexed(self) -> list[int]:
        return [int(row[0]) for row in self._db.rows("SELECT key FROM unindex")]

    def forget_unindexed(self, keys: Sequence[int]) -> None:
        self._db.change_each("DELETE FROM unindex WHERE key = ?", [(key,) for key in keys])

    def unindex(self, article: int) -> None:
        self._db.change(
            "INSERT OR IGNORE INTO unindex (key, embedded) SELECT key, embedded FROM chunk"
            " WHERE article = ? AND embedded IS NOT NULL",
            (article,),
        )
