"""Bringing the catalogue of an older archive to today's format, in place.

What an older format lacks is only ever added, so that an archive is read without this: by those
who may not write to it, and while another process has it open.
"""

from __future__ import annotations

from collections.abc import Sequence

from vectorstore.store.catalogue import FORMAT, Catalogue

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
}


def upgrade(catalogue: Catalogue) -> None:
    """Make an older archive one of today's format; for whoever holds the archive's lock.

    All of it is one transaction: who is killed in between leaves the archive as it was.
    """
    with catalogue.connected() as db, catalogue.transaction():
        while (known := catalogue.setting("format")) != FORMAT:
            for statement in _STEPS[known]:
                db.execute(statement)
            catalogue.tell_stories_apart()
            catalogue.set("format", str(int(known) + 1))
