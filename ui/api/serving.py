"""Serving page and API of one desk, in one process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui import words
from ui.api.application import whole
from ui.chat import page_app, run
from ui.desk import Desk
from ui.guard import Site
from vectorstore.behind import Behind

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from assistant import Assistant
    from assistant.settings import Settings
    from ui.accounts import Accounts
    from ui.audit import Audit
    from ui.web import Address
    from vectorstore.archive import Archive


def serve_all(
    archive: Archive,
    assistant: Assistant,
    settings: Settings,
    host: str,
    port: int,
    *,
    public: Address | None = None,
    behind: Behind | None = None,
    model: str = "",
    accounts: Accounts | None = None,
    folders: Sequence[Path] = (),
    audit: Audit | None = None,
) -> None:
    """Serve until Ctrl+C; errors as `ui.chat.serve` has them."""
    named = model or words.A_MODEL * assistant.writes
    embedding = _Embedding(archive, settings)

    def application(site: Site) -> ASGIApp:
        desk = Desk(archive, assistant, site, (), named, folders, audit=audit)
        return whole(desk, page_app(desk, behind, accounts), accounts, embedding.begin)

    try:
        run(application, assistant, host, port, public)
    finally:
        embedding.close()


class _Embedding:
    """A process that embeds what came over the API; one at a time, and again for what came late."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._archive, self._settings = archive, settings
        self._behind: Behind | None = None

    def begin(self) -> None:
        # One that is at work takes what comes meanwhile.
        if self._behind is None or not self._behind.is_running:
            archive, settings = self._archive, self._settings
            self._behind = Behind(
                archive.place, settings.encoder, settings.device, chroma=archive.chroma
            )

    def close(self) -> None:
        if self._behind:
            self._behind.close()
