"""The Chroma collection that is derived from the catalogue: the one place that imports chromadb.

An index folder is built, verified and only then put to use; from then on nobody writes into it, so
that a process killed at any moment can't harm it. What has come since waits in the catalogue.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.types import ArchiveError

_NAME = "chunks"
# Candidates kept while a vector is searched; the library's default is 100, more finds more.
_SEARCH_WIDTH = 200


class Index:
    """An open index folder: chunk keys and their vectors, searched by cosine."""

    def __init__(self, folder: Path) -> None:
        """Open a folder that `build` made; ArchiveError where it is damaged."""
        self._folder = folder
        if not folder.is_dir():
            raise ArchiveError(
                f"The index {folder} is gone. `dateline doctor --repair` rebuilds it."
            )
        self._client = _client(folder)
        try:
            self._collection: Any = self._client.get_collection(_NAME, embedding_function=None)
        except Exception as error:  # chromadb's own and its Rust core's
            self._client.close()
            raise _damaged(folder, error) from error

    def close(self) -> None:
        self._client.close()

    def __len__(self) -> int:
        return int(self._collection.count())

    def nearest(self, vectors: NDArray[np.float32], k: int) -> list[list[tuple[int, float]]]:
        """For each vector, the (chunk key, cosine) of its k nearest, best first."""
        try:
            found = self._collection.query(
                query_embeddings=vectors, n_results=k, include=["distances"]
            )
        except Exception as error:  # as above
            raise _damaged(self._folder, error) from error
        return [
            [(int(key), 1.0 - float(distance)) for key, distance in zip(*row, strict=True)]
            for row in zip(found["ids"], found["distances"], strict=True)
        ]

    def lost(self, keys: Sequence[int], vectors: NDArray[np.float32]) -> list[int]:
        """The keys whose vector does not find itself: counting alone would not tell."""
        missing: list[int] = []
        for key, vector, row in zip(keys, vectors, self.nearest(vectors, 3), strict=True):
            if key in [found for found, _ in row]:
                continue
            # Equal vectors share the first places; a twin as near as itself is as good.
            if not row or row[0][1] < float(vector @ vector) - 1e-4:
                missing.append(key)
        return missing


def build(
    folder: Path,
    vectors: Iterable[tuple[Sequence[int], NDArray[np.float32]]],
    base: Path | None = None,
    without: Sequence[int] = (),
) -> None:
    """Make an index of (keys, vectors) batches in a new folder, or extend a copy of `base`."""
    shutil.rmtree(folder, ignore_errors=True)
    if base:
        shutil.copytree(base, folder)
    client = _client(folder)
    try:
        if base:
            collection: Any = client.get_collection(_NAME, embedding_function=None)
        else:
            collection = client.create_collection(
                _NAME,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCH_WIDTH}},
            )
        most = client.get_max_batch_size()
        for start in range(0, len(without), most):
            collection.delete(ids=[str(key) for key in without[start : start + most]])
        for keys, rows in vectors:
            for start in range(0, len(keys), most):
                part = slice(start, start + most)
                collection.add(ids=[str(key) for key in keys[part]], embeddings=rows[part])
    finally:
        client.close()


def _client(folder: Path) -> Any:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    try:
        return chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    except Exception as error:  # chromadb's own and its Rust core's
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> ArchiveError:
    return ArchiveError(
        f"The index {folder} is damaged ({error}). `dateline doctor --repair` rebuilds it from the"
        " catalogue, without embedding again."
    )
