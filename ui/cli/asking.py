"""`dateline ask`, `dateline search` and `dateline mentions`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.opening import make_assistant, open_archive, prepared, read_settings
from ui.cli.options import archive_option, filter_options, json_option, model_option
from ui.output import say, say_json, text

if TYPE_CHECKING:
    from assistant.types import Filters


@click.command()
@click.argument("question", type=text)
@filter_options
@model_option
@archive_option
@json_option
def ask(
    question: str,
    filters: Filters,
    model: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Answer a question, with the exact words that the answer rests on."""
    from ui.json import answer_json
    from ui.text import answer_text, claim_text, notes_text, sources_text

    settings = read_settings(folder)
    with (
        open_archive(settings) as archive,
        prepared(make_assistant(archive, settings, model)) as assistant,
    ):
        said = 0
        for answer in assistant.stream(question, **filters):
            # The last claim of an unfinished answer may still grow.
            claims = answer.claims if answer.finished else answer.claims[:-1]
            if assistant.writes and not as_json:
                for claim in claims[said:]:
                    say(claim_text(claim))
                said = max(said, len(claims))
        if as_json:
            say_json(answer_json(answer))
        else:
            if said and (notes := notes_text(answer)):
                say(notes)
            say(sources_text(answer) if said else answer_text(answer))


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
