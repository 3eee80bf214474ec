"""Raw page text: what of it is the story, and what it says of title, outlet, author and dates.

Only whole lines go, and only those that are surely no sentence of the story. A page has a head
(up to the first sentence), a middle, and a tail (after the last sentence): what is surely
furniture at one of the ends may be part of the story between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vectorstore import furniture, lines, page_date, published

_GLUED_DATE = re.compile(
    rf"(?:date|published|posted|dated|(?P<is_update>(?:last )?updated))(?: on)?\s*:?\s+"
    rf"(?P<date>{published.DAY})[\s,:|–-]+(?=[\"'“‘(\w])",
    re.IGNORECASE,
)
_SEGMENTS = re.compile(r"\s+[|•·–—/-]\s+|\s*[|•·]\s*")
_SECTION_NAME = re.compile(
    r"(?:world|business|sports?|politics|opinions?|comment|culture|tech(?:nology)?|science|health"
    r"|arts?|entertainment|life ?style|national|international|local|regional|econom(?:y|ics)"
    r"|education|asia|europe|africa|middle ?east|americas?|us|uk|environment|climate|travel"
    r"|front page|(?:world|local|sports?|business|national|international) news"
    r"|analysis|features?|editorials?)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:times|post|news|herald|daily|weekly|tribune|gazette|journal|press|observer|standard"
    r"|mail|express|tv|radio|chronicle|courier|echo|telegraph|mirror|globe|dispatch|bulletin"
    r"|magazine|broadcasting)\b|\.(?:com|org|net|co\.\w\w)$",
    re.IGNORECASE,
)
_WITH_OUTLET = re.compile(
    r"(?P<title>.{12,}?)(?:\s+[|]\s+(?P<sure>[^|]{2,50})|\s+[-–—]\s+(?P<likely>[^-–—|]{2,50}))"
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|for|on|with|was)\b", re.IGNORECASE)
_FEWEST_SENTENCES = 4
_MOST_HEADLINES = 4
_OWN_STORY = 0.6  # the share of a headline's words in the story's lead that makes it its own


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


@dataclass
class _Reading:
    """A page while it is read: its lines, None once dropped, and what was found."""

    lines: list[str | None]
    page: Page
    bare_dates: list[page_date.BareDate] = field(default_factory=list)
    rights_holder: str = ""
    is_live: bool = False

    def shown(self) -> list[int]:
        """The places of the lines that are left and not blank."""
        return [place for place, line in enumerate(self.lines) if line]

    def drop(self, place: int, kind: str = "") -> None:
        line = self.lines[place] or ""
        self.lines[place] = None
        self.is_live = self.is_live or kind in furniture.LIVE_PAGE
        if kind == "rights":
            self.rights_holder = self.rights_holder or furniture.rights_holder(line)


def read(text: str, title: str = "") -> Page:
    """The page whose normalised text is given; `title` is its title where that is known."""
    reading = _Reading([line.strip() for line in text.split("\n")], Page(title=title))
    _take_glued_date(reading)
    first = _read_head(reading)
    last = _last_sentence(reading, first)
    _read_tail(reading, last)
    _read_middle(reading, first, last)
    _settle(reading)
    return reading.page


def _take_glued_date(reading: _Reading) -> None:
    """A label and date that a crawler glued to the first sentence."""
    for place in reading.shown()[:1]:
        line = reading.lines[place] or ""
        if (glued := _GLUED_DATE.match(line)) and (day := published.iso(glued["date"])):
            name = "updated" if glued["is_update"] else "published"
            setattr(reading.page, name, day)
            reading.lines[place] = line[glued.end() :]


def _read_head(reading: _Reading) -> int:
    """Read up to the first sentence of the story; its place comes back."""
    places = reading.shown()
    for number, place in enumerate(places):
        line = reading.lines[place] or ""
        following = next((reading.lines[after] or "" for after in places[number + 1 :]), "")
        if _take_head_line(reading, place, line, following):
            continue
        if lines.is_story(line):
            return place
    return len(reading.lines)


def _take_head_line(reading: _Reading, place: int, line: str, following: str) -> bool:
    """Whether the line is furniture or a fact of the head; it is dropped, and the fact kept."""
    page = reading.page
    if kind := furniture.kind(line):
        reading.drop(place, kind)
    elif _take_facts(page, line) or _take_byline(reading, line) or _SECTION_NAME.fullmatch(line):
        reading.drop(place)
    elif day := lines.bare_date(line):
        reading.bare_dates.append(page_date.BareDate(day, before_title=not page.title))
        reading.drop(place)
    elif page.title and _same(line, page.title):
        reading.drop(place)
    elif not page.title and _is_title(line, following):
        _take_title(reading, line)
        reading.drop(place)
    else:
        return False
    return True


def _take_title(reading: _Reading, line: str) -> None:
    page = reading.page
    found = _WITH_OUTLET.fullmatch(line)
    outlet = (found["sure"] or found["likely"]) if found else ""
    if found and outlet and (found["sure"] or _PAPER.search(outlet)):
        page.title, page.outlet = found["title"], page.outlet or outlet
    elif lines.words(line) <= 4 and _PAPER.search(line) and not page.outlet:
        page.outlet = line  # the site's name above the headline
    else:
        page.title = line


def _is_title(line: str, following: str) -> bool:
    if not lines.may_be_title(line) or not following:
        return False
    return not lines.ends_like_sentence(line) or len(following) > len(line)


def _take_byline(reading: _Reading, line: str) -> bool:
    """A byline, alone or beside dates: "By Jane Doe | 3 May 2021 | 4 min read"."""
    parts = [part for part in _SEGMENTS.split(line) if part.strip()]
    authors = [name for part in parts if (name := lines.author(part))]
    days = [day for part in parts if (day := lines.bare_date(part))]
    stated = [facts for part in parts if (facts := furniture.facts(part))]
    if len(parts) == 1:
        days, stated = [], []  # left to the rules for whole lines
    known = len(authors) + len(days) + len(stated)
    others = [part for part in parts if not _is_known(part)]
    names = [part for part in others if lines.is_person(part)]
    if not known or len(others) > len(names) or len(names) > 2:
        return False
    page = reading.page
    page.author = page.author or next(iter(authors + names[:1]), "")
    if len(authors) and names and not page.outlet:
        page.outlet = names[0]
    for day in days:
        reading.bare_dates.append(page_date.BareDate(day, before_title=False))
    for part in parts:
        _take_facts(page, part)
    return True


def _is_known(part: str) -> bool:
    return bool(
        lines.author(part) or lines.bare_date(part) or furniture.facts(part) or furniture.kind(part)
    )


def _take_facts(page: Page, line: str) -> bool:
    """Whether the line is a labelled fact; it is kept where the page has none of its kind yet."""
    facts = furniture.facts(line)
    for name in ("published", "updated"):
        if name in facts:
            facts[name] = published.iso(facts[name])
    if "author" in facts:
        facts["author"] = lines.author(facts["author"]) or facts["author"]
    for name, value in facts.items():
        setattr(page, name, getattr(page, name) or value)
    return bool(facts)


def _last_sentence(reading: _Reading, first: int) -> int:
    """The place of the story's last sentence."""
    for place in reversed(reading.shown()):
        line = reading.lines[place] or ""
        is_furniture = furniture.kind(line) or furniture.facts(line)
        if place <= first or (lines.is_story(line) and not is_furniture):
            return max(place, first)
    return first


