"""The place where the archive itself is looked at, added to and removed from."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ui import words
from ui.adding import Job
from ui.components import html, on, ui_file
from ui.desk import Desk
from ui.following import INTERVALS
from ui.html.archive import PAGE_SIZE, Shown, adding_html, listing_html, overview_html
from vectorstore.errors import DatelineError

if TYPE_CHECKING:
    from gradio import EventData

# Seconds between two looks at what is being added.
ADDING_SECONDS = 1.0
_MAX_GIVEN = 2000


def archive_place(desk: Desk, tab: Any) -> None:
    """Build it, inside the page that is being built, in a tab of it."""
    import gradio as gr

    own, adding = desk.is_own, desk.adding
    view = html(_view(desk, Shown(), own), "archive-view", js_on_load=ui_file("place.js"))
    script = ui_file("place.js") + ui_file("dropping.js")

    def shown(told: str = "") -> str:
        return adding_html(adding, desk.following.listed(), told)

    form = html(shown(), "archive-adding", js_on_load=script)
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
        problem = _begun(desk, event, request)
        return shown(problem), gr.skip() if problem else gr.Timer(active=True)

    def look() -> Any:
        if adding.is_running:
            return shown(), gr.skip(), gr.skip()
        return shown(), _view(desk, Shown(), own), gr.Timer(active=False)

    def opened() -> Any:
        return shown(), _view(desk, Shown(), own), gr.Timer(active=adding.is_running)

    on(tab.select, opened, [], [form, view, clock], concurrency_limit=None)
    on(view.select, act, [], [view])
    on(form.select, add, [], [form, clock])
    on(clock.tick, look, [], [form, view, clock], concurrency_limit=None)


def _begun(desk: Desk, event: "EventData", request: Any) -> str:
    """Why what an event asks to have added is not, "" where it is."""
    if not desk.may_add(request):
        return words.MAY_NOT_ADD
    try:
        _begin(desk, given(event, "action"), event)
    except DatelineError as error:
        return str(error)
    return ""


def _begin(desk: Desk, action: str, event: "EventData") -> None:
    """What an event asks to have added, followed, or followed no more."""
    place, minutes = given(event, "place"), given(event, "minutes")
    often = int(minutes) if minutes in map(str, INTERVALS) else 0
    if action == "dropped":
        desk.adding.unsent = given(event, "told")
        add_files(desk, given(event, "files").split())
    elif action == "unfollow":
        desk.following.stop(place)
    elif action == "feed":
        desk.following.add_feed(place, often)
    elif often:
        desk.following.add_folder(place, often)
    else:
        desk.adding.begin(place)


def add_files(desk: Desk, tokens: Sequence[str]) -> None:
    """Add the files that were sent under these names, and remove them when that is done."""
    paths = desk.uploads.take(tokens)
    if not paths:
        return

    def remove(*_: Any) -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    try:
        desk.adding.add(Job(lambda: paths, {str(path): path.name for path in paths}, remove))
    except DatelineError:
        remove()
        raise


def given(event: "EventData", name: str, most: int = _MAX_GIVEN) -> str:
    """What an event of the page says under a name; "" where it says nothing, or no text."""
    try:
        value = getattr(event, name)
    except (AttributeError, TypeError):  # as Gradio's raises, without its data and without any
        return ""
    return value[:most] if isinstance(value, str) else ""


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
