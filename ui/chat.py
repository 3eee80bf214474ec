"""The page: its frame, in which each place is a tab, and the application that serves it."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import os
import socket
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import words
from ui.archive_place import archive_place
from ui.article_route import article_route
from ui.asking import ASKING, ask_place
from ui.components import html, on, ui_file
from ui.desk import Desk, answers_at_once
from ui.guard import InputKind, PageEvent, Site, guarded
from ui.sessions import MAX_SESSIONS, drop_copies
from ui.state import State
from ui.tabs import Watch
from ui.take_route import take_routes
from ui.timeline_place import timeline_place
from ui.upload_route import upload_routes
from ui.verify_place import verify_place
from ui.web import Address
from vectorstore.errors import AddressError

if TYPE_CHECKING:
    from gradio import Blocks
    from gradio.themes import Base
    from starlette.types import ASGIApp

    from assistant.assistant import Assistant
    from ui.accounts import Accounts
    from vectorstore.archive import Archive
    from vectorstore.behind import Behind

# Seconds between two looks at an archive that is still being filled.
STATE_SECONDS = 2.0
# And at one that only what is followed adds to.
CALM_SECONDS = 60.0
# Events that Gradio holds at a time; in its own queue, of 40 of them, people would wait untold.
MAX_EVENTS = 2000
# Connections that the system keeps until they are taken; who is one more tries again in a second.
BACKLOG = 1024


def serve(
    archive: "Archive",
    assistant: "Assistant",
    host: str = "127.0.0.1",
    port: int = 7860,
    examples: Sequence[str] = (),
    public: Address | None = None,
    behind: "Behind | None" = None,
    model: str = "",
    accounts: "Accounts | None" = None,
    folders: Sequence[Path] = (),
) -> None:
    """Serve the page until Ctrl+C; its address is printed once it answers. Port 0 is any free one.

    `behind` is what still fills the archive, and is told of on the page. `model` is what the
    assistant was made with. `accounts` are those who may log in; without any, everybody may ask and
    add. `public` is the address that a proxy serves the page at: the only one it then answers to.
    What lies below `folders` may be added from the page by whoever reaches it; where that is this
    machine alone, anything may.

    AddressError where the address is taken or is not this machine's; ArchiveError where the archive
    was made with another encoder; ModelError where the reranker can't be loaded.
    """
    run(
        lambda site: build(archive, assistant, site, examples, behind, model, accounts, folders),
        assistant,
        host,
        port,
        public,
    )


def run(
    app: Callable[[Site], "ASGIApp"],
    assistant: "Assistant",
    host: str,
    port: int,
    public: Address | None,
) -> None:
    """Serve an application, made for the site that it is served at, until Ctrl+C; see `serve`."""
    import uvicorn

    from ui.server import PageServer, max_connections

    with _listener(host, port) as listener:
        ip, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        served = f"http://{shown}:{port}"
        if public:
            served = f"{public.origin}{public.path}/, for which {served} is served"

        def told() -> None:
            print(f"Dateline is at {served} — Ctrl+C stops it.", flush=True)

        # Loads encoder, index and reranker before the first question, and refuses unfit ones.
        assistant.search("Dateline", 1)
        made = app(Site(ip, port, public))
        config = uvicorn.Config(
            made,
            ws="none",
            proxy_headers=False,
            log_level="critical",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        connections = max_connections(answers_at_once(assistant))
        try:
            PageServer(config, listener, connections, told).run()
        except KeyboardInterrupt:
            print()


def build(
    archive: "Archive",
    assistant: "Assistant",
    site: Site,
    examples: Sequence[str] = (),
    behind: "Behind | None" = None,
    model: str = "",
    accounts: "Accounts | None" = None,
    folders: Sequence[Path] = (),
) -> "ASGIApp":
    """The page as an application for a site; `examples` are questions to begin with.

    While `behind` fills the archive, the page says how far it is.
    """
    named = model or words.A_MODEL * assistant.writes
    return page_app(Desk(archive, assistant, site, examples, named, folders), behind, accounts)


def page_app(
    desk: Desk, behind: "Behind | None" = None, accounts: "Accounts | None" = None
) -> "ASGIApp":
    """The page of a desk, guarded."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI

    state, site = State(desk.archive, behind, desk.following), desk.site
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as page:
        masthead = html(state.html(), "masthead")
        # A place is a tab of its own, which a function beside ask_place fills.
        with gr.Tabs(elem_id="places"):
            with gr.Tab(words.ASK, id="ask", elem_id="ask-place"):
                ask_place(desk)
            with gr.Tab(words.TIMELINE, id="timeline", elem_id="timeline-place"):
                timeline_place(desk)
            with gr.Tab(words.VERIFY, id="verify", elem_id="verify-place"):
                verify_place(desk)
            with gr.Tab(words.ARCHIVE, id="archive", elem_id="archive-place") as tab:
                overview = archive_place(desk, tab)
        clock = gr.Timer(STATE_SECONDS if behind else CALM_SECONDS)

        def tell() -> Any:
            seconds = STATE_SECONDS if state.is_growing else CALM_SECONDS
            return state.html(), gr.Timer(seconds)

        on(clock.tick, tell, [], [masthead, clock], concurrency_limit=None)
        # What was just added or removed is told at once.
        on(overview.change, tell, [], [masthead, clock], concurrency_limit=None)
        on(page.load, tell, [], [masthead, clock], concurrency_limit=None)
    desk.following.start()
    # Who waits for an answer is told so: ui/talk.py.
    page.queue(max_size=None, default_concurrency_limit=None, api_open=False)
    # Gradio's own `max_threads` would also let as many threads run.
    page._queue.max_thread_count = MAX_EVENTS
    page.state_session_capacity = MAX_SESSIONS

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    own_routes = [article_route(desk.archive, desk.links), *take_routes(desk), *upload_routes(desk)]
    app.router.routes += own_routes
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        root_path=f"{site.public.origin}{site.public.path}" if site.public else None,
        theme=_theme(),
        # Not as `css`, whose selectors Gradio rewrites.
        head=f"<style>{ui_file('page.css')}{ui_file('places.css')}</style>",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
    )
    role = accounts.role if accounts else None
    return guarded(
        Watch(app, desk.tabs, partial(drop_copies, page)),
        site,
        _events(page),
        desk.line.door,
        role,
        ui_file("page.css"),
    )


