"""The read-only page of each article, in each version, at an address that can be mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from ui import words
from ui.components import ui_file
from ui.html.article import Edition, article_page
from ui.links import Links, named_version
from ui.standalone import simple_page
from vectorstore.errors import UnknownArticle

if TYPE_CHECKING:
    from vectorstore.archive import Archive

_BEFORE = "/article/"


def article_route(archive: Archive, links: Links) -> Route:
    """The route /article/ID@2, the id percent-encoded; without a version, the newest."""
    style = ui_file("page.css")
    script = ui_file("marking.js") + ui_file("article.js")

    async def show(request: Request) -> HTMLResponse:
        # The id may hold slashes, encoded or not: what was sent says it, and not the routing.
        sent = request.scope["raw_path"].partition(b"?")[0]
        name = unquote_to_bytes(sent.removeprefix(_BEFORE.encode())).decode(errors="replace")
        edition = await run_in_threadpool(edition_of, archive, name)
        if edition is None:
            return HTMLResponse(simple_page(words.ARTICLE_GONE, links, style), 404)
        return HTMLResponse(article_page(edition, links, style, script))

    return Route(_BEFORE + "{name:path}", show, methods=["GET", "HEAD"])


def edition_of(archive: Archive, name: str) -> Edition | None:
    """The version of an article that "id@2" names, or the newest of an id; None if there is none.

    What is named with its version is that alone, whatever other ids look like it.
    """
    try:
        named = named_version(name)
        found = archive.version(*named) if named else archive.article(name)
        article_id, number = named or archive.identity(found)
        newest = archive.identity(archive.article(article_id))[1]
        return Edition(found, article_id, number, newest, archive.known_until(article_id, number))
    except UnknownArticle:
        return None
