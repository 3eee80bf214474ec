"""Lines at a page's head that hold only facts.

"EVENING STAR | Selby | 3 May 2021 | Late edition", "By Jane Doe, Selby Star, 3 May 2021",
"Jane Doe Published May 3, 2021 Updated May 4, 2021".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from vectorstore.clean import byline, furniture, lines, outlet_name, published

_STATED = re.compile(
    r"(?:\b(?:(?P<updated>(?:last )?(?:updated?|modified|revised|edited))"
    r"|(?P<published>(?:(?:first|originally) )?(?:published|posted|issued|created|uploaded|filed"
    r"|aired|broadcast"
    r"|dated|(?:publish(?:ed)?|publication|posted|news|pub) ?date|(?<![a-z] )date)))(?: date)?"
    r"(?: (?:on|at))?\s*[:|]?\s*)?"
    rf"(?<![\w/.-])(?:(?:on|at|dated) )?(?P<date>{published.DATE})(?![\w/])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[–—/-]\s+|\s*[,;:]\s*$|^\s*[,;:/–—-]\s*")
_EDITION = re.compile(
    r"(?:\w+ ){0,2}edition|vol(?:ume)?\.? ?[\dIVXLC]+.*|(?:issue|no\.?|number|page) ?\d+.*"
    r"|p\.? ?\d+|est(?:ablished|\.)? \d{4}|founded (?:in )?\d{4}|(?:final|print)"
    r"|(?:price )?[$£€]\s?[\d.]+",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"(?:about |over )?(?:\d+|an?|one) (?:second|minute|min|hour|hr|day|week|month|year)s? ago"
    r"|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|just now|yesterday|today"
    r"|\d{1,2}/\d{1,2}/\d\d(?: \d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?)?"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\d{1,2},? (?:muharram|safar|rabi|jumad"
    r"|rajab|sha.?ban|rama[dz]|shaww?al|z[iu]l|dh[ou]l|farvardin|ordibehesht|khordad|tir|mordad"
    r"|shahrivar|mehr|aban|azar|dey|bahman|esfand)[^\d]{0,20} 1[34]\d\d(?: ?a\.?h\.?)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:page|story|news) \d+ of \d+",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[A-Z][\w.'’-]*(?:,? (?:[A-Z][\w.'’-]*|of|the|on|upon|de|la)){0,3}")
# What a day is followed by where something takes place on it.
_VENUE = re.compile(
    r"^\W+(?:[\w.'’&-]+ ){0,4}(?:halls?|church|chapel|cathedral|park|stadium|theatre|theater|arena"
    r"|room|rooms|cent(?:re|er)|library|school|college|museum|gallery|club|hotel|inn|pub|square"
    r"|street|road|avenue|ground|pavilion|campus)\b",
    re.IGNORECASE,
)
_BAR_AT_END = re.compile(r"[|•·–—/-]\s*$|^\s*[|•·–—/-]")
# What a day is told of that is not the story's own: a birth, an anniversary, a deadline.
_EVENT = re.compile(
    r"\b(?:born|died|birth|death|birthday|deceased|married|wedding|funeral|memorial service|burial"
    r"|anniversary|founded|established|opened|opening|opens?|closing|closes?|closed|deadline|due"
    r"|apply|expir(?:y|es|ed)|valid|starts?|started|begins?|began|ends?|ended|when|event|hearing"
    r"|premi[eè]re|launch(?:es)?|kick-?off|polling|(?<!press )release|taken|recorded|filmed|ago"
    r"|since|until|till|on this day|(?<!the )(?<!every )day)\b|\b(?:b|d|est)\.|[†✝*]",
    re.IGNORECASE,
)
_FOUNDED = re.compile(r"\b(?:established|founded|est\.?)(?: in)? \d{4}\b", re.IGNORECASE)
_BARS = re.compile(r"[|•·]")
_MAX_FACT_LINE_WORDS = 28


class _Joint(Enum):
    """How a part of the line is joined to the date beside it."""

    NONE = 0
    COMMA = 1
    BAR = 2


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

    @property
    def is_sure(self) -> bool:
        has_date = self.published or self.updated or self.bare_date
        signed = self.author or (self.person and self.has_role)
        return bool(has_date or signed or (self.outlet and self.has_edition))


def parse(line: str) -> FactLine | None:
    """The facts that are all the line holds; None where it holds anything else."""
    if len(line) > furniture.MAX_LINE_CHARACTERS or lines.words(line) > _MAX_FACT_LINE_WORDS:
        return None
    if lines.DATELINE.match(line) or (lines.words(line) > 8 and line.endswith(".")):
        return None
    if tells_other_days(line):
        return None
    found = FactLine()
    for part, joint in _parts(line, found):
        if not _take(found, part, joint):
            return None
    return found if found.is_sure else None


def names_event(line: str) -> bool:
    """Whether a line announces the day of something other than the story: "Born", "When:"."""
    return lines.words(line) <= 5 and bool(_EVENT.search(_FOUNDED.sub("", line)))


def tells_other_days(line: str) -> bool:
    """Whether the line's dates are those of an event, or a span: 12 June 1931 – 3 March 2025."""
    stated = list(_STATED.finditer(line))
    bare = {one["date"] for one in stated if not (one["published"] or one["updated"])}
    starts = [0, *(one.end() for one in stated)]
    before = (line[end : one.start()] for end, one in zip(starts, stated, strict=False))
    own = (_FOUNDED.sub("", _BARS.split(text)[-1]) for text in before)
    after = line[starts[-1] :] if bare else ""
    return len(bare) > 1 or any(map(_EVENT.search, own)) or bool(_VENUE.search(after))


