"""JSON documents: one article, a list of them, or an object that holds such a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from vectorstore.formats import decode, json_lines, json_shapes, opening
from vectorstore.types import RawArticle, Unreadable

_PIECE = 1 << 20
_BETWEEN = re.compile(r"[\s,]*")


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The document's articles; a list is streamed, so that it may be of any length."""
    with opening.opened(path) as file, decode.text_stream(file) as stream:
        line = stream.readline(json_lines.RECORD_CHARACTERS)
        has_more = bool(stream.read(1))
    if line.lstrip("\ufeff \t\r\n").startswith("["):
        yield from _list(path)
    elif has_more and _is_whole(line):
        yield from json_lines.read(path)  # exports often call JSON lines ".json"
    else:
        yield from _object(path)


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _object(path: Path) -> Iterator[RawArticle | Unreadable]:
    try:
        text = decode.decoded(opening.whole(path))
    except opening.TooLarge as error:
        raise opening.TooLarge(
            f"{error} in one object: save it as a list or as JSON lines"
        ) from None
    try:
        document = json.loads(text)
    except RecursionError:
        yield Unreadable(str(path), "JSON nested too deeply")
        return
    except ValueError as error:
        yield Unreadable(str(path), f"not JSON: {error}")
        return
    yield from json_shapes.articles(document, str(path))


def _list(path: Path) -> Iterator[RawArticle | Unreadable]:
    number = 0
    try:
        with opening.opened(path) as file, decode.text_stream(file) as stream:
            for item in json_shapes.of_list(_elements(stream), str(path)):
                number += 1
                yield item
    except opening.DAMAGED as error:
        yield Unreadable(str(path), f"damaged after record {number}, the rest is lost: {error}")
    except RecursionError:
        yield Unreadable(f"{path}:{number + 1}", "JSON nested too deeply; the rest is not read")
    except ValueError as error:
        yield Unreadable(f"{path}:{number + 1}", f"not JSON, the rest is not read: {error}")
    else:
        if not number:
            yield Unreadable(str(path), "no articles in it")


def _elements(stream: TextIO) -> Iterator[object]:
    """The elements of a JSON list, holding one at a time. Raises ValueError, RecursionError."""
    decoder = json.JSONDecoder()
    buffer = stream.read(_PIECE).lstrip("\ufeff \t\r\n")[1:]
    position = 0
    wanted = _PIECE
    while True:
        between = _BETWEEN.match(buffer, position)
        position = between.end() if between else position
        if buffer.startswith("]", position):
            return
        try:
            element, position = decoder.raw_decode(buffer, position)
            wanted = _PIECE
        except json.JSONDecodeError as error:
            more = stream.read(wanted)
            buffer, position = buffer[position:] + more, 0
            if not more:
                raise ValueError(f"{error.msg}, after which the file ends") from None
            if len(buffer) > json_lines.RECORD_CHARACTERS:
                raise ValueError(error.msg) from None
            wanted = len(buffer)  # doubling, so that a long element is not parsed too often
        else:
            yield element
