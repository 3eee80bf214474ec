"""Markdown's marks that change what a text says: struck words, raised figures, notes, tables."""

from __future__ import annotations

import re

from vectorstore.text import table
from vectorstore.text.raised import lowered, raised

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
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELLS = re.compile(r"(?<!\\)\|")


def said(text: str) -> str:
    """The text as its reader sees it, as far as the words go; other marks stay as they are."""
    for taken_out in (_COMMENT, _STRUCK_TAG, _STRUCK):
        text = _GAP.sub("", taken_out.sub(_TAKEN, text)).replace(_TAKEN, "")
    text = _NOTE.sub("", text)
    text = _LEVEL_TAG.sub(lambda m: _level(m[1].lower(), m[2], text[: m.start()]), text)
    text = _RAISED.sub(lambda m: raised(m[1], "10"), text)
    text = _LOWERED.sub(lambda m: lowered(m[1]), text)
    return tables_said(_HEADING.sub(r"\n\1\n", text))


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