def _events(page: "Blocks") -> dict[int, PageEvent]:
    return {
        index: PageEvent(
            tuple(map(_input_kind, event.inputs)),
            frozenset(block for block, _ in event.targets if block is not None),
            event.concurrency_id == ASKING,
        )
        for index, event in page.fns.items()
    }


def _input_kind(block: Any) -> InputKind:
    from gradio import Dropdown, State

    if isinstance(block, State):
        return "state"
    return "names" if isinstance(block, Dropdown) and block.multiselect else "text"


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        raise AddressError(
            f"The page can't be served at {host}, port {port}: {error}. If another program has the"
            " port, choose a free one with --port."
        ) from error


def _theme() -> "Base":
    import gradio as gr

    colors = {
        "body_background_fill": ("#fbfaf6", "#171614"),
        "body_text_color": ("#211f1b", "#e8e4db"),
        "body_text_color_subdued": ("#68635a", "#a8a196"),
        "background_fill_primary": ("#ffffff", "#211f1c"),
        "background_fill_secondary": ("#f4f1ea", "#1c1a18"),
        "border_color_primary": ("#dfdacf", "#3a3732"),
        "border_color_accent": ("#9a2c1c", "#ef8f7c"),
        "link_text_color": ("#9a2c1c", "#ef8f7c"),
        "input_background_fill": ("#ffffff", "#211f1c"),
        "input_border_color": ("#a59e90", "#6b665c"),
        "input_border_color_focus": ("#9a2c1c", "#ef8f7c"),
        "input_placeholder_color": ("#716b60", "#a09a8e"),
    }
    values = {name: light for name, (light, _) in colors.items()}
    values |= {f"{name}_dark": dark for name, (_, dark) in colors.items()}
    sans = ["system-ui", "-apple-system", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"]
    theme = gr.themes.Base(font=sans, font_mono=["ui-monospace", "monospace"])
    return theme.set(**values)
