"""Bringing the catalogue of an older archive to today's format, in place.

What an older format lacks is only ever added, so that an archive is read without this: by those
who may not write to it, and while another process has it open.
"""

from __future__ import annotations

from collections.abc import Sequence

from vectorstore.store.catalogue import Catalogue
from vectorstore.store.schema import FORMAT, script

# What makes of each format the next.
_STEPS: dict[str, Sequence[str]] = {
    "2": (
        "ALTER TABLE article ADD COLUMN named_by TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE article ADD COLUMN cleaner INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE article ADD COLUMN is_reread INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE file ADD COLUMN digest BLOB NOT NULL DEFAULT x''",
        "ALTER TABLE file ADD COLUMN cleaner INTEGER NOT NULL DEFAULT 1",
        "CREATE INDEX article_named_by ON article (named_by) WHERE named_by > ''",
        "CREATE TABLE removed (key INTEGER PRIMARY KEY, id TEXT NOT NULL, file BLOB NOT NULL,"
        " words BLOB NOT NULL, title BLOB NOT NULL, url BLOB NOT NULL, bands TEXT NOT NULL,"
        " figures TEXT NOT NULL)",
        "CREATE TABLE kept_out (file TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL)",
        "CREATE INDEX kept_out_file ON kept_out (file)",
    ),
    # A chunk may wait for its vector. Every chunk has one so far, numbered as the chunks are.
    "3": (
        "DROP VIEW chunk_words",
        "CREATE TABLE chunk_4 (key INTEGER PRIMARY KEY AUTOINCREMENT,"
        ' article INTEGER NOT NULL REFERENCES article (key), start INTEGER NOT NULL, "end" INTEGER'
        " NOT NULL, vector INTEGER REFERENCES vector (key), current INTEGER NOT NULL, day INTEGER,"
        " outlet TEXT NOT NULL DEFAULT '', embedded INTEGER)",
        'INSERT INTO chunk_4 SELECT key, article, start, "end", vector, current, day, outlet, key'
        " FROM chunk",
        "INSERT OR REPLACE INTO setting SELECT 'embedded_last', coalesce(max(seq), 0)"
        " FROM sqlite_sequence WHERE name = 'chunk'",
        "DELETE FROM sqlite_sequence WHERE name = 'chunk_4'",
        "INSERT INTO sqlite_sequence SELECT 'chunk_4', seq FROM sqlite_sequence"
        " WHERE name = 'chunk'",
        "DROP TABLE chunk",
        "ALTER TABLE chunk_4 RENAME TO chunk",
        "CREATE INDEX chunk_article ON chunk (article, current)",
        "CREATE INDEX chunk_vector ON chunk (vector)",
        "CREATE INDEX chunk_day ON chunk (day, current)",
        "CREATE INDEX chunk_outlet ON chunk (outlet, current)",
        "CREATE INDEX chunk_embedded ON chunk (embedded)",
        "CREATE INDEX chunk_waiting ON chunk (current, day) WHERE vector IS NULL",
        "ALTER TABLE unindex ADD COLUMN embedded INTEGER NOT NULL DEFAULT 0",
        "UPDATE unindex SET embedded = key",
        script("words.sql"),
    ),
    "4": ("ALTER TABLE article ADD COLUMN confidence REAL NOT NULL DEFAULT 1",),
}


def upgrade(catalogue: Catalogue) -> None:
    """Make an older archive one of today's format; for whoever holds the archive's lock.

    All of it is one transaction: who is killed in between leaves the archive as it was.
    """
    if catalogue.setting("format") == FORMAT:
        return
    with catalogue.connected() as db, catalogue.transaction():
        for view in ("chunk", "article"):  # by which the older one was read
            db.execute(f"DROP VIEW IF EXISTS temp.{view}")
        oldest = catalogue.setting("format")
        while (known := catalogue.setting("format")) != FORMAT:
            for statement in _STEPS[known]:
                db.execute(statement)
            catalogue.set("format", str(int(known) + 1))
        if oldest == "2":
            catalogue.stories.tell_apart()
    catalogue.reconnect()
