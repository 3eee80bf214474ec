"""What is shown of an article, of a count and of a problem, wherever it is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from ui import words
from ui.escape import piece, text
from ui.kind import kinds
from ui.links import Links
from vectorstore.types import Article, Passage, in_words

MAX_SHOWN_QUESTION_CHARACTERS = 200

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\Z|[^\S\n]*\n[^\S\n]*\n)", re.S)


def badges(article: Article) -> str:
    """Wire, opinion, correction and the like, where the article says so."""
    return "".join(f' <span class="kind">{text(kind)}</span>' for kind in kinds(article))


def copies_html(article: Article, links: Links) -> str:
    """Who else printed the story, folded; the earliest first."""
    copies = links.copies(links.identity(article)[0])
    if not copies:
        return ""
    listed = "".join(
        f'<li><a class="read" href="{text(links.article(copy))}">{outlet_and_day(copy)}</a></li>'
        for copy in copies
    )
    said = words.ALSO_PRINTED.format(count=len(copies))
    return f'<details class="copies"><summary>{said}</summary><ol>{listed}</ol></details>'


def problem_html(said: str) -> str:
    """Why something was not done; nothing where nothing is said."""
    return f'<p class="problem" role="alert">{piece(said)}</p>' if said else ""


def outlet_and_day(article: Article) -> str:
    """Who printed an article, and when."""
    outlet = piece(article.outlet) if article.outlet else text(words.UNKNOWN_OUTLET)
    return f"{outlet}, {text(article.day_in_words or words.UNKNOWN_DAY)}"


def where(passage: Passage, shown: Callable[[str], str] = piece) -> str:
    article = passage.article
    outlet = shown(article.outlet) if article.outlet else words.UNKNOWN_OUTLET
    future = words.AFTER_TODAY if article.is_dated_after(date.today()) else ""
    return f"{outlet}, {passage.day_in_words or words.UNKNOWN_DAY}{future}"


def language(article: Article) -> str:
    """The attribute that says what language an article is in."""
    return f' lang="{text(article.language)}"' if article.language else ""


def paragraphs(whole: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a text stand; an empty line ends one."""
    return [match.span() for match in _PARAGRAPH.finditer(whole)]


def period(first: date, last: date) -> str:
    return in_words(first) if first == last else f"{in_words(first)} – {in_words(last)}"


def count(number: int, noun: str) -> str:
    """A number of things, as in "1,234 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def clipped(question: str) -> str:
    return (
        question
        if len(question) <= MAX_SHOWN_QUESTION_CHARACTERS
        else question[:MAX_SHOWN_QUESTION_CHARACTERS] + " …"
    )
