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
    """Check every quote of an answer against the archive.

    FILE is what `ask --json` printed, or an answer that was taken along as HTML or JSON. What the
    newest version of its article says otherwise is named, too: it stood there, and was changed.
    """
    from assistant.checking.printed import changed_quotes, quotes, wrong_quotes
    from ui.packet.reading import read_packet

    with open_archive(read_settings(folder)) as archive:
        try:
            answers, faults = read_packet(file)
            found = [quote for answer in answers for quote in quotes(answer)]
        except ValueError as error:
            fail(f"{file} is no answer that Dateline printed or packed: {error}", MISUSED)
        for fault in faults:
            say(f"{piece(fault)}.")
        wrong = wrong_quotes(archive, found)
        for quote, reason in wrong:
            say(f"[{quote.number}] {piece(reason)}: {piece(quote.text)}")
        for quote, newest in changed_quotes(archive, found):
            since = f", updated {newest.updated[:10]}" if newest.updated else ""
            say(
                f"[{quote.number}] changed since: the newest version of {piece(newest.id)}"
                f"{since} no longer has these words: {piece(quote.text)}"
            )
        say(f"{len(found) - len(wrong)} of {len(found)} quotes stand in the archive.")
        if wrong or faults:
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
