"""The place where one asks: a conversation that streams, and beside it its sources."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from assistant.answering.failures import ModelFailed
from assistant.types import Turn
from ui import words
from ui.components import html, on, ui_file
from ui.desk import Desk
from ui.escape import text
from ui.html import Exchange, conversation_html, sources_html
from vectorstore.errors import DatelineError

if TYPE_CHECKING:
    from gradio import EventData

    from assistant.assistant import Assistant

# Answers that are worked on at a time. Quotes keep the cores busy. A model's mostly wait for its
# server; but a local one may write one answer after the other, and the last has to begin within
# MODEL_TIMEOUT: that allows 15 s for each.
QUOTED_AT_ONCE = 4
WRITTEN_AT_ONCE = 8
# Exchanges that a model is told of.
MAX_TURNS = 6

_Exchanges = tuple[Exchange, ...]
_logger = logging.getLogger(__name__)


def answers_at_once(assistant: "Assistant") -> int:
    """How many answers are worked on at a time."""
    return WRITTEN_AT_ONCE if assistant.writes else QUOTED_AT_ONCE


def ask_place(desk: Desk) -> None:
    """Build it, inside the page that is being built."""
    import gradio as gr

    exchanges = gr.State(())
    with gr.Row(elem_id="columns"):
        with gr.Column(elem_id="asking", min_width=0):
            conversation = html("", "conversation", js_on_load=ui_file("page.js"))
            with gr.Column(elem_id="examples", visible=bool(desk.examples)) as suggestions:
                html(f"<h2>{words.FOR_EXAMPLE}</h2>", "examples-heading")
                buttons = [gr.Button(example) for example in desk.examples]
            if desk.assistant.sends:
                html(f'<p class="aside">{text(desk.assistant.sends)}</p>', "sends")
            question = gr.Textbox(
                label=words.YOUR_QUESTION,
                show_label=False,
                placeholder=words.ASK_THE_ARCHIVE,
                max_lines=6,
                autofocus=True,
                container=False,
                submit_btn=words.ASK,
                elem_id="question",
            )
        with gr.Column(elem_id="beside", min_width=0):
            sources = html(sources_html(None), "sources")

    is_own = desk.site.is_own

    def ask(asked: str, before: _Exchanges, tab: gr.Request) -> Iterator[Any]:
        if not asked.strip():
            yield gr.skip()  # where nothing is yielded, Gradio clears the whole page
            return
        cleared: Any = ""
        answered = _answered(desk.assistant, asked, before, is_own)
        for now, told, beside in desk.tabs.while_open(tab.session_hash, answered):
            yield cleared, now, told, beside, gr.update(visible=False)
            cleared = gr.skip()

    def show(before: _Exchanges, event: gr.EventData) -> Any:
        chosen = _chosen(event, len(before))
        if chosen is None:
            return gr.skip()
        return sources_html(before[chosen].answer, str(chosen), is_own)

    at_once = answers_at_once(desk.assistant)
    outputs = [question, exchanges, conversation, sources, suggestions]
    for listen, typed in [(question.submit, question), *((b.click, b) for b in buttons)]:
        on(listen, ask, [typed, exchanges], outputs, concurrency_limit=at_once)
    on(conversation.select, show, [exchanges], [sources])


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
    except ModelFailed as failed:
        yield shown(Exchange(asked, failed.quotes, str(failed)))
    except DatelineError as error:
        yield shown(Exchange(asked, problem=str(error)))
    except Exception:
        # The page stays; whoever runs it finds the cause on stderr.
        _logger.exception("A question could not be answered")
        yield shown(Exchange(asked, problem="Something went wrong, and no answer was found."))


def _chosen(event: "EventData", count: int) -> int | None:
    """The exchange, of so many, that an event names; None where it names none."""
    try:
        named = event.exchange
    except (AttributeError, TypeError):  # as Gradio's raises, without its data and without any
        return None
    return named if type(named) is int and 0 <= named < count else None


def _turns(exchanges: _Exchanges) -> list[Turn]:
    answered = [e.answer for e in exchanges if e.answer and not e.problem]
    return [answer.turn for answer in answered[-MAX_TURNS:]]
