"""Text from outside in a terminal: it steers neither the terminal nor the order of other text."""

from __future__ import annotations

from ui.bidi import isolated

_KEPT = "\n\t\u200c\u200d"


def printable(text: str) -> str:
    """Text without control characters, lines and tabs apart.

    Joiners stay, which are spelling in Persian or Hindi.
    """
    return "".join(c for c in text if c in _KEPT or c.isprintable() or c.isspace())


def piece(text: str) -> str:
    """Text that stands on a line with other text."""
    return isolated(printable(text))
