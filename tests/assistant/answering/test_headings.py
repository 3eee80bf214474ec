"""A fact that only a heading tells is shown with the sentence below it."""

from __future__ import annotations

import json
from pathlib import Path

from assistant import Assistant
from vectorstore import Archive

STORY = (
    "Researchers asked the harbour board on Monday to save the mussel beds off Orrin.\n\n"
    "They named two ways, which have been tried on other coasts, and said that both are cheap.\n\n"
    "Nets of coconut fibre in place of plastic\n\n"
    "Those now in use break in storms and are found on beaches for years, the report said.\n\n"
    "No dredging for eleven weeks in spring\n\n"
    "Young mussels settle then, and ships stir up the mud that smothers them, they said."
)


def test_what_only_a_heading_tells_stands_beside_the_quote(tmp_path: Path) -> None:
    article = {"id": "a", "title": "Two ways to save the mussels", "text": STORY}
    (tmp_path / "a.jsonl").write_text(json.dumps({**article, "published": "2025-03-05"}), "utf-8")
    with Archive.open(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "a.jsonl"])
        answer = Assistant(archive).answer("When in spring is no dredging proposed?")
    [first] = [claim for claim in answer.claims if claim.title]
    assert first.title == "No dredging for eleven weeks in spring"
    assert first.text.startswith("Young mussels settle then")
    assert "under the title “No dredging for eleven weeks in spring”" in answer.text
