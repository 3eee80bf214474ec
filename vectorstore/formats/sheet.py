"""Spreadsheets (.xlsx, .xls, .ods): of each sheet a header row, then one article a row."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from vectorstore.formats import guarded, opening, records
from vectorstore.types import RawArticle, Unreadable


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each row's article, named by its sheet and row."""
    data = opening.whole(path)
    yield from guarded.parse("sheet", str(path), data=data.decode("latin-1"))


def parse(source: str, data: str) -> list[RawArticle | Unreadable]:
    """The articles of a workbook, its bytes given as Latin-1."""
    from python_calamine import CalamineWorkbook

    items: list[RawArticle | Unreadable] = []
    with CalamineWorkbook.from_filelike(BytesIO(data.encode("latin-1"))) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            table = [(at, [str(cell) for cell in row]) for at, row in enumerate(rows, start=1)]
            filled = [(at, row) for at, row in table if any(row)]
            for at, row in filled[1:]:
                fields = dict(zip(filled[0][1], row, strict=False))
                items.append(records.raw_article(fields, f"{source}:{name}:{at}"))
    return items or [Unreadable(source, "no rows in it")]
