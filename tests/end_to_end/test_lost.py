"""What does not reach the page's server, is refused by it or is lost, is said where one asks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.assistant.model_server import serve as model_server
from tests.end_to_end.conftest import ROOT, free_port
from tests.end_to_end.test_places import opened, serious
from tests.end_to_end.test_talk import CARGO, RADAR, answered, ask, box
from ui import words


def test_a_question_that_is_refused_or_does_not_arrive_is_told_and_asked_again(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    expect(page.locator("#examples button").first).to_be_visible()
    said = json.dumps({"detail": "As many people as Dateline can serve have its page open."})

    def refuse(route: Route) -> None:
        route.fulfill(status=503, content_type="application/json", body=said)

    page.route("**/queue/join*", refuse)
    ask(page, RADAR)
    told = page.locator("#conversation .unsent")
    expect(told).to_contain_text("As many people as Dateline can serve")
    expect(box(page)).to_have_value(RADAR)
    page.unroute("**/queue/join*")
    told.get_by_role("button", name="Try again").click()
    answered(page)
    expect(told).to_have_count(0)
    expect(box(page)).to_have_value("")
    page.route("**/queue/join*", refuse)
    ask(page, CARGO)
    expect(told).to_be_visible()
    assert serious(page) == []


# Of each place: what is filled in, what sends it, and what comes of it.
PLACES = {
    "Timeline": ("#timeline-words", "#timeline-mentions", "#timeline-view .listed > li"),
    "Archive": ("#archive-words", "#archive-list form button", "#archive-list .listed > li"),
    "Verify": ("#draft", "#check-draft", "#verify-report .verified > li"),
}


@pytest.mark.parametrize(
    ("place", "status", "said", "told"),
    [
        ("Timeline", 503, {"detail": words.BUSY}, "more people are asking than can wait"),
        ("Archive", 401, {"detail": words.LOG_IN_FIRST}, "Log in first"),
        ("Verify", 413, {"detail": "This is too long."}, "This is too long"),
        ("Timeline", 500, None, "did not say why"),
        ("Verify", 0, None, "did not reach Dateline"),
    ],
)
def test_what_a_place_is_refused_is_told_in_it_and_tried_again(
    page: Page, quoting_address: str, place: str, status: int, said: object, told: str
) -> None:
    box, button, found = PLACES[place]
    opened(page, quoting_address, place)

    def refuse(route: Route) -> None:
        if '"action"' not in (route.request.post_data or ""):
            route.continue_()
        elif status:
            route.fulfill(status=status, content_type="application/json", body=json.dumps(said))
        else:
            route.abort()

    page.route("**/queue/join*", refuse)
    page.locator(box).fill("The Marigold collided with a cargo ship.")
    page.locator(button).first.press("Enter")
    unsent = page.locator(f"#{place.lower()}-place .unsent")
    expect(unsent).to_contain_text(told)
    expect(page.locator(".toast-wrap")).not_to_be_visible()
    expect(page.locator(box)).to_have_value("The Marigold collided with a cargo ship.")
    assert serious(page) == []
    page.unroute("**/queue/join*")
    page.locator(box).fill("Marigold")
    unsent.get_by_role("button", name="Try again").press("Enter")
    expect(unsent).to_have_count(0)
    expect(page.locator(found).first).to_be_visible()


def test_what_does_not_arrive_is_told_and_sent_when_the_connection_is_back(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, CARGO)
    answered(page)
    page.route("**/queue/join*", lambda route: route.abort())
    told = page.locator("#conversation .unsent")
    # Gradio loads the page anew, since the server is there.
    with page.expect_event("load"):
        ask(page, RADAR)
        expect(told).to_contain_text("did not reach Dateline")
        page.unroute("**/queue/join*")
    expect(told).to_contain_text("did not reach Dateline")
    expect(box(page)).to_have_value(RADAR)
    told.get_by_role("button", name="Try again").click()
    answered(page, 2)
    expect(told).to_have_count(0)
    expect(box(page)).to_have_value("")
    box(page).fill("And what is not sent stays")
    page.reload()
    answered(page, 2)
    expect(box(page)).to_have_value("And what is not sent stays")


@contextmanager
def killable(folder: Path, model: str, port: int) -> Iterator[subprocess.Popen[str]]:
    script = str(Path(__file__).with_name("page_server.py"))
    command = [sys.executable, script, str(folder), model, str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout
            assert "http://" in process.stdout.readline()
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_an_answer_whose_connection_is_lost_is_told_and_asked_again(
    page: Page, archive_folder: Path
) -> None:
    port = free_port()
    with model_server() as model:
        model.reply, model.pause, model.stalls = lambda _: ["It carried "], 0.02, True
        with killable(archive_folder, model.url, port) as server:
            page.goto(f"http://127.0.0.1:{port}")
            ask(page, CARGO)
            expect(page.locator(".answer")).to_contain_text("It carried")
            page.wait_for_url("**/#c-*")
            server.send_signal(signal.SIGKILL)
            problem = page.locator(".exchange .problem")
            expect(problem).to_contain_text("The connection to Dateline was lost")
        model.stalls = False
        with killable(archive_folder, model.url, port):
            expect(problem).to_contain_text("No answer is kept", timeout=60_000)
            expect(page.locator(".exchange h2")).to_have_text(CARGO)
            page.get_by_role("button", name="Ask again").click()
            answered(page)
            expect(problem).to_have_count(0)
            expect(page.locator(".answer")).to_contain_text("It carried")
            page.goto("about:blank")
