"""The place where the archive itself is looked at, added to and removed from."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any

from ui import words
from ui.adding import Job
from ui.components import html, on, ui_file
from ui.desk import Desk
from ui.escape import text
from ui.following import INTERVALS
from ui.html.adding import adding_html, followed_html, progress_html
from ui.html.archive import PAGE_SIZE, Shown, listing_html, overview_html
from ui.html.pieces import problem_html
from vectorstore.errors import DatelineError

if TYPE_CHECKING:
    from gradio import EventData

# Seconds between two looks at what is being added.
ADDING_SECONDS = 1.0
_MAX_GIVEN = 2000

_logger = logging.getLogger(__name__)


def archive_place(desk: Desk, tab: Any) -> Any:
    """Build it, inside the page that is being built, in a tab of it; returns its overview."""
    import gradio as gr

    adding, place = desk.adding, ui_file("place.js")
    first = Drawn(Shown(), _overview(desk, Shown()), _listing(desk, Shown()))
    drawn, clock = gr.State(first), gr.Timer(ADDING_SECONDS, active=False)
    with gr.Row(elem_id="archive-columns"):
        overview = html(first.overview, "archive-overview", js_on_load=place)
        # What is filled in stays as it is while what stands below it is drawn again.
        with gr.Column(elem_id="archive-adding", min_width=0):
            script = place + ui_file("dropping.js") + ui_file("adding.js")
            form = html(None, "adding-form", script, html_template=adding_html(adding))
            progress = html(progress_html(adding), "adding-progress")
            followed = html(_followed(desk), "adding-followed", js_on_load=place)
        listing = html(first.listing, "archive-list", js_on_load=place)

    does = Events(desk)

    def act(drawn: Drawn, event: gr.EventData, request: gr.Request) -> Any:
        return does.act(drawn, event, request)

    def add(event: gr.EventData, request: gr.Request) -> Any:
        return does.add(event, request)

    whole = [progress, followed, overview, listing, clock]
    on(tab.select, does.opened, [drawn], whole, concurrency_limit=None)
    on(clock.tick, does.look, [drawn], whole, concurrency_limit=None)
    for view in (overview, listing):
        on(view.select, act, [drawn], [overview, listing])
    for asks in (form, followed):
        on(asks.select, add, [], [form, progress, followed, clock])
    return overview


@dataclass
class Drawn:
    """What a tab shows of the archive; Gradio hands all events of a tab the same one."""

    shown: Shown
    overview: str
    listing: str
    asked: int = 0

    def draw(self, asked: int, overview: str, listing: str) -> tuple[Any, Any]:
        """What of it is to be drawn again: only what is new, since one may be typing in it.

        Nothing where more was asked for than the `asked` that it is the answer to.
        """
        import gradio as gr

        if asked != self.asked:
            return gr.skip(), gr.skip()
        before = self.overview, self.listing
        self.overview, self.listing = overview, listing
        return (
            gr.skip() if overview == before[0] else overview,
            gr.skip() if listing == before[1] else listing,
        )


class Events:
    """What the events of the place do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def act(self, drawn: Drawn, event: "EventData", request: Any) -> Any:
        """List other articles, or remove one."""
        import gradio as gr

        desk, told, problem = self._desk, "", ""
        drawn.asked += 1
        asked = drawn.asked
        try:
            if given(event, "action") != "remove":
                drawn.shown = shown_of(event)
            elif desk.is_own and desk.may_add(request):
                told, problem = _removed(desk, given(event, "id"))
            shown = drawn.shown
            return drawn.draw(asked, _overview(desk, shown), _listing(desk, shown, told, problem))
        except Exception:
            _logger.exception("The archive could not be listed or changed")
            drawn.listing = f'<div class="place">{problem_html(words.NOT_DONE)}</div>'
            return gr.skip(), drawn.listing

    def add(self, event: "EventData", request: Any) -> Any:
        """Begin to add or to follow what was filled in, or to follow something no more."""
        import gradio as gr

        desk = self._desk
        problem = _begun(desk, event, request)
        told = progress_html(desk.adding, problem)
        if problem:
            return gr.skip(), told, gr.skip(), gr.skip()
        return monotonic(), told, _followed(desk), gr.Timer(active=True)

    def look(self, drawn: Drawn) -> Any:
        """How far adding is; once it is done, all anew."""
        import gradio as gr

        if self._desk.adding.is_running:
            return progress_html(self._desk.adding), *[gr.skip()] * 4
        return self.opened(drawn)

    def opened(self, drawn: Drawn) -> Any:
        """All that may be other than it was drawn."""
        import gradio as gr

        desk, shown, asked = self._desk, drawn.shown, drawn.asked
        views = drawn.draw(asked, _overview(desk, shown), _listing(desk, shown))
        return (
            progress_html(desk.adding),
            _followed(desk),
            *views,
            gr.Timer(active=desk.adding.is_running),
        )


def _removed(desk: Desk, article: str) -> tuple[str, str]:
    """That an article was removed, or why it was not."""
    try:
        desk.archive.remove(article)
    except DatelineError as error:
        return "", str(error)
    return words.REMOVED, ""


def _begun(desk: Desk, event: "EventData", request: Any) -> str:
    """Why what an event asks to have added is not, "" where it is."""
    if not desk.may_add(request):
        return words.MAY_NOT_ADD
    try:
        _begin(desk, given(event, "action"), event)
    except DatelineError as error:
        return str(error)
    except Exception:
        _logger.exception("Nothing could be added or followed")
        return words.NOT_DONE
    return ""


def _begin(desk: Desk, action: str, event: "EventData") -> None:
    """What an event asks to have added, followed, or followed no more."""
    place, minutes = given(event, "place"), given(event, "minutes")
    often = int(minutes) if minutes in map(str, INTERVALS) else 0
    if action == "dropped":
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


def _overview(desk: Desk, shown: Shown) -> str:
    archive = desk.archive
    known = overview_html(archive.overview(), archive.newest_day(), shown, date.today())
    return f'<div class="place">{known}</div>'


def _listing(desk: Desk, shown: Shown, told: str = "", problem: str = "") -> str:
    archive = desk.archive
    total, articles = archive.listing(
        shown.words, shown.outlet, shown.month, shown.start, PAGE_SIZE
    )
    note = f'<p class="aside" role="status">{text(told)}</p>' if told else ""
    note += problem_html(problem)
    change = desk.is_own and not archive.is_read_only
    return f'<div class="place">{note}{listing_html(total, articles, shown, change)}</div>'


def _followed(desk: Desk) -> str:
    return followed_html(desk.following.listed())
