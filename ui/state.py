"""What the top of the page says of the archive, and how far it is while it is being filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.html.masthead import archive_html, filling_html, fresh_html
from ui.pace import Pace

if TYPE_CHECKING:
    from datetime import date

    from ui.following import Following
    from vectorstore.archive import Archive
    from vectorstore.behind import Behind


class State:
    """The masthead, as it is each time that it is asked for."""

    def __init__(self, archive: Archive, behind: Behind | None, following: Following) -> None:
        self._archive = archive
        self._behind = behind
        self._following = following
        self._pace = Pace()

    @property
    def is_growing(self) -> bool:
        """Whether there will be something else to say."""
        return self._behind is not None and self._behind.is_running

    def html(self) -> str:
        """What the archive holds, and how much of it can be found by meaning."""
        archive = self._archive
        count, newest = len(archive), archive.newest_day()
        oldest = archive.oldest_day() if newest else None
        about = archive_html(count, len(archive.outlets()), oldest, newest)
        return f"<h1>Dateline</h1>{about}{self._fresh(newest)}{self._filling(count)}"

    def _fresh(self, newest: date | None) -> str:
        """How new it is, and what is followed and has stopped."""
        written = self._archive.last_written()
        return fresh_html(newest, written, self._following.warnings())

    def _filling(self, articles: int) -> str:
        done = self._archive.embedding_progress()
        self._pace.add(done.embedded)
        if self._behind and self._behind.problem:
            return filling_html(articles, done.share, problem=self._behind.problem)
        is_reading = self.is_growing and self._behind is not None and self._behind.is_reading
        if not is_reading and not done.waiting:
            return ""
        left = None if is_reading else self._pace.seconds_left(done.waiting)
        return filling_html(articles, done.share, left, is_reading)
