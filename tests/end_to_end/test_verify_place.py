"""A draft is pasted or dropped, checked sentence by sentence, and its report taken along."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.conftest import ATTACKS
from tests.end_to_end.test_places import opened, serious

STANDS = "The Marigold collided with a cargo ship in thick fog off Quill Head."
ABSENT = "Zebras were seen on the moon of Jupiter by a plumber from Oslo."
DRAFT = f"# Ferry\n\n{STANDS} {ABSENT} Who was to blame?"

# Drops a file on a form, as a hand does.
DROP = """([selector, name, packed]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(packed), (one) => one.charCodeAt(0))], name));
  document.querySelector(selector).dispatchEvent(
    new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def drop(page: Page, selector: str, name: str, content: bytes) -> None:
    page.evaluate(DROP, [selector, name, b64encode(content).decode()])


def checked(page: Page) -> None:
    page.locator("#check-draft").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#verify-report .along")).to_be_visible(timeout=60_000)


def test_a_draft_is_checked_by_keyboard_and_its_report_taken_along(
    page: Page, quoting_address: str, requested: list[str]
) -> None:
    opened(page, quoting_address, "Verify")
    page.locator("#draft").focus()
    page.keyboard.insert_text(DRAFT)
    checked(page)
    rows = page.locator("#verify-report .verified > li")
    expect(rows.filter(has_text="Marigold collided")).to_have_class("stands")
    expect(rows.filter(has_text="Zebras")).to_have_class("absent")
    expect(rows.filter(has_text="Who was to blame")).to_have_class("nothing")
    assert serious(page) == []
    source = page.locator("#verify-report .stands a.to-source").first
    with page.expect_popup() as popup:
        source.focus()
        page.keyboard.press("Enter")
    expect(popup.value.locator("article mark").first).to_be_visible()
    assert "#" in popup.value.url
    popup.value.close()
    reports = {}
    for link in page.locator("#verify-report .along a").all():
        with page.expect_download() as coming:
            link.click()
        reports[coming.value.suggested_filename] = Path(coming.value.path()).read_text("utf-8")
    assert set(reports) == {f"draft-checked.{ending}" for ending in ("html", "json", "txt")}
    told = json.loads(reports["draft-checked.json"])["sentences"]
    assert {each["text"]: each["verdict"] for each in told}[STANDS] == "stands"
    assert all(STANDS in report for report in reports.values())
    assert [url for url in requested if not url.startswith((quoting_address, "data:"))] == []


def test_drafts_are_dropped_and_what_is_none_is_told(
    page: Page, quoting_address: str, tmp_path: Path
) -> None:
    opened(page, quoting_address, "Verify")
    document = Document()
    document.add_paragraph(STANDS)
    document.save(str(tmp_path / "draft.docx"))
    drop(page, "form.draft", "a/../Ära 1.docx", (tmp_path / "draft.docx").read_bytes())
    expect(page.locator("#draft")).to_have_value(STANDS)
    drop(page, "form.draft", "note.md", DRAFT.encode())
    expect(page.locator("#draft")).to_have_value(DRAFT.removeprefix("# "))
    for name, content, told in (
        ("photo.png", b"\x89PNG", "is no draft"),
        ("broken.docx", b"PK\x03\x04 broken", "could not be read"),
        ("large.txt", b"x" * 5_000_001, "too large"),
    ):
        drop(page, "form.draft", name, content)
        expect(page.locator(".draft .told")).to_contain_text(told)
    page.locator("#draft").fill("A word. " * 11_000)
    page.locator("#check-draft").click()
    expect(page.locator(".draft .told")).to_contain_text("too long")
    page.locator("#draft").fill(" ")
    page.locator("#check-draft").click()
    expect(page.locator("#verify-report [role=alert]")).to_contain_text("nothing to check")


def test_what_a_draft_says_stays_text(
    page: Page, quoting_address: str, requested: list[str]
) -> None:
    opened(page, quoting_address, "Verify")
    hostile = [f"The quillwort moths of Dunmere like {attack} very much." for attack in ATTACKS]
    page.locator("#draft").fill("\n\n".join(hostile))
    checked(page)
    expect(page.locator("#verify-report")).to_contain_text("onerror=")
    assert page.title() == "Dateline"
    bad = "#verify-report :is(img, script, svg, style, iframe, form)"
    assert page.locator(bad).count() == 0
    assert [url for url in requested if not url.startswith(quoting_address)] == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (1280, "dark")])
def test_the_place_fits(browser: Browser, quoting_address: str, width: int, scheme: Any) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    opened(page, quoting_address, "Verify")
    page.locator("#draft").fill(DRAFT)
    checked(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []
    page.close()
