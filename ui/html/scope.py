"""What was understood of a question, and where it was looked, as chips to drop and change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from assistant.types import Answer
from ui import words
from ui.act import act
from ui.escape import piece, text
from ui.exchange import Exchange
from ui.text import is_understood_otherwise
from vectorstore.types import in_words


def scope_html(exchange: Exchange, answer: Answer, key: int) -> str:
    """The question as it was searched for, and the scope as chips, each to drop or to change."""
    chips = [*_read_chips(exchange, answer, key), *_set_chips(exchange, key)]
    understood = answer.understood
    is_other = is_understood_otherwise(replace(answer, question=exchange.question))
    if not chips and not is_other:
        return ""
    shown = ""
    if is_other:
        form = _form("again", key, [("understood", words.READ_AS, "text", understood)])
        shown = (
            f'<div class="understood">{words.READ_AS}: {piece(understood)}'
            f' <details class="change"><summary>{words.CHANGE}</summary>{form}</details></div>'
        )
    listed = "".join(f"<li>{chip}</li>" for chip in chips)
    if listed:
        listed = f'<ul class="chips" aria-label="{words.READ_FROM_QUESTION}">{listed}</ul>'
    return f'<div class="scoped">{shown}{listed}</div>'


def _read_chips(exchange: Exchange, answer: Answer, key: int) -> Iterator[str]:
    """What was read from the question: it is preferred, and may be made strict or dropped."""
    for window in answer.windows:
        if not window.text:
            continue
        days = {"since": _iso(window.since), "until": _iso(window.until)}
        yield (
            f'<span class="chip">{piece(window.text)} <small>{words.PREFERRED}</small>'
            + act(
                words.ONLY_THIS,
                "again",
                name=words.ONLY_THIS_LABEL.format(what=window.text),
                exchange=key,
                drop=window.text,
                **days,
            )
            + _change_days(key, **days, drop=window.text)
            + _drop(window.text, key, drop=window.text)
            + "</span>"
        )
    for outlet in exchange.outlets:
        yield (
            f'<span class="chip">{piece(outlet)} <small>{words.PREFERRED}</small>'
            + act(
                words.ONLY_THIS,
                "again",
                name=words.ONLY_THIS_LABEL.format(what=outlet),
                exchange=key,
                outlet=outlet,
            )
            + _drop(outlet, key, drop=outlet)
            + "</span>"
        )
    if answer.as_of:
        day = in_words(date.fromisoformat(answer.as_of))
        yield f'<span class="chip">{text(words.NEWEST_FIRST.format(day=day))}</span>'


def _set_chips(exchange: Exchange, key: int) -> Iterator[str]:
    """What was set: nothing else is found, until it is dropped."""
    asked = exchange.asked
    if asked is None:
        return
    for name, label in (("since", words.SINCE), ("until", words.UNTIL), ("as_of", words.AS_OF)):
        if day := getattr(asked, name):
            shown = f"{label} {day}"
            yield (
                f'<span class="chip strict">{text(label)} {piece(day)}'
                f"{_change_days(key, **{name: day})}{_drop(shown, key, **{name: ''})}</span>"
            )
    for name, listed in (("outlet", asked.outlets), ("author", asked.authors)):
        for one in listed:
            yield (
                f'<span class="chip strict"><small>{words.ONLY}</small> {piece(one)}'
                f"{_drop(one, key, **{f'not_{name}': one})}</span>"
            )
    for name, listed, said in (
        ("article", asked.articles, words.ONLY_SOURCE),
        ("exclude", asked.without, words.WITHOUT),
    ):
        for one in listed:
            title = exchange.titles.get(one, words.SOURCE_GONE)
            yield (
                f'<span class="chip strict">{said.format(what=piece(title))}'
                f"{_drop(title, key, **{f'not_{name}': one})}</span>"
            )


def scope_in_words(exchange: Exchange) -> str:
    """What was set, as HTML to read: where alone an answer was looked for; "" where everywhere."""
    asked = exchange.asked
    if asked is None:
        return ""
    days = (("since", words.SINCE), ("until", words.UNTIL), ("as_of", words.AS_OF))
    said = [f"{text(label)} {piece(day)}" for name, label in days if (day := getattr(asked, name))]
    titles = exchange.titles
    for listed, form in (
        (asked.outlets, words.ONLY_SOURCE),
        (asked.authors, words.ONLY_SOURCE),
        ([titles.get(one, words.SOURCE_GONE) for one in asked.articles], words.ONLY_SOURCE),
        ([titles.get(one, words.SOURCE_GONE) for one in asked.without], words.WITHOUT),
    ):
        said += [form.format(what=piece(one)) for one in listed]
    return "; ".join(said)


def _drop(what: str, key: int, **change: str) -> str:
    return act("×", "again", "drop", words.LEAVE_OUT.format(what=what), exchange=key, **change)


def _change_days(key: int, drop: str = "", **days: str) -> str:
    labels = {"since": words.SINCE, "until": words.UNTIL, "as_of": words.AS_OF}
    fields = [(name, labels[name], "date", day) for name, day in days.items()]
    hidden = {"drop": drop} if drop else {}
    form = _form("again", key, fields, **hidden)
    return f'<details class="change"><summary>{words.CHANGE}</summary>{form}</details>'


def _form(event: str, key: int, fields: Iterable[tuple[str, str, str, str]], **fixed: str) -> str:
    given = text(json.dumps({"event": event, "exchange": key, **fixed}))
    inputs = "".join(
        f'<label>{text(label)} <input type="{kind}" name="{name}" value="{text(value)}"></label>'
        for name, label, kind, value in fields
    )
    return f'<form data-act="{given}">{inputs}<button>{words.DO}</button></form>'


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
