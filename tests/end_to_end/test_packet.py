"""The page that is taken along, opened from a disk: it checks itself and asks for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from tests.end_to_end.conftest import ATTACKS
from ui.packet import packed, written
from vectorstore import Archive

QUESTIONS = ("What do quillwort moths like?", "What cargo was the Aster Trader carrying?")


@pytest.fixture(scope="module")
def packet(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("packet") / "packet.html"
    with Archive.open(archive_folder) as archive:
        assistant = Assistant(archive)
        answers = [assistant.answer(question) for question in QUESTIONS]
        file.write_bytes(written(packed(archive, answers), "html"))
    return file


def test_a_packet_says_that_it_is_right_and_runs_nothing_else(
    page: Page, requested: list[str], packet: Path
) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(packet.as_uri())
    expect(page.locator("#verdict")).to_contain_text("Right: ")
    assert page.title() == QUESTIONS[0]
    assert ATTACKS[1] in (page.locator("main").text_content() or "")
    assert requested == [packet.as_uri()]
    assert faults == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("4,400", "4,500"),
        ("quillwort moths of Dunmere", "quillwort bats of Dunmere"),
        ("1,900 tonnes", "1,800 tonnes"),
        ('"end": ', '"end": 1'),
    ],
)
def test_a_packet_says_that_it_is_wrong(page: Page, packet: Path, was: str, now: str) -> None:
    text = packet.read_text("utf-8")
    assert was in text
    changed = packet.with_name("changed.html")
    for form in (text.replace(was, now), text.replace(was, now, 1)):
        changed.write_text(form, "utf-8")
        page.goto(changed.as_uri())
        expect(page.locator("#verdict")).to_contain_text("Wrong: ")


def test_a_packet_reads_well_by_keyboard_dark_and_on_a_phone(
    browser: Browser, packet: Path
) -> None:
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
        page.goto(packet.as_uri())
        expect(page.locator("#verdict")).to_contain_text("Right")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "cite"
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"#source-0-1$"))
        page.locator(".sources a[href^='#article']").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#article-0")).to_have_attribute("open", "")
        serious = [
            rule["id"]
            for rule in Axe().run(page).response["violations"]
            if rule["impact"] in ("serious", "critical")
        ]
        assert serious == []
        page.close()
