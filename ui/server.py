"""The page's server: as many connections as the files that may be open allow, and no more."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

import h11
import uvicorn
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from ui.guard.headers import SafeHeaders
from ui.guard.refusal import refuse
from vectorstore.store.open_files import limit_of_process

# Connections at most, where the system would allow more.
MAX_CONNECTIONS = 1000
# And at least: one tab has about so many while it loads.
MIN_CONNECTIONS = 8
# Files that are open whoever asks (40 were), and for each answer that is worked on: a connection to
# the catalogue, or one to the model's server and the event loop that reads it.
OWN_FILES = 48
FILES_OF_AN_ANSWER = 4
# Of the connections, those that are only told to come again: one in so many.
SURPLUS = 4
# Seconds in which a request has to come whole, and one that is only told to come again.
MAX_UNFINISHED = 10.0
MAX_UNFINISHED_SURPLUS = 2.0
# A large one has longer, while so many bytes of it arrive in that time.
MIN_ARRIVING = 64 * 1024

_UNFINISHED = (h11.IDLE, h11.SEND_BODY)


def max_connections(at_once: int) -> int:
    """Connections that this process has files for beside so many answers."""
    limit = limit_of_process()
    if limit is None:
        return MAX_CONNECTIONS
    left = limit - OWN_FILES - FILES_OF_AN_ANSWER * at_once
    return max(MIN_CONNECTIONS, min(MAX_CONNECTIONS, left))


class PageServer(uvicorn.Server):
    """Serves at `listener`, with so many `connections` open; `started` is called when it does.

    Whoever comes when all but a quarter are in use is told so, with 503. Those that come when even
    that quarter is in use wait in the system's queue, where they need no file of this process.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        listener: socket.socket,
        connections: int,
        on_start: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._listener = listener
        self._free = asyncio.Semaphore(connections)
        self._max_answered = connections - connections // SURPLUS
        self._on_start = on_start
        self._connecting: set[asyncio.Task[None]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup([])
        self._listener.setblocking(False)
        self._accepting = asyncio.create_task(self._accept())
        self._accepting.add_done_callback(self._stop)
        self._on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._accepting.cancel()
        await super().shutdown(sockets)
        with suppress(asyncio.CancelledError):
            await self._accepting

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._free.acquire()
            try:
                client, _ = await loop.sock_accept(self._listener)
            except OSError:
                # All files are open after all: then it waits.
                self._free.release()
                await asyncio.sleep(0.1)
                continue
            # Nobody waits until the one before is connected: all that have come are at once.
            connecting = loop.create_task(self._connect(client))
            self._connecting.add(connecting)
            connecting.add_done_callback(self._connecting.discard)

    async def _connect(self, client: socket.socket) -> None:
        try:
            await asyncio.get_running_loop().connect_accepted_socket(self._connection, client)
        except OSError:
            # Whoever came has gone.
            client.close()
            self._free.release()

    def _connection(self) -> asyncio.Protocol:
        return _Connection(self, self._max_answered, self._free.release)

    def _stop(self, accepting: asyncio.Task[None]) -> None:
        self.should_exit = True


class _Connection(H11Protocol):
    """A connection that is refused where it is one too many, and ends where nothing is asked."""

    def __init__(self, server: PageServer, max_answered: int, on_end: Callable[[], None]) -> None:
        super().__init__(server.config, server.server_state, server.lifespan.state)
        self._max_answered = max_answered
        self._on_end = on_end
        self._patience = MAX_UNFINISHED
        self._unfinished: asyncio.TimerHandle | None = None
        self._arrived = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self._max_answered:
            self.app = SafeHeaders(_too_many)
            self._patience = MAX_UNFINISHED_SURPLUS
        self._time_request()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._arrived += len(data)
        self._time_request()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._unfinished:
            self._unfinished.cancel()
        self._on_end()

    def _time_request(self) -> None:
        """Close the connection later, unless its request is whole by then."""
        if self.conn.their_state in _UNFINISHED:
            if not self._unfinished:
                self._arrived = 0
                self._unfinished = self.loop.call_later(self._patience, self._give_up)
        elif self._unfinished:
            self._unfinished.cancel()
            self._unfinished = None

    def _give_up(self) -> None:
        self._unfinished = None
        if self._arrived >= MIN_ARRIVING and self._patience == MAX_UNFINISHED:
            self._time_request()
        else:
            self.transport.close()


async def _too_many(scope: Scope, receive: Receive, send: Send) -> None:
    # Read to its end: a connection that is closed before that is reset, and the answer lost.
    while (await receive()).get("more_body"):
        pass
    headers = {"retry-after": "5", "connection": "close"}
    if "text/html" in Headers(scope=scope).get("accept", ""):
        await HTMLResponse(_TOO_MANY_PAGE, 503, headers)(scope, receive, send)
        return
    await refuse(scope, receive, send, 503, _TOO_MANY, headers)


_TOO_MANY = (
    "As many people as Dateline can serve have its page open. Try again in a minute. If it comes"
    " often, whoever runs it can raise the limit of open files (ulimit -n 4096) and start it anew."
)
# For whoever opens the page: it tries again by itself.
_TOO_MANY_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline is busy</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta http-equiv="refresh" content="20"><style>body { max-width: 34em; margin: 15vh auto;'
    " padding: 0 16px; font: 18px/1.5 system-ui, sans-serif; color-scheme: light dark }</style>"
    f"</head><body><h1>Dateline is busy</h1><p>{_TOO_MANY}</p></body></html>"
)
