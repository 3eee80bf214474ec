"""`dateline export` and `dateline backup`: an archive as text, and a copy of it."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from ui.cli.group import FAILED
from ui.cli.opening import open_archive, read_settings
from ui.cli.options import archive_option
from ui.output import say


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@archive_option
def export(file: Path | None, folder: Path | None) -> None:
    """Write every article in all its versions as JSON lines, to FILE or the output.

    `dateline ingest FILE` brings them back as they were: ids, days, outlets, versions and texts.
    FILE ends in .jsonl, or in .jsonl.gz to be packed.
    """
    import json

    from vectorstore.formats.exported import as_record

    if file and not file.name.endswith((".jsonl", ".jsonl.gz")):
        raise click.BadParameter(f"{file} should end in .jsonl or .jsonl.gz: so it can be read.")
    with open_archive(read_settings(folder)) as archive:
        if file is None:
            for exported in archive.exported():
                # In ASCII, which every output has.
                say(json.dumps(as_record(exported)))
            return
        with _written(file) as lines:
            count = 0
            for exported in archive.exported():
                lines.write(json.dumps(as_record(exported)) + "\n")
                count += 1
    say(f"{file}: {count:,} versions of articles", err=True)


@contextmanager
def _written(file: Path) -> Iterator[IO[str]]:
    """A file to write, which takes its name when it is whole."""
    new = file.with_name(file.name + ".new")
    opened = gzip.open if file.name.endswith(".gz") else open
    try:
        with opened(new, "wt", encoding="ascii") as lines:
            yield lines
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


@click.command()
@click.argument("to", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@archive_option
def backup(to: Path, folder: Path | None) -> None:
    """Copy the archive and its conversations to a new FOLDER, while they are in use.

    The copy is as of one moment; then it is opened, and examined as by `dateline doctor`.
    """
    from ui.conversations import copy_conversations
    from ui.text import health_text

    with open_archive(read_settings(folder)) as archive:
        health = archive.backup(to)
        copy_conversations(archive.path, to)
    say(health_text(health), err=True)
    if health.problems:
        sys.exit(FAILED)
    say(f"{to} is a whole copy: dateline ask ... --archive {to}", err=True)
