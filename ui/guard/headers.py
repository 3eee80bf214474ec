"""The headers that keep the page from reaching other hosts, and others from reaching into it."""

import base64
import hashlib
from html.parser import HTMLParser

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class SafeHeaders:
    """Sends them with every response; the inline scripts of a page are allowed by their hashes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []
        html = bytearray()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers["content-security-policy"] = _policy()
                if headers.get("content-type", "").startswith("text/html"):
                    held.append(message)
                    return
            elif held:
                # The policy names the scripts, so the page is read before its headers are sent.
                html.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                start = held.pop()
                headers = MutableHeaders(scope=start)
                headers["content-security-policy"] = _policy(_inline_scripts(html.decode()))
                await send(start)
                message = {**message, "body": bytes(html)}
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _policy(scripts: list[str] | None = None) -> str:
    """The content security policy of a page with these inline scripts.

    Nothing may come from or go to another host. Two things stay open, because Gradio's page does
    not start without them: 'unsafe-eval', for it makes functions of the templates and of the
    js_on_load of its HTML components; and inline styles, for its components write style
    attributes, which hashes don't cover. Neither runs what stands in a document as markup: a
    script element or an event attribute that found its way into an article is not run.
    """
    hashes = "".join(f" '{_hash(script)}'" for script in scripts or ())
    return (
        f"default-src 'self'; script-src 'self' 'unsafe-eval'{hashes}; script-src-attr 'none';"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
        " connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';"
        " frame-ancestors 'none'"
    )


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _inline_scripts(html: str) -> list[str]:
    reader = _ScriptReader()
    reader.feed(html)
    reader.close()
    return reader.scripts


class _ScriptReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and "src" not in dict(attrs)
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data
