"""CSV and TSV: a header line, then one article a row, streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from vectorstore.formats import decode, json_lines, opening, records
from vectorstore.types import RawArticle, Unreadable


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each row's article, named by the line that it ends on."""
    csv.field_size_limit(json_lines.RECORD_CHARACTERS)  # Python's own 128 KB cuts long articles
    rows = 0
    try:
        with opening.opened(path) as file, decode.text_stream(file) as stream:
            for item in _rows(stream, str(path)):
                rows += 1
                yield item
    except opening.DAMAGED as error:
        yield Unreadable(str(path), f"damaged after row {rows}, the rest is lost: {error}")
        return
    if not rows:
        yield Unreadable(str(path), "no articles in it")


def _rows(stream: TextIO, source: str) -> Iterator[RawArticle | Unreadable]:
    header_line = next(_bounded(stream), "").lstrip("\ufeff")
    delimiter = max(",;\t|", key=header_line.count)
    header = next(csv.reader([header_line], delimiter=delimiter), [])
    # Strict: an open quote is an error in the next row, instead of swallowing the rest.
    reader = csv.reader(_bounded(stream), delimiter=delimiter, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(f"{source}:{reader.line_num + 1}", f"not a CSV row: {error}")
            continue
        place = f"{source}:{reader.line_num + 1}"
        if len(row) > len(header):
            yield Unreadable(place, f"{len(row)} columns where the header names {len(header)}")
        elif any(row):
            yield records.raw_article(dict(zip(header, row, strict=False)), place)


def _bounded(stream: TextIO) -> Iterator[str]:
    for _, line in json_lines.lines(stream):
        yield "\n" if line is None else line
