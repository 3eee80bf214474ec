"""Pages saved with all that belongs to them in one file (.mhtml, .mht)."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from vectorstore.formats import guarded, html, opening
from vectorstore.types import RawArticle, Unreadable

_FILE_BYTES = 60 << 20  # of which most is pictures


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The article of the page; frames within it are not read."""
    message = message_from_bytes(opening.whole(path, _FILE_BYTES), policy=policy.default)
    parts = (part for part in message.walk() if part.get_content_type().endswith("html"))
    page = next(parts, None)
    if page is None:
        yield Unreadable(str(path), "no page in it")
        return
    data = page.get_payload(decode=True)
    markup = html.text_of(data if isinstance(data, bytes) else b"", _charset(page))
    url = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "")
    url = url if url.startswith(("http://", "https://")) else ""
    yield from guarded.parse("html", str(path), page=markup, url=url)


def _charset(part: EmailMessage) -> str:
    return part.get_content_charset() or ""
