"""The Chroma collection that is derived from the catalogue: the one place that imports chromadb.

An index folder is built, verified, sealed and only then put to use; from then on nobody adds to it,
so that a process killed at any moment can't harm it. What has come since waits in the catalogue.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import ArchiveError
from vectorstore.models.device import cores
from vectorstore.store.open_files import is_at_limit, limit_named, limit_reached

Batches = Iterable[tuple[Sequence[int], NDArray[np.float32]]]

_NAME = "chunks"
# Candidates kept while a vector is searched; the library's default is 100, more finds more.
_SEARCH_WIDTH = 200
# Changes between two writings of the whole graph; each writes all that is there so far.
_CHANGES_A_WRITING = 50_000
# Vectors that a scan multiplies in one go.
_SCANNED_AT_ONCE = 1 << 16
# How far a cosine may be off by rounding.
_ROUNDING = 1e-3
_TABLES = "chroma.sqlite3"
# Beside the library's files: all keys and their vectors, in the order in which these came, to be
# scanned where a filter keeps few.
_KEYS, _VECTORS = "flat-keys.i64", "flat-vectors.f32"
# Tables that grow by a row whenever the library opens its file.
_NOTES = ("acquire_write", "maintenance_log")
_STORED_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage ORDER BY 1"


# Files that the library has open for an index that is searched, and some more.
_FILES = 16
# The library keeps count of who has a folder open, but not for several threads at once.
_opening = Lock()
_NO_VECTORS = np.zeros((0, 0), dtype=np.float32)


class _Flat(NamedTuple):
    """The keys of an index and their vectors, as they came; and the keys ascending, with where
    each stands."""

    keys: NDArray[np.int64]
    vectors: NDArray[np.float32]
    ascending: NDArray[np.int64]
    places: NDArray[np.intp]

    @classmethod
    def of(cls, keys: NDArray[np.int64], vectors: NDArray[np.float32]) -> Self:
        places = np.argsort(keys, kind="stable")
        return cls(keys, vectors, keys[places], places)

    def rows(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Those of `keys` that are here, and their vectors."""
        if not len(self.keys):
            return self.keys, self.vectors
        found = np.minimum(np.searchsorted(self.ascending, keys), len(self.keys) - 1)
        places = np.sort(self.places[found[self.ascending[found] == keys]])
        return self.keys[places], self.vectors[places]


_NOTHING = _Flat.of(np.zeros(0, dtype=np.int64), _NO_VECTORS)


class Lost(NamedTuple):
    """Chunk keys whose vector does not find itself.

    For the `wrong` the index holds another vector, or none. The `unreachable` it holds, but its
    graph, which is made for speed, has no way to them: one in some ten thousand.
    """

    wrong: tuple[int, ...]
    unreachable: tuple[int, ...]


