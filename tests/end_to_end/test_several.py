"""Several conversations in one tab, and one conversation in several tabs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assistant.model_server import serve as model_server
from tests.end_to_end.conftest import serving
from tests.end_to_end.test_talk import CARGO, RADAR, answered, ask, box

LOWMARSH = "Why were people told to leave Lowmarsh?"


@pytest.fixture(scope="module")
def slow(archive_folder: Path) -> Iterator[tuple[str, Any]]:
    with model_server() as model, serving(archive_folder, model.url) as address:
        model.reply, model.pause = lambda _: ["It carried ", "timber [1]. "] * 8, 0.15
        yield address, model


def questions(page: Page) -> list[str]:
    return page.locator(".exchange h2").all_inner_texts()


def test_what_is_under_way_stays_in_its_conversation_and_is_there_on_return(
    page: Page, slow: tuple[str, Any]
) -> None:
    page.goto(slow[0])
    ask(page, CARGO)
    expect(page.locator(".answer")).to_contain_text("It carried timber")
    ask(page, RADAR)
    expect(page.locator("#waiting li")).to_have_count(1)
    first = page.url
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#waiting li")).to_have_count(0)
    ask(page, LOWMARSH)
    answered(page)
    assert questions(page) == [LOWMARSH]
    assert page.url != first
    page.go_back()
    expect(page).to_have_url(first)
    answered(page, 2)
    assert questions(page) == [CARGO, RADAR]
    for answer in page.locator(".answer").all():
        expect(answer).to_contain_text("It carried timber")
    page.go_forward()
    expect(page.locator(".exchange h2", has_text=LOWMARSH)).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(1)


def test_what_is_answered_in_another_tab_is_not_called_lost(
    page: Page, browser: Browser, slow: tuple[str, Any]
) -> None:
    page.goto(slow[0])
    ask(page, CARGO)
    expect(page.locator(".answer")).to_contain_text("It carried timber")
    other = browser.new_page()
    other.goto(page.url)
    expect(other.locator(".problem")).to_contain_text("being answered in another tab")
    answered(page)
    other.reload()
    expect(other.locator(".answer")).to_contain_text("It carried timber")
    other.close()


def test_two_tabs_on_one_conversation_miss_nothing_and_know_when_it_is_deleted(
    page: Page, browser: Browser, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, CARGO)
    answered(page)
    other = browser.new_page()
    other.goto(page.url)
    answered(other)
    ask(other, RADAR)
    answered(other, 2)
    ask(page, LOWMARSH)
    answered(page, 3)
    assert questions(page) == [CARGO, RADAR, LOWMARSH]
    other.get_by_role("button", name="Conversations", exact=True).click()
    other.locator("#shelf li").first.get_by_text("Delete").click()
    expect(other.locator(".exchange")).to_have_count(0)
    other.close()
    page.get_by_role("button", name="Ask again").last.click()
    expect(page.locator("#waiting .problem")).to_contain_text("no longer kept")
    ask(page, RADAR)
    expect(page.locator(".exchange")).to_have_count(1)
    answered(page)
    expect(page.locator("#waiting .problem")).to_have_count(0)


def test_a_double_click_asks_once(page: Page, quoting_address: str) -> None:
    page.goto(quoting_address)
    box(page).fill(CARGO)
    page.locator("#question .submit-button").dblclick()
    answered(page)
    page.get_by_role("button", name="Ask again").dblclick()
    answered(page)
    box(page).fill(RADAR)
    box(page).press("Enter")
    box(page).press("Enter")
    answered(page, 2)
    expect(page.locator("#waiting li")).to_have_count(0)
    page.wait_for_timeout(500)
    assert questions(page) == [CARGO, RADAR]


def test_what_is_being_written_stays_while_something_else_is_asked(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, CARGO)
    answered(page)
    box(page).fill("Half a quest")
    page.locator(".follow-ups button").first.click()
    answered(page, 2)
    page.get_by_role("button", name="Without this one").first.click()
    expect(page.locator(".chip.strict")).to_be_visible()
    expect(box(page)).to_have_value("Half a quest")


def test_back_leads_to_the_conversation_before_also_from_an_article(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, CARGO)
    answered(page)
    page.wait_for_url("**/#c-*")
    page.locator(".answer .cite").first.click()
    expect(page.locator(".reader mark.chosen").first).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".exchange")).to_have_count(0)
    page.go_back()
    expect(page.locator(".exchange h2", has_text=CARGO)).to_be_visible()
    expect(page.locator(".reader")).to_be_hidden()
