"""Taking an answer along: `dateline ask --format ... --out ...`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ui.output import say

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.types import Filters
    from vectorstore import Archive

_Function = TypeVar("_Function", bound=Callable[..., Any])


def packet_options(command: _Function) -> _Function:
    """The options `form` and `out`."""
    out = click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The file to take the answer along in; its ending says the format.",
    )
    form = click.option(
        "--format",
        "form",
        type=click.Choice(["docx", "markdown", "html", "json", "text"]),  # as ui.packet has them
        help="Take the answer along with footnotes, or as a page that checks itself; printed"
        " unless --out names a file.",
    )
    return form(out(command))


def chosen_format(form: str | None, out: Path | None, is_printed: bool) -> str | None:
    """The format in which an answer is taken along, None where it is not."""
    if not (form or out):
        return None
    from ui.packet import format_of

    if is_printed:
        raise click.UsageError("Give --json or --show-prompt, or else --format and --out.")
    if form == "docx" and not out:
        raise click.UsageError("A Word document needs a file: add --out FILE.")
    named = form or (format_of(out) if out else None)
    if named is None:
        raise click.UsageError(
            f"{out}: say the format with --format, or end the name in .docx, .html, .json, .md or"
            " .txt."
        )
    return named


def take_along(
    archive: Archive,
    assistant: Assistant,
    question: str,
    filters: Filters,
    form: str,
    out: Path | None,
) -> None:
    """Answer a question, and write the answer in one of the formats, or print it."""
    from ui.packet import packed, written
    from ui.terminal import printable

    if assistant.sends:
        say(assistant.sends, err=True)
    file = written(packed(archive, [assistant.answer(question, **filters)]), form)
    if out:
        out.write_bytes(file)
        say(f"{out}: {len(file):,} bytes", err=True)
    else:
        # A page and JSON must stay as they are; what is read on the terminal must not steer it.
        text = file.decode().removesuffix("\n")
        say(printable(text) if form in ("markdown", "text") else text)
