"""The archive's place and the timeline's: by keyboard, dark, on a phone, with hostile articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.end_to_end.conftest import serving


@pytest.fixture(scope="module")
def own_address(own_folder: Path) -> Iterator[str]:
    """The page over an archive that these tests may change."""
    with serving(own_folder, "quotes") as address:
        yield address


def opened(page: Page, address: str, place: str) -> None:
    page.goto(address)
    page.locator("body.is-ready").wait_for()
    tab = page.get_by_role("tab", name=place)
    tab.press("Enter")
    expect(tab).to_have_attribute("aria-selected", "true")


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")]


def test_the_archive_is_listed_searched_and_narrowed_by_keyboard(
    page: Page, own_address: str
) -> None:
    opened(page, own_address, "Archive")
    expect(page.locator(".facts")).to_contain_text("Newest article")
    page.locator("#archive-words").focus()
    page.keyboard.type("Marigold")
    page.keyboard.press("Enter")
    rows = page.locator("#archive-list .listed > li")
    expect(rows.first).to_contain_text("Marigold")
    found = rows.count()
    page.locator(".months button").first.focus()
    name = page.locator(".months button").first.get_attribute("data-month")
    page.keyboard.press("Enter")
    expect(page.locator("#drop-month")).to_be_visible()
    assert rows.count() <= found
    expect(page.locator(f"#list-{name}")).to_be_focused()
    page.locator("#drop-month").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#drop-month")).to_have_count(0)
    assert serious(page) == []


def test_what_is_typed_while_the_archive_is_looked_at_anew_stays(
    page: Page, own_address: str
) -> None:
    held: list[Route] = []
    page.goto(own_address)
    page.locator("body.is-ready").wait_for()
    page.route("**/queue/join*", lambda route: held.append(route))
    page.get_by_role("tab", name="Archive").click()
    page.locator("#archive-words").focus()
    page.keyboard.type("Mari")
    with page.expect_response("**/queue/join*"):
        for route in held:
            route.continue_()
    page.wait_for_timeout(1000)  # what came is drawn
    page.unroute("**/queue/join*")
    page.keyboard.type("gold")
    page.keyboard.press("Enter")
    expect(page.locator("#archive-list .listed > li").first).to_contain_text("Marigold")


def test_articles_are_added_and_removed(page: Page, own_address: str, tmp_path: Path) -> None:
    file = tmp_path / "new.jsonl"
    story = {
        "id": "mole-1",
        "title": "A mole for Wexcombe",
        "outlet": "Wexcombe Bee",
        "published": "2025-06-06",
        "text": "The town of Wexcombe will build a mole of granite, its mayor Ada Pell said.",
    }
    file.write_text(json.dumps(story) + "\n{}\n", "utf-8")
    opened(page, own_address, "Archive")
    count = page.locator("#masthead .archive")
    before = int(count.inner_text().split()[0])
    page.locator("#add-path").fill(str(file))
    page.keyboard.press("Enter")
    page.locator("#add-feed").fill("https://half.written.exam")
    expect(page.locator("#archive-adding")).to_contain_text("Added 1", timeout=90_000)
    expect(page.locator("#add-feed")).to_have_value("https://half.written.exam")
    expect(page.locator("#add-path")).to_have_value("")
    expect(page.locator("#archive-adding")).to_contain_text("1 set aside")
    expect(count).to_contain_text(f"{before + 1} articles")
    page.locator("#archive-words").fill("mole for Wexcombe")
    page.keyboard.press("Enter")
    row = page.locator("#archive-list .listed > li")
    expect(row).to_have_count(1)
    row.locator("summary").click()
    row.get_by_role("button", name="Remove it for good").click()
    expect(page.locator("#archive-list")).to_contain_text("It was removed.")
    expect(count).to_contain_text(f"{before} articles")
    page.locator("#add-path").fill("/no/such/place")
    page.keyboard.press("Enter")
    expect(page.locator("#archive-adding [role=alert]")).to_contain_text("There is no")
    expect(page.locator("#add-path")).to_have_value("/no/such/place")


def test_mentions_and_events_are_shown_in_order(page: Page, own_address: str) -> None:
    opened(page, own_address, "Timeline")
    page.locator("#timeline-words").fill("Marigold")
    page.keyboard.press("Enter")
    rows = page.locator("#timeline-view .listed > li")
    expect(rows.first).to_contain_text("first report")
    expect(rows.first.locator("mark")).to_have_text("Marigold")
    days = [day.get_attribute("datetime") for day in page.locator("#timeline-view time").all()]
    assert days == sorted(filter(None, days))
    with page.context.expect_page() as another:
        rows.first.locator("h3 a").click()
    expect(another.value.locator("mark.chosen").first).to_contain_text("Marigold")
    another.value.close()
    month = page.locator("#timeline-view .months button").last
    wanted = month.get_attribute("data-month") or ""
    month.focus()
    page.keyboard.press("Enter")
    expect(
        page.locator("#drop-mentions-month, #timeline-view [aria-pressed=true]")
    ).not_to_have_count(0)
    for day in page.locator("#timeline-view time").all():
        assert (day.get_attribute("datetime") or "").startswith(wanted)
    page.locator("#timeline-words").fill("What happened to the ferry Marigold?")
    page.locator("#timeline-events").click()
    expect(page.locator("#timeline-view .events blockquote").first).to_be_visible()
    assert serious(page) == []


def test_what_articles_say_stays_text(page: Page, requested: list[str], own_address: str) -> None:
    opened(page, own_address, "Archive")
    page.locator("#archive-words").fill("quillwort")
    page.keyboard.press("Enter")
    expect(page.locator("#archive-list .listed h3")).to_have_count(1)
    expect(page.locator("#archive-list .listed h3")).to_contain_text("onerror")
    page.get_by_role("tab", name="Timeline").click()
    page.locator("#timeline-words").fill("quillwort")
    page.keyboard.press("Enter")
    expect(page.locator("#timeline-view mark").first).to_be_visible()
    assert page.title() == "Dateline"
    assert [url for url in requested if not url.startswith(own_address)] == []
    assert (
        page.locator("#archive-place img, #timeline-view img, #timeline-view script").count() == 0
    )


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "dark")])
def test_both_places_fit(browser: Browser, own_address: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    opened(page, own_address, "Archive")
    expect(page.locator(".facts")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []
    page.get_by_role("tab", name="Timeline").click()
    page.locator("#timeline-words").fill("Marigold")
    page.keyboard.press("Enter")
    expect(page.locator("#timeline-view .months")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []
    page.close()
