"""File names as text: names of which some bytes are no text are shown, and kept, as text too."""

from __future__ import annotations

import re
from pathlib import Path

# How Python hands over bytes of a name that are no text (PEP 383), and Windows halves of pairs.
_NO_TEXT = re.compile("[\ud800-\udfff]")
_BYTES = range(0xDC80, 0xDD00)
# A character that no text holds (Unicode reserves it for uses like this) and that UTF-8 can write.
_MARK = "\ufdd0"
_TO_COLUMN = re.compile(f"[\ud800-\udfff{_MARK}]")
_FROM_COLUMN = re.compile(f"{_MARK}([0-9a-f]{{4}})")


def printable(name: str | Path) -> str:
    r"""A file's name for people: a byte that is no text stands as "\xe9"."""
    return _NO_TEXT.sub(_escaped, str(name))


def to_column(path: str | Path) -> str:
    """A path as the catalogue keeps it: text, from which `from_column` makes the same path."""
    return _TO_COLUMN.sub(lambda found: f"{_MARK}{ord(found[0]):04x}", str(path))


def from_column(kept: str) -> Path:
    """The path that `to_column` was given."""
    return Path(_FROM_COLUMN.sub(lambda found: chr(int(found[1], 16)), kept))


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code & 0xFF:02x}" if code in _BYTES else f"\\u{code:04x}"
