"""JSON lines: one article a line, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from vectorstore.formats import decode, exported, opening, records
from vectorstore.types import RawArticle, Unreadable

RECORD_CHARACTERS = 16 << 20


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each line's article; a line that can't be read is named and the rest goes on."""
    number = 0
    nothing = True
    try:
        with opening.opened(path) as file, decode.text_stream(file) as stream:
            for number, line in lines(stream):
                if line is None:
                    nothing = False
                    yield Unreadable(f"{path}:{number}", "line too long for one article")
                elif line.strip():
                    nothing = False
                    yield _article(line, f"{path}:{number}")
    except opening.DAMAGED as error:
        nothing = False
        yield Unreadable(str(path), f"damaged after line {number}, the rest is lost: {error}")
    if nothing:
        yield Unreadable(str(path), "no articles in it")


def lines(stream: TextIO) -> Iterator[tuple[int, str | None]]:
    """Numbered lines; None for one that is longer than an article can be."""
    number = 0
    while line := stream.readline(RECORD_CHARACTERS):
        number += 1
        if len(line) < RECORD_CHARACTERS or line.endswith("\n"):
            yield number, line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(RECORD_CHARACTERS)
        yield number, None


def _article(line: str, source: str) -> RawArticle | Unreadable:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return Unreadable(source, f"not JSON: {error.msg} at character {error.pos + 1}")
    except RecursionError:
        return Unreadable(source, "JSON nested too deeply")
    except ValueError as error:  # a number of more digits than Python converts
        return Unreadable(source, f"not JSON: {error}")
    if exported.is_exported(record):
        return exported.raw_article(record, source)
    return records.raw_article(record, source)
