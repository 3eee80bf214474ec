"""RSS and Atom feeds: each entry is an article, its full content where the feed brings it."""

from __future__ import annotations

from typing import Any

from vectorstore.formats import fragment
from vectorstore.types import RawArticle, Unreadable


def articles(document: bytes, source: str) -> list[RawArticle | Unreadable]:
    """The feed's entries."""
    import feedparser

    feed = feedparser.parse(document)
    if not feed.entries:
        return [Unreadable(source, "no articles in the feed")]
    channel = feed.feed
    return [
        _article(entry, channel, f"{source}:{number}")
        for number, entry in enumerate(feed.entries, start=1)
    ]


def _article(entry: Any, channel: Any, source: str) -> RawArticle | Unreadable:
    contents = [part.get("value", "") for part in entry.get("content", [])]
    text = fragment.text_of(max([*contents, entry.get("summary", "")], key=len))
    if not text:
        return Unreadable(source, "an entry without text")
    link = entry.get("link", "")
    return RawArticle(
        text=text,
        source=source,
        # The address names a story better than a feed's own id: other copies have it too.
        id="" if link else entry.get("id", ""),
        title=fragment.text_of(entry.get("title", "")),
        outlet=(entry.get("source") or {}).get("title", "") or channel.get("title", ""),
        author=entry.get("author", ""),
        url=link,
        published=entry.get("published", ""),
        updated=entry.get("updated", ""),
        language=channel.get("language", ""),
    )
