"""Words from outside as HTML that shows them and does nothing."""

from __future__ import annotations

import html

from ui.bidi import closed


def text(said: str) -> str:
    """Text that stays text in HTML and in attributes; half a surrogate pair can't be sent."""
    return html.escape(closed(said).encode(errors="replace").decode())


def piece(said: str) -> str:
    """Text from outside amid other text, which keeps its order whatever stands in it."""
    return f"<bdi>{text(said)}</bdi>"
