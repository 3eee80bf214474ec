"""Parquet tables, by the extra `parquet`: one article a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import opening, records
from vectorstore.types import RawArticle, Unreadable

_ROWS = 500  # that are held at once


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each row's article, streamed."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise opening.NeedsExtra("parquet") from None
    number = 0
    try:
        with parquet.ParquetFile(path) as table:
            for batch in table.iter_batches(_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    fields = {name: _said(value) for name, value in row.items()}
                    yield records.raw_article(fields, f"{path}:{number}")
    # What is no text, number or day is told only where it is taken out of its table.
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
        yield Unreadable(str(path), f"damaged after row {number}, the rest is lost: {error}")
        return
    if not number:
        yield Unreadable(str(path), "no rows in it")


def _said(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
