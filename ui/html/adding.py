"""Adding to the archive as HTML: what is filled in, how far it is, and what is followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ui import words
from ui.adding import Adding
from ui.escape import piece, text
from ui.following import INTERVALS, Followed
from ui.guard.bodies import MAX_UPLOAD, MB
from ui.html.pieces import count, problem_html
from vectorstore.types import in_words


def adding_html(adding: Adding) -> str:
    """What is filled in: files, a path where one may be added, a feed. It is drawn once."""
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
        f"{files}{path}{feed}</section>"
    )


def _how_often(what: str) -> str:
    options = "".join(f'<option value="{n}">{words.EVERY[n]}</option>' for n in INTERVALS)
    return (
        f'<select name="minutes" id="follow-{what}" aria-label="{words.FOLLOW}">'
        f'<option value="">{words.ONLY_NOW}</option>{options}</select>'
    )


def followed_html(followed: Sequence[Followed]) -> str:
    """The feeds and folders that are followed, each to be let go."""
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
    return f"{in_words(at.date())}, {at:%H:%M}"


def _waiting(adding: Adding) -> str:
    return f" {words.THEN_MORE.format(count=adding.waiting)}" if adding.waiting else ""


def progress_html(adding: Adding, told: str = "") -> str:
    """How far adding is or what came of it, and why what was asked for is not added."""
    return problem_html(told) + _progress(adding)


def _progress(adding: Adding) -> str:
    if adding.problem:
        return problem_html(adding.problem)
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
