"""`dateline ingest`: what is kept, what was asked first, and how far it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ui.cli.group import fail
from ui.cli.opening import open_archive, paths_to_ingest, read_settings
from ui.cli.options import PATHS, archive_option, json_option, sample_option
from ui.output import say, say_json, text

if TYPE_CHECKING:
    from vectorstore import Archive, IngestReport

Prune = bool | Literal["all"]


@click.command()
@click.argument("paths", nargs=-1, type=PATHS)
@sample_option
@click.option("--prune", is_flag=True, help="Remove the articles whose file under PATHS is gone.")
@click.option("--yes", is_flag=True, help="Let --prune remove most of them without asking.")
@click.option(
    "--restore", metavar="ID", type=text, multiple=True, help="Let what was removed in again."
)
@click.option("--again", is_flag=True, help="Read unchanged files too, as Dateline reads them now.")
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
    watch: bool,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Keep the articles in files and folders. Doing it again changes nothing."""
    paths = paths_to_ingest(paths, sample)
    if not paths:
        raise click.UsageError("Say which files or folders to ingest, or --sample.")
    mode: Prune = "all" if prune and yes else prune
    with open_archive(read_settings(folder), make=True) as archive:
        for article_id in restore:
            archive.restore(article_id)
        report, refusal = _ingest_or_ask(archive, paths, mode, again, ask=not watch)
        if as_json:
            from ui.json import report_json

            say_json(report_json(report))
        if refusal and not watch:
            fail(refusal)
        if watch:
            _follow(archive, paths, mode)
    if not report.articles + report.removed + len(report.kept_out):
        fail("no article was found in " + ", ".join(str(path) for path in paths) + ".")


def _ingest_or_ask(
    archive: Archive, paths: Sequence[Path], prune: Prune, again: bool, ask: bool
) -> tuple[IngestReport, str]:
    """Ingest; where too much would be pruned unasked, the person is asked, if there is one.

    Besides the report, what is to be said where nothing was pruned, else "".
    """
    from ui.text import report_text
    from vectorstore import PruneRefused

    try:
        return ingest_shown(archive, paths, prune, again), ""
    except PruneRefused as refusal:
        if not (ask and sys.stdin.isatty() and sys.stderr.isatty()):
            say(report_text(refusal.report), err=True)
            return refusal.report, str(refusal)
        say(str(refusal), err=True)
        if not click.confirm("Remove them?", err=True):
            return refusal.report, "nothing was removed."
    return ingest_shown(archive, paths, "all"), ""


def ingest_shown(
    archive: Archive, paths: Sequence[Path], prune: Prune = False, again: bool = False
) -> IngestReport:
    """Ingest with a progress bar and a report, both on stderr."""
    from tqdm import tqdm

    from ui.text import report_text
    from vectorstore.types import IngestProgress

    with tqdm(
        *(None, "Ingesting"), file=sys.stderr, leave=False, disable=None, unit="B", unit_scale=True
    ) as bar:

        def show(progress: IngestProgress) -> None:
            bar.total = progress.bytes
            bar.set_postfix_str(
                f"{progress.articles:,} articles, {progress.files_done:,}/{progress.files:,} files"
            )
            bar.update(progress.bytes_done - bar.n)

        report = archive.ingest(paths, progress=show, prune=prune, again=again)
    say(report_text(report), err=True)
    return report


def _follow(archive: Archive, paths: Sequence[Path], prune: Prune) -> None:
    """Ingest again each time that something under the paths changes, until Ctrl+C."""
    from ui.watching import changes

    say("Watching for changes; Ctrl+C stops.", err=True)
    for _ in changes(paths):
        _, refusal = _ingest_or_ask(archive, paths, prune, again=False, ask=False)
        if refusal:
            say(refusal, err=True)
