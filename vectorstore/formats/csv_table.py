"""CSV and TSV: a header line where there is one, then one article a row, streamed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from vectorstore.formats import columns, csv_rows, decode, json_lines, opening
from vectorstore.types import RawArticle, Unreadable

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 400
# How spreadsheets name the delimiter in a first line of its own.
_NAMED = re.compile(r"\ufeff?\"?sep=(.|\\t)\"?\s*", re.IGNORECASE)


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each row's article, named by the line that it ends on."""
    csv.field_size_limit(json_lines.RECORD_CHARACTERS)  # Python's own 128 KB cuts long articles
    rows = 0
    try:
        with opening.opened(path) as file, decode.text_stream(file) as stream:
            for item in _items(stream, str(path)):
                rows += 1
                yield item
    except opening.DAMAGED as error:
        yield Unreadable(str(path), f"damaged after row {rows}, the rest is lost: {error}")
        return
    if not rows:
        yield Unreadable(str(path), "no articles in it")


def _items(stream: TextIO, source: str) -> Iterator[RawArticle | Unreadable]:
    numbered = _numbered(stream)
    sample = list(islice(numbered, _SAMPLE_LINES))
    if not sample:
        return
    sample[0] = (sample[0][0], sample[0][1].removeprefix("\ufeff"))
    named = _NAMED.fullmatch(sample[0][1])
    if named:
        sample = sample[1:]
    delimiter = named[1].replace("\\t", "\t") if named else _delimiter(sample)
    bad: list[Unreadable] = []
    lines = chain(sample, numbered)
    rows = _rows(lines, delimiter, _width(sample, delimiter), source, bad)
    for item in columns.articles(rows, source):
        yield from bad
        bad.clear()
        yield item
    yield from bad


def _rows(
    lines: Iterator[tuple[int, str]],
    delimiter: str,
    width: int,
    source: str,
    bad: list[Unreadable],
) -> Iterator[columns.Row]:
    """The rows; what is none goes to `bad`."""
    for number, row in csv_rows.rows(lines, delimiter, width):
        place = f"{source}:{number}"
        if isinstance(row, str):
            bad.append(Unreadable(place, f"not a CSV row: {row}"))
        else:
            yield place, row


def _numbered(stream: TextIO) -> Iterator[tuple[int, str]]:
    for number, line in json_lines.lines(stream):
        yield number, "\n" if line is None else line


def _delimiter(sample: list[tuple[int, str]]) -> str:
    """The mark between cells: the one by which most columns have known names, or most are even."""
    return max(_DELIMITERS, key=lambda mark: _fit(sample, mark))


def _width(sample: list[tuple[int, str]], delimiter: str) -> int:
    """How many cells the line that names the columns has, 0 where none does or it has one."""
    rows = _heads(sample, delimiter)
    at = columns.header_row(rows)
    width = 0 if at is None else len(rows[at])
    return width if width > 1 else 0


def _heads(sample: list[tuple[int, str]], delimiter: str) -> list[list[str]]:
    """The cells of the first lines, each by itself: what stands above names says no width."""
    rows: list[list[str]] = []
    for _, line in sample[: columns.MAX_ROWS_ABOVE + 1]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            cells = []
        rows.append([cell.strip() for cell in cells])
    return rows


def _fit(sample: list[tuple[int, str]], mark: str) -> tuple[int, float, int]:
    found = csv_rows.rows(iter(sample), mark, _width(sample, mark))
    rows = [row for _, row in islice(found, columns.SAMPLE_ROWS) if not isinstance(row, str)]
    names = max((len(columns.names_in(row)) for row in _heads(sample, mark)), default=0)
    widths = [len(row) for row in rows if any(row)]
    common = max(set(widths), key=widths.count, default=0)
    evenness = widths.count(common) / len(widths) if common > 1 else 0.0
    return names, evenness, common
