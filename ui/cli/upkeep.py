"""`dateline check` and `dateline doctor`: whether all is as it should be."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ui.cli.group import FAILED, MISUSED, fail
from ui.cli.opening import open_archive, read_settings
from ui.cli.options import archive_option, json_option
from ui.output import say, say_json
from ui.terminal import piece


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@archive_option
def check(file: Path, folder: Path | None) -> None:
    """Check every quote of an answer (as ask --json prints it) against the archive."""
    from assistant.checking.printed import quotes, wrong_quotes

    with open_archive(read_settings(folder)) as archive:
        try:
            found = quotes(file)
        except ValueError as error:
            fail(f"{file} is no answer as `dateline ask --json` prints it: {error}", MISUSED)
        wrong = wrong_quotes(archive, found)
        for quote, reason in wrong:
            say(f"[{quote.number}] {piece(reason)}: {piece(quote.text)}")
        say(f"{len(found) - len(wrong)} of {len(found)} quotes stand in the archive.")
        if wrong:
            sys.exit(FAILED)


@click.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended, without embedding again.")
@archive_option
@json_option
def doctor(repair: bool, folder: Path | None, as_json: bool) -> None:
    """Say whether the archive is whole: all that is kept agrees and can be found."""
    with open_archive(read_settings(folder)) as archive:
        health = archive.doctor(repair)
    if as_json:
        from ui.json import health_json

        say_json(health_json(health))
    else:
        from ui.text import health_text

        say(health_text(health))
    if health.problems:
        sys.exit(FAILED)
