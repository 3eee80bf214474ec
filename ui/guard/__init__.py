"""What stands before Gradio: its routes that the page uses, asked by the page alone, in bounds."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from starlette.types import ASGIApp

from ui.guard.bodies import EventBodies, InputKind, PageEvent
from ui.guard.headers import SafeHeaders
from ui.guard.login import Login
from ui.guard.origin import OwnOrigin
from ui.guard.routes import PageRoutes
from ui.guard.site import Site
from ui.guard.visitor import Browsers

__all__ = ["InputKind", "PageEvent", "Site", "guarded"]


def guarded(
    app: ASGIApp,
    site: Site,
    events: Mapping[int, PageEvent],
    door: Callable[[], AbstractAsyncContextManager[bool]],
    role: Callable[[str, str], str | None] | None = None,
    style: str = "",
) -> ASGIApp:
    """An application that passes on to `app` only what the page at `site` asks of it.

    `events` holds, by Gradio's number of each event, what it takes. `door` tells whether one more
    may ask, and is held until that has begun. `role` gives what a name and its password may do,
    None where they don't fit; without it nobody has to log in. `style` is that of the login.
    """
    known = Browsers(EventBodies(app, events, door), f"{site.prefix}/", site.is_secure)
    inside = Login(known, role, site.prefix, site.is_secure, style)
    return SafeHeaders(OwnOrigin(PageRoutes(inside, site), site))
