"""Mail (.eml), mailboxes (.mbox) and pages saved as mail (.mhtml): an article a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from vectorstore.formats import decode, guarded, opening
from vectorstore.types import RawArticle, Unreadable

# A line that begins a message of a mailbox: "From someone@there Tue Mar  5 09:00:00 2024".
_MESSAGE = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\d{4}[^\r\n]*\r?\n")
_MAILBOX_BYTES = 512 << 20


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each message's article; one that can't be read is named and the rest goes on."""
    if opening.suffix(path) != ".mbox":
        yield from _message(opening.whole(path), str(path))
        return
    box = opening.whole(path, _MAILBOX_BYTES)
    starts = list(_MESSAGE.finditer(box))
    ends = [start.start() for start in starts[1:]] + [len(box)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=False), start=1):
        data = re.sub(rb"(?m)^>(>*From )", rb"\1", box[start.end() : end])
        yield from _message(data, f"{path}:{number}")
    if not starts:
        yield Unreadable(str(path), "no messages in it")


def _message(data: bytes, source: str) -> Iterator[RawArticle | Unreadable]:
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)  # noqa: S101 - what the policy makes
        subject, date = _header(message, "Subject"), _header(message, "Date")
        sender = parseaddr(_header(message, "From"))[0]
        page = _body(message, "html")
        plain = _body(message, "plain")
    # The standard library's parser raises almost anything on a broken header.
    except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
        yield Unreadable(source, f"not a mail: {error}")
        return
    url = _header(message, "Snapshot-Content-Location")
    if url or (page and not plain and message.get_content_type() == "multipart/related"):
        yield from guarded.parse("html", source, page=page, url=url)
    elif plain.strip():
        yield RawArticle(plain, source, title=subject, outlet=sender, published=date)
    elif page:
        for item in guarded.parse("fragment", source, piece=page):
            if isinstance(item, RawArticle):
                item = RawArticle(item.text, source, title=subject, outlet=sender, published=date)
            yield item
    else:
        yield Unreadable(source, "a mail without text")


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, "") or "").strip()


def _body(message: EmailMessage, kind: str) -> str:
    """The first part of this kind that is no attachment, "" where there is none."""
    for part in message.walk():
        if part.get_content_type() == f"text/{kind}" and not part.is_attachment():
            data = part.get_payload(decode=True)
            declared = part.get_content_charset("") or ""
            return decode.decoded(data, declared) if isinstance(data, bytes) else ""
    return ""
