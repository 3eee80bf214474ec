"""Rows of cells to articles: which row names the columns, and what they hold where none does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from statistics import fmean

from vectorstore.formats import field_names, records
from vectorstore.types import RawArticle, Unreadable

Row = tuple[str, Sequence[str]]  # where the row stands, and its cells

SAMPLE_ROWS = 40
MAX_ROWS_ABOVE = 12  # the name of an export, its question, its day
_MAX_NAME_CHARACTERS = 60
_MIN_TEXT_WORDS = 8  # a cell, on the average, of a column without a name that is taken for text
_MIN_UNNAMED_TEXT_WORDS = 20  # where others have names
_TITLE_WORDS = (3.0, 30.0)  # a cell, on the average; two are somebody's name
_URL = re.compile(r"https?://\S+")
_DAY = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ][\d:.+Z -]*)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?: [\d:]+)?"
)
_DATA = re.compile(r"[\[{].*[\]}]", re.DOTALL)


def articles(rows: Iterable[Row], source: str) -> Iterator[RawArticle | Unreadable]:
    """Each row's article. Rows above the one that names the columns are none."""
    stream = iter(rows)
    sample = list(islice(stream, SAMPLE_ROWS))
    cells = [[str(cell).strip() for cell in row] for _, row in sample]
    at = header_row(cells)
    if at is None:
        names, start = _inferred(cells)
    else:
        names, start = _with_text(list(cells[at]), cells[at + 1 :]), at + 1
    if at is None and names and "text" not in names:
        yield Unreadable(source, "no row that names its columns, and no column of text")
        return
    for place, row in chain(sample[start:], stream):
        filled = [str(cell) for cell in row]
        while len(filled) > len(names) and not filled[-1].strip():
            filled.pop()
        if len(filled) > len(names):
            yield Unreadable(place, f"{len(filled)} columns where the header names {len(names)}")
        elif any(map(str.strip, filled)):
            record = dict(zip(names, filled, strict=False))
            record.pop("", None)
            yield records.raw_article(record, place)


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the row that names the columns, None where there is none."""
    found = [(at, names_in(row)) for at, row in enumerate(rows[: MAX_ROWS_ABOVE + 1])]
    named = (at for at, names in found if "text" in names)
    several = (at for at, names in found if len(names) >= 2)
    return next(named, next(several, None))


def names_in(row: Sequence[str]) -> set[str]:
    """The fields that a row's cells name; none where it holds more than names."""
    filled = [cell for cell in row if cell]
    if any(len(cell) > _MAX_NAME_CHARACTERS or _URL.match(cell) for cell in filled):
        return set()
    return {field for cell in filled if (field := field_names.field_of(cell))}


def _with_text(names: list[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The columns' names; where none is the text's, the one of much prose is."""
    if not any(field_names.field_of(name) == "text" for name in names):
        open_columns = [at for at, name in enumerate(names) if not field_names.field_of(name)]
        long = _longest(rows, open_columns, _MIN_UNNAMED_TEXT_WORDS)
        if long is not None:
            names[long] = "text"
    return names


def _inferred(rows: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """Names for columns that have none, by what is in them, and the first row of articles."""
    width = max(map(len, rows), default=0)
    names = [""] * width
    long = _longest(rows[1:] or rows, range(width), _MIN_TEXT_WORDS)
    if long is None:
        return names, 0
    names[long] = "text"
    # A row of labels that are in no list of names.
    first = rows[0][long] if len(rows[0]) > long else ""
    is_header = len(rows) > 1 and len(first.split()) <= 3 and not re.search(r"[.\d]", first)
    body = rows[1:] if is_header else rows
    if (title := _title(body, long)) is not None:
        names[title] = "title"
    for name, form in (("url", _URL), ("published", _DAY)):
        of_form = [at for at in range(width) if _are(_column(body, at), form)]
        if len(of_form) == 1:
            names[of_form[0]] = name
    return names, int(is_header)


def _title(rows: Sequence[Sequence[str]], text: int) -> int | None:
    """The column of the longest short prose before the text."""
    words: dict[int, float] = {}
    for at in range(text):
        column = _column(rows, at)
        is_short = _TITLE_WORDS[0] <= _mean_words(column) <= _TITLE_WORDS[1]
        if is_short and _is_prose(column) and len(set(column)) > len(column) // 2:
            words[at] = _mean_words(column)
    return max(words, key=words.__getitem__, default=None)


def _longest(rows: Sequence[Sequence[str]], places: Iterable[int], least: int) -> int | None:
    columns = {at: _column(rows, at) for at in places}
    prose = {at: _mean_words(column) for at, column in columns.items() if _is_prose(column)}
    best = max(prose, key=prose.__getitem__, default=None)
    return best if best is not None and prose[best] >= least else None


def _column(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at] for row in rows if len(row) > at and row[at]]


def _mean_words(column: Sequence[str]) -> float:
    return fmean(len(cell.split()) for cell in column) if column else 0.0


def _is_prose(column: Sequence[str]) -> bool:
    return bool(column) and not any(_are(column, form) for form in (_URL, _DAY, _DATA))


def _are(column: Sequence[str], form: re.Pattern[str]) -> bool:
    """Whether nearly all cells have a form."""
    return bool(column) and sum(bool(form.fullmatch(cell)) for cell in column) >= 0.8 * len(column)
