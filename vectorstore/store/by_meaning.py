"""Finding passages by their vectors: in the index in use, and beside it in the catalogue."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import ArchiveError
from vectorstore.store import upkeep
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.counts import Counts
from vectorstore.store.index import FlatIndex, Index
from vectorstore.store.indexes import Indexes
from vectorstore.store.lookup import EXACT_SCAN, Lookup, Scored
from vectorstore.types import Filter, Passage

# A filter that keeps no more chunks than this, or than a twentieth of all, is applied before
# anything is looked for.
SMALL_SCAN = 1_000
# Vectors that are asked of the catalogue at once.
_AT_ONCE = 1_000
# Searches by meaning that scan all vectors, as many as a first question makes: importing Chroma and
# having it read them would take longer.
SCANS = 8

_Opened = Index | FlatIndex | None


class ByMeaning:
    """Searches an archive's vectors, in the index that a writer put in use last.

    Safe to use from several threads: an index that was replaced stays open until its last search
    ends.
    """

    def __init__(
        self, catalogue: Catalogue, lookup: Lookup, counts: Counts, indexes: Indexes
    ) -> None:
        self._catalogue, self._lookup = catalogue, lookup
        self._counts, self._indexes = counts, indexes
        self._index: _Opened = None
        self.in_use = ""
        self._scans_left = SCANS
        # How many searches are at work in each index; one that was replaced has its last ones.
        self._searches: Counter[Index | FlatIndex] = Counter()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of the index that is open; the next search opens it again."""
        with self._lock:
            self._replace_index(None, "")

    def nearest(self, vector: NDArray[np.float32], k: int, where: Filter) -> list[Passage]:
        """The k passages nearest to a unit vector by cosine, best first."""
        with self._current_index() as (index, last):
            try:
                return self._nearest(vector, k, where, index, last)
            except ArchiveError:
                if not self._is_replaced(index):
                    raise
        # a server keeps what a writer replaced no longer
        return self.nearest(vector, k, where)

    def _nearest(
        self, vector: NDArray[np.float32], k: int, where: Filter, index: _Opened, last: int
    ) -> list[Passage]:
        keys = self._lookup.selected_keys(where, EXACT_SCAN) if where else None
        if keys is not None and len(keys) <= max(SMALL_SCAN, self._counts.chunks() // 20):
            scored = self._scan_selected(vector, k, where, keys, index)
            return self._lookup.passages(scored, where)
        waiting = _scan(vector, k, *self._lookup.selected(where, after=last))
        if index is not None:
            unreachable = np.array(self._catalogue.indexed.unreachable(), dtype=np.int64)
            waiting += self._scan_keys(vector, k, unreachable, index)
        if where.as_of:
            waiting += _scan(vector, k, *self._lookup.selected(where, only_retired=True))
        size = len(index) if index is not None else 0

        def rank(limit: int) -> Scored:
            found = index.nearest(vector[None], min(limit, size))[0] if index and size else []
            return _best_first({**dict(found), **dict(waiting)})

        depth = 2 * k if where else k + len(waiting)
        return self._lookup.best_passing(rank, depth, k, where)

    def _scan_selected(
        self,
        vector: NDArray[np.float32],
        k: int,
        where: Filter,
        keys: NDArray[np.int64],
        index: _Opened,
    ) -> Scored:
        """(key, cosine) of the k best of all chunks that pass a filter, best first."""
        scored = self._scan_keys(vector, k, keys, index)
        if where.as_of:
            scored += _scan(vector, k, *self._lookup.selected(where, only_retired=True))
        return _best_first(dict(scored))[:k]

    def _scan_keys(
        self, vector: NDArray[np.float32], k: int, keys: NDArray[np.int64], index: _Opened
    ) -> Scored:
        """(key, cosine) of the best of these chunks, whose vectors the index has at hand or not."""
        scored: Scored = []
        if index is not None:
            held, vectors = index.vectors(keys)
            scored = _scan(vector, k, held.tolist(), vectors)
            keys = np.setdiff1d(keys, held, assume_unique=True)
        for start in range(0, len(keys), _AT_ONCE):
            found = self._catalogue.vectors.of_chunks(keys[start : start + _AT_ONCE].tolist())
            scored += _scan(vector, k, *found)
        return scored

    @contextmanager
    def _current_index(self) -> Iterator[tuple[_Opened, int]]:
        """The open index, which stays so to the end, and the last chunk it may hold.

        What no index holds is scanned in the catalogue: all of it, where there is none to read.
        """
        with self._lock:
            index, last = self._opened_index()
            self._scans_left = max(0, self._scans_left - 1)
            if index is not None:
                self._searches[index] += 1
        try:
            yield index, last if index is not None else 0
        finally:
            if index is not None:
                with self._lock:
                    self._searches[index] -= 1
                    if index is not self._index:
                        self._close_unused(index)

    def _opened_index(self) -> tuple[_Opened, int]:
        """Opened anew where a writer replaced it."""
        for attempt in (1, 2):
            name, last = self._catalogue.indexed.in_use()
            if name == self.in_use and not self._is_scanned_enough():
                break
            try:
                self._replace_index(self._opened_anew(name) if name else None, name)
                break
            except ArchiveError:
                if attempt == 2 or name == self._catalogue.indexed.in_use()[0]:
                    raise
                # a writer took it away between the two looks
        return self._index, last

    def _is_scanned_enough(self) -> bool:
        """Whether the library is to take over from what scans."""
        may_be_opened = not (self._scans_left or self._catalogue.is_read_only)
        return may_be_opened and isinstance(self._index, FlatIndex)

    def _is_replaced(self, index: _Opened) -> bool:
        with self._lock:
            in_use, _ = self._catalogue.indexed.in_use()
            return index is not self._index or in_use != self.in_use

    def _opened_anew(self, name: str) -> _Opened:
        sealed = upkeep.sealed(self._catalogue)
        return self._indexes.of(name, sealed).opened(name, sealed, bool(self._scans_left))

    def _replace_index(self, index: _Opened, name: str) -> None:
        before, self._index, self.in_use = self._index, index, name
        if before is not None:  # whether it holds anything is not asked of one that may be gone
            self._close_unused(before)

    def _close_unused(self, index: Index | FlatIndex) -> None:
        if not self._searches[index]:
            del self._searches[index]
            index.close()


def _best_first(scores: Mapping[int, float]) -> Scored:
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _scan(
    vector: NDArray[np.float32], k: int, keys: list[int], vectors: NDArray[np.float32]
) -> Scored:
    """(key, cosine) of the k best rows, best first."""
    if not keys:
        return []
    scores = vectors @ vector
    best = np.argpartition(-scores, k)[:k] if k < len(keys) else np.arange(len(keys))
    order = best[np.lexsort((best, -scores[best]))]
    return [(keys[i], float(scores[i])) for i in order]
