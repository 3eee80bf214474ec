"""The place where every mention of a name is counted, and where a story's events stand in order."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import logging
import re
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.types import Answer, Claim
from ui import words
from ui.archive_place import given
from ui.components import html, on, ui_file
from ui.desk import Desk
from ui.escape import piece, text
from ui.html.pieces import count, problem_html
from ui.links import Links
from ui.months import in_words, months_html
from vectorstore.errors import DatelineError
from vectorstore.types import Mention, Mentions
from vectorstore.types import in_words as day_in_words

# Articles that are shown one by one.
MAX_SHOWN = 50
# Characters of a text around a mention.
_AROUND = 120

_HINT = f'<p class="aside">{words.TIMELINE_HINT}</p>'

_logger = logging.getLogger(__name__)


def timeline_place(desk: Desk) -> None:
    """Build it, inside the page that is being built."""
    import gradio as gr

    view = html(_page("", _HINT), "timeline-view", js_on_load=ui_file("place.js"))

    def act(event: gr.EventData) -> Any:
        asked = given(event, "words").strip()
        if not asked:
            return _page("", _HINT)
        try:
            if given(event, "action") == "events":
                return _page(asked, _events(desk.assistant.timeline(asked), desk.links))
            found = desk.archive.mentions(asked)
            return _page(asked, _mentions(found, given(event, "month"), desk.links))
        except DatelineError as error:
            return _page(asked, problem_html(str(error)))
        except Exception:
            _logger.exception("The timeline could not be made")
            return _page(asked, problem_html(words.NOT_DONE))

    on(view.select, act, [], [view], concurrency_limit=4)


def _page(asked: str, found: str) -> str:
    return (
        f'<div class="place"><form class="filters" data-action="mentions" role="search"'
        f' aria-label="{words.MENTIONS_AND_EVENTS}"><label for="timeline-words">'
        f'{words.NAME_OR_STORY}</label><input id="timeline-words" name="words" type="search"'
        f' value="{text(asked)}">'
        f'<button type="submit" id="timeline-mentions">{words.EVERY_MENTION}</button>'
        f'<button type="button" data-action="events" id="timeline-events">{words.IN_ORDER}</button>'
        f"</form>{found}</div>"
    )


def _mentions(found: Mentions, month: str, links: Links) -> str:
    looked = count(found.searched, "article")
    if not found.total:
        said = words.NO_MENTION.format(articles=looked)
        return f'<p class="aside" role="status">{said}</p>'
    shown = [each for each in found.articles if not month or each.day.startswith(month)]
    rows = "".join(_mention(each, each is found.first, links) for each in shown[:MAX_SHOWN])
    counted = words.MENTIONS_COUNTED.format(
        mentions=count(found.total, "mention"),
        articles=count(len(found.articles), "article"),
        searched=looked,
    )
    picture = months_html(found.by_month, "mentions", words.MENTIONS_BY_MONTH, month)
    narrowed = ""
    if month and len(shown) < len(found.articles):
        narrowed = (
            f'<p class="chips"><button type="button" class="chip" data-action="mentions"'
            f' data-month="" id="drop-mentions-month">{in_words(month)} <span aria-hidden="true">×'
            f'</span><span class="unseen"> – {words.SHOW_ALL_AGAIN}</span></button></p>'
        )
    rest = len(shown) - MAX_SHOWN
    more = words.AND_MORE.format(articles=count(rest, "article"))
    return f'<p role="status">{counted}</p>{picture}{narrowed}<ol class="listed">{rows}</ol>' + (
        f'<p class="aside">{more}</p>' if rest > 0 else ""
    )


def _mention(mention: Mention, is_first: bool, links: Links) -> str:
    article, (start, end) = mention.article, mention.places[0]
    whole = article.text
    first, last = _whole_words(whole, start - _AROUND, start, end, end + _AROUND)
    said = (
        f"{'… ' if first else ''}{text(whole[first:start])}<mark>{text(whole[start:end])}</mark>"
        f"{text(whole[end:last])}{' …' if last < len(whole) else ''}"
    )
    badge = f' <span class="badge">{words.FIRST_REPORT}</span>' if is_first else ""
    times = f", {count(len(mention.places), 'mention')}" if len(mention.places) > 1 else ""
    address = f"{links.article(article)}#{start}-{end}"
    return (
        f'<li><p class="where">{_day(mention.day)},'
        f" {piece(article.outlet or words.UNKNOWN_OUTLET)}{times}{badge}</p>"
        f'<h3 dir="auto"><a href="{text(address)}" target="_blank">'
        f'{text(article.title or words.UNTITLED)}</a></h3><p dir="auto">{said}</p></li>'
    )


def _whole_words(whole: str, first: int, start: int, end: int, last: int) -> tuple[int, int]:
    """From where to where a text is shown around a place, so that no word is cut."""
    if first > 0:
        cut = re.search(r"\s", whole[first:start])
        first = first + cut.end() if cut else start
    if last < len(whole):
        cut = re.search(r"\s\S*$", whole[end:last])
        last = end + cut.start() if cut else end
    return max(0, first), min(last, len(whole))


def _day(day: str) -> str:
    if not day:
        return words.DAY_UNKNOWN
    return f'<time datetime="{day}">{day_in_words(date.fromisoformat(day))}</time>'


def _events(answer: Answer, links: Links) -> str:
    if answer.abstained or not answer.claims:
        return f'<p class="aside" role="status">{piece(answer.text)}</p>'
    rows = "".join(_event(claim, links) for claim in answer.claims)
    return f'<ol class="listed events" aria-label="{words.IN_ORDER}">{rows}</ol>'


def _event(claim: Claim, links: Links) -> str:
    """A dated event, in the article's own words, which its headline opens."""
    badge = f' <span class="badge">{piece(claim.group)}</span>' if claim.group else ""
    # The title is the link.
    source = piece(replace(claim, title="").attribution)
    if claim.citations:
        cited = claim.citations[0]
        title = piece(cited.passage.title or words.UNTITLED)
        source += f': <a href="{text(links.citation(cited))}" target="_blank">{title}</a>'
    return (
        f'<li><p class="where"><strong>{_day(claim.day)}</strong>{badge}</p>'
        f'<blockquote dir="auto">{text(claim.text)}</blockquote><p class="where">{source}</p></li>'
    )
