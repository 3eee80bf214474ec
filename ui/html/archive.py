"""The archive's own page as HTML: what it holds, a list of it, and how far adding is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ui import words
from ui.adding import Adding
from ui.escape import piece, text
from ui.following import INTERVALS, Followed
from ui.guard.bodies import MAX_UPLOAD, MB
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


def adding_html(adding: Adding, followed: Sequence[Followed] = (), told: str = "") -> str:
    """Files, a path where one may be added, a feed; what is followed; how far adding is."""
    if not adding.may_take_files:
        return f'<p class="aside">{words.ADD_ON_MACHINE}</p>'
    path = ""
    if adding.is_possible:
        path = (
            f'<form data-action="add"><label for="add-path">{words.A_PATH}</label>'
            '<input id="add-path" name="place" type="text" autocomplete="off">'
            f'{_how_often("path")}<button type="submit" id="add">{words.ADD}</button></form>'
        )
    feed = (
        f'<form data-action="feed"><label for="add-feed">{words.A_FEED}</label>'
        '<input id="add-feed" name="place" type="url" autocomplete="off"'
        f' placeholder="{words.FEED_EXAMPLE}">{_how_often("feed")}'
        f'<button type="submit" id="add-the-feed">{words.ADD}</button></form>'
    )
    files = (
        f'<form class="drop" data-drop="upload/" data-most="{MAX_UPLOAD}"'
        f' data-sending="{words.SENDING}" data-lost="{words.SENT_NOTHING}"'
        f' data-large="{words.TOO_LARGE.format(name="{name}", most=MAX_UPLOAD // MB)}">'
        f'<p>{words.DROP_FILES.format(most=MAX_UPLOAD // MB)}</p><label class="file">'
        f'<input type="file" id="add-files" multiple><span>{words.CHOOSE_FILES}</span></label>'
        '<p class="aside told" role="status"></p></form>'
    )
    return (
        f'<section aria-label="{words.ADD_ARTICLES}"><h2>{words.ADD_ARTICLES}</h2>'
        f"{files}{path}{feed}{_told(adding.unsent)}{_progress(adding)}{_told(told)}{_followed(followed)}</section>"
    )


def _how_often(what: str) -> str:
    options = "".join(f'<option value="{n}">{words.EVERY[n]}</option>' for n in INTERVALS)
    return (
        f'<select name="minutes" id="follow-{what}" aria-label="{words.FOLLOW}">'
        f'<option value="">{words.ONLY_NOW}</option>{options}</select>'
    )


def _followed(followed: Sequence[Followed]) -> str:
    if not followed:
        return ""
    rows = "".join(
        f"<li><p><strong>{piece(one.place)}</strong>, {words.EVERY.get(one.minutes, '')}</p>"
        f'<p class="where">{text(_looked(one))}</p>'
        f'<button type="button" data-action="unfollow" data-place="{text(one.place)}"'
        f' aria-label="{text(words.STOP_FOLLOWING.format(place=one.place))}">{words.STOP}</button>'
        "</li>"
        for one in followed
    )
    return f'<h3>{words.FOLLOWED}</h3><ul class="followed">{rows}</ul>'


def _looked(one: Followed) -> str:
    if not one.tried:
        return words.NEVER_LOOKED
    said = [words.LOOKED_AT_LAST.format(when=_when(one.tried))]
    if one.arrived:
        said.append(words.CAME_LAST.format(when=_when(one.arrived[-1])))
    return "; ".join(said) + (f". {one.problem}" if one.problem else "")


def _when(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds).astimezone()
    return f"{day_in_words(at.date())}, {at:%H:%M}"


def _told(told: str) -> str:
    return f'<p class="problem" role="alert">{piece(told)}</p>' if told else ""


def _waiting(adding: Adding) -> str:
    return f" {words.THEN_MORE.format(count=adding.waiting)}" if adding.waiting else ""


def _progress(adding: Adding) -> str:
    if adding.problem:
        return _told(adding.problem)
    done = adding.progress
    if adding.is_running:
        share = int(100 * done.bytes_done / done.bytes) if done and done.bytes else 0
        kept = count(done.articles, "article") if done else "nothing"
        return (
            f'<p role="status">{words.ADDING.format(kept=kept)}{_waiting(adding)}</p>'
            f'<progress max="100" value="{share}" aria-label="Added"></progress>'
        )
    report = adding.report
    if report is None:
        return ""
    aside = "".join(f"<li>{piece(p)}: {piece(why)}</li>" for p, why in report.skipped[:20])
    return (
        f'<p role="status">Added {report.added:,}, updated {report.updated:,}, unchanged'
        f" {report.unchanged:,}; {len(report.skipped):,} set aside.</p><ul>{aside}</ul>"
    )
