"""The page opens while the articles behind it are still being read and embedded."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.invented import articles, write_jsonl
from tests.end_to_end.conftest import free_port, started

TOLD = {
    "id": "ferry",
    "title": "Ferry to Holm stops for the winter",
    "outlet": "Skerry Times",
    "published": "2001-11-02",
    "text": "The ferry between Vagan and Holm will not sail from December to March, the Skerry Line"
    " said on Friday. Ice in the sound had damaged both of its boats.",
}


def test_the_page_answers_while_it_is_being_filled_and_says_so(page: Page, tmp_path: Path) -> None:
    """The oldest article, which is embedded last, is asked about before it is."""
    many = [*articles(300, 120), TOLD]
    write_jsonl(tmp_path / "many.jsonl", many)
    command = [sys.executable, "-m", "ui", "chat", str(tmp_path / "many.jsonl")]
    command += ["--archive", str(tmp_path / "archive"), "--port", str(free_port())]
    with started(command, {}) as address:
        page.goto(address)
        filling = page.locator("#masthead .filling")
        expect(filling).to_contain_text("also by meaning")
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.get_by_placeholder("Ask the archive").fill("When will the ferry to Holm not sail?")
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("#conversation .answer")).to_contain_text("from December to March")
        expect(page.locator("#conversation .answer .aside").last).to_contain_text(
            "Searched by words"
        )
        expect(filling).to_have_count(0, timeout=180_000)
        expect(page.locator("#masthead .archive")).to_contain_text(re.compile("301 articles"))
        page.get_by_placeholder("Ask the archive").fill("Why does the Holm ferry stop?")
        page.get_by_role("button", name="Ask", exact=True).click()
        last = page.locator("#conversation .exchange").last
        expect(last).to_contain_text("Ice in the sound")
        expect(last).not_to_contain_text("Searched by words")
