"""Raw page text: what of it is the story, and what it says of title, outlet, author and dates.

Only whole lines go, and only those that are surely no sentence of the story. A page has a head
(up to the first paragraph), a middle, and a tail (after the last sentence): what is surely
furniture at one of the ends may be part of the story between them.
"""

from __future__ import annotations

import re
from itertools import pairwise

from vectorstore.clean import byline, furniture, head, lines, outlet_name, page_date, published
from vectorstore.clean.page_scan import Page, PageScan, Sign

_GLUED_DATE = re.compile(
    rf"(?:date|published|posted|dated|(?P<is_update>(?:last )?updated))(?: on)?\s*:?\s+"
    rf"(?P<date>{published.DAY})[\s,:|–-]+(?=[\"'“‘(\w])",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|for|on|with|was)\b", re.IGNORECASE)
_SLIDE = re.compile(r"(\d{1,3})[.)] [A-Z][\w.'’-]*(?: [\w.,'’&-]+){0,4}(?<![.!?:])")
_MIN_DOUBLED_WORDS, _MIN_FRAGMENT_WORDS = 4, 6
_MIN_SENTENCES = 4
_OWN_STORY = 0.6  # the share of a headline's words in the story's lead that makes it its own


def read(text: str, title: str = "") -> Page:
    """The page whose normalised text is given; `title` is its title where that is known."""
    scan = PageScan([line.strip() for line in text.split("\n")], Page(title=title))
    _take_glued_date(scan)
    first = head.read(scan)
    last = _last_sentence(scan, first)
    _read_tail(scan, last)
    _read_middle(scan, first, last)
    _drop_doubled(scan)
    _drop_lone_slides(scan)
    _settle(scan)
    return scan.page


def _take_glued_date(scan: PageScan) -> None:
    """A label and date that a crawler glued to the first sentence."""
    for place in scan.shown()[:1]:
        line = scan.lines[place] or ""
        if (glued := _GLUED_DATE.match(line)) and (day := published.iso(glued["date"])):
            name = "updated" if glued["is_update"] else "published"
            setattr(scan.page, name, day)
            scan.lines[place] = line[glued.end() :]


def _last_sentence(scan: PageScan, first: int) -> int:
    """The place of the story's last sentence."""
    for place in reversed(scan.shown()):
        line = scan.lines[place] or ""
        is_furniture = furniture.kind(line) or furniture.facts(line)
        if place <= first or (lines.is_story(line) and not is_furniture):
            return max(place, first)
    return first


def _read_tail(scan: PageScan, last: int) -> None:
    """Drop what follows the story: furniture, facts, and links to other stories."""
    in_links = False
    lead = " ".join(scan.lines[place] or "" for place in scan.shown()[:2])
    tail = [place for place in scan.shown() if place > last]
    has_links = any(furniture.opens_links(scan.lines[place] or "") for place in tail)
    for number, place in enumerate(tail):
        line = scan.lines[place] or ""
        if furniture.opens_links(line):
            in_links = True
            scan.drop(place)
        elif _is_tail_figure(scan, tail, number):
            scan.drop(place)
        elif line.isdigit() or (furniture.is_minute(line) and scan.has_minutes()):
            continue
        elif kind := furniture.kind(line):
            scan.drop(place, kind)
        elif _take_tail_facts(scan, line) or furniture.is_in_tail(line):
            scan.drop(place)
        elif lines.bare_date(line):
            scan.bare_dates.append(page_date.BareDate(line, before_title=False, in_tail=True))
            scan.drop(place)
        elif lines.is_credit(line):
            continue
        elif has_links and (in_links or _leads_to_links(line, lead)):
            in_links = in_links or lines.is_bullet(line)
            scan.drop(place)


def _is_tail_figure(scan: PageScan, tail: list[int], number: int) -> bool:
    """Whether a number alone counts comments or pages: it stands by furniture, or by the story.

    Figures below a name or a label are the story's.
    """
    if not scan.all_lines[tail[number]].isdigit():
        return False
    if number:
        return scan.lines[tail[number - 1]] is None
    below = scan.all_lines[tail[1]] if len(tail) > 1 else ""
    return not below or bool(furniture.kind(below))


def _leads_to_links(line: str, lead: str) -> bool:
    """Whether a line above the heading of links is one of them; what counts votes is none."""
    return lines.is_bullet(line) or (_is_other_story(line, lead) and not re.search(r"\d", line))


def _take_tail_facts(scan: PageScan, line: str) -> bool:
    facts = furniture.facts(line)
    scan.take(facts)
    signed = None if facts else byline.parse(line)
    if signed and not scan.page.author:
        scan.page.author = signed.author
        scan.name_outlet(Sign.BYLINE, signed.outlet)
        return True
    return bool(facts)


