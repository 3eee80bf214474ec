"""How the page feels: first words of a quoted answer, bytes of a turn, and how much jumps.

python -m benchmarks.page [--turns 50]

It needs Chromium, as the tests of the page do, and serves the sample articles to it.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.browser import chromium
from benchmarks.crowd import page as served
from ui.cli import sample_folder
from vectorstore import Archive

QUESTIONS = (
    "Was the ferry's radar working?",
    "What cargo was the Aster Trader carrying?",
    "Why were people told to leave Lowmarsh?",
    "How many people were hurt in the ferry collision?",
    "What did Ruth Ashgrove say?",
)
SHOWN_TURNS = (1, 10, 50)
# Notes when the first words of each answer are drawn, and each shift of what stood there.
_WATCH = """
window.jumped = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.jumped += one.value;
}).observe({ type: "layout-shift", buffered: true });
window.awaitWords = (count) => {
  const begun = performance.now();
  window.words = new Promise((done) => {
    const look = () => {
      const last = document.querySelectorAll(".exchange")[count - 1];
      if (last?.querySelector(".answer :is(.claim, .short, .abstention)")) {
        requestAnimationFrame(() => done(performance.now() - begun));
      } else requestAnimationFrame(look);
    };
    look();
  });
};
"""


def main() -> None:
    """Ask in one conversation, and print what each turn took and was sent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=50)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory() as folder:
        with Archive.open(folder) as archive:
            archive.ingest([sample_folder()])
        with served(Path(folder)) as (address, _):
            _measure(address, turns)


def _measure(address: str, turns: int) -> None:
    from playwright.sync_api import expect

    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        received = _received(page)
        page.goto(address)
        expect(page.get_by_label("Your question")).to_be_visible(timeout=60_000)
        page.evaluate(_WATCH)
        seconds, sent = [], []
        for turn in range(1, turns + 1):
            received["bytes"] = 0
            page.get_by_label("Your question").fill(QUESTIONS[(turn - 1) % len(QUESTIONS)])
            page.evaluate("(count) => window.awaitWords(count)", turn)
            page.keyboard.press("Enter")
            seconds.append(page.evaluate("window.words") / 1000)
            answered = page.locator(".exchange[data-running=false]")
            expect(answered).to_have_count(turn, timeout=60_000)
            page.wait_for_timeout(200)
            sent.append(received["bytes"])
            if turn in SHOWN_TURNS:
                print(f"turn {turn}: {sent[-1]:,} bytes, first words after {seconds[-1]:.2f} s")
        print(f"first words: median {median(seconds):.2f} s, slowest {max(seconds):.2f} s")
        first = sum(sent[: len(QUESTIONS)])
        last = sum(sent[-len(QUESTIONS) :])
        print(f"the last {len(QUESTIONS)} turns sent {last / first:.2f} of the first: {last:,}")
        print(f"layout shift: {page.evaluate('window.jumped'):.3f}")


def _received(page: Any) -> dict[str, int]:
    """Counts the bytes of what streams to the page."""
    received = {"bytes": 0}
    streams: set[str] = set()
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")

    def answered(event: dict[str, Any]) -> None:
        if "queue/data" in event["response"]["url"]:
            streams.add(event["requestId"])

    def arrived(event: dict[str, Any]) -> None:
        if event["requestId"] in streams:
            received["bytes"] += event["dataLength"]

    client.on("Network.responseReceived", answered)
    client.on("Network.dataReceived", arrived)
    return received


if __name__ == "__main__":
    main()
