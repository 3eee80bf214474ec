"""RSS and Atom feeds: each entry is an article, its full content where the feed brings it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from vectorstore.formats import cut_text, fragment, records
from vectorstore.text import address
from vectorstore.types import RawArticle, Unreadable

# What a site's program writes under each entry.
_FOOTER = re.compile(
    r"\n*The post .{1,300} (?:first appeared on|appeared first on) .{1,100}\.?\s*\Z"
    r"|\s*(?:Continue reading|Read more|Read the full (?:story|article))\b[^.\n]{0,200}[→»…]?\s*\Z",
    re.IGNORECASE,
)
_END = re.compile(rb"</(?:[\w-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_END_BYTES = 4096  # in which a feed ends, whatever a server puts behind it


def articles(document: bytes, source: str) -> list[RawArticle | Unreadable]:
    """The feed's entries."""
    import feedparser

    feed = feedparser.parse(document)
    if not feed.entries:
        return [Unreadable(source, "no articles in the feed")]
    channel = feed.feed
    links, ids = (Counter(entry.get(name, "") for entry in feed.entries) for name in ("link", "id"))
    found = [
        _article(
            entry,
            channel,
            f"{source}:{number}",
            has_own_link=links[entry.get("link", "")] == 1,
            has_own_id=ids[entry.get("id", "")] == 1,
        )
        for number, entry in enumerate(feed.entries, start=1)
    ]
    has_articles = any(isinstance(item, RawArticle) for item in found)
    if has_articles and not _END.search(document[-_END_BYTES:].replace(b"\0", b"")):
        found.append(Unreadable(source, "cut off: the end of the feed is not in the file"))
    return found


def _article(
    entry: Any, channel: Any, source: str, *, has_own_link: bool, has_own_id: bool
) -> RawArticle | Unreadable:
    contents = [part.get("value", "") for part in entry.get("content", [])]
    text = fragment.text_of(max([*contents, entry.get("summary", "")], key=len))
    text = cut_text.marked(_FOOTER.sub("", text))
    if not text:
        return Unreadable(source, "an entry without text")
    outlet = (entry.get("source") or {}).get("title", "") or channel.get("title", "")
    link = entry.get("link", "")
    is_named_by_link = has_own_link and address.names_a_story(link)
    return RawArticle(
        text=text,
        source=source,
        # The address names a story better than a feed's own id: other copies have it too.
        id="" if is_named_by_link or not has_own_id else entry.get("id", ""),
        title=records.without_outlet(fragment.text_of(entry.get("title", "")), outlet),
        outlet=outlet,
        author=entry.get("author", ""),
        url=link,
        published=entry.get("published", ""),
        updated=entry.get("updated", ""),
        language=channel.get("language", ""),
    )
