"""The page: a conversation that streams, and beside it the sources of its answers."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from assistant.types import Turn
from ui.guard import PageEvent, Site, guarded
from ui.html import Exchange, conversation_html, sources_html
from ui.state import State
from ui.tabs import OpenTabs, Watch
from ui.web import Address
from vectorstore.errors import AddressError, DatelineError

if TYPE_CHECKING:
    from gradio import Blocks, EventData
    from gradio.themes import Base
    from starlette.types import ASGIApp

    from assistant.assistant import Assistant
    from vectorstore.archive import Archive
    from vectorstore.behind import Behind

# Answers that are worked on at a time. Quotes keep the cores busy. A model's mostly wait for its
# server; but a local one may write one answer after the other, and the last has to begin within
# MODEL_TIMEOUT: that allows 15 s for each.
QUOTED_AT_ONCE = 4
WRITTEN_AT_ONCE = 8
# Questions that may wait.
MAX_WAITING = 64
# Seconds between two looks at an archive that is still being filled.
STATE_SECONDS = 2.0
# Exchanges that a model is told of.
MAX_TURNS = 6

_Exchanges = tuple[Exchange, ...]
_logger = logging.getLogger(__name__)


def serve(
    archive: "Archive",
    assistant: "Assistant",
    host: str = "127.0.0.1",
    port: int = 7860,
    examples: Sequence[str] = (),
    public: Address | None = None,
    behind: "Behind | None" = None,
) -> None:
    """Serve the page until Ctrl+C; its address is printed once it answers. Port 0 is any free one.

    `behind` is what still fills the archive, and is told of on the page. `public` is the address
    that a proxy serves the page at: the only one it then answers to.

    AddressError where the address is taken or is not this machine's; ArchiveError where the archive
    was made with another encoder; ModelError where the reranker can't be loaded.
    """
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

        app = build(archive, assistant, Site(ip, port, public), examples, behind)
        # Loads encoder, index and reranker before the first question, and refuses unfit ones.
        assistant.search("Dateline", 1)
        config = uvicorn.Config(
            app,
            ws="none",
            proxy_headers=False,
            log_level="critical",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        connections = max_connections(_at_once(assistant))
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
) -> "ASGIApp":
    """The page as an application for a site; `examples` are questions to begin with.

    While `behind` fills the archive, the page says how far it is.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI

    tabs = OpenTabs()
    state = State(archive, behind)
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as page:
        exchanges = gr.State(())
        masthead = _html(state.html(), "masthead")
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="asking", min_width=0):
                conversation = _html("", "conversation", js_on_load=_file("page.js"))
                with gr.Column(elem_id="examples", visible=bool(examples)) as suggestions:
                    _html("<h2>Ask, for example</h2>", "examples-heading")
                    buttons = [gr.Button(example) for example in examples]
                question = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    placeholder="Ask the archive",
                    max_lines=6,
                    autofocus=True,
                    container=False,
                    submit_btn="Ask",
                    elem_id="question",
                )
            with gr.Column(elem_id="beside", min_width=0):
                sources = _html(sources_html(None), "sources")

        def ask(asked: str, before: _Exchanges, tab: gr.Request) -> Iterator[Any]:
            if not asked.strip():
                yield gr.skip()  # where nothing is yielded, Gradio clears the whole page
                return
            cleared: Any = ""
            answered = _answered(assistant, asked, before, site.is_own)
            for now, told, beside in tabs.while_open(tab.session_hash, answered):
                yield cleared, now, told, beside, gr.update(visible=False)
                cleared = gr.skip()

        def show(before: _Exchanges, event: gr.EventData) -> Any:
            chosen = _chosen(event, len(before))
            if chosen is None:
                return gr.skip()
            return sources_html(before[chosen].answer, str(chosen), site.is_own)

        at_once = _at_once(assistant)
        outputs = [question, exchanges, conversation, sources, suggestions]
        for listen, text in [(question.submit, question), *((b.click, b) for b in buttons)]:
            _on(listen, ask, [text, exchanges], outputs, concurrency_limit=at_once)
        _on(conversation.select, show, [exchanges], [sources])
        if behind:
            clock = gr.Timer(STATE_SECONDS)

            def tell() -> Any:
                return state.html(), gr.Timer(active=state.is_growing)

            _on(clock.tick, tell, [], [masthead, clock], concurrency_limit=None)
    page.queue(max_size=MAX_WAITING, api_open=False)

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        root_path=f"{site.public.origin}{site.public.path}" if site.public else None,
        theme=_theme(),
        # Not as `css`, whose selectors Gradio rewrites.
        head=f"<style>{_file('page.css')}</style>",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
    )
    return guarded(Watch(app, tabs), site, _events(page))


def _events(page: "Blocks") -> dict[int, PageEvent]:
    from gradio import State

    return {
        index: PageEvent(
            tuple(not isinstance(block, State) for block in event.inputs),
            frozenset(block for block, _ in event.targets if block is not None),
        )
        for index, event in page.fns.items()
    }


def _answered(
    assistant: "Assistant", asked: str, before: _Exchanges, is_own: Callable[[str], bool]
) -> Iterator[tuple[_Exchanges, str, str]]:
    """The exchanges, the conversation and its sources, again each time that the answer grows.

    Every failure is told in the conversation. While a model is silent they come again, unchanged:
    Gradio sees only between two of them that a tab was closed.
    """

    def shown(exchange: Exchange) -> tuple[_Exchanges, str, str]:
        now = (*before, exchange)
        return now, conversation_html(now), sources_html(exchange.answer, str(len(before)), is_own)

    yield shown(Exchange(asked))
    try:
        for answer in assistant.stream(asked, _turns(before)):
            yield shown(Exchange(asked, answer))
    except DatelineError as error:
        yield shown(Exchange(asked, problem=str(error)))
    except Exception:
        # The page stays; whoever runs it finds the cause on stderr.
        _logger.exception("A question could not be answered")
        yield shown(Exchange(asked, problem="Something went wrong, and no answer was found."))


def _at_once(assistant: "Assistant") -> int:
    return WRITTEN_AT_ONCE if assistant.writes else QUOTED_AT_ONCE


def _chosen(event: "EventData", count: int) -> int | None:
    """The exchange, of so many, that an event names; None where it names none."""
    try:
        named = event.exchange
    except (AttributeError, TypeError):  # as Gradio's raises, without its data and without any
        return None
    return named if type(named) is int and 0 <= named < count else None


def _turns(exchanges: _Exchanges) -> list[Turn]:
    answered = [(e.question, e.answer) for e in exchanges if e.answer and not e.problem]
    return [Turn(question, answer.text) for question, answer in answered[-MAX_TURNS:]]


def _html(value: str, elem_id: str, js_on_load: str | None = None) -> Any:
    import gradio as gr

    return gr.HTML(value, elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False)


def _on(listen: Callable[..., Any], *wiring: Any, **limits: Any) -> None:
    listen(*wiring, **limits, show_progress="hidden", api_visibility="private")


def _file(name: str) -> str:
    return (files("ui") / name).read_text(encoding="utf-8")


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
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
