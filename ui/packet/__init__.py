"""What is taken along: answers with their sources, as a file of one of five forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ui.packet.contents import Packet, packed
from ui.packet.json import as_json
from ui.packet.markdown import as_markdown
from ui.packet.page import as_html
from ui.packet.text import as_text

__all__ = ["FORMATS", "Packet", "format_of", "packed", "written"]


def _as_docx(packet: Packet) -> bytes:
    from ui.packet.word import as_docx  # loads python-docx

    return as_docx(packet)


_WRITERS: dict[str, Callable[[Packet], bytes]] = {
    "docx": _as_docx,
    "markdown": lambda packet: as_markdown(packet).encode(),
    "html": lambda packet: as_html(packet).encode(),
    "json": lambda packet: as_json(packet).encode(),
    "text": lambda packet: as_text(packet).encode(),
}
FORMATS = tuple(_WRITERS)
_ENDINGS = {".docx": "docx", ".md": "markdown", ".htm": "html", ".txt": "text"}


def written(packet: Packet, form: str) -> bytes:
    """The file that a packet becomes, in one of FORMATS."""
    return _WRITERS[form](packet)


def format_of(file: Path) -> str | None:
    """The format that a file's name asks for, None where it ends otherwise."""
    ending = file.suffix.lower()
    return _ENDINGS.get(ending) or (ending[1:] if ending[1:] in FORMATS else None)