def _read_middle(scan: PageScan, first: int, last: int) -> None:
    """Drop furniture between the story's sentences, and headlines that stand by links."""
    story = [place for place in scan.shown() if first <= place <= last]
    in_links = False
    links: set[int] = set()
    for number, place in enumerate(story):
        line = scan.lines[place] or ""
        if furniture.opens_links(line) and not _heads_story(scan, story, number):
            in_links = True
            links.add(place)
            scan.drop(place)
        elif (kind := furniture.kind(line)) and not furniture.may_be_story(line):
            if kind == furniture.LINK:
                links.add(place)
            scan.drop(place, kind)
        elif _names_outlet_and_day(line):
            scan.take(furniture.facts(line))
            scan.drop(place)
        elif lines.is_story(line) or lines.is_credit(line):
            in_links = False
        elif in_links and lines.words(line) >= 4 and not lines.ends_like_sentence(line):
            scan.drop(place)
    _drop_among_furniture(scan, story)
    _drop_headlines(scan, story, links)


def _drop_doubled(scan: PageScan) -> None:
    """Drop a line that the next one says again, as lists of several layouts do."""
    for above, below in pairwise(scan.shown()):
        texts = [scan.lines[place] or "" for place in (above, below)]
        first, second = (re.findall(r"\w+", text) for text in texts)
        is_again = first == second and len(first) >= _MIN_DOUBLED_WORDS
        is_again = is_again and not lines.is_story(texts[0])
        is_item = any(map(lines.is_bullet, texts)) and len(first) >= _MIN_FRAGMENT_WORDS
        if is_again or (is_item and second[: len(first)] == first):
            scan.drop(above)


def _drop_lone_slides(scan: PageScan) -> None:
    """Drop the title of a gallery's slide ("5. Nevada") of which no other slide is on the page."""
    slides = {place: _SLIDE.fullmatch(scan.lines[place] or "") for place in scan.shown()}
    numbered = [(place, int(slide[1])) for place, slide in slides.items() if slide]
    every = {int(n) for n in re.findall(r"(?m)^\W*(\d{1,3})[.)] ", "\n".join(scan.all_lines))}
    for place, number in numbered:
        if number > 2 and not every & {number - 1, number + 1}:
            scan.drop(place)


def _heads_story(scan: PageScan, story: list[int], number: int) -> bool:
    """Whether a heading such as "More from the council" stands above a sentence, once."""
    line = scan.lines[story[number]] or ""
    following = scan.all_lines[story[number + 1]] if number + 1 < len(story) else ""
    is_common = furniture.is_section_of_links(line) or scan.all_lines.count(line) > 1
    return not is_common and not line.endswith(":") and lines.is_story(following)


def _names_outlet_and_day(line: str) -> bool:
    return {"outlet", "published"} <= set(furniture.facts(line))


def _drop_among_furniture(scan: PageScan, story: list[int]) -> None:
    """Drop what may be furniture where it is among furniture, or again on the page.

    By itself between sentences such a line is the story's: a subheading, a minute, a result.
    """
    numbers = range(len(story))
    for number in [*numbers, *reversed(numbers)]:
        line = scan.lines[story[number]]
        if not line or not furniture.may_be_story(line):
            continue
        is_beside = any(scan.lines[other] is None for other in _beside(story, number))
        is_again = scan.all_lines.count(line) > 1 and not line[:1].isdigit()
        if is_beside or is_again:
            scan.drop(story[number], furniture.kind(line))


def _drop_headlines(scan: PageScan, story: list[int], links: set[int]) -> None:
    """Drop headlines of other stories: beside links, or again in the page's head or tail."""
    texts = [scan.lines[place] or "" for place in story]
    sentences = [text for text in texts if lines.is_story(text) and lines.ends_like_sentence(text)]
    if not _is_english(sentences):
        return
    lead = " ".join(sentences[:2])
    outside = [*scan.all_lines[: story[0]], *scan.all_lines[story[-1] + 1 :]]
    for number, text in enumerate(texts):
        is_link = text in outside or any(other in links for other in _beside(story, number))
        if is_link and not lines.is_story(text) and _is_other_story(text, lead):
            scan.drop(story[number])


def _beside(story: list[int], number: int) -> list[int]:
    return [story[other] for other in (number - 1, number + 1) if 0 <= other < len(story)]


def _is_english(sentences: list[str]) -> bool:
    joined = " ".join(sentences)
    enough = len(_ENGLISH.findall(joined)) * 12 > len(joined.split())
    return enough and len(sentences) >= _MIN_SENTENCES


def _settle(scan: PageScan) -> None:
    """What only the whole page can tell: text, outlet and a date without a label."""
    page = scan.page
    page.text = "\n".join(line for line in scan.lines if line is not None).strip()
    dateline_agency = lines.agency(page.text[:200])
    credited = scan.outlets.setdefault(Sign.AGENCY, dateline_agency)
    sign = min(sign for sign, name in scan.outlets.items() if name or sign is Sign.AGENCY)
    page.outlet = outlet_name.spelled(scan.outlets[sign], "\n".join(scan.all_lines))
    if sign is not Sign.AGENCY and credited != dateline_agency:
        page.author = page.author or credited
    if not page.published:
        page.published = page_date.publication(scan.bare_dates, page.text, scan.is_live)


def _is_other_story(line: str, lead: str) -> bool:
    """Whether the line is a headline, and not one of the story that begins with `lead`."""
    return lines.is_other_headline(line) and lines.share_of_words(line, lead) < _OWN_STORY
