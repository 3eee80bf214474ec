"""`dateline move`: the vectors of an archive into a Chroma server, or back."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.opening import open_archive, read_settings
from ui.output import say

_SCHEMES = ("http://", "https://")


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("to", metavar="TO")
def move(source: str, to: str) -> None:
    """Keep the vectors of an archive elsewhere. Nothing is embedded again.

    One of FROM and TO is the folder of an archive, the other the address of a Chroma server:
    `dateline move FOLDER http://host:8000` takes the vectors into the server, and `dateline move
    http://host:8000 FOLDER` back. The articles stay in the folder.
    """
    is_to_server = to.startswith(_SCHEMES)
    if is_to_server == source.startswith(_SCHEMES):
        raise click.UsageError(
            "One of FROM and TO is the folder of an archive, the other the address of a Chroma"
            " server, as http://host:8000. A copy of a folder is made by `dateline backup`."
        )
    folder, server = (source, to) if is_to_server else (to, source)
    settings = read_settings(Path(folder)).model_copy(update={"chroma": server})
    with open_archive(settings) as archive:
        archive.move_vectors("server" if is_to_server else "folder")
    if is_to_server:
        say(f"The vectors are kept in {server} now. Set DATELINE_CHROMA={server} wherever the"
            " archive is used.", err=True)  # fmt: skip
    else:
        say(f"The vectors are kept in {folder} now. Unset DATELINE_CHROMA.", err=True)
