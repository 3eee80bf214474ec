"""Where an archive's indexes lie: in folders of its own, or in a Chroma server."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

from vectorstore.errors import ArchiveError
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.chroma_server import ChromaServer
from vectorstore.store.index import Batches, FlatIndex, Index
from vectorstore.store.index_folder import IndexFolders
from vectorstore.store.index_server import IndexServer

Where = Literal["folder", "server"]

_SALT = "collections"


class Place(Protocol):
    """A place where indexes lie by their names; the methods are described at `IndexFolders`."""

    waiting_share: float

    def is_home_of(self, name: str, sealed: Mapping[str, str]) -> bool: ...
    def is_there(self, name: str) -> bool: ...
    def opened(
        self, name: str, sealed: Mapping[str, str], scans: bool
    ) -> Index | FlatIndex | None: ...
    def opened_whole(self, name: str, sealed: Mapping[str, str]) -> Index: ...
    def build(self, vectors: Batches, count: int) -> str: ...
    def extend(
        self,
        base: str,
        sealed: Mapping[str, str],
        vectors: Batches,
        without: Sequence[int],
        count: int,
    ) -> str | None: ...
    def seal(self, name: str) -> dict[str, str]: ...
    def unlike(self, name: str, sealed: Mapping[str, str]) -> list[str]: ...
    def keep_only(self, names: Collection[str]) -> None: ...


class Indexes:
    """The places of one archive's indexes: its folder, and a Chroma server where one is set."""

    def __init__(self, catalogue: Catalogue, folder: Path, server: ChromaServer | None) -> None:
        self._catalogue, self._folder, self._server = catalogue, folder, server

    def close(self) -> None:
        if "_in_server" in self.__dict__:
            self._in_server.close()

    @property
    def next(self) -> Place:
        """Where the next index is built."""
        return self.at("server" if self._server else "folder")

    def at(self, where: Where) -> Place:
        """A place by its kind; ArchiveError where no server is set."""
        if where == "folder":
            return self._in_folder
        if not self._server:
            raise ArchiveError("No Chroma server is set. Set DATELINE_CHROMA to http://host:port.")
        return self._in_server

    def of(self, name: str, sealed: Mapping[str, str]) -> Place:
        """Where an index lies; ArchiveError where that is a server that is not set."""
        if self._in_folder.is_home_of(name, sealed):
            return self._in_folder
        if self._server and self._in_server.is_home_of(name, sealed):
            return self._in_server
        kept = f"the Chroma server at {sealed.get('server', '')}"
        raise ArchiveError(
            f"The vectors of the archive {self._folder} are kept in {kept}. Set DATELINE_CHROMA to"
            f" it, or have them elsewhere: `dateline move`."
        )

    def ask_server(self) -> None:
        """ArchiveError where a server is set and does not answer."""
        if self._server:
            self._in_server.ask()

    def keep_only(self, *names: str) -> None:
        """Delete all indexes but these, wherever they lie."""
        self._in_folder.keep_only(names)
        if self._server:
            self._in_server.keep_only(names)

    @property
    def _in_folder(self) -> IndexFolders:
        return IndexFolders(self._folder, self._catalogue.is_read_only, self._catalogue.is_postgres)

    @cached_property
    def _in_server(self) -> IndexServer:
        assert self._server  # noqa: S101
        return IndexServer(self._server, f"dateline-{self._mark()}-")

    def _mark(self) -> str:
        """What this archive's collections are known by; a copy of it has another.

        So a copy that somebody made of its files, which goes on by itself, takes nothing away.
        """
        salt = self._catalogue.setting(_SALT)
        if not salt and not self._catalogue.is_read_only:
            with self._catalogue.transaction():  # another may have made one meanwhile
                salt = self._catalogue.setting(_SALT) or secrets.token_hex(8)
                self._catalogue.set(_SALT, salt)
        of_its_own = 0 if self._catalogue.is_postgres else self._catalogue.path.stat().st_ino
        file = f"{salt} {of_its_own}"
        return hashlib.sha256(file.encode()).hexdigest()[:12]
