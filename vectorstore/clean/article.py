"""A raw article to an Article: plain text in its own letters, known fields, a lasting id."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from vectorstore.clean import language, lines, published
from vectorstore.text import address, hyphens, own_letters, people
from vectorstore.text.normalise import whole_characters
from vectorstore.text.vocabulary import is_word
from vectorstore.types import Article, RawArticle, RawEntry

_NEWLINES = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_OTHER_SPACE = r"\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(rf"[ {_OTHER_SPACE}]{{2,}}|[{_OTHER_SPACE}]")  # but for the usual single one
# Control characters, soft hyphens, zero-width marks and text-direction overrides.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)
# Longer runs of combining marks than any writing needs make normalising quadratic.
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a"
    "\u0e38-\u0e4b\u0eb8-\u0ecb\u0f71-\u0f87\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
    "\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]{30})"
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a"
    "\u0e38-\u0e4b\u0eb8-\u0ecb\u0f71-\u0f87\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
    "\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]+"
)
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟۔][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"(?:[•·▪◦●■►▶›»*–—-]|\d{1,2}[.)])\s")
_BREAKS = re.compile(r"\w[-‐¬]$")
_NO_AUTHORS = {"", "admin", "administrator", "editor", "staff", "unknown"}
# Of furniture, what stands in an entry of a live blog.
_BESIDE_ENTRY = ("sharing", "notice", "advertisement")
_MAX_ID_CHARACTERS = 200
_MAX_FIELD_CHARACTERS = 500


def clean(raw: RawArticle, is_known: hyphens.IsWord = is_word) -> Article:
    """The article that `raw` holds. Raises ValueError, with the reason, where no text remains.

    `is_known` says of a word in small letters whether there is one such: what a line's end breaks
    is joined to one where there is.
    """
    text = paragraphs(raw.text, is_known)
    title, outlet, author = _line(raw.title), _outlet(raw.outlet), _author(raw.author)
    day, changed = published.iso(raw.published), published.iso(raw.updated)
    url, spoken = _url(raw.url), raw.language
    from vectorstore.clean import live_blog, page  # their patterns take a while to compile

    updates = [_entry(entry) for entry in raw.entries]
    if not updates:
        text, updates = live_blog.split(text, title, lambda lead: day or _page_day(lead, title))
    if raw.is_page_text:
        is_shown = not raw.is_page_first or _stands_alone(title, text)
        found = page.read(text, title=title if is_shown else "")
        text = paragraphs(found.text, is_known)
        title = (title if is_shown else found.title) or found.title or title
        signed = _author(found.author)
        author = (signed or author) if raw.is_page_first else (author or signed)
        outlet = outlet or _outlet(found.outlet) or _host(url)
        url = url or _url(found.url)
        day, changed = day or found.published, changed or found.updated
        spoken = spoken or found.language
    text, entries = live_blog.joined(paragraphs(text), updates)
    day = day or _dateline_day(text)
    days = {entry.published[:10] for entry in entries}
    if not day and len(days) == 1:
        day = days.pop()
    if not re.search(r"\w", text):
        raise ValueError("no text in it" if not raw.text.strip() else "no text beside furniture")
    article = Article(
        id=_id(raw.id, url, title, text),
        text=text,
        title=title,
        outlet=outlet,
        author=author,
        url=url,
        published=day,
        updated=changed,
        language=language.code(spoken, text),
        entries=entries,
        confidence=raw.confidence,
    )
    return _in_own_letters(article, raw)


def is_clean(article: Article) -> bool:
    """Whether an article that comes as it was kept has only what cleaning leaves."""
    names = (article.id, article.outlet, article.author, article.language)
    moments = (article.published, article.updated, *(one.published for one in article.entries))
    return (
        all(_own_characters(said) == said for said in (article.text, article.title, *names))
        and "\n" not in article.title.join(names)
        and len(article.id) <= _MAX_ID_CHARACTERS
        and _url(article.url) == article.url
        and all(map(_is_moment, filter(None, moments)))
    )


def _is_moment(said: str) -> bool:
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return False
    return bool(re.match(r"\d{4}-\d\d-\d\d", said))


def _in_own_letters(article: Article, raw: RawArticle) -> Article:
    """An article whose text and titles have their accents as they were given.

    Names, by which articles are told apart and filtered, are composed.
    """
    given = [_own_characters(part) for part in (raw.text, *_said(raw.entries))]
    if all(map(own_letters.is_composed, (*given, raw.title))):
        return article
    own = "\n".join(given)
    text = own_letters.restored(article.text, own)
    view = own_letters.composed(text)
    if view.text != article.text:  # a mark stands now where it goes with another letter
        return article
    title = _own_characters(html.unescape(raw.title))
    return replace(
        article,
        text=text,
        title=own_letters.restored(article.title, title or own),
        entries=tuple(
            replace(
                entry,
                start=view.places[entry.start],
                end=view.places[entry.end],
                title=own_letters.restored(entry.title, own),
            )
            for entry in article.entries
        ),
    )


def _said(entries: Iterable[RawEntry]) -> Iterator[str]:
    for entry in entries:
        yield from (entry.title, entry.text)


def _stands_alone(title: str, text: str) -> bool:
    """Whether a title is one of a text's lines."""
    return any(_line(line) == title for line in text.split("\n")) if title else False


