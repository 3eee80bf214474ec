"""`dateline ask`, `dateline search` and `dateline mentions`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.opening import make_assistant, open_archive, prepared, read_settings
from ui.cli.options import archive_option, filter_options, json_option, model_option
from ui.output import say, say_json, text

if TYPE_CHECKING:
    from assistant.types import Answer, Filters
    from vectorstore import Archive


@click.command()
@click.argument("question", type=text)
@filter_options
@model_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "markdown", "html", "json", "text"]),  # as ui.packet has them
    help="Take the answer along with footnotes, or as a page that checks itself; printed unless"
    " --out names a file.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file to take the answer along in; its ending says the format.",
)
@archive_option
@json_option
def ask(
    question: str,
    filters: Filters,
    model: str | None,
    form: str | None,
    out: Path | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Answer a question, with the exact words that the answer rests on."""
    from ui.json import answer_json

    form = _format(form, out, as_json)
    settings = read_settings(folder)
    with (
        open_archive(settings) as archive,
        prepared(make_assistant(archive, settings, model)) as assistant,
    ):
        grows = assistant.stream(question, **filters)
        answer = _last(grows) if as_json or form else _said(grows, assistant.writes)
        if form:
            _take_along(archive, answer, form, out)
        elif as_json:
            say_json(answer_json(answer))


def _format(form: str | None, out: Path | None, as_json: bool) -> str | None:
    """The format in which an answer is taken along, None where it is not."""
    from ui.packet import format_of

    if as_json and (form or out):
        raise click.UsageError("Give --json, which prints one object, or --format and --out.")
    if form == "docx" and not out:
        raise click.UsageError("A Word document needs a file: add --out FILE.")
    if form or not out:
        return form
    if named := format_of(out):
        return named
    raise click.UsageError(f"{out}: say the format with --format, or end the name in .docx, .html,"
                           " .json, .md or .txt.")  # fmt: skip


def _last(grows: Iterator[Answer]) -> Answer:
    for answer in grows:  # noqa: B007
        pass
    return answer


def _said(grows: Iterator[Answer], writes: bool) -> Answer:
    """Print an answer, one that is written while it grows, and then its sources."""
    from ui.text import answer_text, claim_text, notes_text, sources_text

    said = 0
    for answer in grows:
        # The last claim of an unfinished answer may still grow.
        claims = answer.claims if answer.finished else answer.claims[:-1]
        if writes:
            for claim in claims[said:]:
                say(claim_text(claim))
            said = max(said, len(claims))
    if said and (notes := notes_text(answer)):
        say(notes)
    say(sources_text(answer) if said else answer_text(answer))
    return answer


def _take_along(archive: Archive, answer: Answer, form: str, out: Path | None) -> None:
    from ui.packet import packed, written
    from ui.terminal import printable

    file = written(packed(archive, [answer]), form)
    if out:
        out.write_bytes(file)
        say(f"{out}: {len(file):,} bytes", err=True)
    else:
        # A page and JSON must stay as they are; what is read on the terminal must not steer it.
        text = file.decode().removesuffix("\n")
        say(printable(text) if form in ("markdown", "text") else text)


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
