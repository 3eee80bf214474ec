"""`dateline ingest`: what is kept, what was asked first, and how far it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.behind import Ingest, Prune
from ui.cli.group import fail
from ui.cli.opening import open_archive, paths_to_ingest, read_settings
from ui.cli.options import PATHS, archive_option, json_option, sample_option
from ui.output import say, say_json, text

if TYPE_CHECKING:
    from vectorstore import IngestReport


def _ray_address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value and Path(value).exists():
        raise click.BadParameter(f"{value} is no address. Name the paths first, then --ray.")
    return value


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@sample_option
@click.option("--prune", is_flag=True, help="Remove the articles whose file under PATHS is gone.")
@click.option("--yes", is_flag=True, help="Let --prune remove most of them without asking.")
@click.option(
    "--restore", metavar="ID", type=text, multiple=True, help="Let what was removed in again."
)
@click.option("--again", is_flag=True, help="Read unchanged files too, as Dateline reads them now.")
@click.option(
    "--later",
    is_flag=True,
    help="Return once all can be found by words; the next ingest, or chat, does the rest.",
)
@click.option(
    "--ray",
    metavar="[ADDRESS]",
    is_flag=False,
    flag_value="local",
    callback=_ray_address,
    help="Read, clean and embed on Ray: on this machine's cores, or on the cluster at ADDRESS"
    " (auto, or ray://host:port). Stands behind the paths.",
)
@click.option("--watch", is_flag=True, help="Go on, and ingest what changes, until Ctrl+C.")
@archive_option
@json_option
def ingest(
    paths: Sequence[Path],
    sample: bool,
    prune: bool,
    yes: bool,
    restore: Sequence[str],
    again: bool,
    later: bool,
    ray: str | None,
    watch: bool,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Keep the articles in files and folders. Doing it again changes nothing.

    They can be found by words as soon as they are kept, and by meaning a while after.
    """
    paths = paths_to_ingest(paths, sample)
    if not paths:
        raise click.UsageError("Say which files or folders to ingest, or --sample.")
    mode: Prune = "all" if prune and yes else prune
    settings = read_settings(folder)
    with open_archive(settings, make=True) as archive:
        work = Ingest(archive, settings, later, as_json, ray)
        for article_id in restore:
            archive.restore(article_id)
        report, refusal = _ingest_or_ask(work, paths, mode, again, ask=not watch)
        if as_json:
            from ui.json import report_json

            say_json(report_json(report))
        if refusal and not watch:
            fail(refusal)
        if watch:
            _follow(work, paths, mode)
    if not report.articles + report.removed + len(report.kept_out):
        fail("no article was found in " + ", ".join(str(path) for path in paths) + ".")


def _ingest_or_ask(
    work: Ingest, paths: Sequence[Path], prune: Prune, again: bool, ask: bool
) -> tuple[IngestReport, str]:
    """Ingest; where too much would be pruned unasked, the person is asked, if there is one.

    Besides the report, what is to be said where nothing was pruned, else "".
    """
    from ui.text import report_text
    from vectorstore import PruneRefused

    try:
        return work.run(paths, prune, again), ""
    except PruneRefused as refusal:
        if not (ask and sys.stdin.isatty() and sys.stderr.isatty()):
            say(report_text(refusal.report), err=True)
            return refusal.report, str(refusal)
        say(str(refusal), err=True)
        if not click.confirm("Remove them?", err=True):
            return refusal.report, "nothing was removed."
    return work.run(paths, "all"), ""


def _follow(work: Ingest, paths: Sequence[Path], prune: Prune) -> None:
    """Ingest again each time that something under the paths changes, until Ctrl+C."""
    from ui.watching import changes

    say("Watching for changes; Ctrl+C stops.", err=True)
    for _ in changes(paths):
        _, refusal = _ingest_or_ask(work, paths, prune, again=False, ask=False)
        if refusal:
            say(refusal, err=True)
