"""The head of a page: the lines before the first paragraph, each told by its shape.

What is known for a fact or for furniture goes; of the other lines one is the title. A line that
cannot be told stays in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from vectorstore.clean import byline, fact_line, furniture, lines, outlet_name, page_date
from vectorstore.clean.page_scan import PageScan, Sign

_WITH_OUTLET = re.compile(
    r"(?P<title>.{8,}?)(?:\s+[|]\s+(?P<sure>[^|]{2,50})|\s+[-–—]\s+(?P<likely>[^-–—|]{2,50}))"
)
_AFTER_OUTLET = re.compile(r"(?P<outlet>[^|:]{2,50}?)\s*(?:\||\s[-–—]\s|:)\s*(?P<title>.{12,})")
_ABOUT_WRITER = re.compile(r"The (?:writer|author) (?:is|was|teaches|works)\b")
_LABEL = re.compile(r"(?:(?:first |last )?(?:published|updated|posted|modified)|date)\W*", re.I)
# What stands beside the date of a listing: that of the event.
_LISTING = re.compile(r"(?:venue|where|tickets?|admission|entry|doors)\b[^:]{0,20}:", re.IGNORECASE)
_DATE_LABEL = re.compile(r"date\b", re.IGNORECASE)
_MAX_HEAD_LINES = 30  # lines that are neither facts nor furniture
_MAX_MENU_LINES = 300  # lines
_MAX_STANDFIRSTS = 2
# "By the readers’ editor" is a byline without a name.
_BY_AN_OFFICE = re.compile(
    r"by (?:the|our|an?) (?:[\w.'’-]+ ){0,4}"
    r"(?:editors?|correspondents?|reporters?|writers?|staff|desk)",
    re.IGNORECASE,
)
_NEIGHBOUR_LINES = 4  # lines between a standfirst and the byline below it
_MIN_TITLE_WORDS = 4
_LEAD_CHARACTERS = 5000  # characters of the story in which a word of its title stands


@dataclass
class _Head:
    """The lines of a page's head by their places: those that are known, and those still open."""

    shown: dict[int, str]
    end: int
    facts: dict[int, fact_line.FactLine] = field(default_factory=dict)
    has_minutes: bool = False  # of a match, as no reading time has several
    labelled: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    open: list[int] = field(default_factory=list)
    title: int = -1


def read(scan: PageScan) -> int:
    """Read up to the first paragraph of the story; its place comes back."""
    shown = {place: scan.lines[place] or "" for place in scan.shown()}
    _join_labels(scan, shown)
    head = _Head(shown, len(scan.lines), has_minutes=scan.has_minutes())
    _gather(head)
    _take_outlets(scan, head)
    _take_title(scan, head)
    _take_neighbours(scan, head)
    _take_facts(scan, head)
    for place in sorted(head.known):
        scan.drop(place, furniture.kind(head.shown[place]))
    return head.end


def _join_labels(scan: PageScan, shown: dict[int, str]) -> None:
    """Put a label that stands alone before its date on the next line."""
    for place, below in pairwise(list(shown)[:_MAX_HEAD_LINES]):
        if place in shown and _LABEL.fullmatch(shown[place]) and lines.bare_date(shown[below]):
            shown[below] = f"{shown.pop(place)} {shown[below]}"
            scan.drop(place)


def _gather(head: _Head) -> None:
    """Tell the known lines from the open ones, up to the first paragraph."""
    places = list(head.shown)
    standfirsts = 0
    is_listing = any(map(_LISTING.match, list(head.shown.values())[:_MAX_HEAD_LINES]))
    above = ""
    for number, place in enumerate(places):
        line = head.shown[place]
        is_event = bool(is_listing and _DATE_LABEL.match(line)) or (
            fact_line.names_event(above) and bool(lines.bare_date(line))
        )
        above = line
        if number < _MAX_MENU_LINES and not is_event and _is_known(head, place, line):
            head.known.add(place)
        elif len(head.open) < _MAX_HEAD_LINES and _may_be_headline(head, places, number):
            head.open.append(place)
        elif lines.is_story(line) or len(head.open) >= _MAX_HEAD_LINES:
            standfirsts += 1
            if standfirsts > _MAX_STANDFIRSTS or not _leads_to_byline(head, places, number):
                head.end = place
                return
        else:
            head.open.append(place)


