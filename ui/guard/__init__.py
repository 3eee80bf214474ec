"""What stands before Gradio: its routes that the page uses, asked by the page alone, in bounds."""

from collections.abc import Mapping

from starlette.types import ASGIApp

from ui.guard.bodies import EventBodies, PageEvent
from ui.guard.headers import SafeHeaders
from ui.guard.origin import OwnOrigin
from ui.guard.routes import PageRoutes
from ui.guard.site import Site

__all__ = ["PageEvent", "Site", "guarded"]


def guarded(app: ASGIApp, site: Site, events: Mapping[int, PageEvent]) -> ASGIApp:
    """An application that passes on to `app` only what the page at `site` asks of it.

    `events` holds, by Gradio's number of each event, what it takes.
    """
    return SafeHeaders(OwnOrigin(PageRoutes(EventBodies(app, events), site), site))
