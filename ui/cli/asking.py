"""`dateline ask`, `dateline search` and `dateline mentions`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.opening import make_assistant, open_archive, prepared, read_settings
from ui.cli.options import (
    archive_option,
    checker_option,
    filter_options,
    json_option,
    model_option,
)
from ui.cli.taking import chosen_format, packet_options, take_along
from ui.output import say, say_json, text

if TYPE_CHECKING:
    from assistant import Answer, Assistant
    from assistant.types import Filters


@click.command()
@click.argument("question", type=text)
@filter_options
@model_option
@checker_option
@packet_options
@archive_option
@click.option(
    "--show-prompt", is_flag=True, help="Show what the model would be sent, and send nothing."
)
@json_option
def ask(
    question: str,
    filters: Filters,
    model: str | None,
    checker: str | None,
    form: str | None,
    out: Path | None,
    folder: Path | None,
    show_prompt: bool,
    as_json: bool,
) -> None:
    """Answer a question, with the exact words that the answer rests on."""
    form = chosen_format(form, out, as_json or show_prompt)
    settings = read_settings(folder)
    with (
        open_archive(settings) as archive,
        prepared(make_assistant(archive, settings, model, checker)) as assistant,
    ):
        if show_prompt:
            _show_prompt(assistant, question, filters, as_json)
        elif form:
            take_along(archive, assistant, question, filters, form, out)
        else:
            _ask(assistant, question, filters, as_json)


def _show_prompt(assistant: Assistant, question: str, filters: Filters, as_json: bool) -> None:
    from ui.terminal import printable

    system, asked = assistant.prompt(question, **filters)
    if as_json:
        say_json({"system": system, "user": asked, "sent": assistant.sends or None})
    else:
        say(printable(f"[system]\n{system}\n\n[user]\n{asked}"))
        say(
            f"\n{assistant.sends or 'The model runs on this machine: nothing leaves it.'}", err=True
        )


def _ask(assistant: Assistant, question: str, filters: Filters, as_json: bool) -> None:
    from assistant.answering.failures import ModelFailed
    from ui.json import answer_json
    from ui.text import answer_text, notes_text, sources_text

    if assistant.sends:
        say(assistant.sends, err=True)
    try:
        answer, said = _streamed(assistant, question, filters, not as_json)
    except ModelFailed as failed:
        if failed.quotes:
            shown = failed.quotes
            say_json(answer_json(shown)) if as_json else say(f"\n{answer_text(shown)}")
        raise
    if as_json:
        say_json(answer_json(answer))
        return
    if said and (notes := notes_text(answer)):
        say(notes)
    say(sources_text(answer) if said else answer_text(answer))


def _streamed(
    assistant: Assistant, question: str, filters: Filters, told: bool
) -> tuple[Answer, int]:
    """The whole answer, and how many of its claims were told while it grew."""
    from ui.text import written_text

    said = 0
    for answer in assistant.stream(question, **filters):
        # The last claim of an unfinished answer may still grow.
        claims = answer.claims if answer.finished else answer.claims[:-1]
        if assistant.writes and told:
            for place in range(said, len(claims)):
                say(written_text(claims, place))
            said = max(said, len(claims))
    return answer, said


@click.command()
@click.argument("question", type=text)
@click.option("-k", "k", type=click.IntRange(1, 100), default=10, show_default=True)
@filter_options
@archive_option
@json_option
def search(
    question: str,
    k: int,
    filters: Filters,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Show the passages that come nearest to a question, best first."""
    from ui.json import search_json
    from ui.text import passages_text

    settings = read_settings(folder)
    with (
        open_archive(settings) as archive,
        prepared(make_assistant(archive, settings, None)) as assistant,
    ):
        passages = assistant.search(question, k, **filters)
        if as_json:
            say_json(search_json(question, passages))
        else:
            say(passages_text(passages))


@click.command()
@click.argument("words", type=text)
@filter_options
@archive_option
@json_option
def mentions(words: str, filters: Filters, folder: Path | None, as_json: bool) -> None:
    """Count every mention of a name or words: "a phrase", OR, -without."""
    from assistant.finding.filters import parsed
    from ui.json import mentions_json
    from ui.text import mentions_text

    with open_archive(read_settings(folder)) as archive:
        found = archive.mentions(words, parsed(archive, filters))
        if as_json:
            say_json(mentions_json(found))
        else:
            say(mentions_text(found))
