"""Chunks and their vectors: those that have one, in the order in which they came, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.store.database import Database
from vectorstore.store.schema import FORMAT


class Vectors:
    """The vectors of the catalogue, and how many chunks have one."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keys(self, hashes: Sequence[bytes]) -> dict[bytes, int]:
        """The keys of the vectors that are kept already, by the hash of the text they stand for."""
        found: dict[bytes, int] = {}
        for start in range(0, len(hashes), 500):
            part = hashes[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._db.rows(f"SELECT hash, key FROM vector WHERE hash IN ({marks})", part)
            found.update({bytes(text_digest): int(key) for text_digest, key in rows})
        return found

    def add(self, text_digest: bytes, vector: NDArray[np.float32]) -> int:
        return self._db.change(
            "INSERT INTO vector (hash, data) VALUES (?, ?)",
            (text_digest, vector.astype("<f4").tobytes()),
        )

    def after(
        self, number: int = 0, batch: int = 2000
    ) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Current chunk keys numbered above `number` and their vectors, in the order in which these
        came, a batch at a time."""
        while True:
            rows = self._db.rows(
                "SELECT chunk.key, vector.data, embedded FROM chunk"
                " JOIN vector ON vector.key = chunk.vector"
                " WHERE embedded > ? AND chunk.current ORDER BY embedded LIMIT ?",
                (number, batch),
            )
            if not rows:
                return
            yield [int(row[0]) for row in rows], matrix([row[1] for row in rows])
            number = int(rows[-1][2])

    def of_chunks(self, keys: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """Those of the given chunks, a thousand at most, that are current, and their vectors."""
        return self._by("chunk.key", keys)

    def numbered(self, numbers: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        """As `of_chunks`, of the chunks whose vectors came at these places in their order."""
        return self._by("chunk.embedded", numbers)

    def _by(self, column: str, values: Sequence[int]) -> tuple[list[int], NDArray[np.float32]]:
        marks = ",".join("?" * len(values))
        rows = self._db.rows(
            "SELECT chunk.key, vector.data FROM chunk JOIN vector ON vector.key = chunk.vector"
            f" WHERE {column} IN ({marks}) AND chunk.current",
            tuple(values),
        )
        return [int(row[0]) for row in rows], matrix([row[1] for row in rows])

    def waiting(self, limit: int) -> list[tuple[int, str, str]]:
        """(key, title, text) of chunks that have no vector yet, those of the newest day first.

        What is current comes before what was superseded.
        """
        rows = self._db.rows(
            # SQLite would else take the index of vectors, and sort all that waits each time
            'SELECT chunk.key, title, substr(article.text, chunk.start + 1, chunk."end" -'
            " chunk.start) FROM chunk INDEXED BY chunk_waiting"
            " JOIN article ON article.key = chunk.article WHERE chunk.vector IS NULL"
            " ORDER BY chunk.current DESC, chunk.day DESC, chunk.key DESC LIMIT ?",
            (limit,),
        )
        return [(int(key), str(title), str(text)) for key, title, text in rows]

    def still_waiting(self, keys: Sequence[int]) -> set[int]:
        """Those of some chunks that are there and have no vector yet."""
        marks = ",".join("?" * len(keys))
        rows = self._db.rows(
            f"SELECT key FROM chunk WHERE vector IS NULL AND key IN ({marks})", tuple(keys)
        )
        return {int(key) for (key,) in rows}

    def count_waiting(self) -> int:
        """How many chunks have no vector yet."""
        if self._db.setting("format") != FORMAT:
            return 0
        return int(self._db.value("SELECT count(*) FROM chunk WHERE vector IS NULL"))

    def embed(self, vectors: Mapping[int, int]) -> None:
        """Give chunks their vectors, by key; inside a transaction. One that has gone gets none."""
        numbers = self.next_numbers(len(vectors))
        self._db.change_each(
            "UPDATE chunk SET vector = ?, embedded = ? WHERE key = ? AND vector IS NULL",
            [(vector, next(numbers), key) for key, vector in vectors.items()],
        )

    def next_numbers(self, count: int) -> Iterator[int]:
        """The next numbers in the order in which vectors come; inside a transaction."""
        if not count:
            return iter(())
        last = self.last_embedded()
        self._db.set("embedded_last", str(last + count))
        return iter(range(last + 1, last + count + 1))

    def last_embedded(self) -> int:
        """The number of the chunk whose vector came last, 0 where none has one."""
        return int(self._db.setting("embedded_last") or self.last_chunk())

    def last_chunk(self) -> int:
        """The largest chunk key, 0 in an empty archive."""
        return int(self._db.value("SELECT coalesce(max(key), 0) FROM chunk"))

    def count_chunks(self) -> int:
        """How many current chunks there are."""
        return int(self._db.value("SELECT count(*) FROM chunk WHERE current"))

    def count_kept_chunks(self) -> int:
        """How many chunks there are, those of superseded versions among them."""
        return int(self._db.value("SELECT count(*) FROM chunk"))

    def count_embedded(self, after: int = 0) -> int:
        """How many current chunks got their vectors after the one of this number."""
        return int(
            self._db.value("SELECT count(*) FROM chunk WHERE embedded > ? AND current", (after,))
        )


def matrix(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    if not blobs:
        return np.zeros((0, 0), dtype=np.float32)
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1)
