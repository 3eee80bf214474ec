"""The place where every mention of a name is counted, and where a story's events stand in order."""

# Gradio reads the annotations of event functions, so they are evaluated here.

from typing import Any

from assistant.types import Answer
from ui.archive_place import given
from ui.components import html, on, ui_file
from ui.desk import Desk
from ui.escape import piece, text
from ui.html import count
from ui.months import in_words, months_html
from vectorstore.errors import DatelineError
from vectorstore.types import Mention, Mentions

# Articles that are shown one by one.
MAX_SHOWN = 50
# Characters of a text around a mention.
_AROUND = 120


def timeline_place(desk: Desk) -> None:
    """Build it, inside the page that is being built."""
    import gradio as gr

    view = html(_page("", ""), "timeline-view", js_on_load=ui_file("place.js"))

    def act(event: gr.EventData) -> Any:
        asked = given(event, "words").strip()
        if not asked:
            return _page("", "")
        try:
            if given(event, "action") == "events":
                return _page(asked, _events(desk.assistant.timeline(asked)))
            return _page(asked, _mentions(desk.archive.mentions(asked), given(event, "month")))
        except DatelineError as error:
            return _page(asked, f'<p class="problem" role="alert">{piece(str(error))}</p>')

    on(view.select, act, [], [view], concurrency_limit=4)


def _page(asked: str, found: str) -> str:
    return (
        '<div class="place"><form class="filters" data-action="mentions" role="search"'
        ' aria-label="Mentions and events"><label for="timeline-words">A name, words or a story'
        f'</label><input id="timeline-words" name="words" type="search" value="{text(asked)}">'
        '<button type="submit" id="timeline-mentions">Every mention</button>'
        '<button type="button" data-action="events" id="timeline-events">Events in order</button>'
        f"</form>{found}</div>"
    )


def _mentions(found: Mentions, month: str) -> str:
    if not found.total:
        looked = count(found.searched, "article")
        return f'<p class="aside" role="status">No mention in {looked}.</p>'
    shown = [each for each in found.articles if not month or each.day.startswith(month)]
    rows = "".join(_mention(each, each is found.first) for each in shown[:MAX_SHOWN])
    counted = f"{count(found.total, 'mention')} in {count(len(found.articles), 'article')}"
    picture = months_html(found.by_month, "mentions", "Mentions by month", month)
    narrowed = ""
    if month and len(shown) < len(found.articles):
        narrowed = (
            f'<p class="chips"><button type="button" class="chip" data-action="mentions"'
            f' data-month="" id="drop-mentions-month">{in_words(month)} <span aria-hidden="true">×'
            '</span><span class="unseen"> – show all again</span></button></p>'
        )
    rest = len(shown) - MAX_SHOWN
    more = f'<p class="aside">and {count(rest, "article")} more</p>' if rest > 0 else ""
    return (
        f'<p role="status">{counted}, of {count(found.searched, "article")} searched.</p>'
        f'{picture}{narrowed}<ol class="listed">{rows}</ol>{more}'
    )


def _mention(mention: Mention, is_first: bool) -> str:
    article, (start, end) = mention.article, mention.places[0]
    whole = article.text
    first, last = max(0, start - _AROUND), min(len(whole), end + _AROUND)
    words = (
        f"{'… ' if first else ''}{text(whole[first:start])}<mark>{text(whole[start:end])}</mark>"
        f"{text(whole[end:last])}{' …' if last < len(whole) else ''}"
    )
    badge = ' <span class="badge">first report</span>' if is_first else ""
    times = f", {count(len(mention.places), 'mention')}" if len(mention.places) > 1 else ""
    return (
        f'<li><p class="where">{mention.day or "day unknown"},'
        f" {piece(article.outlet or 'Unknown outlet')}{times}{badge}</p>"
        f'<h3 dir="auto">{text(article.title or "Untitled")}</h3><p dir="auto">{words}</p></li>'
    )


def _events(answer: Answer) -> str:
    if answer.abstained or not answer.claims:
        return f'<p class="aside" role="status">{piece(answer.text)}</p>'
    rows = "".join(
        f'<li><p class="where"><strong>{claim.day or "day unknown"}</strong>'
        + (f' <span class="badge">{piece(claim.group)}</span>' if claim.group else "")
        + f'</p><blockquote dir="auto">{text(claim.text)}</blockquote>'
        f'<p class="where">{piece(claim.attribution)}: {piece(_headline(claim))}</p></li>'
        for claim in answer.claims
    )
    return f'<ol class="listed events" aria-label="Events in order">{rows}</ol>'


def _headline(claim: Any) -> str:
    return str(claim.citations[0].passage.title or "Untitled") if claim.citations else ""
