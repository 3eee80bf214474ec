"""What every place of the page works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ui.guard import Site
from ui.tabs import OpenTabs

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from vectorstore.archive import Archive


@dataclass(frozen=True)
class Desk:
    """The archive, who answers from it, and where the page is; `examples` are first questions.

    What lies below `folders` may be added from the page.
    """

    archive: Archive
    assistant: Assistant
    site: Site
    examples: Sequence[str] = ()
    folders: Sequence[Path] = ()
    tabs: OpenTabs = field(default_factory=OpenTabs)
