"""How far an ingest is: a bar on a terminal, else a line every few seconds, JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ui.output import say
from ui.pace import Pace, in_time

if TYPE_CHECKING:
    from vectorstore.types import EmbeddingProgress, IngestProgress

# Seconds between two lines for people, and for programs.
EVERY, EVERY_JSON = 5.0, 1.0


class Progress:
    """Shows on stderr what `kept` and `embedded` are told."""

    def __init__(self, as_json: bool = False) -> None:
        self._as_json = as_json
        self._is_terminal = sys.stderr.isatty() and not as_json
        self._paces = {"Ingesting": Pace(), "Embedding": Pace()}
        self._said = time.monotonic()
        self._bar: Any = None
        self._bar_of = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close_bar()

    def kept(self, progress: IngestProgress) -> None:
        """So much was read and is kept."""
        files = f"{progress.files_done:,}/{progress.files:,} files"
        known = {
            "articles": progress.articles,
            "files": progress.files,
            "files_done": progress.files_done,
            "bytes": progress.bytes,
            "bytes_done": progress.bytes_done,
        }
        is_last = progress.files_done == progress.files
        what = f"{progress.articles:,} articles, {files}"
        self._show("Ingesting", progress.bytes_done, progress.bytes, what, known, is_last)

    def embedded(self, progress: EmbeddingProgress) -> None:
        """So much can be found by meaning."""
        known = {"chunks": progress.chunks, "embedded": progress.embedded}
        what = f"{progress.embedded:,}/{progress.chunks:,} passages"
        is_last = not progress.waiting
        self._show("Embedding", progress.embedded, progress.chunks, what, known, is_last)

    def _show(
        self, stage: str, done: int, total: int, what: str, known: dict[str, int], is_last: bool
    ) -> None:
        pace = self._paces[stage]
        pace.add(done)
        if self._is_terminal:
            self._show_bar(stage, done, total, what)
            return
        now = time.monotonic()
        if now - self._said < (EVERY_JSON if self._as_json else EVERY) and not (
            is_last and self._as_json
        ):
            return
        self._said = now
        left = pace.seconds_left(total - done)
        if self._as_json:
            event = {"event": stage.lower(), **known, "per_second": round(pace.rate, 1)}
            event["seconds_left"] = None if left is None else round(left)
            say(json.dumps(event), err=True)
        else:
            rate = f", {_amount(stage, pace.rate)} a second" if pace.rate else ""
            ends = f", {in_time(left)} left" if left is not None and done < total else ""
            say(f"{stage}: {what}, {_share(done, total)}{rate}{ends}", err=True)

    def _show_bar(self, stage: str, done: int, total: int, what: str) -> None:
        if self._bar_of != stage:
            from tqdm import tqdm

            self._close_bar()
            unit = {"unit": "B", "unit_scale": True} if stage == "Ingesting" else {"unit": ""}
            self._bar = tqdm(total=total, desc=stage, file=sys.stderr, leave=False, **unit)
            self._bar_of = stage
        self._bar.total = total
        self._bar.set_postfix_str(what, refresh=False)
        self._bar.update(done - self._bar.n)

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._bar, self._bar_of = None, ""


def _amount(stage: str, rate: float) -> str:
    return f"{rate / 1e6:,.2f} MB" if stage == "Ingesting" else f"{rate:,.0f}"


def _share(done: int, total: int) -> str:
    return f"{100 * done // total}%" if total else "100%"
