"""The place where the archive itself is looked at, added to and removed from."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from ui import words
from ui.adding import Adding
from ui.archive_html import PAGE_SIZE, Shown, adding_html, listing_html, overview_html
from ui.components import html, on, ui_file
from ui.desk import Desk
from ui.web import is_loopback
from vectorstore.errors import DatelineError

if TYPE_CHECKING:
    from gradio import EventData

# Seconds between two looks at what is being added.
ADDING_SECONDS = 1.0
_MAX_GIVEN = 2000


def archive_place(desk: Desk) -> None:
    """Build it, inside the page that is being built."""
    import gradio as gr

    own = desk.site.public is None and is_loopback(desk.site.host)
    adding = Adding(desk.archive, own, desk.folders)
    view = html(_view(desk, Shown(), own), "archive-view", js_on_load=ui_file("place.js"))
    form = html(adding_html(adding), "archive-adding", js_on_load=ui_file("place.js"))
    clock = gr.Timer(ADDING_SECONDS, active=False)

    def act(event: gr.EventData, request: gr.Request) -> Any:
        if given(event, "action") == "remove" and own and desk.may_add(request):
            try:
                desk.archive.remove(given(event, "id"))
            except DatelineError as error:
                return _view(desk, Shown(), own, str(error))
            return _view(desk, Shown(), own, "It was removed.")
        return _view(desk, shown_of(event), own)

    def add(event: gr.EventData, request: gr.Request) -> Any:
        if not desk.may_add(request):
            return adding_html(adding, words.MAY_NOT_ADD), gr.skip()
        try:
            adding.begin(given(event, "place"))
        except DatelineError as error:
            return adding_html(adding, str(error)), gr.skip()
        return adding_html(adding), gr.Timer(active=True)

    def look() -> Any:
        if adding.is_running:
            return adding_html(adding), gr.skip(), gr.skip()
        return adding_html(adding), _view(desk, Shown(), own), gr.Timer(active=False)

    on(view.select, act, [], [view])
    on(form.select, add, [], [form, clock])
    on(clock.tick, look, [], [form, view, clock], concurrency_limit=None)


def given(event: "EventData", name: str) -> str:
    """What an event of the page says under a name; "" where it says nothing, or no text."""
    try:
        value = getattr(event, name)
    except (AttributeError, TypeError):  # as Gradio's raises, without its data and without any
        return ""
    return value[:_MAX_GIVEN] if isinstance(value, str) else ""


def shown_of(event: "EventData") -> Shown:
    """What an event asks to have listed."""
    month = given(event, "month")
    start = given(event, "start")
    return Shown(
        given(event, "words"),
        given(event, "outlet"),
        month if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month, re.ASCII) else "",
        int(start) if re.fullmatch(r"\d{1,9}", start, re.ASCII) else 0,
    )


def _view(desk: Desk, shown: Shown, may_change: bool, told: str = "") -> str:
    archive = desk.archive
    total, articles = archive.listing(
        shown.words, shown.outlet, shown.month, shown.start, PAGE_SIZE
    )
    note = f'<p class="aside" role="status">{told}</p>' if told == "It was removed." else ""
    if told and not note:
        from ui.escape import piece

        note = f'<p class="problem" role="alert">{piece(told)}</p>'
    known = overview_html(archive.overview(), archive.newest_day(), shown, date.today())
    change = may_change and not archive.is_read_only
    return f'<div class="place">{known}{note}{listing_html(total, articles, shown, change)}</div>'
