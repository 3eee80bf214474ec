"""Spreadsheets (.xlsx, .xls, .ods): one article a row. Parsed by `guarded` in a child process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from vectorstore.formats import columns, guarded, opening
from vectorstore.types import RawArticle, Unreadable


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each row's article, of every sheet, named by its sheet and row."""
    opening.whole(path)  # larger ones are refused
    yield from guarded.parse("sheet", str(path), path=str(path.absolute()))


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The articles in the file."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = [
                (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in book.sheet_names
            ]
    except CalamineError as error:
        return [Unreadable(source, f"no spreadsheet that can be read: {error}")]
    found: list[RawArticle | Unreadable] = []
    for name, rows in sheets:
        if any(any(cell not in ("", None) for cell in row) for row in rows):
            place = f"{source}/{name}" if len(sheets) > 1 else source
            numbered = (
                (f"{place}:{number}", [_said(cell) for cell in row])
                for number, row in enumerate(rows, start=1)
            )
            found += columns.articles(numbered, place)
    return found or [Unreadable(source, "no rows in it")]


def _said(cell: object) -> str:
    if isinstance(cell, datetime):
        is_day = cell.time() == time()
        return cell.date().isoformat() if is_day else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
