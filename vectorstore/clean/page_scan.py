"""A page of raw text while it is read: its lines, and what has been found."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from vectorstore.clean import furniture, outlet_name, page_date, published


@dataclass
class Page:
    """The story's text and what the page says about it; "" where it says nothing."""

    text: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""


class Sign(IntEnum):
    """How a page names its outlet, the surest way first."""

    LABEL = 0
    MASTHEAD = 1
    BYLINE = 2
    TITLE = 3
    NEIGHBOUR = 4
    SOURCE = 5
    RIGHTS = 6
    AGENCY = 7


@dataclass
class PageScan:
    """The page's lines, None once dropped, and the facts in them."""

    lines: list[str | None]
    page: Page
    bare_dates: list[page_date.BareDate] = field(default_factory=list)
    outlets: dict[Sign, str] = field(default_factory=dict)
    is_live: bool = False
    all_lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.all_lines = [line or "" for line in self.lines]

    def shown(self) -> list[int]:
        """The places of the lines that are left and not blank."""
        return [place for place, line in enumerate(self.lines) if line]

    def has_minutes(self) -> bool:
        """Whether the page tells of a match by its minutes: a reading time stands there once."""
        return len({line for line in self.all_lines if furniture.is_minute(line)}) > 1

    def drop(self, place: int, kind: str = "") -> None:
        """Take the line out; `kind` is the kind of furniture it is."""
        line = self.lines[place] or ""
        self.lines[place] = None
        self.is_live = self.is_live or kind in furniture.LIVE_PAGE
        if kind == "rights" and (holder := furniture.rights_holder(line)):
            self.name_outlet(Sign.RIGHTS, holder)

    def name_outlet(self, sign: Sign, name: str) -> None:
        """Keep an outlet's name, the first of its kind; an agency's only prints with others."""
        if name:
            sign = Sign.AGENCY if outlet_name.is_agency(name) else sign
            self.outlets.setdefault(sign, name.removeprefix("the "))

    def take(self, facts: dict[str, str]) -> None:
        """Keep labelled facts where the page has none of their kind yet."""
        for name, value in facts.items():
            if name in ("outlet", "source"):
                self.name_outlet(Sign.LABEL if name == "outlet" else Sign.SOURCE, value)
                continue
            value = published.iso(value) if name in ("published", "updated") else value
            setattr(self.page, name, getattr(self.page, name) or value)
