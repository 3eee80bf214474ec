"""The page in a real browser, served by a real process over the sample articles."""

import socket
import urllib.error
import urllib.request
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from ui.chat import serve
from vectorstore import Archive
from vectorstore.errors import AddressError, ModelError

CARGO = "What cargo was the Aster Trader carrying?"


def ask(page: Page, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")


def test_a_question_is_answered_with_the_cited_words_beside_it(
    page: Page, requested: list[str], quoting_address: str
) -> None:
    page.goto(quoting_address)
    expect(page).to_have_title("Dateline")
    expect(page.locator(".archive")).to_contain_text("outlets")
    page.get_by_role("button", name=CARGO).click()
    expect(page.locator(".answer .scope")).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("1,900 tonnes of timber")
    expect(page.get_by_role("button", name=CARGO)).to_be_hidden()

    quotation = page.locator(".answer blockquote", has_text="1,900 tonnes of timber").first
    words = "1,900 tonnes of timber"
    card = page.locator(".source", has=page.locator(".excerpt mark", has_text=words)).first
    expect(card.locator(".where")).to_contain_text("14 February 2025")
    quotation.locator(".cite").click()
    article = page.locator(".reader .article")
    expect(article.locator("mark.chosen", has_text=words)).to_be_in_viewport()
    expect(article).to_be_focused()
    assert article.locator(".body p").count() > card.locator(".excerpt p").count()
    assert all(address.startswith(quoting_address) for address in requested)


def test_a_model_writes_while_one_watches_and_is_marked_where_it_invents(
    page: Page, writing_address: str
) -> None:
    page.goto(writing_address)
    page.evaluate(
        """() => {
            window.seen = new Set();
            new MutationObserver(() => seen.add(document.querySelector(".answer")?.innerText))
                .observe(document.body, {childList: true, subtree: true, characterData: true});
        }"""
    )
    ask(page, CARGO)
    expect(page.locator(".answer .scope")).to_be_visible()
    growing = [text for text in page.evaluate("[...seen]") if text and "The coaster" in text]
    assert len(growing) > 5
    assert all(len(a) <= len(b) for a, b in pairwise(growing))
    expect(page.locator(".answer .claim.supported")).to_have_text(
        "The coaster Aster Trader carried 1,900 tonnes of timber to Wexmouth. [1]"
    )
    invented = page.locator(".answer .claim", has_text="Zebulon Quayle")
    expect(invented).to_contain_text("not found in the cited text")
    expect(page.locator(".answer .claim", has_text="Nobody knows")).to_contain_text("<img src=")
    assert page.locator(".answer img").count() == 0


def test_abstaining_is_said_and_an_earlier_source_comes_back(
    page: Page, writing_address: str
) -> None:
    page.goto(writing_address)
    ask(page, CARGO)
    expect(page.locator(".answer .scope")).to_be_visible()
    ask(page, "Who was the first to walk on the moon?")
    # Drawn anew as the answer ends; then it stands there once.
    expect(page.get_by_text("The archive does not say.").first).to_be_visible()
    expect(page.get_by_text("The archive does not say.")).to_have_count(1)
    expect(
        page.get_by_role("heading", name="Nearest passages, which do not answer it")
    ).to_be_visible()
    assert page.locator(".source").count()
    assert page.locator(".source mark").count() == 0

    page.locator(".answer .cite").first.click()
    expect(page.locator(".reader mark.chosen")).to_contain_text("1,900 tonnes of timber")
    page.keyboard.press("Escape")
    expect(page.locator(".source mark").first).to_contain_text("1,900 tonnes of timber")


def test_a_conversation_is_remembered_and_is_ones_own(
    page: Page, browser: Browser, writing_address: str
) -> None:
    page.goto(writing_address)
    ask(page, CARGO)
    expect(page.locator(".answer .scope")).to_be_visible()
    ask(page, "What was the first question about?")
    expect(page.locator(".answer").last).to_contain_text("It was about cargo.")

    other = browser.new_page()
    other.goto(writing_address)
    ask(other, "What was the first question about?")
    expect(other.locator(".answer")).to_contain_text("There was none.")
    other.close()


def test_what_cannot_be_answered_is_told_without_a_traceback(
    page: Page, writing_address: str
) -> None:
    page.goto(writing_address)
    ask(page, "why " * 1000)
    expect(page.locator(".problem")).to_contain_text("characters; at most 2,000")
    ask(page, "Where is the lighthouse keeper's cat?")
    expect(page.locator(".problem").last).to_contain_text("broke off")
    assert "Traceback" not in page.content()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_later_answer_comes_into_view(page: Page, quoting_address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(quoting_address)
    ask(page, CARGO)
    expect(page.locator(".answer .scope")).to_be_visible()
    ask(page, "Why were people told to leave Lowmarsh?")
    expect(page.locator(".answer .scope")).to_have_count(2)
    page.wait_for_function(
        "() => { const question = [...document.querySelectorAll('.exchange h2')].at(-1);"
        " const top = question.getBoundingClientRect().top; return 0 <= top && top < 250; }"
    )


def test_nothing_asked_leaves_the_page_as_it_is(page: Page, quoting_address: str) -> None:
    def ask_nothing() -> None:
        for blank in ("", "   "):
            with page.expect_response("**/queue/join*"):
                ask(page, blank)
            page.wait_for_timeout(1000)  # what came is drawn

    page.goto(quoting_address)
    ask_nothing()
    expect(page.get_by_role("button", name=CARGO)).to_be_visible()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()

    ask(page, CARGO)
    expect(page.locator(".answer .scope")).to_be_visible()
    ask_nothing()
    expect(page.locator(".exchange")).to_have_count(1)
    expect(page.locator(".source mark").first).to_be_visible()


def test_what_an_article_says_stays_words(
    page: Page, requested: list[str], quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, "How many quillwort moths were counted in Dunmere?")
    card = page.locator(".source", has_text="Quillwort moths")
    expect(card.locator("mark").first).to_contain_text("4,400 quillwort moths")
    card.get_by_text("Read the whole article").click()
    article = page.locator(".reader .article")
    expect(article).to_contain_text("![moth](http://attacker.invalid/c.png)")
    for shown in (card, article):
        assert shown.locator("img, script, svg, style, .byline a").count() == 0
    expect(page).to_have_title("Dateline")
    assert all(address.startswith(quoting_address) for address in requested)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_telephone(page: Page, quoting_address: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(quoting_address)
    ask(page, "How many quillwort moths were counted in Dunmere?")
    expect(page.locator(".exchange[data-running=false] .answer")).to_be_visible()
    expect(page.locator(".source").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    answer, source = page.locator(".answer").bounding_box(), page.locator(".source").first
    below = source.bounding_box()
    assert answer
    assert below
    assert below["y"] > answer["y"] + answer["height"]


def test_every_response_forbids_other_hosts(quoting_address: str) -> None:
    for path in ("", "/theme.css", "/no-such-page"):
        headers = _headers(quoting_address + path)
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "http" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"


def test_a_foreign_host_name_is_refused(quoting_address: str) -> None:
    request = urllib.request.Request(quoting_address, headers={"Host": "attacker.invalid"})
    with pytest.raises(urllib.error.HTTPError, match="400") as refused:
        urllib.request.urlopen(request)
    refused.value.close()


def test_a_taken_port_is_named_with_what_to_do(archive_folder: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        Archive.open(archive_folder) as archive,
        pytest.raises(AddressError, match=r"port \d+.*--port"),
    ):
        serve(archive, Assistant(archive), port=taken.getsockname()[1])


def test_a_reranker_that_can_not_be_loaded_is_told_before_the_page_is_there(
    archive_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        Archive.open(archive_folder) as archive,
        pytest.raises(ModelError, match="DATELINE_RERANKER"),
    ):
        serve(archive, Assistant(archive, reranker=str(archive_folder)), port=0)
    assert capsys.readouterr().out == ""


def _headers(address: str) -> Any:
    try:
        with urllib.request.urlopen(address) as response:
            return response.headers
    except urllib.error.HTTPError as error:
        error.close()
        return error.headers
