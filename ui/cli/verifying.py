"""`dateline verify`: a draft against the archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.group import FAILED, MISUSED, fail
from ui.cli.opening import make_assistant, open_archive, read_settings
from ui.cli.options import archive_option, json_option
from ui.output import say, say_json

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.types import Verified


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

    if as_html and as_json:
        fail("The report is printed in one form: give --json or --html.", MISUSED)
    text = _text(draft)
    settings = read_settings(folder)
    with open_archive(settings) as archive:
        found = _verified(make_assistant(archive, settings, None), text)
    if as_json:
        say_json(verified_json(found))
    else:
        say(verified_html(found) if as_html else verified_text(found))
    if any(each.verdict == "contradicted" for each in found):
        sys.exit(FAILED)


def _verified(assistant: Assistant, text: str) -> list[Verified]:
    """Each sentence of a draft as it was found, with a progress bar on stderr."""
    from tqdm import tqdm

    asked = assistant.draft_sentences(text)
    with tqdm(asked, "Checking", file=sys.stderr, leave=False, disable=None, unit="") as bar:
        return [assistant.verify_sentence(sentence) for sentence in bar]


def _text(draft: Path) -> str:
    """The text of a draft; it ends with a message where there is none."""
    from ui.drafts import DraftError, draft_text, text_of

    is_input = str(draft) == "-"
    name = "standard input" if is_input else str(draft)
    try:
        text = text_of(sys.stdin.buffer.read(), name) if is_input else draft_text(draft)
    except DraftError as error:
        fail(str(error), MISUSED)
    if not text.strip():
        fail(f"There is no text in {name}: nothing was checked.", MISUSED)
    return text
