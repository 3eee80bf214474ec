"""A headless Chromium, as the tests of the page use it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's, that of DATELINE_CHROMIUM, or else Playwright's own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(
            executable_path=found or playwright.chromium.executable_path,
            args=["--headless", "--no-sandbox", "--disable-gpu"],
        )
        yield browser
        browser.close()