def _is_known(head: _Head, place: int, line: str) -> bool:
    if furniture.facts(line):
        head.labelled.add(place)
        return True
    if found := fact_line.parse(line):
        head.facts[place] = found
        return True
    is_links = furniture.opens_links(line) and not outlet_name.is_sure(line)
    if furniture.is_minute(line) and head.has_minutes:
        return False
    return bool(furniture.kind(line) or furniture.is_section(line) or is_links)


def _may_be_headline(head: _Head, places: list[int], number: int) -> bool:
    line = head.shown[places[number]]
    following = head.shown[places[number + 1]] if number + 1 < len(places) else ""
    if head.open and lines.ends_like_sentence(line):
        return _repeats(head, line)
    is_short = not lines.ends_like_sentence(line) or len(following) > len(line)
    return bool(following) and lines.may_be_title(line) and is_short


def _repeats(head: _Head, line: str) -> bool:
    return any(_bare(head.shown[place]) == _bare(line) for place in head.open)


def _leads_to_byline(head: _Head, places: list[int], number: int) -> bool:
    """Whether a byline or date follows so soon that this sentence is a standfirst or a caption."""
    if lines.DATELINE.match(head.shown[places[number]]):
        return False
    for place in places[number + 1 : number + 1 + _NEIGHBOUR_LINES]:
        line = head.shown[place]
        found = fact_line.parse(line)
        if found and (not found.bare_date or found.author or found.person):
            return True
        if found and sum(bool(lines.bare_date(other)) for other in head.shown.values()) == 1:
            return True
        if lines.DATELINE.match(line):
            return False
    return False


def _take_outlets(scan: PageScan, head: _Head) -> None:
    """The lines that are an outlet's name alone, and nothing else by any reading."""
    signs = _signs(head)
    for place in head.open:
        line = head.shown[place]
        name = line.strip(" |-–—·•()")
        recurs = lines.words(name) <= 5 and outlet_name.squashed(name) in signs
        is_sure = outlet_name.is_sure(name) and not _may_be_only_title(scan, head, place)
        if outlet_name.is_agency(name) or is_sure or recurs:
            scan.name_outlet(Sign.MASTHEAD, name)
            head.known.add(place)
    head.open = [place for place in head.open if place not in head.known]


def _may_be_only_title(scan: PageScan, head: _Head, place: int) -> bool:
    """Whether a longer name is all there is for a title: "Council Sues Evening Post"."""
    others = [head.shown[other] for other in head.open if other != place]
    has_title = scan.page.title or any(map(lines.may_be_title, others))
    return lines.words(head.shown[place]) > 3 and not has_title


def _signs(head: _Head) -> set[str]:
    """The outlet's name as addresses and rights lines of the page spell it."""
    signs: set[str] = set()
    for line in head.shown.values():
        if "@" in line or "www." in line or "http" in line:
            signs.update(re.findall(r"(?:@|www\.|//)([a-z0-9-]{4,40})\.", line.lower()))
        names_holder = "©" in line or "opyright" in line or "ublished" in line
        holder = names_holder and (
            furniture.rights_holder(line) or furniture.facts(line).get("outlet", "")
        )
        if holder:
            signs.add(outlet_name.squashed(holder))
    return signs - {""}


def _take_title(scan: PageScan, head: _Head) -> None:
    page = scan.page
    if not page.title:
        head.title = _headline(head)
        if head.title >= 0:
            page.title = _without_outlet(scan, head.shown[head.title])
    for place in head.open:
        if page.title and _bare(page.title) in (
            _bare(head.shown[place]),
            _bare(_without_outlet(scan, head.shown[place])),
        ):
            head.title = place if head.title < 0 else head.title
            head.known.add(place)


