"""The list of a person's conversations, and the list of models, as HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from ui import words
from ui.act import act
from ui.conversations import Listed
from ui.escape import piece, text
from ui.local_models import Found
from vectorstore.types import in_words


def shelf_html(
    listed: Sequence[Listed] | None = None, searched: str = "", is_kept: bool = True
) -> str:
    """New conversation, and the earlier ones: to open, to name, to delete, to search.

    `listed` is None until the list is opened. What is typed into its box stays as it is typed.
    """
    rows = "".join(_row(one) for one in listed or ())
    if listed is not None and not rows:
        rows = f"<li>{words.NOTHING_FOUND if searched else words.NO_CONVERSATIONS}</li>"
    kept = "" if is_kept else f'<p class="aside">{words.NOT_KEPT}</p>'
    return (
        f"{act(words.NEW_CONVERSATION, 'open', conversation='')}"
        f'<button type="button" class="menu" popovertarget="shelf-sheet">{words.CONVERSATIONS}'
        f'</button><div class="sheet" id="shelf-sheet" popover data-open="shelf">'
        f'<input type="search" data-live="shelf" aria-label="{words.SEARCH_CONVERSATIONS}"'
        f' placeholder="{words.SEARCH_CONVERSATIONS}">'
        f"{kept}<ul>{rows}</ul></div>"
    )


def _row(one: Listed) -> str:
    used = datetime.fromtimestamp(one.used)
    given = text(json.dumps({"event": "shelf", "rename": one.id}))
    return (
        f"<li>{act(piece(one.name), 'open', 'name', conversation=one.id)} "
        f"<small>{in_words(used.date())}, {used:%H:%M}</small>"
        f'<details class="change"><summary aria-label="{words.RENAME}: {text(one.name)}">'
        f'{words.RENAME}</summary><form data-act="{given}"><label>{words.NAME}'
        f' <input name="name" value="{text(one.name)}"></label><button>{words.DO}</button></form>'
        f"</details>"
        + act(words.DELETE, "shelf", "drop", f"{words.DELETE}: {one.name}", delete=one.id)
        + "</li>"
    )


def waiting_html(questions: Sequence[str]) -> str:
    """The questions that wait for the answer before them, each to be taken back."""
    rows = "".join(
        f'<li><span dir="auto">{text(question)}</span> <small>{words.WAITS}</small>'
        f"{act(words.WITHDRAW, 'stop', waiting=place)}</li>"
        for place, question in enumerate(questions)
    )
    return f'<ol class="waiting-list" aria-live="polite">{rows}</ol>' if rows else ""


def model_button_html(chosen: str) -> str:
    """Who answers; it opens the list of models."""
    shown = words.ANSWERS_BY.format(model=piece(chosen or words.QUOTES))
    return f'<button type="button" class="menu" popovertarget="models-sheet">{shown}</button>'


def models_html(chosen: str, configured: str, found: Sequence[Found] | None = None) -> str:
    """The models, and what each means for privacy. `found` is None until it was looked for."""
    rows = [_model("", words.QUOTES, words.QUOTES_MEAN, chosen)]
    if configured:
        rows.append(_model(configured, configured, words.CONFIGURED_MEANS, chosen))
    for one in found or ():
        means = words.LOCAL_MEANS.format(where=one.where)
        rows.append(_model(one.name, one.name, means, chosen))
    known = {"", configured, *(one.name for one in found or ())}
    if chosen not in known:
        means = words.HOSTED_MEANS.format(provider=chosen.partition(":")[0])
        rows.append(_model(chosen, chosen, means, chosen))
    state = ""
    if found is None:
        state = f'<p class="aside">{words.LOOKING}</p>'
    elif not found:
        state = f'<p class="aside">{words.NONE_FOUND}</p>'
    return f"<ul>{''.join(rows)}</ul>{state}"


def other_model_html() -> str:
    """Where a model is named that is not among those. It is drawn once."""
    given = text(json.dumps({"event": "choose"}))
    hosted = words.HOSTED_MEANS.format(provider="its provider")
    return (
        f'<form data-act="{given}"><label>{words.HOSTED} <input name="model"'
        f' placeholder="openai:gpt-4o-mini"></label><button>{words.USE}</button>'
        f"<small>{text(hosted)}</small></form>"
    )


def _model(name: str, shown: str, means: str, chosen: str) -> str:
    mark = ' aria-current="true"' if name == chosen else ""
    return (
        f"<li{mark}>{act(piece(shown), 'choose', 'name', model=name)}"
        f"<small>{text(means)}</small></li>"
    )
