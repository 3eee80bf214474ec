"""What every place of the page works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.conversations import Conversations
from ui.guard import Site
from ui.guard.visitor import ROLE, visitor
from ui.links import Links
from ui.tabs import OpenTabs
from ui.web import is_loopback

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from vectorstore.archive import Archive


@dataclass(frozen=True)
class Desk:
    """The archive, who answers from it, and where the page is; `examples` are first questions.

    `model` is what the assistant was made with, "" where it quotes. What lies below `folders` may
    be added from the page.
    """

    archive: Archive
    assistant: Assistant
    site: Site
    examples: Sequence[str] = ()
    model: str = ""
    folders: Sequence[Path] = ()
    tabs: OpenTabs = field(default_factory=OpenTabs)

    @cached_property
    def conversations(self) -> Conversations:
        """Those that are kept beside the archive."""
        return Conversations(self.archive.path, self.archive.is_read_only)

    @cached_property
    def links(self) -> Links:
        """The addresses of what the archive holds."""
        archive, site = self.archive, self.site
        return Links(site.is_own, archive.identity, site.prefix, archive.copies)

    def may_add(self, request: Any) -> bool:
        """Whether a request may change the archive: by its user's role; without a login, any."""
        role = request.headers.get(ROLE)
        return role in (None, "", "add")

    def owner(self, request: Any) -> str:
        """Whose conversations a request may see: those of a user, else of this machine, where the
        page is on a loopback address alone, else of the browser."""
        name, browser = visitor(request.headers)
        if name:
            return f"user {name}"
        if self.site.public is None and is_loopback(self.site.host):
            return "this machine"
        return f"browser {browser}"
