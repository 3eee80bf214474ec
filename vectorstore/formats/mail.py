"""Mail: newsletters as saved (.eml) or in a mailbox (.mbox). A message is an article.

Each is parsed by `guarded` in a child process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from pathlib import Path
from typing import IO, Any

from vectorstore.formats import guarded, html, opening
from vectorstore.types import RawArticle, Unreadable

# Lines that a program for newsletters puts above or below what was written.
_FOOT = re.compile(
    r"^(?:(?:click (?:here )?)?(?:to )?(?:unsubscribe|update your preferences)\b"
    r"|manage (?:your )?(?:e-?mail |newsletter )?(?:preferences|subscriptions?)\b"
    r"|(?:view|read|open) (?:this|it)?[ \w-]{0,20}\bin (?:your|a|the) (?:web )?browser\b"
    r"|you(?:['’]re| are| have)? receiv(?:ing|ed) this (?:e-?mail|message|newsletter)\b).{0,160}$",
    re.IGNORECASE | re.MULTILINE,
)
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|i)\s*:\s*)+", re.IGNORECASE)
# Pictures, styles and the like are no articles; these may be.
_MAY_HOLD_ARTICLES = re.compile(r"pdf|msword|officedocument|opendocument|rtf|rfc822|epub|csv|json")
_MIN_PLAIN_CHARACTERS = 200
# What the standard library raises on broken headers and parts.
BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
_FROM = b"From "
_SIZE = re.compile(rb"(\d{1,9}) *\r?\n")


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The article of each message; what is attached is named."""
    with opening.opened(path) as stream:
        is_mailbox = stream.read(len(_FROM)) == _FROM
    if not is_mailbox:
        data = opening.whole(path)
        size = _SIZE.match(data)  # by which Apple's program sets a message off from its own notes
        yield from _message(data[size.end() :][: int(size[1])] if size else data, str(path))
        return
    count = 0
    try:
        with opening.opened(path) as stream:
            for count, message in enumerate(_messages(stream), start=1):
                yield from _message(message, f"{path}:{count}")
    except opening.DAMAGED as error:
        yield Unreadable(str(path), f"damaged after message {count}, the rest is lost: {error}")
    if not count:
        yield Unreadable(str(path), "no messages in it")


def _message(data: bytes, source: str) -> Iterator[RawArticle | Unreadable]:
    if len(data) > opening.DOCUMENT_BYTES:
        yield Unreadable(source, f"larger than {opening.DOCUMENT_BYTES >> 20} MB")
        return
    # Bytes travel to the child as text, one character a byte.
    yield from guarded.parse("mail", source, data=data.decode("latin-1"))


def parse(source: str, data: str) -> list[RawArticle | Unreadable]:
    """The article of one message, its subject the headline and its sender the outlet."""
    return list(_article(data.encode("latin-1"), source))


def _article(data: bytes, source: str) -> Iterator[RawArticle | Unreadable]:
    try:
        message = message_from_bytes(data, policy=policy.default)
        body, attached = _text(message, source), list(_attached(message))
        facts: dict[str, Any] = {
            "title": _REPLY.sub("", _header(message, "Subject")),
            "outlet": _sender(_header(message, "From")),
            "published": _header(message, "Date"),
        }
    except BROKEN as error:
        yield Unreadable(source, f"no mail that can be read: {error}")
        return
    if isinstance(body, RawArticle):
        body = replace(body, **facts, author="", text=_FOOT.sub("", body.text))
    yield body
    for name in attached:
        yield Unreadable(f"{source}/{name}", "attached to a message: save it to read it")


def _messages(stream: IO[bytes]) -> Iterator[bytes]:
    """The messages of a mailbox: each begins at a line "From " that follows an empty one."""
    held: list[bytes] = []
    size, is_after_gap = 0, True
    for line in iter(lambda: stream.readline(1 << 20), b""):
        if is_after_gap and line.startswith(_FROM):
            if held:
                yield b"".join(held)
            held, size = [], 0
        elif size <= opening.DOCUMENT_BYTES:
            held.append(re.sub(rb"^>(>*From )", rb"\1", line))
            size += len(line)
        is_after_gap = not line.strip()
    if held:
        yield b"".join(held)


def _text(message: EmailMessage, source: str) -> RawArticle | Unreadable:
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    words = _content(plain) if plain is not None else ""
    if len(words.strip()) >= _MIN_PLAIN_CHARACTERS or (words.strip() and page is None):
        return RawArticle(words.replace("\r\n", "\n"), source, is_page_text=True)
    if page is not None:
        found = html.parse(source, page=_content(page))[0]
        if isinstance(found, RawArticle) or not words.strip():
            return found
    if words.strip():
        return RawArticle(words.replace("\r\n", "\n"), source, is_page_text=True)
    return Unreadable(source, "no text in the message")


def _content(part: MIMEPart) -> str:
    data = part.get_payload(decode=True)
    return html.text_of(data if isinstance(data, bytes) else b"", part.get_content_charset() or "")


def _attached(message: EmailMessage) -> Iterator[str]:
    for part in message.iter_attachments():
        if _MAY_HOLD_ARTICLES.search(part.get_content_type()):
            yield part.get_filename() or part.get_content_type()


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _sender(value: str) -> str:
    """The sender's name, the host of its address where it has none."""
    name, mailbox = parseaddr(value)
    return name or mailbox.rpartition("@")[2]
