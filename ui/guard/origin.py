"""Only the page itself asks: other web sites and borrowed host names are refused."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.guard.refusal import refuse
from ui.guard.site import Site

# Gradio would take the page's own address from these, whoever wrote them.
_FORWARDED = ("forwarded", "x-forwarded-", "x-gradio-")


class OwnOrigin:
    """Passes on what names this site as its Host and, where the browser says it, its Origin."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._site.admits(hosts[0]):
            await refuse(scope, receive, send, 400, self._site.host_advice())
        elif not self._may_ask(scope, headers, hosts[0]):
            await refuse(scope, receive, send, 403, "Only Dateline's own page may ask this.")
        else:
            await self._app(_without_senders_claims(scope), receive, send)

    def _may_ask(self, scope: Scope, headers: Headers, host: str) -> bool:
        is_form = self._is_form(scope)
        return self._asks_itself(headers, host, is_form) or self._leads_here(scope, headers)

    def _asks_itself(self, headers: Headers, host: str, is_form: bool) -> bool:
        """A browser names the origin of what is posted, and the relation of everything else."""
        own, site = self._site.origin_at(host), headers.get("sec-fetch-site", "none")
        # A form is sent by our own page without its origin, for it sends no referrer.
        allowed = (own, "null") if is_form and site == "same-origin" else (own,)
        if any(origin.lower() not in allowed for origin in headers.getlist("origin")):
            return False
        return site in ("same-origin", "none")

    def _is_form(self, scope: Scope) -> bool:
        """Whether it is the form of the login, the only one that a browser sends by itself."""
        return bool(scope["path"].removeprefix(self._site.prefix).startswith("/session/"))

    def _leads_here(self, scope: Scope, headers: Headers) -> bool:
        """A link elsewhere, as in a letter, may lead to the page, an article or an answer."""
        followed = headers.get("sec-fetch-mode") == "navigate" and "origin" not in headers
        path = scope["path"].removeprefix(self._site.prefix)
        return followed and (path in ("", "/") or path.startswith(("/article/", "/answer/")))


def _without_senders_claims(scope: Scope) -> Scope:
    """The request without its Origin, which is checked, so that Gradio grants it nothing."""
    passed = {**scope, "headers": list(scope["headers"])}
    headers = MutableHeaders(scope=passed)
    for name in set(headers):
        if name == "origin" or name.startswith(_FORWARDED):
            del headers[name]
    return passed
