"""What is taken along from the page: copies, files, a timeline, and a page of one answer."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ui.packet.reading import read_packet

CARGO = "What cargo was the Aster Trader carrying?"
RADAR = "Was the ferry's radar working?"


def ask(page: Page, question: str, count: int = 1) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange[data-running=false]")).to_have_count(count)


def take(page: Page, row: str, form: str) -> tuple[str, bytes]:
    """The name and the bytes of a file of the last answer's menu."""
    menu = page.locator(".along").last
    if menu.get_attribute("open") != "":
        menu.locator("summary").click()
    with page.expect_download() as started:
        menu.locator("p", has_text=row).get_by_text(form, exact=True).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def test_an_answer_is_copied_with_its_footnotes_and_their_addresses(
    page: Page, quoting_address: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(quoting_address)
    ask(page, CARGO)
    page.get_by_role("button", name="Copy", exact=True).click()
    page.wait_for_function(
        "navigator.clipboard.readText().then((text) => text.includes('/article/'))"
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(CARGO)
    assert re.search(r"^\[1\] .+: .+$", copied, re.M)
    assert "1,900 tonnes of timber" in copied
    [place, *_] = re.findall(rf"{re.escape(quoting_address)}/article/\S+@1#\d+-\d+", copied)
    page.goto(place)
    expect(page.locator("mark.chosen").first).to_be_visible()


def test_answers_and_a_conversation_are_taken_along_as_files(
    page: Page, quoting_address: str, tmp_path: Path
) -> None:
    page.goto(quoting_address)
    ask(page, CARGO)
    ask(page, RADAR, 2)
    name, word = take(page, "This answer", "Word")
    assert name == "dateline-was-the-ferry-s-radar-working.docx"
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        assert "SHA-256" in file.read("word/footnotes.xml").decode()
    name, markdown = take(page, "This answer", "Markdown")
    assert name.endswith(".md")
    assert "[^1-1]:" in markdown.decode()
    _, answer = take(page, "This answer", "JSON")
    assert [one["question"] for one in json.loads(answer)["answers"]] == [RADAR]
    name, whole = take(page, "The conversation", "HTML")
    assert name == "dateline-what-cargo-was-the-aster-trader-carrying.html"
    kept = tmp_path / "whole.html"
    kept.write_bytes(whole)
    answers, faults = read_packet(kept)
    assert [one["question"] for one in answers] == [CARGO, RADAR]
    assert not faults
    page.goto(kept.as_uri())
    expect(page.locator("#verdict")).to_contain_text("Right: ")


def test_an_answer_has_a_read_only_page_that_stays_as_it_was_shared(
    page: Page, browser: Browser, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, CARGO)
    page.locator(".along summary").click()
    page.get_by_role("button", name="A page of it").click()
    link = page.locator(".shared a")
    expect(link).to_be_visible()
    shared = f"{quoting_address}{link.get_attribute('href')}"
    page.reload()
    expect(link).to_be_visible()
    page.get_by_role("button", name="Edit").click()
    page.locator("form.edit:not([hidden]) textarea").fill(RADAR)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange .question")).to_have_text(RADAR)
    expect(page.locator(".exchange[data-running=false]")).to_have_count(1)
    expect(link).to_have_count(0)
    other = browser.new_page()
    other.goto(shared)
    expect(other.locator("h1")).to_have_text(CARGO)
    expect(other.locator(".answer")).to_contain_text("1,900 tonnes of timber")
    expect(other.locator("button, form, input")).to_have_count(0)
    assert not [
        fault
        for fault in Axe().run(other).response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    other.locator(".answer a.cite").first.click()
    expect(other.locator("mark.chosen").last).to_contain_text("timber")
    other.close()
    page.get_by_role("button", name="Conversations", exact=True).click()
    page.locator("#shelf li").first.get_by_text("Delete").click()
    expect(page.locator(".exchange")).to_have_count(0)
    page.goto(shared)
    expect(page.locator("h1")).to_contain_text("no answer at this address")


def test_a_shared_page_says_where_alone_it_was_looked(page: Page, quoting_address: str) -> None:
    page.goto(quoting_address)
    ask(page, RADAR)
    title = page.locator(".source h3").first.inner_text()
    page.get_by_role("button", name="Without this one").first.click()
    expect(page.locator(".chip.strict")).to_contain_text(f"without {title}")
    expect(page.locator(".exchange[data-running=false]")).to_have_count(1)
    page.locator(".along summary").click()
    page.get_by_role("button", name="A page of it").click()
    page.goto(f"{quoting_address}{page.locator('.shared a').get_attribute('href')}")
    expect(page.locator(".exchange > .aside").first).to_have_text(
        f"Looked for with these limits: without {title}."
    )


def test_a_conversation_is_taken_along_by_its_owner_alone(page: Page, quoting_address: str) -> None:
    page.goto(quoting_address)
    for path in ("take/none.json", "take/none/0.json", "answer/none"):
        answer = page.request.get(f"{quoting_address}/{path}")
        assert answer.status == 404, path


CITED = """() => [...document.querySelectorAll(".exchange a.cite")].map(
  (link) => [link.dataset.number, new URL(link.href).pathname])"""


def test_the_evidence_of_an_answer_is_shown_as_dated_events(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, RADAR)
    page.get_by_role("button", name="As a timeline").click()
    events = page.locator(".timeline .events li")
    expect(events.first).to_be_visible()
    expect(page.locator(".timeline")).to_be_focused()
    days = [one.split("\n")[0] for one in events.all_inner_texts()]
    assert len(days) > 1
    expect(page.locator(".timeline .first")).to_have_count(1)
    expect(page.locator(".timeline .first")).to_have_text("first report")
    # A number stands for the same article wherever it is read.
    cited = page.evaluate(CITED)
    assert len({number for number, _ in cited}) == len({tuple(one) for one in cited}) > 1
    events.first.locator("a.cite").click()
    expect(page.locator(".reader mark.chosen").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(events.first.locator("a.cite")).to_be_focused()
