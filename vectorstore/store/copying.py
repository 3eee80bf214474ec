"""A copy of a SQLite file that others use meanwhile: all as of one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from vectorstore.store.catalogue import Catalogue
from vectorstore.store.sqlite_file import Connector

_BATCH = 500
# In the order in which they name one another.
_TABLES = """setting article band vector chunk unindex file set_aside removed kept_out""".split()
_TRUTHS = ("current", "is_reread")


def copy_sqlite(file: Path, copy: Path) -> None:
    """Copy a SQLite file, whoever writes to it, to where there is none yet."""
    with closing(Connector(file).connect()) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def copy_rows(source: Catalogue, copy: Path) -> None:
    """Copy a catalogue in a database to a SQLite file that is not there yet."""
    target = Catalogue(copy)
    target.prepare()
    try:
        copy_tables(source, target)
    finally:
        target.close()


def copy_tables(source: Catalogue, target: Catalogue) -> None:
    """Copy every row to a catalogue that holds nothing, as of one moment; its words anew."""
    with source.snapshot() as rows, target.transaction():
        target.change("DELETE FROM setting")
        for table in _TABLES:
            columns = target.columns(table)
            marks = ", ".join("?" * len(columns))
            names = ", ".join(f'"{column}"' for column in columns)
            cursor = rows.execute(f"SELECT {names} FROM {table}")
            while some := cursor.fetchmany(_BATCH):
                target.change_each(
                    f"INSERT INTO {table} ({names}) VALUES ({marks})",
                    [_as_kept(columns, row) for row in some],
                )
        # The index that is noted is the source's.
        target.change("DELETE FROM setting WHERE name IN ('index', 'index_seal', 'collections')")
        target.number_on()
        target.words.rebuild()


def _as_kept(columns: Sequence[str], row: Sequence[object]) -> list[object]:
    return [
        bool(value) if column in _TRUTHS else value
        for column, value in zip(columns, row, strict=True)
    ]
