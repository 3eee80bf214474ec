"""What the archive's place draws, where one thing is asked for while another is worked out."""

from typing import Any

import gradio as gr
import pytest

from assistant import Assistant
from ui.archive_place import Drawn, Events
from ui.desk import Desk
from ui.guard import Site
from ui.html.archive import Shown
from vectorstore import Archive
from vectorstore.types import Overview

NOTHING = gr.skip()


def _search(words: str) -> gr.EventData:
    return gr.EventData(None, {"action": "list", "words": words})


def test_what_was_asked_for_last_is_drawn(sample: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Events(Desk(sample, Assistant(sample), Site("127.0.0.1", 0)))
    drawn = Drawn(Shown(), "", "")
    look, during = sample.overview, list[Any]()

    def overview() -> Overview:
        monkeypatch.setattr(sample, "overview", look)
        during.append(place.act(drawn, _search("Marigold"), None))
        return look()

    monkeypatch.setattr(sample, "overview", overview)
    _, _, *views, _ = place.opened(drawn)
    assert views == [NOTHING, NOTHING]
    assert "Marigold" in during[0][1]
    assert place.act(drawn, _search("Marigold"), None) == (NOTHING, NOTHING)
    assert "Marigold" not in place.act(drawn, _search("Calder"), None)[1]
