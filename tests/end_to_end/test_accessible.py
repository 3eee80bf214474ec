"""Every state of the page for those who see, hear or type otherwise; and what it costs to send."""

from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

Scheme = Literal["light", "dark"]
RADAR = "Was the ferry's radar working?"


def ask(page: Page, question: str = RADAR) -> None:
    count = page.locator(".exchange").count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    answered = page.locator(".exchange[data-running=false]")
    expect(answered).to_have_count(count + 1, timeout=30_000)


def read(page: Page) -> None:
    ask(page)
    page.locator(".answer .cite").first.click()
    expect(page.locator(".reader mark.chosen").first).to_be_visible()


def listed(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="Conversations", exact=True).click()
    expect(page.locator("#shelf li").first).to_be_visible()


def models(page: Page) -> None:
    expect(page.locator("#models-sheet[popover]")).to_be_attached()
    page.get_by_role("button", name="Answers: quotes").click()
    expect(page.locator("#models-sheet")).to_be_visible()


def narrowed(page: Page) -> None:
    page.get_by_text("Where to look").click()
    expect(page.locator("#where").get_by_label("Outlet", exact=True)).to_be_visible()
    ask(page, "What did The Harbour Post say in March 2025 about the ferry?")
    page.locator(".chip summary").first.click()


def edited(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Bad answer").click()


def failed(page: Page) -> None:
    page.get_by_label("Your question").fill("why " * 1000)
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_be_visible()


def dated(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="As a timeline").click()
    expect(page.locator(".timeline .events li").first).to_be_visible()


def taken(page: Page) -> None:
    ask(page)
    page.locator(".along summary").click()
    page.get_by_role("button", name="A page of it").click()
    expect(page.locator(".shared a")).to_be_visible()
    page.locator(".along summary").click()
    expect(page.locator(".along .forms")).to_be_visible()


def abstained(page: Page) -> None:
    page.get_by_label("Your question").fill("Who was the first to walk on the moon?")
    page.keyboard.press("Enter")
    expect(page.locator(".nearest, .source").first).to_be_visible()


def sent(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="What is sent").click()
    expect(page.locator(".sent pre").first).to_be_visible()


def shared(page: Page) -> None:
    taken(page)
    address = page.locator(".shared a").get_attribute("href")
    page.goto(urljoin(page.url, address))
    expect(page.locator(".shared-page .source").first).to_be_visible()


# What is done, in what light, and how wide the page is.
STATES: list[tuple[Callable[[Page], None], Scheme, int]] = [
    (lambda page: None, "light", 1280),
    (lambda page: None, "dark", 390),
    (read, "dark", 1280),
    (read, "light", 390),
    (listed, "dark", 1280),
    (models, "light", 1280),
    (models, "dark", 390),
    (narrowed, "light", 390),
    (edited, "light", 1280),
    (failed, "light", 1280),
    (abstained, "light", 390),
    (dated, "dark", 1280),
    (taken, "light", 390),
    (shared, "dark", 1280),
    (shared, "dark", 390),
]


def serious(page: Page) -> list[str]:
    """What axe finds that is serious or critical, with the element."""
    # The page's policy lets no script in from outside; the test's own goes around it.
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("state", "scheme", "width"), STATES, ids=lambda one: getattr(one, "__name__", one)
)
def test_axe_finds_nothing_serious(
    browser: Browser,
    quoting_address: str,
    state: Callable[[Page], None],
    scheme: Scheme,
    width: int,
) -> None:
    fits(browser, quoting_address, state, scheme, width)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_serious_in_what_is_sent(
    browser: Browser, writing_address: str, scheme: Scheme, width: int
) -> None:
    fits(browser, writing_address, sent, scheme, width)


