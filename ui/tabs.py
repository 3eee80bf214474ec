"""Which tabs are still open, so that none works for a closed one, and what each shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# Seconds in which a tab that asks has to open a connection to hear the answer.
MAX_UNHEARD = 2.0
# Tabs of which it is known what they show: of the earliest beyond, anything may be.
MAX_SHOWN = 10_000

# The connections that a tab of Gradio's page keeps open: while it is there, and while it listens.
_KEPT = re.compile(r"/gradio_api/(?:heartbeat/(?P<session>\w+)|queue/data)/?$")


class OpenTabs:
    """The sessions whose tab has a connection open, as `Watch` sees them come and go."""

    def __init__(self) -> None:
        self._connections: Counter[str] = Counter()
        self._shown: dict[str, str] = {}

    def is_open(self, session: str | None, since: float) -> bool:
        """Whether a session's tab listens, or may still begin to: it asked at a monotonic time.

        Gradio itself ends an event whose listener has gone, as soon as it yields, but not one that
        never had a listener, as when a tab is closed right after it asked.
        """
        return bool(self._connections[session or ""]) or monotonic() - since < MAX_UNHEARD

    def opened(self, session: str) -> None:
        self._connections[session] += 1

    def closed(self, session: str) -> None:
        self._connections[session] -= 1
        if not self._connections[session]:
            del self._connections[session]
            self._shown.pop(session, None)

    def show(self, session: str | None, conversation: str) -> None:
        """A session's tab turns to a conversation; "" is a new one."""
        self._shown[session or ""] = conversation
        if len(self._shown) > MAX_SHOWN:
            del self._shown[next(iter(self._shown))]

    def shows(self, session: str | None, conversation: str) -> bool:
        """Whether what comes of a conversation is to be drawn in a session's tab."""
        return self._shown.get(session or "", conversation) == conversation


class Watch:
    """An ASGI middleware that tells `tabs` which of them have a connection open.

    `heard` is called with the session of a tab that has heard an answer to its end, or was closed.
    """

    def __init__(self, app: ASGIApp, tabs: OpenTabs, heard: Callable[[str], None]) -> None:
        self._app = app
        self._tabs = tabs
        self._heard = heard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = _session(scope)
        if not session:
            await self._app(scope, receive, send)
            return
        self._tabs.opened(session)
        try:
            await self._app(scope, receive, send)
        finally:
            self._tabs.closed(session)
            self._heard(session)


def _session(scope: Scope) -> str:
    """The session whose kept connection this is, or nothing where it is another request."""
    kept = _KEPT.search(scope["path"]) if scope["type"] == "http" else None
    if not kept:
        return ""
    named = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])
    return kept["session"] or named[0]
