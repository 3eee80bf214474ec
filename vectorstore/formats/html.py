"""Web pages: the article that trafilatura finds, with what JSON-LD and meta tags say of it.

Pages are parsed by `guarded` in a child process.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vectorstore.formats import (
    day_guess,
    decode,
    fragment,
    guarded,
    html_exports,
    linked_data,
    live_blocks,
    markup,
    opening,
    page_facts,
    records,
)
from vectorstore.text import address
from vectorstore.types import RawArticle, RawEntry, Unreadable

PAGE_BYTES = 10 << 20
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|KG|SE|Ltd|Limited|LLC|Inc|plc|Corp(?:oration)?|Company|Group|Holdings?|Publishing"
    r"|Publications|Verlag(?:s\w*)?|S\.?[Lpr]?\.?A\.?|S\.?L\.?|B\.?V\.?|Pty)\b\.?(?: \w+)?$"
)
# Of a live blog's entry in JSON-LD: its text in the page is the whole one where it has this share.
_MIN_WHOLE = 0.8
# Letters by which a paragraph is known to be an entry's; words of one that is embedded in it.
_MIN_TELLING_LETTERS, _MIN_EMBEDDED_WORDS = 20, 8


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The page's article."""
    data = opening.whole(path, PAGE_BYTES)
    yield from guarded.parse("html", str(path), page=text_of(data))


def text_of(data: bytes, declared: str = "") -> str:
    """The page's markup as text; `declared` is the encoding that its server named."""
    named = _CHARSET.search(data[:4096])
    return decode.decoded(data, declared or (named[1].decode("ascii") if named else ""))


def load() -> None:
    """Import what parsing needs, ahead of the first page."""
    import trafilatura  # noqa: F401


def parse(source: str, page: str, url: str = "") -> list[RawArticle | Unreadable]:
    """The article in the markup of a page, at most one."""
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is None:
        return [Unreadable(source, "no HTML in it")]
    if many := html_exports.articles(tree, page, source):
        return many
    told = linked_data.things(tree)
    known, entries = linked_data.article(told), _live_entries(tree, told)
    meta, shown = page_facts.meta_tags(tree), page_facts.headings(tree)
    byline = page_facts.byline(tree)
    body = known.pop("text", "")
    body = fragment.text_of(body) if fragment.is_markup(body) else body
    markup.drop_captions(tree)
    markup.say(tree)
    # Its search through the page for them takes three times as long as finding the text.
    is_told = all(known.get(name) or meta.get(name) for name in ("title", "published"))
    document = trafilatura.bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        with_metadata=not is_told,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    guessed = _guessed(document)
    text = guessed.pop("text", "") or body
    if guessed.get("published"):
        guessed["published"] = day_guess.trusted(guessed["published"], page, meta["language"])
    if entries:
        text, entries = _apart(text, entries)
    elif not text.strip():
        return [Unreadable(source, "no article text in the page")]
    fields: dict[str, Any] = {
        name: known.get(name) or meta.get(name) or guessed.get(name, "")
        for name in ("published", "updated", "language")
    }
    # A site's first page is named by many of its pages.
    fields["url"] = address.of_story(
        *(found.get("url", "") for found in (known, meta, guessed)), url
    )
    fields["outlet"] = _outlet(known, meta, guessed)
    fields["author"] = _author(known, meta, byline, guessed)
    fields["title"] = page_facts.headline(
        shown, known.get("title", ""), meta["title"], guessed.get("title", ""), fields["outlet"]
    )
    return [RawArticle(text, source, is_page_text=True, entries=tuple(entries), **fields)]


def _outlet(*found: Mapping[str, str]) -> str:
    """The outlet's name; the address of its site only where nothing names it."""
    said = [fields["outlet"] for fields in found if fields.get("outlet")]
    named = [name for name in said if not records.is_address(name)]
    # A site's name is its outlet's rather than that of the company behind it.
    named.sort(key=lambda name: bool(_COMPANY.search(name)))
    return next(iter(named), next(iter(said), ""))


def _author(
    known: Mapping[str, str], meta: Mapping[str, str], byline: str, guessed: Mapping[str, str]
) -> str:
    said = (known.get("author", ""), meta["author"], byline, guessed.get("author", ""))
    return next(filter(page_facts.is_name, said), "")


def _live_entries(tree: Any, told: list[linked_data.Thing]) -> list[RawEntry]:
    """The entries of a live blog, taken out of the page: of its markup, or of its JSON-LD.

    The fuller of the two; what the JSON-LD does not say of an entry is taken from the other.
    """
    said = [entry for thing in told for entry in records.live_entries(thing)]
    shown = live_blocks.cut(tree, is_declared=bool(said))
    if len(shown) > len(said):
        return shown
    blocks = {_moment(entry): entry for entry in shown}
    return [_together(entry, blocks.get(_moment(entry), RawEntry(""))) for entry in said]


def _moment(entry: RawEntry) -> tuple[str, str]:
    try:
        moment = datetime.fromisoformat(entry.published).astimezone(UTC).isoformat()
    except ValueError:
        moment = entry.published
    return moment, _letters(entry.title)


def _together(said: RawEntry, shown: RawEntry) -> RawEntry:
    """An entry of JSON-LD, which has its text without paragraphs and embedded words."""
    text = fragment.text_of(said.text) if fragment.is_markup(said.text) else said.text
    is_whole = len(shown.text) >= _MIN_WHOLE * len(text)
    return replace(said, text=shown.text if is_whole else text, anchor=said.anchor or shown.anchor)


def _apart(text: str, entries: list[RawEntry]) -> tuple[str, list[RawEntry]]:
    """What a page says beside its live blog's entries, and these with what stands among them."""
    held = [_letters(f"{entry.title} {entry.text} {entry.author}") for entry in entries]
    every = " ".join(held)
    own: list[str] = []
    more: dict[int, str] = defaultdict(str)
    current = -1
    for part in text.split("\n\n"):
        bare = _letters(part)
        if bare in every:
            if len(bare) >= _MIN_TELLING_LETTERS:
                current = next(number for number, one in enumerate(held) if bare in one)
        elif current < 0:
            own.append(part)
        elif len(part.split()) >= _MIN_EMBEDDED_WORDS:
            more[current] += f"\n\n{part}"
    longer = [replace(one, text=one.text + more[number]) for number, one in enumerate(entries)]
    return "\n\n".join(own), longer


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _guessed(document: Any) -> dict[str, str]:
    """What trafilatura itself finds."""
    if document is None:
        return {}
    return {
        # It parts paragraphs by one newline.
        "text": (document.text or "").replace("\n", "\n\n"),
        "title": document.title or "",
        "outlet": document.sitename or "",
        "author": (document.author or "").replace(";", ","),
        "url": document.url or "",
        "published": document.date or "",
        "language": document.language or "",
    }