def fits(
    browser: Browser, address: str, state: Callable[[Page], None], scheme: Scheme, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)
    expect(page.get_by_label("Your question")).to_be_visible()
    state(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []
    page.close()


def test_axe_finds_nothing_serious_in_an_article_of_its_own(
    page: Page, quoting_address: str
) -> None:
    page.goto(f"{quoting_address}/article/hostile@1#0-20")
    assert serious(page) == []


@pytest.mark.parametrize("width", [390, 600, 900, 1280, 1600])
def test_the_box_covers_nothing_and_the_answer_is_wider(
    page: Page, quoting_address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(quoting_address)
    ask(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if width >= 900:
        asking = page.locator("#asking").bounding_box()
        beside = page.locator("#beside").bounding_box()
        assert asking
        assert beside
        assert asking["width"] > beside["width"]
    last = page.locator(".follow-ups button").last
    last.focus()
    box, button = page.locator("#ask-box").bounding_box(), last.bounding_box()
    assert box
    assert button
    assert button["y"] + button["height"] <= box["y"]
    # The button stands right above the box, where what it opens would be behind it.
    page.evaluate(
        """() => {
            const [along, box] = [".along", "#ask-box"].map((one) => document.querySelector(one));
            const { bottom } = along.getBoundingClientRect();
            scrollBy(0, bottom + 4 - box.getBoundingClientRect().top);
        }"""
    )
    page.locator(".along summary").click()
    forms = page.locator(".along .forms")
    expect(forms).to_be_visible()
    page.wait_for_timeout(600)
    box, menu = page.locator("#ask-box").bounding_box(), forms.bounding_box()
    assert box
    assert menu
    assert menu["y"] + menu["height"] <= box["y"]
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_label("Your question").click()
    page.keyboard.type("And then?")
    assert page.evaluate("scrollY") == 0
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".cite, .actions button, .tools a, .chip button")]
            .filter((one) => one.checkVisibility())
            .map((one) => one.getBoundingClientRect())
            .map(({width, height}) => Math.min(width, height))"""
    )
    assert min(sizes) >= 24


def test_the_last_turn_of_fifty_sends_as_much_as_the_first(
    page: Page, quoting_address: str
) -> None:
    received: dict[str, int] = {}
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    streams: set[str] = set()

    def answered(event: dict[str, Any]) -> None:
        if "queue/data" in event["response"]["url"]:
            streams.add(event["requestId"])

    def arrived(event: dict[str, Any]) -> None:
        if event["requestId"] in streams:
            received["now"] = received.get("now", 0) + event["dataLength"]

    client.on("Network.responseReceived", answered)
    client.on("Network.dataReceived", arrived)
    page.goto(quoting_address)
    sent = []
    for turn in range(12):
        received["now"] = 0
        ask(page, f"Was the ferry's radar working, in year {turn % 2}?")
        page.wait_for_timeout(200)
        sent.append(received["now"])
    assert max(sent[6:]) < 1.3 * max(sent[:2]), sent


def test_without_a_login_nothing_is_there_and_with_one_it_is_ones_own(
    browser: Browser, login_address: str
) -> None:
    page = browser.new_page()
    for path in ("/article/hostile@1", "/gradio_api/app_id", "/theme.css"):
        response = page.goto(login_address + path)
        assert response
        assert response.status == 401
    page.goto(login_address)
    assert serious(page) == []
    page.get_by_label("Name").fill("Ruth Ñ")
    page.get_by_label("Password").fill("summergreen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    page.get_by_label("Name").fill("Ruth Ñ")
    page.get_by_label("Password").fill("wintergreen")
    page.keyboard.press("Enter")
    ask(page)
    expect(page).to_have_url(f"{login_address}/#c-{page.url.partition('#c-')[2]}")
    place = page.url
    other = browser.new_page()
    other.goto(place)
    other.get_by_label("Name").fill("ida")
    other.get_by_label("Password").fill("lighthouse")
    other.keyboard.press("Enter")
    expect(other.get_by_label("Your question")).to_be_visible()
    other.goto(place)
    other.reload()
    expect(other.get_by_label("Your question")).to_be_visible()
    other.get_by_role("button", name="Conversations", exact=True).click()
    expect(other.locator("#shelf li")).to_contain_text("None yet")
    assert other.locator(".exchange").count() == 0
    page.close()
    other.close()
