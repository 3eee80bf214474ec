"""RSS and Atom feeds: each entry is an article, its full content where the feed brings it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vectorstore.formats import fragment
from vectorstore.text import address
from vectorstore.types import RawArticle, Unreadable


def articles(document: bytes, source: str) -> list[RawArticle | Unreadable]:
    """The feed's entries."""
    import feedparser

    feed = feedparser.parse(document)
    if not feed.entries:
        return [Unreadable(source, "no articles in the feed")]
    channel = feed.feed
    links, ids = (Counter(entry.get(name, "") for entry in feed.entries) for name in ("link", "id"))
    return [
        _article(
            entry,
            channel,
            f"{source}:{number}",
            has_own_link=links[entry.get("link", "")] == 1,
            has_own_id=ids[entry.get("id", "")] == 1,
        )
        for number, entry in enumerate(feed.entries, start=1)
    ]


def _article(
    entry: Any, channel: Any, source: str, *, has_own_link: bool, has_own_id: bool
) -> RawArticle | Unreadable:
    contents = [part.get("value", "") for part in entry.get("content", [])]
    text = fragment.text_of(max([*contents, entry.get("summary", "")], key=len))
    if not text:
        return Unreadable(source, "an entry without text")
    link = entry.get("link", "")
    is_named_by_link = has_own_link and address.names_a_story(link)
    return RawArticle(
        text=text,
        source=source,
        # The address names a story better than a feed's own id: other copies have it too.
        id="" if is_named_by_link or not has_own_id else entry.get("id", ""),
        title=fragment.text_of(entry.get("title", "")),
        outlet=(entry.get("source") or {}).get("title", "") or channel.get("title", ""),
        author=entry.get("author", ""),
        url=link,
        published=entry.get("published", ""),
        updated=entry.get("updated", ""),
        language=channel.get("language", ""),
    )
