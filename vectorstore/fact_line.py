"""Lines at a page's head that hold only facts: "EVENING STAR | Selby | 3 May 2021 | Late edition",
"By Jane Doe, Selby Star, 3 May 2021", "Jane Doe Published May 3, 2021 Updated May 4, 2021"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vectorstore import byline, furniture, lines, outlet_name, published

_STATED = re.compile(
    r"(?:\b(?:(?P<updated>(?:last )?(?:updated?|modified|revised|edited))"
    r"|(?P<published>(?:(?:first|originally) )?(?:published|posted|issued|created|uploaded|filed|dated"
    r"|(?:publish(?:ed)?|publication|posted|news|pub)? ?date)))(?: date)?(?: (?:on|at))?\s*[:|]?\s*)?"
    rf"(?<![\w/.-])(?:(?:on|at|dated) )?(?P<date>{published.DATE})(?![\w/])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[–—/-]\s+|\s*[,;:]\s*$|^\s*[,;:/–—-]\s*")
_EDITION = re.compile(
    r"(?:\w+ ){0,2}edition|vol(?:ume)?\.? ?[\dIVXLC]+.*|(?:issue|no\.?|number|page) ?\d+.*|p\.? ?\d+"
    r"|established \d{4}|founded (?:in )?\d{4}|(?:final|print)|(?:price )?[$£€]\s?[\d.]+",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"(?:about |over )?(?:\d+|an?|one) (?:second|minute|min|hour|hr|day|week|month|year)s? ago"
    r"|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|just now|yesterday|today"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:page|story|news) \d+ of \d+",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[A-Z][\w.'’-]*(?:,? (?:[A-Z][\w.'’-]*|of|the|on|upon|de|la)){0,3}")
_MOST_WORDS = 28


@dataclass
class FactLine:
    """What the line says; a person or an outlet may yet turn out to be something else."""

    published: str = ""
    updated: str = ""
    bare_date: str = ""
    author: str = ""
    person: str = ""  # a name that nothing calls an author
    outlet: str = ""
    outlet_of_byline: str = ""
    has_edition: bool = False
    has_role: bool = False
    parts: int = field(default=0)

    @property
    def is_byline(self) -> bool:
        return bool(self.author or self.person)

    @property
    def is_sure(self) -> bool:
        has_date = self.published or self.updated or self.bare_date
        signed = self.author or (self.person and self.has_role)
        return bool(has_date or signed or (self.outlet and self.has_edition))


def parse(line: str) -> FactLine | None:
    """The facts that are all the line holds; None where it holds anything else."""
    if lines.words(line) > _MOST_WORDS or lines.DATELINE.match(line):
        return None
    if len(line) > furniture.LONGEST_LINE or (lines.words(line) > 8 and line.endswith(".")):
        return None
    found = FactLine()
    for part, is_apart in _parts(line, found):
        found.parts += 1
        if not _take(found, part, is_apart):
            return None
    return found if found.is_sure else None


def _parts(line: str, found: FactLine) -> Iterator[tuple[str, bool]]:
    """What stands between the dates of a line, and whether more than a comma parts it from them.

    The dates go to `found`.
    """
    end = 0
    for stated in _STATED.finditer(line):
        is_labelled = _take_date(found, stated)
        yield from _split(line[end : stated.start()], is_labelled)
        end = stated.end()
    yield from _split(line[end:], is_labelled=False)


def _take_date(found: FactLine, stated: re.Match[str]) -> bool:
    if not published.iso(stated["date"]):
        return False
    name = "updated" if stated["updated"] else "published" if stated["published"] else "bare_date"
    setattr(found, name, getattr(found, name) or stated["date"])
    return name != "bare_date"


def _split(text: str, is_labelled: bool) -> Iterator[tuple[str, bool]]:
    pieces = [text]
    is_apart = is_labelled or bool(re.search(r"[|•·–—/-]\s*$|^\s*[|•·–—/-]", text))
    pieces = [piece for piece in _SEPARATOR.split(text.strip()) if piece.strip(" ,;:()-")]
    is_comma = bool(re.search(r",\s*$|^\s*,", text))
    for piece in pieces:
        yield piece.strip(" ,;:()"), is_apart or len(pieces) > 1 or not is_comma and not text.strip()


def _take(found: FactLine, part: str, is_apart: bool) -> bool:
    """Whether a part of the line is known for what it is; it is kept in `found`."""
    if signed := byline.parse(part) or byline.with_role(part):
        found.author = found.author or signed.author
        found.outlet_of_byline = found.outlet_of_byline or signed.outlet
    elif _EDITION.fullmatch(part):
        found.has_edition = True
    elif byline.is_role(part):
        found.has_role = True
    elif outlet_name.is_agency(part) or outlet_name.is_likely(part):
        found.outlet = found.outlet or part
    elif _PASSING.fullmatch(part) or furniture.kind(part) or furniture.is_section(part):
        return True
    elif byline.is_person(part) and is_apart:
        found.person = found.person or part
    elif not _PLACE.fullmatch(part) or lines.words(part) > 3:
        return False
    return True