def _dateline_day(text: str) -> str:
    """The day that stands with the place at a story's beginning, "" where none has come yet."""
    heads = (lines.dateline_day(part) for part in text.split("\n\n", 2)[:2])
    day = published.iso(next(filter(None, heads), ""))
    return "" if published.is_future(day) else day


def _page_day(lead: str, title: str) -> str:
    """The one day that the head of a page gives for it, "" where it gives two."""
    from vectorstore.clean import page

    found = page.read(lead, title=title)
    return found.published if found.updated[:10] in ("", found.published[:10]) else ""


def _entry(raw: RawEntry) -> RawEntry:
    from vectorstore.clean import furniture

    parts = paragraphs(raw.text).split("\n\n")
    own = [part for part in parts if furniture.kind(part) not in _BESIDE_ENTRY]
    return RawEntry(
        text="\n\n".join(own),
        title=_line(raw.title),
        author=_author(raw.author),
        published=published.iso(raw.published),
        anchor=raw.anchor if re.fullmatch(r"[\w.:~%=&/-]{1,200}", raw.anchor) else "",
    )


def paragraphs(text: str, is_known: hyphens.IsWord = is_word) -> str:
    """Text in NFC without invisible characters, lines unwrapped, paragraphs a blank line apart."""
    text = _characters(hyphens.without_soft_breaks(text))
    blocks = re.split(r"\n{2,}", "\n".join(line.strip() for line in text.split("\n")).strip("\n"))
    joined = "\n\n".join(_block(block.split("\n")) for block in blocks if block)
    return hyphens.mended(joined, is_known)


def _characters(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _own_characters(text)))


def _own_characters(text: str) -> str:
    """Text as it is given, without what is not seen, and with no more marks than a letter has."""
    seen = _INVISIBLE.sub("", _NEWLINES.sub("\n", whole_characters(text)))
    return seen if seen.isascii() else _MARKS.sub(r"\1", seen)


def _block(lines: list[str]) -> str:
    """One block of lines: hard-wrapped ones joined, whole sentences made paragraphs."""
    if _is_wrapped(lines):
        # a hyphen at a line's end keeps its place until it is told what it is
        return "".join(line + ("\n" if _BREAKS.search(line) else " ") for line in lines).strip()
    joined = lines[0]
    for before, line in pairwise(lines):
        apart = _ENDS_SENTENCE.search(before) and _ENDS_SENTENCE.search(line)
        joined += ("\n\n" if apart else "\n") + line
    return joined


def _is_wrapped(lines: list[str]) -> bool:
    """Whether a program broke these lines to fit a width."""
    width = max(map(len, lines))
    if len(lines) < 2 or width > 120 or any(_LIST_ITEM.match(line) for line in lines):
        return False
    if len(lines) == 2:
        return len(lines[0]) >= 55 and lines[1][:1].islower()
    return width >= 45 and all(len(line) >= 0.6 * width for line in lines[:-1])


def _line(value: str) -> str:
    plain = html.unescape(value) if ";" in value else value
    return " ".join(_characters(plain).split())[:_MAX_FIELD_CHARACTERS]


def _outlet(value: str) -> str:
    """The outlet's name; of an address only the host."""
    name = _line(value)
    if re.fullmatch(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", name):
        name = re.sub(r"^(?:https?://)?(?:www\.)?|/.*$", "", name).lower()
    return name


def _host(url: str) -> str:
    found = re.match(r"https?://(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?=[:/?#]|$)", url)
    return found[1].lower() if found else ""


def _author(value: str) -> str:
    name = re.sub(r"^(?:(?:posted|written|reported) )?by\b[\s:]*", "", _line(value), flags=re.I)
    name = people.names(name)
    return "" if name.lower() in _NO_AUTHORS else name


def _url(value: str) -> str:
    url = value.strip()
    return url if re.fullmatch(r"https?://[^\s<>\"]{3,2000}", url) else ""


def _id(given: str, url: str, title: str, text: str) -> str:
    given = _line(given)
    if given and len(given) <= _MAX_ID_CHARACTERS:
        return given
    is_named = address.names_a_story(url)
    named = given or (address.same_page(url) if is_named else f"{title}\n{text}")
    return hashlib.sha256(named.encode("utf-8")).hexdigest()[:16]
