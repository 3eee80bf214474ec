"""Ingesting as commands do it: seen on stderr, and embedded in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ui.cli.group import INTERRUPTED, fail
from ui.output import say

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ui.progress import Progress
    from vectorstore import Archive, IngestReport
    from vectorstore.behind import Behind

Prune = bool | Literal["all"]


@dataclass(frozen=True, slots=True)
class Ingest:
    """Ingests with progress and a report, both on stderr; `later` leaves embedding to another.

    `ray` is the address of a Ray cluster that reads and embeds.
    """

    archive: Archive
    settings: Settings
    later: bool = False
    as_json: bool = False
    ray: str | None = None

    def run(self, paths: Sequence[Path], prune: Prune = False, again: bool = False) -> IngestReport:
        from ui.progress import Progress
        from ui.text import report_text

        try:
            # Ray says on stdout what becomes of its workers.
            with Progress(self.as_json) as progress, redirect_stdout(sys.stderr):
                report = self.archive.ingest(
                    paths,
                    progress=progress.kept,
                    prune=prune,
                    again=again,
                    embed=False,
                    ray=self.ray,
                )
                if not self.later:
                    self._embed(progress)
        except KeyboardInterrupt:
            fail(_stopped(self.archive), INTERRUPTED)
        say(report_text(report), err=True)
        waiting = self.archive.embedding_progress().waiting
        if self.later and waiting:
            say(
                f"All of it can be found by words. {waiting:,} passages wait to be found by meaning"
                " too: `dateline chat`, or the same without --later, goes on.",
                err=True,
            )
        return report

    def _embed(self, progress: Progress) -> None:
        if not self.archive.embedding_progress().waiting:
            return
        behind = _behind(self.archive, self.settings, embedded=progress.embedded)
        try:
            behind.wait()
        finally:
            behind.close()


@contextmanager
def ingesting(
    archive: Archive, settings: Settings, paths: Sequence[Path]
) -> Iterator[Behind | None]:
    """Ingest and embed behind until the end; begun, at least, where this begins.

    None where there is nothing to do.
    """
    from ui.progress import Progress
    from ui.text import report_text

    if not paths and (archive.is_read_only or not archive.embedding_progress().waiting):
        yield None
        return
    with Progress() as progress:
        behind = _behind(
            archive,
            settings,
            paths=paths,
            kept=progress.kept,
            embedded=progress.embedded,
            reported=lambda report: say(report_text(report), err=True),
        )
        try:
            while behind.is_running and not len(archive):
                behind.wait(0.05)
            if behind.problem:
                behind.wait()  # raises it
            yield behind
        except KeyboardInterrupt:
            behind.close()
            fail(_stopped(archive), INTERRUPTED)
        finally:
            behind.close()


def _behind(archive: Archive, settings: Settings, **work: Any) -> Behind:
    from vectorstore.behind import Behind

    return Behind(archive.place, settings.encoder, settings.device, chroma=archive.chroma, **work)


def _stopped(archive: Archive) -> str:
    """What a person who stopped an ingest should know."""
    done = archive.embedding_progress()
    return (
        f"stopped. {len(archive):,} articles are kept and can be found by words,"
        f" {int(100 * done.share)}% of them by meaning too. Run the same command again to go on."
    )
