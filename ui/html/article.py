"""A whole article as HTML: for the pane beside an answer, and as a page of its own address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ui import words
from ui.escape import piece, text
from ui.html.pieces import badges, copies_html, language, outlet_and_day, paragraphs
from ui.links import Links
from ui.standalone import framed
from vectorstore.types import Article, in_words

_LINKS = Links()


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of an article, by its bare `id`.

    `newest` is the number of the newest, `until` the ISO day on which that took over, "" where it
    is not known.
    """

    article: Article
    id: str = ""
    number: int = 1
    newest: int = 1
    until: str = ""


def article_html(edition: Edition, links: Links = _LINKS) -> str:
    """An article with all that is known of it. Each paragraph says where it begins in the text."""
    article = edition.article
    future = words.AFTER_TODAY if article.is_dated_after(date.today()) else ""
    body = "".join(
        f'{_entry_head(article, start)}<p data-start="{start}">{text(article.text[start:end])}</p>'
        for start, end in paragraphs(article.text)
    )
    lang = language(article)
    return (
        f'<article class="article" tabindex="-1"><header>'
        f'<p class="where">{outlet_and_day(article)}{future}{badges(article)}</p>'
        f'<h2 dir="auto"{lang}>{text(article.title or words.UNTITLED)}</h2>'
        f"{_byline(article, links)}{_version(edition, links)}{copies_html(article, links)}</header>"
        f'<div class="body" dir="auto"{lang}>{body}</div></article>'
    )


def article_page(edition: Edition, links: Links, style: str, script: str) -> str:
    """The page at an article's own address. Its script marks the words that the address names."""
    title = edition.article.title or words.UNTITLED
    return framed(title, article_html(edition, links), links, style, script)


def _byline(article: Article, links: Links) -> str:
    facts = []
    if article.author:
        facts.append(words.BY.format(author=piece(article.author)))
    if article.updated and article.updated[:10] != article.published[:10]:
        day = in_words(date.fromisoformat(article.updated[:10]))
        facts.append(text(words.UPDATED.format(day=day)))
    if article.confidence < 1:
        facts.append(text(words.FROM_PICTURE.format(share=article.confidence)))
    if article.url:
        facts.append(_address(article.url, links))
    shown = "".join(f"<span>{fact}</span>" for fact in facts)
    return f'<p class="byline">{shown}</p>'


def _version(edition: Edition, links: Links) -> str:
    """That a newer version took over, and when; "" where this is the newest."""
    if edition.number == edition.newest:
        return ""
    said = words.STOOD_SOMETIME
    if edition.until:
        said = words.STOOD_UNTIL.format(day=in_words(date.fromisoformat(edition.until[:10])))
    address = text(links.named(edition.id, edition.newest))
    link = f'<a class="read" href="{address}">{words.NEWEST_VERSION}</a>'
    return f'<p class="version">{text(said)} {link}</p>'


def _address(url: str, links: Links) -> str:
    """A link that needs a click, for web addresses of others; anything else as text.

    The script of the page adds a fragment to it that names the marked words.
    """
    if not links.is_foreign(url):
        return piece(url)
    return (
        f'<a class="live" href="{text(url)}" target="_blank"'
        f' rel="noopener noreferrer nofollow">{piece(url)}</a>'
    )


def _entry_head(article: Article, start: int) -> str:
    """When an entry of a live blog that begins here was written, and by whom."""
    entry = article.entry_at(start)
    if entry is None or entry.start != start:
        return ""
    when = ""
    if entry.published:
        when = in_words(date.fromisoformat(entry.published[:10]))
        when += f", {entry.published[11:16]}" if len(entry.published) > 10 else ""
    known = [text(when), piece(entry.author) if entry.author else ""]
    shown = "".join(f"<span>{part}</span>" for part in known if part)
    return f'<p class="byline">{shown}</p>' if shown else ""
