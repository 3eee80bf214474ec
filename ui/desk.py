"""What every place of the page works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.adding import Adding
from ui.audit import Audit
from ui.conversations import Conversations
from ui.following import Following
from ui.guard import Site
from ui.guard.visitor import ROLE, visitor
from ui.line import Line
from ui.links import Links
from ui.tabs import OpenTabs
from ui.uploads import Uploads
from ui.web import is_loopback_address

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from ui.exchange import Exchange
    from vectorstore.archive import Archive
    from vectorstore.types import Article

# Answers that are worked on at a time. Quotes keep the cores busy. A model's mostly wait for its
# server; but a local one may write one answer after the other, and the last has to begin within
# MODEL_TIMEOUT: that allows 15 s for each.
QUOTED_AT_ONCE = 4
WRITTEN_AT_ONCE = 8
# Questions that may wait for an answer.
MAX_WAITING = 64


def answers_at_once(assistant: Assistant) -> int:
    """How many answers are worked on at a time."""
    return WRITTEN_AT_ONCE if assistant.writes else QUOTED_AT_ONCE


@dataclass(frozen=True)
class Desk:
    """The archive, who answers from it, and where the page is; `examples` are first questions.

    `model` is what the assistant was made with, "" where it quotes. What lies below `folders` may
    be added from the page. `audit` is where it is noted who asked what.
    """

    archive: Archive
    assistant: Assistant
    site: Site
    examples: Sequence[str] = ()
    model: str = ""
    folders: Sequence[Path] = ()
    tabs: OpenTabs = field(default_factory=OpenTabs)
    audit: Audit | None = None

    @cached_property
    def line(self) -> Line:
        """The one in which all questions wait, from wherever they come."""
        return Line(answers_at_once(self.assistant), MAX_WAITING)

    def note(self, owner: str, exchange: Exchange) -> None:
        """Note in the audit log what the page showed somebody."""
        if self.audit:
            shown = exchange.answer or exchange.quoted
            scope = exchange.asked.filters if exchange.asked else {}
            self.audit.asked(owner, exchange.question, scope, shown, exchange.problem)

    @cached_property
    def conversations(self) -> Conversations:
        """Those that are kept beside the archive."""
        return Conversations(self.archive.path, self.archive.is_read_only)

    @cached_property
    def links(self) -> Links:
        """The addresses of what the archive holds."""
        archive, site = self.archive, self.site
        return Links(site.is_own, archive.identity, site.prefix, archive.copies)

    @property
    def is_own(self) -> bool:
        """Whether only this machine reaches the page."""
        return self.site.public is None and is_loopback_address(self.site.host)

    @cached_property
    def adding(self) -> Adding:
        """What is being added to the archive."""
        return Adding(self.archive, self.is_own, self.folders)

    @cached_property
    def following(self) -> Following:
        """The folders and feeds that are followed."""
        return Following(self.archive, self.adding, self.is_own)

    @cached_property
    def uploads(self) -> Uploads:
        """The files that were sent to be added."""
        return Uploads(self.archive.path / "uploads")

    def note_taken(self, owner: str, form: str, articles: Sequence[Article]) -> None:
        """Note in the audit log what somebody takes along."""
        if self.audit:
            self.audit.showed(owner, "take along", articles, form=form)

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
        if self.is_own:
            return "this machine"
        return f"browser {browser}"
