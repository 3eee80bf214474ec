"""`dateline move`: an archive, or its vectors alone, from one kind of place to another."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.opening import open_archive, read_settings
from ui.output import say

_SERVERS = ("http://", "https://")
_DATABASES = ("postgresql://", "postgres://")


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("to", metavar="TO")
def move(source: str, to: str) -> None:
    """Keep an archive, or its vectors, elsewhere. Nothing is embedded again.

    `dateline move FOLDER http://host:8000` takes the vectors of an archive into a Chroma server,
    and `dateline move http://host:8000 FOLDER` back. `dateline move FOLDER postgresql://...` copies
    the archive into a PostgreSQL database, and `dateline move postgresql://... FOLDER` out of it:
    what it is copied from stays as it is.
    """
    if to.startswith(_SERVERS) != source.startswith(_SERVERS):
        _move_vectors(source, to)
    elif to.startswith(_DATABASES) != source.startswith(_DATABASES):
        _copy(source, to)
    else:
        raise click.UsageError(
            "FROM and TO are two places of one kind. A copy of a folder is made by"
            " `dateline backup`."
        )


def _move_vectors(source: str, to: str) -> None:
    is_to_server = to.startswith(_SERVERS)
    place, server = (source, to) if is_to_server else (to, source)
    settings = read_settings(_place(place)).model_copy(update={"chroma": server})
    with open_archive(settings) as archive:
        archive.move_vectors("server" if is_to_server else "folder")
    if is_to_server:
        say(f"The vectors are kept in {server} now. Set DATELINE_CHROMA={server} wherever the"
            " archive is used.", err=True)  # fmt: skip
    else:
        say(f"The vectors are kept in {archive.path} now. Unset DATELINE_CHROMA.", err=True)


def _copy(source: str, to: str) -> None:
    from ui.conversations import copy_conversations

    with open_archive(read_settings(_place(source))) as archive, archive.copy_to(to) as copied:
        copy_conversations(archive.path, copied.path)
        say(
            f"{len(copied):,} articles are in {copied.name} now. Set DATELINE_ARCHIVE to it."
            f" {archive.name} is as it was: write to one of them only.",
            err=True,
        )


def _place(place: str) -> Path | str:
    return place if place.startswith(_DATABASES) else Path(place)
