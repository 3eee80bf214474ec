"""The text of a draft, from a file of any kind that drafts are written in."""

from __future__ import annotations

from pathlib import Path

from vectorstore.errors import DatelineError

KINDS = (".txt", ".text", ".md", ".docx")


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
        try:
            return draft.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            advice = "Save it as UTF-8 and try again."
            raise DraftError(f"{name} is not UTF-8 text. {advice}") from error
    parts = []
    for item in formats.read(draft):
        if isinstance(item, Unreadable):
            raise DraftError(f"{name} could not be read: {item.reason}.")
        parts += [item.title, item.text]
    return "\n\n".join(filter(None, parts))
