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
# What stands above a message that somebody passed on, and the lines of its head below that.
_PASSED_ON = re.compile(
    r"^(?:-{2,} ?(?:forwarded message|original message|weitergeleitete nachricht"
    r"|urspr[üu]ngliche nachricht|message transf[ée]r[ée]|message d['’]origine|mensaje reenviado"
    r"|mensaje original|mensagem (?:encaminhada|original)|messaggio (?:inoltrato|originale))"
    r" ?-{2,}|begin forwarded message:)[ \t]*$", re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_HEAD = re.compile(
    r"[*>\s]*(?:(?P<outlet>from|von|de|da)|(?P<published>date|sent|datum|gesendet|envoy[ée]|fecha"
    r"|enviado(?: el)?|data)|(?P<title>subject|betreff|objet|asunto|assunto|oggetto)"
    r"|to|an|à|para|a|cc|reply-to)\*?\s?:\*?(?P<said>.*)", re.IGNORECASE,
)  # fmt: skip
_MAX_NOTE_WORDS = 60  # above it, of who passed it on
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|i)\s*:\s*)+", re.IGNORECASE)
# Pictures, styles and the like are no articles; these may be.
_MAY_HOLD_ARTICLES = re.compile(r"pdf|msword|officedocument|opendocument|rtf|epub|csv|json")
_MIN_PLAIN_CHARACTERS = 200
_MESSAGE = "message/rfc822"
_MAX_DEPTH = 3  # of messages within messages
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


def _article(
    data: bytes, source: str, depth: int = _MAX_DEPTH
) -> Iterator[RawArticle | Unreadable]:
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
        text, of_first = _passed_on(body.text)
        body = replace(body, **{**facts, **of_first}, author="", text=_FOOT.sub("", text))
    inner = [part for part in message.iter_attachments() if part.get_content_type() == _MESSAGE]
    if not (inner and isinstance(body, RawArticle) and _is_note(body.text)):
        yield body
    for number, part in enumerate(inner, start=1):
        held = part.get_payload(0) if depth else None
        if isinstance(held, EmailMessage):
            yield from _article(held.as_bytes(), f"{source}/{number}", depth - 1)
        else:
            yield Unreadable(f"{source}/{number}", "a message within messages: save it to read it")
    for name in attached:
        yield Unreadable(f"{source}/{name}", "attached to a message: save it to read it")


def _passed_on(text: str) -> tuple[str, dict[str, str]]:
    """The words of a message that was passed on below a note, and what its own head says."""
    above = _PASSED_ON.search(text)
    if not above or not _is_note(text[: above.start()]):
        return text, {}
    said: dict[str, str] = {}
    lines = text[above.end() :].lstrip().split("\n")
    while lines and (not lines[0].strip() or _HEAD.fullmatch(lines[0].strip())):
        if found := _HEAD.fullmatch(lines.pop(0).strip()):
            name = next((name for name in ("outlet", "published", "title") if found[name]), "")
            said.setdefault(name, found["said"].strip(" *"))
    if not said.get("outlet") or not said.get("published"):
        return text, {}
    said["outlet"], title = _sender(said["outlet"]), _REPLY.sub("", said.get("title", ""))
    said.pop("", None)
    return "\n".join(lines), {**said, "title": title} if title else said


def _is_note(text: str) -> bool:
    """Whether it is no more than what somebody writes who passes something on."""
    return len(text.split()) <= _MAX_NOTE_WORDS


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
