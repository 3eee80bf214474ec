"""The pictures of the page in docs/, taken anew.

    python -m benchmarks.pictures [NAME ...] [--to docs]

It needs Chromium, serves the sample articles to it, and has a scripted model write where a model's
answer is shown. Each picture is one function of its name. They are to be looked at.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.browser import chromium
from benchmarks.crowd import page as served
from tests.assistant.model_server import serve as model_server
from ui.cli import sample_folder
from vectorstore import Archive

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RADAR = "Was the ferry's radar working?"
CARGO = "What cargo was the Aster Trader carrying?"
DRAFT = (
    "The ferry Marigold collided with a cargo ship in thick fog off Quill Head. The coaster Aster"
    " Trader carried 2,900 tonnes of timber to Wexmouth. Penguins were seen on the pier."
)
WRITTEN = (
    "The coaster Aster Trader was carrying 1,900 tonnes of timber to Wexmouth [1]. ",
    "It carried 2,900 tonnes of timber [1]. ",
    "It belonged to a company in Brannock and was built in 1987. ",
    "The crew had been warned about the fog.",
)
WIDE, NARROW = (1280, 900), (390, 844)
TALL = (1280, 1150)
SMALL = (1100, 780)


def answered(page: Page, question: str, count: int = 1) -> None:
    from playwright.sync_api import expect

    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange[data-running=false]")).to_have_count(count, timeout=60_000)
    page.get_by_label("Your question").blur()
    page.wait_for_timeout(800)


def read(page: Page) -> None:
    answered(page, RADAR)
    page.locator(".answer .cite").first.click()
    page.locator(".reader mark.chosen").first.wait_for()
    page.wait_for_timeout(800)


def scope(page: Page) -> None:
    answered(page, "What did The Harbour Post say in March 2025 about the ferry?")
    page.get_by_role("button", name="Find only what is from The Harbour Post").click()
    page.locator(".chip.strict").wait_for()
    page.locator(".exchange[data-running=false]").wait_for()
    page.wait_for_timeout(1500)


def along(page: Page) -> None:
    answered(page, RADAR)
    page.locator(".along summary").click()
    page.wait_for_timeout(800)


def timeline(page: Page) -> None:
    answered(page, RADAR)
    page.get_by_role("button", name="As a timeline").click()
    page.locator(".timeline .events li").first.wait_for()
    page.wait_for_timeout(800)


def conversation(page: Page) -> None:
    answered(page, "Who is the chief executive of Alder Line?")
    answered(page, "And before her?", 2)
    answered(page, "Why did he resign?", 3)


def models(page: Page) -> None:
    page.locator("#examples button").first.wait_for()
    page.get_by_role("button", name="Answers:").click()
    page.locator("#models li").first.wait_for()
    page.wait_for_timeout(1500)


def place(page: Page, name: str) -> None:
    page.locator("#examples button").first.wait_for()
    page.get_by_role("tab", name=name).click()
    page.wait_for_timeout(1000)


def archive(page: Page) -> None:
    place(page, "Archive")


def mentions(page: Page) -> None:
    place(page, "Timeline")
    page.locator("#timeline-words").fill("Ruth Ashgrove")
    page.keyboard.press("Enter")
    page.locator("#timeline-view .listed li").first.wait_for()


def verify(page: Page) -> None:
    place(page, "Verify")
    page.locator("#draft").fill(DRAFT)
    page.locator("#check-draft").click()
    page.locator("#verify-report .along").wait_for(timeout=60_000)
    page.locator("#draft").blur()
    page.wait_for_timeout(300)


def verdicts(page: Page) -> None:
    answered(page, CARGO)


def abstains(page: Page) -> None:
    answered(page, "What is the capital of France?")


Shown = tuple[Callable[["Page"], None], tuple[int, int], str]
PICTURES: dict[str, Shown] = {
    "page": (read, WIDE, "light"),
    "page-dark": (read, WIDE, "dark"),
    "page-phone": (read, NARROW, "light"),
    "page-scope": (scope, WIDE, "light"),
    "page-along": (along, WIDE, "light"),
    "page-timeline": (timeline, WIDE, "light"),
    "page-conversation": (conversation, TALL, "light"),
    "page-models": (models, WIDE, "light"),
    "page-archive": (archive, WIDE, "light"),
    "page-mentions": (mentions, WIDE, "light"),
    "page-verify": (verify, TALL, "light"),
    "verdicts": (verdicts, SMALL, "light"),
    "abstains": (abstains, SMALL, "light"),
}
WITH_A_MODEL = ("page-models", "verdicts")


def main() -> None:
    """Take those that are named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PICTURES))
    parser.add_argument("--to", type=Path, default=Path("docs"))
    options = parser.parse_args()
    names = options.names or list(PICTURES)
    with _addresses(names) as (quoting, writing), chromium() as browser:
        for name in names:
            address = writing if name in WITH_A_MODEL else quoting
            size = _take(browser, address, PICTURES[name], options.to / f"{name}.png")
            print(f"{name}.png: {size:,} bytes", flush=True)


@contextmanager
def _addresses(names: list[str]) -> Iterator[tuple[str, str]]:
    """Where the page quotes, and where a model writes; "" where no picture asks for it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        with Archive.open(folder) as archive:
            archive.ingest([sample_folder()])
        quoting = writing = ""
        if set(names) - set(WITH_A_MODEL):
            quoting, _ = stack.enter_context(served(folder))
        if set(names) & set(WITH_A_MODEL):
            model = stack.enter_context(model_server())
            model.pieces = list(WRITTEN)
            writing, _ = stack.enter_context(served(folder, model.url))
        yield quoting, writing


def _take(browser: Browser, address: str, shown: Shown, path: Path) -> int:
    from PIL import Image

    make, (width, height), scheme = shown
    dark: Any = scheme
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=dark)
    page.goto(address)
    page.get_by_label("Your question").wait_for()
    make(page)
    page.mouse.move(0, 0)
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    # Few colours are used: a palette keeps the file small.
    taken.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    page.close()
    return path.stat().st_size


if __name__ == "__main__":
    main()
