"""`dateline verify`: a draft against the archive."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ui.cli.group import FAILED, MISUSED, fail
from ui.cli.opening import make_assistant, open_archive, read_settings
from ui.cli.options import archive_option, json_option
from ui.output import say, say_json

_KINDS = (".txt", ".text", ".md", ".docx")


@click.command()
@click.argument(
    "draft", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--html", "as_html", is_flag=True, help="Print the report as a page.")
@archive_option
@json_option
def verify(draft: Path, as_html: bool, folder: Path | None, as_json: bool) -> None:
    """Hold a draft (txt, md or docx; - for standard input) against the archive, by sentences.

    Exits with 1 where a sentence is contradicted.
    """
    from ui.verified import verified_html, verified_json, verified_text

    text = _text(draft)
    settings = read_settings(folder)
    with open_archive(settings) as archive:
        found = make_assistant(archive, settings, None).verify(text)
    if as_json:
        say_json(verified_json(found))
    else:
        say(verified_html(found) if as_html else verified_text(found))
    if any(each.verdict == "contradicted" for each in found):
        sys.exit(FAILED)


def _text(draft: Path) -> str:
    """The text of a draft; it ends with a message where there is none."""
    from vectorstore import formats
    from vectorstore.types import Unreadable

    if str(draft) == "-":
        return sys.stdin.read()
    if draft.suffix.lower() not in _KINDS:
        fail(f"{draft} is no draft that can be read. Give a txt, md or docx file, or -.", MISUSED)
    if draft.suffix.lower() != ".docx":
        try:
            return draft.read_text("utf-8-sig")
        except UnicodeDecodeError:
            fail(f"{draft} is not UTF-8 text. Save it as UTF-8 and try again.", MISUSED)
    parts = []
    for item in formats.read(draft):
        if isinstance(item, Unreadable):
            fail(f"{draft} could not be read: {item.reason}.", MISUSED)
        parts += [item.title, item.text]
    return "\n\n".join(filter(None, parts))
