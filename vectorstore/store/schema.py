"""The format of an archive's SQLite file: made, recognised, and its words brought up to date."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

from vectorstore.errors import ArchiveError
from vectorstore.store.database import Database

# Archives of an older format are read as they are, and brought to this one by who writes to them.
FORMAT, OLDEST_FORMAT = "5", "2"
# The form in which words are searched; where an archive has another, its writer makes them anew.
WORDS = "3"
# How SQLite says that a file is no database, or no whole one.
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def prepare(db: Database) -> None:
    """Make the tables of a new archive; refuse one of a format that can't be read."""
    try:
        if not _is_made(db):
            _make(db)
        known = db.setting("format")
    except sqlite3.DatabaseError as error:
        raise _not_opened(db.path, error) from error
    if not known.isdecimal() or not int(OLDEST_FORMAT) <= int(known) <= int(FORMAT):
        later = known.isdecimal() and int(known) > int(FORMAT)
        raise ArchiveError(
            f"{db.path} has archive format {known}, this version of Dateline reads the"
            f" formats {OLDEST_FORMAT} to {FORMAT}. "
            + ("Update Dateline." if later else "Ingest its articles into a new archive.")
        )
    if not db.is_postgres and not _has_entries(db):
        _add_entries(db)


def _not_opened(path: Path, error: sqlite3.DatabaseError) -> ArchiveError:
    what = f"{path} could not be opened as an archive: {error}."
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
        return ArchiveError(
            f"{what} If it is one, it is damaged: put a copy of it back, or ingest its articles"
            " into a new one."
        )
    return ArchiveError(f"{what} See that you may read it and that the disk has room.")


def _is_made(db: Database) -> bool:
    if db.is_postgres:
        return bool(db.value("SELECT to_regclass('setting') IS NOT NULL"))
    row = db.row("SELECT 1 FROM sqlite_master WHERE name = 'setting'")
    return row is not None


def _make(db: Database) -> None:
    if db.is_postgres:
        _make_in_postgres(db)
        return
    with db.connected() as connection:
        try:
            connection.script(
                f"BEGIN IMMEDIATE; {script('words.sql')} {script('schema.sql')}"
                f" INSERT INTO setting VALUES ('format', '{FORMAT}'), ('words', '{WORDS}'),"
                " ('embedded_last', '0');"
                " COMMIT;"
            )
        except sqlite3.DatabaseError:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if not _is_made(db):  # another process made it between the two looks
                raise


def _make_in_postgres(db: Database) -> None:
    # Another process may be about to make it, too. A transaction that waits for it would not see
    # its tables; one that is begun after it does.
    with db.turn():
        if _is_made(db):
            return
        with db.transaction(), db.connected() as connection:
            connection.script(script("postgres.sql"))
            for name, value in (("format", FORMAT), ("words", WORDS), ("embedded_last", "0")):
                db.set(name, value)


def _has_entries(db: Database) -> bool:
    return ("entries",) in db.rows("SELECT name FROM pragma_table_info('article', 'main')")


def _add_entries(db: Database) -> None:
    """Give an archive that was made before live blogs were cut into entries a place for them.

    Its articles have none.
    """
    with db.transaction():
        if not _has_entries(db):  # another process added it between the two looks
            db.change("ALTER TABLE main.article ADD COLUMN entries TEXT NOT NULL DEFAULT ''")


def refold_words(db: Database) -> None:
    """Make the full-text index anew where it has its words in an older form."""
    if db.setting("words") == WORDS:
        return
    with db.transaction():
        db.change("DROP VIEW IF EXISTS chunk_words")
        db.change(script("words.sql"))
        db.change("INSERT INTO chunk_text (chunk_text) VALUES ('rebuild')")
        db.set("words", WORDS)


def script(name: str) -> str:
    """The SQL of a file beside this one."""
    return files("vectorstore.store").joinpath(name).read_text("utf-8")
