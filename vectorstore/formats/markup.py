"""What markup says by its form: struck text goes, raised figures stay raised, tables are said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from vectorstore.formats.page_style import PageStyle
from vectorstore.text import table
from vectorstore.text.raised import lowered, raised

_STRUCK = frozenset(("del", "s", "strike"))
_STRUCK_CLASS = re.compile(
    r"(?:^|\s)(?:line-through|strike-?through|struck)(?:\s|$)", re.IGNORECASE
)
_NOTE = re.compile(r"foot-?note|noteref|reference", re.IGNORECASE)
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:wp-caption-text|(?:image|photo|picture|media|figure|video)[_-]{0,2}(?:captions?"
    r"|credits?)|captions?[_-]{1,2}(?:text|credit)|captions?|photo-?credits?)(?:$|\s)",
    re.IGNORECASE,
)
_MAX_CAPTION, _MIN_PROSE = 700, 1200  # characters
# What closes up on the words before it where something between was taken out.
_CLOSES_UP = re.compile(r"\s*[.,;:!?)\]]")
_BELOW_BAR = re.compile(r"\d\s*[/⁄]\s*$")
_FRACTION_BAR = re.compile(r"\s*[/⁄]\s*")
# What stands in one of these does not stand behind what is before it.
_BLOCKS = frozenset(
    "p div li td th h1 h2 h3 h4 h5 h6 blockquote section article figcaption dd dt body".split()
)
_LAYS_OUT = frozenset("h1 h2 h3 h4 h5 h6 table form img iframe video ul ol article p div".split())
_PARTS_OF_TABLE = frozenset("thead tbody tfoot tr td th caption".split())
# More of a page's text than this is not struck out: a tag was left open.
_MAX_STRUCK_SHARE = 0.5
_MAX_SPAN = 50  # columns or rows that one cell can cover


def say(tree: Any) -> None:
    """Change a tree of HTML or XHTML so that its text alone says what a reader sees."""
    _drop_struck(tree)
    for element in _found(tree, lambda name: name in ("sup", "sub")):
        _set_level(element)
    for element in _found(tree, lambda name: name == "table"):
        _say_table(element)


def drop_captions(tree: Any) -> None:
    """Take the captions of pictures out of a page that has much else to read."""
    captions = [e for e in tree.iter() if _name(e) and _is_caption(e)]
    if not captions or sum(len(_text(e)) for e in tree.iter("p")) < _MIN_PROSE:
        return
    for element in captions:
        if _is_inside(element, tree):
            _replace(element, " ")


def _is_caption(element: Any) -> bool:
    if _name(element) != "figcaption" and not _CAPTION_CLASS.search(element.get("class") or ""):
        return False
    return len(_text(element)) <= _MAX_CAPTION and sum(1 for _ in element.iter("p")) <= 2


def _drop_struck(tree: Any) -> None:
    style = PageStyle(tree)
    struck = [e for e in tree.iter() if _name(e) and (_is_struck(e) or style.is_struck(e))]
    size = sum(len(_text(element)) for element in struck)
    if size <= _MAX_STRUCK_SHARE * len(_text(tree)):
        for element in struck:
            if _is_inside(element, tree):
                _replace(element, "")


def _is_struck(element: Any) -> bool:
    return _name(element) in _STRUCK or bool(_STRUCK_CLASS.search(element.get("class") or ""))


def _set_level(element: Any) -> None:
    """Put raised or lowered text where it stands, in characters of its own."""
    inner, before = _text(element), _text_before(element)
    text = inner.strip()
    if inner[-1:].isspace():  # "M<sup>me </sup>Binet"
        element.tail = " " + (element.tail or "")
    if _name(element) == "sub":
        _replace(element, text if _BELOW_BAR.search(before) else lowered(text))
    elif _is_fraction(element):
        _replace(element, f" {text}" if before[-1:].isdigit() else text)
    elif _marks_note(element):
        _replace(element, "")
    else:
        _replace(element, raised(text, before))


def _is_fraction(element: Any) -> bool:
    below = element.getnext()
    return (
        below is not None
        and _name(below) == "sub"
        and bool(_FRACTION_BAR.fullmatch(element.tail or ""))
        and _text(element).strip().isdigit()
    )


def _marks_note(element: Any) -> bool:
    signs = [element, element.getparent(), *element]
    return any(
        _NOTE.search(f"{sign.get('class') or ''} {sign.get('role') or ''}")
        or (_name(sign) == "a" and (sign.get("href") or "").startswith("#"))
        for sign in signs
        if sign is not None and _name(sign) in ("sup", "a", "span")
    )


def _text_before(element: Any) -> str:
    """The text that stands directly before an element in its block."""
    before = ""
    while element is not None and len(before) < 30:
        sibling = element.getprevious()
        while sibling is not None and len(before) < 30:
            before = _text(sibling) + (sibling.tail or "") + before
            sibling = sibling.getprevious()
        element = element.getparent()
        if element is not None:
            before = (element.text or "") + before
            if _name(element) in _BLOCKS:
                break
    return before


def _say_table(element: Any) -> None:
    """Make a table of data a paragraph a row, and one that only lays out a page plain blocks."""
    rows = _rows(element)
    if not rows or max(map(len, rows)) < 2:
        tag = element.tag[: -len("table")]
        for part in [element, *_found(element, lambda name: name in _PARTS_OF_TABLE)]:
            part.tag = f"{tag}div"
        return
    caption = next((_text(inner) for inner in element if _name(inner) == "caption"), "")
    said = [" ".join(caption.split()), *_sentences(element, rows)]
    tag = element.tag[: -len("table")]
    for child in [*element]:
        element.remove(child)
    element.text, element.tag = None, f"{tag}div"
    element.attrib.clear()
    for sentence in filter(None, said):
        paragraph = element.makeelement(f"{tag}p")
        paragraph.text = sentence
        element.append(paragraph)


def _sentences(element: Any, rows: list[list[str]]) -> list[str]:
    lines = [row for row in element.iter() if _name(row) == "tr"]
    heads = _head_rows(lines)
    if not heads and all(len(row) and _name(row[0]) == "th" for row in lines):
        rows = [[f"{name}: {', '.join(filter(None, rest))}"] for name, *rest in rows]
        return [f"{row[0].rstrip('.')}." for row in rows]
    return table.row_sentences(rows, heads or None)


def _head_rows(lines: list[Any]) -> int:
    """How many rows at a table's top name its columns, as far as its markup says."""
    heads = 0
    for line in lines:
        cells = [cell for cell in line if _name(cell) in ("td", "th")]
        if _name(line.getparent()) != "thead" and not all(_name(c) == "th" for c in cells):
            break
        heads += 1
    if heads:
        heads = max(heads, *(_span(cell, "rowspan") for cell in lines[0]), 1)
    return min(heads, max(len(lines) - 1, 1))


