"""The routes that the page uses. All others of Gradio's, and those it may get, do not exist."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.guard.refusal import refuse
from ui.guard.site import Site

# Gradio's page makes one for itself, of digits and small letters.
SESSION = "[0-9a-z]{1,20}"


@dataclass(frozen=True, slots=True)
class _Route:
    path: re.Pattern[str]
    methods: tuple[str, ...] = ("GET",)
    # The others are passed on without a query: Gradio serves stored states and pages by it.
    has_session: bool = False


_PAGE = _Route(re.compile("/"), ("GET", "HEAD"))
# The id of an article may be anything: it is looked up in the catalogue, and never a path.
_ARTICLE = _Route(re.compile("/article/.+", re.DOTALL), ("GET", "HEAD"))
_ANSWER = _Route(re.compile(r"/answer/[\w-]+", re.ASCII), ("GET", "HEAD"))
_ROUTES = (
    _PAGE,
    _ARTICLE,
    # What these name is looked up among the conversations, and never a path.
    _Route(re.compile(r"/take/[\w-]+(/[0-9]{1,9})?\.[a-z]{1,8}", re.ASCII), ("GET", "HEAD")),
    _ANSWER,
    # The name is that of a file, as whoever sends it calls it, and never a path.
    _Route(re.compile("/(draft|upload)/[^/]+", re.DOTALL), ("POST",)),
    _Route(re.compile("/session/(new|end)"), ("POST",)),
    _Route(re.compile(r"/assets/[\w-]+(\.[\w-]+)*\.(js|css)", re.ASCII)),
    _Route(re.compile(r"/static/js/iframeResizer\.contentWindow\.min\.js")),
    _Route(re.compile(r"/theme\.css")),
    _Route(re.compile(r"/favicon\.ico")),
    # After an interruption the page asks whether it still speaks with the same server.
    _Route(re.compile("/gradio_api/app_id")),
    _Route(re.compile(f"/gradio_api/heartbeat/{SESSION}")),
    _Route(re.compile("/gradio_api/queue/join"), ("POST",)),
    _Route(re.compile("/gradio_api/queue/data"), has_session=True),
)


class PageRoutes:
    """Passes on the requests of the page, each at the path that Gradio knows it by."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        prefix = self._site.prefix
        if prefix and scope["path"] == prefix:
            await RedirectResponse(f"{prefix}/", 308)(scope, receive, send)
            return
        # Some proxies take the sub-path away, others leave it.
        path = scope["path"].removeprefix(prefix) if prefix else scope["path"]
        route = next((route for route in _ROUTES if route.path.fullmatch(path)), None)
        if route is None or scope["type"] != "http":
            await refuse(scope, receive, send, 404, "There is nothing here.")
        elif scope["method"] not in route.methods:
            allowed = {"allow": ", ".join(route.methods)}
            await refuse(scope, receive, send, 405, "This is asked another way.", allowed)
        elif route.has_session and not _session(scope):
            await refuse(scope, receive, send, 400, "The session is not named.")
        else:
            await self._app(_passed(scope, path, route, prefix), receive, send)


def _passed(scope: Scope, path: str, route: _Route, prefix: str) -> Scope:
    query = urlencode({"session_hash": _session(scope)}).encode() if route.has_session else b""
    sent: bytes = scope["raw_path"].partition(b"?")[0]
    passed = {
        **scope,
        "path": path,
        # As it was sent: what of it is a slash of an article's id, only that tells.
        "raw_path": sent.removeprefix(prefix.encode()) if route is _ARTICLE else path.encode(),
        "query_string": query,
        "headers": list(scope["headers"]),
    }
    if route in (_PAGE, _ARTICLE):
        # Its inline scripts are read from it.
        del MutableHeaders(scope=passed)["accept-encoding"]
    return passed


def _session(scope: Scope) -> str:
    """The session that a query names; "" where it names none, or anything else."""
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if len(query) != 1 or query[0][0] != "session_hash":
        return ""
    return query[0][1] if re.fullmatch(SESSION, query[0][1]) else ""
