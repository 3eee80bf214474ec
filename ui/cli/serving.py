"""`dateline chat`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ui.cli.behind import ingesting
from ui.cli.group import fail
from ui.cli.opening import (
    make_assistant,
    open_archive,
    paths_to_ingest,
    read_settings,
    refuse_empty,
    sample_folder,
)
from ui.cli.options import PATHS, archive_option, checker_option, model_option, sample_option
from ui.output import say

if TYPE_CHECKING:
    from ui.web import Address

_Function = TypeVar("_Function", bound=Callable[..., Any])

OPEN_TO_ALL = (
    "whoever reaches this page reads the whole archive and may add to it: there are no accounts."
    " Make some with `dateline user FILE NAME`, and give the file with --auth."
)
SAMPLE_QUESTIONS = (
    "What cargo was the Aster Trader carrying?",
    "Why were people told to leave Lowmarsh?",
    "How much did Rovers pay for Verrin?",
)


def _public_address(_: click.Context, __: click.Parameter, value: str | None) -> Address | None:
    from ui.guard.site import public_address

    try:
        return public_address(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r}: {error}.") from error


def site_options(command: _Function) -> _Function:
    """The options that say where it is served, and to whom."""
    for option in reversed(
        (
            click.option(
                "--host", default="127.0.0.1", show_default=True, help="The address to listen on."
            ),
            click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True),
            click.option(
                "--origin",
                metavar="ADDRESS",
                callback=_public_address,
                help="The address that a proxy or a name of your network gives the page, as in"
                " https://news.example/archive; then it answers to no other.",
            ),
            click.option(
                "--auth",
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help="Only those whom this file names may use the page; `dateline user` writes it.",
            ),
            click.option(
                "--folders",
                type=click.Path(exists=True, file_okay=False, path_type=Path),
                multiple=True,
                metavar="DIR",
                help="A folder whose files may be added from a page that others reach, too; may be"
                " repeated.",
            ),
        )
    ):
        command = option(command)
    return command


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@sample_option
@site_options
@model_option
@checker_option
@archive_option
def chat(
    paths: Sequence[Path],
    sample: bool,
    host: str,
    port: int,
    origin: Address | None,
    auth: Path | None,
    folders: Sequence[Path],
    model: str | None,
    checker: str | None,
    folder: Path | None,
) -> None:
    """Serve the chat page, and ingest what PATHS name.

    The page opens as soon as there is something to ask about; the rest is ingested behind it.
    """
    paths = paths_to_ingest(paths, sample)
    settings = read_settings(folder)
    with (
        open_archive(settings, make=bool(paths)) as archive,
        ingesting(archive, settings, paths) as behind,
    ):
        refuse_empty(archive)
        from ui.accounts import Accounts
        from ui.chat import serve
        from ui.web import is_loopback_address
        from vectorstore.errors import AddressError

        of_sample = [path.resolve() for path in paths] == [sample_folder().resolve()]
        examples = SAMPLE_QUESTIONS if of_sample else ()
        assistant = make_assistant(archive, settings, model, checker)
        accounts = Accounts.read(auth) if auth else None
        if not accounts and (origin or not is_loopback_address(host)):
            say(f"dateline: {OPEN_TO_ALL}", err=True)
        named = model or settings.model or ""
        try:
            serve(
                archive, assistant, host, port, examples, origin, behind, named, accounts, folders
            )
        except AddressError as error:
            fail(str(error))
