"""Buttons that begin an event of the page."""

from __future__ import annotations

import json
from typing import Any

from ui.escape import text


def act(label: str, event: str, style: str = "", name: str = "", **data: Any) -> str:
    """A button that begins an event of the page; `name` is what it is called aloud."""
    spoken = f' aria-label="{text(name)}"' if name else ""
    given = text(json.dumps({"event": event, **data}))
    return f'<button type="button" class="{style}" data-act="{given}"{spoken}>{label}</button>'
