"""What one can do with an exchange: under it, in a row, and what to ask next."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ui import words
from ui.act import act
from ui.along import menu_html, shared_html
from ui.escape import text
from ui.exchange import Exchange


def foot_html(exchange: Exchange, key: int) -> str:
    if exchange.is_running:
        note = f'<p class="note" role="status">{text(exchange.note)}</p>' if exchange.note else ""
        return f'<div class="actions">{note}{act(words.STOP, "stop", exchange=key)}</div>'
    note = f'<p class="note">{text(exchange.note)}</p>' if exchange.note else ""
    told = exchange.answer or exchange.quoted
    along = exchange.along if told and told.finished else None
    copy = menu = shared = ""
    if along:
        address = text(along.file(key, "txt"))
        copy = (
            f'<button type="button" data-do="copy" data-from="{address}"'
            f' data-done="{words.COPIED}">{words.COPY}</button>'
        )
        menu, shared = menu_html(along, key), shared_html(along)
    if told and told.citations and told.form != "events":
        menu = act(words.TIMELINE_OF_ANSWER, "timeline", exchange=key) + menu
    if exchange.model:
        menu += act(words.WHAT_IS_SENT, "sent", exchange=key)
    again = act(words.RETRY, "again", exchange=key)
    edit = f'<button type="button" data-do="edit">{words.EDIT}</button>'
    shown = text(json.dumps({"event": "again", "exchange": key}))
    form = (
        f'<form class="edit" data-act="{shown}" hidden><label>{words.YOUR_CHANGED_QUESTION}'
        f' <textarea name="question" rows="2">{text(exchange.question)}</textarea></label>'
        f"<button>{words.SAVE_AND_ASK}</button>"
        f'<button type="button" data-do="unedit">{words.CANCEL}</button></form>'
    )
    thumbs = _thumbs(key) if exchange.answer else ""
    row = f'<div class="actions">{copy}{menu}{again}{edit}{thumbs}</div>{form}{shared}'
    return f'<div class="foot">{note}{row}{_follow_ups(exchange.follow_ups)}</div>'


def _thumbs(key: int) -> str:
    good = act(words.GOOD, "thumb", "thumb", words.GOOD_ANSWER, exchange=key, good=True, reason="")
    reasons = "".join(
        act(text(label), "thumb", exchange=key, good=False, reason=name)
        for name, label in words.REASONS.items()
    )
    return (
        f'{good}<details class="bad"><summary aria-label="{words.BAD_ANSWER}">{words.BAD}</summary>'
        f'<div class="reasons"><span>{words.WHY_BAD}</span>{reasons}</div></details>'
    )


def _follow_ups(questions: Sequence[str]) -> str:
    if not questions:
        return ""
    buttons = "".join(act(text(question), "ask", question=question) for question in questions)
    return f'<div class="follow-ups"><h3>{words.FOLLOW_UPS}</h3>{buttons}</div>'
