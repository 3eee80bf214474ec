"""Live blogs in text: a page's lines cut into entries, and entries joined to an article's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise

from vectorstore.clean import byline, furniture, lines, published
from vectorstore.types import LiveEntry, RawEntry

_SHARE = (
    r"(?:share(?: this)?(?: (?:update|post|entry))?|share on .{2,20}|copy link|link copied!?"
    r"|copied|permalink)"
)
_CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])(?:[:.h]|\sh\s)[0-5]\d(?:[:.][0-5]\d)?(?:\s*[ap]\.?\s?m\.?)?"
    r"|(?:1[0-2]|0?\d)\s*[ap]\.?\s?m\b\.?)"
)
_ZONE = (
    r"(?:\s*\(?(?:uhr|hrs|hours|h|gmt|utc|[a-z]{1,4}t|pkt|msk)\)?(?:\s*[+-]\d{1,2}(?::?\d\d)?)?)"
)
_MONTH_DAY = rf"(?:{published.MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\.?\s+{published.MONTH})"
_DAY = rf"(?:{published.WEEKDAY})?(?:{published.DAY}|{_MONTH_DAY})"
_TIME_LINE = re.compile(
    r"(?:(?:updated|posted|published|last updated)\s*(?:at|on)?\s*:?\s*)?(?:kl\.?\s*|at\s+)?"
    rf"(?:(?P<day>{_DAY})\s*(?:[,|·•/–-]|at|um)?\s*)?(?:at\s+)?(?P<clock>{_CLOCK})(?P<zone>{_ZONE})?"
    rf"(?:\s*(?:[,|·•/–-]|on)?\s*(?P<day_after>{_DAY}))?\s*[|·•:–-]?\s*(?P<share>{_SHARE})?",
    re.IGNORECASE,
)
# "2 hr 48 min ago": when that was is not known.
_UNIT = r"(?:days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\.?"
_AGO = rf"(?:just now|(?:\d+ ?{_UNIT}\s*){{1,3}}ago)"
_AGO_LINE = re.compile(rf"\W*(?:updated |posted )?(?P<ago>{_AGO})\W*(?P<share>{_SHARE})?", re.I)
# "14:05: The ferry is back." where the page says that it is a live blog.
_INLINE = re.compile(
    rf"(?P<time>{_CLOCK}{_ZONE}?)(?:\s*[:–—|-]\s+|\s+)(?P<rest>[“\"'‘«„]?[A-Z].*)", re.I
)
_DAY_LINE = re.compile(rf"\W*(?P<day>{_DAY})\W*", re.IGNORECASE)
_SHARE_LINE = re.compile(rf"\W*{_SHARE}\W*", re.IGNORECASE)
_PLACE_LINE = re.compile(r"reporting (?:from|on|in) .{2,60}", re.IGNORECASE)
_FROM = re.compile(r"[Ff]rom (?:[\w.&]+ ){0,4}[\w.&]+['’]s? (?P<author>[A-Z].{3,80})")
_LIVE = re.compile(
    r"\b(?:live|live-?blog|live-?ticker|news-?ticker|newsblog|as it happened|en directo?|en vivo"
    r"|minuto a minuto|in diretta|ao vivo|minute[- ]by[- ]minute|rolling coverage)\b",
    re.IGNORECASE,
)
# So short a line may be one of a menu ("Watch live"), unless the word is set off.
_LIVE_SET_OFF = re.compile(r".+(?::|\s[|–—-])\s*live|live\s*(?::|\s[|–—-])\s*\w.*", re.IGNORECASE)
_MIN_ENTRIES = 3
_MIN_ENTRIES_UNSAID = 4  # where nothing but the order says that the page is a live blog
_MIN_FILLED = 0.6  # the share of entries that must have a sentence
_MIN_WORDS = 10  # of an entry, where nothing else shows that it is one
_MIDNIGHT = 6 * 60  # minutes: a longer step against the order is one to another day
_MIN_FALLING = 0.9
_HEAD_LINES = 5  # between an entry's time and its first sentence


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that is the time of an entry."""

    place: int
    day: str
    clock: str
    is_shared: bool
    minutes: int


