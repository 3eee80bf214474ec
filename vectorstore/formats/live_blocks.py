"""The entries of a live blog in a page's markup: blocks that each have a time of their own."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from vectorstore.formats import fragment
from vectorstore.text.own_letters import CAPITALS
from vectorstore.types import RawEntry

_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d")
_LIVE = re.compile(
    r"(?<![a-z])(?:live(?:[ _-]?(?:blog|ticker|updates?|coverage|feed))?|(?:news)?ticker|newsblog"
    r"|as it happened|en[ -]directo?|en[ -]vivo|minuto a minuto|in diretta|ao vivo"
    r"|minute[ -]by[ -]minute)(?![a-z])",
    re.IGNORECASE,
)
# What readers can do to what another of them wrote.
_ANSWER = re.compile(
    r"(?:reply|report(?: (?:abuse|comment|this))?|flag|like|upvote|antworten|melden|répondre"
    r"|signaler|responder)(?: ?\(?\d*\)?)?",
    re.IGNORECASE,
)
# What readers write below a story, and links to others, have times too.
_NO_ENTRY = re.compile(
    r"comment|repl(?:y|ies)|respon[sd]|react(?:ion|ie)|feedback|disqus|discussion|forum|thread"
    r"|guest-?book|kommentar|commentaire|coment|review|teaser|related"
    r"|recommend|promo|most[-_ ]?read|sidebar|carousel|card|headline-list|listing|search-result",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"author|byline|reporter|writer", re.IGNORECASE)
_SIGNED = re.compile(
    rf"[Bb]y [{CAPITALS}][\w.'’-]*(?: (?:[{CAPITALS}][\w.'’-]*|and|de|van|von)){{1,6}}"
)
_BUTTONS = (
    ".//script|.//style|.//button|.//form|.//nav|.//svg|.//noscript|.//template|.//figcaption"
)
_SHARE = re.compile(r"share|social|copy-?link|permalink", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|ul|ol|li|blockquote|section|table|h[1-6])\b", re.IGNORECASE)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MIN_BLOCKS, _MIN_DECLARED_BLOCKS = 3, 1
_MIN_WORDS = 5
_MIN_FILLED = 0.6  # the share of blocks that must have text
_MIN_SHARE = 0.6  # of the page's paragraphs, where nothing says that it is a live blog
_MAX_SPAN_DAYS = 60


def cut(tree: Any, is_declared: bool) -> list[RawEntry]:
    """The entries in the page, taken out of its tree; none where it is no live blog.

    `is_declared` where the page says elsewhere that it is one.
    """
    marked = tree.xpath("//*[contains(@itemprop, 'liveBlogUpdate')]")
    groups = [marked] if marked else list(_groups(tree))
    for blocks in groups:
        entries = [_entry(block) for block in blocks]
        least = _MIN_DECLARED_BLOCKS if is_declared or marked else _MIN_BLOCKS
        if len(blocks) < least or not _are_filled(entries) or any(map(_is_no_entry, blocks)):
            continue
        if marked or is_declared or _is_live(tree, blocks, entries):
            for block in blocks:
                block.drop_tree()
            return [entry for entry in entries if entry.text]
    return []


def _groups(tree: Any) -> Iterator[list[Any]]:
    """Blocks of one kind that each hold a time, the most first."""
    times = [time for time in tree.iterfind(".//time") if _CLOCK.match(time.get("datetime") or "")]
    found = []
    for find in (_nearest("article"), _nearest("li"), _nearest("section"), _widest(times)):
        groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for time in times:
            block = find(time)
            if block is not None and block not in (group := groups[_kind(block)]):
                group.append(block)
        found += [group for group in groups.values() if len(group) > 1 and not _are_nested(group)]
    yield from sorted(found, key=len, reverse=True)


def _nearest(tag: str) -> Any:
    return lambda time: next(time.iterancestors(tag), None)


def _widest(times: Sequence[Any]) -> Any:
    """The widest element about a time that holds no other."""
    held: dict[Any, int] = defaultdict(int)
    for time in times:
        for element in time.iterancestors():
            held[element] += 1

    def find(time: Any) -> Any:
        alone = [element for element in time.iterancestors() if held[element] == 1]
        return alone[-1] if alone else None

    return find


def _kind(block: Any) -> tuple[str, str]:
    names = (block.get("class") or "").split()
    return block.tag, re.sub(r"\d+", "", names[0]) if names else ""


def _are_nested(blocks: list[Any]) -> bool:
    held = set(blocks)
    return any(element in held for block in blocks for element in block.iterancestors())


def _is_no_entry(block: Any) -> bool:
    """Whether a block is a comment or a link to another story: what it or what holds it is named,
    it can be answered, or its heading leads to another page."""
    names = " ".join(
        f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        for element in [block, *list(block.iterancestors())[:4]]
        if element.tag not in ("body", "html")
    )
    if not _LIVE.search(names) and _NO_ENTRY.search(names):
        return True
    heading = _heading(block)
    if any(_ANSWER.fullmatch(_words(one)) for one in block.iter("a", "button", "span")):
        return True
    links = [] if heading is None else [*heading.iterfind(".//a"), *heading.iterancestors("a")]
    return any("#" not in (link.get("href") or "#") for link in links)


def _are_filled(entries: list[RawEntry]) -> bool:
    filled = sum(len(entry.text.split()) >= _MIN_WORDS for entry in entries)
    return filled >= max(1, _MIN_FILLED * len(entries))


def _is_live(tree: Any, blocks: list[Any], entries: list[RawEntry]) -> bool:
    """Whether the blocks come in the order of their times, and the page is theirs or says so."""
    times = [_instant(entry.published) for entry in entries if entry.published]
    steps = [(other - one).total_seconds() for one, other in pairwise(times)]
    is_ordered = all(step <= 0 for step in steps) or all(step >= 0 for step in steps)
    if not is_ordered or not any(steps) or abs((times[-1] - times[0]).days) > _MAX_SPAN_DAYS:
        return False
    names = " ".join(
        f"{element.get('class') or ''} {element.get('id') or ''}"
        for element in [blocks[0], *list(blocks[0].iterancestors())[:4]]
    )
    said = [*tree.iterfind(".//title"), *tree.iterfind(".//h1")]
    if _LIVE.search(names) or any(_LIVE.search(_words(one)) for one in said):
        return True
    headed = sum(any(one.tag in _HEADINGS for one in block.iter()) for block in blocks)
    if 2 * headed < len(blocks) or _is_beside_a_story(tree, blocks):
        return False  # what readers write has no headings
    inside = sum(
        len(_words(paragraph).split()) for block in blocks for paragraph in block.iter("p")
    )
    every = sum(len(_words(paragraph).split()) for paragraph in tree.iter("p"))
    return inside >= _MIN_SHARE * every


def _is_beside_a_story(tree: Any, blocks: list[Any]) -> bool:
    """Whether the blocks stand outside the element that the page calls its article."""
    holders = {*blocks[0].iterancestors()}
    return any(
        one not in holders and one not in blocks and sum(1 for _ in one.iter("p"))
        for one in tree.xpath("//article | //*[@itemprop='articleBody']")
    )


def _instant(published: str) -> datetime:
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _entry(block: Any) -> RawEntry:
    """The entry in a block: its text without time, heading, reporter and buttons."""
    block = copy.deepcopy(block)
    anchor = _anchor(block)
    time = next((one for one in block.iter("time") if one.get("datetime")), None)
    stated = block.xpath(".//*[@itemprop='datePublished']/@content")
    published = time.get("datetime") if time is not None else next(iter(stated), "")
    heading, author = _heading(block), _author(block)
    title = "" if heading is None else _words(heading)
    name = "" if author is None else _words(author)
    buttons = [*block.xpath(_BUTTONS), *(one for one in block.iter() if _is_sharing(one))]
    gone = [*block.iter("time"), heading, author, *buttons]
    for element in gone:
        if element is not None and element is not block and element.getparent() is not None:
            element.drop_tree()
    text = fragment.text_of(_markup(block))
    return RawEntry(text or title, title if text else "", name, published.strip(), anchor)


def _markup(block: Any) -> str:
    from lxml import etree  # type: ignore[import-untyped]

    markup = str(etree.tostring(block, encoding="unicode", method="html", with_tail=False))
    return _BLOCK.sub(r"<br>\g<0>", markup)


def _heading(block: Any) -> Any:
    """The element that holds the entry's heading: named so, or set in bold above the first text."""
    if named := block.xpath(".//*[@itemprop='headline']"):
        return named[0]
    for element in block.iter():
        if element.tag in _HEADINGS:
            return element
    for element in block.iter("p", "strong", "b"):
        if element.tag == "p" and _words(element) != _words_in_bold(element):
            return None
        if element.tag != "p" and not (element.tail or "").strip():
            return element
    return None


def _words_in_bold(paragraph: Any) -> str:
    bold = next(paragraph.iter("strong", "b"), None)
    return "" if bold is None else _words(bold)


def _author(block: Any) -> Any:
    """The element that names who wrote the entry."""
    for element in block.iter():
        if not isinstance(element.tag, str) or element is block:
            continue
        said = " ".join(element.get(name) or "" for name in ("itemprop", "rel", "class"))
        if _BYLINE.search(said) and 0 < len(_words(element).split()) <= 12:
            return element
    return next(filter(_is_signed, block.iter("p", "div", "span", "address", "small")), None)


def _is_signed(element: Any) -> bool:
    return _SIGNED.fullmatch(_words(element)) is not None


def _is_sharing(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    is_named = _SHARE.search(f"{element.get('class') or ''} {element.get('aria-label') or ''}")
    return bool(is_named) and len(_words(element).split()) <= 8


def _anchor(block: Any) -> str:
    """The fragment of the page's address that leads to a block."""
    for element in block.iter():
        if isinstance(element.tag, str) and (found := element.get("id") or element.get("name")):
            return str(found)
    links = (str(link.get("href")) for link in block.iterfind(".//a[@href]"))
    return next((href.rpartition("#")[2] for href in links if href.startswith("#")), "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
