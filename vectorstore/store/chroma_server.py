"""A Chroma server, or Chroma Cloud: how it is reached, and what to do where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from vectorstore.errors import ArchiveError, first_line
from vectorstore.store import chroma

# Seconds until a server has to answer at all, and until it has to have done what it was asked;
# while it writes a large graph it answers nobody.
_FIRST_SECONDS, _SECONDS = 10.0, 120.0
# Where Chroma, and its Cloud, look for a key.
_KEY_HEADER = "x-chroma-token"
_TENANT, _DATABASE = "default_tenant", "default_database"
_PORTS = {"http": 8000, "https": 443}
_HOST = re.compile(r"[\w.:\[\]-]+")


class Gone(ArchiveError):
    """The server has no collection of this name, or no longer the one that was opened."""


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where a Chroma server listens, as http://host:port, and what it wants to be told.

    `key` is sent as Chroma Cloud wants it. ArchiveError where `url` is no such address.
    """

    url: str
    tenant: str = _TENANT
    database: str = _DATABASE
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    key: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._parts()

    def __str__(self) -> str:
        """The address, with tenant and database where these are not the usual ones."""
        place = f"{self.tenant}/{self.database}"
        url = self.url.rstrip("/")
        return url if place == f"{_TENANT}/{_DATABASE}" else f"{url} ({place})"

    def open(self) -> Any:
        """The library's client; ArchiveError that says what to do where there is none to be had."""
        scheme, host, port = self._parts()
        key = {_KEY_HEADER: self.key} if self.key else {}
        headers = {**self.headers, **key}
        self._ask(f"{scheme}://{host}:{port}", headers)
        with self.named():
            return chroma.open_server(
                host, port, headers, self.tenant, self.database, scheme == "https", _SECONDS
            )

    @contextmanager
    def named(self) -> Iterator[None]:
        """ArchiveError in place of what the library raises, or the network."""
        import httpx
        from chromadb.errors import NotFoundError

        try:
            yield
        except ArchiveError:
            raise
        except httpx.TransportError as error:
            raise self._silent(error) from error
        except NotFoundError as error:
            raise Gone(
                f"The Chroma server at {self} has lost the archive's index"
                f" ({first_line(error).rstrip('.')}). `dateline doctor --repair` rebuilds it from"
                " the catalogue, without embedding again."
            ) from error
        except Exception as error:
            raise ArchiveError(
                f"The Chroma server at {self} could not do what it was asked: {first_line(error)}."
                " See its log; `dateline doctor --repair` builds its index anew from the catalogue."
            ) from error

    def _parts(self) -> tuple[str, str, int]:
        try:
            parts = urlsplit(self.url)
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError:
            port = 0
        is_plain = port and parts.path in ("", "/") and not parts.query and _is_host(parts.netloc)
        if not is_plain:
            raise ArchiveError(
                f"{self.url!r} is no address of a Chroma server. Write DATELINE_CHROMA as"
                " http://host:port or https://host; a key goes into DATELINE_CHROMA_KEY."
            )
        host = parts.hostname or ""
        return parts.scheme, f"[{host}]" if ":" in host else host, port

    def _ask(self, address: str, headers: Mapping[str, str]) -> None:
        """Ask whether it is there, is one that this client speaks with, and has the place."""
        place = f"/tenants/{quote(self.tenant, safe='')}/databases/{quote(self.database, safe='')}"
        for what in ("/heartbeat", place):
            answer = self._get(f"{address}/api/v2{what}", headers)
            if answer.status_code in (401, 403):
                raise ArchiveError(
                    f"The Chroma server at {self} does not let Dateline in. Set"
                    " DATELINE_CHROMA_KEY, or the header that it wants in DATELINE_CHROMA_HEADERS."
                )
            if answer.status_code == 404 and what == place:
                raise ArchiveError(
                    f"The Chroma server at {self.url} has no tenant {self.tenant!r} with a database"
                    f" {self.database!r}. Set DATELINE_CHROMA_TENANT and DATELINE_CHROMA_DATABASE"
                    " to what it has, or make them there."
                )
            if answer.status_code != 200 or _json(answer) is None:
                raise ArchiveError(
                    f"What answers at {self.url} is no Chroma server of version 1 (it said"
                    f" {answer.status_code} to {what}). See that the address is right, and that"
                    " the server is of chromadb 1.0 or later."
                )

    def _get(self, url: str, headers: Mapping[str, str]) -> Any:
        import httpx

        try:
            return httpx.get(url, headers=dict(headers), timeout=_FIRST_SECONDS)
        except httpx.TransportError as error:
            raise self._silent(error) from error

    def _silent(self, error: Exception) -> ArchiveError:
        return ArchiveError(
            f"The Chroma server at {self} does not answer"
            f" ({first_line(error).rstrip('.') or type(error).__name__}). Start it (`chroma run"
            " --path FOLDER --port PORT`), or set DATELINE_CHROMA to where it listens. The articles"
            " are kept in the archive and not in it."
        )


def _is_host(place: str) -> bool:
    return bool(_HOST.fullmatch(place))


def _json(answer: Any) -> Any:
    """What an answer says, None where it is no JSON."""
    try:
        return answer.json()
    except ValueError:
        return None