def _read_tail(reading: _Reading, last: int) -> None:
    """Drop what follows the story: furniture, facts, and links to other stories."""
    in_links = False
    lead = " ".join(reading.lines[place] or "" for place in reading.shown()[:2])
    tail = [place for place in reading.shown() if place > last]
    has_links = any(furniture.opens_links(reading.lines[place] or "") for place in tail)
    for place in tail:
        line = reading.lines[place] or ""
        if furniture.opens_links(line):
            in_links = True
            reading.drop(place)
        elif kind := furniture.kind(line):
            reading.drop(place, kind)
        elif _take_facts(reading.page, line) or _take_tail_byline(reading, line):
            reading.drop(place)
        elif lines.bare_date(line):
            reading.bare_dates.append(page_date.BareDate(line, before_title=False, in_tail=True))
            reading.drop(place)
        elif lines.is_credit(line):
            continue
        elif has_links and (in_links or lines.is_bullet(line) or _is_other_story(line, lead)):
            in_links = in_links or lines.is_bullet(line)
            reading.drop(place)


def _take_tail_byline(reading: _Reading, line: str) -> bool:
    if (name := lines.author(line)) and not reading.page.author:
        reading.page.author = name
        return True
    return False


def _read_middle(reading: _Reading, first: int, last: int) -> None:
    """Drop furniture between the story's sentences, and single headlines of other stories."""
    story = [place for place in reading.shown() if first <= place <= last]
    in_links = False
    for place in story:
        line = reading.lines[place] or ""
        if furniture.opens_links(line):
            in_links = True
            reading.drop(place)
        elif kind := furniture.kind(line):
            reading.drop(place, kind)
        elif _names_outlet_and_day(line):
            _take_facts(reading.page, line)
            reading.drop(place)
        elif lines.is_story(line) or lines.is_credit(line):
            in_links = False
        elif in_links and lines.words(line) >= 4 and not lines.ends_like_sentence(line):
            reading.drop(place)
    _drop_headlines(reading, [place for place in story if reading.lines[place]])