def split(text: str, title: str, published_on: Callable[[str], str]) -> tuple[str, list[RawEntry]]:
    """The text beside the entries of a live blog, and these; no entry where it is no live blog.

    `published_on` gives the day of publication that the text beside them tells.
    """
    all_lines = [line.strip() for line in text.split("\n")]
    if _says_live(title, all_lines):
        all_lines = list(_apart(all_lines))
    marks = list(_marks(all_lines))
    if len(marks) < _MIN_ENTRIES or not _is_live(all_lines, marks, title):
        return text, []
    starts = _starts(all_lines, marks)
    edges = [*starts, len(all_lines)]
    above = next((place for place in range(starts[0] - 1, 0, -1) if all_lines[place]), 0)
    first = above if above and _day_of(all_lines[above]) else starts[0]
    lead = "\n".join(all_lines[:first])
    days = list(_days(all_lines[first:], marks, first, published_on(lead)))
    bodies = [all_lines[start:end] for start, end in pairwise(edges)]
    bodies[-1] = list(_without_tail(bodies[-1]))
    entries = [
        _entry(body, mark, mark.place - start, day)
        for body, mark, start, day in zip(bodies, marks, starts, days, strict=True)
    ]
    steps = [other.minutes - one.minutes for one, other in pairwise(marks)]
    if sum(step < 0 for step in steps) > len(steps) / 2:
        entries.reverse()
    return lead, [entry for entry in entries if entry.text or entry.title]


def _says_live(title: str, all_lines: list[str]) -> bool:
    """Whether the title, or what stands above the first sentence, calls the page a live blog."""
    said = [title]
    for line in all_lines:
        if lines.is_story(line):
            break
        is_long = lines.words(line) >= 3 and not furniture.kind(line)
        if is_long or _LIVE_SET_OFF.fullmatch(line):
            said.append(line)
    return any(map(_LIVE.search, said))


def _apart(all_lines: list[str]) -> Iterator[str]:
    """The lines, times that begin a sentence in lines of their own, where there are several."""
    found = [_INLINE.fullmatch(line) for line in all_lines]
    begun = [one if one and lines.is_story(one["rest"]) else None for one in found]
    if sum(one is not None for one in begun) < _MIN_ENTRIES:
        yield from all_lines
        return
    for line, one in zip(all_lines, begun, strict=True):
        yield from (one["time"], one["rest"]) if one else (line,)


def _marks(all_lines: list[str]) -> Iterator[_Mark]:
    for place, line in enumerate(all_lines):
        if not line or len(line) > 90:
            continue
        found = _TIME_LINE.fullmatch(line)
        ago = None if found else _AGO_LINE.fullmatch(line)
        if found or ago:
            day = (found["day"] or found["day_after"] or "") if found else ""
            clock = f"{found['clock']}{found['zone'] or ''}" if found else ""
            minutes = _minutes(found["clock"]) if found else -_age(line)
            share = found["share"] if found else ago and ago["share"]
            below = next((text for text in all_lines[place + 1 : place + 4] if text), "")
            above = next(
                (text for text in reversed(all_lines[max(place - 3, 0) : place]) if text), ""
            )
            is_shared = bool(share) or any(map(_SHARE_LINE.fullmatch, (above, below)))
            yield _Mark(place, day, clock, is_shared, minutes)


def _age(line: str) -> int:
    """How many minutes ago a line says that it was."""
    units = {"d": 1440, "h": 60, "m": 1, "s": 0}
    return sum(
        int(n) * units[unit.lower()] for n, unit in re.findall(r"(\d+) ?([dhms])", line, re.I)
    )


def _minutes(clock: str) -> int:
    hour, *rest = (int(number) for number in re.findall(r"\d+", clock))
    if half := re.search(r"([ap])\.?\s?m", clock, re.IGNORECASE):
        hour = hour % 12 + 12 * (half[1].lower() == "p")
    return hour * 60 + (rest[0] if rest else 0)


