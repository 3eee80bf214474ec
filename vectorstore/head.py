"""The head of a page: the lines before the first paragraph, each told by its shape.

What is known for a fact or for furniture goes; of what is left one line is the title. A line that
cannot be told stays in the text.
"""

from __future__ import annotations

import re

from vectorstore import byline, fact_line, furniture, lines, outlet_name, page_date
from vectorstore.reading import Reading, Sign

_WITH_OUTLET = re.compile(
    r"(?P<title>.{8,}?)(?:\s+[|]\s+(?P<sure>[^|]{2,50})|\s+[-–—]\s+(?P<likely>[^-–—|]{2,50}))"
)
_OUTLET_FIRST = re.compile(r"(?P<outlet>[^|:]{2,50}?)\s*(?:\||\s[-–—]\s|:)\s*(?P<title>.{12,})")
_LONGEST_HEAD = 30  # lines
_MOST_STANDFIRSTS = 2
_NEAR = 4  # lines between a standfirst and the byline below it


class _Head:
    """The lines of a page's head: those whose facts are known, and those still open."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.facts: dict[int, fact_line.FactLine] = {}
        self.known: set[int] = set()
        self.open: list[int] = []
        self.end = len(reading.lines)

    def line(self, place: int) -> str:
        return self._lines.get(place, "")

    _lines: dict[int, str]


def read(reading: Reading) -> int:
    """Read up to the first paragraph of the story; its place comes back."""
    head = _Head(reading)
    head._lines = {place: reading.lines[place] or "" for place in reading.shown()}
    _gather(head)
    story = " ".join(line for place, line in head._lines.items() if place >= head.end)
    title_place = _take_title(head, story)
    _take_facts(head, title_place)
    _take_outlets(head, title_place)
    for place in head.known:
        reading.drop(place, furniture.kind(head.line(place)))
    return head.end