def _headline(head: _Head) -> int:
    """The place of the most headline-like of the open lines, -1 where there is none."""
    counts = Counter(_bare(head.shown[place]) for place in head.open)
    repeated = [place for place in head.open if counts[_bare(head.shown[place])] > 1]
    first = next(iter(head.shown), -1)
    candidates = [
        place
        for place in head.open
        if lines.may_be_title(head.shown[place])
        and not _BY_AN_OFFICE.fullmatch(head.shown[place].strip())
        and (place == first or not fact_line.tells_other_days(head.shown[place]))
    ]
    if len(head.shown) < 2 or not (candidates or repeated):
        return -1
    bylines = [place for place, found in head.facts.items() if found.author]
    above = [place for place in candidates if place < min(bylines, default=head.end)]
    others = [place for place in above if not outlet_name.is_likely(head.shown[place])]
    story = " ".join(line for place, line in head.shown.items() if place >= head.end)[
        :_LEAD_CHARACTERS
    ]
    told = [place for place in others if lines.share_of_words(head.shown[place], story)]
    group = next(filter(None, (repeated, told, others, above, candidates)))
    long = [place for place in group if lines.words(head.shown[place]) >= _MIN_TITLE_WORDS]
    return long[0] if long else max(group, key=lambda place: len(head.shown[place]))


def _without_outlet(scan: PageScan, line: str) -> str:
    """A title without the outlet's name and the section before or after it; the name is kept."""
    found = _WITH_OUTLET.fullmatch(line)
    outlet = (found["sure"] or found["likely"]) if found else ""
    if found and furniture.is_section(outlet):
        return found["title"]
    if found and (found["sure"] or outlet_name.is_likely(outlet)):
        scan.name_outlet(Sign.TITLE, outlet)
        return _without_outlet(scan, found["title"]) if found["sure"] else found["title"]
    before = _AFTER_OUTLET.fullmatch(line)
    if before and outlet_name.is_sure(before["outlet"]):
        scan.name_outlet(Sign.TITLE, before["outlet"])
        return before["title"]
    return line


def _take_neighbours(scan: PageScan, head: _Head) -> None:
    """The names beside the byline or date, the kickers above the title, the counts of shares."""
    places = list(head.shown)
    for place in [place for place in head.open if place not in head.known]:
        number = places.index(place)
        beside = {*places[max(number - 1, 0) : number], *places[number + 1 : number + 2]}
        if _take_neighbour(scan, head, place, beside):
            head.known.add(place)


def _take_neighbour(scan: PageScan, head: _Head, place: int, beside: set[int]) -> bool:
    line = head.shown[place]
    is_first = place == next(iter(head.shown))
    facts = [head.facts[other] for other in beside & head.facts.keys()]
    if head.title >= 0 and outlet_name.is_likely(line) and (is_first or beside & head.known):
        scan.name_outlet(Sign.NEIGHBOUR, line)
    elif (names := byline.people(line)) and _is_signature(head, place, beside, facts):
        scan.page.author = scan.page.author or names
    elif line.isdigit():  # a count of shares; figures below a name are the story's
        return bool(beside & head.known)
    elif not (byline.is_role(line) and facts):
        return place < head.title and lines.words(line) <= 2
    return True


def _is_signature(
    head: _Head, place: int, beside: set[int], facts: list[fact_line.FactLine]
) -> bool:
    """Whether a name beside a role or a date is the writer's: the story doesn't name them."""
    below = [head.shown[other] for other in beside if other > place]
    if any(byline.is_role(line) or _ABOUT_WRITER.match(line) for line in below):
        return True
    is_below_title = head.title in beside
    is_framed = is_below_title and any(other > place for other in beside & head.known)
    is_dated = is_framed or any(
        found.published or found.updated or found.bare_date for found in facts
    )
    naming = (line for line in head.shown.values() if head.shown[place] in line)
    named = any(not lines.is_credit(line) for line in naming if line != head.shown[place])
    is_signed = any(found.author or found.person for found in head.facts.values())
    return is_dated and place > head.title >= 0 and not named and not is_signed


def _take_facts(scan: PageScan, head: _Head) -> None:
    for place in sorted(head.labelled):
        scan.take(furniture.facts(head.shown[place]))
    for place, found in sorted(head.facts.items()):
        above_title = place < head.title or head.title < 0 < len(scan.page.title)
        person = "" if above_title or found.outlet_of_byline else found.person
        stated = {"published": found.published, "updated": found.updated}
        scan.take({"author": found.author or person, **stated})
        scan.name_outlet(Sign.BYLINE, found.outlet_of_byline)
        scan.name_outlet(Sign.MASTHEAD, found.outlet)
        if found.bare_date:
            bare = page_date.BareDate(found.bare_date, place < head.title or head.title < 0)
            scan.bare_dates.append(bare)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
