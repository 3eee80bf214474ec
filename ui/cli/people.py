"""`dateline user`, `token` and `thumbs`: who may ask, and what they thought of answers."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.opening import open_archive, read_settings
from ui.cli.options import archive_option
from ui.output import say


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["ask", "add"]),
    default="ask",
    show_default=True,
    help="add: may add articles to the archive and remove them, too.",
)
@click.password_option(help="Asked for where it is not given.")
def user(file: Path, name: str, role: str, password: str) -> None:
    """Write a user into FILE, for `dateline chat --auth FILE`. Only a hash of the password is kept.

    A user of that name gets the new password and role.
    """
    from ui.accounts import keep_user

    keep_user(file, name, password, "add" if role == "add" else "ask")
    say(f"{name} may {role} with {file}.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["ask", "add"]),
    default="ask",
    show_default=True,
    help="add: may add articles to the archive, too.",
)
def token(file: Path, name: str, role: str) -> None:
    """Print a new token for a program, for `dateline serve --auth FILE`. FILE keeps only a hash.

    A token that NAME had before ends with the next start of the server.
    """
    from ui.accounts import keep_token

    say(keep_token(file, name, "add" if role == "add" else "ask"))
    say(f"This is shown only once. Whoever has it may {role}.", err=True)


@click.command()
@click.option("--bad", is_flag=True, help="The bad answers, and what is wrong with each.")
@archive_option
def thumbs(bad: bool, folder: Path | None) -> None:
    """Print the answers that were found good on the page, as questions for `dateline eval`.

    One JSON object a line; the sources of the answer are its evidence. What should have been the
    evidence of a bad answer nobody said: add it, as `article`, to make a question of it.
    """
    import json

    from ui.conversations import Conversations
    from ui.json import thumb_json

    with open_archive(read_settings(folder)) as archive:
        kept = Conversations(archive.path, archive.is_read_only)
        for thumb in kept.thumbs():
            if thumb.is_good != bad:
                say(json.dumps(thumb_json(thumb, archive), ensure_ascii=False))
        kept.close()
