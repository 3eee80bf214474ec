"""The text of a draft, from a file of any kind that drafts are written in."""

from __future__ import annotations

from pathlib import Path

from vectorstore.errors import DatelineError

_MARKDOWN = (".md", ".markdown")
KINDS = (".txt", ".text", *_MARKDOWN, ".docx")


class DraftError(DatelineError):
    """A file that no draft can be read from, and why."""


def draft_text(draft: Path, name: str = "") -> str:
    """The text of a draft; `name` is what errors call it. DraftError where there is none."""
    from vectorstore import formats
    from vectorstore.types import Unreadable

    name = name or str(draft)
    if draft.suffix.lower() not in KINDS:
        raise DraftError(f"{name} is no draft that can be read. Give a txt, md or docx file.")
    if draft.suffix.lower() != ".docx":
        text = text_of(draft.read_bytes(), name)
        return _said(text) if draft.suffix.lower() in _MARKDOWN else text
    parts = []
    for item in formats.read(draft):
        if isinstance(item, Unreadable):
            raise DraftError(f"{name} could not be read: {item.reason}.")
        parts += [item.title, item.text]
    return "\n\n".join(filter(None, parts))


def text_of(data: bytes, name: str) -> str:
    """The text that bytes are, in whatever encoding. DraftError where they are none."""
    from vectorstore.formats import decode

    try:
        text = decode.decoded(data).removeprefix("\ufeff")
    except decode.BinaryContent as error:
        raise DraftError(f"{name} is no text: {error}. Save it as txt, md or docx.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _said(text: str) -> str:
    """A text in Markdown as its reader sees it: no addresses, notes, comments or front matter."""
    from vectorstore.formats import front_matter, markdown

    return markdown.said(front_matter.split(text)[1])
