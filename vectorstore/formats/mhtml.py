"""Pages saved with all that belongs to them in one file (.mhtml, .mht)."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

from vectorstore.formats import guarded, html, mail, opening
from vectorstore.types import RawArticle, Unreadable

_FILE_BYTES = 60 << 20  # of which most is pictures


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The article of the page; frames within it are not read."""
    data = opening.whole(path, _FILE_BYTES)
    try:
        page, url = _page(data)
    except mail.BROKEN as error:
        yield Unreadable(str(path), f"no saved page that can be read: {error}")
        return
    if page is None:
        yield Unreadable(str(path), "no page in it")
        return
    yield from guarded.parse("html", str(path), page=page, url=url)


def _page(data: bytes) -> tuple[str | None, str]:
    """The page's markup and address. Raises what `mail.BROKEN` holds."""
    message = message_from_bytes(data, policy=policy.default)
    parts = (part for part in message.walk() if part.get_content_type().endswith("html"))
    page = next(parts, None)
    if page is None:
        return None, ""
    content = page.get_payload(decode=True)
    charset = page.get_content_charset() or ""
    markup = html.text_of(content if isinstance(content, bytes) else b"", charset)
    url = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "")
    return markup, url if url.startswith(("http://", "https://")) else ""
