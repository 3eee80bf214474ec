"""Several people at once, and tabs that are closed, with a model server behind the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.crowd import Visitor, close_tabs, crowd, echo
from tests.assistant.model_server import ModelServer
from tests.assistant.model_server import serve as model_server
from tests.end_to_end.conftest import serving
from ui.desk import WRITTEN_AT_ONCE as AT_ONCE

# Seconds in which a model's connection must be closed; on a machine at rest it takes less than one.
IN_TIME = 40


@pytest.fixture(scope="module")
def served(archive_folder: Path) -> Iterator[tuple[str, ModelServer]]:
    with model_server() as model, serving(archive_folder, model.url) as address:
        yield address, model


@pytest.fixture
def model(served: tuple[str, ModelServer]) -> ModelServer:
    """A model that writes an answer and then keeps its reader waiting for the end."""
    model = served[1]
    model.reply, model.pause, model.stalls = echo, 0.02, True
    assert model.hung_up.empty()
    return model


@pytest.fixture
def address(served: tuple[str, ModelServer]) -> str:
    return served[0]


def answered_next(address: str, model: ModelServer) -> None:
    """The next person is answered, and nobody's question was asked in between."""
    asked, model.stalls = len(model.requests), False
    assert "person p9t0" in Visitor(address).conversation("How many were injured, person p9t0?")
    assert len(model.requests) == asked + 1


def test_a_closed_tab_ends_its_answer(browser: Browser, address: str, model: ModelServer) -> None:
    tabs = [browser.new_page() for _ in range(AT_ONCE)]
    for number, tab in enumerate(tabs):
        tab.goto(address)
        tab.get_by_label("Your question").fill(f"How many were injured, person p{number}t0?")
        tab.keyboard.press("Enter")
    for number, tab in enumerate(tabs):
        expect(tab.locator(".answer")).to_contain_text(f"person p{number}t0", timeout=30_000)
    assert model.hung_up.empty()
    for tab in tabs:
        tab.close()
    for _ in tabs:
        model.hung_up.get(timeout=IN_TIME)
    answered_next(address, model)


def test_a_tab_that_is_closed_while_it_waits_is_never_answered(
    address: str, model: ModelServer
) -> None:
    assert max(close_tabs(address, model, tabs=3 * AT_ONCE, writing=AT_ONCE)) < IN_TIME
    answered_next(address, model)


def test_a_question_that_nobody_listens_to_is_dropped(address: str, model: ModelServer) -> None:
    Visitor(address).ask("How many were injured, person p0t0?")
    model.hung_up.get(timeout=2 * IN_TIME)
    answered_next(address, model)


def test_many_people_at_once_each_get_their_own_answers(address: str, model: ModelServer) -> None:
    model.stalls = False
    outcome = crowd(address, people=10, turns=2)
    assert outcome.failures == []
    assert outcome.mixed_up == []
    assert len(outcome.seconds) == 20