def _names_outlet_and_day(line: str) -> bool:
    return {"outlet", "published"} <= set(furniture.facts(line))


def _drop_headlines(reading: _Reading, story: list[int]) -> None:
    """Single headlines of other stories: between sentences, worded unlike them and the lead."""
    texts = [reading.lines[place] or "" for place in story]
    sentences = [text for text in texts if lines.is_story(text) and lines.ends_like_sentence(text)]
    joined = " ".join(sentences)
    is_english = len(_ENGLISH.findall(joined)) * 12 > len(joined.split())
    if len(sentences) < _FEWEST_SENTENCES or not is_english:
        return
    alone = [number for number in range(2, len(texts) - 1) if _stands_alone(texts, number)]
    if len(alone) > _MOST_HEADLINES:
        return  # so many are the story's own subheadings
    lead = " ".join(sentences[:2])
    for number in alone:
        if _is_other_story(texts[number], lead):
            reading.drop(story[number])


def _stands_alone(texts: list[str], number: int) -> bool:
    """Whether a line that is no sentence stands between two that are."""
    before, line, after = texts[number - 1 : number + 2]
    leads_on = before.endswith((":", ";", ","))
    return not lines.is_story(line) and all(map(lines.is_story, (before, after))) and not leads_on


def _settle(reading: _Reading) -> None:
    """What only the whole page can tell: text, outlet and a date without a label."""
    page = reading.page
    page.text = "\n".join(line for line in reading.lines if line is not None).strip()
    page.outlet = page.outlet or reading.rights_holder or lines.agency(page.text[:200])
    if not page.published:
        page.published = page_date.publication(reading.bare_dates, page.text, reading.is_live)


def _same(line: str, title: str) -> bool:
    def bare(text: str) -> str:
        return re.sub(r"[\W_]+", "", text).lower()

    return bare(line) == bare(title)


def _is_other_story(line: str, lead: str) -> bool:
    """Whether the line is a headline, and not one of the story that begins with `lead`."""
    return lines.is_other_headline(line) and _shared(line, lead) < _OWN_STORY


def _shared(line: str, lead: str) -> float:
    """The share of the line's longer words whose stems stand in the lead."""

    def stems(text: str) -> set[str]:
        return {word[:5] for word in re.findall(r"\w{4,}", text.lower())}

    own = stems(line)
    return len(own & stems(lead)) / max(len(own), 1)