class Index:
    """An open index folder: chunk keys and their vectors, searched by cosine."""

    def __init__(self, folder: Path, sealed: Mapping[str, str]) -> None:
        """Open a folder that `build` made; ArchiveError where it is damaged.

        The library ends the whole process where a file is too short, so sizes are checked first.
        """
        self._folder = folder
        _refuse_damaged(folder, sealed)
        self._size: int | None = None
        with limit_named():
            self._flat = _opened(folder)
        self._client = _opened_client(folder)
        try:
            with _damage_named(folder):
                self._collection: Any = self._client.get_collection(_NAME, embedding_function=None)
        except ArchiveError:
            _close(self._client)
            raise

    def close(self) -> None:
        """For when nobody searches it any more."""
        _close(self._client)
        self._flat = _NOTHING

    def __len__(self) -> int:
        if self._size is None:  # the library takes longer to count the more there is
            self._size = int(self._collection.count())
        return self._size

    def keys(self) -> set[int]:
        """Every chunk key that the index holds; ArchiveError where it can't say."""
        with _damage_named(self._folder):
            return {int(key) for key in self._collection.get(include=[])["ids"]}

    def nearest(self, vectors: NDArray[np.float32], k: int) -> list[list[tuple[int, float]]]:
        """For each vector, the (chunk key, cosine) of its k nearest, best first."""
        with _damage_named(self._folder):
            found = self._collection.query(
                query_embeddings=vectors, n_results=k, include=["distances"]
            )
        return [
            [(int(key), 1.0 - float(distance)) for key, distance in zip(*row, strict=True)]
            for row in zip(found["ids"], found["distances"], strict=True)
        ]

    def vectors(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Those of the given chunk keys that were put into this index, and their vectors."""
        return self._flat.rows(keys)  # another thread may close the index

    def check(self, keys: Sequence[int], vectors: NDArray[np.float32]) -> Lost:
        """Ask whether each vector finds itself: counting alone would not tell.

        Equal vectors share the first places: a twin as near as itself is as good.
        """
        count = min(len(keys), cores())
        with ThreadPoolExecutor(count) as pool:
            parts = pool.map(lambda part: self.nearest(part, 3), np.array_split(vectors, count))
        unsure, has_twin = [], set()
        for number, row in enumerate(chain.from_iterable(parts)):
            similarity = dict(row).get(keys[number], -1.0)
            # "not >=" also where a damaged vector makes it no number
            if not similarity >= 1.0 - _ROUNDING:
                unsure.append(number)
                if row and row[0][1] >= 1.0 - _ROUNDING:
                    has_twin.add(keys[number])
        if not unsure:
            return Lost((), ())
        wrong = self._not_held([keys[number] for number in unsure], vectors[unsure])
        unreachable = {keys[number] for number in unsure} - wrong - has_twin
        return Lost(tuple(sorted(wrong)), tuple(sorted(unreachable)))

    def _not_held(self, keys: Sequence[int], vectors: NDArray[np.float32]) -> set[int]:
        """The keys for which the index holds another vector, or none."""
        found = self._collection.get(ids=[str(key) for key in keys], include=["embeddings"])
        held = {int(key): row for key, row in zip(found["ids"], found["embeddings"], strict=True)}
        return {
            key
            for key, vector in zip(keys, vectors, strict=True)
            if key not in held or not float(vector @ held[key]) >= 1.0 - _ROUNDING
        }


class FlatIndex:
    """The vectors of an index folder, all scanned, without the library.

    For a folder that may only be read, which the library can't; and for a few searches, for which
    it would be longer in the opening. Holds what was ever put into the index, also what is current
    no more.
    """

    def __init__(self, folder: Path, sealed: Mapping[str, str] | None = None) -> None:
        """Open a folder; ArchiveError where it is not as it was `sealed`, if that is given."""
        if sealed is not None:
            _refuse_damaged(folder, sealed)
        self._flat = _opened(folder)

    def close(self) -> None:
        self._flat = _NOTHING

    def __len__(self) -> int:
        return len(self._flat.keys)

    def nearest(self, vectors: NDArray[np.float32], k: int) -> list[list[tuple[int, float]]]:
        """As of `Index`, and exact."""
        return [self._nearest(vector, k) for vector in vectors]

    def _nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        keys, vectors, *_ = self._flat
        parts = [vectors[i : i + _SCANNED_AT_ONCE] @ vector for i in _starts(len(keys))]
        scores = np.concatenate([np.zeros(0, np.float32), *parts])
        best = np.argpartition(-scores, k)[:k] if k < len(scores) else np.arange(len(scores))
        order = best[np.lexsort((best, -scores[best]))]
        return [(int(keys[i]), float(scores[i])) for i in order]

    def vectors(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """As of `Index`."""
        return self._flat.rows(keys)


def _refuse_damaged(folder: Path, sealed: Mapping[str, str]) -> None:
    if not folder.is_dir():
        raise ArchiveError(f"The index {folder} is gone. `dateline doctor --repair` rebuilds it.")
    if wrong := [name for name, value in sealed.items() if not _has_size(folder / name, value)]:
        raise _damaged(folder, f"{', '.join(wrong)} missing or of another size")


def _starts(size: int) -> range:
    return range(0, size, _SCANNED_AT_ONCE)


def build(folder: Path, vectors: Batches, count: int) -> None:
    """Make an index of `count` vectors, at least one, in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    with _building(folder):
        with _client(folder) as client:
            client.create_collection(
                _NAME,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCH_WIDTH}},
            )
        _change(folder, _kept(folder, vectors), (), count)


def extend(
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
        if damaged := unlike(folder, sealed):
            raise ArchiveError(f"The index {base} is damaged: {', '.join(damaged)}.")
        _change(folder, _kept(folder, vectors), without, count)


def seal(folder: Path) -> dict[str, str]:
    """A digest of each file of an index and its size, by its path inside the folder."""
    return {
        path.relative_to(folder).as_posix(): _tables(path) if path.name == _TABLES else _file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(f"{_TABLES}-")
    }


def unlike(folder: Path, sealed: Mapping[str, str]) -> list[str]:
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
    with _client(folder) as client:
        _write_after(client, max(2, changes // max(1, round(changes / _CHANGES_A_WRITING))))
    with _client(folder) as client:
        last = _fill(client, vectors, without)
        _write_after(client, 2)
    with _client(folder) as client:
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


def _opened(folder: Path) -> _Flat:
    """The keys and vectors that `_kept` wrote, these mapped and not read."""
    if not (folder / _VECTORS).is_file() or not (folder / _VECTORS).stat().st_size:
        return _NOTHING
    keys = np.fromfile(folder / _KEYS, dtype="<i8")
    vectors = np.memmap(folder / _VECTORS, dtype="<f4", mode="r").reshape(len(keys), -1)
    return _Flat.of(keys, vectors)


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


@contextmanager
def _client(folder: Path) -> Iterator[Any]:
    """The library's client of a folder, closed at the end."""
    client = _opened_client(folder)
    try:
        yield client
    finally:
        _close(client)


def _opened_client(folder: Path) -> Any:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    with _opening, _damage_named(folder):
        if is_at_limit(_FILES):
            raise limit_reached()
        try:
            return chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
        except BaseException:
            _forget(folder)
            raise


def _close(client: Any) -> None:
    with _opening:
        client.close()


def _forget(folder: Path) -> None:
    """Have the library forget what it began to open: it would give it again, unopened."""
    from chromadb.api.shared_system_client import SharedSystemClient

    if str(folder) not in SharedSystemClient._identifier_to_refcount:
        SharedSystemClient._identifier_to_system.pop(str(folder), None)


@contextmanager
def _damage_named(folder: Path) -> Iterator[None]:
    """ArchiveError in place of what the library raises: its own errors, its Rust core's, panics."""
    try:
        yield
    except ArchiveError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__module__ == "pyo3_runtime":
            raise _damaged(folder, error) from error
        raise


def _damaged(folder: Path, error: BaseException | str) -> ArchiveError:
    if is_at_limit():
        return limit_reached()
    return ArchiveError(
        f"The index {folder} is damaged ({error}). `dateline doctor --repair` rebuilds it from the"
        " catalogue, without embedding again."
    )
