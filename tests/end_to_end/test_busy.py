"""What does not reach the page's server, or is refused by it, is said where one asks."""

from __future__ import annotations

import json

from playwright.sync_api import Page, Route, expect

from tests.end_to_end.test_places import serious


def test_a_question_that_is_refused_or_lost_is_told_and_stays(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    box = page.get_by_label("Your question")
    expect(page.locator("#examples button").first).to_be_visible()
    said = json.dumps({"detail": "As many people as Dateline can serve have its page open."})

    def refuse(route: Route) -> None:
        route.fulfill(status=503, content_type="application/json", body=said)

    page.route("**/queue/join*", refuse)
    box.fill("Was the ferry's radar working?")
    page.keyboard.press("Enter")
    told = page.locator("#conversation #unsent")
    expect(told).to_contain_text("As many people as Dateline can serve")
    expect(box).to_have_value("Was the ferry's radar working?")
    assert serious(page) == []
    page.unroute("**/queue/join*")
    page.route("**/queue/join*", lambda route: route.abort())
    box.press("Enter")
    expect(told).to_contain_text("The connection to Dateline was lost")
    page.unroute("**/queue/join*")
    box.press("Enter")
    expect(page.locator(".exchange .scope").first).to_be_visible()
    expect(told).to_have_count(0)
