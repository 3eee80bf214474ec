"""Indexes in folders of the archive: built, verified, sealed and only then put to use.

Nobody adds to a folder that is in use, so that a process killed at any moment can't harm it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from vectorstore.errors import ArchiveError
from vectorstore.store import chroma
from vectorstore.store.chroma import damage_named, damaged, folder_client
from vectorstore.store.index import (
    NOTHING,
    SEARCH_WIDTH,
    Batches,
    Flat,
    FlatIndex,
    Index,
    changes_a_writing,
)
from vectorstore.store.open_files import limit_named

_NAME = "chunks"
_TABLES = "chroma.sqlite3"
# Beside the library's files: all keys and their vectors, in the order in which these came, to be
# scanned where a filter keeps few.
_KEYS, _VECTORS = "flat-keys.i64", "flat-vectors.f32"
# Tables that grow by a row whenever the library opens its file.
_NOTES = ("acquire_write", "maintenance_log")
_STORED_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage ORDER BY 1"


class IndexFolders:
    """The indexes in an archive's folder, each a folder `index-N`."""

    # The next index is brought to be once more than this share of it is waiting.
    waiting_share = 0.02

    def __init__(self, archive: Path, is_read_only: bool = False, is_shared: bool = False) -> None:
        """`is_shared` where several machines have the catalogue, each with a folder of its own."""
        self._archive, self._is_read_only, self._is_shared = archive, is_read_only, is_shared

    def __str__(self) -> str:
        return f"the folder {self._archive}"

    def is_home_of(self, name: str, sealed: Mapping[str, str]) -> bool:
        """Whether an index lies here."""
        return name.startswith("index-")

    def is_there(self, name: str) -> bool:
        return (self._archive / name).is_dir()

    def opened(self, name: str, sealed: Mapping[str, str], scans: bool) -> Index | FlatIndex | None:
        """Open an index to be searched; ArchiveError where it is damaged.

        Its vectors are scanned where that is asked for, and where the archive can only be read;
        None where they can't be.
        """
        folder = self._archive / name
        if self._is_read_only:
            try:
                index = FlatIndex(_opened(folder))
            except (OSError, ValueError):  # what is damaged is scanned in the catalogue
                return None
            return index if len(index) else None
        if self._is_shared and not folder.is_dir():
            return None  # it lies on another machine
        if scans:
            _refuse_damaged(folder, sealed)
            if len(index := FlatIndex(_opened(folder))):
                return index
        return _index_in(folder, sealed)

    def opened_whole(self, name: str, sealed: Mapping[str, str]) -> Index:
        """Open an index to be verified."""
        return _index_in(self._archive / name, sealed)

    def build(self, vectors: Batches, count: int) -> str:
        """Make an index of `count` vectors, at least one; its name."""
        folder = self._next()
        build(folder, vectors, count)
        return folder.name

    def extend(
        self,
        base: str,
        sealed: Mapping[str, str],
        vectors: Batches,
        without: Sequence[int],
        count: int,
    ) -> str:
        """Make an index of what another holds but for `without`, and of `count` vectors more.

        ArchiveError where the copy of `base` is not as it was when it was sealed.
        """
        folder = self._next()
        _extend(self._archive / base, sealed, folder, vectors, without, count)
        return folder.name

    def seal(self, name: str) -> dict[str, str]:
        """A digest of each file of an index and its size, by its path inside the folder."""
        return seal(self._archive / name)

    def unlike(self, name: str, sealed: Mapping[str, str]) -> list[str]:
        """The files of an index that are not as they were when it was sealed."""
        return _unlike(self._archive / name, sealed)

    def keep_only(self, names: Collection[str]) -> None:
        """Delete all others: what was replaced, and what a killed writer left."""
        for folder in self._archive.glob("index-*"):
            if folder.name not in names:
                shutil.rmtree(folder, ignore_errors=True)

    def _next(self) -> Path:
        if self._is_shared:  # another machine may have the same number
            return self._archive / f"index-{secrets.token_hex(6)}"
        numbers = [folder.name.partition("-")[2] for folder in self._archive.glob("index-*")]
        number = max([int(n) for n in numbers if n.isdecimal()], default=0) + 1
        return self._archive / f"index-{number}"


def _index_in(folder: Path, sealed: Mapping[str, str]) -> Index:
    """Open a folder that `build` made; ArchiveError where it is damaged.

    The library ends the whole process where a file is too short, so sizes are checked first.
    """
    _refuse_damaged(folder, sealed)
    with limit_named():
        flat = _opened(folder)
    client = chroma.open_folder(folder)
    try:
        with damage_named(folder):
            collection = client.get_collection(_NAME, embedding_function=None)
    except ArchiveError:
        chroma.close(client)
        raise
    return Index(collection, partial(damage_named, folder), partial(chroma.close, client), flat)


def _refuse_damaged(folder: Path, sealed: Mapping[str, str]) -> None:
    if not folder.is_dir():
        raise ArchiveError(f"The index {folder} is gone. `dateline doctor --repair` rebuilds it.")
    if wrong := [name for name, value in sealed.items() if not _has_size(folder / name, value)]:
        raise damaged(folder, f"{', '.join(wrong)} missing or of another size")


