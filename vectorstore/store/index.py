"""The collection of Chroma's that is derived from the catalogue, as it is searched and verified."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from itertools import chain
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from vectorstore.models.device import cores

Batches = Iterable[tuple[Sequence[int], NDArray[np.float32]]]

# Candidates kept while a vector is searched; the library's default is 100, more finds more.
SEARCH_WIDTH = 200
# Changes between two writings of the whole graph; each writes all that is there so far.
_CHANGES_A_WRITING = 50_000
# Vectors that a scan multiplies in one go.
_SCANNED_AT_ONCE = 1 << 16
# How far a cosine may be off by rounding.
_ROUNDING = 1e-3
_NO_VECTORS = np.zeros((0, 0), dtype=np.float32)


class Flat(NamedTuple):
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


NOTHING = Flat.of(np.zeros(0, dtype=np.int64), _NO_VECTORS)


class Lost(NamedTuple):
    """Chunk keys whose vector does not find itself.

    For the `wrong` the index holds another vector, or none. The `unreachable` it holds, but its
    graph, which is made for speed, has no way to them: one in some ten thousand.
    """

    wrong: tuple[int, ...]
    unreachable: tuple[int, ...]


class Index:
    """Chunk keys and their vectors in one of Chroma's collections, searched by cosine."""

    def __init__(
        self,
        collection: Any,
        named: Callable[[], AbstractContextManager[None]],
        close: Callable[[], None],
        flat: Flat = NOTHING,
    ) -> None:
        """`named` gives what is raised inside as an ArchiveError; `close` is called at the end.

        `flat` are those of the vectors that are at hand here.
        """
        self._collection, self._named, self._close, self._flat = collection, named, close, flat
        self._size: int | None = None

    def close(self) -> None:
        """For when nobody searches it any more."""
        self._close()
        self._flat = NOTHING

    def __len__(self) -> int:
        if self._size is None:  # the library takes longer to count the more there is
            with self._named():
                self._size = int(self._collection.count())
        return self._size

    def keys(self) -> set[int]:
        """Every chunk key that the index holds; ArchiveError where it can't say."""
        with self._named():
            return {int(key) for key in self._collection.get(include=[])["ids"]}

    def nearest(self, vectors: NDArray[np.float32], k: int) -> list[list[tuple[int, float]]]:
        """For each vector, the (chunk key, cosine) of its k nearest, best first."""
        with self._named():
            found = self._collection.query(
                query_embeddings=vectors, n_results=k, include=["distances"]
            )
        return [
            [(int(key), 1.0 - float(distance)) for key, distance in zip(*row, strict=True)]
            for row in zip(found["ids"], found["distances"], strict=True)
        ]

    def vectors(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Those of the given chunk keys whose vectors are at hand here, and these."""
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
        with self._named():
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

    def __init__(self, flat: Flat) -> None:
        self._flat = flat

    def close(self) -> None:
        self._flat = NOTHING

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


def _starts(size: int) -> range:
    return range(0, size, _SCANNED_AT_ONCE)


def changes_a_writing(changes: int) -> int:
    """After how many changes the graph's files are written, so that the last writes them all."""
    return max(2, changes // max(1, round(changes / _CHANGES_A_WRITING)))