def _parts(line: str, found: FactLine) -> Iterator[tuple[str, _Joint]]:
    """What stands between the dates of a line, and how it is joined to them.

    The dates go to `found`.
    """
    end = 0
    for stated in _STATED.finditer(line):
        is_labelled = _take_date(found, stated)
        yield from _split(line[end : stated.start()], is_labelled)
        end = stated.end()
    yield from _split(line[end:], is_labelled=not end)


def _take_date(found: FactLine, stated: re.Match[str]) -> bool:
    if not published.iso(stated["date"]):
        return False
    name = "updated" if stated["updated"] else "published" if stated["published"] else "bare_date"
    setattr(found, name, getattr(found, name) or stated["date"])
    return name != "bare_date"


def _split(text: str, is_labelled: bool) -> Iterator[tuple[str, _Joint]]:
    pieces = [piece for piece in _SEPARATOR.split(text.strip()) if piece.strip(" ,;:()-")]
    if is_labelled or len(pieces) > 1 or _BAR_AT_END.search(text):
        joint = _Joint.BAR
    else:
        joint = _Joint.COMMA if re.search(r",\s*$|^\s*,", text) else _Joint.NONE
    for piece in pieces:
        yield piece.strip(" ,;:()"), joint


def _take(found: FactLine, part: str, joint: _Joint) -> bool:
    """Whether a part of the line is known for what it is; it is kept in `found`."""
    if byline.is_role(part) and found.person:
        found.has_role = True
    elif signed := byline.parse(part) or byline.with_role(part):
        found.author = found.author or signed.author
        found.outlet_of_byline = found.outlet_of_byline or signed.outlet
    elif _EDITION.fullmatch(part):
        found.has_edition = True
    elif byline.is_role(part):
        found.has_role = True
    elif _PASSING.fullmatch(part) or furniture.kind(part) or furniture.is_section(part):
        return True
    elif outlet_name.is_agency(part) or outlet_name.is_likely(part):
        found.outlet = found.outlet or part
    elif byline.is_person(part) and joint is _Joint.BAR:
        found.person = found.person or part
    else:
        return _PLACE.fullmatch(part) is not None and joint is not _Joint.NONE
    return True
