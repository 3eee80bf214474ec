"""The place where a draft is held against the archive, sentence by sentence."""

# Gradio reads the annotations of event functions, so they are evaluated here.

import json
import logging
from base64 import b64encode
from collections.abc import AsyncGenerator, Sequence
from time import monotonic
from typing import Any

from assistant.types import Citation, Verified, quoted
from ui import words
from ui.archive_place import given
from ui.components import html, on, ui_file
from ui.desk import Desk
from ui.drafts import KINDS
from ui.escape import piece, text
from ui.html.pieces import problem_html
from ui.line import Line
from ui.links import Links
from ui.verified import total_text, verified_html, verified_json, verified_text
from vectorstore.errors import DatelineError

# Characters: in UTF-8 they are within what the guard lets be posted.
MAX_CHARACTERS = 80_000
# Drafts that are checked at a time: the rest of the cores answers questions.
AT_ONCE, MAX_WAITING = 1, 16
# Seconds between two looks at what is found so far, which is sent whole.
_SHOWN_EVERY = 3.0
_SIGN_OF_LIFE = 0.5
_TOO_LONG = words.DRAFT_TOO_LONG.format(most=MAX_CHARACTERS)

_logger = logging.getLogger(__name__)


def verify_place(desk: Desk) -> None:
    """Build it, inside the page that is being built."""
    import gradio as gr

    script = ui_file("place.js") + ui_file("dropping.js")
    form = html(_form(), "verify-form", js_on_load=script)
    report = html("", "verify-report")
    line = Line(AT_ONCE, MAX_WAITING)

    async def check(event: gr.EventData) -> AsyncGenerator[Any, None]:
        draft = given(event, "draft", MAX_CHARACTERS + 1)
        try:
            sentences = _sentences(desk, draft)
            ticket = line.join()
            if ticket is None:
                yield problem_html(words.DRAFTS_BUSY)
                return
            with ticket:
                while not await ticket.is_called(_SIGN_OF_LIFE):
                    yield _waits(ticket.before)
                async for shown in _checked(desk, sentences):
                    yield shown
        except DatelineError as error:
            yield problem_html(str(error))
        except Exception:
            _logger.exception("A draft could not be checked")
            yield problem_html(words.NOT_DONE)

    on(form.select, check, [], [report], concurrency_limit=None)


class _Unfit(DatelineError):
    """A draft that is not checked, and why."""


def _sentences(desk: Desk, draft: str) -> list[str]:
    if not draft.strip():
        raise _Unfit(words.DRAFT_EMPTY)
    if len(draft) > MAX_CHARACTERS:
        raise _Unfit(_TOO_LONG)
    found = desk.assistant.draft_sentences(draft)
    if not found:
        raise _Unfit(words.NO_SENTENCES)
    return found


async def _checked(desk: Desk, sentences: Sequence[str]) -> AsyncGenerator[str, None]:
    """What is found, now and then while it grows, and at last the whole with its report."""
    from starlette.concurrency import run_in_threadpool

    found: list[Verified] = []
    shown = 0.0
    for number, sentence in enumerate(sentences, 1):
        if monotonic() - shown > _SHOWN_EVERY:
            shown = monotonic()
            yield _growing(number, len(sentences)) + report_html(found, desk.links)
        try:
            found.append(await run_in_threadpool(desk.assistant.verify_sentence, sentence))
        except DatelineError as error:
            yield problem_html(str(error)) + report_html(found, desk.links)
            return
    yield _along(found) + report_html(found, desk.links)


def report_html(found: Sequence[Verified], links: Links) -> str:
    """Each sentence with its verdict, its reason and the words that it rests on."""
    if not found:
        return ""
    rows, number = [], 0
    for each in found:
        quotes = ""
        for citation in each.citations:
            number += 1
            quotes += _quote(citation, number, links)
        rows.append(_row(each, quotes))
    total = f'<p class="aside">{text(total_text(found))}</p>'
    return f'<div class="place">{total}<ol class="listed verified">{"".join(rows)}</ol></div>'


def _row(each: Verified, quotes: str) -> str:
    reason = f": {piece(each.reason)}" if each.reason and each.verdict != "absent" else ""
    return (
        f'<li class="{each.verdict}"><p dir="auto">{text(each.text)}</p>'
        f'<p class="verdict"><strong>{words.VERDICTS[each.verdict]}</strong>{reason}</p>'
        f"{quotes}</li>"
    )


def _quote(citation: Citation, number: int, links: Links) -> str:
    article = citation.passage.article
    outlet = piece(article.outlet or words.UNKNOWN_OUTLET)
    label = words.SOURCE_NUMBER.format(number=number)
    return (
        f'<blockquote dir="auto">{text(quoted(citation.quote))} <a class="to-source"'
        f' href="{text(links.citation(citation))}" target="_blank" rel="noopener"'
        f' aria-label="{label}: {text(article.outlet or words.UNKNOWN_OUTLET)}">[{number}]</a>'
        f'<footer class="where">{outlet}, {article.day_in_words or words.UNKNOWN_DAY}:'
        f" {piece(article.title or words.UNTITLED)}</footer></blockquote>"
    )


def _along(found: Sequence[Verified]) -> str:
    """The report as files, which are on the page already."""
    told = json.dumps(verified_json(found), ensure_ascii=False, indent=1)
    files = (
        ("html", "text/html", verified_html(found)),
        ("json", "application/json", told),
        ("txt", "text/plain", verified_text(found)),
    )
    linked = "".join(
        f'<a download="draft-checked.{ending}" href="data:{kind};charset=utf-8;base64,'
        f'{b64encode(said.encode(errors="replace")).decode()}">{ending.upper()}</a>'
        for ending, kind, said in files
    )
    return f'<p class="along" role="status">{words.TAKE_REPORT} {linked}</p>'


def _growing(number: int, total: int) -> str:
    told = words.CHECKING.format(done=number, total=total)
    return (
        f'<p role="status">{told}</p>'
        f'<progress max="{total}" value="{number - 1}" aria-label="{words.CHECK_DRAFT}"></progress>'
    )


def _waits(before: int) -> str:
    told = words.DRAFT_WAITS.format(count=before) if before else words.DRAFT_NEXT
    return f'<p role="status">{told}</p>'


def _form() -> str:
    return (
        '<div class="place"><form class="draft" data-action="verify" data-drop="draft/"'
        f' data-sending="{words.SENDING}" data-lost="{words.SENT_NOTHING}"'
        f' data-characters="{MAX_CHARACTERS}" data-long="{_TOO_LONG}">'
        f'<label for="draft">{words.YOUR_DRAFT}</label>'
        '<textarea id="draft" name="draft" rows="10"></textarea>'
        f'<button type="submit" id="check-draft">{words.CHECK_DRAFT}</button>'
        f'<label class="file"><input type="file" id="draft-file" accept="{",".join(KINDS)}">'
        f"<span>{words.OPEN_DRAFT}</span></label>"
        '<p class="aside told" role="status"></p></form></div>'
    )
