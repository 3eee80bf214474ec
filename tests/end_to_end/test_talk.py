"""Scope, and what one does with a conversation: the chips, waiting, stopping, keeping it."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, Route, expect

from tests.assistant.model_server import serve as model_server
from tests.end_to_end.conftest import serving
from ui.cli import main
from vectorstore import Archive

CARGO = "What cargo was the Aster Trader carrying?"
RADAR = "Was the ferry's radar working?"


def box(page: Page) -> Any:
    return page.get_by_label("Your question")


def ask(page: Page, question: str) -> None:
    box(page).fill(question)
    page.keyboard.press("Enter")


def answered(page: Page, count: int = 1) -> None:
    expect(page.locator(".exchange[data-running=false]")).to_have_count(count)
    expect(page.locator(".exchange[data-running=true]")).to_have_count(0)


# Scope


def test_what_was_read_from_the_question_is_dropped_and_made_strict(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, "What did The Harbour Post say in March 2025 about the ferry?")
    answered(page)
    chips = page.locator(".chip")
    expect(chips).to_have_count(2)
    expect(chips.first).to_contain_text("in March 2025 preferred")
    page.get_by_role("button", name="Find only what is from in March 2025").click()
    expect(page.locator(".chip.strict")).to_have_count(2)
    expect(page.locator(".chip.strict").first).to_contain_text("From 2025-03-01")
    answered(page)
    expect(page.locator(".scope")).to_contain_text(re.compile(r"\d+ March 2025"))
    page.get_by_role("button", name="Find only what is from The Harbour Post").click()
    expect(page.locator(".chip.strict", has_text="only The Harbour Post")).to_be_visible()
    answered(page)
    wheres = page.locator(".source .where").all_inner_texts()
    assert all("The Harbour Post" in where and "March 2025" in where for where in wheres)
    page.get_by_role("button", name="Leave out The Harbour Post").click()
    expect(page.locator(".chip.strict")).to_have_count(2)


def test_a_period_is_changed_in_its_chip(page: Page, quoting_address: str) -> None:
    page.goto(quoting_address)
    ask(page, "What was said about the ferry in March 2025?")
    answered(page)
    page.locator(".chip").get_by_text("change").click()
    page.locator(".chip input[name=since]").fill("2025-07-01")
    page.locator(".chip input[name=until]").fill("2025-07-31")
    page.locator(".chip form button").click()
    expect(page.locator(".chip.strict", has_text="From 2025-07-01")).to_be_visible()
    answered(page)
    assert "July 2025" in page.locator(".source .where").first.inner_text()


def test_filters_have_the_names_of_the_command_line_and_count(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    page.get_by_text("Where to look").click()
    for label in ("From", "Until", "As of", "Outlet", "Author"):
        expect(page.locator("#where").get_by_label(label, exact=True)).to_be_visible()
    page.get_by_label("Outlet", exact=True).click()
    page.get_by_role("option", name=re.compile(r"^The Harbour Post \(\d+\)$")).click()
    page.locator("#where").get_by_label("Until", exact=True).fill("2025-12-31")
    ask(page, RADAR)
    answered(page)
    assert all("Harbour Post" in one for one in page.locator(".source .where").all_inner_texts())
    expect(page.locator(".chip.strict")).to_have_count(2)
    page.locator("#where").get_by_label("Until", exact=True).fill("soon")
    ask(page, RADAR)
    expect(page.locator(".problem")).to_contain_text("'soon' is not a day. Write it as 2020-01-31.")


def test_a_follow_up_shows_how_it_was_understood_and_can_be_put_otherwise(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, CARGO)
    answered(page)
    ask(page, "And where was it going?")
    answered(page, 2)
    understood = page.locator(".understood")
    expect(understood).to_contain_text(re.compile("^Searched for: .*Aster Trader"))
    understood.get_by_text("change").click()
    page.locator(".understood input").fill("Where was the Aster Trader going?")
    page.locator(".understood form button").click()
    expect(understood).to_contain_text("Searched for: Where was the Aster Trader going?")
    expect(page.locator(".exchange h2").last).to_have_text("And where was it going?")


def test_a_source_is_left_out_and_brought_back(page: Page, quoting_address: str) -> None:
    page.goto(quoting_address)
    ask(page, RADAR)
    answered(page)
    title = page.locator(".source h3").first.inner_text()
    page.get_by_role("button", name="Without this one").first.click()
    chip = page.locator(".chip.strict", has_text=f"without {title}")
    expect(chip).to_be_visible()
    expect(page.locator(".source h3", has_text=title)).to_have_count(0)
    chip.get_by_role("button").click()
    expect(chip).to_have_count(0)
    answered(page)
    expect(page.locator(".source h3", has_text=title).first).to_be_visible()
    page.get_by_role("button", name="Only this one").first.click()
    expect(page.locator(".chip.strict", has_text="only ")).to_be_visible()
    answered(page)
    expect(page.locator(".source h3").first).to_be_visible()
    assert len(set(page.locator(".source h3").all_inner_texts())) == 1


# The conversation


def test_a_question_that_is_asked_before_the_page_is_ready_stays(
    page: Page, quoting_address: str
) -> None:
    held: list[Any] = []

    def hold(route: Any) -> None:
        # The first is what opens the conversation.
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/queue/join*", hold)
    page.goto(quoting_address)
    expect(box(page)).to_be_visible()
    while not held:
        page.wait_for_timeout(50)
    ask(page, RADAR)
    page.wait_for_timeout(1000)
    held[0].continue_()
    answered(page)
    ask(page, "Why were people told to leave Lowmarsh?")
    answered(page, 2)


def test_a_question_is_edited_and_asked_again_and_what_followed_goes(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, RADAR)
    answered(page)
    ask(page, "Why were people told to leave Lowmarsh?")
    answered(page, 2)
    page.get_by_role("button", name="Edit").first.click()
    expect(page.locator("form.edit:not([hidden]) textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("form.edit:not([hidden])")).to_have_count(0)
    expect(page.get_by_role("button", name="Edit").first).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("form.edit:not([hidden]) textarea").fill(CARGO)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange")).to_have_count(1)
    expect(page.locator(".answer")).to_contain_text("1,900 tonnes of timber")
    page.get_by_role("button", name="Ask again").click()
    answered(page)
    expect(page.locator(".answer")).to_contain_text("1,900 tonnes of timber")


def test_suggestions_come_from_the_evidence_and_can_be_asked(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, RADAR)
    answered(page)
    suggested = page.locator(".follow-ups button").first
    name = suggested.inner_text().removeprefix("What is reported about ").rstrip("?")
    suggested.click()
    answered(page, 2)
    last = page.locator(".exchange").last
    expect(last.locator(".abstention")).to_have_count(0)
    expect(last.locator(".answer")).to_contain_text(name)


def test_a_conversation_is_there_after_a_reload_a_restart_and_another_ingest(
    browser: Browser, archive_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    story = {"id": "a", "title": "Bridge opens", "outlet": "Vale Echo", "published": "2025-01-02"}
    text = "The Corley bridge opened on Monday after four years. It cost nine million crowns."
    first.write_text(json.dumps({**story, "text": text}))
    second.write_text(json.dumps({**story, "text": f"Updated. {text}", "updated": "2025-01-05"}))
    with Archive.open(folder) as archive:
        archive.ingest([first])
    question = "What did the Corley bridge cost?"
    page = browser.new_page()
    with serving(folder, "quotes") as address:
        page.goto(address)
        ask(page, question)
        answered(page)
        expect(page.locator(".answer")).to_contain_text("nine million crowns")
        page.wait_for_url("**/#c-*")
        place = page.url.partition("#")[2]
        page.reload()
        answered(page)
        expect(page.locator(".answer")).to_contain_text("nine million crowns")
        page.goto("about:blank")
    first.write_text(second.read_text())
    with Archive.open(folder) as archive:
        archive.ingest([first])
    stored = (folder / "conversations.sqlite").read_bytes()
    assert b"nine million crowns" not in stored
    with serving(folder, "quotes") as address:
        page.goto(f"{address}/#{place}")
        answered(page)
        expect(page.locator(".answer")).to_contain_text("nine million crowns")
        page.locator(".answer .cite").first.click()
        expect(page.locator(".reader mark.chosen").first).to_contain_text("nine million crowns")
        expect(page.locator(".reader .version")).to_contain_text("stood until then")
        page.keyboard.press("Escape")
        ask(page, "And when did it open?")
        answered(page, 2)
        page.goto("about:blank")
    with Archive.open(folder) as archive:
        archive.remove("a")
    with serving(folder, "quotes") as address:
        page.goto(f"{address}/#{place}")
        expect(page.locator(".answer").first).to_contain_text("no longer in the archive")
        page.close()


def test_conversations_are_named_searched_and_deleted(
    page: Page, browser: Browser, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, "How many quillwort moths did gardeners count in Dunmere?")
    answered(page)
    page.get_by_role("button", name="Conversations", exact=True).click()
    row = page.locator("#shelf li", has_text="How many quillwort moths did gardeners count").first
    row.get_by_text("Rename").click()
    row.get_by_role("textbox", name="Name").fill("Moths of Dunmere <b>")
    row.get_by_role("button", name="Apply").click()
    expect(page.locator("#shelf li", has_text="Moths of Dunmere <b>")).to_be_visible()
    page.get_by_label("Search your conversations").fill("moths did gardeners")
    expect(page.locator("#shelf li")).to_have_count(1)
    page.get_by_label("Search your conversations").fill("Moths of Dunmere")
    expect(page.locator("#shelf li")).to_have_count(1)
    page.get_by_label("Delete: Moths of Dunmere <b>").click()
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#examples").get_by_role("button", name=CARGO)).to_be_visible()
    page.get_by_role("button", name="Conversations", exact=True).click()
    expect(page.locator("#shelf li", has_text="Moths of Dunmere")).to_have_count(0)


def test_thumbs_are_kept_with_a_reason_and_become_questions(tmp_path: Path, page: Page) -> None:
    folder, file = tmp_path / "archive", tmp_path / "a.jsonl"
    story = {"id": "a", "title": "Bridge opens", "outlet": "Vale Echo", "published": "2025-01-02"}
    text = "The Corley bridge opened on Monday after four years. It cost nine million crowns."
    file.write_text(json.dumps({**story, "text": text}))
    with Archive.open(folder) as archive:
        archive.ingest([file])
    with serving(folder, "quotes") as address:
        page.goto(address)
        ask(page, "What did the Corley bridge cost?")
        answered(page)
        page.get_by_label("Good answer").click()
        ask(page, "When did the Corley bridge open?")
        answered(page, 2)
        page.get_by_label("Bad answer").last.click()
        page.get_by_role("button", name="outdated").last.click()
        expect(page.locator(".bad summary.chosen")).to_be_visible()
        for _ in range(100):
            with sqlite3.connect(folder / "conversations.sqlite") as db:
                if db.execute("SELECT count(*) FROM thumb").fetchone() == (2,):
                    break
            page.wait_for_timeout(100)
        page.goto("about:blank")
    ran = CliRunner().invoke(main, ["thumbs", "--archive", str(folder)])
    good = json.loads(ran.stdout)
    assert good["question"] == "What did the Corley bridge cost?"
    assert good["articles"] == ["a"]
    assert any("nine million" in quote for quote in good["answers"])
    questions = tmp_path / "q.jsonl"
    questions.write_text(ran.stdout)
    scored = CliRunner().invoke(main, ["eval", str(questions), "--archive", str(folder)])
    assert scored.exit_code == 0, scored.output
    bad = CliRunner().invoke(main, ["thumbs", "--bad", "--archive", str(folder)])
    assert json.loads(bad.stdout)["reason"] == "outdated"


# With a model


@pytest.fixture(scope="module")
def slow(archive_folder: Path) -> Iterator[tuple[str, Any]]:
    with model_server() as model, serving(archive_folder, model.url) as address:
        yield address, model


def test_the_quotes_are_there_while_a_model_writes_and_it_can_be_stopped(
    page: Page, slow: tuple[str, Any]
) -> None:
    address, model = slow
    model.reply, model.pause, model.stalls = lambda _: ["It carried ", "timber [1]. "], 0.02, True
    page.goto(address)
    ask(page, CARGO)
    expect(page.locator(".quoted")).to_contain_text("1,900 tonnes of timber")
    expect(page.locator(".source").first).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("It carried timber")
    ask(page, RADAR)
    waiting = page.locator("#waiting li")
    expect(waiting).to_contain_text(RADAR)
    expect(waiting).to_contain_text("Waits until the answer above is there")
    page.get_by_role("button", name="Withdraw").click()
    expect(waiting).to_have_count(0)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".note")).to_contain_text("Stopped")
    model.hung_up.get(timeout=20)
    model.stalls = False
    ask(page, RADAR)
    answered(page, 2)


def test_a_question_asked_meanwhile_is_answered_in_its_turn(
    page: Page, slow: tuple[str, Any]
) -> None:
    address, model = slow
    model.reply = lambda _: ["It carried ", "timber [1]."]
    model.pause, model.stalls = 0.02, True
    page.goto(address)
    ask(page, CARGO)
    # Stopped before its model was asked, an answer would leave no request to hang up.
    expect(page.locator(".answer")).to_contain_text("It carried timber")
    ask(page, RADAR)
    expect(page.locator("#waiting li")).to_have_count(1)
    ask(page, "Why were people told to leave Lowmarsh?")
    expect(page.locator("#waiting li")).to_have_count(2)
    model.stalls = False
    page.get_by_role("button", name="Stop").click()
    answered(page, 3)
    model.hung_up.get(timeout=20)
    assert page.locator(".exchange h2").all_inner_texts()[1:] == [
        RADAR,
        "Why were people told to leave Lowmarsh?",
    ]


def test_when_a_model_fails_the_quotes_stay_with_the_error(
    page: Page, slow: tuple[str, Any]
) -> None:
    address, model = slow
    model.stalls, model.status = False, 401
    try:
        page.goto(address)
        ask(page, CARGO)
        answered(page)
    finally:
        model.status = 200
    expect(page.locator(".problem")).to_be_visible()
    expect(page.locator(".quoted .aside")).to_contain_text("The model failed")
    expect(page.locator(".quoted blockquote").first).to_contain_text("1,900 tonnes of timber")
    page.locator(".quoted a.cite").first.click()
    expect(page.locator(".reader mark.chosen").first).to_be_visible()


def test_a_model_is_chosen_and_models_are_looked_for_only_then(
    page: Page, writing_address: str
) -> None:
    page.goto(writing_address)
    expect(page.locator("#models-sheet[popover]")).to_be_attached()
    page.get_by_role("button", name="Answers: the model").click()
    expect(page.locator("#models li").first).to_contain_text("nothing leaves this machine")
    page.locator("#models").get_by_role("button", name="quotes").click()
    expect(page.locator("#chosen-model")).to_contain_text("Answers: quotes")
    ask(page, CARGO)
    answered(page)
    expect(page.locator(".answer blockquote").first).to_be_visible()
    page.get_by_role("button", name="Answers: quotes").click()
    page.get_by_label("A hosted model").fill("nonsense")
    page.get_by_role("button", name="Use").click()
    expect(page.locator("#models-sheet .problem")).to_contain_text("names no model")
    expect(page.get_by_label("A hosted model")).to_have_value("nonsense")


def test_a_sheet_that_is_opened_before_the_conversation_is_there_stays(
    page: Page, quoting_address: str
) -> None:
    held: list[Route] = []
    page.route("**/queue/join*", lambda route: held.append(route))
    page.goto(quoting_address)
    page.locator("body.is-ready").wait_for()
    page.get_by_role("button", name="Conversations").click()
    sheet = page.locator("#shelf-sheet")
    expect(sheet).to_be_visible()
    with page.expect_response("**/queue/data*"):
        for route in held:
            route.continue_()
        page.unroute("**/queue/join*")
    page.wait_for_timeout(1000)  # what came is drawn
    expect(sheet).to_be_visible()


def test_what_a_model_is_sent_can_be_looked_at(page: Page, writing_address: str) -> None:
    page.goto(writing_address)
    ask(page, CARGO)
    answered(page)
    page.get_by_role("button", name="What is sent").click()
    sent = page.locator(".sent")
    expect(sent).to_contain_text(CARGO)
    expect(sent).to_contain_text("1,900 tonnes of timber")
    expect(sent).to_contain_text("nothing leaves it")