def _rows(element: Any) -> list[list[str]]:
    """The cells of each row, wide and tall ones repeated; none where cells hold more than words."""
    inside = [inner for inner in element.iterdescendants() if _name(inner)]
    if any(_name(inner) in _LAYS_OUT and not _is_in_cell(inner) for inner in inside):
        return []
    linked = sum(len(_text(inner)) for inner in inside if _name(inner) == "a")
    if 2 * linked > len(_text(element)):
        return []
    rows: list[list[str]] = []
    tall: dict[int, tuple[int, str]] = {}
    for tr in element.iter():
        if _name(tr) != "tr":
            continue
        row: list[str] = []
        for cell in tr:
            if _name(cell) not in ("td", "th"):
                continue
            _take_tall(row, tall)
            text = " ".join(_text(cell).split())
            if len(text) > table.MAX_CELL_CHARACTERS:
                return []
            for _ in range(_span(cell, "colspan")):
                if (span := _span(cell, "rowspan")) > 1:
                    tall[len(row)] = (span - 1, text)
                row.append(text)
        _take_tall(row, tall)
        rows.append(row)
    return rows


def _take_tall(row: list[str], tall: dict[int, tuple[int, str]]) -> None:
    """Repeat in a row the cells above it that reach into it."""
    while len(row) in tall:
        left, text = tall.pop(len(row))
        if left > 1:
            tall[len(row)] = (left - 1, text)
        row.append(text)


def _is_in_cell(element: Any) -> bool:
    """Whether a paragraph is all that a cell of a table holds."""
    parent = element.getparent()
    return _name(element) in ("p", "div") and len(parent) == 1 and _name(parent) in ("td", "th")


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(int(value), _MAX_SPAN) if value.isdecimal() and int(value) else 1


def _found(tree: Any, is_wanted: Callable[[str], bool]) -> list[Any]:
    """The elements below a tree's root with a name that is wanted, in their order."""
    return [element for element in tree.iterdescendants() if is_wanted(_name(element))]


def _is_inside(element: Any, tree: Any) -> bool:
    """Whether an element still stands in a tree of which parts were taken out."""
    return any(ancestor is tree for ancestor in element.iterancestors())


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _replace(element: Any, text: str) -> None:
    """Put text in an element's place, or nothing; what stands behind it stays."""
    parent, above = element.getparent(), element.getprevious()
    tail = element.tail or ""
    before = (parent.text if above is None else above.tail) or ""
    if not text and _CLOSES_UP.match(tail):
        before, tail = before.rstrip(), tail.lstrip()
    joined = before + text + tail
    if above is None:
        parent.text = joined
    else:
        above.tail = joined
    element.tail = None
    parent.remove(element)