def _is_live(all_lines: list[str], marks: list[_Mark], title: str) -> bool:
    """Whether times on lines of their own are those at which the text under them was written.

    A story told by the clock has such lines too: it is no live blog unless the page says so, its
    entries can be shared, have days of their own, or come with the latest first.
    """
    edges = [*(mark.place for mark in marks), len(all_lines)]
    told = [
        [line for line in all_lines[start + 1 : end] if lines.is_story(line)]
        for start, end in pairwise(edges)
    ]
    if sum(map(bool, told)) < _MIN_FILLED * len(marks):
        return False
    if sum(mark.is_shared for mark in marks) >= _MIN_ENTRIES - 1:
        return True
    if sum(sum(map(lines.words, each)) >= _MIN_WORDS for each in told) < _MIN_FILLED * len(marks):
        return False  # a timetable
    if _says_live(title, all_lines[: marks[0].place]):
        return True
    if sum(bool(mark.day) for mark in marks) >= _MIN_ENTRIES:
        return True
    steps = [one.minutes >= other.minutes for one, other in pairwise(marks)]
    return len(marks) >= _MIN_ENTRIES_UNSAID and sum(steps) >= _MIN_FALLING * len(steps)


def _starts(all_lines: list[str], marks: list[_Mark]) -> list[int]:
    """Where each entry begins: at its time, or at the heading that stands above it."""
    above = [_head_above(all_lines, mark.place) for mark in marks]
    below = [_heading_below(all_lines, mark.place) for mark in marks]
    # The line above the first is the page's own, or the entry's: the others tell.
    is_above = sum(place < mark.place for place, mark in zip(above[1:], marks[1:], strict=True))
    if 2 * is_above > len(marks) - 1 and is_above > sum(below[1:]):
        return above
    return [mark.place for mark in marks]


def _head_above(all_lines: list[str], place: int) -> int:
    """The first of the lines right above a time that are no sentences and no day."""
    first = place
    for number in range(place - 1, max(place - 2 * _HEAD_LINES, -1), -1):
        line = all_lines[number]
        if line and (lines.is_story(line) or lines.ends_like_sentence(line) or _day_of(line)):
            break
        first = number if line else first
    return first


def _heading_below(all_lines: list[str], place: int) -> bool:
    shown = [line for line in all_lines[place + 1 : place + 2 * _HEAD_LINES] if line]
    told = (line for line in shown if not (_SHARE_LINE.fullmatch(line) or _author(line)))
    return _is_heading(next(told, ""))


def _is_heading(line: str) -> bool:
    return (
        bool(line)
        and lines.words(line) <= lines.MAX_HEADLINE_WORDS
        and not (lines.is_story(line) or lines.ends_like_sentence(line))
    )


def _day_of(line: str) -> str:
    found = _DAY_LINE.fullmatch(line) if len(line) <= 60 else None
    return found["day"] if found else ""


def _days(rest: list[str], marks: list[_Mark], first: int, page_day: str) -> Iterator[str]:
    """When each entry was published, ISO 8601; "" where its day is not sure.

    The day stands with the time, or in a line above it; else it is the page's, unless the times
    run past midnight. `rest` are the lines from the place `first` on.
    """
    steps = [other.minutes - one.minutes for one, other in pairwise(marks)]
    short = [step for step in steps if abs(step) <= _MIDNIGHT]
    is_falling = sum(step < 0 for step in short) > sum(step > 0 for step in short)
    back = [step if is_falling else -step for step in (0, *steps)]
    heading = "" if max(back) > _MIDNIGHT else page_day[:10]
    position = 0
    for mark, step in zip(marks, back, strict=True):
        said = list(filter(None, map(_day_of, rest[position : mark.place - first])))
        position = mark.place - first
        if said:
            heading = said[-1]
        elif step > _MIDNIGHT:
            heading = ""  # past midnight, to another day
        day = _full_day(mark.day or heading, page_day) if mark.clock else ""
        yield (published.iso(f"{day} {_plain(mark)}") or day) if day else ""


