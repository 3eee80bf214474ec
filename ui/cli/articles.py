"""`dateline list`, `show` and `remove`: the articles themselves."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.opening import open_archive, read_settings
from ui.cli.options import archive_option, json_option
from ui.output import say, say_json, text
from ui.terminal import piece


@click.command("list")
@archive_option
@json_option
def list_(folder: Path | None, as_json: bool) -> None:
    """List the articles, newest first."""
    from ui.json import listing_json
    from ui.text import article_line

    with open_archive(read_settings(folder)) as archive:
        if as_json:
            say_json(listing_json(archive.articles()))
            return
        for article in archive.articles():
            say(article_line(article))


@click.command()
@click.argument("article_id", metavar="ID", type=text)
@archive_option
@json_option
def show(article_id: str, folder: Path | None, as_json: bool) -> None:
    """Show an article; ID@2 shows its second version."""
    from ui.json import article_json
    from ui.text import article_text

    with open_archive(read_settings(folder)) as archive:
        article = archive.article(article_id)
        if as_json:
            say_json(article_json(article))
        else:
            say(article_text(article))


@click.command()
@click.argument("article_id", metavar="ID", type=text)
@archive_option
@click.option(
    "--everywhere",
    is_flag=True,
    help="Also write the archive's files anew, so that no word of it is left in them.",
)
def remove(article_id: str, everywhere: bool, folder: Path | None) -> None:
    """Remove an article in all its versions. No ingest brings it back, but with --restore ID."""
    with open_archive(read_settings(folder)) as archive:
        others = archive.copies(article_id)
        archive.remove(article_id, everywhere)
        say(f"{piece(article_id)} is removed.", err=True)
        for other in others:
            say(f"The same story stays as {piece(other.id)}.", err=True)


@click.command()
@archive_option
@click.option(
    "--merge",
    nargs=2,
    type=text,
    metavar="OTHER NAME",
    help="Let the outlet OTHER go by NAME, too: they are one.",
)
@click.option("--split", type=text, metavar="OTHER", help="Let a merged outlet go by itself again.")
@json_option
def outlets(
    folder: Path | None, merge: tuple[str, str] | None, split: str | None, as_json: bool
) -> None:
    """List the outlets, each by one name, with the others that its articles give it."""
    with open_archive(read_settings(folder)) as archive:
        if merge:
            archive.merge_outlets(*merge)
        if split:
            archive.split_outlet(split)
        names = archive.outlet_names()
    if as_json:
        say_json({"outlets": [{"name": n, "aliases": others} for n, others in names.items()]})
        return
    for name, others in names.items():
        also = f" (also {', '.join(map(piece, others))})" if others else ""
        say(f"{piece(name)}{also}")
