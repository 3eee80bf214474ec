"""Indexes in a Chroma server: each a collection, built, verified and only then put to use.

As with folders nobody adds to a collection that is in use. Their vectors stand in the catalogue, so
that what a filter keeps is scanned from there.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any

from vectorstore.errors import ArchiveError
from vectorstore.store import chroma
from vectorstore.store.chroma_server import ChromaServer, Gone
from vectorstore.store.index import SEARCH_WIDTH, Batches, Index, changes_a_writing

# Collections that are listed, and vectors that are sent, at once; Chroma Cloud takes no more.
_LISTED, _SENT, _SENT_TO_CLOUD = 100, 2000, 300
_CLOUD = ".trychroma.com"
_SERVER, _COLLECTION = "server", "collection"


class IndexServer:
    """An archive's indexes in a Chroma server, the names of which begin with `prefix`."""

    # A new index is made of all vectors, so it is made more seldom.
    waiting_share = 0.05

    def __init__(self, server: ChromaServer, prefix: str) -> None:
        self._server, self._prefix = server, prefix
        self._opened: Any = None
        self._lock = Lock()

    def __str__(self) -> str:
        return f"the Chroma server at {self._server}"

    def ask(self) -> None:
        """ArchiveError where the server does not answer."""
        with self._server.named():
            self._client().heartbeat()

    def close(self) -> None:
        with self._lock:
            opened, self._opened = self._opened, None
        if opened:
            chroma.close_server(opened)

    def is_home_of(self, name: str, sealed: Mapping[str, str]) -> bool:
        """Whether an index lies here."""
        return sealed.get(_SERVER) == str(self._server)

    def is_there(self, name: str) -> bool:
        try:
            self._collection(name)
        except Gone:
            return False
        return True

    def opened(self, name: str, sealed: Mapping[str, str], scans: bool) -> Index:
        """Open an index to be searched; ArchiveError where the server does not have it."""
        return self.opened_whole(name, sealed)

    def opened_whole(self, name: str, sealed: Mapping[str, str]) -> Index:
        """Open an index to be verified."""
        return Index(self._collection(name), self._server.named, lambda: None)

    def build(self, vectors: Batches, count: int) -> str:
        """Make an index of `count` vectors, at least one; its name."""
        name = f"{self._prefix}{secrets.token_hex(4)}"
        try:
            self._fill(name, vectors, count)
        except ArchiveError as error:
            raise ArchiveError(
                f"{error} The articles are kept and can be found by words; run the same command"
                " again to have them found by meaning."
            ) from error
        return name

    def extend(
        self,
        base: str,
        sealed: Mapping[str, str],
        vectors: Batches,
        without: Sequence[int],
        count: int,
    ) -> str | None:
        """None: a server has no way to copy a collection."""
        return None

    def seal(self, name: str) -> dict[str, str]:
        """Where an index lies, and what tells it from another of its name."""
        return {_SERVER: str(self._server), _COLLECTION: str(self._collection(name).id)}

    def unlike(self, name: str, sealed: Mapping[str, str]) -> list[str]:
        """What is not as it was when an index was sealed."""
        found = self.seal(name) if self.is_there(name) else {}
        return sorted(what for what in sealed if found.get(what) != sealed[what])

    def keep_only(self, names: Collection[str]) -> None:
        """Delete this archive's others: what was replaced, and what a killed writer left."""
        for name in [*self._names()]:
            if name not in names:
                with self._server.named():
                    self._client().delete_collection(name)

    def _names(self) -> Iterator[str]:
        start = 0
        while True:
            with self._server.named():
                part = self._client().list_collections(limit=_LISTED, offset=start)
            yield from (each.name for each in part if each.name.startswith(self._prefix))
            if len(part) < _LISTED:
                return
            start += len(part)

    def _fill(self, name: str, vectors: Batches, count: int) -> None:
        graph = {
            "space": "cosine",
            "ef_search": SEARCH_WIDTH,
            "sync_threshold": changes_a_writing(count),
        }
        with self._server.named():
            client = self._client()
            collection = client.create_collection(
                name, embedding_function=None, configuration={"hnsw": graph}
            )
            is_cloud = _CLOUD in self._server.url
            most = min(_SENT_TO_CLOUD if is_cloud else _SENT, client.get_max_batch_size())
        for keys, rows in vectors:
            for start in range(0, len(keys), most):
                part = slice(start, start + most)
                with self._server.named():
                    collection.add(ids=[str(key) for key in keys[part]], embeddings=rows[part])

    def _collection(self, name: str) -> Any:
        with self._server.named():
            return self._client().get_collection(name, embedding_function=None)

    def _client(self) -> Any:
        with self._lock:
            if self._opened is None:
                self._opened = self._server.open()
            return self._opened
