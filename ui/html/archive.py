"""The archive's own page as HTML: what it holds, and a list of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ui.escape import piece, text
from ui.html.pieces import count
from ui.months import every_month, in_words, months_html
from vectorstore.types import Article, Overview
from vectorstore.types import in_words as day_in_words

# Outlets that have a bar of their own.
MAX_OUTLETS = 12
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the archive is listed."""

    words: str = ""
    outlet: str = ""
    month: str = ""
    start: int = 0


def overview_html(known: Overview, newest: date | None, shown: Shown, today: date) -> str:
    """Articles by month and outlet, the newest, when it was written, gaps, what was set aside."""
    facts = [("Articles", f"{sum(known.by_month_and_outlet.values()):,}")]
    if newest:
        facts.append(("Newest article", f"{day_in_words(newest)}, {_ago((today - newest).days)}"))
    if known.written:
        written = f"{day_in_words(known.written.date())} at {known.written:%H:%M}"
        facts.append(("Last written", written))
    gaps = [month for month in every_month(known.by_month) if month not in known.by_month]
    if gaps:
        named = ", ".join(map(in_words, gaps[:6])) + (" …" if len(gaps) > 6 else "")
        facts.append(("Months without an article", f"{len(gaps):,}: {named}"))
    if undated := known.by_month.get("", 0):
        facts.append(("Without a date", f"{undated:,}"))
    listed = "".join(f"<dt>{name}</dt><dd>{text(value)}</dd>" for name, value in facts)
    months = months_html(known.by_month, "list", "Articles by month", shown.month)
    return (
        f'<section aria-label="What the archive holds"><dl class="facts">{listed}</dl>{months}'
        f"{_outlets(known, shown)}{_set_aside(known)}</section>"
    )


def _ago(days: int) -> str:
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days:,} days ago"


def _outlets(known: Overview, shown: Shown) -> str:
    outlets = [(name, number) for name, number in known.by_outlet.items() if name]
    if not outlets:
        return ""
    largest = outlets[0][1]
    rows = "".join(
        f'<li><button type="button" data-action="list" data-outlet="{text(name)}"'
        f' id="outlet-{index}" aria-pressed="{str(name == shown.outlet).lower()}">'
        f'<span class="name">{piece(name)}</span>'
        f'<span class="bar" style="width:{max(2, round(100 * number / largest))}px"></span>'
        f'<span class="number">{number:,}</span></button></li>'
        for index, (name, number) in enumerate(outlets[:MAX_OUTLETS])
    )
    rest = len(outlets) - MAX_OUTLETS
    more = f'<p class="aside">and {count(rest, "outlet")} more</p>' if rest > 0 else ""
    return f'<ul class="outlets" aria-label="Articles by outlet">{rows}</ul>{more}'


def _set_aside(known: Overview) -> str:
    if not known.set_aside_total:
        return ""
    rows = "".join(
        f"<li>{piece(source)}: {piece(reason)}</li>" for source, reason in known.set_aside
    )
    return (
        f"<details><summary>{known.set_aside_total:,} set aside, and why</summary>"
        f"<ul>{rows}</ul></details>"
    )


def listing_html(total: int, articles: Sequence[Article], shown: Shown, may_change: bool) -> str:
    """The list, with what it is narrowed to, and a way to the next ones."""
    filters = (
        '<form class="filters" data-action="list" role="search" aria-label="List of articles">'
        '<label for="archive-words">Title, outlet, author or id</label>'
        f'<input id="archive-words" name="words" type="search" value="{text(shown.words)}">'
        f'<input type="hidden" name="outlet" value="{text(shown.outlet)}">'
        f'<input type="hidden" name="month" value="{text(shown.month)}">'
        '<button type="submit" id="archive-search">Search</button></form>'
    )
    chips = "".join(
        f'<button type="button" class="chip" data-action="list" data-{name}="" id="drop-{name}">'
        f"{piece(value)} <span aria-hidden='true'>×</span>"
        '<span class="unseen"> – show all again</span></button>'
        for name, value in (
            ("outlet", shown.outlet),
            ("month", in_words(shown.month) if shown.month else ""),
        )
        if value
    )
    rows = "".join(_row(article, may_change) for article in articles)
    after = shown.start + len(articles)
    more = ""
    if after < total:
        more = (
            f'<button type="button" data-action="list" data-start="{after}" id="archive-more">'
            "Older ones</button>"
        )
    first = f"{shown.start + 1:,} to {after:,} of " if total > PAGE_SIZE else ""
    return (
        f'<section aria-label="Articles">{filters}<p class="chips">{chips}</p>'
        f'<p class="aside" role="status">{first}{count(total, "article")}</p>'
        f'<ol class="listed">{rows}</ol>{more}</section>'
    )


def _row(article: Article, may_change: bool) -> str:
    remove = ""
    if may_change:
        remove = (
            '<details class="remove"><summary>Remove</summary>'
            f'<button type="button" data-action="remove" data-id="{text(article.id)}">'
            "Remove it for good</button></details>"
        )
    outlet = piece(article.outlet or "Unknown outlet")
    return (
        f'<li><p class="where">{outlet}, {article.day_in_words or "date unknown"}</p>'
        f'<h3 dir="auto">{text(article.title or article.text[:60] + "…")}</h3>'
        f'<p class="where">{piece(article.id)}</p>{remove}</li>'
    )
