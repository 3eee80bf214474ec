"""Making sure that what was removed is in no file of the archive any more."""

from __future__ import annotations

from vectorstore.errors import ArchiveError
from vectorstore.store import upkeep
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.indexes import Indexes


def erase(catalogue: Catalogue, indexes: Indexes) -> None:
    """Write the catalogue and the index anew, from what is still kept.

    SQLite only marks what is deleted as free, its full-text index and its log keep words for a
    while, and an index that is replaced stays until the next writer comes. ArchiveError where
    another process reads the log, which can't be emptied then.
    """
    upkeep.update(catalogue, indexes, afresh=True)
    current, _ = catalogue.indexed.in_use()
    indexes.keep_only(current)
    with catalogue.connected() as db:
        catalogue.words.rebuild()
        db.execute("VACUUM")
        if catalogue.is_postgres:
            return
        (is_busy, *_) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise ArchiveError(
            "The article is removed, but another process is reading the archive"
            f" {catalogue.path.parent}, and until it ends, words of it may stand in its files. End"
            " it (`dateline chat`?) and run the same command again."
        )
