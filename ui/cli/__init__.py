"""The commands: `dateline` on a terminal."""

import click

from ui.cli.articles import list_, outlets, remove, show
from ui.cli.asking import ask, mentions, search
from ui.cli.copying import backup, export
from ui.cli.evaluating import eval_
from ui.cli.group import Commands
from ui.cli.ingesting import ingest
from ui.cli.moving import move
from ui.cli.opening import sample_folder
from ui.cli.people import thumbs, token, user
from ui.cli.server import mcp, serve
from ui.cli.serving import chat
from ui.cli.upkeep import check, doctor
from ui.cli.verifying import verify

__all__ = ["main", "sample_folder"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline", prog_name="dateline")
def main() -> None:
    """Ask a news archive in plain language. Every citation is the exact words of the article."""


# In the order of the help.
_COMMANDS = (
    *(ingest, ask, search, mentions, chat, serve, mcp, list_, outlets, show, remove),
    *(export, backup, move, check, verify, doctor, eval_, thumbs, user, token),
)
for _command in _COMMANDS:
    main.add_command(_command)