def _plain(mark: _Mark) -> str:
    zone = re.search(r"(?:gmt|utc|[a-z]{1,4}t)\b.*", mark.clock, re.IGNORECASE)
    hour, minute = divmod(mark.minutes, 60)
    return f"{hour:02}:{minute:02}" + (f" {zone[0].strip('() ')}" if zone else "")


def _full_day(day: str, page_day: str) -> str:
    """A day as it stands on the page, with the year of the page's own day where it has none."""
    if full := published.iso(day):
        return full[:10]
    if not day or not page_day:
        return ""
    own = date.fromisoformat(page_day[:10])
    years = (own.year - 1, own.year, own.year + 1)
    read = filter(None, (published.iso(f"{day} {year}")[:10] for year in years))
    return next((one for one in read if abs((date.fromisoformat(one) - own).days) <= 31), "")


def _entry(body: list[str], mark: _Mark, place: int, day: str) -> RawEntry:
    """One entry of its lines: what is no sentence around its time is its heading and reporter."""
    body = [line for number, line in enumerate(body) if number != place and line]
    title = author = ""
    rest = 0
    for number, line in enumerate(body[: 2 * _HEAD_LINES]):
        if _SHARE_LINE.fullmatch(line) or furniture.kind(line) or _PLACE_LINE.fullmatch(line):
            rest = number + 1
        elif not author and (signed := _author(line)):
            author, rest = signed, number + 1
        elif not title and _is_heading(line) and len(body) > number + 1 and not _day_of(line):
            title, rest = line, number + 1
        else:
            break
    story = [line for line in body[rest:] if _stays(line)]
    return RawEntry("\n\n".join(story), title=title, author=author, published=day)


def _stays(line: str) -> bool:
    return not (_SHARE_LINE.fullmatch(line) or furniture.kind(line) or _day_of(line))


def _author(line: str) -> str:
    signed = byline.parse(line) or byline.with_role(line)
    if signed:
        return signed.author
    found = _FROM.fullmatch(line)
    return found["author"] if found else byline.people(line)


def _without_tail(body: list[str]) -> Iterator[str]:
    """The last entry without what stands below it on the page."""
    for line in body:
        if furniture.opens_links(line) or furniture.kind(line) in ("rights", "comment form"):
            return
        if not furniture.is_in_tail(line):
            yield line


def joined(lead: str, entries: list[RawEntry]) -> tuple[str, tuple[LiveEntry, ...]]:
    """The text of a live blog, the earliest entry first, and where in it each entry stands.

    Texts, headings and names of the entries are normalised already.
    """
    parts, placed = [lead] if lead else [], []
    position = len(lead) + 2 if lead else 0
    for _, raw in sorted(_with_instants(entries), key=lambda pair: pair[0]):
        has_own = raw.title and raw.title != raw.text.partition("\n")[0]
        text = f"{raw.title}\n\n{raw.text}".strip() if has_own else raw.text
        placed.append(
            LiveEntry(
                position,
                position + len(text),
                published=raw.published,
                title=raw.title,
                author=raw.author,
                anchor=raw.anchor,
            )
        )
        parts.append(text)
        position += len(text) + 2
    return "\n\n".join(parts), tuple(placed)


def _with_instants(entries: list[RawEntry]) -> Iterator[tuple[datetime, RawEntry]]:
    """Each entry with its instant, or that of the one before; the latest may stand first."""
    known = [_instant(entry) for entry in entries if entry.published]
    is_falling = len(known) > 1 and known[0] > known[-1]
    last = datetime.min.replace(tzinfo=UTC)
    for entry in reversed(entries) if is_falling else entries:
        last = _instant(entry) if entry.published else last
        yield last, entry


def _instant(entry: RawEntry) -> datetime:
    moment = datetime.fromisoformat(entry.published)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
