"""A model's Markdown as blocks of plain text: paragraphs, headings, items of lists, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BlockKind = Literal["paragraph", "heading", "item", "step", "row", "head"]
CELLS = " | "
# "**Injured**" or "The ministry gave three reasons:" on a line of its own is a heading.
MAX_HEADING_CHARACTERS = 100

_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[\w-]*[ \t]*$\n?", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:[-*_=—–][ \t]*){3,}$", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]{4,}(?![-*+•]|\d+[.)])", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[•‣▪◦●·–][ \t]+", re.MULTILINE)
# "54." and "1953. The bridge closed." begin no list, if no smaller number does.
_NUMBERED = re.compile(r"^([ \t]*(?:[>*+-][ \t]+)*)(\d{1,9})([.)])(?=[ \t]|$)", re.MULTILINE)
_LETTERED = re.compile(r"^[ \t]*\(?([a-h])[.)][ \t]+(?=\S)", re.MULTILINE)
_BOX = re.compile(r"^([ \t]*[-*+][ \t]+)\[[ xX]\][ \t]+", re.MULTILINE)
_BREAK = re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.IGNORECASE)
_ITEM_TAG = re.compile(r"\s*<li\b[^<>]*>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|ul|ol|li|b|i|u|em|strong|mark|details|summary|section|article|center|font"
    r"|small|blockquote|h[1-6])(?:[ \t][^<>]*)?>",
    re.IGNORECASE,
)
_NEXT_ITEM = re.compile(r"(?<=\S)\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])")
_OFF = (
    "code",
    "lheading",
    "reference",
    "html_block",
    "html_inline",
    "autolink",
    "link",
    "image",
    "entity",
)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an answer: its plain text with [n], and which of its characters are bold."""

    kind: BlockKind
    text: str
    bold: tuple[tuple[int, int], ...] = ()


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in order; rules, fences and empty ones are left out."""
    text = _without_tags(text)
    text = _RULE.sub("", _FENCE.sub("", text)) if "|" not in text else _FENCE.sub("", text)
    text = _BOX.sub(r"\1", _lists(text))
    text = _NEXT_ITEM.sub("\n\n", _BULLET.sub(r"\1- ", _INDENT.sub("", text)))
    return [block for block in _blocks(_parser().parse(text)) if re.search(r"\w", block.text)]


def _without_tags(text: str) -> str:
    """The text without the tags of HTML's layout; breaks in tables stay within their row."""
    if "<" not in text:
        return text
    lines = (_BREAK.sub(" " if "|" in line else "\n", line) for line in text.split("\n"))
    return _TAG.sub("", _ITEM_TAG.sub("\n- ", "\n".join(lines)))


def _lists(text: str) -> str:
    """The text in which what begins with a number or a letter is an item only in a list."""
    begun = {int(match[2]) for match in _NUMBERED.finditer(text)}
    text = _NUMBERED.sub(
        lambda match: (
            match[0]
            if int(match[2]) <= 1 or int(match[2]) - 1 in begun
            else f"{match[1]}{match[2]}\\{match[3]}"
        ),
        text,
    )
    text = re.sub(r"^([ \t]*1)([.)])[ \t]*$", r"\1\\\2", text, flags=re.MULTILINE)
    if {"a", "b"} <= {match[1] for match in _LETTERED.finditer(text)}:
        text = _LETTERED.sub("- ", text)
    return text


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable(_OFF)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    within: list[str] = []
    cells: list[str] = []
    for token in tokens:
        kind = token.type
        if kind.endswith("_open"):
            within.append(kind.removesuffix("_open"))
            cells = [] if kind == "tr_open" else cells
        elif kind.endswith("_close"):
            within.pop()
            if kind == "tr_close":
                yield Block("head" if "thead" in within else "row", CELLS.join(cells))
        elif kind == "inline":
            plain, bold = _inline(token.children or [])
            if within[-1] in ("td", "th"):
                cells.append(plain.strip())
            else:
                yield _block(within, plain, bold)
        elif kind in ("fence", "code_block"):
            yield Block("paragraph", token.content.strip())


def _block(within: Sequence[str], plain: str, bold: Sequence[tuple[int, int]]) -> Block:
    is_whole = len(bold) == 1 and plain[slice(*bold[0])].strip(" :") == plain.strip(" :")
    is_title = (is_whole or plain.rstrip().endswith(":")) and "[" not in plain
    if "heading" in within or (is_title and len(plain) <= MAX_HEADING_CHARACTERS):
        return Block("heading", plain.strip().rstrip(":"))
    return Block(_kind(within), plain, tuple(bold))


def _kind(within: Sequence[str]) -> BlockKind:
    """An item of a list, or a step, which is one of a list with numbers; else a paragraph."""
    lists = [each for each in within if each.endswith("_list")]
    if not lists:
        return "paragraph"
    return "step" if lists[-1] == "ordered_list" else "item"


def _inline(tokens: Sequence[Token]) -> tuple[str, list[tuple[int, int]]]:
    """The plain text of what stands in a block, and where it is bold."""
    text, bold = "", list[tuple[int, int]]()
    begun: list[int] = []
    for token in tokens:
        if token.type == "strong_open":
            begun.append(len(text))
        elif token.type == "strong_close" and begun:
            bold.append((begun.pop(), len(text)))
        elif token.type in ("softbreak", "hardbreak"):
            text += "\n"
        else:
            text += token.content
    return text, bold
