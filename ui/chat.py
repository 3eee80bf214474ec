"""The page: a conversation that streams, and beside it the sources of its answers."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from assistant.types import ModelError, QuestionError, Turn
from ui.html import Exchange, archive_html, conversation_html, sources_html
from ui.tabs import OpenTabs, Watch
from vectorstore.types import ArchiveError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from gradio.themes import Base
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.assistant import Assistant
    from vectorstore.archive import Archive

# Answers that are worked on at a time, and questions that may wait.
AT_ONCE = 4
MAX_WAITING = 64
# Exchanges that a model is told of.
MAX_TURNS = 6

_LOOPBACK = ("127.0.0.1", "localhost")
# Gradio's page evaluates its templates and styles itself inline. Nothing may come from or go to
# another host.
_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
        " connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';"
        " frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}

_Exchanges = tuple[Exchange, ...]
_logger = logging.getLogger(__name__)


class AddressError(OSError):
    """The address that was asked for can't be served on; says what to do."""


def serve(
    archive: "Archive",
    assistant: "Assistant",
    host: str = "127.0.0.1",
    port: int = 7860,
    examples: Sequence[str] = (),
) -> None:
    """Serve the page until Ctrl+C; its address is printed once it answers. Port 0 is any free one.

    AddressError where the address is taken or is not this machine's; ArchiveError where the archive
    was made with another encoder; ModelError where the reranker can't be loaded.
    """
    import uvicorn
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    with _listener(host, port) as listener:
        port = listener.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host

        class Server(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                print(f"Dateline is at http://{shown}:{port} — Ctrl+C stops it.", flush=True)

        app = build(archive, assistant, examples)
        # Loads encoder, index and reranker before the first question, and refuses unfit ones.
        assistant.search("Dateline", 1)
        if host in _LOOPBACK:
            # Otherwise a web site could be given this machine's address and read the archive.
            app.add_middleware(TrustedHostMiddleware, allowed_hosts=_LOOPBACK)
        config = uvicorn.Config(
            app, log_level="critical", server_header=False, timeout_graceful_shutdown=1
        )
        try:
            Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            print()


def build(archive: "Archive", assistant: "Assistant", examples: Sequence[str] = ()) -> "FastAPI":
    """The page as an application; `examples` are questions to begin with."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI

    tabs = OpenTabs()
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as page:
        exchanges = gr.State(())
        _html(f"<h1>Dateline</h1>{_about(archive)}", "masthead")
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

        def ask(asked: str, before: _Exchanges, tab: gr.Request) -> Iterator[tuple[Any, ...]]:
            cleared: Any = ""
            answered = _answered(assistant, asked, before)
            for now, told, beside in tabs.while_open(tab.session_hash, answered):
                yield cleared, now, told, beside, gr.update(visible=False)
                cleared = gr.skip()

        def show(before: _Exchanges, event: gr.EventData) -> str:
            chosen = int(event.exchange)
            return sources_html(before[chosen].answer, str(chosen))

        outputs = [question, exchanges, conversation, sources, suggestions]
        for listen, text in [(question.submit, question), *((b.click, b) for b in buttons)]:
            _on(listen, ask, [text, exchanges], outputs, concurrency_limit=AT_ONCE)
        _on(conversation.select, show, [exchanges], [sources])
    page.queue(max_size=MAX_WAITING, api_open=False)

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
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
    app.add_middleware(Watch, tabs=tabs)
    app.add_middleware(_SafeHeaders)
    return app


def _answered(
    assistant: "Assistant", asked: str, before: _Exchanges
) -> Iterator[tuple[_Exchanges, str, str]]:
    """The exchanges, the conversation and its sources, again each time that the answer grows.

    Nothing where nothing was asked. Every failure is told in the conversation. While a model is
    silent they come again, unchanged: Gradio sees only between two of them that a tab was closed.
    """

    def shown(exchange: Exchange) -> tuple[_Exchanges, str, str]:
        now = (*before, exchange)
        return now, conversation_html(now), sources_html(exchange.answer, str(len(before)))

    if not asked.strip():
        return
    yield shown(Exchange(asked))
    try:
        for answer in assistant.stream(asked, _turns(before)):
            yield shown(Exchange(asked, answer))
    except (ArchiveError, ModelError, QuestionError) as error:
        yield shown(Exchange(asked, problem=str(error)))
    except Exception:
        # The page stays; whoever runs it finds the cause on stderr.
        _logger.exception("A question could not be answered")
        yield shown(Exchange(asked, problem="Something went wrong, and no answer was found."))


def _turns(exchanges: _Exchanges) -> list[Turn]:
    answered = [(e.question, e.answer) for e in exchanges if e.answer and not e.problem]
    return [Turn(question, answer.text) for question, answer in answered[-MAX_TURNS:]]


def _about(archive: "Archive") -> str:
    days = [article.day for article in archive.articles() if article.day]
    first, last = (min(days), max(days)) if days else (None, None)
    return archive_html(len(archive), len(archive.outlets()), first, last)


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


class _SafeHeaders:
    """Sends the headers that keep the page from reaching other hosts with every response."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.datastructures import MutableHeaders

        async def send_with_headers(message: "Message") -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)
