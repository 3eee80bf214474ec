"""What Gradio keeps of each tab, kept small."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradio import Blocks

# Tabs whose state is kept, the last used; one takes a tenth of a megabyte.
MAX_SESSIONS = 1_000


def drop_copies(page: Blocks, session: str) -> None:
    """Drop of a tab's state what no component of the page is.

    Gradio makes a component anew for each output that is left as it is, and keeps all of these,
    under numbers of their own: 45 KB for each answer.
    """
    if session not in page.state_holder:
        return
    state = page.state_holder[session]
    for kept in (state.blocks_config.blocks, state.config_values):
        for number in set(kept) - set(page.blocks):
            del kept[number]
