"""A copy of a SQLite file that others use meanwhile: all as of one moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from vectorstore.store.sqlite_file import Connector


def copy_sqlite(file: Path, copy: Path) -> None:
    """Copy a SQLite file, whoever writes to it, to where there is none yet."""
    with closing(Connector(file).connect()) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