def build(folder: Path, vectors: Batches, count: int) -> None:
    """Make an index of `count` vectors, at least one, in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    with _building(folder):
        with folder_client(folder) as client:
            client.create_collection(
                _NAME,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_WIDTH}},
            )
        _change(folder, _kept(folder, vectors), (), count)


def _extend(
    base: Path,
    sealed: Mapping[str, str],
    folder: Path,
    vectors: Batches,
    without: Sequence[int],
    count: int,
) -> None:
    """Make an index in a new folder: what `base` holds but for `without`, and `count` vectors more.

    ArchiveError where the copy of `base` is not as it was when it was sealed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    with _building(folder):
        shutil.copytree(base, folder)
        if wrong := _unlike(folder, sealed):
            raise ArchiveError(f"The index {base} is damaged: {', '.join(wrong)}.")
        _change(folder, _kept(folder, vectors), without, count)


def seal(folder: Path) -> dict[str, str]:
    """A digest of each file of an index and its size, by its path inside the folder."""
    return {
        path.relative_to(folder).as_posix(): _tables(path) if path.name == _TABLES else _file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(f"{_TABLES}-")
    }


def _unlike(folder: Path, sealed: Mapping[str, str]) -> list[str]:
    """The files of an index that are not as they were when it was sealed."""
    found = seal(folder)
    return sorted(name for name in {*found, *sealed} if found.get(name) != sealed.get(name))


@contextmanager
def _building(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ArchiveError, OSError, sqlite3.Error):
        raise
    except Exception as error:  # chromadb's own and its Rust core's
        raise ArchiveError(
            f"The index {folder} could not be built: {error}. The articles are kept and can be"
            " found, only more slowly; make room or mend the disk and run the same command again."
        ) from error


def _change(folder: Path, vectors: Batches, without: Sequence[int], count: int) -> None:
    """Delete and add, and have all of it in the graph's own files.

    A setting of the collection holds from the next opening on.
    """
    changes = count + len(without)
    with folder_client(folder) as client:
        _write_after(client, changes_a_writing(changes))
    with folder_client(folder) as client:
        last = _fill(client, vectors, without)
        _write_after(client, 2)
    with folder_client(folder) as client:
        # Two changes more have the rest written; adding what is there already changes nothing.
        collection = client.get_collection(_NAME, embedding_function=None)
        for _ in range(2):
            collection.add(**(last or _any_entry(collection)))
    _to_disk(folder)


def _kept(folder: Path, vectors: Batches) -> Batches:
    """The same batches, written to the folder's own files as they pass."""
    folder.mkdir(exist_ok=True)
    with (folder / _KEYS).open("ab") as key_file, (folder / _VECTORS).open("ab") as vector_file:
        for keys, rows in vectors:
            key_file.write(np.array(keys, dtype="<i8").tobytes())
            vector_file.write(rows.astype("<f4").tobytes())
            yield keys, rows


def _opened(folder: Path) -> Flat:
    """The keys and vectors that `_kept` wrote, these mapped and not read."""
    if not (folder / _VECTORS).is_file() or not (folder / _VECTORS).stat().st_size:
        return NOTHING
    keys = np.fromfile(folder / _KEYS, dtype="<i8")
    vectors = np.memmap(folder / _VECTORS, dtype="<f4", mode="r").reshape(len(keys), -1)
    return Flat.of(keys, vectors)


def _fill(client: Any, vectors: Batches, without: Sequence[int]) -> dict[str, Any] | None:
    """Delete and add; the last entry that was added."""
    collection = client.get_collection(_NAME, embedding_function=None)
    most = client.get_max_batch_size()
    last = None
    for start in range(0, len(without), most):
        collection.delete(ids=[str(key) for key in without[start : start + most]])
    for keys, rows in vectors:
        for start in range(0, len(keys), most):
            part = slice(start, start + most)
            collection.add(ids=[str(key) for key in keys[part]], embeddings=rows[part])
        last = {"ids": [str(keys[-1])], "embeddings": rows[-1:]}
    return last


def _any_entry(collection: Any) -> dict[str, Any]:
    entry = collection.get(limit=1, include=["embeddings"])
    return {"ids": entry["ids"], "embeddings": entry["embeddings"]}


def _write_after(client: Any, changes: int) -> None:
    """Set after how many changes the graph's files are written; holds once opened anew."""
    collection = client.get_collection(_NAME, embedding_function=None)
    with warnings.catch_warnings():
        # The library's way to say that a collection embeds nothing itself, as is meant here.
        warnings.filterwarnings("ignore", "legacy embedding function", DeprecationWarning)
        collection.modify(configuration={"hnsw": {"sync_threshold": changes}})


def _to_disk(folder: Path) -> None:
    """Return when the files are on the disk itself, so that a power failure can't take them."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _file(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    return f"{digest} {path.stat().st_size}"


def _has_size(path: Path, sealed: str) -> bool:
    """Whether a file is there in the size that its seal names; the library's tables have none."""
    size = sealed.partition(" ")[2]
    return path.is_file() and size in ("", str(path.stat().st_size))


def _tables(path: Path) -> str:
    """A digest of all that the library's SQLite file says, read from a copy.

    The file itself is the library's to open: two copies of SQLite in one process that close one
    file take each other's locks away.
    """
    digest = hashlib.blake2b(digest_size=16)
    with TemporaryDirectory(prefix="dateline-") as scratch:
        copy = Path(shutil.copy(path, scratch))
        with closing(sqlite3.connect(copy)) as db:
            try:
                names = [row[0] for row in db.execute("SELECT name FROM sqlite_master ORDER BY 1")]
                tables = [row[0] for row in db.execute(_STORED_TABLES)]
                digest.update(repr(names).encode())
                for table in tables:
                    if table not in _NOTES:
                        for row in db.execute(f'SELECT * FROM "{table}"'):
                            digest.update(repr(row).encode())
                if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    return "damaged"
            except sqlite3.DatabaseError:
                return "damaged"
    return digest.hexdigest()
