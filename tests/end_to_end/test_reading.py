"""The source pane: an article opens at the quoted words, and each citation has an address."""

import http.client
import re
import urllib.request
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.conftest import ATTACKS, DREDGER, ODD_ID

CARGO = "What cargo was the Aster Trader carrying?"
DREDGER_ASKED = "Where did the dredger Pelican Star run aground?"


def ask(page: Page, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange").last.locator(".scope")).to_be_visible()


def odd_address(version: int) -> str:
    return f"/article/{quote(ODD_ID, safe='')}@{version}"


def test_keyboard_alone_leads_through_the_citations_and_back(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, "Was the ferry's radar working?")
    cites = page.locator(".answer .cite")
    count = cites.count()
    assert count > 1
    page.locator("#bar .menu").last.focus()
    for _ in range(3):  # past nothing but what is in the answer
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cite')"):
            break
    expect(cites.first).to_be_focused()
    expect(page.get_by_role("tooltip")).to_contain_text("“")
    page.keyboard.press("Enter")
    article = page.locator(".reader .article")
    expect(article).to_be_focused()
    expect(article.locator("mark.chosen").first).to_be_in_viewport()
    expect(page.locator(".reader output")).to_have_text(f"1/{count}")
    page.keyboard.press("n")
    expect(page.locator(".reader output")).to_have_text(f"2/{count}")
    expect(article.locator("mark.chosen").first).to_be_in_viewport()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    expect(page.locator(".reader output")).to_have_text(re.compile(f"[12]/{count}"))
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.answer .cite')")


def test_an_article_says_what_it_is_and_who_else_printed_it(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, DREDGER_ASKED)
    card = page.locator(".source").first
    expect(card.get_by_text("Also printed by 3")).to_be_visible()
    assert page.locator(".source", has_text="Dredger aground").count() == 1
    page.goto(quoting_address + odd_address(2))
    article = page.locator(".article")
    expect(article.locator(".where")).to_contain_text("Tarn Wire, 2 June 2025")
    expect(article.locator(".kind")).to_have_text("wire")
    expect(article.locator(".byline")).to_contain_text("By A. Pryor, news agency")
    article.get_by_text("Also printed by 3").click()
    expect(article.locator(".copies li").first).to_have_text("Gull Rock News, 3 June 2025")


def test_every_citation_has_an_address_that_opens_later_in_that_version(
    page: Page, quoting_address: str
) -> None:
    start = DREDGER["text"].index("with eleven people")
    page.goto(f"{quoting_address}{odd_address(1)}#{start}-{start + len('with eleven people')}")
    expect(page.locator("mark.chosen")).to_have_text("with eleven people")
    expect(page.locator("mark.chosen")).to_be_in_viewport()
    expect(page.locator(".version")).to_contain_text(
        "A newer version is there since 4 June 2025: these words stood until then."
    )
    live = page.locator("a.live").get_attribute("href")
    assert live == "https://tarnwire.example/dredger?page=1#top:~:text=with%20eleven%20people"
    page.get_by_role("link", name="Read the newest version").click()
    expect(page.locator(".body")).to_contain_text("with nineteen people")
    expect(page.locator(".version")).to_have_count(0)
    assert page.url == quoting_address + odd_address(2)


def test_the_citations_of_an_answer_lead_to_those_addresses(
    page: Page, quoting_address: str
) -> None:
    page.goto(quoting_address)
    ask(page, DREDGER_ASKED)
    link = page.locator(".answer .cite").first
    words = page.locator(".answer blockquote p").first.inner_text().strip("“”")
    address = link.get_attribute("href")
    assert address
    page.goto(quoting_address + address)
    expect(page.locator("mark.chosen")).to_have_text(words)
    expect(page.locator(".standalone h2")).to_be_visible()


def test_on_a_telephone_a_source_opens_over_the_answer_and_goes_back_to_it(
    page: Page, quoting_address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(quoting_address)
    ask(page, CARGO)
    page.locator(".answer .cite").first.click()
    reader = page.locator(".reader")
    expect(reader.locator("mark.chosen").first).to_be_in_viewport()
    box = reader.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Back to the answer").click()
    expect(reader).to_be_hidden()
    expect(page.locator(".answer .cite").first).to_be_focused()
    page.locator(".answer .cite").first.click()
    expect(reader).to_be_visible()
    page.go_back()
    expect(reader).to_be_hidden()
    expect(page.locator(".answer")).to_be_visible()


def test_what_is_gone_is_said(page: Page, quoting_address: str) -> None:
    response = page.goto(f"{quoting_address}/article/nothing@3#1-2")
    assert response
    assert response.status == 404
    expect(page.get_by_role("heading")).to_contain_text("no longer in the archive")
    page.get_by_role("link", name="Dateline").click()
    expect(page.get_by_label("Your question")).to_be_visible()


def test_the_words_of_a_hostile_article_stay_words_at_its_own_address(
    page: Page, requested: list[str], quoting_address: str
) -> None:
    page.goto(f"{quoting_address}/article/hostile@1#0-40")
    expect(page.locator(".body")).to_contain_text(ATTACKS[1])
    assert page.locator("article :is(img, script, svg, style, .byline a)").count() == 0
    expect(page).to_have_title(re.compile("^Quillwort moths .* — Dateline$"))
    assert all(address.startswith(quoting_address) for address in requested)


@pytest.mark.parametrize(
    "path",
    [
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd@1",
        "....//....//etc/passwd",
        "/etc/passwd",
        "//etc/passwd@1",
        "%2fetc%2fpasswd%00@1",
        "file:///etc/passwd@1",
        "catalogue.sqlite",
        "..%5c..%5ccatalogue.sqlite@1",
        "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "%252e%252e%252fetc%252fpasswd@1",
        "x@99999999999999999999",
        "x@-1",
        "@1",
        "a'%20OR%201=1--@1",
    ],
)
def test_no_path_leads_out_of_the_archive(quoting_address: str, path: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(quoting_address).netloc, timeout=60)
    connection.request(
        "GET", f"/article/{path}", headers={"Host": urlsplit(quoting_address).netloc}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 404
    assert b"root:" not in body
    assert b"SQLite" not in body


def test_an_article_is_served_without_its_being_asked_for_by_the_page(quoting_address: str) -> None:
    with urllib.request.urlopen(quoting_address + odd_address(2)) as answer:
        assert (
            "script-src 'self' 'unsafe-eval' 'sha256-" in answer.headers["content-security-policy"]
        )
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "nineteen people" in answer.read().decode()
