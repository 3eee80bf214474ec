"""What the top of the page says of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ui import words
from ui.escape import text
from ui.html.pieces import count, period
from ui.pace import in_time
from vectorstore.types import in_words


def archive_html(articles: int, outlets: int, first: date | None, last: date | None) -> str:
    """One line that says what an archive holds."""
    if not articles:
        return '<p class="archive">This archive is empty. Add articles: dateline ingest PATH</p>'
    parts = [count(articles, "article")]
    if outlets:
        parts.append(count(outlets, "outlet"))
    if first and last:
        parts.append(period(first, last))
    return f'<p class="archive">{" · ".join(map(text, parts))}</p>'


def fresh_html(newest: date | None, written: datetime | None, warnings: Sequence[str]) -> str:
    """How new what an archive holds is, and why nothing newer is to be hoped for."""
    known = []
    if newest:
        known.append(words.NEWEST_ARTICLE.format(day=in_words(newest)))
    if written:
        when = f"{in_words(written.date())}, {written:%H:%M}"
        known.append(words.LAST_WRITTEN.format(when=when))
    told = "".join(f'<p class="problem" role="status">{text(one)}</p>' for one in warnings)
    return f'<p class="fresh">{" · ".join(map(text, known))}</p>{told}' if known else told


def filling_html(
    articles: int,
    share: float,
    seconds_left: float | None = None,
    is_reading: bool = False,
    problem: str = "",
) -> str:
    """How far an archive is that is still being filled, or why it is so no more."""
    known = count(articles, "article")
    if is_reading:
        known += " so far; more are being read"
    known += f"; {int(100 * share)}% also by meaning"
    if seconds_left is not None:
        known += f", {in_time(seconds_left)} left"
    bar = f'<progress max="100" value="{int(100 * share)}" aria-label="Also by meaning"></progress>'
    why = f'<p class="problem">{text(problem)}</p>' if problem else ""
    return f'<p class="filling">{text(known)}</p>{bar}{why}'
