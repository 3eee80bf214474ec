"""Markdown as its reader sees it: without marks, and struck words; tables are said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vectorstore.text import table
from vectorstore.text.raised import lowered, raised

if TYPE_CHECKING:
    from markdown_it.token import Token

# Where something was taken out, and the space before it that nothing needs.
_TAKEN = "\ue000"
_GAP = re.compile(rf"[ \t]+{_TAKEN}(?=[.,;:!?])")
_STRUCK = re.compile(r"~~(?=[^\s~])(?:(?!\n[ \t]*\n|~~).){1,2000}(?<=\S)~~", re.DOTALL)
_STRUCK_TAG = re.compile(r"<(del|s|strike)\b[^>]{0,200}>.{0,2000}?</\1\s*>", re.DOTALL | re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_LEVEL_TAG = re.compile(r"<(sup|sub)\b[^>]{0,200}>(.{0,40}?)</\1\s*>", re.IGNORECASE)
_RAISED = re.compile(r"(?<=[\w)])\^([+\-−]?\d{1,4})\^")
_LOWERED = re.compile(r"(?<=[A-Za-z])~(\d{1,3})~(?!~)")
_WIKI_EMBED = re.compile(r"!\[\[[^\]\n]{1,300}\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|\n]{1,200}\|)?([^\]|\n]{1,200})\]\]")
# What site builders put among the words: {{< figure ... >}}, {% include ... %}.
_SHORTCODE = re.compile(r"\{\{[<%].{0,500}?[>%]\}\}|\{%.{0,500}?%\}", re.DOTALL)
_NOTE_TEXT = re.compile(r"^\[\^[^\]\s]{1,40}\]:.*(?:\n[ \t]+.*)*", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELLS = re.compile(r"(?<!\\)\|")


def said(text: str) -> str:
    """The text as its reader sees it, blocks a blank line apart."""
    text = _WIKI_LINK.sub(r"\1", _WIKI_EMBED.sub("", text.replace("\r\n", "\n")))
    for taken_out in (_COMMENT, _SHORTCODE, _STRUCK_TAG, _STRUCK):
        text = _GAP.sub("", taken_out.sub(_TAKEN, text)).replace(_TAKEN, "")
    text = _NOTE.sub("", _NOTE_TEXT.sub("", text))
    text = _LEVEL_TAG.sub(lambda m: _level(m[1].lower(), m[2], text[: m.start()]), text)
    text = _RAISED.sub(lambda m: raised(m[1], "10"), text)
    text = _LOWERED.sub(lambda m: lowered(m[1]), text)
    return "\n\n".join(_blocks(tables_said(text)))


def _blocks(text: str) -> Iterator[str]:
    """The blocks of a text, without Markdown's marks; items of lists keep theirs."""
    from markdown_it import MarkdownIt

    mark = ""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            words = _inline(token) if token.type == "inline" else token.content
            words = _TAG.sub("", words) if token.type == "html_block" else words
            if words.strip():
                yield mark + words.strip()
                mark = ""


def _inline(token: Token) -> str:
    words = ""
    for part in token.children or ():
        if part.type in ("text", "code_inline"):
            words += part.content
        elif part.type in ("softbreak", "hardbreak"):
            words += "\n"
    return words


def tables_said(text: str) -> str:
    """The text with each table of bars and rules as a sentence a row."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    out: list[str] = []
    place = 0
    while place < len(lines):
        if _is_head(lines, place):
            end = place + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            rows = [_cells(line) for line in (lines[place], *lines[place + 2 : end])]
            out += ["", "\n\n".join(table.row_sentences(rows, 1)), ""]
            place = end
        else:
            out.append(lines[place])
            place += 1
    return "\n".join(out)


def _is_head(lines: list[str], place: int) -> bool:
    if place + 1 >= len(lines) or "|" not in lines[place]:
        return False
    rule = lines[place + 1]
    return (
        "-" in rule
        and bool(_RULE.fullmatch(rule))
        and len(_cells(rule)) == len(_cells(lines[place]))
    )


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [cell.strip().replace("\\|", "|") for cell in _CELLS.split(bare)]


def _level(name: str, inner: str, before: str) -> str:
    return raised(inner, before[-30:]) if name == "sup" else lowered(inner)
