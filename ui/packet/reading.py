"""A packet that comes back: what it says, and whether it still is as it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ui.packet.contents import digest, packet_digest


def read_packet(file: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The answers in a file, as `ask --json` prints them, and what of the file was changed.

    The file is a packet as JSON or HTML, or one printed answer. ValueError where it is neither.
    """
    text = file.read_text("utf-8")
    faults: list[str] = []
    if text.lstrip()[:1] == "<":
        text, faults = _record(text)
    said = json.loads(text)
    if not isinstance(said, dict):
        raise ValueError("it is no JSON object")
    if "packet" not in said:
        return [said], faults
    try:
        return list(said["answers"]), [*faults, *_faults(said)]
    except (KeyError, TypeError) as error:
        raise ValueError(f"it lacks {error}") from error


def shown_text(page: str) -> str:
    """The text of a page's main element, as a browser's textContent has it."""
    return _read(page).shown


def _record(page: str) -> tuple[str, list[str]]:
    reader = _read(page)
    if not reader.record:
        raise ValueError("it is no page that Dateline made to take along")
    faults = []
    if digest(reader.record) != reader.noted.get("data-sha256"):
        faults.append("the record in the page was changed")
    if digest(reader.shown) != reader.noted.get("data-shown"):
        faults.append("words on the page were changed")
    return reader.record, faults


def _faults(packet: dict[str, Any]) -> Iterator[str]:
    if packet_digest(packet) != packet["sha256"]:
        yield "the packet was changed after it was made"
    texts = {article["version"]: article["text"] for article in packet["articles"]}
    for article in packet["articles"]:
        if digest(article["text"]) != article["sha256"]:
            yield f"the packet's text of {article['version']} was changed"
    for answer in packet["answers"]:
        for quote in answer["citations"]:
            text = texts.get(quote["version"], "")
            stands = text[quote["start"] : quote["end"]] == quote["quote"]
            if digest(quote["quote"]) != quote["sha256"] or not stands:
                yield f"quote [{quote['number']}] of the packet was changed"


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


class _Reader(HTMLParser):
    """Takes the main element's text, and the record, from a packet's page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = ""
        self.record = ""
        self.noted: dict[str, str | None] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "main":
            self._inside = "main"
        elif tag == "script":
            self._inside = "record" if known.get("id") == "record" else ""
            self.noted = known if self._inside else self.noted

    def handle_endtag(self, tag: str) -> None:
        if tag in ("main", "script"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "main":
            self.shown += data
        elif self._inside == "record":
            self.record += data
